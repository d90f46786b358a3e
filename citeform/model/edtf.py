"""EDTF, levels 0 and 1, to `Date` and back (ISO 8601-2:2019; loc.gov/standards/datetime).

What EDTF says and `Date` has no field for (which digit is unspecified, uncertain as against
approximate, the time of day) is kept as the date's `raw` text and comes back from there.
"""

from __future__ import annotations

import re

from citeform.model.dates import Date

_ONE = re.compile(
    r"""(?P<year>-?[0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX|-?[0-9]XXX|-?XXXX|Y-?[0-9]{5,12})
        (?:-(?P<month>[0-9]{2}|XX)
           (?:-(?P<day>[0-9]{2}|XX)
              (?P<time>T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?
           )?
        )?(?P<qualifier>[?~%])?""",
    re.VERBOSE,
)
_DAYS_IN_MONTH = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def parse_edtf(text: str) -> Date | None:
    """The date, or None where the text is not EDTF of level 0 or 1."""
    first, slash, last = text.partition("/")
    if not slash:
        return _parse_one(first)
    start = Date() if first in {"", ".."} else _parse_one(first)
    end = Date() if last in {"", ".."} else _parse_one(last)
    if start is None or end is None or start.end or end.end or (start == end == Date()):
        return None
    date = start.replace(end=end.replace(circa=False), circa=start.circa or end.circa)
    return date if write_edtf(date) == text else date.replace(raw=text)


def _parse_one(text: str) -> Date | None:
    """One side of an interval, or a date on its own."""
    match = _ONE.fullmatch(text)
    if match is None:
        return None
    circa = match["qualifier"] is not None
    digits = match["year"].removeprefix("Y")
    if "XXXX" in digits:
        return None
    month, season, day = 0, 0, 0
    if match["month"] not in {None, "XX"}:
        month = int(match["month"])
        if 21 <= month <= 24:
            month, season = 0, month - 20
        elif not 1 <= month <= 12:
            return None
    if match["day"] not in {None, "XX"}:
        day = int(match["day"])
        if not month or not 1 <= day <= _DAYS_IN_MONTH[month]:
            return None
    if "X" in digits:
        if match["month"]:
            return None
        low, high = sorted((int(digits.replace("X", "0")), int(digits.replace("X", "9"))))
        return Date(_from_edtf_year(low), end=Date(_from_edtf_year(high)), circa=circa, raw=text)
    date = Date(_from_edtf_year(int(digits)), month, day, season=season, circa=circa)
    return date if write_edtf(date) == text else date.replace(raw=text)


def _from_edtf_year(year: int) -> int:
    """EDTF has a year 0 (1 BCE); `Date` has none."""
    return year if year > 0 else year - 1


def write_edtf(date: Date) -> str:
    """The date as EDTF; its `raw` text where that is EDTF already; "" for mere words."""
    if date.raw:
        parsed = parse_edtf(date.raw)
        if parsed is not None and parsed == date:
            return date.raw
    if date.end is None:
        return _write_one(date) + "~" * (date.circa and date.year is not None)
    start, end = _write_one(date) or "..", _write_one(date.end) or ".."
    if start == end == "..":
        return ""
    if date.circa and start != "..":
        start += "~"
    if date.circa and end != "..":
        end += "~"
    return f"{start}/{end}"


def _write_one(date: Date) -> str:
    if date.year is None:
        return ""
    year = date.year if date.year > 0 else date.year + 1
    sign = "-" if year < 0 else ""
    text = f"{sign}{abs(year):04d}" if abs(year) < 10_000 else f"Y{year}"
    if isinstance(date.season, int) and date.season:
        return f"{text}-{date.season + 20}"
    if date.month:
        text += f"-{date.month:02d}"
        if date.day:
            text += f"-{date.day:02d}"
    return text
