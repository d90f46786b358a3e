"""`citeform fetch`: identifiers in, records or citations out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citeform.cli.inputs import Problems, add_reporting
from citeform.cli.lookups import add_lookup_options, fetcher_of
from citeform.cli.outputs import add_options, parse_options, write_stdout, writer_options
from citeform.cli.progress import progress
from citeform.diagnostics import Report
from citeform.formats.registry import get_writer

if TYPE_CHECKING:
    from citeform.fetching import Fetcher
    from citeform.model.article import Article

_DESCRIPTION = """\
Look identifiers up and print what they stand for: as citations, or as records with -t.

An identifier is a DOI in any spelling (10.…, doi:10.…, https://doi.org/10.…), a PMID, an arXiv
number, an ISBN or a URL; - reads one a line from standard input. One that is not found costs
itself only. The services ask for your e-mail address: give it with --mailto or CITEFORM_MAILTO."""

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
    shape.add_argument(
        "-t", "--to", dest="target_format", metavar="FORMAT", help="print records in this format"
    )
    shape.add_argument(
        "-s",
        "--style",
        default="springer",
        metavar="STYLE",
        help="print citations in this style (default: springer)",
    )
    parser.add_argument("-l", "--locale", metavar="LOCALE", help="the citations' language")
    parser.add_argument(
        "--output", default="text", metavar="OUTPUT", help="the citations' markup (default: text)"
    )
    add_lookup_options(parser)
    add_options(parser, "format")
    add_reporting(parser)


def run(args: argparse.Namespace) -> int:
    """Fetch and print; returns the exit code."""
    problems = Problems.of(args)
    show = _records if args.target_format else _citations
    options = _options(args)
    with fetcher_of(args) as fetcher:
        show(args, _articles(fetcher, _identifiers(args.identifiers), problems), problems, options)
    return problems.exit_code


def _options(args: argparse.Namespace) -> dict[str, Any]:
    """The --option of the format or the style; a wrong name is told before anything is asked."""
    from citeform import styles

    if args.target_format:
        return writer_options(get_writer(args.target_format), args.options)
    styles.check(_style(args), args.locale, args.output)
    return parse_options(args.options, styles.options_from(args.style))


def _style(args: argparse.Namespace) -> str | Path:
    return Path(args.style) if args.style.endswith(".csl") else args.style


def _articles(
    fetcher: Fetcher, identifiers: Iterator[str], problems: Problems
) -> Iterator[Article]:
    for fetched in progress(fetcher.iter_fetch(identifiers), unit="identifiers"):
        diagnostic = fetched.to_diagnostic()
        if diagnostic is not None:
            problems.print(diagnostic)
        if fetched.article is not None:
            yield fetched.article


def _identifiers(given: list[str]) -> Iterator[str]:
    for text in given:
        if text == "-":
            yield from (line.strip() for line in sys.stdin if line.strip())
        else:
            yield text


def _records(
    args: argparse.Namespace,
    articles: Iterator[Article],
    problems: Problems,
    options: dict[str, Any],
) -> None:
    report = Report("<stdout>")
    write_stdout(get_writer(args.target_format).write(articles, report, **options), report)
    problems.drain(report)


def _citations(
    args: argparse.Namespace,
    articles: Iterator[Article],
    problems: Problems,  # noqa: ARG001 -- the same arguments as `_records`
    options: dict[str, Any],
) -> None:
    from citeform.api import format

    found = list(articles)
    if found:
        write_stdout([format(found, _style(args), args.locale, args.output, **options)])
