"""The second engine: citeproc-py behind the same call, `bibliography(…, engine="citeproc-py")`.

citeproc-py trusts its input. So every work is made into an item that it can stand: only variables
it knows, texts for texts, whole dates, a type; and its texts hold rich text (`citeform.text.marks`)
instead of tags. What comes back is rich text too, because the formatter below writes marks; so the
escaping is the outputs', as with our own engine, and no title can bring markup of its own.

Where it fails on a work, that work is left out and the bibliography's `diagnostics` say so.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from citeform.csl.languages import file_chain
from citeform.csl.result import Bibliography, Entry, layout_of
from citeform.diagnostics import Report
from citeform.errors import StyleError
from citeform.model.vocabulary import TYPES, VARIABLES, Kind
from citeform.text import marks
from citeform.text.flipflop import flip_flop
from citeform.text.markup import parse
from citeform.text.xmltree import parse_xml

if TYPE_CHECKING:
    from citeform.csl.style import Style
    from citeform.model.article import Article
    from citeform.model.dates import Date
    from citeform.model.names import Name


def bibliography(style: Style, articles: Sequence[Article]) -> Bibliography:
    """The articles as citeproc-py formats them, in the style's order.

    Raises `StyleError` where the style has no bibliography, which citeproc-py cannot do without,
    or where citeproc-py cannot read it.
    """
    area = style.program.bibliography
    if area is None:
        raise StyleError(f"{style.title or 'the style'} has no bibliography for citeproc-py")
    report = Report("citeproc-py")
    with warnings.catch_warnings():
        # It warns of everything it does not support; what matters is reported by us.
        warnings.simplefilter("ignore")
        engine = _compiled(style)
        entries = []
        for article, cite in _sorted(engine, articles, report):
            try:
                rich = "".join(map(str, engine.render_bibliography([cite])))
            except Exception as problem:  # noqa: BLE001 -- its failures are of every kind
                _failed(report, article, problem)
                continue
            if marks.plain(rich).strip():
                entries.append(Entry(article.id, flip_flop(rich, style.program.quotes)))
    return Bibliography(entries, layout_of(area), report.diagnostics)


# ------------------------------------------------------------------ the engine


def _compiled(style: Style) -> Any:
    """The style as citeproc-py's object, from XML that has been through our own parser."""
    from citeproc import CitationStylesStyle
    from lxml import etree

    root = parse_xml(style.sheet.source, Report())
    if root is None:
        raise StyleError("the style is not XML")
    stream = io.BytesIO(etree.tostring(root))
    try:
        return CitationStylesStyle(stream, locale=file_chain(style.locale)[0], validate=False)
    except Exception as problem:  # it raises whatever comes up inside it: TypeError, KeyError …
        raise StyleError(f"citeproc-py cannot read the style: {problem}") from problem


def _sorted(engine: Any, articles: Sequence[Article], report: Report) -> list[tuple[Article, Any]]:
    """Each article that citeproc-py can take in, with its cite, in the style's order."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    source = CiteProcJSON([])
    by_key: dict[str, Article] = {}
    for number, article in enumerate(articles):
        key = f"work-{number}"
        try:
            source.update(CiteProcJSON([clean_item(article, key)]))
        except Exception as problem:  # noqa: BLE001 -- as above
            _failed(report, article, problem)
        else:
            by_key[key] = article
    works = CitationStylesBibliography(engine, source, _FORMATTER)
    for key in by_key:
        works.register(Citation([CitationItem(key)]))
    try:
        works.sort()
    except Exception as problem:  # noqa: BLE001 -- as above
        report.add("engine.failed", f"the list could not be sorted: {_said(problem)}")
    return [(by_key[cite.key], cite) for cite in works.items]


def _failed(report: Report, article: Article, problem: Exception) -> None:
    report.add(
        "engine.failed",
        f"citeproc-py could not format it: {_said(problem)}",
        record=article.id,
        hint="citeform's own engine can",
    )


def _said(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}".rstrip(": ")[:200]


def _wrapper(mark: str) -> Callable[[str], str]:
    return lambda text: f"{mark}{text}{marks.END}"


_FORMATTER = SimpleNamespace(
    preformat=lambda text: text,
    Italic=_wrapper(marks.ITALIC),
    Oblique=_wrapper(marks.OBLIQUE),
    Bold=_wrapper(marks.BOLD),
    Light=_wrapper(marks.LIGHT),
    Underline=_wrapper(marks.UNDERLINE),
    Superscript=_wrapper(marks.SUPERSCRIPT),
    Subscript=_wrapper(marks.SUBSCRIPT),
    SmallCaps=_wrapper(marks.SMALL_CAPS),
)
"""What citeproc-py expects of a formatter; this one writes rich text."""


# ------------------------------------------------------------------ the items


def clean_item(article: Article, key: str) -> dict[str, Any]:
    """The article as an item that citeproc-py can stand, its texts as rich text.

    A type it does not know, or none, becomes "document"; variables it does not know are left out.
    """
    from citeproc import DATES, NAMES
    from citeproc import VARIABLES as KNOWN

    item: dict[str, Any] = {
        "id": key,
        "type": article.type if article.type in TYPES else "document",
    }
    for variable in VARIABLES.values():
        name = variable.name.replace("-", "_")
        value = getattr(article, variable.attribute)
        if not value or name not in KNOWN:
            continue
        if variable.kind is Kind.NAMES:
            if name in NAMES and (names := [_name(each) for each in value]):
                item[variable.name] = names
        elif variable.kind is Kind.DATE:
            if name in DATES and (date := _date(value)):
                item[variable.name] = date
        elif variable.kind is Kind.VERBATIM:
            item[variable.name] = marks.clean(value)
        else:
            item[variable.name] = parse(value)
    return item


def _name(name: Name) -> dict[str, str]:
    if name.is_others:
        return {"literal": "et al."}
    if not name.family:
        return {"literal": marks.clean(name.literal or name.given)}
    parts = {
        "family": name.family,
        "given": name.given,
        "dropping-particle": name.dropping_particle,
        "non-dropping-particle": name.non_dropping_particle,
        "suffix": name.suffix,
    }
    return {part: marks.clean(text) for part, text in parts.items() if text}


def _date(date: Date) -> dict[str, Any]:
    """Whole dates only: it asks no date whether it has a year."""
    if date.year is None:
        return {"literal": marks.clean(date.literal)} if date.literal else {}
    sides = [date] if date.end is None or date.end.year is None else [date, date.end]
    parts = [[part for part in (each.year, each.month, each.day) if part] for each in sides]
    return {"date-parts": parts, **({"circa": 1} if date.circa else {})}
