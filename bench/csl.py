"""A bibliography of 1,000 references: citeform, citeproc-py and citeproc-js on the same works.

    npm install citeproc                                   (in a folder of its own)
    python -m bench.csl ITEMS.json [NODE_MODULES] [--styles ieee apa …] [--rounds 3]

ITEMS.json is CSL-JSON. The engines take turns in each round, all in warm processes with the style
compiled before; the figure is the best round's processor time, from items in memory to HTML.
Machines differ: quote the ratios.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

import citeform
from bench.citeproc_js import LOCALES, plain_item, run_node
from citeform.csl.catalogue import find_style
from citeform.csl.style import Style

if TYPE_CHECKING:
    from collections.abc import Callable

    from citeform import Article

STYLES = ("ieee", "apa", "springer-basic-author-date", "chicago-notes-bibliography")


def timed(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


def citeproc_js(style: str, articles: list[Article], modules: Path) -> float:
    """Seconds of a third, warm pass in one process."""
    job = {
        "style": find_style(style).xml.decode(),
        "lang": "en-US",
        "locales": str(LOCALES),
        "format": "html",
        "items": [plain_item(article) for article in articles],
        "bibliography": True,
        "repeat": 3,
    }
    [answer] = run_node([job], modules)
    if "error" in answer:
        raise SystemExit(f"citeproc-js: {answer['error']}")
    seconds: float = answer["seconds"]["citations"] + answer["seconds"]["bibliography"]
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("items", type=Path)
    parser.add_argument("modules", type=Path, nargs="?", help="a node_modules with citeproc in it")
    parser.add_argument("--styles", nargs="+", default=list(STYLES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-citeproc-py", action="store_true", help="it takes a minute")
    args = parser.parse_args()
    articles = list(citeform.load(args.items, "csl-json"))
    print(f"{len(articles)} references, µs a reference; in brackets: times as long as citeform")
    for name in args.styles:
        style = Style.from_name(name, "en-US")
        style.bibliography(articles).to("html")
        engines: dict[str, Callable[[], float]] = {
            "citeform": lambda style=style: timed(lambda: style.bibliography(articles).to("html"))
        }
        if args.modules:
            engines["citeproc-js"] = lambda name=name: citeproc_js(name, articles, args.modules)
        if not args.without_citeproc_py:
            engines["citeproc-py"] = lambda style=style: timed(
                lambda: style.bibliography(articles, engine="citeproc-py").to("html")
            )
        best: dict[str, float] = {}
        for number in range(args.rounds):
            for engine, run in engines.items():
                if engine == "citeproc-py" and number:
                    continue  # once is enough: it takes long, and as long each time
                best[engine] = min(run(), best.get(engine, float("inf")))
        own = best["citeform"]
        cells = (
            f"{engine} {seconds / len(articles) * 1e6:.0f} ({seconds / own:.1f})"
            for engine, seconds in best.items()
        )
        print(f"{name}: {', '.join(cells)}", flush=True)


if __name__ == "__main__":
    main()
