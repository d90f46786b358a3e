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
    from citeform.fetch.fetcher import Fetcher as Fetcher
    from citeform.fetch.fetcher import fetch as fetch
    from citeform.fetch.fetcher import fetch_many as fetch_many
    from citeform.fetch.results import Fetched as Fetched
    from citeform.fetch.results import Results as Results
    from citeform.fetch.settings import Settings as Settings

_HOMES = {
    "Fetched": "citeform.fetch.results",
    "Fetcher": "citeform.fetch.fetcher",
    "Results": "citeform.fetch.results",
    "Settings": "citeform.fetch.settings",
    "fetch": "citeform.fetch.fetcher",
    "fetch_many": "citeform.fetch.fetcher",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605 -- one list of the public names, not two


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    from importlib import import_module

    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'citeform.fetch' has no attribute {name!r}")
    return getattr(import_module(home), name)
