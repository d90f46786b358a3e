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
