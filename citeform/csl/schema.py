"""What may stand in a style: elements, attributes and values, as tables (CSL 1.0.2 schema).

Used to tell the author of a style what is wrong and where. The compiler itself passes over what it
does not know, so a style with faults still renders.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from citeform.model.vocabulary import TYPES, VARIABLES, Kind

if TYPE_CHECKING:
    from citeform.csl.node import Node
    from citeform.diagnostics import Report

_FORMATTING = "font-style font-variant font-weight text-decoration vertical-align"
_AFFIXES = "prefix suffix"
_NAME_OPTIONS = (
    "and delimiter-precedes-et-al delimiter-precedes-last et-al-min et-al-use-first "
    "et-al-subsequent-min et-al-subsequent-use-first et-al-use-last initialize initialize-with "
    "name-as-sort-order sort-separator"
)
_INHERITABLE = f"{_NAME_OPTIONS} name-form name-delimiter names-delimiter"
_CONDITIONS = "disambiguate is-numeric is-uncertain-date locator position type variable match"

ATTRIBUTES: dict[str, frozenset[str]] = {
    tag: frozenset(names.split())
    for tag, names in {
        "style": f"class version default-locale demote-non-dropping-particle initialize-with-hyphen page-range-format {_INHERITABLE}",
        "macro": "name",
        "citation": f"disambiguate-add-givenname disambiguate-add-names disambiguate-add-year-suffix givenname-disambiguation-rule collapse cite-group-delimiter year-suffix-delimiter after-collapse-delimiter near-note-distance {_INHERITABLE}",
        "bibliography": f"entry-spacing hanging-indent line-spacing second-field-align subsequent-author-substitute subsequent-author-substitute-rule {_INHERITABLE}",
        "layout": f"delimiter {_AFFIXES} {_FORMATTING}",
        "sort": "",
        "key": "macro variable sort names-min names-use-first names-use-last",
        "text": f"variable macro term value form plural quotes strip-periods text-case display {_AFFIXES} {_FORMATTING}",
        "number": f"variable form text-case display {_AFFIXES} {_FORMATTING}",
        "label": f"variable form plural strip-periods text-case {_AFFIXES} {_FORMATTING}",
        "date": f"variable form date-parts delimiter text-case display {_AFFIXES} {_FORMATTING}",
        "date-part": f"name form range-delimiter strip-periods text-case {_AFFIXES} {_FORMATTING}",
        "names": f"variable delimiter display {_AFFIXES} {_FORMATTING} {_INHERITABLE}",
        "name": f"delimiter form {_NAME_OPTIONS} {_AFFIXES} {_FORMATTING}",
        "name-part": f"name text-case {_AFFIXES} {_FORMATTING}",
        "et-al": f"term {_AFFIXES} {_FORMATTING}",
        "substitute": "",
        "institution": f"delimiter and {_AFFIXES} {_FORMATTING}",
        "group": f"delimiter display {_AFFIXES} {_FORMATTING}",
        "choose": "",
        "if": _CONDITIONS,
        "else-if": _CONDITIONS,
        "else": "",
    }.items()
}

_RENDERING = frozenset({"text", "number", "label", "date", "names", "group", "choose"})
CHILDREN: dict[str, frozenset[str]] = {
    "style": frozenset({"info", "macro", "citation", "bibliography"}),
    "macro": _RENDERING,
    "citation": frozenset({"sort", "layout"}),
    "bibliography": frozenset({"sort", "layout"}),
    "layout": _RENDERING,
    "sort": frozenset({"key"}),
    "group": _RENDERING,
    "if": _RENDERING,
    "else-if": _RENDERING,
    "else": _RENDERING,
    "choose": frozenset({"if", "else-if", "else"}),
    "date": frozenset({"date-part"}),
    "names": frozenset({"name", "et-al", "label", "substitute", "institution"}),
    "name": frozenset({"name-part"}),
    "substitute": _RENDERING,
}

_BOOLEAN = frozenset({"true", "false"})
VALUES: dict[str, frozenset[str]] = {
    "and": frozenset({"text", "symbol"}),
    "collapse": frozenset({"citation-number", "year", "year-suffix", "year-suffix-ranged"}),
    "date-parts": frozenset({"year", "year-month", "year-month-day"}),
    "delimiter-precedes-et-al": frozenset({"contextual", "after-inverted-name", "always", "never"}),
    "delimiter-precedes-last": frozenset({"contextual", "after-inverted-name", "always", "never"}),
    "demote-non-dropping-particle": frozenset({"never", "sort-only", "display-and-sort"}),
    "display": frozenset({"block", "left-margin", "right-inline", "indent"}),
    "et-al-use-last": _BOOLEAN,
    "font-style": frozenset({"normal", "italic", "oblique"}),
    "font-variant": frozenset({"normal", "small-caps"}),
    "font-weight": frozenset({"normal", "bold", "light"}),
    "givenname-disambiguation-rule": frozenset(
        {
            "all-names",
            "all-names-with-initials",
            "primary-name",
            "primary-name-with-initials",
            "by-cite",
        }
    ),
    "initialize": _BOOLEAN,
    "match": frozenset({"all", "any", "none"}),
    "name-as-sort-order": frozenset({"first", "all"}),
    "page-range-format": frozenset(
        {"chicago", "chicago-15", "chicago-16", "expanded", "minimal", "minimal-two"}
    ),
    "position": frozenset({"first", "subsequent", "ibid", "ibid-with-locator", "near-note"}),
    "quotes": _BOOLEAN,
    "second-field-align": frozenset({"flush", "margin"}),
    "strip-periods": _BOOLEAN,
    "subsequent-author-substitute-rule": frozenset(
        {"complete-all", "complete-each", "partial-each", "partial-first"}
    ),
    "text-case": frozenset(
        {"lowercase", "uppercase", "capitalize-first", "capitalize-all", "sentence", "title"}
    ),
    "text-decoration": frozenset({"none", "underline"}),
    "type": frozenset(TYPES),
    "vertical-align": frozenset({"baseline", "sup", "sub"}),
}
"""Attributes with a closed list of values; those that take several are checked word by word."""

_KINDS: dict[str, frozenset[Kind]] = {
    "text": frozenset({Kind.TEXT, Kind.VERBATIM, Kind.NUMBER}),
    "number": frozenset({Kind.NUMBER}),
    "date": frozenset({Kind.DATE}),
    "names": frozenset({Kind.NAMES}),
}
_BETTER = {
    Kind.DATE: "cs:date",
    Kind.NAMES: "cs:names",
    Kind.NUMBER: "cs:number",
    Kind.TEXT: "cs:text",
}


def check(root: Node, report: Report) -> None:
    """Report what is not as the tables say."""
    macros = {node.get("name") for node in root.all("macro")}
    if root.child("citation") is None:
        report.add("style.incomplete", "the style has no cs:citation", line=root.line)
    pending = [each for each in root.children if each.tag != "info"]
    _check_attributes(root, report)
    while pending:
        node = pending.pop()
        if node.tag not in ATTRIBUTES:
            report.add(
                "style.unknown-element", f"<{node.tag}> is no element of CSL", line=node.line
            )
            continue
        _check_attributes(node, report)
        _check_variables(node, report)
        name = node.get("macro")
        if name and name not in macros:
            _unknown(
                report, "style.unknown-macro", f"there is no macro {name!r}", name, macros, node
            )
        allowed = CHILDREN.get(node.tag, frozenset())
        for child in node.children:
            if child.tag in ATTRIBUTES and child.tag not in allowed:
                report.add(
                    "style.misplaced-element",
                    f"<{child.tag}> cannot stand in <{node.tag}>",
                    line=child.line,
                )
        pending += node.children
    _check_recursion(root, report)


def _check_attributes(node: Node, report: Report) -> None:
    known = ATTRIBUTES[node.tag]
    for name, value in node.attributes.items():
        if name.startswith("{"):
            continue
        if name not in known:
            message = f"<{node.tag}> has no attribute {name!r}"
            _unknown(report, "style.unknown-attribute", message, name, known, node)
        values = VALUES.get(name)
        if values is None or (name == "type" and node.tag not in {"if", "else-if"}):
            continue
        for word in value.split():
            if word not in values and not (name == "text-case" and word == "none"):
                message = f"{name}={word!r} is no value that CSL knows"
                _unknown(report, "style.unknown-value", message, word, values, node)


def _check_variables(node: Node, report: Report) -> None:
    kinds = _KINDS.get(node.tag)
    if kinds is None:
        return
    for name in node.words("variable"):
        variable = VARIABLES.get(name)
        if variable is None:
            message = f"{name!r} is no variable of CSL"
            _unknown(report, "style.unknown-variable", message, name, VARIABLES, node)
        elif variable.kind not in kinds:
            report.add(
                "style.wrong-variable",
                f"{name!r} cannot be printed by <{node.tag}>",
                line=node.line,
                hint=f"use {_BETTER.get(variable.kind, 'cs:text')}",
            )


def _check_recursion(root: Node, report: Report) -> None:
    """Macros that call themselves, directly or through others."""
    macros = {node.get("name"): node for node in root.all("macro")}
    calls = {
        name: {
            each.get("macro") for each in node.walk() if each.tag == "text" and each.get("macro")
        }
        for name, node in macros.items()
    }
    state: dict[str, int] = {}
    for start, callees_of_start in calls.items():
        stack = [(start, iter(callees_of_start))] if start not in state else []
        state.setdefault(start, 1)
        while stack:
            name, callees = stack[-1]
            callee = next(callees, None)
            if callee is None:
                state[name] = 2
                stack.pop()
            elif callee in calls and callee not in state:
                state[callee] = 1
                stack.append((callee, iter(calls[callee])))
            elif state.get(callee) == 1:
                report.add(
                    "style.recursion",
                    f"macro {callee!r} calls itself; the inner call prints nothing",
                    line=macros[callee].line,
                )


def _unknown(
    report: Report, code: str, message: str, name: str, known: Collection[str], node: Node
) -> None:
    from difflib import get_close_matches  # most styles have no faults

    close = get_close_matches(name, list(known), 1, 0.6)
    report.add(code, message, line=node.line, hint=f"did you mean {close[0]!r}?" if close else "")
