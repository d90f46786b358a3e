r"""Text that can be put into a file: no lone surrogates, which no encoding of Unicode has.

They come from JSON's escapes ("\ud83d" without its second half) and from texts decoded with
`surrogateescape`, and would end a conversion at the record that holds one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citeform.diagnostics import Report


def encodable(pieces: Iterable[str], report: Report) -> Iterator[str]:
    """The pieces with U+FFFD for each lone surrogate; two that make a character become it."""
    told = False
    for piece in pieces:
        # `isascii` costs nothing, and most pieces are.
        if piece.isascii() or _can_be_encoded(piece):
            yield piece
            continue
        if not told:
            told = True
            report.add(
                "write.half-character",
                "half a character (a lone surrogate) cannot be written; \ufffd stands there",
            )
        yield piece.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _can_be_encoded(piece: str) -> bool:
    try:
        piece.encode()
    except UnicodeEncodeError:
        return False
    return True
