"""A document of 1,000 citations of two works each: rendered whole, and edited in the middle.

    python -m bench.citations [document edit …] [--peers DIR] [--rounds 5]

    document    all citations and the bibliography, by engines that are warm from another document
    edit        one citation more in the middle, moved ten places on, removed again: once of works
                that are cited elsewhere too, once of works that are new to the document

In every fourth citation one of the works was cited shortly before, so that there are subsequent
cites; in a style for notes each citation is a note of its own. Of an edit citeproc-js's
`processCitationCluster` is timed, with all the citations before and after, and citeform's
`Session.insert`, `move` and `remove`; both give what has to be printed anew. The records are as in
`bench.rendering`.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from statistics import median

from bench.peers.table import Peer, find_peers
from bench.peers.worker import PeerError, Worker
from bench.records import Records, real_works, write_items
from bench.rendering.__main__ import arguments, style_files
from bench.tables import head, row
from citeform.csl.style import Style

PARTS = ("document", "edit")
STEPS = ("insert", "move", "remove")
KINDS = ("known", "new")
_CITATIONS = 1_000
_WORKS = 1_000
_SPARE = 100
"""More works that are known to the editor, for citations of new ones."""
_PLACES = range(480, 530, 10)
Times = dict[str, dict[str, list[float]]]


def clusters(ids: Sequence[str], chance: random.Random) -> list[list[str]]:
    """1,000 citations of two works each."""
    made: list[list[str]] = []
    for number in range(_CITATIONS):
        pair = chance.sample(ids, 2)
        if number % 4 == 3:
            pair[0] = next(id for id in made[-chance.randrange(1, 4)] if id != pair[1])
        made.append(pair)
    return made


def main() -> int:
    args = arguments(__doc__, PARTS)
    if not real_works():
        print("the folder of real files is not there: nothing to cite")
        return 1
    peers = [peer for peer in find_peers(args.peers, args.only) if peer.documents]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        styles = style_files(args.styles, folder)
        taken = {
            each: _in_turns(peers, style, folder, args.rounds) for each, style in styles.items()
        }
    if "document" in args.parts:
        _print("All citations and the bibliography", "document", peers, taken)
    if "edit" in args.parts:
        editors = [peer for peer in peers if peer.edits]
        for kind, step in product(KINDS, STEPS):
            _print(f"An edit in the middle, {kind} works: {step}", f"{kind} {step}", editors, taken)
    return 0


def _print(told: str, what: str, peers: Sequence[Peer], taken: Mapping[str, Times]) -> None:
    names = [peer.name for peer in peers]
    print(f"\n{told}: {_CITATIONS:,} citations of two, processor time\n")
    print(head("Style", names, "ms"))
    for style, times in taken.items():
        print(row(style, names, times[what], lambda seconds: f"{seconds * 1e3:.1f}"), flush=True)


def _in_turns(peers: Sequence[Peer], style: Path, folder: Path, rounds: int) -> Times:
    """By what was done and by engine, the seconds of each round."""
    records, chance = Records(), random.Random(7)
    notes = Style.from_path(style).is_note
    times: Times = defaultdict(lambda: defaultdict(list))
    workers: dict[str, Worker] = {}
    editing = {peer.name for peer in peers if peer.edits}
    with ExitStack() as running:
        for peer in peers:
            workers[peer.name] = running.enter_context(peer.start(style))
        for number in range(rounds + 1):
            works = records.take(_WORKS + _SPARE)
            items = write_items(works, folder / "works.json")
            ids = [work.id for work in works]
            cited, spare = clusters(ids[:_WORKS], chance), ids[_WORKS:]
            for name, worker in [*workers.items()]:
                try:
                    taken = _ask(worker, items, cited, notes=notes)
                    if name in editing:
                        taken |= _ask_edits(worker, cited, spare)
                except PeerError as problem:
                    print(f"{name}, {style.stem}: {problem}", flush=True)
                    del workers[name]
                    continue
                if number:  # the first document only warms
                    for what, seconds in taken.items():
                        times[what][name].append(seconds)
    return times


def _ask(worker: Worker, items: Path, cited: list[list[str]], *, notes: bool) -> dict[str, float]:
    """Seconds of processor time for the document."""
    refused = set(worker.ask("read", items=str(items)).get("refused", ()))
    cited = [[id for id in pair if id not in refused] for pair in cited]
    return {"document": worker.ask("document", clusters=cited, notes=notes)["cpu"]}


def _ask_edits(worker: Worker, cited: list[list[str]], spare: list[str]) -> dict[str, float]:
    """Of the edits at several places the median."""
    put_in = {
        "known": [[cited[place][0], cited[-place][1]] for place in _PLACES],
        "new": [spare[2 * index : 2 * index + 2] for index, _ in enumerate(_PLACES)],
    }
    taken = {}
    for kind, works in put_in.items():
        answer = worker.ask("edit", at=[*_PLACES], cited=works)
        for step in STEPS:
            taken[f"{kind} {step}"] = median(each["cpu"] for each in answer[step])
    return taken


if __name__ == "__main__":
    sys.exit(main())
