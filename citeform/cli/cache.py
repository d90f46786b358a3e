"""`citeform cache`: what is kept of the services' answers, and forgetting it."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from typing import TYPE_CHECKING

from citeform.cli.progress import say
from citeform.errors import ServiceError, UsageError

if TYPE_CHECKING:
    from citeform.fetching.cache import Cache

_DESCRIPTION = """\
Show or clear the answers that were kept of Crossref, PubMed and the others.

They are asked for anew after a month, and kept in one file for all programs that use citeform.
CITEFORM_CACHE names another file."""

_EXAMPLES = """\
examples:
  citeform cache info
  citeform cache clear
  citeform cache clear --service pubmed --older-than 7"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = _DESCRIPTION
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "action", choices=["info", "clear"], metavar="info|clear", help="what to do"
    )
    parser.add_argument("--service", default="", metavar="NAME", help="clear: only of this service")
    parser.add_argument(
        "--older-than",
        type=float,
        default=0.0,
        metavar="DAYS",
        help="clear: only what is older than this",
    )
    parser.add_argument("--json", action="store_true", help="info: as JSON")


def run(args: argparse.Namespace) -> int:
    """Show or clear; returns the exit code."""
    from citeform.fetching import Settings
    from citeform.fetching.cache import Cache

    if args.action == "info" and (args.service or args.older_than):
        raise UsageError("--service and --older-than belong to `citeform cache clear`")
    if args.older_than < 0:
        raise UsageError("--older-than takes a number of days, 0 or more")
    cache = Cache(Settings.from_environment())
    try:
        if args.action == "info":
            _info(cache, as_json=args.json)
        else:
            gone = cache.clear(older_than=args.older_than * 86400, service=args.service)
            say(f"{gone} answers cleared")
        if cache.problem:
            raise ServiceError(f"the cache cannot be used: {cache.problem}")
    finally:
        cache.close()
    return 0


def _info(cache: Cache, *, as_json: bool) -> None:
    info = cache.info()
    since = (
        "" if info.oldest is None else dt.datetime.fromtimestamp(info.oldest, dt.UTC).isoformat()
    )
    if as_json:
        told = {
            "path": str(info.path),
            "bytes": info.size,
            "answers": info.answers,
            "absent": info.absent,
            "oldest": since,
        }
        print(json.dumps(told))
        return
    print(f"file     {info.path}")
    print(f"size     {info.size:,} bytes")
    print(
        f"answers  {sum(info.answers.values()):,} ({info.absent:,} of them: there is no such work)"
    )
    for service, number in info.answers.items():
        print(f"         {number:,} of {service}")
    if since:
        print(f"oldest   {since}")
