"""Node: one element of a style, read from XML and never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Node:
    """An element of CSL: its tag without namespace, attributes, children and line in the file.

    Two nodes are equal only if they are the same one, so a node can be the key of a cache.
    """

    __slots__ = ("attributes", "children", "line", "tag", "text")

    def __init__(
        self,
        tag: str,
        attributes: Mapping[str, str] = _NO_ATTRIBUTES,
        children: tuple[Node, ...] = (),
        text: str = "",
        line: int = 0,
    ) -> None:
        self.tag: Final = tag
        self.attributes: Final = attributes
        self.children: Final = children
        self.text: Final = text
        self.line: Final = line

    def get(self, attribute: str, default: str = "") -> str:
        """An attribute's value."""
        return self.attributes.get(attribute, default)

    def having(
        self, attributes: Mapping[str, str], children: tuple[Node, ...] | None = None
    ) -> Node:
        """The same element with other attributes, and with other children where they are given."""
        kept = self.children if children is None else children
        return Node(self.tag, attributes, kept, self.text, self.line)

    def without(self, attribute: str) -> Node:
        """The same element without an attribute."""
        return self.having(
            {name: value for name, value in self.attributes.items() if name != attribute}
        )

    def words(self, attribute: str) -> list[str]:
        """An attribute that lists names separated by blanks."""
        return self.attributes.get(attribute, "").split()

    def child(self, tag: str) -> Node | None:
        """The first child with that tag."""
        return next((each for each in self.children if each.tag == tag), None)

    def all(self, tag: str) -> list[Node]:
        """The children with that tag."""
        return [each for each in self.children if each.tag == tag]

    def walk(self) -> Iterator[Node]:
        """This node and everything below it, in document order."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            if node.children:
                pending += node.children[::-1]
