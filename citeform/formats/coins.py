"""COinS: OpenURL context objects in the `title` of HTML spans of class Z3988, or bare.

ANSI/NISO Z39.88-2004 with the formats info:ofi/fmt:kev:mtx:journal, book, dissertation, patent, dc;
"OpenURL COinS: A Convention to Embed Bibliographic Metadata in HTML". A bare context object, a
whole OpenURL and one of version 0.1 are read too. What has no field is kept in `custom["coins"]`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from citeform.diagnostics import Lines
from citeform.formats.gathering import Gathering
from citeform.formats.invertednames import parse_name
from citeform.formats.registry import BUILT_IN
from citeform.formats.serials import sort_serials
from citeform.formats.tagged import page_range, plain_dashes
from citeform.identifiers import doi as doi_id
from citeform.identifiers import pmid as pmid_id
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.text import keywords

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article

info = BUILT_IN["coins"]
NAME = "coins"

_TEXTS = {
    "atitle": "title",
    "stitle": "container_title_short",
    "volume": "volume",
    "issue": "issue",
    "edition": "edition",
    "pub": "publisher",
    "place": "publisher_place",
    "series": "collection_title",
    "tpages": "number_of_pages",
    "inst": "publisher",
    "degree": "genre",
    "number": "number",
    "co": "jurisdiction",
    "part": "part_number",
    "title_short": "title_short",
    "description": "abstract",
    "language": "language",
    "rights": "license",
    "publisher": "publisher",
    "source": "source",
}
"""Key, without rft. before it, to attribute."""

_GENRES = {
    "article": "article-journal",
    "preprint": "article",
    "proceeding": "paper-conference",
    "conference": "paper-conference",
    "issue": "periodical",
    "journal": "periodical",
    "book": "book",
    "bookitem": "chapter",
    "report": "report",
    "document": "document",
    "dissertation": "thesis",
    "patent": "patent",
    "unknown": "",
}
_FORMATS = {
    "journal": "article-journal",
    "book": "book",
    "dissertation": "thesis",
    "patent": "patent",
}
"""The genre, and else the format, and the CSL type."""

_TYPES_OF_DC = {
    "journalarticle": "article-journal",
    "newspaperarticle": "article-newspaper",
    "magazinearticle": "article-magazine",
    "webpage": "webpage",
    "blogpost": "post-weblog",
    "book": "book",
    "booksection": "chapter",
    "conferencepaper": "paper-conference",
    "thesis": "thesis",
    "report": "report",
    "dataset": "dataset",
    "computerprogram": "software",
    "videorecording": "motion_picture",
    "artwork": "graphic",
    "map": "map",
    "document": "document",
    "encyclopediaarticle": "entry-encyclopedia",
    "presentation": "speech",
    "interview": "interview",
    "letter": "personal_communication",
    "patent": "patent",
    "manuscript": "manuscript",
}
"""Zotero's types, as it writes them in rft.type of Dublin Core."""

_SPAN = re.compile(r"<span\b([^<>]{0,200000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![a-z-])([a-z-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_CONTEXT = re.compile(r"(?:ctx_ver=|rft_val_fmt=|url_ver=Z39)", re.IGNORECASE)
_OPENURL = re.compile(r"\bgenre=|\b(?:rft\.)?(?:a?title|au(?:last)?|issn|isbn)=", re.IGNORECASE)
_NOT_DATA = frozenset(
    "ctx_ver ctx_enc ctx_id ctx_tim ctx_id url_ver url_ctx_fmt url_tim rft_val_fmt rfe_val_fmt "
    "rfr_id sid svc_id svc_val_fmt url ver_ctx".split()
)
_TOGETHER = frozenset(
    "title jtitle btitle genre type format au aulast aufirst auinit auinit1 auinitm ausuffix aucorp "
    "creator contributor invlast invfirst inventor date appldate spage epage pages issn eissn isbn "
    "identifier id doi pmid subject ssn quarter artnum advisor".split()
)


def read(source: Source, report: Report) -> Iterator[Article]:
    """A record for each context object, in the order of the text."""
    text = source.text()
    lines = Lines(text)
    found = False
    for offset, query in _contexts(text):
        found = True
        report.place = lines.at(offset)
        yield from_context(query)
    if not found:
        report.add("input.empty", "there is no COinS span and no OpenURL")


def _contexts(text: str) -> Iterator[tuple[int, str]]:
    """Where each context object stands, and the object."""
    spans = False
    for match in _SPAN.finditer(text):
        attributes = {name.lower(): one or two for name, one, two in _ATTRIBUTE.findall(match[1])}
        if "z3988" in attributes.get("class", "").lower().split() and attributes.get("title"):
            spans = True
            yield match.start(), html.unescape(attributes["title"])
    if spans:
        return
    offset = 0
    for line in text.splitlines(keepends=True):
        query = line.strip().rpartition("?")[2]
        if "=" in query and (_CONTEXT.search(query) or _OPENURL.search(query)):
            yield offset, query.replace("&amp;", "&")
        offset += len(line)


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    """The keys and values of a query; those without a value are left out.

    As `urllib.parse.parse_qsl`, which takes 190 bytes for each byte of a query of percent signs.
    """
    for part in query.split("&"):
        key, _, value = part.partition("=")
        if value:
            yield _decoded(key), _decoded(value)


def _decoded(text: str) -> str:
    """The text with its percent-encoding undone; what is none stays."""
    return _ESCAPES.sub(
        lambda match: unquote_to_bytes(match[0]).decode("utf-8", "replace"), text.replace("+", " ")
    )


def from_context(query: str) -> Article:
    """A context object in the form key=value&key=value as an `Article`."""
    draft = Gathering()
    waiting: dict[str, list[str]] = {}
    pairs = list(_pairs(query))
    given = {key.lower(): value.strip() for key, value in reversed(pairs)}
    for full, raw in pairs:
        value = " ".join(raw.split())
        key = full.lower().removeprefix("rft.")
        if not value or key in _NOT_DATA:
            continue
        if full.lower() in {"rft_id", "id"} or key == "identifier":
            _identifier(draft, full, value)
        elif key in _TOGETHER:
            waiting.setdefault(key, []).append(value)
        elif key in _TEXTS:
            draft.put(_TEXTS[key], full, value)
        else:
            draft.keep(full, value)
    schema = given.get("rft_val_fmt", "").rpartition(":")[2].lower()
    _type(draft, waiting, schema)
    _titles(draft, waiting)
    _people(draft, waiting)
    _numbers(draft, waiting)
    draft.put("keyword", "subject", keywords.join(waiting.get("subject", ())))
    return draft.article(NAME)


def _identifier(draft: Gathering, key: str, value: str) -> None:
    """rft_id: info:doi/…, info:pmid/…, urn:ISBN:…, or an address."""
    number = doi_id.normalize(value)
    if number:
        draft.put("doi", key, number)
    elif "pmid" in value.lower() and pmid_id.normalize(value):
        draft.put("pmid", key, pmid_id.normalize(value))
    elif value.lower().startswith("urn:isbn:"):
        draft.put("isbn", key, value[9:])
    elif value.startswith(("http://", "https://")):
        draft.put("url", key, value)
    else:
        draft.keep(key, value)


def _type(draft: Gathering, waiting: dict[str, list[str]], schema: str) -> None:
    genre = waiting.get("genre", [""])[0].lower()
    dublin = waiting.get("type", [""])[0].replace(" ", "").lower()
    kind = _GENRES.get(genre) or _FORMATS.get(schema, "") or _TYPES_OF_DC.get(dublin, "")
    if kind == "book" and "atitle" not in waiting and "title" in draft.fields:
        kind = "chapter"
    if kind == "periodical" and "title" in draft.fields:
        kind = "article-journal"
    if not kind:
        kind = "article-journal" if "title" in draft.fields else "document"
    draft.fields["type"] = kind
    if genre and genre not in _GENRES:
        draft.keep("genre", genre)
    if dublin and dublin not in _TYPES_OF_DC and schema == "dc":
        draft.keep("type", waiting["type"][0])


def _titles(draft: Gathering, waiting: dict[str, list[str]]) -> None:
    """Jtitle and btitle name the container where there is an article's title (atitle)."""
    inside = "title" in draft.fields
    for key in ("jtitle", "btitle", "title"):
        for value in waiting.get(key, ()):
            container = inside or (key == "jtitle" and draft.fields["type"] != "periodical")
            draft.put("container_title" if container else "title", key, value)
    short = draft.fields.get("container_title_short")
    if short and inside:
        draft.fields.setdefault("container_title", short)


def _people(draft: Gathering, waiting: dict[str, list[str]]) -> None:
    """Aulast and aufirst say again, in parts, who is the first of au."""
    first = _first_author(waiting, "aulast", "aufirst") or _first_author(
        waiting, "invlast", "invfirst"
    )
    names: list[Name] = []
    for key in ("au", "creator", "inventor"):
        names.extend(name for name in map(_author, waiting.get(key, ())) if name is not None)
    if first is not None and not (names and _same_person(names[0], first)):
        names = [first, *(name for name in names if not _same_person(name, first))]
    elif first is not None:
        names[0] = first if len(str(first)) >= len(str(names[0])) else names[0]
    names.extend(Name(literal=value) for value in waiting.get("aucorp", ()))
    if names:
        draft.people("author", names)
    for key in ("contributor", "advisor"):
        others = [name for name in map(_author, waiting.get(key, ())) if name is not None]
        if others:
            draft.people("contributor", others)


def _first_author(waiting: dict[str, list[str]], last: str, first: str) -> Name | None:
    if last not in waiting:
        return None
    given = waiting.get(first, [""])[0]
    if not given:
        initials = waiting.get("auinit") or [
            " ".join([*waiting.get("auinit1", ()), *waiting.get("auinitm", ())])
        ]
        given = initials[0]
    return Name(waiting[last][0], given, suffix=waiting.get("ausuffix", [""])[0])


def _author(text: str) -> Name | None:
    """A name in either order: "Doe, Jane" or "Jane Doe"."""
    name = parse_name(text)
    if name is None or not name.is_literal or name.is_others:
        return name
    given, _, family = text.rpartition(" ")
    return Name(family, given) if given and len(text.split()) <= 3 else name


def _same_person(one: Name, other: Name) -> bool:
    """Whether the family names agree, and the given names as far as both have them."""
    if (one.family or one.literal).casefold() != (other.family or other.literal).casefold():
        return False
    return one.given[:1].casefold() == other.given[:1].casefold() or not (one.given and other.given)


def _numbers(draft: Gathering, waiting: dict[str, list[str]]) -> None:
    for key, attribute in (("date", "issued"), ("appldate", "submitted")):
        for value in waiting.get(key, ()):
            date = Date.parse(value)
            if attribute == "submitted" and date.year is None:
                draft.keep(key, value)
            else:
                draft.put(attribute, key, date)
    first, last = waiting.get("spage", [""])[0], waiting.get("epage", [""])[0]
    pages = plain_dashes(waiting.get("pages", [""])[0])
    draft.put("page", "spage", pages or page_range(first, last))
    for value in waiting.get("artnum", ()):
        draft.put("number" if "page" in draft.fields else "page", "artnum", value)
    values = tuple(value for key in ("issn", "eissn", "isbn") for value in waiting.get(key, ()))
    found, rest = sort_serials(values, draft.fields["type"])
    for attribute, value in found:
        draft.put(attribute, "issn", value)
    for value in rest:
        draft.keep("issn", value)
    for key in ("doi", "pmid"):
        for value in waiting.get(key, ()):
            normal = (doi_id if key == "doi" else pmid_id).normalize(value)
            if normal:
                draft.put(key, key, normal)
            else:
                draft.keep(key, value)
    for key in ("ssn", "quarter", "format"):
        for value in waiting.get(key, ()):
            draft.keep(key, value)
