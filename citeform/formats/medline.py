"""MEDLINE: the tagged format of PubMed (.nbib, .txt) and of ERIC.

Tags as the National Library of Medicine describes them ("MEDLINE/PubMed data element
descriptions"). A tag takes four columns, its value goes on in lines that are indented; an empty
line ends a record. What has no field is kept in `custom["medline"]`, by tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from citeform.formats.gathering import Gathering
from citeform.formats.initials import family_first, with_stops
from citeform.formats.invertednames import parse_name
from citeform.formats.nlm import is_citable_number, journal_name
from citeform.formats.registry import BUILT_IN
from citeform.formats.tagged import (
    Field,
    Grammar,
    Record,
    one_line,
    plain_dashes,
    read_records,
    scan,
)
from citeform.identifiers import doi as doi_id
from citeform.identifiers import orcid as orcid_id
from citeform.identifiers import pmcid as pmcid_id
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.text import keywords

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article

info = BUILT_IN["medline"]
NAME = "medline"

_TEXTS = {
    "AB": "abstract",
    "CI": "license",
    "CTI": "collection_title",
    "EN": "edition",
    "IP": "issue",
    "JT": "container_title",
    "LA": "language",
    "PB": "publisher",
    "PMID": "pmid",
    "TA": "container_title_short",
    "TI": "title",
    "TT": "original_title",
    "VI": "volume",
    "VTI": "volume_title",
}
"""Tag to attribute."""

_PEOPLE = {"FAU": "author", "AU": "author", "FED": "editor", "ED": "editor", "CN": "author"}
_FULL = {"AU": "FAU", "ED": "FED"}
"""The tag with the short form of a name, to the one with the full form that stands before it."""

_TYPES = (
    ("book chapter", "chapter"),
    ("books", "book"),
    ("book", "book"),
    ("collected works - general", "book"),
    ("dissertation", "thesis"),
    ("academic dissertation", "thesis"),
    ("preprint", "article"),
    ("newspaper article", "article-newspaper"),
    ("news", "article-newspaper"),
    ("dataset", "dataset"),
    ("technical report", "report"),
    ("patent", "patent"),
    ("interview", "interview"),
    ("congress", "paper-conference"),
)
"""Publication types (PT) that say it is no article in a journal, and the CSL type."""

_REGULAR = re.compile(r"([A-Z][A-Z0-9]{1,4}) {0,3}-(?: +(.*)|$)")
_THESIS = re.compile(r"(.*(?:dissertation|thesis))(?:,\s*(.+?))?\.?", re.IGNORECASE)
_LONGEST = 500
"""No source in one line is longer."""
_LABEL = re.compile(r"E?IS[SB]N-", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_TOGETHER = frozenset(
    {"IS", "ISSN", "ISBN", "MH", "OT", "PT", "DP", "TI", "BTI", "PL", "OID", "SO"}
)


def _split(line: str) -> tuple[str, str] | None:
    match = _REGULAR.match(line)
    return (match[1], (match[2] or "").strip()) if match else None


GRAMMAR = Grammar(_split, first=frozenset({"PMID"}), blank_ends=True)


def read(source: Source, report: Report) -> Iterator[Article]:
    """The records of the file, in constant memory."""
    records = scan(source.lines(), GRAMMAR, report)
    return read_records(records, from_record, report, "a tag such as PMID-")


def from_record(record: Record, report: Report) -> Article:
    """One record as an `Article`."""
    draft = Gathering()
    waiting: dict[str, list[str]] = {}
    before = ("", "")
    for each in record.fields:
        tag, value, _ = each
        if not value:
            continue
        text = one_line(value)
        if tag in _PEOPLE:
            _person(draft, tag, text, before)
            before = tag, text
        elif tag in {"AD", "AUID"}:
            _of_last_person(draft, tag, text)
        elif tag in _TOGETHER:
            waiting.setdefault(tag, []).append(text)
        elif tag in _TEXTS:
            draft.put(_TEXTS[tag], tag, text)
        elif tag in _SPECIAL:
            _SPECIAL[tag](draft, each)
        else:
            draft.keep(tag, text)
    _type(draft, waiting)
    _title(draft, waiting)
    _serials(draft, waiting)
    _date(draft, waiting, record, report)
    words = [*waiting.pop("MH", ()), *waiting.pop("OT", ())]
    draft.put("keyword", "MH", keywords.join(words))
    for tag, values in waiting.items():
        for value in values:
            draft.keep(tag, value)
    _number_of_publisher(draft)
    _journal(draft)
    number = draft.fields.get("pmid") or next(iter(draft.aside.get("OID", ())), "")
    draft.fields["id"] = number
    return draft.article(NAME)


# ------------------------------------------------------------------ people


def _person(draft: Gathering, tag: str, text: str, before: tuple[str, str]) -> None:
    """A name; the short form is only needed where no full form stands before it."""
    if tag == "CN":
        draft.people("author", [Name(literal=text)])
        return
    full = _FULL.get(tag)
    if full and before[0] == full:
        return
    name = parse_name(text)
    if name is None:
        return
    if name.is_literal and not name.is_others:
        name = family_first(name.literal)
    elif name.given:
        name = name.replace(given=with_stops(name.given))
    draft.people(_PEOPLE[tag], [name])


def _of_last_person(draft: Gathering, tag: str, text: str) -> None:
    """AD and AUID belong to the name above them."""
    people: list[Name] = draft.fields.get("author") or draft.fields.get("editor") or []
    if not people:
        draft.keep(tag, text)
    elif tag == "AD":
        people[-1] = people[-1].replace(affiliation=(*people[-1].affiliation, text))
    else:
        found = orcid_id.normalize(text.partition("ORCID:")[2].strip() or text)
        if found and not people[-1].orcid:
            people[-1] = people[-1].replace(orcid=found)
        else:
            draft.keep(tag, text)


# ------------------------------------------------------------------ tags by their value


def _pages(draft: Gathering, field: Field) -> None:
    draft.put("page", "PG", full_range(plain_dashes(one_line(field[1]))))


def full_range(pages: str) -> str:
    """MEDLINE leaves out the digits that the last page shares with the first: "6913-7"."""
    first, hyphen, last = pages.partition("-")
    if hyphen and first.isdigit() and last.isdigit() and len(last) < len(first):
        return f"{first}-{first[: -len(last)]}{last}"
    return pages


def _identified(draft: Gathering, field: Field) -> None:
    """LID and AID: "10.1000/182 [doi]", "e32822 [pii]", or an address (ERIC)."""
    tag, value, _ = field
    text = one_line(value)
    given, kind = _with_kind(text)
    number = doi_id.normalize(given)
    if number and kind in {"", "doi"}:
        draft.put("doi", tag, number)
    elif text.startswith(("http://", "https://")):
        draft.put("url", tag, text)
    elif text not in draft.aside.get("AID", ()) and text not in draft.aside.get("LID", ()):
        draft.keep(tag, text)


def _with_kind(text: str) -> tuple[str, str]:
    """An identifier, and what it is, which stands in brackets behind it."""
    given, bracket, kind = text.removesuffix("]").rpartition("[")
    return (given.strip(), kind) if bracket and text.endswith("]") else (text, "")


def _pmcid(draft: Gathering, field: Field) -> None:
    number = pmcid_id.normalize(field[1])
    if number:
        draft.put("pmcid", "PMC", number)
    else:
        draft.keep("PMC", field[1])


def _available(draft: Gathering, field: Field) -> None:
    date = Date.parse(field[1])
    if date.year is None:
        draft.keep("DEP", field[1])
    else:
        draft.put("available_date", "DEP", date)


def _note(draft: Gathering, field: Field) -> None:
    draft.lines("note", one_line(field[1]))


_SPECIAL: dict[str, Callable[[Gathering, Field], None]] = {
    "AID": _identified,
    "LID": _identified,
    "DEP": _available,
    "GN": _note,
    "PG": _pages,
    "PMC": _pmcid,
}


def _number_of_publisher(draft: Gathering) -> None:
    """LID's publisher's number: PubMed cites it where there are no pages, and for a preprint."""
    attribute = "number" if draft.fields["type"] == "article" else "page"
    if attribute in draft.fields:
        return
    for text in draft.aside.get("LID", ()):
        given, kind = _with_kind(text)
        if kind == "pii" and (attribute == "number" or is_citable_number(given)):
            draft.fields[attribute] = given
            return


def _journal(draft: Gathering) -> None:
    """The name of a journal as it is cited, not as the catalogue writes it."""
    registered = draft.fields.get("container_title", "")
    name, place = journal_name(registered, draft.fields.get("language", ""))
    if draft.fields["type"] != "chapter" and name != registered:
        draft.keep("JT", registered)
        draft.fields["container_title"] = name
        draft.put("publisher_place", "PL", place)


# ------------------------------------------------------------------ tags that go together


def _type(draft: Gathering, waiting: dict[str, list[str]]) -> None:
    """The CSL type after PT; ERIC's documents (ED…) are reports unless they say otherwise."""
    given = [each.lower() for each in waiting.get("PT", ())]
    numbers = waiting.get("OID", ())
    found = next((kind for label, kind in _TYPES if label in given), "")
    if not found and any(each.startswith("dissertations") for each in given):
        found = "thesis"
    if not found and any(number.startswith("ED") for number in numbers):
        found = "report"
    draft.fields["type"] = found or "article-journal"
    fields = draft.fields
    if found in {"book", "chapter", "report", "thesis"}:
        for place in waiting.pop("PL", ()):
            draft.put("publisher_place", "PL", place)
        if "container_title" in fields and found != "chapter":
            # ERIC names the publisher where the journal would be.
            draft.put("publisher", "JT", fields.pop("container_title"))
    if found == "thesis":
        for text in waiting.get("SO", ()):
            match = _THESIS.fullmatch(text) if len(text) < _LONGEST else None
            if match:
                draft.put("genre", "SO", match[1])
                if match[2]:
                    draft.fields["archive"] = draft.fields.get("publisher", "")
                    draft.fields["publisher"] = match[2]


def _title(draft: Gathering, waiting: dict[str, list[str]]) -> None:
    """BTI is the book's title: the container of a chapter, else the title itself."""
    titles, books = waiting.pop("TI", []), waiting.pop("BTI", [])
    for title in titles:
        draft.put("title", "TI", title)
    for title in books:
        chapter = draft.fields["type"] == "chapter" or bool(titles)
        draft.put("container_title" if chapter else "title", "BTI", title)


def _serials(draft: Gathering, waiting: dict[str, list[str]]) -> None:
    values = [*waiting.pop("IS", ()), *waiting.pop("ISSN", ()), *waiting.pop("ISBN", ())]
    draft.serials("IS", filter(None, (_LABEL.sub("", value) for value in values)))


def _date(draft: Gathering, waiting: dict[str, list[str]], record: Record, report: Report) -> None:
    """DP: "1996 Jul 9", "2003 Jan-Feb", "1998 Dec-1999 Jan"; at worst its year."""
    for text in waiting.pop("DP", ()):
        date = parse_date(text)
        if date.year is None:
            report.add("date.unparsed", f"DP {text!r} is not a date; kept", line=record.line)
        draft.put("issued", "DP", date)


def parse_date(text: str) -> Date:
    """A date of a database; where only its year can be read, that with the whole as `raw`."""
    date = Date.parse(text)
    if date.year is not None:
        return date
    first, hyphen, last = text.partition("-")
    if hyphen:
        start, end = Date.parse(first), Date.parse(last)
        if start.year is not None and end.year is not None:
            return start.replace(end=end)
    year = _YEAR.search(text)
    return Date(int(year[0]), raw=text) if year else date
