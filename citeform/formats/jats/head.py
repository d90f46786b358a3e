"""The front of a JATS article: article-meta and journal-meta."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citeform.formats.jats.citation import date_of_parts, name_of, page_and_number
from citeform.formats.jats.tables import NAME, ROLES
from citeform.identifiers import orcid, pmcid
from citeform.model.article import Article
from citeform.text import keywords
from citeform.text.jats import abstract_from_element, from_element
from citeform.text.xmlsmall import XML_LANG
from citeform.text.xmltree import XLINK_HREF, text_of, to_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from citeform.model.dates import Date
    from citeform.model.names import Name

_TYPES = {
    "book-review": "review-book",
    "product-review": "review",
    "preprint": "article",
    "dissertation": "thesis",
}
"""article-type to CSL's type; all others are articles in a journal."""
_KEPT = ("article-categories", "author-notes", "funding-group", "related-article", "history")
_NUMBERS = {"doi": "doi", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid"}
_DATE_KINDS = {
    "ppub": "print",
    "print": "print",
    "collection": "collection",
    "epub": "online",
    "electronic": "online",
    "epub-ppub": "print",
    "epreprint": "online",
    "pub": "online",
}


def from_front(front: _Element) -> Article:
    """The article itself; what has no variable is kept in `custom["jats"]`."""
    meta = front.find("article-meta")
    if meta is None:
        return Article()
    fields: dict[str, Any] = {}
    custom: dict[str, Any] = {}
    article = front.getparent()
    kind = "" if article is None else article.get("article-type", "")
    fields["type"] = _TYPES.get(kind, "article-journal")
    if kind:
        custom["article-type"] = kind
    if article is not None:
        fields["language"] = article.get(XML_LANG, "")
    _journal(fields, front.find("journal-meta"))
    _numbers(fields, custom, meta)
    _titles(fields, meta)
    _people(fields, meta)
    _dates(fields, meta)
    _places(fields, meta)
    _texts(fields, meta)
    for tag in _KEPT:
        found = meta.findall(tag)
        if found:
            custom[tag] = [to_data(each) for each in found]
    fields["id"] = fields.get("doi") or fields.get("pmcid") or fields.get("pmid") or ""
    fields["custom"] = {NAME: custom} if custom else None
    return Article(**fields)


def _journal(fields: dict[str, Any], meta: _Element | None) -> None:
    if meta is None:
        return
    fields["container_title"] = from_element(next(meta.iter("journal-title"), None))
    short = from_element(next(meta.iter("abbrev-journal-title"), None))
    for each in meta.iterfind("journal-id"):
        if not short and each.get("journal-id-type") in {"nlm-ta", "iso-abbrev"}:
            short = text_of(each)
    fields["container_title_short"] = short
    serials = sorted(
        meta.iterfind("issn"),
        key=lambda each: (
            "ppub" not in each.get("pub-type", "") and each.get("publication-format") != "print"
        ),
    )
    fields["issn"] = ", ".join(dict.fromkeys(filter(None, map(text_of, serials))))
    fields["publisher"] = from_element(meta.find("publisher/publisher-name"))
    fields["publisher_place"] = text_of(meta.find("publisher/publisher-loc"))


def _numbers(fields: dict[str, Any], custom: dict[str, Any], meta: _Element) -> None:
    for each in meta.iterfind("article-id"):
        kind, value = each.get("pub-id-type", ""), text_of(each)
        attribute = _NUMBERS.get(kind)
        if attribute == "pmcid":
            value = pmcid.normalize(value) or (f"PMC{value}" if value.isdigit() else value)
        if attribute and value:
            fields.setdefault(attribute, value)
        elif value:
            custom.setdefault("article-id", {})[kind] = value


def _titles(fields: dict[str, Any], meta: _Element) -> None:
    group = meta.find("title-group")
    if group is None:
        return
    title = from_element(group.find("article-title"))
    subtitle = from_element(group.find("subtitle"))
    if subtitle:
        title += (" " if title.endswith((":", "?", "!")) else ": ") + subtitle
    fields["title"] = title
    for each in group.iterfind("alt-title"):
        if "run" in each.get("alt-title-type", "") or each.get("alt-title-type") == "short":
            fields.setdefault("title_short", from_element(each))


def _people(fields: dict[str, Any], meta: _Element) -> None:
    places = {each.get("id", ""): _place(each) for each in meta.iter("aff")}
    for group in meta.iterfind("contrib-group"):
        shared = [_place(each) for each in group.iterfind("aff") if not each.get("id")]
        for contributor in group.iterfind("contrib"):
            name = next(filter(None, map(name_of, _name_elements(contributor))), None)
            if name is None:
                continue
            kind = contributor.get("contrib-type") or group.get("content-type") or "author"
            role = ROLES.get(
                kind.removesuffix("s"), "author" if "author" in kind else "contributor"
            )
            fields[role] = (*fields.get(role, ()), _with_places(name, contributor, places, shared))


def _name_elements(contributor: _Element) -> Iterator[_Element]:
    return (
        child
        for child in contributor
        if child.tag
        in {
            "name",
            "string-name",
            "name-alternatives",
            "collab",
            "collab-alternatives",
            "anonymous",
        }
    )


def _with_places(
    name: Name, contributor: _Element, places: dict[str, str], shared: list[str]
) -> Name:
    number = next(
        (
            orcid.normalize(text_of(each))
            for each in contributor.iterfind("contrib-id")
            if each.get("contrib-id-type") == "orcid"
        ),
        "",
    )
    own = [_place(each) for each in contributor.iterfind("aff")]
    for reference in contributor.iterfind("xref"):
        if reference.get("ref-type") == "aff":
            own += [places.get(key, "") for key in reference.get("rid", "").split()]
    return name.replace(orcid=number, affiliation=tuple(filter(None, own or shared)))


def _place(affiliation: _Element) -> str:
    """The text of an affiliation without the label that refers to it; tagged parts get commas."""
    parts = [child for child in affiliation if child.tag not in {"label", "sup"}]
    loose = [affiliation.text or "", *(child.tail or "" for child in affiliation)]
    if parts and not "".join(loose).strip(" \n\t,;."):
        return ", ".join(filter(None, (text_of(part).strip(" ,") for part in parts)))
    pieces = [affiliation.text or ""]
    for child in affiliation:
        pieces.append(text_of(child) if child.tag not in {"label", "sup"} else "")
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())


def _dates(fields: dict[str, Any], meta: _Element) -> None:
    """The issue's date in print; else the most exact one of its year."""
    dates: dict[str, Date] = {}
    for each in meta.iterfind("pub-date"):
        kind = (
            each.get("publication-format")
            or each.get("pub-type")
            or each.get("date-type")
            or "online"
        )
        parts = {child.tag: text_of(child) for child in each}
        parts["exact"] = each.get("iso-8601-date", "")
        date = date_of_parts(parts)
        if date is not None:
            dates.setdefault(_DATE_KINDS.get(kind, kind), date)
    online, collection = dates.get("online"), dates.get("collection")
    issued = dates.get("print") or collection or online or next(iter(dates.values()), None)
    if issued is not None and issued is collection and online and online.year == issued.year:
        issued = online
    fields["issued"] = issued
    if online != issued:
        fields["available_date"] = online
    for each in meta.iterfind("history/date"):
        if each.get("date-type") == "received":
            fields["submitted"] = date_of_parts({child.tag: text_of(child) for child in each})


def _places(fields: dict[str, Any], meta: _Element) -> None:
    fields["volume"] = text_of(meta.find("volume"))
    issue, supplement = text_of(meta.find("issue")), text_of(meta.find("supplement"))
    fields["issue"] = issue or supplement
    if issue and supplement:
        fields["supplement_number"] = supplement
    tags = ("fpage", "lpage", "page-range", "elocation-id")
    parts = {tag: text_of(meta.find(tag)) for tag in tags}
    fields["page"], fields["number"] = page_and_number(parts)
    conference = meta.find("conference")
    if conference is not None:
        fields["event_title"] = from_element(conference.find("conf-name"))
        fields["event_place"] = from_element(conference.find("conf-loc"))
    for each in meta.iterfind("self-uri"):
        address = each.get(XLINK_HREF) or text_of(each)
        if address.startswith("http"):
            fields.setdefault("url", address)


def _texts(fields: dict[str, Any], meta: _Element) -> None:
    abstracts = meta.findall("abstract")
    plain = [each for each in abstracts if not each.get("abstract-type")]
    fields["abstract"] = abstract_from_element(next(iter([*plain, *abstracts]), None))
    words = [from_element(each) for each in meta.iterfind("kwd-group/kwd")]
    fields["keyword"] = keywords.join(words)
    licence = meta.find("permissions/license")
    if licence is not None:
        reference = next(licence.iter("license_ref"), None)
        fields["license"] = (
            text_of(reference)
            or licence.get(XLINK_HREF, "")
            or text_of(licence.find("license-p"))
            or text_of(licence)
        )
