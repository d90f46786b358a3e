"""Session: one document that an editor keeps changing, over the pure `process`.

After each change the whole document is processed again, but with a memory: a citation whose
fingerprint (its cites, their places, numbers and what disambiguation decided) is what it was is
not rendered again, and neither is a form that disambiguation has tried before. So the cost of a
change is that of what it touches, and the answer is always that of `Style.process`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from citeform.csl.citation import as_citation
from citeform.csl.process import Memory, Processed, process
from citeform.csl.result import Bibliography, Entry, Formatted, layout_of
from citeform.errors import UsageError
from citeform.model.library import each_article

if TYPE_CHECKING:
    from citeform.csl.citation import Citation, Cite
    from citeform.csl.program import Program
    from citeform.model.article import Article


class Session:
    """A document under way. Positions count from 0 and may be negative, as in a list.

    Each change returns the citations that read differently now: position to text.
    """

    def __init__(
        self, program: Program, articles: Article | Iterable[Article], *, links: bool = False
    ) -> None:
        self._program = program
        self._articles = {article.id: article for article in each_article(articles)}
        self._links = links
        self._memory = Memory()
        self._citations: list[Citation] = []
        self._processed = Processed((), ())

    @property
    def citations(self) -> tuple[Formatted, ...]:
        """All citations of the document as they read now."""
        return tuple(map(Formatted, self._processed.citations))

    @property
    def bibliography(self) -> Bibliography:
        """The bibliography of what is cited now."""
        done = process(
            self._program,
            self._articles,
            self._citations,
            links=self._links,
            uncited=False,
            memory=self._memory,
        )
        entries = [Entry(id, rich) for id, rich in done.entries]
        return Bibliography(entries, layout_of(self._program.bibliography))

    def add_articles(self, articles: Article | Iterable[Article]) -> dict[int, Formatted]:
        """Make more articles known, or replace those with the same id."""
        self._articles.update({article.id: article for article in each_article(articles)})
        self._memory = Memory()
        return self._update(self._citations, moved=None)

    def insert(self, position: int, citation: Citation | Cite | str) -> dict[int, Formatted]:
        """Put a citation before the one at `position`; the number of citations appends it."""
        changed = [*self._citations]
        changed.insert(position, as_citation(citation))
        before: list[int | None] = list(range(len(self._citations)))
        before.insert(position, None)
        return self._update(changed, before)

    def change(self, position: int, citation: Citation | Cite | str) -> dict[int, Formatted]:
        """Replace the citation at `position`. Raises `UsageError` where there is none."""
        self._require(position)
        changed = [*self._citations]
        changed[position] = as_citation(citation)
        return self._update(changed, list(range(len(changed))))

    def move(self, position: int, to: int) -> dict[int, Formatted]:
        """Take the citation at `position` out and put it before the one then at `to`."""
        self._require(position)
        changed = [*self._citations]
        before: list[int | None] = list(range(len(changed)))
        changed.insert(to, changed.pop(position))
        before.insert(to, before.pop(position))
        return self._update(changed, before)

    def remove(self, position: int) -> dict[int, Formatted]:
        """Take the citation at `position` out."""
        self._require(position)
        changed = [*self._citations]
        before: list[int | None] = list(range(len(changed)))
        del changed[position], before[position]
        return self._update(changed, before)

    def _require(self, position: int) -> None:
        if not -len(self._citations) <= position < len(self._citations):
            count = len(self._citations)
            raise UsageError(f"there is no citation at {position}; the document has {count}")

    def _update(
        self, citations: list[Citation], moved: list[int | None] | None
    ) -> dict[int, Formatted]:
        """Process the new document; `moved` says where each citation was before."""
        before = self._processed.citations
        self._citations = citations
        self._processed = process(
            self._program,
            self._articles,
            citations,
            links=self._links,
            uncited=False,
            bibliography=False,
            memory=self._memory,
        )
        changed = {}
        for position, text in enumerate(self._processed.citations):
            was = position if moved is None else moved[position]
            if was is None or was >= len(before) or before[was] != text:
                changed[position] = Formatted(text)
        return changed
