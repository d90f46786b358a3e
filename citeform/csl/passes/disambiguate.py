"""Telling ambiguous cites apart (CSL 1.0.2, "Disambiguation").

Cites are filed by their unstyled text; a file with more than one work is ambiguous, and only there
is anything done. Each method is a ladder of ever longer forms; a rung that splits a file is kept,
one that does not is left again.

1. More names, and with rule by-cite more of each name, from the first name to the last.
2. Works that are first cited in different notes are told apart by these, where a style that has
   names for a method, and conditions, prints "above note 7".
3. What is still ambiguous gets year suffixes, in the order of the bibliography.
4. In a style without them, `disambiguate="true"` conditions hold, one more at a time.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from citeform.csl.context import PLAIN, Ambiguity, Shown


class Methods(NamedTuple):
    """Which methods a style uses."""

    names: bool = False
    givens_by_cite: bool = False
    first_notes: bool = False
    year_suffix: bool = False
    conditions: bool = False


class Verdict(NamedTuple):
    """What disambiguation decided for one work."""

    ambiguity: Ambiguity = PLAIN
    year_suffix: str = ""
    rivals: tuple[str, ...] = ()
    """The works whose cites looked alike before anything was done, this one among them."""


class Probed(NamedTuple):
    """The cite of a work as it is compared."""

    text: str
    """Without any look."""
    blocks: tuple[Shown, ...]
    """What each names block showed."""
    conditions_met: int
    """How many `disambiguate="true"` conditions were asked."""


Probe = Callable[[str, Ambiguity], Probed]
"""Renders the cite of a work (by id)."""


def disambiguate(
    ids: Sequence[str], probe: Probe, methods: Methods, notes: Mapping[str, int]
) -> dict[str, Verdict]:
    """The verdict for each work that is not unambiguous as it is; `ids` in bibliography order.

    `notes` are those in which works are first cited.
    """
    files: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        files[probe(id, PLAIN).text].append(id)
    verdicts: dict[str, Verdict] = {}
    for members in files.values():
        if len(members) > 1:
            for ambiguity, group in _separate(members, probe, methods, notes):
                suffixed = methods.year_suffix and len(group) > 1
                for id, letter in zip(group, suffixes(), strict=False):
                    verdicts[id] = Verdict(
                        ambiguity,
                        letter if suffixed else "",
                        tuple(members) if ambiguity != PLAIN else (),
                    )
    return verdicts


Group = tuple[Ambiguity, list[str]]
"""Works that still look alike in that form."""
Split = Callable[[Ambiguity, list[str]], list[Group]]
"""Parts of a group of several in a longer form; none where no rung is left or helps."""


def _separate(
    members: list[str], probe: Probe, methods: Methods, notes: Mapping[str, int]
) -> list[Group]:
    """Split an ambiguous group as far as the methods go: groups of those still alike."""
    groups = [(PLAIN, members)]
    if methods.names or methods.givens_by_cite:
        groups = _refined(groups, lambda base, some: _by_names(base, some, probe, methods))
    if methods.first_notes:
        groups = [(base, part) for base, some in groups for part in _by_note(some, notes)]
    if methods.conditions:
        groups = _refined(groups, lambda base, some: _by_condition(base, some, probe))
    return groups


def _refined(groups: list[Group], split: Split) -> list[Group]:
    """The groups split again and again, until each is of one or as it was."""
    done: list[Group] = []
    pending = deque(groups)
    while pending:
        base, members = pending.popleft()
        parts = split(base, members) if len(members) > 1 else []
        if parts:
            pending.extend(parts)
        else:
            done.append((base, members))
    return done


def _by_names(base: Ambiguity, members: list[str], probe: Probe, methods: Methods) -> list[Group]:
    """Step 1: the first rung that tells some from others."""
    for rung in _rungs(probe(members[0], base).blocks, base, methods):
        parts = _partition(members, rung, probe)
        if len(parts) > 1:
            return parts
    return []


def _rungs(blocks: Sequence[Shown], base: Ambiguity, methods: Methods) -> Iterator[Ambiguity]:
    """Ever longer forms: for each name of each block, show it, then show more of it."""
    names = [block.shown for block in blocks]
    givens = [
        list(base.givens[index]) if index < len(base.givens) else [] for index in range(len(blocks))
    ]
    for index, block in enumerate(blocks):
        total = len(block.people)
        givens[index] += [0] * (total - len(givens[index]))
        for person in range(total):
            if person >= names[index]:
                if not methods.names:
                    break
                names[index] = person + 1
                yield _ambiguity(names, givens, base)
            if methods.givens_by_cite:
                highest = block.write.highest_level(block.people[person])
                before = givens[index][person]
                for level in block.write.levels:
                    if not before < level <= highest:
                        continue
                    givens[index][person] = level
                    yield _ambiguity(names, givens, base)
                givens[index][person] = before


def _ambiguity(names: list[int], givens: list[list[int]], base: Ambiguity) -> Ambiguity:
    return Ambiguity(tuple(names), tuple(map(tuple, givens)), base.conditions)


def _by_note(members: list[str], notes: Mapping[str, int]) -> list[list[str]]:
    """Step 2: the members by the note in which they are first cited."""
    parts: dict[int, list[str]] = defaultdict(list)
    for id in members:
        parts[notes.get(id, 0)].append(id)
    return [*parts.values()]


def _by_condition(base: Ambiguity, members: list[str], probe: Probe) -> list[Group]:
    """Step 4: one condition more, as long as there is one that was not asked before."""
    rung = base._replace(conditions=base.conditions + 1)
    met = probe(members[0], rung).conditions_met
    return _partition(members, rung, probe) if met >= rung.conditions else []


def _partition(members: list[str], rung: Ambiguity, probe: Probe) -> list[Group]:
    """The members by what they print in that form."""
    parts: dict[str, list[str]] = defaultdict(list)
    for id in members:
        parts[probe(id, rung).text].append(id)
    return [(rung, part) for part in parts.values()]


def suffixes() -> Iterator[str]:
    """A … z, aa, ab …"""
    for number in count():
        text = ""
        rest = number
        while True:
            text = chr(ord("a") + rest % 26) + text
            rest = rest // 26 - 1
            if rest < 0:
                break
        yield text
