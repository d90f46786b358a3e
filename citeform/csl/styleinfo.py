"""StyleInfo: what a style says of itself in cs:info, and how well it answers to search words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from citeform.diagnostics import Report
from citeform.text.xmlsmall import XML_LANG

_CSL = "{http://purl.org/net/xbiblio/csl}"
_HEADER_END = b"</info>"
_WORD = re.compile(r"\w+")


class StyleInfo(NamedTuple):
    """What is known of a style without compiling it (CSL 1.0.2, "Info")."""

    name: str
    """The name it is asked for by: its file's, without the suffix."""
    title: str = ""
    title_short: str = ""
    id: str = ""
    """The URI that identifies it."""
    parent: str = ""
    """Of a dependent style, the name of the style that it is formatted by; else ""."""
    category: str = ""
    """How it cites: "author-date", "author", "numeric", "label", "note"."""
    fields: tuple[str, ...] = ()
    """Its disciplines: "medicine", "law" …"""
    issns: tuple[str, ...] = ()
    """The journals it is for, printed and electronic ISSNs alike."""
    default_locale: str = ""
    licence: str = ""
    """URL of the licence that the style's file is under."""
    documentation: tuple[str, ...] = ()
    """Where the rules are written down."""
    updated: str = ""

    @property
    def is_dependent(self) -> bool:
        """Whether it only names another style, as the styles of most single journals do."""
        return bool(self.parent)

    def to_dict(self) -> dict[str, Any]:
        """The same as a dictionary of JSON values."""
        return self._asdict()


_LISTS = frozenset({"fields", "issns", "documentation"})


def to_row(info: StyleInfo) -> list[Any]:
    """The values in the order of the fields; `from_row` makes the same again."""
    return [*info]


def from_row(row: Sequence[Any]) -> StyleInfo:
    """Raises `ValueError` or `TypeError` where the row is not one of `to_row`."""
    values = dict(zip(StyleInfo._fields, row, strict=True))
    if not all(isinstance(each, list if name in _LISTS else str) for name, each in values.items()):
        raise TypeError("not a row of a style")
    frozen: dict[str, Any] = {
        name: tuple(each) if name in _LISTS else each for name, each in values.items()
    }
    return StyleInfo(**frozen)


# ------------------------------------------------------------------ reading


def read_info(name: str, xml: bytes) -> StyleInfo:
    """A style's own account of itself; what is missing or broken is "".

    Only the start of the file is parsed, for there are thousands to list.
    """
    from citeform.text.xmltree import parse_xml

    end = xml.find(_HEADER_END)
    if end >= 0 and b"<!DOCTYPE" not in xml[:end]:
        xml = xml[: end + len(_HEADER_END)] + b"</style>"
    root = parse_xml(xml, Report(name))
    if root is None:
        return StyleInfo(name)
    texts: dict[str, str] = {}
    links: dict[str, list[str]] = {}
    disciplines: list[str] = []
    issns: list[str] = []
    category = licence = ""
    for element in root.iterfind(f"{_CSL}info/*"):
        tag = element.tag.removeprefix(_CSL)
        text = " ".join((element.text or "").split())
        if tag == "link":
            links.setdefault(element.get("rel", ""), []).append(element.get("href", ""))
        elif tag == "category":
            category = element.get("citation-format", category)
            disciplines += filter(None, [element.get("field"), element.get("term")])
        elif tag in {"issn", "eissn", "issnl"}:
            issns += [text] if text else []
        elif tag == "rights":
            licence = element.get("license", "") or text
        else:
            texts.setdefault(tag, text)
    parents = links.get("independent-parent", [""])
    return StyleInfo(
        name,
        texts.get("title", ""),
        texts.get("title-short", ""),
        texts.get("id", ""),
        name_of_uri(parents[0]),
        category,
        tuple(disciplines),
        tuple(dict.fromkeys(issns)),
        root.get("default-locale", "") or root.get(XML_LANG, ""),
        licence,
        tuple(links.get("documentation", ())),
        texts.get("updated", ""),
    )


def name_of_uri(uri: str) -> str:
    """The name at the end of a style's URI.

    >>> name_of_uri("http://www.zotero.org/styles/apa")
    'apa'
    """
    return uri.strip().rstrip("/").rpartition("/")[2].removesuffix(".csl")


# ------------------------------------------------------------------ searching


def words_of(text: str) -> list[str]:
    """The words without case and accents.

    >>> words_of("Zeitschrift für Ärzte: A & B")
    ['zeitschrift', 'fur', 'arzte', 'a', 'b']
    """
    if text.isascii():
        return _WORD.findall(text.lower())
    split = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(each for each in split if not unicodedata.combining(each)))


def relevance(info: StyleInfo, words: Sequence[str], phrase: str) -> int:
    """How well a style answers to words (of `words_of`); 0 where one of them is not met at all.

    A style named by the words comes before one that has them in its title, an independent style
    before a dependent one, a word met whole before the start of one.
    """
    names = words_of(info.name), words_of(info.title_short), words_of(info.title)
    everywhere = {word for each in names for word in each}
    everywhere.update(info.issns, info.fields, words_of(info.category))
    score = 0
    for word in words:
        if word in everywhere:
            score += 20
        elif any(each.startswith(word) for each in everywhere):
            score += 10
        else:
            return 0
    if phrase in {" ".join(each) for each in names}:
        score += 200
    elif any(" ".join(each).startswith(phrase) for each in names):
        score += 40
    if not info.parent:
        score += 15
    return score
