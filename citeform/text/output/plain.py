"""Plain text: no markup at all."""

from __future__ import annotations

from typing import ClassVar

from citeform.text.marks import BLOCK, INDENT, LEFT_MARGIN, RIGHT_INLINE
from citeform.text.output.base import Output


class Plain(Output):
    """Text for a terminal, a mail, a plain-text file; display blocks become lines."""

    name = "text"
    media_type = "text/plain"
    spans: ClassVar = {
        BLOCK: ("\n", "\n"),
        LEFT_MARGIN: ("", " "),
        RIGHT_INLINE: ("", ""),
        INDENT: ("\n    ", ""),
    }

    def entry(self, rich: str) -> str:
        lines = (" ".join(line.split()) for line in self.render(rich).splitlines())
        return "\n".join(filter(None, lines))
