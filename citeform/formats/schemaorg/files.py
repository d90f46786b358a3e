"""Files of JSON-LD: finding the works in them, and writing one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.jsonstream import iter_objects
from citeform.formats.plainlosses import report_differences
from citeform.formats.registry import BUILT_IN
from citeform.formats.schemaorg.mapping import PAGES, READ_TYPES
from citeform.formats.schemaorg.reading import Index, Node, article_of, nodes_in, with_kept
from citeform.formats.schemaorg.values import entity_name, listed, types_of
from citeform.formats.schemaorg.writing import node_of

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.base import FormatInfo
    from citeform.formats.source import Source
    from citeform.model.article import Article

_SAFE = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""So that no text ends the <script> it stands in, or a line of JavaScript."""


class JsonLd:
    """One dialect of schema.org in JSON-LD: its name and the context it is written with."""

    def __init__(self, name: str, context: str) -> None:
        self.name, self.context = name, context

    @property
    def info(self) -> FormatInfo:
        """Name, suffixes, media types."""
        return BUILT_IN[self.name]

    def read(self, source: Source, report: Report) -> Iterator[Article]:
        """The works of the document; other nodes are passed over with a diagnostic."""
        for found in iter_objects(source, report):
            report.place = found.line, found.column
            works = works_in([found.value])
            for node, index in works:
                yield article_of(node, index, report, found.line, found.column)
            if not works:
                kinds = ", ".join(types_of(found.value)) or "no @type"
                message = f"no citable work: {kinds}"
                report.add("jsonld.not-a-work", message, line=found.line, column=found.column)

    def write(
        self, articles: Iterable[Article], report: Report, *, indent: int = 2
    ) -> Iterator[str]:
        """One node, or a `@graph` of several. `indent` is the number of blanks; 0 writes one line.

        What schema.org cannot say goes to `report`.
        """
        nodes = [_reported(article, report) for article in articles]
        document: Node = {"@context": self.context}
        if len(nodes) == 1:
            document.update(nodes[0])
        else:
            document["@graph"] = nodes
        text = json.dumps(document, ensure_ascii=False, indent=indent or None)
        yield text.translate(_SAFE) + "\n"


def _reported(article: Article, report: Report) -> Node:
    """The node; a field that does not come back from it as it was is reported."""
    node = with_kept(node_of(article), article)
    report_differences(article, article_of(node, {}), "schema.org", report)
    return node


def works_in(values: list[Any], *, in_page: bool = False) -> list[tuple[Node, Index]]:
    """The nodes of a document that describe a work of their own, with the index of all nodes.

    Nodes that another one names as its whole (an issue), its publisher, its page or its picture
    describe no work of their own. `in_page`: the document is a web page, so a node that describes
    the page itself does not count beside one that describes the work on it, nor one that is cited.
    """
    index: Index = {}
    for value in values:
        for node in nodes_in(value):
            name = node.get("@id")
            if isinstance(name, str) and len(node) > len(index.get(name, ())):
                index[name] = node
    found = [node for value in values for node in _candidates(value)]
    referred = _referred(found, _WHOLES + _RELATED if in_page else _WHOLES)
    works = [node for node in found if _is_work(node) and str(node.get("@id")) not in referred]
    better = [node for node in works if not _is_page(node)]
    if in_page:
        return [(node, index) for node in better or works[:1]]
    return [(node, index) for node in works if not (better and _is_furniture(node))]


_WHOLES = ("isPartOf", "publisher", "mainEntityOfPage", "image", "primaryImageOfPage", "logo")
_RELATED = ("hasPart", "citation", "isBasedOn", "about")
_OF_PAGES = frozenset("mainEntity potentialAction breadcrumb primaryImageOfPage speakable".split())
"""Properties that only the description of a web page as such has."""


def _is_furniture(node: Node) -> bool:
    return _is_page(node) and not _OF_PAGES.isdisjoint(node)


def _candidates(value: Any, levels: int = 4) -> list[Node]:
    """The nodes at the top: of arrays, graphs and lists, and what a page is about."""
    if isinstance(value, list):
        return [node for each in value for node in _candidates(each, levels)]
    if not isinstance(value, dict) or not levels:
        return []
    graph = value.get("@graph")
    if graph is not None:
        return _candidates(graph, levels - 1)
    nodes = [value]
    for key in ("mainEntity", "itemListElement", "item", "@included"):
        for inner in listed(value.get(key)):
            if isinstance(inner, dict) and (key == "mainEntity" or not _is_work(value)):
                nodes.extend(_candidates(inner, levels - 1))
    return nodes


def _referred(nodes: list[Node], properties: tuple[str, ...]) -> set[str]:
    """The ids that nodes name in these properties."""
    named: set[str] = set()
    for node in nodes:
        for key in properties:
            for each in listed(node.get(key)):
                name = each.get("@id") if isinstance(each, dict) else each
                if isinstance(name, str) and name != node.get("@id"):
                    named.add(name)
    return named


def _is_work(node: Node) -> bool:
    kinds = [name.lower() for name in types_of(node)]
    titled = bool(entity_name(node) or node.get("headline") or node.get("title"))
    if any(kind in READ_TYPES for kind in kinds):
        return titled or bool(node.keys() - {"@context", "@type", "@id"})
    return not kinds and titled and any(node.get(key) for key in ("author", "creator"))


def _is_page(node: Node) -> bool:
    kinds = {name.lower() for name in types_of(node)}
    return bool(kinds) and kinds <= PAGES
