"""Sorting of cites and entries (CSL 1.0.2, "Sorting").

Each cs:key becomes a function from a rendering context to a comparable value, None where there is
nothing to sort by. Keys are made only when two items are compared by them. Empty values come last
in both directions, and the sort is stable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import eq
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from citeform.csl.citation_label import citation_label
from citeform.csl.compiler import Compiler
from citeform.csl.context import CiteContext
from citeform.csl.elements.date import sortable
from citeform.csl.node import Node
from citeform.model.vocabulary import VARIABLES, Kind
from citeform.text.marks import plain
from citeform.text.markup import parse

if TYPE_CHECKING:
    from citeform.csl.facts import Facts
    from citeform.csl.locale import Locale
    from citeform.model.dates import Date

Value = tuple[object, ...]
KeyFunction = Callable[[CiteContext], Value | None]


class SortKey(NamedTuple):
    """One cs:key."""

    value: KeyFunction
    descending: bool
    of_list: bool
    """Whether it sorts the bibliography."""
    is_number: bool
    """Whether it is the number of the work, and nothing else."""
    has_number: bool
    """Whether its value may hang on that number."""


def compile_sort(area: Node, style: Node, locale: Locale, facts: Facts) -> list[SortKey]:
    """The keys of an area's cs:sort, in order."""
    sort = area.child("sort")
    return [
        SortKey(
            _key(node, area, style, locale, facts),
            node.get("sort") == "descending",
            area.tag == "bibliography",
            node.get("variable") == "citation-number" and not node.get("macro"),
            bool(facts.mask(node) & facts.bit("variable", "citation-number")),
        )
        for node in (sort.all("key") if sort else [])
    ]


T = TypeVar("T")


Values = Callable[[Sequence[T], SortKey], Sequence[Value | None]]
"""Gives what items are sorted by."""


def sort_by(
    items: Sequence[T],
    keys: Sequence[SortKey],
    values: Values[T],
    settle: Callable[[Sequence[T]], list[T]] = list,
) -> list[T]:
    """The items in order; those that all keys leave equal as `settle` has them.

    A key is asked only of those that the keys before it leave equal. Items that are nearly in
    order already take hardly any time.
    """
    if len(items) < 2:
        return list(items)
    if not keys:
        return settle(items)
    key, *others = keys
    pairs = list(zip(values(items, key), items, strict=True))
    full = [(value, item) for value, item in pairs if value is not None]
    full.sort(key=_first, reverse=key.descending)
    ordered = [item for _, item in full]
    for start, end in _runs([value for value, _ in full]):
        ordered[start:end] = sort_by(ordered[start:end], others, values, settle)
    if len(full) < len(pairs):
        empty = [item for value, item in pairs if value is None]
        ordered += sort_by(empty, others, values, settle)
    return ordered


def compare(one: T, other: T, keys: Sequence[SortKey], values: Values[T]) -> int:
    """-1, 0 or 1, as one comes before, equals or comes behind the other."""
    for key in keys:
        ours, theirs = values((one, other), key)
        if ours == theirs:
            continue
        if ours is None or theirs is None:
            return 1 if ours is None else -1
        return 1 if (ours > theirs) is not key.descending else -1
    return 0


def _first(pair: tuple[Value, object]) -> Value:
    return pair[0]


def _runs(values: Sequence[Value]) -> Iterator[tuple[int, int]]:
    """Start and end of each run of equal values, of two or more."""
    start = end = 0
    for index, same in enumerate(map(eq, values, values[1:]), 1):
        if same:
            start = start if end == index else index - 1
            end = index + 1
        elif end == index:
            yield start, end
    if values and end == len(values) and end > start:
        yield start, end


# ------------------------------------------------------------------ keys


def _key(node: Node, area: Node, style: Node, locale: Locale, facts: Facts) -> KeyFunction:
    overrides = {
        name: node.attributes[given]
        for given, names in _OVERRIDES.items()
        if given in node.attributes
        for name in names
    }
    compiler = Compiler(style, area, locale, facts, sorting=True, overrides=overrides)
    macro, variable = node.get("macro"), node.get("variable")
    if macro:
        plan = compiler.plan(Node("text", {"macro": macro}))
        return lambda cite: text_value(plan.render(cite), locale.tag)
    if variable == "citation-number":
        return lambda cite: (int(cite.citation_number),) if cite.citation_number else None
    if variable == "citation-label":
        return lambda cite: text_value(citation_label(cite.fields), locale.tag)
    known = VARIABLES.get(variable)
    if known is None:
        return lambda _cite: None
    facts.bit("variable", variable)  # so that what is made for a style is made
    if known.kind is Kind.NAMES:
        names = Node(
            "names", {"variable": variable}, (Node("name", {"name-as-sort-order": "all"}),)
        )
        plan = compiler.plan(names)
        return lambda cite: text_value(plan.render(cite), locale.tag)
    attribute = known.attribute
    if known.kind is Kind.DATE:
        return lambda cite: date_value(cite.fields.get(attribute))
    return lambda cite: text_value(parse(cite.fields.get(attribute, "")), locale.tag)


_OVERRIDES = {
    "names-min": ("et-al-min", "et-al-subsequent-min"),
    "names-use-first": ("et-al-use-first", "et-al-subsequent-use-first"),
    "names-use-last": ("et-al-use-last",),
}


def date_value(date: Date | None) -> Value | None:
    """A date as a sorting value; ranges after the single dates they begin with."""
    if date is None or (date.year is None and date.end is None):
        return None  # words say nothing of when
    end = date.end
    return (0, sortable(date) + ("/" + sortable(end) if end is not None else ""))


def _after(places: str) -> dict[int, str]:
    """Letters that are sorted behind another one: "z<åäö" puts three behind z."""
    table: dict[int, str] = {}
    for place in places.split():
        base, _, letters = place.partition("<")
        table |= {ord(letter): f"{base}zzz{rank}" for rank, letter in enumerate(letters)}
    return table


_TAILORED = {
    "cs": _after("c<č r<ř s<š z<ž"),
    "da": _after("z<æøå"),
    "es": _after("n<ñ"),
    "et": _after("s<šzž w<õäöü"),
    "fi": _after("z<åäö"),
    "hr": _after("c<čć d<đ s<š z<ž"),
    "hu": _after("o<öő u<üű"),
    "is": _after("d<ð z<þæö"),
    "lt": _after("c<č s<š z<ž"),
    "lv": _after("c<č g<ģ k<ķ l<ļ n<ņ s<š z<ž"),
    "nb": _after("z<æøå"),
    "nn": _after("z<æøå"),
    "pl": _after("a<ą c<ć e<ę l<ł n<ń o<ó s<ś z<źż"),
    "ro": _after("a<ăâ i<î s<șş t<țţ"),
    "sk": _after("a<ä c<č o<ô r<ř s<š z<ž"),
    "sl": _after("c<č s<š z<ž"),
    "sv": _after("z<åäö"),
    "tr": _after("c<ç g<ğ o<ö s<ş u<ü"),
    # Cyrillic: "й" is a letter and no "и" with a mark; letters of neighbours have places too.
    **dict.fromkeys(("bg", "ru"), _after("д<ђ е<є з<ѕ и<ійј л<љ н<њ т<ћ ч<џ")),
    "be": _after("д<ђ е<ёє з<ѕ и<ійј л<љ н<њ т<ћ у<ў ч<џ"),
    "mk": _after("д<ђѓ е<є з<ѕ и<іј к<ќ л<љ н<њ т<ћ ч<џ"),
    "sr": _after("д<ђ е<є з<ѕ и<іј л<љ н<њ т<ћ ч<џ"),
    "uk": _after("г<ґ д<ђ е<є з<ѕ и<іїйј л<љ н<њ т<ћ ч<џ"),
}
"""Letters of their own in a language's alphabet (CLDR's root collation tailored); elsewhere an
accent is ignored."""
_VARIANTS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ð": "d", "æ": "ae", "œ": "oe", "ŀ": "l"}
)
"""Letters that sort like others where the language has no place of their own for them, and that
Unicode does not decompose (CLDR, root collation)."""
_DIGRAPHS = {
    **{language: {"ch": "hzzz"} for language in ("cs", "sk")},
    **{language: {"aa": "å"} for language in ("da", "nb", "nn")},
    "hr": {"dž": "dzyy", "lj": "lzzz", "nj": "nzzz"},
    "hu": {digraph: f"{digraph[0]}zzz" for digraph in "cs gy ly ny sz ty zs".split()},
}
"""Two letters that are one in a language's alphabet, behind the one that they begin with, or that
are an older spelling of one."""

_NATIVE = {
    language: re.compile(f"[^\\x00-\\x60{letters}]")
    for languages, letters in (
        ("be bg kk ky mk mn ru sr uk", "\u0400-\u052f"),
        ("ar fa ur", "\u0600-\u06ff"),
        ("el", "\u0370-\u03ff"),
        ("he", "\u0590-\u05ff"),
        ("hy", "\u0530-\u058f"),
        ("th", "\u0e00-\u0e7f"),
        ("zh", ""),
    )
    for language in languages.split()
}
"""What is no letter of the script that a language is written in: those come before the letters of
all other scripts (CLDR's collations, `reorder`). Chinese has its order by `_place`."""


def _behind(match: re.Match[str]) -> str:
    """What puts a letter behind those of a language's own script."""
    return chr(min(ord(match[0]) + 0xF0000, 0x10FFFF))  # where Unicode has no characters of its own


def _place(match: re.Match[str]) -> str:
    """What puts a letter in its place in Chinese.

    Han characters come before the other letters, in the order of GB 2312: that of its level 1,
    which has the 3,755 common ones, is by pinyin as CLDR's is. The others follow.
    """
    letter = match[0]
    code = ord(letter)
    if not (0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF):
        return _behind(match)
    coded = int.from_bytes(letter.encode("gb2312", "ignore"), "big")
    return chr(coded if 0xB0A1 <= coded <= 0xD7F9 else code + 0xA0000)


_DIGITS = re.compile(r"\d+")
_IGNORED = re.compile("[“”‘’\"'«»„‚.,;:!?…]|^\\W+")
_PUNCTUATION = str.maketrans(
    {mark: chr(rank) for rank, mark in enumerate(" _-–—/()[]{}@*\\&#%+<=>|~$", 1)}
)
"""Blanks, then other marks, come before digits and letters (Unicode collation, root order)."""


def text_value(rich: str, language: str) -> Value | None:
    """Text as a sorting value: without markup and punctuation, case folded, digits by value."""
    return _text_value(rich, language) if rich else None


@lru_cache(maxsize=16384)
def _text_value(rich: str, language: str) -> Value | None:
    text = plain(rich).strip()
    if not text:
        return None
    folded = text.casefold()
    tailored = _TAILORED.get(language[:2])
    if tailored:
        for digraph, letter in _DIGRAPHS.get(language[:2], {}).items():
            folded = folded.replace(digraph, letter)
        folded = folded.translate(tailored)
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).translate(_VARIANTS)
        folded = "".join([letter for letter in folded if not unicodedata.combining(letter)])
    folded = " ".join(_IGNORED.sub("", folded).split())
    folded = _DIGITS.sub(lambda match: match[0].zfill(12), folded)
    folded = folded.translate(_PUNCTUATION)
    foreign = _NATIVE.get(language[:2])
    if foreign is not None:
        folded = foreign.sub(_place if language.startswith("zh") else _behind, folded)
    return (folded, text.casefold())
