"""Several names in one text, as tables have them: "Liu R., Adler D.G.", "Doe, J.; Roe, R."."""

from __future__ import annotations

import re

from citeform.formats.initials import family_first, with_stops
from citeform.formats.invertednames import parse_name
from citeform.model.names import Name

_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,4}")
_NUMBERS = re.compile(r"\s*\(\d{6,}\)|\s*\[[^\[\]]*\]")
"""Scopus writes an author's number behind the name."""


def parse_list(text: str) -> tuple[list[Name], bool]:
    """The names, and whether what is the family name was guessed from the order of words."""
    cleaned = _NUMBERS.sub("", " ".join(text.split())).strip(" ;,")
    for divider in (";", "|"):
        if divider in cleaned:
            return _each([part.strip(" ,") for part in cleaned.split(divider)])
    cleaned = cleaned.replace(" & ", " and ")
    if " and " in cleaned:
        people = cleaned.split(" and ")
        if "," not in cleaned or all("," in person for person in people):
            return _each([part.strip(" ,") for part in people])
        cleaned = ", ".join(part.strip(" ,") for part in people)
    parts = _without_last_stop([part.strip() for part in cleaned.split(",") if part.strip()])
    initials = sum(map(_is_family_first, parts))
    if initials * 2 > len(parts):
        return [_one(part) for part in parts], False
    if len(parts) % 2 == 0 and (len(parts) == 2 or all(map(_are_initials, parts[1::2]))):
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return [Name(family, with_stops(given)) for family, given in pairs], False
    return _each(parts)


def _without_last_stop(parts: list[str]) -> list[str]:
    """The parts without the full stop that ends a list of names which have none themselves."""
    if parts and parts[-1].endswith("."):
        others_have = any("." in part for part in parts[:-1])
        last = parts[-1][:-1]
        if "." not in last and (not others_have or not _is_family_first(last)):
            return [*parts[:-1], last]
    return parts


def _one(part: str) -> Name:
    return _family_first(part) if _is_family_first(part) else Name(literal=part)


def _each(parts: list[str]) -> tuple[list[Name], bool]:
    """Names that stand for themselves; "Jane Doe" among several is taken for given and family."""
    names: list[Name] = []
    guessed = False
    for part in filter(None, parts):
        name = parse_name(part)
        if name is None:
            continue
        if name.is_literal and not name.is_others:
            name = _one(part)
            if name.is_literal and len(parts) > 1 and _in_reading_order(part):
                given, _, family = part.rpartition(" ")
                name, guessed = Name(family, given), True
        names.append(name)
    return names, guessed


def _in_reading_order(text: str) -> bool:
    return 2 <= len(text.split()) <= 4 and not any(character.isdigit() for character in text)


def _are_initials(text: str) -> bool:
    words = text.split()
    return bool(words) and all(_INITIALS.fullmatch(word) and word.upper() == word for word in words)


def _is_family_first(text: str) -> bool:
    """Whether initials stand behind the family name: "Adler D.G.", "van Raaij MJ"."""
    family, _, last = text.rpartition(" ")
    return bool(family) and not _are_initials(family) and _are_initials(last)


def _family_first(text: str) -> Name:
    family, _, initials = text.rpartition(" ")
    if "." in initials:
        return Name(family, initials)
    return family_first(text)
