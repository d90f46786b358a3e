"""BibTeX and biblatex."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.registry import BUILT_IN

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.base import FormatInfo
    from citeform.formats.source import Source
    from citeform.model.article import Article


class BibTeX:
    """A dialect as a format: `BIBTEX` and `BIBLATEX` are its two objects."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.biblatex = name == "biblatex"

    @property
    def info(self) -> FormatInfo:
        """Name, suffixes, media types."""
        return BUILT_IN[self._name]

    def read(self, source: Source, report: Report) -> Iterator[Article]:
        """The articles of a .bib text; both dialects' fields and types are understood in either."""
        from citeform.formats.bibtex.reader import Reading

        return Reading(report, biblatex=self.biblatex).articles(source)

    def write(self, articles: Iterable[Article], report: Report, **options: Any) -> Iterator[str]:
        """The articles as entries."""
        from citeform.formats.bibtex.writer import write

        return write(articles, report, biblatex=self.biblatex, **options)


BIBTEX = BibTeX("bibtex")
BIBLATEX = BibTeX("biblatex")
