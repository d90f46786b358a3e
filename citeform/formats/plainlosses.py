"""What a format of plain text and names in one line cannot say of a work, as diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citeform.model.vocabulary import ATTRIBUTES, Kind
from citeform.text.marks import plain
from citeform.text.tags import parse

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.model.article import Article


def report_plain_losses(article: Article, format: str, report: Report) -> None:
    """Say what is left out of names (affiliations, ORCID iDs) and texts (italics, superscripts)."""
    for attribute, value in article.items():
        if isinstance(value, tuple):
            if any(name.affiliation or name.orcid for name in value):
                message = f"{format} has no place for affiliations and ORCID iDs ({attribute})"
                report.add("write.lost-field", message, record=article.id)
        elif (
            isinstance(value, str)
            and "<" in value
            and attribute in ATTRIBUTES
            and ATTRIBUTES[attribute].kind is Kind.TEXT
            and plain(parse(value)) != value
        ):
            message = f"{format} holds plain text; the markup of {attribute} was left out"
            report.add("write.lost-markup", message, record=article.id)
