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

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from citeform.csl.context import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT

if TYPE_CHECKING:
    from citeform.csl.citation import Citation, Cite


class Place(NamedTuple):
    """What is certain of a cite before anything is rendered."""

    position: int = FIRST
    near_note: bool = False
    first_note: int = 0


NOWHERE = Place()


def find_places(
    citations: Sequence[Citation], notes: Sequence[int], near_distance: int
) -> list[list[Place]]:
    """The place of each cite of each citation, of which each stands in the note given."""
    first_notes: dict[str, int] = {}
    last_notes: dict[str, int] = {}
    previous: dict[bool, tuple[Citation, int]] = {}
    out: list[list[Place]] = []
    for citation, note in zip(citations, notes, strict=True):
        places: list[Place] = []
        before: Cite | None = None
        earlier = previous.get(note > 0)
        if earlier is not None and _adjacent(*earlier, note):
            before = earlier[0].cites[-1]
        for cite in citation.cites:
            id = cite.id
            if id in first_notes:
                position, first_note, last_note = SUBSEQUENT, first_notes[id], last_notes[id]
                if before is not None and before.id == id:
                    position = _ibid(before, cite)
                near = 0 < last_note <= note <= last_note + near_distance
            else:
                position, first_note, near = FIRST, 0, False
                first_notes[id] = note
            if cite.forced_position is not None:
                position = cite.forced_position
            if cite.near_note is not None:
                near = cite.near_note
            places.append(Place(position, near, cite.first_note or first_note))
            last_notes[id] = note
            before = cite
        out.append(places)
        if citation.cites:
            previous[note > 0] = citation, note
    return out


def first_notes(ids: Iterable[Sequence[str]], notes: Iterable[int]) -> dict[str, int]:
    """The note in which each work is first cited; `ids` are those of each citation."""
    found: dict[str, int] = {}
    for cited, note in zip(ids, notes, strict=True):
        for id in cited:
            found.setdefault(id, note)
    return found


def _adjacent(earlier: Citation, its_note: int, note: int) -> bool:
    """Whether the earlier citation can be meant by an ibid at the start of one in that note."""
    if len({cite.id for cite in earlier.cites}) != 1:
        return False
    return note == 0 or 0 <= note - its_note <= 1


def _ibid(before: Cite, cite: Cite) -> int:
    """Step 3."""
    if not before.locator:
        return IBID_WITH_LOCATOR if cite.locator else IBID
    if not cite.locator:
        return SUBSEQUENT
    same = (before.locator, before.label) == (cite.locator, cite.label)
    return IBID if same else IBID_WITH_LOCATOR
