"""Nested markup alternates: italics within italics are upright, inner quotes are the other ones.

The last pass before an output (CSL 1.0.2, "Rich Text Markup within Fields"; the quotation marks
are the locale's terms).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from citeform.text.marks import (
    ANY,
    BOLD,
    END,
    ITALIC,
    MEDIUM,
    NO_SMALL_CAPS,
    QUOTE,
    QUOTE_END,
    SMALL_CAPS,
    UPRIGHT,
)


class Quotes(NamedTuple):
    """A locale's quotation marks."""

    open: str = "“"
    close: str = "”"
    open_inner: str = "‘"
    close_inner: str = "’"


_PIECES = re.compile(f"({ANY})")
_TOGGLES = {ITALIC: UPRIGHT, BOLD: MEDIUM, SMALL_CAPS: NO_SMALL_CAPS}
_BACK = {normal: mark for mark, normal in _TOGGLES.items()}
_NEEDED = re.compile(f"[{QUOTE}{QUOTE_END}{ITALIC}{BOLD}{SMALL_CAPS}{UPRIGHT}{MEDIUM}{NO_SMALL_CAPS}]")


def flip_flop(rich: str, quotes: Quotes) -> str:
    """Rich text with quotations written out and nested spans of one kind alternating."""
    if not _NEEDED.search(rich):
        return rich
    pieces = _PIECES.split(rich)
    closers: list[str] = []
    active = dict.fromkeys(_TOGGLES, False)
    before: list[tuple[str, bool] | None] = []
    depth = 0
    for index in range(1, len(pieces), 2):
        mark = pieces[index]
        if mark == QUOTE:
            pieces[index] = quotes.open_inner if depth % 2 else quotes.open
            closers.append(quotes.close_inner if depth % 2 else quotes.close)
            depth += 1
        elif mark == QUOTE_END:
            if closers:
                pieces[index] = closers.pop()
                depth -= 1
        elif mark == END:
            state = before.pop() if before else None
            if state is not None:
                active[state[0]] = state[1]
        elif mark in _TOGGLES:
            before.append((mark, active[mark]))
            if active[mark]:
                pieces[index] = _TOGGLES[mark]
            active[mark] = not active[mark]
        elif mark in _BACK:
            kind = _BACK[mark]
            before.append((kind, active[kind]))
            if not active[kind]:
                pieces[index] = "\ufdde"  # nothing to undo: a span without a look
            active[kind] = False
        elif mark not in _NOT_SPANS:
            before.append(None)
    return "".join(pieces)


_NOT_SPANS = {"\ufde5", "\ufde6"}
