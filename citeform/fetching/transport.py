"""Transport: carries out one `Send` with requests.

What requests does not do is added: the total time is bounded, also while headers drip in; the
size is bounded, also of compressed data; a guarded request connects only to addresses that were
found to be public. Proxies and certificate bundles of the environment are requests' own affair.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Any

from citeform.fetching.bodies import BadEncodingError, Body, TooLargeError
from citeform.fetching.connections import new_session
from citeform.fetching.exchange import Failure, Send
from citeform.fetching.flow import Response
from citeform.fetching.hosts import UnsafeHostError
from citeform.fetching.watchdog import Watchdog

if TYPE_CHECKING:
    from collections.abc import Iterator

    import requests

    from citeform.fetching.settings import Settings

_CHUNK = 1 << 15


class Transport:
    """Sends with connections that are kept open; for any number of threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._idle: dict[bool, list[requests.Session]] = {}
        self._watchdogs: set[Watchdog] = set()
        self._lock = threading.Lock()

    def send(self, what: Send) -> Response | Failure:
        """The answer to one GET request, without following redirects. Never raises."""
        import requests
        import urllib3.exceptions

        limits = self._settings
        with Watchdog(limits.total_timeout) as watchdog, self._known(watchdog):
            try:
                with (
                    self._session(what.guarded) as session,
                    session.get(
                        what.url,
                        headers=dict(what.headers),
                        timeout=(limits.connect_timeout, limits.read_timeout),
                        allow_redirects=False,
                        stream=True,
                    ) as answer,
                ):
                    response = _receive(answer, limits.max_size)
                if not watchdog.barked:
                    return response
                return _too_slow(limits)
            except TooLargeError as problem:
                return Failure("large", str(problem))
            except (
                requests.RequestException,
                urllib3.exceptions.HTTPError,
                OSError,
                ValueError,
                AttributeError,  # what http.client does when its socket is closed under it
            ) as problem:
                return _too_slow(limits) if watchdog.barked else _failure(problem, limits)

    def interrupt(self) -> None:
        """Cut the connections of all requests under way, so that nobody has to wait for them."""
        with self._lock:
            watchdogs = list(self._watchdogs)
        for watchdog in watchdogs:
            watchdog.bark()

    @contextlib.contextmanager
    def _known(self, watchdog: Watchdog) -> Iterator[None]:
        with self._lock:
            self._watchdogs.add(watchdog)
        try:
            yield
        finally:
            with self._lock:
                self._watchdogs.discard(watchdog)

    def close(self) -> None:
        """Close every connection that is not in use."""
        with self._lock:
            idle = [session for sessions in self._idle.values() for session in sessions]
            self._idle.clear()
        for session in idle:
            session.close()

    @contextlib.contextmanager
    def _session(self, guarded: bool) -> Iterator[requests.Session]:
        """A session for one request: requests does not promise that one serves several threads."""
        with self._lock:
            idle = self._idle.setdefault(guarded, [])
            session = idle.pop() if idle else None
        if session is None:
            session = new_session(guarded)
        try:
            yield session
        finally:
            with self._lock:
                self._idle.setdefault(guarded, []).append(session)


def _receive(answer: requests.Response, limit: int) -> Response:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    body = Body(headers.get("content-encoding", ""), limit)
    for piece in answer.raw.stream(_CHUNK, decode_content=False):
        body.add(piece)
    return Response(answer.status_code, answer.url, headers, body.finish())


def _too_slow(limits: Settings) -> Failure:
    return Failure("slow", f"no whole answer within {limits.total_timeout:g} seconds")


def _failure(problem: Exception, limits: Settings) -> Failure:
    import requests
    import urllib3.exceptions

    for cause in _causes(problem):
        if isinstance(cause, UnsafeHostError):
            return Failure("unsafe", str(cause))
        if isinstance(cause, BadEncodingError):
            return Failure("invalid", str(cause))
        if isinstance(cause, requests.ConnectTimeout | urllib3.exceptions.ConnectTimeoutError):
            return Failure("broken", f"no connection within {limits.connect_timeout:g} seconds")
        if isinstance(cause, urllib3.exceptions.TimeoutError | TimeoutError):
            return Failure("slow", f"nothing came for {limits.read_timeout:g} seconds")
        if isinstance(cause, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
            return Failure("unsafe", f"not an http(s) address: {cause}")
        if isinstance(cause, socket.gaierror):
            return Failure("unknown-host", "the host's name cannot be looked up")
        if isinstance(cause, ConnectionRefusedError):
            return Failure("broken", "the connection was refused")
        if isinstance(cause, ConnectionError):
            return Failure("broken", "the connection broke")
    return Failure("broken", f"the connection broke ({type(problem).__name__})")


def _causes(problem: BaseException) -> list[BaseException]:
    """The problem and what it was made of: libraries wrap exceptions in several ways."""
    found: list[BaseException] = []
    todo: list[Any] = [problem]
    while todo and len(found) < 20:
        each = todo.pop(0)
        if isinstance(each, BaseException) and each not in found:
            found.append(each)
            todo += [getattr(each, "reason", None), each.__cause__, each.__context__, *each.args]
    # The innermost says most.
    return found[::-1]
