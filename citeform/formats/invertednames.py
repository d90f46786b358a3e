"""Names as "Family, Given, Suffix", the way of RIS, Refer and most tables (RIS specification, A1).

A name without a comma is a body, or a person of one name: it is kept whole (`literal`); only where
initials stand before one to three words ("K. He", as IEEE writes) or behind one or two ("Khoury T.", as
Embase does) it is taken for a person's. Particles stay where they are, with the family or the given name; which of them drop is not certain. EndNote
marks a body whose name holds commas by a comma at the end, or by doubling the first one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citeform.model.names import Name

_SUFFIX = re.compile(r"(?i)(?:jr|sr|i{2,3}|iv|vi{0,3}|[2-9](?:nd|rd|th)|junior|senior|esq)\.?")
_INITIALS_FIRST = re.compile(
    r"(?!(?:U\. ?[SKN]|E\. ?U)\.)((?:[^\W\d_a-z]\.[ -]?){1,4})(?<=[ .])((?:[^\W\d_]+[ '’-]){0,3}[^\W\d_]+)"
)
"""Initials and a family name; not the U.S. and the like, which begin the names of bodies."""
_INITIALS_LAST = re.compile(
    r"((?:[^\W\d_]{1,20}[ '’-]){0,3}[^\W\d_]{2,40}) ((?:[^\W\d_a-z]\.[ -]?){1,4})"
)
_NO_INITIALS = frozenset({"U.S.", "U.K.", "U.N.", "E.U.", "D.C.", "N.Y.", "N.V.", "B.V.", "A.G."})
_MOST_WORDS = 2
"""Of a family name before initials, small words not counted; more are a body's ("Library of X Y.")."""
_OTHERS = re.compile(r"(?i)(?:et\.? al\.?|and others|others)")


@lru_cache(maxsize=8192)
def parse_name(text: str) -> Name | None:
    """The name, or None where the text holds none."""
    family, comma, rest = text.partition(",")
    family, rest = family.strip(), rest.strip()
    if not comma:
        if not family:
            return None
        if _OTHERS.fullmatch(family):
            return Name.others()
        turned = _INITIALS_FIRST.fullmatch(family)
        if turned and len(turned[2].split()) <= 3 and not turned[2].isupper():
            return Name(turned[2].strip(), turned[1].strip())
        return _with_initials_last(family) or Name(literal=family)
    if not family:
        return parse_name(rest.lstrip(", "))
    if "," not in rest:
        return Name(family, rest) if rest else Name(literal=family)
    return _with_commas(family, rest)


def _with_initials_last(text: str) -> Name | None:
    """A person as "Khoury T." or "van der Berg A.-M."; nothing that is in capitals or a body's."""
    if not text.endswith("."):
        return None
    match = _INITIALS_LAST.fullmatch(text)
    if match is None or match[1].isupper() or match[2] in _NO_INITIALS:
        return None
    words = match[1].split()
    small = next((place for place, word in enumerate(words) if not word.islower()), len(words))
    capital = words[small:]
    if not 1 <= len(capital) <= _MOST_WORDS or any(map(str.islower, capital)):
        return None
    return Name(match[1], match[2].strip())


def _with_commas(family: str, rest: str) -> Name | None:
    """A name with two commas or more: a suffix, or a body marked by EndNote's commas."""
    if rest.startswith(","):
        after = rest.removeprefix(",")
        if _SUFFIX.fullmatch(after.strip(" ,")):
            return Name(family, suffix=after.strip(" ,"))
        return Name(literal=f"{family}, {after.strip()}".strip(" ,") or family)
    parts = [part.strip() for part in rest.split(",")]
    while parts and not parts[-1]:
        parts.pop()
    if len(parts) == 1:
        return Name(family, parts[0])
    turned = _SUFFIX.fullmatch(parts[0]) and not _SUFFIX.fullmatch(parts[1])
    if len(parts) == 2 and not turned:
        return Name(family, parts[0], suffix=parts[1])
    if turned:
        return Name(family, ", ".join(parts[1:]), suffix=parts[0])
    return Name(family, ", ".join(parts))


def parse_names(text: str) -> list[Name]:
    """The names of one value: usually one, several where semicolons or lines divide them."""
    if ";" not in text and "\n" not in text:
        name = parse_name(text)
        return [] if name is None else [name]
    names = (parse_name(part) for part in re.split(r"[;\n]", text))
    return [name for name in names if name is not None]


def write_name(name: Name) -> str:
    """The name as "Family, Given, Suffix"; a body as it is, its first comma doubled."""
    if name.is_others:
        return "et al."
    if not name.family:
        whole = name.literal or name.given or name.suffix
        if "," in whole:
            return whole.replace(",", ",,", 1)
        read = parse_name(whole)
        return whole if read is None or read.is_literal else f"{whole},"
    family = _joined(name.non_dropping_particle, name.family)
    given = _joined(name.given, name.dropping_particle)
    if name.suffix:
        return f"{family}, {given}, {name.suffix}" if given else f"{family},, {name.suffix}"
    return f"{family}, {given}" if given else family


def _joined(first: str, second: str) -> str:
    """Two parts with a blank between, none after an apostrophe: "d'" and "Alembert"."""
    if first and second and not first.endswith(("'", "’")):
        return f"{first} {second}"
    return first + second
