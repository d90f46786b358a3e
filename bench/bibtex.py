"""Reading a large .bib to finished articles, side by side with the peers, paired in one run.

    python -m bench.bibtex [FILE] [--rounds 5] [--peers]

Prints CPU seconds (the best of the rounds, which alternate) and ratios: bibtexparser's bare split,
pybtex and pandoc with `--peers` (pip install pybtex pypandoc_binary), the growth of the time with
the size, the peak of memory while streaming, and the time of writing.

pandoc stops at the first error of a file, so the peers (and citeform once more) get the file as
citeform writes it.
"""

from __future__ import annotations

import argparse
import io
import logging
import resource
import subprocess
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import citeform
from citeform.diagnostics import Report
from citeform.formats.bibtex import BIBTEX
from citeform.formats.source import Source

DEFAULT = Path(__file__).resolve().parents[2] / "shared/data/bibtex/large/cdl-jhasegaw.bib"


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process and its children."""

    def now() -> float:
        own, children = (
            resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime

    start = now()
    work()
    return now() - start


def split_only(text: str) -> object:
    from bibtexparser import parse_string

    return parse_string(text, parse_stack=[])


def with_pybtex(text: str) -> object:
    """pybtex stops at what it finds wrong, so it is asked not to; it splits names, decodes nothing."""
    import pybtex.errors
    from pybtex.database import parse_string

    pybtex.errors.set_strict_mode(enable=False)
    return parse_string(text, "bibtex")


def with_pandoc(path: Path) -> object:
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "-f", "bibtex", "-t", "csljson", str(path)]
    return subprocess.run(command, check=True, capture_output=True)


def compare(works: dict[str, Callable[[], object]], rounds: int, ours: str) -> None:
    """Run all in turn, round by round; print the best times and the ratios of each round."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(cpu(work))
    for name, seconds in times.items():
        ratios = sorted(mine / theirs for mine, theirs in zip(times[ours], seconds, strict=True))
        shown = ", ".join(f"{each:.2f}" for each in ratios)
        print(f"{name:30} {min(seconds):7.2f} s   citeform takes, of this: {shown}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", action="store_true")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    text = arguments.file.read_text(encoding="utf-8", errors="replace")
    works: dict[str, Callable[[], object]] = {
        "bibtexparser, split only": lambda: split_only(text),
        "citeform, finished articles": lambda: citeform.load(arguments.file, "bibtex"),
    }
    library = citeform.load(arguments.file, "bibtex")
    print(f"{arguments.file.name}: {len(text) / 1e6:.1f} MB, {len(library)} entries")
    compare(works, arguments.rounds, "citeform, finished articles")
    if arguments.peers:
        with tempfile.TemporaryDirectory() as folder:
            mended = Path(folder) / "mended.bib"
            citeform.dump(library, mended, "bibtex")
            clean = mended.read_text(encoding="utf-8")
            print("\nas citeform writes it:")
            works = {
                "citeform": lambda: citeform.load(mended, "bibtex"),
                "pybtex": lambda: with_pybtex(clean),
                "pandoc, as a process": lambda: with_pandoc(mended),
            }
            compare(works, arguments.rounds, "citeform")

    print("\ngrowth: size, seconds, microseconds for each byte")
    for times_over in (1, 2, 4):
        large = text * times_over
        seconds = cpu(lambda large=large: citeform.loads(large, "bibtex"))
        print(f"{len(large) / 1e6:6.1f} MB {seconds:7.2f} s {seconds / len(large) * 1e6:6.3f}")

    print("\nstreaming: size, peak of memory")
    for times_over in (1, 4):
        data = (text * times_over).encode()
        tracemalloc.start()
        report = Report()
        for _ in BIBTEX.read(Source(io.BytesIO(data), report), report):
            pass
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"{len(data) / 1e6:6.1f} MB {peak / 1e6:6.1f} MB")

    start = time.perf_counter()
    written = citeform.dumps(library, "bibtex")
    print(f"\nwriting: {time.perf_counter() - start:.2f} s for {len(written) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
