"""The last steps: affixes of cite and layout, seams settled, nested markup alternated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citeform.csl.passes.collapse import Piece
from citeform.csl.program import Layout, Program
from citeform.text.flipflop import flip_flop
from citeform.text.markup import parse
from citeform.text.marks import BLOCK, END, INDENT, LEFT_MARGIN, RIGHT_INLINE, SEAM, plain
from citeform.text.punctuation import settle

_EMPTY_BLOCK = re.compile(f"[{BLOCK}{LEFT_MARGIN}{RIGHT_INLINE}{INDENT}](?:[{SEAM} ]*){END}")
_CLINGS_BEFORE = frozenset(" \u00a0’'([“‘-–—/")


def cite_prefix(prefix: str) -> str:
    """A cite's prefix as rich text, with a blank behind it."""
    if not prefix:
        return ""
    rich = parse(prefix)
    return rich if rich[-1:] in _CLINGS_BEFORE else rich + " "


def cite_suffix(suffix: str) -> str:
    """A cite's suffix as rich text, with a blank before it where it begins with a word."""
    if not suffix:
        return ""
    rich = parse(suffix)
    first = plain(rich)[:1]
    return (" " + rich) if first.isalnum() or first in "[(“‘&" else SEAM + rich


def join_cites(pieces: Sequence[Piece], layout: Layout, program: Program) -> str:
    """One citation as finished rich text."""
    out = []
    for piece in pieces:
        text = piece.prefix + piece.text + piece.suffix
        if not text:
            continue
        if out:
            out.append(piece.delimiter)
        out.append(text)
    if not out:
        return ""
    body = layout.before + "".join(out) + layout.after
    return finish(layout.prefix + body + layout.suffix, program)


def finish_entry(text: str, layout: Layout, program: Program) -> str:
    """One bibliography entry as finished rich text."""
    body = layout.before + layout.prefix + text
    if layout.suffix:
        body = _inside_last_block(body, layout.suffix)
    return finish(_EMPTY_BLOCK.sub("", body + layout.after), program)


def _inside_last_block(body: str, suffix: str) -> str:
    """The suffix behind the text, within a display block that the text ends in."""
    if body.endswith(END) and any(mark in body for mark in (BLOCK, RIGHT_INLINE, INDENT, LEFT_MARGIN)):
        return body[:-1] + suffix + END
    return body + suffix


def finish(rich: str, program: Program) -> str:
    """Rich text that an output can print."""
    rich = settle(rich, into_quotes=program.punctuation_in_quote)
    return flip_flop(rich, program.quotes)
