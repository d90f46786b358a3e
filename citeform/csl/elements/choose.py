"""cs:choose: the branches and their conditions (CSL 1.0.2, "Choose")."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from citeform.csl.context import (
    FIRST,
    IBID,
    IBID_WITH_LOCATOR,
    NOTHING,
    SUBSEQUENT,
    CiteContext,
    Rendered,
    Renderer,
)
from citeform.csl.elements.group import sequence
from citeform.csl.numeric import is_numeric
from citeform.model.dates import Date
from citeform.model.vocabulary import VARIABLES

if TYPE_CHECKING:
    from citeform.csl.compiler import Compiler
    from citeform.csl.node import Node

Condition = Callable[[CiteContext], bool]


def compile_choose(node: Node, compiler: Compiler) -> Renderer:
    """The first branch whose conditions hold, joined as the element around it joins."""
    delimiter = compiler.delimiter
    branches: list[tuple[Condition, Renderer]] = []
    for branch in node.children:
        if branch.tag in {"if", "else-if", "else"}:
            condition = compile_condition(branch) if branch.tag != "else" else _always
            branches.append((condition, sequence(compiler.children(branch, delimiter), delimiter)))
    if len(branches) == 2 and branches[1][0] is _always:
        (holds, then), (_, otherwise) = branches
        return lambda cite: then(cite) if holds(cite) else otherwise(cite)

    def choose(cite: CiteContext) -> Rendered:
        for holds, render in branches:
            if holds(cite):
                return render(cite)
        return NOTHING

    return choose


def _always(_cite: CiteContext) -> bool:
    return True


def compile_condition(node: Node) -> Condition:
    """All attributes of an if or else-if as one condition, joined as `match` says.

    A cite has one type and one kind of locator, so several can only mean one of them. The
    specification has "all" mean all here too, which is never true; styles are written for
    citeproc-js, which takes it so.
    """
    tests: list[Condition] = []
    match = node.get("match", "all")
    types = frozenset(node.words("type"))
    if types:
        tests.append(lambda cite: cite.item.type in types)
    for attribute, make in _TESTS.items():
        each = [make(value) for value in node.words(attribute)]
        if match == "all" and attribute == "locator" and len(each) > 1:
            each = [_any_of(each)]
        tests += each
    if not tests:
        return lambda _cite: match == "none"
    if match == "none":
        return lambda cite: not any(test(cite) for test in tests)
    if len(tests) == 1:
        return tests[0]
    if match == "any":
        return lambda cite: any(test(cite) for test in tests)
    return lambda cite: all(test(cite) for test in tests)


def _any_of(tests: list[Condition]) -> Condition:
    return lambda cite: any(test(cite) for test in tests)


def _variable(name: str) -> Condition:
    special = _SPECIAL_VARIABLES.get(name)
    if special is not None:
        return special
    variable = VARIABLES.get(name)
    attribute = variable.attribute if variable else name

    def has_variable(cite: CiteContext) -> bool:
        value = cite.fields.get(attribute)
        return bool(value) and value != _NO_DATE

    return has_variable


_NO_DATE = Date()
_SPECIAL_VARIABLES: dict[str, Condition] = {
    "locator": lambda cite: bool(cite.locator),
    "citation-number": lambda cite: bool(cite.citation_number),
    "first-reference-note-number": lambda cite: bool(cite.first_note),
    "year-suffix": lambda cite: bool(cite.year_suffix),
    "hereinafter": lambda _cite: False,
}


def _is_numeric(name: str) -> Condition:
    if name == "locator":
        return lambda cite: is_numeric(cite.locator)
    if name == "citation-number":
        return lambda cite: bool(cite.citation_number)
    variable = VARIABLES.get(name)
    attribute = variable.attribute if variable else name

    def has_number(cite: CiteContext) -> bool:
        value = cite.fields.get(attribute, "")
        return isinstance(value, str) and is_numeric(value)

    return has_number


def _is_uncertain_date(name: str) -> Condition:
    variable = VARIABLES.get(name)
    attribute = variable.attribute if variable else name

    def is_uncertain(cite: CiteContext) -> bool:
        date = cite.fields.get(attribute)
        return isinstance(date, Date) and date.circa

    return is_uncertain


def _locator(label: str) -> Condition:
    wanted = label.replace("-", " ")  # "sub-verbo" in CSL 1.0.2 was "sub verbo" before
    return lambda cite: bool(cite.locator) and (cite.label or "page").replace("-", " ") == wanted


_POSITIONS: dict[str, Condition] = {
    "first": lambda cite: cite.position == FIRST and not cite.in_bibliography,
    "subsequent": lambda cite: cite.position >= SUBSEQUENT,
    "ibid": lambda cite: cite.position >= IBID,
    "ibid-with-locator": lambda cite: cite.position == IBID_WITH_LOCATOR,
    "near-note": lambda cite: cite.near_note,
}


def _position(name: str) -> Condition:
    return _POSITIONS.get(name, lambda _cite: False)


def _disambiguate(value: str) -> Condition:
    wanted = value == "true"

    def is_disambiguating(cite: CiteContext) -> bool:
        cite.conditions_met += 1
        return (cite.conditions_met <= cite.ambiguity.conditions) is wanted

    return is_disambiguating


_TESTS: dict[str, Callable[[str], Condition]] = {
    "variable": _variable,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain_date,
    "locator": _locator,
    "position": _position,
    "disambiguate": _disambiguate,
}
