"""`citeform audit`: what has become of the works in files, and whether the records are right."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from citeform.cli.findings import SHAPES, add_shapes, counted
from citeform.cli.inputs import Problems, add_inputs, resolve_inputs
from citeform.cli.lookups import add_lookup_options, fetcher_of
from citeform.cli.progress import progress, say
from citeform.cli.records import Records, read_records
from citeform.diagnostics import CODES, Diagnostic, Severity

if TYPE_CHECKING:
    from citeform.fetching import Fetcher
    from citeform.fetching.audit import Audited

_DESCRIPTION = """\
Look every record up by its DOI, PMID, arXiv identifier or ISBN, and tell of works that were
retracted, corrected, doubted or superseded, of identifiers that stand for nothing, and of fields
that differ from the registry's.

A check that could not be made is told as audit.unknown, an error: without one, and without other
errors, everything was asked and answered. Findings go to standard output, a summary to standard
error. Exit code: 0 no errors, 1 errors (with --strict also warnings), 2 wrong usage."""

_EXAMPLES = """\
examples:
  citeform audit refs.bib --mailto you@example.org
  citeform audit refs.bib --ignore differs,no-identifier
  citeform audit refs.bib --format github --strict"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = _DESCRIPTION
    parser.epilog = _EXAMPLES
    add_inputs(parser)
    add_shapes(parser)
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="CODE",
        help="do not report these (audit.differs, or just differs); commas or repeat",
    )
    parser.add_argument("--all", action="store_true", help="show notes too")
    parser.add_argument("--strict", action="store_true", help="warnings make the exit code 1")
    parser.add_argument("-q", "--quiet", action="store_true", help="no summary, and only errors")
    add_lookup_options(parser)


def run(args: argparse.Namespace) -> int:
    """Audit; returns the exit code."""
    ignored = _codes(args.ignore)
    problems = Problems(strict=args.strict, quiet=args.quiet)
    counts: Counter[Severity] = Counter()
    number = 0
    with fetcher_of(args) as fetcher:
        for name in resolve_inputs(args.inputs):
            records = read_records(name, args.source_format)
            problems.drain(records.report)
            number += len(records.articles)
            for found in findings(fetcher, records):
                if found.code in ignored:
                    continue
                counts[found.severity] += 1
                least = (
                    Severity.ERROR
                    if args.quiet
                    else Severity.INFO
                    if args.all
                    else Severity.WARNING
                )
                if found.severity >= least:
                    print(SHAPES[args.shape](found))
    if not args.quiet:
        say(
            f"{counted(number, 'record')}: {counted(counts[Severity.ERROR], 'error')},"
            f" {counted(counts[Severity.WARNING], 'warning')}, {counted(counts[Severity.INFO], 'note')}"
        )
    bad = counts[Severity.ERROR] + (counts[Severity.WARNING] if args.strict else 0)
    return 1 if bad or problems.failures else 0


def audited(fetcher: Fetcher, records: Records) -> list[Audited]:
    """Every record of a file, looked up; a progress bar shows how far."""
    from citeform.fetching.audit import audit, identifiers_of

    asked = identifiers_of(records.articles)
    fetched = progress(fetcher.iter_fetch(asked), total=len(asked), unit="identifiers")
    return list(audit(fetcher, records.articles, fetched))


def findings(fetcher: Fetcher, records: Records) -> list[Diagnostic]:
    """What was found, in the file's order."""
    return [
        Diagnostic(
            finding.code,
            finding.message,
            CODES[finding.code][0],
            records.name,
            line,
            int(line > 0),
            record=each.article.id,
        )
        for each, line in zip(audited(fetcher, records), records.lines, strict=True)
        for finding in each.findings
    ]


def _codes(given: list[str]) -> set[str]:
    """Codes as given, with or without their family. Raises `UnknownNameError`."""
    from citeform.errors import UnknownNameError

    known = {code for code in CODES if code.startswith("audit.")}
    found = set()
    for text in ",".join(given).split(","):
        name = text.strip()
        if not name:
            continue
        code = name if name.startswith("audit.") else f"audit.{name}"
        if code not in known:
            raise UnknownNameError(name, known)
        found.add(code)
    return found
