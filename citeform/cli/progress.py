"""A progress bar on standard error: only on a terminal, only for what takes more than a second."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

_Item = TypeVar("_Item")


def progress(
    items: Iterable[_Item],
    *,
    total: int | None = None,
    unit: str = "records",
    prints_as_it_goes: bool = False,
) -> Iterator[_Item]:
    """The items, counted in a bar as they pass.

    No bar where standard error is no terminal, nor where the command prints its results on that
    terminal as it goes: they would be mixed, and are progress enough.
    """
    if not sys.stderr.isatty() or (prints_as_it_goes and sys.stdout.isatty()):
        yield from items
        return
    from tqdm import tqdm

    yield from tqdm(
        items, total=total, unit=f" {unit}", delay=1, leave=False, file=sys.stderr, smoothing=0.1
    )


def say(line: str) -> None:
    """Print a line on standard error, above the bar where there is one."""
    if "tqdm" in sys.modules:
        from tqdm import tqdm

        tqdm.write(line, file=sys.stderr)
    else:
        print(line, file=sys.stderr)
