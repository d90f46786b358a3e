"""ISSN: International Standard Serial Number (ISO 3297), written 1234-567X."""

from __future__ import annotations

import re

from citeform.identifiers.checkdigits import fault, mod11

_DASH = "[-\u00ad\u2010-\u2015\u2212]"
_LABEL = re.compile(
    r"(?:https?://(?:portal\.)?issn\.org/resource/issn/|urn:issn:|[elp]?-?issn(?:-l)?\s*[:=]?)\s*",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(rf"(?<![\w-])([0-9]{{4}}){_DASH}?([0-9]{{3}}[0-9Xx])(?![\w-])")
_AROUND = re.compile(
    r"(?:print|online|electronic|linking|web|cd-rom|paper|digital|[elp]?-?issn(?:-l)?"
    r"|[\s\d()\[\],;:/.xX\u2010-\u2015-])*",
    re.IGNORECASE,
)


def find(text: str) -> str:
    """The first ISSN in the text as 1234-567X, or "". See `find_all`."""
    return next(iter(find_all(text)), "")


def find_all(text: str) -> list[str]:
    """Every ISSN whose check digit is right, where the text says "ISSN" or holds nothing else.

    "1999-2003" has the shape of an ISSN, so in a sentence the label is needed.
    """
    if "issn" not in text.lower() and not _AROUND.fullmatch(text):
        return []
    found = (match[1] + match[2].upper() for match in _CANDIDATE.finditer(text))
    return list(dict.fromkeys(f"{each[:4]}-{each[4:]}" for each in found if not _wrong(each)))


def normalize(text: str) -> str:
    """The ISSN that the text is, as 1234-567X, or ""."""
    compact = _compact(text)
    return "" if _wrong(compact) else f"{compact[:4]}-{compact[4:]}"


def is_valid(text: str) -> bool:
    """Whether the text is an ISSN with the right check digit."""
    return bool(normalize(text))


def problem(text: str) -> str:
    """What is wrong with it as an ISSN, in words; "" for a valid one."""
    return _wrong(_compact(text))


def url(value: str) -> str:
    """Its page at the ISSN centre, or "" where the value is no ISSN."""
    number = normalize(value)
    return f"https://portal.issn.org/resource/ISSN/{number}" if number else ""


def _compact(text: str) -> str:
    stripped = text.strip()
    label = _LABEL.match(stripped)
    return re.sub(rf"\s|{_DASH}", "", stripped[label.end() :] if label else stripped).upper()


def _wrong(compact: str) -> str:
    return fault(compact, {8: mod11}, "a hyphen")
