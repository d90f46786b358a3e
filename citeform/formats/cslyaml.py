"""CSL-YAML: CSL's items as YAML, as pandoc and Quarto read them in files and in documents.

Read: a `references:` list, a bare list of items, and the metadata blocks of a Markdown document
that hold one. The texts are pandoc's Markdown (see `citeform.text.pandoc`), dates are EDTF or CSL's
`date-parts`, in the older spelling a mapping with `year` and `month`; the case of a key does not
matter (pandoc writes `doi`). What CSL does not know is kept in `custom["csl-json"]`: the two
formats hold the same things.

Written: one block between `---` and `...`, which is a bibliography file by itself and can be put
into a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Mapping_
from typing import TYPE_CHECKING, Any

from citeform.formats import csljson
from citeform.formats.jsonstream import Found
from citeform.formats.registry import BUILT_IN
from citeform.formats.yamltree import (
    Listing,
    Mapping,
    Node,
    Scalar,
    parse_yaml,
    plain,
    repeated_keys,
    text_of,
)
from citeform.formats.yamlwriter import numeral, write_entry
from citeform.model.dates import Date
from citeform.model.vocabulary import VARIABLES, Kind
from citeform.text import keywords
from citeform.text.pandoc import from_pandoc, to_pandoc

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article

info = BUILT_IN["csl-yaml"]

_KEYS = {
    **{name.lower(): name for name in [*VARIABLES, "id", "type", "custom"]},
    "journalabbreviation": "container-title-short",
    "shorttitle": "title-short",
}
_PAGES = frozenset({"page", "page-first", "locator"})
_FLAGS = frozenset({"comma-suffix", "static-ordering", "circa"})
_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*")


# ------------------------------------------------------------------ reading


def read(source: Source, report: Report) -> Iterator[Article]:
    """The items of every block of references in the input."""
    for first_line, text in _blocks(source.text()):
        for document in parse_yaml(text, report, first_line):
            for node in _items(document):
                if isinstance(node, Mapping):
                    report.place = node.line, node.column
                    yield _article(node, report)
                elif not (isinstance(node, Scalar) and node.is_null):
                    report.add(
                        "yaml.not-a-record",
                        "expected a mapping with the fields of a reference",
                        line=node.line,
                        column=node.column,
                    )


def _blocks(text: str) -> list[tuple[int, str]]:
    """The text itself; of a document with metadata blocks, those that hold references."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text.replace("\r\n", "\n").replace("\r", "\n"))
    fences = [number for number, line in enumerate(lines) if _FENCE.fullmatch(line.strip("\r\n"))]
    if not fences:
        return [(1, text)]
    blocks: list[tuple[int, str]] = []
    start: int | None = None
    for number in fences:
        opens = lines[number].startswith("---") and start is None
        if opens and (number == 0 or not lines[number - 1].strip()):
            start = number
        elif start is not None:
            blocks.append((start + 2, "".join(lines[start + 1 : number])))
            start = None
    held = [block for block in blocks if re.search(r"(?m)^references[ \t]*:", block[1])]
    inside = {
        number for first, block in held for number in range(first - 2, first + block.count("\n"))
    }
    outside = any(
        line.strip() and not line.startswith("#") and number not in inside
        for number, line in enumerate(lines)
    )
    return held if held and outside else [(1, text)]


def _items(document: Node) -> list[Node]:
    if isinstance(document, Listing):
        return document.items
    if isinstance(document, Mapping):
        references = document.get("references")
        if isinstance(references, Listing):
            return references.items
        if references is not None:
            return [references]
        if document.get("title") is not None or document.get("type") is not None:
            return [document]
        return []
    return [document]


def _article(node: Mapping, report: Report) -> Article:
    item: dict[str, Any] = {}
    for key in repeated_keys(node):
        message = f"the key {key.text!r} is there twice; the last one counts"
        report.add("yaml.repeated-key", message, line=key.line, column=key.column)
    for key, value in node.pairs:
        name = _KEYS.get(key.text.lower(), key.text)
        variable = VARIABLES.get(name)
        if isinstance(value, Scalar) and value.is_null:
            continue
        if variable is None:
            item[name] = text_of(value) if name in {"id", "type"} else plain(value)
        elif variable.kind is Kind.DATE:
            item[name] = _date(value)
        elif variable.kind is Kind.NAMES:
            names = value.items if isinstance(value, Listing) else [value]
            item[name] = [_name(each) for each in names]
        else:
            item[name] = _text(name, variable.kind, value)
    return csljson.from_item(item, report, Found(item, node.line, node.column))


def _text(name: str, kind: Kind, node: Node) -> Any:
    if isinstance(node, Listing):
        texts = [_text(name, kind, item) for item in node.items]
        if all(isinstance(text, str) for text in texts):
            return keywords.join(texts) if name == "keyword" else ", ".join(texts)
    if not isinstance(node, Scalar):
        return plain(node)
    text = from_pandoc(node.text)
    return text.replace("–", "-") if name in _PAGES and "--" in node.text else text


def _name(node: Node) -> Any:
    if isinstance(node, Scalar):
        return {"literal": from_pandoc(node.text)} if node.text else {}
    if not isinstance(node, Mapping):
        return plain(node)
    name: dict[str, Any] = {}
    for key, value in node.pairs:
        if key.text in _FLAGS:
            name[key.text] = text_of(value).lower() not in {"", "false", "no", "0"}
        elif isinstance(value, Scalar):
            name[key.text] = "" if value.is_null else from_pandoc(value.text)
        else:
            name[key.text] = plain(value)
    return name


def _date(node: Node) -> Any:
    """A date in CSL-JSON's own spelling, whichever of the three it comes in."""
    if isinstance(node, Scalar):
        return csljson.date_json(Date.parse(from_pandoc(node.text)))
    if isinstance(node, Listing):
        sides = [side for side in map(_side, node.items) if side is not None]
        if len(sides) == len(node.items) and 0 < len(sides) <= 2:
            start = sides[0]
            return csljson.date_json(start.replace(end=sides[1]) if len(sides) == 2 else start)
        return plain(node)
    side = _side(node)
    if side is not None:
        return csljson.date_json(side)
    value = {key.text: plain(each) for key, each in node.pairs}
    parts = value.get("date-parts")
    if isinstance(parts, list):
        value["date-parts"] = [_numbers(each) if isinstance(each, list) else each for each in parts]
    if "circa" in value:
        value["circa"] = text_of(node.get("circa")).lower() not in {"", "false", "no", "0"}
    date = csljson.date_of_parts(value)
    return value if date is None else csljson.date_json(date)


def _side(node: Node) -> Date | None:
    """The older spelling of one date: a mapping with `year`, `month`, `day`, `season`."""
    if not isinstance(node, Mapping):
        return None
    values = {key.text: text_of(value) for key, value in node.pairs}
    if "year" not in values or not values.keys() <= {"year", "month", "day", "season", "circa"}:
        return None
    numbers = _numbers([values["year"], values.get("month"), values.get("day")])
    if not isinstance(numbers[0], int):
        return Date.parse(values["year"])
    year, month, day = (each if isinstance(each, int) else 0 for each in numbers)
    season = _numbers([values.get("season", "")])[0]
    circa = values.get("circa", "").lower() in {"true", "yes", "1"}
    return Date(year, month, day if month else 0, season=season or "", circa=circa)


def _numbers(parts: list[Any]) -> list[Any]:
    """Parts of a date as integers where they are some ("08" too)."""
    return [
        int(part) if isinstance(part, str) and re.fullmatch(r"-?[0-9]{1,9}", part) else part
        for part in parts
    ]


# ------------------------------------------------------------------ writing


def write(articles: Iterable[Article], report: Report) -> Iterator[str]:  # noqa: ARG001 -- all fits
    """A block of references; nothing is lost, so `report` stays as it is."""
    opening = "---\nreferences:\n"
    for article in articles:
        yield opening + write_entry(_item(article))
        opening = ""
    yield "---\nreferences: []\n...\n" if opening else "...\n"


def _item(article: Article) -> dict[str, Any]:
    """The article's CSL-JSON, with Markdown in its texts and EDTF for its dates."""
    custom: dict[str, Any] = dict(article.custom)
    as_read = custom.pop(csljson.AS_READ, {})
    more = {key: each for key, each in as_read.items() if _says_more(key, each)}
    if more:
        custom[csljson.AS_READ] = more
    item = csljson.to_item(article.replace(custom=custom))
    for name, value in item.items():
        variable = VARIABLES.get(name)
        if variable is None:
            continue
        if variable.kind is Kind.NAMES and isinstance(value, list):
            item[name] = [_written_name(each) for each in value]
        elif variable.kind is Kind.DATE and name not in more:
            item[name] = _written_date(getattr(article, variable.attribute), value)
        elif isinstance(value, str):
            text = to_pandoc(value)
            item[name] = numeral(text) if variable.kind is Kind.NUMBER else text
    return item


_OF_NAMES = frozenset(
    "family given dropping-particle non-dropping-particle suffix literal comma-suffix "
    "static-ordering name ORCID affiliation".split()
)
_OF_DATES = frozenset({"date-parts", "season", "circa", "literal", "raw"})


def _says_more(key: str, value: Any) -> bool:
    """Whether a value as it was read holds what the field does not, beyond another spelling."""
    if isinstance(value, str | int | float) or value is None:
        return False
    variable = VARIABLES.get(key)
    if variable is not None and variable.kind is Kind.NAMES and isinstance(value, tuple):
        return any(
            not isinstance(each, Mapping_)
            or not each.keys() <= _OF_NAMES
            or not any(isinstance(part, str) and part for part in each.values())
            for each in value
        )
    if variable is not None and variable.kind is Kind.DATE and isinstance(value, Mapping_):
        return not value.keys() <= _OF_DATES
    return not (isinstance(value, tuple) and all(isinstance(each, str) for each in value))


def _written_name(name: Any) -> Any:
    if not isinstance(name, dict):
        return name
    return {
        key: to_pandoc(value) if isinstance(value, str) and key != "ORCID" else value
        for key, value in name.items()
    }


def _written_date(date: Date, parts: dict[str, Any]) -> Any:
    """EDTF where that says all of it, else CSL's parts."""
    edtf = date.to_edtf()
    if edtf and csljson.date_json(Date.parse(edtf)) == parts:
        return numeral(edtf)
    return parts
