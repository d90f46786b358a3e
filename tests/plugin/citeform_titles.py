"""A format and an output as a third party would write them; installed by tests/test_plugins.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from citeform import Article
from citeform.formats.base import FormatInfo
from citeform.text.output.base import Output

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source


class Titles:
    """Titles, one a line, below a line that says so."""

    info = FormatInfo("titles", "Titles, one a line", (".titles",), ("text/x-titles",))

    def sniff(self, head: str) -> bool:
        """Whether a text is of this format."""
        return head.startswith("#titles")

    def read(self, source: Source, report: Report) -> Iterator[Article]:
        """One work a line."""
        for number, line in enumerate(source.lines(), 1):
            if line.startswith("?"):
                report.add("record.unreadable", "a question", line=number, column=1)
            elif not line.startswith("#titles"):
                yield Article(type="document", title=line.strip())

    def write(
        self, articles: Iterable[Article], report: Report, *, upper: bool = False
    ) -> Iterator[str]:
        """One line a work."""
        yield "#titles\n"
        for article in articles:
            yield (article.title.upper() if upper else article.title) + "\n"


TITLES = Titles()


class Shout(Output):
    """An output that shouts."""

    name = "shout"

    def escape(self, text: str) -> str:
        """Plain text in capitals."""
        return text.upper()
