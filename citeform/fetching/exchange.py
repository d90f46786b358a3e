"""One request from the cache or from the network: politeness, retries, redirects.

`exchange` is a generator, as the sources are. It yields what is to be done (`Send`, `Sleep`) and
is sent the outcome; so the rules stand here once, threads and asyncio only carry them out, and
tests drive them with a clock of their own.

Repeated are, a bounded number of times: status 429 and 5xx, and connections that broke. Not
repeated: an answer that took too long (the service has trouble enough), any other status, an
answer that is not what it should be.
"""

from __future__ import annotations

import email.utils
import random
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import urlencode, urljoin, urlsplit

from citeform.errors import (
    AnswerError,
    FetchError,
    NotFoundError,
    OfflineError,
    ServiceError,
    UnsafeAddressError,
)
from citeform.fetching.flow import Flow, Request, Response

if TYPE_CHECKING:
    from citeform.fetching.limiter import Limiter
    from citeform.fetching.settings import Settings

_REPEATED = frozenset({429, 500, 502, 503, 504})
_NO_HEADERS: Mapping[str, str] = {}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Send:
    """To do: send this, answer with a `Response` or a `Failure`; follow no redirect."""

    url: str
    headers: Mapping[str, str]
    guarded: bool
    """Whether only public addresses may be connected to."""


@dataclass(frozen=True, slots=True)
class Sleep:
    """To do: nothing for so many seconds; the outcome is None."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Failure:
    """An outcome of `Send`: there is no answer."""

    kind: str
    """"broken" (refused, reset, cut), "unknown-host", "slow", "large", "invalid" (not decodable) or
    "unsafe"."""
    message: str


Outcome = Response | Failure | None
_T = TypeVar("_T")
Doing = Generator[Send | Sleep, Outcome, _T]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer out of the cache."""

    response: Response
    fresh: bool


class Store(Protocol):
    """Where answers are kept (`citeform.fetching.cache.Cache`)."""

    def get(self, request: Request) -> Kept | None:
        """What is kept for the request."""
        ...

    def put(self, request: Request, response: Response) -> None:
        """Keep an answer."""
        ...

    def put_many(self, answers: list[tuple[Request, Response]]) -> None:
        """Keep several answers."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    """What all exchanges of one fetcher share."""

    settings: Settings
    limiter: Limiter
    store: Store
    now: Callable[[], float]
    """Seconds since 1970, for a Retry-After that is a date."""
    chance: Callable[[], float] = field(default=random.random)
    """A number from 0 to 1, so that many clients do not come back at the same moment."""
    refused_lists: Counter[str] = field(default_factory=Counter)
    """By kind of identifier, how many lists in a row the service did not answer for."""


def converse(flow: Flow[_T], world: World) -> Doing[_T]:
    """Run a source's flow to its end and return what it returns.

    An answer is kept only when the source has read it without complaint, or has read from it that
    there is no such work: an error page never gets into the cache.
    """
    pending: tuple[Request, Response] | None = None
    reply: Response | None = None
    problem: FetchError | None = None
    while True:
        try:
            if problem is not None:
                request = flow.throw(problem)
            else:
                request = next(flow) if reply is None else flow.send(reply)
        except StopIteration as end:
            _keep(pending, world)
            value: _T = end.value
            return value
        except NotFoundError:
            _keep(pending, world, absent=True)
            raise
        _keep(pending, world)
        pending = reply = problem = None
        try:
            reply, is_new = yield from exchange(request, world)
        except FetchError as failed:
            problem = failed
        else:
            pending = (request, reply) if is_new else None


def _keep(pending: tuple[Request, Response] | None, world: World, *, absent: bool = False) -> None:
    if pending is None:
        return
    request, response = pending
    if request.keep and response.status in {200, 404, 410}:
        world.store.put(request, replace(response, absent=absent))


def exchange(request: Request, world: World) -> Doing[tuple[Response, bool]]:
    """The answer to a request, and whether it is new (not out of the cache).

    Raises `OfflineError`, `ServiceError`, `AnswerError` (too large), `UnsafeAddressError`.
    """
    kept = world.store.get(request)
    if kept is not None and (kept.fresh or world.settings.offline):
        return kept.response, False
    if world.settings.offline:
        raise OfflineError(f"offline, and not in the cache: {request.url}")
    conditions = _conditions(kept)
    response = yield from _follow(request, conditions, world)
    if response.status == 304 and kept is not None:
        renewed = replace(kept.response, headers={**kept.response.headers, **response.headers})
        return renewed, True
    return response, True


def _conditions(kept: Kept | None) -> dict[str, str]:
    """Headers that ask for an answer only if it is another than the kept one (RFC 9110, 13.1)."""
    if kept is None or kept.response.status != 200:
        return {}
    headers = kept.response.headers
    if "etag" in headers:
        return {"If-None-Match": headers["etag"]}
    if "last-modified" in headers:
        return {"If-Modified-Since": headers["last-modified"]}
    return {}


def _follow(request: Request, extra: dict[str, str], world: World) -> Doing[Response]:
    """Send, and follow redirects hop by hop.

    Credentials go to the service's own host only; a redirect away from it, and every hop of an
    address that came with the user's data, may lead to public hosts only.
    """
    home = _origin(request.url)
    url = request.url
    seen = {url}
    for _ in range(world.settings.redirects + 1):
        at_home = _origin(url) == home
        trusted = at_home and not request.from_user
        host = urlsplit(url).hostname or ""
        more = extra if at_home else {}
        send = _dressed(request, url, more, world.settings, trusted=trusted)
        response = yield from _persist(request, send, host, world)
        location = response.headers.get("location")
        if response.status not in _REDIRECTS or location is None:
            # Under the address without credentials: the answer may be kept.
            return replace(response, url=_without(url, world.settings, request.service))
        try:
            url = urljoin(url, location)
            scheme = urlsplit(url).scheme  # raises for a broken IPv6 address
        except ValueError:
            raise AnswerError(f"{host} redirects to what is no address: {location!r}") from None
        if scheme not in {"http", "https"}:
            raise UnsafeAddressError(f"{host} redirects to something that is not http(s): {url}")
        if url in seen:
            raise ServiceError(f"{host} redirects in a circle: {url}")
        seen.add(url)
    raise ServiceError(f"{request.url} was redirected {world.settings.redirects} times and more")


def _origin(url: str) -> tuple[str, str, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "", "", None
    return parts.scheme, parts.hostname or "", port


def _dressed(
    request: Request, url: str, extra: dict[str, str], settings: Settings, *, trusted: bool
) -> Send:
    headers = {
        "Accept": request.accept,
        "Accept-Encoding": "gzip, deflate",
        "User-Agent": settings.user_agent if trusted else "citeform",
        **extra,
    }
    if trusted:
        query, more = settings.credentials(request.service)
        headers |= more
        if query and url == request.url:
            url += ("&" if urlsplit(url).query else "?") + urlencode(query)
    host = urlsplit(url).hostname or ""
    return Send(url, headers, guarded=not trusted and host not in settings.allowed_hosts)


def _without(url: str, settings: Settings, service: str) -> str:
    """The address without credentials, which a redirect may have copied from ours."""
    secret, _ = settings.credentials(service)
    head, question, query = url.partition("?")
    kept = [part for part in query.split("&") if part.partition("=")[0] not in secret]
    return head + question + "&".join(kept) if kept else head


def _persist(request: Request, send: Send, host: str, world: World) -> Doing[Response]:
    """Send one request when the limiter allows, and again where that may help."""
    settings, limiter = world.settings, world.limiter
    name = f"{request.service}/{request.lane}" if request.lane else request.service
    attempts = limiter.attempts(host, settings.attempts)
    if not attempts:
        raise ServiceError(f"{host} failed so often just now that it is not asked for a while")
    begun: float | None = None
    for attempt in range(1, attempts + 1):
        yield from _turn(host, name, limiter)
        begun = world.now() if begun is None else begun
        outcome = yield from _sent(send, host, name, limiter)
        if isinstance(outcome, Response) and outcome.status not in _REPEATED:
            limiter.judge(host, worked=True)
            return outcome
        message, may_pass = _trouble(outcome, host)
        pause = _asked_for(outcome, world)
        if pause is not None and pause > settings.longest_wait:
            message += f" and wants to be left alone for {pause:.0f} seconds"
            may_pass = False
        took_long = world.now() - begun > settings.total_timeout
        if attempt == attempts or took_long or not may_pass:
            limiter.judge(host, worked=False)
            raise ServiceError(message if attempt == 1 else f"{message}, {attempt} times")
        wait = max(_backoff(attempt, settings, world), pause or 0.0)
        if pause is not None or _status(outcome) == 429:
            limiter.pause(host, name, wait)
        yield Sleep(wait)
    raise ServiceError(f"{host} was never asked")  # there is at least one attempt


def _turn(host: str, name: str, limiter: Limiter) -> Doing[None]:
    """Wait until it is one's turn."""
    while (wait := limiter.enter(host, name)) > 0:
        yield Sleep(wait)


def _sent(send: Send, host: str, name: str, limiter: Limiter) -> Doing[Outcome]:
    """Send, and tell the limiter, also where the answer is waited for no longer."""
    outcome: Outcome = None
    try:
        outcome = yield send
    finally:
        headers = outcome.headers if isinstance(outcome, Response) else _NO_HEADERS
        limiter.leave(host, name, _status(outcome), headers)
    return outcome


def _status(outcome: Outcome) -> int:
    """The status of an answer; 0 where there is none."""
    return outcome.status if isinstance(outcome, Response) else 0


def _trouble(outcome: Outcome, host: str) -> tuple[str, bool]:
    """What went wrong, and whether it may pass; raises where it is not the service's trouble."""
    if isinstance(outcome, Response):
        return f"{host} answered with status {outcome.status}", True
    if not isinstance(outcome, Failure):
        raise TypeError("a request is answered with a Response or a Failure")
    if outcome.kind == "unsafe":
        raise UnsafeAddressError(outcome.message)
    if outcome.kind in {"large", "invalid"}:
        raise AnswerError(f"{host}: {outcome.message}")
    return f"{host}: {outcome.message}", outcome.kind == "broken"


def _asked_for(outcome: Outcome, world: World) -> float | None:
    """The pause that the answer asks for, in seconds, or None."""
    if not isinstance(outcome, Response):
        return None
    return retry_after(outcome.headers.get("retry-after", ""), world.now())


def _backoff(attempt: int, settings: Settings, world: World) -> float:
    """Between half and all of a wait that doubles with each attempt."""
    full: float = min(settings.backoff * 2.0 ** (attempt - 1), settings.longest_wait)
    return full * (0.5 + world.chance() / 2)


def retry_after(text: str, now: float) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date), or None."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return None
