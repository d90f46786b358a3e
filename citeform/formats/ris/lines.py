"""RIS, line by line: what counts as a tag."""

from __future__ import annotations

import re

from citeform.formats.ris.tables import KNOWN_TAGS
from citeform.formats.tagged import Grammar

_LENIENT = re.compile(r"[ \t]*([A-Za-z][A-Za-z0-9])([ \t]*)-(?:[ \t]+(\S.*)?|(?=\S)(.*)|$)")


def split_line(line: str) -> tuple[str, str] | None:
    """Tag and value, or None for a line without a tag.

    `XX  - value` with any tag; a tag that is known also with fewer or more blanks or indented
    (`TY - JOUR`, a tabulator). In lower case the two blanks are needed, or "is - or was -" in the
    middle of a folded abstract would be one.
    """
    match = _LENIENT.match(line)
    if match is None:
        return ("ER", "") if line.strip() == "ER" else None
    tag, blanks, spaced, attached = match.groups()
    upper = tag.upper()
    if tag != upper and blanks != "  ":
        return None
    if upper not in KNOWN_TAGS and (blanks != "  " or line[0] in " \t" or attached):
        return None
    if attached and blanks != "  ":
        return None
    return upper, (spaced or attached or "").strip()


GRAMMAR = Grammar(
    split_line,
    first=frozenset({"TY"}),
    last=frozenset({"ER"}),
    regular=(2, "  - ", KNOWN_TAGS),
)

_TAG = re.compile(r"\n([A-Z][A-Z0-9])  -(?: |(?=\n))")
"""The end of a line, and a tag spelt as it should be."""


_SUSPECT = re.compile(r"\n[ \t]*(?:[A-Za-z][A-Za-z0-9][ \t]*-|(?:ER|\d+\.*)[^\S\n]*(?:\n|\Z))")
"""A line that goes on with a value and may be a tag, the end or a record's number instead."""


def regular(part: str) -> tuple[str, list[str], list[str], int] | None:
    """The record that a part is, if every tag in it is spelt as it should be; else None.

    The value of TY, the tags behind it without ER, and their values; last, how many lines below TY
    the first tag behind ER stands, 0 for none.
    Nearly all records are such, and cutting them at the tags takes half the time that it takes to
    look at every line. What comes out is what `scan` would give.
    """
    pieces = _TAG.split(part)
    kind, tags, rest = pieces[0], pieces[1::2], pieces[2::2]
    if kind[:6] != "TY  - " or "\n" in kind or "ER" not in tags:
        return None
    values = [*map(str.strip, rest)]
    if values[-1] or part.count("\n") > len(tags) + rest[-1].count("\n"):
        rest[-1] = _without_number(tags[-1], rest[-1])
        for place in [place for place, piece in enumerate(rest) if "\n" in piece]:
            unfolded = _unfolded(tags[place], rest[place])
            if unfolded is None:
                return None
            values[place] = unfolded
    late = 0
    end = tags.index("ER")
    del tags[end], values[end]
    if end < len(tags):
        if "ER" in tags:
            return None
        late = end + 2 + sum(piece.count("\n") for piece in rest[: end + 1])
    return kind[6:].strip(), tags, values, late


def _without_number(tag: str, piece: str) -> str:
    """What stands behind the last tag, without the number of the record to come."""
    before, _, last = piece.rstrip().rpartition("\n")
    is_number = last.strip().rstrip(".").isdigit()
    return before if is_number and (tag == "ER" or before.endswith("\n")) else piece


def _unfolded(tag: str, piece: str) -> str | None:
    """A value over several lines; None where one of them is no part of it."""
    lines = piece.split("\n")
    if tag == "ER":
        return None if any(map(str.strip, lines[1:])) else ""
    if _SUSPECT.search(piece):
        for line in lines[1:]:
            text = line.strip()
            if text == "ER" or text.rstrip(".").isdigit() or split_line(line) is not None:
                return None
    return "\n".join(filter(None, map(str.strip, lines)))


def tag_lines(part: str, line: int) -> list[int]:
    """The lines of the tags that `regular` finds in a part that begins there."""
    _, *pieces = _TAG.split(part)
    lines: list[int] = []
    for tag, piece in zip(pieces[::2], pieces[1::2], strict=True):
        line += 1
        if tag != "ER":
            lines.append(line)
        line += piece.count("\n")
    return lines
