"""Kinds of works in Crossref XML: journal articles, books and their chapters, conferences …

Each yields a message per work that has a record of its own; what it is part of is put into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from citeform.formats.crossref_xml.parts import Message, read_contributors, read_parts
from citeform.text.xmltree import (
    inner_xml,
    text_of,
)

if TYPE_CHECKING:
    from lxml.etree import _Element


def _is_answer(element: _Element) -> bool:
    """Whether a query was answered: then the innermost work is the one that was asked for."""
    return next(element.iterancestors("doi_record", "query"), None) is not None


def _journal(element: _Element) -> Iterator[Message]:
    journal = read_parts(element.find("journal_metadata"), "journal")
    issue = read_parts(element.find("journal_issue"), "journal-issue")
    volume = element.find("journal_issue/journal_volume")
    if volume is not None:
        issue.pop("journal_volume", None)
        issue.update(
            (key, value)
            for key, value in read_parts(volume, "").items()
            if key not in {"type", "DOI"}
        )
    shared: Message = {
        key: journal[key]
        for key in ("container-title", "short-container-title", "ISSN", "issn-type", "language")
        if key in journal
    }
    articles = element.findall("journal_article")
    for article in articles:
        message = read_parts(article, "journal-article")
        in_issue: Message = {
            key: issue[key] for key in ("published-print", "published-online") if key in issue
        }
        if in_issue:
            message["journal-issue"] = in_issue
        rest: Message = {
            key: value
            for key, value in issue.items()
            if key in {"volume", "issue", "special_numbering", "ISBN", "isbn-type"}
        }
        if "title" in issue:
            rest["issue-title"] = issue["title"]
        if "published-online" not in message and "published-print" not in message:
            rest.update(in_issue)
        yield {**shared, **rest, **message}
    if articles:
        return
    if element.find("journal_issue") is not None:
        yield {**shared, **issue}
    else:
        title = shared.pop("container-title", [])
        yield {**shared, **journal, "title": title, "container-title": []}


_BOOKS = ("book_metadata", "book_series_metadata", "book_set_metadata")
_BOOK_TYPES = {
    "edited_book": "edited-book",
    "monograph": "monograph",
    "reference": "reference-book",
}
_COMPONENTS = {
    "chapter": "book-chapter",
    "section": "book-section",
    "part": "book-part",
    "track": "book-track",
    "reference_entry": "reference-entry",
}


def _book(element: _Element) -> Iterator[Message]:
    metadata = next((child for child in element if child.tag in _BOOKS), None)
    book = read_parts(metadata, _BOOK_TYPES.get(element.get("book_type", ""), "book"))
    series = _series(book, metadata)
    items = element.findall("content_item")
    has_doi = bool(book.get("DOI"))
    if not items or (has_doi and not _is_answer(element)):
        yield {**book, "container-title": series}
    for item in items:
        kind = _COMPONENTS.get(item.get("component_type", ""), "book-chapter")
        message = read_parts(item, kind)
        message.pop("attributes", None)
        number = message.pop("component_number", None)
        if number:
            message["component-number"] = number
        yield {**_of_container(book, message), **message, **_container(series, book)}


def _series(book: Message, metadata: _Element | None) -> list[str]:
    """The titles of the series a book is in; its ISSN and the book's place in it go to `book`."""
    found = book.pop("series_metadata", book.pop("set_metadata", None))
    if metadata is None or found is None:
        return []
    is_set = metadata.tag == "book_set_metadata"
    series = read_parts(metadata.find("set_metadata" if is_set else "series_metadata"), "")
    book.setdefault("ISSN", series.get("ISSN", []))
    book.setdefault("issn-type", series.get("issn-type", []))
    if "contributors" not in book and series.get("editor"):
        book["series-editor"] = series["editor"]
    if not is_set and "volume" in book:
        book["series-number"] = book.pop("volume")
    titles: list[str] = series.get("title", [])
    return titles[:1]


_OF_CONTAINER = (
    "ISBN",
    "isbn-type",
    "ISSN",
    "issn-type",
    "publisher",
    "publisher-location",
    "edition-number",
    "volume",
    "series-number",
    "language",
    "event",
    "editor",
    "translator",
)
_DATE_KEYS = ("published-print", "published-online", "published-other")


def _of_container(container: Message, part: Message) -> Message:
    """What a chapter or paper has from its book or proceedings."""
    message = {key: container[key] for key in _OF_CONTAINER if container.get(key)}
    if not any(key in part for key in _DATE_KEYS):
        message.update((key, container[key]) for key in _DATE_KEYS if key in container)
    authors = container.get("author")
    if authors:
        message["container-author" if "author" in part else "author"] = authors
    return message


def _container(series: list[str], book: Message) -> Message:
    return {"container-title": [*series, *book.get("title", [])[:1]]}


def _conference(element: _Element) -> Iterator[Message]:
    metadata = next(
        (
            child
            for child in element
            if child.tag in {"proceedings_metadata", "proceedings_series_metadata"}
        ),
        None,
    )
    proceedings = read_parts(metadata, "proceedings")
    series = _series(proceedings, metadata)
    event = _event(element.find("event_metadata"))
    if event:
        proceedings["event"] = event
    contributors = element.find("contributors")
    if contributors is not None:
        read_contributors(proceedings, contributors)
    papers = element.findall("conference_paper")
    if not papers or (proceedings.get("DOI") and not _is_answer(element)):
        yield {**proceedings, "container-title": series}
    for paper in papers:
        message = read_parts(paper, "proceedings-article")
        yield {**_of_container(proceedings, message), **message, **_container(series, proceedings)}


def _event(element: _Element | None) -> Message:
    event: Message = {}
    for child in () if element is None else element:
        key = child.tag.removeprefix("conference_")
        if key == "date":
            for side in ("start", "end"):
                parts = [child.get(f"{side}_{part}", "") for part in ("year", "month", "day")]
                numbers = [int(part) for part in parts if part.isdecimal() and len(part) < 10]
                if numbers:
                    event[side] = {"date-parts": [numbers]}
            if text_of(child) and "start" not in event:
                event["date"] = text_of(child)
        else:
            event[key] = inner_xml(child)
    return event


def _dissertation(element: _Element) -> Iterator[Message]:
    message = read_parts(element, "dissertation")
    if "approved" in message and "issued" not in message:
        message["issued"] = message["approved"]
    yield message


def _report(element: _Element) -> Iterator[Message]:
    metadata = next((child for child in element if child.tag.endswith("_metadata")), None)
    report = read_parts(metadata, "report")
    series = _series(report, metadata)
    if "approved" in report and not any(key in report for key in _DATE_KEYS):
        report["issued"] = report["approved"]
    items = element.findall("content_item")
    if not items or (report.get("DOI") and not _is_answer(element)):
        yield {**report, "container-title": series}
    for item in items:
        message = read_parts(item, "report-component")
        yield {**_of_container(report, message), **message, **_container([], report)}


def _standard(element: _Element) -> Iterator[Message]:
    metadata = next((child for child in element if child.tag.endswith("_metadata")), None)
    message = read_parts(metadata, "standard")
    body = None if metadata is None else metadata.find(".//standards_body_name")
    if body is not None:
        message["standards-body"] = {"name": inner_xml(body)}
    if "approved" in message and not any(key in message for key in _DATE_KEYS):
        message["issued"] = message["approved"]
    yield message


def _posted(element: _Element) -> Iterator[Message]:
    message = read_parts(element, "posted-content")
    group = message.pop("group-title", [])
    if group:
        message["group-title"] = group[0]
    attributes = message.get("attributes", {})
    subtype = attributes.pop("type", "preprint")
    if not attributes:
        message.pop("attributes", None)
    message["subtype"] = subtype
    yield message


def _peer_review(element: _Element) -> Iterator[Message]:
    message = read_parts(element, "peer-review")
    message["review"] = message.pop("attributes", {})
    yield message


def _database(element: _Element) -> Iterator[Message]:
    metadata = element.find("database_metadata")
    database = read_parts(metadata, "database")
    datasets = element.findall("dataset")
    if not datasets or (database.get("DOI") and not _is_answer(element)):
        yield database
    for dataset in datasets:
        message = read_parts(dataset, "dataset")
        message.pop("attributes", None)
        yield {**_of_container(database, message), **message, **_container([], database)}


def _components(element: _Element) -> Iterator[Message]:
    for component in element.iterfind("component_list/component"):
        message = read_parts(component, "component")
        parent = element.get("parent_doi")
        if parent:
            message["relation"] = {"is-component-of": [{"id-type": "doi", "id": parent}]}
        yield message


def _grant(element: _Element) -> Iterator[Message]:
    message = read_parts(element, "grant")
    title = element.find("project/project-title")
    if title is not None:
        message["title"] = [inner_xml(title)]
    for investigators in element.iterfind("project/investigators"):
        people: Message = {}
        for child in investigators:
            given, family = text_of(child.find("givenName")), text_of(child.find("familyName"))
            people.setdefault("author", []).append({"given": given, "family": family})
        message.update(people)
    yield message


KINDS: dict[str, Callable[[_Element], Iterator[Message]]] = {
    "journal": _journal,
    "book": _book,
    "conference": _conference,
    "dissertation": _dissertation,
    "report-paper": _report,
    "standard": _standard,
    "posted_content": _posted,
    "peer_review": _peer_review,
    "database": _database,
    "sa_component": _components,
    "grant": _grant,
}
