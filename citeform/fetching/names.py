"""Names as arXiv and Open Library give them: one text in reading order."""

from __future__ import annotations

import re

from citeform.model.names import Name

_SUFFIX = re.compile(r"(?i)(?:jr|sr|i{2,3}|iv|vi{0,3})\.?")
_BODY = re.compile(
    r"(?i)\b(?:collaboration|consortium|team|group|committee|association|university|institute"
    r"|society|project|council|foundation|ministry|staff)\b"
)


def in_reading_order(text: str) -> Name:
    """The name of a person, or of a body where a word says so.

    The family name is the last word, with the small words right before it as its particle. That is
    a guess, but the services say no more.

    >>> in_reading_order("Ludwig van Beethoven")
    Name(family='Beethoven', given='Ludwig', non_dropping_particle='van')
    """
    words = text.split()
    if len(words) < 2 or _BODY.search(text):
        return Name(literal=" ".join(words))
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if words[-1].endswith(","):
        words[-1] = words[-1].rstrip(",")
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return Name(
        words[-1],
        " ".join(words[:start]),
        non_dropping_particle=" ".join(words[start:-1]),
        suffix=suffix,
    )
