"""What a format is: an object with `info`, and `read`, `write` or both.

A module with those three names is such an object, and that is how the built-in formats are made.
Third parties declare theirs under the entry-point group `citeform.formats`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article


class FormatInfo(NamedTuple):
    """What is known of a format without loading it."""

    name: str
    """The name it is asked for by: "csl-json"."""
    title: str
    """What people call it: "CSL-JSON"."""
    suffixes: tuple[str, ...] = ()
    """Endings of file names, lower case with the full stop; the first is used for new files."""
    media_types: tuple[str, ...] = ()
    """Media types, the best first."""
    reads: bool = True
    writes: bool = True
    home: str = ""
    """Where the built-in format is: "module" or "module:object"."""


@runtime_checkable
class Format(Protocol):
    """A format that can be found by name."""

    @property
    def info(self) -> FormatInfo:
        """Name, suffixes, media types."""
        ...


class Reader(Format, Protocol):
    """A format that can be read."""

    def read(self, source: Source, report: Report) -> Iterator[Article]:
        """The articles of `source`, one at a time; problems go to `report`, none is raised."""
        ...


class Writer(Format, Protocol):
    """A format that can be written."""

    def write(self, articles: Iterable[Article], report: Report, **options: Any) -> Iterator[str]:
        """The text in pieces; what the format cannot hold goes to `report`."""
        ...
