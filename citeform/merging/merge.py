"""Joining the records of one work, field by field; no record is dropped without being told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citeform.diagnostics import CODES, Diagnostic
from citeform.merging.choice import Choice, choose
from citeform.merging.fingerprint import fingerprint
from citeform.merging.matching import contradict, matches
from citeform.model.library import Library

if TYPE_CHECKING:
    from citeform.model.article import Article


@dataclass(frozen=True, slots=True)
class Origin:
    """A record of the input: its number among all, its library, its number and id there."""

    number: int
    library: int
    index: int
    id: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Records that became one: its id, where it came from, why, and each field that differed."""

    id: str
    origins: tuple[Origin, ...]
    reasons: tuple[str, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Renamed:
    """A record that got another id, as the id was another work's already."""

    origin: Origin
    id: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome: every work once, in the order of first appearance, and what was done."""

    articles: tuple[Article, ...]
    joined: tuple[Joined, ...]
    renamed: tuple[Renamed, ...]

    def library(self, names: Sequence[str] = ()) -> Library:
        """The works with what was done as diagnostics; `names` are those of the libraries."""
        return Library(self.articles, self.diagnostics(names))

    def diagnostics(self, names: Sequence[str] = ()) -> list[Diagnostic]:
        """What was joined, which values were not taken, and which ids changed."""
        return list(_diagnostics(self, names))


def merge(*libraries: Iterable[Article], similar: bool = True) -> Merged:
    """Join libraries, and the duplicates within and among them.

    Records are of one work where they share a DOI, PMID, PMCID, arXiv number or (books) ISBN, and
    with `similar` also where title, first author and year agree and nothing contradicts; see
    `citeform.merging.matching`. The joined record has the first record's id and place, and of each
    field the value that `citeform.merging.choice` picks.
    """
    articles: list[Article] = []
    origins: list[Origin] = []
    for number, library in enumerate(libraries):
        for index, article in enumerate(library):
            origins.append(Origin(len(articles), number, index, article.id))
            articles.append(article)
    groups, reasons = _groups(articles, similar=similar)
    results: list[Article] = []
    joined: list[Joined] = []
    renamed: list[Renamed] = []
    taken = {article.id for article in articles if article.id}
    used: set[str] = set()
    for group in groups:
        article, choices = join([articles[number] for number in group])
        if article.id and article.id in used:
            fresh = _free_id(article.id, taken)
            taken.add(fresh)
            renamed.append(Renamed(origins[group[0]], fresh))
            article = article.replace(id=fresh)
        used.add(article.id)
        results.append(article)
        if len(group) > 1:
            why = tuple(dict.fromkeys(reasons[number] for number in group[1:]))
            members = tuple(origins[number] for number in group)
            joined.append(Joined(article.id, members, why, tuple(choices)))
    return Merged(tuple(results), tuple(joined), tuple(renamed))


def join(articles: Sequence[Article]) -> tuple[Article, list[Choice]]:
    """One record of several of the same work, and the choice made for each field that differed."""
    first = articles[0]
    if len(articles) == 1:
        return first, []
    fields: dict[str, Any] = {}
    choices: list[Choice] = []
    for name in first.FIELDS:
        values = [getattr(each, name) for each in articles if name in each.__dict__]
        different = list(dict.fromkeys(values))
        if not different:
            continue
        if name == "id" or len(different) == 1:
            fields[name] = values[0]
        else:
            choice = choose(name, different)
            choices.append(choice)
            fields[name] = choice.taken
    return type(first)(**fields), choices


def _groups(
    articles: Sequence[Article], *, similar: bool
) -> tuple[list[list[int]], dict[int, str]]:
    """Numbers of the records of each work, and for each that joined an earlier one the reason.

    A match joins two groups only if nothing contradicts between any of their members, so that a
    chain of small differences does not end in two different works as one.
    """
    prints = [fingerprint(article) for article in articles]
    group_of = list(range(len(articles)))
    members: dict[int, list[int]] = {number: [number] for number in group_of}
    reasons: dict[int, str] = {}
    for match in matches(articles, similar=similar):
        ours, theirs = group_of[match.first], group_of[match.second]
        if ours == theirs:
            continue
        if not match.by_identifier and any(
            contradict(prints[a], prints[b]) for a in members[ours][:8] for b in members[theirs][:8]
        ):
            continue
        low, high = sorted((ours, theirs))
        for number in members[high]:
            group_of[number] = low
        members[low] += members.pop(high)
        reasons[match.second] = match.reason
    ordered: dict[int, list[int]] = defaultdict(list)
    for number, group in enumerate(group_of):
        ordered[group].append(number)
    return sorted(ordered.values()), defaultdict(lambda: "of one work with another", reasons)


def _free_id(id: str, taken: set[str]) -> str:
    """The id with the first suffix that makes it unique: a, b … z, then -2, -3 …"""
    for letter in "abcdefghijklmnopqrstuvwxyz":
        if id + letter not in taken:
            return id + letter
    number = 2
    while f"{id}-{number}" in taken:
        number += 1
    return f"{id}-{number}"


# ------------------------------------------------------------------ telling


def _diagnostics(merged: Merged, names: Sequence[str]) -> Iterator[Diagnostic]:
    def called(origin: Origin) -> str:
        where = f" ({names[origin.library]})" if origin.library < len(names) else ""
        return (repr(origin.id) if origin.id else f"record {origin.index + 1}") + where

    def diagnostic(code: str, message: str, origin: Origin, id: str) -> Diagnostic:
        file = names[origin.library] if origin.library < len(names) else ""
        return Diagnostic(code, message, CODES[code][0], file, record=id)

    for joined in merged.joined:
        first, *rest = joined.origins
        message = (
            f"{', '.join(map(called, rest))} joined to {called(first)}: {'; '.join(joined.reasons)}"
        )
        yield diagnostic("merge.joined", message, first, joined.id)
        for choice in joined.choices:
            if choice.others:
                others = ", ".join(map(text_of, choice.others))
                message = f"{choice.field} of {called(first)}: took {text_of(choice.taken)} ({choice.reason}), not {others}"
                yield diagnostic("merge.conflict", message, first, joined.id)
    for renamed in merged.renamed:
        message = f"{called(renamed.origin)} is another work's id; it is {renamed.id!r} now"
        yield diagnostic("merge.renamed", message, renamed.origin, renamed.id)


def text_of(value: Any) -> str:
    """A field's value in a report: names and dates as people write them."""
    if isinstance(value, tuple):
        return repr("; ".join(map(str, value)))
    return repr(str(value))
