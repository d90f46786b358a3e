"""OpenAlex JSON: works of OpenAlex's API, alone or in lists.

OpenAlex gives a person one name in reading order; which part of it is the family name is guessed
(the last word with its particles), as it is nowhere said. The abstract is put together from its
index of words. The rest is kept in `custom["openalex"]`, save the long lists that are computed
anew with every release (concepts, topics, related works, counts).

Source: https://docs.openalex.org/api-entities/works/work-object.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.crossref import TYPES as CROSSREF_TYPES
from citeform.formats.initials import spaced
from citeform.formats.jsonstream import iter_objects
from citeform.formats.jsonvalues import is_empty, objects, text, texts
from citeform.formats.registry import BUILT_IN
from citeform.identifiers import doi, orcid, pmcid, pmid
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.text import keywords
from citeform.text.jats import from_jats

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source

info = BUILT_IN["openalex"]

CUSTOM = "openalex"

_TYPES = {
    "article": "article-journal",
    "book": "book",
    "book-chapter": "chapter",
    "dataset": "dataset",
    "dissertation": "thesis",
    "editorial": "article-journal",
    "erratum": "article-journal",
    "grant": "document",
    "letter": "article-journal",
    "libguides": "webpage",
    "other": "document",
    "paratext": "document",
    "peer-review": "review",
    "preprint": "article",
    "reference-entry": "entry",
    "report": "report",
    "retraction": "article-journal",
    "review": "article-journal",
    "software": "software",
    "standard": "standard",
    "supplementary-materials": "document",
}
_UNDERSTOOD = {
    "doi",
    "title",
    "display_name",
    "publication_date",
    "publication_year",
    "language",
    "biblio",
    "abstract_inverted_index",
    "keywords",
}
_COMPUTED = {
    "best_oa_location",
    "cited_by_api_url",
    "concepts",
    "counts_by_year",
    "locations",
    "mesh",
    "ngrams_url",
    "primary_topic",
    "related_works",
    "sustainable_development_goals",
    "topics",
}
_LONGEST_ABSTRACT = 200_000
"""Words; an index that names a later place is broken."""


def read(source: Source, report: Report) -> Iterator[Article]:
    """The works of an answer ({"results": […]}), of a list, of a file with one a line."""
    for found in iter_objects(source, report):
        results = found.value.get("results")
        for work in results if isinstance(results, list) else [found.value]:
            if isinstance(work, dict):
                yield from_work(work, report, line=found.line) if work else _EMPTY
            else:
                message = f"expected a work, found {type(work).__name__}"
                report.add("json.not-an-item", message, line=found.line, column=found.column)


def from_work(work: dict[str, Any], report: Report | None = None, *, line: int = 0) -> Article:
    """One work of OpenAlex as an `Article`."""
    location = next(iter(objects(work.get("primary_location"))), {})
    place = next(iter(objects(location.get("source"))), {})
    fields: dict[str, Any] = {
        "id": text(work.get("id")).rpartition("/")[2],
        "type": _type(work, place),
        "title": from_jats(text(work.get("title")) or text(work.get("display_name"))),
        "language": text(work.get("language")),
        "author": _authors(work),
        "issued": _issued(work),
        "abstract": _abstract(work.get("abstract_inverted_index")),
        "keyword": keywords.join(_keywords(work.get("keywords"))),
        "license": text(location.get("license")),
    }
    _identifiers(fields, work, location)
    _where(fields, place)
    if fields["type"] == "thesis" and not fields["publisher"] and fields["author"]:
        # Of a thesis the repository may be unknown; the university is the author's.
        fields["publisher"] = next(iter(fields["author"][0].affiliation), "")
    _biblio(fields, work)
    if report is not None and fields["author"]:
        report.add(
            "name.guessed",
            "OpenAlex does not say which part of a name is the family name",
            line=line,
            record=fields["id"],
        )
    custom = {
        key: value
        for key, value in work.items()
        if key not in _UNDERSTOOD and key not in _COMPUTED and not is_empty(value)
    }
    fields["custom"] = {CUSTOM: custom} if custom else None
    return Article(**fields)


def _type(work: dict[str, Any], place: dict[str, Any]) -> str:
    kind, registered = text(work.get("type")), text(work.get("type_crossref"))
    if text(place.get("type")) == "conference":
        return "paper-conference"
    if text(place.get("type")) == "repository" and kind in {"article", "preprint"}:
        return "article"
    if registered and registered != "journal-article":
        return CROSSREF_TYPES.get(registered, "") or _TYPES.get(kind, "document")
    return _TYPES.get(kind) or CROSSREF_TYPES.get(kind, "document")


def _authors(work: dict[str, Any]) -> tuple[Name, ...]:
    names = []
    for each in objects(work.get("authorships")):
        author = next(iter(objects(each.get("author"))), {})
        whole = text(author.get("display_name")) or text(each.get("raw_author_name"))
        if whole:
            name = name_in_reading_order(whole)
            names.append(
                name.replace(
                    orcid=orcid.normalize(text(author.get("orcid"))),
                    affiliation=tuple(
                        texts(each.get("raw_affiliation_strings"))
                        or [
                            text(place.get("display_name"))
                            for place in objects(each.get("institutions"))
                        ]
                    ),
                )
            )
    return tuple(names)


_PARTICLES = frozenset(
    "van von der den de del della di da dos du la le ten ter zu zur af av".split()
)


def name_in_reading_order(whole: str) -> Name:
    """A guess: the last word, with the lower-case particles before it, is the family name."""
    words = whole.split()
    if len(words) == 1:
        return Name(literal=whole)
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return Name(" ".join(words[start:]), spaced(" ".join(words[:start])))


def _issued(work: dict[str, Any]) -> Date | None:
    date = text(work.get("publication_date")) or text(work.get("publication_year"))
    return Date.parse(date) if date else None


def _identifiers(fields: dict[str, Any], work: dict[str, Any], location: dict[str, Any]) -> None:
    ids = next(iter(objects(work.get("ids"))), {})
    number = text(work.get("doi")) or text(ids.get("doi"))
    fields["doi"] = doi.normalize(number) or number
    fields["pmid"] = pmid.normalize(text(ids.get("pmid")))
    fields["pmcid"] = pmcid.normalize(text(ids.get("pmcid")))
    address = text(location.get("landing_page_url"))
    if doi.normalize(address) != fields["doi"] or not fields["doi"]:
        fields["url"] = address


def _where(fields: dict[str, Any], place: dict[str, Any]) -> None:
    """The source: a journal, a conference, a platform of books, a repository."""
    title, host = text(place.get("display_name")), text(place.get("host_organization_name"))
    kind = fields["type"]
    if kind in {"article-journal", "paper-conference", "chapter", "entry", "review"}:
        fields["container_title"] = from_jats(title)
    if kind not in {"article-journal", "review"}:
        fields["publisher"] = from_jats(host or (title if kind in {"article", "thesis"} else ""))
    fields["issn"] = next(iter(texts(place.get("issn"))), "") or text(place.get("issn_l"))


def _biblio(fields: dict[str, Any], work: dict[str, Any]) -> None:
    biblio = next(iter(objects(work.get("biblio"))), {})
    fields["volume"], fields["issue"] = text(biblio.get("volume")), text(biblio.get("issue"))
    first, last = text(biblio.get("first_page")), text(biblio.get("last_page"))
    fields["page"] = f"{first}-{last}" if first and last and first != last else first


def _abstract(index: Any) -> str:
    """The words of the inverted index in their places."""
    if not isinstance(index, dict):
        return ""
    places = {
        place: word
        for word, where in index.items()
        for place in (where if isinstance(where, list) else ())
        if isinstance(place, int) and 0 <= place < _LONGEST_ABSTRACT
    }
    return from_jats(" ".join(places[place] for place in sorted(places)))


def _keywords(value: Any) -> list[str]:
    named = [text(each.get("display_name") or each.get("keyword")) for each in objects(value)]
    return named or texts(value)


_EMPTY = from_work({})
"""What an object with nothing in it is: as one is like another, it is made once."""
