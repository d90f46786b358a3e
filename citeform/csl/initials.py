"""Given names to initials (CSL 1.0.2, "Name", initialize-with).

A given name is words joined by blanks and hyphens. A word that begins with a capital gives its
first letter; a name of capitals only ("McKay": M, "TSerendorj": Ts) keeps the capitals that belong
to its first sound; a lower-case word stays whole.
"""

from __future__ import annotations

import re
from functools import lru_cache

_DOT_THEN_LETTER = re.compile(r"\.(?=[^\s.\-])")
_HYPHEN_LOWER = re.compile(r"-(?=[a-zà-öø-ÿ])")
_PROTECTED = "\u2043"
_SPLIT = re.compile(r"(\s*-\s*|\s+)")


@lru_cache(maxsize=16384)
def initialize(given: str, mark: str, hyphen: bool) -> str:
    """Initials of a given name, each followed by `mark`; hyphens kept if `hyphen`."""
    if not _is_cased(given):
        return given
    words, joints = _words(given, hyphen)
    out = ""
    for index, word in enumerate(words):
        if not word:
            continue
        initial = _initial(word)
        joint = joints[index - 1] if index else ""
        if initial is None:
            out = out.rstrip() + (" " if out else "") + word + " "
            continue
        if "-" in joint and hyphen:
            out = out.rstrip() + "-"
        out += initial + mark
    return _restore(out)


@lru_cache(maxsize=16384)
def normalize_initials(given: str, mark: str) -> str:
    """Initials that the name already has, in the style's form; whole words stay whole.

    (`initialize="false"` with `initialize-with`: "James T" and "James T." are both "James T.".)
    """
    if not _is_cased(given):
        return given
    words, joints = _words(given, True)
    out = ""
    for index, word in enumerate(words):
        if not word:
            continue
        bare = word.rstrip(".")
        short = (len(word) > 1 and word.endswith(".")) or (len(word) == 1 and word.isupper())
        if index and "-" in joints[index - 1]:
            out = out.rstrip() + "-"
        elif out and not out.endswith(" ") and not (short and previous_short):
            out += " "
        out += bare + mark if short else word
        previous_short = short
    return _restore(out)


def _is_cased(given: str) -> bool:
    return bool(given) and given[:1].upper() != given[:1].lower() or any(
        letter.upper() != letter.lower() for letter in given
    )


def _words(given: str, hyphen: bool) -> tuple[list[str], list[str]]:
    given = _HYPHEN_LOWER.sub(_PROTECTED, given)
    if not hyphen:
        given = given.replace("-", " ")
    pieces = _SPLIT.split(_DOT_THEN_LETTER.sub(". ", given).strip())
    return pieces[::2], pieces[1::2]


def _initial(word: str) -> str | None:
    """The initial of a word; None where the word is to stay whole."""
    first = word[0]
    if first in "\ufdd1\ufdd4\ufddf" or not first.isalpha():
        return word.rstrip(".") if not first.isalpha() else word
    if first != first.upper() or first == first.lower():
        return None
    following = ""
    for letter in word[1:]:
        if letter.isalpha() and letter == letter.upper() and letter != letter.lower():
            following += letter
        else:
            break
    bare = word.rstrip(".")
    mixed = len(following) + 1 < len(bare)
    return first + (following.lower() if mixed else "")


def _restore(text: str) -> str:
    return " ".join(text.replace(_PROTECTED, "-").split(" ")).rstrip(" \u00a0").replace("  ", " ")
