"""Update: what a record lacks, from the record that its identifier stands for.

Nothing that is there is changed, and nothing is filled in where the two records contradict each
other: then the identifier may be wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citeform.errors import UnknownFieldError, UsageError
from citeform.fetching.compare import contradicts, with_record
from citeform.model.vocabulary import ATTRIBUTES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from citeform.model.article import Article
    from citeform.model.dates import Date

FIELDS = (
    "author",
    "editor",
    "title",
    "container_title",
    "volume",
    "issue",
    "page",
    "number",
    "issued",
    "publisher",
    "publisher_place",
    "doi",
    "isbn",
    "issn",
    "pmid",
    "pmcid",
)
"""What is filled in unless other fields are asked for."""


@dataclass(frozen=True, slots=True)
class Updated:
    """A record after the update."""

    article: Article
    filled: tuple[str, ...] = ()
    """The fields that were filled in."""
    refused: str = ""
    """Why nothing was filled in although something is missing; "" otherwise."""


def fields_named(names: Iterable[str]) -> tuple[str, ...]:
    """Fields by their CSL or Python names. Raises `UnknownFieldError`, `UsageError`."""
    found = []
    for name in names:
        attribute = name.strip().replace("-", "_").lower()
        if attribute not in ATTRIBUTES:
            raise UnknownFieldError(name, ATTRIBUTES)
        found.append(attribute)
    if not found:
        raise UsageError("name at least one field")
    return tuple(dict.fromkeys(found))


def updated(ours: Article, theirs: Article, fields: Iterable[str] = FIELDS) -> Updated:
    """Our record with what it lacks of these fields, out of theirs."""
    missing = {
        name: getattr(theirs, name)
        for name in fields
        if _lacks(ours, name) and getattr(theirs, name)
    }
    if not missing:
        return Updated(ours)
    checks = with_record(ours, theirs)
    if contradicts(checks):
        other = next(check for check in checks if check.verdict.value == "other")
        reason = f"{other.field} is {other.here!r}, the registry has {other.there!r}"
        return Updated(ours, refused=reason)
    return Updated(ours.replace(**missing), tuple(missing))


def _lacks(article: Article, name: str) -> bool:
    value = getattr(article, name)
    if ATTRIBUTES[name].kind is Kind.DATE and value:
        date: Date = value
        return date.year is None and not date.literal and date.end is None
    if name == "number" and article.page:
        return False  # an article number is cited in the pages' place
    return not value
