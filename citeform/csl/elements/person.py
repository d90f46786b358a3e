"""One person's name as a style writes it (CSL 1.0.2, "Name", "Name-part Order", "Name-part")."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from citeform.csl.elements.decoration import LETTER, affix, formats, inert
from citeform.csl.initials import initials_with, normalize_initials
from citeform.csl.node import Node
from citeform.csl.person import (
    CAPITALS,
    ONLY_NAMES,
    is_simple_family,
    is_simple_given,
    person_of,
)
from citeform.memo import Memo
from citeform.text.case import apply_case, case_rules

if TYPE_CHECKING:
    from citeform.csl.compiler import Compiler
    from citeform.csl.person import Person
    from citeform.model.names import Name

_STUCK = ("’", "'", "-", "\u00a0")
"""A particle that ends so stands against the name: d'Aubignac, al-Aswany."""


_BLANKS = re.compile("  +")


class PersonWriter:
    """Writes people by the options of one cs:name.

    Called with a person, their place in the list and a level: 0 as the style has it; 1 and 2 show
    more, initials and then the whole given name, to tell people apart.
    """

    def __init__(self, name_node: Node, options: dict[str, str], compiler: Compiler) -> None:
        self.short = options.get("form") == "short"
        self.inverted = options.get("name-as-sort-order", "")
        self.separator = affix(_BLANKS.sub(" ", options.get("sort-separator", ", ")))
        self.separator_of_words = inert(self.separator, LETTER)
        self.mark = options.get("initialize-with")
        self._shorten, self._simple_given = _shortener(self.mark, options, compiler)
        if self.short:
            self._simple_given = _WHOLE  # it says no more than that there is one
        self.demote = compiler.style.get("demote-non-dropping-particle", "display-and-sort")
        self.sorting = compiler.sorting
        self._leads_always = self.sorting or self.inverted == "all"
        self._leads_first = self._leads_always or self.inverted == "first"
        # French, Russian and Czech typography keeps a particle on the line of its name.
        self.particle_blank = "\u00a0" if compiler.locale.tag[:2] in {"fr", "ru", "cs"} else " "
        keeps = self.mark is not None and not {"\u00a0", "\ufeff"}.isdisjoint(self.mark)
        self.initials_blank = self.particle_blank if keeps else " "
        parts = {each.get("name"): each for each in name_node.all("name-part")}
        self.rules = case_rules(compiler.locale.tag)
        self.family_part = _Styling(parts.get("family"), self.rules)
        self.given_part = _Styling(parts.get("given"), self.rules)
        self.bare = self.family_part.bare and self.given_part.bare
        self.recases = any(each.get("text-case") for each in parts.values())
        """Whether the language of a work matters to its names."""
        self._others: dict[str, PersonWriter] = {}

    def for_work_in(self, language: str) -> PersonWriter:
        """This one, or where names are recased one by the rules of a work's language.

        "Smith" in upper case is "SMITH" in a Turkish list of references too.
        """
        rules = case_rules(language) if self.recases and language else self.rules
        if rules == self.rules:
            return self
        if rules not in self._others:
            from copy import copy  # hardly any list is in several languages that differ in case

            other = self._others[rules] = copy(self)
            other.rules = rules
            other.family_part = self.family_part.in_language(rules)
            other.given_part = self.given_part.in_language(rules)
        return self._others[rules]

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels above 0 that a name can be raised to."""
        return (1, 2) if self.mark is not None else (2,)

    def highest_level(self, person: Person) -> int:
        """The highest level at which this person's name shows more than below it."""
        shown = self(person, 0, 0)
        highest = 0
        for level in self.levels if person.given else ():
            text = self(person, 0, level)
            if text != shown:
                highest, shown = level, text
        return highest

    def each(self, names: Sequence[Name], first: int = 0) -> tuple[list[str], bool]:
        """What `self(person, index, 0)` writes of each, and whether all are simple (see `Person`).

        Nearly all are, and nobody needs the people then. `first` is the index of the first name.
        """
        if not self.bare:
            people = map(person_of, names)
            return [self(person, index, 0) for index, person in enumerate(people, first)], False
        written: list[str] = []
        all_simple = True
        givens, short = self._simple_given, self.short
        leads = self._leads_always if first else self._leads_first
        for name in names:
            own = name.__dict__
            family, given = own.get("family", ""), own.get("given", "")
            # What is asked first is true of nearly all of them.
            if (
                ((family.isalpha() and family[0] in CAPITALS) or is_simple_family(family))
                and ((given and len(own) == 2) or own.keys() <= ONLY_NAMES)
                and (not given or (given := givens[given]))
            ):
                if short or not given:
                    text = family
                elif leads:
                    text = family + self.separator_of_words + given
                else:
                    text = self._before_family(given, 0) + family
            else:
                text = self(person_of(name), first + len(written), 0)
                all_simple = False
            written.append(text)
            leads = self._leads_always
        return written, all_simple

    def __call__(self, person: Person, index: int, level: int) -> str:
        """The name of a person, rich text."""
        if person.literal:
            return self.family_part.format(person.literal)
        if not person.family:
            return self.given_part.wrap(self.given_part.format(person.given))
        family, given = self.family_part, self.given_part
        if self.short and level == 0:
            particle = family.format(person.non_dropping)
            text = self._joined(particle, family.format(person.family), person.non_dropping)
            if particle and self._leads_with_family(index) and self._demotes:
                text = self._apart(family.format(person.family), particle)
            return family.wrap(text)
        given_name = given.format(self.given(person, level))
        if person.static or not person.latin:
            between = " " if person.static or person.latin else ""
            name = family.wrap(family.format(person.family))
            return name + between + given.wrap(given_name) if given_name else name
        if self._leads_with_family(index):
            return self._inverted(person, given_name)
        return self._in_order(person, given_name, level)

    def _joined(self, first: str, second: str, bare: str) -> str:
        """A particle and a name with a blank between them, unless the first clings to the second.

        `bare` is the particle without formatting.
        """
        if not first or not second:
            return first or second
        return first + second if bare.endswith(_STUCK) else first + self.particle_blank + second

    def _suffix(self, person: Person) -> str:
        """The suffix, abbreviated as the style abbreviates given names: "Jr" beside "M L"."""
        return person.suffix if self.mark is None else normalize_initials(person.suffix, self.mark)

    def _leads_with_family(self, index: int) -> bool:
        return self._leads_always if index else self._leads_first

    @property
    def _demotes(self) -> bool:
        """Whether a non-dropping particle stands behind when the family name leads."""
        return self.demote == "display-and-sort" or (self.sorting and self.demote == "sort-only")

    def given(self, person: Person, level: int) -> str:
        """The given name as a level shows it: whole, or as initials."""
        given = person.given
        if not given or self.mark is None:
            return given
        if level == 2:
            return normalize_initials(given, self.mark)
        return self._shorten(given)

    def _before_family(self, given_name: str, level: int) -> str:
        """The given name with the blank that parts it from the family name."""
        if not given_name or given_name.endswith("\u00a0"):
            return given_name
        return given_name + (self.initials_blank if level < 2 else " ")

    def _apart(self, family: str, behind: str) -> str:
        """The family name first, and behind the separator what comes after it."""
        separator = self.separator_of_words if family[-1:].isalpha() else self.separator
        return family + separator + behind

    def _in_order(self, person: Person, given_name: str, level: int) -> str:
        """Given name, then particles, family name and suffix as one."""
        family = self.family_part
        particle = family.format(person.non_dropping)
        name = self._joined(particle, family.format(person.family), person.non_dropping)
        name = self._joined(self.given_part.format(person.dropping), name, person.dropping)
        if person.suffix:
            name += (", " if person.comma_suffix else " ") + self._suffix(person)
        given_name, name = self.given_part.wrap(given_name), family.wrap(name)
        return self._before_family(given_name, level) + name

    def _inverted(self, person: Person, given_name: str) -> str:
        """Family name, the separator, then given name and the particles that do not lead."""
        family, given = self.family_part, self.given_part
        demoted = self._demotes
        name, particle = family.format(person.family), family.format(person.non_dropping)
        leading = (given_name, given.format(person.dropping), particle if demoted else "")
        given_name = " ".join(filter(None, leading))
        if not demoted:
            name = self._joined(particle, name, person.non_dropping)
        behind = self.separator.join(filter(None, [given.wrap(given_name), self._suffix(person)]))
        name = family.wrap(name)
        return self._apart(name, behind) if name and behind else name or behind


def _shortener(
    mark: str | None, options: dict[str, str], compiler: Compiler
) -> tuple[Callable[[str], str], Memo[str, str]]:
    """What the style does to given names where it need not tell people apart.

    The second of the two is for those of simple persons, and "" for all others.
    """
    if mark is None:
        return (lambda given: given), _WHOLE
    if options.get("initialize", "true") == "false":

        def normalize(given: str) -> str:
            return normalize_initials(given, mark)

        return normalize, Memo(lambda given: normalize(given) if is_simple_given(given) else "")
    initials = initials_with(mark, compiler.style.get("initialize-with-hyphen", "true") != "false")
    return initials, initials.simple


_WHOLE = Memo[str, str](lambda given: given if is_simple_given(given) else "")


class _Styling:
    """The formatting of a cs:name-part: of each word of its kind, and around all of them."""

    def __init__(self, node: Node | None, language: str) -> None:
        node = node or Node("name-part")
        self._before, self._after = formats(node)
        self._prefix, self._suffix = affix(node.get("prefix")), affix(node.get("suffix"))
        self._case = node.get("text-case")
        self.language = language
        self._plain = not (self._before or self._case)
        self.bare = self._plain and not (self._prefix or self._suffix)
        """Whether it changes nothing."""

    def in_language(self, language: str) -> _Styling:
        """The same by the rules of another language."""
        from copy import copy  # as above

        other = copy(self)
        other.language = language
        return other

    def format(self, text: str) -> str:
        """Font and case of one part."""
        if self._plain or not text:
            return text
        if self._case:
            text = apply_case(text, self._case, self.language)
        return self._before + text + self._after

    def wrap(self, text: str) -> str:
        """Affixes of the whole."""
        return self._prefix + text + self._suffix if text else ""
