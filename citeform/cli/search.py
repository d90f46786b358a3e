"""`citeform search`: the works that a reference as text may mean."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from citeform.cli.lookups import add_lookup_options, fetcher_of
from citeform.cli.outputs import write_stdout
from citeform.cli.progress import say
from citeform.errors import UsageError
from citeform.formats.registry import get_writer

if TYPE_CHECKING:
    from citeform.fetching.compare import Check
    from citeform.fetching.matching import Candidate

_DESCRIPTION = """\
Ask Crossref for the works that a text may mean, and hold each against the text, field by field.

Without --threshold all candidates are listed, best first, with what agrees (=), what is another
one (!) and what the text does not say (?). With --threshold only the work that is certain enough
is printed (as a record with -t, else as a citation), or none, and then the exit code is 1: a
candidate with another title, first author or year is never certain, nor one of two that fit
equally well."""

_EXAMPLES = """\
examples:
  citeform search "Franco Prolonged treatment with lenalidomide myeloma 2011"
  citeform search "Love, Huber, Anders. Moderated estimation of fold change. 2014" --threshold 0.9
  citeform search "…" --threshold 0.9 -t bibtex"""

_SIGNS = {"same": "=", "other": "!", "unknown": "?"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = _DESCRIPTION
    parser.epilog = _EXAMPLES
    parser.add_argument("text", nargs="+", metavar="TEXT", help="a reference, or words of it")
    parser.add_argument(
        "-n", dest="rows", type=int, default=5, metavar="N", help="candidates to ask for (5)"
    )
    parser.add_argument(
        "--threshold",
        type=float,
        metavar="SCORE",
        help="print only a work that reaches this score (0 to 1) and that nothing contradicts",
    )
    parser.add_argument(
        "-t", "--to", dest="target_format", metavar="FORMAT", help="print records in this format"
    )
    parser.add_argument(
        "-s", "--style", default="springer", metavar="STYLE", help="print citations in this style"
    )
    parser.add_argument("--json", action="store_true", help="candidates as JSON, one a line")
    add_lookup_options(parser)


def run(args: argparse.Namespace) -> int:
    """Search and print; returns the exit code."""
    from citeform.fetching.matching import candidates, decide

    if args.threshold is not None and not 0 <= args.threshold <= 1:
        raise UsageError("--threshold takes a number from 0 to 1")
    if args.target_format:
        get_writer(args.target_format)  # a wrong name is told before anything is asked
    with fetcher_of(args) as fetcher:
        text = " ".join(args.text)
        found = fetcher.run(candidates(text, fetcher.settings, rows=args.rows))
    if args.threshold is None:
        _print(args, list(found))
        return 0 if found else 1
    decision = decide(found, args.threshold)
    if decision.accepted is None:
        say(f"citeform: no match: {decision.reason}")
        return 1
    _print(args, [decision.accepted], alone=True)
    return 0


def _print(args: argparse.Namespace, found: list[Candidate], *, alone: bool = False) -> None:
    from citeform.api import dumps, format

    if args.json:
        write_stdout(json.dumps(_as_json(each), ensure_ascii=False) + "\n" for each in found)
    elif args.target_format:
        write_stdout([dumps([each.article for each in found], args.target_format)] if found else [])
    elif alone:
        write_stdout(format(each.article, args.style) for each in found)
    else:
        for each in found:
            marks = " ".join(f"{_SIGNS[check.verdict.value]}{check.field}" for check in each.checks)
            write_stdout([f"{each.score:.2f}  {marks}\n      {format(each.article, args.style)}\n"])


def _as_json(candidate: Candidate) -> dict[str, Any]:
    from citeform.formats.csljson import to_item

    return {
        "score": candidate.score,
        "contradicts": candidate.contradicts,
        "checks": {check.field: _check(check) for check in candidate.checks},
        "item": to_item(candidate.article),
    }


def _check(check: Check) -> dict[str, Any]:
    return {"verdict": check.verdict.value, "likeness": check.likeness, "found": check.there}
