"""Resolving identifiers: from a DOI, a PMID, an arXiv id, an ISBN or a URL to an `Article`.

How a request travels, one file each:

* a *source* (`crossref`, `datacite`, `pubmed` …) is a generator: it yields a `flow.Request`, is
  sent the `flow.Response`, and returns an article or raises. It does no I/O.
* `exchange` does for every request what no source should have to know: cache, rate limit, retries,
  redirects. It is a generator too, of `Send` and `Sleep`.
* `fetcher` (threads, requests) and `aio` (asyncio, httpx) carry those two out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citeform.fetching.aio import AsyncFetcher as AsyncFetcher
    from citeform.fetching.fetcher import Fetcher as Fetcher
    from citeform.fetching.fetcher import fetch as fetch
    from citeform.fetching.fetcher import fetch_many as fetch_many
    from citeform.fetching.matching import Candidate as Candidate
    from citeform.fetching.matching import Match as Match
    from citeform.fetching.matching import match as match
    from citeform.fetching.matching import search as search
    from citeform.fetching.results import Fetched as Fetched
    from citeform.fetching.results import Results as Results
    from citeform.fetching.settings import Settings as Settings
    from citeform.fetching.status import Status as Status

_HOMES = {
    "AsyncFetcher": "citeform.fetching.aio",
    "Candidate": "citeform.fetching.matching",
    "Fetched": "citeform.fetching.results",
    "Fetcher": "citeform.fetching.fetcher",
    "Match": "citeform.fetching.matching",
    "Results": "citeform.fetching.results",
    "Settings": "citeform.fetching.settings",
    "Status": "citeform.fetching.status",
    "fetch": "citeform.fetching.fetcher",
    "fetch_many": "citeform.fetching.fetcher",
    "match": "citeform.fetching.matching",
    "search": "citeform.fetching.matching",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605 -- one list of the public names, not two


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    from importlib import import_module

    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'citeform.fetching' has no attribute {name!r}")
    return getattr(import_module(home), name)
