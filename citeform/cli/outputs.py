"""What commands print: data to standard output or, all or nothing, to a file; options of writers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from citeform.diagnostics import Report
from citeform.errors import UnknownOptionError, UsageError
from citeform.formats.encodable import encodable
from citeform.formats.registry import by_suffix, get_writer
from citeform.options import options_of

if TYPE_CHECKING:
    from citeform.formats.base import Writer

_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def add_target(parser: argparse.ArgumentParser) -> None:
    """Add -t and -o; `target_writer(args)` reads them, and `args.target` is the file or None."""
    parser.add_argument(
        "-t",
        "--to",
        dest="target_format",
        metavar="FORMAT",
        help="the format to write; without it the suffix of FILE tells",
    )
    parser.add_argument(
        "-o",
        "--out",
        dest="target",
        metavar="FILE",
        help="the file to write, replaced only when all is written; otherwise standard output",
    )


def target_writer(args: argparse.Namespace) -> Writer:
    """The format to write: the one named, else the one that the file's suffix stands for.

    Raises `UsageError` where neither says, `UnknownFormatError`, `FormatDirectionError`.
    """
    name = args.target_format or (by_suffix(args.target) if args.target else None)
    if name is None:
        said = f"{args.target!r} does not say in which format: " if args.target else ""
        raise UsageError(f"{said}name the format to write with -t; `citeform formats` lists them")
    return get_writer(name)


def add_options(parser: argparse.ArgumentParser, of: str) -> None:
    """Add --option KEY=VALUE; `parse_options(args.options, …)` reads them."""
    parser.add_argument(
        "--option",
        dest="options",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=f"an option of the {of}'s own; may be repeated",
    )


def parse_options(given: Sequence[str], function: Callable[..., Any]) -> dict[str, Any]:
    """KEY=VALUE as keyword arguments of a function, each converted to the kind it is declared as.

    Raises `UsageError` for what is no KEY=VALUE or no value of that kind, and names the close ones
    where there is no such option.
    """
    known = options_of(function) if given else {}
    options: dict[str, Any] = {}
    for text in given:
        key, equals, value = text.partition("=")
        key = key.strip().replace("-", "_")
        if not equals:
            raise UsageError(f"--option takes KEY=VALUE, not {text!r}")
        if key not in known:
            raise UnknownOptionError(key, known)
        options[key] = _convert(key, value, known[key])
    return options


def writer_options(writer: Writer, given: Sequence[str]) -> dict[str, Any]:
    """`parse_options` for a format."""
    return parse_options(given, writer.write)


def write_stdout(pieces: Iterable[str], report: Report | None = None) -> None:
    """The pieces on standard output, ending in a line end."""
    last = "\n"
    for piece in encodable(pieces, Report() if report is None else report):
        sys.stdout.write(piece)
        last = piece or last
    if not last.endswith("\n"):
        sys.stdout.write("\n")


def _convert(key: str, value: str, kind: str) -> Any:
    if kind == "bool":
        truth = _TRUTHS.get(value.lower())
        if truth is None:
            raise UsageError(f"option {key} is true or false, not {value!r}")
        return truth
    if kind.startswith("int"):
        try:
            return int(value)
        except ValueError:
            raise UsageError(f"option {key} is a number, not {value!r}") from None
    return value
