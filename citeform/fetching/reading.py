"""Reading an answer's body with the format that it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citeform.diagnostics import Report
from citeform.errors import AnswerError
from citeform.formats.registry import get_reader
from citeform.formats.source import Source

if TYPE_CHECKING:
    from citeform.model.article import Article


def articles_in(data: bytes | str, format: str) -> list[Article]:
    """The works in a body, in order."""
    report = Report()
    return list(get_reader(format).read(Source(data, report), report))


def only_article_in(data: bytes, format: str, who: str) -> Article:
    """The one work in a body. Raises `AnswerError` where there is none or are several."""
    found = articles_in(data, format)
    if len(found) != 1:
        raise AnswerError(f"{who}'s answer holds {len(found)} records instead of one")
    return found[0]
