"""Bad input of every kind, for every format: no exception, something said, linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citeform
from citeform.diagnostics import Severity
from citeform.errors import StrictError, UnknownFormatError
from citeform.formats.registry import BUILT_IN
from tests.conftest import DATA, needs_shared, shared_files

READERS = [info.name for info in BUILT_IN.values() if info.reads]

SAMPLES: dict[str, str] = {
    "csl-json": '[{"id": "a", "type": "book", "title": "T", "author": [{"family": "F"}]}]',
    "bibtex": "@article{a,\n  title = {T},\n  author = {A, B and C, D},\n  year = 2011\n}\n",
    "ris": "TY  - JOUR\nTI  - T\nAU  - A, B\nPY  - 2011\nER  - \n",
    "springer": "Felis, M.L. Auton Robot (2017) 41: 495. doi:10.1007/x\n",
}
BAD: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \n\t\r\n",
    "zeros": b"\x00" * 1000,
    "binary": bytes(range(256)) * 40,
    "latin-1": "@book{a, title = {Žluťoučký}}\nTI  - é".encode("latin-1", "replace"),
    "utf-16": "TY  - JOUR\nTI  - T\nER  - \n".encode("utf-16"),
    "utf-16 cut": "TY  - JOUR\nTI  - T\n".encode("utf-16")[:-1],
    "half a surrogate": b'{"title": "\\ud800"}',
    "braces": b"{" * 100_000,
    "brackets": b"[" * 100_000,
    "json too deep": b"[" * 50_000 + b"]" * 50_000,
    "xml too deep": b"<a>" * 50_000,
    "entity bomb": b'<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
    "a huge number": b'{"volume": ' + b"9" * 10_000 + b"}",
    "a long line": b"a" * 300_000,
    "quotes": b'"' * 10_001,
    "html": b"<!DOCTYPE html><html><body><p>404</p>",
    "yaml bomb": b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n",
}


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("kind", BAD)
def test_no_bad_input_raises(format: str, kind: str):
    library = citeform.loads(BAD[kind], format)
    for article in library:
        assert isinstance(article, citeform.Article)


@pytest.mark.parametrize("format", SAMPLES)
def test_a_text_cut_anywhere_is_read(format: str):
    sample = SAMPLES[format]
    for end in range(len(sample)):
        citeform.loads(sample[:end], format)
    assert len(citeform.loads(sample, format)) == 1


@pytest.mark.parametrize("kind", BAD)
def test_unrecognised_input_is_a_clear_error_or_is_read(kind: str):
    # Which of the two it is depends on the formats there are; nothing else may come out.
    said = ""
    try:
        citeform.loads(BAD[kind])
    except UnknownFormatError as error:
        said = str(error)
    assert not said or "not recognised; name it with format=" in said


@pytest.mark.parametrize("format", READERS)
@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=200)))
@settings(max_examples=20)
def test_nothing_at_all_raises(format: str, data: bytes | str):
    citeform.loads(data, format)


def seconds(format: str, data: bytes) -> float:
    start = time.process_time()
    citeform.loads(data, format)
    return time.process_time() - start


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("unit", [b"{", b"[", b'"', b"<a>", b"a ", b"@a{b,\n", b"- x\n"], ids=repr)
def test_time_is_linear(format: str, unit: bytes):
    """Eight times the input may take three times eight times as long, and a little for noise."""
    count = 16_000 // len(unit)
    seconds(format, unit * (count // 8))
    small = min(seconds(format, unit * count) for _ in range(2))
    large = seconds(format, unit * (8 * count))
    assert large < 24 * small + 0.5


@pytest.mark.parametrize("format", ["csl-json", "bibtex", "ris", "springer", "springer-page"])
def test_ten_megabytes_of_braces(format: str):
    start = time.process_time()
    library = citeform.loads(b"{" * 10_000_000, format)
    assert time.process_time() - start < 30
    assert len(library) <= 1
    assert library.diagnostics or library


REAL = [
    (format, path)
    for format, folder in (
        ("csl-json", "csl-json"),
        ("bibtex", "bibtex"),
        ("ris", "ris"),
        ("springer", "springer"),
    )
    for path in shared_files(folder)
    if path.stat().st_size < 3_000_000
]


@needs_shared
def test_there_are_real_files():
    assert len(REAL) > 50


@pytest.mark.parametrize(
    ("format", "path"), REAL, ids=[path.relative_to(DATA).as_posix() for _, path in REAL]
)
def test_every_real_file_is_read(format: str, path):
    library = citeform.load(path, format)
    assert len(library) > 0 or library.diagnostics
    for article in library:
        hash(article)


@pytest.mark.parametrize(
    ("format", "path"), REAL, ids=[path.relative_to(DATA).as_posix() for _, path in REAL]
)
def test_strict_reading_raises_what_lenient_reading_reports(format: str, path):
    lenient = citeform.load(path, format)
    serious = [found for found in lenient.diagnostics if found.severity >= Severity.WARNING]
    if not serious:
        assert citeform.load(path, format, strict=True) == lenient
        return
    with pytest.raises(StrictError) as caught:
        citeform.load(path, format, strict=True)
    assert list(caught.value.diagnostics) == serious
