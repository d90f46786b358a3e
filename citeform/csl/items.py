"""Item: an article made ready for rendering.

The engine reads an item's variables by attribute name (`container_title`). Most articles are ready
as they are. What is prepared here is what citeproc-js's users rely on and CSL leaves open:
variables hidden in the note, particles within names, pages without their own "p.", and the first of
them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from citeform.csl.person import Person, person_of
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.model.vocabulary import TYPES, VARIABLES, Kind

if TYPE_CHECKING:
    from citeform.csl.facts import Facts
    from citeform.model.article import Article

_NOTE_BRACES = re.compile(r"\{:([A-Za-z][-_A-Za-z]*) ?: ?([^{}]*)\}")
_PAGE_LABEL = re.compile(r"[Pp]{1,2}\.\s*(?=\S)|[Pp]ages?\s+(?=\S)")
_P = ("p", "P")
_NOTE_LINE = re.compile(r"([A-Za-z][-_ A-Za-z]*): (.*)")


class Item:
    """One article as the renderer sees it."""

    __slots__ = ("_people", "article", "fields", "id", "language", "shape", "type")

    def __init__(self, article: Article, facts: Facts) -> None:
        self.article = article
        self.id = article.id
        fields: Mapping[str, Any] = article.__dict__
        note = fields.get("note", "")
        if note and ":" in note:
            fields = _with_note_variables(article)
        page = fields.get("page", "")
        if page[:1] in _P:
            page = _PAGE_LABEL.sub("", page)
            fields = {**fields, "page": page}
        if page and facts.ask_first_page and "page_first" not in fields:
            fields = {**fields, "page_first": first_page(page)}
        if "event" in fields or "event_title" in fields:
            name = fields.get("event_title") or fields.get("event")
            fields = {**fields, "event": fields.get("event") or name, "event_title": name}
        self.fields = fields
        self.type: str = fields.get("type", "")
        self.language: str = fields.get("language", "")
        self.shape = facts.of_item(self.type, fields)
        """What a style's questions about a work are answered with for this one."""
        self._people: dict[str, tuple[Person, ...]] = {}

    def people(self, variable: str, count: int | None = None) -> tuple[Person, ...]:
        """The names of a variable, or the first few; particles and all set apart."""
        known = self._people.get(variable, ())
        names = self.fields.get(variable, ())[:count]
        if len(known) < len(names):
            known = self._people[variable] = known + tuple(map(person_of, names[len(known) :]))
        return known if len(known) == len(names) else known[: len(names)]


@lru_cache(maxsize=1024)
def first_page(page: str) -> str:
    """The first of the pages: "12" of "12-15, 18"."""
    match = re.match(r"\s*([^\s,;&–-]+)", page)
    return match[1] if match else page


def _with_note_variables(article: Article) -> dict[str, Any]:
    """Variables given in the note: `{:name: value}` anywhere, or lines `name: value` at its top."""
    fields: dict[str, Any] = dict(article.__dict__)
    kept: list[str] = []
    found: list[tuple[str, str]] = []
    head = True
    for number, line in enumerate(article.note.split("\n")):
        match = _NOTE_LINE.fullmatch(line.strip()) if head else None
        if match and _slot(match[1]):
            found.append((match[1], match[2].strip()))
            continue
        head = head and (bool(match) or number == 0)
        kept.append(line)
    note = "\n".join(kept)
    found += [(each[1], each[2].strip()) for each in _NOTE_BRACES.finditer(note) if _slot(each[1])]
    note = _NOTE_BRACES.sub(lambda match: "" if _slot(match[1]) else match[0], note).strip()
    if not found:
        return fields
    fields["note"] = note
    names: dict[str, list[Name]] = {}
    for label, value in found:
        slot = _slot(label)
        if slot is None or not value:
            continue
        attribute, kind = slot
        if attribute == "type":
            if value in TYPES:
                fields["type"] = value
        elif kind is Kind.NAMES:
            family, bars, given = value.partition("||")
            person = Name(family.strip(), given.strip()) if bars else Name(literal=value)
            names.setdefault(attribute, []).append(person)
        elif kind is Kind.DATE:
            fields[attribute] = Date.parse(value)
        elif not fields.get(attribute):
            fields[attribute] = value
    fields.update({attribute: tuple(people) for attribute, people in names.items()})
    return {name: value for name, value in fields.items() if value}


@lru_cache(maxsize=512)
def _slot(label: str) -> tuple[str, Kind] | None:
    """Attribute and kind that a label in a note stands for, or None."""
    name = label.strip().replace(" ", "-").replace("_", "-")
    if name.lower() == "type":
        return "type", Kind.TEXT
    for candidate in (name, name.lower(), name.upper()):
        variable = VARIABLES.get(candidate)
        if variable is not None:
            return variable.attribute, variable.kind
    return None
