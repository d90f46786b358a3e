"""`citeform styles`: search the citation styles, show what one says of itself."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from citeform.cli.progress import say
from citeform.csl.catalogue import search, show
from citeform.errors import UsageError

if TYPE_CHECKING:
    from citeform.csl.styleinfo import StyleInfo

_DESCRIPTION = """\
Find a citation style.

search lists the styles that all the words are found in (in name, title, ISSN, category,
discipline), the best answer first; show tells what a style says of itself. A style of one journal
is often formatted by another's, which stands after ->."""

_EXAMPLES = """\
examples:
  citeform styles search chicago author date
  citeform styles search 1573-7527           a journal by its ISSN
  citeform styles show advances-in-therapy
  citeform format refs.bib -s advances-in-therapy"""

_ROWS = (
    ("name", "name"),
    ("title", "title"),
    ("short title", "title_short"),
    ("formatted by", "parent"),
    ("cites by", "category"),
    ("disciplines", "fields"),
    ("ISSN", "issns"),
    ("locale", "default_locale"),
    ("licence", "licence"),
    ("rules at", "documentation"),
    ("updated", "updated"),
    ("id", "id"),
)
_MOST = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = _DESCRIPTION
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "action", choices=["search", "show"], metavar="search|show", help="what to do"
    )
    parser.add_argument(
        "words", nargs="+", metavar="WORD", help="search: words; show: a name, URI, title or ISSN"
    )
    parser.add_argument(
        "-n",
        "--limit",
        type=int,
        default=_MOST,
        metavar="NUMBER",
        help=f"print at most so many styles (default {_MOST}; 0 for all)",
    )
    parser.add_argument(
        "--independent", action="store_true", help="search: leave out styles that only name another"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(args: argparse.Namespace) -> int:
    """Print the answer; returns the exit code: 1 where a search finds nothing."""
    if args.limit < 0:
        raise UsageError(f"--limit is a number of styles, not {args.limit}")
    if args.action == "show":
        _print_one(show(" ".join(args.words)), as_json=args.json)
        return 0
    found = search(args.words, independent=args.independent)
    listed = found[: args.limit] if args.limit else found
    if args.json:
        for info in listed:
            print(json.dumps(info.to_dict(), ensure_ascii=False))
    else:
        _print_table(listed)
    if len(found) > len(listed):
        say(f"{len(found) - len(listed)} more; list them with --limit 0")
    elif not found:
        say(f"no style has all of: {' '.join(args.words)}")
    return 0 if found else 1


def _print_one(info: StyleInfo, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(info.to_dict(), ensure_ascii=False))
        return
    for label, attribute in _ROWS:
        value = getattr(info, attribute)
        text = ", ".join(value) if isinstance(value, tuple) else value
        if text:
            print(f"{label + ':':13} {text}")


def _print_table(infos: list[StyleInfo]) -> None:
    width = max((len(info.name) for info in infos), default=0)
    for info in infos:
        parent = f" -> {info.parent}" if info.parent else ""
        print(f"{info.name:{min(width, 50)}}  {info.title}{parent}")
