"""Initials as databases write them: MEDLINE's "van Raaij MJ", Web of Science's "Smith, JM"."""

from __future__ import annotations

import re

from citeform.model.names import Name

_RUN = re.compile(r"[^\W\d_a-z]{1,4}")
_CLOSE = re.compile(r"(?<!\w)([^\W\d_a-z])\.(?=[^\W\d_a-z]\.)")
_SUFFIX = re.compile(r"(?i)(?:jr|sr|[2-9](?:nd|rd|th)|i{2,3}|iv)\.?")


def with_stops(given: str) -> str:
    """Given names with a full stop behind each initial: "J M", "JM" and "J.M." are "J. M."."""
    words: list[str] = []
    for word in spaced(given).split():
        if _RUN.fullmatch(word) and word.upper() == word and word.lower() != word:
            words.extend(f"{letter}." for letter in word)
        else:
            words.append(word)
    return " ".join(words)


def spaced(given: str) -> str:
    """Given names with a blank between initials: "L.V." is "L. V."."""
    return _CLOSE.sub(r"\1. ", given)


def with_last_stop(given: str) -> str:
    """Given names with a full stop behind a middle initial at their end: "John S" is "John S.".

    Nothing else is touched, so that "JM", which may be a name, comes back as it was written.

    >>> with_last_stop("John S"), with_last_stop("Malcolm X."), with_last_stop("JM")
    ('John S.', 'Malcolm X.', 'JM')
    """
    first, _, last = given.rpartition(" ")
    return f"{given}." if len(last) == 1 and last.isupper() and len(first) > 1 else given


def family_first(text: str) -> Name:
    """A name such as "Himmelstein DS" or "Smith AB Jr": family name, initials, suffix."""
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if len(words) > 1 and _RUN.fullmatch(words[-1]) and words[-1].isupper():
        return Name(" ".join(words[:-1]), with_stops(words[-1]), suffix=suffix)
    return Name(literal=text)
