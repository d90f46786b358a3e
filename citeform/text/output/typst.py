"""Typst: markup for typst 0.11 and later.

A function call in Typst's markup goes on for as long as what follows looks like arguments or a
method, so every call here ends in a semicolon, which is not shown. What means something only at the
start of a line is escaped at the start of every piece of text, for a content block has a start too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from citeform.text.marks import (
    BLOCK,
    BOLD,
    INDENT,
    ITALIC,
    LEFT_MARGIN,
    LIGHT,
    MEDIUM,
    OBLIQUE,
    RIGHT_INLINE,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
    UNDERLINE,
    UPRIGHT,
)
from citeform.text.output.base import ONE_LINE, Output, number

_ESCAPES = {**ONE_LINE, **{ord(each): "\\" + each for each in "\\*_`$#@<>[]~\"'"}}
# Dashes, the soft hyphen, the minus sign, comments and bare URLs, the ellipsis.
_PAIRS = re.compile(r"-(?=[-?0-9])|/(?=[/*])|\.(?=\.\.)")
_START = re.compile(r"\A( *)([-+=/])")
_NUMBER_START = re.compile(r"\A( *[0-9]{1,20})(\.)(?=\s|\Z)")
_AFTER_LABEL = "#h(0.5em);"
# Blanks at the edges of a content block may be lost, so they go outside. A run is only looked at from
# its beginning, or a long one would take quadratic time.
_BLANKS_FIRST = re.compile(r"(?<![^\\]\[)((?:#[a-z]+(?:\([^()]*\))?\[)++)( ++)")
_BLANKS_LAST = re.compile(r"((?<! ) ++)((?:\];)++)")


class Typst(Output):
    """Typst's markup; a bibliography is a block with its own paragraph settings."""

    name = "typst"
    media_type = "text/vnd.typst"
    spans: ClassVar = {
        ITALIC: ("#emph[", "];"),
        OBLIQUE: ('#text(style: "oblique")[', "];"),
        UPRIGHT: ('#text(style: "normal")[', "];"),
        BOLD: ("#strong[", "];"),
        LIGHT: ('#text(weight: "light")[', "];"),
        MEDIUM: ('#text(weight: "regular")[', "];"),
        SMALL_CAPS: ("#smallcaps[", "];"),
        UNDERLINE: ("#underline[", "];"),
        SUPERSCRIPT: ("#super[", "];"),
        SUBSCRIPT: ("#sub[", "];"),
        BLOCK: ("#block[", "];"),
        LEFT_MARGIN: ("", _AFTER_LABEL),
        RIGHT_INLINE: ("", ""),
        INDENT: ("#pad(left: 2em)[", "];"),
    }

    def escape(self, text: str) -> str:
        """The text as markup that shows it."""
        text = _PAIRS.sub(r"\\\g<0>", text.translate(_ESCAPES))
        return _NUMBER_START.sub(r"\1\\\2", _START.sub(r"\1\\\2", text))

    def render(self, rich: str) -> str:
        """Rich text as markup, with the blanks at the edges of a span outside it."""
        text = super().render(rich)
        if "[ " in text or " ];" in text:
            text = _BLANKS_LAST.sub(r"\2\1", _BLANKS_FIRST.sub(r"\2\1", text))
        return text

    def link(self, address: str, content: str) -> str:
        """A link; a percent-encoded address has no character that a string would need escaped."""
        return f'#link("{address}")[{content}];'

    def bibliography(self, entries: Sequence[str], layout: Mapping[str, object]) -> str:
        """A paragraph per entry, or with labels in a margin of their own a grid of two columns."""
        leading = 0.65 * max(number(layout, "line_spacing"), 1)
        gap = f"{leading + 0.65 * number(layout, 'entry_spacing'):g}em"
        if layout.get("second_field_align") and all(_AFTER_LABEL in each for each in entries):
            rows = (each.partition(_AFTER_LABEL) for each in entries)
            cells = [f"  [{label}], [{rest}]," for label, _, rest in rows]
            return "\n".join(
                [
                    f"#grid(columns: (auto, 1fr), column-gutter: 0.5em, row-gutter: {gap},",
                    *cells,
                    ")",
                ]
            )
        hanging = "1.5em" if layout.get("hanging_indent") else "0pt"
        settings = f"#set par(hanging-indent: {hanging}, leading: {leading:g}em, spacing: {gap})"
        return "\n".join(["#[", settings, "\n\n".join(entries), "]"])
