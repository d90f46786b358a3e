"""Europe PMC JSON: results of its search service, also as older exports with every value in a list.

What has no variable (citation counts, full-text links, MeSH headings) is kept in
`custom["europepmc"]`.

Source: https://europepmc.org/docs/EBI_Europe_PMC_Web_Service_Reference.pdf, "core" results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.jsonstream import iter_objects
from citeform.formats.jsonvalues import is_empty, objects, text, texts
from citeform.formats.nlm import journal_name
from citeform.formats.registry import BUILT_IN
from citeform.identifiers import orcid
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.text import keywords
from citeform.text.jats import abstract_from_jats, from_jats, plain_from_jats

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source

info = BUILT_IN["europepmc"]

CUSTOM = "europepmc"

_UNDERSTOOD = {
    "id",
    "DOI",
    "doi",
    "pmid",
    "pmcid",
    "title",
    "authorList",
    "authorString",
    "journalInfo",
    "pageInfo",
    "abstractText",
    "language",
    "keywordList",
    "journalTitle",
    "journalVolume",
    "issue",
    "journalIssn",
    "pubYear",
    "firstPublicationDate",
    "electronicPublicationDate",
}
_BOOK = re.compile(r"(?i)\bbook\b")


def read(source: Source, report: Report) -> Iterator[Article]:
    """The results of a search, of a list, of a file with one a line."""
    for found in iter_objects(source, report):
        results = next(iter(objects(found.value.get("resultList"))), found.value).get("result")
        for record in results if isinstance(results, list) else [found.value]:
            if isinstance(record, dict):
                yield from_result(record) if record else _EMPTY
            else:
                message = f"expected a result, found {type(record).__name__}"
                report.add("json.not-an-item", message, line=found.line, column=found.column)


def from_result(record: dict[str, Any]) -> Article:
    """One result as an `Article`."""
    issue = next(iter(objects(record.get("journalInfo"))), {})
    journal = next(iter(objects(issue.get("journal"))), {})
    book = next(iter(objects(record.get("bookOrReportDetails"))), {})
    serials = [text(journal.get(key)) for key in ("ISSN", "issn", "ESSN", "essn")]
    published = _published(record, issue) or _date(book.get("yearOfPublication"))
    online = _date(record.get("electronicPublicationDate") or record.get("firstPublicationDate"))
    registered = from_jats(text(journal.get("title")) or text(record.get("journalTitle")))
    name, place = journal_name(registered, text(record.get("language")))
    fields: dict[str, Any] = {
        "id": text(record.get("id")) or text(record.get("pmid")),
        "type": _type(record),
        "title": from_jats(text(record.get("title")).removesuffix(".")),
        "author": _authors(record),
        "container_title": name,
        "container_title_short": text(
            journal.get("ISOAbbreviation") or journal.get("isoabbreviation")
        ),
        "publisher": plain_from_jats(text(book.get("publisher"))),
        "publisher_place": place,
        "number_of_pages": text(book.get("numberOfPages")),
        "volume": text(issue.get("volume")) or text(record.get("journalVolume")),
        "issue": text(issue.get("issue")) or text(record.get("issue")),
        "page": text(record.get("pageInfo")),
        "issued": published,
        "available_date": online if online != published else None,
        "abstract": abstract_from_jats(text(record.get("abstractText"))),
        "language": text(record.get("language")),
        "doi": text(record.get("DOI")) or text(record.get("doi")),
        "pmid": text(record.get("pmid")),
        "pmcid": text(record.get("pmcid")),
        "issn": ", ".join(dict.fromkeys(filter(None, serials))) or text(record.get("journalIssn")),
        "keyword": keywords.join(
            word
            for each in objects(record.get("keywordList"))
            for word in texts(each.get("keyword"))
        ),
    }
    custom = {
        key: value
        for key, value in record.items()
        if key not in _UNDERSTOOD and not is_empty(value)
    }
    if name != registered:
        custom["journalTitle"] = registered
    fields["custom"] = {CUSTOM: custom} if custom else None
    return Article(**fields)


def _type(record: dict[str, Any]) -> str:
    kinds = [
        kind.lower()
        for each in objects(record.get("pubTypeList"))
        for kind in texts(each.get("pubType"))
    ]
    if text(record.get("source")) == "PPR" or "preprint" in kinds:
        return "article"
    if text(record.get("source")) == "PAT" or "patent" in kinds:
        return "patent"
    if any(map(_BOOK.search, kinds)):
        return "book"
    return "thesis" if "thesis" in kinds or "dissertation" in kinds else "article-journal"


def _authors(record: dict[str, Any]) -> tuple[Name, ...]:
    names = []
    for people in objects(record.get("authorList")):
        for person in objects(people.get("author")):
            group = plain_from_jats(text(person.get("collectiveName")))
            family = plain_from_jats(text(person.get("lastName")))
            given = text(person.get("firstName")) or text(person.get("initials"))
            number = next(iter(objects(person.get("authorId"))), {})
            if family or group:
                names.append(
                    Name(
                        family,
                        plain_from_jats(given) if family else "",
                        literal="" if family else group,
                        orcid=orcid.normalize(text(number.get("value"))),
                        affiliation=texts(person.get("affiliation")),
                    )
                )
    if names:
        return tuple(names)
    string = text(record.get("authorString")).removesuffix(".")
    return tuple(_from_string(each) for each in string.split(", ") if each.strip())


def _from_string(name: str) -> Name:
    """A name such as "Gutiérrez EE": the last word, all capitals, are initials."""
    family, _, initials = name.rpartition(" ")
    if family and initials.isupper() and len(initials) <= 4:
        return Name(family, initials)
    return Name(literal=name)


def _published(record: dict[str, Any], issue: dict[str, Any]) -> Date | None:
    """The date of the issue as printed; "2015 Jan" rather than the invented "2015-01-01"."""
    return (
        _date(issue.get("dateOfPublication"))
        or _date(issue.get("yearOfPublication"))
        or _date(record.get("pubYear"))
        or _date(record.get("firstPublicationDate"))
    )


def _date(value: Any) -> Date | None:
    words = text(value)
    return Date.parse(words) if words else None


_EMPTY = from_result({})
"""What an object with nothing in it is: as one is like another, it is made once."""
