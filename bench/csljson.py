"""Reading and writing CSL-JSON to and from finished articles, against the json module alone.

    python bench/csljson.py [items …]

The file is made here: items of the shape that content negotiation and reference managers give.
Times are of the processor, the best of some alternating runs.
"""

from __future__ import annotations

import json
import sys
import time
import tracemalloc

import citeform


def items(count: int) -> list[dict]:
    """As many items as `count`, no two alike."""
    return [
        {
            "id": f"item-{n}",
            "type": "article-journal",
            "title": f"Title number {n} of a series of articles about the reading of JSON",
            "author": [
                {"family": f"Melo{n}", "given": "Vinícius Veloso", "non-dropping-particle": "de"},
                {"family": f"Berg{n}", "given": "Anna"},
                {"literal": "World Health Organization"},
            ],
            "container-title": "Journal of Data Formats",
            "container-title-short": "J. Data Formats",
            "volume": str(n),
            "issue": "3",
            "page": f"{n}1-{n}9",
            "issued": {"date-parts": [[1950 + n % 70, 5, 1 + n % 28]]},
            "DOI": f"10.1234/json.{n}",
            "ISSN": "0174-1551",
            "URL": f"https://example.org/articles/{n}",
            "language": "en",
            "publisher": "A Publisher",
            "abstract": f"The {n}th abstract. It says in some words what the article is about, as "
            "abstracts do, and goes on over a second line.",
        }
        for n in range(1, count + 1)
    ]


def once(call, *arguments) -> float:
    start = time.process_time()
    call(*arguments)
    return time.process_time() - start


def paired(ours, theirs, runs: int = 7) -> tuple[float, float]:
    """The best times of both, run in turn."""
    pairs = [(once(*ours), once(*theirs)) for _ in range(runs)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def indented(data: list[dict]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False)


def main(counts: list[int]) -> None:
    for count in counts:
        text = json.dumps(items(count), indent=2, ensure_ascii=False)
        ours, theirs = paired((citeform.loads, text, "csl-json"), (json.loads, text))
        print(f"{count:>7} items, {len(text) / 1e6:.1f} MB")
        print(
            f"  read   citeform {ours * 1e6 / count:6.1f} µs/item   json {theirs * 1e6 / count:6.1f}   ratio {ours / theirs:.1f}"
        )
        library = citeform.loads(text, "csl-json")
        data = json.loads(text)
        ours, theirs = paired((citeform.dumps, library, "csl-json"), (indented, data))
        print(
            f"  write  citeform {ours * 1e6 / count:6.1f} µs/item   json {theirs * 1e6 / count:6.1f}   ratio {ours / theirs:.1f}"
        )
        tracemalloc.start()
        citeform.loads(text, "csl-json")
        print(f"  peak memory of reading {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB")
        tracemalloc.stop()


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [1_000, 10_000])
