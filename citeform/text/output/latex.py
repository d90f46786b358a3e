r"""LaTeX: text in UTF-8 for any engine (pdfTeX, XeTeX, LuaTeX); links need hyperref.

Every character with a meaning is written as the command for it, and characters that TeX's fonts
join into others (two hyphens into a dash) are kept apart. What a command takes as an optional
argument cannot come from a text, because no command is left open to one.
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
    NO_SMALL_CAPS,
    OBLIQUE,
    RIGHT_INLINE,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
    UNDERLINE,
    UPRIGHT,
)
from citeform.text.output.base import ONE_LINE, Output, number

_ESCAPES = {
    **ONE_LINE,
    **{ord(each): "\\" + each for each in "{}$&#%_"},
    ord("\\"): r"\textbackslash{}",
    ord("^"): r"\textasciicircum{}",
    ord("~"): r"\textasciitilde{}",
    ord("`"): r"\textasciigrave{}",
    ord("<"): r"\textless{}",
    ord(">"): r"\textgreater{}",
    ord("|"): r"\textbar{}",
    # babel makes the straight quotation mark a command in German, Dutch and others.
    ord('"'): r"\char34{}",
    ord("\u00a0"): "~",
    ord("\u202f"): r"\,",
    ord("\u00ad"): r"\-",
    ord("\u200b"): r"\hspace{0pt}",
}
_LIGATURES = re.compile(r"([-',])(?=\1)")

# In the address of \href; the rest of what TeX knows is percent-encoded already.
_ADDRESS_ESCAPES = str.maketrans(
    {"%": r"\%", "#": r"\#", "&": r"\&", "_": r"\_", "~": r"\%7E", "$": r"\%24"}
)
_AFTER_LABEL = r"\enskip{}"


class Latex(Output):
    """LaTeX; a bibliography is a `list` environment, an entry stands in any paragraph."""

    name = "latex"
    media_type = "application/x-latex"
    spans: ClassVar = {
        ITALIC: (r"\textit{", "}"),
        OBLIQUE: (r"\textsl{", "}"),
        UPRIGHT: (r"\textup{", "}"),
        BOLD: (r"\textbf{", "}"),
        LIGHT: (r"\textmd{", "}"),
        MEDIUM: (r"\textmd{", "}"),
        SMALL_CAPS: (r"\textsc{", "}"),
        NO_SMALL_CAPS: (r"\textnormal{", "}"),
        UNDERLINE: (r"\underline{", "}"),
        SUPERSCRIPT: (r"\textsuperscript{", "}"),
        SUBSCRIPT: (r"\textsubscript{", "}"),
        # \endgraf is \par that may stand in the argument of a font command.
        BLOCK: (r"\endgraf{}", r"\endgraf{}"),
        LEFT_MARGIN: ("", _AFTER_LABEL),
        RIGHT_INLINE: ("", ""),
        INDENT: (r"\endgraf\hspace*{1.5em}", r"\endgraf{}"),
    }

    def escape(self, text: str) -> str:
        """The text as LaTeX that prints it."""
        return _LIGATURES.sub(r"\1{}", text.translate(_ESCAPES))

    def link(self, address: str, content: str) -> str:
        r"""The \href of hyperref, with an address that may stand in the argument of another command."""
        return rf"\href{{{address.translate(_ADDRESS_ESCAPES)}}}{{{content}}}"

    def bibliography(self, entries: Sequence[str], layout: Mapping[str, object]) -> str:
        """A `list`; the labels of a style that aligns its second field are the items' labels."""
        labelled = bool(layout.get("second_field_align"))
        lengths = {"labelwidth": "0pt", "leftmargin": "0pt", "itemindent": "0pt"}
        if labelled:
            lengths |= {"labelwidth": "2em", "labelsep": "0.5em", "leftmargin": "2.5em"}
        elif layout.get("hanging_indent"):
            lengths |= {"leftmargin": "1.5em", "itemindent": "-1.5em"}
        spacing = number(layout, "entry_spacing")
        lengths |= {"itemsep": rf"{spacing}\baselineskip", "parsep": "0pt"}
        settings = "".join(rf"\setlength{{\{name}}}{{{value}}}" for name, value in lengths.items())
        lines = [r"\begin{list}{}{" + settings + r"\renewcommand{\makelabel}[1]{#1\hfil}}"]
        stretch = number(layout, "line_spacing")
        if stretch > 1:
            lines.append(rf"\linespread{{{stretch}}}\selectfont")
        lines += (_item(entry, labelled=labelled) for entry in entries)
        lines.append(r"\end{list}")
        return "\n".join(lines)


def _item(entry: str, *, labelled: bool) -> str:
    label, found, rest = entry.partition(_AFTER_LABEL)
    if labelled and found:
        return rf"\item[{{{label.strip(' ')}}}] {{}}{rest}"
    return rf"\item{{}}{entry}"
