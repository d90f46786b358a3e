"""What an `Article` costs, against the other ways to write such a class.

A hundred optional fields, a dozen of them set: time to create one, memory of one, time to read a
field. Run `python bench/model.py`; `docs/explanation/model.md` quotes the figures.
"""

from __future__ import annotations

import dataclasses
import gc
import statistics
import timeit
import tracemalloc
from collections.abc import Callable
from typing import Any

from citeform import Article, Date, Name

FIELDS = [name for name in Article.FIELDS if name not in {"type", "custom"}]
SET: dict[str, Any] = {
    "id": "gross1927",
    "title": "College Libraries and Chemical Education",
    "container_title": "Science",
    "container_title_short": "Science",
    "volume": "66",
    "issue": "1713",
    "page": "385-389",
    "doi": "10.1126/science.66.1713.385",
    "issn": "0036-8075",
    "url": "https://example.org/gross1927",
    "issued": Date(1927, 10, 28),
    "author": (Name("Gross", "P. L. K."), Name("Gross", "E. M.")),
}


def dataclass(**options: bool) -> type:
    """A dataclass with the same fields."""
    fields = [("type", str, ""), *((name, object, "") for name in FIELDS)]
    return dataclasses.make_dataclass("Work", fields, **options)


CANDIDATES: dict[str, Callable[..., Any]] = {
    "Article": Article,
    "frozen slots dataclass": dataclass(frozen=True, slots=True),
    "slots dataclass": dataclass(slots=True),
    "frozen dataclass": dataclass(frozen=True),
    "dataclass": dataclass(),
    "dict": dict,
}


def microseconds(make: Callable[[], Any], number: int = 20_000) -> float:
    """The median of seven rounds, per call."""
    rounds = timeit.repeat(make, number=number, repeat=7)
    return statistics.median(rounds) / number * 1e6


def size(make: Callable[[], Any], count: int = 2_000) -> float:
    """Bytes that one of them takes, its values not counted (they are shared)."""
    gc.collect()
    tracemalloc.start()
    kept = [make() for _ in range(count)]
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (taken - kept.__sizeof__()) / count


def reader(work: Any) -> Callable[[], Any]:
    """What reads one field of it."""
    return (lambda: work["volume"]) if isinstance(work, dict) else (lambda: work.volume)


def main() -> None:
    print(f"{len(FIELDS) + 1} fields, {len(SET) + 1} of them set")
    print(f"{'':24} {'create':>9} {'size':>8} {'read':>8}")
    for name, kind in CANDIDATES.items():

        def make(kind: Callable[..., Any] = kind) -> Any:
            return kind(type="article-journal", **SET)

        create_time, read_time = microseconds(make), microseconds(reader(make())) * 1000
        print(f"{name:24} {create_time:6.2f} µs {size(make):6.0f} B {read_time:5.0f} ns")


if __name__ == "__main__":
    main()
