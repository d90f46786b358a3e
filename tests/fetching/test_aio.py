from __future__ import annotations

import asyncio
import builtins
from typing import TYPE_CHECKING

import pytest

from citeform.errors import FetchError, MissingExtraError, NotFoundError
from citeform.fetching.aio import AsyncFetcher
from citeform.fetching.exchange import Failure, Send
from citeform.fetching.fetcher import Fetcher
from citeform.testing.faults import FAULTS, HARMLESS
from tests.fetching.test_transport import EXPECTED

if TYPE_CHECKING:
    from citeform.testing.server import Server

pytest.importorskip("httpx")

IDS = [
    "10.5555/1",
    "PMID:123",
    "hello",
    "arXiv:2101.00001",
    "10.5555/missing",
    "10.7777/x",
    "DOI:10.5555/1",
    "10.8888/x",
    "10/abcde",
]


def test_it_answers_as_the_other_fetcher_does(server: Server) -> None:
    settings = server.settings()

    async def ask():
        told: list[int] = []
        async with AsyncFetcher(settings) as fetcher:
            return await fetcher.fetch_many(IDS, progress=told.append), told

    with Fetcher(settings) as fetcher:
        expected = fetcher.fetch_many(IDS)
    results, told = asyncio.run(ask())
    assert [each.identifier for each in results] == IDS
    assert [each.article for each in results] == [each.article for each in expected]
    assert [str(each.problem) for each in results] == [str(each.problem) for each in expected]
    assert told == list(range(1, len(IDS) + 1))


def test_one_work_or_its_problem(server: Server) -> None:
    async def ask() -> None:
        async with AsyncFetcher(server.settings()) as fetcher:
            assert (await fetcher.fetch("10.5555/1")).doi == "10.5555/1"
            with pytest.raises(NotFoundError):
                await fetcher.fetch("10.5555/missing")

    asyncio.run(ask())


def kinds_of_problems(server: Server, names: list[str], **changes: float) -> dict[str, str]:
    ids = [f"10.5555/fault.{name}.1" for name in names]

    async def ask():
        settings = server.settings(
            parallel=16, batch_size=1, attempts=1, max_size=1_000_000, **changes
        )
        async with AsyncFetcher(settings) as fetcher:
            return await fetcher.fetch_many(ids)

    problems = asyncio.run(ask())
    return {name: type(each.problem).__name__ for name, each in zip(names, problems, strict=True)}


SLOW = ["drip-body", "drip-headers", "slow-body", "slow-headers"]


def test_every_fault_gives_the_same_kind_of_error(server: Server) -> None:
    names = sorted(set(FAULTS) - set(SLOW))
    expected = {name: EXPECTED[name][0].__name__ for name in names if name in EXPECTED}
    expected |= dict.fromkeys(HARMLESS, "NoneType")
    assert kinds_of_problems(server, names) == expected


def test_what_is_slow_is_given_up(server: Server) -> None:
    found = kinds_of_problems(server, SLOW, read_timeout=0.4, total_timeout=0.8)
    assert found == dict.fromkeys(SLOW, "ServiceError")


def test_a_guarded_request_connects_to_no_private_address(server: Server) -> None:
    async def send(url: str):
        async with AsyncFetcher(server.settings()) as fetcher:
            return await fetcher._transport.send(Send(url, {}, guarded=True))

    outcome = asyncio.run(send(f"{server.url}/page/1"))
    assert isinstance(outcome, Failure)
    assert outcome.kind == "unsafe"
    assert server.log == []


def test_a_guarded_request_goes_to_the_address_that_was_checked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(server.url.rpartition(":")[2])
    monkeypatch.setattr(
        "citeform.fetching.aio.public_addresses", lambda _host, port: [("127.0.0.1", port)]
    )

    async def send():
        async with AsyncFetcher(server.settings()) as fetcher:
            url = f"http://paper.example:{port}/page/1"
            return await fetcher._transport.send(Send(url, {}, guarded=True))

    assert asyncio.run(send()).status == 200
    assert server.log[0].headers["host"] == f"paper.example:{port}"


def test_cancelling_ends_it(server: Server) -> None:
    async def ask() -> None:
        settings = server.settings(read_timeout=20, total_timeout=20)
        async with AsyncFetcher(settings) as fetcher:
            task = asyncio.create_task(fetcher.fetch("10.5555/fault.slow-headers.1"))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(asyncio.wait_for(ask(), 5))


def test_without_httpx_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: object, **more: object):
        if name == "httpx":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match=r"citeform\[async\]"):
        AsyncFetcher()
    assert not issubclass(MissingExtraError, FetchError)
