"""Comparing field by field: a record with a record, and a record with a reference as text."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citeform.merging.fingerprint import words
from citeform.merging.matching import abbreviates, likeness

if TYPE_CHECKING:
    from citeform.model.article import Article
    from citeform.model.names import Name


class Verdict(enum.Enum):
    """What a check says."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"
    """One of the two sides does not say."""


@dataclass(frozen=True, slots=True)
class Check:
    """One field of a candidate held against what was asked for."""

    field: str
    """"title", "author", "year", "container", "volume" or "pages"."""
    verdict: Verdict
    here: str
    """What was asked for has this."""
    there: str
    """The candidate has this."""
    likeness: float
    """From 0 to 1."""


WEIGHTS = {"title": 10, "author": 4, "year": 3, "container": 2, "volume": 2, "pages": 2}
"""How much each field counts in a score."""
DECISIVE = frozenset({"title", "author", "year"})
"""Fields that must not be other ones."""

_ALIKE = 0.9
_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_NUMBER = re.compile(r"[A-Za-z]?[0-9]+")


def score(checks: tuple[Check, ...]) -> float:
    """The likeness of all fields that both sides have, weighed; 0 where there is no title.

    What only one side says counts for nothing, so a bare title that agrees has the score 1: look
    at the checks before believing it.
    """
    known = [check for check in checks if check.verdict is not Verdict.UNKNOWN]
    if not any(check.field == "title" for check in known):
        return 0.0
    total = sum(WEIGHTS[check.field] for check in known)
    return round(sum(WEIGHTS[check.field] * check.likeness for check in known) / total, 3)


def contradicts(checks: tuple[Check, ...]) -> bool:
    """Whether a decisive field is another one."""
    return any(check.verdict is Verdict.OTHER and check.field in DECISIVE for check in checks)


# ------------------------------------------------------------------ with a record


def with_record(here: Article, there: Article) -> tuple[Check, ...]:
    """Each field of a record held against another record's."""
    return (
        _title(here, there),
        _author(here, there),
        _year(here, there),
        _container(here, there),
        _plain("volume", here.volume, there.volume),
        _pages(here, there),
    )


def _title(here: Article, there: Article) -> Check:
    ours, theirs = words(here.title), words(there.title)
    alike = likeness("".join(ours), "".join(theirs)) if ours and theirs else 0.0
    shorter = min(len(ours), len(theirs))
    if alike < _ALIKE and shorter > 2 and ours[:shorter] == theirs[:shorter]:
        alike = _ALIKE  # one of them lacks the subtitle
    return _check("title", here.title, there.title, alike)


def _author(here: Article, there: Article) -> Check:
    ours, theirs = _first(here), _first(there)
    alike = 0.0
    if ours is not None and theirs is not None:
        one, other = _families(ours), _families(theirs)
        # Which of two family names counts is told differently by different sources.
        alike = 1.0 if set(one) & set(other) else likeness(" ".join(one), " ".join(other))
    return _check("author", _shown(ours), _shown(theirs), alike if alike >= _ALIKE else 0.0)


def _first(article: Article) -> Name | None:
    names = article.author or article.editor
    return names[0] if names else None


def _shown(name: Name | None) -> str:
    return "" if name is None else name.family or name.literal


def _families(name: Name) -> tuple[str, ...]:
    return tuple(each for each in words(name.family or name.literal) if len(each) > 1)


def _year(here: Article, there: Article) -> Check:
    ours, theirs = _years(here), _years(there)
    shown = (_joined(ours), _joined(theirs))
    return _check("year", *shown, 1.0 if ours & theirs else 0.0)


def _years(article: Article) -> frozenset[int]:
    """The years of the issue and of the appearance online: either may be cited."""
    dates = (article.issued, article.available_date)
    return frozenset(each.year for each in dates if each is not None and each.year is not None)


def _joined(years: frozenset[int]) -> str:
    return "/".join(map(str, sorted(years)))


def _container(here: Article, there: Article) -> Check:
    mine = here.container_title or here.container_title_short
    ours = words(mine)
    alike = 0.0
    titles = [each for each in (there.container_title, there.container_title_short) if each]
    for title in titles:
        theirs = words(title)
        if abbreviates(ours, theirs) or abbreviates(theirs, ours):
            alike = 1.0
        alike = max(alike, likeness(" ".join(ours), " ".join(theirs)))
    return _check("container", mine, titles[0] if titles else "", alike, at_least=0.7)


def _pages(here: Article, there: Article) -> Check:
    ours, theirs = _first_page(here), _first_page(there)
    return _check("pages", ours, theirs, float(_bare(ours) == _bare(theirs)))


def _first_page(article: Article) -> str:
    found = _NUMBER.search(article.page or article.page_first or article.number)
    return found[0] if found else ""


def _plain(field: str, ours: str, theirs: str) -> Check:
    return _check(field, ours, theirs, float(_bare(ours) == _bare(theirs)))


def _bare(number: str) -> str:
    return number.strip().casefold().lstrip("0e")


def _check(field: str, here: str, there: str, alike: float, *, at_least: float = _ALIKE) -> Check:
    if not here or not there:
        return Check(field, Verdict.UNKNOWN, here, there, 0.0)
    verdict = Verdict.SAME if alike >= at_least else Verdict.OTHER
    return Check(field, verdict, here, there, round(alike, 3))


# ------------------------------------------------------------------ with a text


def with_text(text: str, there: Article) -> tuple[Check, ...]:
    """Each field of a record looked for in a reference as people write it.

    A title is there when its words are, in their order; an author by the family name, and is another
    one where the text has words besides the title but not that name. That the text has no year, or
    does not show journal, volume and page, says nothing.
    """
    own = words(text)
    numbers = {_bare(each) for each in _NUMBER.findall(text)}
    years = frozenset(map(int, _YEAR.findall(text)))
    theirs = _years(there)
    first = _first(there)
    family = () if first is None else _families(first)
    has_author = bool(family) and set(family) <= set(own)
    beyond_title = {each for each in own if each.isalpha()} - set(words(there.title))
    volume = _bare(there.volume)
    page = _bare(_first_page(there))
    has_container = any(
        _in_order(words(each), own) >= _ALIKE
        for each in (there.container_title, there.container_title_short)
        if each
    )
    return (
        _check("title", text.strip(), there.title, _in_order(words(there.title), own)),
        _check("author", " ".join(sorted(beyond_title)), _shown(first), float(has_author)),
        _check("year", _joined(years), _joined(theirs), float(bool(years & theirs))),
        _check("container", "…" * has_container, there.container_title, float(has_container)),
        _check("volume", "…" * (volume in numbers), volume, 1.0),
        _check("pages", "…" * (page in numbers), page, 1.0),
    )


def _in_order(sought: tuple[str, ...], text: tuple[str, ...]) -> float:
    """How many of the words stand in the text, in their order: their share, from 0 to 1."""
    if not sought:
        return 0.0
    from difflib import SequenceMatcher

    # Long texts are no references; the comparison is quadratic at worst.
    matcher = SequenceMatcher(None, sought[:200], text[:400], autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(sought[:200])
