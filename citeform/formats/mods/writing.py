"""Articles as a collection of MODS records.

CSL's type is a `genre` with authority "csl"; a variable that MODS has no element for is a `note`
whose type is CSL's name with "csl:" before it; dates beside the date of issue are `dateOther`. So
`read` finds all of it again. Titles lose their markup, which MODS does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from citeform.formats.mods.tables import (
    DETAIL_NAMES,
    IDENTIFIERS,
    PERIODICAL,
    RESOURCE_NAMES,
    ROLE_CODES,
)
from citeform.formats.plainlosses import AFFILIATION, ORCID, report_plain_losses
from citeform.formats.serials import split_serials
from citeform.model.vocabulary import ATTRIBUTES, Kind
from citeform.text import keywords
from citeform.text.output.xml import element, escape, unmarked

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.model.article import Article
    from citeform.model.names import Name

_RANGE = re.compile(r"([^\s,;-]+)-([^\s,;-]+)")
_NCNAME = re.compile(r"[^\W\d][\w.-]*")
_WRITTEN = {
    "id",
    "type",
    "custom",
    "title",
    "container_title",
    "container_title_short",
    "publisher",
    "publisher_place",
    "edition",
    "language",
    "abstract",
    "license",
    "url",
    "page",
    "number_of_pages",
}
"""Fields with an element of their own, beside those that are added where they are written."""


def write(articles: Iterable[Article], report: Report) -> Iterator[str]:
    """A `modsCollection` with a `mods` for each article."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<modsCollection xmlns="http://www.loc.gov/mods/v3">\n'
    for article in articles:
        report_plain_losses(article, "MODS", report, keeps={AFFILIATION, ORCID})
        rows = "\n".join(f"    {row}" for row in _rows(article))
        key = article.id if _NCNAME.fullmatch(article.id) else ""
        yield f"  {element('mods', f'{chr(10)}{rows}{chr(10)}  ', ID=key, version='3.8')}\n"
    yield "</modsCollection>\n"


def _rows(article: Article) -> Iterator[str]:
    written = set(_WRITTEN)
    if article.title:
        yield element("titleInfo", element("title", unmarked(article.title)))
    if article.title_short:
        short = element("title", unmarked(article.title_short))
        yield element("titleInfo", short, type="abbreviated")
        written.add("title_short")
    for name, value in article.items():
        if name in ATTRIBUTES and ATTRIBUTES[name].kind is Kind.NAMES:
            yield from (_name(each, name) for each in value)
            written.add(name)
    yield element("typeOfResource", RESOURCE_NAMES.get(article.type, "text"))
    if article.type:
        yield element("genre", escape(article.type), authority="csl")
    yield from _origin(article, written)
    if article.language:
        yield element("language", element("languageTerm", escape(article.language), type="code"))
    if article.abstract:
        yield element("abstract", unmarked(article.abstract))
    for word in keywords.split(article.keyword):
        yield element("subject", element("topic", unmarked(word)))
    if keywords.join(keywords.split(article.keyword)) == article.keyword:
        written.add("keyword")
    if article.collection_title:
        yield _series(article, written)
    yield from _host(article, written)
    yield from _identifiers(article, written)
    if article.url:
        yield element("location", element("url", escape(article.url)))
    if article.license:
        yield element("accessCondition", unmarked(article.license))
    for name, value in article.items():
        if name not in written:
            yield element("note", unmarked(value), type=f"csl:{ATTRIBUTES[name].name}")
    key = article.id
    if key and not _NCNAME.fullmatch(key):
        yield element("recordInfo", element("recordIdentifier", escape(key)))


def _name(name: Name, role: str) -> str:
    code = ROLE_CODES.get(role)
    term = (
        element("roleTerm", code, type="code", authority="marcrelator")
        if code
        else element("roleTerm", ATTRIBUTES[role].name, type="text")
    )
    parts: list[str]
    if name.is_others:
        return element("name", element("etal") + element("role", term))
    if name.family:
        family = " ".join(filter(None, [name.non_dropping_particle, name.family]))
        given = " ".join(filter(None, [name.given, name.dropping_particle]))
        parts = [element("namePart", escape(family), type="family")]
        if given:
            parts.append(element("namePart", escape(given), type="given"))
        if name.suffix:
            parts.append(element("namePart", escape(name.suffix), type="termsOfAddress"))
    else:
        parts = [element("namePart", escape(name.literal or name.given))]
    parts.append(element("role", term))
    parts.extend(element("affiliation", escape(each)) for each in name.affiliation)
    if name.orcid:
        parts.append(element("nameIdentifier", escape(name.orcid), type="orcid"))
    return element("name", "".join(parts), type="personal" if name.family else "corporate")


def _origin(article: Article, written: set[str]) -> Iterator[str]:
    parts = []
    if article.publisher_place:
        place = element("placeTerm", unmarked(article.publisher_place), type="text")
        parts.append(element("place", place))
    if article.publisher:
        parts.append(element("publisher", unmarked(article.publisher)))
    if article.issued is not None:
        edtf = article.issued.to_edtf()
        encoding = "edtf" if edtf else ""
        text = edtf or article.issued.literal
        parts.append(element("dateIssued", escape(text), encoding=encoding, keyDate="yes"))
        written.add("issued")
    for name, value in article.items():
        if name in ATTRIBUTES and ATTRIBUTES[name].kind is Kind.DATE and name != "issued":
            text = escape(value.to_edtf() or value.literal)
            parts.append(element("dateOther", text, type=ATTRIBUTES[name].name))
            written.add(name)
    if article.edition:
        parts.append(element("edition", unmarked(article.edition)))
    if parts:
        yield element("originInfo", "".join(parts))


def _series(article: Article, written: set[str]) -> str:
    title = element("title", unmarked(article.collection_title))
    content = element("titleInfo", title)
    if article.collection_number:
        detail = element(
            "detail", element("number", escape(article.collection_number)), type="volume"
        )
        content += element("part", detail)
        written.add("collection_number")
    written.add("collection_title")
    return element("relatedItem", content, type="series")


def _host(article: Article, written: set[str]) -> Iterator[str]:
    """What it appeared in, and where in that; without a container the part is the record's own."""
    part = []
    for attribute, kind in DETAIL_NAMES.items():
        value = getattr(article, attribute)
        if value:
            part.append(element("detail", element("number", escape(value)), type=kind))
            written.add(attribute)
    page, total = article.page, article.number_of_pages
    extent = []
    if page:
        match = _RANGE.fullmatch(page)
        if match and match[1] != match[2]:
            extent = [element("start", escape(match[1])), element("end", escape(match[2]))]
        else:
            extent = [element("list", escape(page))]
    if total:
        extent.append(element("total", escape(total)))
    if extent:
        part.append(element("extent", "".join(extent), unit="pages"))
    parts = element("part", "".join(part)) if part else ""
    content = []
    if article.container_title:
        content.append(element("titleInfo", element("title", unmarked(article.container_title))))
    if article.container_title_short:
        short = element("title", unmarked(article.container_title_short))
        content.append(element("titleInfo", short, type="abbreviated"))
    if not content:
        if parts:
            yield parts
        return
    issuance = "continuing" if article.type in PERIODICAL else "monographic"
    content.append(element("originInfo", element("issuance", issuance)))
    content.append(parts)
    yield element("relatedItem", "".join(content), type="host")


def _identifiers(article: Article, written: set[str]) -> Iterator[str]:
    for kind, attribute in IDENTIFIERS.items():
        value = getattr(article, attribute)
        numbers = split_serials(value) if attribute in {"isbn", "issn"} else [value]
        yield from (element("identifier", escape(each), type=kind) for each in numbers if each)
        written.add(attribute)
    if article.number:
        yield element("identifier", escape(article.number), type="number")
        written.add("number")
