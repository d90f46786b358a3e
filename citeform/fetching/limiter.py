"""Limiter: how soon the next request to a host may go, for all threads of a process together.

The promise is strict: within any `interval` no more than `limit` requests *arrive* at the server.
A request arrives somewhere between the moment it was let go and the moment its answer was here.
So a request counts as long as it is under way and for a further `interval` after its answer; only
when fewer than `limit` requests count is another let go. (Take the request of a window that was
let go last: all others in the window arrived less than one interval before it, so their answers
came less than one interval before it was let go, so all of them counted.) Besides, requests are
spread evenly over the interval, so that none comes in a burst.

A service may count its lists and its records apart (Crossref does), or together. So each lane has
a gate of its own, and all lanes of a host pass through one more, which has the rate of the fastest.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from citeform.fetching.settings import Rate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_POLL = 0.02
"""Seconds until one looks again when the wait is for somebody else's answer."""
_MAX_PARALLEL = 16
_DOUBTFUL = 8
"""Failures in a row after which nothing is tried twice."""
_HOPELESS = 40
"""Failures in a row after which nothing is tried at all for `_REST` seconds."""
_REST = 60.0
_WHOLE = ""
"""The name of the gate that all lanes of a host pass."""


class Limiter:
    """The gates of all hosts. `now` is the clock (seconds, never going back)."""

    def __init__(self, now: Callable[[], float], starting_rate: Callable[[str], Rate]) -> None:
        self._now = now
        self._starting_rate = starting_rate
        self._gates: dict[tuple[str, str], _Gate] = {}
        self._failures: dict[str, tuple[int, float]] = {}
        """By host: failures in a row, and when the last was."""
        self._lock = threading.Lock()

    def enter(self, host: str, name: str) -> float:
        """0.0: go ahead now (and call `leave` in the end); else seconds after which to ask again.

        `name` is the service and lane whose rate applies: "crossref/list".
        """
        with self._lock:
            now = self._now()
            gates = self._gate(host, name), self._gate(host, _WHOLE)
            wait = max(gate.wait(now) for gate in gates)
            if wait == 0.0:
                for gate in gates:
                    gate.start(now)
            return wait

    def leave(self, host: str, name: str, status: int, headers: Mapping[str, str]) -> None:
        """The answer is here, or will never be (status 0). Its headers steer the rate."""
        with self._lock:
            now = self._now()
            lane, whole = self._gate(host, name), self._gate(host, _WHOLE)
            lane.finish(now)
            whole.finish(now)
            lane.steer(status, headers)
            whole.rate = self._fastest(host)

    def pause(self, host: str, name: str, seconds: float) -> None:
        """Let nothing go to the host, on any lane, for so long: it has said so."""
        with self._lock:
            until = self._now() + seconds
            for gate in (self._gate(host, name), self._gate(host, _WHOLE)):
                gate.closed_until = max(gate.closed_until, until)

    def attempts(self, host: str, usual: int) -> int:
        """How often to try: `usual`, but once where the last ones all failed, and not at all for a
        while where a great many did. So a long list does not hammer a service that is down.
        """
        with self._lock:
            failures, last = self._failures.get(host, (0, 0.0))
            if failures >= _HOPELESS and self._now() - last < _REST:
                return 0
            return 1 if failures >= _DOUBTFUL else usual

    def judge(self, host: str, *, worked: bool) -> None:
        """Whether the host was of use in the end, after all attempts."""
        with self._lock:
            failures, _ = self._failures.get(host, (0, 0.0))
            self._failures[host] = (0 if worked else failures + 1, self._now())

    def rate(self, host: str, name: str) -> Rate:
        """The rate that applies at present."""
        with self._lock:
            return self._gate(host, name).rate

    def _gate(self, host: str, name: str) -> _Gate:
        key = (host, name)
        if key not in self._gates:
            rate = self._fastest(host) if name == _WHOLE else self._starting_rate(name)
            self._gates[key] = _Gate(rate)
        return self._gates[key]

    def _fastest(self, host: str) -> Rate:
        """The rate of the host's fastest lane, and as many at once as any of them may have."""
        rates = [
            gate.rate for (of, name), gate in self._gates.items() if of == host and name != _WHOLE
        ]
        fastest = max(rates, key=lambda rate: rate.limit / rate.interval)
        return replace(fastest, parallel=max(rate.parallel for rate in rates))


class _Gate:
    """The state of one host and lane. Not thread-safe; `Limiter` holds the lock."""

    def __init__(self, rate: Rate) -> None:
        self.rate = rate
        self.closed_until = 0.0
        self._under_way = 0
        self._answered: deque[float] = deque()
        """When the answers came that still count."""
        self._last_start = float("-inf")

    def wait(self, now: float) -> float:
        """Seconds until it may be worth asking again; 0.0 for now."""
        if now < self.closed_until:
            return self.closed_until - now
        while self._answered and now - self._answered[0] >= self.rate.interval:
            self._answered.popleft()
        if self._under_way >= self.rate.parallel:
            return _POLL
        if self._under_way + len(self._answered) >= self.rate.limit:
            if not self._answered:
                return _POLL
            return max(self._answered[0] + self.rate.interval - now, 0.001)
        return max(self._last_start + self.rate.interval / self.rate.limit - now, 0.0)

    def start(self, now: float) -> None:
        self._under_way += 1
        self._last_start = now

    def finish(self, now: float) -> None:
        self._under_way -= 1
        self._answered.append(now)

    def steer(self, status: int, headers: Mapping[str, str]) -> None:
        """Take over the rate that the answer announces."""
        told = advertised(headers, self.rate)
        if told is not None:
            self.rate = told
        elif status == 429:
            # The service is of another opinion and does not say which: half as fast from now on.
            self.rate = replace(self.rate, interval=min(self.rate.interval * 2, 60.0), parallel=1)


def advertised(headers: Mapping[str, str], present: Rate) -> Rate | None:
    """The rate that an answer's headers announce, or None.

    `x-rate-limit-limit` and `x-rate-limit-interval` ("1s"), Crossref's way; proxies in between may
    repeat a value ("50, 50"), then the lowest counts. `x-concurrency-limit` is how many may be
    under way at once; without it as many as the rate is worth, up to four.
    """
    limit = _lowest(headers.get("x-rate-limit-limit", ""))
    if limit is None:
        return None
    interval = _lowest(headers.get("x-rate-limit-interval", "").replace("s", "")) or 1.0
    parallel = _lowest(headers.get("x-concurrency-limit", ""))
    if parallel is None:
        parallel = max(present.parallel, min(4, limit))
    return Rate(max(1, int(limit)), max(0.001, interval), max(1, min(int(parallel), _MAX_PARALLEL)))


def _lowest(text: str) -> float | None:
    numbers = []
    for part in text.split(","):
        try:
            number = float(part)
        except ValueError:
            continue
        if 0 < number < 1e9:
            numbers.append(number)
    return min(numbers, default=None)
