"""shortDOI: a short alias of a DOI, as 10/aabbe or doi.org/aabbe. It is not a DOI itself.

A date or a path looks the same ("2010/summary", "10/2010"), so in running text one counts only at
doi.org or behind "doi:".
"""

from __future__ import annotations

import re

_ID = r"([a-z][a-z0-9]{2,9})"
_END = r"(?![a-z0-9/._%-])"
_FOUND = re.compile(
    rf"(?:(?<![a-z0-9.])(?:dx\.|www\.)?doi\.org/(?:10/)?|(?<![a-z])doi\s?:\s*10/){_ID}{_END}",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/(?:10/)?|(?:doi\s?[:=]?\s*)?10/){_ID}/?",
    re.IGNORECASE,
)


def find(text: str) -> str:
    """The first shortDOI in the text, as 10/aabbe, or ""."""
    return next(iter(find_all(text)), "")


def find_all(text: str) -> list[str]:
    """Every shortDOI in the text, each once."""
    return list(dict.fromkeys(f"10/{match[1].lower()}" for match in _FOUND.finditer(text)))


def normalize(text: str) -> str:
    """The shortDOI that the text is, as 10/aabbe, or ""."""
    match = _WHOLE.fullmatch(text.strip())
    return f"10/{match[1].lower()}" if match else ""


def is_valid(text: str) -> bool:
    """Whether the text is a possible shortDOI."""
    return bool(normalize(text))


def url(value: str) -> str:
    """The address at doi.org, or "" where the value is no shortDOI."""
    found = normalize(value)
    return f"https://doi.org/{found}" if found else ""
