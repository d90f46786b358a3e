"""cs:names: blocks of names with their labels, and what stands in for them (CSL 1.0.2, "Names").

1. Each variable that holds names gives one list, with its label before or behind it.
2. Lists are joined by the names delimiter; equal editors and translators become one list.
3. Where no variable holds a name, the children of cs:substitute are tried in turn; the variables
   that the chosen one printed are not printed again in this cite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from citeform.csl.context import (
    ABSENT,
    ABSENT_PART,
    FULL,
    MISSING,
    CiteContext,
    Form,
    Part,
    Rendered,
    Renderer,
    Writer,
    firm_part,
)
from citeform.csl.elements.decoration import affix, around, around_text, seamed
from citeform.csl.elements.label import plural_rule
from citeform.csl.elements.name import compile_name_list
from citeform.csl.elements.text import constant
from citeform.csl.shapes import Answers
from citeform.model.vocabulary import VARIABLES, Kind
from citeform.text.marks import END, NAMES
from citeform.text.markup import parse

if TYPE_CHECKING:
    from citeform.csl.compiler import Compiler, Place
    from citeform.csl.node import Node

HIDDEN: Rendered = ("", FULL)
"""Names that are there and were asked not to be printed: "supra" behind them still is."""


class StandIn(NamedTuple):
    """What may stand in for names, for one shape."""

    render: Renderer
    is_term: bool = False
    is_bare: bool = False
    """Whether it is a names element without a form of its own."""
    is_constant: bool = False
    """Whether it prints no variable: "anonymous" is no author to leave out."""
    place: int = 0
    """Where it stands among all that may."""


_NOBODY = StandIn(lambda _cite: ABSENT)
Substitutes = list[tuple[Form, bool, bool]]
"""What may stand in, each with whether it is a term and whether it is bare names."""


_EDITOR_AND_TRANSLATOR = ["editor", "translator"]


def compile_names(node: Node, place: Place) -> Form:
    """A names element; a bare one within a substitute takes after the names it stands in for."""
    shaped = node
    if place.substituted is not None and not any(each.tag in _SHAPING for each in node.children):
        shaped = place.substituted
    compiler = place.compiler
    variables = [
        (name, compiler.facts.bit("variable", name))
        for name in node.words("variable")
        if name in VARIABLES and VARIABLES[name].kind is Kind.NAMES
    ]
    substitutes = _substitutes(node, place._replace(delimiter="", substituted=shaped))
    hides = not compiler.in_bibliography and not compiler.sorting
    before, after = around(node)

    def form(answers: Answers) -> Part:
        present = tuple([name for name, bit in variables if answers.any(bit)])
        if present:
            key = node, shaped, present
            return named(compiler.once(key, lambda: _block(node, shaped, present, compiler)))
        first = next(_stand_ins(substitutes, answers), None)
        if first is None:
            return Part(lambda _cite: ABSENT) if hides else ABSENT_PART

        others = substitutes[first.place + 1 :]
        return Part(lambda cite: instead(cite, first, others), calls=not hides)

    def named(block: Writer) -> Part:
        """Where a variable holds names."""

        def suppressed(cite: CiteContext) -> Rendered:
            # What stands in for names that are there is asked for only then.
            if not substitutes:
                return ABSENT
            text, _ = instead(cite, _NOBODY, substitutes)
            return (text, FULL) if text else ABSENT

        def shown(cite: CiteContext) -> str:
            text = block(cite)
            return before + text + after if text else suppressed(cite)[0]

        def names(cite: CiteContext) -> Rendered:
            if cite.hide_author:
                cite.hide_author = False
                return HIDDEN
            text = block(cite)
            return (before + text + after, FULL) if text else suppressed(cite)

        if hides:
            return Part(names, calls=True)
        return firm_part(shown) if substitutes else firm_part(block, before, after)

    def instead(cite: CiteContext, first: StandIn, others: Substitutes) -> Rendered:
        """What stands in for names. Of a mere term ("anonymous"), those that were called are missing."""
        hidden = cite.hide_author
        text, status, used = _stand_in(cite, first, others)
        if text:
            cite.hide_author = False
        if not text or (hidden and not used.is_constant):
            return ABSENT
        if compiler.marks_each_name and status == FULL and NAMES not in text:
            text = NAMES + text + END  # a title that stands in gets a dash like a name
        if used.is_bare:  # other elements that stand in have their own look
            text = before + text + after
        return text, FULL if status == FULL else MISSING

    return form


def _stand_in(cite: CiteContext, first: StandIn, others: Substitutes) -> tuple[str, int, StandIn]:
    """Step 3: what the first substitute prints that prints anything, and which one that is.

    The others are asked for only where that one prints nothing, which hardly ever happens.
    """
    outer_trail, hides = cite.trail, cite.hide_author
    substitute, more = first, None
    while True:
        used: list[str] = []
        cite.trail = used
        text, status = substitute.render(cite)
        if hides and not cite.hide_author:
            text, status = "", MISSING  # the names that would stand in are hidden, and end it
            break
        if text:
            cite.suppress(used)
            if outer_trail is not None:
                outer_trail += used
        if text or substitute.is_term:
            break
        more = more or _stand_ins(others, Answers(cite.shape))
        found = next(more, None)
        if found is None:
            text, status, substitute = "", MISSING, _NOBODY
            break
        substitute = found
    cite.trail = outer_trail
    return text, status, substitute


_SHAPING = {"name", "et-al", "label", "institution"}


def _substitutes(node: Node, place: Place) -> Substitutes:
    substitute = node.child("substitute")
    if substitute is None:
        return []
    return [
        (place.element(each), "term" in each.attributes, each.tag == "names" and not each.children)
        for each in substitute.children
    ]


def _stand_ins(substitutes: Substitutes, answers: Answers) -> Iterator[StandIn]:
    """Those that can print something for a shape; a term ends the search even if it is empty."""
    for place, (form, is_term, is_bare) in enumerate(substitutes):
        part = form(answers)
        prints = part.known is not None and bool(part.known[0])
        if part.known is None or prints or is_term:
            yield StandIn(part.render, is_term, is_bare, prints, place)
        if is_term or prints:
            return


def _block(
    node: Node, shaped: Node, present: Sequence[str], compiler: Compiler
) -> Callable[[CiteContext], str]:
    """Steps 1 and 2, for the variables that hold names."""
    variables = [VARIABLES[name].attribute for name in present]
    listing = compiler.once(("list", shaped), lambda: compile_name_list(shaped, compiler))
    labels = {
        variable: _label(shaped, compiler, variable)
        for variable in [*variables, "editor_translator"]
    }
    delimiter = affix(node.get("delimiter") or compiler.names_delimiter)
    label_first = _label_comes_first(shaped)
    label_node = shaped.child("label")
    merges = (
        len(present) == 2
        and sorted(node.words("variable")) == _EDITOR_AND_TRANSLATOR
        and label_node is not None
        and bool(compiler.locale.term("editortranslator", label_node.get("form", "long")))
    )
    counts = compiler.name_options(shaped).get("form") == "count"
    opening, closing = (NAMES, END) if compiler.marks_names else ("", "")

    def lister(source: str, label: tuple[str, str] | None) -> Writer:
        def names(cite: CiteContext) -> str:
            people = cite.fields.get(source)
            if not people or source in cite.suppressed:
                return ""
            if cite.trail is not None:
                cite.trail.append(source)
            text = listing(source, cite)
            if not text:
                return ""
            text = opening + text + closing
            if label is not None:
                its_label = label[len(people) > 1 or people[-1].is_others]
                text = its_label + text if label_first else text + its_label
            if cite.trail is not None:
                cite.suppress((source,))
            return text

        return names

    listers = {variable: lister(variable, label) for variable, label in labels.items()}
    of_both = lister("editor", labels["editor_translator"])
    if len(variables) == 1 and not counts:
        return listers[variables[0]]

    def block(cite: CiteContext) -> str:
        if merges and cite.item.people("editor") == cite.item.people("translator"):
            pending = [of_both]
        else:
            pending = [listers[variable] for variable in variables]
        texts = [text for names in pending if (text := names(cite))]
        if counts and texts:
            text = str(sum(block.shown for block in cite.blocks[-len(texts) :]))
            return NAMES + text + END if compiler.marks_each_name else text
        return delimiter.join(texts)

    return block


def _label(node: Node, compiler: Compiler, variable: str) -> tuple[str, str] | None:
    """The label of a variable for one name and for several; None where it has none."""
    label = node.child("label")
    if label is None or compiler.sorting:
        return None
    choose = plural_rule(label)
    # One list for editors and translators has a term of its own, which CSL 1.0.2's variable of
    # nearly the same name has not taken over.
    merged = variable == "editor_translator" and node.get("variable") != "editor-translator"
    name = "editortranslator" if merged else variable.replace("_", "-")
    texts = []
    for plural in (False, True):
        term = compiler.locale.term(name, label.get("form", "long"), plural) or ""
        text = seamed(constant(label, compiler, parse(term)))
        before, after = around_text(label, text)
        texts.append(before + text + after if text else "")
    return (texts[choose(False)], texts[choose(True)]) if any(texts) else None


def _label_comes_first(node: Node) -> bool:
    """Whether a cs:label stands before the cs:name; one without a cs:name comes behind the names."""
    tags = [child.tag for child in node.children if child.tag in {"label", "name"}]
    return tags[:1] == ["label"] and "name" in tags
