"""RIS, line by line: what counts as a tag."""

from __future__ import annotations

import re

from citeform.formats.ris.tables import KNOWN_TAGS
from citeform.formats.tagged import Grammar

_LENIENT = re.compile(r"[ \t]*([A-Za-z][A-Za-z0-9])([ \t]*)-(?:\s+(\S.*)?|(\S.*)|$)")


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

_BEGIN = "TY  - "
_END = "\nER  -"
_TAG = re.compile(r"\n([A-Z][A-Z0-9])  -(?: |(?=\n|\Z))")
"""The end of a line, and a tag spelt as it should be."""

_SUSPECT = re.compile(r"\n[ \t]*(?:[A-Za-z][A-Za-z0-9][ \t]*-|(?:ER|\d+\.*)[^\S\n]*(?:\n|\Z))")
"""A line that goes on with a value and may be a tag, the end or a record's number instead."""


def regular(part: str, lines: int) -> tuple[str, list[str], list[str]] | None:
    """The record that a part is, if every tag in it is spelt as it should be; else None.

    The value of TY, the tags behind it without ER, and their values; `lines` is how many line ends
    there are in the part. Nearly all records are such, and cutting them at the tags takes half the
    time that it takes to look at every line. What comes out is what `scan` would give.
    """
    record, end, behind = part.rpartition(_END)
    number = behind.strip()  # of the record to come
    if not end or "\nER" in record or (number and not number.rstrip(".").isdigit()):
        return None
    pieces = _TAG.split(record)
    kind, tags, rest = pieces[0], pieces[1::2], pieces[2::2]
    if not kind.startswith(_BEGIN) or "\n" in kind:
        return None
    values = [*map(str.strip, rest)]
    if lines - behind.count("\n") > len(tags) + 1:
        for place in [place for place, piece in enumerate(rest) if "\n" in piece]:
            unfolded = _unfolded(rest[place])
            if unfolded is None:
                return None
            values[place] = unfolded
    return kind[len(_BEGIN) :].strip(), tags, values


def _unfolded(piece: str) -> str | None:
    """A value over several lines; None where one of them is no part of it."""
    lines = piece.split("\n")
    if _SUSPECT.search(piece):
        for line in lines[1:]:
            text = line.strip()
            if text == "ER" or text.rstrip(".").isdigit() or split_line(line) is not None:
                return None
    return "\n".join(filter(None, map(str.strip, lines)))


def tag_lines(part: str, line: int) -> list[int]:
    """The lines of the tags that `regular` finds in a part that begins there."""
    _, *pieces = _TAG.split(part.rpartition(_END)[0])
    lines: list[int] = []
    for piece in pieces[1::2]:
        line += 1
        lines.append(line)
        line += piece.count("\n")
    return lines
