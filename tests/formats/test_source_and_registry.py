"""Inputs in every encoding; formats found by name, by content, by suffix."""

from __future__ import annotations

import io

import pytest

import citeform
from citeform.diagnostics import Lines, Report
from citeform.errors import FormatDirectionError, UnknownFormatError
from citeform.formats.registry import BUILT_IN, by_suffix, get_reader, get_writer
from citeform.formats.source import Source

TEXT = "TY  - JOUR\r\nTI  - Straße\rER  - \n"
LINES = ["TY  - JOUR\n", "TI  - Straße\n", "ER  - \n"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("kind", [bytes, io.BytesIO])
def test_encodings_with_a_mark_and_utf_8(encoding: str, kind: type):
    report = Report()
    source = Source(kind(TEXT.encode(encoding)), report)
    assert list(source.lines()) == LINES
    assert Source(kind(TEXT.encode(encoding)), report).text() == TEXT
    assert len(report) == 0


def test_windows_1252_is_read_and_told():
    report = Report("a.ris")
    assert list(Source(TEXT.encode("cp1252"), report).lines()) == LINES
    assert [(found.code, found.file) for found in report] == [("input.encoding", "a.ris")]


def test_one_line_in_another_encoding_does_not_spoil_the_others():
    data = "é\n".encode() + "é\n".encode("cp1252")
    assert Source(data, Report()).text() == "é\né\n"


def test_a_text_loses_its_byte_order_mark():
    assert Source("\ufeffTY  - JOUR", Report()).text() == "TY  - JOUR"


def test_a_character_on_the_border_of_two_blocks_is_not_cut():
    data = ("é" * 10 + "\n").encode() * 40_000
    assert "".join(Source(io.BytesIO(data), Report()).lines()).encode() == data


def test_offsets_are_lines_and_columns():
    lines = Lines("ab\r\ncd\re\n")
    assert [lines.at(offset) for offset in (0, 1, 4, 5, 7)] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
        (3, 1),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('[{"id": "a"}]', "csl-json"),
        ("% a comment\n@article{a,\n  title = {T}\n}", "bibtex"),
        ("TY  - JOUR\nER  - \n", "ris"),
        ("\ufeffTY - JOUR\nER - \n", "ris"),
        ("Felis, M.L. Auton Robot (2017) 41: 495.", "springer"),
        ("Felis, M.L. On robots. Auton Robot 41, 495–511 (2017).", "springer-current"),
        ("Journal of X\n\nDOI: 10.1007/x\n", "springer-page"),
    ],
)
def test_content_tells_the_format(text: str, name: str):
    from citeform.formats.registry import recognise

    assert recognise(Source(text, Report())).info.name == name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("refs.bib", "bibtex"),
        ("REFS.RIS", "ris"),
        ("folder.bib/refs.json", "csl-json"),
        ("refs", None),
        (".bib.txt.unknown", None),
    ],
)
def test_a_suffix_tells_the_format(path: str, name: str | None):
    assert by_suffix(path) == name


def test_names_are_taken_in_any_case():
    assert get_reader("BibTeX").info.name == "bibtex"


def test_an_object_is_taken_for_a_name():
    reader = get_reader("ris")
    assert get_reader(reader) is reader


def test_a_direction_that_is_not_there():
    with pytest.raises(FormatDirectionError, match="'springer-page' cannot be written, only read"):
        get_writer("springer-page")


def test_an_unknown_name_lists_the_close_ones():
    with pytest.raises(UnknownFormatError, match="did you mean 'ris'"):
        get_reader("riss")


def test_names_are_unique_and_lower_case():
    assert all(name == name.lower() == info.name for name, info in BUILT_IN.items())


def test_suffixes_of_written_formats_are_recognised_again(tmp_path):
    work = citeform.Article(type="book", title="On walls", id="a")
    for info in BUILT_IN.values():
        if (
            info.writes
            and info.reads
            and info.suffixes
            and by_suffix("x" + info.suffixes[0]) == info.name
        ):
            path = tmp_path / f"x{info.suffixes[0]}"
            citeform.dump(work, path)
            assert len(citeform.load(path, info.name)) == 1, info.name
