"""cs:label of a number variable (CSL 1.0.2, "Label"); labels of names are made with the names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from citeform.csl.context import ABSENT_PART, CiteContext, Part, mere_part
from citeform.csl.elements.decoration import around_text
from citeform.csl.elements.text import constant
from citeform.csl.numeric import is_plural
from citeform.memo import Memo
from citeform.model.vocabulary import VARIABLES, Kind
from citeform.text.markup import parse

if TYPE_CHECKING:
    from citeform.csl.compiler import Compiler
    from citeform.csl.node import Node

_TERMS = {"number-of-pages": "page", "number-of-volumes": "volume"}


def compile_label(node: Node, compiler: Compiler) -> Part:
    """The term for a variable, in the number its content calls for.

    The specification has no term where the variable is empty. Styles write `label variable="page"`
    before a locator, and `label variable="locator"` before pages, and citeproc-js prints them, so
    they are printed here too; the group around a label takes it away where all else is empty.
    """
    name = node.get("variable")
    if name == "locator":
        return _locator_label(node, compiler)
    variable = VARIABLES.get(name)
    if variable is None or variable.kind in {Kind.NAMES, Kind.DATE}:
        return ABSENT_PART
    attribute = variable.attribute
    term = name if compiler.locale.find_term(name) else _TERMS.get(name, name)
    single, multiple = (_wrapped(node, compiler, term, plural) for plural in (False, True))
    choose = plural_rule(node)
    counts = name.startswith("number-of-")
    and_word = compiler.locale.term("and") or "and"

    def label(cite: CiteContext) -> str:
        value = cite.fields.get(attribute) or ""
        plural = (
            value.strip() not in {"1", "0"}
            if counts and value.strip().isdigit()
            else is_plural(value, and_word)
        )
        return multiple if choose(plural) else single

    return mere_part(label)


def _locator_label(node: Node, compiler: Compiler) -> Part:
    choose = plural_rule(node)
    and_word = compiler.locale.term("and") or "and"

    known: Memo[str, list[str]] = Memo(
        lambda term: [_wrapped(node, compiler, term, plural) for plural in (False, True)]
    )

    def label(cite: CiteContext) -> str:
        return known[cite.label or "page"][choose(is_plural(cite.locator, and_word))]

    return mere_part(label)


def plural_rule(node: Node) -> Callable[[bool], bool]:
    """The `plural` attribute as a function from "the content is plural"."""
    rule = node.get("plural", "contextual")
    if rule == "contextual":
        return lambda plural: plural
    return lambda _plural: rule == "always"


def _wrapped(node: Node, compiler: Compiler, term: str, plural: bool) -> str:
    text = compiler.locale.term(term, node.get("form", "long"), plural) or ""
    text = constant(node, compiler, parse(text))
    before, after = around_text(node, text)
    return before + text + after if text else ""
