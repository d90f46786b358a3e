"""One reference of JATS: an element-citation, a mixed-citation, or text alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from citeform.formats.jats.tables import (
    COMMENTS,
    DATES,
    ELEMENTS,
    IDENTIFIERS,
    NAME,
    PARTS_OF,
    ROLES,
    TITLES,
    TYPES,
)
from citeform.identifiers import doi, orcid
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.model.vocabulary import ATTRIBUTES, Kind
from citeform.text.jats import from_element
from citeform.text.xmltree import XLINK_HREF, line_of, text_of, to_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from citeform.diagnostics import Report

CITATIONS = ("element-citation", "mixed-citation", "citation", "nlm-citation")

_WORDS = re.compile(r"[^\W\d_]{3}")


def from_citation(citation: _Element, key: str, report: Report) -> Article:
    """The work that is cited; what the tags do not say of it is kept in `custom["jats"]`."""
    draft = _Draft()
    for child in citation:
        rule = _RULES.get(child.tag)
        if rule is not None:
            rule(draft, child)
        elif child.tag in ELEMENTS:
            draft.fields.setdefault(ELEMENTS[child.tag], from_element(child))
        elif child.tag not in _IGNORED:
            draft.keep(child)
    fields = draft.fields
    if not fields and not draft.titles:
        text = from_element(citation)
        report.add(
            "reference.unstructured",
            f"a reference is running text: {text[:60]!r}",
            line=line_of(citation),
            record=key,
        )
        fields["note"] = text
    _finish(citation, draft)
    fields["id"] = key
    if draft.custom:
        fields["custom"] = {NAME: draft.custom}
    return Article(**fields)


class _Draft:
    """What was found in a citation so far."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.custom: dict[str, Any] = {}
        self.titles: dict[str, str] = {}
        self.date: dict[str, str] = {}
        self.pages: dict[str, str] = {}

    def keep(self, element: _Element) -> None:
        if text_of(element) or element.attrib:
            self.custom.setdefault(element.tag, []).append(to_data(element))

    def people(self, role: str, names: list[Name]) -> None:
        self.fields[role] = (*self.fields.get(role, ()), *names)


_IGNORED = {"label", "x", "bold", "italic", "sup", "sub", "sc", "named-content", "styled-content"}
"""Text of a mixed-citation; it is kept with the rest of its running text."""


def _finish(citation: _Element, draft: _Draft) -> None:
    fields, titles = draft.fields, draft.titles
    title = next((titles[tag] for tag in TITLES if tag in titles), "")
    source = titles.get("source", "")
    if "trans-title" in titles:
        draft.custom["trans-title"] = titles["trans-title"]
    fields["title"] = title or source
    if title:
        fields["container_title"] = source
    _pages(draft)
    _date(draft)
    fields["type"] = _type(citation, draft, has_container=bool(title and source))
    if citation.tag != "element-citation" and len(citation):
        loose = [citation.text or "", *(child.tail or "" for child in citation)]
        loose += [text_of(child) for child in citation if child.tag in _IGNORED - {"label"}]
        if _WORDS.search(" ".join(loose).replace("and", "")):
            draft.custom["mixed-citation"] = from_element(citation)


def _type(citation: _Element, draft: _Draft, *, has_container: bool) -> str:
    asked = citation.get("publication-type") or citation.get("citation-type") or ""
    kind = TYPES.get(asked.lower())
    if kind is None and asked:
        draft.custom["publication-type"] = asked
    if kind in PARTS_OF and has_container:
        return PARTS_OF[kind]
    if kind:
        return kind
    fields = draft.fields
    if has_container:
        return "chapter" if fields.get("publisher") else "article-journal"
    if fields.get("publisher") or fields.get("isbn"):
        return "book"
    return "webpage" if fields.get("url") else "document"


# ------------------------------------------------------------------ names


def names_of(group: _Element) -> list[Name]:
    """The people and bodies of a group, in order; "et al." at its end."""
    found: list[Name] = []
    for child in group:
        if found and child.tag in {"aff", "contrib-id"}:
            found[-1] = _with_more(found[-1], child)
            continue
        name = name_of(child)
        if name is not None:
            found.append(name)
    return found


def _with_more(name: Name, element: _Element) -> Name:
    """The name with the affiliation or ORCID iD that stands behind it."""
    text = text_of(element)
    if element.tag == "aff":
        return name.replace(affiliation=(*name.affiliation, text)) if text else name
    if element.get("contrib-id-type") != "orcid" or not text:
        return name
    return name.replace(orcid=orcid.normalize(text) or text)


def name_of(element: _Element) -> Name | None:
    """The name that an element is; None where it is none."""
    tag = element.tag
    if tag == "name-alternatives":
        return next(filter(None, map(name_of, element)), None)
    if tag in {"etal", "et-al"}:
        return Name.others()
    if tag in {"collab", "institution", "on-behalf-of", "anonymous", "collab-alternatives"}:
        own = element.find("institution")
        whole = from_element(own) if own is not None else _own_text(element)
        return (
            Name(literal=whole or ("Anonymous" if tag == "anonymous" else ""))
            if (whole or tag == "anonymous")
            else None
        )
    if tag not in {"name", "string-name"}:
        return None
    parts = {child.tag: from_element(child) for child in element}
    family, given = parts.get("surname", ""), parts.get("given-names", "")
    if not family and not given:
        whole = from_element(element)
        return Name(literal=whole) if whole else None
    return Name(
        family or given,
        given if family else "",
        suffix=parts.get("suffix", ""),
        static_ordering=element.get("name-style") == "eastern",
        custom={NAME: {"prefix": parts["prefix"]}} if parts.get("prefix") else None,
    )


def _own_text(element: _Element) -> str:
    """The text of a group without the list of its members."""
    members = {"contrib-group", "xref", "fn", "address", "email", "contrib-id"}
    if not any(child.tag in members for child in element):
        return from_element(element)
    pieces = [element.text or ""]
    for child in element:
        pieces.append("" if child.tag in members else text_of(child))
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())


def _single(draft: _Draft, element: _Element) -> None:
    """A name outside a group: an author, or an editor where editors were named before."""
    name = name_of(element)
    if name is not None:
        draft.people("author", [name])


def _group(draft: _Draft, element: _Element) -> None:
    kind = element.get("person-group-type") or "author"
    role = ROLES.get(kind)
    if role is None:
        draft.custom.setdefault("person-group-type", []).append(kind)
        role = "contributor"
    draft.people(role, names_of(element))


# ------------------------------------------------------------------ dates and pages


def _date_part(draft: _Draft, element: _Element) -> None:
    draft.date.setdefault(element.tag, text_of(element))
    exact = element.get("iso-8601-date")
    if exact:
        draft.date.setdefault("exact", exact)


def _date_element(draft: _Draft, element: _Element) -> None:
    for child in element:
        _date_part(draft, child)
    if element.get("iso-8601-date"):
        draft.date.setdefault("exact", element.get("iso-8601-date", ""))


def date_of_parts(parts: dict[str, str]) -> Date | None:
    """A date of year, month, day, season, exact (ISO 8601-2) and string-date."""
    exact = Date.parse(parts.get("exact", ""))
    if exact.year is not None or exact.end is not None:
        return exact
    month, day = parts.get("month", ""), parts.get("day", "")
    if month.isdigit() and len(month) < 3:
        month, day = month.zfill(2), day.zfill(2) if day else ""
        words = "-".join(filter(None, [parts.get("year", ""), month, day]))
    else:
        words = " ".join(
            filter(None, [parts.get("year", ""), month or parts.get("season", ""), day])
        )
    words = words or parts.get("string-date", "")
    match = _LETTERED_YEAR.fullmatch(words)
    return Date.parse(match[1] if match else words) if words else None


_LETTERED_YEAR = re.compile(r"(\d{4})[a-z]")
"""The letter that tells two works of a year apart belongs to the list it stands in."""


def _date(draft: _Draft) -> None:
    if draft.date:
        draft.fields["issued"] = date_of_parts(draft.date)


def _date_in_citation(draft: _Draft, element: _Element) -> None:
    attribute = DATES.get(element.get("content-type", ""))
    words = element.get("iso-8601-date") or text_of(element)
    date = Date.parse(words) if words else None
    if attribute and date is not None:
        draft.fields[attribute] = date
    else:
        draft.keep(element)


def _page_part(draft: _Draft, element: _Element) -> None:
    draft.pages.setdefault(element.tag, text_of(element))


def _pages(draft: _Draft) -> None:
    pages, number = page_and_number(draft.pages)
    draft.fields["page"] = pages
    if number:
        draft.fields["number"] = number


def page_and_number(parts: dict[str, str]) -> tuple[str, str]:
    """Pages, and the article number; the number stands in the place of pages that are not there."""
    first, last = parts.get("fpage", ""), parts.get("lpage", "")
    pages = parts.get("page-range", "").replace("–", "-")
    if not pages:
        pages = f"{first}-{last}" if first and last and first != last else first or last
    number = parts.get("elocation-id", "")
    return pages or number, number


# ------------------------------------------------------------------ the rest


def _title(draft: _Draft, element: _Element) -> None:
    text = from_element(element)
    if text:
        draft.titles.setdefault(element.tag, text)


def _identifier(draft: _Draft, element: _Element) -> None:
    kind = (element.get("pub-id-type") or "").lower()
    value = text_of(element)
    attribute = IDENTIFIERS.get({"pmc": "pmcid", "medline": "pmid"}.get(kind, kind))
    if kind in {"isbn", "issn"}:
        attribute = kind
    elif kind == "number":
        attribute = "number"
    if attribute == "doi":
        value = doi.normalize(value) or value
    if attribute and value:
        draft.fields.setdefault(attribute, value)
    else:
        draft.keep(element)


def _link(draft: _Draft, element: _Element) -> None:
    address = element.get(XLINK_HREF) or element.get("href") or text_of(element)
    found = doi.normalize(address)
    if found and "doi" not in draft.fields:
        draft.fields["doi"] = found
    elif "url" not in draft.fields and (
        address.startswith(("http:", "https:", "ftp:", "www."))
        or element.get("ext-link-type") == "uri"
    ):
        draft.fields["url"] = address
    elif found.lower() != str(draft.fields.get("doi", "")).lower():
        draft.keep(element)


def _comment(draft: _Draft, element: _Element) -> None:
    """A remark; or one of our own variables that JATS has no place for."""
    attribute = COMMENTS.get(element.get("content-type", ""))
    text = from_element(element)
    if attribute and ATTRIBUTES[attribute].kind not in {Kind.NAMES, Kind.DATE}:
        lines = [from_element(line) for line in element.iterfind("p")]
        draft.fields[attribute] = "\n".join(lines) if lines else text
        return
    for link in element.iter("ext-link", "uri"):
        _link(draft, link)
    links = {text_of(link) for link in element.iter("ext-link", "uri")}
    if text and text not in links:
        before = draft.fields.get("note")
        draft.fields["note"] = f"{before}\n{text}" if before else text


def _size(draft: _Draft, element: _Element) -> None:
    count = element.get("count") or text_of(element)
    if count.isdigit() and element.get("units", "pages") in {"pages", "page"}:
        draft.fields["number_of_pages"] = count
    else:
        draft.keep(element)


def _patent(draft: _Draft, element: _Element) -> None:
    draft.fields["number"] = text_of(element)


def _conference_date(draft: _Draft, element: _Element) -> None:
    words = element.get("iso-8601-date") or text_of(element)
    if words:
        draft.fields["event_date"] = Date.parse(words)


def _institution(draft: _Draft, element: _Element) -> None:
    """The university of a thesis, the body behind a report."""
    draft.fields.setdefault("publisher", from_element(element))


_RULES: dict[str, Callable[[_Draft, _Element], None]] = {
    **dict.fromkeys([*TITLES, "source", "trans-title"], _title),
    **dict.fromkeys(["name", "string-name", "collab", "etal", "name-alternatives"], _single),
    **dict.fromkeys(["year", "month", "day", "season", "string-date"], _date_part),
    **dict.fromkeys(["fpage", "lpage", "page-range", "elocation-id"], _page_part),
    **dict.fromkeys(["pub-id", "object-id"], _identifier),
    **dict.fromkeys(["ext-link", "uri"], _link),
    **dict.fromkeys(["comment", "annotation"], _comment),
    **dict.fromkeys(["size", "page-count"], _size),
    **dict.fromkeys(["patent", "std"], _patent),
    "anonymous": _single,
    "person-group": _group,
    "date": _date_element,
    "date-in-citation": _date_in_citation,
    "access-date": _date_in_citation,
    "conf-date": _conference_date,
    "institution": _institution,
}
