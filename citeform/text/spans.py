"""Finding a span in rich text by the mark that opens it."""

from __future__ import annotations

import re
from typing import NamedTuple

from citeform.text.marks import END, OPENERS

_MARKS = re.compile(f"[{END}{''.join(sorted(OPENERS))}]")


class Span(NamedTuple):
    """Where a span is: `text[start:end]` with its marks, `text[inner_start:inner_end]` without."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def find_span(rich: str, mark: str, start: int = 0) -> Span | None:
    """The first span that `mark` opens at or after `start`, or None."""
    opening = rich.find(mark, start)
    if opening < 0:
        return None
    end = rich.find(END, opening)
    if end >= 0 and rich[opening + 1 : end].isprintable():  # no mark is
        return Span(opening, end + 1, opening + 1, end)
    depth = 0
    for match in _MARKS.finditer(rich, opening):
        depth += -1 if match[0] == END else 1
        if depth == 0:
            return Span(opening, match.end(), opening + 1, match.start())
    return Span(opening, len(rich), opening + 1, len(rich))


def find_spans(rich: str, mark: str) -> list[Span]:
    """All spans that `mark` opens and that are not within one another."""
    spans = []
    found = find_span(rich, mark)
    while found is not None:
        spans.append(found)
        found = find_span(rich, mark, found.end)
    return spans


def inner(rich: str, mark: str) -> str:
    """What the first such span holds; "" where there is none."""
    span = find_span(rich, mark)
    return rich[span.inner_start : span.inner_end] if span else ""
