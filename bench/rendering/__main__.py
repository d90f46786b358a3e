"""Bibliographies as HTML: citeform and its peers, taking turns on the same real works.

    python -m bench.rendering [warm large one-author cold …] [--peers DIR] [--rounds 5]

    warm        1,000 references each round, by engines that are warm from others
    large       10,000 references against 1,000
    one-author  the same, all by one author in one year
    cold        1,000 references by a process of its own, from its start to its end

An engine is warm when it has compiled the style and rendered a set of records of its own; the
records that are timed it has never seen. The real works come from the folder of real files beside
the repository. A peer that is not there is skipped; `bench/peers/table.py` says where each is
looked for. Times are processor time unless said otherwise; machines differ, so quote the ratios.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.peers.table import NAMES, find_peers
from bench.records import Records, real_works
from bench.rendering.cold import cold
from bench.rendering.warm import growth, warm
from citeform.csl.catalogue import find_style

STYLES = (
    "springer-basic-author-date",
    "ieee",
    "apa",
    "chicago-notes-bibliography",
    "nature",
)
PARTS = ("warm", "large", "one-author", "cold")


def style_files(names: Sequence[str], folder: Path) -> dict[str, Path]:
    """The styles as files that every engine can be given."""
    files = {name: folder / f"{name}.csl" for name in names}
    for name, file in files.items():
        file.write_bytes(find_style(name).xml)
    return files


def arguments(description: str, parts: Sequence[str]) -> argparse.Namespace:
    """The command line: parts, styles, peers, rounds."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[[], *parts], help="default: all")
    parser.add_argument("--styles", nargs="+", default=list(STYLES))
    parser.add_argument("--peers", type=Path, help="a folder with a node_modules of the engines")
    parser.add_argument("--only", nargs="+", default=list(NAMES), help="these peers")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large-rounds", type=int, default=3)
    args = parser.parse_args()
    args.parts = args.parts or list(parts)
    return args


def main() -> int:
    args = arguments(__doc__, PARTS)
    if not real_works():
        print("the folder of real files is not there: nothing to render")
        return 1
    peers = find_peers(args.peers, args.only)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        styles = style_files(args.styles, folder)
        if "warm" in args.parts:
            warm(peers, styles, folder, args.rounds)
        if "large" in args.parts:
            growth(peers, styles, folder, Records.take, "works of all kinds", args.large_rounds)
        if "one-author" in args.parts:
            told = "all by one author in one year"
            growth(peers, styles, folder, Records.by_one_author, told, args.large_rounds)
        if "cold" in args.parts:
            cold(peers, styles, folder, args.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
