"""CSL's inline tags taken out of a text, for formats that hold plain text only."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"""<(?P<open>i|b|sc|sup|sub)>|</(?P<close>i|b|sc|sup|sub|span)>
      |<span\s+(?:class=["']nocase["']|style=["']\s*font-variant:\s*small-caps;?\s*["'])\s*>""",
    re.VERBOSE,
)


def without_tags(text: str) -> str:
    """The text without the tags that mark it up; a tag without its partner is text and stays."""
    if "<" not in text:
        return text
    dropped: set[int] = set()
    opened: dict[str, list[int]] = {}
    matches = list(_TAG.finditer(text))
    for index, match in enumerate(matches):
        if match["close"]:
            stack = opened.get(match["close"])
            if stack:
                dropped.update((stack.pop(), index))
        else:
            opened.setdefault(match["open"] or "span", []).append(index)
    pieces, position = [], 0
    for index in sorted(dropped):
        pieces.append(text[position : matches[index].start()])
        position = matches[index].end()
    return "".join([*pieces, text[position:]])
