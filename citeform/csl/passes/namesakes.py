"""How much to show of people who share a name (CSL 1.0.2, "Disambiguation", given names).

Under every rule but by-cite, names are told apart wherever they appear, whether or not their cites
are ambiguous. People are filed by what the style shows of them; where one entry holds several,
each shows more, first initials and then the given name, as far as the rule goes and it helps.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citeform.csl.context import Shown
    from citeform.csl.elements.person import PersonWriter
    from citeform.csl.person import Person


def find_levels(blocks: Iterable[Shown], rule: str) -> dict[Person, int]:
    """Level of each person that needs one; `blocks` are all names blocks of all cites."""
    highest = 1 if rule.endswith("with-initials") else 2
    only_first = rule.startswith("primary-name")
    writers: dict[Person, PersonWriter] = {}
    for block in blocks:
        for person in block.people[: 1 if only_first else None]:
            if not person.literal:
                writers.setdefault(person, block.write)
    levels: dict[Person, int] = {}
    groups = [list(writers)]
    for level in range(highest + 1):
        filed: dict[tuple[int, str], list[Person]] = defaultdict(list)
        for number, group in enumerate(groups):
            for person in group:
                write = writers[person]
                shown = write.given(person, level) if level else write(person, 1, 0)
                filed[number, shown].append(person)
        if level:
            splits = Counter(number for number, _ in filed)
            for (number, _), namesakes in filed.items():
                if splits[number] > 1:
                    for person in namesakes:
                        levels[person] = max(level, writers[person].levels[0])
        groups = list(filed.values())
    return levels
