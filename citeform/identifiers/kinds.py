"""Which identifier a text is: every kind asked in turn, the most telling first."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Protocol, cast


class Kind(Protocol):
    """What the module of each kind offers. Nothing in it raises."""

    def find(self, text: str) -> str:
        """The first one in running text, normalised, or ""."""
        ...

    def find_all(self, text: str) -> list[str]:
        """All of them in running text, normalised, in order, each once."""
        ...

    def normalize(self, text: str) -> str:
        """The one that the whole text is, or ""."""
        ...

    def is_valid(self, text: str) -> bool:
        """Whether the whole text is one."""
        ...

    def url(self, value: str) -> str:
        """The address to link to, or ""."""
        ...


KINDS: dict[str, str] = {
    "doi": "doi",
    "arxiv": "arxiv",
    "pmcid": "pmcid",
    "orcid": "orcid",
    "isbn": "isbn",
    "issn": "issn",
    "pmid": "pmid",
    "shortdoi": "shortdoi",
    "ror": "ror",
    "url": "web",
}
"""Kind to module, in the order of asking.

The order settles what is more than one thing: arXiv's own DOIs (10.48550/…) are DOIs; the page of
a DOI, PMID … is that DOI or PMID before it is a URL; ten digits with the check digit of an ISBN
are one; eight bare digits without a hyphen are a PMID, with it an ISSN.
"""


def kind(name: str) -> Kind:
    """The module of a kind: `kind("doi").find(text)`. Raises `KeyError` for an unknown name."""
    return cast("Kind", import_module(f"citeform.identifiers.{KINDS[name]}"))


def classify(text: str) -> tuple[str, str] | None:
    """The kind and the normal form of the identifier that the whole text is, or None.

    >>> classify("https://pubmed.ncbi.nlm.nih.gov/12345678/")
    ('pmid', '12345678')
    >>> classify("hello") is None
    True
    """
    stripped = text.strip()
    for name in KINDS:
        if name == "issn" and re.fullmatch(r"[0-9]{1,8}", stripped):
            continue
        value = kind(name).normalize(stripped)
        if value:
            return name, value
    return None
