"""cs:text: a variable, macro, term or verbatim value (CSL 1.0.2, "Text")."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from citeform.csl import mishaps
from citeform.csl.citation_label import citation_label
from citeform.csl.context import (
    ABSENT_PART,
    EMPTY,
    FULL,
    NOTHING_PART,
    CiteContext,
    Form,
    Part,
    Rendered,
    firm_part,
    known_part,
)
from citeform.csl.elements.decoration import (
    around,
    around_text,
    has_slope,
    seam,
    seamed,
    tidied,
)
from citeform.csl.elements.group import enclosed
from citeform.csl.numeric import is_numeric, tidy_numbers
from citeform.csl.pages import format_range
from citeform.memo import Memo
from citeform.model.vocabulary import VARIABLES, Kind
from citeform.text.case import apply_case, is_english
from citeform.text.marks import (
    CITATION_NUMBER,
    END,
    HREF_END,
    LINK,
    QUOTE,
    QUOTE_INNER,
    SEAM,
    TERM,
    YEAR_SUFFIX,
    clean,
    plain,
)
from citeform.text.markup import parse

if TYPE_CHECKING:
    from citeform.csl.compiler import Compiler, Place
    from citeform.csl.node import Node


def compile_text(node: Node, compiler: Compiler) -> Part:
    """A variable, a term or a value, by the attribute that is there."""
    if "variable" in node.attributes:
        return _variable(node, compiler)
    if "term" in node.attributes:
        return _term(node, compiler)
    return _value(node, compiler)


# ------------------------------------------------------------------ the shape of a text


_STOPS = re.compile(rf"(?<!{SEAM})\.(?![a-z])")
"""The full stops that strip-periods takes: not those within a word ("nat.kd"), nor an affix's."""


def shaper(node: Node, compiler: Compiler) -> Callable[[str, CiteContext], str] | None:
    """text-case and strip-periods as one function; None where there is nothing to do."""
    case, strip = node.get("text-case"), node.get("strip-periods") == "true"
    if node.get("variable") in _LINKED:
        strip = False  # an address is none without its full stops
    if not case or case == "none":
        return (lambda text, _cite: _STOPS.sub("", text)) if strip else None
    style_language = compiler.locale.tag
    is_title = case == "title"
    if not compiler.tidy:
        is_title = is_title and mishaps.minds_language(node.get("variable"))
        case = mishaps.text_case(case)

    def shape(text: str, cite: CiteContext) -> str:
        language = cite.item.language or style_language
        if strip:
            text = _STOPS.sub("", text)
        if is_title and not is_english(language):
            return text
        return apply_case(text, case, language)

    return shape


def constant(node: Node, compiler: Compiler, text: str) -> str:
    """A text that is the same for all cites, in the case the node wants."""
    if node.get("strip-periods") == "true":
        text = text.replace(".", "")
    case = node.get("text-case")  # "title" too, whatever the language: a term is no title
    return apply_case(text, case, compiler.locale.tag) if case else text


# ------------------------------------------------------------------ the four kinds


def _value(node: Node, compiler: Compiler) -> Part:
    text = seamed(constant(node, compiler, parse(tidied(node.get("value")))))
    before, after = around_text(node, text)
    return known_part((before + text + after if text else "", EMPTY))


def _term(node: Node, compiler: Compiler) -> Part:
    name, form = node.get("term"), node.get("form", "long")
    text = compiler.locale.term(name, form, plural=node.get("plural") == "true") or ""
    text = constant(node, compiler, parse(text))
    if not text:
        return NOTHING_PART
    before, after = around_text(node, text)
    # At the very beginning of a note a term gets a capital, unless the style wants it small.
    mark = "" if node.get("text-case") == "lowercase" else TERM
    # Its own prefix does not count as a beginning ("see Note 3"): two marks before it say so.
    lead = mark * 2 if any(map(str.isalnum, plain(before))) else ""
    return known_part((lead + before + seam(text) + mark + text + after, EMPTY))


def take_year_suffix(cite: CiteContext) -> str:
    """The letter that tells works apart, once a cite, as a span that collapsing can find."""
    if not cite.year_suffix or cite.suffix_placed or cite.sorting:
        return ""
    cite.suffix_placed = True
    return YEAR_SUFFIX + cite.year_suffix + END


def compile_call(node: Node, place: Place) -> Form:
    """A macro, in a text-case perhaps, within the formatting and affixes of the call."""
    macro = place.macro(node.get("macro"))
    # Its elements have a text-case of their own; one for all of it has no effect in citeproc-js.
    recase = shaper(node.without("text-case"), place.compiler)
    before, after = around(node)
    if recase is None:
        return lambda answers: enclosed([macro(answers)], "", before, after)
    return lambda answers: enclosed([_recased(macro(answers), recase)], "", before, after)


def _recased(part: Part, recase: Callable[[str, CiteContext], str]) -> Part:
    inner = part.render

    def render(cite: CiteContext) -> Rendered:
        text, status = inner(cite)
        return (recase(text, cite) if text else text), status

    return Part(render, calls=part.calls)


def _variable(node: Node, compiler: Compiler) -> Part:
    name = node.get("variable")
    special = SPECIAL.get(name)
    if special is not None:
        return special(node, compiler)
    known = VARIABLES.get(name)
    if known is None or known.kind in {Kind.DATE, Kind.NAMES}:
        return ABSENT_PART
    attribute = known.attribute
    linked = _linked(node, _LINKED[name]) if name in _LINKED else None
    before, after = around(node)
    shape = shaper(node, compiler)
    short = ""
    if node.get("form") == "short" and f"{name}-short" in VARIABLES:
        short = VARIABLES[f"{name}-short"].attribute
    elif name.endswith("-short"):
        short, attribute = attribute, ""
    convert = _converter(name, known.kind, compiler)
    if node.get("quotes") == "false":
        convert = _outermost(convert)
    if name == "URL" and node.get("form") == "short":
        convert = _site

    slopes = bool(node.get("font-style"))
    upright = around(node.without("font-style"))
    dresses = slopes or linked is not None
    """Whether what stands around the text is not the same for all values."""

    def dress(text: str) -> str:
        if not text:
            return ""
        if slopes and not has_slope(text):
            return upright[0] + text + upright[1]
        return before + text + after

    known_texts = Memo((lambda value: dress(convert(value))) if dresses else convert)
    recurs = shape is None and name not in _EACH_ITS_OWN

    def variable(cite: CiteContext) -> str:
        fields = cite.fields
        value = (fields.get(short) if short else "") or fields.get(attribute, "")
        if not value or attribute in cite.suppressed:
            return ""
        if cite.trail is not None:
            if attribute in cite.trail:
                return ""  # what stands in for a name is not repeated within it either
            cite.trail.append(attribute)
        if linked is not None and cite.links:
            return linked(value)
        if recurs:
            return known_texts[value]
        text = convert(value)
        if shape is not None:
            text = shape(text, cite)
        return dress(text) if dresses else text

    return firm_part(variable) if dresses else firm_part(variable, before, after)


def _converter(name: str, kind: Kind, compiler: Compiler) -> Callable[[str], str]:
    """How the value of a variable becomes rich text."""
    marks = compiler.locale.quotes
    if name in {"page", "chapter-number"}:
        style, delimiter = compiler.page_range_format, compiler.page_delimiter
        return partial(format_range, style=style, delimiter=delimiter)
    if kind is Kind.NUMBER:
        dash = compiler.page_delimiter
        return lambda value: parse(tidy_numbers(value, dash), marks)
    if kind is Kind.VERBATIM:
        return clean
    return partial(parse, marks=marks)


def _outermost(convert: Callable[[str], str]) -> Callable[[str], str]:
    """The same for a text that stands in no quotation, as the style says."""
    return lambda value: convert(value).replace(QUOTE_INNER, QUOTE)


# ------------------------------------------------------------------ links

_LINKED = {
    "DOI": "https://doi.org/",
    "URL": "",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}
"""Variables that are addresses once this is put before them (CSL 1.0.2, appendix VI, "Links")."""


def _site(address: str) -> str:
    """Where an address leads, without the way there: "www.ctan.org".

    CSL has no short form of an address; this is the one that citeproc-js knows: all up to the last
    part that has a full stop in it and another part behind it.
    """
    parts = clean(address).split("/")
    ends = [at for at, part in enumerate(parts[:-1], 1) if "." in part[:-1]]
    site = "/".join(parts[: ends[-1]] if ends else parts)
    return site.partition("://")[2] if "://www." in site else site


_EACH_ITS_OWN = frozenset({"title", "title-short", "abstract", "note", "annote", "page", *_LINKED})
"""Variables that hardly ever read the same in two works: what they come to is not kept."""


def _linked(node: Node, base: str) -> Callable[[str], str]:
    """A verbatim value as a link to its address.

    What the style puts before it to make an address of it ("https://doi.org/") is part of the link.
    """
    lead, found, rest = node.get("prefix").partition("http")
    address_start = clean(found + rest)
    before, after = around(node.having({**node.attributes, "prefix": lead}))

    def link(value: str) -> str:
        value = clean(value)
        address = value if value.startswith(("http://", "https://")) else base + value
        return f"{before}{LINK}{address}{HREF_END}{address_start}{value}{END}{after}"

    return link


# ------------------------------------------------------------------ variables of the cite


def _from_cite(attribute: str, mark: str = "") -> Callable[[Node, Compiler], Part]:
    """A variable that the processor sets: citation-number, first-reference-note-number."""

    def make(node: Node, compiler: Compiler) -> Part:
        before, after = around(node)
        if mark:
            before, after = mark + before, after + END
        shape = shaper(node, compiler)
        number = attrgetter(attribute)
        if shape is None:
            return firm_part(number, before, after)

        def shaped(cite: CiteContext) -> str:
            text: str = number(cite)
            return shape(text, cite) if text else ""

        return firm_part(shaped, before, after)

    return make


def _citation_label(node: Node, compiler: Compiler) -> Part:
    before, after = around(node)
    shape = shaper(node, compiler)

    def label(cite: CiteContext) -> str:
        text = parse(citation_label(cite.fields))
        if not text:
            return ""
        if shape is not None:
            text = shape(text, cite)
        return text + take_year_suffix(cite)

    return firm_part(label, before, after)


def _year_suffix(node: Node, _compiler: Compiler) -> Part:
    before, after = around(node.without("display"))

    def render(cite: CiteContext) -> Rendered:
        if not cite.year_suffix or cite.sorting:
            return "", FULL  # it is the processor's to give: "n.d." beside it stays
        cite.suffix_placed = True
        return YEAR_SUFFIX + before + cite.year_suffix + after + END, FULL

    return Part(render)


def _locator(node: Node, compiler: Compiler) -> Part:
    before, after = around(node)
    style, delimiter = compiler.page_range_format, compiler.page_delimiter
    shape = shaper(node, compiler)
    ampersand = compiler.locale.term("and", "symbol") or "&"

    def locator(cite: CiteContext) -> str:
        if not cite.locator or cite.locator_printed:  # by another part of the style
            return ""
        text = cite.locator.strip()
        if "–" not in text:  # an en dash was set by hand, and is a range as it is to be printed
            if (cite.label or "page") == "page":
                text = format_range(text, style, delimiter)
            elif is_numeric(text):
                text = format_range(text, "", delimiter)
        text = parse(text.replace("&", ampersand))
        if shape is not None:
            text = shape(text, cite)
        cite.locator_printed = True
        return text

    return firm_part(locator, before, after)


SPECIAL: dict[str, Callable[[Node, Compiler], Part]] = {
    "citation-number": _from_cite("citation_number", CITATION_NUMBER),
    "first-reference-note-number": _from_cite("first_note"),
    "citation-label": _citation_label,
    "year-suffix": _year_suffix,
    "locator": _locator,
}
