"""Entries and their parents to articles and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats import csljson
from citeform.formats.hayagriva.accepted import address, is_language, is_total, number
from citeform.formats.hayagriva.mapping import (
    CONTAINERS,
    DEFAULT_PARENTS,
    EVENTS,
    PLAIN,
    READ_TYPES,
    ROLES,
    SERIALS,
    TEXTS,
    WHOLES,
    WRITTEN_TYPES,
)
from citeform.formats.hayagriva.values import (
    read_date,
    read_persons,
    read_text,
    write_date,
    write_person,
    write_text,
)
from citeform.formats.yamltree import Mapping, Scalar, parse_yaml, plain, strings
from citeform.formats.yamlwriter import numeral, write_yaml
from citeform.model.article import Article
from citeform.model.record import thaw

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.dates import Date

CUSTOM = "hayagriva"
BESIDE = "csl"
"""Key of an entry under which stands what Hayagriva has no field for."""

Entry = dict[str, Any]
"""An entry as texts, lists and dictionaries; every number is the text it was written as."""


# ------------------------------------------------------------------ reading


def read(source: Source, report: Report) -> Iterator[Article]:
    """The entries of the file, in order; a key that is there twice gives two articles."""
    seen: set[str] = set()
    for document in parse_yaml(source.text(), report):
        if not isinstance(document, Mapping):
            if not (isinstance(document, Scalar) and document.is_null):
                message = "expected a mapping of keys to entries"
                report.add("yaml.not-a-record", message, line=document.line, column=document.column)
            continue
        for key, node in document.pairs:
            if not isinstance(node, Mapping):
                message = f"the entry {key.text!r} is no mapping of fields"
                report.add("yaml.not-a-record", message, line=key.line, column=key.column)
                continue
            if key.text in seen:
                message = f"the key {key.text!r} is there twice; both entries are kept"
                report.add("yaml.repeated-key", message, line=key.line, column=key.column)
            seen.add(key.text)
            report.place = key.line, key.column
            yield _article(key.text, strings(node), plain(node))


def _article(key: str, entry: Entry, as_written: dict[str, Any]) -> Article:
    """The article of an entry, with what the writer would say otherwise kept aside.

    A field that the writer would give and the entry leaves to its parent is kept as None.
    """
    if BESIDE in entry:
        entry[BESIDE] = as_written[BESIDE]
    fields = _fields(entry)
    fields["id"] = key
    article = Article(**fields)
    again = _texts(_entry(article))
    kept = {
        name: as_written.get(name)
        for name in again.keys() | entry.keys()
        if name != BESIDE and _alike({name: again.get(name)}) != _alike({name: entry.get(name)})
    }
    custom: dict[str, Any] = dict(thaw(article.custom))
    if kept:
        custom[CUSTOM] = kept
    return article.replace(custom=custom) if custom else article


def _alike(value: Any) -> Any:
    """A value for comparing: the case of types is free, a list of one is the one."""
    if isinstance(value, dict):
        return {
            key: each.lower() if key in {"type", "role"} and isinstance(each, str) else _alike(each)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return _alike(value[0]) if len(value) == 1 else [_alike(each) for each in value]
    return value


def _fields(entry: Entry) -> dict[str, Any]:
    """The article's fields by name; `csl` overrides what the entry itself says."""
    kind = _kind(entry, "misc")
    parents = _parents(entry, kind)
    fields: dict[str, Any] = {"type": _type(kind, parents)}
    _own(entry, fields)
    inherited = _chain(parents)
    for parent in parents:
        _from_parent(kind, parent, fields)
    _inherit(entry, inherited, fields)
    _numbers(entry, kind, parents, fields)
    beside = entry.get(BESIDE)
    if isinstance(beside, dict):
        said = csljson.from_item({key: each for key, each in beside.items() if each is not None})
        fields.update({csljson.attribute_of(key): None for key in beside}, **said.__dict__)
    return {name: value for name, value in fields.items() if value}


def _kind(entry: Entry, default: str) -> str:
    kind = entry.get("type")
    return kind.lower() if isinstance(kind, str) else default


def _parents(entry: Entry, kind: str) -> list[Entry]:
    """The parents, each with the type it has by default."""
    value = entry.get("parent")
    default = DEFAULT_PARENTS.get(kind, "misc")
    return [
        {**parent, "type": _kind(parent, default)}
        for parent in (value if isinstance(value, list) else [value])
        if isinstance(parent, dict)
    ]


def _chain(parents: list[Entry], levels: int = 4) -> list[Entry]:
    """The parents and theirs, nearest first; events and originals say nothing of the work."""
    chain = [parent for parent in parents if parent["type"] not in EVENTS | {"original"}]
    if levels:
        for parent in list(chain):
            chain.extend(_chain(_parents(parent, parent["type"]), levels - 1))
    return chain


def _type(kind: str, parents: list[Entry]) -> str:
    for parent in parents:
        found = READ_TYPES.get((kind, parent["type"]))
        if found:
            return found
    return READ_TYPES.get((kind, ""), "document")


def _own(entry: Entry, fields: dict[str, Any]) -> None:
    """What the entry says of itself."""
    for name, attribute in TEXTS.items():
        text, short = read_text(entry.get(name))
        fields[attribute] = text
        if name == "title":
            fields["title_short"] = short
    for name, attribute in PLAIN.items():
        value = entry.get(name)
        if isinstance(value, str):
            fields[attribute] = re.sub(r"--?|–", "-", value) if name == "page-range" else value
    fields["author"] = read_persons(entry.get("author"))
    affiliated = entry.get("affiliated")
    for group in affiliated if isinstance(affiliated, list) else [affiliated]:
        if isinstance(group, dict):
            attribute = ROLES.get(
                re.sub(r"(?<=[a-z])(?=[A-Z])", "-", str(group.get("role"))).lower(), ""
            )
            if attribute:
                fields[attribute] = (*fields.get(attribute, ()), *read_persons(group.get("names")))
    fields.update(_serials(entry))


def _serials(entry: Entry) -> dict[str, str]:
    serial = entry.get("serial-number")
    if isinstance(serial, str):
        return {"number": serial}
    if not isinstance(serial, dict):
        return {}
    return {
        attribute: serial[key]
        for key, attribute in SERIALS.items()
        if isinstance(serial.get(key), str)
    }


def _from_parent(kind: str, parent: Entry, fields: dict[str, Any]) -> None:
    """The parent's title, by what the parent is: container, series, event or original."""
    role = parent["type"]
    title, short = read_text(parent.get("title"))
    if role in EVENTS:
        fields["event_title"] = title
        fields["event_place"] = read_text(parent.get("location"))[0]
        fields["event_date"] = read_date(parent.get("date"))
    elif role == "original":
        fields["original_title"] = title
        fields["original_author"] = read_persons(parent.get("author"))
        fields["original_date"] = read_date(parent.get("date"))
        name, place = _publisher(parent)
        fields["original_publisher"], fields["original_publisher_place"] = name, place
    elif kind in WHOLES:
        fields.setdefault("collection_title", title)
        fields.setdefault("collection_number", _string(parent, "volume"))
        fields.setdefault("collection_editor", read_persons(parent.get("editor")))
    elif role in CONTAINERS and "container_title" not in fields:
        fields["container_title"] = _without_nocase(title)
        fields["container_title_short"] = short
        fields["container_author"] = read_persons(parent.get("author"))
        for grandparent in _parents(parent, role):
            if grandparent["type"] in EVENTS:
                _from_parent(kind, grandparent, fields)
            elif role in WHOLES:
                _from_parent(role, grandparent, fields)


def _without_nocase(title: str) -> str:
    """A container's name: styles do not change its case, so that needs no mark."""
    return re.sub(r'<span class="nocase">([^<>]*)</span>', r"\1", title)


def _string(entry: Entry, key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _publisher(entry: Entry) -> tuple[str, str]:
    value = entry.get("publisher")
    if isinstance(value, dict) and "value" not in value:
        return read_text(value.get("name"))[0], read_text(value.get("location"))[0]
    return read_text(value)[0], ""


def _inherit(entry: Entry, chain: list[Entry], fields: dict[str, Any]) -> None:
    """What the nearest says that says it: the entry, its parent, the parent's parent."""
    line = [entry, *chain]
    fields["issued"] = next((date for each in line if (date := read_date(each.get("date")))), None)
    fields["editor"] = next((who for each in line if (who := read_persons(each.get("editor")))), ())
    if fields["editor"] and fields["editor"] == fields.get("collection_editor"):
        fields["editor"] = read_persons(entry.get("editor"))
    for each in line:
        name, place = _publisher(each)
        if name or place:
            fields["publisher"] = name
            fields["publisher_place"] = place or read_text(each.get("location"))[0]
            break
    else:
        fields["publisher_place"] = next(
            (place for each in line if (place := read_text(each.get("location"))[0])), ""
        )
    fields["edition"] = next((text for each in line if (text := _string(each, "edition"))), "")
    for each in chain:
        for attribute in ("isbn", "issn"):
            fields.setdefault(attribute, _serials(each).get(attribute, ""))
        fields.setdefault("language", _string(each, "language"))
        fields.setdefault("number_of_volumes", _string(each, "volume-total"))
    if fields["type"] in {"thesis", "report"} and not fields.get("publisher"):
        fields["publisher"] = fields.pop("authority", "")
    url = next((each["url"] for each in line if each.get("url")), None)
    if isinstance(url, dict):
        fields["url"], fields["accessed"] = _string(url, "value"), read_date(url.get("date"))
    elif isinstance(url, str):
        fields["url"] = url


def _numbers(entry: Entry, kind: str, parents: list[Entry], fields: dict[str, Any]) -> None:
    """Volume and issue: of what the work appeared in, else its own."""
    containers = [] if kind in WHOLES else [each for each in parents if each["type"] in CONTAINERS]
    for name in ("volume", "issue"):
        found = (_string(each, name) for each in [*containers, entry])
        fields[name] = next(filter(None, found), "")


# ------------------------------------------------------------------ writing


def write(articles: Iterable[Article], report: Report) -> Iterator[str]:  # noqa: ARG001 -- all fits
    """An entry after another; one without an id, or with one that is taken, gets a new key."""
    taken: set[str] = set()
    for article in articles:
        key = article.id or _key(article)
        number = 2
        while key in taken:
            key = f"{article.id or _key(article)}-{number}"
            number += 1
        taken.add(key)
        yield write_yaml({key: _written(article)})
    if not taken:
        yield "{}\n"


def _key(article: Article) -> str:
    """A key for a work without one: its first author's family name and its year."""
    first = article.author[0] if article.author else None
    name = (first.family or first.literal) if first else article.title
    year = article.issued.year if article.issued else ""
    return re.sub(r"[^\w-]+", "-", f"{name}{year or ''}").strip("-").lower() or "work"


def _written(article: Article) -> Entry:
    """The entry as it was read, if the article still says that; else anew."""
    custom = dict(thaw(article.custom))
    kept: Entry = custom.pop(CUSTOM, {})
    bare = article.replace(custom=None)
    wanted = {name: value for name, value in bare.__dict__.items() if name != "id"}
    entry = _entry(bare)
    again = _fields(_texts(entry))
    if kept:
        said = {name: each for name, each in {**entry, **kept}.items() if each is not None}
        if _fields(_texts(said)) == wanted:
            entry, again = said, wanted
        else:
            known = _KNOWN | entry.keys()
            entry.update({name: value for name, value in kept.items() if name not in known})
    differing = {
        name: getattr(article, name)
        for name in wanted.keys() | again.keys()
        if wanted.get(name) != again.get(name)
    }
    beside = csljson.to_item(Article(**differing, custom=custom)) if differing or custom else {}
    beside.update({csljson.csl_name(name): None for name, value in differing.items() if not value})
    return {**entry, BESIDE: beside} if beside else entry


_KNOWN = frozenset(
    {*TEXTS, *PLAIN, "type", "author", "editor", "affiliated", "date", "parent", "publisher"}
    | {"location", "edition", "volume", "issue", "serial-number", "url"}
)


def _texts(value: Any) -> Any:
    """An entry as if it had been read: every scalar a text."""
    if isinstance(value, dict):
        return {key: _texts(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_texts(each) for each in value]
    return value if value is None or isinstance(value, str) else str(value)


def _entry(article: Article) -> Entry:
    """The entry that comes nearest to the article."""
    kind, container_kind = WRITTEN_TYPES.get(article.type, ("misc", ""))
    if article.container_title and not container_kind:
        container_kind = "repository" if kind == "article" else DEFAULT_PARENTS.get(kind, "misc")
        container_kind = container_kind if kind not in WHOLES else ""
    entry: Entry = {"type": kind}
    if article.title:
        entry["title"] = write_text(article.title, article.title_short)
    for name, attribute in TEXTS.items():
        if name != "title" and getattr(article, attribute):
            entry[name] = write_text(getattr(article, attribute))
    if article.author:
        entry["author"] = _persons(article.author)
    if article.issued is not None:
        _put_date(entry, "date", article.issued)
    container: Entry = {}
    if container_kind:
        container["type"] = container_kind
        if article.container_title:
            container["title"] = write_text(article.container_title, article.container_title_short)
        if article.container_author:
            container["author"] = _persons(article.container_author)
    of_whole = container if len(container) > 1 else entry
    if article.editor:
        of_whole["editor"] = _persons(article.editor)
    for name in ("volume", "issue", "edition"):
        if getattr(article, name):
            of_whole[name] = number(getattr(article, name))
    if article.publisher_place:
        publisher = {"name": write_text(article.publisher)} if article.publisher else {}
        of_whole["publisher"] = {**publisher, "location": write_text(article.publisher_place)}
    elif article.publisher:
        of_whole["publisher"] = write_text(article.publisher)
    for name, attribute in PLAIN.items():
        value = getattr(article, attribute)
        if value and _ACCEPTED.get(name, _anything)(value):
            entry[name] = value if name in _STRINGS else number(value)
    _put_serials(entry, of_whole, article)
    _put_url(entry, article)
    affiliated = [
        {"role": role, "names": _persons(getattr(article, attribute))}
        for role, attribute in ROLES.items()
        if getattr(article, attribute)
    ]
    if affiliated:
        entry["affiliated"] = affiliated
    _put_parents(entry, container, article)
    return entry


_STRINGS = frozenset({"language", "runtime"})
"""Fields that are no numbers even where they look so."""
_ACCEPTED: dict[str, Callable[[str], bool]] = {
    "language": is_language,
    "page-total": is_total,
    "volume-total": is_total,
}
"""Fields of which Hayagriva takes only some values; others stand under `csl`."""


def _anything(text: str) -> bool:  # noqa: ARG001 -- one of the questions above
    return True


def _persons(names: tuple[Any, ...]) -> Any:
    written = [write_person(name) for name in names]
    return written[0] if len(written) == 1 else written


def _put_date(entry: Entry, key: str, date: Date) -> None:
    text = write_date(date)
    if text:
        entry[key] = numeral(text)


def _put_serials(entry: Entry, of_whole: Entry, article: Article) -> None:
    for key, attribute in SERIALS.items():
        value = getattr(article, attribute)
        if value:
            where = of_whole if key in {"isbn", "issn"} else entry
            where.setdefault("serial-number", {})[key] = value
    if set(entry.get("serial-number", {})) == {"serial"}:
        entry["serial-number"] = entry["serial-number"]["serial"]


def _put_url(entry: Entry, article: Article) -> None:
    url = address(article.url)
    if not url:
        return
    entry["url"] = url
    visited = write_date(article.accessed) if article.accessed is not None else ""
    if visited:
        entry["url"] = {"value": url, "date": visited}


def _put_parents(entry: Entry, container: Entry, article: Article) -> None:
    """Container, series, event and original, each where the reader looks for it."""
    parents: list[Entry] = []
    series: Entry = {}
    if article.collection_title:
        series = {"type": "anthology", "title": write_text(article.collection_title)}
        if article.collection_number:
            series["volume"] = number(article.collection_number)
        if article.collection_editor:
            series["editor"] = _persons(article.collection_editor)
    if len(container) > 1:
        if series:
            container["parent"] = series
        parents.append(container)
    elif series:
        parents.append(series)
    if article.event_title:
        event: Entry = {"type": "conference", "title": write_text(article.event_title)}
        if article.event_place:
            event["location"] = write_text(article.event_place)
        if article.event_date is not None:
            _put_date(event, "date", article.event_date)
        parents.append(event)
    if article.original_title or article.original_date or article.original_author:
        parents.append(_original(article))
    if parents:
        entry["parent"] = parents[0] if len(parents) == 1 else parents


def _original(article: Article) -> Entry:
    original: Entry = {"type": "original"}
    if article.original_title:
        original["title"] = write_text(article.original_title)
    if article.original_author:
        original["author"] = _persons(article.original_author)
    if article.original_date is not None:
        _put_date(original, "date", article.original_date)
    if article.original_publisher_place:
        original["publisher"] = {
            "name": write_text(article.original_publisher),
            "location": write_text(article.original_publisher_place),
        }
    elif article.original_publisher:
        original["publisher"] = write_text(article.original_publisher)
    return original
