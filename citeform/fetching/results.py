"""What became of identifiers: `Fetched` for one, `Results` for a batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from citeform.diagnostics import Diagnostic, Report
from citeform.errors import (
    AnswerError,
    CiteformError,
    NotAnIdentifierError,
    NotFoundError,
)
from citeform.fetching.status import retraction_told_by
from citeform.model.library import Library

if TYPE_CHECKING:
    from citeform.model.article import Article


@dataclass(frozen=True, slots=True)
class Fetched:
    """One identifier with its article or its problem: exactly one of them is set."""

    identifier: str
    """As it was given."""
    article: Article | None = None
    problem: CiteformError | None = None

    def unwrap(self) -> Article:
        """The article; raises the problem where there is none."""
        if self.article is None:
            raise self.problem or CiteformError("neither fetched nor failed")
        return self.article

    def to_diagnostic(self, file: str = "", line: int = 0) -> Diagnostic | None:
        """The problem as a `Diagnostic`, or that the record says the work was retracted, or None."""
        code, message = "", ""
        if self.problem is not None:
            code, message = code_of(self.problem), str(self.problem)
        elif self.article is not None and (notice := retraction_told_by(self.article)):
            code, message = "fetch.retracted", notice.words
        if not code:
            return None
        report = Report(file)
        report.add(code, message, line=line, record=self.identifier)
        return report.diagnostics[0]


def code_of(problem: CiteformError) -> str:
    """The diagnostic code of a problem: what sort of failure it was."""
    if isinstance(problem, NotAnIdentifierError):
        return "fetch.not-an-identifier"
    if isinstance(problem, NotFoundError):
        return "fetch.not-found"
    if isinstance(problem, AnswerError):
        return "fetch.answer"
    return "fetch.failed"


class Results(Sequence[Fetched]):
    """What became of many identifiers, in the order they were asked for.

    ::

        for each in citeform.fetch_many(dois):
            print(each.identifier, each.article or each.problem)

    `articles` are those that were found, as a `Library` whose diagnostics are the problems.
    """

    __slots__ = ("_all",)

    def __init__(self, fetched: Iterable[Fetched] = ()) -> None:
        self._all = tuple(fetched)

    @property
    def articles(self) -> Library:
        """The articles that were found, in order, and the problems of the others."""
        found = (each.article for each in self._all if each.article is not None)
        diagnostics = (each.to_diagnostic() for each in self._all)
        return Library(found, filter(None, diagnostics))

    @property
    def problems(self) -> list[Fetched]:
        """Those that were not found, in order."""
        return [each for each in self._all if each.problem is not None]

    @overload
    def __getitem__(self, index: int) -> Fetched: ...
    @overload
    def __getitem__(self, index: slice) -> Results: ...
    def __getitem__(self, index: int | slice) -> Fetched | Results:
        if isinstance(index, slice):
            return Results(self._all[index])
        return self._all[index]

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Fetched]:
        return iter(self._all)

    def __repr__(self) -> str:
        bad = len(self.problems)
        return f"<Results: {len(self) - bad} articles, {bad} problems>"
