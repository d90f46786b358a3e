"""What a rendering knows: the cite, what is certain of it, and what disambiguation has decided.

A renderer is a function `CiteContext -> (rich text, status)`. The context is made for one rendering
and then forgotten, so rendering twice with equal inputs gives equal outputs. A `Part` is what an
element is compiled to: a renderer, or what it is known to render.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from citeform.csl.elements.person import PersonWriter
    from citeform.csl.items import Item
    from citeform.csl.person import Person
    from citeform.csl.shapes import Answers

EMPTY, MISSING, FULL = 0, 1, 2
"""Status of an output: no variable was called; some were and all were empty; one had content.

`cs:group` is decided by it (CSL 1.0.2, "Group"). As bits, the statuses of children are joined by
`|` and the greater one wins.
"""

Rendered = tuple[str, int]
Renderer = Callable[["CiteContext"], Rendered]
Writer = Callable[["CiteContext"], str]

NOTHING: Rendered = ("", EMPTY)
ABSENT: Rendered = ("", MISSING)


class Part(NamedTuple):
    """An element compiled for a shape (see `citeform.csl.facts`)."""

    render: Renderer
    known: Rendered | None = None
    """What it renders for every cite of that shape, where that is known."""
    write: Writer | None = None
    """Of a part that renders either a text that is FULL, or ABSENT: what gives the text within its
    affixes, "" where it is absent. Such a part is *firm*."""
    before: str = ""
    after: str = ""
    merges: bool = False
    """Whether it is firm beyond doubt, so that what is put around it can join its affixes. (Names
    that are hidden count as printed.)"""
    calls: bool = False
    """Whether it is sure to call a variable: whether its status is never EMPTY."""
    aside: Writer | None = None
    """Of a part that calls no variable, a term or a label: what gives its text."""
    inner: Renderer | None = None
    """Of a part that is gone when all variables it calls are empty: what it is within its affixes."""

    @property
    def text(self) -> Writer:
        """What gives all that it prints, where nobody asks for the status."""
        render, write, before, after = self.render, self.write, self.before, self.after
        if write is None:
            return lambda cite: render(cite)[0]
        if not before and not after:
            return write
        return lambda cite: before + text + after if (text := write(cite)) else ""


Form = Callable[["Answers"], Part]
"""An element of a style: the part that it is for a cite of which it gets the answers."""


def firm_part(write: Writer, before: str = "", after: str = "") -> Part:
    """A part that renders either a text that is FULL, within affixes, or ABSENT."""

    def render(cite: CiteContext) -> Rendered:
        text = write(cite)
        return (before + text + after, FULL) if text else ABSENT

    return Part(render, write=write, before=before, after=after, merges=True, calls=True)


def known_part(rendered: Rendered) -> Part:
    """A part that always renders the same."""
    text, status = rendered
    is_firm = status == (FULL if text else MISSING)

    def give(_cite: CiteContext) -> str:
        return text

    return Part(
        lambda _cite: rendered,
        rendered,
        give if is_firm else None,
        calls=status != EMPTY,
        aside=None if status else give,
    )


def mere_part(write: Writer) -> Part:
    """A part that calls no variable, but is not always the same."""
    return Part(lambda cite: (write(cite), EMPTY), aside=write)


ABSENT_PART, NOTHING_PART = known_part(ABSENT), known_part(NOTHING)

FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = 0, 1, 2, 3
"""Positions; each implies the ones below it, but for FIRST (CSL 1.0.2, "Choose", position)."""


class Ambiguity(NamedTuple):
    """What disambiguation has decided for a cite; the default is nothing."""

    names: tuple[int, ...] = ()
    """Per names block of the cite, how many names are shown at least."""
    givens: tuple[tuple[int, ...], ...] = ()
    """Per names block and name: 0 as the style has it, 1 with initials, 2 with the given name."""
    conditions: int = 0
    """How many `disambiguate="true"` conditions hold, in document order."""


PLAIN = Ambiguity()


class Shown(NamedTuple):
    """What a names block showed; disambiguation reads it to know what more there is to show."""

    item: Item
    variable: str
    shown: int
    """How many people were named."""
    write: PersonWriter
    """How they are written."""

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who might have been named."""
        people = self.item.people(self.variable)
        return people[:-1] if people[-1].others else people

    def bases(self, *, only_first: bool) -> list[str]:
        """The names of persons at their shortest, all or that of the first only."""
        names = self.item.fields[self.variable]
        if only_first:
            names = names[:1]
        return self.write.each([name for name in names if not name.is_literal], first=1)[0]


_NO_LEVELS: Mapping[Person, int] = {}
_NOTHING_YET: frozenset[str] = frozenset()


class CiteContext:
    """One rendering of one item."""

    __slots__ = (
        "ambiguity",
        "blocks",
        "citation_number",
        "conditions_met",
        "fields",
        "first_note",
        "hide_author",
        "in_bibliography",
        "item",
        "label",
        "levels",
        "links",
        "locator",
        "locator_printed",
        "near_note",
        "position",
        "shape",
        "sorting",
        "suffix_placed",
        "suppressed",
        "trail",
        "year_suffix",
    )

    def __init__(self, item: Item) -> None:
        self.item = item
        self.fields = item.fields
        # Declared, because type checkers meet tables of conditions on them before this.
        self.locator: str = ""
        self.label: str = ""
        self.position: int = FIRST
        self.near_note: bool = False
        self.first_note: str = ""
        self.citation_number: str = ""
        self.year_suffix: str = ""
        self.ambiguity: Ambiguity = PLAIN
        self.in_bibliography: bool = False
        self.sorting: bool = False
        self.links: bool = False
        self.hide_author: bool = False
        """Whether the first names of the cite are still to be left out."""
        self.levels: Mapping[Person, int] = _NO_LEVELS
        """How much is shown of people who have namesakes in other works."""
        self.suppressed: frozenset[str] = _NOTHING_YET
        """Variables that stood in for a name and are not printed again."""
        self.trail: list[str] | None = None
        """Variables printed so far within a cs:substitute."""
        self.shape = 0
        """What is certain of it, once it is rendered (see `citeform.csl.facts`)."""
        self.suffix_placed = False
        self.locator_printed = False
        self.conditions_met = 0
        """How many `disambiguate="true"` conditions were asked."""
        self.blocks: list[Shown] = []
        """What each names block showed, in order."""

    def suppress(self, variables: Iterable[str]) -> None:
        """Print these variables no more."""
        self.suppressed = self.suppressed.union(variables)
