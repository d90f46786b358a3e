"""DataCite XML: the metadata schema of DataCite, kernels 2.1 to 4, also wrapped (OAI, lists).

Each `resource` is turned into the attributes that DataCite's REST API gives for it and read by
`citeform.formats.datacite`, so that both give the same article.

Source: DataCite Metadata Schema 4.6, https://schema.datacite.org/meta/kernel-4.6/.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.datacite import from_attributes
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

info = BUILT_IN["datacite-xml"]

CUSTOM = "datacite-xml"

_LISTS = {
    # element: (attribute of the API, the child's text, its name there)
    "titles": ("titles", "title"),
    "subjects": ("subjects", "subject"),
    "dates": ("dates", "date"),
    "descriptions": ("descriptions", "description"),
    "rightsList": ("rightsList", "rights"),
    "alternateIdentifiers": ("alternateIdentifiers", "alternateIdentifier"),
    "relatedIdentifiers": ("relatedIdentifiers", "relatedIdentifier"),
}
_TEXTS = {"publicationYear", "language", "version"}
_UNKNOWN = {":tba", ":unav", ":unkn", ":none", ":null", ":etal"}
"""The schema's codes for what is missing (appendix 3)."""


def read(source: Source, report: Report) -> Iterator[Article]:
    """Every `resource` of the document, in order."""
    root = parse_xml(source.data(), report)
    if root is None:
        return
    found = 0
    for element in without_namespaces(root).iter("resource"):
        if element.find("titles") is not None or element.find("identifier") is not None:
            found += 1
            yield from_attributes(
                _attributes(element), report, line=line_of(element), origin=CUSTOM
            )
    if not found:
        report.add("input.empty", "there is no resource of DataCite's in it", line=line_of(root))


def _attributes(resource: _Element) -> dict[str, Any]:
    """The resource as the REST API's attributes."""
    attributes: dict[str, Any] = {}
    for child in resource:
        tag = child.tag
        if tag in _LISTS:
            key, name = _LISTS[tag]
            attributes.setdefault(key, []).extend(
                {name: _content(each), **attributes_of(each)} for each in child
            )
        elif tag in {"creators", "contributors"}:
            attributes.setdefault(tag, []).extend(map(_person, child))
        elif tag in _TEXTS:
            attributes[tag] = text_of(child)
        elif tag == "identifier":
            kind = child.get("identifierType", "DOI")
            attributes["doi" if kind == "DOI" else "identifiers"] = (
                text_of(child)
                if kind == "DOI"
                else [{"identifier": text_of(child), "identifierType": kind}]
            )
        elif tag == "publisher":
            attributes[tag] = {"name": _content(child), **attributes_of(child)}
        elif tag == "resourceType":
            attributes["types"] = {"resourceType": text_of(child), **attributes_of(child)}
        elif tag in {"sizes", "formats"}:
            attributes[tag] = [text_of(each) for each in child]
        elif tag == "relatedItems":
            attributes[tag] = [_related_item(each) for each in child]
        elif len(child) or text_of(child):
            attributes[tag] = to_data(child)
    return attributes


def _content(element: _Element) -> str:
    content = inner_xml(element).strip()
    return "" if content.strip("() ").lower() in _UNKNOWN else content


def _person(element: _Element) -> dict[str, Any]:
    person: dict[str, Any] = attributes_of(element)
    for child in element:
        if child.tag in {"creatorName", "contributorName"}:
            person["name"] = _content(child)
            person.update(attributes_of(child))
        elif child.tag in {"givenName", "familyName"}:
            person[child.tag] = _content(child)
        elif child.tag == "nameIdentifier":
            person.setdefault("nameIdentifiers", []).append(
                {"nameIdentifier": text_of(child), **attributes_of(child)}
            )
        elif child.tag == "affiliation":
            person.setdefault("affiliation", []).append(
                {"name": _content(child), **attributes_of(child)}
            )
        else:
            person[child.tag] = to_data(child)
    return person


def _related_item(element: _Element) -> dict[str, Any]:
    item: dict[str, Any] = attributes_of(element)
    for child in element:
        if child.tag == "titles":
            item["titles"] = [{"title": _content(each), **attributes_of(each)} for each in child]
        elif child.tag in {"creators", "contributors"}:
            item[child.tag] = list(map(_person, child))
        elif child.tag == "relatedItemIdentifier":
            item[child.tag] = {child.tag: text_of(child), **attributes_of(child)}
        else:
            item[child.tag] = text_of(child)
            item.update(attributes_of(child))
    return item
