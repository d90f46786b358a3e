"""Node: one element of a style, read from XML and never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An element of CSL: its tag without namespace, attributes, children and line in the file.

    Two nodes are equal only if they are the same one, so a node can be the key of a cache.
    """

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Node, ...] = ()
    text: str = ""
    line: int = 0

    def get(self, attribute: str, default: str = "") -> str:
        """An attribute's value."""
        return self.attributes.get(attribute, default)

    def without(self, attribute: str) -> Node:
        """The same element without an attribute."""
        kept = {name: value for name, value in self.attributes.items() if name != attribute}
        return replace(self, attributes=kept)

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
        yield self
        for child in self.children:
            yield from child.walk()
