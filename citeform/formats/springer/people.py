"""The people of a SpringerLink page: whole names taken apart, and the affiliations of each.

A page lists whole names ("Carlos Aguilar Franco"). Which part is the family name its own citation
line tells ("Franco, C.A."); beyond that line the last word with its particles is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citeform.formats.springer.affiliations import tidy
from citeform.formats.springer.names import PARTICLES, initials, looks_like_body
from citeform.identifiers import orcid as orcids
from citeform.model.names import Name

if TYPE_CHECKING:
    from citeform.formats.springer.pagelines import Line

_TAIL = re.compile(
    r"(?i)\s*(?:e-?mail (?:the )?author|view author'?s? orcid id profile|view orcid id profile)\s*"
)
_ORCID = re.compile(
    r"(?i)\s*(?:orcid:?\s*)?(?:https?://)?(?:orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]"
)
_BETWEEN_NUMBERS = re.compile(r"(?<=[\d*])\s*[,;]\s*(?=[\d*])")
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and|&)\s|,\s|\s&\s|;\s|\s·\s|\sand\s)\s*")
_AFFILIATION = re.compile(r"(?:\d{1,3}\.\s*)?(?P<number>\d{1,3})\.?\s*(?P<text>[^\d\s.].*)")
_JUST_NUMBERS = re.compile(
    r"(?P<numbers>\d{1,3}(?:\s*[,;]?\s*\d{1,3})*)(?:\s*e-?mail.*)?", re.IGNORECASE
)
_GENERATION = re.compile(r",?\s+(Jr|Sr|II|III|IV)\.?$")

_CAPITAL_PARTICLES = frozenset({"De", "Del", "Della", "Di", "Du", "El", "Van", "Von"})
"""Particles that are part of the family name where they have a capital: "Augustus De Morgan"."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A name as the page lists it, with the numbers of its affiliations."""

    text: str
    numbers: tuple[str, ...] = ()
    orcid: str = ""
    line: int = 0


# ------------------------------------------------------------------ the list of authors


def listed(lines: Sequence[Line]) -> list[Listed]:
    """The names of the lines: one a line where they have bullets, else separated by commas."""
    found: list[Listed] = []
    for line in lines:
        orcid = orcids.find(line.text)
        text = _TAIL.sub(" ", _ORCID.sub(" ", line.text)).strip(" ,;&·")
        text = _BETWEEN_NUMBERS.sub("|", text)
        pieces = [text] if line.bullet else _SEPARATOR.split(text)
        for piece in pieces:
            one = _listed(piece, orcid if len(pieces) == 1 else "", line.number)
            if one is not None:
                found.append(one)
    return found


def _listed(text: str, orcid: str, line: int) -> Listed | None:
    text = text.strip(" ,;&")
    name = text.rstrip("0123456789*†‡§¶| ,;")
    numbers = tuple(re.findall(r"\d+", text[len(name) :]))
    text = name.strip()
    return Listed(text, numbers, orcid, line) if re.search(r"[^\W\d_]", text) else None


# ------------------------------------------------------------------ names


def take_apart(text: str, evidence: Name | None) -> tuple[Name, bool]:
    """The name, and whether its family name was guessed.

    `evidence` is the same person in the page's citation line: "Franco, C.A.".
    """
    if evidence is not None and evidence.is_literal:
        return Name(literal=text), False
    if looks_like_body(text):
        return Name(literal=text), evidence is not None
    if evidence is not None:
        name = _by_evidence(text, evidence)
        if name is not None:
            return name, False
    return _guessed(text), True


def _by_evidence(text: str, evidence: Name) -> Name | None:
    """Split where the citation line's family name stands, if the initials agree."""
    family = " ".join(filter(None, (evidence.non_dropping_particle, evidence.family))).split()
    words = text.replace(",", " ").split()
    wanted = [word.casefold() for word in family]
    size = len(family)
    for start in (len(words) - size, 0, *range(1, len(words) - size)):
        if start < 0 or [word.casefold() for word in words[start : start + size]] != wanted:
            continue
        given = " ".join([*words[:start], *words[start + size :]])
        suffix = ""
        if match := _GENERATION.search(" " + given):
            suffix, given = match[1], given[: match.start() - 1].strip()
        if _agree(given, evidence.given):
            particles = len(evidence.non_dropping_particle.split())
            return Name(
                " ".join(words[start + particles : start + size]),
                given,
                non_dropping_particle=" ".join(words[start : start + particles]),
                suffix=suffix or evidence.suffix,
            )
    return None


def _agree(given: str, printed: str) -> bool:
    """Whether the printed initials may be those of the given names."""
    letters = initials(printed).replace(".", "").casefold()
    return not given or not letters or initials(given).casefold()[:1] == letters[:1]


def _guessed(text: str) -> Name:
    suffix = ""
    if match := _GENERATION.search(text):
        suffix, text = match[1], text[: match.start()]
    family, comma, given = text.partition(", ")
    if comma:
        return Name(family.strip(), given.strip(), suffix=suffix)
    words = text.split()
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    if start > 1 and start == len(words) - 1 and words[start - 1] in _CAPITAL_PARTICLES:
        return Name(" ".join(words[start - 1 :]), " ".join(words[: start - 1]), suffix=suffix)
    particles = len(words) - 1 - start
    return Name(
        words[-1] if words else text,
        " ".join(words[:start]),
        non_dropping_particle=" ".join(words[start : start + particles]),
        suffix=suffix,
    )


# ------------------------------------------------------------------ affiliations


def affiliations(lines: Sequence[Line], names: Sequence[str]) -> dict[str, list[str]]:
    """Each name's affiliations, from the section "Authors and Affiliations" of either layout."""
    known = {name.casefold(): name for name in names}
    numbered: dict[str, str] = {}
    numbers_of: dict[str, list[str]] = {}
    found: dict[str, list[str]] = {}
    current, last_text = "", ""
    for line in lines:
        text = _TAIL.sub(" ", _ORCID.sub(" ", line.text)).strip()
        if match := _JUST_NUMBERS.fullmatch(line.text):
            if current:
                numbers_of.setdefault(current, []).extend(re.findall(r"\d+", match["numbers"]))
            continue
        people = [known.get(each.text.casefold(), "") for each in listed([line])]
        whole = known.get(text.casefold(), "")
        if whole:
            people = [whole]
        if people and all(people):
            current = people[-1]
            # In the later layout the people stand under the place they work at.
            for person in people:
                if last_text:
                    found.setdefault(person, []).append(last_text)
                for each in listed([line]):
                    if each.numbers and known.get(each.text.casefold()) == person:
                        numbers_of.setdefault(person, []).extend(each.numbers)
            continue
        if (match := _AFFILIATION.fullmatch(line.text)) and numbers_of:
            numbered.setdefault(match["number"], tidy(match["text"]))
            last_text = ""
        elif not numbers_of:
            last_text = tidy(line.text)
    for person, numbers in numbers_of.items():
        found[person] = [numbered[number] for number in numbers if number in numbered] or found.get(
            person, []
        )
    return found


def numbered_affiliations(lines: Sequence[Line]) -> dict[str, str]:
    """The affiliations of the section by their numbers."""
    matches = (_AFFILIATION.fullmatch(line.text) for line in lines)
    return {match["number"]: tidy(match["text"]) for match in matches if match}
