"""Wikitext, for the values of templates: nothing in them can end the template or the value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from citeform.text.marks import BOLD, ITALIC, SMALL_CAPS, SUBSCRIPT, SUPERSCRIPT
from citeform.text.output.base import Output
from citeform.text.tags import parse

_ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]{1,32};?)")
_ESCAPES = str.maketrans(
    {
        "|": "{{!}}",
        "{": "&#123;",
        "}": "&#125;",
        "[": "&#91;",
        "]": "&#93;",
        "<": "&lt;",
        ">": "&gt;",
        "\u00a0": "&nbsp;",
        **dict.fromkeys("\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "),
    }
)


class Wikitext(Output):
    """MediaWiki's markup. Bold is a tag, as three apostrophes and two cannot be told apart."""

    name = "wikitext"
    media_type = "text/x-wiki"
    spans: ClassVar[Mapping[str, tuple[str, str]]] = {
        ITALIC: ("''", "''"),
        BOLD: ("<b>", "</b>"),
        SUPERSCRIPT: ("<sup>", "</sup>"),
        SUBSCRIPT: ("<sub>", "</sub>"),
        SMALL_CAPS: ('<span style="font-variant:small-caps">', "</span>"),
    }

    def escape(self, text: str) -> str:
        """Text that shows just that, and ends neither a value nor a template."""
        escaped = _ENTITY.sub("&amp;", text).translate(_ESCAPES)
        if "''" in text or text.startswith("'") or text.endswith("'"):
            return escaped.replace("'", "&#39;")
        return escaped

    def render_text(self, text: str) -> str:
        """A field's text, with CSL's inline tags, in this language."""
        return self.render(parse(text)).strip()
