"""Punctuation where pieces of a citation meet.

The renderer marks with SEAM every place where a prefix, suffix or delimiter that begins with
punctuation or a blank meets what stands before it. Here, at each seam, two characters become one
or stay two by the table below (its rows are the collision matrix of the CSL test suite), and in
locales that want it, punctuation moves into a quotation that ends there. Punctuation within a
field is not at a seam and is never touched.

At a seam that is there twice, only equal marks become one (`citeform.csl.mishaps`).

Nothing happens at most seams: a letter stands before them, or punctuation that what comes after leaves
alone. One regular expression finds the others (`_TELLING`), and only the punctuation, blanks and marks
on both sides of those can change; a style makes few different runs of them, so each is worked out once.
"""

from __future__ import annotations

import re
from functools import partial

from citeform.memo import Memo
from citeform.text.marks import END, QUOTE_END, SEAM

COLLISIONS: dict[str, str] = {
    # left + right: what is printed; a pair that is not here is printed as it is
    "!.": "!",
    "!:": "!",
    "!!": "!",
    "?.": "?",
    "?:": "?",
    "??": "?",
    ":!": "!",
    ":?": "?",
    ":.": ":",
    "::": ":",
    ";!": "!",
    ";?": "?",
    ";:": ";",
    ";.": ";",
    ";;": ";",
    ",,": ",",
    "..": ".",
    "  ": " ",
    "\u00a0\u00a0": "\u00a0",
}
AROUND_NOTHING = frozenset((",,", ";;", "::", "..", ",.", ";."))
"""Left and right, where a style prints ", " on both sides of something empty: the right one stays."""
_SPACED = frozenset((" ,", " ;", " :", " ."))
_MEETS = frozenset(".,:;!? \u00a0")
_MOVES_IN = frozenset(".,!?")


_LOUD = ".,:;!?… \u00a0\t"
_MARKS = "".join(map(chr, range(0xFDD0, 0xFDF0)))
_BESIDE = _LOUD + _MARKS
"""What a seam beside it can change: punctuation, blanks and every mark."""
_MARK = "\ufdd0-\ufdef"
_IS_BESIDE = f"[{_LOUD}{_MARK}]"
_TELLING = re.compile(
    f"({SEAM}(?:[{_MARK}]|(?<={_IS_BESIDE}{SEAM})(?:(?<={_IS_BESIDE}{END}{SEAM})"
    f"|(?<!{END}{SEAM})(?:[.,:;!?]| [.,:;]|(?<![.,:;!?…]{SEAM})))){_IS_BESIDE}*)"
)
"""A seam at which something may happen, and all of that behind it.

A mark is behind the seam, which may hide what meets; or such a character is before it, and that either
stands within formatting that ends here, or meets punctuation, or is a blank or a mark.
"""


def settle(rich: str, *, into_quotes: bool, tidy: bool = True) -> str:
    """Rich text without seams. `into_quotes` is the locale's `punctuation-in-quote`.

    `tidy` makes one of the two marks that stand around something empty: "Doe, , 1965".
    """
    if SEAM not in rich:
        return rich
    known = _KNOWN[into_quotes, tidy]
    pieces = _TELLING.split(rich)
    for index in range(1, len(pieces), 2):
        before = pieces[index - 1]
        pieces[index - 1] = calm = before.rstrip(_BESIDE)
        run = before[len(calm) :] + pieces[index]
        pieces[index] = (
            known[run] if len(run) <= _REMEMBERED else settle_run(run, into_quotes, tidy)
        )
    return "".join(pieces).replace(SEAM, "")  # nothing happens at those that are left


def settle_run(run: str, into_quotes: bool, tidy: bool) -> str:
    """What `settle` makes of a run of what a seam can change; of any text, only slower."""
    first, *rest = run.split(SEAM)
    out = [first]
    twice = False
    for after in rest:
        if not after:
            twice = True
            continue
        piece = after
        start = len(piece) - len(piece.lstrip(_MARKS))
        if start < len(piece) and piece[start] in _MEETS:
            if tidy and piece[start : start + 2] in _SPACED and _last(out) == piece[start + 1]:
                piece = piece[:start] + piece[start + 1 :]
            if tidy and piece[start] in ".,;:":
                _close_gap(out, piece[start])
            if not twice or _last(out) == piece[start]:
                _meet(out, piece[start], into_quotes)
            else:
                out.append(piece[start])
            out.append(piece[:start])
            out.append(piece[start + 1 :])
        else:
            out.append(piece)
        twice = False
    return "".join(out)


_REMEMBERED = 64
"""The longest run that is remembered; styles make shorter ones."""
_KNOWN: dict[tuple[bool, bool], Memo[str, str]] = {
    (into_quotes, tidy): Memo(partial(settle_run, into_quotes=into_quotes, tidy=tidy), 4096)
    for into_quotes in (False, True)
    for tidy in (False, True)
}


def _meet(out: list[str], character: str, into_quotes: bool) -> None:
    """Append one character at a seam to what is already there, minding what it meets."""
    while True:
        text = _tail(out)
        last = _last_visible(text, len(text))
        previous = text[last] if last >= 0 else ""
        quoted = QUOTE_END in text[last + 1 :]
        merged = COLLISIONS.get(previous + character)
        if merged == previous:
            return
        if merged is not None:
            # the new character replaces the old one, and may now move into a quotation before it
            out[-1] = text[:last] + text[last + 1 :]
            continue
        if quoted and into_quotes and character in _MOVES_IN:
            at = text.index(QUOTE_END, last + 1)
            out[-1] = text[:at] + character + text[at:]
        else:
            out.append(character)
        return


def _close_gap(out: list[str], character: str) -> None:
    """Take back blanks, and the mark before them, where the mark that follows makes them needless."""
    blank = _last_visible(_tail(out), len(out[-1]))
    if blank < 0 or out[-1][blank] not in " \t":
        return
    end = blank + 1
    while (mark := _before_blanks(out[-1], end)) < 0 and len(out) > 1:
        end += len(out[-2])
        last = out.pop()
        out[-1] += last
    text = out[-1]
    if mark >= 0 and text[mark] + character in AROUND_NOTHING:
        start = mark if text[mark] != character else mark + 1  # equal ones meet and become one
        between = text[mark + 1 : end].replace(" ", "").replace("\t", "")
        out[-1] = text[:start] + between + text[end:]


def _before_blanks(text: str, end: int) -> int:
    """Where the last visible character before `end` is that is no blank, or -1."""
    return len(text[:end].rstrip(_MARKS + " \t")) - 1


def _last(out: list[str]) -> str:
    at = _last_visible(_tail(out), len(out[-1]))
    return out[-1][at] if at >= 0 else ""


def _last_visible(text: str, end: int) -> int:
    """Where the last character before `end` is that is no mark of rich text, or -1."""
    return len(text[:end].rstrip(_MARKS)) - 1


def _tail(out: list[str]) -> str:
    """The last piece, joined with those before it until it holds something to see."""
    start = len(out) - 1
    while start > 0 and not out[start].strip(_MARKS):
        start -= 1
    out[start:] = ["".join(out[start:])]
    return out[-1]
