"""What goes around a rendered text: formatting, quotes, affixes, display, in this order outwards.

(CSL 1.0.2, "Formatting", "Quotes", "Affixes", "Display".) All of it is constant, so each element
has one string to put before and one to put behind.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from citeform.text.marks import (
    BASELINE,
    BLOCK,
    BOLD,
    END,
    INDENT,
    ITALIC,
    LEFT_MARGIN,
    LIGHT,
    MEDIUM,
    NO_SMALL_CAPS,
    NO_UNDERLINE,
    OBLIQUE,
    QUOTE,
    QUOTE_END,
    RIGHT_INLINE,
    SEAM,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
    UNDERLINE,
    UPRIGHT,
    clean,
)
from citeform.text.punctuation import settle

if TYPE_CHECKING:
    from citeform.csl.node import Node

_FORMATS: dict[tuple[str, str], str] = {
    ("font-style", "italic"): ITALIC,
    ("font-style", "oblique"): OBLIQUE,
    ("font-style", "normal"): UPRIGHT,
    ("font-variant", "small-caps"): SMALL_CAPS,
    ("font-variant", "normal"): NO_SMALL_CAPS,
    ("font-weight", "bold"): BOLD,
    ("font-weight", "light"): LIGHT,
    ("font-weight", "normal"): MEDIUM,
    ("text-decoration", "underline"): UNDERLINE,
    ("text-decoration", "none"): NO_UNDERLINE,
    ("vertical-align", "sup"): SUPERSCRIPT,
    ("vertical-align", "sub"): SUBSCRIPT,
    ("vertical-align", "baseline"): BASELINE,
}
FORMATTING = ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")
_DISPLAY = {
    "block": BLOCK,
    "left-margin": LEFT_MARGIN,
    "right-inline": RIGHT_INLINE,
    "indent": INDENT,
}
_MEETS = frozenset(".,:;!? \u00a0")
_DOUBLED = re.compile(r"([,;:])\1+")


@lru_cache(maxsize=4096)
def affix(text: str) -> str:
    """A prefix, suffix or delimiter, with a seam where it may meet punctuation."""
    return seamed(tidied(clean(text)))


def tidied(text: str) -> str:
    """A text out of the style: doubled commas are slips of its author, a carriage return is a blank."""
    return _DOUBLED.sub(r"\1", text.replace("\r", " "))


def seam(rich: str) -> str:
    """A seam where constant rich text may meet punctuation before it, else nothing.

    An ellipsis stays whole wherever it stands.
    """
    return SEAM if rich[:1] in _MEETS and not rich.startswith("..") else ""


def seamed(rich: str) -> str:
    """Constant rich text behind its `seam`."""
    return seam(rich) + rich


LETTER = "x"
"""Stands for any letter or digit, to ask how a text behind it is punctuated."""


@lru_cache(maxsize=1024)
def inert(rich: str, *before: str) -> str:
    """An affix or delimiter without its seam, if nothing meets there behind texts that end so.

    What follows it must not begin with punctuation. A full stop keeps its seam, by which it is known
    for an affix's (strip-periods).
    """
    if "." in rich:
        return rich
    bare = rich.replace(SEAM, "")
    settled = (
        settle(end + rich + LETTER, into_quotes=into_quotes, tidy=tidy) == end + bare + LETTER
        for end in before
        for into_quotes in (False, True)
        for tidy in (False, True)
    )
    return bare if all(settled) else rich


_SLOPING = re.compile(
    "[-0-9a-zA-Z\u00c0-\u017f\u0218-\u021b\u0370-\u052f\u0590-\u06ff\u0e01-\u0e5b\u1f00-\u1fff]"
)


def has_slope(rich: str) -> bool:
    """Whether a text has letters that are ever set in italics: Chinese and Japanese have none."""
    return _SLOPING.search(rich) is not None


def formats(node: Node) -> tuple[str, str]:
    """The marks of the formatting attributes, opening and closing."""
    marks = [
        mark for name in FORMATTING if (mark := _FORMATS.get((name, node.get(name)))) is not None
    ]
    return "".join(reversed(marks)), END * len(marks)


def around(node: Node, *, affixes: bool = True, quotes: bool = True) -> tuple[str, str]:
    """What goes before and behind what the element renders."""
    before, after = formats(node)
    if quotes and node.get("quotes") == "true":
        before, after = QUOTE + before, after + QUOTE_END
    if affixes:
        before = affix(node.get("prefix")) + before
        after += affix(node.get("suffix"))
    display = _DISPLAY.get(node.get("display"))
    if display is not None:
        before, after = display + before, after + END
    return before, after


def around_text(node: Node, text: str) -> tuple[str, str]:
    """As `around`, for a text that is known beforehand: one without a slope stays upright."""
    slopes = not node.get("font-style") or has_slope(text)
    return around(node if slopes else node.without("font-style"))
