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
_SIMPLE = re.compile(r"(?:[A-Z](?:[a-z]++(?: |$)|\.? |\.|$))++")
"""Names and initials without anything special: "Jane", "Jane M. P.", "J.M."."""
_PROTECTED = "\u2043"
_MARKED = re.compile(
    "(?P<before>[\ufdd1-\ufdef]*)(?P<bare>[^\ufdd0-\ufdef]+)(?P<after>[\ufdd0-\ufdef]*)"
)
_SPLIT = re.compile(r"(\s*-\s*|\s+)")


@lru_cache(maxsize=16384)
def initialize(given: str, mark: str, hyphen: bool) -> str:
    """Initials of a given name, each followed by `mark`; hyphens kept if `hyphen`."""
    if _SIMPLE.fullmatch(given):
        return _restore("".join([letter + mark for letter in given if letter.isupper()]))
    if not _is_cased(given):
        return given
    words, joints = _words(given, hyphen)
    out = ""
    for index, word in enumerate(words):
        if not word:
            continue
        found = _initial(word)
        joint = joints[index - 1] if index else ""
        if found is None:
            out = out.rstrip() + (" " if out else "") + word + " "
            continue
        initial, closing = found
        if "-" in joint and hyphen:
            out = out.rstrip() + "-"
        out += _marked(initial, mark, closing)
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
    previous_short = False
    for index, word in enumerate(words):
        if not word:
            continue
        match = _MARKED.fullmatch(word)
        letters = match["bare"] if match else word
        short = (len(letters) > 1 and letters.endswith(".")) or (
            len(letters) == 1 and letters.isupper()
        )
        if index and "-" in joints[index - 1]:
            out = out.rstrip() + "-"
        elif out and not out.endswith(" ") and not (short and previous_short):
            out += " "
        if short and match:
            out += _marked(match["before"] + letters.rstrip("."), mark, match["after"])
        else:
            out += word
        previous_short = short
    return _restore(out)


def _marked(initial: str, mark: str, closing: str) -> str:
    """An initial with its full stop within the markup and the blank behind it."""
    if not closing:
        return initial + mark
    stop = mark.rstrip()
    return initial + stop + closing + mark[len(stop) :]


def _is_cased(given: str) -> bool:
    return (bool(given) and given[:1].upper() != given[:1].lower()) or any(
        letter.upper() != letter.lower() for letter in given
    )


def _words(given: str, hyphen: bool) -> tuple[list[str], list[str]]:
    given = _HYPHEN_LOWER.sub(_PROTECTED, given)
    if not hyphen:
        given = given.replace("-", " ")
    pieces = _SPLIT.split(_DOT_THEN_LETTER.sub(". ", given).strip())
    return pieces[::2], pieces[1::2]


def _initial(word: str) -> tuple[str, str] | None:
    """The initial of a word and what closes its markup; None where the word is to stay whole."""
    match = _MARKED.fullmatch(word)
    if match is None:
        return None
    before, bare, after = match["before"], match["bare"], match["after"]
    first = bare[0]
    if not first.isalpha():
        return before + bare.rstrip("."), after
    if first != first.upper() or first == first.lower():
        return None
    if bare.endswith(".") and len(bare) > 2:
        return before + bare[:-1], after  # an abbreviation already: "Ph."
    following = ""
    for letter in bare[1:]:
        if letter.isalpha() and letter == letter.upper() and letter != letter.lower():
            following += letter
        else:
            break
    mixed = len(following) + 1 < len(bare.rstrip("."))
    return before + first + (following.lower() if mixed else ""), after


def _restore(text: str) -> str:
    return " ".join(text.replace(_PROTECTED, "-").split(" ")).rstrip(" \u00a0").replace("  ", " ")
