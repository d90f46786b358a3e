"""Compiler: the elements of one area of a style, for one locale, as renderers for each shape.

There is one compiler for the citation, one for the bibliography, and one for each sort key that is
a macro, as the same macro means different things there (inherited name options, how the year suffix
is placed, dates and names in sorting form).

1. `Compiler.plan` takes elements; nothing is compiled yet.
2. Asked for a cite, the plan finds its shape (`citeform.csl.facts`) and the renderers made for it.
3. For a new shape the forms of the elements are asked for their parts: branches that the facts rule
   out and what is missing are gone, what is known is folded. What an element of the layout or a
   macro comes to is kept for all shapes that answer its questions alike (`citeform.csl.shapes`).
4. A form is made of a node when it is first asked; its constants are worked out then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from citeform.csl import mishaps
from citeform.csl.context import ABSENT_PART, NOTHING_PART, CiteContext, Form, Part, Writer
from citeform.csl.elements.choose import compile_choose
from citeform.csl.elements.date import compile_date
from citeform.csl.elements.group import compile_group, sequence
from citeform.csl.elements.label import compile_label
from citeform.csl.elements.names import compile_names
from citeform.csl.elements.number import compile_number
from citeform.csl.elements.text import compile_call, compile_text
from citeform.csl.shapes import Answers, Known

if TYPE_CHECKING:
    from citeform.csl.facts import Facts
    from citeform.csl.locale import Locale
    from citeform.csl.node import Node

LEAVES: Mapping[str, Callable[[Node, Compiler], Part]] = {
    "date": compile_date,
    "label": compile_label,
    "number": compile_number,
    "text": compile_text,
}
"""Tag to the function that compiles it; the same for every shape that has its variable."""
BRANCHES: Mapping[str, Callable[[Node, Place], Form]] = {
    "choose": compile_choose,
    "group": compile_group,
    "names": compile_names,
}
"""Tag to the function that compiles it; another part for each shape."""

_INHERITED = (
    "and",
    "delimiter-precedes-et-al",
    "delimiter-precedes-last",
    "et-al-min",
    "et-al-use-first",
    "et-al-subsequent-min",
    "et-al-subsequent-use-first",
    "et-al-use-last",
    "initialize",
    "initialize-with",
    "name-as-sort-order",
    "sort-separator",
)
_RENAMED = {"name-form": "form", "name-delimiter": "delimiter"}
"""Name options on cs:style, cs:citation and cs:bibliography, and what they are called on cs:name."""

T = TypeVar("T")


class Compiler:
    """What all shapes of one area share. `area` is cs:citation or cs:bibliography."""

    def __init__(
        self,
        style: Node,
        area: Node,
        locale: Locale,
        facts: Facts,
        *,
        tidy: bool = True,
        sorting: bool = False,
        overrides: Mapping[str, str] | None = None,
    ) -> None:
        self.style = style
        self.locale = locale
        self.facts = facts
        self.tidy = tidy
        self.sorting = sorting
        self.in_bibliography = area.tag == "bibliography"
        substitutes = "subsequent-author-substitute" in area.attributes
        self.marks_names = not sorting and (not self.in_bibliography or substitutes)
        """Whether a later pass looks for the names that a cite prints."""
        self.marks_each_name = self.in_bibliography and self.marks_names
        """Whether it looks for the single names, which are compared with those of the entry before."""
        self._overrides = dict(overrides or {})
        self._inherited = {**_own_name_options(style), **_own_name_options(area)}
        self.names_delimiter = area.get("names-delimiter") or style.get("names-delimiter")
        self.page_range_format = style.get("page-range-format")
        self.page_delimiter = locale.term("page-range-delimiter") or "–"
        self._made: dict[object, object] = {}

    def plan(self, *nodes: Node) -> Plan:
        """The elements that render something, ready to be compiled for any shape."""
        known = LEAVES.keys() | BRANCHES.keys()
        return Plan(self, tuple(node for node in nodes if node.tag in known))

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What `make` gives, made once for equal keys."""
        found = self._made.get(key)
        if found is None:
            if len(self._made) > _MOST:  # records may come in any number of shapes
                self._made.clear()
            found = self._made[key] = make()
        return found  # type: ignore[return-value]  # a key is always made by the same function

    def inherited_option(self, name: str) -> str:
        """An option of names as the style or the area has it, whatever cs:name says."""
        return self._inherited.get(name, "")

    def name_options(self, names: Node) -> dict[str, str]:
        """All options of a cs:name: inherited from the style and the area, then its own."""
        options = dict(self._inherited)
        name = names.child("name")
        if name is not None:
            own = name.attributes
            options.update(own if self.tidy else mishaps.name_options(own))
        options.update(self._overrides)
        return options


_MOST = 50_000


class Plan:
    """Elements of one area: asked for a cite, the parts that render them for its shape."""

    __slots__ = ("_forms", "_known", "_locator_tests", "_mask", "_tests")

    def __init__(self, compiler: Compiler, nodes: tuple[Node, ...]) -> None:
        place = Place(compiler)
        self._forms = [Known(later(place, node)) for node in nodes]
        self._mask = 0
        for node in nodes:
            self._mask |= compiler.facts.mask(node)
        self._tests = compiler.facts.of_cite(self._mask)
        self._locator_tests = compiler.facts.of_locator(self._mask)
        self._known: dict[int, tuple[Writer, ...]] = {}

    def render(self, cite: CiteContext) -> str:
        """The text of the elements, one behind the other."""
        return "".join([write(cite) for write in self.writers(cite)])

    def writers(self, cite: CiteContext) -> tuple[Writer, ...]:
        """What gives the text of each element, in order."""
        shape = cite.item.shape & self._mask
        for bit, test in self._tests:
            if test(cite):
                shape |= bit
        for bit, test in self._locator_tests if cite.locator else ():
            if test(cite):
                shape |= bit
        cite.shape = shape
        found = self._known.get(shape)
        if found is None:
            if len(self._known) > _MOST:
                self._known.clear()
            found = self._known[shape] = tuple([form(Answers(shape)).text for form in self._forms])
        return found


class Place(NamedTuple):
    """Where an element stands in its style, as far as that matters to it."""

    compiler: Compiler
    delimiter: str = ""
    """Delimiter of the element around it: cs:choose hands it to its branches."""
    substituted: Node | None = None
    """The names element in whose substitute it stands."""
    calls: frozenset[Node] = frozenset()
    """The macros that are called on the way to it."""

    def element(self, node: Node) -> Form:
        """The form of one element; an unknown one renders nothing."""
        form = self._form(node)
        if self.compiler.tidy:
            return form
        if node.tag == "group" or _is_call(node):
            return lambda answers: mishaps.closed(form(answers), node)
        return lambda answers: mishaps.open_end(form(answers), node)

    def _form(self, node: Node) -> Form:
        if node.tag in BRANCHES:
            return BRANCHES[node.tag](node, self)
        if _is_call(node):
            return compile_call(node, self)
        if node.tag not in LEAVES:
            return lambda _answers: NOTHING_PART
        part = self.compiler.once(node, lambda: LEAVES[node.tag](node, self.compiler))
        presence = self.compiler.facts.presence(node)
        if not presence:
            return lambda _answers: part
        return lambda answers: part if answers.any(presence) else ABSENT_PART

    def children(self, node: Node, delimiter: str = "") -> list[Form]:
        """The forms of an element's children, in order.

        `delimiter` is the one that the element puts between them, which reaches into a cs:choose
        but into nothing else (CSL 1.0.2, "Delimiter").
        """
        inside = self._replace(delimiter=delimiter)
        return [inside.element(child) for child in node.children]

    def macro(self, name: str) -> Form:
        """The form of a macro; calls of one that is not there, or of itself, render nothing."""
        compiler = self.compiler
        node = compiler.facts.macros.get(name)
        if node is None or node in self.calls:
            return lambda _answers: NOTHING_PART
        # Shared by all its calls, so it takes after none of them.
        place = Place(compiler, calls=self.calls | {node})

        def make() -> Known[Part]:
            forms = place.children(node)
            return Known(lambda answers: sequence([form(answers) for form in forms]))

        def macro(answers: Answers) -> Part:
            return compiler.once((node,), make)(answers)

        return macro


def _is_call(node: Node) -> bool:
    return node.tag == "text" and "macro" in node.attributes and not node.get("variable")


def later(place: Place, node: Node) -> Form:
    """The form of an element, made when it is first asked."""
    compiler = place.compiler
    key = (place, node)

    def form(answers: Answers) -> Part:
        return compiler.once(key, lambda: place.element(node))(answers)

    return form


def _own_name_options(node: Node) -> dict[str, str]:
    options = {name: node.attributes[name] for name in _INHERITED if name in node.attributes}
    for name, renamed in _RENAMED.items():
        if name in node.attributes:
            options[renamed] = node.attributes[name]
    return options
