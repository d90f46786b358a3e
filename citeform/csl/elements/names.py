"""cs:names: blocks of names with their labels, and what stands in for them (CSL 1.0.2, "Names").

1. Each variable that holds names gives one list, with its label before or behind it.
2. Lists are joined by the names delimiter; equal editors and translators become one list.
3. Where no variable holds a name, the children of cs:substitute are tried in turn; the variables
   that the chosen one printed are not printed again in this cite.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from citeform.csl.context import ABSENT, FULL, CiteContext, Rendered, Renderer
from citeform.csl.elements.decoration import affix, around, seamed
from citeform.csl.elements.label import plural_rule
from citeform.csl.elements.name import compile_name_list
from citeform.csl.elements.text import constant
from citeform.model.vocabulary import VARIABLES
from citeform.text.marks import END, NAMES
from citeform.text.markup import parse

if TYPE_CHECKING:
    from citeform.csl.compiler import Compiler
    from citeform.csl.node import Node

_EDITOR_AND_TRANSLATOR = ["editor", "translator"]


def compile_names(node: Node, compiler: Compiler) -> Renderer:
    """A names element; a bare one within a substitute takes after the names it stands in for."""
    shaped = node
    if compiler.substituted is not None and not any(each.tag in _SHAPING for each in node.children):
        shaped = compiler.substituted
    block = _block(node, shaped, compiler)
    substitutes = _substitutes(node, shaped, compiler)
    before, after = around(node)

    def names(cite: CiteContext) -> Rendered:
        if cite.hide_author:
            cite.hide_author = False
            return ABSENT
        text = block(cite) or _stand_in(cite, substitutes)
        if not text:
            return ABSENT
        if NAMES not in text and compiler.in_bibliography:
            text = NAMES + text + END  # a title that stands in is replaced by a dash like a name
        return before + text + after, FULL

    return names


def _stand_in(cite: CiteContext, substitutes: list[tuple[Renderer, bool]]) -> str:
    """Step 3: what the first substitute prints that prints anything."""
    outer_trail = cite.trail
    for substitute, is_term in substitutes:
        used: list[str] = []
        cite.trail = used
        text, _ = substitute(cite)
        if text:
            cite.suppressed = (cite.suppressed or set()) | set(used)
            if outer_trail is not None:
                outer_trail += used
        if text or is_term:
            break
    else:
        text = ""
    cite.trail = outer_trail
    return text


_SHAPING = {"name", "et-al", "label", "institution"}


def _substitutes(node: Node, shaped: Node, compiler: Compiler) -> list[tuple[Renderer, bool]]:
    """What stands in, each with whether it is a term: one that is empty ends the search."""
    substitute = node.child("substitute")
    if substitute is None:
        return []
    with compiler.substituting(shaped):
        return [(compiler.element(each), "term" in each.attributes) for each in substitute.children]


def _block(node: Node, shaped: Node, compiler: Compiler) -> Callable[[CiteContext], str]:
    """Steps 1 and 2."""
    variables = [VARIABLES[name].attribute for name in node.words("variable") if name in VARIABLES]
    listing = compile_name_list(shaped, compiler)
    labels = {
        variable: _label(shaped, compiler, variable)
        for variable in [*variables, "editor_translator"]
    }
    delimiter = affix(node.get("delimiter") or compiler.names_delimiter)
    label_first = _label_comes_first(shaped)
    label_node = shaped.child("label")
    merges = (
        sorted(variables) == _EDITOR_AND_TRANSLATOR
        and label_node is not None
        and bool(compiler.locale.term("editortranslator", label_node.get("form", "long")))
    )
    counts = compiler.name_options(shaped).get("form") == "count"

    def block(cite: CiteContext) -> str:
        texts: list[str] = []
        pending = variables
        if merges:
            editors = cite.item.people("editor")
            if editors and editors == cite.item.people("translator"):
                pending = ["editor_translator"]
        for variable in pending:
            source = "editor" if variable == "editor_translator" and merges else variable
            people = cite.item.people(source)
            if not people or (cite.suppressed and source in cite.suppressed):
                continue
            if cite.trail is not None:
                cite.trail.append(source)
            text = listing(people, cite)
            if not text:
                continue
            text = NAMES + text + END
            label = labels[variable]
            if label is not None:
                its_label = label(len(people) > 1 or people[-1].others)
                text = its_label + text if label_first else text + its_label
            texts.append(text)
            if cite.trail is not None:
                cite.suppressed = (cite.suppressed or set()) | {source}
        if counts and texts:
            return str(sum(block.shown for block in cite.blocks[-len(texts) :]))
        return delimiter.join(texts)

    return block


def _label(node: Node, compiler: Compiler, variable: str) -> Callable[[bool], str] | None:
    """The label of a variable as a function of whether there are several names."""
    label = node.child("label")
    if label is None or compiler.sorting:
        return None
    choose = plural_rule(label)
    before, after = around(label)
    # One list for editors and translators has a term of its own, which CSL 1.0.2's variable of
    # nearly the same name has not taken over.
    merged = variable == "editor_translator" and node.get("variable") != "editor-translator"
    name = "editortranslator" if merged else variable.replace("_", "-")
    texts = []
    for plural in (False, True):
        term = compiler.locale.term(name, label.get("form", "long"), plural) or ""
        text = seamed(constant(label, compiler, parse(term)))
        texts.append(before + text + after if text else "")
    single, multiple = texts
    return lambda several: multiple if choose(several) else single


def _label_comes_first(node: Node) -> bool:
    """Whether a cs:label stands before the cs:name; one without a cs:name comes behind the names."""
    tags = [child.tag for child in node.children if child.tag in {"label", "name"}]
    return tags[:1] == ["label"] and "name" in tags
