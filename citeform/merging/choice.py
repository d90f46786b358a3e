"""Which of several values of a field is taken, and why: the table of the merge.

Each kind of field has its tests, from the most telling to the least. The values are scored by
them; the highest wins, and on a tie the value of the earlier record. So what comes first in the
first file is kept unless there is a reason, and the reason can be told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from citeform.identifiers import doi, isbn, issn, pmcid, pmid, web
from citeform.merging.fingerprint import words
from citeform.merging.matching import abbreviates
from citeform.model.vocabulary import ATTRIBUTES, Kind
from citeform.text.entities import decode_entities

Test = tuple[str, Callable[[Any], Any]]
"""The reason it stands for, and the score: higher is better."""

_VAGUE_TYPES = {"": 0, "document": 1, "article": 2, "webpage": 2, "entry": 3, "manuscript": 3}
_BROKEN = re.compile("\ufffd|&[a-z]{2,8};|&#[0-9]{1,6};|[ÂÃ][\u0080-\u00bf]|\\\\[a-zA-Z\"'`^~]")


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of joined records: what was taken, what was not, and the reason."""

    field: str
    taken: Any
    others: tuple[Any, ...]
    """Values that say something else. Empty where the taken one says all of what they say."""
    reason: str


def choose(field: str, values: Sequence[Any]) -> Choice:
    """The value to take among different ones, in the order of their records."""
    if field == "keyword":
        return _united(field, values)
    if field == "custom":
        return _layered(values)
    tests = _TESTS.get(field) or _BY_KIND[ATTRIBUTES[field].kind]
    best, reason = values[0], "of the first record"
    for value in values[1:]:
        for name, score in tests:
            ours, theirs = score(best), score(value)
            if ours != theirs:
                if theirs > ours:
                    best, reason = value, name
                elif reason == "of the first record":
                    reason = name
                break
    same = _SAME.get(field) or _SAME_BY_KIND.get(
        ATTRIBUTES[field].kind if field in ATTRIBUTES else None
    )
    others = tuple(
        each for each in dict.fromkeys(values) if each != best and not (same and same(best, each))
    )
    if isinstance(best, tuple):
        best = _completed(best, [each for each in values if each is not best])
    return Choice(field, best, others, reason)


# ------------------------------------------------------------------ the tests


_NAMES: tuple[Test, ...] = (
    ("names people that the other leaves to et al.", lambda names: not _is_others(names[-1])),
    ("names more people", lambda names: sum(not _is_others(each) for each in names)),
    ("its names are not in capitals", lambda names: not any(str(each).isupper() for each in names)),
    ("has given names in full", lambda names: sum(_fullness(each.given) for each in names)),
    ("has ORCID iDs", lambda names: sum(bool(each.orcid) for each in names)),
    ("has affiliations", lambda names: sum(bool(each.affiliation) for each in names)),
)
_DATES: tuple[Test, ...] = (
    ("is a date, not words", lambda date: date.year is not None),
    ("is more precise", lambda date: bool(date.month or date.season) + bool(date.day)),
    ("has an end", lambda date: date.end is not None),
    ("is certain", lambda date: not date.circa),
)
_TEXTS: tuple[Test, ...] = (
    ("is not damaged", lambda text: not _BROKEN.search(text)),
    ("is not in capitals", lambda text: not (text.isupper() and len(text) > 8)),
    ("is not cut off", lambda text: not text.endswith(("...", "…"))),
    ("is longer", lambda text: len("".join(words(text)))),
    ("has its accents", lambda text: sum(map(str.isalpha, filter(_beyond_ascii, text)))),
    ("has markup", lambda text: text.count("<")),
)
_NUMBERS: tuple[Test, ...] = (
    ("is a number", lambda text: any(map(str.isdigit, text))),
    ("is a range", lambda text: "-" in text.strip("-") or "–" in text),
)


def _valid(is_valid: Callable[[str], bool], *more: Test) -> tuple[Test, ...]:
    return (("is valid", is_valid), *more)


def _beyond_ascii(character: str) -> bool:
    return not character.isascii()


_BY_KIND: dict[Kind, tuple[Test, ...]] = {
    Kind.NAMES: _NAMES,
    Kind.DATE: _DATES,
    Kind.TEXT: _TEXTS,
    Kind.NUMBER: _NUMBERS,
    Kind.VERBATIM: (),
}
_TESTS: dict[str, tuple[Test, ...]] = {
    "id": (),
    "type": (("says more of the work", lambda name: _VAGUE_TYPES.get(name, 9)),),
    "doi": _valid(doi.is_valid, ("is written bare", lambda text: text == doi.normalize(text))),
    "isbn": _valid(lambda text: bool(isbn.find_all("isbn " + text)), ("is longer", len)),
    "issn": _valid(lambda text: bool(issn.find_all("issn " + text)), ("is longer", len)),
    "pmid": _valid(pmid.is_valid),
    "pmcid": _valid(pmcid.is_valid),
    "url": _valid(
        web.is_valid,
        ("leads to a page, not only to the DOI", lambda text: not doi.is_valid(text)),
        ("is of https", lambda text: text.startswith("https:")),
    ),
    "accessed": (("is later", lambda date: (date.year or 0, date.month, date.day)),),
    "container_title_short": (("is abbreviated", lambda text: -len(text)),),
    "language": (
        ("is a tag", lambda text: len(text.partition("-")[0]) in (2, 3)),
        ("is longer", len),
    ),
}


def _same_text(a: str, b: str) -> bool:
    ours, theirs = words(decode_entities(a)), words(decode_entities(b))
    return ours == theirs if ours else a == b


def _same_container(a: str, b: str) -> bool:
    """Whether the other title is the taken one, abbreviated."""
    return _same_text(a, b) or abbreviates(words(b), words(a))


def _same_date(a: Any, b: Any) -> bool:
    """Whether the other date is the taken one, less precise."""
    if b.year is None:
        return True
    return bool(a.year == b.year and b.month in (0, a.month) and b.day in (0, a.day))


def _same_names(a: tuple[Any, ...], b: tuple[Any, ...]) -> bool:
    """Whether the other list holds no person that the taken one does not have at that place."""
    people = [each for each in b if not _is_others(each)]
    return len(people) <= len(a) and all(map(_same_person, a, people))


def _same_person(a: Any, b: Any) -> bool:
    if words(a.family or a.literal) != words(b.family or b.literal):
        return False
    ours, theirs = words(a.given), words(b.given)
    shorter = min(len(ours), len(theirs))
    return all(
        one.startswith(other) or other.startswith(one)
        for one, other in zip(ours[:shorter], theirs[:shorter], strict=True)
    )


_SAME: dict[str, Callable[[Any, Any], bool]] = {
    "doi": doi.same,
    "isbn": isbn.same,
    "url": lambda a, b: (
        a.rstrip("/").partition("://")[2] == b.rstrip("/").partition("://")[2]
        or bool(doi.is_valid(b))
    ),
    "accessed": lambda _a, _b: True,
    "container_title": _same_container,
    "type": lambda _a, b: b in _VAGUE_TYPES,
    "page": lambda a, b: _dashless(b) in (_dashless(a), _dashless(a).partition("-")[0]),
}
"""Where the other value says nothing that the taken one does not, there is no conflict."""
_SAME_BY_KIND: dict[Kind | None, Callable[[Any, Any], bool]] = {
    Kind.TEXT: _same_text,
    Kind.NUMBER: _same_text,
    Kind.DATE: _same_date,
    Kind.NAMES: _same_names,
}


def _completed(names: tuple[Any, ...], lists: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    """The people with what other lists know of them: ORCID iD, affiliations, suffix."""
    people = list(names)
    for other in lists:
        if len(other) > len(people) or not _same_names(tuple(people), other):
            continue
        for place, (ours, theirs) in enumerate(zip(people, other, strict=False)):
            if _is_others(ours) or _is_others(theirs):
                continue
            missing = {
                part: getattr(theirs, part)
                for part in _OF_A_PERSON
                if getattr(theirs, part) and not getattr(ours, part)
            }
            if missing:
                people[place] = ours.replace(**missing)
    return tuple(people)


_OF_A_PERSON = ("orcid", "affiliation", "suffix", "custom")


def _is_others(name: Any) -> bool:
    """Whether it stands for further people, also where a source spelt that as a name."""
    return bool(name.is_others) or words(str(name)) in {
        ("et", "al"),
        ("others",),
        ("and", "others"),
    }


def _fullness(given: str) -> int:
    """Letters of given names beyond their initials."""
    return sum(max(0, len(word) - 1) for word in words(given))


def _dashless(page: str) -> str:
    return re.sub("[-–—\u2212]+", "-", page)


# ------------------------------------------------------------------ fields that are put together

_AS_READ = ":as-read"
"""How CSL-JSON names its memory of spellings (`formats.csljson`), which is no data of its own."""


def _united(field: str, values: Sequence[str]) -> Choice:
    """Key words: all of them, each once."""
    every: dict[str, str] = {}
    for value in values:
        for each in re.split(r"\s*[,;]\s*", value):
            if each:
                every.setdefault(each.casefold(), each)
    return Choice(field, ", ".join(every.values()), (), "all of both")


def _layered(values: Sequence[Any]) -> Choice:
    """What formats keep for themselves: every key, the earlier record's value where both have it."""
    together: dict[str, dict[str, Any]] = {}
    others: list[dict[str, Any]] = []
    for value in values:
        lost: dict[str, Any] = {}
        for name, content in value.items():
            inner = dict(content.items()) if hasattr(content, "items") else {"": content}
            layer = together.setdefault(name, {})
            for key, each in inner.items():
                if layer.setdefault(key, each) != each and not name.endswith(_AS_READ):
                    lost.setdefault(name, {})[key] = each
        if lost:
            others.append(lost)
    taken = {
        name: layer.get("", layer) if set(layer) == {""} else layer
        for name, layer in together.items()
    }
    return Choice("custom", taken, tuple(map(str, others)), "of the first record, key by key")
