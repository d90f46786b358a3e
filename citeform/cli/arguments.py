"""The parser of a command's arguments: argparse, with mistakes told in one line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from citeform.errors import UnknownNameError, UsageError


class UnknownArgumentError(UnknownNameError):
    """No option of that name."""

    kind = "option"


class UnknownValueError(UnknownNameError):
    """An argument takes one of a few words, and this is none of them."""

    def __init__(self, argument: str, value: str, known: Sequence[str]) -> None:
        self.kind = argument
        super().__init__(value, known, hint=f"there are: {', '.join(known)}")


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal; argparse makes one of these for every argument it is told of."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_terminal_width() - 2)


def _terminal_width() -> int:
    """As `shutil.get_terminal_size` has it, whose module loads all kinds of compression."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # no terminal, or no output at all
        return 80


class Parser(argparse.ArgumentParser):
    """An `argparse.ArgumentParser` that raises `UsageError` where argparse prints and exits.

    So a mistyped option is answered with the close ones, as a mistyped style or format is.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog=prog, formatter_class=_Help)

    def error(self, message: str) -> NoReturn:
        """Called by argparse for whatever is wrong."""
        raise UsageError(f"{message}; see {self.prog} --help")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Called by argparse for every value; it has no public place for what is said of choices."""
        if action.choices is not None and value not in action.choices:
            name = action.option_strings[-1] if action.option_strings else action.dest
            raise UnknownValueError(name, str(value), [str(each) for each in action.choices])

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The arguments; raises `UsageError`, and `SystemExit` after printing the help."""
        parsed, unknown = self.parse_known_args(args, namespace)
        if unknown:
            self._refuse(unknown)
        return parsed

    def _refuse(self, unknown: Sequence[str]) -> NoReturn:
        option = next((each for each in unknown if each.startswith("-")), "")
        if not option:
            self.error(f"unexpected: {' '.join(unknown)}")
        name = option.partition("=")[0]
        raise UnknownArgumentError(
            name, self._option_string_actions, hint=f"see {self.prog} --help"
        )
