"""text-case over rich text (CSL 1.0.2, "Text-case"; rules for title case as in its appendix).

A word is found by one regular expression that steps over marks; what stands in a `nocase`,
superscript, subscript or small-caps span is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from citeform.text.marks import (
    ANY,
    END,
    HREF_END,
    LINK,
    NOCASE,
    NODECOR,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
)

STOP_WORDS = frozenset(
    """a about above across afore after against al along alongside amid amidst among amongst an and
    anenst apropos apud around as aside astride at athwart atop barring before behind below beneath
    beside besides between beyond but by c ca circa d de despite down during e et ex except for
    forenenst from given in inside into lest like modulo near next nor notwithstanding of off on
    onto or out over per plus pro qua sans since so than the through throughout thru till to toward
    towards under underneath until unto up upon v van versus via vis-à-vis von vs with within
    without yet""".split()
)
"""Words that stay lower-case in titles unless first, last or after a colon."""

_PROTECTED = frozenset({NOCASE, NODECOR, SUPERSCRIPT, SUBSCRIPT, SMALL_CAPS})
_PIECES = re.compile(f"({LINK}[^{HREF_END}]*{HREF_END}|{ANY})")
_WORD = re.compile(r"[^\s\-–—/:()\[\]{}“”\"«»…!?;,.]+", re.UNICODE)


@lru_cache(maxsize=32768)  # titles come twice or thrice in a document, far from each other
def apply_case(rich: str, case: str, language: str) -> str:
    """Rich text in that case; `language` is a tag, "" where unknown. Unknown cases change nothing."""
    function = _CASES.get(case)
    return rich if function is None or not rich else function(rich, language)


def is_english(language: str) -> bool:
    """Whether the language is known to be English ("en-GB", "eng", "English"); titles are only
    recased then.
    """
    return language[:2].lower() == "en"


_RULES = {"tr": "tr", "az": "tr", "el": "el"}


def case_rules(language: str) -> str:
    """The language whose rules of capitals and small letters hold: "tr", "el", or "" for all others.

    They are those of Unicode's SpecialCasing: Turkish and Azeri have two letters i, and Greek
    capitals no accents.
    """
    return _RULES.get(language[:2].lower(), "")


def lower(text: str, language: str) -> str:
    """Lower case by the rules of the language."""
    if case_rules(language) == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower()


def upper(text: str, language: str) -> str:
    """Upper case by the rules of the language."""
    rules = case_rules(language)
    if rules == "tr":
        text = text.replace("i", "İ")
    elif rules == "el":
        text = _without_tonos(text)
    return text.upper()


def capital(letter: str, language: str) -> str:
    """The capital that a word begins with, which keeps its accent: "Έκδοση"."""
    return "İ" if letter == "i" and case_rules(language) == "tr" else letter.upper()


# Texts, which `re` compiles when they are first needed: hardly any document is in Greek.
_GREEK_ACCENTS = "([\u0370-\u03ff]\u0308?)[\u0300\u0301\u0313\u0314\u0342]+"
_GREEK_HIATUS = "([αεουΑΕΟΥ])[\u0300\u0301\u0342]([ιυΙΥ])(?!\u0308)"


def _without_tonos(text: str) -> str:
    """Greek without accents and breathings; where one kept two vowels apart, a diaeresis does."""
    apart = unicodedata.normalize("NFD", text)
    bare = re.sub(_GREEK_ACCENTS, "\\1", re.sub(_GREEK_HIATUS, "\\1\\2\u0308", apart))
    return unicodedata.normalize("NFC", bare)


def _texts(pieces: list[str]) -> Iterator[tuple[int, bool]]:
    """Where the texts are among texts and marks in turn, and whether a span protects each."""
    spans: list[bool] = []
    protected = 0
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            yield index, protected > 0
        elif piece == END:
            if spans and spans.pop():
                protected -= 1
        elif piece[0] not in _NOT_CLOSED_BY_END:
            spans.append(piece in _PROTECTED)
            protected += spans[-1]


def _over_open_text(rich: str, change: Callable[[str], str]) -> str:
    """Apply a change to every piece of text that is not protected."""
    pieces = _PIECES.split(rich)
    for index, is_protected in _texts(pieces):
        if pieces[index] and not is_protected:
            pieces[index] = change(pieces[index])
    return "".join(pieces)


_NOT_CLOSED_BY_END = frozenset("\ufdd0\ufddf\ufde9\ufded\ufde6\ufde5\ufdef\ufdec")


def _lowercase(rich: str, language: str) -> str:
    return _over_open_text(rich, lambda text: lower(text, language))


def _uppercase(rich: str, language: str) -> str:
    return _over_open_text(rich, lambda text: upper(text, language))


def _capitalize_first(rich: str, language: str) -> str:
    """The first word begins with a capital, unless it is protected or has one inside ("arXiv").

    A handle or a hashtag ("@citeform") stays as it is.
    """
    pieces = _PIECES.split(rich)
    for index, is_protected in _texts(pieces):
        piece = pieces[index]
        match = re.search(r"[@#]?\w[^\s\-–—/.,;:!?()\[\]]*", piece)
        if match:
            is_word = match[0][0] not in "@#"
            if is_word and not is_protected and match[0] == lower(match[0], language):
                at = match.start()
                pieces[index] = piece[:at] + capital(piece[at], language) + piece[at + 1 :]
            break
    return "".join(pieces)


def _capitalize_all(rich: str, language: str) -> str:
    def change(text: str) -> str:
        return re.sub(r"(?<![\w’'@#])[^\W\d_]\w*", capitalized, text)

    def capitalized(match: re.Match[str]) -> str:
        word = match[0]
        if word != lower(word, language):
            return word
        return capital(word[0], language) + word[1:]

    return _over_open_text(rich, change)


def _sentence(rich: str, language: str) -> str:
    """First letter capital, the rest lower-case; words with inner capitals stay in mixed text."""
    letters = "".join(_PIECES.split(rich)[::2])
    if letters.isupper():
        return _capitalize_first(_lowercase(rich, language), language)

    def change(text: str) -> str:
        return _WORD.sub(
            lambda match: (
                lower(match[0], language)
                if match[0][1:] == lower(match[0][1:], language)
                else match[0]
            ),
            text,
        )

    return _capitalize_first(_over_open_text(rich, change), language)


def _title(rich: str, language: str, *, in_parts: bool = False) -> str:
    """Every word capitalised but stop words; first, last and what follows a colon always.

    `in_parts` takes what follows markup within a word for a word of its own.
    """
    pieces = _PIECES.split(rich)
    if len(pieces) == 1:
        return _title_piece(rich, rich, 0, language, in_parts=in_parts)
    letters = "".join(pieces[::2])
    offset = 0
    for index, is_protected in _texts(pieces):
        piece = pieces[index]
        if piece and not is_protected:
            pieces[index] = _title_piece(piece, letters, offset, language, in_parts=in_parts)
        offset += len(piece)
    return "".join(pieces)


def _title_piece(piece: str, letters: str, offset: int, language: str, *, in_parts: bool) -> str:
    """The words of one piece of a title; `letters` is the whole title, `offset` where it stands."""

    def change(match: re.Match[str]) -> str:
        word = match[0]
        if not word[0].islower() or (not word.islower() and word[1:] != word[1:].lower()):
            return word
        start = offset + match.start()
        is_inner = match.start() if in_parts else start
        if is_inner and not letters[start - 1].isspace() and letters[start - 1] not in _BREAKS:
            return word
        if len(word) > 1 and word not in STOP_WORDS:
            return capital(word[0], language) + word[1:]
        before = letters[:start].rstrip(" \u00a0“\"‘'(«[")
        # A full stop ends a sentence or an abbreviation ("Inc. v. …"), so it says nothing.
        first = not before or before[-1] in ":?!…"
        # "e-prints", "over-determined": but only of the first such word of a title.
        leads = not offset and piece[match.end() : match.end() + 1] == "-" and not _parted(before)
        if word in STOP_WORDS and not first and not leads and not _is_last(letters, start, word):
            return word
        if len(word) == 1 and not first and not (leads and not "\u0370" <= word <= "\u03ff"):
            return word  # a symbol (p, n, β) or a short word of another language
        return capital(word[0], language) + word[1:]

    return _WORD.sub(change, piece)


def _is_last(letters: str, start: int, begin: str) -> bool:
    """Whether the word that begins there, and begins so, is the last one of a title."""
    behind = start + len(begin)
    if letters[behind : behind + 1] == " " and letters[behind + 1 : behind + 2].isalpha():
        return False
    word = _WORD.match(letters, start)
    return word is None or _WORD.search(letters, word.end()) is None


def _parted(text: str) -> bool:
    return any(mark in text for mark in _BREAKS)


_BREAKS = "-–—/:()[]{“\"«…!?;,.‘'"

_CASES: dict[str, Callable[[str, str], str]] = {
    "lowercase": _lowercase,
    "uppercase": _uppercase,
    "capitalize-first": _capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "title": _title,
    "title-in-parts": partial(_title, in_parts=True),
}
