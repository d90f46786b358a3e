"""Web of Science tagged: the plain-text export (.ciw, .txt), also of the databases beside it.

Field tags as Clarivate lists them ("Web of Science Core Collection field tags"). A value goes on in
lines that are indented by three blanks (or, in copies, by none). What has no field is kept in
`custom["wos"]`, by tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from citeform.formats.capitals import from_capitals
from citeform.formats.gathering import Gathering
from citeform.formats.initials import family_first, with_stops
from citeform.formats.invertednames import parse_name
from citeform.formats.registry import BUILT_IN
from citeform.formats.tagged import (
    Grammar,
    Record,
    one_line,
    page_range,
    plain_dashes,
    read_records,
    scan,
)
from citeform.identifiers import doi as doi_id
from citeform.identifiers import orcid as orcid_id
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.text import keywords

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article

info = BUILT_IN["wos"]
NAME = "wos"

_TEXTS = {
    "AB": "abstract",
    "CL": "event_place",
    "CT": "event_title",
    "DI": "doi",
    "FT": "original_title",
    "IS": "issue",
    "JI": "container_title_short",
    "LA": "language",
    "PI": "publisher_place",
    "PC": "publisher_place",
    "PM": "pmid",
    "PU": "publisher",
    "SE": "collection_title",
    "SO": "container_title",
    "SU": "supplement_number",
    "TI": "title",
    "UT": "id",
    "VL": "volume",
}
"""Tag to attribute."""

_PEOPLE = {
    "BE": "editor",
    "CA": "author",
    "ED": "editor",
    "GP": "container_author",
}
"""Names other than AU and AF: a group is written as it is."""

_TYPES = {
    "J": "article-journal",
    "B": "book",
    "S": "chapter",
    "P": "patent",
    "C": "paper-conference",
}
"""PT, the kind of publication, and the CSL type."""

_WORDS = ("DE", "ID", "MC", "MQ", "BD", "OR", "DS", "CH", "CB", "GE")
"""Key words: the authors', the database's, and those of BIOSIS and CAB Abstracts."""

_IN_CAPITALS = frozenset({"PI", "PU"})
"""What Web of Science writes in capitals throughout."""
_KNOWN = frozenset({*_TEXTS, *_PEOPLE, *_WORDS}) | frozenset(
    "BA BF FN VR EF PT ER AU AF BP EP AR PS PD PY EA CY SN EI BN DT PN AE D2 C1 C3 RP EM RI OI FU FX CR"
    " NR TC Z1 Z2 Z3 Z4 Z5 Z6 Z7 Z8 Z9 ZA ZB ZR ZS U1 U2 PA J9 PG WC WE SC GA OA HC HP DA SI SP HO"
    " MA BS P2 C2 CN CC TA TN PL DG PE RO X1 X4 Y1 Y4 Z0 CI TM UR AK AD BC AA AC".split()
)
_SEASONS = {"SPR": "Spring", "SUM": "Summer", "FAL": "Fall", "WIN": "Winter", "AUT": "Fall"}
_LONGEST = 500
"""No name with a remark is longer."""
_REMARK = re.compile(r" ?\((?:[^()\s]+@[^()\s]+|reprint author)[^()]*\)\s*$")


def _split(line: str) -> tuple[str, str] | None:
    tag = line[:2]
    if tag in _KNOWN and line[2:3] in {" ", "\n", ""}:
        return tag, line[3:].strip()
    return None


GRAMMAR = Grammar(
    _split,
    first=frozenset({"PT"}),
    last=frozenset({"ER"}),
    outside=frozenset({"FN", "VR", "EF"}),
)


def read(source: Source, report: Report) -> Iterator[Article]:
    """The records of the file, in constant memory."""
    header = _header(source.head)
    records = scan(source.lines(), GRAMMAR, report)
    return read_records(records, partial(from_record, database=header), report, "PT")


def _header(head: str) -> str:
    """What FN says the file comes from."""
    match = re.match(r"\ufeff?\s*FN (.+)", head)
    return match[1].strip() if match else ""


def from_record(record: Record, report: Report, database: str = "") -> Article:
    """One record as an `Article`; `database` is where the file comes from."""
    draft = Gathering()
    if not record.ended:
        report.add("tagged.no-end", "the record does not end in ER", line=record.line)
    values = {tag: value for tag, value, _ in reversed(record.fields) if value}
    for tag, value, _ in record.fields:
        if tag in _TEXTS:
            text = one_line(value)
            draft.put(_TEXTS[tag], tag, from_capitals(text) if tag in _IN_CAPITALS else text)
        elif tag not in _READ_TOGETHER and value:
            draft.keep(tag, value)
    draft.put("source", "FN", database)
    _type(draft, values)
    _people(draft, values)
    _dates(draft, values, record, report)
    _numbers(draft, values)
    words = (values[tag].replace("\n", " ").split(";") for tag in _WORDS if tag in values)
    draft.put("keyword", "DE", keywords.join(word for part in words for word in part))
    return draft.article(NAME)


_READ_TOGETHER = frozenset(
    {
        *_PEOPLE,
        *_WORDS,
        *(
            "PT",
            "AU",
            "AF",
            "BA",
            "BF",
            "C1",
            "OI",
            "PD",
            "PY",
            "EA",
            "CY",
            "SN",
            "EI",
            "BN",
            "BP",
            "EP",
            "AR",
            "PS",
            "PN",
            "D2",
        ),
    }
)


def _type(draft: Gathering, values: dict[str, str]) -> None:
    """PT with DT: a book's parts are chapters, and its own title stands in SO."""
    kind = _TYPES.get(values.get("PT", "J").strip(), "article-journal")
    genre = values.get("DT", "").lower()
    fields = draft.fields
    if kind == "book" and ("chapter" in genre or "proceedings paper" in genre):
        kind = "paper-conference" if "proceedings paper" in genre else "chapter"
    elif kind == "book" and _same(fields.get("container_title", ""), fields.get("title", "")):
        fields.pop("container_title", None)
    fields["type"] = kind


def _same(one: str, other: str) -> bool:
    return one.strip(" .").casefold() == other.strip(" .").casefold()


def _people(draft: Gathering, values: dict[str, str]) -> None:
    """Full names (AF, BF) where there are short ones too (AU, BA); groups as they are written."""
    for full, short in (("AF", "AU"), ("BF", "BA")):
        attribute = "author" if full == "AF" else "container_author"
        names = [name for line in _lines(values, full, short) for name in _names(line)]
        if names:
            draft.people(attribute, names)
        if full in values and short in values:
            draft.keep(short, values[short])
    _details(draft, values)
    for tag, attribute in _PEOPLE.items():
        for line in _lines(values, tag):
            group = tag in {"CA", "GP"}
            names = [Name(literal=line)] if group else _names(line)
            if names:
                draft.people(attribute, names)


def _lines(values: dict[str, str], *tags: str) -> list[str]:
    """The lines of the first of the tags that is there."""
    text = next((values[tag] for tag in tags if tag in values), "")
    return [line for line in text.split("\n") if line.strip()]


def _details(draft: Gathering, values: dict[str, str]) -> None:
    """Affiliations (C1: "[Doe, J; Roe, R] Univ X, City") and ORCID iDs (OI: "Doe, J/0000-…")."""
    authors: list[Name] = draft.fields.get("author", [])
    places: dict[str, int] = {}
    for tag in ("AU", "AF"):
        lines = _lines(values, tag)
        if len(lines) == len(authors):
            places.update((line.casefold(), index) for index, line in enumerate(lines))
    for line in _lines(values, "C1"):
        people, bracket, address = line.removeprefix("[").partition("]")
        names = [each.strip().casefold() for each in people.split(";")]
        if not (bracket and line.startswith("[")) or not all(name in places for name in names):
            draft.keep("C1", line)
            continue
        for name in names:
            author = authors[places[name]]
            authors[places[name]] = author.replace(
                affiliation=(*author.affiliation, address.strip())
            )
    for each in one_line(values.get("OI", "")).split(";"):
        person, _, number = each.strip().partition("/")
        found = orcid_id.normalize(number)
        place = places.get(person.strip().casefold())
        if found and place is not None and not authors[place].orcid:
            authors[place] = authors[place].replace(orcid=found)
        elif person:
            draft.keep("OI", each.strip())


def _names(line: str) -> list[Name]:
    text = " ".join(line.split())
    found = parse_name(_REMARK.sub("", text) if len(text) < _LONGEST else text)
    if found is None:
        return []
    if found.is_literal and not found.is_others:
        # Derwent writes names without a comma: "YANG Y".
        return [family_first(found.literal)]
    return [found.replace(given=with_stops(found.given)) if found.given else found]


def _dates(draft: Gathering, values: dict[str, str], record: Record, report: Report) -> None:
    """PD "FEB 15", "JAN-FEB", "SPR", sometimes with its year, and PY the year."""
    day, year = one_line(values.get("PD", "")), values.get("PY", "").strip()
    spelt = " ".join(_SEASONS.get(word.upper(), word) for word in day.split())
    date = Date.parse(spelt if year in spelt else f"{spelt} {year}".strip())
    if date.year is None:
        date = Date.parse(year or day)
        if day and year:
            draft.keep("PD", day)
    if day or year:
        draft.put("issued", "PD", date)
        if date.year is None:
            message = f"PD {day!r} is not a date; kept"
            report.add("date.unparsed", message, line=record.line)
    for tag, attribute in (("EA", "available_date"), ("CY", "event_date")):
        if tag in values:
            date = Date.parse(values[tag])
            if date.year is None:
                draft.keep(tag, values[tag])
            else:
                draft.put(attribute, tag, date)


def _numbers(draft: Gathering, values: dict[str, str]) -> None:
    first, last = values.get("BP", ""), values.get("EP", "")
    pages = page_range(first, last) or values.get("PS", "") or values.get("AR", "")
    draft.put("page", "PS", plain_dashes(pages))
    if "AR" in values and pages != values["AR"]:
        draft.put("number", "AR", values["AR"])
    if "PS" in values and draft.fields.get("page") != plain_dashes(values["PS"]):
        draft.keep("PS", values["PS"])
    if "PN" in values:
        patent = draft.fields["type"] == "patent"
        draft.put("number" if patent else "part_number", "PN", one_line(values["PN"]))
    draft.serials("SN", [values[tag] for tag in ("SN", "EI", "BN") if tag in values])
    for tag in ("DI", "D2"):
        number = doi_id.normalize(values.get(tag, ""))
        if tag == "D2" and "D2" in values and (not number or "doi" in draft.fields):
            draft.keep("D2", values["D2"])
        elif number:
            draft.fields["doi"] = number
