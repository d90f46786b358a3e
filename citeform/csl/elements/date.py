"""cs:date: localized or built from parts, single dates and ranges (CSL 1.0.2, "Date").

1. The parts to print are fixed when the style is compiled: the style's own, or the locale's format
   with the style's changes.
2. A single date prints its parts in that order.
3. A range prints the parts that differ twice, around the range delimiter of the largest of them,
   and the others once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from citeform.csl import mishaps
from citeform.csl.context import (
    ABSENT,
    ABSENT_PART,
    FULL,
    CiteContext,
    Part,
    Rendered,
    firm_part,
)
from citeform.csl.elements.decoration import affix, around, formats
from citeform.csl.elements.text import shaper, take_year_suffix
from citeform.csl.node import Node
from citeform.model.vocabulary import VARIABLES, Kind
from citeform.text.case import apply_case
from citeform.text.markup import parse

if TYPE_CHECKING:
    from citeform.csl.compiler import Compiler
    from citeform.model.dates import Date

_ENDS_IN_NUMBER = re.compile(r"\d\W*\Z")
_SIZE = {"day": 0, "month": 1, "year": 2}
_KEPT_BY_LOCALE = {"prefix", "suffix"}
_WANTED = {
    "year": ("year",),
    "year-month": ("year", "month"),
    "year-month-day": ("year", "month", "day"),
}


class DatePart(NamedTuple):
    """One date-part, ready to print."""

    name: str
    write: Callable[[Date], str]
    prefix: str
    suffix: str
    before: str
    after: str
    range_delimiter: str


def compile_date(node: Node, compiler: Compiler) -> Part:
    """A date variable; what is not a date but words is printed as it is."""
    known = VARIABLES.get(node.get("variable"))
    if known is None or known.kind is not Kind.DATE:
        return ABSENT_PART
    attribute = known.attribute
    parts, delimiter = _parts(node, compiler)
    before, after = around(node)
    shape = shaper(node.without("strip-periods"), compiler)  # the parts see to that themselves
    strips_words = node.get("strip-periods") == "true" and not node.get("form")
    if compiler.sorting:
        return _sorting(attribute, {part.name for part in parts})
    # Words stand for the whole date: a second cs:date for month and day must not repeat them.
    prints_year = not parts or any(part.name == "year" for part in parts)
    year = next((part for part in parts if part.name == "year"), None)
    is_localized = bool(node.get("form"))
    year_prefix = year.prefix if year and not is_localized else ""
    year_suffix = year.suffix if year else ""
    carries_suffix = attribute == "issued" and not compiler.facts.places_suffix
    single = _single_writer(parts, delimiter, carries_suffix=carries_suffix, tidy=compiler.tidy)

    def date(cite: CiteContext) -> str:
        value: Date | None = cite.fields.get(attribute)
        if value is None or attribute in cite.suppressed:
            return ""
        if cite.trail is not None:
            cite.trail.append(attribute)
        own = value.__dict__  # nothing is there of what is not set
        if "end" in own:
            suffixed = cite if carries_suffix else None
            spread = _range(value, own["end"], parts, delimiter, suffixed)
            text = single(value, cite) if spread is None else spread
        elif "year" in own:
            text = single(value, cite)
        else:
            text = parse(value.literal) if prints_year else ""
            if strips_words:
                text = text.replace(".", "")
            if carries_suffix and text:
                text += take_year_suffix(cite)
            if text and (not is_localized or _ENDS_IN_NUMBER.search(value.literal)):
                text = year_prefix + text + year_suffix  # "c1995年", but no "in press年"
        return shape(text, cite) if shape is not None and text else text

    return firm_part(date, before, after)


def _sorting(attribute: str, wanted: set[str]) -> Part:
    """In a sort key: the parts the style names, so written that they sort by time."""

    def date(cite: CiteContext) -> Rendered:
        value: Date | None = cite.fields.get(attribute)
        if value is None or value.year is None:
            return ABSENT  # words say nothing of when
        text = sortable(value, wanted)
        if value.end is not None and value.end.year is not None:
            text += "/" + sortable(value.end, wanted)
        return text, FULL

    return Part(date)


def sortable(date: Date, wanted: Collection[str] = ("year", "month", "day")) -> str:
    """A date as text that sorts by time, years before our era first."""
    year = 100_000 + (date.year or 0) if "year" in wanted else 0
    day = date.day if "day" in wanted else 0
    return f"{year:06d}{date.month if 'month' in wanted else 0:02d}{day:02d}"


# ------------------------------------------------------------------ which parts


def _parts(node: Node, compiler: Compiler) -> tuple[list[DatePart], str]:
    """The parts to print, in order, and what goes between them."""
    form = node.get("form")
    own = node.all("date-part")
    # What is stripped are the names of months, and not what a format puts behind a year ("г.").
    strips = {"strip-periods": "true"} if node.get("strip-periods") == "true" else {}
    if not form:
        parts = [_part({**each.attributes, **strips}, compiler) for each in own]
        return parts, affix(node.get("delimiter"))
    localized = compiler.locale.date(form)
    if localized is None:
        return [], ""
    wanted = _WANTED.get(node.get("date-parts", "year-month-day"), _WANTED["year-month-day"])
    overrides = {each.get("name"): each.attributes for each in own}
    merged: list[Mapping[str, str]] = []
    for each in localized.parts:
        if each.name in wanted:
            changes = {
                name: value
                for name, value in overrides.get(each.name, {}).items()
                if name not in _KEPT_BY_LOCALE
            }
            merged.append({**each.attributes, "name": each.name, **changes, **strips})
    return [_part(each, compiler) for each in merged], affix(localized.get("delimiter"))


def _part(attributes: Mapping[str, str], compiler: Compiler) -> DatePart:
    node = Node("date-part", attributes)
    before, after = formats(node)
    name = node.get("name")
    return DatePart(
        name,
        _WRITERS.get(name, _nothing)(node, compiler),
        affix(node.get("prefix")),
        affix(node.get("suffix")),
        before,
        after,
        node.get("range-delimiter") or "–",
    )


# ------------------------------------------------------------------ one date, a range


def _single_writer(
    parts: list[DatePart], delimiter: str, *, carries_suffix: bool, tidy: bool
) -> Callable[[Date, CiteContext], str]:
    """Step 2 as one function, since nearly all dates are single ones."""
    pieces = [
        (
            part.write,
            part.prefix + part.before,
            part.after + part.suffix,
            carries_suffix and part.name == "year",
        )
        for part in parts
    ]

    def single(date: Date, cite: CiteContext) -> str:
        out = []
        for write, before, after, carries in pieces:
            text = write(date)
            if text:
                if carries and cite.year_suffix and (letter := take_year_suffix(cite)):
                    text += letter if tidy else mishaps.beside_letter(before, after) + letter
                out.append(before + text + after)
        return delimiter.join(out)

    return single


def _print(
    part: DatePart,
    date: Date,
    suffixed: CiteContext | None,
    *,
    prefix: bool = True,
    suffix: bool = True,
) -> str:
    text = part.write(date)
    if not text:
        return ""
    if suffixed is not None and part.name == "year":
        text += take_year_suffix(suffixed)
    return (
        (part.prefix if prefix else "")
        + part.before
        + text
        + part.after
        + (part.suffix if suffix else "")
    )


def _range(
    start: Date, end: Date, parts: list[DatePart], delimiter: str, suffixed: CiteContext | None
) -> str | None:
    """Step 3: parts before the differing ones, these of both dates, parts behind them.

    None where both dates read the same.
    """
    if start.year is None or end.year is None:
        return _open_range(start, end, parts, delimiter, suffixed)
    largest = _largest_difference(start, end, parts)
    if largest < 0:
        return None
    doubled = [index for index, part in enumerate(parts) if _SIZE.get(part.name, 0) <= largest]
    first, last = doubled[0], doubled[-1]
    middle = [
        index
        for index in range(first, last + 1)
        if parts[index].write(start) or parts[index].write(end)
    ]
    if not middle:
        return None
    dash = next((part.range_delimiter for part in parts if _SIZE.get(part.name, 0) == largest), "–")
    left = [
        _print(parts[index], start, None, suffix=index != _last_written(parts, middle, start))
        for index in middle
    ]
    right = [
        _print(parts[index], end, suffixed, prefix=index != _first_written(parts, middle, end))
        for index in middle
    ]
    before = [_print(part, start, suffixed) for part in parts[:first]]
    after = [_print(part, end, suffixed) for part in parts[last + 1 :]]
    join = delimiter.join
    spread = join(filter(None, left)) + dash + join(filter(None, right))
    return join(filter(None, [*before, spread, *after]))


def _open_range(
    start: Date, end: Date, parts: list[DatePart], delimiter: str, suffixed: CiteContext | None
) -> str:
    dash = next((part.range_delimiter for part in parts if part.name == "year"), "–")
    side = start if end.year is None else end
    written = [part for part in parts if part.write(side)]
    if not written:
        return ""
    if end.year is None:
        texts = [_print(part, side, suffixed, suffix=part is not written[-1]) for part in written]
        last = written[-1]  # "1991–" and not "1991–年"; but what a prefix opened is closed
        return delimiter.join(texts) + dash + (last.suffix if last.prefix else "")
    texts = [_print(part, side, suffixed, prefix=part is not written[0]) for part in written]
    return dash + delimiter.join(texts)


def _largest_difference(start: Date, end: Date, parts: list[DatePart]) -> int:
    """Size of the largest part that is printed and differs; -1 where none does."""
    largest = -1
    for part in parts:
        if part.write(start) != part.write(end) or (part.name == "year" and start.year != end.year):
            largest = max(largest, _SIZE.get(part.name, 0))
    return largest


def _last_written(parts: list[DatePart], indexes: list[int], date: Date) -> int:
    return next((index for index in reversed(indexes) if parts[index].write(date)), -1)


def _first_written(parts: list[DatePart], indexes: list[int], date: Date) -> int:
    return next((index for index in indexes if parts[index].write(date)), -1)


# ------------------------------------------------------------------ writing a part


def _nothing(_node: Node, _compiler: Compiler) -> Callable[[Date], str]:
    return lambda _date: ""


def _year(node: Node, compiler: Compiler) -> Callable[[Date], str]:
    short = node.get("form") == "short"
    bc = compiler.locale.term("bc") or "BC"
    ad = compiler.locale.term("ad") or "AD"

    def write(date: Date) -> str:
        year = date.year
        if year is None:
            return ""
        if year < 0:
            return f"{-year}{bc}"
        if short and year >= 1000:
            return f"{year % 100:02d}"
        return f"{year}{ad}" if year < 1000 else str(year)

    return write


def _month(node: Node, compiler: Compiler) -> Callable[[Date], str]:
    form = node.get("form", "long")
    if form in {"numeric", "numeric-leading-zeros"}:
        width = 2 if form == "numeric-leading-zeros" else 1
        season_of = _month(Node("date-part", {"name": "month"}), compiler)
        return lambda date: f"{date.month:0{width}d}" if date.month else season_of(date)
    strip, case = node.get("strip-periods") == "true", node.get("text-case")
    locale = compiler.locale

    def named(term: str) -> str:
        text = parse(locale.term(term, form) or "")
        text = text.replace(".", "") if strip else text
        return apply_case(text, case, locale.tag) if case else text

    months = ["", *(named(f"month-{number:02d}") for number in range(1, 13))]
    seasons = ["", *(named(f"season-{number:02d}") for number in range(1, 5))]

    def write(date: Date) -> str:
        if date.month:
            return months[date.month]
        season = date.season
        if isinstance(season, int):
            return seasons[season] if 0 < season < 5 else ""
        return season

    return write


def _day(node: Node, compiler: Compiler) -> Callable[[Date], str]:
    form, locale = node.get("form", "numeric"), compiler.locale
    if form == "ordinal":
        only_first = locale.limit_day_ordinals_to_day_1

        def ordinal(date: Date) -> str:
            if not date.day or (only_first and date.day != 1):
                return str(date.day) if date.day else ""
            return locale.ordinal(date.day, locale.gender(f"month-{date.month:02d}"))

        return ordinal
    width = 2 if form == "numeric-leading-zeros" else 1
    return lambda date: f"{date.day:0{width}d}" if date.day else ""


_WRITERS = {"year": _year, "month": _month, "day": _day}
