"""Decisions: what is settled of the works of a document before a citation is rendered.

Their order in the bibliography, their numbers, how much to show of namesakes, and what tells
ambiguous cites apart. `citeform.csl.decide` makes them; whatever is rendered looks at them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

from citeform.csl.context import PLAIN, CiteContext, Shown
from citeform.csl.passes.disambiguate import Probed, Verdict

if TYPE_CHECKING:
    from citeform.csl.items import Item
    from citeform.csl.passes.sorting import SortKey, Value
    from citeform.csl.person import Person
    from citeform.csl.program import Program

_UNDECIDED = Verdict()
Standing = tuple[Verdict, tuple[int, ...]] | None
"""All that a rendering of a work hangs on beside the work and its number; None for most."""
Named = tuple[tuple[Shown, ...], tuple[str, ...]]


class Memory:
    """What need not be worked out twice for one program and one set of articles."""

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self.values: dict[SortKey, dict[object, Value | None]] = {}
        """What works are sorted by."""
        self.unmoved: dict[object, int] = {}
        """By work and standing: so many of the keys have the value that they have with no standing."""
        self.named: dict[str, Named] = {}
        self.people: dict[str, frozenset[Person]] = {}
        self.looks: dict[str, str] = {}
        """Cites as they are before anything tells them apart."""
        self.probes: dict[object, Probed] = {}
        self.verdicts: dict[object, dict[str, Verdict]] = {}
        self.cites: dict[object, tuple[str, str, int, bool, bool]] = {}

    def forget_some(self) -> None:
        """Drop what may grow with every change, where there is more than any document needs."""
        tables: list[dict[Any, Any]] = [self.unmoved, self.probes, self.verdicts, self.cites]
        for table in (*tables, *self.values.values()):
            if len(table) > _MOST:
                table.clear()


_MOST = 100_000


class Decisions:
    """What is settled of the works of one state of a document."""

    def __init__(
        self, program: Program, links: bool, memory: Memory, ids: Sequence[str] = ()
    ) -> None:
        self.program = program
        self.links = links
        self.memory = memory
        self.ids = ids
        """In the order in which they are first cited."""
        self.listed: Sequence[str] = ()
        """In the order of the bibliography, as long as nothing is decided."""
        self.ties: list[list[str]] = []
        """Those among them that all keys leave equal; they are listed as they are first cited."""
        self.order: Sequence[str] = ()
        """In the order of the bibliography."""
        self.numbers: dict[str, str] = {}
        self.names: Counter[str] = Counter()
        """How often each name is printed, at its shortest; a name printed once has no namesake."""
        self.levels: Mapping[Person, int] = {}
        self.raised: dict[str, tuple[int, ...]] = {}
        """Of works that name people of whom more is to be shown: how much of each."""
        self.seen: dict[str, str] = {}
        """How the cites of each work look before anything tells them apart."""
        self.looks: Counter[str] = Counter()
        """How often they look so."""
        self.notes: Mapping[str, int] = {}
        """In which note each work is first cited, where that tells cites apart."""
        self.verdicts: dict[str, Verdict] = {}

    def standing(self, id: str) -> Standing:
        """What is decided of a work beside its number."""
        verdict, raised = self.verdicts.get(id), self.raised.get(id)
        if verdict is None and raised is None:
            return None
        return verdict or _UNDECIDED, raised or ()

    def is_sorted_as_before(self, id: str, key: SortKey) -> bool:
        """Whether what is decided of a work cannot matter to what it is sorted by."""
        if id in self.raised:
            return False
        verdict = self.verdicts.get(id)
        return verdict is None or not (key.has_suffix or verdict.ambiguity != PLAIN)

    def context(self, id: str, **known: object) -> CiteContext:
        """A rendering context for a work with all that is decided of it."""
        cite = CiteContext(self.memory.items[id])
        cite.citation_number = self.numbers[id]
        cite.links = self.links
        if id in self.verdicts:
            verdict = self.verdicts[id]
            cite.year_suffix, cite.ambiguity = verdict.year_suffix, verdict.ambiguity
        if id in self.raised:
            cite.levels = self.levels
        for name, value in known.items():
            setattr(cite, name, value)
        return cite

    def sort_values(self, ids: Sequence[str], key: SortKey) -> list[Value | None]:
        """What works are sorted by."""
        if key.is_number:
            return [(int(self.numbers[id]),) for id in ids]
        known = self.memory.values.setdefault(key, {})
        keys: list[object] = [*ids]
        if key.has_number:
            keys = [(id, self.numbers[id], self.standing(id)) for id in ids]
        elif self.verdicts or self.raised:
            keys = [
                id if self.is_sorted_as_before(id, key) else (id, self.standing(id)) for id in ids
            ]
        for id, its_key in zip(ids, keys, strict=True):
            if its_key not in known:
                context = self.context(id)
                context.sorting, context.in_bibliography = True, key.of_list
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
