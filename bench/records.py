"""Records to time engines on: real works, every one different from every other.

Some seven thousand come from the folder of real files. Where more are needed, further ones are
made of two real works: half of each title, names of which each is half of two families' names,
other years and pages. So neither a record nor a title nor a person comes twice because of the
benchmark, and no cache keyed by their values can answer; journals and publishers recur as they do
in any library.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import citeform
from bench.citeproc_js import plain_item
from citeform import Article, Date, Name
from citeform.errors import CiteformError
from tests.conftest import shared_files

_LONGEST_TITLE = 300
_MOST_NAMES = 50
_ADDRESS = re.compile(r"https?://[^/\s]+\.[^/\s]+(/\S*)?$")
_CONTROL = re.compile(r"\\x[0189][0-9a-f]")
_SEED = 20_240_607


class Records:
    """A supply of works: each is handed out once, real ones first, ids in order."""

    def __init__(self) -> None:
        self._works = _endless(real_works())
        self._number = 0

    def take(self, count: int) -> list[Article]:
        """So many works that were not handed out before."""
        return [self._named(next(self._works)) for _ in range(count)]

    def by_one_author(self, count: int) -> list[Article]:
        """The same, all by one author in one year."""
        doe, year = (Name("Doe", "Jane"),), Date(2020)
        return [work.replace(author=doe, editor=(), issued=year) for work in self.take(count)]

    def _named(self, work: Article) -> Article:
        self._number += 1
        return work.replace(id=f"r{self._number:06}")


def write_items(articles: Sequence[Article], file: Path) -> Path:
    """A file of CSL-JSON that every engine reads."""
    file.write_text(json.dumps(list(map(plain_item, articles))), encoding="utf-8")
    return file


@cache
def real_works() -> tuple[Article, ...]:
    """Works fit to be cited, no title twice, in an order that is the same on every machine."""
    found: dict[str, Article] = {}
    for path in shared_files("."):
        try:
            library = citeform.load(path)
        except CiteformError:
            continue  # no format that is recognised
        for work in library:
            if _is_fit(work):
                found.setdefault(work.title.casefold(), work)
    works = [found[title] for title in sorted(found)]
    random.Random(_SEED).shuffle(works)
    # An abstract is long and hardly ever cited.
    return tuple(work.replace(abstract="", annote="", note="", custom=None) for work in works)


def _is_fit(work: Article) -> bool:
    people = work.author or work.editor
    return bool(
        work.title
        and len(work.title) <= _LONGEST_TITLE
        and people
        and len(people) <= _MOST_NAMES
        and work.issued
        and work.issued.year
        # typst refuses a whole file for one of these.
        and (not work.url or _ADDRESS.match(work.url))
        and not _CONTROL.search(repr([value for _, value in work.items()]))
    )


def _endless(real: Sequence[Article]) -> Iterator[Article]:
    yield from real
    chance = random.Random(_SEED)
    while real:
        one, other = chance.sample(real, 2)
        yield _made_of(one, other, chance)


def _made_of(one: Article, other: Article, chance: random.Random) -> Article:
    first, second = one.title.split(), other.title.split()
    page = chance.randrange(1, 2000)
    people = {
        role: tuple(_person(name, other, chance) for name in getattr(one, role))
        for role in ("author", "editor", "translator")
    }
    return one.replace(
        title=" ".join(first[: len(first) // 2 + 1] + second[len(second) // 2 :]),
        title_short="",
        issued=Date(chance.randrange(1950, 2024)),
        page=f"{page}-{page + chance.randrange(2, 30)}" if one.page else "",
        doi=f"{one.doi}.{page}" if one.doi else "",
        **people,
    )


def _person(name: Name, other: Article, chance: random.Random) -> Name:
    """Somebody whose name begins as one's and ends as another's."""
    if not name.family:
        return name
    donor = chance.choice(other.author or other.editor)
    ending = donor.family[len(donor.family) // 2 :] or "son"
    given = donor.given or name.given
    return Name(name.family[: len(name.family) // 2 + 1] + ending, given)
