"""The command line: `citeform COMMAND …`, one module per command.

`main` finds the command in the table of `citeform.cli.commands`, imports that one module, lets it
describe its arguments and runs it. What is the same for all of them stands here: exit codes,
errors as one line on standard error, UTF-8 on standard output, quiet on a broken pipe.

Exit codes: 0 fine, 1 some records failed, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from citeform.cli.arguments import Parser
from citeform.cli.commands import COMMANDS, overview
from citeform.collector import hurried
from citeform.errors import CiteformError, UnknownNameError, UsageError

FINE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


class UnknownCommandError(UnknownNameError):
    """No command of that name."""

    kind = "command"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; `argv` is without the program's name.

    Without it the arguments are the process's, and so is the process the command's alone.
    """
    if argv is not None:
        return _main(list(argv))
    with hurried():
        return _main(sys.argv[1:])


def _main(arguments: list[str]) -> int:
    _speak_utf8()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return _quiet_after_broken_pipe()
    except KeyboardInterrupt:
        return INTERRUPTED
    except UsageError as error:
        return _complain(error, USAGE)
    except CiteformError as error:
        return _complain(error, FAILED)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError) as error:
        return _complain(error, USAGE)
    except OSError as error:
        return _complain(error, FAILED)
    return code


def _run(arguments: list[str]) -> int:
    name = arguments[0] if arguments else ""
    if name == "help" and len(arguments) > 1:
        name, arguments = arguments[1], [arguments[1], "--help"]
    if name in {"-h", "--help", "help"}:
        print(overview())
        return FINE
    if name in {"-V", "--version"}:
        from citeform import __version__

        print(f"citeform {__version__}")
        return FINE
    if not name:
        print(overview(), file=sys.stderr)
        return USAGE
    if name.startswith("-"):
        raise UsageError(f"{name} stands before the command; see citeform --help")
    if name not in COMMANDS:
        raise UnknownCommandError(name, COMMANDS, hint="see citeform --help")
    command = import_module(COMMANDS[name].module)
    parser = Parser(prog=f"citeform {name}")
    command.configure(parser)
    try:
        parsed = parser.parse_args(arguments[1:])
    except SystemExit as stop:  # argparse has printed the help
        return stop.code if isinstance(stop.code, int) else USAGE
    code: int = command.run(parsed)
    return code


def _speak_utf8() -> None:
    """Data leaves as UTF-8 whatever the locale; a terminal gets its own encoding, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _complain(error: Exception, code: int) -> int:
    message = str(error)
    if isinstance(error, OSError) and error.filename is not None:
        message = f"{error.filename}: {error.strerror}"
    print(f"citeform: error: {message}", file=sys.stderr)
    return code


def _quiet_after_broken_pipe() -> int:
    """The reader had enough (`| head`): no message, also not when Python flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FINE
