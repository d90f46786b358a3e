"""Memo: a function of one argument that remembers, for what recurs within a document.

A hit is one look-up in a dictionary, with nothing of Python's in between. `functools.lru_cache` costs
more, as it makes a key of the arguments and keeps them in the order of their use.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memo(dict[K, V]):
    """`memo[key]` is `make(key)`, made once; when there are `most` of them all are forgotten."""

    __slots__ = ("_make", "_most")

    def __init__(self, make: Callable[[K], V], most: int = 8192) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, key: K) -> V:
        value = self._make(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value
