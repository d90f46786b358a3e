"""`Article` to RIS: strict, in a stable order, plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from citeform.formats.invertednames import write_name
from citeform.formats.plainlosses import report_plain_losses
from citeform.formats.ris.lines import split_line
from citeform.formats.ris.tables import (
    LONGEST_NUMBER,
    ORDER,
    WRITE_ONLY,
    Layout,
    is_exact,
    layout,
    ris_type_of,
    written_type,
)
from citeform.formats.serials import split_serials
from citeform.formats.slashdates import write_slashed
from citeform.formats.tagged import in_lines, kept_tags, one_line, split_pages
from citeform.model.dates import Date
from citeform.model.vocabulary import ATTRIBUTES, TYPES, Kind
from citeform.text import keywords
from citeform.text.marks import plain
from citeform.text.tags import parse

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.model.article import Article

NAME = "ris"
_IN_LINES = frozenset({"AB", "RN"})
"""Tags whose value may go on over several lines."""
_TAG = re.compile(r"[A-Z][A-Z0-9]")
_LATE = len(ORDER)

Pairs = Iterator[tuple[str, str]]
"""Tags and their values."""


def write(articles: Iterable[Article], report: Report) -> Iterator[str]:
    """A record an article, with an empty line between two."""
    between = ""
    for article in articles:
        yield between + to_text(article, report)
        between = "\n"


def to_text(article: Article, report: Report) -> str:
    """One record, from TY to ER."""
    chosen = _layout_of(article, report)
    written = {"type", "custom"}
    pairs: list[tuple[str, str]] = []
    for section in (_fields, _dates, _pages, _identifiers, _lists, _near_roles):
        pairs.extend(section(article, chosen, written))
    pairs.sort(key=lambda pair: ORDER.get(pair[0], _LATE))
    _report_lost(article, written, report)
    _report_moved(article, chosen, report)
    report_plain_losses(article, "RIS", report)
    lines = [f"TY  - {_type_as_read(article) or chosen.ris_type}"]
    for tag, value in pairs:
        text = (
            in_lines(value, split_line) if tag in _IN_LINES else " ".join(re.split("[\r\n]", value))
        )
        if text.strip():
            lines.append(f"{tag}  - {text.strip()}")
    lines.extend(f"{tag}  - {in_lines(value, split_line)}" for tag, value in _kept(article))
    return "\n".join([*lines, "ER  - \n"])


def _type_as_read(article: Article) -> str:
    """A type that is not RIS's, if the article was read with one and is still of no type."""
    if article.type != "document":
        return ""
    kept = _kept_tags(article).get("TY", ())
    return next((one_line(each) for each in kept if not ris_type_of(each)), "")


def _layout_of(article: Article, report: Report) -> Layout:
    """The type it was read from while that still fits, else the one for its CSL type."""
    for each in _kept_tags(article).get("TY", ()):
        known = ris_type_of(each)
        if known and layout(known).csl_type == article.type:
            return layout(known)
    nearest = written_type(article.type)
    if article.type in TYPES and not is_exact(article.type):
        report.add(
            "write.nearest-type",
            f"RIS has no type for {article.type!r}; written as {nearest}",
            record=article.id,
        )
    return layout(nearest)


# ------------------------------------------------------------------ sections of a record


def _fields(article: Article, chosen: Layout, written: set[str]) -> Pairs:
    """What is one tag: texts, and names one a line."""
    for attribute, value in article.items():
        tag = chosen.tags.get(attribute)
        if tag is None or attribute in {"page", "accessed", "submitted"}:
            continue
        written.add(attribute)
        if isinstance(value, tuple):
            for name in value:
                yield tag, write_name(name)
        else:
            variable = ATTRIBUTES.get(attribute)
            marked_up = variable is not None and variable.kind is Kind.TEXT
            yield tag, plain(parse(value)) if marked_up else value


def _dates(article: Article, chosen: Layout, written: set[str]) -> Pairs:
    """PY holds the year; DA all of a date that is more than a year; Y2 the other date."""
    date = article.issued
    if date is not None:
        text = write_slashed(date)
        plain_year = date.year is not None and 0 < date.year < 10000
        beside = "DA" in _kept_tags(article) and not plain_year
        yield "DA" if beside else "PY", f"{date.year:04}" if plain_year else text
        if plain_year and date != Date(date.year):
            yield "DA", text
        if text:
            written.add("issued")
    second = chosen.attributes.get("Y2", "accessed")
    other = getattr(article, second)
    if other is not None and other.year is not None:
        yield "Y2", write_slashed(other)
        written.add(second)


def _pages(article: Article, chosen: Layout, written: set[str]) -> Pairs:
    if not article.page:
        return
    tag = chosen.tags.get("page")
    first, last = split_pages(article.page)
    if tag == "SP" or (last and not getattr(article, chosen.attributes.get("SP", ""), "")):
        yield "SP", first
        yield "EP", last
    elif tag is not None:
        yield tag, article.page
    else:
        return
    written.add("page")


def _identifiers(article: Article, _: Layout, written: set[str]) -> Pairs:
    for attribute in ("issn", "isbn"):
        for number in split_serials(getattr(article, attribute)):
            yield "SN", number
        written.add(attribute)
    for attribute, label in (("pmid", "PMID"), ("pmcid", "PMCID")):
        value = getattr(article, attribute)
        if value and attribute not in written:
            yield "N1", f"{label}: {value}"
            written.add(attribute)


def _lists(article: Article, _: Layout, written: set[str]) -> Pairs:
    """Key words one a tag, the note one line a tag."""
    for word in keywords.split(article.keyword):
        yield "KW", plain(parse(word))
    for line in article.note.split("\n"):
        yield "N1", plain(parse(line))
    written.update(("keyword", "note"))


def _near_roles(article: Article, _: Layout, written: set[str]) -> Pairs:
    for attribute, tag in WRITE_ONLY.get(article.type, {}).items():
        if attribute not in written:
            for name in getattr(article, attribute):
                yield tag, write_name(name)
            written.add(attribute)


# ------------------------------------------------------------------ what was kept, what is lost


def _kept_tags(article: Article) -> Mapping[str, tuple[str, ...]]:
    return kept_tags(article, NAME, _TAG.fullmatch)


def _kept(article: Article) -> Pairs:
    for tag, values in _kept_tags(article).items():
        if tag not in {"TY", "ER"}:
            for value in values:
                yield tag, value


def _report_lost(article: Article, written: set[str], report: Report) -> None:
    for attribute, value in article.items():
        if attribute not in written:
            report.add(
                "write.lost-field",
                f"RIS has no place for {attribute} in a record of this type: {str(value)[:60]}",
                record=article.id,
            )


def _report_moved(article: Article, chosen: Layout, report: Report) -> None:
    """Say of what is written under the tag of something else, that it will be read as that."""
    for attribute, tag in WRITE_ONLY.get(article.type, {}).items():
        if getattr(article, attribute) and attribute not in chosen.tags:
            role = chosen.attributes.get(tag, "another role")
            message = (
                f"RIS has no place for {attribute} in a record of this type; it stands as {role}"
            )
            report.add("write.lost-field", message, record=article.id)
    numbered = chosen.attributes.get("M1", "")
    if numbered and chosen.tags.get(numbered) == "M1":
        value = getattr(article, numbered)
        if len(value) > LONGEST_NUMBER:
            message = f"M1 of that length is taken for a remark; {numbered} is read as one"
            report.add("write.lost-field", message, record=article.id)
    if article.number and not article.page and chosen.tags.get("number") == "C7":
        message = (
            "in RIS an article's number stands for its pages where it has none; number is read so"
        )
        report.add("write.lost-field", message, record=article.id)
