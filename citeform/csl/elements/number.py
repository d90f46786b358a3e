"""cs:number: a number variable in one of four forms (CSL 1.0.2, "Number")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citeform.csl.context import (
    ABSENT_PART,
    CiteContext,
    Part,
    firm_part,
)
from citeform.csl.elements.decoration import around
from citeform.csl.elements.text import SPECIAL, shaper
from citeform.csl.numeric import (
    is_numeric,
    is_plural,
    roman,
    split_labelled,
    split_numbers,
    tidy_separator,
)
from citeform.csl.pages import format_range
from citeform.model.vocabulary import VARIABLES, Kind
from citeform.text.marks import clean

if TYPE_CHECKING:
    from citeform.csl.compiler import Compiler
    from citeform.csl.node import Node


def compile_number(node: Node, compiler: Compiler) -> Part:
    """The number as digits, ordinal, word or roman numeral; as it is where it is not numeric."""
    name = node.get("variable")
    if name in SPECIAL:
        return SPECIAL[name](node, compiler)
    variable = VARIABLES.get(name)
    if variable is None or variable.kind in {Kind.NAMES, Kind.DATE}:
        return ABSENT_PART
    attribute, form, locale = variable.attribute, node.get("form", "numeric"), compiler.locale
    gender = locale.gender(name)
    before, after = around(node)
    shape = shaper(node, compiler)

    def write(number: str) -> str:
        if not number.isdigit():
            return number
        if form == "ordinal":
            return locale.ordinal(int(number), gender)
        if form == "long-ordinal":
            return locale.long_ordinal(int(number), gender)
        return roman(int(number)) if form == "roman" else number

    def write_numbers(value: str) -> str:
        pieces = split_numbers(value)
        pieces[::2] = map(write, pieces[::2])
        pieces[1::2] = [tidy_separator(each, compiler.page_delimiter) for each in pieces[1::2]]
        return "".join(pieces)

    def write_labelled(first: str, label: str, second: str) -> str:
        term = locale.term(label, "short", plural=is_plural(second)) or label
        pages = format_range(second, compiler.page_range_format, compiler.page_delimiter)
        return f"{write_numbers(first)}, {term} {pages}"

    def number(cite: CiteContext) -> str:
        value = cite.fields.get(attribute, "")
        if not value or attribute in cite.suppressed:
            return ""
        if cite.trail is not None:
            cite.trail.append(attribute)
        if name == "page":
            text = format_range(value, compiler.page_range_format, compiler.page_delimiter)
        elif value.isdigit():
            text = write(value)
        elif is_numeric(value) and "/" not in value:
            text = write_numbers(value)
        else:
            labelled = split_labelled(value)
            text = write_labelled(*labelled) if labelled else clean(value)
        return text if shape is None else shape(text, cite)

    return firm_part(number, before, after)
