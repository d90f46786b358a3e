"""Reading RIS to finished articles, against rispy's dictionaries, in one run and in pairs.

    python bench/ris.py [records …]

rispy leaves names, dates and pages as text; we read them. The file is made here: as many records
as asked for, of the shape of an ordinary export. Times are of the processor, the best of some alternating runs.
"""

from __future__ import annotations

import sys
import time
import tracemalloc

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


def once(read, source: str) -> float:
    start = time.process_time()
    read(source)
    return time.process_time() - start


def ours(source: str) -> int:
    return len(citeform.loads(source, "ris"))


def main(counts: list[int]) -> None:
    try:
        import rispy
    except ImportError:
        sys.exit("this compares with rispy: pip install rispy")

    def theirs(source: str) -> int:
        return len(rispy.loads(source))

    print(f"{'records':>8} {'citeform':>10} {'rispy':>10} {'ratio':>6} {'µs/record':>10}")
    for count in counts:
        source = text(count)
        assert ours(source) == theirs(source) == count
        pairs = [(once(ours, source), once(theirs, source)) for _ in range(7)]
        best, peer = (min(times) for times in zip(*pairs, strict=True))
        print(f"{count:8} {best:10.4f} {peer:10.4f} {best / peer:6.2f} {best / count * 1e6:10.1f}")
    tracemalloc.start()
    ours(source)
    print(
        f"peak memory of citeform for {count} records: {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [500, 2000, 8000])
