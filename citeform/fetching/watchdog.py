"""Watchdog: cuts a connection when the time of its request is over."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Any, Self

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

    def __exit__(self, *_: object) -> None:
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


def watch(connection: Any) -> None:
    """Tell the watchdog of this thread's request, if there is one, which connection to cut."""
    watchdog = getattr(_CURRENT, "watchdog", None)
    if watchdog is not None:
        watchdog.watch(connection)
