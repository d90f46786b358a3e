"""Resolving identifiers: from a DOI, a PMID, an arXiv id, an ISBN or a URL to an `Article`.

How a request travels, one file each:

* a *source* (`crossref`, `datacite`, `pubmed` …) is a generator: it yields a `flow.Request`, is
  sent the `flow.Response`, and returns an article or raises. It does no I/O.
* `exchange` does for every request what no source should have to know: cache, rate limit, retries,
  redirects. It is a generator too, of `Send` and `Sleep`.
* `fetcher` (threads, requests) and `aio` (asyncio, httpx) carry those two out.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citeform.fetch.aio import AsyncFetcher as AsyncFetcher
    from citeform.fetch.fetcher import Fetcher as Fetcher
    from citeform.fetch.fetcher import fetch as fetch
    from citeform.fetch.fetcher import fetch_many as fetch_many
    from citeform.fetch.matching import Candidate as Candidate
    from citeform.fetch.matching import Match as Match
    from citeform.fetch.matching import match as match
    from citeform.fetch.matching import search as search
    from citeform.fetch.results import Fetched as Fetched
    from citeform.fetch.results import Results as Results
    from citeform.fetch.settings import Settings as Settings
    from citeform.fetch.status import Status as Status

_HOMES = {
    "AsyncFetcher": "citeform.fetch.aio",
    "Candidate": "citeform.fetch.matching",
    "Fetched": "citeform.fetch.results",
    "Fetcher": "citeform.fetch.fetcher",
    "Match": "citeform.fetch.matching",
    "Results": "citeform.fetch.results",
    "Settings": "citeform.fetch.settings",
    "Status": "citeform.fetch.status",
    "fetch": "citeform.fetch.fetcher",
    "fetch_many": "citeform.fetch.fetcher",
    "match": "citeform.fetch.matching",
    "search": "citeform.fetch.matching",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605 -- one list of the public names, not two


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    from importlib import import_module

    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'citeform.fetch' has no attribute {name!r}")
    return getattr(import_module(home), name)


class _Callable(ModuleType):
    """`citeform.fetch(…)` is a function, and this package has its name.

    Once the package is imported Python puts it in the function's place, so it has to answer as well.
    """

    def __call__(self, identifier: str, mailto: str | None = None, **options: Any) -> Any:
        from citeform.fetch.fetcher import fetch as fetch_one

        return fetch_one(identifier, mailto=mailto, **options)


sys.modules[__name__].__class__ = _Callable
