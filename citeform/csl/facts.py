"""Facts: what a style asks of a cite before it renders it, as the bits of one number.

A condition of cs:choose asks for the type of a work, whether a variable is there, is numeric or
uncertain, or where the cite stands; an element asks whether its variable is there. None of this
changes while a cite is rendered. So every question of a style is a bit, the answers for one cite
are a number, its *shape*, and the renderers are compiled for a shape (`citeform.csl.compiler`): a
branch that is not taken and an element whose variable is missing are not there any more. Real
records come in few shapes.

1. `Facts.mask` numbers the questions of a node, everything that it calls included.
2. `Facts.of_item` answers those that a work alone decides; `Item` keeps the answer.
3. `Facts.of_cite` gives the tests for the others: locator, position, what the processor numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from citeform.csl.context import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT
from citeform.csl.numeric import is_numeric
from citeform.memo import Memo
from citeform.model.dates import Date
from citeform.model.vocabulary import VARIABLES, Kind

if TYPE_CHECKING:
    from citeform.csl.context import CiteContext
    from citeform.csl.node import Node

Question = tuple[str, str]
"""An attribute of cs:if and one of its values: ("is-numeric", "edition")."""
Check = tuple[str, Callable[[Any], bool], int]
"""A field, how it answers, and the bit of the question."""
Test = Callable[["CiteContext"], object]

CONDITIONS = ("type", "variable", "is-numeric", "is-uncertain-date", "locator", "position")
"""The attributes of cs:if that ask for facts; the order is that in which they are looked at."""

POSITIONS = ("first", "subsequent", "ibid", "ibid-with-locator", "near-note")
"""What position may be asked for."""

_NEVER_MISSING = frozenset({"citation-label", "year-suffix"})
"""Variables that are made up, or whose absence says nothing to the group around them."""
_MOST = 10_000


class Body(NamedTuple):
    """What there is in an element and below it, the macros that are called there left aside."""

    mask: int
    """The bits of all that is asked."""
    calls: Sequence[str]
    """The names of these macros, in order."""
    printed: frozenset[str]
    """The variables that cs:text and cs:number print."""


class Facts:
    """The questions of one style, numbered as they come up; a table of who answers each."""

    def __init__(self, root: Node) -> None:
        self.macros = {node.get("name"): node for node in root.all("macro")}
        self._areas = [node for node in root.children if node.tag in {"citation", "bibliography"}]
        self._bodies = Memo(self._body)
        self._bits: dict[Question, int] = {}
        self._types: dict[str, int] = {}
        self._present: dict[str, int] = {}
        self._checks: list[Check] = []
        self._tests: list[tuple[int, Test]] = []
        self._locator_tests: list[tuple[int, Test]] = []
        self._there: dict[tuple[str, ...], tuple[int, list[Check]]] = {}
        """Names of fields to the bits of those that are asked for, and what is to be checked."""
        self.ask_first_page = False
        """Whether the style asks for `page-first`, which is made of the pages for it."""

    # -------------------------------------------------------------- 1. numbering

    def bit(self, attribute: str, value: str) -> int:
        """The number of a question, a power of two."""
        question = attribute, value
        bit = self._bits.get(question)
        if bit is None:
            bit = self._bits[question] = 1 << len(self._bits)
            self._there.clear()
            self._file(attribute, value, bit)
        return bit

    def mask(self, node: Node) -> int:
        """The bits of all that a node asks, its descendants and the macros they call too."""
        mask = 0
        for body in self._reached(node):
            mask |= body.mask
        return mask

    def presence(self, node: Node) -> int:
        """The bits of which one has to be set for an element to print its variable; 0 for any."""
        mask = 0
        for question in _questions(node):
            mask |= self.bit(*question)
        return mask

    def prints(self, area: Node, variable: str) -> bool:
        """Whether the area's layout prints a variable, through its macros too."""
        layout = area.child("layout")
        return layout is not None and any(
            variable in body.printed for body in self._reached(layout)
        )

    def _reached(self, node: Node) -> Iterator[Body]:
        """The bodies of a node and of all macros that it calls, directly or through others."""
        pending, called = [node], set[str]()
        while pending:
            body = self._bodies[pending.pop()]
            yield body
            new = [name for name in body.calls if name in self.macros and name not in called]
            called.update(new)
            pending += [self.macros[name] for name in new]

    def _body(self, node: Node) -> Body:
        mask, calls, printed = 0, dict[str, None](), set()
        for each in node.walk():
            attributes = each.attributes
            if not attributes:
                continue
            for question in _questions(each):
                mask |= self.bit(*question)
            if "macro" in attributes:
                calls[attributes["macro"]] = None
            if "variable" in attributes and each.tag in {"text", "number"}:
                printed.add(attributes["variable"])
        return Body(mask, tuple(calls), frozenset(printed))

    @cached_property
    def places_suffix(self) -> bool:
        """Whether the style says where year suffixes stand, so that none is put behind a year.

        "If rendered … in the scope of cs:citation, it is suppressed for cs:bibliography … and vice
        versa" (CSL 1.0.2, "Disambiguation", disambiguate-add-year-suffix).
        """
        return any(self.prints(area, "year-suffix") for area in self._areas)

    def _file(self, attribute: str, value: str, bit: int) -> None:
        """Note who answers a question."""
        if (attribute, value) == ("variable", "page-first"):
            self.ask_first_page = True
        variable = VARIABLES.get(value)
        field = variable.attribute if variable else value
        test = _TESTS.get((attribute, value))
        if attribute == "locator":
            self._locator_tests.append((bit, _has_label(value)))
        elif test is not None and value == "locator":
            self._locator_tests.append((bit, test))
        elif test is not None:
            self._tests.append((bit, test))
        elif attribute == "type":
            self._types[value] = bit
        elif attribute == "variable" and not (variable and variable.kind is Kind.DATE):
            self._present[field] = bit
        elif attribute in _CHECKS:
            self._checks.append((field, _CHECKS[attribute], bit))

    # -------------------------------------------------------------- 2. a work's answers

    def of_item(self, type_name: str, fields: Mapping[str, Any]) -> int:
        """The answers that a work gives, whoever cites it; `fields` are those that are set."""
        there = tuple(fields)
        known = self._there.get(there)
        if known is None:
            shape = 0
            for name in there:
                shape |= self._present.get(name, 0)
            known = shape, [check for check in self._checks if check[0] in fields]
            if len(self._there) < _MOST:
                self._there[there] = known
        shape, checks = known
        shape |= self._types.get(type_name, 0)
        for name, holds, bit in checks:
            if holds(fields[name]):
                shape |= bit
        return shape

    # -------------------------------------------------------------- 3. a cite's answers

    def of_cite(self, mask: int) -> tuple[tuple[int, Test], ...]:
        """Bit and test of each question in a mask that only the cite can answer."""
        return tuple((bit, test) for bit, test in self._tests if bit & mask)

    def of_locator(self, mask: int) -> tuple[tuple[int, Test], ...]:
        """The same for questions that are answered no where a cite has no locator."""
        return tuple((bit, test) for bit, test in self._locator_tests if bit & mask)


def _questions(node: Node) -> Iterator[Question]:
    """What one element asks, its children left aside."""
    if node.tag in {"if", "else-if"}:
        for attribute in CONDITIONS:
            for value in node.words(attribute):
                yield attribute, value
        return
    if node.tag == "label":
        return  # printed whatever its variable holds
    if "variable" not in node.attributes:
        return
    for name in node.words("variable"):
        if name in VARIABLES and name not in _NEVER_MISSING:
            yield "variable", name
        if node.get("form") == "short" and f"{name}-short" in VARIABLES:
            yield "variable", f"{name}-short"


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "variable": attrgetter("__dict__"),
    "is-numeric": lambda value: isinstance(value, str) and is_numeric(value),
    "is-uncertain-date": lambda date: isinstance(date, Date) and date.circa,
}
"""How a field answers; "variable" is for dates here, as an empty one is no content."""

_TESTS: dict[Question, Test] = {
    ("variable", "locator"): lambda cite: bool(cite.locator),
    ("variable", "citation-number"): attrgetter("citation_number"),
    ("variable", "first-reference-note-number"): attrgetter("first_note"),
    ("variable", "year-suffix"): attrgetter("year_suffix"),
    ("variable", "hereinafter"): lambda _cite: False,
    ("is-numeric", "locator"): lambda cite: is_numeric(cite.locator),
    ("is-numeric", "citation-number"): attrgetter("citation_number"),
    ("position", "first"): lambda cite: cite.position == FIRST and not cite.in_bibliography,
    ("position", "subsequent"): lambda cite: cite.position >= SUBSEQUENT,
    ("position", "ibid"): lambda cite: cite.position >= IBID,
    ("position", "ibid-with-locator"): lambda cite: cite.position == IBID_WITH_LOCATOR,
    ("position", "near-note"): attrgetter("near_note"),
}


def _has_label(label: str) -> Test:
    wanted = label.replace("-", " ")  # "sub-verbo" in CSL 1.0.2 was "sub verbo" before
    return lambda cite: (cite.label or "page").replace("-", " ") == wanted
