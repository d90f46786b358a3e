"""cs:group and the joining of children (CSL 1.0.2, "Group")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citeform.csl.context import (
    ABSENT,
    EMPTY,
    FULL,
    MISSING,
    NOTHING,
    CiteContext,
    Rendered,
    Renderer,
)
from citeform.csl.elements.decoration import affix, around

if TYPE_CHECKING:
    from citeform.csl.compiler import Compiler
    from citeform.csl.node import Node


def compile_group(node: Node, compiler: Compiler) -> Renderer:
    """A group: its children joined, gone when all the variables it calls are empty.

    A group that prints something counts as a variable with content for the group around it.
    """
    delimiter = affix(node.get("delimiter"))
    inner = sequence(compiler.children(node, delimiter), delimiter)
    before, after = around(node)

    def group(cite: CiteContext) -> Rendered:
        text, status = inner(cite)
        if status == MISSING:
            return ABSENT
        if not text:
            return text, status
        return before + text + after, FULL

    return group


def sequence(children: tuple[Renderer, ...], delimiter: str = "") -> Renderer:
    """Children one after the other, those that print something joined by the delimiter."""
    if not children:
        return lambda _cite: NOTHING
    if len(children) == 1:
        return children[0]

    def render(cite: CiteContext) -> Rendered:
        status = EMPTY
        texts = []
        for child in children:
            text, its_status = child(cite)
            status |= its_status
            if text:
                texts.append(text)
        return delimiter.join(texts), min(FULL, status)

    return render
