"""An article in the making, for formats whose records are lists of tags: no value is ever lost.

The first value of a field counts; what comes again and says something else, and what has no field,
is kept by its tag for `Article.custom`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from citeform.formats.languagecodes import language_tag
from citeform.formats.serials import sort_serials
from citeform.formats.tagged import one_line
from citeform.identifiers import doi
from citeform.model.article import Article
from citeform.model.record import frozen_texts

if TYPE_CHECKING:
    from citeform.model.names import Name

IN_LINES = frozenset({"abstract", "annote", "note"})
"""Texts whose lines are kept; all others are put on one line."""


class Gathering:
    """The fields found so far, and what is kept aside."""

    __slots__ = ("aside", "fields")

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.aside: dict[str, list[str]] = {}

    def keep(self, tag: str, value: str) -> None:
        """Keep a value for `custom`."""
        self.aside.setdefault(tag, []).append(value)

    def put(self, attribute: str, tag: str, value: Any) -> bool:
        """Set a field; where it is set already, keep what differs. Whether the field has it now."""
        if isinstance(value, str) and "\n" in value and attribute not in IN_LINES:
            value = one_line(value)
        if not value:
            return True
        if attribute == "language":
            value = language_tag(value)
        if self.fields.setdefault(attribute, value) == value:
            return True
        self.keep(tag, str(value))
        return False

    def people(self, attribute: str, names: Iterable[Name]) -> None:
        """Add to a list of names."""
        self.fields.setdefault(attribute, []).extend(names)

    def lines(self, attribute: str, value: str) -> None:
        """Add a line to a text."""
        before = self.fields.get(attribute)
        self.fields[attribute] = f"{before}\n{value}" if before else value

    def serials(self, tag: str, values: Iterable[str], instead: str = "") -> None:
        """Put ISSNs and ISBNs where they belong, by the type found so far; keep what is neither.

        `instead` is as for `sort_serials`.
        """
        found, rest = sort_serials(tuple(values), self.fields["type"], instead)
        for attribute, value in found:
            self.put(attribute, tag, value)
        for value in rest:
            self.keep(tag, value)

    def doi(self, tag: str, value: str) -> bool:
        """Set the DOI that the value is; keep a value that is none. Whether it is one."""
        number = doi.normalize(value)
        if number:
            self.put("doi", tag, number)
        else:
            self.keep(tag, value)
        return bool(number)

    def article(self, name: str) -> Article:
        """The finished article; `name` is the format's, for `custom`."""
        if self.aside:
            self.fields["custom"] = frozen_texts(name, self.aside)
        return Article(**self.fields)
