"""cs:group and the joining of parts (CSL 1.0.2, "Group")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from citeform.csl.context import (
    ABSENT,
    ABSENT_PART,
    EMPTY,
    FULL,
    MISSING,
    NOTHING_PART,
    CiteContext,
    Form,
    Part,
    Rendered,
    Renderer,
    firm_part,
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
    return lambda shape: enclosed([form(shape) for form in forms], delimiter, before, after)


def enclosed(parts: Sequence[Part], delimiter: str, before: str, after: str) -> Part:
    """Parts joined within something that is gone when all the variables they call are empty.

    Where it prints something, it counts as a variable with content for what is around it.
    """
    joint = _joint(parts)
    live = joint.live
    if joint.firm and len(live) > 1:
        return firm_part(_firmly(live, delimiter, before, after))
    joined = _sequence(joint, delimiter)
    if joined.known is not None:
        text, status = joined.known
        if status == MISSING:
            return ABSENT_PART
        return known_part((before + text + after, FULL)) if text else joined
    if joined.firm and not before and not after:
        return joined
    inner = joined.render

    def enclosing(cite: CiteContext) -> Rendered:
        text, status = inner(cite)
        if status == MISSING:
            return ABSENT
        if not text:
            return text, status
        return before + text + after, FULL

    return Part(enclosing, firm=joined.calls, calls=joined.calls)


def sequence(parts: Sequence[Part], delimiter: str = "") -> Part:
    """Parts one after the other, those that print something joined by the delimiter."""
    return parts[0] if len(parts) == 1 else _sequence(_joint(parts), delimiter)


def _sequence(joint: Joint, delimiter: str) -> Part:
    base, live = joint.base, joint.live
    if joint.known:
        text = delimiter.join([part.known[0] for part in live if part.known is not None])
        return known_part((text, _JOINED[base])) if text else _WITHOUT_TEXT[_JOINED[base]]
    if len(live) == 1 and (joint.firm or base == EMPTY):
        return live[0]
    if joint.firm:
        return firm_part(_firmly(live, delimiter))
    return Part(_loosely(live, delimiter, base), calls=joint.calls)


class Joint(NamedTuple):
    """What can be said of several parts together."""

    live: list[Part]
    """Those that may print something."""
    base: int
    """The statuses that are known, as bits."""
    known: bool
    """Whether all that is live is known."""
    firm: bool
    calls: bool


def _joint(parts: Sequence[Part]) -> Joint:
    live: list[Part] = []
    base, known, firm, calls = EMPTY, True, True, False
    for part in parts:
        if part.known is None:
            known = False
        else:
            base |= part.known[1]
            if not part.known[0]:
                continue
        firm = firm and part.firm
        calls = calls or part.calls
        live.append(part)
    return Joint(live, base, known, firm, calls or base != EMPTY)


_JOINED = (EMPTY, MISSING, FULL, FULL)
"""The status of several together, by their statuses joined as bits."""
_WITHOUT_TEXT = (NOTHING_PART, ABSENT_PART, known_part(("", FULL)))


def _firmly(live: Sequence[Part], delimiter: str, before: str = "", after: str = "") -> Renderer:
    """Parts of which whatever prints something is FULL."""
    renderers = [part.render for part in live]

    def join(cite: CiteContext) -> Rendered:
        texts = [text for render in renderers if (text := render(cite)[0])]
        return (before + delimiter.join(texts) + after, FULL) if texts else ABSENT

    return join


def _loosely(live: Sequence[Part], delimiter: str, base: int) -> Renderer:
    """Parts among which are terms and labels; `base` is the status of the others."""
    renderers = [part.render for part in live]

    def join(cite: CiteContext) -> Rendered:
        status = base
        texts = []
        for render in renderers:
            text, its_status = render(cite)
            status |= its_status
            if text:
                texts.append(text)
        return delimiter.join(texts), _JOINED[status]

    return join
