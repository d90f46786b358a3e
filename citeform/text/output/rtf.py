r"""RTF: Rich Text Format 1.9.1, which every word processor opens.

All of it is ASCII: another character is `\uN?`, N being a UTF-16 code unit as a signed 16-bit
number and ? what a reader without Unicode shows instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

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
from citeform.text.output.base import ONE_LINE, Output, number

_ESCAPES = {**ONE_LINE, **{ord(each): "\\" + each for each in "\\{}"}}
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_LINE = 240
"""Height of a line in twentieths of a point."""
_INDENT = 720
"""Half an inch in the same."""


class Rtf(Output):
    """Groups with formatting; a bibliography is a whole document."""

    name = "rtf"
    media_type = "application/rtf"
    spans: ClassVar = {
        ITALIC: (r"{\i ", "}"),
        OBLIQUE: (r"{\i ", "}"),
        UPRIGHT: (r"{\i0 ", "}"),
        BOLD: (r"{\b ", "}"),
        LIGHT: (r"{\b0 ", "}"),
        MEDIUM: (r"{\b0 ", "}"),
        SMALL_CAPS: (r"{\scaps ", "}"),
        NO_SMALL_CAPS: (r"{\scaps0 ", "}"),
        UNDERLINE: (r"{\ul ", "}"),
        NO_UNDERLINE: (r"{\ulnone ", "}"),
        SUPERSCRIPT: (r"{\super ", "}"),
        SUBSCRIPT: (r"{\sub ", "}"),
        BASELINE: (r"{\nosupersub ", "}"),
        BLOCK: (r"\line ", r"\line "),
        LEFT_MARGIN: ("", r"\tab "),
        RIGHT_INLINE: ("", ""),
        INDENT: (r"\line\tab ", r"\line "),
    }

    def escape(self, text: str) -> str:
        """The text in ASCII, with its characters beyond as numbers."""
        text = text.translate(_ESCAPES)
        return text if text.isascii() else _NOT_ASCII.sub(_numbers, text)

    def link(self, address: str, content: str) -> str:
        """A hyperlink field; a percent-encoded address has no character that RTF knows."""
        return rf'{{\field{{\*\fldinst{{HYPERLINK "{address}"}}}}{{\fldrslt {content}}}}}'

    def bibliography(self, entries: Sequence[str], layout: Mapping[str, object]) -> str:
        """A document with a paragraph per entry."""
        hanging = layout.get("hanging_indent") or layout.get("second_field_align")
        spacing = number(layout, "entry_spacing") * _LINE
        paragraph = r"\pard" + (rf"\li{_INDENT}\fi-{_INDENT}\tx{_INDENT}" if hanging else "")
        paragraph += rf"\sa{spacing}\sl{max(number(layout, 'line_spacing'), 1) * _LINE}\slmult1 "
        lines = [r"{\rtf1\ansi\uc1\deff0{\fonttbl{\f0\froman Times New Roman;}}"]
        lines += (f"{paragraph}{entry}\\par" for entry in entries)
        lines.append("}")
        return "\n".join(lines)


def _numbers(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-le")
    pairs = (units[at : at + 2] for at in range(0, len(units), 2))
    return "".join(rf"\u{int.from_bytes(each, 'little', signed=True)}?" for each in pairs)
