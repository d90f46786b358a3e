"""What the commands share: reading their inputs, printing what was wrong, the exit code.

A command uses it so::

    def configure(parser):
        add_inputs(parser)
        add_reporting(parser)

    def run(args):
        problems = Problems.of(args)
        for article in read_inputs(args.inputs, args.source_format, problems):
            ...
        return problems.exit_code
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING

from citeform.cli.findings import as_line
from citeform.cli.progress import say
from citeform.diagnostics import Diagnostic, Report, Severity
from citeform.errors import StrictError, UnknownFormatError, UsageError
from citeform.formats.registry import get_reader, read_articles, recognise
from citeform.formats.source import Source

if TYPE_CHECKING:
    from citeform.model.article import Article

STDIN = "-"
_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36"}


# ------------------------------------------------------------------ arguments


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """Add INPUT… and -f; read them with `read_inputs(args.inputs, args.source_format, …)`."""
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="INPUT",
        help="a file, or - for standard input (the default where something is piped in)",
    )
    parser.add_argument(
        "-f",
        "--from",
        dest="source_format",
        metavar="FORMAT",
        help="the inputs' format; without it, each input's content and suffix tell",
    )


def add_reporting(parser: argparse.ArgumentParser) -> None:
    """Add --strict, --json and --quiet; `Problems.of(args)` reads them."""
    parser.add_argument(
        "--strict", action="store_true", help="a warning counts as a failure (exit code 1)"
    )
    parser.add_argument(
        "--json", action="store_true", help="diagnostics as JSON, one object a line"
    )
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="print only the diagnostics that are errors"
    )


# ------------------------------------------------------------------ diagnostics


class Problems:
    """Prints diagnostics on standard error as they come and knows the exit code in the end."""

    def __init__(self, *, strict: bool = False, as_json: bool = False, quiet: bool = False) -> None:
        self.strict = strict
        self.as_json = as_json
        self.quiet = quiet
        self.failures: list[Diagnostic] = []
        self._reports: dict[int, tuple[Report, int]] = {}

    @classmethod
    def of(cls, args: argparse.Namespace) -> Problems:
        """As the options of `add_reporting` say."""
        return cls(strict=args.strict, as_json=args.json, quiet=args.quiet)

    @property
    def exit_code(self) -> int:
        """1 where something failed (with --strict: or was odd), else 0."""
        return 1 if self.failures else 0

    def print(self, diagnostic: Diagnostic) -> None:
        """Print one and remember it where it is a failure."""
        if diagnostic.severity >= (Severity.WARNING if self.strict else Severity.ERROR):
            self.failures.append(diagnostic)
        if diagnostic.severity >= (Severity.ERROR if self.quiet else Severity.INFO):
            say(self._line(diagnostic))

    def drain(self, report: Report) -> None:
        """Print what was added to the report since the last call."""
        _, seen = self._reports.get(id(report), (report, 0))
        for diagnostic in report.diagnostics[seen:]:
            self.print(diagnostic)
        self._reports[id(report)] = (report, len(report))

    def raise_if_strict(self) -> None:
        """With --strict and a failure raise `StrictError`: what was begun must not be kept."""
        if self.strict and self.failures:
            raise StrictError(self.failures)

    def _line(self, diagnostic: Diagnostic) -> str:
        if self.as_json:
            return json.dumps(diagnostic.to_dict(), ensure_ascii=False)
        line = as_line(diagnostic)
        if not _in_colour(sys.stderr):
            return line
        word = f"{diagnostic.severity}[{diagnostic.code}]"
        return line.replace(word, f"\x1b[{_COLOURS[diagnostic.severity]}m{word}\x1b[0m", 1)


def _in_colour(stream: IO[str]) -> bool:
    """On a terminal, unless NO_COLOR is set (no-color.org) or the terminal is a dumb one."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


# ------------------------------------------------------------------ reading


def read_inputs(
    inputs: Sequence[str], source_format: str | None, problems: Problems
) -> Iterator[Article]:
    """Every article of every input, one at a time; diagnostics are printed on the way.

    Raises `UsageError` before anything is read where an input does not exist, where the format is
    not known, and where there is no input at all.
    """
    names = resolve_inputs(inputs)
    reader = get_reader(source_format) if source_format is not None else None
    for name in names:
        report = Report("<stdin>" if name == STDIN else name)
        with ExitStack() as opened:
            stream = sys.stdin.buffer if name == STDIN else opened.enter_context(open_input(name))
            source = Source(stream, report, report.file)
            try:
                found = reader or recognise(source)
            except UnknownFormatError:
                _report_unrecognised(source, report)
                problems.drain(report)
                continue
            for article in read_articles(found, source, report):
                problems.drain(report)
                yield article
            problems.drain(report)


def resolve_inputs(inputs: Sequence[str]) -> list[str]:
    """The inputs to read: those named, or standard input where something is piped in.

    Raises `UsageError` where one does not exist, where one is named twice as standard input, and
    where there is none.
    """
    if not inputs:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("no input: name a file, or pipe something in")
        return [STDIN]
    if list(inputs).count(STDIN) > 1:
        raise UsageError("standard input (-) can be read only once")
    for name in inputs:
        if not name:
            raise UsageError("an input is empty (''): name a file, or - for standard input")
        if name != STDIN and not Path(name).exists():
            raise UsageError(f"no file {name!r}{_similar(name)}")
        if Path(name).is_dir():
            raise UsageError(f"{name!r} is a folder; name the files in it")
    return list(inputs)


def open_input(name: str) -> IO[bytes]:
    """The file, opened for reading; raises `UsageError` where it cannot be."""
    try:
        return Path(name).open("rb")
    except OSError as problem:
        raise UsageError(f"{name}: {problem.strerror}") from None


def _similar(name: str) -> str:
    from difflib import get_close_matches  # most files are there

    folder = Path(name).parent
    siblings = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    close = get_close_matches(Path(name).name, siblings, 1)
    return f"; did you mean {str(folder / close[0])!r}?" if close else ""


def _report_unrecognised(source: Source, report: Report) -> None:
    if not source.head.strip():
        report.add("input.empty", "there is nothing in it")
    else:
        report.add(
            "input.unrecognised",
            "in no format that citeform recognises",
            line=1,
            column=1,
            hint="name the format with -f; `citeform formats` lists them",
        )
