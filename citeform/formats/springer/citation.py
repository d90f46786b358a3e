"""The formats `springer` and `springer-current`: one citation a line.

Either reads both forms. What a line says beyond the model (which spelling its DOI has) is kept in
`custom["springer"]`; and of a line that this writer would write otherwise, the line itself, which
is written back as long as the article is the one that was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citeform.formats.registry import BUILT_IN
from citeform.formats.springer import chapter, losses
from citeform.formats.springer.read import Reading, read_line
from citeform.formats.springer.write import KEY, form_1, form_2, remembered
from citeform.model.record import thaw
from citeform.text.marks import clean, plain

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.base import FormatInfo
    from citeform.formats.source import Source
    from citeform.model.article import Article

_AS_READ = "as-read"


@dataclass(frozen=True, slots=True)
class CitationLines:
    """A file of citations, one a line, in one of the two forms."""

    info: FormatInfo
    cite: Callable[..., str]

    def read(self, source: Source, report: Report) -> Iterator[Article]:
        """One article a line; blank lines are passed over."""
        empty = True
        for number, line in enumerate(source.lines(), 1):
            text = " ".join(line.split())
            if text:
                empty = False
                article = read_citation(text, report, number)
                if article is not None:
                    yield article
        if empty:
            report.add("input.empty", "the input holds no citation")

    def write(
        self,
        articles: Iterable[Article],
        report: Report,
        *,
        doi: str = "",
    ) -> Iterator[str]:
        """One line an article. `doi` is "doi" or "url"; "" is as read, or the form's usual one.

        A citation names what a reader needs to find the work; what else the article holds, or what
        it says in short only, is told to `report` once for each article.
        """
        between = ""
        form = 1 if self.info.name == "springer" else 2
        for article in articles:
            unsaid = losses.unsaid(article, form)
            if unsaid and not _line_as_read(article, form):
                message = f"a citation does not say all of {', '.join(unsaid)}"
                report.add("write.citation-only", message, record=article.id)
            yield between + plain(self.cite(article, doi=doi))
            between = "\n"


def read_citation(line: str, report: Report, number: int = 0) -> Article | None:
    """The article of one line, or None (with a diagnostic) where the line is no citation."""
    reading = understand(line)
    if reading is None:
        shown = line if len(line) <= 60 else line[:60] + "…"
        report.add("record.unreadable", f"not a citation: {shown!r}", line=number, column=1)
        return None
    if not reading.form:
        report.add(
            "springer.not-understood",
            "in neither form of a Springer citation; only the DOI was read, the line is kept",
            line=number,
            column=1,
            hint="the DOI can be looked up: citeform fetch",
        )
        return _keeping(reading.article, line)
    is_as_written = plain(_compose(reading.article, reading.form)) == line
    return reading.article if is_as_written else _keeping(reading.article, line)


def understand(line: str) -> Reading | None:
    """What the line says: as an article's citation, as a chapter's, or just its DOI."""
    reading = read_line(line)
    if reading is not None and reading.form:
        return reading
    return chapter.read_line(line) or reading


def cite_as_printed(article: Article, links: bool = False, *, doi: str = "") -> str:
    """Form 1, for the style `springer`; rich text. See `citeform.formats.springer.write.form_1`."""
    return _cite(article, 1, links, doi)


def cite_as_current(article: Article, links: bool = False, *, doi: str = "") -> str:
    """Form 2, for the style `springer-current`; rich text."""
    return _cite(article, 2, links, doi)


def _cite(article: Article, form: int, links: bool, doi: str) -> str:
    line = "" if doi else _line_as_read(article, form)
    return clean(line) if line else _compose(article, form, links, doi=doi)


def _compose(article: Article, form: int, links: bool = False, *, doi: str = "") -> str:
    if chapter.is_cited_so(article):
        return chapter.compose(article, form, links, doi=doi)
    return (form_1 if form == 1 else form_2)(article, links, doi=doi)


def _keeping(article: Article, line: str) -> Article:
    custom = thaw(article.custom)
    custom[KEY] = {**custom.get(KEY, {}), _AS_READ: line}
    return article.replace(custom=custom)


def _line_as_read(article: Article, form: int) -> str:
    """The line the article was read from, if it is unchanged since and was not in the other form."""
    line = remembered(article, _AS_READ)
    reading = understand(line) if line else None
    if reading is None or reading.form not in {form, 0}:
        return ""
    return line if _keeping(reading.article, line) == article else ""


SPRINGER = CitationLines(BUILT_IN["springer"], cite_as_printed)
SPRINGER_CURRENT = CitationLines(BUILT_IN["springer-current"], cite_as_current)
