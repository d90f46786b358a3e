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
    Writer,
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
    return lambda answers: enclosed([form(answers) for form in forms], delimiter, before, after)


def enclosed(parts: Sequence[Part], delimiter: str, before: str, after: str) -> Part:
    """Parts joined within something that is gone when all the variables they call are empty.

    Where it prints something, it counts as a variable with content for what is around it.
    """
    first = parts[0] if len(parts) == 1 else NOTHING_PART
    if first is ABSENT_PART:
        return first
    if first.write is not None and first.merges:
        if not before and not after:
            return first
        return firm_part(first.write, before + first.before, first.after + after)
    joint = _joint(parts)
    joined = (
        None
        if joint.base & FULL
        else _around_one(joint.live, delimiter) or _with_asides(joint, delimiter)
    ) or _sequence(joint, delimiter)
    if joined.known is not None:
        text, status = joined.known
        if status == MISSING:
            return ABSENT_PART
        return known_part((before + text + after, FULL)) if text else joined
    if joined.write is not None and joined.merges:
        return firm_part(joined.write, before + joined.before, joined.after + after)
    if not before and not after and (joined.write is not None or joined.inner is not None):
        return joined
    if joined.inner is not None:
        return _enclosing(
            joined.inner, before + joined.before, joined.after + after, calls=joined.calls
        )
    return _enclosing(joined.render, before, after, calls=joined.calls)


def _enclosing(inner: Renderer, before: str, after: str, *, calls: bool) -> Part:
    """What is within, in affixes that are gone with it."""

    def render(cite: CiteContext) -> Rendered:
        text, status = inner(cite)
        if status == MISSING:
            return ABSENT
        if not text:
            return text, status
        return before + text + after, FULL

    def write(cite: CiteContext) -> str:
        text, status = inner(cite)
        return "" if status == MISSING else text

    return Part(render, None, write if calls else None, before, after, calls=calls, inner=inner)


def _around_one(live: Sequence[Part], delimiter: str) -> Part | None:
    """A group of terms and one firm part, as that part with the terms for affixes: "vol. 3"."""
    others = [part for part in live if part.known is None]
    part = others[0] if len(others) == 1 else NOTHING_PART
    if part.write is None or not part.merges:
        return None
    at = live.index(part)
    lead = [each.known[0] for each in live[:at] if each.known]
    trail = [each.known[0] for each in live[at + 1 :] if each.known]
    before, after = delimiter.join([*lead, ""]), delimiter.join(["", *trail])
    return firm_part(part.write, before + part.before, part.after + after)


def _with_asides(joint: Joint, delimiter: str) -> Part | None:
    """A group of firm parts with terms and labels, which is gone with what these stand beside."""
    if joint.known or joint.writers or not any(part.merges for part in joint.live):
        return None
    pieces: list[tuple[Writer, str, str, bool]] = []
    for part in joint.live:
        write = part.write if part.merges else part.aside
        if write is None:
            return None
        pieces.append((write, part.before, part.after, part.merges))

    def join(cite: CiteContext) -> str:
        texts, is_there = [], False
        for write, before, after, calls in pieces:
            if text := write(cite):
                texts.append(before + text + after)
                is_there = is_there or calls
        return delimiter.join(texts) if is_there else ""

    return firm_part(join)


def sequence(parts: Sequence[Part], delimiter: str = "") -> Part:
    """Parts one after the other, those that print something joined by the delimiter."""
    return parts[0] if len(parts) == 1 else _sequence(_joint(parts), delimiter)


def _sequence(joint: Joint, delimiter: str) -> Part:
    base, live = joint.base, joint.live
    if joint.known:
        text = delimiter.join([part.known[0] for part in live if part.known is not None])
        return known_part((text, _JOINED[base])) if text else _WITHOUT_TEXT[_JOINED[base]]
    if len(live) == 1 and (joint.writers or base == EMPTY):
        return live[0]
    if joint.writers:
        return firm_part(_firmly(joint.writers, delimiter))
    return Part(_loosely(live, delimiter, base), calls=joint.calls)


class Joint(NamedTuple):
    """What can be said of several parts together."""

    live: list[Part]
    """Those that may print something."""
    base: int
    """The statuses that are known, as bits."""
    known: bool
    """Whether all that is live is known."""
    writers: list[tuple[Writer, str, str]]
    """Of live parts that are all firm: what gives their texts, and what stands around these."""
    calls: bool


def _joint(parts: Sequence[Part]) -> Joint:
    live: list[Part] = []
    base, known, calls = EMPTY, True, False
    for part in parts:
        if part.known is None:
            known = False
        else:
            base |= part.known[1]
            if not part.known[0]:
                continue
        calls = calls or part.calls
        live.append(part)
    writers = [(part.write, part.before, part.after) for part in live if part.write is not None]
    if len(writers) < len(live):
        writers = []
    return Joint(live, base, known, writers, calls or base != EMPTY)


_JOINED = (EMPTY, MISSING, FULL, FULL)
"""The status of several together, by their statuses joined as bits."""
_WITHOUT_TEXT = (NOTHING_PART, ABSENT_PART, known_part(("", FULL)))


def _firmly(writers: Sequence[tuple[Writer, str, str]], delimiter: str) -> Writer:
    """Parts of which whatever prints something is FULL."""

    def join(cite: CiteContext) -> str:
        return delimiter.join(
            [before + text + after for write, before, after in writers if (text := write(cite))]
        )

    return join


def _loosely(live: Sequence[Part], delimiter: str, base: int) -> Renderer:
    """Parts among which are terms and labels; `base` is the status of the others."""
    pieces = [
        # Of names that are hidden only the status tells.
        (part.render, part.write if part.merges else None, part.before, part.after)
        for part in live
    ]

    def join(cite: CiteContext) -> Rendered:
        status = base
        texts = []
        for render, write, before, after in pieces:
            if write is None:
                text, its_status = render(cite)
                status |= its_status
                if text:
                    texts.append(text)
            elif text := write(cite):
                status |= FULL
                texts.append(before + text + after)
            else:
                status |= MISSING
        return delimiter.join(texts), _JOINED[status]

    return join
