"""Deciding on the works of a document: the passes 1 and 3 to 6 of `citeform.csl.process`.

All of it follows from which works are cited and in which order they first are. So after an edit
that changes neither, nothing is decided anew; and after one that changes few works, what was
decided before is kept as far as those few cannot matter to it:

- a list that is sorted stays so without a work, and with one put into its place;
- nobody gets or loses a namesake by a work that shares no name with another;
- a work that looks like no other makes none ambiguous.

`Memory` keeps what was worked out for one work alone, or for works that look alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cmp_to_key, lru_cache
from itertools import chain, count
from typing import TYPE_CHECKING

from citeform.csl.context import PLAIN, SUBSEQUENT, Ambiguity
from citeform.csl.decisions import Decisions, Memory, Named
from citeform.csl.items import Item
from citeform.csl.passes.disambiguate import Methods, Probed, disambiguate
from citeform.csl.passes.namesakes import find_levels
from citeform.csl.passes.sorting import compare, sort_by
from citeform.csl.person import is_simple_family
from citeform.model.vocabulary import VARIABLES, Kind
from citeform.text.marks import plain

if TYPE_CHECKING:
    from citeform.csl.passes.disambiguate import Probe
    from citeform.csl.person import Person
    from citeform.csl.program import Program
    from citeform.model.article import Article

_NAMES = frozenset(each.attribute for each in VARIABLES.values() if each.kind is Kind.NAMES)
_MANY = 10_000
"""Works whose numbers are worth keeping."""
_FEW = 20
"""Works that are put into their places one by one; more of them are sorted."""


def register(works: Mapping[str, Article], wanted: Iterable[str]) -> tuple[list[str], list[str]]:
    """Ids in the order in which they come first: those of articles, and those of none."""
    each = dict.fromkeys(wanted)
    if each.keys() <= works.keys():
        return [*each], []
    return [id for id in each if id in works], [id for id in each if id not in works]


def decide(
    program: Program,
    works: Mapping[str, Article],
    ids: Sequence[str],
    memory: Memory,
    *,
    links: bool = False,
    notes: Mapping[str, int] | None = None,
    before: Decisions | None = None,
) -> Decisions:
    """Settle everything of the works with these ids, in the order in which they are first cited.

    `notes` are those in which they are, needed where `Methods.first_notes` is a method. `before` are
    decisions from the same memory: those on nearly the same works.
    """
    memory.forget_some()
    before = before or Decisions(program, links, memory)
    made = Decisions(program, links, memory, ids)
    made.notes = notes or {}
    made.numbers = _numbered(ids)  # 1
    new = made.numbers.keys() - before.numbers.keys()
    gone = before.numbers.keys() - made.numbers.keys()
    for id in new - memory.items.keys():
        memory.items[id] = Item(works[id], program.facts)
    kept = _list(made, before, new, gone)  # 3
    made.order = made.listed
    _number_list(made)
    _find_namesakes(made, before, new, gone, kept=kept)  # 4
    _disambiguate(made, before, new, gone, kept=kept)  # 5
    if _moves_any(made, before):
        made.order = _sorted(made, made.listed, [])  # 6
        _number_list(made)
    return made


# ------------------------------------------------------------------ 1, 3 and 6


def _numbered(ids: Sequence[str]) -> dict[str, str]:
    few = len(ids) <= _MANY
    numbers = _numbers(1 << len(ids).bit_length()) if few else map(str, count(1))
    return dict(zip(ids, numbers, strict=False))


@lru_cache(maxsize=16)
def _numbers(most: int) -> tuple[str, ...]:
    """The numbers from 1 on, as texts: a document numbers its works anew with every change."""
    return tuple(map(str, range(1, most + 1)))


def _number_list(made: Decisions) -> None:
    """Works are numbered as they are listed, unless they are listed as they are numbered."""
    area = made.program.bibliography
    if area is not None and area.keys and not area.keeps_numbers:
        made.numbers = _numbered(made.order)


def _list(
    made: Decisions, before: Decisions, new: AbstractSet[str], gone: AbstractSet[str]
) -> bool:
    """Step 3. Returns whether the works that were there before stand as they stood."""
    area = made.program.bibliography
    if area is None or not area.keys:
        made.listed = made.ids
        return not new and not gone and made.ids == before.ids
    there = [id for id in before.listed if id not in gone] if gone else before.listed
    made.ties = [[id for id in tied if id not in gone] for tied in before.ties]
    if len(new) <= _FEW and there and not any(key.has_number for key in area.keys):
        ranks = dict(zip(made.ids, count(), strict=False))
        if all(tied == sorted(tied, key=ranks.__getitem__) for tied in made.ties):
            there = [*there]
            if all(_put(made, there, id) for id in new):
                made.listed = there
                return True
            there = [id for id in there if id not in new]
    made.ties = []
    made.listed = _sorted(made, [*there, *(id for id in made.ids if id in new)], made.ties)
    return False


def _put(made: Decisions, there: list[str], id: str) -> bool:
    """Put a work into a sorted list; False where it is equal to one that is there."""
    area = made.program.bibliography
    keys = area.keys if area else []

    def by_keys(one: str, other: str) -> int:
        return compare(one, other, keys, made.sort_values)

    in_order = cmp_to_key(by_keys)
    at = bisect_left(there, in_order(id), key=in_order)
    if at < len(there) and in_order(there[at]) == in_order(id):
        return False
    there.insert(at, id)
    return True


def _sorted(made: Decisions, nearly: Sequence[str], ties: list[list[str]]) -> list[str]:
    """All works sorted from an order that is nearly the one; `ties` gets those that are equal."""
    area = made.program.bibliography
    ranks = dict(zip(made.ids, count(), strict=False))

    def settle(equal: Sequence[str]) -> list[str]:
        tied = sorted(equal, key=ranks.__getitem__)
        ties.append(tied)
        return tied

    return sort_by(nearly, area.keys if area else [], made.sort_values, settle)


def _moves_any(made: Decisions, before: Decisions) -> bool:
    """Whether a work may be sorted otherwise, now that more is decided of it.

    Only the keys that were asked before count: as long as their values are the same, so is the
    order, and no other key is asked.
    """
    area, memory = made.program.bibliography, made.memory
    if made.verdicts is before.verdicts and made.raised is before.raised:
        return before.order is not before.listed
    if area is None or not any(verdict.year_suffix for verdict in made.verdicts.values()):
        return False
    if any(key.has_number for key in area.keys):
        return True
    plain = [memory.values.get(key, {}) for key in area.keys]
    for id in made.verdicts.keys() | made.raised.keys():
        if all(made.is_sorted_as_before(id, key) for key in area.keys):
            continue
        known = id, made.standing(id)
        same = memory.unmoved.get(known, 0)
        while same < len(plain) and id in plain[same]:
            if made.sort_values([id], area.keys[same]) != [plain[same][id]]:
                return True
            same += 1
        memory.unmoved[known] = same
    return False


# ------------------------------------------------------------------ 4


def _find_namesakes(
    made: Decisions,
    before: Decisions,
    new: AbstractSet[str],
    gone: AbstractSet[str],
    *,
    kept: bool,
) -> None:
    memory, rule = made.memory, made.program.citation.givenname_rule
    if not rule:
        made.raised = before.raised
        return
    named, probe = memory.named, _prober(made)
    for id in new - named.keys():
        named[id] = _named(made, id, probe)
    more = [name for id in new for name in named[id][1]]
    less = [name for id in gone for name in named[id][1]]
    made.names = _counted(before.names, more, less)
    if kept and not _shared((before.names, made.names), [*more, *less]):
        made.levels, made.raised = before.levels, before.raised
        pending: Iterable[str] = new
        if gone & made.raised.keys():
            made.raised = {id: each for id, each in made.raised.items() if id not in gone}
    else:
        shared = {name for name, times in made.names.items() if times > 1}
        works = [id for id in made.order if not shared.isdisjoint(named[id][1])]
        made.levels = find_levels([block for id in works for block in named[id][0]], rule)
        pending = made.order
    people = frozenset(made.levels)
    families = {person.family for person in people}
    raised = {}
    for id in pending if people else ():
        ours = memory.people.get(id)
        if ours is None:
            # At first a look will do; in a document that is edited they are needed again and again.
            if not before.ids and not _may_name(memory.items[id], families):
                continue
            ours = _people(memory, id)
        if not people.isdisjoint(ours):
            raised[id] = tuple([made.levels.get(each, 0) for each in ours])
    if raised:
        made.raised = {**made.raised, **raised}


def _named(made: Decisions, id: str, probe: Probe) -> Named:
    """The blocks of names that a cite of a work prints, and each name at its shortest.

    The cite is the one that step 5 compares first.
    """
    shown = probe(id, PLAIN).blocks
    only_first = made.program.citation.givenname_rule.startswith("primary-name")
    return shown, tuple(base for block in shown for base in block.bases(only_first=only_first))


def _may_name(item: Item, families: AbstractSet[str]) -> bool:
    """Whether a work may name somebody of one of the families, as far as can be seen at once."""
    for role in _NAMES.intersection(item.fields):
        for name in item.fields[role]:
            family = name.family
            if family in families or not is_simple_family(family):
                return True
    return False


def _people(memory: Memory, id: str) -> frozenset[Person]:
    """Everybody whom a style could name for a work."""
    item = memory.items[id]
    there = _NAMES.intersection(item.fields)
    people = memory.people[id] = frozenset(chain.from_iterable(map(item.people, there)))
    return people


def _counted(before: Counter[str], more: Iterable[str], less: Iterable[str]) -> Counter[str]:
    made = before.copy()
    made.update(more)
    made.subtract(less)
    return made


def _shared(counts: Iterable[Counter[str]], texts: Iterable[str]) -> bool:
    """Whether a text stands there twice, in any of the counts."""
    return any(count[text] > 1 for count in counts for text in texts)


# ------------------------------------------------------------------ 5


def _disambiguate(
    made: Decisions,
    before: Decisions,
    new: AbstractSet[str],
    gone: AbstractSet[str],
    *,
    kept: bool,
) -> None:
    area, memory = made.program.citation, made.memory
    if area.methods == Methods():
        made.verdicts = before.verdicts
        return
    probe = _prober(made)

    def look(id: str) -> str:
        if id in made.raised:
            return probe(id, PLAIN).text
        if id not in memory.looks:
            memory.looks[id] = probe(id, PLAIN).text
        return memory.looks[id]

    if kept and made.levels is before.levels and made.notes == before.notes:
        more = {id: look(id) for id in new}
        less = [before.seen[id] for id in gone]
        made.seen = {id: each for id, each in before.seen.items() if id not in gone} | more
        made.looks = _counted(before.looks, more.values(), less)
        if not _shared((before.looks, made.looks), [*more.values(), *less]):
            made.verdicts = before.verdicts
            return
    made.seen = {id: look(id) for id in made.order}
    made.looks = Counter(made.seen.values())
    files: dict[str, list[str]] = {each: [] for each, times in made.looks.items() if times > 1}
    for id, each in made.seen.items():
        if each in files:
            files[each].append(id)
    for members in files.values():
        notes = {id: made.notes[id] for id in members if id in made.notes}
        key = tuple(members), tuple(map(made.raised.get, members)), tuple(notes.items())
        verdicts = memory.verdicts.get(key)
        if verdicts is None:
            verdicts = memory.verdicts[key] = disambiguate(members, probe, area.methods, notes)
        made.verdicts.update(verdicts)


_ACCESSED = frozenset({"accessed"})


def _prober(made: Decisions) -> Probe:
    """Renders cites as disambiguation compares them, each once."""
    layout, probes = made.program.citation.layout, made.memory.probes

    def probe(id: str, ambiguity: Ambiguity) -> Probed:
        key = id, ambiguity, made.raised.get(id)
        found = probes.get(key)
        if found is None:
            context = made.context(id)
            context.position, context.near_note = SUBSEQUENT, True
            context.year_suffix = context.citation_number = ""
            context.ambiguity = ambiguity
            context.suppressed = _ACCESSED  # when it was looked at does not tell works apart
            text = plain(layout.render(context))
            found = probes[key] = Probed(text, tuple(context.blocks), context.conditions_met)
        return found

    return probe
