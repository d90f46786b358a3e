"""Medians of rounds, and tables of them as the documentation has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median

Taken = Mapping[str, Sequence[float]]
"""Seconds by engine, one for each round; the engines took turns within a round."""


def ratio(taken: Taken, name: str, base: str = "citeform") -> float:
    """How many times as long as citeform an engine took: the median of the rounds' own ratios."""
    pairs = zip(taken[name], taken[base], strict=False)
    return median(each / own for each, own in pairs)


def head(first: str, names: Sequence[str], unit: str) -> str:
    """The head of a table: citeform in a unit, the others in times as long."""
    titles = [first, f"{names[0]}, {unit}", *names[1:]]
    return f"| {' | '.join(titles)} |\n| --- |{' --: |' * len(names)}"


def row(label: str, names: Sequence[str], taken: Taken, show: Callable[[float], str]) -> str:
    """A line of it; an engine that failed or has no such thing has a dash."""
    base, *others = names
    cells = [show(median(taken[base]))]
    cells += [f"{ratio(taken, name, base):.1f} ×" if taken.get(name) else "–" for name in others]
    return f"| {label} | {' | '.join(cells)} |"
