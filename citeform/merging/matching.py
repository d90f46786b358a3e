"""Which records are of one work: by identifier, then by title, first author and year.

Near linear: records are compared only within blocks (one identifier; the beginning of the title;
first author and year), and within a large block only with their nearest neighbours in the order
of titles. Two records are never matched where something contradicts: numbers in the titles ("Part
1", "Part 2"), two DOIs, other volumes or pages, other years or first authors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from citeform.merging.fingerprint import Fingerprint, fingerprint

if TYPE_CHECKING:
    from citeform.model.article import Article

ALIKE = 0.92
"""From this likeness on (0 to 1) two titles count as one, typing errors and all."""
NOT_UNLIKE = 0.5
"""Below this, two titles under one identifier show that the identifier is wrong somewhere."""
_SHORT = 20
"""Titles of fewer letters ("Introduction", "Editorial") have to be equal, of one author, in one container."""
_COMPARED = 400
"""So many letters of two titles are compared; few titles are longer."""
_WINDOW = 12
"""With how many neighbours a record of a large block is compared."""
_LABELS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "arxiv": "arXiv", "isbn": "ISBN"}


@dataclass(frozen=True, slots=True)
class Match:
    """Two records of one work, by their numbers from 0, and why they are taken for it."""

    first: int
    second: int
    reason: str
    by_identifier: bool


def matches(
    articles: Sequence[Article], *, by_identifier: bool = True, similar: bool = True
) -> list[Match]:
    """Pairs of records of one work, in the order of the second.

    Of each identifier, every later record with the first that has it; by likeness, each record
    with one earlier record. That is enough to put the groups together.
    """
    prints = [fingerprint(article) for article in articles]
    found: list[Match] = list(_by_identifier(prints)) if by_identifier else []
    if similar:
        nearest: dict[int, Match] = {}
        for match in _by_likeness(prints):
            nearest.setdefault(match.second, match)
        found += nearest.values()
    return sorted(found, key=lambda match: (match.second, not match.by_identifier, match.first))


def agree(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether nothing speaks against two records under one identifier being of one work."""
    if not (a.title and b.title):
        return True
    return likeness(a.joined_title, b.joined_title) >= NOT_UNLIKE or _begins(a.title, b.title)


def alike(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether two records without an identifier in common are so alike that they are one work."""
    if not (a.title and b.title) or a.numbers != b.numbers or contradict(a, b):
        return False
    one, other = a.joined_title, b.joined_title
    if min(len(one), len(other)) < _SHORT:
        same_author = bool(a.author) and a.author == b.author
        return one == other and same_author and bool(a.container) == bool(b.container)
    if a.year is None and b.year is None and not (a.author and b.author):
        return one == other
    return one == other or likeness(one, other) >= ALIKE


def likeness(a: str, b: str) -> float:
    """How alike two texts are, from 0 to 1: rapidfuzz where it is installed, else difflib.

    Only their beginnings are compared, since the time grows with the product of the lengths.
    """
    return _measure()(a[:_COMPARED], b[:_COMPARED])


def contradict(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether something that both records say differs, so that they are of two works."""
    return any(differs(a, b) for differs in _CONTRADICTIONS)


def _authors_differ(a: Fingerprint, b: Fingerprint) -> bool:
    return bool(a.author and b.author) and a.author != b.author


def _dates_differ(a: Fingerprint, b: Fingerprint) -> bool:
    if a.date[0] is None or b.date[0] is None:
        return False
    # Days differ between two articles of one title in a newspaper. Months alone do also differ
    # between an article's appearance online and in print.
    both_to_the_day = a.date[2] and b.date[2]
    return a.date != b.date if both_to_the_day else a.date[0] != b.date[0]


def _identifiers_differ(a: Fingerprint, b: Fingerprint) -> bool:
    for kind in ("doi", "pmid", "pmcid", "isbn"):
        ours = {value for name, value in a.identifiers if name == kind}
        theirs = {value for name, value in b.identifiers if name == kind}
        if ours and theirs and not ours & theirs:
            return True
    return False


def _volumes_differ(a: Fingerprint, b: Fingerprint) -> bool:
    if "book" in (a.type, b.type):  # one volume of a work is another thing than the whole of it
        return a.volume != b.volume or a.part != b.part
    return bool(a.volume and b.volume) and a.volume != b.volume


def _editions_differ(a: Fingerprint, b: Fingerprint) -> bool:
    return bool(a.edition and b.edition) and a.edition != b.edition


def _pages_differ(a: Fingerprint, b: Fingerprint) -> bool:
    return bool(a.first_page and b.first_page) and a.first_page != b.first_page


def _types_differ(a: Fingerprint, b: Fingerprint) -> bool:
    if a.type == b.type or not (a.type and b.type):
        return False
    # A preprint or thesis and the article made of it are two works, as are a book and its chapter.
    return bool({a.type, b.type} & _APART) or bool(a.container) != bool(b.container)


def _containers_differ(a: Fingerprint, b: Fingerprint) -> bool:
    return bool(a.container and b.container) and not _one_container(a.container, b.container)


_APART = frozenset({"chapter", "thesis", "dataset", "software", "review", "review-book"})
_CONTRADICTIONS = (
    *(_authors_differ, _dates_differ, _volumes_differ, _editions_differ, _pages_differ),
    *(_types_differ, _identifiers_differ, _containers_differ),
)


def _one_container(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two titles of containers can be one: equal, alike, or one abbreviates the other."""
    if a == b or abbreviates(a, b) or abbreviates(b, a) or _begins(a, b):
        return True
    return likeness(" ".join(a), " ".join(b)) >= 0.7


def abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each word begins with, and in the order of, a word of the longer title."""
    remaining = iter(long)
    return all(any(word.startswith(stem) for word in remaining) for stem in short)


def _begins(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one title is the other's beginning: its main title without the subtitle."""
    shorter = min(len(a), len(b))
    return shorter > 0 and a[:shorter] == b[:shorter]


def _by_identifier(prints: Sequence[Fingerprint]) -> Iterator[Match]:
    first: dict[tuple[str, str], int] = {}
    for number, each in enumerate(prints):
        for identifier in sorted(each.identifiers):
            earlier = first.setdefault(identifier, number)
            kind, value = identifier
            if kind == "isbn" and _volumes_differ(prints[earlier], each):
                continue  # volumes often carry the ISBN of the set
            if earlier != number and agree(prints[earlier], each):
                yield Match(
                    earlier, number, f"both have {_LABELS[kind]} {value}", by_identifier=True
                )


def _by_likeness(prints: Sequence[Fingerprint]) -> Iterator[Match]:
    for key in (_title_begins, _author_and_year):
        for block in _blocks(prints, key):
            for place, second in enumerate(block):
                for first in block[max(0, place - _WINDOW) : place]:
                    earlier, later = sorted((first, second))
                    if prints[earlier].identifiers & prints[later].identifiers:
                        continue
                    if alike(prints[earlier], prints[later]):
                        why = _why(prints[earlier], prints[later])
                        yield Match(earlier, later, why, by_identifier=False)


def _blocks(
    prints: Sequence[Fingerprint], key: Callable[[Fingerprint], Hashable]
) -> Iterator[list[int]]:
    """Numbers of the records that share a key, in the order of their titles."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for number, each in enumerate(prints):
        value = key(each)
        if value is not None:
            blocks[value].append(number)
    for block in blocks.values():
        if len(block) > 1:
            yield sorted(block, key=lambda number: (prints[number].joined_title, number))


def _title_begins(each: Fingerprint) -> Hashable:
    return each.joined_title[:16] or None


def _author_and_year(each: Fingerprint) -> Hashable:
    return (each.author, each.year) if each.author and each.year is not None else None


def _why(a: Fingerprint, b: Fingerprint) -> str:
    title = "the same title" if a.title == b.title else "nearly the same title"
    author = ", first author" if a.author and b.author else ""
    year = " and year" if a.year is not None and b.year is not None else ""
    return title + author + year


@lru_cache(maxsize=1)
def _measure() -> Callable[[str, str], float]:
    try:
        from rapidfuzz.fuzz import ratio
    except ImportError:
        return _with_difflib
    return lambda a, b: ratio(a, b) / 100


def _with_difflib(a: str, b: str) -> float:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, a, b, autojunk=False)
    # The quick ratios are upper bounds: most pairs end here.
    if matcher.real_quick_ratio() < NOT_UNLIKE or matcher.quick_ratio() < NOT_UNLIKE:
        return matcher.quick_ratio()
    return matcher.ratio()
