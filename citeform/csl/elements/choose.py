"""cs:choose: the branch whose conditions hold (CSL 1.0.2, "Choose").

The facts of a shape decide nearly every condition while compiling, and what is left is one branch.
Only `disambiguate` waits for the rendering: how many such conditions hold is what disambiguation
tries out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from citeform.csl.context import NOTHING_PART, CiteContext, Form, Part, Rendered
from citeform.csl.elements.group import sequence
from citeform.csl.facts import CONDITIONS

if TYPE_CHECKING:
    from citeform.csl.compiler import Place
    from citeform.csl.facts import Facts
    from citeform.csl.node import Node
    from citeform.csl.shapes import Answers

Condition = Callable[[CiteContext], bool]
Decision = Callable[["Answers"], bool | Condition]
"""Whether a branch is taken for a shape; a condition where the rendering decides."""


def compile_choose(node: Node, place: Place) -> Form:
    """The first branch whose conditions hold, joined as the element around it joins."""
    branches: list[tuple[Decision, Form]] = []
    for branch in node.children:
        if branch.tag == "else":
            branches.append((lambda _answers: True, _branch(branch, place)))
        elif branch.tag in {"if", "else-if"}:
            decide = compile_condition(branch, place.compiler.facts)
            branches.append((decide, _branch(branch, place)))

    def choose(answers: Answers) -> Part:
        undecided: list[tuple[Condition, Part]] = []
        otherwise = NOTHING_PART
        for decide, form in branches:
            holds = decide(answers)
            if holds is True:
                otherwise = form(answers)
                break
            if holds is not False:
                undecided.append((holds, form(answers)))
        return _chosen(undecided, otherwise) if undecided else otherwise

    return choose


def _branch(node: Node, place: Place) -> Form:
    """The children of a branch, compiled when it is first taken."""
    delimiter = place.delimiter
    forms: list[Form] = []

    def branch(answers: Answers) -> Part:
        if not forms:
            forms[:] = place.children(node, delimiter)
        return sequence([form(answers) for form in forms], delimiter)

    return branch


def _chosen(branches: list[tuple[Condition, Part]], otherwise: Part) -> Part:
    parts = [otherwise, *(part for _, part in branches)]
    renderers = [(holds, part.render) for holds, part in branches]

    def choose(cite: CiteContext) -> Rendered:
        for holds, render in renderers:
            if holds(cite):
                return render(cite)
        return otherwise.render(cite)

    return Part(choose, calls=all(part.calls for part in parts))


def compile_condition(node: Node, facts: Facts) -> Decision:
    """When an if or else-if holds.

    A cite has one type and one kind of locator, so several can only mean one of them. The
    specification has "all" mean all here too, which is never true; styles are written for
    citeproc-js, which takes it so.
    """
    match = node.get("match", "all")
    masks: list[int] = []  # a question or several of which one will do
    for attribute in CONDITIONS:
        bits = [facts.bit(attribute, value) for value in node.words(attribute)]
        if attribute == "type" or (match == "all" and attribute == "locator"):
            bits = [sum(set(bits))] if bits else []
        masks += bits
    waiting = [_disambiguates(value == "true") for value in node.words("disambiguate")]
    if match == "any":
        one_of = _union(masks)
        otherwise = _any(waiting)
        return lambda answers: answers.any(one_of) or otherwise
    if match == "none":
        none_of = _union(masks)
        otherwise = _none(waiting)
        return lambda answers: not answers.any(none_of) and otherwise
    if not masks and not waiting:
        return lambda _answers: False
    otherwise = _all(waiting)
    all_of = _union([mask for mask in masks if not mask & (mask - 1)])
    choices = [mask for mask in masks if mask & (mask - 1)]
    return lambda answers: (
        (not all_of or answers.all(all_of))
        and all(answers.any(mask) for mask in choices)
        and otherwise
    )


def _union(masks: list[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _all(tests: list[Condition]) -> bool | Condition:
    if len(tests) == 1:
        return tests[0]
    return (lambda cite: all(test(cite) for test in tests)) if tests else True


def _any(tests: list[Condition]) -> bool | Condition:
    if len(tests) == 1:
        return tests[0]
    return (lambda cite: any(test(cite) for test in tests)) if tests else False


def _none(tests: list[Condition]) -> bool | Condition:
    holds = _any(tests)
    return (lambda cite: not holds(cite)) if callable(holds) else not holds


def _disambiguates(wanted: bool) -> Condition:
    def is_disambiguating(cite: CiteContext) -> bool:
        cite.conditions_met += 1
        return (cite.conditions_met <= cite.ambiguity.conditions) is wanted

    return is_disambiguating
