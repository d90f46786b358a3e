"""DataCite JSON: records of DataCite's REST API, alone or in lists, with or without their envelope.

Choices: the general type decides the type, and where it says nothing ("Text", "Other") the record's
own words or its mapping to CSL do; a subtitle is joined to the title; `relatedItems` say where a
part was published, better than the old `container`, which DataCite guesses from a line of text.
Whatever is not fully understood stays in `custom["datacite"]`; only the copy of the record as XML
and the usage counts by month are left out.

Source: DataCite Metadata Schema 4.6, https://schema.datacite.org/meta/kernel-4.6/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.jsonstream import iter_objects
from citeform.formats.jsonvalues import is_empty, objects, text, texts
from citeform.formats.registry import BUILT_IN
from citeform.identifiers import doi, orcid
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.model.vocabulary import TYPES as CSL_TYPES
from citeform.text import keywords
from citeform.text.jats import abstract_from_jats, from_jats, plain_from_jats

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source

info = BUILT_IN["datacite"]

CUSTOM = "datacite"

TYPES = {
    "audiovisual": "motion_picture",
    "award": "document",
    "book": "book",
    "bookchapter": "chapter",
    "collection": "collection",
    "computationalnotebook": "software",
    "conferencepaper": "paper-conference",
    "conferenceproceeding": "book",
    "dataset": "dataset",
    "dissertation": "thesis",
    "event": "event",
    "image": "graphic",
    "instrument": "document",
    "interactiveresource": "webpage",
    "journal": "periodical",
    "journalarticle": "article-journal",
    "model": "dataset",
    "outputmanagementplan": "report",
    "peerreview": "review",
    "physicalobject": "document",
    "preprint": "article",
    "project": "document",
    "report": "report",
    "service": "software",
    "software": "software",
    "sound": "song",
    "standard": "standard",
    "studyregistration": "document",
    "workflow": "software",
}
"""resourceTypeGeneral, in lower case, to CSL's type."""

_IN_WORDS = (
    ("journal article", "article-journal"),
    ("journalarticle", "article-journal"),
    ("journal contribution", "article-journal"),
    ("book chapter", "chapter"),
    ("bookchapter", "chapter"),
    ("chapter", "chapter"),
    ("book section", "chapter"),
    ("conference paper", "paper-conference"),
    ("conference", "paper-conference"),
    ("proceeding", "paper-conference"),
    ("dissertation", "thesis"),
    ("thesis", "thesis"),
    ("preprint", "article"),
    ("working paper", "article"),
    ("workingpaper", "article"),
    ("report", "report"),
    ("poster", "speech"),
    ("presentation", "speech"),
    ("lecture", "speech"),
    ("blog", "post-weblog"),
    ("book", "book"),
    ("monograph", "book"),
    ("software", "software"),
    ("dataset", "dataset"),
    ("article", "article-journal"),
)
"""Words of a resourceType to CSL's type; the first that occurs wins."""
_SAYS_NOTHING = {"", "text", "other", "datapaper", "creativework"}

_CONTRIBUTORS = {"Editor": "editor", "Translator": "translator", "Producer": "producer"}
_PARTS = {"article-journal", "article-magazine", "chapter", "paper-conference", "article", "entry"}
_LEFT_OUT = {"xml", "viewsOverTime", "downloadsOverTime", "citationsOverTime"}
_ALIASES = {
    "creator": "creators",
    "contributor": "contributors",
    "title": "titles",
    "description": "descriptions",
    "rights": "rightsList",
    "datePublished": "publicationYear",
    "subject": "subjects",
}
"""Read-only: the singular of older exports."""


# ------------------------------------------------------------------ reading


def read(source: Source, report: Report) -> Iterator[Article]:
    """The records of an answer of the API, of a list, of a file with one a line."""
    for found in iter_objects(source, report):
        for record in _records(found.value):
            if isinstance(record, dict):
                yield from_attributes(record, report, line=found.line) if record else _EMPTY
            else:
                message = f"expected a record, found {type(record).__name__}"
                report.add("json.not-an-item", message, line=found.line, column=found.column)


def _records(value: dict[str, Any]) -> list[Any]:
    """The records within the envelopes of JSON:API: {"data": […]}, {"attributes": …}."""
    data = value.get("data", value)
    return [
        {"id": each.get("id", ""), **each["attributes"]}
        if isinstance(each, dict) and isinstance(each.get("attributes"), dict)
        else each
        for each in (data if isinstance(data, list) else [data])
    ]


def from_attributes(
    attributes: dict[str, Any],
    report: Report | None = None,
    *,
    line: int = 0,
    origin: str = CUSTOM,
) -> Article:
    """One record (the API's `attributes`) as an `Article`; what is kept aside is `custom[origin]`."""
    record = _Record(_spelt_as_now(attributes), report, line)
    for rule in _RULES:
        rule(record)
    custom = {
        key: value
        for key, value in record.attributes.items()
        if key not in record.understood and key not in _LEFT_OUT and not is_empty(value)
    }
    if custom:
        record.fields["custom"] = {origin: custom}
    return Article(**record.fields)


def _spelt_as_now(attributes: dict[str, Any]) -> dict[str, Any]:
    """The attributes with today's names: rights_list and rights-list are rightsList."""
    named = {
        re.sub(r"[-_]([a-z])", lambda match: match[1].upper(), key): value
        for key, value in attributes.items()
    }
    for old, new in _ALIASES.items():
        if old in named and new not in named:
            named[new] = named.pop(old)
    general, words = named.pop("resourceTypeGeneral", None), named.pop("resourceType", None)
    if (general or words) and not isinstance(named.get("types"), dict):
        named["types"] = {"resourceTypeGeneral": general, "resourceType": words}
    return named


class _Record:
    """One record being read: its fields so far, and which attributes said no more than those."""

    def __init__(self, attributes: dict[str, Any], report: Report | None, line: int) -> None:
        self.attributes = attributes
        self.fields: dict[str, Any] = {}
        self.understood: set[str] = set()
        self.report = report
        self.line = line

    def get(self, key: str) -> Any:
        return self.attributes.get(key)


def _type(record: _Record) -> None:
    types = next(iter(objects(record.get("types"))), {})
    general = text(types.get("resourceTypeGeneral")).lower()
    words = text(types.get("resourceType"))
    plain = words.lower()
    known = TYPES.get(general, "")
    if not known:
        citeproc = text(types.get("citeproc"))
        by_words = next((kind for word, kind in _IN_WORDS if word in plain), "")
        # Where nothing is known, DataCite's own mapping says "article".
        known = by_words or (citeproc if citeproc in CSL_TYPES else "") or "document"
        if general not in _SAYS_NOTHING and record.report is not None:
            record.report.add(
                "type.unknown",
                f"{general!r} is not a type of DataCite; taken for {known}",
                line=record.line,
                record=text(record.get("doi")),
            )
    record.fields["type"] = known
    if words and known in {"thesis", "report", "dataset", "document", "graphic", "speech"}:
        said = {general, known, known.replace("-", " ")}
        if not {plain, plain.replace(" ", "")} & said:
            record.fields["genre"] = words


def _titles(record: _Record) -> None:
    titles = record.get("titles")
    if isinstance(titles, str):
        titles = [{"title": titles}]
    entries = [(each, text(each.get("title"))) for each in objects(titles)]
    entries = [(each, title) for each, title in entries if title]
    if not entries:
        return
    main = next((pair for pair in entries if not pair[0].get("titleType")), entries[0])
    title = from_jats(main[1])
    used = 1
    for each, other in entries:
        if each.get("titleType") == "Subtitle" and each is not main[0]:
            title += ": " + from_jats(other)
            used += 1
            break
    record.fields["title"] = title
    if used == len(entries) and not any(each.get("lang") for each, _ in entries):
        record.understood.add("titles")


def _people(record: _Record) -> None:
    creators = _names(record.get("creators"))
    record.fields["author"] = tuple(name for name, _ in creators)
    if not any(more for _, more in creators):
        record.understood.add("creators")
    by_role: dict[str, list[Name]] = {}
    complete = True
    for person in objects(record.get("contributors")):
        asked = text(person.get("contributorType"))
        role = _CONTRIBUTORS.get(asked, "contributor")
        for name, more in _names(person):
            complete = complete and not more and role != "contributor"
            if name not in by_role.setdefault(role, []):
                by_role[role].append(name)
    for role, names in by_role.items():
        record.fields[role] = tuple(names)
    if complete:
        record.understood.add("contributors")


def _names(value: Any) -> list[tuple[Name, bool]]:
    """Each name; second, whether more was said of the person than a `Name` holds."""
    people = value if isinstance(value, list) else [value]
    found = []
    for each in people:
        if isinstance(each, str) and each.strip():
            found.append((_from_whole(plain_from_jats(each)), False))
        elif isinstance(each, dict):
            name, more = _name(each)
            if name is not None:
                found.append((name, more))
    return found


def _name(person: dict[str, Any]) -> tuple[Name | None, bool]:
    whole, family, given = (
        plain_from_jats(text(person.get(key))) for key in ("name", "familyName", "givenName")
    )
    kind = text(person.get("nameType") or person.get("type"))
    number, more = "", False
    for identifier in objects(person.get("nameIdentifiers")):
        found = orcid.normalize(text(identifier.get("nameIdentifier")))
        number = number or found
        more = more or not (found or is_empty(identifier))
    places = []
    affiliations = person.get("affiliation")
    for place in affiliations if isinstance(affiliations, list) else [affiliations]:
        named = text(place.get("name")) if isinstance(place, dict) else text(place)
        if named:
            places.append(plain_from_jats(named))
        more = more or (isinstance(place, dict) and not is_empty({**place, "name": ""}))
    if kind.startswith("Organi") or (kind and not kind.startswith("Person")):
        name = Name(literal=whole or family or given)
    elif family:
        name = Name(family, given)
    elif kind.startswith("Person") and given:
        name = Name(given)
    else:
        name = _from_whole(whole or given)
    if not (name.family or name.literal):
        return None, False
    if number or places:
        name = name.replace(orcid=number, affiliation=tuple(places))
    return name, more


def _from_whole(name: str) -> Name:
    """A name in one piece: "Family, Given" is a person, what has no comma is kept whole."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given and "," not in given:
        return Name(family, given)
    return Name(literal=name)


def _identity(record: _Record) -> None:
    """DOI and address, also out of the list of identifiers."""
    fields = record.fields
    value = text(record.get("doi"))
    fields["doi"] = doi.normalize(value) or value
    if not fields["doi"]:
        fields["doi"] = doi.normalize(text(record.get("id")))
    fields["url"] = text(record.get("url"))
    rest = False
    for each in (*objects(record.get("identifiers")), *objects(record.get("alternateIdentifiers"))):
        kind = text(each.get("identifierType") or each.get("alternateIdentifierType")).lower()
        value = text(
            each.get("identifier") or each.get("Identifier") or each.get("alternateIdentifier")
        )
        if kind == "doi" and not fields["doi"]:
            fields["doi"] = doi.normalize(value) or value
        elif kind == "url" and not fields["url"]:
            fields["url"] = value
        elif kind in {"isbn", "issn", "pmid", "pmcid"} and not fields.get(kind):
            fields[kind] = value
        elif doi.normalize(value) != fields["doi"] and value != fields["url"]:
            rest = True
    fields["id"] = fields["doi"] or text(record.get("id"))
    if not rest:
        record.understood |= {"identifiers", "alternateIdentifiers"}
    record.understood |= {"doi", "url"}
    if (
        doi.normalize(text(record.get("id"))) == fields["doi"]
        or text(record.get("id")) == fields["id"]
    ):
        record.understood.add("id")


def _dates(record: _Record) -> None:
    dates: dict[str, Date] = {}
    complete = True
    for each in objects(record.get("dates")):
        kind, value = text(each.get("dateType")), text(each.get("date"))
        if not value:
            continue
        date = _date(value)
        if date.literal and record.report is not None:
            record.report.add(
                "date.unparsed",
                f"{value[:60]!r} is not a date",
                line=record.line,
                record=text(record.get("doi")),
            )
        if kind in _DATES and kind not in dates and is_empty(each.get("dateInformation")):
            dates[kind] = date
        else:
            complete = False
    year = text(record.get("publicationYear"))
    if "Issued" not in dates and year and year not in {"0000", ":unav", ":tba"}:
        available = dates.get("Available")
        exact = available is not None and str(available.year) == year and available.end is None
        dates["Issued"] = available if available is not None and exact else _date(year)
    for kind, attribute in _DATES.items():
        record.fields[attribute] = dates.get(kind)
    if complete:
        record.understood.add("dates")
    issued = dates.get("Issued")
    if issued is not None and str(issued.year) == year:
        record.understood.add("publicationYear")


_DATES = {"Issued": "issued", "Available": "available_date", "Submitted": "submitted"}


def _date(value: str) -> Date:
    day, _, time = value.partition("T")
    return Date.parse(day if time and len(day) == 10 else value)


def _publisher(record: _Record) -> None:
    publisher = record.get("publisher")
    named = text(publisher.get("name")) if isinstance(publisher, dict) else text(publisher)
    if named not in {":unav", ":tba", "(:unav)", "(:tba)"}:
        record.fields["publisher"] = plain_from_jats(named)
    if not isinstance(publisher, dict) or is_empty({**publisher, "name": ""}):
        record.understood.add("publisher")


def _descriptions(record: _Record) -> None:
    entries = record.get("descriptions")
    if isinstance(entries, str):
        entries = [{"description": entries, "descriptionType": "Abstract"}]
    entries = objects(entries)
    abstracts = [
        each
        for each in entries
        if text(each.get("descriptionType")) in {"Abstract", ""} and text(each.get("description"))
    ]
    if abstracts:
        # Of several the one in the language of the work.
        language = text(record.get("language"))[:2].lower()
        abstracts.sort(
            key=lambda each: text(each.get("lang") or each.get("xml:lang"))[:2] != language
        )
        record.fields["abstract"] = abstract_from_jats(text(abstracts[0].get("description")))
    if len(abstracts) == len(entries) <= 1:
        record.understood.add("descriptions")


def _simple(record: _Record) -> None:
    """What is one text, or a list that becomes one."""
    fields = record.fields
    fields["language"] = text(record.get("language"))
    fields["version"] = text(record.get("version"))
    subjects = record.get("subjects")
    words = [text(each.get("subject")) for each in objects(subjects)] or texts(subjects)
    fields["keyword"] = keywords.join(plain_from_jats(word) for word in words)
    if not any(each.keys() - {"subject"} for each in objects(subjects)):
        record.understood.add("subjects")
    rights = [
        text(each.get("rights")) or text(each.get("rightsUri"))
        for each in objects(record.get("rightsList"))
    ] or texts(record.get("rightsList"))
    fields["license"] = ", ".join(dict.fromkeys(map(plain_from_jats, filter(None, rights))))
    if not any(each.keys() - {"rights"} for each in objects(record.get("rightsList"))):
        record.understood.add("rightsList")
    formats = dict.fromkeys(texts(record.get("formats")))
    fields["medium"] = ", ".join(each for each in formats if not each.startswith((":", "(:")))
    record.understood |= {"language", "version", "formats"}


_PAGE = re.compile(r"[A-Za-z]{0,3}\d{1,9}[A-Za-z]?")
_RANGE = re.compile(r"(?:pp?\.? ?)?(\w{0,2}\d+) ?[-–—] ?(\w{0,2}\d+)\b(?: ?[^\W\d]{0,12}\.?)?")
_COUNT = re.compile(r"(\d+) ?(?:pages?|pp?\.?|Seiten|S\.)", re.IGNORECASE)


def _sizes(record: _Record) -> None:
    """Pages, where the sizes say them: "42-79 Seiten", "402 pages"."""
    rest = False
    for size in texts(record.get("sizes")):
        pages, count = _RANGE.fullmatch(size), _COUNT.fullmatch(size)
        if pages and record.fields.get("type") in _PARTS and "page" not in record.fields:
            record.fields["page"] = f"{pages[1]}-{pages[2]}"
        elif count and "number_of_pages" not in record.fields:
            record.fields["number_of_pages"] = count[1]
        else:
            rest = True
    if not rest:
        record.understood.add("sizes")


def _container(record: _Record) -> None:
    """Where a part was published: `relatedItems`, else `container`, else a related identifier."""
    published_in = {"IsPublishedIn": 0, "IsPartOf": 1}
    items = [
        each
        for each in objects(record.get("relatedItems"))
        if text(each.get("relationType")) in published_in
    ]
    items.sort(key=lambda each: published_in[text(each.get("relationType"))])
    if items:
        _related_item(record, items[0])
    container = next(iter(objects(record.get("container"))), {})
    _old_container(record, container)
    for each in objects(record.get("relatedIdentifiers")):
        kind = text(each.get("relatedIdentifierType")).lower()
        if text(each.get("relationType")) in published_in and kind in {"issn", "isbn"}:
            record.fields[kind] = record.fields.get(kind) or text(each.get("relatedIdentifier"))


def _related_item(record: _Record, item: dict[str, Any]) -> None:
    fields = record.fields
    titles = [text(each.get("title")) for each in objects(item.get("titles"))]
    if titles:
        _put_container_title(fields, from_jats(titles[0]), text(item.get("relatedItemType")))
    for key, attribute in (("volume", "volume"), ("issue", "issue"), ("edition", "edition")):
        fields[attribute] = text(item.get(key))
    _date_of_whole(record, text(item.get("publicationYear")))
    number, kind = text(item.get("number")), text(item.get("numberType"))
    if number:
        fields["chapter_number" if kind == "Chapter" else "number"] = number
    _pages(fields, item)
    if kind == "Article" and not fields.get("page"):
        fields["page"] = number
    for each in objects(item.get("contributors")):
        role = _CONTRIBUTORS.get(text(each.get("contributorType")))
        if role:
            fields[role] = (*fields.get(role, ()), *(name for name, _ in _names(each)))
    if fields.get("type") in {"chapter", "entry"}:
        fields["container_author"] = tuple(name for name, _ in _names(item.get("creators")))
    identifier = next(iter(objects(item.get("relatedItemIdentifier"))), {})
    kind = text(identifier.get("relatedItemIdentifierType")).lower()
    if kind in {"issn", "eissn", "isbn"}:
        fields[kind.removeprefix("e")] = text(identifier.get("relatedItemIdentifier"))


def _date_of_whole(record: _Record, year: str) -> None:
    """What was published in a volume is cited with the year of the volume."""
    issued = record.fields.get("issued")
    if year.isdecimal() and len(year) == 4 and (issued is None or str(issued.year) != year):
        record.fields["issued"] = Date(int(year))
        record.understood -= {"dates", "publicationYear"}


def _pages(fields: dict[str, Any], part: dict[str, Any]) -> bool:
    """First and last page, where they are pages; whether they were."""
    first, last = text(part.get("firstPage")), text(part.get("lastPage"))
    if not all(_PAGE.fullmatch(page) for page in (first, last) if page):
        return False
    if first and not fields.get("page"):
        fields["page"] = f"{first}-{last}" if last and last != first else first
    return True


def _put_container_title(fields: dict[str, Any], title: str, kind: str) -> None:
    whole = fields.get("type") in {"book", "report", "thesis", "standard"}
    attribute = "collection_title" if whole or kind == "BookSeries" else "container_title"
    fields.setdefault(attribute, title)


def _old_container(record: _Record, container: dict[str, Any]) -> None:
    fields = record.fields
    title = text(container.get("title"))
    if title:
        _put_container_title(fields, from_jats(title), text(container.get("type")))
    for key in ("volume", "issue", "edition"):
        value = text(container.get(key))
        if value and not fields.get(key):
            fields[key] = value
    complete = _pages(fields, container)
    kind = text(container.get("identifierType")).lower()
    if kind in {"issn", "isbn"} and not fields.get(kind):
        fields[kind] = text(container.get("identifier"))
    elif container.get("identifier"):
        complete = False
    if complete and container.keys() <= _CONTAINER_KEYS:
        record.understood.add("container")


_CONTAINER_KEYS = {
    "type",
    "title",
    "volume",
    "issue",
    "edition",
    "firstPage",
    "lastPage",
    "identifier",
    "identifierType",
}
_RULES = (
    _type,
    _titles,
    _people,
    _identity,
    _dates,
    _publisher,
    _descriptions,
    _simple,
    _sizes,
    _container,
)


_EMPTY = from_attributes({})
"""What an object with nothing in it is: as one is like another, it is made once."""
