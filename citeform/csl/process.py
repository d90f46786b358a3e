"""A document in, its citations and bibliography out: the order of the passes, on one screen.

::

    1  register    the works that are cited, in order of first citation, then the others
    2  places      first, subsequent, ibid, near-note            (certain before anything is rendered)
    3  sort        the bibliography; citation numbers
    4  namesakes   how much to show of people who share a name
    5  ambiguity   more names, conditions, year suffixes          (decides; renders only what collides)
    6  sort again  where the order hangs on what 5 decided
    7  cites       sort within the citation, render, group and collapse, join
    8  entries     render, replace repeated authors
    9  finish      punctuation at the seams, quotes, nested markup (`citeform.csl.passes.assemble`)

1 and 3 to 6 are `citeform.csl.decide`. `process` is pure: same in, same out.
`citeform.csl.session` keeps one document up to date with the same parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from citeform.collector import paused
from citeform.csl.decide import decide, register
from citeform.csl.decisions import Decisions, Memory
from citeform.csl.passes.assemble import (
    cite_prefix,
    cite_suffix,
    finish,
    finish_entries,
    join_cites,
)
from citeform.csl.passes.collapse import Piece, arrange, printed_number
from citeform.csl.passes.positions import NOWHERE, Place, find_places, first_notes
from citeform.csl.passes.sorting import sort_by
from citeform.csl.passes.subsequent_author import substitute_authors
from citeform.text.marks import NAMES
from citeform.text.spans import inner

if TYPE_CHECKING:
    from citeform.csl.citation import Citation, Cite
    from citeform.csl.context import CiteContext
    from citeform.csl.program import Program
    from citeform.model.article import Article

Places = Sequence[Place]
"""Of the cites of one citation."""


class Processed(NamedTuple):
    """Rich texts: one per citation, and (id, text) per entry of the bibliography."""

    citations: tuple[str, ...]
    entries: tuple[tuple[str, str], ...]
    decisions: Decisions
    places: Sequence[Places]
    missing: tuple[str, ...]
    """Ids that were cited and are no article's."""


def process(
    program: Program,
    works: Mapping[str, Article],
    citations: Sequence[Citation] = (),
    *,
    links: bool = False,
    registered: Sequence[str] = (),
    uncited: bool = True,
) -> Processed:
    """Render a document. `works` are the articles by the ids that cites name them by, in order.

    `registered` are works that come before those that the citations name, in this order:
    numbers and year suffixes follow it. `uncited` lists works that no citation names too.
    """
    cited = [[cite.id for cite in citation.cites] for citation in citations]
    wanted = chain(registered, *cited, works if uncited else ())
    ids, missing = register(works, wanted)  # 1
    notes = [citation.note for citation in citations]
    places = places_of(program, citations, notes)  # 2
    with paused():
        first = first_notes_of(program, cited, notes)
        decisions = decide(program, works, ids, Memory(), links=links, notes=first)  # 3 to 6
        texts = tuple(  # 7
            render_citation(decisions, citation, its_places)
            for citation, its_places in zip(citations, places, strict=True)
        )
        entries = render_entries(decisions)  # 8
    return Processed(texts, entries, decisions, places, tuple(missing))


# ------------------------------------------------------------------ 2


def places_of(
    program: Program, citations: Sequence[Citation], notes: Sequence[int]
) -> Sequence[Places]:
    """The places of all cites, each citation standing in that note; nowhere if it is all one."""
    area = program.citation
    if not area.heeds_places:
        return [[NOWHERE] * len(citation.cites) for citation in citations]
    return find_places(citations, notes, area.near_note_distance)


def first_notes_of(
    program: Program, ids: Sequence[Sequence[str]], notes: Sequence[int]
) -> Mapping[str, int]:
    """In which note each work is first cited; nothing where that tells no cites apart."""
    return first_notes(ids, notes) if program.citation.methods.first_notes else {}


# ------------------------------------------------------------------ 7


def render_citation(decisions: Decisions, citation: Citation, places: Places) -> str:
    """One citation, finished; cites of no article print nothing."""
    program = decisions.program
    pairs = [
        (cite, place)
        for cite, place in zip(citation.cites, places, strict=True)
        if cite.id in decisions.numbers
    ]
    area, layout = program.citation, program.citation.layout
    if area.keys and not citation.unsorted and len(pairs) > 1:
        pairs = sort_by(
            pairs,
            area.keys,
            lambda some, key: decisions.sort_values([cite.id for cite, _ in some], key),
        )
    pieces = [
        _piece(decisions, cite, place, hides=citation.composite and not index)
        for index, (cite, place) in enumerate(pairs)
    ]
    if pairs and all(cite.author_only for cite, _ in pairs):
        layout = layout.bare()
    text = join_cites(arrange(pieces, area, tidy=program.tidy), layout, program)
    if citation.composite and pairs:
        author = finish(_author(decisions, *pairs[0]), program)
        text = author + (citation.infix or " ") + text if author and text else author + text
    return text


def _piece(decisions: Decisions, cite: Cite, place: Place, *, hides: bool) -> Piece:
    area, cites = decisions.program.citation, decisions.memory.cites
    hides = hides or cite.suppress_author
    key = (
        cite.id if area.heeds_works else decisions.memory.items[cite.id].language,
        decisions.numbers[cite.id] if area.prints_numbers else "",
        decisions.standing(cite.id),
        place,
        (cite.locator, cite.label, cite.author_only, hides),
    )
    known = cites.get(key)
    if known is None:
        text, context = _rendered(decisions, cite, place, hide_author=hides)
        if cite.author_only:
            text = _author(decisions, cite, place)
        number = printed_number(text) if area.collapse == "citation-number" else 0
        begins = context.hide_author or not hides
        known = cites[key] = (text, inner(text, NAMES), number, context.locator_printed, begins)
    text, names, number, has_locator, begins = known
    return Piece(
        text,
        names,
        number,
        cite_prefix(cite.prefix),
        cite_suffix(cite.suffix),
        has_locator,
        begins,
        partial(_rendered, decisions, cite, place),
    )


def _rendered(
    decisions: Decisions, cite: Cite, place: Place, **changes: object
) -> tuple[str, CiteContext]:
    """A cite, with the context it was rendered in."""
    context = _context(decisions, cite, place, **changes)
    return decisions.program.citation.layout.render(context), context


def _author(decisions: Decisions, cite: Cite, place: Place) -> str:
    """The names of a cite alone: those that it prints, or else the author's."""
    names = inner(_rendered(decisions, cite, place)[0], NAMES)
    return names or decisions.program.citation.author.render(_context(decisions, cite, place))


def _context(decisions: Decisions, cite: Cite, place: Place, **changes: object) -> CiteContext:
    known: dict[str, object] = {
        "locator": cite.locator,
        "label": cite.label,
        "position": place.position,
        "near_note": place.near_note,
        "first_note": str(place.first_note) if place.first_note else "",
    }
    return decisions.context(cite.id, **{**known, **changes})


# ------------------------------------------------------------------ 8


def render_entries(decisions: Decisions) -> tuple[tuple[str, str], ...]:
    """Id and text of each entry that prints anything, in order."""
    area, order = decisions.program.bibliography, decisions.order
    if area is None:
        return ()
    render = area.layout.render_aligned if area.second_field_align else area.layout.render
    texts = [render(decisions.context(id, in_bibliography=True)) for id in order]
    if area.substitute is not None:
        texts = substitute_authors(texts, area.substitute, area.substitute_rule)
    printed = {id: text for id, text in zip(order, texts, strict=True) if text}
    finished = finish_entries([*printed.values()], area.layout, decisions.program)
    return tuple(zip(printed, finished, strict=True))
