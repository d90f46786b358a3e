"""What was found for each style: a line of JSON each, written as it is found.

A run that is broken off goes on where it stopped, and what was found can be looked at again with
other causes without rendering anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

MISSING = "(nothing)"


@dataclass
class Outcome:
    """One style in one locale."""

    style: str
    locale: str
    total: int = 0
    """Texts that were compared; `tidied` of them are others with `tidy` on."""
    tidied: int = 0
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    """Place, citeform's text, citeproc-js's."""
    error: str = ""
    """Why nothing was compared."""

    @property
    def equal(self) -> int:
        """How many texts are the same, letter by letter."""
        return self.total - len(self.differences)


def compare(style: str, locale: str, own: dict[str, str], other: dict[str, str]) -> Outcome:
    """The differences of two engines' texts by place; a text that only one has is one too.

    Where both print nothing there is nothing to compare.
    """
    places = list({**own, **other})
    pairs = [(place, own.get(place, ""), other.get(place, "")) for place in places]
    pairs = [(place, a or MISSING, b or MISSING) for place, a, b in pairs if a or b]
    differences = [(place, a, b) for place, a, b in pairs if a != b]
    return Outcome(style, locale, len(pairs), 0, differences)


def append(path: Path, outcome: Outcome) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(outcome), ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[Outcome]:
    if path.is_file():
        with path.open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                row["differences"] = [tuple(each) for each in row["differences"]]
                yield Outcome(**row)
