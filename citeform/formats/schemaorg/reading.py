"""A node of schema.org to an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.schemaorg.mapping import (
    BETWEEN,
    CUSTOM,
    DATES,
    NAMES,
    READ_DATES,
    READ_NAMES,
    READ_TEXTS,
    READ_TYPES,
    TEXTS,
)
from citeform.formats.schemaorg.values import (
    entity_name,
    first_text,
    listed,
    read_day,
    read_language,
    read_long,
    read_people,
    strings_of,
    types_of,
)
from citeform.formats.schemaorg.writing import node_of
from citeform.identifiers import doi, pmcid, pmid
from citeform.model.article import Article
from citeform.model.record import thaw
from citeform.text import keywords
from citeform.text.jats import from_jats, plain_from_jats

if TYPE_CHECKING:
    from citeform.diagnostics import Report

Node = dict[str, Any]
Index = dict[str, Node]
_DEEPEST = 8
_WEB = re.compile(r"https?://", re.IGNORECASE)
_SPDX = re.compile(r"https?://(?:www\.)?spdx\.org/licenses/([A-Za-z0-9.+-]+?)(?:\.html|\.json)?/?")


def article_of(
    node: Node, index: Index, report: Report | None = None, line: int = 0, column: int = 0
) -> Article:
    """The article that a node describes; `index` has the document's other nodes by their @id.

    What the node says beyond the article's fields, or in another way than it would be written, is
    kept in `custom["schema-org"]`.
    """
    reader = _Reader(node, index)
    article = Article(**reader.fields)
    again = node_of(article)
    kept = {
        key: value
        for key, value in node.items()
        if key != "@context" and value not in (None, "", [], {}) and again.get(key) != value
    }
    if report is not None and reader.guessed:
        message = "the last word of a name was taken for the family name"
        report.add("name.guessed", message, line=line, column=column, record=article.doi)
    if report is not None and not reader.known_type:
        message = f"{', '.join(types_of(node)) or 'no @type'}: read as a document"
        report.add("type.unknown", message, line=line, column=column, record=article.doi)
    return article.replace(custom={CUSTOM: kept}) if kept else article


def with_kept(node: Node, article: Article) -> Node:
    """The node together with what the article keeps, as far as that still says the same."""
    kept: Node = thaw(article.custom.get(CUSTOM, {}))
    wanted = article.replace(custom=None, id="", citation_key="")
    again = Article(**_Reader(node, {}).fields)
    for key, value in kept.items():
        candidate = {**node, key: value}
        read = Article(**_Reader(candidate, {}).fields)
        if read in (again, wanted):
            node, again = candidate, read
    return node


class _Reader:
    """Fills the fields of one article."""

    def __init__(self, node: Node, index: Index) -> None:
        self.node, self.index = node, index
        self.fields: dict[str, Any] = {}
        self.guessed = False
        self.known_type = True
        self._type()
        self._titles()
        self._texts()
        self._people()
        self._dates()
        self._identifiers()
        self._publisher()
        self._pages()
        self._lists()
        self._containers()
        self._event()
        self._settle_type()

    def _take(self, attribute: str, value: Any) -> None:
        """Set a field that is not set yet."""
        if value and not self.fields.get(attribute):
            self.fields[attribute] = value

    def _resolved(self, value: Any) -> Any:
        """A reference within the document (`{"@id": …}`, or the id itself) as the node it names."""
        if isinstance(value, str):
            return self.index.get(value, value)
        if isinstance(value, dict) and len(value) == 1 and "@id" in value:
            return self.index.get(str(value["@id"]), value)
        return value

    def _type(self) -> None:
        names = types_of(self.node)
        found = [READ_TYPES[name.lower()] for name in names if name.lower() in READ_TYPES]
        self.known_type = bool(found)
        specific = [each for each in found if each != "document"]
        self.fields["type"] = (specific or found or ["document"])[0]

    def _settle_type(self) -> None:
        """What the type alone did not say: whether an article is in a journal, a paper, a post."""
        fields = self.fields
        if fields["type"] == "article-journal" and not (
            fields.get("container_title") or fields.get("issn") or fields.get("volume")
        ):
            fields["type"] = "article"
        elif fields["type"] == "article-journal" and self._within("book", "proceedings"):
            fields["type"] = "paper-conference" if fields.get("event_title") else "chapter"
        elif fields["type"] == "article" and fields.get("event_title"):
            fields["type"] = "paper-conference"

    def _within(self, *kinds: str) -> bool:
        return any(name.lower() in kinds for part in self._parts() for name in types_of(part))

    def _titles(self) -> None:
        for key in ("name", "headline", "title"):
            self._take("title", from_jats(first_text(self.node.get(key))))
        for key in ("abstract", "description"):
            self._take("abstract", read_long("\n".join(strings_of(self.node.get(key)))))

    def _texts(self) -> None:
        for table in (TEXTS, READ_TEXTS):
            for key, attribute in table.items():
                text = plain_from_jats(first_text(self.node.get(key)))
                if attribute in BETWEEN:
                    text = _serials(self.node.get(key), attribute)
                if key != "additionalType" or not _WEB.match(text):
                    self._take(attribute, text)

    def _people(self) -> None:
        for table in (NAMES, READ_NAMES):
            for key, attribute in table.items():
                if not self.fields.get(attribute):
                    values = [self._resolved(each) for each in listed(self.node.get(key))]
                    names, guessed = read_people(values)
                    self._take(attribute, names)
                    self.guessed = self.guessed or guessed

    def _dates(self) -> None:
        for table in (DATES, READ_DATES):
            for key, attribute in table.items():
                text = first_text(self.node.get(key))
                date = read_day(text) if text else None
                if date is not None and (table is DATES or not date.literal):
                    self._take(attribute, date)

    def _identifiers(self) -> None:
        values = list(self._identified())
        for kind, value, key in values:
            found = doi.normalize(value)
            if found and ("doi.org/" in value or kind == "doi" or key in {"identifier", "doi"}):
                self._take("doi", found)
            elif kind in {"pmid", "pubmed"} or "pubmed" in value:
                self._take("pmid", pmid.normalize(value))
            elif kind == "pmcid" or "/pmc/" in value.lower():
                self._take("pmcid", pmcid.normalize(value))
            elif kind == "isbn":
                self._take("isbn", value)
        for _, value, key in values:
            address = _WEB.match(value) and "doi.org/" not in value.lower()
            if address and key in {"url", "@id", "mainEntityOfPage"}:
                self._take("url", value)
        self._take("url", first_text(self.node.get("codeRepository")))

    def _identified(self) -> Iterator[tuple[str, str, str]]:
        """What identifies the work: the scheme, where that is said, the value, the property."""
        for key in ("doi", "identifier", "sameAs", "url", "@id", "mainEntityOfPage"):
            for each in listed(self.node.get(key)):
                if isinstance(each, dict):
                    scheme = first_text(each.get("propertyID")) or first_text(each.get("name"))
                    value = first_text(each.get("value")) or str(each.get("@id") or "")
                    yield scheme.lower().rpartition("/")[2], value, key
                elif isinstance(each, str | int):
                    yield "", str(each), key

    def _publisher(self) -> None:
        for key in ("publisher", "sourceOrganization", "provider"):
            if key == "provider" and self.fields["type"] == "dataset":
                continue
            for each in listed(self.node.get(key)):
                body = self._resolved(each)
                name = entity_name(body)
                if name and not self.fields.get("publisher"):
                    self.fields["publisher"] = name
                    self._take("publisher_place", _place(body))
        if self.fields.get("publisher"):
            self._take("publisher_place", entity_name(self.node.get("locationCreated")))
        self._take("source", entity_name(self.node.get("includedInDataCatalog")))

    def _pages(self) -> None:
        start, end = first_text(self.node.get("pageStart")), first_text(self.node.get("pageEnd"))
        if start:
            self.fields["page"] = f"{start}-{end}" if end and end != start else start
        else:
            pages = re.sub(r"\s?(?:--?|–)\s?", "-", first_text(self.node.get("pagination")))
            self._take("page", re.sub(r"^pp?\.\s?", "", pages))

    def _lists(self) -> None:
        words = self.node.get("keywords") or self.node.get("tags")  # CodeMeta 1 has tags
        if isinstance(words, str):
            words = keywords.split(plain_from_jats(words))
        self._take("keyword", keywords.join(entity_name(each) for each in listed(words)))
        for each in listed(self.node.get("inLanguage"))[:1]:
            code = first_text(each.get("alternateName")) if isinstance(each, dict) else ""
            self._take("language", read_language(code or entity_name(each)))
        for each in listed(self.node.get("license"))[:1]:
            text = each if isinstance(each, str) else ""
            if isinstance(each, dict):
                text = (
                    first_text(each.get("url")) or str(each.get("@id") or "") or entity_name(each)
                )
            spdx = _SPDX.fullmatch(text)
            self._take("license", spdx[1] if spdx else text)

    # -------------------------------------------------------------- what it appeared in

    def _parts(self) -> list[Node]:
        """The wholes that the work is part of, the nearest first."""
        found: list[Node] = []
        level = listed(self.node.get("isPartOf"))
        for _ in range(_DEEPEST):
            nodes = [self._resolved(each) for each in level]
            wholes = [each for each in nodes if isinstance(each, dict) and each is not self.node]
            if not wholes:
                break
            found.extend(wholes)
            level = [part for each in wholes for part in listed(each.get("isPartOf"))]
        return found

    def _containers(self) -> None:
        for part in self._parts():
            self._from_whole(part)
        for each in listed(self.node.get("isPartOf")):
            if isinstance(each, str) and not _WEB.match(each) and not each.startswith(("#", "_:")):
                self._take("container_title", from_jats(each))

    def _from_whole(self, part: Node) -> None:
        """A periodical, book, site … gives its name; an issue or volume its number."""
        kinds = {name.lower() for name in types_of(part)}
        fields, take = self.fields, self._take
        take("issue", first_text(part.get("issueNumber")))
        take("volume", first_text(part.get("volumeNumber")))
        take("issn", _serials(part.get("issn"), "issn"))
        name = from_jats(first_text(part.get("name")) or first_text(part.get("headline")))
        series = bool(kinds & {"bookseries", "creativeworkseries", "series"})
        whole = fields["type"] in {"book", "thesis", "report", "dataset", "software"}
        if series and (fields.get("container_title") or whole):
            take("collection_title", name)
            take("collection_number", first_text(part.get("position")))
        elif not kinds & {"publicationissue", "publicationvolume"} or kinds & {"periodical"}:
            take("container_title", name)
            if name and fields.get("container_title") == name:
                take("container_title_short", from_jats(first_text(part.get("alternateName"))))
        if kinds & {"book", "publicationissue", "publicationvolume", "periodical", "newspaper"}:
            take("isbn", _serials(part.get("isbn"), "isbn"))
            take("edition", first_text(part.get("bookEdition")))
            take("issued", _issued(part))
            for publisher in listed(part.get("publisher"))[:1]:
                take("publisher", entity_name(self._resolved(publisher)))
                take("publisher_place", _place(self._resolved(publisher)))
        if kinds & {"book"}:
            take("editor", read_people(listed(part.get("editor")))[0])
            take("container_author", read_people(listed(part.get("author")))[0])

    def _event(self) -> None:
        event = self._resolved(self.node.get("recordedAt"))
        if not isinstance(event, dict):
            return
        self._take("event_title", entity_name(event))
        self._take("event_place", _place(event) or entity_name(event.get("location")))
        start, end = first_text(event.get("startDate")), first_text(event.get("endDate"))
        if start:
            date = read_day(start)
            last = read_day(end) if end else None
            self._take("event_date", date.replace(end=last) if last else date)


def _serials(value: Any, attribute: str) -> str:
    """One number or several, as the article's field has them."""
    return BETWEEN[attribute].join(dict.fromkeys(strings_of(value)))


def _issued(part: Node) -> Any:
    text = first_text(part.get("datePublished"))
    date = read_day(text) if text else None
    return date if date is not None and not date.literal else None


def _place(value: Any) -> str:
    """Where a body or event is: the locality of its address, or the address as a text."""
    if not isinstance(value, dict):
        return ""
    for key in ("address", "location"):
        address = value.get(key)
        if isinstance(address, str):
            return address
        if isinstance(address, dict):
            inner = address.get("address")
            if isinstance(inner, str | dict):
                return _place(address)
            locality = first_text(address.get("addressLocality"))
            return locality or entity_name(address)
    return ""


def nodes_in(value: Any) -> Iterator[Node]:
    """Every object with an @id or a @type anywhere in the value, outermost first."""
    level = [value]
    while level:
        following: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                yield each
                following.extend(each.values())
            elif isinstance(each, list):
                following.extend(each)
        level = following
