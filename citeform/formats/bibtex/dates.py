"""Dates: `year`, `month`, `day` of BibTeX and the EDTF fields of biblatex, to `Date` and back."""

from __future__ import annotations

import re
from functools import lru_cache

from citeform.formats.bibtex.values import MONTH_MACROS, MONTHS
from citeform.model.dates import Date
from citeform.text.tex import decode_plain

_MONTH_NUMBERS: dict[str, int] = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name: number for number, name in enumerate(MONTH_MACROS, 1)},
    **{str(number): number for number in range(1, 13)},
    **{f"0{number}": number for number in range(1, 10)},
    "sept": 9,
}
_DASHES = re.compile(r"\s*(?:-{2,3}|[–—])\s*")
_OLD_EDTF = re.compile(r"(?<=[0-9])u{1,2}\b|\by(?=-?[0-9]{5})|(?<=[0-9])\?~")
_OPEN_EDTF = re.compile(r"/(?:open|unknown)$")


def parse_date_field(value: str) -> Date:
    """The date of a field such as `date` or `urldate`: EDTF, its drafts, or anything readable."""
    text = (
        decode_plain(value).replace("\u2013", "--")
        if "\\" in value or "{" in value
        else value.strip()
    )
    date = _parse(text)
    if date.literal:
        newer = _OPEN_EDTF.sub("/", _OLD_EDTF.sub(_newer, text))
        if newer != text:
            again = _parse(newer)
            date = date if again.literal else again
    return date


@lru_cache(maxsize=8192)
def _parse(text: str) -> Date:
    return Date.parse(text)


def _newer(match: re.Match[str]) -> str:
    """EDTF of 2019 for what its draft of 2012 wrote."""
    found = match[0]
    if found == "?~":
        return "%"
    return "Y" if found == "y" else "X" * len(found)


@lru_cache(maxsize=8192)
def parse_year_month_day(year: str, month: str, day: str) -> tuple[Date | None, bool]:
    """The date of the three fields; second, whether month and day were understood.

    A month may hold a day or a second month ("10~jan", "jul # {--} # aug", "1 July"), a year may be
    anything ("in press").
    """
    year = decode_plain(year).strip()
    month = _DASHES.sub("-", decode_plain(month)).strip(" .,")
    day = decode_plain(day).strip(" .,")
    if not year:
        return None, False
    number = _MONTH_NUMBERS.get(month.lower(), 0)
    if len(year) == 4 and year.isdecimal() and year.isascii():
        if not month:
            return Date(int(year)) if int(year) else Date.parse(year), not day
        if number and not day:
            return Date(int(year), number), True
        if number and day.isdecimal() and len(day) < 3 and 1 <= int(day) <= 31:
            return Date(int(year), number, int(day)), True
        for text in (f"{month} {day}, {year}", f"{month} {year}", f"{month}, {year}"):
            date = Date.parse(text)
            if not date.literal and not date.raw:
                return date, True
        month = re.sub(r"\s*(?:,|\band\b|&|/)\s*", "-", month)
        date = Date.parse(f"{month} {year}")
        if not date.literal and not date.raw:
            return date, True
        return Date(int(year)), False
    date = Date.parse(_DASHES.sub("-", year))
    if number and date.end is None and date.year is not None and not date.month and not date.raw:
        if day.isdecimal() and len(day) < 3 and 1 <= int(day) <= 31:
            return date.replace(month=number, day=int(day)), True
        return date.replace(month=number), not day
    return date, not month and not day


def write_year_month_day(date: Date) -> dict[str, tuple[str, bool]]:
    """The date as fields of the dialect `bibtex`: name to value and whether it is a macro.

    What they cannot say (a range, a season, "about") stands in biblatex's `date`, beside the year.
    """
    if date.year is None and date.end is None:
        return {"year": (date.literal, False)} if date.literal else {}
    plain = not (date.season or date.end or date.circa or date.raw) and date.year is not None
    fields: dict[str, tuple[str, bool]] = {}
    if plain and date.year is not None and 0 < date.year <= 9999:
        fields["year"] = (f"{date.year:04d}", False)
        if date.month:
            fields["month"] = (MONTH_MACROS[date.month - 1], True)
            if date.day:
                fields["day"] = (str(date.day), False)
        return fields
    edtf = date.to_edtf()
    if edtf:
        fields["date"] = (edtf, False)
    if date.year is not None and 0 < date.year <= 9999:
        fields["year"] = (f"{date.year:04d}", False)
    return fields


def is_implied(date: Date, year: str, month: str, day: str) -> bool:
    """Whether the three fields say no more than the date does."""
    if year and year.strip() != (f"{date.year:04d}" if date.year is not None else ""):
        return False
    if month and _MONTH_NUMBERS.get(month.lower().strip()) != date.month:
        return False
    return not day or day.strip().lstrip("0") == str(date.day)
