"""`citeform check`: what is odd in files of records, and mending it."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence

from citeform.cli.findings import SHAPES, add_shapes, counted
from citeform.cli.inputs import STDIN, add_inputs, resolve_inputs
from citeform.cli.progress import progress, say
from citeform.cli.records import Records, read_records
from citeform.diagnostics import CODES, Diagnostic, Severity
from citeform.errors import UsageError
from citeform.formats.registry import get_reader

_DESCRIPTION = """\
Look for what is wrong or odd in records: fields that are missing, identifiers whose check digit
is wrong, names and dates that cannot be, duplicates, HTML and LaTeX in texts, and more.

Findings go to standard output, a summary to standard error. Each file is looked at on its own.
Notes (severity info) are shown with --all, or where their code is selected.
Exit code: 0 no errors, 1 errors (with --strict also warnings), 2 wrong usage."""

_EXAMPLES = """\
examples:
  citeform check refs.bib
  citeform check refs.bib --select doi,isbn,duplicate
  citeform check refs.bib --ignore missing,name.all-caps --format github
  citeform check refs.bib --fix --diff      show what --fix would change
  citeform check refs.bib --fix             change it
  citeform check --list                     all codes"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = _DESCRIPTION
    parser.epilog = _EXAMPLES
    add_inputs(parser)
    add_shapes(parser)
    parser.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="CODE",
        help="report only these codes or families (doi.form, doi); commas or repeat",
    )
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="CODE",
        help="do not report these codes or families",
    )
    parser.add_argument("--all", action="store_true", help="show notes too")
    parser.add_argument(
        "--strict", action="store_true", help="warnings make the exit code 1 as well"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no summary, and only errors")
    parser.add_argument(
        "--fix", action="store_true", help="mend what is safe to mend, in the files"
    )
    parser.add_argument(
        "--diff", action="store_true", help="print what --fix would change; change nothing"
    )
    parser.add_argument("--list", action="store_true", help="list the codes and stop")


def run(args: argparse.Namespace) -> int:
    """Check; returns the exit code."""
    from citeform.checks.rules import chosen
    from citeform.cli.mending import mendable as count_mendable

    select, ignore = _codes(args.select), _codes(args.ignore)
    chosen(select, ignore)  # a wrong code is told before anything is read
    if args.list:
        print("\n".join(_listed()))
        return 0
    names = resolve_inputs(args.inputs)
    if args.source_format is not None:
        get_reader(args.source_format)  # likewise a wrong format
    mending = args.fix or args.diff
    if mending and STDIN in names:
        raise UsageError("--fix and --diff need files; standard input cannot be changed")
    least = _least(args)
    counts: Counter[Severity] = Counter()
    hidden = mendable = mended = records = failed = 0
    for name in progress(names, unit="files"):
        checked = read_records(name, args.source_format)
        if mending:
            number, stayed = _mend(checked, select, ignore, diff=args.diff)
            mended += number
            failed += stayed
            if number and not args.diff:
                checked = read_records(name, args.source_format)
        else:
            mendable += count_mendable(checked, select, ignore)
        records += len(checked.articles)
        for found in _findings(checked, select, ignore):
            counts[found.severity] += 1
            if found.severity >= least or (select and not args.quiet):
                if not args.diff:
                    print(SHAPES[args.shape](found))
            else:
                hidden += 1
    if not args.quiet:
        more = {
            "{} not shown: --all": hidden,
            "{} to be mended by --fix": mendable,
            "{} would be mended" if args.diff else "{} mended": mended,
        }
        say(_summary(records, counts, more))
    bad = counts[Severity.ERROR] + (counts[Severity.WARNING] if args.strict else 0)
    return 1 if bad or failed else 0


def _codes(given: Sequence[str]) -> list[str]:
    return [code.strip() for each in given for code in each.split(",") if code.strip()]


def _least(args: argparse.Namespace) -> Severity:
    if args.quiet:
        return Severity.ERROR
    return Severity.INFO if args.all else Severity.WARNING


def _findings(checked: Records, select: list[str], ignore: list[str]) -> Iterator[Diagnostic]:
    """What reading and checking found, in the order of places; said twice is said once."""
    from citeform.checks import check
    from citeform.checks.rules import chosen

    codes = chosen(select, ignore)
    superseded = {old for old, new in _SAID_AGAIN.items() if new in codes}
    of_reading = [found for found in checked.report if found.code in codes - superseded]
    of_checking = check(checked.articles, select=select, ignore=ignore, places=checked.places)
    if checked.is_bibtex:
        from citeform.cli.bibtexchecks import CODE as SPECIAL
        from citeform.cli.bibtexchecks import located, specials

        of_checking = located(checked.tree, of_checking)
        if SPECIAL in codes:
            of_reading += specials(checked.tree, checked.name)
    told = {(found.record, _SAYS_ALSO.get(found.code, found.code)) for found in of_reading}
    every = of_reading + [each for each in of_checking if (each.record, each.code) not in told]
    return iter(sorted(every, key=lambda found: (found.line, found.column)))


_SAID_AGAIN = {"bibtex.duplicate-key": "id.duplicate"}
"""What a reader says, and the rule that says it again and more seriously."""
_SAYS_ALSO = {"bibtex.name": "name.comma", "bibtex.empty-key": "id.missing"}
"""What a reader says with a better place, and the rule that would say it again."""


def _mend(
    records: Records, select: list[str], ignore: list[str], *, diff: bool
) -> tuple[int, bool]:
    """Mend the file, or with `diff` print how; how many records were, and whether it had to stay."""
    from citeform.cli.mending import mended
    from citeform.cli.rewriting import CannotRewriteError, decoded, print_diff, write

    try:
        outcome = mended(records, select, ignore)
    except CannotRewriteError as problem:
        say(f"{records.name}: not changed: {problem}")
        return 0, True
    if outcome.refused:
        ids = ", ".join(outcome.refused)
        say(f"{records.name}: not changed, for want of a safe way: {ids}")
    if diff:
        print_diff(records.name, decoded(records.data), outcome.text)
    elif outcome.count:
        write(records.name, outcome.text, records.data)
    return outcome.count, False


def _summary(records: int, counts: Counter[Severity], more: dict[str, int]) -> str:
    """Such as "1 error, 5 warnings, 4 notes in 3 records (4 not shown: --all)"."""
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    parts = ", ".join(counted(counts[severity], word) for severity, word in words.items())
    remarks = "; ".join(text.format(number) for text, number in more.items() if number)
    return f"{parts} in {counted(records, 'record')}" + (f" ({remarks})" if remarks else "")


def _listed() -> Iterator[str]:
    from citeform.checks.rules import FIXABLE, RULES, RULES_ACROSS
    from citeform.cli.bibtexchecks import CODE as SPECIAL

    codes = [*(rule.code for rule in RULES), SPECIAL, *(rule.code for rule in RULES_ACROSS)]
    width = max(map(len, codes))
    for code in codes:
        severity, meaning = CODES[code]
        fix = " (--fix)" if code in FIXABLE | {SPECIAL} else ""
        yield f"{code:{width}}  {severity!s:7}  {meaning}{fix}"
