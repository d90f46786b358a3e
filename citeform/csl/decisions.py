"""Decisions: what is settled of the works of a document before a citation is rendered.

Their order in the bibliography, their numbers, how much to show of namesakes, and what tells
ambiguous cites apart: the passes 1 and 3 to 6 of `citeform.csl.process`. All of it follows from
which works are cited and in which order they first are, so as long as these stay the same an edit
changes none of it.

`Memory` keeps what was worked out for one work alone, or for the works that look alike, so that
to decide again is to look up, and to sort again what is nearly in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from citeform.csl.context import PLAIN, SUBSEQUENT, Ambiguity, CiteContext, Shown
from citeform.csl.items import Item
from citeform.csl.passes.disambiguate import Methods, Verdict, disambiguate
from citeform.csl.passes.namesakes import find_levels, repeated
from citeform.csl.passes.sorting import SortKey, Value, sort_by
from citeform.model.vocabulary import VARIABLES, Kind
from citeform.text.marks import plain

if TYPE_CHECKING:
    from citeform.csl.person import Person
    from citeform.csl.program import Program
    from citeform.model.article import Article

_UNDECIDED = Verdict()
_NOBODY: Mapping[Person, int] = {}
_NAMES = tuple(each.attribute for each in VARIABLES.values() if each.kind is Kind.NAMES)
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
    cites: dict[object, tuple[str, str, int, bool]] = field(default_factory=dict)

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
    items: dict[str, Item] = field(default_factory=dict)
    """In the order in which they are first cited."""
    listed: list[str] = field(default_factory=list)
    """In the order of the bibliography, as long as nothing is decided."""
    order: list[str] = field(default_factory=list)
    """In the order of the bibliography."""
    numbers: dict[str, str] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    """How often each name is printed, at its shortest."""
    namesakes: list[str] = field(default_factory=list)
    """The works that print a name which is printed more than once."""
    levels: Mapping[Person, int] = field(default_factory=dict)
    raised: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Of works that name people of whom more is to be shown: how much of each."""
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
        return CiteContext(self.items[id], **options)  # type: ignore[arg-type]

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
            touched.update(id for id, _ in self.numbers.items() - before.numbers.items())
        if self.verdicts != before.verdicts or self.raised != before.raised:
            decided = chain(self.verdicts, before.verdicts, self.raised, before.raised)
            touched.update(id for id in decided if self.standing(id) != before.standing(id))
        return touched


def decide(
    program: Program,
    works: Mapping[str, Article],
    ids: Sequence[str],
    memory: Memory,
    *,
    links: bool = False,
    before: Decisions | None = None,
) -> Decisions:
    """Settle everything of the works with these ids, in the order in which they are first cited.

    `before` are the decisions on nearly the same works, from the same memory: what they say is
    taken over where it cannot have changed.
    """
    memory.forget_some()
    for id in set(ids) - memory.items.keys():
        memory.items[id] = Item(works[id], program.facts)
    before = before or Decisions(program, links, memory)
    made = Decisions(program, links, memory)
    made.items = dict(zip(ids, map(memory.items.__getitem__, ids), strict=True))
    made.order = [*ids]
    _number(made)  # 1
    _sort(made, before.listed)  # 3
    made.listed = made.order
    if made.listed == before.listed:
        made.order = before.order
        _number_list(made)
        made.names, made.namesakes = before.names, before.namesakes
        made.levels, made.raised, made.verdicts = before.levels, before.raised, before.verdicts
        return made
    _find_namesakes(made, before)  # 4
    _disambiguate(made)  # 5
    if _moves_any(made):
        _sort(made, made.listed)  # 6
    return made


_NUMBERS = tuple(map(str, range(1, 10_001)))


def _number(made: Decisions) -> None:
    numbers = _NUMBERS if len(made.order) <= len(_NUMBERS) else map(str, count(1))
    made.numbers = dict(zip(made.order, numbers, strict=False))


def _sort(made: Decisions, nearly: Sequence[str]) -> None:
    """Steps 3 and 6; `nearly` is the order that nearly is the one looked for."""
    area = made.program.bibliography
    if area is None or not area.keys:
        return
    ranks = dict(zip(made.items, count(), strict=False))
    there = [id for id in nearly if id in ranks]
    if len(there) < len(ranks):
        there += ranks.keys() - set(there)
    made.order = sort_by(there, area.keys, made.sort_values, ranks)
    _number_list(made)


def _number_list(made: Decisions) -> None:
    """Works are numbered as they are listed, unless they are listed as they are numbered."""
    area = made.program.bibliography
    if area is not None and area.keys and not area.keeps_numbers:
        _number(made)


def _moves_any(made: Decisions) -> bool:
    """Whether a work may be sorted otherwise, now that more is decided of it.

    Only the keys that were asked before count: as long as their values are the same, so is the
    order, and no other key is asked.
    """
    area, memory = made.program.bibliography, made.memory
    if area is None or not any(verdict.year_suffix for verdict in made.verdicts.values()):
        return False
    if any(key.has_number for key in area.keys):
        return True
    plain = [memory.values.get(key, {}) for key in area.keys]
    for id in made.verdicts.keys() | made.raised.keys():
        known = id, made.standing(id)
        same = memory.unmoved.get(known, 0)
        while same < len(plain) and id in plain[same]:
            if made.sort_values([id], area.keys[same]) != [plain[same][id]]:
                return True
            same += 1
        memory.unmoved[known] = same
    return False


def _find_namesakes(made: Decisions, before: Decisions) -> None:
    """Step 4."""
    memory, rule = made.memory, made.program.citation.givenname_rule
    if not rule:
        return
    new, gone = made.items.keys() - before.items.keys(), before.items.keys() - made.items.keys()
    made.names = before.names.copy()
    named = memory.named
    for id in new - named.keys():
        named[id] = _named(made, id)
    made.names.update(chain.from_iterable([named[id][1] for id in new]))
    made.names.subtract(chain.from_iterable([named[id][1] for id in gone]))
    shared = {name for name, times in made.names.items() if times > 1}
    made.namesakes = [id for id in made.order if not shared.isdisjoint(named[id][1])]
    if made.namesakes == before.namesakes:
        made.levels = before.levels
        made.raised = {id: levels for id, levels in before.raised.items() if id in made.items}
        pending: Iterable[str] = new
    else:
        made.levels = find_levels([each for id in made.namesakes for each in named[id][0]], rule)
        pending = made.order
    raised = frozenset(made.levels)
    for id in pending if raised else ():
        people = memory.people.get(id)
        people = _people(memory, id) if people is None else people
        if not raised.isdisjoint(people):
            made.raised[id] = tuple([made.levels.get(each, 0) for each in people])


def _named(made: Decisions, id: str) -> Named:
    """The blocks of names that a cite of a work prints, and each name at its shortest."""
    context = made.context(id, position=SUBSEQUENT, near_note=True)
    made.program.citation.layout.render(context)
    shown = tuple(context.blocks)
    only_first = made.program.citation.givenname_rule.startswith("primary-name")
    bases = tuple(
        block.write(person, 1, 0)
        for block in shown
        for person in block.people[: 1 if only_first else None]
        if not person.literal
    )
    return shown, bases


def _people(memory: Memory, id: str) -> frozenset[Person]:
    """Everybody whom a style could name for a work."""
    item = memory.items[id]
    there = [name for name in _NAMES if name in item.fields]
    people = memory.people[id] = frozenset(chain.from_iterable(map(item.people, there)))
    return people


def _disambiguate(made: Decisions) -> None:
    """Step 5."""
    area, memory = made.program.citation, made.memory
    if area.methods == Methods():
        return

    def probe(id: str, ambiguity: Ambiguity) -> tuple[str, CiteContext]:
        key = id, ambiguity, made.raised.get(id)
        found = memory.probes.get(key)
        if found is None:
            found = memory.probes[key] = render(id, ambiguity)
        return found

    def render(id: str, ambiguity: Ambiguity) -> tuple[str, CiteContext]:
        context = made.context(
            id,
            position=SUBSEQUENT,
            near_note=True,
            year_suffix="",
            citation_number="",
            ambiguity=ambiguity,
        )
        context.suppressed = {"accessed"}  # when it was looked at does not tell works apart
        return plain(area.layout.render(context)), context

    looks, raised = memory.looks, made.raised
    for id in made.items.keys() - looks.keys() - raised.keys():
        looks[id] = probe(id, PLAIN)[0]
    seen = [probe(id, PLAIN)[0] if id in raised else looks[id] for id in made.order]
    files: dict[str, list[str]] = {look: [] for look in repeated(seen)}
    for id, look in zip(made.order, seen, strict=True):
        if look in files:
            files[look].append(id)
    for members in files.values():
        key = tuple(members), tuple(map(raised.get, members))
        verdicts = memory.verdicts.get(key)
        if verdicts is None:
            verdicts = memory.verdicts[key] = disambiguate(members, probe, area.methods)
        made.verdicts.update(verdicts)


def register(works: Mapping[str, Article], wanted: Iterable[str]) -> tuple[list[str], list[str]]:
    """Ids in the order in which they come first: those of articles, and those of none."""
    each = dict.fromkeys(wanted)
    if each.keys() <= works.keys():
        return [*each], []
    return [id for id in each if id in works], [id for id in each if id not in works]
