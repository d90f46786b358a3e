"""Shapes: what is made for one cite, found again for all that would be answered alike.

The *shape* of a cite answers everything that a style could ask (`citeform.csl.facts`). Making the
parts for it asks a few of these questions only, those of the branches that are taken; and which one
comes next hangs on the answers so far and on nothing else. So what was made for one shape is what
would be made for every other that has the same answers to just these questions. Real records come
in many more shapes than there are such cases.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Answers:
    """A shape that notes what it was asked."""

    __slots__ = ("asked", "shape")

    def __init__(self, shape: int) -> None:
        self.shape = shape
        self.asked = 0
        """The bits of all questions so far."""

    def any(self, mask: int) -> bool:
        """Whether one of the facts in the mask holds."""
        self.asked |= mask
        return self.shape & mask > 0

    def all(self, mask: int) -> bool:
        """Whether all of the facts in the mask hold."""
        self.asked |= mask
        return self.shape & mask == mask


class Known(Generic[T]):
    """`known(answers)` is `make(answers)`, made once for all shapes that answer it alike."""

    __slots__ = ("_count", "_made", "_make")

    def __init__(self, make: Callable[[Answers], T]) -> None:
        self._make = make
        self._made: tuple[tuple[int, dict[int, T]], ...] = ()
        """By the questions that were asked, and by the answers to them."""
        self._count = 0

    def __call__(self, answers: Answers) -> T:
        """What is made, noting what was asked for it when it was made."""
        shape = answers.shape
        for mask, made in self._made:
            found = made.get(shape & mask)
            if found is not None:
                answers.asked |= mask
                return found
        own = Answers(shape)
        found = self._make(own)
        answers.asked |= own.asked
        self._keep(own, found)
        return found

    def _keep(self, answers: Answers, found: T) -> None:
        self._count += 1
        if self._count > _MOST:
            self._made, self._count = (), 1
        key = answers.shape & answers.asked
        for mask, made in self._made:
            if mask == answers.asked:
                made[key] = found
                return
        # A new tuple, as another thread may be going through the old one.
        self._made = (*self._made, (answers.asked, {key: found}))


_MOST = 10_000
"""How much one of them keeps; records may come in any number of shapes."""
