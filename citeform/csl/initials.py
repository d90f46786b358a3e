"""Given names to initials (CSL 1.0.2, "Name", initialize-with).

A given name is words and what parts them: blanks, hyphens, markup. A word that begins with a
capital gives its first letter; capitals that follow it ("TSerendorj") stay as small letters, unless
the word is nothing but capitals; an abbreviation ("Ph.") stays as it is; a word in lower case, a
number, and a name in a script without initials stay whole.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citeform.csl.person import is_simple_given
from citeform.memo import Memo
from citeform.text.marks import ANY

_DOT_THEN_MORE = re.compile(r"\.(?=[^\s])")
_HYPHEN_LOWER = re.compile(r"-(?=[a-zà-öø-ÿ])")
_CAPITAL = re.compile("[A-Z\u00c0-\u00d6\u00d8-\u00de]")
_SIMPLE_PART = f"{_CAPITAL.pattern}[a-z\u00df-\u00f6\u00f8-\u00ff]*+"
_SIMPLE = re.compile(rf"{_SIMPLE_PART}(?:-{_SIMPLE_PART})*+|(?:{_CAPITAL.pattern}\.)++[A-Z]?")
"""Words and initials without anything special: "Jane", "Jean-Luc", "J", "J.M."."""
_USUAL = frozenset({"", " ", ".", ". ", ".\u00a0"})
"""Marks behind an initial that leave nothing to be tidied but the end."""
_PROTECTED = "\u2043"
"""Stands for a hyphen before a small letter ("Jean-baptiste"), which parts no words."""
_BETWEEN = re.compile(rf"((?:[-\s]*{ANY}+[-\s]*)|[-\s]+)")
_MARKS = re.compile(rf"-*{ANY}+-*")
_WORD = re.compile(r"(?P<first>[^\W\d_])(?P<more>[^\W\d_]*)(?P<stops>\.*)")
_BLANKS_AT_END = re.compile("[\\s\ufeff]+$")
_INITIALIZED = re.compile(
    f"(?:{ANY})*[&a-zA-Z\u00c0-\u024f\u0370-\u052f\u0590-\u06ff\u0e01-\u0e5b\u1e00-\u1fff]"
)
"""What a name begins with that is in an alphabet with initials."""
_TITLES = frozenset({"Lord", "Lady"})


class Initials:
    """Makes initials of given names, each followed by `mark`; hyphens are kept if `hyphen`.

    Nearly all names are made of words that other names have too ("J.", "Maria", "Jean-Luc"), so
    what each word comes to is remembered beside what each name does.
    """

    def __init__(self, mark: str, hyphen: bool) -> None:
        self.mark = mark
        self.hyphen = hyphen
        self.simple = Memo(self._of_simple)
        """The same for the given names of simple persons (see `Person`); "" for all others."""
        self._names = Memo(self._of_name)
        self._words = Memo(self._of_word)

    def __call__(self, given: str) -> str:
        """The initials of a given name."""
        return self._names[given]

    def _of_name(self, given: str) -> str:
        return self._of_words(given) or _initialize(given, self.mark, self.hyphen)

    def _of_simple(self, given: str) -> str:
        # What is made of words and initials is simple in any case.
        return self._of_words(given) or (self(given) if is_simple_given(given) else "")

    def _of_words(self, given: str) -> str:
        """The initials of a name that is nothing but words with a capital and initials; else ""."""
        initials = [*map(self._words.__getitem__, given.split(" "))]
        if "" in initials:
            return ""
        text = self.mark.join(initials) + self.mark
        return text.rstrip() if self.mark in _USUAL else _joined([text])

    def _of_word(self, word: str) -> str:
        """The initials of a word without a mark at the end; "" where its neighbours matter."""
        if word.isascii() and word.isalpha() and word.istitle() and word not in _TITLES:
            return word[0]
        if word in _TITLES or not _SIMPLE.fullmatch(word):
            return ""
        stop = self.mark.rstrip()
        between = f"{stop}-" if self.hyphen else self.mark
        halves = [self.mark.join(_CAPITAL.findall(half)) for half in word.split("-")]
        return between.join(halves)


@lru_cache(maxsize=64)
def initials_with(mark: str, hyphen: bool) -> Initials:
    """What makes initials so, for all styles that want them so."""
    return Initials(mark, hyphen)


def _initialize(given: str, mark: str, hyphen: bool) -> str:
    if given in _TITLES or not _has_initials(given):
        return given
    pieces = _pieces(given, hyphen)
    for index in range(0, len(pieces), 2):
        word = pieces[index]
        match = _WORD.match(word)
        initial = _initial(match["first"], match["more"], match["stops"]) if match else ""
        if initial:
            pieces[index] = initial
            if index + 1 == len(pieces):
                pieces[index] += mark
            elif "-" in pieces[index + 1]:
                between = pieces[index + 1].replace("-", "", 1)
                pieces[index + 1] = _with_marks(between, mark) + "-"
            else:
                pieces[index + 1] = _with_marks(pieces[index + 1], mark)
        elif word and not (match and match["stops"]):
            pieces[index] = " " + word
    return _joined(pieces)


@lru_cache(maxsize=16384)
def normalize_initials(given: str, mark: str) -> str:
    """Initials that the name already has, in the style's form; whole words stay whole.

    (`initialize="false"` with `initialize-with`: "James T" and "James T." are both "James T.".)
    """
    if (given.isalpha() and len(given) > 1) or given in _TITLES or not _has_initials(given):
        return given
    pieces = _pieces(given, True)
    short = [_is_short(word) for word in pieces]
    pieces = [
        "".join(word.rsplit(".", 1)) if is_short else word
        for word, is_short in zip(pieces, short, strict=True)
    ]
    for index in range(0, len(pieces), 2):
        if not short[index]:
            continue
        if index + 1 == len(pieces):
            pieces[index] += mark
            continue
        following = pieces[index + 2]
        if not short[index + 2]:
            pieces[index + 1] += " "
        if len(following) > 1 or "-" in pieces[index + 1]:
            pieces[index + 1] = mark + pieces[index + 1]
        else:
            pieces[index + 1] = _with_marks(pieces[index + 1], mark)
    return _joined(pieces)


def _has_initials(given: str) -> bool:
    return _INITIALIZED.match(given) is not None


def _pieces(given: str, hyphen: bool) -> list[str]:
    """Words and what stands between them, in turn."""
    if not hyphen:
        given = given.replace("-", " ")
    if "-" in given:
        given = re.sub(r"\s*-\s*", "-", given)
    given = _DOT_THEN_MORE.sub(". ", _HYPHEN_LOWER.sub(_PROTECTED, given))
    pieces = _BETWEEN.split(given)
    if len(pieces) == 1:
        last = given.rpartition(".")[2]
        if len(last) == 1 and last != last.lower():
            pieces[0] += "."
    return pieces


def _initial(first: str, more: str, stops: str) -> str:
    """What is left of a word; "" where it stays whole."""
    if first != first.upper():
        return ""
    if more and stops:
        return first + more
    capitals = 0
    while capitals < len(more) and more[capitals] == more[capitals].upper():
        capitals += 1
    return first + (more[:capitals].lower() if capitals < len(more) else "")


def _is_short(word: str) -> bool:
    """Whether a word is an initial or an abbreviation."""
    return (len(word) > 1 and word.endswith(".")) or (len(word) == 1 and word == word.upper())


def _with_marks(between: str, mark: str) -> str:
    """The mark in place of what is between two words, with the markup that is there.

    Markup that closes stands behind the full stop and before the blank.
    """
    tags = "".join(_MARKS.findall(between))
    stop = mark.rstrip()
    return stop + tags + mark[len(stop) :]


def _joined(pieces: list[str]) -> str:
    text = _BLANKS_AT_END.sub("", "".join(pieces))
    if "-" in text:
        text = re.sub(r"\s*-\s*", "-", text)
    text = text.replace(_PROTECTED, "-")
    if "  " in text or "\t" in text or "\n" in text:
        text = re.sub(r"[ \t\n]+", " ", text)
    return text
