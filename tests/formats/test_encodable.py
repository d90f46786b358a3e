"""Nothing that citeform writes fails at the encoding of a file."""

from __future__ import annotations

import pytest

import citeform
from citeform import Article, Name
from citeform.diagnostics import Report
from citeform.formats.encodable import encodable
from citeform.formats.registry import BUILT_IN


def test_half_a_character_becomes_the_replacement_character():
    report = Report()
    assert list(encodable(["a", "é", "b\ud800c", "\udfff"], report)) == [
        "a",
        "é",
        "b\ufffdc",
        "\ufffd",
    ]
    assert [each.code for each in report] == ["write.half-character"]


def test_two_halves_become_their_character():
    assert list(encodable(["\ud83d\ude00!"], Report())) == ["\U0001f600!"]


def test_whole_characters_are_left_alone():
    report = Report()
    assert list(encodable(["\U0001f600é", ""], report)) == ["\U0001f600é", ""]
    assert not list(report)


@pytest.mark.parametrize("name", [info.name for info in BUILT_IN.values() if info.writes])
def test_every_format_writes_half_a_character(name: str):
    article = Article(id="a", type="book", title="T\ud800", author=[Name("F\udcff", "G")])
    citeform.dumps(article, name).encode("utf-8")


def test_a_file_is_written_all_the_same(tmp_path):
    [article] = citeform.loads('[{"id": "a", "type": "book", "title": "T\\ud800"}]', "csl-json")
    citeform.dump(article, tmp_path / "a.bib")
    assert "T\ufffd" in (tmp_path / "a.bib").read_text("utf-8")
