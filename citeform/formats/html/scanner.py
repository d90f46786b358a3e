"""The few elements of a page that carry metadata, found in one linear pass.

Not a tree builder: whatever the page's markup looks like, a `<meta>` is a `<meta>`. Comments and the
content of scripts, styles and the like are stepped over as a browser does. Python's own
`html.parser` does the same for every tag of the page, which takes some six times as long on real
pages, and its time is quadratic on some broken ones in the versions in use (measured in
`bench/pages.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

_WANTED = "meta|title|script|link|html|span"
_RAW = "style|textarea|noembed|xmp|iframe"
_TAG = re.compile(rf"<(?:(?P<comment>!--)|(?P<name>{_WANTED}|{_RAW})(?=[\s/>]))", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?:(?P<end>>)|(?P<name>[^\s=>/]++)(?P<value>\s*+=\s*+(?:(?P<quote>["'])|(?P<bare>[^\s>"'][^\s>]*+)))?)"""
)
_LONGEST_VALUE = 1 << 20
_MOST_ATTRIBUTES = 64


@dataclass(slots=True)
class Meta:
    """One `<meta>`: its name in lower case, its content, and where it stands."""

    name: str
    content: str
    scheme: str = ""
    line: int = 0


@dataclass(slots=True)
class Scanned:
    """What a page holds: meta tags in order, JSON-LD, COinS, title, language, own address."""

    metas: list[Meta] = field(default_factory=list)
    json_ld: list[tuple[str, int]] = field(default_factory=list)
    """Content of each script of JSON-LD, with its line."""
    coins: list[tuple[str, int]] = field(default_factory=list)
    """The `title` of each span of class Z3988, with its line."""
    title: str = ""
    language: str = ""
    address: str = ""


def scan(page: str) -> Scanned:
    """The metadata of the page. Never raises; takes time in proportion to its length."""
    return _Scanner(page).result()


class _Scanner:
    """One pass over a page. What was looked for once and lies ahead is not looked for again."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._next: dict[str, int] = {}

    def result(self) -> Scanned:
        page, found = self._page, Scanned()
        position = counted = line = 0
        while (match := _TAG.search(page, position)) is not None:
            position = match.end()
            if match["comment"]:
                end = self._find("-->", position)
                position = end + 3 if end >= 0 else position
                continue
            name = match["name"].lower()
            attributes, position = self._attributes(position)
            line += page.count("\n", counted, match.start())
            counted = match.start()
            if name in _HANDLERS:
                _HANDLERS[name](found, attributes, line + 1)
            elif name in _WITH_CONTENT:
                end = self._find(f"</{name}", position)
                if end >= 0:
                    _content(found, name, attributes, page[position:end], line + 1)
                    position = end
        return found

    def _find(self, text: str, position: int) -> int:
        """Where the text (in lower case) comes next; -1 where it does not."""
        known = self._next.get(text, position - 1)
        if known == len(self._page):
            return -1
        if known >= position:
            return known
        if text.startswith("</"):
            match = re.compile(text, re.IGNORECASE).search(self._page, position)
            found = match.start() if match else -1
        else:
            found = self._page.find(text, position)
        self._next[text] = found if found >= 0 else len(self._page)
        return found

    def _attributes(self, position: int) -> tuple[dict[str, str], int]:
        """Attributes by name, entities decoded, and the position behind the tag."""
        attributes: dict[str, str] = {}
        for _ in range(_MOST_ATTRIBUTES):
            match = _ATTRIBUTE.match(self._page, position)
            if match is None:
                return attributes, position
            position = match.end()
            if match["end"]:
                return attributes, position
            value = match["bare"] or ""
            quote = match["quote"]
            if quote:
                end = self._find(quote, position)
                if not 0 <= end - position <= _LONGEST_VALUE:  # a quote that is never closed
                    return attributes, position
                value = self._page[position:end]
                position = end + 1
            attributes.setdefault(match["name"].lower(), unescape(value) if "&" in value else value)
        return attributes, position


_WITH_CONTENT = frozenset(["script", "title", *_RAW.split("|")])
_Handler = Callable[[Scanned, dict[str, str], int], None]


def _meta(found: Scanned, attributes: dict[str, str], line: int) -> None:
    content = attributes.get("content", "").strip()
    if not content:
        return
    for key in ("name", "property", "itemprop", "id"):
        for name in attributes.get(key, "").lower().split():
            found.metas.append(Meta(name, content, attributes.get("scheme", ""), line))
        if attributes.get(key):
            return


def _link(found: Scanned, attributes: dict[str, str], line: int) -> None:
    address = attributes.get("href", "").strip()
    relations = attributes.get("rel", "").lower().split()
    if address and "canonical" in relations and not found.address:
        found.address = address
    elif address:
        for relation in relations:
            if relation.startswith(("dc.", "dcterms.", "schema.")) or relation == "license":
                found.metas.append(Meta(relation, address, line=line))


def _html(found: Scanned, attributes: dict[str, str], line: int) -> None:  # noqa: ARG001 -- one shape
    found.language = found.language or attributes.get("lang") or attributes.get("xml:lang") or ""


def _span(found: Scanned, attributes: dict[str, str], line: int) -> None:
    if "z3988" in attributes.get("class", "").lower().split() and attributes.get("title"):
        found.coins.append((attributes["title"], line))


_HANDLERS: dict[str, _Handler] = {"meta": _meta, "link": _link, "html": _html, "span": _span}


def _content(
    found: Scanned, name: str, attributes: dict[str, str], content: str, line: int
) -> None:
    if name == "title" and not found.title:
        found.title = " ".join(content.split())
    elif name == "script" and "ld+json" in attributes.get("type", "").lower():
        found.json_ld.append((content, line))
