"""Why two texts differ: each cause a function that makes them the same if nothing else differs.

A difference with a cause is still a difference, and is counted as one. Causes are tried from the
narrowest to the widest; the last ones say where a difference lies more than why.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

Normal = Callable[[str], str]


class Cause(NamedTuple):
    """What citeproc-js does otherwise than citeform."""

    name: str
    evidence: str
    """The section of CSL 1.0.2, or what else says why citeform does what it does."""
    normal: Normal
    """Makes two texts the same that differ in nothing else."""


def _unmarked(text: str) -> str:
    return re.sub(r"\[CSL STYLE ERROR: reference with no printed form\.\](?:[;,] )?", "", text)


def _small_within_words(text: str) -> str:
    return re.sub(r"(?<=\w)\w+", lambda rest: rest[0].lower(), text)


def _without_capitals(text: str) -> str:
    """Small letters without their accents, which capitals lack: "İ" is "i", "Έ" is "ε"."""
    apart = unicodedata.normalize("NFD", text.replace("ı", "i"))
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()


def _one_affix(text: str) -> str:
    """A year's affix once, behind the letter: "1995年a年" is "1995a年"."""
    return re.sub(r"(\d{4})([^\da-z]{1,3}?)([a-z]{1,2})\2", r"\1\3\2", text)


def _unplaced(text: str) -> str:
    """Cites in any order, joined by anything, without the letters that tell works apart."""
    text = re.sub(r"(?<=\d{4})[a-z]\b", "", text.strip("()[]. "))
    return "; ".join(sorted(each.strip() for each in re.split(r"[;,؛،] ?", text)))


_BLOCK = "</?(?:margin|inline|block|indent)>"
_TAGS = rf"(?:\[/?[a-z,-]*\]|{_BLOCK})"


def _without_looks(text: str) -> str:
    return re.sub(rf"{_TAGS}|&lt;/?\w+&gt;", "", text)


def _without_last_stop(text: str) -> str:
    if not re.search(_BLOCK, text):
        return text
    return re.sub(rf"(?:{_TAGS}|[.\s])+\Z", "", text)


def _single_marks(text: str) -> str:
    """No full stop, comma or colon behind another mark, whatever look either has."""
    text = re.sub(rf"{_TAGS}|\s+", "", text)
    return re.sub(r"([.,;:!?…])([”’»\"')]*)[.,:]+(?!\.)", r"\1\2", text)


def _into_quotes(text: str) -> str:
    """Full stops and commas within quotation marks, the comma before the full stop."""
    text = re.sub(_TAGS, "", text)
    text = re.sub(r"([”’»\"']+)([.,:]+)", r"\2\1", text)
    return re.sub(r"\.,", ",.", text)


CAUSES: tuple[Cause, ...] = (
    Cause(
        "a cite that prints nothing is marked",
        "citeproc-js prints an error in its place; a reader can do nothing with it",
        _unmarked,
    ),
    Cause(
        "a capital behind a protected part of a word",
        'appendix "Rich text markup within fields": nocase keeps the case of what it encloses; '
        'the rest of the word begins no word of its own ("DEogun")',
        _small_within_words,
    ),
    Cause(
        "blanks: in ranges with leading zeros, around what is empty, at a block's edge",
        '"2018– 037": section "Number" has no blank in a range',
        lambda text: re.sub(r"\s+", "", text),
    ),
    Cause(
        "the letter that tells works apart: on a date of access, or given in another order",
        'section "Disambiguation": the year suffix is for works that are cited alike; when one was '
        "looked at is not part of that",
        lambda text: re.sub(r"(?<=\d{4})[-\s]?[a-z]{1,2}\b|(?<=/\d\d)[a-z]\b", "", text),
    ),
    Cause(
        "what a locale prints behind a year, before the letter as well",
        'section "Disambiguation": the letter is part of the year; "1995年a年" says 年 twice',
        _one_affix,
    ),
    Cause(
        "the last full stop of an entry with blocks",
        'section "Display": a block is a matter of layout; the suffix of the cs:layout, or of its last '
        "element, is printed all the same",
        _without_last_stop,
    ),
    Cause(
        "the look of a part: italics, small capitals, raised ordinals",
        'section "Formatting": the attributes of an element are for all that it prints; '
        '"Ordinal Suffixes": a style\'s own suffixes are used',
        _without_looks,
    ),
    Cause(
        "what the label of a work is made of, where it has no author in Latin letters",
        "the specification leaves it to the processor",
        lambda text: re.sub(r"[^\W\d_]{2,4}(?=\d{2}(?!\d))", "", text),
    ),
    Cause(
        "a mark behind another one, of which citeproc-js prints both",
        "the suite's table leaves one of the two; citeproc-js keeps both where one of them is in a "
        'look of its own ("blogs?</i>.", "S.A.</i>.", "Doe</span>,,")',
        _single_marks,
    ),
    Cause(
        "works without a name are brought together, or joined as if of one author",
        'section "Cite grouping": cites with identical names are grouped; these have none',
        _unplaced,
    ),
    Cause(
        "the hyphen of initials that are already there",
        'section "Name", initialize-with-hyphen: hyphens are kept unless it is false',
        lambda text: re.sub(r"(?<=\w)(\.?)[- ]+(?=[A-Z])", r"\1 ", text),
    ),
    Cause(
        "capitals: of a term at the beginning, of a word in another language",
        "section \"Text-case\": the language of the term is the style's, and not the record's, so "
        'that it is "İçinde" in every Turkish list; a term that begins a note begins with a capital '
        '(the suite), and so does a single Greek letter ("Τ. 2")',
        _without_capitals,
    ),
    Cause(
        "which quotation marks stand within others",
        'section "Quotes": inner marks within outer ones, in the locale\'s forms',
        lambda text: re.sub("[“”‘’„‚«»‹›\"']+", '"', text),
    ),
    Cause(
        "brackets within brackets",
        "citeproc-js changes the brackets of some nested parentheses, and repeats those of a year",
        lambda text: re.sub(r"[][()]+", "", re.sub(r"\[/?[a-z,-]*\]", "", text)),
    ),
    Cause(
        "a comma or a full stop within or behind quotation marks",
        'section "Quotes", punctuation-in-quote of the locale; citeproc-js leaves the comma outside '
        "where the next part has a look of its own",
        _into_quotes,
    ),
    Cause(
        "punctuation that meets, or that stands around what is empty",
        "the specification does not say what becomes of two marks; the table is the suite's",
        lambda text: re.sub(
            rf"[][()\s.,;:!?…–-]+|[“”‘’\"'»«]|{_TAGS}",
            "",
            text,
        ),
    ),
)

ORDER = Cause(
    "the order of works that sort alike, or by a name that is missing",
    'section "Sorting": works without a value come last, and those with equal values stay as cited',
    lambda text: " ".join(sorted(text.split())),
)
NUMBERS = Cause(
    "numbers that follow from that order",
    "as the one before",
    lambda text: re.sub(r"\d+(?:[–,;\s]+(?:see )?\d+)*", "0", text),
)
NOTHING = Cause(
    "one of the two prints nothing",
    'section "Group", and suppress-author, which the specification does not define',
    lambda text: text,
)
EXTRA = Cause(
    "a label, a term or another part that only one of the two prints",
    'section "Group": a group is gone when all the variables it calls are empty',
    lambda text: text,
)

MORE_NAMES = Cause(
    "how many people are named, where the first cite may name fewer than later ones, or nobody",
    'section "Et-al": et-al-min is the limit of first cites, et-al-subsequent-min that of later ones, '
    "and an et-al-use-first of 0 (the suite) names nobody; citeproc-js never names fewer in the first",
    lambda text: text,
)
DASHES = Cause(
    "a dash in place of the names of the entry before",
    'section "Whitespace", subsequent-author-substitute: in place of names that are the same',
    lambda text: text,
)
PLACES = Cause(
    "the order of cites in a citation, of works without a name among them",
    'section "Sorting": works without a value come last; citeproc-js takes those without a name for '
    "one author's",
    lambda text: " ".join(sorted(re.findall(r"\w+", re.sub(_TAGS, "", text)))),
)

UNEXPLAINED = ""


def cause_of(a: str, b: str, place: str = "", *, reordered: bool = False) -> str:
    """The name of the cause, "several of these" where it takes more than one, "" where none is.

    `reordered` says that the two list the works in another order.
    """
    if place == "order":
        return ORDER.name if ORDER.normal(a) == ORDER.normal(b) else NOTHING.name
    if "(nothing)" in {a, b}:
        return NOTHING.name
    for cause in CAUSES:
        if cause.normal(a) == cause.normal(b):
            return cause.name
    if reordered and NUMBERS.normal(a) == NUMBERS.normal(b):
        return NUMBERS.name
    if PLACES.normal(a) == PLACES.normal(b):
        return PLACES.name
    one, other = _windows(a, b)
    if _DASHES.match(one) or _DASHES.match(other):
        return DASHES.name
    if bool(_ET_AL.search(one)) != bool(_ET_AL.search(other)):
        return MORE_NAMES.name
    is_part = _is_part(_letters(a), _letters(b)) or _is_left_out(a, b)
    return EXTRA.name if is_part else UNEXPLAINED


_DASHES = re.compile(r"[_\u2012-\u2015-]{2,}")
_ET_AL = re.compile(r"\b(?:al|alii|u\. ?a|e\. ?a|vd)\b")


def _windows(a: str, b: str) -> tuple[str, str]:
    """What is left of two texts without what they begin and end with alike, in whole words."""
    one, other = (re.findall(r"\S+\s*", text) for text in (a, b))
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    first = "".join(one[start : len(one) - end])
    return first.strip(), "".join(other[start : len(other) - end]).strip()


def _is_left_out(a: str, b: str) -> bool:
    """Whether the words of one are those of the other with some left out."""
    shorter, longer = sorted(
        (re.findall(r"\w+", re.sub(_TAGS, "", each)) for each in (a, b)), key=len
    )
    words = iter(longer)
    return len(shorter) < len(longer) and all(word in words for word in shorter)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", re.sub(_TAGS, "", text).casefold())


def _is_part(a: str, b: str) -> bool:
    """Whether one is the other with a single stretch left out."""
    shorter, longer = sorted((a, b), key=len)
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    rest = len(shorter) - start
    return len(shorter) < len(longer) and (not rest or longer.endswith(shorter[start:]))
