"""Attributes of a style that nothing comes of, taken out when it is read.

The specification does not say what becomes of a look within another, nor of a block within a line.
Styles have been drawn up against what citeproc-js prints, and it passes over these:

1. `display` on anything but the elements right in a layout: a macro or a group prints its parts in one
   line.
2. "normal" within cs:names where cs:names or cs:name itself sets the look: the names are all of one
   look, with what stands between them. But cs:et-al may undo what the cs:name beside it sets.
3. "normal" on a date in a localized form, which has the look of what is around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import is_
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citeform.csl.node import Node

_LOOKS = frozenset({"font-style", "font-variant", "font-weight"})
_OF_NAMES = frozenset({"name", "name-part", "label", "et-al", "institution"})
_NOTHING: frozenset[str] = frozenset()
_DISPLAY = frozenset({"display"})
_TRANSPARENT = frozenset({"choose", "if", "else-if", "else"})


def without_unused(style: Node) -> Node:
    """The style as it is rendered."""
    return _rebuilt(style, in_layout=False, looks=frozenset())


def _rebuilt(node: Node, *, in_layout: bool, looks: frozenset[str]) -> Node:
    """A node and what is below it.

    `in_layout` says that it stands right in a layout; `looks` are those that its cs:names sets.
    """
    dropped = _NOTHING if in_layout else _DISPLAY
    if node.tag == "names":
        looks = _set_by(node)
    elif node.tag in _OF_NAMES:
        dropped = dropped | (looks & _normal(node.attributes))
        looks = looks | _set_by(node)
    elif node.tag == "date" and "form" in node.attributes:
        dropped = dropped | _normal(node.attributes)
    outermost = node.tag == "layout" or (in_layout and node.tag in _TRANSPARENT)
    name = node.child("name") if node.tag == "names" else None
    undone = looks - _set_by(name) if name else looks  # of cs:et-al beside it
    children = tuple(
        [
            _rebuilt(each, in_layout=outermost, looks=undone if each.tag == "et-al" else looks)
            for each in node.children
        ]
    )
    if dropped.isdisjoint(node.attributes):
        same = all(map(is_, children, node.children))
        return node if same else node.having(node.attributes, children)
    kept = {name: value for name, value in node.attributes.items() if name not in dropped}
    return node.having(kept, children)


def _set_by(node: Node) -> frozenset[str]:
    return _LOOKS & node.attributes.keys() - _normal(node.attributes)


def _normal(attributes: Mapping[str, str]) -> frozenset[str]:
    return frozenset(name for name in _LOOKS if attributes.get(name) == "normal")
