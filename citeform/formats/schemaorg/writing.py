"""An article to a node of schema.org."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from citeform.formats.schemaorg.mapping import (
    ARTICLES,
    BETWEEN,
    CODE_HOSTS,
    DATES,
    NAMES,
    TEXTS,
    WRITTEN_TYPES,
)
from citeform.formats.serials import split_serials
from citeform.identifiers import doi, orcid
from citeform.model.dates import Date
from citeform.text import keywords
from citeform.text.entities import decode_entities
from citeform.text.tags import without_tags

if TYPE_CHECKING:
    from citeform.model.article import Article
    from citeform.model.names import Name

Node = dict[str, Any]

_OF_THE_WHOLE = frozenset({"volume", "issue", "issn"})
"""Attributes that belong to what the work appeared in, where it appeared in something."""
_IN_PERIODICALS = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "review", "review-book"}
)
_SPDX = re.compile(r"[A-Za-z][A-Za-z0-9.+]*-[A-Za-z0-9.+-]+|MIT|ISC|Zlib|Unlicense")
_ABSTRACT_IS_DESCRIPTION = frozenset({"Dataset", "SoftwareSourceCode"})


def _text(text: str) -> str:
    """Plain text; "&" is escaped only where it would be taken for a character reference."""
    plain = without_tags(text)
    return plain.replace("&", "&amp;") if decode_entities(plain) != plain else plain


def node_of(article: Article) -> Node:
    """The node of the article's fields, without a `@context`."""
    kind = WRITTEN_TYPES.get(article.type, "CreativeWork")
    node: Node = {"@type": kind}
    address = doi.url(article.doi) if article.doi else ""
    if address or article.url:
        node["@id"] = address or article.url
    title = _text(article.title)
    if title:
        node["name"] = title
        if kind in ARTICLES:
            node["headline"] = title
    if article.abstract:
        described = kind in _ABSTRACT_IS_DESCRIPTION
        node["description" if described else "abstract"] = _text(article.abstract)
    for key, attribute in NAMES.items():
        names = getattr(article, attribute)
        if names and not (attribute == "editor" and _in_book(article)):
            node[key] = [_person(name) for name in names]
    for key, attribute in DATES.items():
        date = getattr(article, attribute)
        if date is not None and (text := _day(date)):
            node[key] = text
    if address:
        node["identifier"] = address
    for kind_of_id, attribute in (("pmid", "pmid"), ("pmcid", "pmcid")):
        if getattr(article, attribute):
            value = {
                "@type": "PropertyValue",
                "propertyID": kind_of_id,
                "value": getattr(article, attribute),
            }
            node["identifier"] = [*_as_list(node.get("identifier")), value]
    _put_address(node, article)
    for key, attribute in TEXTS.items():
        text = getattr(article, attribute)
        if (
            text
            and not (attribute in _OF_THE_WHOLE and _is_part(article))
            and not (attribute in {"isbn", "edition"} and _in_book(article))
        ):
            node[key] = _numbers(text) if attribute in BETWEEN else _text(text)
    _put_pages(node, article)
    publisher = None if _in_book(article) else _publisher(article)
    if publisher:
        node["publisher"] = publisher
    if article.keyword:
        node["keywords"] = keywords.split(_text(article.keyword))
    if article.language:
        node["inLanguage"] = article.language
    if article.license:
        spdx = _SPDX.fullmatch(article.license)
        node["license"] = (
            f"https://spdx.org/licenses/{article.license}" if spdx else article.license
        )
    part = part_of(article)
    if part:
        node["isPartOf"] = part
    event = _event(article)
    if event:
        node["recordedAt"] = event
    if article.source:
        node["includedInDataCatalog"] = {
            "@type": "DataCatalog",
            "name": _text(article.source),
        }
    return node


def _numbers(text: str) -> str | list[str]:
    """One number, or the list of several."""
    numbers = split_serials(text)
    return numbers if len(numbers) > 1 else text


def _as_list(value: Any) -> list[Any]:
    return [] if value is None else [value] if not isinstance(value, list) else value


def _day(date: Date) -> str:
    """A day, month or year as ISO 8601; "" for what that cannot say."""
    plain = Date(date.year, date.month, date.day)
    return plain.to_edtf() if date == plain and date.year is not None and date.year > 0 else ""


def _put_address(node: Node, article: Article) -> None:
    """The address; of software at a host of source code, that of its code."""
    if not article.url:
        return
    host = re.sub(r"^https?://(?:www\.)?", "", article.url)
    at_code_host = article.type == "software" and host.startswith(CODE_HOSTS)
    node["codeRepository" if at_code_host else "url"] = article.url
    if node.get("@id") == article.url:
        del node["@id"]


def _put_pages(node: Node, article: Article) -> None:
    match = re.fullmatch(r"([^\s,;-]+)-([^\s,;-]+)", article.page)
    if match and match[1] != match[2]:
        node["pageStart"], node["pageEnd"] = match[1], match[2]
    elif re.fullmatch(r"[^\s,;-]+", article.page):
        node["pageStart"] = article.page
    elif article.page:
        node["pagination"] = article.page


def _person(name: Name) -> Node:
    """A person by the parts of the name, particles with the family name; a body by its name."""
    person: Node = {"@type": "Person"}
    family = (
        " ".join(filter(None, (name.dropping_particle, name.non_dropping_particle, name.family)))
        .replace("' ", "'")
        .replace("’ ", "’")
    )
    if family or name.given:
        parts = {"givenName": name.given, "familyName": family, "honorificSuffix": name.suffix}
        person.update({key: part for key, part in parts.items() if part})
    else:
        alias = "alias" in name.custom.get("cff", {})  # of a person who goes by that
        person = {
            "@type": "Person" if name.orcid or alias else "Organization",
            "name": name.literal,
        }
    if name.orcid:
        person["@id"] = orcid.url(name.orcid) or f"https://orcid.org/{name.orcid}"
    places = [{"@type": "Organization", "name": place} for place in name.affiliation]
    if places:
        person["affiliation"] = places[0] if len(places) == 1 else places
    return person


def _publisher(article: Article) -> Node | None:
    if not article.publisher:
        return None
    publisher: Node = {"@type": "Organization", "name": _text(article.publisher)}
    if article.publisher_place:
        publisher["address"] = _text(article.publisher_place)
    return publisher


# ------------------------------------------------------------------ what it appeared in


def _is_part(article: Article) -> bool:
    return bool(article.container_title) or (article.type in _IN_PERIODICALS)


def _in_book(article: Article) -> bool:
    return bool(article.container_title) and article.type in {
        "chapter",
        "paper-conference",
        "entry",
        "entry-encyclopedia",
        "entry-dictionary",
    }


def part_of(article: Article) -> Node | list[Node] | None:
    """The issue within the volume within the periodical; or the book, the site; and the series."""
    series: Node | None = None
    if article.collection_title:
        series = {"@type": "BookSeries", "name": _text(article.collection_title)}
        if article.collection_number:
            series["position"] = article.collection_number
    if not _is_part(article):
        return series
    whole: Node = {"@type": _whole_type(article)}
    if article.container_title:
        whole["name"] = _text(article.container_title)
    if article.container_title_short:
        whole["alternateName"] = _text(article.container_title_short)
    if article.issn:
        whole["issn"] = _numbers(article.issn)
    if _in_book(article):
        _put_book(whole, article)
        if series:
            whole["isPartOf"] = series
        if article.issue:
            whole["issueNumber"] = article.issue
        return whole
    if len(whole) == 1:
        whole = {}
    for kind, key, attribute in (
        ("PublicationVolume", "volumeNumber", "volume"),
        ("PublicationIssue", "issueNumber", "issue"),
    ):
        number = getattr(article, attribute)
        if number:
            whole = {"@type": kind, key: number, **({"isPartOf": whole} if whole else {})}
    if series:
        return [whole, series] if whole else series
    return whole or None


def _whole_type(article: Article) -> str:
    if _in_book(article):
        return "Book"
    if article.type in _IN_PERIODICALS:
        return "Newspaper" if article.type == "article-newspaper" else "Periodical"
    return {"post-weblog": "Blog", "webpage": "WebSite"}.get(article.type, "CreativeWork")


def _put_book(whole: Node, article: Article) -> None:
    for key, attribute in (
        ("isbn", "isbn"),
        ("bookEdition", "edition"),
        ("volumeNumber", "volume"),
    ):
        if getattr(article, attribute):
            text = getattr(article, attribute)
            whole[key] = _numbers(text) if attribute in BETWEEN else text
    for key, attribute in (("editor", "editor"), ("author", "container_author")):
        if getattr(article, attribute):
            whole[key] = [_person(name) for name in getattr(article, attribute)]
    publisher = _publisher(article)
    if publisher:
        whole["publisher"] = publisher


def _event(article: Article) -> Node | None:
    event: Node = {"@type": "Event"}
    if article.event_title:
        event["name"] = _text(article.event_title)
    if article.event_place:
        event["location"] = {"@type": "Place", "name": _text(article.event_place)}
    date = article.event_date
    if date is not None and (start := _day(date.replace(end=None))):
        event["startDate"] = start
        if date.end is not None and (end := _day(date.end)):
            event["endDate"] = end
    return event if len(event) > 1 else None
