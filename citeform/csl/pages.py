"""Ranges of pages and other locators (CSL 1.0.2, appendix V, "Page Range Formats")."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from citeform.text.marks import clean

_RANGE = re.compile(
    r"(?P<p1>(?:\w*[^\W\d])?)(?P<first>\d+)(?P<s1>[^\W\d_]*)\s*[-–—]{1,3}\s*"
    r"(?P<p2>(?:\w*[^\W\d])?)(?P<last>\d+)(?P<s2>[^\W\d_]*)"
)
_JOINT = re.compile("[-–—,;&]")
_PART = re.compile(r"\s*([,;&])\s*")
_LONGEST = 400


def format_range(text: str, style: str, delimiter: str) -> str:
    """A text of pages as rich text, its ranges abbreviated or expanded as the style wants.

    `style` is a page-range-format or "" (the numbers stay as they are); `delimiter` is the
    locale's page-range-delimiter. What is no range of numbers is left alone.
    """
    first, _, last = text.partition("-")
    if first.isdecimal() and last.isdecimal() and len(text) <= _LONGEST:
        return _between("", first, last, style, delimiter)
    return _format(text, style, delimiter)


@lru_cache(maxsize=8192)
def _format(text: str, style: str, delimiter: str) -> str:
    """The same for texts that are more than one number, a hyphen and another."""
    text = clean(text)
    if len(text) > _LONGEST or not _JOINT.search(text):
        return text
    parts = _PART.split(text.strip())
    out = [_one(parts[0], style, delimiter)]
    for separator, part in zip(parts[1::2], parts[2::2], strict=True):
        out.append(f" {separator} " if separator == "&" else f"{separator} ")
        out.append(_one(part, style, delimiter))
    return "".join(out)


def _one(part: str, style: str, delimiter: str) -> str:
    match = _RANGE.fullmatch(part)
    if match is None:
        return part.replace("\\-", "-") if "\\-" in part else _dash_only(part, delimiter)
    p1, p2, first, last = match["p1"], match["p2"], match["first"], match["last"]
    if p1 != p2:
        return re.sub(r"\s*[-–—]+\s*", "-", part)
    if match["s1"] or match["s2"]:
        return f"{p1}{first}{match['s1']}{delimiter}{p2}{last}{match['s2']}"
    return _between(p1, first, last, style, delimiter)


def _between(prefix: str, first: str, last: str, style: str, delimiter: str) -> str:
    """From one number to the other, both behind the same letters."""
    expanded = _expand(first, last)
    function = _STYLES.get(style)
    if function is None or int(expanded) <= int(first):
        return f"{prefix}{first}{delimiter}{prefix}{last}"
    shortened = function(first, expanded)
    return f"{prefix}{first}{delimiter}{prefix if style == 'expanded' else ''}{shortened}"


def _dash_only(part: str, delimiter: str) -> str:
    """Roman numerals and the like: one dash between two words becomes the delimiter."""
    sides = re.split(r"\s*[-–—]\s*", part)
    if len(sides) == 2 and all(re.fullmatch(r"[^\W\d_]+|\w+", side) for side in sides):
        return delimiter.join(sides)
    return part


def _expand(first: str, last: str) -> str:
    """The second number in full: 12 to 5 … is 12 to 15."""
    return first[: len(first) - len(last)] + last if len(last) < len(first) else last


def _minimal(first: str, last: str, at_least: int) -> str:
    """Only the digits that differ, but no fewer than `at_least`."""
    if len(first) != len(last):
        return last
    same = 0
    while same < len(first) - at_least and first[same] == last[same]:
        same += 1
    return last[same:]


def _chicago(first: str, last: str, edition: int) -> str:
    """Chicago Manual of Style: 15th edition, 9.64; 16th edition, 9.60."""
    number = int(first)
    if number < 100 or number % 100 == 0 or len(first) != len(last):
        return last
    if number % 100 < 10:
        return _minimal(first, last, 1)
    shortened = _minimal(first, last, 2)
    if edition == 15 and len(first) == 4 and len(shortened) == 3:
        return last
    return shortened


_STYLES: dict[str, Callable[[str, str], str]] = {
    "expanded": lambda _first, last: last,
    "minimal": lambda first, last: _minimal(first, last, 1),
    "minimal-two": lambda first, last: _minimal(first, last, 2) if len(first) > 1 else last,
    "chicago": lambda first, last: _chicago(first, last, 15),
    "chicago-15": lambda first, last: _chicago(first, last, 15),
    "chicago-16": lambda first, last: _chicago(first, last, 16),
}
