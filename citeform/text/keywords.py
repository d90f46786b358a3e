"""Key words: a list in most formats, one text in CSL ("key words, separated by commas").

Where a key word holds a comma itself ("Asthma, acute"), the list is joined by semicolons.
"""

from __future__ import annotations

from collections.abc import Iterable


def join(words: Iterable[str]) -> str:
    """The words as one text; empty and repeated ones are left out."""
    kept = dict.fromkeys(filter(None, map(str.strip, words)))
    text = ", ".join(kept)
    return text if text.count(",") < len(kept) else "; ".join(kept)


def split(text: str) -> list[str]:
    """The words of the text: at semicolons where there are any, else at commas."""
    words = text.split(";" if ";" in text else ",")
    return [word for word in map(str.strip, words) if word]
