"""The last steps: affixes of cite and layout, seams settled, nested markup alternated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from citeform.csl.mishaps import close_end
from citeform.text.case import capital
from citeform.text.flipflop import flip_flop
from citeform.text.marks import (
    BLOCK,
    CITATION_NUMBER,
    END,
    INDENT,
    LEFT_MARGIN,
    QUOTE_END,
    RIGHT_INLINE,
    SEAM,
    TERM,
    plain,
)
from citeform.text.markup import parse
from citeform.text.punctuation import settle
from citeform.text.spans import find_span
from citeform.text.together import change_all

if TYPE_CHECKING:
    from citeform.csl.passes.collapse import Piece
    from citeform.csl.program import Layout, Program

_BLOCKS = (BLOCK, LEFT_MARGIN, RIGHT_INLINE, INDENT)
_LEADING_BLANK = re.compile(f"^([{''.join(_BLOCKS)}][\ufdd0-\ufdef]*)( +)")
_BLOCK = re.compile(f"([{''.join(_BLOCKS)}])([{SEAM} ]*{END})?")
"""A display block: what opens it, and what closes it if nothing stands in it."""
_BLANKS = re.compile("  +")
_PUNCTUATION = frozenset(".,;:!?")
_CLINGS_BEFORE = frozenset(" \u00a0’'([“‘-–—/")


def cite_prefix(prefix: str) -> str:
    """A cite's prefix as rich text, with a blank behind it."""
    if not prefix:
        return ""
    rich = parse(prefix)
    if rich[0] in _PUNCTUATION:
        rich = SEAM + rich
    return rich if rich[-1:] in _CLINGS_BEFORE else rich + " "


def cite_suffix(suffix: str) -> str:
    """A cite's suffix as rich text, with a blank before it where it begins with a word."""
    if not suffix:
        return ""
    rich = parse(suffix)
    first = plain(rich)[:1]
    if first.isalnum() or first in "[(“‘&":
        return " " + rich
    return rich if first == "," else SEAM + rich  # an author's own comma is printed where it is


def join_cites(pieces: Sequence[Piece], layout: Layout, program: Program) -> str:
    """One citation as finished rich text."""
    out: list[str] = []
    for piece in pieces:
        text = piece.text if program.tidy else close_end(piece.text)
        if not (text or piece.prefix or piece.suffix):
            continue
        if (
            program.is_note
            and piece.begins
            and (_ends_sentence(piece.prefix) if piece.prefix else not out)
        ):
            text = _capitalize_term(text, program)
        if out and not _begins_with_punctuation(piece.prefix):
            out.append(piece.delimiter)
        suffix = piece.suffix
        if program.tidy and suffix[:1] == "," and plain(text).endswith(","):
            suffix = suffix[1:]
        out.append(piece.prefix + text + suffix)
    if not out:
        return ""
    body = layout.prefix + "".join(out) + layout.suffix
    return finish(layout.before + body + layout.after, program)


_TERM_AT_START = re.compile(rf"[^\w{TERM}]*(?:{TERM}{TERM}[^{TERM}]*)?{TERM}")
"""A term that nothing comes before but its own prefix, which is marked by two marks."""


def _capitalize_term(text: str, program: Program) -> str:
    """A term at the very beginning of a note or an entry begins with a capital: "Ibid."."""
    if TERM not in text:
        return text
    number = find_span(text, CITATION_NUMBER)
    start = number.end if number and not plain(text[: number.start]) else 0
    match = _TERM_AT_START.match(text, start)
    if match is None:
        return text
    at = match.end()
    return text[:at] + capital(text[at : at + 1], program.locale.tag) + text[at + 1 :]


def _ends_sentence(prefix: str) -> bool:
    """Whether a cite's prefix is a sentence of its own, of two words or more."""
    return prefix.rstrip().endswith((".", QUOTE_END)) and " " in prefix.strip()


def _begins_with_punctuation(prefix: str) -> bool:
    return prefix[:1] == SEAM


def finish_entries(texts: Sequence[str], layout: Layout, program: Program) -> list[str]:
    """The entries of a bibliography as finished rich text."""
    if not program.tidy:
        texts = list(map(close_end, texts))
    if not layout.has_blocks:
        before, behind = layout.before + layout.prefix, layout.suffix + layout.after
        begun = [_capitalize_term(text, program) if TERM in text else text for text in texts]
        return _finish_all([before + text + behind for text in begun], program)
    before, behind = layout.before + LEFT_MARGIN + layout.prefix, layout.suffix + END + layout.after
    bodies = [
        before + text[1:-1] + behind
        if layout.is_aligned and _ALIGNED.match(text) and text[-2] != " "
        else _with_affixes(_capitalize_term(text, program), layout, tidy=program.tidy)
        for text in texts
    ]
    return [
        _LEADING_BLANK.sub(r"\2\1", rich) if _LEADING_BLANK.match(rich) else rich
        for rich in _finish_all(bodies, program)
    ]


_ALIGNED = re.compile(
    f"{LEFT_MARGIN}[\ufdd0-\ufdee]*+[^ {TERM}][^{RIGHT_INLINE}{TERM}]*{END}"
    f"{RIGHT_INLINE}[\ufdd0-\ufdee]*+\\w"
)
"""A first field and others behind it, to which nothing happens at the edges of their blocks: the one
begins with no blank and the others with a word, and that is not a term."""


_MARK_AT_BLOCK = re.compile(
    f"{END}([{''.join(_BLOCKS)}])([\ufdd1-\ufde5\ufde7-\ufdef]*){SEAM}([.,;:!?]) ?"
)
"""A prefix that begins with punctuation, at the beginning of a block behind another one."""


def _with_affixes(text: str, layout: Layout, *, tidy: bool) -> str:
    """An entry with blocks within the affixes of its layout, each in the block where it belongs."""
    if text[:1] == LEFT_MARGIN:  # a bracket before a number stands in the margin with it
        body = layout.before + LEFT_MARGIN + layout.prefix + text[1:]
    else:
        body = layout.before + layout.prefix + text
    blocks = _BLOCK.findall(body)
    if not blocks:
        return body + layout.suffix + layout.after
    # A mark stands behind what is before it, not at the head of the next block.
    if len(blocks) > 1:
        body = _MARK_AT_BLOCK.sub(rf"{SEAM}\3{END}\1\2", body)
    if body.endswith(END):
        # Nothing goes behind a number in the margin; by the letter, behind no first field alone there.
        any_text = tidy or not layout.is_aligned
        in_margin = blocks[-1][0] == LEFT_MARGIN
        bare = in_margin and not (any_text and re.search(r"[^\W\d]", plain(body)))
        suffix = "" if bare else layout.suffix
        body = _inside_last_block(body, suffix)
    else:
        body += layout.suffix
    body += layout.after
    return _BLOCK.sub(_unless_empty, body) if any(map(itemgetter(1), blocks)) else body


def _unless_empty(block: re.Match[str]) -> str:
    return "" if block[2] else block[0]


def _inside_last_block(body: str, suffix: str) -> str:
    """The suffix behind the text, within a display block that the text ends in."""
    inside = body[:-1] + suffix
    text = inside.rstrip(" ")
    return text + END + inside[len(text) :]


def finish(rich: str, program: Program) -> str:
    """Rich text that an output can print."""
    return flip_flop(_settle(rich, program), program.quotes)


def _finish_all(texts: Sequence[str], program: Program) -> list[str]:
    """The same for each of many."""
    settled = change_all(texts, lambda rich: _settle(rich, program))
    return [flip_flop(rich, program.quotes) for rich in settled]


def _settle(rich: str, program: Program) -> str:
    """Rich text without seams and, in a tidy style, with no blank beside another."""
    rich = settle(
        rich.replace(TERM, ""), into_quotes=program.punctuation_in_quote, tidy=program.tidy
    )
    return _BLANKS.sub(" ", rich) if program.tidy and "  " in rich else rich
