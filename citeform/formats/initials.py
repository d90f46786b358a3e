"""Initials as databases write them: MEDLINE's "van Raaij MJ", Web of Science's "Smith, JM"."""

from __future__ import annotations

import re

from citeform.model.names import Name

_RUN = re.compile(r"[^\W\d_a-z]{1,4}")
_SUFFIX = re.compile(r"(?i)(?:jr|sr|[2-9](?:nd|rd|th)|i{2,3}|iv)\.?")


def with_stops(given: str) -> str:
    """Given names with a full stop behind each initial: "J M" and "JM" are "J. M."."""
    words: list[str] = []
    for word in given.split():
        if _RUN.fullmatch(word) and word.upper() == word and word.lower() != word:
            words.extend(f"{letter}." for letter in word)
        else:
            words.append(word)
    return " ".join(words)


def family_first(text: str) -> Name:
    """A name such as "Himmelstein DS" or "Smith AB Jr": family name, initials, suffix."""
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if len(words) > 1 and _RUN.fullmatch(words[-1]) and words[-1].isupper():
        return Name(" ".join(words[:-1]), with_stops(words[-1]), suffix=suffix)
    return Name(literal=text)
