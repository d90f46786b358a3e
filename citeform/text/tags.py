"""CSL's inline tags to rich text, and nothing else: quotation marks and apostrophes stay.

For citations that print a title to the letter; `citeform.text.markup` is the one for CSL styles,
which choose quotation marks by the locale.
"""

from __future__ import annotations

import re

from citeform.text.marks import (
    BOLD,
    END,
    ITALIC,
    NOCASE,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
    clean,
    plain,
)

_TAG = re.compile(
    r"""<(?P<open>i|b|sc|sup|sub)>|</(?P<close>i|b|sc|sup|sub|span)>
      |<span\s+(?P<span>class=["']nocase["']|style=["']\s*font-variant:\s*small-caps;?\s*["'])\s*>""",
    re.VERBOSE,
)
_MARKS = {"i": ITALIC, "b": BOLD, "sc": SMALL_CAPS, "sup": SUPERSCRIPT, "sub": SUBSCRIPT}


def parse(text: str) -> str:
    """The text with its tags as marks; a tag without its partner is text and stays.

    >>> parse("O<sub>2</sub> < 3") == f"O{SUBSCRIPT}2{END} < 3"
    True
    """
    if "<" not in text:
        return clean(text)
    text = clean(text)
    matches = list(_TAG.finditer(text))
    marks: dict[int, str] = {}
    open_tags: list[tuple[str, int, str]] = []
    for index, match in enumerate(matches):
        if match["open"]:
            open_tags.append((match["open"], index, _MARKS[match["open"]]))
        elif match["span"]:
            mark = NOCASE if match["span"].startswith("class") else SMALL_CAPS
            open_tags.append(("span", index, mark))
        elif open_tags and open_tags[-1][0] == match["close"]:
            _, opener, mark = open_tags.pop()
            marks[opener], marks[index] = mark, END
    pieces: list[str] = []
    position = 0
    for index, match in enumerate(matches):
        if index in marks:
            pieces += (text[position : match.start()], marks[index])
            position = match.end()
    return "".join([*pieces, text[position:]])


def without_tags(text: str) -> str:
    """The text without its tags, for formats that hold plain text only."""
    return plain(parse(text)) if "<" in text else text
