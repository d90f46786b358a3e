"""Compiler: the elements of one area of a style, for one locale, as renderers.

There is one compiler for the citation, one for the bibliography, and one for each sort key that is
a macro, as the same macro means different things there (inherited name options, how the year suffix
is placed, dates and names in sorting form). A macro is compiled once per compiler, when it is first
called, and shared by all its calls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from citeform.csl.context import NOTHING, CiteContext, Rendered, Renderer
from citeform.csl.elements.choose import compile_choose
from citeform.csl.elements.date import compile_date
from citeform.csl.elements.group import compile_group, sequence
from citeform.csl.elements.label import compile_label
from citeform.csl.elements.names import compile_names
from citeform.csl.elements.number import compile_number
from citeform.csl.elements.text import compile_text

if TYPE_CHECKING:
    from citeform.csl.locale import Locale
    from citeform.csl.node import Node

ELEMENTS: dict[str, Callable[[Node, Compiler], Renderer]] = {}
"""Tag to the function that compiles it."""

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


class Compiler:
    """Compiles nodes of one area. `area` is cs:citation or cs:bibliography."""

    def __init__(
        self,
        style: Node,
        area: Node,
        locale: Locale,
        *,
        sorting: bool = False,
        overrides: Mapping[str, str] | None = None,
    ) -> None:
        self.style = style
        self.locale = locale
        self.sorting = sorting
        self.in_bibliography = area.tag == "bibliography"
        self._overrides = dict(overrides or {})
        self._macros = {node.get("name"): node for node in style.all("macro")}
        self._compiled: dict[str, Renderer] = {}
        self._inherited = {**_own_name_options(style), **_own_name_options(area)}
        self.names_delimiter = area.get("names-delimiter") or style.get("names-delimiter")
        self.page_range_format = style.get("page-range-format")
        self.page_delimiter = locale.term("page-range-delimiter") or "–"
        self.curly_quotes = locale.quotes[0] == "“"
        """Whether typographic quotation marks in a field are this locale's own."""
        self.explicit_suffix = self.uses(area, "year-suffix")
        self.delimiter = ""
        """Delimiter of the element that is being compiled: cs:choose hands it to its branches."""
        self.substituted: Node | None = None
        """The names element whose substitute is being compiled."""

    def element(self, node: Node) -> Renderer:
        """The renderer of one element; an unknown one renders nothing."""
        compile_element = ELEMENTS.get(node.tag)
        return compile_element(node, self) if compile_element else lambda _cite: NOTHING

    def children(self, node: Node, delimiter: str = "") -> tuple[Renderer, ...]:
        """The renderers of an element's children, in order.

        `delimiter` is the one that the element puts between them, which reaches into a cs:choose
        but into nothing else (CSL 1.0.2, "Delimiter").
        """
        outer, self.delimiter = self.delimiter, delimiter
        renderers = tuple(self.element(child) for child in node.children if child.tag in ELEMENTS)
        self.delimiter = outer
        return renderers

    def macro(self, name: str) -> Renderer:
        """The renderer of a macro; calls of one that is not there, or of itself, render nothing."""
        found = self._compiled.get(name)
        if found is not None:
            return found
        node = self._macros.get(name)
        if node is None:
            return lambda _cite: NOTHING
        self._compiled[name] = _nothing  # a macro that calls itself finds this
        with self.substituting(None):  # shared by all its calls, so it takes after none of them
            self._compiled[name] = sequence(self.children(node))
        return self._compiled[name]

    @contextmanager
    def substituting(self, names: Node | None) -> Iterator[None]:
        """While this lasts, what is compiled is in the substitute of that names element."""
        outer = self.substituted, self.delimiter
        self.substituted, self.delimiter = names, ""
        yield
        self.substituted, self.delimiter = outer

    def name_options(self, names: Node) -> dict[str, str]:
        """All options of a cs:name: inherited from the style and the area, then its own."""
        options = dict(self._inherited)
        name = names.child("name")
        if name is not None:
            options.update(name.attributes)
        options.update(self._overrides)
        return options

    def uses(self, area: Node, variable: str) -> bool:
        """Whether the area's layout prints a variable, through its macros too."""
        layout = area.child("layout")
        pending, seen = [layout] if layout else [], set()
        while pending:
            for node in pending.pop().walk():
                if node.tag not in {"text", "number"}:
                    continue
                if node.get("variable") == variable:
                    return True
                macro = node.get("macro")
                if macro in self._macros and macro not in seen:
                    seen.add(macro)
                    pending.append(self._macros[macro])
        return False


def _nothing(_cite: CiteContext) -> Rendered:
    return NOTHING


def _own_name_options(node: Node) -> dict[str, str]:
    options = {name: node.attributes[name] for name in _INHERITED if name in node.attributes}
    for name, renamed in _RENAMED.items():
        if name in node.attributes:
            options[renamed] = node.attributes[name]
    return options


ELEMENTS.update(
    {
        "choose": compile_choose,
        "date": compile_date,
        "group": compile_group,
        "label": compile_label,
        "names": compile_names,
        "number": compile_number,
        "text": compile_text,
    }
)
