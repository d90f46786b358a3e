"""How much to show of people who share a name (CSL 1.0.2, "Disambiguation", given names).

Under every rule but by-cite, names are told apart wherever they appear, whether or not their cites
are ambiguous. People are filed by what the style shows of them; where one entry holds several,
each shows more, first initials and then the given name, as far as the rule goes and it helps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from citeform.csl.context import Shown
from citeform.csl.person import Person


def find_levels(blocks: Iterable[Shown], rule: str) -> dict[Person, int]:
    """Level of each person that needs one; `blocks` are all names blocks of all cites."""
    highest = 1 if rule.endswith("with-initials") else 2
    only_first = rule.startswith("primary-name")
    levels: dict[Person, int] = {}
    shown: dict[Person, Shown] = {}
    for block in blocks:
        for person in block.people[: 1 if only_first else block.shown]:
            shown.setdefault(person, block)
    for level in range(highest):
        filed: dict[str, list[Person]] = defaultdict(list)
        for person, block in shown.items():
            filed[block.write(person, 0, levels.get(person, 0))].append(person)
        for namesakes in filed.values():
            for person in namesakes if len(namesakes) > 1 else ():
                levels[person] = level + 1
    return levels
