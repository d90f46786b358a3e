"""Which source answers for which kind of identifier: a literal table, then entry points.

A third party declares a source under the entry-point group `citeform.sources`; the entry's name is
the kind of identifier. It is an object, or a module, with `resolve` and, to be found, `recognise`.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from citeform.errors import UnknownNameError
from citeform.fetching.flow import Flow, Request, Response

if TYPE_CHECKING:
    from citeform.fetching.settings import Settings
    from citeform.model.article import Article

Answers = list[tuple[Request, Response]]


class Source(Protocol):
    """Whoever knows works by one kind of identifier."""

    def resolve(self, value: str, settings: Settings) -> Flow[Article]:
        """Ask for one work. Raises `NotFoundError` where there is none; see `citeform.errors`."""
        ...


@runtime_checkable
class BatchSource(Source, Protocol):
    """A source whose service answers for several works at once."""

    def first_request(self, value: str, settings: Settings) -> Request:
        """What `resolve` asks first: if that is in the cache, the work need not be collected."""
        ...

    def collect(self, values: list[str], settings: Settings) -> Flow[Answers]:
        """Ask for several works at once.

        Returns what `resolve` would be answered if it asked for each: that goes into the cache,
        where `resolve` then finds it. Works that are missing, and any that the service will not
        take in a list, are simply left out and asked for one by one.
        """
        ...


SOURCES: dict[str, str] = {
    "doi": "citeform.fetching.dois",
    "shortdoi": "citeform.fetching.shortdois",
    "pmid": "citeform.fetching.pubmed",
    "pmcid": "citeform.fetching.pmc",
    "arxiv": "citeform.fetching.arxiv",
    "isbn": "citeform.fetching.openlibrary",
    "url": "citeform.fetching.page",
}
"""Kind of identifier to the module that resolves it."""


@lru_cache(maxsize=256)
def source(kind: str) -> Source:
    """The source for a kind of identifier. Raises `UnknownNameError`."""
    if kind in SOURCES:
        return cast("Source", import_module(SOURCES[kind]))
    for entry in _plugins():
        if entry.name == kind:
            return _load(entry)
    raise UnknownNameError(kind, source_names())


def source_names() -> list[str]:
    """Every kind of identifier that can be resolved, third parties' included."""
    return [*SOURCES, *(entry.name for entry in _plugins())]


def recognised_by_plugin(text: str) -> tuple[str, str] | None:
    """Kind and normal form, where a third party's source says that the text is its own."""
    for entry in _plugins():
        recognise = getattr(_load(entry), "recognise", None)
        value = recognise(text) if recognise is not None else ""
        if value:
            return entry.name, value
    return None


@lru_cache(maxsize=1)
def _plugins() -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group="citeform.sources"))


@lru_cache(maxsize=64)
def _load(entry: EntryPoint) -> Source:
    loaded = entry.load()
    return cast("Source", loaded() if isinstance(loaded, type) else loaded)
