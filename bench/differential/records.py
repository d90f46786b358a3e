"""Which records are rendered: real ones, a mix of types, from files in many formats."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest

import citeform
from citeform import Article, Date, Name
from citeform.errors import CiteformError
from tests.conftest import DATA

FOLDERS = (
    "biblatex",
    "bibtex",
    "cff",
    "crossref-json",
    "crossref-xml",
    "csl-json/citation-js+citation-js",
    "csl-json/datacite+bolognese",
    "csl-json/front-matter+commonmeta-py",
    "csl-json/manubot+manubot",
    "csv-export",
    "datacite-json",
    "datacite-xml",
    "endnote-xml",
    "enw",
    "europepmc-json",
    "jats-xml",
    "medline",
    "nbib",
    "openalex-json",
    "ris",
    "schemaorg-json",
)
"""Folders of the real files. The inputs of the CSL test suite are not real and not among them."""

SHARES: dict[str, int] = {
    "article-journal": 22,
    "book": 9,
    "chapter": 9,
    "paper-conference": 8,
    "thesis": 5,
    "report": 5,
    "webpage": 4,
    "dataset": 4,
    "software": 3,
    "legal_case": 2,
    "legislation": 2,
    "bill": 1,
    "treaty": 1,
    "patent": 2,
    "article-newspaper": 2,
    "article-magazine": 1,
    "article": 2,
    "entry-encyclopedia": 2,
    "entry": 1,
    "post-weblog": 2,
    "manuscript": 2,
    "motion_picture": 1,
    "song": 1,
    "standard": 1,
    "periodical": 1,
    "review": 1,
    "personal_communication": 1,
    "document": 3,
}
"""How many of each type there are among a hundred: much as people cite, every type once at least."""

COLLISIONS = 0.1
"""The part of the records that share their authors and year with another."""

_LARGEST_FILE = 600_000
_LONGEST_TEXT = 2_000


def choose(count: int, seed: int = 0, languages: bool = False) -> list[Article]:
    """That many records with ids of their own; the same ones for the same seed.

    Of each type the formats take turns. `languages` prefers records that say they are in a language
    other than English.
    """
    pool = sorted(_distinct(readable()), key=lambda found: _draw(found[1], seed))
    if languages:
        pool.sort(key=lambda found: found[1].language[:2].lower() in {"", "en"})
    colliding = list(_collisions([article for _, article in pool], round(count * COLLISIONS)))
    by_type: dict[str, dict[str, list[Article]]] = defaultdict(lambda: defaultdict(list))
    for folder, article in pool:
        if article not in colliding:
            by_type[article.type][folder].append(article)
    chosen = colliding
    total = sum(SHARES.values())
    for kind, share in SHARES.items():
        wanted = max(round(share * (count - len(colliding)) / total), 1)
        turns = zip_longest(*by_type[kind].values())
        chosen += [each for turn in turns for each in turn if each is not None][:wanted]
    chosen = sorted(chosen[:count], key=lambda article: _draw(article, seed + 1))
    return [article.replace(id=f"work-{number}") for number, article in enumerate(chosen, 1)]


def _draw(article: Article, seed: int) -> bytes:
    """A place in a random order that hangs on nothing but the record and the seed."""
    return hashlib.sha256(f"{seed}\0{article.title}\0{article.author}".encode()).digest()


def readable() -> Iterator[tuple[str, Article]]:
    """Folder and record."""
    for folder in FOLDERS:
        for path in sorted((DATA / folder).rglob("*")):
            if path.is_file() and path.stat().st_size < _LARGEST_FILE:
                try:
                    library = citeform.load(path)
                except CiteformError:
                    continue
                yield from ((folder, article) for article in library)


def _distinct(found: Iterable[tuple[str, Article]]) -> Iterator[tuple[str, Article]]:
    """One record of each title; without abstracts, which are long and hardly ever cited."""
    seen = set()
    for folder, article in found:
        key = (article.title or str(article.author)).casefold()
        if key and key not in seen and _is_fit(article):
            seen.add(key)
            yield folder, article.replace(abstract="", annote="", custom=None)


def _is_fit(article: Article) -> bool:
    """Whether both engines can be given it: "and others" as a name is not in CSL-JSON."""
    values = [value for name, value in article.items() if name not in {"abstract", "custom"}]
    names = [name for value in values if isinstance(value, tuple) for name in value]
    if any(isinstance(name, Name) and name.is_others for name in names):
        return False
    return all(len(value) < _LONGEST_TEXT for value in values if isinstance(value, str))


def _collisions(pool: list[Article], count: int) -> Iterator[Article]:
    """Records by the same authors in the same year, two or three of each."""
    groups: dict[tuple[object, ...], list[Article]] = defaultdict(list)
    for article in pool:
        if article.author and isinstance(article.issued, Date) and article.issued.year:
            groups[*article.author, article.issued.year].append(article)
    left = count
    for group in groups.values():
        if len(group) > 1 and left > 1:
            yield from group[: min(3, left)]
            left -= len(group[: min(3, left)])
