"""What the workers in Python share: the loop over questions, and the clock."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

Handler = Callable[..., dict[str, Any]]


def serve(handlers: dict[str, Handler]) -> None:
    """Answer questions until there are no more; an exception is an answer too."""
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = handlers[asked.pop("do")](**asked)
        except Exception as problem:  # noqa: BLE001 -- the peers' own crashes are reported as such
            answer = {"error": f"{type(problem).__name__}: {problem}"[:300]}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def timed(run: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    """Processor and wall time of a call, in seconds, and what it gave."""
    wall, cpu = time.perf_counter(), time.process_time()
    given = run()
    return {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}, given
