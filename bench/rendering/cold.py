"""A process of its own: started, everything imported and compiled, 1,000 references, ended."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.peers.table import LOCALE, LOCALES, Peer, pandoc
from bench.peers.worker import PeerError, Run, run
from bench.records import Records, write_items
from bench.tables import head, row

_FEW, _MANY = 1_000, 10_000
_SLOW = {"citeproc-py", "pandoc"}
"""They take long, and as long each time."""
Command = tuple[list[str], dict[str, str], str]
_TYPST = "import sys, typst; typst.compile(sys.argv[1], format=sys.argv[2], output=sys.argv[3])"


def cold(peers: Sequence[Peer], styles: Mapping[str, Path], folder: Path, rounds: int) -> None:
    """Wall time of the processes, then peak memory for 1,000 and 10,000 references."""
    records = Records()
    few = write_items(records.take(_FEW), folder / "few.json")
    many = write_items(records.take(_MANY), folder / "many.json")
    walls, cpus, peaks = {}, {}, {}
    for name, style in styles.items():
        commands = commands_for(peers, style, few, folder)
        runs = _in_turns(commands, rounds)
        walls[name] = {each: [one.wall for one in taken] for each, taken in runs.items()}
        cpus[name] = {each: [one.cpu for one in taken] for each, taken in runs.items()}
        peaks[name] = {each: [one.peak for one in taken] for each, taken in runs.items()}
    names = list(commands)
    for told, taken, unit, show in (
        ("wall time", walls, "ms", _milliseconds),
        ("processor time", cpus, "ms", _milliseconds),
        ("peak memory", peaks, "MB", lambda each: f"{each:.0f}"),
    ):
        print(f"\n{_FEW:,} references by a process of its own, {told}, medians of {rounds}\n")
        print(head("Style", names, unit))
        for name in styles:
            print(row(name, names, taken[name], show))
    name, style = next(iter(styles.items()))
    commands = commands_for(peers, style, many, folder)
    runs = _in_turns({each: one for each, one in commands.items() if each not in _SLOW}, 1)
    print(f"\n{_MANY:,} references in {name} by a process of its own\n")
    for each, (one,) in runs.items():
        print(f"{each}: {one.wall:.1f} s wall, {one.cpu:.1f} s processor, {one.peak:.0f} MB peak")


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.0f}"


def _in_turns(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Run]]:
    """The runs of each; one before the clock counts, so that all is read from memory."""
    left = dict(commands)
    runs: dict[str, list[Run]] = defaultdict(list)
    for number in range(rounds + 1):
        for name, command in [*left.items()]:
            if number > 1 and name in _SLOW:
                continue
            try:
                taken = run(*command)
            except PeerError as problem:
                print(f"{name}: {problem}", flush=True)
                del left[name]
            else:
                if number:
                    runs[name].append(taken)
    return runs


def commands_for(
    peers: Sequence[Peer], style: Path, items: Path, folder: Path
) -> dict[str, Command]:
    """How each engine is started once: arguments, environment, standard input."""
    out = str(folder / "out")
    questions: list[dict[str, str]] = [
        {"do": "open", "style": str(style), "locale": LOCALE, "locales": str(LOCALES)},
        {"do": "read", "items": str(items)},
        {"do": "bibliography"},
    ]
    text = "".join(json.dumps(each) + "\n" for each in questions)
    commands: dict[str, Command] = {
        "citeform": (
            f"{sys.executable} -m citeform format {items} -f csl-json -s {style} -l {LOCALE}"
            " --output html".split(),
            {},
            "",
        )
    }
    for peer in peers:
        if peer.name == "hayagriva":
            file = _typst_document(style, items, folder)
            for kind in ("html", "pdf"):
                argv = [sys.executable, "-c", _TYPST, str(file), kind, out]
                commands[f"typst to {kind}"] = (argv, {"TYPST_FEATURES": "html"}, "")
        elif peer.name == "pandoc":
            asked = folder / "all.md"
            asked.write_text(f"---\nnocite: '@*'\nlang: {LOCALE}\n---\n", encoding="utf-8")
            argv = [pandoc() or "", "--citeproc", "--bibliography", str(items), "--csl", str(style)]
            commands["pandoc"] = ([*argv, "-t", "html", "-o", out, str(asked)], {}, "")
        elif peer.name != "citeform":
            commands[peer.name] = ([*peer.command], peer.env, text)
    return commands


def _typst_document(style: Path, items: Path, folder: Path) -> Path:
    """A document that is nothing but the list; its records are typst's own YAML."""
    from bench.peers.hayagriva_worker import write_readable  # imports typst, which may not be there

    refs = folder / f"{items.stem}.yml"
    write_readable(items, refs)
    file = folder / f"{items.stem}.typ"
    file.write_text(f'#bibliography("{refs.name}", style: "{style.name}", full: true)\n', "utf-8")
    return file
