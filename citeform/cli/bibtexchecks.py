"""What `citeform check` sees in a .bib text beyond its records: where fields are, bare specials.

A record knows what a field says, the text knows where it stands and how it is spelt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from citeform.diagnostics import CODES, Diagnostic
from citeform.formats.bibtex import parse
from citeform.formats.bibtex.fields import NAME_FIELDS, READING, VERBATIM_FIELDS

if TYPE_CHECKING:
    from citeform.formats.bibtex.tree import EntryNode, Tree

CODE = "bibtex.special"
_ELSEWHERE = {
    "container_title": ("journal", "journaltitle", "booktitle", "maintitle"),
    "issued": ("date", "year", "month"),
    "publisher": ("publisher", "institution", "school", "organization", "howpublished"),
    "number": ("number", "eid"),
    "issue": ("number", "issue"),
    "collection_number": ("number", "volume"),
    "language": ("langid", "language"),
    "page": ("pages", "eid"),
}
"""Variables whose field depends on the type of entry, and the fields to look in."""

_PRINTED = NAME_FIELDS | {
    *("title", "subtitle", "booktitle", "booksubtitle", "maintitle", "journal", "journaltitle"),
    *("series", "publisher", "institution", "school", "organization", "address", "location"),
    *("edition", "volume", "number", "howpublished", "note", "chapter", "type", "venue"),
}
"""Fields that styles print, so that LaTeX sees what stands in them."""

_SKIPPED_OR_SPECIAL = re.compile(
    r"\\(?:url|href|path|nolinkurl|verb)\s*\{[^{}]*\}|\\\([^)]{0,1000}\\\)|\\.|\$[^$]*\$|([&%#_])",
    re.DOTALL,
)
"""What may hold them (addresses, math), what is escaped; and in a group the bare ones."""


def located(tree: Tree, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings with the places of their fields instead of their entries'."""
    entries = {entry.line: entry for entry in reversed(tree.entries)}
    return [_located(each, entries.get(each.line)) for each in found]


def specials(tree: Tree, file: str) -> Iterator[Diagnostic]:
    """An "&", "%", "#" or "_" that is not escaped where LaTeX will read it."""
    for entry in tree.entries:
        for name, value in entry.items():
            bare = _bare(name, value)
            if bare:
                place = entry.place_of(name)
                yield Diagnostic(
                    CODE,
                    f"{bare!r} in {name} is not escaped",
                    CODES[CODE][0],
                    file,
                    *place,
                    hint=f"write \\{bare}",
                    record=entry.key,
                )


def lines_with_specials(tree: Tree) -> set[int]:
    """The lines in which entries begin that have such a character."""
    return {
        entry.line
        for entry in tree.entries
        if any(_bare(name, value) for name, value in entry.items())
    }


def escaped(text: str) -> str:
    """The text with those characters escaped."""
    tree = parse(text)
    for entry in tree.entries:
        for name, value in list(entry.items()):
            if _bare(name, value):
                entry[name] = _SKIPPED_OR_SPECIAL.sub(
                    lambda match: f"\\{match[0]}" if match[1] else match[0], value
                )
    return str(tree)


def _bare(name: str, value: str) -> str:
    """The first special character that is not escaped, in a field that is printed; or ""."""
    if name.lower() not in _PRINTED or name.lower() in VERBATIM_FIELDS:
        return ""
    found = next((each[1] for each in _SKIPPED_OR_SPECIAL.finditer(value) if each[1]), "")
    # An address in a note has them by right, and how it is to be printed nobody can tell.
    return "" if "://" in value else found


def _located(found: Diagnostic, entry: EntryNode | None) -> Diagnostic:
    if entry is None or not found.field:
        return found
    for name in entry:
        row = READING.get(name.lower())
        if name.lower() in _ELSEWHERE.get(found.field, ()) or (row and row[0] == found.field):
            line, column = entry.place_of(name)
            return found._replace(line=line, column=column)
    return found
