"""COinS: a reference as an OpenURL in the `title` of a span (ANSI/NISO Z39.88-2004, KEV format)."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from citeform.formats.webnames import read_name
from citeform.identifiers import doi, pmid
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.names import Name

_TEXTS: dict[str, tuple[str, ...]] = {
    "title": ("atitle", "title"),
    "container_title": ("jtitle",),
    "container_title_short": ("stitle",),
    "volume": ("volume",),
    "issue": ("issue",),
    "issn": ("issn", "eissn"),
    "isbn": ("isbn",),
    "publisher": ("pub", "inst", "publisher"),
    "publisher_place": ("place", "cc"),
    "edition": ("edition",),
    "number_of_pages": ("tpages",),
    "collection_title": ("series",),
    "genre": ("degree",),
    "language": ("language",),
}
_TYPES = {
    "article": "article-journal",
    "proceeding": "paper-conference",
    "bookitem": "chapter",
    "book": "book",
    "conference": "book",
    "report": "report",
    "preprint": "article",
    "dissertation": "thesis",
    "patent": "patent",
    "issue": "periodical",
    "journal": "periodical",
}
_LONGEST = 100_000


def read_coins(title: str) -> Article | None:
    """The reference in a span's title; None where it holds none."""
    try:
        values = parse_qs(title[:_LONGEST], max_num_fields=500)
    except ValueError:
        return None
    said: dict[str, list[str]] = {}
    for key, each in values.items():
        said.setdefault(key.removeprefix("rft."), []).extend(text.strip() for text in each)
    fields: dict[str, Any] = {}
    for attribute, keys in _TEXTS.items():
        fields[attribute] = next((said[key][0] for key in keys if said.get(key)), "")
    kind = _type(said)
    fields["type"] = kind
    book = next(iter(said.get("btitle", ())), "")
    if kind == "book" or not fields["title"]:
        fields["title"] = book or fields["title"]
    elif book and not fields["container_title"]:
        fields["container_title"] = book
    fields["author"] = _authors(said)
    date = next(iter(said.get("date", ())), "")
    fields["issued"] = Date.parse(date) if date else None
    fields["page"] = _pages(said)
    for key in ("rft_id", "id", "identifier"):
        for identifier in said.get(key, ()):
            fields["doi"] = fields.get("doi") or doi.normalize(identifier)
            if "pmid" in identifier:
                fields["pmid"] = pmid.normalize(identifier.rpartition("/")[2])
            elif identifier.startswith("http") and "doi.org/" not in identifier:
                fields.setdefault("url", identifier)
    if not (fields["title"] or fields["container_title"] or fields.get("doi")):
        return None
    return Article(**fields)


def _type(said: dict[str, list[str]]) -> str:
    genre = next(iter(said.get("genre", ())), "")
    if genre in _TYPES:
        return _TYPES[genre]
    form = next(iter(said.get("rft_val_fmt", ())), "").rpartition(":")[2]
    if form == "book":
        return "chapter" if said.get("atitle") else "book"
    return {"journal": "article-journal", "dc": "document"}.get(form, _TYPES.get(form, "document"))


def _authors(said: dict[str, list[str]]) -> tuple[Name, ...]:
    """The first author in parts, then those given as whole names, each once."""
    names: list[Name] = []
    families, givens = said.get("aulast", []), said.get("aufirst", []) or said.get("auinit", [])
    if families:
        suffix = next(iter(said.get("ausuffix", ())), "")
        names.append(Name(families[0], givens[0] if givens else "", suffix=suffix))
    for text in [*said.get("au", ()), *said.get("creator", ())]:
        name, _ = read_name(text)
        if name is not None and not any(_same(name, known) for known in names):
            names.append(name)
    names.extend(Name(literal=text) for text in said.get("aucorp", ()) if text)
    return tuple(names)


def _same(one: Name, other: Name) -> bool:
    return (one.family or one.literal, one.given[:1]) == (
        other.family or other.literal,
        other.given[:1],
    )


def _pages(said: dict[str, list[str]]) -> str:
    pages = next(iter(said.get("pages", ())), "").replace("–", "-").replace("--", "-")
    start, end = (next(iter(said.get(key, ())), "") for key in ("spage", "epage"))
    if start and end and start != end:
        return f"{start}-{end}"
    return pages or start or next(iter(said.get("artnum", ())), "")
