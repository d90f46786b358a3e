"""JATS: article heads and reference lists, read; reference lists, written.

tables     publication types, roles, dates, elements: what both directions share
citation   one reference: element-citation, mixed-citation, and their older names
head       the front of an article: article-meta and journal-meta
writing    a ref-list of element-citations

An article gives its own record first, then its references. Source: JATS 1.3, Archiving tag set,
https://jats.nlm.nih.gov/archiving/tag-library/1.3/.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from citeform.formats.jats.citation import CITATIONS, from_citation
from citeform.formats.jats.head import from_front
from citeform.formats.jats.tables import NAME
from citeform.formats.jats.writing import write as write
from citeform.formats.registry import BUILT_IN
from citeform.text.xmltree import line_of, parse_xml, text_of, without_namespaces

if TYPE_CHECKING:
    from lxml.etree import _Element

    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article

info = BUILT_IN[NAME]


def read(source: Source, report: Report) -> Iterator[Article]:
    """Every article of the document, and after each the references that it has."""
    root = parse_xml(source.data(), report)
    if root is None:
        return
    found = 0
    for element in without_namespaces(root).iter("front", "ref", *CITATIONS):
        if element.tag == "front":
            if element.find("article-meta") is not None:
                found += 1
                yield from_front(element)
        elif element.tag == "ref":
            for article in _references(element, report):
                found += 1
                yield article
        elif not _is_within_ref(element):
            found += 1
            yield from_citation(element, "", report)
    if not found:
        report.add("input.empty", "there is no article and no reference in it", line=line_of(root))


def _is_within_ref(element: _Element) -> bool:
    return any(each.tag in {"ref", "product"} for each in element.iterancestors())


def _references(ref: _Element, report: Report) -> Iterator[Article]:
    """The references of one entry: several where it has (a), (b) …, one of alternatives."""
    key = ref.get("id", "")
    citations = [child for child in ref if child.tag in CITATIONS]
    for alternatives in ref.iterfind("citation-alternatives"):
        each = sorted(
            (child for child in alternatives if child.tag in CITATIONS),
            key=lambda child: child.tag != "element-citation",
        )
        citations.extend(each[:1])
    if not citations:
        if text_of(ref):
            yield from_citation(ref, key, report)
        else:
            report.add("record.unreadable", f"reference {key!r} is empty", line=line_of(ref))
    for number, citation in enumerate(citations):
        suffix = chr(ord("a") + number) if number and number < 26 else ""
        yield from_citation(citation, key + suffix, report)
