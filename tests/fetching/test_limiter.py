from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.fetching.limiter import Limiter, advertised
from citeform.fetching.settings import Rate


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def limiter(clock: Clock, rate: Rate) -> Limiter:
    return Limiter(clock, lambda _name: rate)


def most_within(times: list[float], interval: float) -> int:
    times = sorted(times)
    return max(sum(1 for other in times if at <= other < at + interval) for at in times)


def test_the_first_may_go_at_once_and_the_next_when_the_first_is_answered() -> None:
    gate = limiter(Clock(), Rate(5))
    assert gate.enter("h", "s") == 0.0
    assert gate.enter("h", "s") > 0


def test_hosts_do_not_wait_for_each_other() -> None:
    gate = limiter(Clock(), Rate(1))
    assert gate.enter("h", "s") == gate.enter("other", "s") == 0.0


def test_lanes_have_their_own_rates_and_together_that_of_the_fastest() -> None:
    clock = Clock()
    rates = {"s": Rate(4, 1.0, parallel=4), "s/list": Rate(1, 1.0)}
    gate = Limiter(clock, rates.__getitem__)
    gone = []
    for turn in range(100):
        for name in sorted(rates, reverse=turn % 2 == 0):
            if gate.enter("h", name) == 0.0:
                gone.append((clock.now, name))
                gate.leave("h", name, 200, {})
        clock.now += 0.05
    assert most_within([at for at, _ in gone], 1.0) <= 4
    assert most_within([at for at, name in gone if name == "s/list"], 1.0) == 1
    assert {name for _, name in gone} == {"s", "s/list"}


def test_requests_are_spread_over_the_interval() -> None:
    clock = Clock()
    gate = limiter(clock, Rate(4, 1.0, parallel=4))
    assert gate.enter("h", "s") == 0.0
    assert gate.enter("h", "s") == pytest.approx(0.25)


def test_a_request_counts_until_an_interval_after_its_answer() -> None:
    clock = Clock()
    gate = limiter(clock, Rate(1, 2.0))
    gate.enter("h", "s")
    clock.now += 5.0
    gate.leave("h", "s", 200, {})
    assert gate.enter("h", "s") == pytest.approx(2.0)
    clock.now += 2.0
    assert gate.enter("h", "s") == 0.0


def test_headers_raise_and_lower_the_rate() -> None:
    gate = limiter(Clock(), Rate(1))
    gate.enter("h", "s")
    gate.leave("h", "s", 200, {"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"})
    assert gate.rate("h", "s") == Rate(50, 1.0, parallel=4)
    gate.leave("h", "s", 200, {"x-rate-limit-limit": "2", "x-rate-limit-interval": "3s"})
    assert (gate.rate("h", "s").limit, gate.rate("h", "s").interval) == (2, 3.0)


def test_429_without_headers_halves_the_rate() -> None:
    gate = limiter(Clock(), Rate(4, 1.0, parallel=3))
    gate.enter("h", "s")
    gate.leave("h", "s", 429, {})
    assert gate.rate("h", "s") == Rate(4, 2.0, parallel=1)


def test_a_pause_holds_everybody_back() -> None:
    clock = Clock()
    gate = limiter(clock, Rate(100, parallel=9))
    gate.pause("h", "s", 7.0)
    assert gate.enter("h", "s") == pytest.approx(7.0)
    clock.now += 7.0
    assert gate.enter("h", "s") == 0.0


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"x-rate-limit-limit": "soon"}, None),
        ({"x-rate-limit-limit": "0"}, None),
        ({"x-rate-limit-limit": "-1"}, None),
        ({"x-rate-limit-limit": "nan"}, None),
        ({"x-rate-limit-limit": "inf"}, None),
        ({"x-rate-limit-limit": "50, 50", "x-rate-limit-interval": "1s, 1s"}, Rate(50, 1.0, 4)),
        ({"x-rate-limit-limit": "10", "x-concurrency-limit": "3"}, Rate(10, 1.0, 3)),
        ({"x-rate-limit-limit": "10", "x-concurrency-limit": "9999"}, Rate(10, 1.0, 16)),
        ({"x-rate-limit-limit": "3", "x-rate-limit-interval": "never"}, Rate(3, 1.0, 3)),
    ],
)
def test_what_headers_announce(headers: dict[str, str], expected: Rate | None) -> None:
    assert advertised(headers, Rate(1)) == expected


@given(st.integers(1, 6), st.integers(1, 5), st.integers(0, 10_000))
def test_the_rate_holds_wherever_the_request_lingers_on_its_way(
    limit: int, parallel: int, seed: int
) -> None:
    """Any delays of sending and answering; counted is when a request arrives at the server."""
    clock, chance = Clock(), random.Random(seed)
    gate = limiter(clock, Rate(limit, 1.0, parallel))
    under_way: list[float] = []
    arrivals: list[float] = []
    for _ in range(400):
        if chance.random() < 0.5 and gate.enter("h", "s") == 0.0:
            answer_at = clock.now + chance.choice([0.0, 0.01, 0.5, 3.0])
            arrivals.append(chance.uniform(clock.now, answer_at))
            under_way.append(answer_at)
        clock.now += chance.choice([0.001, 0.05, 0.2])
        for answer_at in [each for each in under_way if each <= clock.now]:
            under_way.remove(answer_at)
            gate.leave("h", "s", 200, {})
    assert len(arrivals) > 2
    assert most_within(arrivals, 1.0) <= limit
    assert len(under_way) <= parallel


def test_a_host_that_fails_again_and_again_is_tried_less_and_then_not() -> None:
    clock = Clock()
    gate = limiter(clock, Rate(1))
    seen = []
    for _ in range(41):
        seen.append(gate.attempts("h", 4))
        gate.judge("h", worked=False)
    assert (seen[0], seen[20], gate.attempts("h", 4)) == (4, 1, 0)
    assert gate.attempts("other", 4) == 4
    clock.now += 61
    assert gate.attempts("h", 4) == 1
    gate.judge("h", worked=True)
    assert gate.attempts("h", 4) == 4
