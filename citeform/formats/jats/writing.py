"""Articles as a reference list of JATS: a `ref-list` of `element-citation`s.

A variable that JATS has no element for becomes a `comment` whose `content-type` is CSL's name of
it, so nothing is lost and `read` finds it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from citeform.formats.jats.tables import DATE_NAMES, ELEMENTS, IDENTIFIERS, PARTS_OF, TYPE_NAMES
from citeform.formats.plainlosses import (
    AFFILIATION,
    MARKUP,
    ORCID,
    ORDER,
    report_plain_losses,
)
from citeform.identifiers import orcid
from citeform.model.vocabulary import ATTRIBUTES, Kind
from citeform.text.output.xml import element, escape, inline

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.model.article import Article
    from citeform.model.dates import Date
    from citeform.model.names import Name

_KEPT = frozenset({AFFILIATION, ORCID, ORDER, MARKUP})
_RANGE = re.compile(r"([^\s,;-]+)-([^\s,;-]+)")
_HOLDS_RANGE = re.compile(r"[^\s,;-]-[^\s,;-]")
_NOT_AN_ID = re.compile(r"[^\w.-]")
_BY_TAG = {attribute: tag for tag, attribute in ELEMENTS.items()}
_BY_ID = {attribute: kind for kind, attribute in IDENTIFIERS.items()}
_ELSEWHERE = {"id", "type", "custom", "title", "container_title", "page", "number", "url", "issued"}


def write(articles: Iterable[Article], report: Report) -> Iterator[str]:
    """A document with one `ref` for each article; ids are made such that XML allows them."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<ref-list xmlns:xlink="http://www.w3.org/1999/xlink">\n'
    taken: set[str] = set()
    for number, article in enumerate(articles, 1):
        key = _id(article.id, number, taken)
        if article.id and key != article.id:
            message = f"{article.id!r} cannot be an id in XML; written as {key!r}"
            report.add("write.changed-id", message, record=article.id)
        report_plain_losses(article, "JATS", report, keeps=_KEPT)
        citation = "".join(f"      {line}\n" for line in _citation(article))
        kind = TYPE_NAMES.get(article.type, article.type)
        yield f"  {element('ref', chr(10) + '    ' + _wrapped(citation, kind) + chr(10) + '  ', id=key)}\n"
    yield "</ref-list>\n"


def _wrapped(citation: str, kind: str) -> str:
    return element("element-citation", f"\n{citation}    ", publication_type=kind)


def _id(key: str, number: int, taken: set[str]) -> str:
    """A valid, unused NCName near the key."""
    candidate = _NOT_AN_ID.sub("_", key) or f"ref{number}"
    if not (candidate[0].isalpha() or candidate[0] == "_"):
        candidate = f"ref-{candidate}"
    while candidate in taken:
        candidate += "_"
    taken.add(candidate)
    return candidate


def _citation(article: Article) -> Iterator[str]:
    for name, value in article.items():
        if name in ATTRIBUTES and ATTRIBUTES[name].kind is Kind.NAMES:
            people = "".join(_name(each) + _of_person(each) for each in value)
            yield element("person-group", people, person_group_type=ATTRIBUTES[name].name)
    yield from _titles(article)
    if article.issued is not None:
        yield from _issued(article.issued)
    yield from _pages(article)
    for name, value in article.items():
        if name in _ELSEWHERE or name not in ATTRIBUTES:
            continue
        variable = ATTRIBUTES[name]
        if variable.kind is Kind.DATE:
            kind = DATE_NAMES.get(name, variable.name)
            exact = value.to_edtf()
            yield element(
                "date-in-citation", escape(str(value)), content_type=kind, iso_8601_date=exact
            )
        elif variable.kind is Kind.NAMES:
            continue
        elif name in _BY_TAG:
            yield element(_BY_TAG[name], inline(value))
        elif name in _BY_ID:
            yield element("pub-id", escape(value), pub_id_type=_BY_ID[name])
        else:
            yield element("comment", _lines(value), content_type=variable.name)
    if article.url:
        yield element("ext-link", escape(article.url), ext_link_type="uri", xlink__href=article.url)


def _titles(article: Article) -> Iterator[str]:
    """A work that appeared in another has a title of its own kind; else `source` is the title."""
    whole = article.type in PARTS_OF  # with a title of its own it would be read as a part
    if whole or not (article.container_title or article.type in {"article-journal", "chapter"}):
        if article.title:
            yield element("source", inline(article.title))
        if article.container_title:
            container = inline(article.container_title)
            yield element("comment", container, content_type="container-title")
        return
    if article.title:
        tag = "chapter-title" if article.type == "chapter" else "article-title"
        yield element(tag, inline(article.title))
    elif article.container_title:  # a source alone would be read as the title
        container = inline(article.container_title)
        yield element("comment", container, content_type="container-title")
        return
    if article.container_title:
        yield element("source", inline(article.container_title))


def _name(name: Name) -> str:
    if name.is_others:
        return element("etal")
    if not name.family:
        return element("collab", inline(name.literal or name.given))
    family = " ".join(filter(None, [name.non_dropping_particle, name.family]))
    given = " ".join(filter(None, [name.given, name.dropping_particle]))
    parts = [element("surname", escape(family))]
    if given:
        parts.append(element("given-names", escape(given)))
    if name.suffix:
        parts.append(element("suffix", escape(name.suffix)))
    style = "eastern" if name.static_ordering else ""
    return element("name", "".join(parts), name_style=style)


def _of_person(name: Name) -> str:
    """Where the person worked, and the ORCID iD: behind the name, in the group that it stands in."""
    places = "".join(element("aff", escape(each)) for each in name.affiliation)
    if not name.orcid:
        return places
    address = orcid.url(name.orcid) or name.orcid
    return places + element("contrib-id", escape(address), contrib_id_type="orcid")


def _issued(date: Date) -> Iterator[str]:
    if date.year is None:
        yield element("string-date", escape(str(date)))
        return
    year = str(date.year)
    yield element("year", year, iso_8601_date=date.to_edtf())
    if date.end is None:
        if date.month:
            yield element("month", str(date.month))
        if date.day:
            yield element("day", str(date.day))
        if date.season:
            yield element("season", escape(str(date.season)))


def _pages(article: Article) -> Iterator[str]:
    page, number = article.page, article.number
    if page == number:
        if number:
            yield element("elocation-id", escape(number))
        return
    if number:
        yield element("pub-id", escape(number), pub_id_type="number")
    match = _RANGE.fullmatch(page)
    if match and match[1] != match[2]:
        yield element("fpage", escape(match[1]))
        yield element("lpage", escape(match[2]))
    elif _HOLDS_RANGE.search(page) or not page:
        if page:
            yield element("page-range", escape(page))
    else:
        yield element("fpage", escape(page))


def _lines(value: str) -> str:
    lines = value.split("\n")
    if len(lines) == 1:
        return inline(value)
    return "".join(element("p", inline(line)) for line in lines)
