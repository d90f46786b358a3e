"""Where a cite stands among the others (CSL 1.0.2, "Choose", position).

1. A cite of a work that was not cited before is first; any other is at least subsequent.
2. It is ibid if the cite just before it is of the same work: within the citation, or as the only
   one of the citation before; in notes, that must be in the same or the preceding note.
3. The locators decide between ibid and ibid-with-locator; if only the earlier one has a locator,
   it is merely subsequent.
4. It is a near-note if the work was cited at most near-note-distance notes ago.

Cites in the text and cites in notes are two chains.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from citeform.csl.context import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT

if TYPE_CHECKING:
    from citeform.csl.citation import Citation, Cite


class Place(NamedTuple):
    """What is certain of a cite before anything is rendered."""

    position: int = FIRST
    near_note: bool = False
    first_note: int = 0


def find_places(citations: Sequence[Citation], near_distance: int) -> list[list[Place]]:
    """The place of each cite of each citation."""
    first_notes: dict[str, int] = {}
    last_notes: dict[str, int] = {}
    previous: dict[bool, Citation] = {}
    out: list[list[Place]] = []
    for citation in citations:
        in_note = citation.note > 0
        places: list[Place] = []
        before: Cite | None = None
        earlier = previous.get(in_note)
        if earlier is not None and _adjacent(earlier, citation):
            before = earlier.cites[-1]
        for index, cite in enumerate(citation.cites):
            if index:
                before = citation.cites[index - 1]
            seen = cite.id in first_notes
            position = FIRST if not seen else SUBSEQUENT
            if seen and before is not None and before.id == cite.id:
                position = _ibid(before, cite)
            near = (
                seen
                and in_note
                and last_notes.get(cite.id, 0) > 0
                and 0 <= citation.note - last_notes[cite.id] <= near_distance
            )
            if cite.forced_position is not None:
                position = cite.forced_position
            if cite.near_note is not None:
                near = cite.near_note
            first_note = cite.first_note or (first_notes.get(cite.id, 0) if seen else 0)
            places.append(Place(position, near, first_note))
            first_notes.setdefault(cite.id, citation.note)
            last_notes[cite.id] = citation.note
        out.append(places)
        if citation.cites:
            previous[in_note] = citation
    return out


def _adjacent(earlier: Citation, citation: Citation) -> bool:
    """Whether the earlier citation can be meant by an ibid at the start of this one."""
    if len({cite.id for cite in earlier.cites}) != 1:
        return False
    return citation.note == 0 or 0 <= citation.note - earlier.note <= 1


def _ibid(before: Cite, cite: Cite) -> int:
    """Step 3."""
    if not before.locator:
        return IBID_WITH_LOCATOR if cite.locator else IBID
    if not cite.locator:
        return SUBSEQUENT
    same = (before.locator, before.label) == (cite.locator, cite.label)
    return IBID if same else IBID_WITH_LOCATOR
