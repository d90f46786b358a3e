"""`citeform fetch`: identifiers in, records or citations out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from citeform.cli.inputs import Problems, add_reporting
from citeform.cli.outputs import add_options, write_stdout, writer_options
from citeform.cli.progress import progress
from citeform.diagnostics import Report
from citeform.errors import UsageError
from citeform.formats.registry import get_writer

if TYPE_CHECKING:
    from citeform.model.article import Article

_DESCRIPTION = """\
Look identifiers up and print what they stand for: as citations, or as records with -t.

An identifier is a DOI in any spelling (10.…, doi:10.…, https://doi.org/10.…); - reads one a line
from standard input. One that is not found costs itself only. Your address, which the services ask
for, is read from --mailto or CITEFORM_MAILTO."""

_EXAMPLES = """\
examples:
  citeform fetch 10.1007/s12325-011-0081-6
  citeform fetch 10.1007/s12325-011-0081-6 -t bibtex
  citeform fetch - -s apa < dois.txt"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = _DESCRIPTION
    parser.epilog = _EXAMPLES
    parser.add_argument("identifiers", nargs="+", metavar="ID", help="an identifier, or -")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("-t", "--to", dest="target_format", metavar="FORMAT", help="print records")
    shape.add_argument(
        "-s", "--style", default="springer", metavar="STYLE", help="print citations (springer)"
    )
    parser.add_argument("-l", "--locale", metavar="LOCALE", help="the citations' language")
    parser.add_argument("--output", default="text", metavar="OUTPUT", help="the citations' markup")
    parser.add_argument("--mailto", metavar="ADDRESS", help="your e-mail address, for the services")
    add_options(parser, "format")
    add_reporting(parser)


def run(args: argparse.Namespace) -> int:
    """Fetch; returns the exit code."""
    raise NotImplementedError
