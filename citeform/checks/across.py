"""Rules that compare records: ids, identifiers, likeness, one journal in two spellings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citeform.checks.subject import Finding, shown
from citeform.merging.matching import Match, matches

if TYPE_CHECKING:
    from citeform.model.article import Article

Found = tuple[int, Finding]
"""The number of the record it concerns, from 0, and what is odd."""


@dataclass(frozen=True, slots=True)
class RuleAcross:
    """One rule over all records: its code and the function that looks."""

    code: str
    look: Callable[[Sequence[Article]], Iterator[Found]]


def id_duplicate(articles: Sequence[Article]) -> Iterator[Found]:
    """An id for the second time."""
    first: dict[str, int] = {}
    for number, article in enumerate(articles):
        if article.id and first.setdefault(article.id, number) != number:
            earlier = articles[first[article.id]]
            same = " (an exact copy)" if earlier == article else ""
            yield number, Finding("id", f"the id {shown(article.id)} is taken already{same}")


def id_case(articles: Sequence[Article]) -> Iterator[Found]:
    """Smith2010 and smith2010."""
    first: dict[str, str] = {}
    for number, article in enumerate(articles):
        other = first.setdefault(article.id.casefold(), article.id)
        if other != article.id:
            yield number, Finding("id", f"the ids {other!r} and {article.id!r} differ by case only")


def duplicate_identifier(articles: Sequence[Article]) -> Iterator[Found]:
    """Two records with one DOI, PMID, arXiv number, or two books with one ISBN."""
    return _duplicates(articles, matches(articles, similar=False))


def duplicate_similar(articles: Sequence[Article]) -> Iterator[Found]:
    """Two records with no identifier in common that are alike."""
    return _duplicates(articles, matches(articles, by_identifier=False))


def container_spelling(articles: Sequence[Article]) -> Iterator[Found]:
    """Nature Methods and Nature methods: the rarer spelling, where it first stands."""
    spellings: dict[str, dict[str, list[int]]] = {}
    for number, article in enumerate(articles):
        if article.type == "article-journal" and article.container_title:
            folded = "".join(filter(str.isalnum, article.container_title.casefold()))
            by_spelling = spellings.setdefault(folded, {})
            by_spelling.setdefault(article.container_title, []).append(number)
    for by_spelling in spellings.values():
        usual = max(by_spelling, key=lambda spelling: len(by_spelling[spelling]))
        for spelling, numbers in by_spelling.items():
            if spelling != usual:
                message = f"{shown(spelling)} is {shown(usual)} elsewhere"
                yield numbers[0], Finding("container_title", message)


def _duplicates(articles: Sequence[Article], found: Sequence[Match]) -> Iterator[Found]:
    """The matches as findings, one for each later record."""
    told: set[int] = set()
    for match in found:
        if match.second in told:
            continue
        told.add(match.second)
        other = articles[match.first]
        name = f"record {shown(other.id)}" if other.id else f"record number {match.first + 1}"
        message = f"the same work as {name}: {match.reason}"
        yield match.second, Finding("id", message, "citeform merge joins them")


RULES = (
    RuleAcross("id.duplicate", id_duplicate),
    RuleAcross("id.case", id_case),
    RuleAcross("container.spelling", container_spelling),
    RuleAcross("duplicate.identifier", duplicate_identifier),
    RuleAcross("duplicate.similar", duplicate_similar),
)
