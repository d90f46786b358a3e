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
    FLIP,
    ITALIC,
    MEDIUM,
    NO_SMALL_CAPS,
    NOCASE,
    NODECOR,
    OPENERS,
    QUOTE,
    QUOTE_END,
    QUOTE_INNER,
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


def flip_flop(rich: str, quotes: Quotes) -> str:
    """Rich text with quotations written out and nested spans of one kind alternating."""
    if (
        FLIP in rich
        or QUOTE_INNER in rich
        or UPRIGHT in rich
        or MEDIUM in rich
        or NO_SMALL_CAPS in rich
        or NODECOR in rich
    ):
        return _alternated(rich, quotes)
    # Without these marks spans stay as they are: a style's own formatting is not undone.
    before, opens, rest = rich.partition(QUOTE)
    if not opens and QUOTE_END not in rich:
        return rich
    within, closes, behind = rest.partition(QUOTE_END)
    if not closes or QUOTE_END in before or QUOTE in rest or QUOTE_END in behind:
        return _alternated(rich, quotes)
    return before + quotes.open + within + quotes.close + behind


def _alternated(rich: str, quotes: Quotes) -> str:
    pieces = _PIECES.split(rich)
    active = dict.fromkeys(_TOGGLES, False)
    before: list[tuple[tuple[str, bool], ...]] = []
    inner_now: list[bool] = []
    flip = False
    for index in range(1, len(pieces), 2):
        mark = pieces[index]
        flips, flip = flip, mark == FLIP
        if mark in {QUOTE, QUOTE_INNER}:
            inner = not inner_now[-1] if inner_now else mark == QUOTE_INNER
            inner_now.append(inner)
            pieces[index] = quotes.open_inner if inner else quotes.open
        elif mark == QUOTE_END:
            if inner_now:
                pieces[index] = quotes.close_inner if inner_now.pop() else quotes.close
        elif mark == END:
            for kind, was in before.pop() if before else ():
                active[kind] = was
        elif mark == FLIP:
            pieces[index] = ""
        elif mark in _TOGGLES:
            before.append(((mark, active[mark]),))
            undoes = active[mark] and flips
            if undoes:
                pieces[index] = _TOGGLES[mark]
            active[mark] = not undoes
        elif mark in _BACK:
            kind = _BACK[mark]
            before.append(((kind, active[kind]),))
            if not active[kind]:
                pieces[index] = NOCASE  # nothing to undo: a span without a look
            active[kind] = False
        elif mark == NODECOR:
            undone = tuple((kind, True) for kind, is_on in active.items() if is_on)
            before.append(undone)
            active = dict.fromkeys(_TOGGLES, False)
            pieces[index] = _TOGGLES[undone[0][0]] if undone else NOCASE
        elif mark in OPENERS:
            before.append(())
    return "".join(pieces)
