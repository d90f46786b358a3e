"""One person's name as a style writes it (CSL 1.0.2, "Name", "Name-part Order", "Name-part")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citeform.csl.elements.decoration import around
from citeform.csl.initials import initialize, normalize_initials
from citeform.csl.node import Node
from citeform.csl.person import Person
from citeform.text.case import apply_case

if TYPE_CHECKING:
    from citeform.csl.compiler import Compiler

_STUCK = ("’", "'", "-", "\u2019", "\u00a0")


class PersonWriter:
    """Writes people by the options of one cs:name.

    Called with a person, their place in the list and a level: 0 as the style has it; 1 and 2 show
    more, initials and then the whole given name, to tell people apart.
    """

    def __init__(self, name_node: Node, options: dict[str, str], compiler: Compiler) -> None:
        self.short = options.get("form") == "short"
        self.inverted = options.get("name-as-sort-order", "")
        self.separator = options.get("sort-separator", ", ")
        self.mark = options.get("initialize-with")
        self.initialize = options.get("initialize", "true") != "false"
        self.hyphen = compiler.style.get("initialize-with-hyphen", "true") != "false"
        self.demote = compiler.style.get("demote-non-dropping-particle", "display-and-sort")
        self.sorting = compiler.sorting
        parts = {each.get("name"): each for each in name_node.all("name-part")}
        self.family_part = _part(parts.get("family"), compiler)
        self.given_part = _part(parts.get("given"), compiler)

    def highest_level(self, person: Person) -> int:
        """The highest level at which this person's name shows more than below it."""
        if not person.given:
            return 0
        base = self(person, 0, 0)
        if self(person, 0, 2) != self(person, 0, 1):
            return 2
        return 1 if self(person, 0, 1) != base else 0

    def __call__(self, person: Person, index: int, level: int) -> str:
        if person.literal:
            return self._styled(person.literal, self.family_part)
        if self.short and level == 0:
            family = _joined(person.non_dropping, person.family)
            return self._styled(family, self.family_part)
        given = self._given(person, level)
        if person.static or not person.latin:
            between = " " if person.static or person.latin else ""
            family = self._styled(person.family, self.family_part)
            return family + between + self._styled(given, self.given_part) if given else family
        if self.inverted == "all" or (self.inverted == "first" and index == 0) or self.sorting:
            return self._inverted(person, given)
        return self._in_order(person, given)

    def _given(self, person: Person, level: int) -> str:
        """The given name: whole, or as initials."""
        given = person.given
        if not given or self.mark is None:
            return given
        if not self.initialize or level == 2:
            return normalize_initials(given, self.mark)
        return initialize(given, self.mark, self.hyphen)

    def _in_order(self, person: Person, given: str) -> str:
        given = self._styled(_joined(given, person.dropping), self.given_part)
        family = self._styled(_joined(person.non_dropping, person.family), self.family_part)
        text = _joined(given, family)
        if person.suffix:
            text += (", " if person.comma_suffix else " ") + person.suffix
        return text

    def _inverted(self, person: Person, given: str) -> str:
        demoted = self.demote == "display-and-sort" or (self.sorting and self.demote == "sort-only")
        family = person.family if demoted else _joined(person.non_dropping, person.family)
        given = _joined(given, person.dropping)
        if demoted:
            given = _joined(given, person.non_dropping)
        parts = [self._styled(family, self.family_part), self._styled(given, self.given_part), person.suffix]
        return self.separator.join(filter(None, parts))

    @staticmethod
    def _styled(text: str, part: _Styling | None) -> str:
        return part(text) if part is not None and text else text


class _Styling:
    """The formatting of a cs:name-part."""

    def __init__(self, node: Node, compiler: Compiler) -> None:
        self.before, self.after = around(node)
        self.case = node.get("text-case")
        self.language = compiler.locale.tag

    def __call__(self, text: str) -> str:
        if self.case:
            text = apply_case(text, self.case, self.language)
        return self.before + text + self.after


def _part(node: Node | None, compiler: Compiler) -> _Styling | None:
    return _Styling(node, compiler) if node is not None else None


def _joined(first: str, second: str) -> str:
    """Two parts of a name with a blank between them, unless the first clings to the second."""
    if not first or not second:
        return first or second
    return first + second if first.endswith(_STUCK) else f"{first} {second}"
