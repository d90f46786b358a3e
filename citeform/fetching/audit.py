"""Audit: what has become of the works in a library, and whether its records are right.

Each record is resolved by its identifier and asked what became of it. What could not be checked
is `audit.unknown`, never silence: a clean report means that everything was asked and answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citeform.errors import CiteformError, FetchError, NotFoundError, OfflineError
from citeform.fetching.compare import Verdict, with_record
from citeform.fetching.status import (
    CONCERN,
    CORRECTION,
    NEW_VERSION,
    RETRACTION,
    Notice,
    Status,
    in_pubmed,
    statuses,
)
from citeform.identifiers import arxiv, doi, isbn, pmcid, pmid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from citeform.fetching.fetcher import Fetcher
    from citeform.fetching.results import Fetched
    from citeform.model.article import Article

_BY_KIND = {
    RETRACTION: "audit.retracted",
    CONCERN: "audit.concern",
    CORRECTION: "audit.corrected",
    NEW_VERSION: "audit.superseded",
}
_REPLACED_BY = frozenset({"IsPreviousVersionOf", "IsObsoletedBy"})
"""DataCite's relations to a version that came after (DataCite Metadata Schema 4.6, appendix 1)."""
_WHOLE_BOOKS = frozenset({"book", "report", "thesis", "collection"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to be told: its code stands in `citeform.diagnostics.CODES`."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Audited:
    """One record of a library, the record that its identifier stands for, and what was found."""

    article: Article
    identifier: str = ""
    current: Article | None = None
    status: Status | None = None
    findings: tuple[Finding, ...] = field(default=())


def identifier_of(article: Article) -> str:
    """What a record can be resolved by: DOI, PMID, PMCID, arXiv or (whole books) ISBN; or ""."""
    found = doi.normalize(article.doi) or doi.normalize(article.url)
    if found:
        return found
    if pmid.normalize(article.pmid):
        return f"PMID:{pmid.normalize(article.pmid)}"
    if pmcid.normalize(article.pmcid):
        return pmcid.normalize(article.pmcid)
    preprint = arxiv.find(article.url)
    if not preprint and "arxiv" in article.number.lower():
        preprint = arxiv.normalize(article.number)
    if not preprint and article.archive.lower() == "arxiv":
        preprint = arxiv.normalize(article.archive_location)
    if preprint:
        return f"arXiv:{preprint}"
    if article.type in _WHOLE_BOOKS and article.isbn:
        books = isbn.find_all(f"isbn {article.isbn}")
        return f"ISBN {books[0]}" if books else ""
    return ""


def identifiers_of(articles: Sequence[Article]) -> list[str]:
    """What `audit` looks up: the identifiers of the records, each once."""
    return list(dict.fromkeys(filter(None, map(identifier_of, articles))))


def audit(
    fetcher: Fetcher, articles: Sequence[Article], fetched: Iterable[Fetched] | None = None
) -> Iterator[Audited]:
    """Every record with what was found, in order.

    `fetched` is what `fetcher` has for `identifiers_of(articles)`, where the caller has that
    already (to show how far it got); otherwise it is looked up here.
    """
    if fetched is None:
        fetched = fetcher.iter_fetch(identifiers_of(articles))
    by_identifier = {each.identifier: each for each in fetched}
    known = _statuses(fetcher, by_identifier)
    for article in articles:
        identifier = identifier_of(article)
        yield _audited(article, identifier, by_identifier.get(identifier), known)


def _statuses(fetcher: Fetcher, fetched: dict[str, Fetched]) -> dict[str, Status | FetchError]:
    """What became of the works that are Crossref's, many at a time."""
    keys = [
        doi.key(each.article.doi or each.identifier)
        for each in fetched.values()
        if each.article is not None
    ]
    wanted = [key for key in dict.fromkeys(keys) if key and not arxiv.normalize(key)]
    found: dict[str, Status | FetchError] = {}
    size = fetcher.settings.batch_size
    for start in range(0, len(wanted), size):
        try:
            found |= fetcher.run(statuses(wanted[start : start + size], fetcher.settings))
        except FetchError as problem:
            found |= dict.fromkeys(wanted[start : start + size], problem)
    return found


def _audited(
    article: Article,
    identifier: str,
    fetched: Fetched | None,
    known: dict[str, Status | FetchError],
) -> Audited:
    if fetched is None:
        why = "no DOI, PMID, arXiv identifier or ISBN by which it could be looked up"
        return Audited(article, findings=(Finding("audit.no-identifier", why),))
    if fetched.article is None:
        finding = _unresolved(identifier, fetched.problem)
        return Audited(article, identifier, findings=(finding,))
    status = known.get(doi.key(fetched.article.doi or identifier))
    noted = in_pubmed(fetched.article)
    findings = [*map(_of_notice, noted or ())]
    if status is not None or noted is None:
        findings += _of_status(status)
    findings += _differences(article, fetched.article)
    findings += _newer_versions(fetched.article)
    return Audited(
        article,
        identifier,
        fetched.article,
        status if isinstance(status, Status) else None,
        tuple(findings),
    )


def _newer_versions(theirs: Article) -> Iterator[Finding]:
    """What arXiv and DataCite say of a version that came after this one."""
    published = theirs.custom.get("arxiv", {}).get("doi", "")
    if published:
        yield Finding("audit.superseded", f"the preprint was published as {published}")
    for related in theirs.custom.get("datacite", {}).get("relatedIdentifiers", ()):
        if isinstance(related, Mapping) and related.get("relationType") in _REPLACED_BY:
            newer = related.get("relatedIdentifier", "")
            yield Finding("audit.superseded", f"there is a newer version: {newer}")


def _unresolved(identifier: str, problem: CiteformError | None) -> Finding:
    certain = isinstance(problem, NotFoundError) and problem.__cause__ is None
    if certain:
        return Finding("audit.unresolvable", f"{identifier}: {problem}")
    if isinstance(problem, OfflineError):
        return Finding("audit.unknown", f"{identifier}: not in the cache, and this is offline")
    return Finding("audit.unknown", f"{identifier} could not be checked: {problem}")


def _of_status(status: Status | FetchError | None) -> Iterator[Finding]:
    if status is None or (isinstance(status, NotFoundError) and status.__cause__ is None):
        # Another agency's, or not a DOI: nobody is known who could tell of retractions.
        yield Finding(
            "audit.no-status", "it is not registered with Crossref, which would know of retractions"
        )
        return
    if isinstance(status, FetchError):
        yield Finding(
            "audit.unknown", f"retractions and corrections could not be checked: {status}"
        )
        return
    yield from map(_of_notice, status.notices)
    if status.published_as:
        yield Finding("audit.superseded", f"the preprint was published as {status.published_as}")
    for each in status.unchecked:
        yield Finding("audit.unknown", f"not checked: {each}")


def _of_notice(notice: Notice) -> Finding:
    return Finding(_BY_KIND.get(notice.kind, "audit.corrected"), notice.words)


def _differences(ours: Article, theirs: Article) -> Iterator[Finding]:
    for check in with_record(ours, theirs):
        if check.verdict is Verdict.OTHER:
            message = f"{check.field} is {check.here!r}, the registry has {check.there!r}"
            yield Finding("audit.differs", message)
