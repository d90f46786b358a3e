"""Ovid tagged: what Ovid exports of its many databases as "OVID tagged" or "Reprint/Medlars".

Records are numbered ("<12. >"), tags have two letters, values go on in lines without a tag, empty
lines among them. Each database fills the tags its own way, above all SO, the source in one line,
which is taken apart by the patterns of `_SOURCES`; what they do not fit is kept as it is. What has
no field is kept in `custom["ovid"]`, by tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from citeform.formats.capitals import family_from_capitals
from citeform.formats.gathering import Gathering
from citeform.formats.initials import with_stops
from citeform.formats.invertednames import parse_name
from citeform.formats.registry import BUILT_IN
from citeform.formats.tagged import Grammar, Record, one_line, plain_dashes, read_records, scan
from citeform.identifiers import doi as doi_id
from citeform.identifiers import isbn as isbn_id
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.text import keywords

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article

info = BUILT_IN["ovid"]
NAME = "ovid"

_TEXTS = {
    "AB": "abstract",
    "AN": "call_number",
    "DB": "source",
    "IP": "issue",
    "JN": "container_title",
    "JT": "container_title",
    "LA": "language",
    "LG": "language",
    "PG": "page",
    "PM": "pmid",
    "PN": "number",
    "RO": "license",
    "TA": "container_title_short",
    "TT": "original_title",
    "UI": "call_number",
    "VI": "volume",
    "VO": "volume",
}
"""Tag to attribute."""

_TYPES = (
    ("dissertation", "thesis"),
    ("chapter", "chapter"),
    ("patent", "patent"),
    ("edited book", "book"),
    ("authored book", "book"),
    ("book review", "review-book"),
    ("text/reference", "book"),
    ("drug reference", "book"),
    ("book", "book"),
    ("conference", "paper-conference"),
    ("newspaper", "article-newspaper"),
    ("technical report", "report"),
)
"""Words of PT and DT that say it is no article in a journal, the strongest first, and the CSL type."""

_WORDS = frozenset({"KW", "MH", "ID", "SH"})
_TOGETHER = _WORDS | {
    *(
        "TI",
        "AU",
        "ED",
        "FA",
        "SO",
        "BT",
        "PT",
        "DT",
        "PB",
        "PU",
        "YR",
        "DP",
        "IS",
        "IT",
        "IB",
        "BN",
    ),
    *("DO", "DI", "UR"),
}
_LINE = re.compile(r"[ \t]?([A-Z][A-Z0-9]{1,5}) {0,3}-(?:[ \t]+(.*)|[ \t]*$)")
_NUMBER = re.compile(r"<\d{1,7}\.?\s*>")
_REMARK = re.compile(r" ?\[[^\]]*\]?")
_AFTER_TITLE = re.compile(
    r" {0,4}\[(?:References|Article|Report|Miscellaneous|Editorial|Letter|Review)[^\]]*\]\.?$"
)
_LONGEST = 2000
"""No source in one line and no name is longer."""
_DEGREES = frozenset(
    "ba bs bsc bsn dds do dphil drph dsc dvm facp facs facsm frcp frcs jd llm ma mb mba mbbs md med mn "
    "mpa mph ms msc msn msw pharmd phd psyd rn scd".split()
)
_MARKS = re.compile(r" [\d,*+\[\]#&^]+$")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_YEAR_DAY_MONTH = re.compile(r"^(\d{4}) (\d{1,2}) ([A-Z][a-z]+)$")

_SOURCES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<journal>[^;]+?)\.? Vol\.(?P<volume>[^(,]+)(?:\((?P<issue>[^)]+(?:\([^)]*\))?)\))?,\s?(?P<date>[^,]*\d{4}),(?: Article)? ?p?p?\.? ?(?P<page>[^,]*?)\.?",
        r"(?P<journal>.+?) (?P<date>(?:[A-Z][a-z]+(?:/[A-Z][a-z]+)?(?: \d{1,2})? )?\d{4});(?P<volume>[^(:;]+)(?:\((?P<issue>[^)]*)\))?:(?P<page>[^;]+?)\.?",
        r"(?P<journal>.+?)\. (?P<volume>\d+)(?:\((?P<issue>[^)]*)\))?(?::(?P<page>[\w-]+))?, (?P<date>[^;:]*\d{4})\.?",
        r"(?P<journal>.+?),? (?P<volume>\d+)\((?P<issue>[^)]*)\): ?(?P<page>[\w-]+)\.?",
        r"(?P<journal>.+?), (?P<date>[A-Z][a-z]+ \d{4}): ?(?P<page>[\w-]+)\.?",
        r"(?P<journal>.+?)\. (?P<date>\d{4}(?: \d{1,2})?(?: [A-Z][a-z]+)?);(?: (?P<page>\d[\w-]*-\d\w*)| [^;]*)\.{0,2}",
        r"(?P<journal>.+?)\. (?P<volume>\d+)\s?(?:\((?P<issue>[^)]*)\))?\s?\((?:pp )?(?P<page>[\w-]+)\),? (?P<date>[^;]*\d{4}).*",
    )
)
"""SO, from the most particular to the most general; each group is a field."""

_CHAPTER = re.compile(
    r"(?P<editors>[^.]*?\[Ed(?:itor)?[^\]]*\](?:[,;] [^.;]*?\.? ?\[Ed(?:itor)?[^\]]*\])*)\.? "
    r"(?:\((?P<year>\d{4})\)\. )?(?P<book>.+?)\.?(?:[.:] ?\(?(?:pp\. ?)?|\(pp\. )(?P<page>\d+-\d+)"
)
_EDITORS = re.compile(r"(?:[^\[\]]{1,200}\[Eds?\.?\][.,;&]{0,2} ){1,20}")
_CHAPTER_PAGES = re.compile(r"Chapter pagination: ?(\d{1,6}(?:-\d{1,6})?)")
_EDITOR = re.compile(r"([^;\[]+?)\s*\[Ed[^\]]*\][,;]?\s*")


def _split(line: str) -> tuple[str, str] | None:
    match = _LINE.match(line)
    return (match[1], (match[2] or "").strip()) if match else None


GRAMMAR = Grammar(_split, break_before=lambda text: _NUMBER.fullmatch(text) is not None)


def read(source: Source, report: Report) -> Iterator[Article]:
    """The records of the file, in constant memory."""
    records = scan(source.lines(), GRAMMAR, report)
    return read_records(records, from_record, report, "a tag such as TI  -")


def from_record(record: Record, report: Report) -> Article:
    """One record as an `Article`."""
    draft = Gathering()
    waiting: dict[str, list[str]] = {}
    for tag, value, _ in record.fields:
        if not value:
            continue
        if tag in _TOGETHER:
            waiting.setdefault(tag, []).append(value if tag in {"AU", "ED"} else one_line(value))
        elif tag in _TEXTS:
            text = one_line(value)
            draft.put(_TEXTS[tag], tag, text.rstrip(".") if tag in {"AN", "LG", "LA"} else text)
        else:
            draft.keep(tag, value)
    kinds = [each.lower() for each in (*waiting.get("DT", ()), *waiting.get("PT", ()))]
    kind = next((csl for label, csl in _TYPES if any(label in each for each in kinds)), "")
    draft.fields["type"] = kind or "article-journal"
    for tag in ("PT", "DT"):
        for value in waiting.get(tag, ()):
            draft.keep(tag, value)
    _titles(draft, waiting)
    _people(draft, waiting)
    _source(draft, waiting)
    _date(draft, waiting, record, report)
    _publisher(draft, waiting)
    _book(draft, waiting)
    _numbers(draft, waiting)
    words = [
        word
        for tag, values in waiting.items()
        if tag in _WORDS
        for value in values
        for word in value.split(";")
    ]
    draft.put("keyword", "KW", keywords.join(words))
    return draft.article(NAME)


def _titles(draft: Gathering, waiting: dict[str, list[str]]) -> None:
    for title in waiting.get("TI", ()):
        text = _AFTER_TITLE.sub("", title).strip()
        draft.put(
            "title", "TI", text[:-1] if text.endswith(".") and not text.endswith("..") else text
        )


def _people(draft: Gathering, waiting: dict[str, list[str]]) -> None:
    """Names with remarks behind them: "[Author]", degrees, footnote marks, a full stop."""
    for tag, attribute in (("AU", "author"), ("FA", "author"), ("ED", "editor")):
        if tag == "FA" and "AU" in waiting:
            for value in waiting.get(tag, ()):
                draft.keep(tag, value)
            continue
        for value in waiting.get(tag, ()):
            for part in re.split(r"[;\n]", _REMARK.sub("", value)):
                name = _person(part)
                if name is not None:
                    draft.people(attribute, [name])


def _person(text: str) -> Name | None:
    words = " ".join(text.split())
    if len(words) > _LONGEST:
        return parse_name(words)
    name = parse_name(_MARKS.sub("", _REMARK.sub("", words)).strip())
    if name is None or name.is_literal:
        return name
    parts = [*name.given.split(), *name.suffix.split()]
    while len(parts) > 1 and parts[-1].replace(".", "").strip(",*+").lower() in _DEGREES | {""}:
        parts.pop()
    given = " ".join(parts).rstrip(",")
    if given.endswith(".") and parts and len(parts[-1]) > 4:
        given = given[:-1]
    given = with_stops(_initial_stop(given))
    return Name(family_from_capitals(name.family, given), given)


def _initial_stop(given: str) -> str:
    """The full stop of "Gea D M." ends the whole name: without it every initial gets its own."""
    return given[:-1] if re.search(r" [A-Z] [A-Z]\.$", given) else given


def _source(draft: Gathering, waiting: dict[str, list[str]]) -> None:
    """SO taken apart; tags of their own (JN, VO, IP, PG) go before."""
    for text in waiting.get("SO", ()):
        if draft.fields["type"] == "patent" or len(text) > _LONGEST:
            draft.keep("SO", text)
            continue
        chapter = _CHAPTER.match(text) if draft.fields["type"] == "chapter" else None
        if chapter:
            if "editor" not in draft.fields:
                names = (_person(each) for each in _EDITOR.findall(chapter["editors"]))
                draft.people("editor", [name for name in names if name is not None])
            draft.put("container_title", "SO", chapter["book"])
            draft.fields.setdefault("page", chapter["page"])
            continue
        match = next((found for each in _SOURCES if (found := each.fullmatch(text.strip()))), None)
        if match is None or draft.fields["type"] == "thesis":
            draft.keep("SO", text)
            continue
        parts = match.groupdict()
        draft.fields.setdefault("container_title", parts["journal"].strip(" .,"))
        for attribute in ("volume", "issue", "page"):
            if parts.get(attribute):
                draft.fields.setdefault(attribute, plain_dashes(parts[attribute].strip()))
        if parts.get("date"):
            waiting.setdefault("in source", []).append(parts["date"])


def _date(draft: Gathering, waiting: dict[str, list[str]], record: Record, report: Report) -> None:
    """The date in SO or DP where it is more than the year in YR."""
    given = [*waiting.get("DP", ()), *waiting.get("in source", ()), *waiting.get("YR", ())]
    given = [_YEAR_DAY_MONTH.sub(r"\2 \3 \1", each) for each in given]
    dates = [date for date in map(Date.parse, given) if date.year is not None]
    if dates:
        draft.fields["issued"] = max(
            dates, key=lambda date: (bool(date.month or date.season), date.day)
        )
    elif given:
        year = _YEAR.search(given[0])
        draft.fields["issued"] = Date(int(year[0]), raw=given[0]) if year else Date.parse(given[0])
        report.add("date.unparsed", f"{given[0]!r} is not a date", line=record.line)


def _publisher(draft: Gathering, waiting: dict[str, list[str]]) -> None:
    """PB is "publisher, place", PU "publisher; country"."""
    for text in waiting.get("PB", ()):
        publisher, _, place = text.partition(", ")
        draft.put("publisher", "PB", publisher)
        draft.put("publisher_place", "PB", place)
    for text in waiting.get("PU", ()):
        publisher, _, place = text.partition("; ")
        draft.put("publisher", "PU", publisher)
        draft.put("publisher_place", "PU", place)
    if draft.fields["type"] == "thesis":
        # The university is the first author's address; the journal, one of abstracts.
        _, colon, university = one_line(next(iter(draft.aside.get("IN", ())), "")).partition(": ")
        if colon:
            if "publisher" in draft.fields:
                draft.keep("PU", draft.fields["publisher"])
            draft.fields.pop("publisher_place", None)
            draft.fields["publisher"] = university
        for attribute in ("container_title", "page"):
            if attribute in draft.fields:
                draft.keep("SO", draft.fields.pop(attribute))


def _book(draft: Gathering, waiting: dict[str, list[str]]) -> None:
    """BT of Zoological Record, the whole book in one line; its publisher (PB) ends the title.

    A translated title stands in brackets, the original one in brackets of its own behind it.
    """
    publishers = waiting.get("PB", ())
    for text in waiting.get("BT", ()):
        draft.keep("BT", text)
        publisher = next((each for each in publishers if f" {each}. " in text), "")
        if draft.fields["type"] != "chapter" or not publisher or len(text) > _LONGEST:
            continue
        before, _, after = text.partition(f" {publisher}. ")
        editors = _EDITORS.match(before)
        if editors:
            names = (_person(each) for each in _EDITOR.findall(editors[0]))
            draft.people("editor", [name for name in names if name is not None])
            before = before[editors.end() :]
        title, bracket, _ = before.partition(".] [")
        draft.put("container_title", "BT", title + bracket[:2] if bracket else title.rstrip("."))
        pages = _CHAPTER_PAGES.search(after)
        if pages:
            draft.put("page", "BT", pages[1])


def _numbers(draft: Gathering, waiting: dict[str, list[str]]) -> None:
    draft.serials("IS", [each for tag in ("IS", "IT") for each in waiting.get(tag, ())])
    for tag in ("IB", "BN"):
        for value in waiting.get(tag, ()):
            books = isbn_id.find_all(f"ISBN {value}")
            draft.put("isbn", tag, " ".join(books) or value)
    for tag in ("DO", "DI", "UR"):
        for value in waiting.get(tag, ()):
            number = doi_id.normalize(value)
            if number:
                draft.put("doi", tag, number)
            elif tag == "UR":
                draft.put("url", tag, value)
            else:
                draft.keep(tag, value)
