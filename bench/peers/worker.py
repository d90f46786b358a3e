"""Starts a process and asks it questions; runs one to its end and says what it took."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
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


def run(command: Sequence[str], env: dict[str, str], text: str = "") -> Run:
    """Run a command to its end on that input. Raises `PeerError` where it does not end well."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as given:
        given.write(text.encode())
        given.seek(0)
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=given, stdout=subprocess.DEVNULL, stderr=said, env={**_ENV, **env}
        )
        # wait4 says what this one child used; the sums over all children would mix them.
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise PeerError(said.read().decode(errors="replace").strip()[-300:])
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
