"""A file's records with all that is needed to tell of them and to write them back."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from citeform.checks import Place
from citeform.cli.inputs import STDIN, open_input
from citeform.diagnostics import Report
from citeform.errors import UnknownFormatError
from citeform.formats.registry import get_reader, read_articles, recognise
from citeform.formats.source import Source

if TYPE_CHECKING:
    from citeform.formats.base import Reader
    from citeform.formats.bibtex.tree import Tree
    from citeform.model.article import Article


@dataclass
class Records:
    """The records of one file, where they stand, and what reading them reported.

    `reader` is None where the format was not recognised, which the report says.
    """

    name: str
    reader: Reader | None = None
    data: bytes = b""
    articles: list[Article] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    report: Report = field(default_factory=Report)

    @property
    def is_bibtex(self) -> bool:
        """Whether it is a .bib file, in either dialect."""
        return self.reader is not None and self.reader.info.name in ("bibtex", "biblatex")

    @cached_property
    def tree(self) -> Tree:
        """The .bib text as it was read; not to be changed."""
        from citeform.formats.bibtex import parse

        return parse(Source(self.data, Report()).text())

    @property
    def lines(self) -> list[int]:
        """The line in which each record begins; 0 where the reader does not say."""
        return [place.line for place in self.places]


def read_records(name: str, source_format: str | None) -> Records:
    """All records of a file, or of standard input.

    Raises `UsageError` where it cannot be opened, `UnknownFormatError` for a format that is not
    known by name.
    """
    report = Report("<stdin>" if name == STDIN else name)
    records = Records(report.file, report=report)
    named = get_reader(source_format) if source_format is not None else None
    with ExitStack() as opened:
        stream = sys.stdin.buffer if name == STDIN else opened.enter_context(open_input(name))
        records.data = stream.read()
    source = Source(records.data, report, report.file)
    try:
        records.reader = named or recognise(source)
    except UnknownFormatError:
        if source.head.strip():
            hint = "name the format with -f; `citeform formats` lists them"
            message = "in no format that citeform recognises"
            report.add("input.unrecognised", message, line=1, column=1, hint=hint)
        else:
            report.add("input.empty", "there is nothing in it")
        return records
    for article in read_articles(records.reader, source, report):
        records.articles.append(article)
        records.places.append(Place(report.file, *report.place))
    return records
