"""Settings: everything about fetching that an operator may want to change, as one frozen value."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from citeform.errors import UnknownFieldError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "CITEFORM_"
"""Every setting has an environment variable: its name in capitals after this."""


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `limit` requests within `interval` seconds, at most `parallel` under way at once."""

    limit: int
    interval: float = 1.0
    parallel: int = 1

    def __post_init__(self) -> None:
        if self.limit < 1 or self.interval <= 0 or self.parallel < 1:
            raise UsageError(f"no request could ever be made at {self}")


STARTING_RATES: Mapping[str, Rate] = {
    "crossref": Rate(5, parallel=2),
    "crossref/list": Rate(1),
    "datacite": Rate(3),
    "doi.org": Rate(3),
    "pubmed": Rate(3),
    "arxiv": Rate(1, 3.0),
    "openlibrary": Rate(1),
}
"""Requests a second before a service has said what it allows, by service and lane: low.

Crossref announces its limits in headers (its public ones since December 2025 are 5 a second for
records, 1 for lists). DataCite allows 3,000 requests in five minutes, NCBI 3 a second (E-utilities
help, NBK25497), arXiv one every three seconds on one connection (its API's terms of use), Open
Library 1 a second without identification.
"""
OTHER_HOSTS = Rate(1, parallel=1)
"""The rate for a host that no source of ours stands for."""

KEYED_PUBMED = Rate(10, parallel=3)
"""NCBI's limit with an API key."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fetch. `Settings.from_environment(mailto=…)` also reads the CITEFORM_… variables."""

    mailto: str = ""
    """Your e-mail address: services that know whom to write to treat you better. There is no
    default, and it is sent to the services below only, never to a page of the web."""

    crossref_url: str = "https://api.crossref.org"
    """Where Crossref's REST API is."""
    datacite_url: str = "https://api.datacite.org"
    """Where DataCite's REST API is."""
    doi_url: str = "https://doi.org"
    """Where the DOI system tells a DOI's agency, and the agencies their records."""
    pubmed_url: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    """Where NCBI's E-utilities are, for PubMed and PubMed Central."""
    arxiv_url: str = "https://export.arxiv.org/api"
    """Where arXiv's query API is."""
    openlibrary_url: str = "https://openlibrary.org"
    """Where Open Library is."""

    crossref_token: str = field(default="", repr=False)
    """Token of Crossref's Metadata Plus."""
    datacite_token: str = field(default="", repr=False)
    """JSON web token of DataCite."""
    ncbi_api_key: str = field(default="", repr=False)
    """API key of NCBI: 10 requests a second instead of 3."""

    connect_timeout: float = 10.0
    """Seconds until a connection must stand."""
    read_timeout: float = 30.0
    """Seconds within which something more of the answer must arrive."""
    total_timeout: float = 120.0
    """Seconds within which the whole answer must be here; after so long nothing is tried again."""
    attempts: int = 4
    """How often a request is sent at most. Only 429, 5xx and broken connections are repeated."""
    backoff: float = 0.5
    """Seconds before the first repetition where the service names none; doubled each time, and
    then a random part of that is taken."""
    longest_wait: float = 120.0
    """Seconds; a service that asks for a longer pause (Retry-After) is given up."""
    redirects: int = 5
    """How many redirects are followed for one request."""
    max_size: int = 20_000_000
    """Bytes of one answer, counted after decompression."""
    parallel: int = 4
    """Requests under way at once, over all services."""
    rates: Mapping[str, Rate] = field(default_factory=dict)
    """Other rates to start at than `STARTING_RATES`, by the same names."""
    allowed_hosts: frozenset[str] = frozenset()
    """Hosts that a user's URL may lead to although they are not public, e.g. {"127.0.0.1"}."""
    batch_size: int = 25
    """Identifiers in one request where a service answers for several."""

    cache: Path | str | None = None
    """The cache's file; None for the usual place (`citeform cache info` names it)."""
    use_cache: bool = True
    """Whether answers are kept for later runs."""
    max_age: float = 30 * 86400.0
    """Seconds after which a kept answer is asked for anew (with its ETag, where there is one)."""
    max_age_absent: float = 86400.0
    """The same for "there is no such work"."""
    offline: bool = False
    """Ask nobody: only what is kept is answered, however old."""

    def __post_init__(self) -> None:
        for name in ("connect_timeout", "read_timeout", "total_timeout", "backoff", "longest_wait"):
            if not 0 < getattr(self, name) <= 86_400:
                raise UsageError(f"{name} must be a number of seconds above 0, at most a day")
        for name in ("attempts", "max_size", "parallel", "batch_size"):
            if getattr(self, name) < 1:
                raise UsageError(f"{name} must be 1 or more")
        for name in ("mailto", "crossref_token", "datacite_token", "ncbi_api_key"):
            if not getattr(self, name).isprintable():
                raise UsageError(f"{name} holds a control character")
        if self.mailto and "@" not in self.mailto:
            raise UsageError(f"mailto is not an e-mail address: {self.mailto!r}")
        for each in fields(self):
            if each.name.endswith("_url"):
                parts = urlsplit(getattr(self, each.name))
                if parts.scheme not in {"http", "https"} or not parts.hostname:
                    raise UsageError(f"{each.name} is not an http(s) address")

    @classmethod
    def from_environment(cls, **changes: Any) -> Self:
        """The defaults, over them the CITEFORM_… variables, over them `changes` that are not None.

        Raises `UnknownFieldError` for a name that is no setting, `UsageError` for a bad value.
        """
        own = cls()
        known = {each.name for each in fields(cls)}
        found: dict[str, Any] = {}
        for name in known - {"rates"}:
            text = os.environ.get(PREFIX + name.upper(), "")
            if text:
                found[name] = _converted(name, text, getattr(own, name))
        for name, value in changes.items():
            if name not in known:
                raise UnknownFieldError(name, known, hint="a setting of citeform.fetching.Settings")
            if value is not None:
                found[name] = value
        return replace(own, **found)

    def rate(self, name: str) -> Rate:
        """The rate to start at, for a service and lane: "crossref/list"."""
        service = name.partition("/")[0]
        if service == "pubmed" and self.ncbi_api_key and "pubmed" not in self.rates:
            return KEYED_PUBMED
        for rates in (self.rates, STARTING_RATES):
            for each in (name, service):
                if each in rates:
                    return rates[each]
        return OTHER_HOSTS

    def credentials(self, service: str) -> tuple[dict[str, str], dict[str, str]]:
        """Query parameters and headers that say who asks, for one of the services."""
        query: dict[str, str] = {}
        headers: dict[str, str] = {}
        if service == "crossref":
            if self.mailto:
                query["mailto"] = self.mailto
            if self.crossref_token:
                headers["Crossref-Plus-API-Token"] = f"Bearer {self.crossref_token}"
        elif service == "datacite" and self.datacite_token:
            headers["Authorization"] = f"Bearer {self.datacite_token}"
        elif service == "pubmed":
            query["tool"] = "citeform"
            if self.mailto:
                query["email"] = self.mailto
            if self.ncbi_api_key:
                query["api_key"] = self.ncbi_api_key
        return query, headers

    @property
    def user_agent(self) -> str:
        """The User-Agent for the services: this program, and whom to write to."""
        from citeform import __version__

        contact = f" (mailto:{self.mailto})" if self.mailto else ""
        return f"citeform/{__version__}{contact}"


def _converted(name: str, text: str, default: Any) -> Any:
    """An environment variable's text as the kind of value that the setting has."""
    try:
        if isinstance(default, bool):
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[
                text.strip().lower()
            ]
        if isinstance(default, int | float):
            return type(default)(text)
    except (KeyError, ValueError):
        raise UsageError(f"{PREFIX}{name.upper()} is not usable: {text!r}") from None
    if name == "cache":
        return Path(text)
    if isinstance(default, frozenset):
        return frozenset(text.replace(",", " ").split())
    return text
