"""ROR id: a research organisation, as 052gg0110 (0, six base-32 characters, two check digits)."""

from __future__ import annotations

import re

from citeform.identifiers.checkdigits import mod97_10

_ID = r"0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}"
_FOUND = re.compile(
    rf"(?:ror\.org/|(?<![a-z])ror(?:\s?id)?\s*[:=]\s*)({_ID})(?![0-9a-z])", re.IGNORECASE
)
_WHOLE = re.compile(
    rf"(?:(?:https?://)?(?:www\.)?ror\.org/|ror(?:\s?id)?\s*[:=]?\s*)?({_ID})/?", re.IGNORECASE
)


def find(text: str) -> str:
    """The first ROR id that is labelled or a URL in the text, or ""."""
    return next(iter(find_all(text)), "")


def find_all(text: str) -> list[str]:
    """Every ROR id that is labelled or a URL in the text and whose check digits are right."""
    found = (match[1].lower() for match in _FOUND.finditer(text))
    return list(dict.fromkeys(each for each in found if not _wrong(each)))


def normalize(text: str) -> str:
    """The ROR id that the text is (a URL, labelled or bare), in lower case, or ""."""
    match = _WHOLE.fullmatch(text.strip())
    if not match or _wrong(match[1].lower()):
        return ""
    return match[1].lower()


def is_valid(text: str) -> bool:
    """Whether the text is a ROR id with the right check digits."""
    return bool(normalize(text))


def problem(text: str) -> str:
    """What is wrong with it as a ROR id, in words; "" for a valid one."""
    match = _WHOLE.fullmatch(text.strip())
    if not match:
        return "a ROR id is 0, six letters or digits (not i, l, o, u) and two digits"
    return _wrong(match[1].lower())


def url(value: str) -> str:
    """The organisation's page, or "" where the value is no ROR id."""
    number = normalize(value)
    return f"https://ror.org/{number}" if number else ""


def _wrong(number: str) -> str:
    right = mod97_10(number[1:7])
    if number[7:] != right:
        return f"the check digits are {number[7:]} and should be {right}"
    return ""
