"""Every style through citeform and citeproc-js over real records, and what comes out otherwise.

    npm install citeproc                                   (in a folder of its own)
    python -m bench.differential NODE_MODULES              all styles: an hour and a half
    python -m bench.differential NODE_MODULES --sample 150 --seed 1
    python -m bench.differential NODE_MODULES --styles apa ieee --locales de-DE fr-FR
    python -m bench.differential NODE_MODULES --sample 40 --languages --locales most-used
    python -m bench.differential --report FOUND.jsonl      what an earlier run has found

Every record is cited alone, again (ibid), with locators and in groups, and listed. Texts are
compared letter by letter, their HTML in one spelling (`folding.py`); a difference that a known
cause explains (`causes.py`) is counted as a difference and named. With `--results FILE` a run that
was broken off goes on. Ends with 1 where a difference has no known cause.
"""

from __future__ import annotations

import argparse
import atexit
import multiprocessing
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.citeproc_js import CiteprocJs
from bench.differential import outcomes
from bench.differential.documents import document
from bench.differential.engines import CiteprocJsError, Job, by_citeform, by_citeproc_js
from bench.differential.locales import expand
from bench.differential.outcomes import Outcome, compare
from bench.differential.records import choose
from bench.differential.report import Report
from citeform.csl.catalogue import find_style, names

if TYPE_CHECKING:
    from citeform import Article


class _Worker:
    """What a process keeps: the records, its node."""

    articles: list[Article]
    node: CiteprocJs
    timeout: float


def _start(articles: list[Article], modules: Path, timeout: float) -> None:
    _Worker.articles, _Worker.timeout = articles, timeout
    _Worker.node = CiteprocJs(modules)
    atexit.register(_Worker.node.close)


def _work(pair: tuple[str, str]) -> Outcome:
    name, locale = pair
    articles = _Worker.articles
    job = Job(find_style(name).xml, locale, articles, document(articles))
    try:
        other = by_citeproc_js(job, _Worker.node, _Worker.timeout)
    except CiteprocJsError as problem:
        return Outcome(name, locale, error=f"citeproc-js: {problem}"[:200])
    own, tidied = by_citeform(job)
    outcome = compare(name, locale, own, other)
    outcome.tidied = tidied
    return outcome


def run(args: argparse.Namespace, results: Path) -> None:
    """Compare what is asked for and not yet among the results."""
    styles = args.styles or names(independent=True)
    if args.sample:
        styles = random.Random(args.seed).sample(styles, min(args.sample, len(styles)))
    done = {(each.style, each.locale) for each in outcomes.read(results)}
    pairs = [(style, locale) for style in styles for locale in expand(args.locales)]
    pairs = [pair for pair in pairs if pair not in done]
    articles = choose(args.records, args.seed, languages=args.languages)
    started = time.monotonic()
    # Processes end now and then, and with them the compiled styles that nobody needs again.
    with multiprocessing.get_context("fork").Pool(
        args.jobs, _start, (articles, args.modules, args.timeout), maxtasksperchild=100
    ) as pool:
        for number, outcome in enumerate(pool.imap_unordered(_work, pairs), 1):
            outcomes.append(results, outcome)
            if number % 100 == 0:
                spent = time.monotonic() - started
                print(f"  {number}/{len(pairs)}, {spent:.0f} s", file=sys.stderr, flush=True)
        pool.close()
        pool.join()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", type=Path, nargs="?", help="a node_modules with citeproc in it")
    parser.add_argument("--report", type=Path, help="only report what this file holds")
    parser.add_argument("--styles", nargs="+", help="only these")
    parser.add_argument("--sample", type=int, help="so many styles, at random")
    parser.add_argument("--seed", type=int, default=0, help="of the sample and of the records")
    parser.add_argument("--records", type=int, default=80, help="how many works")
    parser.add_argument("--languages", action="store_true", help="prefer records not in English")
    parser.add_argument(
        "--locales",
        nargs="+",
        default=[""],
        help="instead of the style's own; most-used and others are sets (locales.py)",
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--timeout", type=float, default=120, help="seconds for a style")
    parser.add_argument("--results", type=Path, help="where to keep, or to find, what was found")
    parser.add_argument("--show", type=int, default=20, help="unexplained differences, by kind")
    args = parser.parse_args()
    if not (args.modules or args.report):
        parser.error("name a node_modules folder, or --report FILE")
    with TemporaryDirectory() as folder:
        results = args.report or args.results or Path(folder) / "found.jsonl"
        if not args.report:
            run(args, results)
        report = Report(outcomes.read(results))
    for line in report.lines(args.show):
        print(line)
    return 1 if report.unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
