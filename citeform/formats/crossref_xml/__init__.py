"""Crossref XML: unixref and unixsd (answers to queries) and the deposits that publishers send.

The tree of each work is turned into the shape of a message of the REST API and read by
`citeform.formats.crossref`, so that both give the same article. An answer holds one work per
record, the innermost (the chapter, not its book); a deposit registers all that has a DOI.

Sources: Crossref's schemas unixref 1.1 and crossref 5.4.0, https://gitlab.com/crossref/schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citeform.formats.crossref import from_message
from citeform.formats.crossref_xml.kinds import KINDS
from citeform.formats.jsonstream import Found
from citeform.formats.registry import BUILT_IN
from citeform.text.xmltree import (
    inner_xml,
    line_of,
    parse_xml,
    text_of,
    without_namespaces,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from citeform.diagnostics import Report
    from citeform.formats.crossref_xml.parts import Message
    from citeform.formats.source import Source
    from citeform.model.article import Article

info = BUILT_IN["crossref-xml"]

CUSTOM = "crossref-xml"


def read(source: Source, report: Report) -> Iterator[Article]:
    """The works of all records of an answer or a deposit, in order."""
    root = parse_xml(source.data(), report)
    if root is None:
        return
    found = 0
    for element in without_namespaces(root).iter(*KINDS, "error", "query", "msg"):
        if element.tag in KINDS:
            parent = element.getparent()
            if parent is None or parent.tag in {"crossref", "body", "doi_record"}:
                for message in KINDS[element.tag](element):
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
