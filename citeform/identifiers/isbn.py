"""ISBN: International Standard Book Number, of 10 or 13 digits (ISO 2108).

The normal form is without hyphens and as long as the source has it; `to_isbn13` makes ISBN-10
and ISBN-13 comparable, `same` compares. Hyphens are not put in: where they go is a table that
the ISBN agency changes every few weeks.
"""

from __future__ import annotations

import re

from citeform.identifiers.checkdigits import fault, mod10, mod11

_LABEL = re.compile(r"(?:urn:isbn:|e?-?isbn(?:[-‐ ]?1[03](?![0-9-]))?)\s*[:=]?\s*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s\u00ad\u2010-\u2015\u2212.-]")
_CANDIDATE = re.compile(
    r"(?<![\dXx.-])(?:97[89][ \u2010-\u2015-]?)?(?:\d[ \u2010-\u2015-]?){9}[\dXx](?![\dXx]|-\d)"
)


def find(text: str) -> str:
    """The first ISBN in the text, without hyphens, or "". See `find_all`."""
    return next(iter(find_all(text)), "")


def find_all(text: str) -> list[str]:
    """Every ISBN whose check digit is right; one of 10 digits only where the text says "ISBN".

    One in eleven numbers of ten digits has a right check digit by chance (telephone numbers …).
    """
    labelled = "isbn" in text.lower()
    compact = (_SEPARATORS.sub("", match[0]).upper() for match in _CANDIDATE.finditer(text))
    return list(
        dict.fromkeys(
            each for each in compact if not _wrong(each) and (labelled or len(each) == 13)
        )
    )


def normalize(text: str) -> str:
    """The ISBN that the text is, without label and hyphens, or ""."""
    compact = _compact(text)
    return "" if _wrong(compact) else compact


def is_valid(text: str) -> bool:
    """Whether the text is an ISBN with the right check digit."""
    return bool(normalize(text))


def problem(text: str) -> str:
    """What is wrong with it as an ISBN, in words; "" for a valid one."""
    return _wrong(_compact(text))


def url(value: str) -> str:
    """A page that lists libraries and sellers of the book, or "" where the value is no ISBN."""
    number = normalize(value)
    return f"https://www.worldcat.org/isbn/{number}" if number else ""


def to_isbn13(text: str) -> str:
    """The ISBN with 13 digits, or "" where the text is none."""
    number = normalize(text)
    if len(number) != 10:
        return number
    digits = "978" + number[:9]
    return digits + mod10(digits)


def same(a: str, b: str) -> bool:
    """Whether both are one book's ISBN, be it of 10 or of 13 digits."""
    number = to_isbn13(a)
    return bool(number) and number == to_isbn13(b)


def _compact(text: str) -> str:
    stripped = text.strip()
    if stripped.startswith("https://www.worldcat.org/isbn/"):
        stripped = stripped.rpartition("/")[2]
    label = _LABEL.match(stripped)
    return _SEPARATORS.sub("", stripped[label.end() :] if label else stripped).upper()


def _wrong(compact: str) -> str:
    if re.fullmatch(r"[0-9]{12}[0-9X]", compact):
        if not compact.startswith(("978", "979")):
            return "it has 13 digits and starts with neither 978 nor 979"
        if compact.endswith("X"):
            return "only an ISBN of 10 digits ends in X"
    return fault(compact, {10: mod11, 13: mod10}, "hyphens")
