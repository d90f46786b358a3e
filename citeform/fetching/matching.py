"""Free text: candidates from Crossref's search, each checked field by field, none picked silently.

Crossref answers any text with something, and its own score says little of whether that is the
work. So each candidate is held against what was asked for: title, first author, year, journal,
volume, first page. `match` accepts one only where nothing decisive is another, the score reaches
a threshold and no second work comes near it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citeform.errors import FetchError, UsageError
from citeform.fetching import crossref
from citeform.fetching.compare import Check, contradicts, score, with_record, with_text
from citeform.fetching.dois import from_crossref
from citeform.identifiers import doi

if TYPE_CHECKING:
    from citeform.fetching.fetcher import Fetcher
    from citeform.fetching.flow import Flow
    from citeform.fetching.settings import Settings
    from citeform.model.article import Article

THRESHOLD = 0.85
"""From this score on `match` accepts a candidate."""
MARGIN = 0.05
"""By so much the best must be better than the next work."""
_LONGEST_QUERY = 1000
_MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that may be the one, and how each of its fields compares."""

    article: Article
    score: float
    """From 0 to 1, of the fields that both sides have; see `citeform.fetching.compare.score`."""
    checks: tuple[Check, ...]

    @property
    def contradicts(self) -> bool:
        """Whether title, first author or year is another one."""
        return contradicts(self.checks)


@dataclass(frozen=True, slots=True)
class Match:
    """The candidates for a reference, best first, and the one that was accepted, if any."""

    candidates: tuple[Candidate, ...]
    accepted: Candidate | None
    reason: str
    """Why this one, or why none."""


def search(
    text: str, *, rows: int = 10, mailto: str | None = None, **settings: Any
) -> list[Candidate]:
    """Works that a text may mean, best first. Keywords are those of `Settings`.

    Raises `UsageError` for an empty text, `ServiceError`, `AnswerError`.
    """
    from citeform.fetching.fetcher import Fetcher

    with Fetcher.of(mailto, settings) as fetcher:
        return list(fetcher.run(candidates(text, fetcher.settings, rows=rows)))


def match(
    reference: str | Article,
    *,
    threshold: float = THRESHOLD,
    mailto: str | None = None,
    **settings: Any,
) -> Match:
    """The work that a reference means, given as text or as a record, if that is certain enough.

    `.accepted` is None where it is not, and `.reason` says why. Raises as `search`.
    """
    from citeform.fetching.fetcher import Fetcher

    with Fetcher.of(mailto, settings) as fetcher:
        return match_with(fetcher, reference, threshold=threshold)


def match_with(
    fetcher: Fetcher, reference: str | Article, *, threshold: float = THRESHOLD
) -> Match:
    """As `match`, with a fetcher that is there already."""
    if not 0.0 <= threshold <= 1.0:
        raise UsageError("threshold is a number from 0 to 1")
    return decide(fetcher.run(candidates(reference, fetcher.settings)), threshold)


def candidates(
    reference: str | Article, settings: Settings, *, rows: int = 10
) -> Flow[tuple[Candidate, ...]]:
    """What Crossref finds for a text or record, checked and sorted, best first.

    A DOI within the text is asked for too, and is a candidate like the others: it may be wrong.
    """
    if not 1 <= rows <= _MOST_ROWS:
        raise UsageError(f"rows is a number from 1 to {_MOST_ROWS}")
    query = _query(reference)
    if not query:
        raise UsageError("there is nothing to search for")
    asked: dict[str, str | int] = {"query.bibliographic": query, "rows": rows}
    messages = yield from crossref.works(settings, **asked)
    named = doi.find(reference if isinstance(reference, str) else reference.doi)
    if named and doi.key(named) not in {doi.key(str(each.get("DOI", ""))) for each in messages}:
        with suppress(FetchError):  # another agency's, or nobody's: then it is no candidate
            messages.append((yield from crossref.work(doi.key(named), settings)))
    found = [_candidate(reference, from_crossref(message)) for message in messages]
    return tuple(sorted(found, key=lambda each: (each.contradicts, -each.score)))


def decide(found: tuple[Candidate, ...], threshold: float) -> Match:
    """Accept the best candidate, or none."""
    if not found:
        return Match(found, None, "nothing was found")
    best = found[0]
    if best.contradicts:
        other = next(check for check in best.checks if check.verdict.value == "other")
        return Match(found, None, f"the best candidate has another {other.field}: {other.there}")
    if best.score < threshold:
        return Match(found, None, f"the best score is {best.score:.2f}, below {threshold:.2f}")
    agreeing = [check.field for check in best.checks if check.verdict.value == "same"]
    if not {"author", "year"} & set(agreeing):
        return Match(found, None, "only the title agrees; neither author nor year says more")
    rivals = (each for each in found[1:] if not each.contradicts)
    rival = next(
        (each for each in rivals if not doi.same(each.article.doi, best.article.doi)), None
    )
    if rival is not None and best.score - rival.score < MARGIN:
        both = f"{best.article.doi} and {rival.article.doi}"
        return Match(found, None, f"two works fit about as well: {both}")
    return Match(found, best, f"score {best.score:.2f}: {', '.join(agreeing)} agree")


def _query(reference: str | Article) -> str:
    if isinstance(reference, str):
        text = reference
    else:
        names = [name.family or name.literal for name in reference.author[:3]]
        year = "" if reference.issued is None else str(reference.issued.year or "")
        text = " ".join([*names, year, reference.title, reference.container_title])
    return " ".join(text.split())[:_LONGEST_QUERY]


def _candidate(reference: str | Article, article: Article) -> Candidate:
    if isinstance(reference, str):
        checks = with_text(reference, article)
    else:
        checks = with_record(reference, article)
    return Candidate(article, score(checks), checks)
