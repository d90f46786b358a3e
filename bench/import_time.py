"""What `import citeform` adds to a bare interpreter: the median of many starts of either.

Run `python bench/import_time.py`; the promise is at most 20 ms.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

STATEMENTS = {
    "bare": "pass",
    "import citeform": "import citeform",
    "citeform.Article": "import citeform; citeform.Article",
    "citeform.loads": "import citeform; citeform.loads",
    "citeform.cli": "import citeform.cli",
}
ROUNDS = 21


def milliseconds(statement: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in STATEMENTS}
    for _ in range(ROUNDS):  # in turns, so that what else the machine does hits all alike
        for name, statement in STATEMENTS.items():
            times[name].append(milliseconds(statement))
    bare = statistics.median(times["bare"])
    for name, rounds in times.items():
        median = statistics.median(rounds)
        print(f"{name:18} {median:7.1f} ms   {median - bare:+7.1f} ms")


if __name__ == "__main__":
    main()
