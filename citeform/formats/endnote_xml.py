"""EndNote XML: the export of EndNote's libraries, and what Mendeley, Zotero and others write like it.

The elements are those of EndNote's tagged export under longer names, and mean by type what the
tags mean; so each record is turned into tags and read by `citeform.formats.enw`, and written from
them. Styles (bold, italic, super- and subscript) are kept. What has no field is kept by its tag in
`custom["enw"]`, an element without a tag in `custom["endnote-xml"]`.

Source: EndNote's RSXML.dtd.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats import enw
from citeform.formats.plainlosses import SIMPLE_MARKUP, report_plain_losses
from citeform.formats.registry import BUILT_IN
from citeform.formats.tagged import Field, Record
from citeform.model.record import thaw
from citeform.text.output.xml import element, style_runs
from citeform.text.xmltree import line_of, parse_xml, text_of, to_data

if TYPE_CHECKING:
    from lxml.etree import _Element

    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article

info = BUILT_IN["endnote-xml"]

CUSTOM = "endnote-xml"

_TAGS = {
    "contributors/authors/author": "%A",
    "contributors/secondary-authors/author": "%E",
    "contributors/tertiary-authors/author": "%Y",
    "contributors/subsidiary-authors/author": "%?",
    "auth-address": "%+",
    "titles/title": "%T",
    "titles/secondary-title": "%B",
    "titles/tertiary-title": "%S",
    "titles/short-title": "%!",
    "titles/translated-title": "%Q",
    "pages": "%P",
    "volume": "%V",
    "number": "%N",
    "num-vols": "%6",
    "edition": "%7",
    "section": "%&",
    "keywords/keyword": "%K",
    "dates/year": "%D",
    "dates/pub-dates/date": "%8",
    "pub-location": "%C",
    "publisher": "%I",
    "orig-pub": "%(",
    "isbn": "%@",
    "accession-num": "%M",
    "call-num": "%L",
    "abstract": "%X",
    "notes": "%Z",
    "research-notes": "%O",
    "work-type": "%9",
    "reviewed-item": "%*",
    "remote-database-name": "%~",
    "remote-database-provider": "%W",
    "electronic-resource-num": "%R",
    "access-date": "%[",
    "language": "%G",
    "custom1": "%1",
    "custom2": "%2",
    "custom3": "%3",
    "custom4": "%4",
    "custom5": "%#",
    "custom6": "%$",
    "urls/web-urls/url": "%U",
}
"""Path of an element in the record to EndNote's tag, both ways."""
_URLS = ("urls/related-urls/url", "urls/web-urls/url", "urls/text-urls/url")
_PERIODICALS = ("periodical", "alt-periodical")
_APPENDED = frozenset({"%Z", "%O", "%X"})

_NUMBERS = {
    2: "Artwork",
    3: "Audiovisual Material",
    4: "Bill",
    5: "Book Section",
    6: "Book",
    7: "Case",
    8: "Catalog",
    9: "Computer Program",
    10: "Conference Proceedings",
    12: "Web Page",
    13: "Generic",
    14: "Hearing",
    17: "Journal Article",
    19: "Magazine Article",
    20: "Map",
    21: "Film or Broadcast",
    23: "Newspaper Article",
    24: "Pamphlet",
    25: "Patent",
    26: "Personal Communication",
    27: "Report",
    28: "Edited Book",
    31: "Statute",
    32: "Thesis",
    34: "Unpublished Work",
    36: "Manuscript",
    37: "Figure",
    43: "Electronic Article",
    44: "Electronic Book",
    45: "Online Database",
    46: "Government Document",
    47: "Conference Paper",
    48: "Online Multimedia",
    49: "Classical Work",
    50: "Legal Rule or Regulation",
    52: "Dictionary",
    53: "Encyclopedia",
    56: "Blog",
    57: "Serial",
    58: "Standard",
    59: "Dataset",
    60: "Electronic Book Section",
    61: "Music",
    63: "Press Release",
    64: "Interview",
}
"""EndNote's number of a type; the name, where it is given, counts."""
_BY_NAME = {name: str(number) for number, name in _NUMBERS.items()}


# ------------------------------------------------------------------ reading


def read(source: Source, report: Report) -> Iterator[Article]:
    """The records of the library, in order."""
    root = parse_xml(source.data(), report)
    if root is None:
        return
    found = 0
    for record in root.iter("record"):
        found += 1
        yield _article(record, report)
    if not found:
        report.add("input.empty", "there is no record of EndNote in it", line=line_of(root))


def _article(record: _Element, report: Report) -> Article:
    fields = [("%0", _type(record), line_of(record))]
    for path, tag in _TAGS.items():
        if tag == "%U":
            continue
        values = [_text(each) for each in record.iterfind(path)]
        fields.extend((tag, value, line_of(record)) for value in values if value)
    fields.extend(_periodical(record, fields))
    addresses = dict.fromkeys(text_of(each) for path in _URLS for each in record.iterfind(path))
    fields.extend(("%U", address, line_of(record)) for address in addresses if address)
    article = enw.from_record(Record(line_of(record), fields), report)
    key, label = text_of(record.find("rec-number")), text_of(record.find("label"))
    changes: dict[str, Any] = {"id": label or key}
    abbreviation = _text_at(record, "periodical/abbr-1")
    if not abbreviation and article.container_title:
        abbreviation = _text_at(record, "titles/alt-title")
    if abbreviation and not article.container_title_short:
        changes["container_title_short"] = abbreviation
    custom = {
        tag: [to_data(each) for each in found]
        for tag in (
            "urls/pdf-urls",
            "database",
            "source-app",
            "caption",
            "custom7",
            "reprint-status",
        )
        if (found := record.findall(tag)) and any(text_of(each) for each in found)
    }
    if custom:
        changes["custom"] = {**thaw(article.custom), CUSTOM: custom}
    return article.replace(**changes)


def _type(record: _Element) -> str:
    kind = record.find("ref-type")
    if kind is None:
        return "Generic"
    number = text_of(kind)
    known = number.isdecimal() and len(number) < 4
    return kind.get("name") or _NUMBERS.get(int(number) if known else 0, "Generic")


def _text_at(record: _Element, path: str) -> str:
    found = record.find(path)
    return "" if found is None else _text(found)


def _periodical(record: _Element, fields: list[Field]) -> Iterator[Field]:
    """The name of the journal, where the secondary title does not say it already."""
    said = {value for tag, value, _ in fields if tag == "%B"}
    name = _text_at(record, "periodical/full-title")
    if name and not (name in said and enw.secondary_is_container(fields[0][1])):
        yield ("%J", name, line_of(record))


_FACES = {"bold": "b", "italic": "i", "superscript": "sup", "subscript": "sub"}


def _text(element: _Element) -> str:
    """The text of an element: its styles as CSL's tags, its lines kept."""
    runs: list[tuple[str, str]] = [("", element.text or "")]
    for child in element:
        faces = (child.get("face") or "").split() if child.tag == "style" else []
        tags = " ".join(tag for face, tag in _FACES.items() if face in faces)
        runs += [(tags, "".join(map(str, child.itertext()))), ("", child.tail or "")]
    merged: list[tuple[str, str]] = []
    for tags, text in runs:
        if text and merged and merged[-1][0] == tags:
            merged[-1] = (tags, merged[-1][1] + text)
        elif text:
            merged.append((tags, text))
    return _lines("".join(_tagged(text, tags.split()) for tags, text in merged))


def _tagged(text: str, tags: list[str]) -> str:
    if not tags or not text.strip():
        return text
    opening = "".join(f"<{tag}>" for tag in tags)
    return opening + text + "".join(f"</{tag}>" for tag in reversed(tags))


def _lines(text: str) -> str:
    """Lines end in CR in what EndNote writes; a line feed is a pretty printer's."""
    lines = (" ".join(line.split()) for line in text.split("\r"))
    return "\n".join(filter(None, lines))


# ------------------------------------------------------------------ writing


def write(articles: Iterable[Article], report: Report) -> Iterator[str]:
    """A library with a `record` for each article, numbered from 1; the id is the label."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n'
    for number, article in enumerate(articles, 1):
        yield _record(article, number, report) + "\n"
    yield "</records></xml>\n"


def _record(article: Article, number: int, report: Report) -> str:
    report_plain_losses(article, "EndNote XML", report, keeps={SIMPLE_MARKUP})
    rows = enw.to_fields(_without_label(article, report), report, rich=True)
    name = rows[0][1]
    by_tag: dict[str, list[str]] = {}
    journal = "%B" if enw.secondary_is_container(name) else "%J"
    for tag, value in rows[1:]:
        by_tag.setdefault(journal if tag == "%J" else tag, []).append(value)
    key = article.id if article.id.isdecimal() else str(number)
    tree: dict[str, Any] = {}
    for path, tag in _TAGS.items():
        values = by_tag.pop(tag, [])
        for value in ["\n".join(values)] if tag in _APPENDED and values else values:
            _plant(tree, path.split("/"), style_runs(value.replace("\n", "\r")))
    for value in by_tag.pop("%J", ()):
        _plant(tree, ["periodical", "full-title"], style_runs(value))
    for tag, values in by_tag.items():
        message = f"EndNote XML has no element for {tag}: {values[0][:60]}"
        report.add("write.lost-field", message, record=article.id)
    if article.container_title_short:
        if article.container_title and "full-title" not in tree.get("periodical", {}):
            _plant(tree, ["periodical", "full-title"], style_runs(article.container_title))
        _plant(tree, ["periodical", "abbr-1"], style_runs(article.container_title_short))
    label = article.id if article.id and not article.id.isdecimal() else ""
    head = [
        element("rec-number", key),
        element("ref-type", _BY_NAME.get(name, "13"), name=name),
    ]
    if label:
        _plant(tree, ["label"], style_runs(label))
    return element("record", "".join([*head, *_grown(tree)]))


def _without_label(article: Article, report: Report) -> Article:
    """The article without what is written here and not by its tag."""
    if article.citation_label:
        message = f"the label is the id; citation_label is lost: {article.citation_label[:60]}"
        report.add("write.lost-field", message, record=article.id)
    return article.replace(citation_label="", container_title_short="")


def _plant(tree: dict[str, Any], path: list[str], content: str) -> None:
    for tag in path[:-1]:
        tree = tree.setdefault(tag, {})
    tree.setdefault(path[-1], []).append(content)


def _grown(tree: dict[str, Any]) -> Iterator[str]:
    for tag, branch in tree.items():
        if isinstance(branch, dict):
            yield element(tag, "".join(_grown(branch)))
        else:
            yield from (element(tag, content) for content in branch)
