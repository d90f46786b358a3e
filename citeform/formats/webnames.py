"""Names as web pages give them: "Family, Given", "Given Family", several in one text.

Of a name without a comma the last word with its particles is taken for the family name; that is a
guess, and the caller says so. A body, a single word and a name that is not in letters stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from citeform.formats.invertednames import parse_name
from citeform.formats.springer.names import PARTICLES, looks_like_body
from citeform.model.names import Name
from citeform.text.jats import from_jats, plain_from_jats
from citeform.text.tags import without_tags

_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,5}(?:jr|sr|i{2,3})?\.?", re.IGNORECASE)
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
_AND = re.compile(r",?\s+(?:and|&|und|et|y|e)\s+|,\s*&\s*|\s+&\s+")
_LONGEST = 20_000


def read_name(text: str, *, body: bool = False, decode: bool = True) -> tuple[Name | None, bool]:
    """The name, and whether its family name was guessed.

    `body`: it is known to be no person. `decode`: character references are still to be decoded.
    """
    text = _plain(text, decode=decode).strip(" ,;")
    if not text:
        return None, False
    if body or looks_like_body(text):
        return Name(literal=text), False
    if "," in text:
        return parse_name(text), False
    words = text.split()
    if len(words) == 1 or len(words) > 8 or any(character.isdigit() for character in text):
        return Name(literal=text), False
    suffix = words.pop() if len(words) > 2 and words[-1] in _SUFFIXES else ""
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    particle, family = words[start:-1], words[-1]
    name = Name(
        family,
        " ".join(words[:start]),
        non_dropping_particle=" ".join(particle),
        suffix=suffix,
    )
    return name, True


def read_names(text: str, *, decode: bool = True) -> tuple[tuple[Name, ...], bool]:
    """The names in one text, divided by semicolons, commas or "and"; whether one was guessed."""
    names: list[Name] = []
    guessed = False
    for part in _divided(_plain(text[:_LONGEST], decode=decode)):
        name, guess = read_name(part, decode=False)
        if name is not None:
            names.append(name)
            guessed = guessed or guess
    return tuple(names), guessed


def _plain(text: str, *, decode: bool) -> str:
    return plain_from_jats(text) if decode else without_tags(from_jats(text, decode=False))


def _divided(text: str) -> Iterable[str]:
    if ";" in text:
        return text.split(";")
    if looks_like_body(text):
        return [text]
    groups = _AND.split(text)
    parts = [part.strip() for group in groups for part in group.split(",") if part.strip()]
    if len(parts) > 1 and len(parts) % 2 == 0 and all(map(_INITIALS.fullmatch, parts[1::2])):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    if "," not in text or (len(groups) > 1 and all(group.count(",") == 1 for group in groups)):
        return groups
    if len(parts) > 1 and all(" " in part for part in parts):
        return parts
    return [text] if len(parts) <= 3 else parts
