"""Books by ISBN from Open Library's Books API, many at once (openlibrary.org/dev/docs/api/books)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from citeform.errors import AnswerError, NotFoundError
from citeform.fetching.flow import Flow, Request, Response, address, json_of
from citeform.fetching.names import in_reading_order
from citeform.model.article import Article
from citeform.model.dates import Date

if TYPE_CHECKING:
    from citeform.fetching.settings import Settings
    from citeform.fetching.sources import Answers

WHO = "Open Library"


def first_request(isbn: str, settings: Settings) -> Request:
    """The request for one book."""
    return _request([isbn], settings)


def resolve(isbn: str, settings: Settings) -> Flow[Article]:
    """The book. Raises `NotFoundError`, `ServiceError`, `AnswerError`."""
    request = first_request(isbn, settings)
    response = yield request
    book = _books(response, request).get(f"ISBN:{isbn}")
    if not isinstance(book, dict):
        raise NotFoundError(f"{WHO} knows no ISBN {isbn}", isbn)
    return from_book(book, isbn)


def collect(isbns: list[str], settings: Settings) -> Flow[Answers]:
    """Several books, each as the answer to its own request."""
    request = replace(_request(isbns, settings), keep=False)
    response = yield request
    books = _books(response, request)
    answers: Answers = []
    for isbn in isbns:
        single = first_request(isbn, settings)
        key = f"ISBN:{isbn}"
        body = json.dumps({key: books[key]} if key in books else {}).encode()
        headers = {"content-type": "application/json"}
        absent = key not in books
        answers.append((single, Response(200, single.url, headers, body, absent=absent)))
    return answers


def from_book(book: dict[str, Any], isbn: str) -> Article:
    """An entry of the Books API (jscmd=data) as an `Article`."""
    title = ": ".join(filter(None, (_text(book.get("title")), _text(book.get("subtitle")))))
    date = _text(book.get("publish_date"))
    return Article(
        id=f"isbn:{isbn}",
        type="book",
        title=title,
        author=tuple(in_reading_order(name) for name in _labels(book.get("authors"))),
        publisher="; ".join(_labels(book.get("publishers"))),
        publisher_place="; ".join(_labels(book.get("publish_places"))),
        issued=Date.parse(date) if date else None,
        number_of_pages=_text(book.get("number_of_pages")),
        isbn=isbn,
        url=_text(book.get("url")),
    )


def _request(isbns: list[str], settings: Settings) -> Request:
    keys = ",".join(f"ISBN:{isbn}" for isbn in isbns)
    url = address(
        settings.openlibrary_url, "api", "books", bibkeys=keys, format="json", jscmd="data"
    )
    return Request(url, "openlibrary")


def _books(response: Response, request: Request) -> dict[str, Any]:
    books = json_of(response, request, WHO)
    if not isinstance(books, dict):
        raise AnswerError(f"{WHO}'s answer holds no books")
    return books


def _labels(value: Any) -> list[str]:
    """The names in a list of objects like {"name": …}."""
    entries = value if isinstance(value, list) else []
    found = (_text(each.get("name") if isinstance(each, dict) else each) for each in entries)
    return list(dict.fromkeys(filter(None, found)))


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(str(value).split())
