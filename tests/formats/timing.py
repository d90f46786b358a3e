"""How time grows with the size of an input, as a ratio that does not depend on the machine."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def ratio_of_times(function: Callable[[str], object], small: str, large: str) -> float:
    """Time for the large input by that for the small one; the best of three, at least 2 ms each."""
    return _best(function, large) / max(_best(function, small), 0.002)


def _best(function: Callable[[str], object], text: str) -> float:
    times = []
    for _ in range(3):
        start = process_time()
        function(text)
        times.append(process_time() - start)
    return min(times)
