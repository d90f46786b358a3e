"""What became of a work: retracted, corrected, doubted, replaced, published elsewhere.

A notice is linked from both ends, and often from one only: the retracted work's record has
`updated-by` (some from the Retraction Watch data), the notice's record has `update-to`. So both
are asked for, the second by the filter `updates:`. A check that could not be made is named in
`unchecked`, and then the status is not known to be clean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citeform.errors import FetchError
from citeform.fetching import crossref
from citeform.identifiers import doi as identifier
from citeform.model.record import thaw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from citeform.fetching.flow import Flow
    from citeform.fetching.settings import Settings
    from citeform.model.article import Article

RETRACTION, CONCERN, CORRECTION, NEW_VERSION = "retraction", "concern", "correction", "new-version"

_KINDS = {
    "retraction": RETRACTION,
    "partial_retraction": RETRACTION,
    "removal": RETRACTION,
    "withdrawal": RETRACTION,
    "expression_of_concern": CONCERN,
    "correction": CORRECTION,
    "corrigendum": CORRECTION,
    "erratum": CORRECTION,
    "addendum": CORRECTION,
    "clarification": CORRECTION,
    "new_version": NEW_VERSION,
    "new_edition": NEW_VERSION,
}
"""Crossref's kinds of update (Crossmark documentation) to ours; others keep their name."""

_IN_PUBMED = {
    "RetractionIn": RETRACTION,
    "PartialRetractionIn": RETRACTION,
    "ExpressionOfConcernIn": CONCERN,
    "ErratumIn": CORRECTION,
    "CorrectedandRepublishedIn": NEW_VERSION,
    "RetractedandRepublishedIn": RETRACTION,
    "UpdateIn": NEW_VERSION,
}
"""PubMed's RefType (NLM's description of PubMed XML, CommentsCorrections) to our kinds."""

_TITLE = re.compile(
    r"\W{0,3}(?:retracted|withdrawn|removed)(?: article| paper| chapter)? ?[]:)]", re.IGNORECASE
)
"""How publishers mark a title: "RETRACTED ARTICLE: …", "[Retracted] …"."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was published about a work."""

    kind: str
    """"retraction", "concern", "correction", "new-version", or the registry's own word."""
    doi: str
    """The notice's own DOI, or "PMID:…"; "" where only the title says it."""
    label: str = ""
    """The registry's words for the kind."""
    source: str = ""
    """Who says so: "publisher", "retraction-watch", "pubmed", or "title"."""

    @property
    def words(self) -> str:
        """What it says, for people: "Retraction by 10.1000/notice (says publisher)"."""
        where = f" by {self.doi}" if self.doi else ""
        who = f" (says {self.source})" if self.source else ""
        return f"{self.label or self.kind}{where}{who}"


@dataclass(frozen=True, slots=True)
class Status:
    """What became of one work."""

    doi: str
    notices: tuple[Notice, ...] = ()
    published_as: str = ""
    """DOI of the version in a journal, where this is a preprint."""
    preprints: tuple[str, ...] = ()
    """DOIs of the preprints of it."""
    unchecked: tuple[str, ...] = ()
    """What could not be checked, and why; () where everything was."""

    def of_kind(self, kind: str) -> tuple[Notice, ...]:
        """The notices of a kind."""
        return tuple(notice for notice in self.notices if notice.kind == kind)

    @property
    def is_retracted(self) -> bool:
        """Whether there is a retraction. False is certain only where `unchecked` is empty."""
        return bool(self.of_kind(RETRACTION))


def status(doi: str, settings: Settings) -> Flow[Status]:
    """What became of one work. Raises `NotFoundError` where Crossref does not know it."""
    found = yield from statuses([doi], settings)
    outcome = found[doi]
    if isinstance(outcome, FetchError):
        raise outcome
    return outcome


def statuses(dois: list[str], settings: Settings) -> Flow[dict[str, Status | FetchError]]:
    """What became of several works; of each its status, or why its record could not be had.

    The notices on all of them are asked for by one list. Retry with single ones where that fails
    is left out on purpose: the status then says that it was not checked.
    """
    messages: dict[str, dict[str, Any]] = {}
    found: dict[str, Status | FetchError] = {}
    for doi in dois:
        try:
            messages[doi] = yield from crossref.work(doi, settings)
        except FetchError as problem:
            found[doi] = problem
    reverse, failure = yield from _notices_on(list(messages), settings)
    for doi, message in messages.items():
        unchecked: tuple[str, ...] = ()
        if "," in doi:
            unchecked = ("notices: a DOI with a comma cannot be asked for",)
        elif failure:
            unchecked = (f"notices: {failure}",)
        found[doi] = of_record(doi, message, reverse.get(identifier.key(doi), ()), unchecked)
    return found


def of_record(
    doi: str,
    message: dict[str, Any],
    reverse: Iterable[Notice] = (),
    unchecked: tuple[str, ...] = (),
) -> Status:
    """The status that a Crossref record tells, with the notices that point to it."""
    own = [_notice(update) for update in _objects(message.get("updated-by"))]
    by_key: dict[tuple[str, str], Notice] = {}
    for notice in (*own, *reverse):
        by_key.setdefault((notice.kind, identifier.key(notice.doi)), notice)
    notices = list(by_key.values())
    titles = message.get("title")
    title = str(titles[0]) if isinstance(titles, list) and titles else ""
    if _TITLE.match(title) and not any(each.kind == RETRACTION for each in notices):
        notices.append(Notice(RETRACTION, "", title[:80], "title"))
    published = _related(message, "is-preprint-of")
    return Status(
        doi,
        tuple(sorted(notices, key=lambda notice: _order(notice.kind))),
        published[0] if published else "",
        _related(message, "has-preprint"),
        unchecked,
    )


def in_pubmed(article: Article) -> tuple[Notice, ...] | None:
    """The notices that a record of PubMed names; None where it is not a record of PubMed."""
    kept = article.custom.get("pubmed-xml")
    if kept is None:
        return None
    listed = (kept.get("CommentsCorrectionsList") or {}).get("CommentsCorrections", ())
    found = []
    for each in (listed,) if isinstance(listed, Mapping) else listed:
        kind = _IN_PUBMED.get(each.get("@RefType", ""))
        if kind is not None:
            number = each.get("PMID") or ""
            number = number.get("#text", "") if isinstance(number, Mapping) else number
            where = f"PMID:{number}" if number else str(each.get("RefSource", ""))
            found.append(Notice(kind, where, kind.capitalize(), "pubmed"))
    return tuple(sorted(found, key=lambda notice: _order(notice.kind)))


def retraction_told_by(article: Article) -> Notice | None:
    """The retraction that a fetched record tells by itself, without asking for the notices."""
    record = thaw(article.custom.get("crossref")) or {}
    told = of_record(article.doi, {**record, "title": [article.title]}).notices
    found = (*(in_pubmed(article) or ()), *told)
    return next((notice for notice in found if notice.kind == RETRACTION), None)


def _notices_on(
    dois: list[str], settings: Settings
) -> Flow[tuple[dict[str, tuple[Notice, ...]], str]]:
    """The notices that point to these works, by DOI; and why they could not be had, or ""."""
    asked = [doi for doi in dois if "," not in doi]
    if not asked:
        return {}, ""
    try:
        items = yield from crossref.all_works(settings, ",".join(f"updates:{doi}" for doi in asked))
    except FetchError as problem:
        return {}, str(problem)
    found: dict[str, tuple[Notice, ...]] = {}
    for item in items:
        for update in _objects(item.get("update-to")):
            target = identifier.key(str(update.get("DOI", "")))
            notice = _notice({**update, "DOI": item.get("DOI", "")})
            found[target] = (*found.get(target, ()), notice)
    return found, ""


def _notice(update: dict[str, Any]) -> Notice:
    kind = str(update.get("type", "")).strip().lower().replace("-", "_").replace(" ", "_")
    return Notice(
        _KINDS.get(kind, kind.replace("_", "-") or "update"),
        identifier.normalize(str(update.get("DOI", ""))),
        str(update.get("label", "")),
        str(update.get("source", "")),
    )


def _related(message: dict[str, Any], relation: str) -> tuple[str, ...]:
    relations = message.get("relation")
    entries = relations.get(relation) if isinstance(relations, dict) else None
    found = (
        identifier.normalize(str(entry.get("id", "")))
        for entry in _objects(entries)
        if entry.get("id-type") == "doi"
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


_ORDER = (RETRACTION, CONCERN, CORRECTION, NEW_VERSION)


def _order(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
