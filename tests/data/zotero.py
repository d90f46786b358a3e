"""Zotero's items as articles, and the comparison of two articles field by field.

Zotero's translators come with inputs and the items they must give. `zotero_item_to_article` says
what such an item is in CSL (the mapping follows Zotero's published schema: item field to CSL
variable); `compare` counts what agrees. A test lists the rest, each with a reason, and
`unexplained` holds the list to what is really found, both ways.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from citeform.formats.languagecodes import language_tag
from citeform.identifiers import doi, isbn, issn
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.text import keywords
from tests.conftest import DATA

TYPES = {
    "artwork": "graphic",
    "audioRecording": "song",
    "bill": "bill",
    "blogPost": "post-weblog",
    "book": "book",
    "bookSection": "chapter",
    "case": "legal_case",
    "computerProgram": "software",
    "conferencePaper": "paper-conference",
    "dataset": "dataset",
    "dictionaryEntry": "entry-dictionary",
    "document": "document",
    "email": "personal_communication",
    "encyclopediaArticle": "entry-encyclopedia",
    "film": "motion_picture",
    "forumPost": "post",
    "hearing": "hearing",
    "instantMessage": "personal_communication",
    "interview": "interview",
    "journalArticle": "article-journal",
    "letter": "personal_communication",
    "magazineArticle": "article-magazine",
    "manuscript": "manuscript",
    "map": "map",
    "newspaperArticle": "article-newspaper",
    "patent": "patent",
    "podcast": "broadcast",
    "preprint": "article",
    "presentation": "speech",
    "radioBroadcast": "broadcast",
    "report": "report",
    "standard": "standard",
    "statute": "legislation",
    "thesis": "thesis",
    "tvBroadcast": "broadcast",
    "videoRecording": "motion_picture",
    "webpage": "webpage",
}

FIELDS = {
    "abstractNote": "abstract",
    "accessDate": "accessed",
    "applicationNumber": "call_number",
    "archive": "archive",
    "archiveID": "number",
    "archiveLocation": "archive_location",
    "artworkMedium": "medium",
    "artworkSize": "dimensions",
    "audioRecordingFormat": "medium",
    "billNumber": "number",
    "blogTitle": "container_title",
    "bookTitle": "container_title",
    "callNumber": "call_number",
    "caseName": "title",
    "code": "container_title",
    "codeNumber": "volume",
    "codePages": "page",
    "codeVolume": "volume",
    "committee": "section",
    "company": "publisher",
    "conferenceName": "event_title",
    "country": "publisher_place",
    "court": "authority",
    "date": "issued",
    "dateDecided": "issued",
    "dateEnacted": "issued",
    "dictionaryTitle": "container_title",
    "distributor": "publisher",
    "docketNumber": "number",
    "documentNumber": "number",
    "DOI": "doi",
    "edition": "edition",
    "encyclopediaTitle": "container_title",
    "episodeNumber": "number",
    "filingDate": "submitted",
    "firstPage": "page",
    "format": "medium",
    "forumTitle": "container_title",
    "genre": "genre",
    "history": "references",
    "identifier": "number",
    "institution": "publisher",
    "interviewMedium": "medium",
    "ISBN": "isbn",
    "ISSN": "issn",
    "issue": "issue",
    "issueDate": "issued",
    "issuingAuthority": "authority",
    "journalAbbreviation": "container_title_short",
    "label": "publisher",
    "language": "language",
    "legalStatus": "status",
    "legislativeBody": "authority",
    "letterType": "genre",
    "libraryCatalog": "source",
    "manuscriptType": "genre",
    "mapType": "genre",
    "meetingName": "event_title",
    "nameOfAct": "title",
    "network": "publisher",
    "number": "number",
    "numberOfVolumes": "number_of_volumes",
    "numPages": "number_of_pages",
    "organization": "publisher",
    "originalDate": "original_date",
    "pages": "page",
    "patentNumber": "number",
    "place": "publisher_place",
    "PMCID": "pmcid",
    "PMID": "pmid",
    "postType": "genre",
    "presentationType": "genre",
    "priorityNumbers": "issue",
    "proceedingsTitle": "container_title",
    "programTitle": "container_title",
    "publicationTitle": "container_title",
    "publicLawNumber": "number",
    "publisher": "publisher",
    "references": "references",
    "reporter": "container_title",
    "reporterVolume": "volume",
    "reportNumber": "number",
    "reportType": "genre",
    "repository": "publisher",
    "repositoryLocation": "publisher_place",
    "rights": "license",
    "runningTime": "dimensions",
    "scale": "scale",
    "section": "section",
    "series": "collection_title",
    "seriesNumber": "collection_number",
    "seriesText": "collection_title",
    "seriesTitle": "collection_title",
    "session": "chapter_number",
    "shortTitle": "title_short",
    "status": "status",
    "studio": "publisher",
    "subject": "title",
    "system": "medium",
    "thesisType": "genre",
    "title": "title",
    "type": "genre",
    "university": "publisher",
    "url": "url",
    "versionNumber": "version",
    "videoRecordingFormat": "medium",
    "volume": "volume",
    "websiteTitle": "container_title",
    "websiteType": "genre",
}
"""Zotero's field to our attribute. Not here: what is Zotero's own (itemType, tags, attachments …),
and `assignee` and `programmingLanguage`, for which CSL has no variable."""

CREATORS = {
    "author": "author",
    "artist": "author",
    "cartographer": "author",
    "inventor": "author",
    "programmer": "author",
    "presenter": "author",
    "interviewee": "author",
    "podcaster": "author",
    "sponsor": "author",
    "attorneyAgent": "contributor",
    "bookAuthor": "container_author",
    "castMember": "performer",
    "commenter": "contributor",
    "composer": "composer",
    "contributor": "contributor",
    "cosponsor": "contributor",
    "counsel": "contributor",
    "director": "director",
    "editor": "editor",
    "guest": "guest",
    "interviewer": "interviewer",
    "performer": "performer",
    "producer": "producer",
    "recipient": "recipient",
    "reviewedAuthor": "reviewed_author",
    "scriptwriter": "script_writer",
    "seriesEditor": "collection_editor",
    "translator": "translator",
    "wordsBy": "contributor",
}
_IN_EXTRA = {
    "PMID": "pmid",
    "PMCID": "pmcid",
    "DOI": "doi",
    "Citation Key": "citation_key",
    "event-place": "event_place",
}
"""Labels of Zotero's Extra field that stand for a CSL variable, as Zotero documents it."""
_TAG = re.compile(r"<[^<>]*>")


def cases(translator: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """The import cases of one translator as (input, expected items); [] without the real files."""
    path = DATA / "pairs-zotero" / f"import__{translator}.json"
    if not path.is_file():
        return []
    return [(case["input"], case["items"]) for case in json.loads(path.read_text("utf-8"))]


def zotero_item_to_article(item: dict[str, Any]) -> Article:
    """What the item says, as CSL's variables."""
    fields: dict[str, Any] = {"type": TYPES.get(item["itemType"], "document")}
    if item.get("itemID"):
        fields["id"] = str(item["itemID"])
    for key, value in item.items():
        attribute = FIELDS.get(key)
        if attribute and value:
            fields.setdefault(attribute, _date(str(value)) if _is_date(attribute) else str(value))
    for creator in item.get("creators", ()):
        role = CREATORS.get(creator.get("creatorType") or "author", "contributor")
        fields.setdefault(role, []).append(_name(creator))
    tags = (each["tag"] if isinstance(each, dict) else each for each in item.get("tags", ()))
    fields["keyword"] = keywords.join(tags)
    notes = (each["note"] if isinstance(each, dict) else each for each in item.get("notes", ()))
    lines = [html.unescape(_TAG.sub("", note)).strip() for note in notes]
    for line in str(item.get("extra", "")).splitlines():
        label, _, value = line.partition(":")
        if label in _IN_EXTRA:
            fields.setdefault(_IN_EXTRA[label], value.strip())
        else:
            lines.append(line.strip())
    fields["note"] = "\n".join(filter(None, lines))
    return Article(**fields)


def _is_date(attribute: str) -> bool:
    return attribute in {"issued", "accessed", "submitted", "original_date"}


def _date(value: str) -> Date | None:
    """Zotero puts the year 0000 before words that it could not read."""
    return Date(literal=value[4:].strip()) if value.startswith("0000") else Date.parse(value)


def _name(creator: dict[str, Any]) -> Name:
    family, given = creator.get("lastName", ""), creator.get("firstName", "")
    if creator.get("name") or not given:
        return Name(literal=creator.get("name") or family)
    return Name(family, given)


# ------------------------------------------------------------------ comparing


@dataclass(frozen=True)
class Difference:
    """A field in which an article is not what was expected."""

    field: str
    expected: object
    actual: object

    @property
    def kind(self) -> str:
        """ "missing", "more" (we know what was not expected) or "different"."""
        if not self.expected:
            return "more"
        return "different" if self.actual else "missing"


@dataclass(frozen=True)
class Score:
    """How many fields agreed, and those that did not, by key ("2.17 title")."""

    equal: int
    differences: dict[str, Difference]

    @property
    def share(self) -> float:
        """Fields that are equal, of all, from 0 to 1."""
        total = self.equal + len(self.differences)
        return self.equal / total if total else 1.0


_NOT_COMPARED = {"id", "custom", "annote", "citation_label"}
"""Zotero's items have no counterpart: its research notes are notes, see `_comparable`."""


def compare(expected: Article, actual: Article) -> tuple[int, list[Difference]]:
    """The number of equal fields, and the differences, of the fields that either has."""
    if expected.citation_key and not actual.citation_key:
        actual = actual.replace(citation_key=actual.id)  # a record's own key is our id
    ours, theirs = _comparable(actual), _comparable(_without_number(expected, actual.id))
    names = [name for name in Article.FIELDS if name in ours or name in theirs]
    differences = [
        Difference(name, theirs.get(name), ours.get(name))
        for name in names
        if ours.get(name) != theirs.get(name)
    ]
    return len(names) - len(differences), differences


def _without_number(expected: Article, number: str) -> Article:
    """Without the note that the record's number is, if it is our id: Zotero has no field for it."""
    lines = expected.note.splitlines()
    kept = [
        line for line in lines if not number or not line.endswith((f": {number}", f"/{number}"))
    ]
    return expected.replace(note="\n".join(kept))


def score(pairs: Iterator[tuple[str, Article, Article | None]]) -> Score:
    """The score over many; `pairs` yields a key, what was expected, and what was read."""
    equal = 0
    differences: dict[str, Difference] = {}
    for key, expected, actual in pairs:
        same, found = compare(expected, actual or Article())
        equal += same
        differences.update((f"{key} {each.field}", each) for each in found)
    return Score(equal, differences)


def _comparable(article: Article) -> dict[str, object]:
    """The fields in a form in which what means the same is equal."""
    found: dict[str, object] = {}
    for name, value in article.items():
        if name in _NOT_COMPARED:
            continue
        if isinstance(value, tuple):
            found[name] = tuple(map(_comparable_name, value))
        elif isinstance(value, Date):
            found[name] = value.replace(raw="") if value.year is not None else "no date"
        else:
            found[name] = _FOLDS.get(name, _text)(value)
    notes = _lines(article.note) | _lines(article.annote)
    if notes:
        found["note"] = notes
    return found


def _comparable_name(name: Name) -> tuple[str, str]:
    """Family and given name with their particles and suffix; a body as a family name."""
    family = " ".join(filter(None, [name.non_dropping_particle, name.family or name.literal]))
    given = " ".join(filter(None, [name.given, name.dropping_particle]))
    return _text(family), _text(", ".join(filter(None, [given, name.suffix])))


def _text(value: str) -> str:
    return " ".join(value.split())


def _lines(value: str) -> frozenset[str]:
    return frozenset(filter(None, map(_text, value.splitlines())))


def _words(value: str) -> frozenset[str]:
    return frozenset(filter(None, map(_text, re.split("[,;]", value))))


def _pages(value: str) -> str:
    return re.sub(r"\s*[-–—]+\s*", "-", _text(value))


def _isbns(value: str) -> frozenset[str]:
    return frozenset(isbn.normalize(each) or each for each in re.split(r"[,;\s]+", value) if each)


def _issns(value: str) -> frozenset[str]:
    return frozenset(issn.normalize(each) or each for each in re.split(r"[,;\s]+", value) if each)


_CREATIVE_COMMONS = re.compile(r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)")
_PARTS_OF_CC = {
    "attribution": "by",
    "share-alike": "sa",
    "sharealike": "sa",
    "non-commercial": "nc",
    "noncommercial": "nc",
    "noderivatives": "nd",
}


def _license(value: str) -> str:
    """A licence of Creative Commons by its name or its address, without the country."""
    address = _CREATIVE_COMMONS.search(value)
    if address:
        return f"cc-{address[1]}-{address[2]}"
    if value.startswith("Creative Commons"):
        words = re.split(r"[\s,]+", value.lower())
        parts = [_PARTS_OF_CC[word] for word in words if word in _PARTS_OF_CC]
        version = re.search(r"\d\.\d", value)
        return "-".join(["cc", *parts, version[0] if version else ""])
    return _text(value)


_FOLDS: dict[str, Any] = {
    "doi": lambda value: doi.key(value) or value,
    "isbn": _isbns,
    "issn": _issns,
    "keyword": _words,
    "language": language_tag,
    "license": _license,
    "page": _pages,
}
