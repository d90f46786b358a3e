from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.fetching.bodies import BadEncodingError, Body, TooLargeError

DATA = b'{"title": "On citing"}' * 50


def read(data: bytes, coding: str, *, limit: int = 1 << 20, step: int = 7) -> bytes:
    body = Body(coding, limit)
    for start in range(0, len(data), step):
        body.add(data[start : start + step])
    return body.finish()


RAW_DEFLATE = zlib.compress(DATA)[2:-4]


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("", DATA),
        ("identity", DATA),
        ("gzip", gzip.compress(DATA)),
        ("X-GZIP", gzip.compress(DATA)),
        ("gzip", gzip.compress(DATA[:100]) + gzip.compress(DATA[100:])),
        ("deflate", zlib.compress(DATA)),
        ("deflate", RAW_DEFLATE),
    ],
)
@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_what_is_compressed_comes_out_whole(coding: str, data: bytes, step: int) -> None:
    assert read(data, coding, step=step) == DATA


@pytest.mark.parametrize("coding", ["gzip", "deflate", ""])
def test_an_empty_body_is_empty(coding: str) -> None:
    assert read(b"", coding) == b""


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", b'{"not": "compressed"}'),
        ("gzip", gzip.compress(DATA)[:-9]),
        ("gzip", gzip.compress(DATA)[:5]),
        ("deflate", zlib.compress(DATA)[:-9]),
    ],
)
def test_what_is_not_compressed_as_it_says_is_an_error(coding: str, data: bytes) -> None:
    with pytest.raises(BadEncodingError):
        read(data, coding)


def test_a_compression_that_nobody_asked_for_is_an_error() -> None:
    with pytest.raises(BadEncodingError, match="'br'"):
        Body("br", 100)


@pytest.mark.parametrize("coding", ["gzip", "deflate", ""])
def test_the_limit_holds_for_what_comes_out(coding: str) -> None:
    data = b" " * 1_000_000
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "": bytes}[coding](data)
    with pytest.raises(TooLargeError, match="100,000 bytes"):
        read(packed, coding, limit=100_000, step=65536)


def test_a_bomb_is_never_unpacked_beyond_the_limit() -> None:
    import tracemalloc

    bomb = gzip.compress(b"\0" * 100_000_000)
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        read(bomb, "gzip", limit=200_000, step=len(bomb))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", ""]))
def test_any_bytes_give_a_body_or_one_of_the_two_errors(data: bytes, coding: str) -> None:
    try:
        result = read(data, coding, limit=100, step=13)
    except (BadEncodingError, TooLargeError):
        return
    assert len(result) <= 100
