"""Person: a name taken apart for rendering, particles found where the source left them in.

CSL-JSON may give particles on their own or leave them within the family name ("van der Vlist") or
behind the given one ("Vincent van"). CSL 1.0.2 leaves the second to the processor; citeproc-js,
and every processor since, parses them, and so do we. Quotation marks around a family name keep it
whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from citeform.text.marks import plain
from citeform.text.markup import parse

if TYPE_CHECKING:
    from citeform.model.names import Name


class Person(NamedTuple):
    """The parts of a name as rich text, and what kind of script it is in."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    comma_suffix: bool = False
    literal: str = ""
    latin: bool = True
    """Whether the name is in an alphabet whose names are given name first, with blanks."""
    static: bool = False
    others: bool = False
    """Whether this stands for further, unnamed people."""
    simple: bool = False
    """Whether there is nothing but a family name, and perhaps a given one, both beginning with a
    Latin capital; the family name ends in a letter, and the given one in no mark but a full stop."""


_LATIN = re.compile(
    r"[A-Za-z\u00aa\u00ba\u00c0-\u024f\u0250-\u02af\u0370-\u052f\u0590-\u06ff\u0900-\u0dff\u0e01-\u0e5b\u10a0-\u10ff\u1d00-\u1dbf\u1e00-\u1fff]"
)


def is_latin(text: str) -> bool:
    """Whether the text is in a script that sets blanks between words."""
    return bool(_LATIN.search(text))


_CAPITAL = "[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_FAMILY = re.compile(rf"{_CAPITAL}[^\W\d_]*+(?:[- ]{_CAPITAL}[^\W\d_]*+)*+")
_GIVEN = re.compile(rf"{_CAPITAL}[\w.-]*+(?: {_CAPITAL}[\w.-]*+)*+")
CAPITALS = frozenset(filter(re.compile(_CAPITAL).match, map(chr, range(256))))
ONLY_NAMES = frozenset({"family", "given", "affiliation", "orcid", "custom"})
"""Fields of a name beside which nothing else is printed of it."""


def is_simple_family(family: str) -> bool:
    """Whether a family name is that of a simple person."""
    if family.isalpha() and family[0] in CAPITALS:
        return True
    return _FAMILY.fullmatch(family) is not None


def is_simple_given(given: str) -> bool:
    """Whether a given name that is there is that of a simple person."""
    return _GIVEN.fullmatch(given) is not None


def person_of(name: Name) -> Person:
    """The name ready for rendering."""
    own = name.__dict__
    family, given = own.get("family", ""), own.get("given", "")
    is_only_names = (len(own) == 2 and family and given) or own.keys() <= ONLY_NAMES
    if is_only_names and is_simple_family(family) and (not given or is_simple_given(given)):
        return tuple.__new__(
            Person, (family, given, "", "", "", False, "", True, False, False, True)
        )
    return _person_of(name)


@lru_cache(maxsize=16384)
def _person_of(name: Name) -> Person:
    if name.is_others:
        return Person(others=True, literal="et al.")
    family, given = name.family, name.given
    if not family and name.literal:
        literal = parse(name.literal)
        return Person(literal=literal, latin=is_latin(name.literal))
    dropping, non_dropping = name.dropping_particle, name.non_dropping_particle
    suffix, comma_suffix = name.suffix, name.comma_suffix
    if not name.static_ordering:
        if len(family) > 1 and family[0] == family[-1] == '"':
            family = family[1:-1]
        elif not non_dropping and family:
            non_dropping, family = _leading_particles(family)
        if given and not suffix and "," in given:
            given, suffix, comma_suffix = _suffix_within(given)
        if given and not dropping:
            given, dropping = _trailing_particles(given)
    latin = is_latin(plain(family + given))
    return Person(
        parse(family),
        parse(given),
        parse(dropping),
        parse(non_dropping),
        parse(suffix),
        comma_suffix,
        "",
        latin,
        name.static_ordering,
        simple=not (dropping or non_dropping or suffix or name.static_ordering)
        and is_simple_family(family)
        and (not given or is_simple_given(given)),
    )


_HYPHENED_ARTICLES = frozenset({"ad", "al", "an", "ar", "as", "at", "az", "el"})
"""The Arabic article as it is transcribed before its noun; another word with a hyphen is half a
name ("van-der Berg")."""


def _leading_particles(family: str) -> tuple[str, str]:
    """Lower-case words before the family name: "van der Vlist"."""
    words = re.findall(r"[^\s'’-]+['’](?=\S)|[^\s'’-]+-(?=\S)|\S+\s*", family)
    taken = 0
    for word in words[:-1]:
        bare = word.strip().rstrip("'’-")
        letters = bare.lstrip("'’")
        if not letters or not letters[0].islower() or bare != bare.lower():
            break
        if word.strip().endswith("-") and bare not in _HYPHENED_ARTICLES:
            break
        taken += 1
    if not taken:
        return "", family
    particle = "".join(words[:taken])
    rest = "".join(words[taken:])
    if not rest or not rest[0].isalpha():
        return "", family
    return particle.rstrip(" ") if not particle.endswith(("'", "’", "-")) else particle, rest


def _trailing_particles(given: str) -> tuple[str, str]:
    """Lower-case words behind the given name: "Vincent van" is Vincent and van."""
    words = given.split(" ")
    first = len(words)
    while first > 1 and words[first - 1] and words[first - 1][0].islower():
        first -= 1
    return " ".join(words[:first]), " ".join(words[first:])


def _suffix_within(given: str) -> tuple[str, str, bool]:
    """A suffix behind a comma in the given name: "John, Jr."; ",!" asks for a comma before it."""
    first, _, rest = given.partition(",")
    rest = rest.strip()
    if rest.startswith("!"):
        return first, rest[1:].strip(), True
    return first, rest, False
