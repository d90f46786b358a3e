"""Faults: the ways in which a server can misbehave, by name.

Each is a function that is given the request's handler and answers, or does not, in its own way.
"""

from __future__ import annotations

import gzip
import socket
import struct
import time
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citeform.testing.server import Handler

Fault = Callable[["Handler"], None]

_HTML = (
    b"<!DOCTYPE html><html><head><title>Sorry</title></head><body>Please come back later.</body>"
)


def _status(status: int, **headers: str) -> Fault:
    def answer(handler: Handler) -> None:
        shown = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.answer(_HTML, "text/html", status, **shown)

    return answer


def _redirect(location: str) -> Fault:
    def answer(handler: Handler) -> None:
        handler.answer(b"", "text/plain", 302, Location=location)

    return answer


def _loop(handler: Handler) -> None:
    """Back and forth between two addresses."""
    path, _, query = handler.path.partition("?")
    other = path.removesuffix("/again") if path.endswith("/again") else path + "/again"
    handler.answer(b"", "text/plain", 302, Location=other + ("?" + query if query else ""))


def _endless(handler: Handler) -> None:
    """A redirect to ever another address."""
    handler.answer(b"", "text/plain", 302, Location=f"{handler.path.partition('?')[0]}/on")


def _slow_headers(handler: Handler) -> None:
    handler.wait()


def _drip_headers(handler: Handler) -> None:
    """A header line that never ends, one character at a time."""
    handler.raw(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while handler.still_there():
        handler.raw(b"a")
        time.sleep(0.05)


def _slow_body(handler: Handler) -> None:
    handler.raw(
        b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{"a"'
    )
    handler.wait()


def _drip_body(handler: Handler) -> None:
    handler.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n"
    )
    while handler.still_there():
        handler.raw(b" ")
        time.sleep(0.05)


def _cut(handler: Handler) -> None:
    """The connection is reset before anything is said."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.close_now()


def _cut_body(handler: Handler) -> None:
    """Half of what was promised."""
    handler.raw(
        b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{"status": "ok",'
    )
    handler.close_now()


def _no_length(handler: Handler) -> None:
    """Half a body without a length, so that its end looks like the end."""
    handler.raw(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"status": "ok", "mess')
    handler.close_now()


def _html(handler: Handler) -> None:
    handler.answer(_HTML, "text/html; charset=utf-8")


def _html_as_json(handler: Handler) -> None:
    handler.answer(_HTML, "application/json")


def _truncated(handler: Handler) -> None:
    """JSON that stops short, in a body that is whole."""
    handler.answer(
        b'{"status": "ok", "message": {"DOI": "10.5555/1", "title": ["A ti', "application/json"
    )


def _empty(handler: Handler) -> None:
    handler.answer(b"", "application/json")


def _wrong_shape(handler: Handler) -> None:
    handler.answer(b'["ok", 1, null]', "application/json")


def _deep(handler: Handler) -> None:
    """JSON nested a hundred thousand deep."""
    handler.answer(b"[" * 100_000, "application/json")


def _bomb(handler: Handler) -> None:
    """A few kilobytes that become 50 MB."""
    handler.answer(_packed_blanks(50), "application/json", Content_Encoding="gzip")


@lru_cache(maxsize=1)
def _packed_blanks(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    blanks = b" " * 1_000_000
    return b"".join(packer.compress(blanks) for _ in range(megabytes)) + packer.flush()


def _huge(handler: Handler) -> None:
    """200 MB of blanks, or as many as are taken."""
    handler.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 200000000\r\n\r\n"
    )
    for _ in range(200):
        if not handler.raw(b" " * 1_000_000):
            break
    handler.close_now()


def _bad_gzip(handler: Handler) -> None:
    handler.answer(gzip.compress(b"{}" * 99)[:-9], "application/json", Content_Encoding="gzip")


def _not_gzip(handler: Handler) -> None:
    handler.answer(b'{"status": "ok"}', "application/json", Content_Encoding="gzip")


def _unknown_coding(handler: Handler) -> None:
    handler.answer(b"????", "application/json", Content_Encoding="br")


def _not_http(handler: Handler) -> None:
    handler.raw(b"SSH-2.0-OpenSSH_9.9\r\n")
    handler.close_now()


def _wrong_charset(handler: Handler) -> None:
    """The right answer in UTF-8 under a header that says otherwise."""
    handler.charset = "iso-8859-1"
    handler.serve()


def _latin1(handler: Handler) -> None:
    """The right answer in ISO 8859-1, and the header says so."""
    handler.charset = "iso-8859-1"
    handler.encode_as = "iso-8859-1"
    handler.serve()


def _not_utf8(handler: Handler) -> None:
    handler.answer(b'{"message": {"title": ["caf\xe9"]}}', "application/json")


FAULTS: dict[str, Fault] = {
    "429": _status(429, Retry_After="1"),
    "429-plain": _status(429),
    "429-long": _status(429, Retry_After="86400"),
    "429-date": _status(429, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"),
    "500": _status(500),
    "502": _status(502),
    "503": _status(503, Retry_After="1"),
    "504": _status(504),
    "400": _status(400),
    "401": _status(401),
    "403": _status(403),
    "410": _status(410),
    "418": _status(418),
    "slow-headers": _slow_headers,
    "drip-headers": _drip_headers,
    "slow-body": _slow_body,
    "drip-body": _drip_body,
    "cut": _cut,
    "cut-body": _cut_body,
    "no-length": _no_length,
    "html": _html,
    "html-as-json": _html_as_json,
    "truncated": _truncated,
    "empty": _empty,
    "wrong-shape": _wrong_shape,
    "deep": _deep,
    "bomb": _bomb,
    "huge": _huge,
    "bad-gzip": _bad_gzip,
    "not-gzip": _not_gzip,
    "unknown-coding": _unknown_coding,
    "not-http": _not_http,
    "wrong-charset": _wrong_charset,
    "latin1": _latin1,
    "not-utf8": _not_utf8,
    "redirect-private": _redirect("http://10.0.0.1/secret"),
    "redirect-link-local": _redirect("http://169.254.169.254/latest/meta-data/"),
    "redirect-file": _redirect("file:///etc/passwd"),
    "redirect-nowhere": _redirect("http://[/"),
    "redirect-loop": _loop,
    "redirect-endless": _endless,
}
"""Every fault by name."""

HARMLESS = frozenset({"wrong-charset", "latin1"})
"""Those in spite of which a client gets its answer."""
