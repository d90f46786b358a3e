"""Starts a process and asks it questions; runs one to its end and says what it took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

_ENV = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""What is installed has its modules compiled, and so has what is timed."""


class PeerError(Exception):
    """A peer could not do what it was asked to; the text is its own."""


class Worker:
    """A process that stays, so that what is compiled and warm stays so. A context manager."""

    def __init__(self, command: Sequence[str], env: dict[str, str]) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 -- lives as long as the process
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            env={**os.environ, **env},
        )

    def ask(self, do: str, **asked: Any) -> dict[str, Any]:
        """The answer. Raises `PeerError`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **asked}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            self._errors.seek(0)
            raise PeerError(self._errors.read().decode(errors="replace").strip()[-300:])
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise PeerError(answer["error"])
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took from its start to its end."""

    wall: float
    cpu: float
    peak: float
    """Peak resident memory, in MB."""


_LAUNCHER = """
import json, os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)  # of this one child
wall = time.perf_counter() - started
peak = used.ru_maxrss / 1024
print(json.dumps([os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, peak]))
"""
"""Starts the command from a small process: what a process held when it started another one counts
for the peak of that other one."""


def run(command: Sequence[str], env: dict[str, str], text: str = "") -> Run:
    """Run a command to its end on that input. Raises `PeerError` where it does not end well."""
    launched = subprocess.run(
        [sys.executable, "-S", "-c", _LAUNCHER, *command],
        input=text,
        capture_output=True,
        text=True,
        errors="replace",
        check=True,
        env={**_ENV, **env},
    )
    status, wall, cpu, peak = json.loads(launched.stdout)
    if status:
        raise PeerError(launched.stderr.strip()[-300:])
    return Run(wall, cpu, peak)
