"""Fingerprint: what of a record tells one work from another, in a form that can be compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from citeform.identifiers import arxiv, doi, isbn, pmcid, pmid

if TYPE_CHECKING:
    from citeform.model.article import Article
    from citeform.model.names import Name

_TAG = re.compile(r"</?(?:i|b|sc|sup|sub|span)[^<>]{0,60}>")
_WORD = re.compile(r"[^\W_]+[+#]*")
_ROMAN = re.compile(r"[ivx]{1,5}")
_FIRST_NUMBER = re.compile(r"[0-9]+")
_WITH_OWN_ISBN = frozenset({"book", "thesis", "report", "standard", "map", "musical_score"})
"""Types of works that have an ISBN of their own; a chapter has its book's."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """One record's identifiers and folded title, author, year, container and first page."""

    identifiers: frozenset[tuple[str, str]]
    title: tuple[str, ...]
    """Words in lower case without accents."""
    numbers: frozenset[str]
    """Words of the title that tell works of a series apart: "2", "ii", "2010", "β", "c++"."""
    author: str
    date: tuple[int | None, int, int]
    """Year, month, day; None and 0 where they are not known."""
    container: tuple[str, ...]
    volume: str
    part: tuple[str, ...]
    """The title of the volume or part, which tells a volume from the whole work."""
    edition: str
    first_page: str
    type: str

    @property
    def year(self) -> int | None:
        """The year of publication, or None."""
        return self.date[0]

    @property
    def joined_title(self) -> str:
        """The title's words without blanks."""
        return "".join(self.title)


def fingerprint(article: Article) -> Fingerprint:
    """The fingerprint of a record; pure, about 20 µs."""
    title = words(article.title)
    issued = article.issued or article.original_date or article.available_date
    return Fingerprint(
        identifiers=frozenset(_identifiers(article)),
        title=title,
        numbers=frozenset(filter(_counts, title)),
        author=_first_author(article.author or article.editor),
        date=(None, 0, 0) if issued is None else (issued.year, issued.month, issued.day),
        container=words(article.container_title or article.container_title_short),
        volume=article.volume.strip().casefold(),
        part=words(article.volume_title or article.part_title),
        edition=_number(article.edition),
        first_page=_number(article.page or article.page_first or article.number),
        type=article.type,
    )


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, in lower case, without accents, markup and punctuation."""
    bare = _TAG.sub("", text) if "<" in text else text
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare)
        bare = "".join(each for each in decomposed if not unicodedata.combining(each))
        bare = bare.replace("ß", "ss").replace("ø", "o").replace("æ", "ae").replace("ł", "l")
    return tuple(_WORD.findall(bare.casefold()))


def _counts(word: str) -> bool:
    """Whether a single such word makes another work: numbers, single letters, C and C++."""
    if len(word) == 1:  # but for the article, "'s" and "'t", and what is left of "of", "on", "to"
        return word not in "afnost"
    return word.isdigit() or word[-1] in "+#" or bool(_ROMAN.fullmatch(word))


def _identifiers(article: Article) -> list[tuple[str, str]]:
    found = []
    work = doi.key(article.doi) if article.doi else ""
    if not work and article.url:
        work = doi.key(article.url)
    if work:
        found.append(("doi", work))
    number = pmid.normalize(article.pmid) if article.pmid else ""
    if number:
        found.append(("pmid", number))
    number = pmcid.normalize(article.pmcid) if article.pmcid else ""
    if number:
        found.append(("pmcid", number))
    preprint = arxiv.without_version(article.number) if "arxiv" in article.number.lower() else ""
    if not preprint and article.url:
        preprint = arxiv.without_version(article.url)
    if preprint and article.type in ("article", "manuscript", "report", "document", ""):
        found.append(("arxiv", preprint))
    if article.isbn and article.type in _WITH_OWN_ISBN:
        found.extend(
            ("isbn", isbn.to_isbn13(each)) for each in isbn.find_all("isbn " + article.isbn)
        )
    return found


def _first_author(names: tuple[Name, ...]) -> str:
    if not names:
        return ""
    first = names[0]
    family = first.family or first.literal
    folded = words(family)
    return folded[-1] if folded else family.casefold()


def _number(page: str) -> str:
    found = _FIRST_NUMBER.search(page)
    return found[0].lstrip("0") if found else ""
