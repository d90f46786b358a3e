"""`citeform convert`: files of one format into another."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from citeform.cli.inputs import Problems, add_inputs, add_reporting, read_inputs
from citeform.cli.outputs import (
    add_options,
    add_target,
    target_writer,
    write_stdout,
    writer_options,
)
from citeform.cli.progress import progress
from citeform.diagnostics import Report

if TYPE_CHECKING:
    from citeform.model.article import Article

_DESCRIPTION = """\
Write every work of the inputs in another format, one after the other as they are read.

What the other format has no place for is told on standard error."""

_EXAMPLES = """\
examples:
  citeform convert refs.bib -t ris > refs.ris
  citeform convert a.ris b.json -o all.bib
  cat page.txt | citeform convert -f springer-page -t csl-json
  citeform convert refs.bib -t csl-json --option indent=0"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = _DESCRIPTION
    parser.epilog = _EXAMPLES
    add_inputs(parser)
    add_target(parser)
    add_options(parser, "format")
    add_reporting(parser)


def run(args: argparse.Namespace) -> int:
    """Convert; returns the exit code."""
    from citeform.api import dump

    problems = Problems.of(args)
    writer = target_writer(args)
    options = writer_options(writer, args.options)
    report = Report(args.target or "<stdout>")

    def articles() -> Iterator[Article]:
        for article in progress(
            read_inputs(args.inputs, args.source_format, problems),
            prints_as_it_goes=args.target is None,
        ):
            yield article
            problems.drain(report)
        problems.raise_if_strict()

    if args.target is None:
        write_stdout(writer.write(articles(), report, **options), report)
    else:
        dump(articles(), args.target, writer, report=report, **options)
    problems.drain(report)
    return problems.exit_code
