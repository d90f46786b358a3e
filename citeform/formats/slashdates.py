"""Dates as RIS writes them: YYYY/MM/DD/other, each part after the first may be empty.

The last part holds a season or other words. Where the date is more than four such parts can say (a
range, an approximate date), the writer puts the date there as EDTF, and the reader takes it back.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citeform.model.dates import Date
from citeform.model.datetext import MONTHS, SEASONS

_SLASHED = re.compile(r"(\d{4})(?:/(\d{0,2})(?:/(\d{0,2})(?:/(.*))?)?)?")
_SEASON_WORDS = ("", "Spring", "Summer", "Fall", "Winter")


@lru_cache(maxsize=4096)
def parse_slashed(text: str) -> Date:
    """The date; `Date(literal=text)` where the text is none."""
    match = _SLASHED.fullmatch(text)
    if match is None:
        return Date.parse(text)
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    other = (match[4] or "").strip(" /")
    if not year:
        return Date()
    if month > 12 or day > 31 or (day and not month):
        return Date(literal=text)
    date = Date(year, month, day)
    return _with_other(date, year, other) or date.replace(raw=text) if other else date


def _with_other(date: Date, year: int, other: str) -> Date | None:
    """The date with what its last part says: EDTF, a time, a season, a month or day in words."""
    whole = Date.parse(f"{date.to_edtf()}{other}" if other.startswith("T") else other)
    if whole.year == year:
        return whole
    if date.month:
        return None
    word = other.lower().rstrip(".")
    if word in SEASONS:
        return Date(year, season=SEASONS[word])
    if word in MONTHS:
        return Date(year, MONTHS[word])
    with_year = Date.parse(f"{other} {year}")
    return with_year if with_year.year == year else Date(year, season=other)


def write_slashed(date: Date) -> str:
    """The date in four parts; EDTF in the last where the others do not say it all."""
    if date.year is None:
        return date.to_edtf() or date.raw or date.literal
    if date.raw and parse_slashed(date.raw) == date:
        return date.raw
    if not 0 < date.year < 10000:
        return date.to_edtf()
    month, day = (f"{part:02}" if part else "" for part in (date.month, date.day))
    start = f"{date.year:04}/{month}/{day}/"
    if date.end is not None or date.circa:
        return start + date.to_edtf()
    if date.season:
        return start + (_SEASON_WORDS[date.season] if isinstance(date.season, int) else date.season)
    return start
