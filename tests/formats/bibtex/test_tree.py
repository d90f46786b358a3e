"""Editing a .bib text: the text comes back, and a change touches its own place only."""

import difflib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import citeform
from citeform.formats import bibtex
from tests.conftest import needs_shared, shared_files

TEXT = """% my library
@string{cup = "Cambridge"}

@Book{gross1961,
    Author = "Gross, A.",   % the first
    title  = {Title {Kept}},
    publisher = cup # { Press},
    YEAR = 1961
}
trailing words

@article{b, title={B}, note = {n}}
"""

PIECES = st.lists(
    st.sampled_from(
        [
            "@",
            "{",
            "}",
            "(",
            ")",
            '"',
            ",",
            "=",
            "#",
            "%",
            "\\",
            "\n",
            "\r\n",
            "\r",
            " ",
            "a",
            "1",
            "@article{",
            "@string{",
            "@comment{",
            "@preamble(",
            "title = ",
            "{x}",
            "key,",
            "\x00",
        ]
    ),
    max_size=40,
).map("".join)


@given(PIECES | st.text(max_size=60))
@example("@article{a,\r\n title = {x}\r}")
@example("@a{@a{@a{")
@settings(max_examples=1000)
def test_any_text_comes_back(text):
    assert str(bibtex.parse(text)) == text


@given(PIECES)
@settings(max_examples=500)
def test_no_text_raises(text):
    for node in bibtex.parse(text).entries:
        dict(node)
    citeform.loads(text, "bibtex")


@needs_shared
@pytest.mark.parametrize(
    "path", shared_files("biblatex", ".bib")[:60:3], ids=lambda path: path.name
)
def test_real_files_come_back(path):
    text = path.read_bytes().decode("utf-8", "replace")
    assert str(bibtex.parse(text)) == text


def changed_lines(before, after):
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_changing_a_field_changes_its_value_only():
    tree = bibtex.parse(TEXT)
    tree["gross1961"]["year"] = "1962"
    assert str(tree) == TEXT.replace("1961\n}", "1962\n}")
    tree["gross1961"]["author"] = "Gross, Anna"
    assert changed_lines(TEXT.replace("1961\n}", "1962\n}"), str(tree)) == [
        '-     Author = "Gross, A.",   % the first',
        '+     Author = "Gross, Anna",   % the first',
    ]


def test_values_read_as_text():
    entry = bibtex.parse(TEXT)["gross1961"]
    assert dict(entry) == {
        "Author": "Gross, A.",
        "title": "Title {Kept}",
        "publisher": "Cambridge Press",
        "YEAR": "1961",
    }
    assert entry.type == "Book"
    assert "year" in entry
    assert "journal" not in entry


def test_a_new_field_is_laid_out_like_the_last():
    tree = bibtex.parse(TEXT)
    tree["gross1961"]["doi"] = "10.1000/x"
    assert changed_lines(TEXT, str(tree)) == [
        "-     YEAR = 1961",
        "+     YEAR = 1961,",
        "+     doi = {10.1000/x}",
    ]
    tree = bibtex.parse("@book{a}\n")
    tree["a"]["title"] = "T"
    assert citeform.loads(str(tree), "bibtex")[0].title == "T"


def test_deleting_a_field_and_an_entry():
    tree = bibtex.parse(TEXT)
    del tree["gross1961"]["title"]
    assert changed_lines(TEXT, str(tree)) == ["-     title  = {Title {Kept}},"]
    del tree["b"]
    assert list(tree) == ["gross1961"]
    assert str(tree).endswith("trailing words\n\n")


def test_key_and_type_can_change():
    tree = bibtex.parse(TEXT)
    tree["b"].key = "bee"
    tree["bee"].type = "misc"
    assert "@misc{bee, title={B}, note = {n}}" in str(tree)


def test_windows_line_ends_stay():
    text = TEXT.replace("\n", "\r\n")
    tree = bibtex.parse(text)
    tree["gross1961"]["year"] = "1962"
    tree["gross1961"]["note"] = "new"
    assert "\n" not in str(tree).replace("\r\n", "")
    assert citeform.loads(str(tree), "bibtex")[0].note == "new"


def test_appending():
    tree = bibtex.parse("@book{a, title={A}}")
    tree.append("@book{b, title={B}}")
    assert str(tree) == "@book{a, title={A}}\n\n@book{b, title={B}}\n"


@pytest.mark.parametrize(
    ("name", "value"), [("year", "{1962"), ("year", "}{"), ("a b", "x"), ("", "x"), ("a=b", "x")]
)
def test_what_would_break_the_file_is_refused(name, value):
    tree = bibtex.parse(TEXT)
    with pytest.raises(citeform.errors.UsageError):
        tree["gross1961"][name] = value
    assert str(tree) == TEXT


def test_a_missing_entry_names_the_close_ones():
    with pytest.raises(KeyError, match="did you mean 'gross1961'"):
        bibtex.parse(TEXT)["gros1961"]


def test_a_value_with_a_line_that_begins_an_entry_is_refused():
    tree = bibtex.parse(TEXT)
    with pytest.raises(citeform.errors.UsageError, match="begins another entry"):
        tree["gross1961"]["title"] = "\n@{}"
    assert str(tree) == TEXT


@given(st.sampled_from(["gross1961", "b"]), st.text('ab\\ "{}%#,=@\n', max_size=12))
def test_a_value_that_was_set_is_read_back(key, value):
    tree = bibtex.parse(TEXT)
    try:
        tree[key]["title"] = value
    except citeform.errors.UsageError:
        return
    again = bibtex.parse(str(tree))
    assert again[key]["title"] == value
    assert len(again) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "@book{a,\n  year = 1961, % first edition\n}\n",
            "@book{a,\n  year = 1961, % first edition\n  note = {N},\n}\n",
        ),
        (
            "@book{a,\r\n  year = 1961 % 1, 2\r\n}\r\n",
            "@book{a,\r\n  year = 1961, % 1, 2\r\n  note = {N}\r\n}\r\n",
        ),
    ],
)
def test_a_new_field_stands_below_the_remark_behind_the_last(before, after):
    tree = bibtex.parse(before)
    tree["a"]["note"] = "N"
    assert str(tree) == after
