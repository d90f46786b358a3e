"""Many short texts changed as one: a function that is called once costs less than one called often.

A citation is so short that most of the time spent on it goes by before and behind the work itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

_BETWEEN = "\0"
_AT_ONCE = 64
"""Enough that a call costs nothing to speak of; few enough that they all stay in the cache."""


def change_all(texts: Sequence[str], change: Callable[[str], str]) -> list[str]:
    """`change(text)` of each, in order.

    `change` has to leave a null character alone and never to look across one.
    """
    changed: list[str] = []
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        joined = _BETWEEN.join(some)
        if joined.count(_BETWEEN) == len(some) - 1:
            changed += change(joined).split(_BETWEEN)
        else:  # one of them has a null character of its own
            changed += map(change, some)
    return changed
