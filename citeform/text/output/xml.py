"""XML: escaping, elements, and rich text with the emphasis elements of JATS."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from citeform.text.marks import (
    ANY,
    BOLD,
    END,
    ITALIC,
    NOCASE,
    OPENERS,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
    clean,
    plain,
)
from citeform.text.output.base import Output
from citeform.text.tags import parse

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKS = re.compile(f"({ANY})")
_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_IN_ATTRIBUTE = {**_ESCAPES, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}


class JatsInline(Output):
    """Titles and abstracts as JATS has them: <italic>, <bold>, <sup>, <sub>, <sc>."""

    name = "jats-inline"
    media_type = "application/jats+xml"
    spans: ClassVar[Mapping[str, tuple[str, str]]] = {
        ITALIC: ("<italic>", "</italic>"),
        BOLD: ("<bold>", "</bold>"),
        SUPERSCRIPT: ("<sup>", "</sup>"),
        SUBSCRIPT: ("<sub>", "</sub>"),
        SMALL_CAPS: ("<sc>", "</sc>"),
        NOCASE: ('<styled-content style-type="nocase">', "</styled-content>"),
    }

    def escape(self, text: str) -> str:
        """Character data."""
        return escape(text)


_INLINE = JatsInline()


def escape(text: str) -> str:
    """A text as XML's character data; characters that XML cannot hold are left out."""
    return _FORBIDDEN.sub("", text).translate(_ESCAPES)


def inline(text: str) -> str:
    """A text with CSL's inline tags as character data with JATS's emphasis."""
    return _INLINE.render(parse(text)) if "<" in text else escape(clean(text))


def unmarked(text: str) -> str:
    """A text with CSL's inline tags as character data without any markup."""
    return escape(plain(parse(text)))


def element(tag: str, content: str = "", /, **attributes: str) -> str:
    """An element around content that is XML already; empty attributes are left out.

    In the names of attributes a double underscore stands for a colon, one for a hyphen; a
    trailing one is dropped.

    >>> element("pub-id", escape("10.1/a<b"), pub_id_type="doi")
    '<pub-id pub-id-type="doi">10.1/a&lt;b</pub-id>'
    """
    written = "".join(
        f' {name.rstrip("_").replace("__", ":").replace("_", "-")}="{_attribute(value)}"'
        for name, value in attributes.items()
        if value
    )
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def _attribute(value: str) -> str:
    return _FORBIDDEN.sub("", value).translate(_IN_ATTRIBUTE)


_FACES = {
    ITALIC: "italic",
    BOLD: "bold",
    SUPERSCRIPT: "superscript",
    SUBSCRIPT: "subscript",
}


def style_runs(text: str) -> str:
    """A text with CSL's inline tags as EndNote has it: a flat row of <style face="…"> runs."""
    runs: list[str] = []
    faces: list[str] = []
    for piece in _MARKS.split(parse(text) if "<" in text else clean(text)):
        if piece == END:
            if faces:
                faces.pop()
        elif piece in OPENERS:
            faces.append(_FACES.get(piece, ""))
        elif piece:
            face = " ".join(dict.fromkeys(filter(None, faces))) or "normal"
            runs.append(element("style", escape(piece), face=face, font="default", size="100%"))
    return "".join(runs)
