"""`citeform format`: citations of the works in files."""

from __future__ import annotations

import argparse
from pathlib import Path

from citeform.cli.inputs import Problems, add_inputs, add_reporting, read_inputs
from citeform.cli.outputs import add_options, parse_options, write_stdout
from citeform.cli.progress import progress
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
