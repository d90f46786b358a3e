"""Articles to CITATION.cff, version 1.2.0."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.cff.mapping import (
    CUSTOM,
    DATES,
    MESSAGES,
    NAMES,
    PARTS_OF_PROCEEDINGS,
    PERSON,
    PREFERRED,
    REFERENCE_KEYS,
    ROLE,
    ROOT_KEYS,
    STATUSES,
    TEXTS,
    TYPES,
    VERSION,
    WRITTEN_TYPES,
)
from citeform.formats.plainlosses import (
    AFFILIATION,
    ORCID,
    PARTICLES,
    report_nearest_type,
    report_plain_losses,
)
from citeform.formats.plainlosses import DATES as DATES_TOLD
from citeform.formats.schemaorg.values import read_language
from citeform.formats.yamlwriter import numeral, write_yaml
from citeform.identifiers import doi, issn
from citeform.model.dates import Date
from citeform.model.record import thaw
from citeform.text import keywords
from citeform.text.tags import without_tags

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.model.article import Article
    from citeform.model.names import Name

_KEPT = frozenset({ORCID, DATES_TOLD})
_NUMERALS = frozenset("edition volume issue number number-volumes pages section start end".split())
_SILENT = frozenset({"id", "type", "custom", "citation_key"})
"""Fields whose absence from the file loses nothing that is cited."""


def write(articles: Iterable[Article], report: Report) -> Iterator[str]:
    """One file: the first software or data set as the root, the others as its references.

    A work of another kind becomes the root's `preferred-citation`, and the root repeats its title
    and authors, which the format demands of it. What does not fit goes to `report`.
    """
    works = list(articles)
    if not works:
        return
    preferred = next((each for each in works if _role(each) == PREFERRED), None)
    root = next((each for each in works if each.type in MESSAGES and not _role(each)), None)
    if root is None and preferred is None:
        preferred = works[0]
    file = _wrapper(preferred) if root is None and preferred else {}
    if root is not None:
        file = _root(root, report)
    if preferred is not None:
        file["preferred-citation"] = _reference(preferred, report)
    references = [each for each in works if each is not root and each is not preferred]
    if references:
        file["references"] = [_reference(each, report) for each in references]
    yield write_yaml(file)


def _role(article: Article) -> str:
    own = article.custom.get(CUSTOM)
    return str(own.get(ROLE, "")) if own else ""


def _wrapper(article: Article) -> dict[str, Any]:
    """A root that says no more than the format asks of it."""
    return {
        "cff-version": VERSION,
        "message": MESSAGES["software"],
        "title": without_tags(article.title),
        "authors": [_name(each) for each in article.author],
    }


def _root(article: Article, report: Report) -> dict[str, Any]:
    kind = article.type
    own = _own(article)
    file: dict[str, Any] = {
        "cff-version": VERSION,
        "message": own.pop("message", MESSAGES[kind]),
    }
    if kind != "software" or "type" in own:
        file["type"] = own.pop("type", kind)
    fields, lost = _fields(article)
    if "start" in fields:
        lost.add("page")
    issued = fields.pop("date-published", None) or fields.pop("date-released", None)
    if issued:
        fields["date-released"] = issued
    elif article.issued is not None:
        lost.add("issued")
    _take(file, fields, own, ROOT_KEYS)
    lost |= {name for key in fields if key not in ROOT_KEYS for name in _attributes_of(key)}
    _finish(file, article, lost - {""}, report)
    return file


def _reference(article: Article, report: Report) -> dict[str, Any]:
    own = _own(article)
    kind = own.pop("type", "")
    if not isinstance(kind, str) or (TYPES.get(kind) != article.type and kind in TYPES):
        kind = ""
    fields, lost = _fields(article)
    written = WRITTEN_TYPES.get(article.type, "generic")
    alone = article.type == "article-journal" and "journal" not in fields
    if article.type and not kind and (alone or TYPES.get(written) != article.type):
        report_nearest_type(article, written, "CITATION.cff", report)
    file: dict[str, Any] = {"type": kind or written}
    _take(file, fields, own, REFERENCE_KEYS | own.keys())
    _finish(file, article, lost, report)
    return file


def _own(article: Article) -> dict[str, Any]:
    """What the article brought from a CFF file; what its fields now say otherwise is dropped."""
    own: dict[str, Any] = thaw(article.custom.get(CUSTOM, {}))
    own.pop(ROLE, None)
    return own


def _take(
    file: dict[str, Any], fields: dict[str, Any], own: dict[str, Any], known: Iterable[str]
) -> None:
    """Title and authors first, then the fields, then what the record brought along."""
    allowed = frozenset(known)
    for key in ("title", "authors", *fields):
        if key not in fields or key not in allowed or _stands_elsewhere(key, fields[key], own):
            continue
        file[key] = own[key] if _says(own.get(key), fields[key]) else fields[key]
    for key, value in own.items():
        if key == "doi" and "doi" in file:
            file[key] = value  # as it was spelt: with https://doi.org/, or no DOI at all
        file.setdefault(key, value)


def _stands_elsewhere(key: str, value: Any, own: dict[str, Any]) -> bool:
    """Whether the record brought the address or DOI along under another key."""
    if key == "url":
        return value in own.values()
    identifiers = own.get("identifiers")
    return key == "doi" and any(
        isinstance(each, dict)
        and each.get("type") == "doi"
        and doi.same(str(each.get("value")), value)
        for each in (identifiers if isinstance(identifiers, list) else ())
    )


def _says(own: Any, written: Any) -> bool:
    """Whether what the record brought says the same as the field, and more besides."""
    if isinstance(own, list) and isinstance(written, list) and own:
        return own[0] == written[0] or [read_language(str(own[0]))] == written
    if isinstance(own, dict) and isinstance(written, dict):
        place = ", ".join(str(own[key]) for key in ("city", "region", "country") if own.get(key))
        known = {**own, "city": place or own.get("location")}
        return all(known.get(key) == value for key, value in written.items())
    return False


_OF_RULES = {
    "year": ("issued",),
    "languages": ("language",),
    "collection-title": ("collection_title", "container_title"),
    "conference": ("event_title", "event_place", "event_date"),
    "patent-states": ("jurisdiction",),
    "publisher": ("publisher", "publisher_place"),
    "institution": ("publisher", "publisher_place"),
    "start": ("page",),
    "year-original": ("original_date",),
}
"""Key that a rule writes to the attributes that it says."""


def _kept_of_names(article: Article) -> set[str]:
    """What the names keep here: persons one affiliation, and one kind of particle."""
    names = [name for _, value in article.items() if isinstance(value, tuple) for name in value]
    kept = set(_KEPT)
    if all(len(name.affiliation) < 2 and (name.family or not name.affiliation) for name in names):
        kept.add(AFFILIATION)
    if not any(name.dropping_particle for name in names):
        kept.add(PARTICLES)
    return kept


def _attributes_of(key: str) -> tuple[str, ...]:
    if key in _OF_RULES:
        return _OF_RULES[key]
    name = TEXTS.get(key) or NAMES.get(key) or DATES.get(key)
    return (name,) if name else ()


def _finish(file: dict[str, Any], article: Article, lost: set[str], report: Report) -> None:
    report_plain_losses(article, "CITATION.cff", report, keeps=_kept_of_names(article))
    if article.citation_key not in {"", article.id}:
        lost.add("citation_key")
    for name in sorted(name for name in lost if getattr(article, name)):
        report.add("write.lost-field", f"CITATION.cff has no place for {name}", record=article.id)
    for key in ("title", "authors"):
        if not file.get(key):
            file.setdefault(key, "" if key == "title" else [])
            message = f"the format asks for {key}, and the record has none"
            report.add("cff.required", message, record=article.id)


def _fields(article: Article) -> tuple[dict[str, Any], set[str]]:
    """The keys of a reference that the fields become, and the fields that have none."""
    fields: dict[str, Any] = {}
    lost: set[str] = set()
    by_attribute = {attribute: key for key, attribute in TEXTS.items()}
    names = {attribute: key for key, attribute in NAMES.items()}
    dates = {attribute: key for key, attribute in DATES.items()}
    for name, value in article.items():
        rule = _RULES.get(name)
        if name in _SILENT:
            continue
        if (name == "genre" and article.type != "thesis") or (
            name == "status" and value not in STATUSES
        ):
            lost.add(name)
        elif rule is not None:
            written = rule(article, value)
            fields.update(written)
            if not written or (
                name in _SHORTENED and value not in (*written.values(), *_only(written))
            ):
                lost.add(name)
        elif name in by_attribute:
            key = by_attribute[name]
            text = without_tags(value)
            fields[key] = numeral(text) if key in _NUMERALS else text
            if name == "number_of_pages" and not text.isdecimal():
                lost.add(name)  # CFF asks for a number, and other words are read as none
        elif name in names:
            fields[names[name]] = [_name(each) for each in value]
        elif name in dates and _whole(value):
            fields[dates[name]] = value.to_edtf()[:10]
        else:
            lost.add(name)
    return fields, lost


def _whole(date: Date) -> bool:
    """Whether the date is one day that CFF's pattern allows."""
    return bool(_DAY.fullmatch(date.to_edtf()))


_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?")


def _issued(article: Article, date: Date) -> dict[str, Any]:
    if _whole(date):
        released = article.type in MESSAGES or "date-published" in _own(article)
        key = "date-released" if released else "date-published"
        return {key: date.to_edtf()[:10]}
    if date.literal and date == Date(literal=date.literal):
        return {"date-released": date.literal}  # no date that CFF allows, and as it was read
    if date != Date(date.year, date.month) or date.year is None:
        return {}
    return {"year": date.year, "month": date.month} if date.month else {"year": date.year}


def _original(_: Article, date: Date) -> dict[str, Any]:
    return {"year-original": date.year} if date.year and date == Date(date.year) else {}


def _page(_: Article, page: str) -> dict[str, Any]:
    match = re.fullmatch(r"([^\s,;-]+)-([^\s,;-]+)", page)
    if match and match[1] != match[2]:
        return {"start": numeral(match[1]), "end": numeral(match[2])}
    return {"start": numeral(page)}


def _container(article: Article, title: str) -> dict[str, Any]:
    key = "collection-title" if article.type == "paper-conference" else "journal"
    if key == "collection-title" and article.collection_title:
        key = "journal"
    return {key: without_tags(title)}


def _collection(article: Article, title: str) -> dict[str, Any]:
    kind = WRITTEN_TYPES.get(article.type, "generic")
    within = kind in PARTS_OF_PROCEEDINGS and not article.container_title
    return {} if within else {"collection-title": without_tags(title)}


def _publisher(article: Article, name: str) -> dict[str, Any]:
    entity = {"name": without_tags(name)}
    if article.publisher_place:
        entity["city"] = without_tags(article.publisher_place)
    own = article.custom.get(CUSTOM, {})
    thesis = article.type == "thesis" or "institution" in own
    return {"institution" if thesis and "publisher" not in own else "publisher": entity}


def _conference(article: Article, name: str) -> dict[str, Any]:
    entity = {"name": without_tags(name)}
    if article.event_place:
        entity["city"] = without_tags(article.event_place)
    date = article.event_date
    if date is not None:
        start, end = date.replace(end=None), date.end
        if _whole(start):
            entity["date-start"] = start.to_edtf()
        if _whole(end or start):
            entity["date-end"] = (end or start).to_edtf()
    return {"conference": entity}


def _with(owner: str) -> Any:
    """A field that its owner's rule has written already; lost where the owner is not set."""

    def rule(article: Article, _: Any) -> dict[str, Any]:
        value = getattr(article, owner)
        return _RULES[owner](article, value) if value else {}

    return rule


def _is_days(date: Date) -> bool:
    """Whether the date is a day, or some days from the first to the last."""
    return all(_whole(each) for each in (date.replace(end=None), date.end) if each is not None)


def _license(_: Article, text: str) -> dict[str, Any]:
    if re.match(r"https?://", text):
        return {"license-url": text}
    parts = text.split(" OR ")
    if not all(re.fullmatch(r"[A-Za-z0-9.+-]+", part) for part in parts):  # no names of SPDX
        return {}
    return {"license": parts if len(parts) > 1 else text}


def _language(_: Article, text: str) -> dict[str, Any]:
    """Two or three letters; CFF knows no regions."""
    code = read_language(text).partition("-")[0].lower()
    return {"languages": [code]} if re.fullmatch("[a-z]{2,3}", code) else {}


def _issn(_: Article, text: str) -> dict[str, Any]:
    """One number; of several the first."""
    return {"issn": re.split(r"[,;\s]", text, maxsplit=1)[0] if issn.find_all(text) else text}


_SHORTENED = frozenset({"language", "issn"})
"""Fields of which a part may be written only; the rest is reported."""


def _only(written: dict[str, Any]) -> list[Any]:
    """The elements of the one list that was written."""
    return [each for value in written.values() if isinstance(value, list) for each in value]


_RULES: dict[str, Any] = {
    "issued": _issued,
    "original_date": _original,
    "page": _page,
    "container_title": _container,
    "collection_title": _collection,
    "publisher": _publisher,
    "publisher_place": _with("publisher"),
    "event_title": _conference,
    "event_place": _with("event_title"),
    "event_date": lambda article, date: (
        _with("event_title")(article, date) if _is_days(date) else {}
    ),
    "keyword": lambda _, text: {"keywords": keywords.split(without_tags(text))},
    "license": _license,
    "language": _language,
    "issn": _issn,
    "jurisdiction": lambda _, text: {"patent-states": text.split(", ")},
}
"""Attributes that are not simply a key with the same text; {} says that the value does not fit."""


def _name(name: Name) -> dict[str, Any]:
    """A person or a body, as CFF's keys."""
    own = thaw(name.custom.get(CUSTOM, {}))
    entry: dict[str, Any] = {
        key: getattr(name, attribute)
        for key, attribute in PERSON.items()
        if getattr(name, attribute)
    }
    if name.dropping_particle and "name-particle" not in entry:
        entry["name-particle"] = name.dropping_particle
    if name.literal and not entry and own.get("alias") != name.literal:
        entry["name"] = name.literal
    if name.affiliation and "name" not in entry:
        entry["affiliation"] = "; ".join(name.affiliation)
    if name.orcid:
        entry["orcid"] = f"https://orcid.org/{name.orcid}"
    return {**entry, **{key: value for key, value in own.items() if key not in entry}}
