"""BibTeX and biblatex: two dialects of one format, read alike and written each in its own way.

blocks      where the blocks of a text begin (bibtexparser's splitter)
syntax      what stands in a block, with offsets; repairs
values      macros and `#`
reader      text -> articles; chunks, macros, diagnostics
inherit     crossref and xdata
mapping     fields -> variables, and back to what was kept
  titles eprints dates names languages publishers literals   the rules of one kind of field each
  types fields                             the tables
writer      articles -> text
keys        citation keys by pattern
tree        a text that can be edited without disturbing it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from citeform.formats.registry import BUILT_IN

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.base import FormatInfo
    from citeform.formats.bibtex.tree import Tree
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

    def write(
        self,
        articles: Iterable[Article],
        report: Report,
        *,
        ascii: bool = False,
        key: str = "",
        rekey: bool = False,
    ) -> Iterator[str]:
        """The articles as entries; the options are those of `citeform.formats.bibtex.writer.write`."""
        from citeform.formats.bibtex.writer import write

        return write(articles, report, biblatex=self.biblatex, ascii=ascii, key=key, rekey=rekey)


def parse(text: str) -> Tree:
    """A .bib text as a tree that can be edited: `str(parse(text)) == text` for every text."""
    from citeform.formats.bibtex.tree import parse as parse_tree

    return parse_tree(text)


BIBTEX = BibTeX("bibtex")
BIBLATEX = BibTeX("biblatex")
