"""ORCID iD: a person, as 0000-0002-1825-0097 (a block of ISNI, ISO 27729; check digit ISO 7064)."""

from __future__ import annotations

import re

from citeform.identifiers.checkdigits import fault, mod11_2

_DASH = "[-\u00ad\u2010-\u2015\u2212]"
_LABEL = re.compile(
    r"(?:https?://)?(?:www\.)?orcid\.org/|orcid(?:\s?id)?\s*[:=]?\s*", re.IGNORECASE
)
_CANDIDATE = re.compile(rf"(?<![\w-])(?:[0-9]{{4}}{_DASH}){{3}}[0-9]{{3}}[0-9Xx](?![\w-])")


def find(text: str) -> str:
    """The first ORCID iD in the text, with hyphens, or ""."""
    return next(iter(find_all(text)), "")


def find_all(text: str) -> list[str]:
    """Every ORCID iD in the text whose check digit is right, each once."""
    return list(
        dict.fromkeys(filter(None, (normalize(match[0]) for match in _CANDIDATE.finditer(text))))
    )


def normalize(text: str) -> str:
    """The ORCID iD that the text is, as 0000-0002-1825-0097, or ""."""
    compact = _compact(text)
    return "" if _wrong(compact) else "-".join(re.findall("....", compact))


def is_valid(text: str) -> bool:
    """Whether the text is an ORCID iD with the right check digit."""
    return bool(normalize(text))


def problem(text: str) -> str:
    """What is wrong with it as an ORCID iD, in words; "" for a valid one."""
    return _wrong(_compact(text))


def url(value: str) -> str:
    """The person's page, or "" where the value is no ORCID iD."""
    number = normalize(value)
    return f"https://orcid.org/{number}" if number else ""


def _compact(text: str) -> str:
    stripped = text.strip()
    label = _LABEL.match(stripped)
    rest = stripped[label.end() :].rstrip("/") if label else stripped
    return re.sub(rf"\s|{_DASH}", "", rest).upper()


def _wrong(compact: str) -> str:
    return fault(compact, {16: mod11_2}, "hyphens")
