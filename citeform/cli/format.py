"""`citeform format`: citations of the works in files."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from citeform.cli.inputs import Problems, add_inputs, add_reporting, read_inputs
from citeform.cli.outputs import add_options, parse_options, write_stdout
from citeform.cli.progress import progress
from citeform.diagnostics import Report
from citeform.errors import UsageError
from citeform.text.output.registry import BUILT_IN as OUTPUTS

_DESCRIPTION = """\
Print a citation of every work in the inputs, one a line, in a style.

Styles: springer (as printed on SpringerLink 2011-2018, the default), springer-current (2019 on),
and every CSL style by its name: apa, ieee, nature, vancouver, chicago-author-date …"""

_EXAMPLES = """\
examples:
  citeform format refs.bib
  citeform format refs.bib -s apa -l de-DE --output html
  citeform format refs.bib -s my-journal.csl
  citeform format refs.ris -s springer --option doi=url
  citeform format dump.jsonl -s apa --each --jobs 4
  pbpaste | citeform format -f springer-page"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = _DESCRIPTION
    parser.epilog = _EXAMPLES
    add_inputs(parser)
    parser.add_argument(
        "-s",
        "--style",
        default="springer",
        metavar="STYLE",
        help="a style's name, or a path that ends in .csl (default: springer)",
    )
    parser.add_argument(
        "-l", "--locale", metavar="LOCALE", help="a language tag such as en-GB or de-DE"
    )
    parser.add_argument(
        "--output",
        default="text",
        metavar="OUTPUT",
        help=f"{', '.join(OUTPUTS)} (default: text)",
    )
    parser.add_argument("--links", action="store_true", help="make DOIs and URLs links")
    parser.add_argument(
        "--engine",
        default="citeform",
        choices=["citeform", "citeproc-py"],
        help="what renders CSL styles (default: citeform)",
    )
    parser.add_argument(
        "--each",
        action="store_true",
        help="cite every work as if it were the only one, as they are read: "
        "nothing is sorted, numbered on or told apart",
    )
    parser.add_argument(
        "-j",
        "--jobs",
        type=_count,
        metavar="N",
        help="with --each: so many processes, 0 for one on each processor (default: 1)",
    )
    add_options(parser, "style")
    add_reporting(parser)


def run(args: argparse.Namespace) -> int:
    """Print the citations; returns the exit code."""
    from citeform import styles
    from citeform.api import format

    problems = Problems.of(args)
    options = parse_options(args.options, styles.options_from(args.style))
    style = Path(args.style) if args.style.endswith(".csl") else args.style
    styles.check(style, args.locale, args.output)  # told before anything is read
    if args.each:
        return _run_each(args, style, options, problems)
    if args.jobs is not None:
        raise UsageError("--jobs needs --each: a list of references is one document")
    articles = list(progress(read_inputs(args.inputs, args.source_format, problems)))
    problems.raise_if_strict()
    if articles:
        text = format(
            articles,
            style,
            args.locale,
            args.output,
            links=args.links,
            engine=args.engine,
            **options,
        )
        write_stdout([text])
    return problems.exit_code


def _run_each(
    args: argparse.Namespace, style: str | Path, options: dict[str, Any], problems: Problems
) -> int:
    """Print every citation as soon as it and those before it are there."""
    from citeform.batch import format_many

    if args.engine != "citeform":
        raise UsageError(f"--each is the engine citeform's, not {args.engine}'s")
    report = Report("<stdout>")
    texts = format_many(
        progress(read_inputs(args.inputs, args.source_format, problems), prints_as_it_goes=True),
        style,
        args.locale,
        args.output,
        links=args.links,
        jobs=1 if args.jobs is None else args.jobs,
        report=report,
        **options,
    )
    with closing(texts):
        write_stdout(_lines(texts, report, problems))
    problems.raise_if_strict()
    return problems.exit_code


def _lines(texts: Iterable[str], report: Report, problems: Problems) -> Iterator[str]:
    for text in texts:
        problems.drain(report)
        if text:
            yield text + "\n"
    problems.drain(report)


def _count(text: str) -> int:
    """A number of processes, for argparse."""
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"a number is needed, not {text!r}")
    return int(text)
