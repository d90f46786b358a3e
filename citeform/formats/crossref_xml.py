"""Crossref XML: unixref and unixsd (answers to queries) and the deposits that publishers send.

The tree of each work is turned into the shape of a message of the REST API and read by
`citeform.formats.crossref`, so that both give the same article. An answer holds one work per
record, the innermost (the chapter, not its book); a deposit registers all that has a DOI.

Sources: Crossref's schemas unixref 1.1 and crossref 5.4.0, https://gitlab.com/crossref/schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.crossref import from_message
from citeform.formats.jsonstream import Found
from citeform.formats.registry import BUILT_IN
from citeform.text.xmltree import (
    attributes_of,
    inner_xml,
    line_of,
    parse_xml,
    text_of,
    to_data,
    without_namespaces,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article

info = BUILT_IN["crossref-xml"]

CUSTOM = "crossref-xml"

Message = dict[str, Any]


def read(source: Source, report: Report) -> Iterator[Article]:
    """The works of all records of an answer or a deposit, in order."""
    root = parse_xml(source.data(), report)
    if root is None:
        return
    found = 0
    for element in without_namespaces(root).iter(*_KINDS, "error", "query", "msg"):
        if element.tag in _KINDS:
            parent = element.getparent()
            if parent is None or parent.tag in {"crossref", "body", "doi_record"}:
                for message in _KINDS[element.tag](element):
                    found += 1
                    yield _article(message, element, report)
        elif element.tag == "error" or element.get("status") == "unresolved":
            found += 1
            reason = text_of(element)[:200] or "not resolved"
            report.add(
                "record.unreadable", f"Crossref has no record: {reason}", line=line_of(element)
            )
    if not found:
        report.add("input.empty", "there is no work of Crossref's in it", line=line_of(root))


def _article(message: Message, element: _Element, report: Report) -> Article:
    query = next(element.iterancestors("query"), None)
    if query is not None and "publisher" not in message:
        for item in query.iterfind("crm-item"):
            if item.get("name") == "publisher-name":
                message["publisher"] = inner_xml(item)
    return from_message(message, report, Found(message, line_of(element), 1), origin=CUSTOM)


def _is_answer(element: _Element) -> bool:
    """Whether a query was answered: then the innermost work is the one that was asked for."""
    return next(element.iterancestors("doi_record", "query"), None) is not None


# ------------------------------------------------------------------ parts


def _work(element: _Element | None, kind: str) -> Message:
    """What every kind of work has in the same places; the rest under its own tag."""
    message: Message = {"type": kind}
    if element is None:
        return message
    for child in element:
        part = _PARTS.get(child.tag)
        if part is None:
            _keep(message, child)
        else:
            part(message, child)
    for name, value in attributes_of(element).items():
        if name == "language":
            message["language"] = value
        elif name not in _OF_NO_INTEREST:
            message.setdefault("attributes", {})[name] = value
    return message


_OF_NO_INTEREST = {"publication_type", "level_sequence_number", "reference_distribution_opts"}
"""Attributes that concern the deposit, not the work."""


_NOT_LISTS = {"attributes", "language", "type"}
"""What a message has of its own by names that an element could have."""


def _keep(message: Message, element: _Element) -> None:
    if len(element) or element.text or element.attrib:
        # "attributes" or "language" as the name of an element is not what we keep by that name.
        taken = element.tag in _NOT_LISTS or not isinstance(message.get(element.tag, []), list)
        key = f"{element.tag}-element" if taken else element.tag
        message.setdefault(key, []).append(to_data(element))


def _titles(message: Message, element: _Element) -> None:
    for child in element:
        key = {
            "title": "title",
            "subtitle": "subtitle",
            "original_language_title": "original-title",
        }
        if child.tag in key:
            message.setdefault(key[child.tag], []).append(inner_xml(child))


_ROLES = {
    "author": "author",
    "first-author": "author",
    "chair": "chair",
    "editor": "editor",
    "translator": "translator",
    "reviewer": "author",
    "reviewer-assistant": "author",
    "stats-reviewer": "author",
    "reviewer-external": "author",
}


def _contributors(message: Message, element: _Element) -> None:
    for child in element:
        _contributor(message, child)


def _contributor(message: Message, element: _Element) -> None:
    asked = element.get("contributor_role") or "author"
    person: Message = {"sequence": element.get("sequence", "")}
    places: list[Message] = []
    if element.tag == "organization":
        person["name"] = inner_xml(element)
    elif element.tag == "anonymous":
        person["name"] = "Anonymous Reviewer" if "review" in asked else "Anonymous"
    for child in element:
        key = {"given_name": "given", "surname": "family", "suffix": "suffix", "ORCID": "ORCID"}
        if child.tag in key:
            person[key[child.tag]] = inner_xml(child)
        elif child.tag == "affiliation":
            places.append({"name": inner_xml(child)})
        elif child.tag == "affiliations":
            places.extend(map(_institution_data, child))
        elif element.tag == "person_name":
            person[child.tag] = to_data(child)
    if places:
        person["affiliation"] = places
    message.setdefault(_ROLES.get(asked, "contributor"), []).append(person)


def _institution_data(element: _Element) -> Message:
    keys = {
        "institution_name": "name",
        "institution_acronym": "acronym",
        "institution_place": "place",
        "institution_department": "department",
        "institution_id": "id",
    }
    data: Message = {}
    for child in element:
        key = keys.get(child.tag, child.tag)
        if key == "name":
            data[key] = inner_xml(child)
        else:
            data.setdefault(key, []).append(text_of(child))
    return data


def _institution(message: Message, element: _Element) -> None:
    message.setdefault("institution", []).append(_institution_data(element))


def _date_data(element: _Element) -> Message:
    parts = []
    for tag in ("year", "month", "day"):
        text = text_of(element.find(tag))
        if not text.isdigit():
            break
        parts.append(int(text))
    return {"date-parts": [parts or [None]]}


def _date(key: str) -> Callable[[Message, _Element], None]:
    def part(message: Message, element: _Element) -> None:
        message.setdefault(key, _date_data(element))

    return part


def _publication_date(message: Message, element: _Element) -> None:
    kind = element.get("media_type", "print")  # print is the schema's default
    message.setdefault(f"published-{kind}", _date_data(element))


def _database_date(message: Message, element: _Element) -> None:
    for child in element:
        key = {"creation_date": "content-created", "update_date": "content-updated"}.get(child.tag)
        message.setdefault(key or "published-online", _date_data(child))
    if "published-online" not in message and "content-created" in message:
        message["issued"] = message["content-created"]


def _pages(message: Message, element: _Element) -> None:
    first, last, other = (
        text_of(element.find(tag)) for tag in ("first_page", "last_page", "other_pages")
    )
    pages = f"{first}-{last}" if first and last and first != last else first or last
    message["page"] = ", ".join(filter(None, [pages, other]))


def _publisher(message: Message, element: _Element) -> None:
    for child in element:
        key = {"publisher_name": "publisher", "publisher_place": "publisher-location"}.get(
            child.tag
        )
        if key:
            message[key] = inner_xml(child)


def _publisher_item(message: Message, element: _Element) -> None:
    for child in element:
        _item_number(message, child)


def _item_number(message: Message, element: _Element) -> None:
    kind = (element.get("item_number_type") or "").replace("_", "-").lower()
    if kind in {"article-number", "articlenumber", "elocation-id"}:
        message["article-number"] = text_of(element)
    elif kind == "report-number":
        message["report-number"] = text_of(element)
    else:
        _keep(message, element)


def _serial(key: str) -> Callable[[Message, _Element], None]:
    def part(message: Message, element: _Element) -> None:
        value = text_of(element)
        if value:
            message.setdefault(key, []).append(value)
            typed = {"value": value, "type": element.get("media_type", "print")}
            message.setdefault(f"{key.lower()}-type", []).append(typed)

    return part


def _doi_data(message: Message, element: _Element) -> None:
    message["DOI"] = text_of(element.find("doi"))
    address = text_of(element.find("resource"))
    if address:
        message["resource"] = {"primary": {"URL": address}}
    collections = element.findall("collection")
    if collections:
        message["collection"] = [to_data(each) for each in collections]


def _program(message: Message, element: _Element) -> None:
    """Licences and relations, where the programme is about them; others are kept whole."""
    references = element.findall("license_ref")
    for each in references:
        licence = {"URL": text_of(each), "content-version": each.get("applies_to", "unspecified")}
        message.setdefault("license", []).append(licence)
    items = element.findall("related_item")
    for relation in element.iterfind("related_item/*[@relationship-type]"):
        kind = re.sub("([A-Z])", r"-\1", relation.get("relationship-type", "")).lower()
        target = {"id-type": relation.get("identifier-type", ""), "id": text_of(relation)}
        message.setdefault("relation", {}).setdefault(kind, []).append(target)
    if not references and not items:
        _keep(message, element)


def _crossmark(message: Message, element: _Element) -> None:
    for program in element.iterfind("custom_metadata/program"):
        if program.find("license_ref") is not None:
            _program(message, program)
    _keep(message, element)


def _abstract(message: Message, element: _Element) -> None:
    """The first; those of a kind of their own (graphical, for lay readers) are kept aside."""
    if "abstract" in message or element.get("abstract-type"):
        message.setdefault("other-abstracts", []).append(to_data(element))
    else:
        message["abstract"] = inner_xml(element)


def _one(key: str) -> Callable[[Message, _Element], None]:
    def part(message: Message, element: _Element) -> None:
        value = inner_xml(element).strip()
        if value:
            message.setdefault(key, []).append(value)

    return part


def _standard_designator(message: Message, element: _Element) -> None:
    published = next(element.iter("std_as_published", "as_published"), element)
    message["report-number"] = text_of(next(published.iter("std_designator"), published))


_PARTS: dict[str, Callable[[Message, _Element], None]] = {
    "titles": _titles,
    "proceedings_title": _one("title"),
    "contributors": _contributors,
    "person_name": _contributor,
    "organization": _contributor,
    "institution": _institution,
    "publication_date": _publication_date,
    "posted_date": _date("posted"),
    "review_date": _date("issued"),
    "approval_date": _date("approved"),
    "acceptance_date": _date("accepted"),
    "database_date": _database_date,
    "pages": _pages,
    "publisher": _publisher,
    "publisher_item": _publisher_item,
    "item_number": _item_number,
    "isbn": _serial("ISBN"),
    "issn": _serial("ISSN"),
    "doi_data": _doi_data,
    "program": _program,
    "crossmark": _crossmark,
    "abstract": _abstract,
    "volume": _one("volume"),
    "issue": _one("issue"),
    "edition_number": _one("edition-number"),
    "degree": _one("degree"),
    "group_title": _one("group-title"),
    "description": _one("description"),
    "full_title": _one("container-title"),
    "abbrev_title": _one("short-container-title"),
    "designators": _standard_designator,
}


# ------------------------------------------------------------------ kinds of works


def _journal(element: _Element) -> Iterator[Message]:
    journal = _work(element.find("journal_metadata"), "journal")
    issue = _work(element.find("journal_issue"), "journal-issue")
    volume = element.find("journal_issue/journal_volume")
    if volume is not None:
        issue.pop("journal_volume", None)
        issue.update(
            (key, value) for key, value in _work(volume, "").items() if key not in {"type", "DOI"}
        )
    shared: Message = {
        key: journal[key]
        for key in ("container-title", "short-container-title", "ISSN", "issn-type", "language")
        if key in journal
    }
    articles = element.findall("journal_article")
    for article in articles:
        message = _work(article, "journal-article")
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
    book = _work(metadata, _BOOK_TYPES.get(element.get("book_type", ""), "book"))
    series = _series(book, metadata)
    items = element.findall("content_item")
    has_doi = bool(book.get("DOI"))
    if not items or (has_doi and not _is_answer(element)):
        yield {**book, "container-title": series}
    for item in items:
        kind = _COMPONENTS.get(item.get("component_type", ""), "book-chapter")
        message = _work(item, kind)
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
    series = _work(metadata.find("set_metadata" if is_set else "series_metadata"), "")
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
    proceedings = _work(metadata, "proceedings")
    series = _series(proceedings, metadata)
    event = _event(element.find("event_metadata"))
    if event:
        proceedings["event"] = event
    contributors = element.find("contributors")
    if contributors is not None:
        _contributors(proceedings, contributors)
    papers = element.findall("conference_paper")
    if not papers or (proceedings.get("DOI") and not _is_answer(element)):
        yield {**proceedings, "container-title": series}
    for paper in papers:
        message = _work(paper, "proceedings-article")
        yield {**_of_container(proceedings, message), **message, **_container(series, proceedings)}


def _event(element: _Element | None) -> Message:
    event: Message = {}
    for child in () if element is None else element:
        key = child.tag.removeprefix("conference_")
        if key == "date":
            for side in ("start", "end"):
                parts = [child.get(f"{side}_{part}", "") for part in ("year", "month", "day")]
                numbers = [int(part) for part in parts if part.isdigit()]
                if numbers:
                    event[side] = {"date-parts": [numbers]}
            if text_of(child) and "start" not in event:
                event["date"] = text_of(child)
        else:
            event[key] = inner_xml(child)
    return event


def _dissertation(element: _Element) -> Iterator[Message]:
    message = _work(element, "dissertation")
    if "approved" in message and "issued" not in message:
        message["issued"] = message["approved"]
    yield message


def _report(element: _Element) -> Iterator[Message]:
    metadata = next((child for child in element if child.tag.endswith("_metadata")), None)
    report = _work(metadata, "report")
    series = _series(report, metadata)
    if "approved" in report and not any(key in report for key in _DATE_KEYS):
        report["issued"] = report["approved"]
    items = element.findall("content_item")
    if not items or (report.get("DOI") and not _is_answer(element)):
        yield {**report, "container-title": series}
    for item in items:
        message = _work(item, "report-component")
        yield {**_of_container(report, message), **message, **_container([], report)}


def _standard(element: _Element) -> Iterator[Message]:
    metadata = next((child for child in element if child.tag.endswith("_metadata")), None)
    message = _work(metadata, "standard")
    body = None if metadata is None else metadata.find(".//standards_body_name")
    if body is not None:
        message["standards-body"] = {"name": inner_xml(body)}
    if "approved" in message and not any(key in message for key in _DATE_KEYS):
        message["issued"] = message["approved"]
    yield message


def _posted(element: _Element) -> Iterator[Message]:
    message = _work(element, "posted-content")
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
    message = _work(element, "peer-review")
    message["review"] = message.pop("attributes", {})
    yield message


def _database(element: _Element) -> Iterator[Message]:
    metadata = element.find("database_metadata")
    database = _work(metadata, "database")
    datasets = element.findall("dataset")
    if not datasets or (database.get("DOI") and not _is_answer(element)):
        yield database
    for dataset in datasets:
        message = _work(dataset, "dataset")
        message.pop("attributes", None)
        yield {**_of_container(database, message), **message, **_container([], database)}


def _components(element: _Element) -> Iterator[Message]:
    for component in element.iterfind("component_list/component"):
        message = _work(component, "component")
        parent = element.get("parent_doi")
        if parent:
            message["relation"] = {"is-component-of": [{"id-type": "doi", "id": parent}]}
        yield message


def _grant(element: _Element) -> Iterator[Message]:
    message = _work(element, "grant")
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


_KINDS: dict[str, Callable[[_Element], Iterator[Message]]] = {
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
