"""Scanning pages for metadata: ours against html.parser, on real pages and on broken ones.

    python bench/pages.py [folder of pages]

Prints the time for the whole folder, and the time on growing broken input, where twice the input
should take twice the time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from time import perf_counter

from citeform.formats.html.scanner import scan


class Parser(HTMLParser):
    """What a reader built on it would do at least: look at each tag."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None: ...


def parse(page: str) -> None:
    parser = Parser()
    parser.feed(page)
    parser.close()


def seconds(function: Callable[[str], object], page: str) -> float:
    start = perf_counter()
    function(page)
    return perf_counter() - start


def main() -> None:
    if len(sys.argv) > 1:
        texts = [
            path.read_text("utf-8", "replace") for path in sorted(Path(sys.argv[1]).rglob("*.html"))
        ]
        ours, theirs = (
            sum(seconds(function, text) for text in texts) for function in (scan, parse)
        )
        size = sum(map(len, texts)) / 1e6
        print(
            f"{len(texts)} pages, {size:.1f} MB: ours {ours * 1000:.0f} ms, html.parser {theirs * 1000:.0f} ms"
        )
    for unit in ("<!--", "<meta a='", "<script>"):
        for count in (2_000, 4_000, 8_000):
            ours, theirs = seconds(scan, unit * count), seconds(parse, unit * count)
            print(
                f"{unit!r:12} x {count}: ours {ours * 1000:.1f} ms, html.parser {theirs * 1000:.1f} ms"
            )


if __name__ == "__main__":
    main()
