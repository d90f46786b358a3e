"""HTML: a fragment, safe to put into any page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
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

_RAISED = (
    "\u00aa-\u00ba\u02b0-\u02e4\u06e5\u06e6\u1d2c-\u1dbf\u2070-\u207f\u2120-\u2122\u3192-\u319f"
)
"""Where Unicode has its superscript characters."""
_RAISED_ALONE = {"\u02c0": "ʔ", "\u02c1": "ʕ", "\u06e5": "و", "\u06e6": "ي"}
"""Those that Unicode does not derive from the characters they raise."""
_ESCAPED = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff{_RAISED}]"
)
"""Whatever is written otherwise but &, < and >. Tabs and line ends mean nothing here, and are kept."""


_LEADING = re.compile("(?<!\u00a0) \u00a0(?! )")
"""A blank and one that does not break: the first may end a line, but must not begin the next."""


def _reference(match: re.Match[str]) -> str:
    return _written(match[0])


@lru_cache(maxsize=1024)
def _written(character: str) -> str:
    """A character of `_ESCAPED`; a superscript one as <sup>, since few fonts have them all."""
    tag, *base = decomposition(character).split() or [""]
    if tag == "<super>":
        return f"<sup>{''.join(chr(int(each, 16)) for each in base)}</sup>"
    if character in _RAISED_ALONE:
        return f"<sup>{_RAISED_ALONE[character]}</sup>"
    return ONE_LINE.get(ord(character), character) or ""


_ATTRIBUTE_ESCAPES = str.maketrans(
    {"&": "&#38;", "<": "&#60;", ">": "&#62;", '"': "&#34;", "'": "&#39;"}
)


_ENTRY = '  <div class="csl-entry">', "</div>"


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
        if "\u00a0" in text and " \u00a0" in text:
            text = _LEADING.sub("\u00a0 ", text)
        if "&" in text:
            text = text.replace("&", "&#38;")
        if "<" in text or ">" in text:
            text = text.replace("<", "&#60;").replace(">", "&#62;")
        return _ESCAPED.sub(_reference, text)

    def link(self, address: str, content: str) -> str:
        """An anchor."""
        return f'<a href="{address.translate(_ATTRIBUTE_ESCAPES)}">{content}</a>'

    def entry(self, rich: str) -> str:
        """One entry, a div of the class csl-entry."""
        return f"{_ENTRY[0]}{self.render(rich)}{_ENTRY[1]}"

    def entries(self, texts: Sequence[str]) -> list[str]:
        """Many entries at once; one by one where a subclass may do something of its own to each."""
        if type(self) is not Html:
            return super().entries(texts)
        before, behind = _ENTRY
        return [before + text + behind for text in self._render_all(texts)]

    def bibliography(self, entries: Sequence[str], layout: Mapping[str, object]) -> str:  # noqa: ARG002 -- CSS has the layout
        """The entries in a div of the class csl-bib-body."""
        return "\n".join(['<div class="csl-bib-body">', *entries, "</div>"])
