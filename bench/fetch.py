"""10,000 DOIs with 3 % faults of every kind, killed half-way and started again.

    python bench/fetch.py [NUMBER]

The server (`citeform.testing.server`) runs here, the client in a process of its own. Besides the
works that fail for good, 3 % of all requests fail once. Printed is what the server saw.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from citeform.testing.faults import FAULTS, HARMLESS
from citeform.testing.server import Server

SHARE = 0.03
RATE = 50
PASSING = ("429-plain", "500", "502", "504", "cut", "cut-body")
CLIENT = """
import resource, sys
from pathlib import Path
from citeform.fetching import Fetcher, Settings

settings = Settings.from_environment(
    cache=Path(sys.argv[1]), read_timeout=1.0, total_timeout=2.0, backoff=0.1, max_size=5_000_000
)
with open(sys.argv[2]) as ids, Fetcher(settings) as fetcher:
    for number, each in enumerate(fetcher.iter_fetch(line.strip() for line in ids)):
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        what = type(each.problem).__name__ if each.problem else each.article.doi
        print(number, each.identifier, what, memory, flush=True)
"""


def identifiers(number: int) -> list[str]:
    """DOIs, every 33rd of which fails, in all ways by turns."""
    names = sorted(FAULTS)
    return [
        f"10.5555/fault.{names[n // 33 % len(names)]}.{n}" if n % 33 == 16 else f"10.5555/{n}"
        for n in range(number)
    ]


def run(command: list[str], environment: dict[str, str], stop_after: int = 0) -> list[list[str]]:
    """Run the client, kill it after so many lines, and return its lines."""
    lines: list[list[str]] = []
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            lines.append(line.split())
            if len(lines) == stop_after:
                process.send_signal(signal.SIGKILL)
                break
    return lines


def main(number: int = 10_000) -> None:
    ids = identifiers(number)
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(rate=(RATE, 1.0), faults=SHARE, fault_names=PASSING) as server,
    ):
        listed = Path(folder) / "ids.txt"
        listed.write_text("\n".join(ids))
        environment = {
            **os.environ,
            **{f"CITEFORM_{name.upper()}": url for name, url in server.addresses().items()},
        }
        command = [sys.executable, "-c", CLIENT, f"{folder}/cache.sqlite3", str(listed)]
        begun = time.perf_counter()
        first = run(command, environment, stop_after=number // 2)
        time.sleep(1.1)  # a new process cannot know what the killed one asked in its last second
        killed_at = time.monotonic()
        second = run(command, environment)
        seconds = time.perf_counter() - begun

    report(ids, first, second, server, killed_at)
    print(f"time                      {seconds:.0f} s")


def report(
    ids: list[str],
    first: list[list[str]],
    second: list[list[str]],
    server: Server,
    killed_at: float,
) -> None:
    by_fault = {name: Counter[str]() for name in sorted(FAULTS)}
    wrong = 0
    for identifier, (_, given, what, _) in zip(ids, second, strict=True):
        harmed = "fault." in identifier and identifier.split(".")[2] not in HARMLESS
        wrong += given != identifier or what.endswith("Error") != harmed
        if "fault." in identifier:
            by_fault[identifier.split(".")[2]][what if what.endswith("Error") else "answered"] += 1
    answered: Counter[str] = Counter()
    again = 0
    before: set[str] = set()
    for asked in server.log:
        if asked.status in {200, 404, 410} and asked.fault in {"", *HARMLESS, "410"}:
            for work in asked.works:
                alone = len(asked.works) == 1 and asked.service == "crossref"
                if "fault." in work and not alone:
                    continue  # a list leaves these out
                key = f"{asked.service} {work}"
                answered[key] += 1
                if asked.at < killed_at:
                    before.add(key)
                elif key in before:
                    again += 1
    memory = [int(line[3]) // 1024 for line in second]
    tenth = len(memory) // 10
    print(f"identifiers               {len(ids)}, of which {sum('fault.' in i for i in ids)} fail")
    print(f"out of order or wrong     {wrong}")
    print(f"lines before the kill     {len(first)}")
    print(f"requests                  {len(server.log)}")
    print(f"answered more than once   {sum(times > 1 for times in answered.values())}")
    print(f"  asked again after kill  {again}")
    print(f"advertised rate           {RATE} in 1 s")
    print(f"most within any 1 s       {server.busiest('crossref')}")
    print(f"refused by the server     {sum(server.refused.values())}")
    print(f"memory at 10 %, 50 %, end {memory[tenth]}, {memory[len(memory) // 2]}, {memory[-1]} MB")
    for name, outcomes in by_fault.items():
        print(f"  {name:22}{', '.join(f'{what} {times}' for what, times in outcomes.items())}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
