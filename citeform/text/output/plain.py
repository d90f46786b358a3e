"""Plain text: no markup at all."""

from __future__ import annotations

import re
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
        return text.translate(ONE_LINE) if _ESCAPED.search(text) else text

    def entry(self, rich: str) -> str:
        """One entry, on a line; its display blocks, if any, on lines of their own."""
        lines = (_BLANKS.sub(" ", line).strip(" ") for line in self.render(rich).split("\n"))
        return "\n".join(line.replace(_INDENT, "    ") for line in lines if line.strip())
