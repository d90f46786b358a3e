"""Session: one document that an editor keeps changing.

For every citation it keeps what it reads, and after a change works out only what the change
touches:

1. Works are decided on again only where others are cited, or in another order; what was worked out
   for one work alone is remembered (`citeform.csl.decide`).
2. Places are found again only in a style that heeds them.
3. A citation is rendered again only if it is new, has other places, or cites a work that is decided
   otherwise than before.

The answer is always that of `Style.process` for the same citations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from citeform.collector import paused
from citeform.csl.citation import as_citation
from citeform.csl.decide import decide, register
from citeform.csl.decisions import Memory
from citeform.csl.passes.positions import NOWHERE
from citeform.csl.process import (
    Places,
    first_notes_of,
    places_of,
    render_citation,
    render_entries,
)
from citeform.csl.result import Bibliography, Entry, Formatted, layout_of
from citeform.errors import UsageError
from citeform.model.library import each_article

if TYPE_CHECKING:
    from citeform.csl.citation import Citation, Cite
    from citeform.csl.program import Program
    from citeform.model.article import Article

_Row = tuple["Citation", int, tuple[str, ...], str, Places]
_UNREAD = "\0"
"""What a citation reads before it is rendered: nothing that ever is."""


class Session:
    """A document under way. Positions count from 0 and may be negative, as in a list.

    Each change returns the citations that read differently now: position to text. `notes` gives
    the number of the note that each citation stands in after the change, 0 for the running text;
    without it, citations keep the numbers they came with.
    """

    def __init__(
        self,
        program: Program,
        articles: Article | Iterable[Article],
        citations: Iterable[Citation | Cite | str] = (),
        *,
        links: bool = False,
    ) -> None:
        self._program = program
        self._articles = {article.id: article for article in each_article(articles)}
        self._links = links
        # What is kept of each citation; these lists change together.
        self._citations: list[Citation] = []
        self._notes: list[int] = []
        self._ids: list[tuple[str, ...]] = []
        self._texts: list[str] = []
        self._places: list[Places] = []
        for citation in citations:
            self._put(len(self._citations), _row(as_citation(citation)))
        self._begin()

    @property
    def citations(self) -> tuple[Formatted, ...]:
        """All citations of the document as they read now."""
        return tuple(map(Formatted, self._texts))

    @property
    def bibliography(self) -> Bibliography:
        """The bibliography of what is cited now."""
        entries = [Entry(id, rich) for id, rich in render_entries(self._decisions)]
        return Bibliography(entries, layout_of(self._program.bibliography))

    def add_articles(self, articles: Article | Iterable[Article]) -> dict[int, Formatted]:
        """Make more articles known, or replace those with the same id."""
        self._articles.update({article.id: article for article in each_article(articles)})
        before = self._texts
        self._begin()
        return {
            position: Formatted(text)
            for position, text in enumerate(self._texts)
            if text != before[position]
        }

    def insert(
        self,
        position: int,
        citation: Citation | Cite | str,
        *,
        notes: Sequence[int] | None = None,
    ) -> dict[int, Formatted]:
        """Put a citation before the one at `position`; the number of citations appends it."""
        made = as_citation(citation)
        self._require_notes(notes, 1)
        at = self._put(position, _row(made))
        return self._update(notes, [at])

    def change(
        self,
        position: int,
        citation: Citation | Cite | str,
        *,
        notes: Sequence[int] | None = None,
    ) -> dict[int, Formatted]:
        """Replace the citation at `position`. Raises `UsageError` where there is none."""
        made = as_citation(citation)
        self._require_notes(notes, 0)
        at = self._require(position)
        *_, text, _ = self._take(at)
        self._put(at, _row(made, text))
        return self._update(notes, [at])

    def move(
        self, position: int, to: int, *, notes: Sequence[int] | None = None
    ) -> dict[int, Formatted]:
        """Take the citation at `position` out and put it before the one then at `to`."""
        self._require_notes(notes, 0)
        self._put(to, self._take(self._require(position)))
        return self._update(notes)

    def remove(self, position: int, *, notes: Sequence[int] | None = None) -> dict[int, Formatted]:
        """Take the citation at `position` out."""
        self._require_notes(notes, -1)
        self._take(self._require(position))
        return self._update(notes)

    # -------------------------------------------------------------- the lists

    def _put(self, position: int, row: _Row) -> int:
        """Insert what is kept of a citation; returns the position, counted from 0."""
        count = len(self._citations)
        at = max(0, position + count) if position < 0 else min(position, count)
        for each, value in zip(self._lists(), row, strict=True):
            each.insert(at, value)
        return at

    def _take(self, at: int) -> _Row:
        return tuple(each.pop(at) for each in self._lists())

    def _lists(self) -> tuple[list[Any], ...]:
        return self._citations, self._notes, self._ids, self._texts, self._places

    def _require(self, position: int) -> int:
        """The position counted from 0."""
        count = len(self._citations)
        if not -count <= position < count:
            raise UsageError(f"there is no citation at {position}; the document has {count}")
        return position % count

    def _require_notes(self, notes: Sequence[int] | None, more: int) -> None:
        """Whether there is a number for every citation that there will be."""
        count = len(self._citations) + more
        if notes is not None and len(notes) != count:
            raise UsageError(f"{count} notes are needed, one for each citation, not {len(notes)}")

    # -------------------------------------------------------------- keeping up

    def _begin(self) -> None:
        """Render everything, with nothing remembered."""
        self._memory = Memory()
        self._decisions = decide(self._program, self._articles, (), self._memory)
        self._texts = [_UNREAD] * len(self._texts)
        self._update(None, range(len(self._texts)))

    def _update(
        self, notes: Sequence[int] | None, rendered: Iterable[int] = ()
    ) -> dict[int, Formatted]:
        """Render anew what may read differently, and the citations at these positions."""
        if notes is not None:
            self._notes = list(notes)
        with paused():
            pending = {*rendered, *self._decide(), *self._find_places()}
            return self._render(sorted(pending))

    def _render(self, pending: Iterable[int]) -> dict[int, Formatted]:
        """Step 3."""
        changed = {}
        for position in pending:
            citation, places = self._citations[position], self._places[position]
            text = render_citation(self._decisions, citation, places)
            if text != self._texts[position]:
                self._texts[position] = text
                changed[position] = Formatted(text)
        return changed

    def _decide(self) -> list[int]:
        """Step 1. Returns the citations of works that are decided otherwise now."""
        before = self._decisions
        ids, _ = register(self._articles, chain.from_iterable(self._ids))
        notes = first_notes_of(self._program, self._ids, self._notes)
        if ids == before.ids and notes == before.notes:
            return []
        self._decisions = decide(
            self._program,
            self._articles,
            ids,
            self._memory,
            links=self._links,
            notes=notes,
            before=before,
        )
        touched = self._decisions.touched_since(before)
        if not touched:
            return []
        return [at for at, ids in enumerate(self._ids) if not touched.isdisjoint(ids)]

    def _find_places(self) -> list[int]:
        """Step 2. Returns the citations that have other places now."""
        if not self._program.citation.heeds_places:
            return []
        before = [*self._places]
        self._places[:] = places_of(self._program, self._citations, self._notes)
        return [at for at, places in enumerate(self._places) if places != before[at]]


def _row(citation: Citation, text: str = _UNREAD) -> _Row:
    """What is kept of a citation, as long as nothing is worked out."""
    ids = tuple([cite.id for cite in citation.cites])
    return citation, citation.note, ids, text, [NOWHERE] * len(ids)
