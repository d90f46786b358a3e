"""CSL's inline markup in field texts, to rich text (CSL 1.0.2, "Rich Text Markup within Fields").

Six tags are known; they count only where they are balanced, everything else is plain text. Straight
and typographic quotation marks become quotations, so that the locale can choose their form and
nested ones alternate; an apostrophe becomes a typographic one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citeform.text.marks import (
    ANY,
    BOLD,
    END,
    FLIP,
    ITALIC,
    NOCASE,
    NODECOR,
    QUOTE,
    QUOTE_END,
    QUOTE_INNER,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
    clean,
)

_TAG = r"""</?(?:i|b|sc|sup|sub)>|</span>
      |<span\s+class=["'](?:nocase|nodecor)["']\s*>
      |<span\s+style=["']\s*font-variant:\s*small-caps;?\s*["']\s*>"""
Marks = tuple[str, str, str, str]
"""Quotation marks of a locale: open, close, and of a quotation within one: open, close."""
ENGLISH: Marks = ("“", "”", "‘", "’")


@lru_cache(maxsize=128)
def _tokens(marks: Marks) -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """What is looked for in a field; what opens a quotation, and what closes which.

    A locale's straight marks are known anyway. Where one mark both opens and closes, as in Swedish,
    it cannot be told which it does.
    """
    pairs = [pair for pair in (marks[:2], marks[2:]) if pair[0] != pair[1] and all(pair)]
    pairs = [pair for pair in pairs if not {"'", '"'} & set(pair)]
    opens = {opening: opening for opening, _ in pairs}
    closes = {closing: opening for opening, closing in pairs}
    typographic = "".join(f"|{re.escape(mark)}" for mark in {**opens, **closes})
    return re.compile(f"{_TAG}|[\"']{typographic}", re.VERBOSE), opens, closes


_OPENING = {
    "<i>": ITALIC,
    "<b>": BOLD,
    "<sc>": SMALL_CAPS,
    "<sup>": SUPERSCRIPT,
    "<sub>": SUBSCRIPT,
}
_CLOSING = {
    "</i>": "i",
    "</b>": "b",
    "</sc>": "sc",
    "</sup>": "sup",
    "</sub>": "sub",
    "</span>": "span",
}
_TYPOGRAPHIC = "“”‘„‚«»‹›《》〈〉「」『』"
_RARE = re.compile(f"[<\"'’{_TYPOGRAPHIC}\ufdd0-\ufdef]")
"""Without these and blanks before high punctuation nothing happens to a text."""
_NOCASE_SPAN = re.compile('<span class="nocase">([^<>]*)</span>')
"""The commonest markup of all, as BibTeX's braces come to it, with nothing but words within."""
_QUOTE_OR_TAG = re.compile(f'[<"{_TYPOGRAPHIC}]')
_MARK = re.compile(ANY)
_LOOSE = re.compile(r"['’](?:(?<!\w['’])|(?!\w))")
"""An apostrophe that may be a quotation mark: not within a word."""
_APOSTROPHES = frozenset("\"'’")
"""Marks that close a quotation only where they stand as one that does."""
_BEFORE_OPENING = frozenset(" \t\n\u00a0\u202f([{-–—/“‘«")
_AFTER_CLOSING = frozenset(" \t\n\u00a0)]}-–—/”’\"'»,.;:!?")


_SPACED = re.compile(r" ([:;?!»])")


def parse(text: str, marks: Marks = ENGLISH) -> str:
    """Field text as rich text.

    `marks` are the locale's quotation marks: those are taken for quotations where they are found,
    and others stay as they were typed.
    A blank before high punctuation, as French has it, becomes one that does not break.
    """
    is_ascii = text.isascii()
    if is_ascii:
        is_plain = not ("<" in text or '"' in text or "'" in text)
    else:
        is_plain = not _RARE.search(text)
    if is_plain:
        return _spaced(text) if _SPACED.search(text) else text
    if not is_ascii and _MARK.search(text):
        return _parsed(text, marks)
    bare = _with_nocase(text) if "<" in text else text
    has_apostrophe = "'" in bare or "’" in bare
    if _QUOTE_OR_TAG.search(bare) or (has_apostrophe and _LOOSE.search(bare)):
        return _parsed(text, marks)
    return _spaced(bare.replace("'", "’"))


def _with_nocase(text: str) -> str:
    """The text with marks for the spans of words that keep their case."""
    pieces = _NOCASE_SPAN.split(text)
    pieces[1::2] = [NOCASE + words + END for words in pieces[1::2]]
    return "".join(pieces)


@lru_cache(maxsize=8192)
def _parsed(text: str, marks: Marks) -> str:
    return _parse(clean(_spaced(text)), marks)


def _spaced(text: str) -> str:
    return _SPACED.sub("\u202f\\1", text).replace("« ", "«\u202f")


def _parse(text: str, marks: Marks) -> str:
    """Pair up tags and quotes with one stack; what finds no partner stays as it is."""
    tokens, opens, closes = _tokens(marks)
    pieces: list[str] = []
    open_tokens: list[tuple[str, int]] = []  # (kind, index in pieces)
    position = 0
    for match in tokens.finditer(text):
        pieces.append(text[position : match.start()])
        position = match.end()
        token = match[0]
        pieces.append(token)
        index = len(pieces) - 1
        if token in _OPENING:
            open_tokens.append((token[1:-1], index))
        elif token.startswith("<span"):
            open_tokens.append(("span", index))
        elif token in _CLOSING:
            opener = _take(open_tokens, _CLOSING[token])
            if opener is not None:
                pieces[opener] = _mark_of(pieces[opener])
                pieces[index] = END
        else:
            found = opens.get(token)
            if found is not None:
                open_tokens.append((found, index))
                continue
            kind = closes.get(token, token)
            opener = _quote(kind, text, match, pieces, open_tokens)
            if opener is not None:
                pieces[opener] = QUOTE_INNER if token in closes and kind == marks[2] else QUOTE
                pieces[index] = QUOTE_END
    pieces.append(text[position:])
    for kind, index in open_tokens:
        if kind == "'":
            pieces[index] = "’"
    return "".join(pieces)


def _mark_of(tag: str) -> str:
    if tag.startswith("<span"):
        return NOCASE if "nocase" in tag else NODECOR if "nodecor" in tag else FLIP + SMALL_CAPS
    return FLIP + _OPENING[tag]


def _take(open_tokens: list[tuple[str, int]], kind: str) -> int | None:
    """Take the nearest open token of that kind off the stack, and what was opened within it."""
    for depth in range(len(open_tokens) - 1, max(len(open_tokens) - 32, -1), -1):
        if open_tokens[depth][0] == kind:
            index = open_tokens[depth][1]
            del open_tokens[depth:]
            return index
    return None


def _quote(
    kind: str,
    text: str,
    match: re.Match[str],
    pieces: list[str],
    open_tokens: list[tuple[str, int]],
) -> int | None:
    """A straight mark, an apostrophe or a closing mark: where what it closes was opened, or None.

    A straight one that may open a quotation is put on the stack.
    """
    token = match[0]
    before = _neighbour(text, match.start() - 1, -1)
    after = _neighbour(text, match.end(), 1)
    index = len(pieces) - 1
    opens = not before or before in _BEFORE_OPENING
    if before in {"'", '"'}:
        opens = bool(open_tokens) and open_tokens[-1][1] == index - 2
    can_open = opens and after not in {"", " ", "\u00a0"}
    can_close = before not in {"", " ", "\u00a0"} and (not after or after in _AFTER_CLOSING)
    if can_close or token not in _APOSTROPHES:
        opener = _take_quote(open_tokens, kind)
        if opener is not None:
            return opener
    if token in {'"', "'"} and can_open:
        open_tokens.append((kind, index))
    elif token == "'":
        pieces[index] = "’"
    return None


def _take_quote(open_tokens: list[tuple[str, int]], kind: str) -> int | None:
    """As `_take`, but a quotation does not reach out of the tag it stands in."""
    for depth in range(len(open_tokens) - 1, max(len(open_tokens) - 32, -1), -1):
        if open_tokens[depth][0] == kind:
            index = open_tokens[depth][1]
            del open_tokens[depth:]
            return index
        if open_tokens[depth][0] not in {"'", "‘"}:
            return None
    return None


def _neighbour(text: str, index: int, step: int) -> str:
    """The next character that is not part of a tag; "" at either end."""
    while 0 <= index < len(text):
        character = text[index]
        if step < 0 and character == ">":
            opening = text.rfind("<", max(index - 48, 0), index)
            if opening >= 0 and _tokens(ENGLISH)[0].fullmatch(text, opening, index + 1):
                index = opening - 1
                continue
        elif step > 0 and character == "<":
            tag = _tokens(ENGLISH)[0].match(text, index)
            if tag:
                index = tag.end()
                continue
        return character
    return ""
