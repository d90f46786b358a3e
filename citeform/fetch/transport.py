"""Transport: carries out one `Send` with requests.

What requests does not do is added: the total time is bounded, also while headers drip in; the
size is bounded, also of compressed data; a guarded request connects only to addresses that were
found to be public. Proxies and certificate bundles of the environment are requests' own affair.
"""

from __future__ import annotations

import contextlib
import http.cookiejar
import socket
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from citeform.fetch.bodies import BadEncodingError, Body, TooLargeError
from citeform.fetch.exchange import Failure, Send
from citeform.fetch.flow import Response
from citeform.fetch.hosts import UnsafeHostError, public_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

    import requests
    import requests.adapters

    from citeform.fetch.settings import Settings

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
            session = _new_session(guarded)
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


# ------------------------------------------------------------------ time

_CURRENT = threading.local()
"""The watchdog of the request that each thread is at."""


class Watchdog:
    """Cuts the connection of this thread's request when its time is over.

    A time-out of a socket counts from byte to byte, so an answer that drips would never end.
    """

    def __init__(self, seconds: float) -> None:
        self.barked = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self.bark)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        _CURRENT.watchdog = self
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        _CURRENT.watchdog = None

    def watch(self, connection: Any) -> None:
        """This is the connection to cut."""
        self._socket = connection.sock
        if self.barked:
            self._cut()

    def bark(self) -> None:
        """Cut the connection now."""
        self.barked = True
        self._cut()

    def _cut(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                # Not SSLSocket.shutdown: it takes the TLS layer away under the reading thread.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


# ------------------------------------------------------------------ connections


def _new_session(guarded: bool) -> requests.Session:
    session: requests.Session = _session_class()()
    # An explicit "no authentication" keeps requests from sending what ~/.netrc holds for the host.
    session.auth = _no_auth
    session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        session.mount(scheme, _adapter_class()(guarded))
    return session


@lru_cache(maxsize=1)
def _session_class() -> Any:
    """The session class; made on first use, since requests is imported then."""
    import requests

    class Session(requests.Session):
        """Never looks where a redirect leads to: it would read the whole body to find out."""

        def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002
            return None

    return Session


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


@lru_cache(maxsize=1)
def _adapter_class() -> Any:
    """The adapter class; made on first use, since requests is imported then."""
    import requests.adapters
    import requests.utils

    class Adapter(requests.adapters.HTTPAdapter):
        """Connects through connections that the watchdog knows, guarded where asked for."""

        def __init__(self, guarded: bool) -> None:
            self._guarded = guarded
            super().__init__(pool_connections=4, pool_maxsize=2, max_retries=0)

        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = _pool_classes(self._guarded)

        def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:
            manager = super().proxy_manager_for(proxy, **kwargs)
            manager.pool_classes_by_scheme = _pool_classes(False)
            return manager

        def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
            proxies = kwargs.get("proxies") or {}
            if self._guarded and requests.utils.select_proxy(request.url, proxies):
                # The proxy connects for us, so its own look-up decides; ours is a second opinion.
                _check_host(request.url)
            return super().send(request, *args, **kwargs)

    return Adapter


def _check_host(url: str) -> None:
    """Raise `UnsafeHostError` where the host is, as far as can be seen from here, not public."""
    from urllib.parse import urlsplit

    with contextlib.suppress(socket.gaierror):
        public_addresses(urlsplit(url).hostname or "", 0)


@lru_cache(maxsize=2)
def _pool_classes(guarded: bool) -> Mapping[str, Any]:
    """urllib3's pools with connections that the watchdog can cut and the guard can steer."""
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
    from urllib3.exceptions import NewConnectionError

    class Watched(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            _watch(self)

        def request(self, *args: Any, **kwargs: Any) -> None:
            if self.sock is not None:
                _watch(self)
            super().request(*args, **kwargs)

        def _new_conn(self) -> socket.socket:
            if not guarded:
                return super()._new_conn()
            try:
                return _connect_public(self.host, self.port, self.timeout)
            except OSError as problem:
                raise NewConnectionError(self, str(problem)) from problem

    class WatchedTls(Watched, HTTPSConnection):
        """As `Watched`; the certificate is still checked against the name, not the address."""

    class Plain(HTTPConnectionPool):
        ConnectionCls = Watched

    class Tls(HTTPSConnectionPool):
        ConnectionCls = WatchedTls

    return {"http": Plain, "https": Tls}


def _watch(connection: Any) -> None:
    watchdog = getattr(_CURRENT, "watchdog", None)
    if watchdog is not None:
        watchdog.watch(connection)


def _connect_public(host: str, port: int, timeout: Any) -> socket.socket:
    """A connection to one of the host's addresses, all of which were found to be public."""
    problem = OSError(f"{host} has no address")
    for address in public_addresses(host.strip("[]"), port):
        try:
            return socket.create_connection(
                address, timeout if isinstance(timeout, int | float) else None
            )
        except OSError as failed:
            problem = failed
    raise problem
