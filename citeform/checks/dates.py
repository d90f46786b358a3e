"""Rules on dates: days that do not exist, ranges that end too early, years that cannot be."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from citeform.checks.subject import Finding, Rule, Subject, shown

if TYPE_CHECKING:
    from citeform.model.dates import Date

_OLD_IS_FINE = frozenset(
    {
        "classic",
        "manuscript",
        "book",
        "chapter",
        "map",
        "treaty",
        "legislation",
        "graphic",
        "figure",
        "collection",
        "event",
        "personal_communication",
        "document",
        "dataset",
        "musical_score",
        "",
    }
)
_FIRST_JOURNAL = 1665
"""The Journal des sçavans and the Philosophical Transactions began in this year."""
_NOT_YET = re.compile(
    r"\[?(?:in press|forthcoming|in preparation|to appear|submitted|accepted|online first|n\.?\s?d\.?"
    r"|no date|s\.\s?d\.|s\.\s?a\.|o\.\s?J\.|undated|ahead of print|in review|under review|unpublished"
    r"|im Druck|im Erscheinen|sous presse|à paraître|present|ongoing|date unknown)\.?\]?",
    re.IGNORECASE,
)


def impossible(subject: Subject) -> Iterator[Finding]:
    """A day that its month does not have, a month beyond twelve."""
    for name, date in _sides(subject):
        if date.year is None:
            continue
        if date.month > 12:
            yield Finding(name, f"there is no month {date.month}")
        elif date.day > _last_day(date):
            yield Finding(name, f"there is no day {date.day} in month {date.month} of {date.year}")


def unparsed(subject: Subject) -> Iterator[Finding]:
    """Words that are neither a date nor stand for one."""
    for name, date in subject.dates:
        words = date.literal
        if not words or date.year is not None or date.season or _NOT_YET.fullmatch(words.strip()):
            continue
        # "n.d." and "300 v. Chr." are for people; what has no digit may well be on purpose.
        if any(map(str.isdigit, words)) and len(words) < 80:
            yield Finding(name, f"{shown(words)} was not understood as a date")


def future(subject: Subject) -> Iterator[Finding]:
    """Published more than a year from now; looked at after today."""
    for name, date in subject.dates:
        if date.year is None:
            continue
        if name == "accessed":
            seen = (date.year, date.month, date.day)
            now = (subject.today.year, subject.today.month, subject.today.day)
            # A day's grace: the sun rises first in the east.
            known = 1 + bool(date.month) + bool(date.month and date.day)
            if seen[:known] > now[:known] and _days(seen) - _days(now) > 1:
                yield Finding(name, f"accessed {date}, which is still to come")
        elif date.year > subject.today.year + 1 and name != "event_date":
            yield Finding(name, f"{date} is years ahead")


def reversed_range(subject: Subject) -> Iterator[Finding]:
    """2005/2003."""
    for name, date in subject.dates:
        end = date.end
        if end is None or end.year is None or date.year is None:
            continue
        if _order(end, latest=True) < _order(date, latest=False):
            yield Finding(name, f"the range {date} ends before it begins")


def implausible(subject: Subject) -> Iterator[Finding]:
    """A journal's article from before there were journals; a visit from before the web."""
    work = subject.article
    for name, date in subject.dates:
        if date.year is None:
            continue
        if name == "accessed" and date.year < 1990:
            yield Finding(name, f"accessed in {date.year}, before there was a web")
        elif name == "issued" and date.year < _FIRST_JOURNAL and work.type not in _OLD_IS_FINE:
            yield Finding(name, f"type {work.type} from the year {date.year}")


def _sides(subject: Subject) -> Iterator[tuple[str, Date]]:
    for name, date in subject.dates:
        yield name, date
        if date.end is not None:
            yield name, date.end


def _last_day(date: Date) -> int:
    if not date.month:
        return 31
    # The proleptic Gregorian calendar of ISO 8601; any year of 400 has the same leap years.
    return calendar.monthrange((date.year or 0) % 400 + 2000, date.month)[1]


def _days(moment: tuple[int, int, int]) -> int:
    year, month, day = moment
    return year * 372 + month * 31 + day


def _order(date: Date, *, latest: bool) -> tuple[int, int, int]:
    """For comparing: what is not known counts as early or late as it can be."""
    season = date.season if isinstance(date.season, int) else 0
    unknown = 99 if latest else 0
    # Winter runs over the turn of the year, so seasons are compared by year only.
    month = unknown if season else date.month or unknown
    return date.year or 0, month, date.day or unknown


RULES = (
    Rule("date.impossible", impossible),
    Rule("date.unparsed", unparsed),
    Rule("date.future", future),
    Rule("date.reversed", reversed_range),
    Rule("date.implausible", implausible),
)
