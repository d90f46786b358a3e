"""Numbers within texts: what counts as numeric, and how ranges and lists are tidied.

(CSL 1.0.2, "Number" and "Choose", is-numeric.) A content is numeric if it is nothing but numbers,
which may have letters before and behind ("D2", "2b", "L2d"), separated by commas, hyphens or
ampersands. As in citeproc-js a comma needs a blank behind it, for "1,000" is one number; one with a
fraction ("1.0") is a version or a measure rather than a number in a series; and numbers with a slash
("240/83") count.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = r"[^\W\d_]{0,4}\d+[^\W\d_]{0,4}"
_SERIES = rf"{_NUMBER}(?:(?:\s*[-–—&]\s*|\s*,\s+){_NUMBER})*"
_NUMERIC = re.compile(rf"\s*(?:{_SERIES}|\d+(?:[-–—]\d+)?(?:/\d+)+)\s*")
_TOKEN = re.compile(r"(\s*[-–—,&]\s*)")
_SEVERAL = re.compile(
    r"\d\s*(?:[-–—&;]|\band\b)\s*[^\W\d_]{0,4}\d|\b[ivxlcdm]+\s*[-–—]\s*[ivxlcdm]+\b"
    r"|[&;]|,(?!\d)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_numeric(text: str) -> bool:
    """Whether a content is numeric in the sense of CSL."""
    return bool(text) and _NUMERIC.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def is_plural(text: str, and_word: str = "and") -> bool:
    """Whether a content names several numbers, pages, volumes; `and_word` is the locale's."""
    if f" {and_word} " in text:
        return True
    return _SEVERAL.search(text.replace("\\-", "")) is not None


_LABELS = {
    "p": "page",
    "pp": "page",
    "vol": "volume",
    "vols": "volume",
    "ch": "chapter",
    "chap": "chapter",
    "no": "issue",
    "n": "note",
    "para": "paragraph",
    "pt": "part",
    "sec": "section",
    "s": "section",
    "l": "line",
    "ll": "line",
    "fol": "folio",
    "fig": "figure",
    "col": "column",
    "bk": "book",
    "v": "verse",
}
_LABELLED = r"(?P<first>[^,;]+), (?P<label>[a-z]{1,4})\. ?(?P<second>\d[\w,–—-]*)"


@lru_cache(maxsize=1024)
def split_labelled(text: str) -> tuple[str, str, str] | None:
    """A number with another behind it that says what it counts: "7, p. 3-8" is 7, page, 3-8.

    None where the text is nothing of the kind. The label is a term's name.
    """
    match = re.fullmatch(_LABELLED, text)
    if match is None or match["label"] not in _LABELS or not is_numeric(match["first"]):
        return None
    return match["first"], _LABELS[match["label"]], match["second"]


def split_numbers(text: str) -> list[str]:
    """Numbers and separators in turn: ["12", "-", "15"]."""
    return _TOKEN.split(text.strip())


def tidy_separator(separator: str, dash: str) -> str:
    """A separator as it is printed: the locale's `dash` between pages, ", " or " & "."""
    mark = separator.strip()
    if mark in {"-", "–", "—"}:
        return dash
    return f" {mark} " if mark == "&" else f"{mark} "


def tidy_numbers(text: str, dash: str) -> str:
    """A numeric content with its separators tidied; any other content as it is."""
    if text.isdigit() or not is_numeric(text) or "/" in text:
        return text
    pieces = split_numbers(text)
    pieces[1::2] = [tidy_separator(each, dash) for each in pieces[1::2]]
    return "".join(pieces)


def roman(number: int) -> str:
    """The number in lower-case roman numerals; as digits from 4000 on."""
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, numeral in _ROMAN:
        while number >= value:
            out += numeral
            number -= value
    return out


_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
