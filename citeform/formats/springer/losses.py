"""Which fields of an article a citation line does not say, or says in short only.

By what the two forms print (`write`, `chapter`), so no line has to be read again for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citeform.formats.springer import chapter
from citeform.formats.springer.write import first_page, supplement_of
from citeform.identifiers import doi
from citeform.model.dates import Date
from citeform.model.names import Name

if TYPE_CHECKING:
    from citeform.model.article import Article

_INITIALS = re.compile(r"(?:-?[^\W\d_]\.)+")
_SILENT = frozenset({"id", "custom"})
_IN_JOURNALS = {
    1: frozenset({"author", "issued", "volume", "doi"}),
    2: frozenset({"author", "issued", "volume", "doi", "title"}),
}
"""What is said of an article in a journal by form; the journal and the pages are looked at below."""
_IN_BOOKS = frozenset(
    {
        "author",
        "editor",
        "issued",
        "title",
        "container_title",
        "publisher",
        "publisher_place",
        "doi",
    }
    | {"collection_title", "collection_number"}
)
"""What is said of a chapter; its series only with a number."""
_PAGES = re.compile(r"\w+(?:-\w+)?")
_TAGGED = re.compile("[<>]")


def unsaid(article: Article, form: int) -> list[str]:
    """The names of the fields that a reader of the line does not get back as they are."""
    in_book = chapter.is_cited_so(article)
    if not _can_be_read(article, in_book=in_book, titled=in_book or form == 2):
        return [name for name, _ in article.items() if name not in _SILENT]
    if in_book:
        said = set(_IN_BOOKS)
        named, kind = 5, "chapter"
    else:
        said = set(_IN_JOURNALS[form]) | _journal_and_pages(article, form)
        named, kind = 3, "article-journal"
    if article.type == kind:
        said.add("type")
    return [
        name
        for name, value in article.items()
        if name not in _SILENT and (name not in said or _is_shortened(name, value, named))
    ]


def _can_be_read(article: Article, *, in_book: bool, titled: bool) -> bool:
    """Whether the line has all that a line is told by; that of a whole book is for people only.

    Nothing tells a book's title from its publisher, and a body's name from a title.
    """
    date = article.issued
    return bool(
        (article.container_title or (article.container_title_short and not in_book))
        and date is not None
        and date.year is not None
        and 1000 <= date.year <= 9999
        and article.author
        and all(name.family and name.given and not name.suffix for name in article.author)
        and (article.title or not titled)
    )


def _journal_and_pages(article: Article, form: int) -> set[str]:
    """The fields of journal, issue and pages that are printed whole."""
    said = {"container_title_short" if article.container_title_short else "container_title"}
    if supplement_of(article) and not article.supplement_number and article.volume:
        said.add("issue")
    if _PAGES.fullmatch(article.page) and (form == 2 or first_page(article) == article.page):
        said.add("page")
    return said


def _is_shortened(name: str, value: object, named: int) -> bool:
    if isinstance(value, Date):
        return value != Date(value.year) or not 1000 <= (value.year or 0) <= 9999
    if isinstance(value, tuple):
        return len(value) > named or any(map(_is_abbreviated, value))
    if name == "doi":
        return doi.normalize(str(value)) != value
    return isinstance(value, str) and (
        _TAGGED.search(value) is not None or " ".join(value.split()) != value
    )


def _is_abbreviated(name: Name) -> bool:
    """Whether the line has initials for given names, or leaves a part of the name out."""
    return name != Name(name.family, name.given) or not _INITIALS.fullmatch(name.given)
