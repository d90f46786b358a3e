"""Bodies: what arrives, decompressed and measured while it arrives.

A body of a few kilobytes may be gigabytes once decompressed. So decompression is done here, in
steps that cannot grow beyond the limit, and not by the HTTP library.
"""

from __future__ import annotations

import zlib

_STEP = 1 << 16


class TooLargeError(ValueError):
    """The body is larger than allowed."""


class BadEncodingError(ValueError):
    """The body is not compressed as its header says, or in a way nobody asked for."""


class Body:
    """Takes a body piece by piece. Raises `TooLargeError` as soon as it is larger than `limit`."""

    def __init__(self, content_encoding: str, limit: int) -> None:
        coding = content_encoding.strip().lower()
        self._inflater: zlib._Decompress | None
        if coding in {"gzip", "x-gzip", "deflate"}:
            self._inflater = _inflater(coding)
        elif coding in {"", "identity"}:
            self._inflater = None
        else:
            raise BadEncodingError(f"the answer is compressed in a way not asked for: {coding!r}")
        self._coding = coding
        self._limit = limit
        self._pieces: list[bytes] = []
        self._size = 0
        self._begun = False

    def add(self, piece: bytes) -> None:
        """Take the next piece as it came over the wire."""
        if self._inflater is None:
            self._take(piece)
            return
        if not self._begun and piece:
            self._begun = True
            if self._coding == "deflate" and piece[0] & 0x0F != 8:
                # Some servers send "deflate" without the zlib header that RFC 9110 asks for.
                self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            while piece:
                self._take(self._inflater.decompress(piece, _STEP))
                piece = self._inflater.unconsumed_tail
                if self._inflater.eof:
                    piece = self._inflater.unused_data
                    if not piece or self._coding == "deflate":
                        break
                    self._inflater = _inflater(self._coding)  # gzip may have several members
        except zlib.error as problem:
            raise BadEncodingError(f"the answer is not {self._coding}: {problem}") from None

    def finish(self) -> bytes:
        """The whole body. Raises `BadEncodingError` where the compressed data stops short."""
        if self._inflater is not None and self._begun:
            self._take(self._inflater.flush(_STEP))
            if not self._inflater.eof:
                raise BadEncodingError(f"the answer's {self._coding} data stops short")
        return b"".join(self._pieces)

    def _take(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._limit:
            raise TooLargeError(f"the answer is larger than {self._limit:,} bytes")
        self._pieces.append(data)


def _inflater(coding: str) -> zlib._Decompress:
    return zlib.decompressobj(zlib.MAX_WBITS | (16 if coding != "deflate" else 0))
