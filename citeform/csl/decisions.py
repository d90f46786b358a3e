"""Decisions: what is settled of the works of a document before a citation is rendered.

Their order in the bibliography, their numbers, how much to show of namesakes, and what tells
ambiguous cites apart. `citeform.csl.decide` makes them; whatever is rendered looks at them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

from citeform.csl.context import CiteContext, Shown
from citeform.csl.passes.disambiguate import Verdict

if TYPE_CHECKING:
    from citeform.csl.items import Item
    from citeform.csl.passes.sorting import SortKey, Value
    from citeform.csl.person import Person
    from citeform.csl.program import Program

_UNDECIDED = Verdict()
_NOBODY: Mapping[Person, int] = {}
Standing = tuple[Verdict, tuple[int, ...]] | None
"""All that a rendering of a work hangs on beside the work and its number; None for most."""
Named = tuple[tuple[Shown, ...], tuple[str, ...]]


@dataclass(slots=True)
class Memory:
    """What need not be worked out twice for one program and one set of articles."""

    items: dict[str, Item] = field(default_factory=dict)
    values: dict[SortKey, dict[object, Value | None]] = field(default_factory=dict)
    """What works are sorted by."""
    unmoved: dict[object, int] = field(default_factory=dict)
    """By work and standing: so many of the keys have the value that they have with no standing."""
    named: dict[str, Named] = field(default_factory=dict)
    people: dict[str, frozenset[Person]] = field(default_factory=dict)
    looks: dict[str, str] = field(default_factory=dict)
    """Cites as they are before anything tells them apart."""
    probes: dict[object, tuple[str, CiteContext]] = field(default_factory=dict)
    verdicts: dict[object, dict[str, Verdict]] = field(default_factory=dict)
    cites: dict[object, tuple[str, str, int, bool, bool]] = field(default_factory=dict)

    def forget_some(self) -> None:
        """Drop what may grow with every change, where there is more than any document needs."""
        tables: list[dict[Any, Any]] = [self.unmoved, self.probes, self.verdicts, self.cites]
        for table in (*tables, *self.values.values()):
            if len(table) > _MOST:
                table.clear()


_MOST = 100_000


@dataclass(slots=True)
class Decisions:
    """What is settled of the works of one state of a document."""

    program: Program
    links: bool
    memory: Memory
    ids: Sequence[str] = ()
    """In the order in which they are first cited."""
    listed: Sequence[str] = ()
    """In the order of the bibliography, as long as nothing is decided."""
    ties: list[list[str]] = field(default_factory=list)
    """Those among them that all keys leave equal; they are listed as they are first cited."""
    order: Sequence[str] = ()
    """In the order of the bibliography."""
    numbers: dict[str, str] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    """How often each name is printed, at its shortest; a name printed once has no namesake."""
    levels: Mapping[Person, int] = field(default_factory=dict)
    raised: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Of works that name people of whom more is to be shown: how much of each."""
    seen: dict[str, str] = field(default_factory=dict)
    """How the cites of each work look before anything tells them apart."""
    looks: Counter[str] = field(default_factory=Counter)
    """How often they look so."""
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    def standing(self, id: str) -> Standing:
        """What is decided of a work beside its number."""
        verdict, raised = self.verdicts.get(id), self.raised.get(id)
        if verdict is None and raised is None:
            return None
        return verdict or _UNDECIDED, raised or ()

    def context(self, id: str, **known: object) -> CiteContext:
        """A rendering context for a work with all that is decided of it."""
        verdict = self.verdicts.get(id, _UNDECIDED)
        options: dict[str, object] = {
            "citation_number": self.numbers[id],
            "year_suffix": verdict.year_suffix,
            "ambiguity": verdict.ambiguity,
            "levels": self.levels if id in self.raised else _NOBODY,
            "links": self.links,
            **known,
        }
        return CiteContext(self.memory.items[id], **options)  # type: ignore[arg-type]

    def sort_values(self, ids: Sequence[str], key: SortKey) -> list[Value | None]:
        """What works are sorted by."""
        if key.is_number:
            return [(int(self.numbers[id]),) for id in ids]
        known = self.memory.values.setdefault(key, {})
        keys: list[object] = [*ids]
        if key.has_number:
            keys = [(id, self.numbers[id], self.standing(id)) for id in ids]
        elif self.verdicts or self.raised:
            keys = [(id, standing) if (standing := self.standing(id)) else id for id in ids]
        for id, its_key in zip(ids, keys, strict=True):
            if its_key not in known:
                context = self.context(id, sorting=True, in_bibliography=key.of_list)
                known[its_key] = key.value(context)
        return [known[its_key] for its_key in keys]

    def touched_since(self, before: Decisions) -> set[str]:
        """The works whose cites may read differently from what they read before."""
        if self is before:
            return set()
        touched: set[str] = set()
        if self.program.citation.prints_numbers:
            pairs = zip_longest(self.numbers, before.numbers)
            touched.update(now for now, then in pairs if now != then)  # they are in order
        if self.verdicts is not before.verdicts or self.raised is not before.raised:
            decided = chain(self.verdicts, before.verdicts, self.raised, before.raised)
            touched.update(id for id in decided if self.standing(id) != before.standing(id))
        return touched
