"""What the commands that ask services share: their options, and the fetcher those make."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from citeform.cli.progress import say

if TYPE_CHECKING:
    from citeform.fetching import Fetcher


def add_lookup_options(parser: argparse.ArgumentParser) -> None:
    """Add --mailto and --offline; `fetcher_of(args)` reads them."""
    parser.add_argument("--mailto", metavar="ADDRESS", help="your e-mail address, for the services")
    parser.add_argument(
        "--offline", action="store_true", help="answer from the cache only, ask no service"
    )


@contextmanager
def fetcher_of(args: argparse.Namespace) -> Iterator[Fetcher]:
    """A fetcher as the options say; in the end it is told if nothing could be kept."""
    from citeform.fetching import Fetcher

    settings: dict[str, Any] = {"offline": True} if args.offline else {}
    with Fetcher.of(args.mailto, settings) as fetcher:
        yield fetcher
        if fetcher.cache.problem:
            say(f"citeform: warning: the cache cannot be used: {fetcher.cache.problem}")
