"""HTML: a fragment, safe to put into any page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar
from unicodedata import decomposition

from citeform.text.marks import (
    BASELINE,
    BLOCK,
    BOLD,
    INDENT,
    ITALIC,
    LEFT_MARGIN,
    LIGHT,
    MEDIUM,
    NO_SMALL_CAPS,
    NO_UNDERLINE,
    OBLIQUE,
    RIGHT_INLINE,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
    UNDERLINE,
    UPRIGHT,
)
from citeform.text.output.base import ONE_LINE, Output

_RAISED_BLOCKS = (
    range(0xAA, 0xBB),
    range(0x2B0, 0x2E5),
    range(0x1D2C, 0x1DC0),
    range(0x2070, 0x2080),
    range(0x2120, 0x2123),
    range(0x3192, 0x31A0),
)


def _raised_characters() -> dict[int, str]:
    """Superscript characters as <sup>: few fonts have them all (Unicode's <super> mappings)."""
    raised = {0x2C0: "ʔ", 0x2C1: "ʕ", 0x6E5: "و", 0x6E6: "ي"}  # these have no mapping
    for code in (code for block in _RAISED_BLOCKS for code in block):
        tag, *base = decomposition(chr(code)).split() or [""]
        if tag == "<super>":
            raised[code] = "".join(chr(int(each, 16)) for each in base)
    return {code: f"<sup>{base}</sup>" for code, base in raised.items()}


_ESCAPES: dict[int, str | None] = {
    **ONE_LINE,
    **{ord(blank): blank for blank in "\t\n\r"},  # they mean nothing here, and are kept
    **{ord(each): f"&#{ord(each)};" for each in "&<>"},
    **_raised_characters(),
}
_ESCAPED = re.compile(
    f"[{re.escape(''.join(chr(code) for code, kept in _ESCAPES.items() if kept != chr(code)))}]"
)


_LEADING = re.compile("(?<!\u00a0) \u00a0(?! )")
"""A blank and one that does not break: the first may end a line, but must not begin the next."""


def _reference(match: re.Match[str]) -> str:
    return _ESCAPES[ord(match[0])] or ""


_ATTRIBUTE_ESCAPES = str.maketrans(
    {"&": "&#38;", "<": "&#60;", ">": "&#62;", '"': "&#34;", "'": "&#39;"}
)


class Html(Output):
    """The markup and classes that citeproc-js writes, which web pages already have CSS for."""

    name = "html"
    media_type = "text/html"
    escapes_alone = True
    spans: ClassVar[Mapping[str, tuple[str, str]]] = {
        ITALIC: ("<i>", "</i>"),
        OBLIQUE: ("<em>", "</em>"),
        UPRIGHT: ('<span style="font-style:normal;">', "</span>"),
        BOLD: ("<b>", "</b>"),
        LIGHT: ('<span style="font-weight:light;">', "</span>"),
        MEDIUM: ('<span style="font-weight:normal;">', "</span>"),
        SMALL_CAPS: ('<span style="font-variant:small-caps;">', "</span>"),
        NO_SMALL_CAPS: ('<span style="font-variant:normal;">', "</span>"),
        UNDERLINE: ('<span style="text-decoration:underline;">', "</span>"),
        NO_UNDERLINE: ('<span style="text-decoration:none;">', "</span>"),
        SUPERSCRIPT: ("<sup>", "</sup>"),
        SUBSCRIPT: ("<sub>", "</sub>"),
        BASELINE: ('<span style="baseline">', "</span>"),
        BLOCK: ('\n\n    <div class="csl-block">', "</div>\n"),
        LEFT_MARGIN: ('\n    <div class="csl-left-margin">', "</div>"),
        RIGHT_INLINE: ('<div class="csl-right-inline">', "</div>\n  "),
        INDENT: ('<div class="csl-indent">', "</div>\n  "),
    }

    def escape(self, text: str) -> str:
        """The text with the three characters of markup as references, spelt as citeproc-js does."""
        if "  " in text:
            text = text.replace("  ", "\u00a0 ")  # two blanks would be shown as one
        elif " \u00a0" in text:
            text = _LEADING.sub("\u00a0 ", text)
        # Most texts have nothing to escape, and looking is faster than replacing.
        return _ESCAPED.sub(_reference, text) if _ESCAPED.search(text) else text

    def link(self, address: str, content: str) -> str:
        """An anchor."""
        return f'<a href="{address.translate(_ATTRIBUTE_ESCAPES)}">{content}</a>'

    def entry(self, rich: str) -> str:
        """One entry, a div of the class csl-entry."""
        return f'  <div class="csl-entry">{self.render(rich)}</div>'

    def bibliography(self, entries: Sequence[str], layout: Mapping[str, object]) -> str:  # noqa: ARG002 -- CSS has the layout
        """The entries in a div of the class csl-bib-body."""
        return "\n".join(['<div class="csl-bib-body">', *entries, "</div>"])
