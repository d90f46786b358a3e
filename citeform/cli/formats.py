"""`citeform formats`: the formats that are read and written."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from citeform.formats.registry import get_writer, infos
from citeform.options import options_of

if TYPE_CHECKING:
    from citeform.formats.base import FormatInfo

_EXAMPLES = """\
examples:
  citeform formats
  citeform formats --json"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "List the formats: name, whether it is read (r) and written (w), suffixes, title."
    )
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "--json", action="store_true", help="one JSON object a line, with media types and options"
    )


def run(args: argparse.Namespace) -> int:
    """Print the list; returns the exit code."""
    rows = infos()
    if args.json:
        for info in rows:
            print(json.dumps(_as_json(info), ensure_ascii=False))
        return 0
    width = max(len(info.name) for info in rows)
    wide = max(len(" ".join(info.suffixes)) for info in rows)
    for info in rows:
        ways = ("r" if info.reads else "-") + ("w" if info.writes else "-")
        suffixes = " ".join(info.suffixes)
        print(f"{info.name:{width}}  {ways}  {suffixes:{wide}}  {info.title}".rstrip())
    return 0


def _as_json(info: FormatInfo) -> dict[str, object]:
    return {
        "name": info.name,
        "title": info.title,
        "reads": info.reads,
        "writes": info.writes,
        "suffixes": info.suffixes,
        "media_types": info.media_types,
        "options": options_of(get_writer(info.name).write) if info.writes else {},
    }
