"""Where the blocks of a .bib text begin: bibtexparser's splitter, with its slips mended.

bibtexparser finds every `@entry{…}`, `@string`, `@preamble` and `@comment` and keeps going after
one that is broken. What it makes of their inside is not used: `citeform.formats.bibtex.syntax`
parses each block itself, with the position of every part.

Where a block is plainly whole, braces balanced and no line within it that begins another, there is
nothing to decide, and one regular expression finds its end. That is most of most files, and it
halves the time of reading them; from the first block that is not so, bibtexparser takes over.
"""

from __future__ import annotations

import logging
import re
from typing import NamedTuple


class Block(NamedTuple):
    """A block: where its "@" is, where the next block (or the text) begins or ends, what it is."""

    start: int
    limit: int
    kind: str
    """"entry", "string", "preamble", "comment", or "commented-out": an entry behind a `%`."""
    failed: bool
    """Whether bibtexparser could not make sense of it."""


_WORD = re.compile(r"@\s*+(\w*)\s*+[{(]")
_SPREAD_WORD = re.compile(r"^[ \t]*(@\s*+\w+\s*+[{(])", re.MULTILINE)
_WORD_WITH_SOMETHING = re.compile(r"@\w*[ \t]*+[{(](?=[^@,=})]*+[,=})])")
_GROUP = r"\{[^{}]*+\}"
for _ in range(5):
    _GROUP = rf"\{{(?:[^{{}}]++|{_GROUP})*+\}}"
_WHOLE = re.compile(rf"@\w+[ \t]*+{_GROUP}")
"""A block whose braces balance, up to six within each other."""
_KINDS = {"string": "string", "preamble": "preamble", "comment": "comment"}
_SHORTEST = 12
"""Fewer characters for each "@" than this are no entries."""
_BRACE = re.compile(r"[{}]")


def split(text: str) -> list[Block]:
    """The blocks of the text, in order. Lines end in LF (`parse` sees to that)."""
    kept: list[tuple[int, str, bool]] = []
    hidden_until = 0
    budget = 4 * len(text)  # what may be spent on looking for the ends of comments
    for start, failed in _starts(text):
        if start < hidden_until:
            continue
        word = _WORD.match(text, start)
        kind = _KINDS.get(word[1].lower(), "entry") if word else "entry"
        if _is_commented_out(text, start):
            kept.append((start, "commented-out" if kind == "entry" else "comment", failed))
            continue
        if kind == "comment" and failed and word and budget > 0:
            # A comment around whole entries: bibtexparser reads them, biber and people do not.
            hidden_until = _end_of_group(text, word.end() - 1) or 0
            budget -= (hidden_until or len(text)) - start
        kept.append((start, kind, failed))
    limits = [*(start for start, _, _ in kept[1:]), len(text)][: len(kept)]
    return [
        Block(start, limit, kind, failed)
        for (start, kind, failed), limit in zip(kept, limits, strict=True)
    ]


def _starts(text: str) -> list[tuple[int, bool]]:
    """Offset of every block and whether bibtexparser failed on it."""
    found: list[tuple[int, bool]] = []
    position = 0
    while True:
        start = text.find("@", position)
        if start < 0:
            return found
        whole = _WHOLE.match(text, start)
        if whole is not None and text.find("\n@", start, whole.end()) < 0:
            found.append((start, False))
            position = whole.end()
        elif _WORD.match(text, start) is None:
            position = start + 1  # an address, a name: no block
        else:
            rest = text[start:] if start else text
            return found + [(start + offset, failed) for offset, failed in _parsed(rest)]


def _parsed(text: str) -> list[tuple[int, bool]]:
    """As `_starts`, by bibtexparser."""
    count = text.count("@")
    if not count:
        return []
    if count > 1000 and count * _SHORTEST > len(text):
        # No library: bibtexparser would keep an exception with its traceback for each of these.
        return [(match.start(), True) for match in _WORD_WITH_SOMETHING.finditer(text)]
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateFieldKeyBlock, ImplicitComment, ParsingFailedBlock

    _silence()
    found: list[tuple[int, bool]] = []
    position = 0
    for block in parse_string(text, parse_stack=[]).blocks:
        kind = type(block)
        if kind is ImplicitComment:
            continue
        raw = block.raw or ""
        start = text.find("@", position)
        if not text.startswith(raw, start):
            start = text.find(raw, position)
        if start < 0:  # cannot happen while blocks come in order; better a block less than a crash
            continue
        if "@" in text[position:start]:
            # What BibTeX allows and bibtexparser does not: a line feed behind the "@" or the type.
            spread = _SPREAD_WORD.finditer(text, position, start)
            found += [(match.start(1), True) for match in spread]
        failed = isinstance(block, ParsingFailedBlock) and kind is not DuplicateFieldKeyBlock
        failed = failed and getattr(block, "ignore_error_block", None) is None
        found.append((start, failed))
        position = start + 1 if failed else start + len(raw)
    found += [(match.start(1), True) for match in _SPREAD_WORD.finditer(text, position)]
    return found


def _is_commented_out(text: str, start: int) -> bool:
    """Whether a `%` stands before the block in its line; biber skips it, BibTeX would read it."""
    line = text.rfind("\n", max(start - 200, 0), start) + 1
    before = text[line:start].strip() if line or start < 200 else ""
    return before.startswith("%") and "{" not in before


def _end_of_group(text: str, position: int) -> int | None:
    """The offset behind the brace that closes the one at `position`; None where none does."""
    if text[position] != "{":
        return None
    depth = 0
    for brace in _BRACE.finditer(text, position):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return None


def _silence() -> None:
    """Bibtexparser logs what it cannot parse; those places get diagnostics of ours."""
    logger = logging.getLogger("bibtexparser")
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.CRITICAL)
