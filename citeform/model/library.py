"""Library: the articles of one reading, in order, with what was wrong with the input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, overload

from citeform.errors import UsageError
from citeform.model.article import Article

if TYPE_CHECKING:
    from citeform.diagnostics import Diagnostic


def each_article(articles: Article | Iterable[Article]) -> Iterator[Article]:
    """One article or several, one after the other.

    Raises `UsageError` for what is neither: at once for a text (a path, most likely) or a mapping,
    and when its turn comes for anything else among the articles.
    """
    if isinstance(articles, Article):
        return iter((articles,))
    if isinstance(articles, (str, bytes, Mapping)) or not isinstance(articles, Iterable):
        raise UsageError(_not_articles(articles))
    return map(_article, articles)


def _article(candidate: object) -> Article:
    if isinstance(candidate, Article):
        return candidate
    raise UsageError(_not_articles(candidate))


def _not_articles(candidate: object) -> str:
    hint = ""
    if isinstance(candidate, str):
        hint = "; citeform.load reads a file, citeform.loads its text"
    elif isinstance(candidate, Mapping):
        hint = '; citeform.loads(json.dumps([…]), "csl-json") makes articles of CSL-JSON'
    return f"an Article is needed, or several, not {type(candidate).__name__}{hint}"


class Library(Sequence[Article]):
    """An immutable sequence of articles with look-up by id.

    Attribute: `diagnostics`, the problems met while reading, in order of place.

    `library + other` joins two; `library[2:5]` is a library too. Where an id occurs twice, `get`
    answers with the first.
    """

    __slots__ = ("_articles", "_by_id", "diagnostics")

    def __init__(
        self, articles: Iterable[Article] = (), diagnostics: Iterable[Diagnostic] = ()
    ) -> None:
        self._articles = tuple(articles)
        self._by_id: dict[str, Article] | None = None
        self.diagnostics = tuple(diagnostics)

    def get(self, id: str) -> Article | None:
        """The first article with that id, or None."""
        if self._by_id is None:
            self._by_id = {}
            for article in self._articles:
                self._by_id.setdefault(article.id, article)
        return self._by_id.get(id)

    @property
    def ids(self) -> list[str]:
        """The ids in order; "" for an article without one."""
        return [article.id for article in self._articles]

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Library: ...
    def __getitem__(self, index: int | slice) -> Article | Library:
        if isinstance(index, slice):
            return Library(self._articles[index], self.diagnostics)
        return self._articles[index]

    def __len__(self) -> int:
        return len(self._articles)

    def __iter__(self) -> Iterator[Article]:
        return iter(self._articles)

    def __add__(self, other: Iterable[Article]) -> Library:
        more = other.diagnostics if isinstance(other, Library) else ()
        return Library((*self._articles, *other), (*self.diagnostics, *more))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Library):
            return NotImplemented
        return self._articles == other._articles

    def __hash__(self) -> int:
        return hash(self._articles)

    def _repr_html_(self) -> str:
        """How a notebook shows it: as citations."""
        # The model knows nothing above it; this is the one exception, for the user at a notebook.
        from citeform.api import format

        return format(self, output="html")

    def __repr__(self) -> str:
        problems = f", {len(self.diagnostics)} diagnostics" if self.diagnostics else ""
        return f"<Library of {len(self)} articles{problems}>"
