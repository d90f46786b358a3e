"""How findings are printed: for people, for programs, for Vim, for GitHub's annotations."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable

from citeform.diagnostics import Diagnostic, Severity


def as_line(found: Diagnostic) -> str:
    """`file:line:column: severity[code] id: message (hint: …)`.

    Without the id where there is none, and where the message quotes it itself.
    """
    if not found.record or repr(found.record) in found.message:
        return str(found)
    return str(found._replace(message=f"{found.record}: {found.message}"))


def _json(found: Diagnostic) -> str:
    return json.dumps(found.to_dict(), ensure_ascii=False)


def _errorformat(found: Diagnostic) -> str:
    """`file:line:column: E: message [code]`, Vim's errorformat `%f:%l:%c: %t: %m`."""
    letter = str(found.severity)[0].upper()
    place = f"{found.file or '<input>'}:{found.line or 1}:{found.column or 1}"
    record = f"{found.record}: " if found.record else ""
    return f"{place}: {letter}: {record}{found.message} [{found.code}]"


_GITHUB_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def _github(found: Diagnostic) -> str:
    """A workflow command, escaped as GitHub's documentation of workflow commands asks for."""
    properties = {"file": found.file, "title": found.code}
    if found.line:
        properties |= {"line": str(found.line), "col": str(found.column or 1)}
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    record = f"{found.record}: " if found.record else ""
    hint = f" ({found.hint})" if found.hint else ""
    return f"::{_GITHUB_WORDS[found.severity]} {listed}::{_data(record + found.message + hint)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


SHAPES: dict[str, Callable[[Diagnostic], str]] = {
    "text": as_line,
    "json": _json,
    "errorformat": _errorformat,
    "github": _github,
}
"""Name of each shape, as `--format` takes it, and the function that makes a line of a finding."""


def add_shapes(parser: argparse.ArgumentParser) -> None:
    """Add --format and --json; `SHAPES[args.shape]` makes the lines."""
    parser.add_argument(
        "--format",
        dest="shape",
        choices=list(SHAPES),
        default="text",
        help="how findings are printed; json is one object a line (default: text)",
    )
    parser.add_argument(
        "--json", dest="shape", action="store_const", const="json", help="--format json"
    )


def counted(number: int, noun: str) -> str:
    """Such as "1 error", "2 errors"."""
    return f"{number} {noun}{'s' * (number != 1)}"
