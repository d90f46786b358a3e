"""Reading RIS to finished articles, against rispy's dictionaries, in one run and in pairs.

    python bench/ris.py [records …] [files …]

rispy leaves names, dates and pages as text; we read them. Without arguments ordinary records are
made here, as many as are asked for. Times are of the processor; the ratio is the median of
alternating runs. Of files those are compared that rispy reads as many records from.
"""

from __future__ import annotations

import statistics
import sys
import time
import tracemalloc
from pathlib import Path

import citeform

RECORD = """TY  - JOUR
TI  - Title number {n} of a series of articles about the reading of tagged files
AU  - Melo{n}, Vinícius Veloso
AU  - van der Berg, Anna{n}
AU  - World Health Organization
T2  - Journal of Tagged Formats
J2  - J. Tagged Formats
PY  - {year}
DA  - {year}/05/{day:02}/
VL  - {n}
IS  - 3
SP  - {n}1
EP  - {n}9
DO  - 10.1234/tagged.{n}
SN  - 0174-1551
UR  - https://example.org/articles/{n}
KW  - tagged files
KW  - reading
AB  - The {n}th abstract. It says in some words what the article is about, as abstracts do,
 and goes on over a second line.
ER  -

"""


def text(count: int) -> str:
    """As many records as `count`, no two alike."""
    return "".join(
        RECORD.format(n=n, year=1950 + n % 70, day=1 + n % 28) for n in range(1, count + 1)
    )


def once(read, source: str, times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        read(source)
    return (time.process_time() - start) / times


def ours(source: str) -> int:
    return len(citeform.loads(source, "ris"))


def compare(theirs, source: str) -> tuple[float, float, float]:
    """Our seconds, theirs, and the ratio: medians of pairs of at least 10 ms each."""
    times = max(1, int(0.01 / max(once(theirs, source, 1), 1e-6)))
    pairs = [(once(ours, source, times), once(theirs, source, times)) for _ in range(9)]
    mine, peer = (statistics.median(each) for each in zip(*pairs, strict=True))
    return mine, peer, statistics.median(one / other for one, other in pairs)


def main(arguments: list[str]) -> None:
    try:
        import rispy
    except ImportError:
        sys.exit("this compares with rispy: pip install rispy")

    def theirs(source: str) -> int:
        return len(rispy.loads(source))

    counts = [int(each) for each in arguments if each.isdigit()]
    files = [Path(each) for each in arguments if not each.isdigit()]
    if not arguments:
        counts = [500, 2000, 8000]
    sources = [(f"{count} ordinary records", text(count)) for count in counts]
    sources += [(path.name, path.read_text("utf-8-sig", errors="replace")) for path in files]
    print(f"{'records':>8} {'µs each':>8} {'rispy':>8} {'ratio':>6}")
    ratios = []
    for name, source in sources:
        count = ours(source)
        if not count or theirs(source) != count:
            print(f"{count:8} {'-':>8} {'-':>8} {'-':>6}  {name}: rispy reads {theirs(source)}")
            continue
        mine, peer, ratio = compare(theirs, source)
        ratios.append(ratio)
        print(f"{count:8} {mine / count * 1e6:8.1f} {peer / count * 1e6:8.1f} {ratio:6.2f}  {name}")
    print(f"median of the ratios: {statistics.median(ratios):.2f}")
    if counts:
        source = text(counts[-1])
        tracemalloc.start()
        ours(source)
        peak = tracemalloc.get_traced_memory()[1]
        print(f"peak memory of citeform for {counts[-1]} records: {peak / 1e6:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
