"""AsyncFetcher: the same sources and the same rules under asyncio, with httpx (extra `async`).

::

    async with AsyncFetcher(Settings.from_environment()) as fetcher:
        article = await fetcher.fetch("10.1007/s12325-011-0081-6")
        async for each in fetcher.iter_fetch(dois):
            ...

The cache's file is read and written between two steps of the event loop: a few hundred
microseconds each, on a disk that is not hanging.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import urlsplit

from citeform.errors import MissingExtraError
from citeform.fetching.bodies import BadEncodingError, Body, TooLargeError
from citeform.fetching.cache import Cache
from citeform.fetching.exchange import Doing, Failure, Outcome, Send, Sleep, World, converse
from citeform.fetching.flow import Flow, Response
from citeform.fetching.hosts import UnsafeHostError, public_addresses
from citeform.fetching.limiter import Limiter
from citeform.fetching.plan import Outcomes, Page, Planner, Unit, work_off
from citeform.fetching.results import Fetched, Results
from citeform.fetching.settings import Settings
from citeform.fetching.targets import target_of
from citeform.model.article import Article

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable
    from types import TracebackType

    import httpx

_T = TypeVar("_T")


class AsyncFetcher:
    """As `Fetcher`, awaited. Use it as an asynchronous context manager, within one event loop.

    Raises `MissingExtraError` where httpx is not installed.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = Settings.from_environment() if settings is None else settings
        self.cache = Cache(self.settings)
        self._world = World(
            self.settings, Limiter(time.monotonic, self.settings.rate), self.cache, time.time
        )
        self._transport = AsyncTransport(self.settings)
        self._places = asyncio.Semaphore(self.settings.parallel)

    async def fetch(self, identifier: str) -> Article:
        """One work, as `citeform.fetch`; raises what that raises."""
        target = target_of(identifier)
        outcomes = await self._work_off(Unit(target.kind, (target.value,)))
        outcome = outcomes[target.value]
        if isinstance(outcome, Article):
            return outcome
        raise outcome

    async def fetch_many(
        self, identifiers: Iterable[str], *, progress: Callable[[int], object] | None = None
    ) -> Results:
        """Many works in order, each with its article or its problem, as `citeform.fetch_many`."""
        found: list[Fetched] = []
        async for each in self.iter_fetch(identifiers):
            found.append(each)
            if progress is not None:
                progress(len(found))
        return Results(found)

    async def iter_fetch(self, identifiers: Iterable[str]) -> AsyncIterator[Fetched]:
        """As `fetch_many`, one after the other, in memory that does not grow with the number."""
        tasks: set[asyncio.Task[Outcomes]] = set()

        def start(unit: Unit) -> asyncio.Task[Outcomes]:
            task = asyncio.create_task(self._work_off(unit))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            return task

        planner = Planner(start, self.settings)
        pages: deque[Page[asyncio.Task[Outcomes]]] = deque()
        try:
            for page in planner.pages(identifiers):
                pages.append(page)
                while len(pages) > self.settings.parallel:
                    for entry in pages.popleft():
                        outcomes = None if entry.task is None else await entry.task
                        yield planner.finished(entry, outcomes)
            while pages:
                for entry in pages.popleft():
                    outcomes = None if entry.task is None else await entry.task
                    yield planner.finished(entry, outcomes)
        finally:
            for task in tasks:
                task.cancel()

    async def run(self, flow: Flow[_T]) -> _T:
        """Run any source's flow to its end and return what it returns; raises what it raises."""
        return await self._carry_out(converse(flow, self._world))

    async def close(self) -> None:
        """Close connections and cache."""
        await self._transport.close()
        self.cache.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def _work_off(self, unit: Unit) -> Outcomes:
        async with self._places:
            return await self._carry_out(work_off(unit, self._world))

    async def _carry_out(self, doing: Doing[_T]) -> _T:
        outcome: Outcome = None
        try:
            while True:
                step = doing.send(outcome)
                outcome = None
                if isinstance(step, Sleep):
                    await asyncio.sleep(step.seconds)
                else:
                    outcome = await self._transport.send(step)
        except StopIteration as end:
            value: _T = end.value
            return value
        finally:
            doing.close()


class AsyncTransport:
    """Carries out one `Send` with httpx; as `citeform.fetching.transport.Transport`."""

    def __init__(self, settings: Settings) -> None:
        try:
            import httpx
        except ImportError:
            raise MissingExtraError("httpx", "async", "AsyncFetcher") from None
        self._settings = settings
        timeout = httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout)
        # No .netrc and no cookies; proxies and certificate bundles of the environment do count.
        self._client = httpx.AsyncClient(timeout=timeout, follow_redirects=False, auth=_no_auth)

    async def send(self, what: Send) -> Response | Failure:
        """The answer to one GET request, without following redirects. Never raises on answers."""
        import httpx

        limits = self._settings
        try:
            async with asyncio.timeout(limits.total_timeout):
                request = await self._request(what)
                self._client.cookies.clear()
                answer = await self._client.send(request, stream=True)
                try:
                    return await self._receive(answer, what.url)
                finally:
                    await answer.aclose()
        except TimeoutError:
            return Failure("slow", f"no whole answer within {limits.total_timeout:g} seconds")
        except TooLargeError as problem:
            return Failure("large", str(problem))
        except BadEncodingError as problem:
            return Failure("invalid", str(problem))
        except UnsafeHostError as problem:
            return Failure("unsafe", str(problem))
        except socket.gaierror:
            return Failure("unknown-host", "the host's name cannot be looked up")
        except httpx.ConnectTimeout:
            return Failure("broken", f"no connection within {limits.connect_timeout:g} seconds")
        except httpx.TimeoutException:
            return Failure("slow", f"nothing came for {limits.read_timeout:g} seconds")
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as problem:
            return Failure("unsafe", f"not an http(s) address: {problem}")
        except (httpx.HTTPError, OSError, ValueError) as problem:
            return Failure("broken", f"the connection broke ({type(problem).__name__})")

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def _request(self, what: Send) -> httpx.Request:
        """The request; a guarded one goes to an address that was found to be public.

        The host's name stays in the Host header and is what the certificate is checked against.
        """
        if not what.guarded:
            return self._client.build_request("GET", what.url, headers=dict(what.headers))
        parts = urlsplit(what.url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = await asyncio.to_thread(public_addresses, host, port)
        address = found[0][0]
        url = parts._replace(
            netloc=f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
        )
        headers = {**what.headers, "Host": parts.netloc.rpartition("@")[2]}
        return self._client.build_request(
            "GET", url.geturl(), headers=headers, extensions={"sni_hostname": host}
        )

    async def _receive(self, answer: httpx.Response, url: str) -> Response:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        body = Body(headers.get("content-encoding", ""), self._settings.max_size)
        async for piece in answer.aiter_raw():
            body.add(piece)
        return Response(answer.status_code, url, headers, body.finish())


def _no_auth(request: Any) -> Any:
    return request
