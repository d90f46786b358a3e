"""YAML as texts with places: nothing becomes anything else, nothing bad costs more than itself."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.diagnostics import Report
from citeform.formats.yamltree import DEEPEST, Mapping, parse_yaml, plain, strings
from citeform.formats.yamlwriter import write_yaml
from tests.formats.timing import ratio_of_times
from tests.formats.works import ANY_TEXT


def read(text: str) -> tuple[Any, list[str]]:
    report = Report()
    documents = parse_yaml(text, report)
    return [strings(document) for document in documents], [found.code for found in report]


@pytest.mark.parametrize(
    "word",
    ["no", "yes", "on", "1e3", "08", "0o17", "0x1F", "2020-01-01", "12:30:45", ".5", "1_000", "="],
)
def test_a_scalar_is_the_text_it_was_written_as(word: str) -> None:
    assert read(f"a: {word}") == ([{"a": word}], [])


@pytest.mark.parametrize("word", ["", "~", "null"])
def test_null_is_null(word: str) -> None:
    assert read(f"a: {word}") == ([{"a": None}], [])


def test_no_tag_makes_an_object() -> None:
    assert read("!!python/object/apply:os.system ['true']") == ([["true"]], [])


def test_places_are_known() -> None:
    (document,) = parse_yaml("a:\n  - x\n  - b: c\n", Report())
    assert isinstance(document, Mapping)
    listing = document.pairs[0][1]
    assert (listing.line, listing.column) == (2, 3)


def test_a_kept_value_keeps_its_kind() -> None:
    (document,) = parse_yaml("a: 5\nb: '5'\nc: true\nd: 1.5\ne: 08\nf: 1.50", Report())
    assert plain(document) == {"a": 5, "b": "5", "c": True, "d": 1.5, "e": "08", "f": "1.50"}


def test_a_value_that_needs_quotes_is_words() -> None:
    documents, codes = read("- title: Foo: bar\n  page: 3\n- title: fine\n")
    assert documents == [[{"title": "Foo: bar", "page": "3"}, {"title": "fine"}]]
    assert codes == ["yaml.unquoted"]


def test_one_bad_entry_costs_one_field() -> None:
    documents, codes = read("- a: 1\n  b: [1, 2\n- c: 3\n- d: {\n- e: 5\n")
    assert documents == [[{"a": "1"}, {"c": "3"}, {"e": "5"}]]
    assert codes == ["yaml.syntax", "yaml.syntax"]


def test_the_place_of_a_mistake_is_told() -> None:
    report = Report("refs.yaml")
    parse_yaml("references:\n- id: a\n  title: Foo: bar\n", report)
    assert str(next(iter(report))).startswith("refs.yaml:3:10: warning[yaml.unquoted]")


def test_aliases_and_merge_keys() -> None:
    assert read("a: &x {p: 1}\nb: *x\nc:\n  <<: *x\n  q: 2\n") == (
        [{"a": {"p": "1"}, "b": {"p": "1"}, "c": {"p": "1", "q": "2"}}],
        [],
    )


def test_a_bomb_of_aliases_is_refused() -> None:
    letters = "abcdefghi"
    lines = [
        f"{two}: &{two} [{', '.join([f'*{one}'] * 9)}]" for one, two in itertools.pairwise(letters)
    ]
    documents, codes = read("\n".join(["a: &a [lol]", *lines]))
    assert documents == [{"a": ["lol"]}]
    assert set(codes) == {"yaml.alias"}


def test_many_aliases_of_a_long_text_are_refused() -> None:
    text = "a: &a " + "x" * 1_000_000 + "\nb:\n" + "- *a\n" * 1_000
    assert {*read(text)[1]} == {"yaml.alias"}


def test_an_alias_to_what_it_stands_in_is_refused() -> None:
    assert read("a: &x [*x]\nb: 1") == ([{"b": "1"}], ["yaml.alias"])


@pytest.mark.parametrize("opener", ["[", "{", "- ", "? "])
def test_depth_is_bounded(opener: str) -> None:
    assert read(opener * (DEEPEST + 20)) == ([], ["record.unreadable"])


def test_control_characters_are_dropped() -> None:
    assert read("a: x\x07y\x00z") == ([{"a": "xyz"}], ["input.control-character"])


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "{",
        '"',
        "'",
        "a: b: c\n",
        "- [\n",
        "- - ",
        "&a ",
        "*a ",
        ": ",
        "|\n",
        "%\n",
        "---\n",
        "\t",
    ],
)
def test_time_is_linear(unit: str) -> None:
    assert ratio_of_times(lambda text: parse_yaml(text, Report()), unit * 500, unit * 4_000) < 8 * 5


@given(st.text(max_size=300))
def test_never_raises(text: str) -> None:
    parse_yaml(text, Report())


@given(
    st.recursive(
        st.one_of(ANY_TEXT, st.integers(-999, 999), st.booleans(), st.none()),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(ANY_TEXT.filter(lambda key: key != "<<"), inner, max_size=3),
        ),
        max_leaves=8,
    )
)
def test_what_is_written_is_read(value: Any) -> None:
    report = Report()
    documents = parse_yaml(write_yaml(value), report)
    assert [plain(document) for document in documents] == [value]
    assert not len(report)


@pytest.mark.parametrize(
    "word", ["no", "1e3", "08", "2020-01-01", "0o7", ".5", "+1", "~", "a: b", "# x", "@x"]
)
def test_a_string_that_looks_like_something_else_is_quoted(word: str) -> None:
    assert write_yaml({"a": word}) in (f"a: '{word}'\n", f'a: "{word}"\n')
