"""Locale: the terms, date formats and options of one language, merged from all their sources.

Sources, from the most important (CSL 1.0.2, "Locale Fallback"): the style's own cs:locale for the
dialect, for the language, for no language; then the locale files of the dialect, of the language's
primary dialect, and en-US. They are merged once into flat tables, so a look-up is one dictionary
access, and only the fall-back between the *forms* of a term is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from citeform.csl.languages import (
    DEFAULT,
    dialect,
    file_chain,
    fold,
    language_of,
    primary_dialect,
)
from citeform.csl.packages import read_locale_file
from citeform.diagnostics import Report
from citeform.errors import UnknownLocaleError
from citeform.text.xmlsmall import XML_LANG, Element, parse_small_xml

_CSL = "{http://purl.org/net/xbiblio/csl}"

FORM_FALLBACK: dict[str, tuple[str, ...]] = {
    "long": ("long",),
    "short": ("short", "long"),
    "symbol": ("symbol", "short", "long"),
    "verb": ("verb", "long"),
    "verb-short": ("verb-short", "verb", "long"),
}
"""Which form stands in for one that is not defined (CSL 1.0.2, "Terms")."""

_DOUBLED = re.compile(r"( ) +|(?<!\.)(\.)\.(?!\.)")

_RENAMED = {"sub verbo": "sub-verbo"}
"""Terms that CSL 1.0.2 renamed; styles and records hold both spellings."""


class Term(NamedTuple):
    """One form of a term. A term defined as empty is a `Term("")`, which is not the same as none."""

    single: str
    multiple: str = ""
    gender: str = ""
    """Gender of the noun: "masculine", "feminine" or ""."""
    match: str = ""
    """Of an ordinal: "last-digit", "last-two-digits", "whole-number"; "" is its default."""


class DatePart(NamedTuple):
    """A cs:date-part of a localized date format."""

    name: str
    """"year", "month" or "day"."""
    attributes: Mapping[str, str] = MappingProxyType({})
    line: int = 0

    def get(self, attribute: str, default: str = "") -> str:
        """An attribute's value: form, prefix, suffix, range-delimiter, strip-periods …"""
        return self.attributes.get(attribute, default)


class DateFormat(NamedTuple):
    """A localized date format: cs:date with its parts, in order."""

    form: str
    """"text" or "numeric"."""
    parts: tuple[DatePart, ...]
    attributes: Mapping[str, str] = MappingProxyType({})
    line: int = 0

    def get(self, attribute: str, default: str = "") -> str:
        """An attribute's value: delimiter, affixes, formatting."""
        return self.attributes.get(attribute, default)


_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Locale:
    """All that a language brings to a citation. Equal only to itself, so it can key a cache.

    Made by `load_locale` (the files alone) and `resolve` (with a style's own elements).
    """

    def __init__(
        self,
        tag: str = "",
        terms: Mapping[tuple[str, str], Term] = _NOTHING,
        ordinals: Mapping[tuple[str, str], Term] = _NOTHING,
        long_ordinals: Mapping[tuple[str, str], Term] = _NOTHING,
        dates: Mapping[str, DateFormat] = _NOTHING,
        options: Mapping[str, bool] = _NOTHING,
    ) -> None:
        self.tag: Final = tag
        """The dialect it is for: "de-AT"; of a style's cs:locale, its xml:lang or ""."""
        self.terms: Final = terms
        """(name, form) to term."""
        self.ordinals: Final = ordinals
        """(name, gender form) to suffix: "ordinal", "ordinal-00" … "ordinal-99"."""
        self.long_ordinals: Final = long_ordinals
        """(name, gender form) to word: "long-ordinal-01" … "long-ordinal-10"."""
        self.dates: Final = dates
        """"text" and "numeric" to the format."""
        self.options: Final = options
        """"punctuation-in-quote" and "limit-day-ordinals-to-day-1"."""

    # -------------------------------------------------------------- terms

    def term(self, name: str, form: str = "long", plural: bool = False) -> str | None:
        """A term's text in that form or the form that stands in for it; None where undefined.

        "" is a term defined as empty, which ends the fall-back (CSL 1.0.2, "Locale Fallback").
        """
        found = self.find_term(name, form)
        if found is None:
            return None
        return found.multiple if plural else found.single

    def find_term(self, name: str, form: str = "long") -> Term | None:
        """As `term`, with both numbers and the gender."""
        terms = self.terms
        name = _RENAMED.get(name, name)
        for each in _forms(form):
            found = terms.get((name, each))
            if found is not None:
                return found
        return None

    def gender(self, name: str) -> str:
        """The gender of a noun ("edition", "month-01"), set on the long form of its term."""
        found = self.terms.get((name, "long"))
        return found.gender if found is not None else ""

    # -------------------------------------------------------------- ordinals

    def ordinal(self, number: int, gender: str = "") -> str:
        """The number with its ordinal suffix: "2nd" (CSL 1.0.2, "Ordinal Suffixes")."""
        return f"{number}{self.ordinal_suffix(number, gender)}"

    def ordinal_suffix(self, number: int, gender: str = "") -> str:
        """The suffix alone: "nd"; the neuter one where that gender has none."""
        number = abs(number)
        if self._ordinals_of_1_0:
            return self._old_suffix(number, gender)
        for name in (f"ordinal-{number % 100:02}", f"ordinal-{number % 10:02}"):
            for each in (gender, "") if gender else ("",):
                term = self.ordinals.get((name, each))
                if term is not None and _matches(int(name[8:]), term.match, number):
                    return term.single
        default = _gendered(self.ordinals, "ordinal", gender)
        return default.single if default is not None else ""

    def long_ordinal(self, number: int, gender: str = "") -> str:
        """The number as a word, "second", for 1 to 10; else as `ordinal`."""
        if 1 <= number <= 10:
            term = _gendered(self.long_ordinals, f"long-ordinal-{number:02}", gender)
            if term is not None:
                return term.single
        return self.ordinal(number, gender)

    @cached_property
    def _ordinals_of_1_0(self) -> bool:
        """Whether the terms are CSL 1.0's four: no "ordinal", but "ordinal-01" to "-04"."""
        names = {name for name, _ in self.ordinals}
        return "ordinal" not in names and {f"ordinal-0{digit}" for digit in "1234"} <= names

    def _old_suffix(self, number: int, gender: str) -> str:
        digit = number % 10
        rank = digit if 1 <= digit <= 3 and not 11 <= number % 100 <= 13 else 4
        name = f"ordinal-0{rank}"
        term = self.ordinals.get((name, gender)) or self.ordinals.get((name, ""))
        return term.single if term is not None else ""

    # -------------------------------------------------------------- the rest

    @property
    def language(self) -> str:
        """The language alone: "de" of "de-AT"."""
        return language_of(self.tag)

    def date(self, form: str) -> DateFormat | None:
        """The localized date format "text" or "numeric"."""
        return self.dates.get(form)

    @property
    def punctuation_in_quote(self) -> bool:
        """Whether a comma or full stop goes inside a closing quotation mark."""
        return self.options.get("punctuation-in-quote", False)

    @property
    def limit_day_ordinals_to_day_1(self) -> bool:
        """Whether only the first day of a month is an ordinal."""
        return self.options.get("limit-day-ordinals-to-day-1", False)

    @cached_property
    def quotes(self) -> tuple[str, str, str, str]:
        """Quotation marks: open, close, and of a quotation within one: open, close."""
        names = ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote")
        outer_open, outer_close, inner_open, inner_close = (self.term(name) for name in names)
        return (
            outer_open if outer_open is not None else "“",
            outer_close if outer_close is not None else "”",
            inner_open if inner_open is not None else "‘",
            inner_close if inner_close is not None else "’",
        )

    def under(self, other: Locale) -> Locale:
        """This locale where `other`, which is more important, says nothing.

        Redefining one ordinal redefines them all (CSL 1.0.2, "Ordinal Suffixes").
        """
        return Locale(
            self.tag,
            {**self.terms, **other.terms} if other.terms else self.terms,
            other.ordinals or self.ordinals,
            {**self.long_ordinals, **other.long_ordinals},
            {**self.dates, **other.dates},
            {**self.options, **other.options},
        )

    def under_language(self, other: Locale) -> Locale:
        """As `under`, where `other` is another language: a form that it lacks is not taken from here.

        The letter of CSL 1.0.2 ("Terms") has the fall-back to other languages first and that to
        other forms second, which prints "trans." in an Arabic text, since Arabic has no short form.
        """
        genders = {name for name, _ in other.long_ordinals}
        terms = {
            (name, form): term
            for (name, form), term in self.terms.items()
            if not any((name, each) in other.terms for each in _forms(form))
            or not any(letter.isalpha() for letter in term.single)  # "&" and "§" are of no language
        }
        long_ordinals = {
            key: term for key, term in self.long_ordinals.items() if key[0] not in genders
        }
        ours = Locale(self.tag, terms, self.ordinals, long_ordinals, self.dates, self.options)
        return ours.under(other)

    def tagged(self, tag: str) -> Locale:
        """The same for another tag."""
        return Locale(tag, self.terms, self.ordinals, self.long_ordinals, self.dates, self.options)


_GENDERS = ("", "feminine", "masculine")
"""Which gender stands in where a locale has no ordinal of the wanted one; neuter is the first."""


def _gendered(ordinals: Mapping[tuple[str, str], Term], name: str, gender: str) -> Term | None:
    """The ordinal in that gender, or in the one that stands in for it."""
    for each in (gender, *_GENDERS):
        found = ordinals.get((name, each))
        if found is not None:
            return found
    return None


def _forms(form: str) -> tuple[str, ...]:
    return FORM_FALLBACK.get(form, ("long",))


def _matches(ending: int, match: str, number: int) -> bool:
    """Whether the term for `ending` (the 01 of "ordinal-01") is meant for `number`."""
    if match == "whole-number":
        return number == ending
    if match == "last-two-digits" or ending >= 10:
        return number % 100 == ending
    return number % 10 == ending


# ------------------------------------------------------------------ reading XML


def parse_locale(element: Element) -> Locale:
    """A cs:locale element, of a style or the root of a locale file, unmerged.

    Lenient: what is no term, date or option is passed over, of a doubled term the last counts.
    """
    terms: dict[tuple[str, str], Term] = {}
    ordinals: dict[tuple[str, str], Term] = {}
    long_ordinals: dict[tuple[str, str], Term] = {}
    for each in element.all(f"{_CSL}terms", f"{_CSL}term"):
        name = each.get("name")
        if name.startswith("ordinal"):
            ordinals[name, each.get("gender-form")] = _term(each)
        elif name.startswith("long-ordinal-"):
            long_ordinals[name, each.get("gender-form")] = _term(each)
        elif name:
            terms[_RENAMED.get(name, name), each.attrib.get("form", "long")] = _term(each)
    dates = {
        each.get("form"): _date(each)
        for each in element.all(f"{_CSL}date")
        if each.get("form") in {"text", "numeric"}
    }
    options = {
        name: value == "true"
        for each in element.all(f"{_CSL}style-options")
        for name, value in each.attrib.items()
    }
    lang = element.get(XML_LANG)
    return Locale(fold(lang), terms, ordinals, long_ordinals, dates, options)


def _term(element: Element) -> Term:
    single = multiple = None
    if element.children:
        single = element.first(f"{_CSL}single")
        multiple = element.first(f"{_CSL}multiple")
    if single is None and multiple is None:
        one = many = _text(element)
    else:
        one = _text(single) if single is not None else ""
        many = _text(multiple) if multiple is not None else one
    return Term(one, many, element.get("gender"), element.get("match"))


def _text(element: Element) -> str:
    """The text without comments; a blank at an end is meant, indentation is not.

    A doubled blank or full stop within is a slip of the author's.
    """
    text = element.text
    if element.children:
        text += "".join([child.tail for child in element.children])
    if "\n" in text:
        text = " ".join(filter(None, (line.strip(" \t\r") for line in text.split("\n"))))
    return _DOUBLED.sub(r"\1\2", text) if "  " in text or ".." in text else text


def _date(element: Element) -> DateFormat:
    parts = tuple(
        DatePart(each.get("name"), _attributes(each), each.line)
        for each in element.all(f"{_CSL}date-part")
        if each.get("name") in {"year", "month", "day"}
    )
    return DateFormat(element.get("form"), parts, _attributes(element), element.line)


def _attributes(element: Element) -> Mapping[str, str]:
    return MappingProxyType(element.attrib)


# ------------------------------------------------------------------ finding and merging


@lru_cache(maxsize=128)
def _file(tag: str) -> Locale:
    """One locale file, parsed."""
    root = parse_small_xml(read_locale_file(tag), Report(tag))
    return parse_locale(root) if root is not None else Locale(tag)


@lru_cache(maxsize=128)
def _from_files(tag: str) -> Locale:
    *specific, merged = (_file(each) for each in file_chain(tag))
    for each in reversed(specific):
        foreign = each.language != merged.language
        merged = merged.under_language(each) if foreign else merged.under(each)
        merged = merged.tagged(each.tag)
    return merged.tagged(tag)


def load_locale(tag: str) -> Locale:
    """The locale of a language tag from the locale files; cached.

    >>> load_locale("de_AT").term("editor", "short", plural=True)
    'Hrsg.'

    `tag` may be a language ("de"), a dialect ("de-AT") or a spelling of one ("DE_at.UTF-8").
    Raises `UnknownLocaleError`, with the close matches, where the language has no locale.
    """
    return _from_files(dialect(tag))


def resolve(tag: str, style_locales: Iterable[Locale] = ()) -> Locale:
    """The locale of a tag with a style's own cs:locale elements (from `parse_locale`) merged in.

    A style may name a language that no locale file is for: then its own elements stand over
    en-US. Those for the primary dialect stand in for another one ("en-US" for "en-GB"), as in
    citeproc-js; the specification knows of no such step. To check what a user asked for, call `load_locale` or `dialect`, which raise.
    """
    try:
        chosen = dialect(tag or DEFAULT)
    except UnknownLocaleError:
        chosen = fold(tag) or DEFAULT
    merged = _from_files(chosen)
    own = list(style_locales)
    language = language_of(chosen)
    for wanted in dict.fromkeys(("", language, primary_dialect(language), chosen)):
        for each in own:
            if each.tag == wanted:
                merged = merged.under(each)
    return merged
