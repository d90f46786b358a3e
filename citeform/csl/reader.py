"""Style XML to nodes (CSL 1.0.2). Lenient: what is wrong is reported with its line, and passed over."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from citeform.csl.locale import Locale, parse_locale
from citeform.csl.node import Node
from citeform.csl.unused import without_unused
from citeform.diagnostics import Diagnostic, Report
from citeform.errors import StyleError
from citeform.memo import Memo
from citeform.text.xmlsmall import Element, parse_small_xml

_CSL = "{http://purl.org/net/xbiblio/csl}"
_DEPTH = 200


class StyleSheet:
    """A style as it was read. Equal only to itself, so it can key a cache."""

    def __init__(
        self,
        root: Node,
        locales: tuple[Locale, ...],
        source: bytes | str,
        name: str = "",
    ) -> None:
        self.root: Final = root
        self.locales: Final = locales
        """The style's own cs:locale elements, unmerged."""
        self.source: Final = source
        """The file's content, for an engine that wants to read it itself."""
        self.name: Final = name
        """The file's name, for diagnostics."""

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the style. Few ask, so it is read once more for those who do."""
        from citeform.csl.schema import check

        report = Report(self.name)
        root = parse_small_xml(self.source, report)
        if root is not None:
            check(_node(root, 0), report)
        return tuple(report)

    @property
    def citation(self) -> Node:
        """cs:citation; an empty one where the style has none."""
        return self.root.child("citation") or Node("citation")

    @property
    def bibliography(self) -> Node | None:
        """cs:bibliography, or None where the style has none."""
        return self.root.child("bibliography")

    @property
    def is_note(self) -> bool:
        """Whether cites stand in notes."""
        return self.root.get("class") == "note"

    @property
    def default_locale(self) -> str:
        """The style's own language; "" where any will do."""
        return self.root.get("default-locale").partition("-x-")[0]

    @cached_property
    def info(self) -> Mapping[str, str]:
        """Texts of cs:info by tag: title, id, summary …"""
        info = self.root.child("info")
        return {child.tag: child.text for child in info.children} if info else {}


def read_style(data: bytes | str, name: str = "") -> StyleSheet:
    """Read a style. Raises `StyleError` where it is not XML or not a style at all."""
    report = Report(name)
    root = parse_small_xml(data, report)
    if root is None or _local(root) != "style":
        raise StyleError(f"{name or 'the text'} is not a CSL style", report.diagnostics)
    locales = [parse_locale(each) for each in root.all(f"{_CSL}locale")]
    node = _node(root, 0)
    if node.child("citation") is None and node.child("bibliography") is None:
        raise StyleError(f"{name or 'the text'} says nothing to format with", report.diagnostics)
    return StyleSheet(without_unused(node), tuple(locales), data, name)


def _local(element: Element) -> str:
    return _LOCAL_NAMES[element.tag]


_LOCAL_NAMES = Memo[str, str](lambda tag: tag.rpartition("}")[2])


# What an author escaped twice ("&amp;#160;"), to be read as it was meant.
_REFERENCE = r"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));"


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else int(match[2])
    is_character = number <= sys.maxunicode and chr(number).isprintable()
    return chr(number) if is_character or number in {9, 10, 0xA0} else match[0]


def _node(element: Element, depth: int) -> Node:
    below = element.children if depth <= _DEPTH else []
    children = tuple([_node(child, depth + 1) for child in below if _local(child) != "locale"])
    attributes = element.attrib
    if "&#" in "".join(attributes.values()):
        attributes = {
            name: re.sub(_REFERENCE, _character, value) for name, value in attributes.items()
        }
    text = "" if children else element.text.strip()
    return Node(_local(element), attributes, children, text, element.line)
