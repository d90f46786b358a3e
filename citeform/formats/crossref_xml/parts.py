"""Parts of a work in Crossref XML, each by its tag, into a message of the REST API's shape."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from citeform.text.xmltree import (
    attributes_of,
    inner_xml,
    text_of,
    to_data,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

Message = dict[str, Any]


def read_parts(element: _Element | None, kind: str) -> Message:
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


def read_contributors(message: Message, element: _Element) -> None:
    """People and bodies, each under its role."""
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


_MOST_DIGITS = 9
"""No year has more; Python reads numbers of up to some thousand digits, each slower than the last."""


def _date_data(element: _Element) -> Message:
    parts = []
    for tag in ("year", "month", "day"):
        text = text_of(element.find(tag))
        if not text.isdecimal() or len(text) > _MOST_DIGITS:
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
    "contributors": read_contributors,
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
