"""A web page to the article it is about, and to the references marked in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.coins import from_context
from citeform.formats.html.scanner import Meta, Scanned, scan
from citeform.formats.html.vocabularies import (
    ADDRESSES,
    DUBLIN_CORE,
    EPRINTS,
    HIGHWIRE,
    KEYWORDS,
    OPEN_GRAPH,
    PEOPLE,
    PLAIN,
    PRISM,
    TYPES_BY_TAG,
    Rows,
    type_of_words,
)
from citeform.formats.jsonstream import nested_too_deeply
from citeform.formats.registry import BUILT_IN
from citeform.formats.schemaorg.files import works_in
from citeform.formats.schemaorg.mapping import CUSTOM as SCHEMA_ORG
from citeform.formats.schemaorg.reading import article_of
from citeform.formats.schemaorg.values import read_day, read_language
from citeform.formats.webnames import read_name, read_names
from citeform.identifiers import doi, isbn, issn, orcid, pmcid, pmid
from citeform.model.article import Article
from citeform.text import keywords
from citeform.text.jats import abstract_from_jats, from_jats

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.base import FormatInfo
    from citeform.formats.source import Source
    from citeform.model.names import Name

CUSTOM = "html"
_PREFIXES = (
    ("citation_", "highwire"),
    ("bepress_citation_", "bepress"),
    ("eprints.", "eprints"),
    ("prism.", "prism"),
    ("dc.", "dc"),
    ("dcterms.", "dc"),
    ("og:", "og"),
    ("article:", "og"),
    ("book:", "og"),
    ("books:", "og"),
    ("twitter:", "og"),
)
_KEPT = frozenset({"highwire", "bepress", "eprints", "prism", "dc"})
"""Vocabularies of works; what no field took of them is kept."""
_ORDER: tuple[tuple[str, Rows], ...] = (
    ("highwire", HIGHWIRE),
    ("bepress", HIGHWIRE),
    ("json-ld", {}),
    ("eprints", EPRINTS),
    ("prism", PRISM),
    ("dc", DUBLIN_CORE),
    ("og", OPEN_GRAPH),
    ("plain", PLAIN),
)
_MARKED_UP = frozenset(
    {"title", "container_title", "container_title_short", "event_title", "publisher"}
)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_DATES = frozenset({"issued", "available_date"})
_BETWEEN = {"issn": ", ", "isbn": " "}
"""Numbers of which a work may have several, and what stands between them."""
Tags = dict[str, dict[str, list[str]]]
"""Vocabulary to name to contents, in the page's order."""


class HtmlPage:
    """The format `html`: reads the metadata of a page."""

    @property
    def info(self) -> FormatInfo:
        """Name, suffixes, media types."""
        return BUILT_IN[CUSTOM]

    def read(self, source: Source, report: Report) -> Iterator[Article]:
        """The work that the page is about, then the references marked in it as COinS."""
        found = scan(source.text())
        reader = _Reader(found, report)
        main = reader.article()
        marked = [
            (article, line)
            for title, line in found.coins
            if _says_something(article := from_context(title))
        ]
        described = main is not None and bool(main.doi or main.author or main.type != "webpage")
        if main is not None and (described or not marked):
            report.place = 1, 1
            yield main
        yield from reader.others()
        for article, line in marked:
            if main is None or not described or not _same_work(article, main):
                report.place = line, 1
                yield article
        if main is None and not marked:
            report.add("html.no-metadata", "the page has neither metadata nor a title", line=1)


PAGE = HtmlPage()


def _says_something(article: Article) -> bool:
    return bool(article.title or article.container_title or article.doi)


def _same_work(one: Article, other: Article) -> bool:
    if one.doi and other.doi:
        return doi.same(one.doi, other.doi)
    return _letters(one.title) == _letters(other.title)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def grouped(metas: list[Meta]) -> Tags:
    """The meta tags by vocabulary and by name within it."""
    tags: Tags = {}
    for meta in metas:
        name = re.sub(r"^(dc|dcterms|prism|eprints)[:.]", r"\1.", meta.name)
        vocabulary, rest = "plain", name
        for prefix, known in _PREFIXES:
            if name.startswith(prefix):
                vocabulary = known
                rest = name if known == "og" else name.removeprefix(prefix)
                break
        tags.setdefault(vocabulary, {}).setdefault(rest, []).append(meta.content)
    return tags


class _Reader:
    """Puts one article together out of what the vocabularies say."""

    def __init__(self, found: Scanned, report: Report | None) -> None:
        self._found, self._report = found, report
        self._tags = grouped(found.metas)
        self._others: list[Article] = []
        self._linked = self._from_json_ld()
        self._guessed = False

    def article(self) -> Article | None:
        fields: dict[str, Any] = {}
        for vocabulary, rows in _ORDER:
            if vocabulary == "json-ld":
                for name, value in self._linked.items():
                    fields.setdefault(name, value)
                continue
            tags = self._tags.get(vocabulary, {})
            if vocabulary == "highwire" or (vocabulary == "bepress" and "page" not in fields):
                _set(fields, "page", _range(tags, "firstpage", "lastpage"))
            elif vocabulary == "prism":
                _set(fields, "page", _range(tags, "startingpage", "endingpage"))
            for attribute, names in rows.items():
                if attribute in _BETWEEN:
                    contents = [each for name in names for each in tags.get(name, ())]
                    numbers = dict.fromkeys(self._value(attribute, each) for each in contents)
                    _set(fields, attribute, _BETWEEN[attribute].join(filter(None, numbers)))
                    continue
                for name in names:
                    for content in tags.get(name, ()):
                        value = self._value(attribute, content)
                        if name == "arxiv_id" and not content.lower().startswith("arxiv:"):
                            value = f"arXiv:{value}"
                        _set(fields, attribute, value)
            self._people(vocabulary, tags, fields)
            words = [word for name in KEYWORDS.get(vocabulary, ()) for word in tags.get(name, ())]
            _set(fields, "keyword", keywords.join(_words(words)))
        self._identifiers(fields)
        fields["type"] = self._type(fields)
        self._address(fields)
        self._settle(fields)
        if not fields.get("title"):
            return None
        if fields["type"] == "webpage" and not self._tags.keys() - {"plain", "og"}:
            self._say("html.no-metadata", "no metadata of a work; read as a web page")
        if self._guessed:
            self._say("name.guessed", "the last word of a name was taken for the family name")
        article = Article(**{name: value for name, value in fields.items() if value})
        kept = self._kept(article)
        return article.replace(custom={**article.custom, CUSTOM: kept}) if kept else article

    def others(self) -> list[Article]:
        """Further works that the JSON-LD describes; none where the page's own tags name the one."""
        if not self._tags.keys() & _KEPT:
            return self._others
        for other in self._others:
            self._say("html.other-work", f"JSON-LD also describes {other.title or other.doi!r}")
        return []

    def _say(self, code: str, message: str, line: int = 1) -> None:
        if self._report is not None:
            self._report.add(code, message, line=line)

    def _from_json_ld(self) -> dict[str, Any]:
        """The fields of the first work that the page's JSON-LD describes."""
        values: list[Any] = []
        for text, line in self._found.json_ld:
            try:
                value = json.loads(_bare(text), strict=False)
            except (ValueError, RecursionError) as problem:
                message = f"a script of JSON-LD is not JSON: {getattr(problem, 'msg', problem)}"
                self._say("json.syntax", message, line)
                continue
            if nested_too_deeply(value):
                self._say("record.unreadable", "JSON-LD is nested too deeply", line)
            else:
                values.append(value)
        works = works_in(values, in_page=True)
        if not works:
            return {}
        self._others = [article_of(*work) for work in works[1:]]
        fields: dict[str, Any] = dict(article_of(*works[0]).items())
        return fields

    def _value(self, attribute: str, content: str) -> Any:
        """A tag's content as the field holds it; empty where it does not say one."""
        if attribute in _DATES:
            date = read_day(content)
            return date if not date.literal else None
        if attribute == "abstract":
            return _long(content)
        if attribute in _MARKED_UP:
            return from_jats(content, decode=False)
        text = " ".join(content.split())
        if attribute == "doi":
            return doi.normalize(text) or doi.find(text)
        if attribute == "issn":
            return issn.find(text) or issn.normalize(text) or text
        if attribute == "language":
            return read_language(text)
        if attribute == "license":
            return text if _WEB.match(text) or len(text) < 40 else ""
        if attribute == "page":
            return re.sub(r"^pp?\.\s?", "", re.sub(r"\s?(?:--?|–)\s?", "-", text))
        return text

    def _people(self, vocabulary: str, tags: dict[str, list[str]], fields: dict[str, Any]) -> None:
        rows = PEOPLE.get("highwire" if vocabulary == "bepress" else vocabulary, {})
        for attribute, names in rows.items():
            if attribute == "author" and fields.get("author"):
                continue
            if vocabulary == "highwire" and attribute == "author" and "author" in tags:
                people = self._highwire_authors()
            else:
                people = [
                    each
                    for name in names
                    for content in tags.get(name, ())
                    if not _WEB.match(content)
                    for each in self._names(content, alone=vocabulary in {"highwire", "bepress"})
                ]
            if attribute == "author":
                people = _with_details(people, self._linked.get("author", ()))
            _set(fields, attribute, tuple(people))

    def _names(self, content: str, *, alone: bool) -> list[Name]:
        """The names in a tag: one where the vocabulary says so, unless semicolons divide several."""
        if alone and ";" not in content:
            name, guessed = read_name(content, decode=False)
            names: tuple[Name, ...] = (name,) if name is not None else ()
        else:
            names, guessed = read_names(content, decode=False)
        self._guessed = self._guessed or guessed
        return list(names)

    def _highwire_authors(self) -> list[Name]:
        """The authors, each with the affiliations and the ORCID iD that follow in the page."""
        people: list[Name] = []
        for meta in self._found.metas:
            if meta.name == "citation_author":
                people.extend(self._names(meta.content, alone=True))
            elif meta.name == "citation_author_institution" and people:
                places = (*people[-1].affiliation, " ".join(meta.content.split()))
                people[-1] = people[-1].replace(affiliation=tuple(dict.fromkeys(places)))
            elif meta.name == "citation_author_orcid" and people:
                number = orcid.normalize(meta.content)
                people[-1] = people[-1].replace(orcid=number) if number else people[-1]
        return people

    def _type(self, fields: dict[str, Any]) -> str:
        for vocabulary in ("highwire", "bepress"):
            tags = self._tags.get(vocabulary, {})
            sure = next((kind for tag, kind in TYPES_BY_TAG if tag in tags), "")
            if sure and not (sure in {"article-journal", "chapter", "book"} and self._said_type()):
                return sure
        said = self._said_type()
        linked = fields.get("type", "")
        if said and linked in {"", "webpage", "document"}:
            return said
        if linked and linked != "webpage":
            return str(linked)
        if "publicationname" in self._tags.get("prism", {}) or fields.get("issn"):
            return "article-journal"
        kind = " ".join(self._tags.get("og", {}).get("og:type", ()))
        if kind == "article" and "dc" in self._tags and doi.normalize(str(fields.get("doi"))):
            return "article-journal"
        return "post-weblog" if kind == "blog" else "book" if kind == "book" else "webpage"

    def _said_type(self) -> str:
        """What `dc.type` or `eprints.type` say; of several the first that says a type."""
        for vocabulary, name in (("eprints", "type"), ("dc", "type"), ("dc", "type.articletype")):
            for content in self._tags.get(vocabulary, {}).get(name, ()):
                kind = type_of_words(content)
                if kind and not (kind == "webpage" and self._tags.keys() & {"highwire", "prism"}):
                    return kind
        return ""

    def _identifiers(self, fields: dict[str, Any]) -> None:
        """DOI, ISBN, ISSN, PMID among Dublin Core's identifiers, which do not say what they are."""
        dublin = self._tags.get("dc", {})
        for content in [*dublin.get("identifier", ()), *dublin.get("identifier.other", ())]:
            _set(
                fields,
                "doi",
                doi.normalize(content) or (doi.find(content) if "doi" in content else ""),
            )
            if not doi.find(content):
                _set(fields, "isbn", isbn.normalize(content))
                _set(fields, "issn", issn.normalize(content))
        for attribute, kind in (("pmid", pmid), ("pmcid", pmcid)):
            if fields.get(attribute):
                fields[attribute] = kind.normalize(fields[attribute]) or fields[attribute]

    def _address(self, fields: dict[str, Any]) -> None:
        linked = fields.pop("url", "")
        candidates: list[str] = []
        by_name: dict[str, str] = {}
        for meta in self._found.metas:
            by_name.setdefault(re.sub(r"^(dc|dcterms)[:.]", "dc.", meta.name), meta.content)
        for name in ADDRESSES:
            if name == "og:url":
                candidates += [self._found.address, linked]
            candidates.append(by_name.get(name, ""))
        fields["url"] = next(
            (each for each in candidates if _WEB.match(each) and "doi.org/" not in each), ""
        )

    def _settle(self, fields: dict[str, Any]) -> None:
        """What depends on several fields at once."""
        dublin, graph = self._tags.get("dc", {}), self._tags.get("og", {})
        others = tuple(
            each for each in fields.get("contributor", ()) if each not in fields.get("author", ())
        )
        if not fields.get("author"):  # some pages name their authors so
            fields["author"], others = others, ()
        fields["contributor"] = others
        if fields.get("available_date") == fields.get("issued"):
            fields.pop("available_date", None)
        if any(name in dublin for name in ("source.issn", "source.volume", "source.issue")):
            for content in dublin.get("source", ()):
                _set(fields, "container_title", from_jats(content, decode=False))
        if fields["type"] in {"webpage", "post-weblog"} or (
            fields["type"] == "article-journal" and not fields.get("container_title")
        ):
            site = next(iter(graph.get("og:site_name", ())), "")
            if site != fields.get("title"):
                _set(fields, "container_title", " ".join(site.split()))
        if fields["type"] in {"dataset", "software"}:  # the repository publishes it
            _set(fields, "publisher", next(iter(graph.get("og:site_name", ())), ""))
        if fields.get("container_title") == fields.get("title") and fields["type"] != "webpage":
            fields.pop("container_title", None)
        if fields["type"] == "book" and fields.get("container_title"):
            fields["type"] = "chapter"
        if not fields.get("title"):
            fields["title"] = from_jats(self._found.title)
        if not fields.get("language"):
            fields["language"] = self._found.language.strip()

    def _kept(self, article: Article) -> dict[str, Any]:
        """The tags of works' vocabularies that would not be written for this article."""
        from citeform.formats.html.tags import tags_of

        written = {(name.lower(), content) for name, content in tags_of(article)}
        kept: dict[str, Any] = {}
        for meta in self._found.metas:
            name = re.sub(r"^(dc|dcterms|prism|eprints)[:.]", r"\1.", meta.name)
            known = next((each for prefix, each in _PREFIXES if name.startswith(prefix)), "")
            if known in _KEPT and (name, meta.content) not in written:
                kept.setdefault(name, []).append(meta.content)
        return kept


def _set(fields: dict[str, Any], attribute: str, value: Any) -> None:
    if value and not fields.get(attribute):
        fields[attribute] = value


def _range(tags: dict[str, list[str]], first: str, last: str) -> str:
    """A range out of its two ends; the first alone where the last is missing or the same."""
    start = next(iter(tags.get(first, ())), "").strip()
    end = next(iter(tags.get(last, ())), "").strip()
    if not start:
        return ""
    return f"{start}-{end}" if end and end != start else start


def _words(contents: list[str]) -> list[str]:
    """Key words: a tag each, or all in one tag."""
    parts = [part.strip() for content in contents for part in re.split(r"[;\n]", content)]
    return keywords.split(parts[0]) if len(parts) == 1 else parts


def _long(content: str) -> str:
    """An abstract: with markup by its paragraphs, else line by line."""
    if re.search(r"</?[A-Za-z]", content):
        return abstract_from_jats(content, decode=False)
    return "\n".join(line.strip() for line in content.splitlines()).strip()


def _with_details(people: list[Name], known: tuple[Name, ...]) -> list[Name]:
    """The names with affiliation and ORCID iD of the same people as JSON-LD has them."""
    if len(people) != len(known):
        return people
    return [
        one.replace(
            affiliation=one.affiliation or other.affiliation, orcid=one.orcid or other.orcid
        )
        if _letters(one.family or one.literal) == _letters(other.family or other.literal)
        else one
        for one, other in zip(people, known, strict=True)
    ]


def _bare(script: str) -> str:
    """A script's content without the comment or CDATA marks that hide it from old browsers."""
    text = script.strip().strip(";")
    text = re.sub(r"^(?://\s*)?(?:<!\[CDATA\[|<!--)\s*", "", text)
    return re.sub(r"\s*(?://\s*)?(?:\]\]>|-->)$", "", text)


__all__ = ["CUSTOM", "PAGE", "SCHEMA_ORG", "HtmlPage", "grouped"]
