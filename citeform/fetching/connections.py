"""Connections as requests makes them, with three differences.

The watchdog can cut them; a guarded session connects to public addresses only, and to the very
address that was found to be public; nothing is sent or kept that was not asked for (passwords of
~/.netrc, cookies). requests and urllib3 are imported on first use, so the classes are made then.
"""

from __future__ import annotations

import contextlib
import http.cookiejar
import socket
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from citeform.fetching.hosts import public_addresses
from citeform.fetching.watchdog import watch

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests


def new_session(guarded: bool) -> requests.Session:
    """A session whose connections behave as this module says; `guarded` ones go to public hosts."""
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

        # The signature is requests' own.
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
            watch(self)

        def request(self, *args: Any, **kwargs: Any) -> None:
            if self.sock is not None:
                watch(self)
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
