"""What Hayagriva's own reader takes for a value, where it is stricter than a string.

One value that it does not take makes typst refuse the whole file. So such a value is written in a
form that is taken, or left to the `csl` part of the entry, which Hayagriva passes over and from
which it comes back here.

Sources: Hayagriva's "YAML file format", sections "numeric", "unicode language identifier" and
"url"; the WHATWG's URL standard for what has a valid host.
"""

from __future__ import annotations

import re
from calendar import monthrange
from urllib.parse import urlsplit

from citeform.formats.yamlwriter import numeral

_LARGEST = 2**31 - 1

_TOTAL = re.compile(
    r"(?:[a-z.(\[ ]{1,20},? ?)?\d{1,9}(?: ?[-–,&] ?\d{1,9})*"
    r"(?: ?[a-z]{1,20}\.?|[.)\]])?",
    re.ASCII | re.IGNORECASE,
)
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}|[a-z]{5,8})(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?"
    r"(?:[-_](?:[a-z\d]{5,8}|\d[a-z\d]{3}))*",
    re.IGNORECASE | re.ASCII,
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"(?:www\.|//)[^/]", re.IGNORECASE)
_WITH_HOST = frozenset({"http", "https", "ftp", "ws", "wss"})
_HOST = re.compile(r"(?:(?!xn--)(?:[^\W\d]|[0-9-])++\.)*+[^\W\d](?:[^\W\d]|[0-9-])*", re.IGNORECASE)


def number(text: str) -> int | str:
    """A number as an integer, if that is not too large a one for Hayagriva; else the text.

    >>> number("12"), number("2325967116646534"), number("IV")
    (12, '2325967116646534', 'IV')
    """
    value = numeral(text)
    return value if isinstance(value, str) or abs(value) <= _LARGEST else text


def is_total(text: str) -> bool:
    """Whether it says how many: numbers with at most some words before or behind.

    >>> is_total("xii, 412 p."), is_total("12-14"), is_total("208, xxi"), is_total("xii")
    (True, True, False, False)
    """
    return _TOTAL.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Whether it has the form of one Unicode language identifier.

    >>> is_language("sr-Latn"), is_language("en, de")
    (True, False)
    """
    return _LANGUAGE.fullmatch(text) is not None


def address(url: str) -> str:
    """The address as Hayagriva takes it: one without a scheme gets one; "" where it has no host.

    >>> address("www.example.org/a b"), address("urn:isbn:1"), address("see the library")
    ('http://www.example.org/a b', 'urn:isbn:1', '')
    """
    if _WITHOUT_SCHEME.match(url):
        url = f"http://{url.removeprefix('//')}"
    scheme = _SCHEME.match(url)
    if scheme is None or (scheme[1].lower() in _WITH_HOST and not _has_host(url)):
        return ""
    return url


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # a bracket of IPv6 that is not closed, a port that is no number
        return False
    if port is not None and port >= 2**16:
        return False
    numbers = host.split(".")
    if all(map(str.isdecimal, numbers)):
        return len(numbers) == 4 and all(int(each) < 256 for each in numbers if len(each) < 4)
    return len(host) < 254 and _HOST.fullmatch(host) is not None


def day_in(year: int, month: int, day: int) -> int:
    """The day, or 0 where the month has no such day.

    >>> day_in(2021, 2, 29), day_in(2020, 2, 29)
    (0, 29)
    """
    return day if month and day <= monthrange(2000 + year % 400, month)[1] else 0
