"""`crossref` and `xdata`: what an entry inherits from others (biblatex manual, appendix B).

Same-named fields go down where the child has none, except those that belong to one entry only. From
a container of another type some change their name: a book's title is the `booktitle` of its
chapters. The dialect `bibtex` inherits by the same rules; BibTeX itself would want the parent to say
`booktitle` twice, and where it does, that counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from citeform.formats.bibtex.types import ENTRY_TYPES, UNKNOWN, Shape

Fields = dict[str, str]
Parent = tuple[str, Mapping[str, str]]
"""An entry that others inherit from: its type in lower case and its fields."""

REFERENCES = ("xdata", "crossref")

_NEVER = frozenset(
    {
        "ids",
        "crossref",
        "xref",
        "xdata",
        "entryset",
        "entrysubtype",
        "execute",
        "label",
        "options",
        "presort",
        "related",
        "relatedoptions",
        "relatedstring",
        "relatedtype",
        "shorthand",
        "shorthandintro",
        "sortkey",
        "shorttitle",
        "sorttitle",
        "indextitle",
        "indexsorttitle",
        "key",
    }
)
"""Fields of one entry only (biblatex manual, appendix B and section 2.4.1)."""

_TITLES = ("title", "subtitle", "titleaddon")
_SAME = dict(zip(_TITLES, _TITLES, strict=True))


def _renamed(prefix: str) -> dict[str, str]:
    return {
        "title": f"{prefix}title",
        "subtitle": f"{prefix}subtitle",
        "titleaddon": f"{prefix}titleaddon",
    }


_PARTS_OF_BOOKS = {"inbook", "bookinbook", "suppbook"}
_PARTS_OF_COLLECTIONS = {"incollection", "inreference", "suppcollection"}
_PAPERS = {"inproceedings", "conference"}
_RENAMED: dict[tuple[str, str], dict[str, str]] = {}
for _parents, _children, _names in (
    ({"mvbook"}, {"book", *_PARTS_OF_BOOKS}, _renamed("main")),
    (
        {"mvcollection", "mvreference"},
        {"collection", "reference", *_PARTS_OF_COLLECTIONS},
        _renamed("main"),
    ),
    ({"mvproceedings"}, {"proceedings", *_PAPERS}, _renamed("main")),
    ({"book"}, _PARTS_OF_BOOKS, _renamed("book")),
    ({"collection", "reference"}, _PARTS_OF_COLLECTIONS, _renamed("book")),
    ({"proceedings"}, _PAPERS, _renamed("book")),
    ({"periodical"}, {"article", "suppperiodical"}, _renamed("journal")),
):
    for _parent in _parents:
        for _child in _children:
            _RENAMED[_parent, _child] = _names

_WITH_AUTHOR = {"book", "mvbook"}
_SYNONYMS = (
    {"date", "year", "month", "day"},
    {"journal", "journaltitle"},
    {"address", "location"},
    {"annote", "annotation"},
    {"institution", "school"},
    {"langid", "hyphenation"},
)
"""Fields that say the same: a child that has one of them inherits none."""
_MOST = 100
"""Entries one entry may inherit from in all; what would need more is a mistake or an attack."""


def inherit(
    kind: str,
    fields: Fields,
    find: Callable[[str], Parent | None],
    problem: Callable[[str], None],
    trail: tuple[str, ...] = (),
    visited: list[str] | None = None,
) -> Fields:
    """The fields of an entry with all it inherits, parents' own inheritance included.

    `find` gives the entry of a key; `problem` is told of one that is missing or inherits from
    itself. `trail` holds the keys on the way here, `visited` all that were merged.
    """
    whole = fields
    visited = [] if visited is None else visited
    for reference in REFERENCES:
        for key in (each.strip() for each in fields.get(reference, "").split(",")):
            if not key:
                continue
            if len(visited) >= _MOST:
                if len(visited) == _MOST:
                    visited.append(key)
                    problem(f"inherits from more than {_MOST} others; the rest was left out")
                return whole
            if key in trail:
                problem(f"{key!r} inherits from itself")
                continue
            parent = find(key)
            if parent is None:
                problem(f"there is no entry {key!r} to inherit from")
                continue
            visited.append(key)
            parent_kind, own = parent
            parents = inherit(parent_kind, dict(own), find, problem, (*trail, key), visited)
            whole = _merge(kind, whole, parent_kind, parents, as_data=reference == "xdata")
    return whole


def _merge(
    kind: str, fields: Fields, parent_kind: str, parent: Mapping[str, str], *, as_data: bool
) -> Fields:
    """The child's fields, and those of the parent that it lacks."""
    merged = dict(fields)
    names = {} if as_data else _RENAMED.get((parent_kind, kind), {})
    part = ENTRY_TYPES.get(kind, UNKNOWN).shape is Shape.PART
    if not as_data and not names and part and "title" in parent and "booktitle" not in parent:
        names = _renamed("book")
    said: set[str] = set()  # what must not be inherited, for the child says it in other words
    for group in _SYNONYMS:
        if any(name in fields for name in group):
            said |= group
    for name, value in parent.items():
        if name in said:
            continue
        if name in _NEVER and not (as_data and name not in REFERENCES and name != "ids"):
            continue
        target = names.get(name, name)
        if target not in merged and target not in said:
            merged[target] = value
    if names and parent_kind in _WITH_AUTHOR and "author" in parent and kind != "book":
        merged.setdefault("bookauthor", parent["author"])
    return merged
