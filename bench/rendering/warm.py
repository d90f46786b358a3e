"""Engines that are warm, on records that they have never seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.peers.worker import PeerError, Worker
from bench.records import Records, write_items
from bench.tables import head, row

if TYPE_CHECKING:
    from bench.peers.table import Peer
    from citeform import Article

_FEW, _MANY = 1_000, 10_000
_WARMING = 3
"""Times that the set for warming is rendered: a compiler that works as it runs needs some."""
_CLOCKS = {"cpu": "processor time", "wall": "wall time"}


def warm(peers: Sequence[Peer], styles: Mapping[str, Path], folder: Path, rounds: int) -> None:
    """1,000 references: µs a reference of citeform, and the others in times as long."""
    peers = [peer for peer in peers if peer.command]
    names = [peer.name for peer in peers]
    taken = {name: _in_turns(peers, style, folder, rounds) for name, style in styles.items()}
    for clock, told in _CLOCKS.items():
        print(f"\n{_FEW:,} references, warm, {told}, medians of {rounds} rounds\n")
        print(head("Style", names, "µs a reference"))
        for name in styles:
            print(row(name, names, taken[name][clock], _microseconds))


def _microseconds(seconds: float) -> str:
    return f"{seconds / _FEW * 1e6:.0f}"


def _in_turns(
    peers: Sequence[Peer], style: Path, folder: Path, rounds: int
) -> dict[str, dict[str, list[float]]]:
    """By clock and engine, the seconds of each round."""
    records = Records()
    warming = write_items(records.take(_FEW), folder / "warming.json")
    slow = {peer.name for peer in peers if peer.slow}
    taken: dict[str, dict[str, list[float]]] = {clock: defaultdict(list) for clock in _CLOCKS}
    with ExitStack() as running:
        workers = start(peers, style, warming, running)
        for number in range(rounds):
            items = write_items(records.take(_FEW), folder / "timed.json")
            if number == 1:  # they take long, and as long each time
                workers = {name: each for name, each in workers.items() if name not in slow}
            for name, times in ask_all(workers, items).items():
                for clock in _CLOCKS:
                    taken[clock][name].append(times[clock])
    return taken


def start(
    peers: Sequence[Peer], style: Path, warming: Path, running: ExitStack
) -> dict[str, Worker]:
    """The workers, warm; one that cannot render is left out, and it is said why."""
    workers = {}
    for peer in peers:
        try:
            worker = running.enter_context(peer.start(style))
            for _ in range(1 if peer.slow else _WARMING):
                worker.ask("read", items=str(warming))
                worker.ask("bibliography")
        except PeerError as problem:
            print(f"{peer.name}, {style.stem}: {problem}", flush=True)
        else:
            workers[peer.name] = worker
    return workers


def ask_all(workers: dict[str, Worker], items: Path) -> dict[str, dict[str, float]]:
    """What each engine took for these items; one that fails is asked no more."""
    answers = {}
    for name, worker in [*workers.items()]:
        try:
            worker.ask("read", items=str(items))
            answers[name] = worker.ask("bibliography")
        except PeerError as problem:
            print(f"{name}: {problem}", flush=True)
            del workers[name]
    return answers


def growth(
    peers: Sequence[Peer],
    styles: Mapping[str, Path],
    folder: Path,
    take: Callable[[Records, int], list[Article]],
    told: str,
    rounds: int,
) -> None:
    """10,000 references against 1,000: how many times as long, of each engine."""
    peers = [peer for peer in peers if peer.command and not peer.slow]
    names = [peer.name for peer in peers]
    print(f"\n{_MANY:,} references take so many times as long as {_FEW:,}: {told}\n")
    print(f"| Style | {' | '.join(names)} | citeform, s | \n| --- |{' --: |' * (len(names) + 1)}")
    for name, style in styles.items():
        grown, own = _growth(peers, style, folder, take, rounds)
        cells = [f"{grown[each]:.1f}" if each in grown else "–" for each in names]
        print(f"| {name} | {' | '.join(cells)} | {own:.2f} |", flush=True)


def _growth(
    peers: Sequence[Peer],
    style: Path,
    folder: Path,
    take: Callable[[Records, int], list[Article]],
    rounds: int,
) -> tuple[dict[str, float], float]:
    records = Records()
    warming = write_items(records.take(_FEW), folder / "warming.json")
    times: dict[int, dict[str, list[float]]] = {_FEW: defaultdict(list), _MANY: defaultdict(list)}
    with ExitStack() as running:
        workers = start(peers, style, warming, running)
        for _ in range(rounds):
            for count, taken in times.items():
                items = write_items(take(records, count), folder / "timed.json")
                for name, answer in ask_all(workers, items).items():
                    taken[name].append(answer["cpu"])
    grown = {
        name: median(many / few for few, many in zip(times[_FEW][name], each, strict=False))
        for name, each in times[_MANY].items()
    }
    return grown, median(times[_MANY]["citeform"])
