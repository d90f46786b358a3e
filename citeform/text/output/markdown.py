r"""Markdown: one line of text, right in CommonMark and in the dialects that are met most.

Dialects differ in what a backslash may stand before. So the characters that all of them let be
escaped (those of the first Markdown) get a backslash, and the others are written as character
references, which all of them understand. What Markdown has no sign for is inline HTML.
"""

from __future__ import annotations

import re
import unicodedata
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

_ESCAPES = {
    **ONE_LINE,
    **{ord(each): "\\" + each for each in "\\`*_{}[]"},
    **{ord(each): f"&#{ord(each)};" for each in "<$~^|@"},
}
# What means something only beside another: an entity, "--" and "==" and "++" of extensions.
_PAIRS = re.compile(r"&(?=#|\w)|([-+=])(?=\1)")

# What means something only where a line starts: headings, quotes, lists, rules, definitions. The
# lists are those of pandoc, "(i) " and "a. " and "#. ", which include everybody else's.
_LINE_START = re.compile(r"^( *)([-+=#>:%])", re.MULTILINE)
_NUMBER_START = re.compile(
    r"^( *\(?(?:[0-9]{1,9}|[A-Za-z]|[IVXLCDMivxlcdm]{1,9}|#|&#64;\w{0,50}))([.)])(?=\s|$)",
    re.MULTILINE,
)
_BACKSLASHED = frozenset("-+#>")
_INDENTATION = re.compile(r"\A {4,}")
_HARD_BREAK = "\\\n"

# Emphasis is decided when its surroundings are known. Until then its ends are control characters,
# which no text holds any more.
_EMPHASIS = {
    "\x01": ("\x02", "*", "em"),
    "\x03": ("\x04", "**", "strong"),
}
_CLOSERS = {closer: opener for opener, (closer, _, _) in _EMPHASIS.items()}
_EMPHASIS_END = re.compile("[\x01-\x04]")


class Markdown(Output):
    """CommonMark 0.31 with inline HTML for small capitals, sub- and superscripts, underlines."""

    name = "markdown"
    media_type = "text/markdown"
    spans: ClassVar = {
        ITALIC: ("\x01", "\x02"),
        OBLIQUE: ("\x01", "\x02"),
        UPRIGHT: ('<span style="font-style:normal">', "</span>"),
        BOLD: ("\x03", "\x04"),
        LIGHT: ('<span style="font-weight:lighter">', "</span>"),
        MEDIUM: ('<span style="font-weight:normal">', "</span>"),
        SMALL_CAPS: ('<span style="font-variant:small-caps">', "</span>"),
        NO_SMALL_CAPS: ('<span style="font-variant:normal">', "</span>"),
        UNDERLINE: ("<u>", "</u>"),
        NO_UNDERLINE: ('<span style="text-decoration:none">', "</span>"),
        SUPERSCRIPT: ("<sup>", "</sup>"),
        SUBSCRIPT: ("<sub>", "</sub>"),
        BLOCK: ("\n", "\n"),
        LEFT_MARGIN: ("", " "),
        RIGHT_INLINE: ("", ""),
        INDENT: ("\n", "\n"),
    }

    def escape(self, text: str) -> str:
        """The text in which no character means anything but itself, line starts apart."""
        return _PAIRS.sub(_reference, text).translate(_ESCAPES)

    def link(self, address: str, content: str) -> str:
        """An inline link; parentheses in the address would end it."""
        address = address.replace("(", "%28").replace(")", "%29").replace("&", "&amp;")
        address = address.replace("*", "%2A").replace("_", "%5F")
        return f"[{content}]({address})"

    def render(self, rich: str) -> str:
        """Rich text as lines; a display block starts a new one after a hard line break."""
        text = _emphasised(super().render(rich))
        if "\n" in text:
            lines = (line.strip(" ") for line in text.split("\n"))
            text = _HARD_BREAK.join(filter(None, lines))
        text = _INDENTATION.sub(" ", text)
        text = _NUMBER_START.sub(r"\1\\\2", text)
        return _LINE_START.sub(_at_line_start, text)

    def bibliography(self, entries: Sequence[str], layout: Mapping[str, object]) -> str:  # noqa: ARG002 -- Markdown has no layout
        """A paragraph per entry."""
        return "\n\n".join(entries)


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _at_line_start(match: re.Match[str]) -> str:
    blanks, sign = match.groups()
    return f"{blanks}\\{sign}" if sign in _BACKSLASHED else f"{blanks}&#{ord(sign)};"


def _emphasised(text: str) -> str:
    """The text with its emphasis written out: as stars where CommonMark takes them, else as tags.

    Stars open only what starts with a visible character and close only what ends with one, and a
    neighbour that is a letter or a star makes the matter depend on rules nobody remembers
    (CommonMark 0.31, 6.2). A tag always works.
    """
    pieces = _EMPHASIS_END.split(text)
    signs = _EMPHASIS_END.findall(text)
    if not signs:
        return text
    open_at: list[int] = []
    written = list(signs)
    for index, sign in enumerate(signs):
        if sign in _EMPHASIS:
            open_at.append(index)
            continue
        start = open_at.pop()
        _, star, tag = _EMPHASIS[_CLOSERS[sign]]
        before, first = pieces[start][-1:], pieces[start + 1][:1]
        last, after = pieces[index][-1:], pieces[index + 1][:1]
        alone = (before or start == 0) and (after or index + 1 == len(signs))
        if (
            alone
            and _kind(first) == "letter"
            and _kind(last) != "edge"
            and "letter" not in {_kind(before), _kind(after)}
        ):
            written[start] = written[index] = star
        else:
            written[start], written[index] = f"<{tag}>", f"</{tag}>"
    out = [pieces[0]]
    for sign, piece in zip(written, pieces[1:], strict=True):
        out += (sign, piece)
    return "".join(out)


def _kind(character: str) -> str:
    """What CommonMark takes a neighbour of stars for: an edge, a sign, or else a letter."""
    if not character or character.isspace():
        return "edge"
    return "sign" if unicodedata.category(character)[0] in "PS" else "letter"
