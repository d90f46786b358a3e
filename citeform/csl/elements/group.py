"""cs:group and the joining of parts (CSL 1.0.2, "Group")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from citeform.csl.context import (
    ABSENT,
    EMPTY,
    FULL,
    MISSING,
    CiteContext,
    Form,
    Part,
    Rendered,
    Renderer,
    known_part,
)
from citeform.csl.elements.decoration import affix, around

if TYPE_CHECKING:
    from citeform.csl.compiler import Place
    from citeform.csl.node import Node


def compile_group(node: Node, place: Place) -> Form:
    """A group: its children joined, gone when all the variables it calls are empty."""
    delimiter = affix(node.get("delimiter"))
    before, after = around(node)
    forms = place.children(node, delimiter)
    return lambda shape: enclosed(
        sequence([form(shape) for form in forms], delimiter), before, after
    )


def enclosed(part: Part, before: str, after: str) -> Part:
    """A part within something that is gone when all the variables it calls are empty.

    Where it prints something, it counts as a variable with content for what is around it.
    """
    if part.known is not None:
        text, status = part.known
        if status == MISSING:
            return known_part(ABSENT)
        return known_part((before + text + after, FULL)) if text else part
    if part.firm and not before and not after:
        return part
    inner = part.render

    def enclosing(cite: CiteContext) -> Rendered:
        text, status = inner(cite)
        if status == MISSING:
            return ABSENT
        if not text:
            return text, status
        return before + text + after, FULL

    return Part(enclosing, firm=part.firm)


def sequence(parts: Sequence[Part], delimiter: str = "") -> Part:
    """Parts one after the other, those that print something joined by the delimiter."""
    base = EMPTY
    for part in parts:
        if part.known is not None:
            base |= part.known[1]
    live = [part for part in parts if part.known is None or part.known[0]]
    if all(part.known is not None for part in live):
        text = delimiter.join([part.known[0] for part in live if part.known is not None])
        return known_part((text, min(FULL, base)))
    firm = all(part.firm for part in live)
    if len(live) == 1 and (firm or base == EMPTY):
        return live[0]
    renderers = tuple(part.render for part in live)
    return Part(
        _firmly(renderers, delimiter) if firm else _joined(renderers, delimiter, base), firm=firm
    )


def _firmly(renderers: tuple[Renderer, ...], delimiter: str) -> Renderer:
    """The same where whatever prints something is FULL."""

    def join(cite: CiteContext) -> Rendered:
        texts = [text for render in renderers if (text := render(cite)[0])]
        return (delimiter.join(texts), FULL) if texts else ABSENT

    return join


def _joined(renderers: tuple[Renderer, ...], delimiter: str, base: int) -> Renderer:
    def join(cite: CiteContext) -> Rendered:
        status = base
        texts = []
        for render in renderers:
            text, its_status = render(cite)
            status |= its_status
            if text:
                texts.append(text)
        return delimiter.join(texts), min(FULL, status)

    return join
