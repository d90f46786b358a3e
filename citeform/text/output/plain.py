"""Plain text: no markup at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from citeform.text.marks import BLOCK, INDENT, LEFT_MARGIN, RIGHT_INLINE
from citeform.text.output.base import ONE_LINE, Output

_ESCAPED = re.compile(f"[{re.escape(''.join(map(chr, ONE_LINE)))}]")
_BLANKS = re.compile("  +")
_INDENT = "\t"


class Plain(Output):
    """Text for a terminal, a mail, a plain-text file; display blocks become lines."""

    name = "text"
    media_type = "text/plain"
    escapes_alone = True
    spans: ClassVar = {
        BLOCK: ("\n", "\n"),
        LEFT_MARGIN: ("", " "),
        RIGHT_INLINE: ("", ""),
        INDENT: ("\n" + _INDENT, "\n"),
    }

    def escape(self, text: str) -> str:
        """The text without what a terminal would obey; line ends are blanks."""
        return _ESCAPED.sub(_shown, text)

    def entry(self, rich: str) -> str:
        """One entry, on a line; its display blocks, if any, on lines of their own."""
        return _on_lines(self.render(rich))

    def entries(self, texts: Sequence[str]) -> list[str]:
        """Many entries at once; one by one where a subclass may do something of its own to each."""
        if type(self) is not Plain:
            return super().entries(texts)
        return list(map(_on_lines, self._render_all(texts)))


def _shown(match: re.Match[str]) -> str:
    return ONE_LINE[ord(match[0])] or ""


def _on_lines(text: str) -> str:
    """An entry without blanks beside one another or at the ends of its lines, and without empty lines."""
    if "\n" not in text and "  " not in text:
        return text.strip(" ") if text.strip() else ""
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(line.replace(_INDENT, "    ") for line in lines if line.strip())
