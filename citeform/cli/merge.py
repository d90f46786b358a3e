"""`citeform merge`: several files into one, records of one work joined."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citeform.cli.findings import counted
from citeform.cli.inputs import (
    STDIN,
    Problems,
    add_inputs,
    add_reporting,
    read_inputs,
    resolve_inputs,
)
from citeform.cli.outputs import (
    add_options,
    add_target,
    target_writer,
    write_stdout,
    writer_options,
)
from citeform.cli.progress import progress, say
from citeform.diagnostics import Report

if TYPE_CHECKING:
    from citeform.merging.merge import Joined, Merged, Origin

_DESCRIPTION = """\
Join files, and within and among them the records of one work, field by field.

Of one work are records with one DOI, PMID, PMCID, arXiv number or (books) ISBN, and records that
agree in title, first author and year where nothing contradicts. The first record's id and place
are kept; of each field the better value is taken: a valid identifier, a more precise date, named
people rather than et al., the longer text. What was joined and every value that was not taken is
told on standard error, and in full in the file that --report names. No other record is touched."""

_EXAMPLES = """\
examples:
  citeform merge a.bib b.ris -o all.bib
  citeform merge refs.bib -t bibtex --report joined.txt > clean.bib
  citeform merge *.ris -t csl-json --exact --report joined.json"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = _DESCRIPTION
    parser.epilog = _EXAMPLES
    add_inputs(parser)
    add_target(parser)
    parser.add_argument(
        "--report",
        metavar="FILE",
        help="write what was joined, and every value: as JSON where FILE ends in .json, else as text",
    )
    parser.add_argument(
        "--exact", action="store_true", help="join by identifier only, not by likeness"
    )
    add_options(parser, "format")
    add_reporting(parser)


def run(args: argparse.Namespace) -> int:
    """Merge; returns the exit code."""
    from citeform.api import dump
    from citeform.merging import merge

    problems = Problems.of(args)
    writer = target_writer(args)
    options = writer_options(writer, args.options)
    names = resolve_inputs(args.inputs)
    libraries = [
        list(progress(read_inputs([name], args.source_format, problems))) for name in names
    ]
    problems.raise_if_strict()
    merged = merge(*libraries, similar=not args.exact)
    shown = ["<stdin>" if name == STDIN else name for name in names]
    told = Report()
    told.diagnostics.extend(merged.diagnostics(shown))
    problems.drain(told)
    problems.raise_if_strict()
    if args.report:
        _write_report(args.report, merged, shown)
    report = Report(args.target or "<stdout>")
    if args.target is None:
        write_stdout(writer.write(merged.articles, report, **options), report)
    else:
        dump(merged.articles, args.target, writer, report=report, **options)
    problems.drain(report)
    if not args.quiet:
        say(_summary(sum(map(len, libraries)), merged))
    return problems.exit_code


def _summary(read: int, merged: Merged) -> str:
    joined = sum(len(each.origins) for each in merged.joined)
    return (
        f"{counted(read, 'record')} read, {len(merged.articles)} written; "
        f"{joined} joined to {len(merged.joined)}, {counted(len(merged.renamed), 'id')} changed"
    )


# ------------------------------------------------------------------ the report


def _write_report(path: str, merged: Merged, names: list[str]) -> None:
    if path.lower().endswith(".json"):
        text = json.dumps(_as_json(merged, names), ensure_ascii=False, indent=2) + "\n"
    else:
        text = "".join(f"{line}\n" for line in _as_text(merged, names))
    Path(path).write_text(text, encoding="utf-8")


def _as_text(merged: Merged, names: list[str]) -> list[str]:
    from citeform.merging.merge import text_of

    works, ids = counted(len(merged.joined), "work"), counted(len(merged.renamed), "id")
    lines = [f"{works} joined, {ids} changed"]
    for joined in merged.joined:
        lines += ["", f"{joined.id or '(no id)'}: {'; '.join(joined.reasons)}"]
        lines += [f"  from {_origin(each, names)}" for each in joined.origins]
        for choice in joined.choices:
            mark = "!" if choice.others else " "
            lines.append(f" {mark} {choice.field}: took {text_of(choice.taken)} ({choice.reason})")
            lines += [f"       not {text_of(other)}" for other in choice.others]
    for renamed in merged.renamed:
        lines += ["", f"{renamed.id}: was {_origin(renamed.origin, names)}"]
    return lines


def _origin(origin: Origin, names: list[str]) -> str:
    return f"{names[origin.library]}: {origin.id or f'record {origin.index + 1}'}"


def _as_json(merged: Merged, names: list[str]) -> dict[str, Any]:
    return {
        "joined": [_joined_as_json(each, names) for each in merged.joined],
        "renamed": [
            {"id": each.id, "was": each.origin.id, "file": names[each.origin.library]}
            for each in merged.renamed
        ],
    }


def _joined_as_json(joined: Joined, names: list[str]) -> dict[str, Any]:
    return {
        "id": joined.id,
        "reasons": list(joined.reasons),
        "origins": [{"id": each.id, "file": names[each.library]} for each in joined.origins],
        "fields": [
            {
                "field": choice.field,
                "taken": _plain(choice.taken),
                "others": [_plain(other) for other in choice.others],
                "reason": choice.reason,
            }
            for choice in joined.choices
        ],
    }


def _plain(value: Any) -> Any:
    from citeform.model.record import thaw

    if isinstance(value, tuple):
        return [str(each) for each in value]
    return thaw(value) if hasattr(value, "keys") else str(value)
