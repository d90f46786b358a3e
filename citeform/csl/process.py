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

`process` is pure: same in, same out. `citeform.csl.session` keeps one document up to date with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citeform.csl.context import SUBSEQUENT, Ambiguity, CiteContext
from citeform.csl.items import Item
from citeform.csl.passes.assemble import (
    cite_prefix,
    cite_suffix,
    finish,
    finish_entry,
    join_cites,
)
from citeform.csl.passes.collapse import Piece, arrange
from citeform.csl.passes.disambiguate import Methods, Verdict, disambiguate
from citeform.csl.passes.namesakes import find_levels
from citeform.csl.passes.positions import Place, find_places
from citeform.csl.passes.sorting import sort_by
from citeform.csl.passes.subsequent_author import substitute_authors
from citeform.text.marks import NAMES, plain
from citeform.text.spans import inner

if TYPE_CHECKING:
    from citeform.csl.citation import Citation, Cite
    from citeform.csl.person import Person
    from citeform.csl.program import Program
    from citeform.model.article import Article

_UNDECIDED = Verdict()


@dataclass(frozen=True, slots=True)
class Processed:
    """Rich texts: one per citation, and (id, text) per entry of the bibliography."""

    citations: tuple[str, ...]
    entries: tuple[tuple[str, str], ...]
    order: tuple[str, ...] = ()
    """Ids of all works in the order of the bibliography."""
    fingerprints: tuple[object, ...] = ()
    """Per citation, all that its text hangs on beside itself: equal ones need no new rendering."""
    missing: tuple[str, ...] = ()
    """Ids that were cited and are no article's."""


@dataclass(slots=True)
class Memory:
    """What need not be worked out twice while one document is edited."""

    items: dict[int, Item] = field(default_factory=dict)
    """By `id()` of the article, which its item keeps alive; hashing its fields would take longer."""
    probes: dict[object, tuple[str, CiteContext]] = field(default_factory=dict)
    texts: dict[object, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Document:
    """What the passes have worked out so far, for one call of `process`."""

    program: Program
    links: bool
    items: dict[str, Item] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    ranks: dict[str, int] = field(default_factory=dict)
    """Place of each work in `order`, from 1."""
    numbers: dict[str, str] = field(default_factory=dict)
    levels: dict[Person, int] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)

    def context(self, id: str, **known: object) -> CiteContext:
        """A rendering context for a work with all that is decided of it."""
        verdict = self.verdicts.get(id, _UNDECIDED)
        options: dict[str, object] = {
            "citation_number": self.numbers.get(id, ""),
            "year_suffix": verdict.year_suffix,
            "ambiguity": verdict.ambiguity,
            "levels": self.levels,
            "links": self.links,
            **known,
        }
        return CiteContext(self.items[id], **options)  # type: ignore[arg-type]


def process(
    program: Program,
    works: Mapping[str, Article],
    citations: Sequence[Citation] = (),
    *,
    links: bool = False,
    registered: Sequence[str] = (),
    uncited: bool = True,
    bibliography: bool = True,
    memory: Memory | None = None,
) -> Processed:
    """Render a document. `works` are the articles by the ids that cites name them by, in order.

    `registered` are works that come before those that the citations name, in this order: numbers
    and year suffixes follow it. `uncited` lists works that no citation names too.

    A `memory` of earlier calls with the same program, articles and links saves work; the result
    is the same.
    """
    document = _Document(program, links, memory=memory or Memory())
    missing = _register(document, works, [*registered, *_cited(citations)], uncited)  # 1
    places = find_places(citations, program.citation.near_note_distance)  # 2
    _sort_bibliography(document)  # 3
    _find_namesakes(document)  # 4
    _disambiguate(document)  # 5
    if any(verdict.year_suffix for verdict in document.verdicts.values()):
        _sort_bibliography(document)  # 6
    fingerprints = tuple(
        _fingerprint(document, citation, its_places)
        for citation, its_places in zip(citations, places, strict=True)
    )
    texts = tuple(  # 7
        _remembered(document, citation, its_places, fingerprint)
        for citation, its_places, fingerprint in zip(citations, places, fingerprints, strict=True)
    )
    entries = _entries(document) if bibliography else ()  # 8
    return Processed(texts, entries, tuple(document.order), fingerprints, missing)


# ------------------------------------------------------------------ 1 to 6


def _register(
    document: _Document,
    works: Mapping[str, Article],
    wanted: Sequence[str],
    uncited: bool,
) -> tuple[str, ...]:
    missing: dict[str, None] = {}
    for id in [*wanted, *(works if uncited else ())]:
        if id not in works:
            missing[id] = None
        elif id not in document.items:
            document.items[id] = _item(document, works[id])
    _put_in_order(document, list(document.items))
    _number(document)
    return tuple(missing)


def _cited(citations: Sequence[Citation]) -> list[str]:
    return [cite.id for citation in citations for cite in citation.cites]


def _item(document: _Document, article: Article) -> Item:
    items = document.memory.items
    item = items.get(id(article))
    if item is None:
        item = items[id(article)] = Item(article, document.program.facts)
    return item


def _put_in_order(document: _Document, order: list[str]) -> None:
    document.order = order
    document.ranks = {id: rank for rank, id in enumerate(order, 1)}


def _number(document: _Document) -> None:
    document.numbers = {id: str(number) for id, number in document.ranks.items()}


def _sort_bibliography(document: _Document) -> None:
    area = document.program.bibliography
    if area is None or not area.keys:
        return
    ordered = sort_by(
        document.order,
        area.keys,
        lambda key: document.context(key, in_bibliography=True, sorting=True),
    )
    _put_in_order(document, ordered)
    if not area.keeps_numbers:
        _number(document)


def _find_namesakes(document: _Document) -> None:
    area = document.program.citation
    if not area.givenname_rule:
        return
    blocks = []
    for id in document.order:
        context = document.context(id, position=SUBSEQUENT, near_note=True)
        area.layout.render(context)
        blocks += context.blocks
    document.levels = find_levels(blocks, area.givenname_rule)


def _disambiguate(document: _Document) -> None:
    area = document.program.citation
    methods = area.methods
    if methods == Methods():
        return

    probes = document.memory.probes
    levels = frozenset(document.levels.items())

    def probe(id: str, ambiguity: Ambiguity) -> tuple[str, CiteContext]:
        key = (id, ambiguity, levels)
        found = probes.get(key)
        if found is None:
            found = probes[key] = render(id, ambiguity)
        return found

    def render(id: str, ambiguity: Ambiguity) -> tuple[str, CiteContext]:
        context = document.context(
            id,
            position=SUBSEQUENT,
            near_note=True,
            year_suffix="",
            citation_number="",
            ambiguity=ambiguity,
        )
        context.suppressed = {"accessed"}  # when it was looked at does not tell works apart
        return plain(area.layout.render(context)), context

    document.verdicts = disambiguate(document.order, probe, methods)


# ------------------------------------------------------------------ 7


def _remembered(
    document: _Document, citation: Citation, places: list[Place], fingerprint: object
) -> str:
    texts = document.memory.texts
    key = (citation, fingerprint, frozenset(document.levels.items()))
    text = texts.get(key)
    if text is None:
        text = texts[key] = _citation(document, citation, places)
    return text


def _citation(document: _Document, citation: Citation, places: list[Place]) -> str:
    program = document.program
    pairs = [
        (cite, place)
        for cite, place in zip(citation.cites, places, strict=True)
        if cite.id in document.items
    ]
    if program.citation.keys and not citation.unsorted:
        pairs = sort_by(
            pairs, program.citation.keys, lambda pair: document.context(pair[0].id, sorting=True)
        )
    pieces = [
        _piece(document, cite, place, hides=citation.composite and not index)
        for index, (cite, place) in enumerate(pairs)
    ]
    area, layout = program.citation, program.citation.layout
    if pairs and all(cite.author_only for cite, _ in pairs):
        layout = layout.bare()
    text = join_cites(arrange(pieces, area), layout, program)
    if citation.composite and pairs:
        author = finish(_author(document, *pairs[0]), program)
        text = author + (citation.infix or " ") + text if author and text else author + text
    return text


def _fingerprint(document: _Document, citation: Citation, places: list[Place]) -> object:
    area = document.program.citation
    numbers = document.numbers if area.prints_numbers else {}
    note = citation.note if area.prints_first_notes else 0
    return note, tuple(
        (cite, place, numbers.get(cite.id), document.verdicts.get(cite.id))
        for cite, place in zip(citation.cites, places, strict=True)
    )


def _author(document: _Document, cite: Cite, place: Place) -> str:
    """The names of a cite alone: those that it prints, or else the author's."""
    area = document.program.citation
    names = inner(area.layout.render(_context(document, cite, place)), NAMES)
    return names or area.author.render(_context(document, cite, place))


def _context(document: _Document, cite: Cite, place: Place, **changes: object) -> CiteContext:
    known: dict[str, object] = {
        "locator": cite.locator,
        "label": cite.label,
        "position": place.position,
        "near_note": place.near_note,
        "first_note": str(place.first_note) if place.first_note else "",
    }
    return document.context(cite.id, **{**known, **changes})


def _piece(document: _Document, cite: Cite, place: Place, *, hides: bool) -> Piece:
    layout = document.program.citation.layout

    def render(**changes: object) -> str:
        return layout.render(_context(document, cite, place, **changes))

    context = _context(document, cite, place, hide_author=hides or cite.suppress_author)
    text = _author(document, cite, place) if cite.author_only else layout.render(context)
    names = inner(text, NAMES)
    return Piece(
        text,
        names,
        cite_prefix(cite.prefix),
        cite_suffix(cite.suffix),
        context.locator_printed,
        lambda: render(hide_author=True),
        lambda: render(hide_author=True, year_suffix="", locator=""),
    )


# ------------------------------------------------------------------ 8


def _entries(document: _Document) -> tuple[tuple[str, str], ...]:
    area = document.program.bibliography
    if area is None:
        return ()
    render = area.layout.render_aligned if area.second_field_align else area.layout.render
    texts = [render(document.context(id, in_bibliography=True)) for id in document.order]
    if area.substitute is not None:
        texts = substitute_authors(texts, area.substitute, area.substitute_rule)
    return tuple(
        (id, finish_entry(text, area.layout, document.program))
        for id, text in zip(document.order, texts, strict=True)
        if text
    )
