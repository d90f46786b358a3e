"""`citeform update`: fill in what records lack, and touch nothing else."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from citeform.cli.findings import counted
from citeform.cli.inputs import STDIN, Problems, add_inputs, resolve_inputs
from citeform.cli.lookups import add_lookup_options, fetcher_of
from citeform.cli.progress import progress, say
from citeform.cli.records import Records, read_records
from citeform.diagnostics import Report
from citeform.errors import UsageError

if TYPE_CHECKING:
    from citeform.fetching import Fetcher
    from citeform.model.article import Article

_DESCRIPTION = """\
Look every record up by its DOI, PMID, arXiv identifier or ISBN and fill in the fields it lacks.

Nothing that is there is changed. A record that contradicts the registry's (another title, first
author or year) is left alone and told. In a BibTeX file only the lines of the new fields are new:
layout, comments, macros and order stay as they are; files of other formats are written anew, and
only if nothing of them is lost. With --search a record without an identifier gets the DOI of the
work that a search finds, where that is certain enough (see `citeform search --help`)."""

_EXAMPLES = """\
examples:
  citeform update refs.bib --diff          show what would change
  citeform update refs.bib                 change it
  citeform update refs.bib --fields doi,volume,page
  citeform update refs.bib --search --threshold 0.95"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = _DESCRIPTION
    parser.epilog = _EXAMPLES
    add_inputs(parser)
    parser.add_argument("--diff", action="store_true", help="print the changes; change nothing")
    parser.add_argument("-o", "--out", dest="target", metavar="FILE", help="write here instead")
    parser.add_argument(
        "--fields", metavar="NAME,…", help="fill in only these, by their CSL names (DOI, volume …)"
    )
    parser.add_argument(
        "--search", action="store_true", help="search for records without an identifier"
    )
    parser.add_argument(
        "--threshold", type=float, default=0.9, metavar="SCORE", help="of --search (0.9)"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no summary")
    add_lookup_options(parser)


def run(args: argparse.Namespace) -> int:
    """Update the files; returns the exit code."""
    from citeform.fetching.update import FIELDS, fields_named

    names = resolve_inputs(args.inputs)
    if STDIN in names and not (args.diff or args.target):
        raise UsageError("standard input cannot be changed; use --diff or -o FILE")
    if args.target and len(names) > 1:
        raise UsageError("-o takes one file to be updated")
    if not 0 <= args.threshold <= 1:
        raise UsageError("--threshold takes a number from 0 to 1")
    fields = fields_named(args.fields.split(",")) if args.fields else FIELDS
    problems = Problems(quiet=args.quiet)
    failed = False
    with fetcher_of(args) as fetcher:
        for name in names:
            records = read_records(name, args.source_format)
            problems.drain(records.report)
            after = _updated(fetcher, records, fields, args, problems)
            failed |= not _put(args, records, after)
    return 1 if failed or problems.failures else 0


def _updated(
    fetcher: Fetcher,
    records: Records,
    fields: tuple[str, ...],
    args: argparse.Namespace,
    problems: Problems,
) -> list[Article]:
    """The records with what they lacked."""
    from citeform.fetching.audit import identifier_of
    from citeform.fetching.update import updated

    report = Report(records.name)
    before = records.articles
    if args.search:
        before = [
            _with_doi(fetcher, article, args.threshold) if not identifier_of(article) else article
            for article in progress(records.articles)
        ]
    identifiers = [identifier_of(article) for article in before]
    asked = dict.fromkeys(filter(None, identifiers))
    found = {
        each.identifier: each for each in progress(fetcher.iter_fetch(asked), total=len(asked))
    }
    after, filled = [], 0
    for article, identifier, line in zip(before, identifiers, records.lines, strict=True):
        fetched = found.get(identifier)
        if fetched is None:
            report.add("audit.no-identifier", "not looked up", line=line, record=article.id)
        elif fetched.article is None:
            diagnostic = fetched.to_diagnostic(records.name, line)
            if diagnostic is not None:
                report.diagnostics.append(diagnostic)
        else:
            outcome = updated(article, fetched.article, fields)
            if outcome.refused:
                report.add("audit.differs", outcome.refused, line=line, record=article.id)
            filled += len(outcome.filled)
            article = outcome.article  # noqa: PLW2901 -- the record from here on
        after.append(article)
    problems.drain(report)
    changed = sum(old != new for old, new in zip(records.articles, after, strict=True))
    if not args.quiet:
        say(
            f"{records.name}: {counted(len(after), 'record')}, {changed} changed,"
            f" {counted(filled, 'field')} filled in"
        )
    return after


def _with_doi(fetcher: Fetcher, article: Article, threshold: float) -> Article:
    """The record with the DOI of the work that a search finds, if it is certain enough."""
    from citeform.fetching.matching import match_with

    if not article.title:
        return article
    accepted = match_with(fetcher, article, threshold=threshold).accepted
    return article if accepted is None else article.replace(doi=accepted.article.doi)


def _put(args: argparse.Namespace, records: Records, after: list[Article]) -> bool:
    """Write the file, or print how it would change; False where it cannot be written."""
    from pathlib import Path

    from citeform.cli.rewriting import CannotRewriteError, changed_text, decoded, print_diff, write

    if after == records.articles:
        if args.target:
            Path(args.target).write_bytes(records.data)
        return True
    try:
        text, refused = changed_text(records, after)
    except CannotRewriteError as problem:
        say(f"{records.name}: not changed: {problem}")
        return False
    if refused:
        ids = ", ".join(after[number].id for number in refused)
        say(f"{records.name}: not changed, for want of a safe way: {ids}")
    if args.diff:
        print_diff(records.name, decoded(records.data), text)
    elif args.target:
        Path(args.target).write_text(text, encoding="utf-8", newline="")
    else:
        write(records.name, text, records.data)
    return True
