"""Why we read a field otherwise than another tool does, and which of the two is right.

A test lists a `Reason` for every difference that it finds between an article of ours and what the
other tool makes of the same input. Each was looked at with both values side by side, and carries
its verdict:

- `better`: the input says it our way and the other tool errs, guesses or loses something; or ours
  is what CSL or the input's own specification defines, and theirs is a habit of their program.
- `other`: both will do, or theirs would do better; ours stays for the reason given.

`unexplained` holds the list to what is really found, both ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.data.zotero import Difference, Score


class Verdict(Enum):
    """Which of the two values is to be preferred."""

    BETTER = "better"
    OTHER = "other"


@dataclass(frozen=True)
class Reason:
    """Why some fields differ, which those are, and whose value is right.

    `fields` names them with commas between: "2.17 title" is one field of one record, "* note"
    stands for every record, "more * genre" for every record of which we alone know the genre.
    """

    why: str
    fields: str
    verdict: Verdict

    def patterns(self) -> list[str]:
        """The fields, one by one."""
        return [each for each in map(str.strip, self.fields.split(",")) if each]

    def explains(self, key: str, difference: Difference) -> bool:
        """Whether it is a reason for this difference."""
        return any(_matches(pattern, key, difference.kind) for pattern in self.patterns())


def better(why: str, fields: str) -> Reason:
    """Our value is the right one, or the richer one."""
    return Reason(why, fields, Verdict.BETTER)


def other(why: str, fields: str) -> Reason:
    """Neither value is better, or theirs is."""
    return Reason(why, fields, Verdict.OTHER)


@dataclass(frozen=True)
class Judged:
    """The fields of a score, counted by what became of them."""

    equal: int
    more: int
    """We know what the other tool does not have."""
    better: int
    other: int
    unexplained: int

    @property
    def expected(self) -> int:
        """How many fields the other tool has."""
        return self.equal + self.better + self.other + self.unexplained

    @property
    def equal_share(self) -> float:
        """Equal ones, of those that the other tool has, from 0 to 1."""
        return self.equal / self.expected if self.expected else 1.0

    @property
    def good_share(self) -> float:
        """Equal or better ones, of those that the other tool has, from 0 to 1."""
        return (self.equal + self.better) / self.expected if self.expected else 1.0


def judge(found: Score, reasons: Iterable[Reason]) -> Judged:
    """The score with the verdicts; of two reasons for one difference the worse one counts."""
    reasons = tuple(reasons)
    counts: Counter[str] = Counter()
    for key, difference in found.differences.items():
        verdicts = {each.verdict.value for each in reasons if each.explains(key, difference)}
        if difference.kind == "more":
            counts["more"] += 1
        else:
            counts[max(verdicts, default="unexplained")] += 1  # "other" sorts behind "better"
    return Judged(
        found.equal, counts["more"], counts["better"], counts["other"], counts["unexplained"]
    )


def unexplained(found: Score, reasons: Iterable[Reason]) -> tuple[list[str], list[str]]:
    """Differences without a reason, and reasons without a difference."""
    reasons = tuple(reasons)
    without = [
        key
        for key, difference in found.differences.items()
        if not any(reason.explains(key, difference) for reason in reasons)
    ]
    return sorted(without), list(_unused(found, reasons))


def _unused(found: Score, reasons: tuple[Reason, ...]) -> Iterator[str]:
    for reason in reasons:
        for pattern in reason.patterns():
            if not any(
                _matches(pattern, key, difference.kind)
                for key, difference in found.differences.items()
            ):
                yield f"{pattern}: {reason.why}"


def _matches(pattern: str, key: str, kind: str) -> bool:
    if pattern.startswith("more "):
        return kind == "more" and _matches(pattern.removeprefix("more "), key, kind)
    return key.endswith(pattern[1:]) if pattern.startswith("* ") else key == pattern
