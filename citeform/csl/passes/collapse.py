"""Bringing cites of one citation together (CSL 1.0.2, "Cite Grouping", "Cite Collapsing").

1. Neighbouring cites whose names print alike are a group; if the style sorts its cites, those that
   stand apart are brought together too.
2. Runs of citation numbers become ranges.
3. Within a group of one author, the names are printed once; within one year, the year too.

What this gives is pieces and the delimiters between them; nothing is joined here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from citeform.model.vocabulary import VARIABLES, Kind
from citeform.text.marks import CITATION_NUMBER, YEAR_SUFFIX, plain
from citeform.text.spans import find_span, inner

if TYPE_CHECKING:
    from citeform.csl.context import CiteContext
    from citeform.csl.program import CitationArea


class Piece:
    """One cite as it will be printed, and how to print less of it."""

    __slots__ = (
        "_again",
        "begins",
        "delimiter",
        "has_locator",
        "names",
        "number",
        "prefix",
        "suffix",
        "text",
    )

    def __init__(
        self,
        text: str,
        names: str,
        number: int,
        prefix: str,
        suffix: str,
        has_locator: bool,
        begins: bool,
        again: Callable[..., tuple[str, CiteContext]],
    ) -> None:
        self.text = text
        self.names = names
        """What its first names block prints; "" where it has none."""
        self.number = number
        """The citation number that it prints, 0 for none; only looked at where numbers collapse."""
        self.prefix = prefix
        self.suffix = suffix
        self.has_locator = has_locator
        self.begins = begins
        """Whether its first word may begin a note: not where names before it were left out."""
        self._again = again
        """Renders it again with something changed in its context, which comes with the text."""
        self.delimiter = ""
        """What goes before it, unless it is first."""

    def without_names(self) -> str:
        """What it prints behind its names."""
        return self._again(hide_author=True)[0]

    def without_suffix(self) -> str:
        """The same without year suffix and locator."""
        return self._again(hide_author=True, year_suffix="", locator="")[0]

    def is_bare(self) -> bool:
        """Whether it prints neither names nor any other text: a date at most."""
        return not self.names and _DATES.issuperset(self._again(trail=[])[1].trail or ())


_DATES = frozenset(each.attribute for each in VARIABLES.values() if each.kind is Kind.DATE)


def arrange(pieces: list[Piece], area: CitationArea, *, tidy: bool) -> list[Piece]:
    """The pieces in printing order, collapsed as the style wants, each with its delimiter.

    Without `tidy` an after-collapse-delimiter goes between all cites of a style that collapses none,
    and a cite of but a date follows the one before as if of the same author ("Doe 1965, n.d.").
    """
    pieces = [piece for piece in pieces if piece.text or piece.prefix or piece.suffix]
    uncollapsed = area.has_after_collapse and not area.collapse and not tidy
    for piece in pieces:
        piece.delimiter = area.after_collapse_delimiter if uncollapsed else area.layout.delimiter
    if area.collapse == "citation-number":
        return _collapse_numbers(pieces, area)
    if area.groups:
        return _collapse_groups(_grouped(pieces, area), area, tidy=tidy)
    return pieces


def _grouped(pieces: Sequence[Piece], area: CitationArea) -> list[list[Piece]]:
    """Step 1. A style that does not sort its cites leaves them where the author put them."""
    groups: list[list[Piece]] = []
    by_names: dict[str, list[Piece]] = {}
    for piece in pieces:
        group = groups[-1] if groups and _belong_together(groups[-1][-1], piece) else None
        if group is None and area.keys and piece.names:
            group = by_names.get(piece.names)
        if group is not None:
            group.append(piece)
        else:
            groups.append([piece])
            by_names[piece.names] = groups[-1]
    return groups


def _belong_together(one: Piece, other: Piece) -> bool:
    """Whether two neighbours are of one author; without names, only a year suffix may differ."""
    if one.names or other.names:
        return one.names == other.names
    if not (inner(one.text, YEAR_SUFFIX) and inner(other.text, YEAR_SUFFIX)):
        return False
    return one.without_suffix() == other.without_suffix()


def printed_number(text: str) -> int:
    """The citation number that a cite prints; 0 for none, or for one behind a label."""
    number = find_span(text, CITATION_NUMBER)
    if number is None or any(map(str.isalnum, plain(text[: number.start]))):
        return 0
    digits = "".join(filter(str.isdecimal, text[number.inner_start : number.inner_end]))
    return int(digits) if digits else 0


def _collapse_numbers(pieces: list[Piece], area: CitationArea) -> list[Piece]:
    """Step 2: three or more in a row without anything of their own become first–last."""
    if area.has_after_collapse:
        for previous, piece in pairwise(pieces):
            if previous.has_locator:
                piece.delimiter = area.after_collapse_delimiter
    for piece in pieces:
        if piece.prefix or piece.suffix or piece.has_locator:
            piece.number = 0
    out: list[Piece] = []
    index = 0
    while index < len(pieces):
        last = index
        while (
            last + 1 < len(pieces)
            and pieces[last].number
            and pieces[last + 1].number == pieces[last].number + 1
        ):
            last += 1
        if last - index >= 2:
            out.append(pieces[index])
            pieces[last].delimiter = "–"
            out.append(pieces[last])
            index = last + 1
        else:
            out.append(pieces[index])
            index += 1
    return out


def _collapse_groups(groups: list[list[Piece]], area: CitationArea, *, tidy: bool) -> list[Piece]:
    """Step 3."""
    joins_bare = not (tidy or area.prints_numbers) and area.collapse and area.always_after_group
    out: list[Piece] = []
    collapsed = False
    for group in groups:
        behind_locator = bool(out) and out[-1].has_locator and area.has_after_collapse
        if collapsed or behind_locator or (area.collapse and area.always_after_group):
            group[0].delimiter = area.after_collapse_delimiter
        if joins_bare and group[0].is_bare():
            group[0].delimiter = area.layout.delimiter if area.has_after_collapse else ", "
        collapsed = len(group) > 1
        if area.collapse in {"", "citation-number"}:
            for piece in group[1:]:
                piece.delimiter = area.group_delimiter
            out += group
        else:
            out += _collapse_group(group, area)
    return out


def _collapse_group(group: list[Piece], area: CitationArea) -> list[Piece]:
    first, *rest = group
    out = [first]
    previous = first
    for piece in rest:
        piece.delimiter = area.group_delimiter
        if previous.has_locator and area.has_after_collapse:
            piece.delimiter = area.after_collapse_delimiter
        if piece.names and not piece.prefix:
            piece.text = piece.without_names()
        if area.collapse != "year" and _same_year(previous, piece):
            piece.text = _from_suffix_on(piece.text)
            piece.delimiter = area.suffix_delimiter
        out.append(piece)
        previous = piece
    if area.collapse == "year-suffix-ranged":
        out = _ranged(out)
    return out


def _same_year(previous: Piece, piece: Piece) -> bool:
    """Whether only the letter tells a cite from the one before."""
    if piece.prefix or previous.suffix:
        return False
    return (
        bool(inner(piece.text, YEAR_SUFFIX)) and previous.without_suffix() == piece.without_suffix()
    )


def _from_suffix_on(text: str) -> str:
    """The letter, and the locator behind it if there is one."""
    span = find_span(text, YEAR_SUFFIX)
    return text[span.inner_start : span.inner_end] + text[span.end :] if span else text


def _ranged(pieces: list[Piece]) -> list[Piece]:
    """Runs of three letters or more as first–last."""
    out: list[Piece] = []
    index = 0
    while index < len(pieces):
        last = index
        while last + 1 < len(pieces) and _follows(pieces[last], pieces[last + 1]):
            last += 1
        out.append(pieces[index])
        if last - index >= 2:
            pieces[last].delimiter = "–"
            out.append(pieces[last])
            index = last + 1
        else:
            index += 1
    return out


def _follows(piece: Piece, following: Piece) -> bool:
    letter = inner(piece.text, YEAR_SUFFIX) or piece.text
    if len(following.text) != 1 or len(letter) != 1 or piece.suffix or piece.has_locator:
        return False
    return ord(following.text) == ord(letter) + 1
