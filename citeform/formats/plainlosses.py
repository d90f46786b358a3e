"""What a format cannot say of a work's names, dates and texts, as diagnostics.

Two ways to the same diagnostics: `report_plain_losses` looks at the article alone, for formats of
which it is known what they cannot hold; `report_differences` compares it with what was read again,
for formats whose writers read again anyway.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from citeform.model.dates import Date
from citeform.model.vocabulary import ATTRIBUTES, Kind
from citeform.text.marks import plain
from citeform.text.tags import parse

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.model.article import Article
    from citeform.model.names import Name

AFFILIATION, ORCID, PARTICLES, ORDER = "affiliation", "orcid", "particles", "static_ordering"
"""Parts of a name that a format may have a place for."""
MARKUP, SIMPLE_MARKUP = "markup", "simple markup"
"""All of CSL's inline tags; <b>, <i>, <sup> and <sub> only."""
DATES = "dates"
"""Whatever a date may be: the format has words for it, or tells of its losses by itself."""

_NAME_PARTS: tuple[tuple[str, frozenset[str], str, str], ...] = (
    (AFFILIATION, frozenset({"affiliation"}), "write.lost-field", "has no place for affiliations"),
    (ORCID, frozenset({"orcid"}), "write.lost-field", "has no place for ORCID iDs"),
    (
        ORDER,
        frozenset({"static_ordering"}),
        "write.lost-field",
        "cannot say that the family name goes first always",
    ),
    (
        PARTICLES,
        frozenset({"dropping_particle", "non_dropping_particle"}),
        "write.joined-name",
        "has particles within the names they stand by",
    ),
)
_PLAIN_NAME = frozenset({"family", "given", "literal", "suffix", "comma_suffix", "custom"})
_PLAIN_DATE = frozenset({"year", "month", "day"})
_NOT_SIMPLE = re.compile("<(?:sc|span)[ >]")
_SERIALS = frozenset({"isbn", "issn"})
_NOT_COMPARED = frozenset({"id", "custom"})


def report_plain_losses(
    article: Article, format: str, report: Report, *, keeps: Collection[str] = ()
) -> None:
    """Say which parts of names, dates and texts are left out; `keeps` are those that are not."""
    for attribute, value in article.items():
        if isinstance(value, tuple):
            _report_names(value, attribute, article, format, report, keeps)
        elif isinstance(value, str):
            if "<" in value and _loses_markup(attribute, value, keeps):
                _report_markup(attribute, article, format, report)
        elif (
            isinstance(value, Date)
            and not value.__dict__.keys() <= _PLAIN_DATE
            and DATES not in keeps
            and Date.parse(value.to_edtf() or value.literal) != value
        ):
            message = f"{format} has no place for all that {attribute} says: {_shown(value)}"
            report.add("write.lost-field", message, record=article.id)


def report_nearest_type(article: Article, written: str, format: str, report: Report) -> None:
    """Say that the work was written as one of the type `written`, and will be read as such."""
    message = f"{format} has no type for {article.type!r}; written as {written or 'none'}"
    report.add("write.nearest-type", message, record=article.id)


def report_differences(article: Article, again: Article, format: str, report: Report) -> None:
    """Say which fields are not there, or say less, in the article that was read `again`."""
    for attribute, value in article.items():
        found = getattr(again, attribute)
        if attribute in _NOT_COMPARED or found == value:
            continue
        if attribute == "type":
            report_nearest_type(article, found, format, report)
        elif attribute == "citation_key" and value == article.id:
            continue
        elif not found:
            message = f"{format} has no place for {attribute}"
            report.add("write.lost-field", message, record=article.id)
        elif isinstance(value, tuple):
            keeps = _parts_in(found)
            _report_names(value, attribute, article, format, report, keeps)
            if list(map(_words, found)) != list(map(_words, value)):
                message = f"{format} does not hold the names as they are ({attribute})"
                report.add("write.lost-field", message, record=article.id)
        elif isinstance(value, str) and _loses_markup(attribute, value, ()):
            _report_markup(attribute, article, format, report)
        elif not (
            isinstance(value, str) and _squeezed(attribute, value) == _squeezed(attribute, found)
        ):
            message = f"{format} does not hold all of {attribute}: {_shown(value)}"
            report.add("write.lost-field", message, record=article.id)


def _report_names(
    names: tuple[Name, ...],
    attribute: str,
    article: Article,
    format: str,
    report: Report,
    keeps: Collection[str],
) -> None:
    parts: set[str] = set()
    for name in names:
        parts |= name.__dict__.keys()
    if parts <= _PLAIN_NAME:
        return
    for part, keys, code, message in _NAME_PARTS:
        if not keys.isdisjoint(parts) and part not in keeps:
            report.add(code, f"{format} {message} ({attribute})", record=article.id)


def _parts_in(names: tuple[Name, ...]) -> set[str]:
    """The parts that some of the names have."""
    has = {key for name in names for key in name.__dict__}
    return {part for part, keys, _, _ in _NAME_PARTS if not keys.isdisjoint(has)}


def _words(name: Name) -> str:
    """The words of a name in some order, whichever part they are in; a full stop ends a body's."""
    words = f"{name} {name.literal}".replace("'", "' ").replace("’", "’ ").split()
    whole = name.is_literal and len(words) > 1  # one word alone is a name of either kind
    return " ".join(sorted(set(words))) + ("." if whole else "")


def _loses_markup(attribute: str, value: str, keeps: Collection[str]) -> bool:
    if MARKUP in keeps or attribute not in ATTRIBUTES:
        return False
    if ATTRIBUTES[attribute].kind is not Kind.TEXT:
        return False
    if SIMPLE_MARKUP in keeps and not _NOT_SIMPLE.search(value):
        return False
    return plain(parse(value)) != value


def _report_markup(attribute: str, article: Article, format: str, report: Report) -> None:
    message = f"{format} holds plain text; the markup of {attribute} was left out"
    report.add("write.lost-markup", message, record=article.id)


def _squeezed(attribute: str, text: str) -> str:
    """The text without what is mere spelling: white space, dashes between pages, hyphens of ISBNs."""
    if attribute in _SERIALS:
        text = text.replace("-", "").replace(",", " ").replace(";", " ")
    if attribute == "page":
        text = text.replace("–", "-")
    return " ".join(text.split())


def _shown(value: object) -> str:
    return str(value)[:60]
