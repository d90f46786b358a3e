"""Small XML documents as plain objects: the style and the locale that every process reads first.

expat comes with Python and is at hand at once; to load lxml takes longer than to read a style.

1. Most documents are UTF-8 as they should be and declare no document type: expat reads them as they
   are.
2. Any other is prepared as for lxml (`citeform.text.xmltree`), so neither ever sees a declaration of
   an entity.
3. What expat refuses, since it is not well-formed, is left to lxml to mend and report.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.parsers import expat

from citeform.diagnostics import Report
from citeform.memo import Memo

if TYPE_CHECKING:
    from lxml.etree import _Element

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DEEPEST = 200
"""Deeper documents are left to lxml's limits."""


class Element:
    """An element: its tag and attributes with namespaces in braces, as lxml and ElementTree have it."""

    __slots__ = ("attrib", "children", "line", "tag", "tail", "text")

    def __init__(self, tag: str, attrib: dict[str, str], line: int) -> None:
        self.tag = tag
        self.attrib = attrib
        self.line = line
        """The line it stands in, counted from 1."""
        self.children: list[Element] = []
        self.text = ""
        """The text before the first child."""
        self.tail = ""
        """The text between its end and whatever comes next."""

    def get(self, name: str) -> str:
        """An attribute; "" where it is not there."""
        return self.attrib.get(name, "")

    def all(self, *path: str) -> Iterator[Element]:
        """The children with a tag; with more tags, their children with the next, and so on."""
        for child in self.children:
            if child.tag == path[0]:
                if len(path) == 1:
                    yield child
                else:
                    yield from child.all(*path[1:])

    def first(self, tag: str) -> Element | None:
        """The first child with a tag."""
        return next(self.all(tag), None)


def parse_small_xml(data: bytes | str, report: Report) -> Element | None:
    """The root element, or None where there is none; diagnostics as of `parse_xml`."""
    whole = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    root = _by_expat(whole) if _needs_no_preparing(whole, declares=whole is data) else None
    if root is not None:
        return root
    from citeform.text.xmltree import parse_xml, prepared

    trial = Report()
    text = prepared(data, trial)
    root = None if trial.diagnostics else _by_expat(text.encode("utf-8", "surrogatepass"))
    if root is not None:
        return root
    mended = parse_xml(data, report)
    return None if mended is None else _copy(mended)


def _needs_no_preparing(data: bytes, *, declares: bool) -> bool:
    """Whether `citeform.text.xmltree.prepared` would leave a well-formed document as it is.

    `declares` says whether an encoding that is declared counts. Without a document type there are no
    entities but XML's five, and expat refuses any other, as it does forbidden characters and what is
    no UTF-8.
    """
    if not data.startswith(b"<") or b"<!DOCTYPE" in data or b"&#" in data:
        return False
    head = data[: data.find(b"?>")] if data.startswith(b"<?xml") else b""
    if declares and b"encoding" in head and b"utf-8" not in head.lower():
        return False
    # U+0080 to U+009F are Windows-1252 that was taken for something else on its way.
    return all(behind >= b"\xa0" for behind in data.split(b"\xc2")[1:])


def _by_expat(data: bytes) -> Element | None:
    """The root element of a well-formed document of ordinary depth, in UTF-8."""
    top = Element("", {}, 0)
    is_open = [top]
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        if "}" in "".join(attributes):
            attributes = {_BRACED[each]: value for each, value in attributes.items()}
        element = Element(_BRACED[name], attributes, parser.CurrentLineNumber)
        is_open[-1].children.append(element)
        is_open.append(element)
        if len(is_open) > _DEEPEST:
            raise RecursionError

    def end(_name: str) -> None:
        is_open.pop()

    def characters(text: str) -> None:
        parent = is_open[-1]
        if parent.children:
            parent.children[-1].tail += text
        else:
            parent.text += text

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, RecursionError):
        return None
    return top.children[0]


_BRACED = Memo[str, str](lambda name: "{" + name if "}" in name else name)


def _copy(root: _Element) -> Element:
    """The same tree without lxml; no recursion, as it may be deep."""
    from citeform.text.xmltree import line_of

    top = Element("", {}, 0)
    pending = [(root, top)]
    while pending:
        source, parent = pending.pop()
        attrib = {str(name): str(value) for name, value in source.attrib.items()}
        made = Element(str(source.tag), attrib, line_of(source))
        made.text, made.tail = source.text or "", source.tail or ""
        parent.children.append(made)
        pending += [(child, made) for child in reversed(source)]
    return top.children[0]
