"""Dates as people and programs write them: "May 3, 2011", "2011/05/03/", "Spring 1999", "ca. 1850".

Tried in this order: EDTF, then the patterns of `_PATTERNS`, each a whole-text match, so that a
text that is more than a date stays a text. Month and season names are English, German, French,
Spanish, Italian, Portuguese and Dutch, as in the exports of the databases we read.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citeform.model.dates import Date
from citeform.model.edtf import parse_edtf

_MONTH_NAMES = """
    jan january januar jänner janvier janv enero ene gennaio gen janeiro januari
    feb february februar février fevrier févr fevr febrero febbraio fevereiro fev februari
    mar march märz maerz mrz mars marzo março marco maart mrt
    apr april avril avr abril abr aprile
    may mai mayo maggio mag maio mei
    jun june juni juin junio giugno giu junho
    jul july juli juillet juil julio luglio lug julho
    aug august août aout agosto ago augustus
    sep sept september septembre septiembre settembre set setembro
    oct october oktober okt octobre octubre ottobre ott outubro out
    nov november novembre noviembre novembro
    dec december dezember dez décembre decembre déc diciembre dic dicembre dezembro
"""
MONTHS: dict[str, int] = {
    name: number
    for number, line in enumerate(_MONTH_NAMES.strip().splitlines(), 1)
    for name in line.split()
}
"""Month names and abbreviations, lower case, to 1 … 12."""

_SEASON_NAMES = """
    spring frühling frühjahr printemps primavera lente
    summer sommer été verano estate verão zomer
    autumn fall herbst automne otoño autunno outono herfst
    winter hiver invierno inverno
"""
SEASONS: dict[str, int] = {
    name: number
    for number, line in enumerate(_SEASON_NAMES.strip().splitlines(), 1)
    for name in line.split()
}
"""Season names, lower case, to 1 (spring) … 4 (winter)."""

_W = r"[^\W\d_]{3,12}"
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:(?P<rest>[T ][0-9:.Z+-]{2,30})|TZ?|Z)?",
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        rf"(?P<y>\d{{4}})[ ,]*(?P<w>{_W})\.?(?: ?[-–/] ?(?P<w2>{_W})\.?)?(?: (?P<d>\d{{1,2}})(?: ?[-–] ?(?P<d2>\d{{1,2}}))?)?",
        rf"(?P<w>{_W})\.?(?: ?[-–/] ?(?P<w2>{_W})\.?)?,? (?:of )?(?P<y>\d{{4}})",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: ?[-–] ?(?P<d2>\d{{1,2}})\.?)? (?:de |of )?(?P<w>{_W})\.?,? (?:de )?(?P<y>\d{{4}})",
        rf"(?P<w>{_W})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: ?[-–] ?(?P<d2>\d{{1,2}}))?,? (?P<y>\d{{4}})",
        rf"(?P<d>\d{{1,2}})-(?P<w>{_W})-(?P<y>\d{{4}})",
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})",
        r"(?P<m>\d{1,2})/(?P<y>\d{4})",
        r"(?P<y>\d{4}) ?[-–—] ?(?P<y2>\d{4})",
        r"(?P<y>\d{1,4}) ?(?P<bce>BCE?|B\.C\.(?:E\.)?|v\. ?Chr\.|CE|AD|A\.D\.)",
        r"(?P<y>\d{3,4})",
        r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})",
    )
]
_CIRCA = re.compile(r"(?:ca?\.|circa|about|approx\.|um|vers)\s?(?=\S)", re.IGNORECASE)
_LONGEST = 80


@lru_cache(maxsize=4096)
def parse_date(text: str) -> Date:
    """The date a text names, or `Date(literal=text)`; "" gives an empty `Date`."""
    stripped = " ".join(text.split())
    if not stripped:
        return Date()
    if len(stripped) > _LONGEST:
        return Date(literal=stripped)
    edtf = parse_edtf(stripped)
    if edtf is not None:
        return edtf
    candidate = stripped.rstrip("/").rstrip(" .,;")
    if candidate.startswith("[") and candidate.endswith("]"):
        candidate = candidate[1:-1]
    circa = False
    prefix = _CIRCA.match(candidate)
    if prefix:
        circa, candidate = True, candidate[prefix.end() :]
    if candidate.endswith("?"):
        circa, candidate = True, candidate[:-1]
    for pattern in _PATTERNS:
        match = pattern.fullmatch(candidate)
        if match:
            found = {key: value for key, value in match.groupdict().items() if value is not None}
            date = _from_groups(found)
            if date is not None:
                raw = stripped if "rest" in found else ""
                return date.replace(circa=True, raw=raw) if circa else date.replace(raw=raw)
    return Date(literal=stripped)


def _from_groups(found: dict[str, str]) -> Date | None:
    """A date of the named groups of a pattern; None where they make no date."""
    year = int(found["y"])
    if "a" in found:
        return _us_or_european(year, int(found["a"]), int(found["b"]))
    if found.get("bce", "").lower().startswith(("b", "v")):
        year = -year
    if "y2" in found:
        last = int(found["y2"])
        return Date(year, end=Date(last)) if last > year else None
    month, day = int(found.get("m", 0)), int(found.get("d", 0))
    if month > 12:
        return Date(year, season=month - 20) if 21 <= month <= 24 and not day else None
    if "w" in found:
        return _with_word(year, day, found)
    if day > 31 or (day and not month):
        return None
    return Date(year, month, day)


def _with_word(year: int, day: int, found: dict[str, str]) -> Date | None:
    """Dates with a month or season in words, perhaps two of them or two days."""
    word, second = found["w"].lower(), found.get("w2", "").lower()
    if word in SEASONS and not day:
        if not second:
            return Date(year, season=SEASONS[word])
        if second in SEASONS:
            return Date(year, season=SEASONS[word], end=Date(year, season=SEASONS[second]))
        return None
    month = MONTHS.get(word)
    if month is None or day > 31:
        return None
    if second:
        last = MONTHS.get(second)
        return Date(year, month, end=Date(year, last, day)) if last else None
    last_day = int(found.get("d2", 0))
    if last_day > 31:
        return None
    if last_day:
        return Date(year, month, day, end=Date(year, month, last_day))
    return Date(year, month, day)


def _us_or_european(year: int, a: int, b: int) -> Date | None:
    """Day and month separated by slashes: only where one of them cannot be a month."""
    if a > 12 >= b and a <= 31:
        return Date(year, b, a)
    if b > 12 >= a and b <= 31:
        return Date(year, a, b)
    return Date(year, a, b) if a == b else None
