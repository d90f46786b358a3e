"""CITATION.cff to articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.cff.mapping import (
    ADDRESSES,
    CUSTOM,
    DATES,
    ISSUED,
    MESSAGES,
    NAMES,
    PARTS_OF_PROCEEDINGS,
    PERSON,
    PREFERRED,
    READ_DATES,
    READ_NAMES,
    REFERENCE,
    ROLE,
    TEXTS,
    TYPES,
)
from citeform.formats.schemaorg.values import read_language
from citeform.formats.yamltree import (
    Listing,
    Mapping,
    Node,
    Scalar,
    parse_yaml,
    plain,
    repeated_keys,
    text_of,
    texts_of,
)
from citeform.identifiers import doi, orcid
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.text import keywords

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source

_KNOWN_VERSION = re.compile(r"1\.[012](?:\.[0-9]+)?")
_WHOLE = frozenset({"preferred-citation", "references", "cff-version"})


def read(source: Source, report: Report) -> Iterator[Article]:
    """The root, the work preferred for citation, and the references, in this order."""
    for document in parse_yaml(source.text(), report):
        if isinstance(document, Mapping):
            yield from _file(document, report)
        elif not (isinstance(document, Scalar) and document.is_null):
            report.add(
                "yaml.not-a-record",
                "expected a mapping with the keys of the Citation File Format",
                line=document.line,
                column=document.column,
            )


def _file(root: Mapping, report: Report) -> Iterator[Article]:
    version = text_of(root.get("cff-version"))
    if not _KNOWN_VERSION.fullmatch(version):
        report.add(
            "cff.version",
            f"cff-version is {version!r}; read as 1.2" if version else "there is no cff-version",
            line=root.line,
            column=root.column,
        )
    preferred = root.get("preferred-citation")
    main = _root(root, report)
    if main.title or main.author or main.doi:
        if not (isinstance(preferred, Mapping) and _only_repeats(main, _work(preferred, None))):
            report.place = root.line, root.column
            yield main
    elif not version:
        message = "neither title, authors nor DOI: this is no citation file"
        report.add("record.unreadable", message, line=root.line, column=root.column)
    for role, node in ((PREFERRED, preferred), (REFERENCE, root.get("references"))):
        for each in node.items if isinstance(node, Listing) else [node]:
            if isinstance(each, Mapping):
                report.place = each.line, each.column
                yield _work(each, report, role)
            elif each is not None and not (isinstance(each, Scalar) and each.is_null):
                message = "expected a mapping with the keys of a reference"
                report.add("yaml.not-a-record", message, line=each.line, column=each.column)


def _only_repeats(main: Article, preferred: Article) -> bool:
    """Whether the root says nothing but what the preferred citation says: it only wraps it."""
    own = dict(main.items())
    return not main.custom and all(
        name == "type" or getattr(preferred, name) == value for name, value in own.items()
    )


def _root(node: Mapping, report: Report) -> Article:
    kind = text_of(node.get("type")) or "software"
    fields = _fields(node, report)
    custom = fields.pop("custom")
    if kind in MESSAGES:
        fields["type"] = kind
        custom.pop("type", None)
    else:
        fields["type"] = "software"
    if custom.get("message") == MESSAGES[fields["type"]]:
        del custom["message"]
    return Article(**fields, custom={CUSTOM: custom} if custom else {})


def _work(node: Mapping, report: Report | None, role: str = "") -> Article:
    kind = text_of(node.get("type"))
    fields = _fields(node, report)
    custom = fields.pop("custom")
    fields["type"] = TYPES.get(kind, "document")
    if kind == "article" and not (fields.get("container_title") or fields.get("issn")):
        fields["type"] = "article"
    if kind in TYPES and _written_again(fields["type"]) == kind:
        custom.pop("type", None)
    elif report is not None and kind not in TYPES:
        message = f"{kind!r} is not a type of the Citation File Format" if kind else "no type"
        report.add("type.unknown", message, line=node.line, column=node.column)
    if role:
        custom[ROLE] = role
    return Article(**fields, custom={CUSTOM: custom} if custom else {})


def _written_again(kind: str) -> str:
    from citeform.formats.cff.mapping import WRITTEN_TYPES

    return WRITTEN_TYPES.get(kind, "generic")


def _fields(node: Mapping, report: Report | None) -> dict[str, Any]:
    """The article's fields; `custom` holds the keys that no field took, as they came."""
    if report is not None:
        for twice in repeated_keys(node):
            message = f"the key {twice.text!r} is there twice; the last one counts"
            report.add("yaml.repeated-key", message, line=twice.line, column=twice.column)
    values = {key.text: value for key, value in node.pairs}
    fields: dict[str, Any] = {}
    used: set[str] = set(_WHOLE)
    for key, attribute in TEXTS.items():
        text = text_of(values.get(key))
        if text:
            fields[attribute] = text
            used.add(key)
    for table in (NAMES, READ_NAMES):
        for key, attribute in table.items():
            if key in values and attribute not in fields:
                names, whole = _names(values[key])
                fields[attribute] = names
                if whole:
                    used.add(key)
    for table in (DATES, READ_DATES):
        for key, attribute in table.items():
            if attribute not in fields and (date := _date(values.get(key))) is not None:
                fields[attribute] = date
                if key in DATES:
                    used.add(key)
    if text_of(values.get("type")) != "thesis" and fields.pop("genre", None):
        used.discard("thesis-type")
    for rule in (_issued, _doi, _address, _pages, _collection, _publisher, _conference, _lists):
        rule(values, fields, used)
    fields["custom"] = {
        key: plain(value) for key, value in values.items() if key not in used and not _null(value)
    }
    return fields


_Values = dict[str, Node]


def _null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null


def _nothing(node: Node) -> bool:
    """Whether the node says nothing: null, or a mapping of nulls."""
    if isinstance(node, Mapping):
        return all(_null(value) for _, value in node.pairs)
    return _null(node)


def _date(node: Node | None) -> Date | None:
    """A day; CFF has no time of day, so one that is there says nothing."""
    text = text_of(node)
    day = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?=[T ])", text)
    return Date.parse(day[0] if day else text) if text else None


def _issued(values: _Values, fields: dict[str, Any], used: set[str]) -> None:
    """A whole date, else year and month."""
    for key in ISSUED:
        date = _date(values.get(key))
        if date is not None:
            fields["issued"] = date
            if key != "issue-date":
                used.add(key)
            break
    year, month = text_of(values.get("year")), text_of(values.get("month"))
    if re.fullmatch(r"-?[0-9]{1,4}", year):
        date = Date(int(year), int(month) if re.fullmatch(r"0?[1-9]|1[0-2]", month) else 0)
        issued = fields.setdefault("issued", date)
        if (issued.year, issued.month if date.month else 0) == (date.year, date.month):
            used.add("year")
            if date.month:
                used.add("month")
    original = text_of(values.get("year-original"))
    if re.fullmatch(r"-?[0-9]{1,4}", original) and int(original):
        fields["original_date"] = Date(int(original))
        used.add("year-original")


def _doi(values: _Values, fields: dict[str, Any], used: set[str]) -> None:
    """The DOI bare; where `doi` holds none that can be (10.0000/FIXME), the first identifier's."""
    given = fields.pop("doi", "")
    found = doi.normalize(given)
    if found and not found.startswith("10.0"):
        fields["doi"] = found
        if found != given:
            used.discard("doi")
        return
    used.discard("doi")
    identifiers = values.get("identifiers")
    for each in identifiers.items if isinstance(identifiers, Listing) else []:
        if isinstance(each, Mapping) and text_of(each.get("type")) == "doi":
            found = doi.normalize(text_of(each.get("value")))
            if found and not found.startswith("10.0"):
                fields["doi"] = found
                return
    if given:
        fields["doi"] = given
        used.add("doi")


def _address(values: _Values, fields: dict[str, Any], used: set[str]) -> None:
    """The first of the addresses; those that are not `url` are also kept under their own keys."""
    for key in ADDRESSES:
        address = text_of(values.get(key))
        if address:
            fields["url"] = address
            if key == "url":
                used.add(key)
            return


def _pages(values: _Values, fields: dict[str, Any], used: set[str]) -> None:
    start, end = text_of(values.get("start")), text_of(values.get("end"))
    if start:
        fields["page"] = f"{start}-{end}" if end and end != start else start
        used.update(("start", "end"))
    elif re.search(r"[-–]", fields.get("number_of_pages", "")):
        fields["page"] = re.sub(r"--?|–", "-", fields.pop("number_of_pages"))


def _collection(values: _Values, fields: dict[str, Any], used: set[str]) -> None:
    """`collection-title`: the proceedings of a paper, the series of a book."""
    title = text_of(values.get("collection-title"))
    if not title:
        return
    kind = text_of(values.get("type"))
    within = kind in PARTS_OF_PROCEEDINGS and "container_title" not in fields
    fields["container_title" if within else "collection_title"] = title
    used.add("collection-title")


def _publisher(values: _Values, fields: dict[str, Any], used: set[str]) -> None:
    """The publisher; of a thesis or report, the institution in its place."""
    for key in ("publisher", "institution"):
        name, place, rest = entity_of(values.get(key))
        if name:
            fields["publisher"] = name
            if place:
                fields["publisher_place"] = place
            if not rest:
                used.add(key)
            return


def _conference(values: _Values, fields: dict[str, Any], used: set[str]) -> None:
    node = values.get("conference")
    name, place, rest = entity_of(node, "date-start", "date-end", "location")
    if not name:
        return
    fields["event_title"] = name
    if isinstance(node, Mapping):
        place = place or text_of(node.get("location"))
        start, end = _date(node.get("date-start")), _date(node.get("date-end"))
        if start is not None:
            fields["event_date"] = start.replace(end=end) if end and end != start else start
    if place:
        fields["event_place"] = place
    if not rest:
        used.add("conference")


def entity_of(node: Node | None, *more: str) -> tuple[str, str, bool]:
    """Name and place of a body, and whether it has keys beyond these and `more`."""
    if isinstance(node, Scalar):
        return text_of(node), "", False
    if not isinstance(node, Mapping):
        return "", "", False
    place = ", ".join(
        filter(None, (text_of(node.get(key)) for key in ("city", "region", "country")))
    )
    known = {"name", "city", *more}
    rest = any(key.text not in known and not _null(value) for key, value in node.pairs)
    return text_of(node.get("name")), place, rest


def _lists(values: _Values, fields: dict[str, Any], used: set[str]) -> None:
    """Key words, licences, languages, states of a patent: lists in CFF, one text in CSL."""
    words = texts_of(values.get("keywords"))
    if words:
        fields["keyword"] = keywords.join(words)
        used.add("keywords")
    licences = texts_of(values.get("license"))
    if licences:
        fields["license"] = " OR ".join(licences)
        used.add("license")
    elif address := text_of(values.get("license-url")):
        fields["license"] = address
    languages = texts_of(values.get("languages"))
    if languages:
        fields["language"] = read_language(languages[0])
        if languages == [fields["language"]]:
            used.add("languages")
    states = texts_of(values.get("patent-states"))
    if states:
        fields["jurisdiction"] = ", ".join(states)
        used.add("patent-states")


# ------------------------------------------------------------------ names


def _names(node: Node) -> tuple[tuple[Name, ...], bool]:
    """The names, and whether nothing of the node is left over."""
    names: list[Name] = []
    whole = True
    for each in node.items if isinstance(node, Listing) else [node]:
        name = _name(each)
        if name is not None:
            names.append(name)
        elif not _nothing(each):
            whole = False
    return tuple(names), whole


def _name(node: Node) -> Name | None:
    """A person, or a body; somebody of whom only an alias is known goes by that."""
    if isinstance(node, Scalar):
        return Name(literal=text_of(node)) if text_of(node) else None
    if not isinstance(node, Mapping):
        return None
    parts: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for key, value in node.pairs:
        text = text_of(value)
        if key.text in PERSON and text:
            parts[PERSON[key.text]] = text
        elif key.text == "affiliation" and text:
            parts["affiliation"] = (text,)
        elif key.text == "orcid" and orcid.normalize(text):
            parts["orcid"] = orcid.normalize(text)
        elif not _null(value):
            rest[key.text] = plain(value)
    if not any(key in parts for key in PERSON.values()):
        called = next((each for each in ("name", "alias") if isinstance(rest.get(each), str)), "")
        if not called:
            return None
        parts["literal"] = rest[called]
        if called == "name":
            del rest["name"]
    return Name(**parts, custom={CUSTOM: rest} if rest else None)
