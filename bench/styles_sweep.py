"""Every independent style, in several locales, over fifty works: what no output may ever show.

    python -m bench.styles_sweep                    all styles, four locales, some ten minutes
    python -m bench.styles_sweep --every 40         a sample
    python -m bench.styles_sweep --styles apa ieee --locales en-US --show

Looks at every citation and every entry of the bibliography, as HTML and as plain text, for
exceptions, the word None, markup that is not the output's own, double blanks and doubled
punctuation. Prints how often each was met, with an example, and ends with 1 where any was.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
import traceback
from collections import Counter

from citeform.csl.catalogue import find_style, names
from tests.csl.real_records import real_articles
from tests.csl.sweep import LOCALES, faults

Met = list[tuple[str, str]]


def sweep(job: tuple[str, str]) -> tuple[str, str, Met]:
    """The faults of one style in one locale."""
    name, locale = job
    try:
        return name, locale, list(faults(find_style(name).xml, locale, real_articles()))
    except Exception as problem:  # noqa: BLE001 -- a crash is what it looks for
        last = traceback.extract_tb(problem.__traceback__)[-1]
        kind = f"{type(problem).__name__} in {last.name}"
        return name, locale, [(kind, f"{last.filename}:{last.lineno} {problem}")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1, help="only every so many styles")
    parser.add_argument("--start", type=int, default=0, help="where among them to start")
    parser.add_argument("--styles", nargs="*", help="only these")
    parser.add_argument("--locales", nargs="*", default=list(LOCALES))
    parser.add_argument("--show", type=int, default=8, help="styles to show of each kind of fault")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    args = parser.parse_args()
    chosen = args.styles or names(independent=True)[args.start :: args.every]
    jobs = [(name, locale) for name in chosen for locale in args.locales]
    counts: Counter[str] = Counter()
    styles: dict[str, set[str]] = {}
    started = time.perf_counter()
    real_articles()  # read once, by the parent
    # Processes end now and then, and with them the compiled styles that nobody needs again.
    with multiprocessing.Pool(args.jobs, maxtasksperchild=100) as pool:
        for number, (name, locale, met) in enumerate(pool.imap(sweep, jobs, 5), 1):
            for kind, example in met:
                counts[kind] += 1
                seen = styles.setdefault(kind, set())
                if name not in seen and len(seen) < args.show:
                    print(f"{kind}: {name} [{locale}] {example}", flush=True)
                seen.add(name)
            if number % 400 == 0:
                print(f"  {number}/{len(jobs)}", file=sys.stderr)
    seconds = time.perf_counter() - started
    size = f"{len(chosen)} styles × {len(args.locales)} locales × {len(real_articles())} works"
    print(f"\n{size}: {seconds:.0f} s, {seconds / len(jobs) * 1000:.0f} ms a style and locale")
    for kind, count in counts.most_common():
        print(f"{count:7} in {len(styles[kind]):4} styles  {kind}")
    return 1 if counts else 0


if __name__ == "__main__":
    sys.exit(main())
