"""Why two texts differ: each cause a function that makes them the same if nothing else differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Normal = Callable[[str], str]


class Cause(NamedTuple):
    """What citeproc-js does otherwise than citeform."""

    name: str
    evidence: str
    """The paragraph of the specification, or what else says that citeform is not wrong."""
    normal: Normal
    """Makes two texts the same that differ in nothing else."""


CAUSES: tuple[Cause, ...] = ()

UNEXPLAINED = ""


def cause_of(a: str, b: str) -> str:
    """The name of the cause, names joined by " + " where several are needed, "" where none is."""
    for cause in CAUSES:
        if cause.normal(a) == cause.normal(b):
            return cause.name
    return UNEXPLAINED
