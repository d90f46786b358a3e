"""Sorting of cites and entries (CSL 1.0.2, "Sorting").

Each cs:key becomes a function from a rendering context to a comparable value, None where there is
nothing to sort by. Keys are made only when two items are compared by them. Empty values come last
in both directions, and the sort is stable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import eq, itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from citeform.csl.citation_label import citation_label
from citeform.csl.compiler import Compiler
from citeform.csl.context import CiteContext
from citeform.csl.elements.date import sortable
from citeform.csl.node import Node
from citeform.model.vocabulary import VARIABLES, Kind
from citeform.text.collation import collation_key
from citeform.text.marks import plain
from citeform.text.markup import parse

if TYPE_CHECKING:
    from citeform.csl.facts import Facts
    from citeform.csl.locale import Locale
    from citeform.model.dates import Date

Value = tuple[object, ...]
KeyFunction = Callable[[CiteContext], Value | None]


class SortKey(NamedTuple):
    """One cs:key."""

    value: KeyFunction
    descending: bool
    of_list: bool
    """Whether it sorts the bibliography."""
    is_number: bool
    """Whether it is the number of the work, and nothing else."""
    has_number: bool
    """Whether its value may hang on that number."""
    has_suffix: bool
    """Whether its value may hang on the year suffix. (It is not printed in what is sorted by.)"""


def compile_sort(area: Node, style: Node, locale: Locale, facts: Facts) -> list[SortKey]:
    """The keys of an area's cs:sort, in order."""
    sort = area.child("sort")
    return [
        SortKey(
            _key(node, area, style, locale, facts),
            node.get("sort") == "descending",
            area.tag == "bibliography",
            node.get("variable") == "citation-number" and not node.get("macro"),
            bool(facts.mask(node) & facts.bit("variable", "citation-number")),
            bool(facts.mask(node) & facts.bit("variable", "year-suffix")),
        )
        for node in (sort.all("key") if sort else [])
    ]


T = TypeVar("T")


Values = Callable[[Sequence[T], SortKey], Sequence[Value | None]]
"""Gives what items are sorted by."""


def sort_by(
    items: Sequence[T],
    keys: Sequence[SortKey],
    values: Values[T],
    settle: Callable[[Sequence[T]], list[T]] = list,
) -> list[T]:
    """The items in order; those that all keys leave equal as `settle` has them.

    A key is asked only of those that the keys before it leave equal. Items that are nearly in
    order already take hardly any time.
    """
    if len(items) < 2:
        return list(items)
    if not keys:
        return settle(items)
    key, *others = keys
    pairs = list(zip(values(items, key), items, strict=True))
    if key.is_number:  # every work has one, and no two the same
        pairs.sort(key=itemgetter(0), reverse=key.descending)
        return [item for _, item in pairs]
    full = [(value, item) for value, item in pairs if value is not None]
    full.sort(key=_first, reverse=key.descending)
    ordered = [item for _, item in full]
    for start, end in _runs([value for value, _ in full]):
        ordered[start:end] = sort_by(ordered[start:end], others, values, settle)
    if len(full) < len(pairs):
        empty = [item for value, item in pairs if value is None]
        ordered += sort_by(empty, others, values, settle)
    return ordered


def compare(one: T, other: T, keys: Sequence[SortKey], values: Values[T]) -> int:
    """-1, 0 or 1, as one comes before, equals or comes behind the other."""
    for key in keys:
        ours, theirs = values((one, other), key)
        if ours == theirs:
            continue
        if ours is None or theirs is None:
            return 1 if ours is None else -1
        return 1 if (ours > theirs) is not key.descending else -1
    return 0


def _first(pair: tuple[Value, object]) -> Value:
    return pair[0]


def _runs(values: Sequence[Value]) -> Iterator[tuple[int, int]]:
    """Start and end of each run of equal values, of two or more."""
    start = end = 0
    for index, same in enumerate(map(eq, values, values[1:]), 1):
        if same:
            start = start if end == index else index - 1
            end = index + 1
        elif end == index:
            yield start, end
    if values and end == len(values) and end > start:
        yield start, end


# ------------------------------------------------------------------ keys


def _key(node: Node, area: Node, style: Node, locale: Locale, facts: Facts) -> KeyFunction:
    overrides = {
        name: node.attributes[given]
        for given, names in _OVERRIDES.items()
        if node.get(given) not in {"", "0"}  # a limit of zero is none
        for name in names
    }
    compiler = Compiler(style, area, locale, facts, sorting=True, overrides=overrides)
    macro, variable = node.get("macro"), node.get("variable")
    if macro:
        plan = compiler.plan(Node("text", {"macro": macro}))
        return lambda cite: text_value(plan.render(cite), locale.tag)
    if variable == "citation-number":
        return lambda cite: (int(cite.citation_number),) if cite.citation_number else None
    if variable == "citation-label":
        return lambda cite: text_value(citation_label(cite.fields), locale.tag)
    known = VARIABLES.get(variable)
    if known is None:
        return lambda _cite: None
    facts.bit("variable", variable)  # so that what is made for a style is made
    if known.kind is Kind.NAMES:
        names = Node(
            "names", {"variable": variable}, (Node("name", {"name-as-sort-order": "all"}),)
        )
        plan = compiler.plan(names)
        return lambda cite: text_value(plan.render(cite), locale.tag)
    attribute = known.attribute
    if known.kind is Kind.DATE:
        return lambda cite: date_value(cite.fields.get(attribute))
    return lambda cite: text_value(parse(cite.fields.get(attribute, "")), locale.tag)


_OVERRIDES = {
    "names-min": ("et-al-min", "et-al-subsequent-min"),
    "names-use-first": ("et-al-use-first", "et-al-subsequent-use-first"),
    "names-use-last": ("et-al-use-last",),
}


def date_value(date: Date | None) -> Value | None:
    """A date as a sorting value; ranges after the single dates they begin with."""
    if date is None or (date.year is None and date.end is None):
        return None  # words say nothing of when
    end = date.end
    return (0, sortable(date) + ("/" + sortable(end) if end is not None else ""))


@lru_cache(maxsize=16384)
def text_value(rich: str, language: str) -> Value | None:
    """Text as a sorting value, without markup; texts that differ in accents alone are equal."""
    key = collation_key(plain(rich), language) if rich else ""
    return (key,) if key else None
