"""RefWorks tagged: a tag of two letters or more, a blank and the value.

After the "RefWorks Tagged Format" of RefWorks' help. What has no field is kept in
`custom["refworks"]`, by tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from citeform.formats.gathering import Gathering
from citeform.formats.invertednames import parse_names
from citeform.formats.registry import BUILT_IN
from citeform.formats.slashdates import parse_slashed
from citeform.formats.tagged import (
    Grammar,
    Record,
    one_line,
    page_range,
    plain_dashes,
    read_records,
    scan,
)
from citeform.model.dates import Date
from citeform.text import keywords

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article

info = BUILT_IN["refworks"]
NAME = "refworks"

_TEXTS = {
    "AB": "abstract",
    "AV": "archive_location",
    "CN": "call_number",
    "DB": "archive",
    "DS": "source",
    "ED": "edition",
    "ID": "id",
    "IS": "issue",
    "JF": "container_title",
    "JO": "container_title_short",
    "LA": "language",
    "LK": "url",
    "NO": "note",
    "OT": "original_title",
    "PB": "publisher",
    "PMCID": "pmcid",
    "PMID": "pmid",
    "PP": "publisher_place",
    "ST": "title_short",
    "T1": "title",
    "T3": "collection_title",
    "UL": "url",
    "VO": "volume",
    "WT": "container_title",
    "WV": "version",
}
_PEOPLE = {
    "A1": "author",
    "A2": "editor",
    "A3": "collection_editor",
    "A4": "translator",
    "A6": "editor",
}
_TOGETHER = frozenset({"RT", "YR", "FD", "RD", "SP", "OP", "SN", "DO", "K1", "T2"})
_OTHER = "A5 AD AN CL CR IP LL OL SF SL SR WP SA PM" + "".join(f" U{n}" for n in range(1, 16))
_KNOWN = frozenset([*_TEXTS, *_PEOPLE, *_TOGETHER, *_OTHER.split()])

_TYPES = {
    "abstract": "article-journal",
    "artwork": "graphic",
    "bills/resolutions": "bill",
    "book, edited": "book",
    "book, section": "chapter",
    "book, whole": "book",
    "case/court decisions": "legal_case",
    "computer program": "software",
    "conference proceedings": "paper-conference",
    "dissertation": "thesis",
    "dissertation/thesis": "thesis",
    "dissertation/thesis, unpublished": "thesis",
    "generic": "document",
    "grant": "document",
    "hearing": "hearing",
    "journal": "article-journal",
    "journal article": "article-journal",
    "journal, electronic": "article-journal",
    "laws/statutes": "legislation",
    "magazine article": "article-magazine",
    "map": "map",
    "monograph": "book",
    "motion picture": "motion_picture",
    "music score": "musical_score",
    "newspaper article": "article-newspaper",
    "online discussion forum/blogs": "post-weblog",
    "patent": "patent",
    "personal communication": "personal_communication",
    "report": "report",
    "sound recording": "song",
    "thesis": "thesis",
    "unpublished material": "manuscript",
    "video/ dvd": "motion_picture",
    "web page": "webpage",
}
_LINE = re.compile(r"([A-Z][A-Z0-9]{1,4})(?: (.*)|\s*$)")


def _split(line: str) -> tuple[str, str] | None:
    match = _LINE.match(line)
    if match is None or match[1] not in _KNOWN:
        return None
    return match[1], (match[2] or "").strip()


GRAMMAR = Grammar(_split, first=frozenset({"RT"}))


def read(source: Source, report: Report) -> Iterator[Article]:
    """The records of the file, in constant memory."""
    records = scan(source.lines(), GRAMMAR, report)
    return read_records(records, from_record, report, "RT")


def from_record(record: Record, report: Report) -> Article:
    """One record as an `Article`."""
    draft = Gathering()
    waiting: dict[str, list[str]] = {}
    for tag, value, _ in record.fields:
        if not value:
            continue
        if tag in _TOGETHER:
            waiting.setdefault(tag, []).append(one_line(value))
        elif tag in _PEOPLE:
            draft.people(_PEOPLE[tag], parse_names(value))
        elif tag in _TEXTS:
            draft.put(_TEXTS[tag], tag, value)
        else:
            draft.keep(tag, value)
    _type(draft, waiting, record, report)
    for title in waiting.get("T2", ()):
        series = draft.fields["type"] == "book"
        draft.put("collection_title" if series else "container_title", "T2", title)
    _dates(draft, waiting, record, report)
    _numbers(draft, waiting)
    draft.put("keyword", "K1", keywords.join(waiting.get("K1", ())))
    return draft.article(NAME)


def _type(draft: Gathering, waiting: dict[str, list[str]], record: Record, report: Report) -> None:
    label = " ".join(waiting.get("RT", [""])[0].lower().split())
    found = _TYPES.get(label, "")
    if not found:
        draft.keep("RT", waiting.get("RT", [""])[0])
        report.add("type.unknown", f"{label!r} is no type of RefWorks", line=record.line)
    draft.fields["type"] = found or "document"


def _dates(draft: Gathering, waiting: dict[str, list[str]], record: Record, report: Report) -> None:
    """FD, the date in any form ("Feb", "01/01", "May 3, 2011"), and YR, the year."""
    year, free = waiting.get("YR", [""])[0], waiting.get("FD", [""])[0]
    tries = [f"{free} {year}", f"{year}/{free}", free] if free else []
    dates = (parse_slashed(text.strip()) for text in tries)
    date = next(
        (
            each
            for each in dates
            if each.year is not None and str(each.year) in (year or str(each.year))
        ),
        None,
    )
    if date is None:
        date = Date.parse(year or free)
        if free and year:
            draft.keep("FD", free)
        if date.year is None and (year or free):
            report.add("date.unparsed", f"{year or free!r} is not a date", line=record.line)
    draft.put("issued", "YR", date)
    for text in waiting.get("RD", ()):
        date = Date.parse(text)
        if date.year is None:
            draft.keep("RD", text)
        else:
            draft.put("accessed", "RD", date)


def _numbers(draft: Gathering, waiting: dict[str, list[str]]) -> None:
    first, last = waiting.get("SP", [""])[0], waiting.get("OP", [""])[0]
    whole = draft.fields["type"] in {"book", "thesis"} and first and not last
    pages = first if whole else plain_dashes(page_range(first, last))
    draft.put("number_of_pages" if whole else "page", "SP", pages)
    draft.serials("SN", waiting.get("SN", ()))
    for text in waiting.get("DO", ()):
        draft.doi("DO", text)
