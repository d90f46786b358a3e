"""The table of commands: a new command is a row here and a module with `configure` and `run`.

``configure(parser)`` adds the arguments, a description and examples to an
`argparse.ArgumentParser`; ``run(args) -> int`` does the work and returns the exit code. The module
is imported only when its command is called, so a row costs nothing.
"""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """Where a command is implemented and what it does, in one line."""

    module: str
    help: str


COMMANDS: dict[str, Command] = {
    "format": Command("citeform.cli.format", "print citations of the works in files"),
    "convert": Command("citeform.cli.convert", "turn files of one format into another"),
    "check": Command("citeform.cli.check", "look for errors in files; mend what is safe to mend"),
    "merge": Command("citeform.cli.merge", "join files, and the records of one work in them"),
    "fetch": Command("citeform.cli.fetch", "look identifiers up: DOIs and others"),
    "search": Command("citeform.cli.search", "find the work that a reference as text means"),
    "audit": Command("citeform.cli.audit", "find retracted, corrected and wrong records"),
    "update": Command("citeform.cli.update", "fill in what records lack"),
    "cache": Command("citeform.cli.cache", "show or clear what services have answered"),
    "formats": Command("citeform.cli.formats", "list the formats that are read and written"),
    "styles": Command("citeform.cli.styles", "search the citation styles, show one"),
}
"""Every command by name, in the order in which the help lists them."""


def overview() -> str:
    """The text of `citeform --help`."""
    width = max(map(len, COMMANDS))
    rows = "\n".join(f"  {name:{width}}  {command.help}" for name, command in COMMANDS.items())
    return f"""usage: citeform COMMAND [ARGUMENT…]

Bibliographic records in; citations in any style and every exchange format out.

commands:
{rows}

examples:
  citeform format refs.bib
  citeform format refs.bib -s apa --output html
  citeform convert refs.bib -t ris -o refs.ris
  citeform check refs.bib
  citeform merge a.bib b.ris -o all.bib
  citeform fetch 10.1007/s12325-011-0081-6 -t bibtex

`citeform COMMAND --help` tells more. An input is a file or - for standard input.
Exit code: 0 fine, 1 some records failed, 2 wrong usage."""
