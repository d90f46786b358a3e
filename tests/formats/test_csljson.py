"""CSL-JSON: lossless both ways, lenient."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Library, Name
from tests.conftest import DATA, shared_files


def read(item: Any) -> Library:
    return citeform.loads(json.dumps(item), "csl-json")


def one(**item: Any) -> Article:
    [article] = read([item])
    return article


def back(article: Article) -> Any:
    [item] = json.loads(citeform.dumps(article, "csl-json"))
    return item


def test_a_usual_item():
    work = one(
        id="gross1927",
        type="article-journal",
        title="College Libraries",
        DOI="10.1126/x",
        author=[{"family": "Gross", "given": "P. L. K."}],
        issued={"date-parts": [[1927, 10, 28]]},
        **{"container-title": "Science"},
    )
    assert work == Article(
        id="gross1927",
        type="article-journal",
        title="College Libraries",
        doi="10.1126/x",
        author=[Name("Gross", "P. L. K.")],
        issued=Date(1927, 10, 28),
        container_title="Science",
    )


@pytest.mark.parametrize(
    "item",
    [
        {"id": 3},
        {"id": "a", "volume": 12},
        {"title": None},
        {"author": []},
        {"title": ["A"]},
        {"issued": {"date-parts": [["2011", "05"]]}},
        {"issued": {"date-parts": [[None]]}},
        {"issued": {"raw": "May 2011"}},
        {"issued": {"literal": "in press"}},
        {"issued": {"date-parts": [[2011]], "season": "1"}},
        {"issued": {"date-parts": [[2004], [2005, 3]]}},
        {"issued": {"date-parts": [[2004], [0]]}},
        {"issued": "2011-05"},
        {"issued": 2011},
        {"author": [{"name": "WHO"}]},
        {"author": [{"literal": "WHO"}]},
        {"author": ["Curie, Marie"]},
        {"author": [{"family": "A", "ORCID": "https://orcid.org/0000-0002-1825-0097"}]},
        {"author": [{"family": "A", "affiliation": [{"name": "X"}]}]},
        {"author": [{"family": "A", "comma-suffix": 1, "suffix": "Jr"}]},
        {"my-field": {"deep": [1, 2.5, True, None]}},
        {"custom": {"mine": {"a": 1}}},
        {"type": "no-such-type"},
        {"journalAbbreviation": "J X"},
        {"journalAbbreviation": "J X", "container-title-short": "J Y"},
        {"title": "", "note": "x"},
    ],
    ids=json.dumps,
)
def test_an_unusual_item_comes_back_as_it_was(item: dict[str, Any]):
    assert back(one(**item)) == item


def test_a_changed_field_is_written_anew():
    assert back(one(volume=12).replace(volume="13")) == {"volume": "13"}


def test_usual_names_are_not_remembered_twice():
    work = one(author=[{"family": "A", "ORCID": "https://orcid.org/0000-0002-1825-0097", "affiliation": [{"name": "X"}]}])  # fmt: skip
    assert work == Article(author=[Name("A", orcid="0000-0002-1825-0097", affiliation=["X"])])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('[{"id": "a"}, {"id": "b"}]', 2),
        ('{"id": "a"}', 1),
        ('{"id": "a"}\n{"id": "b"}\n', 2),
        ('{"items": [{"id": "a"}, {"id": "b"}]}', 2),
        ("[]", 0),
        ("", 0),
    ],
)
def test_containers(text: str, count: int):
    assert len(citeform.loads(text, "csl-json")) == count


def test_a_broken_item_costs_itself_only():
    library = citeform.loads('[{"id": "a"},\n {"id": b},\n {"id": "c"}]', "csl-json")
    assert library.ids == ["a", "c"]
    [found] = library.diagnostics
    assert (found.code, found.line, found.column) == ("json.syntax", 2, 9)


def test_what_is_no_item_is_reported():
    library = citeform.loads('[{"id": "a"}, 3, "x"]', "csl-json")
    assert library.ids == ["a"]
    assert [found.code for found in library.diagnostics] == ["json.not-an-item"] * 2


def test_a_value_of_the_wrong_kind_is_reported_and_kept():
    library = read([{"id": "a", "title": {"x": 1}}])
    assert [found.code for found in library.diagnostics] == ["field.wrong-kind"]
    assert back(library[0]) == {"id": "a", "title": {"x": 1}}


def test_a_truncated_text_is_reported():
    library = citeform.loads('[{"id": "a"}, {"id": "b", "ti', "csl-json")
    assert (library.ids, [found.code for found in library.diagnostics]) == (
        ["a"],
        ["input.truncated"],
    )


def test_an_item_a_line():
    text = citeform.dumps([Article(id="a"), Article(id="b")], "csl-json", indent=0)
    assert text == '[\n{"id": "a"},\n{"id": "b"}\n]\n'


def test_nothing_is_an_empty_list():
    assert citeform.dumps([], "csl-json") == "[]\n"


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-99, 99), st.text(max_size=5)),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
keys = st.sampled_from(["id", "type", "title", "volume", "author", "issued", "DOI", "xyz", "journalAbbreviation"])  # fmt: skip


@given(st.dictionaries(keys, json_values, max_size=6))
def test_any_item_comes_back_as_it_was(item: dict[str, Any]):
    assert back(one(**item)) == item


@pytest.mark.parametrize(
    "path",
    [path for path in shared_files("csl-json", ".json") if path.stat().st_size < 1_000_000],
    ids=lambda path: path.relative_to(DATA).as_posix(),
)
def test_every_real_file_is_lossless(path):
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        pytest.skip("the file is not JSON")
    items = given if isinstance(given, list) else given.get("items", [given])
    objects = [item for item in items if isinstance(item, dict)]
    library = citeform.load(path, "csl-json")
    assert json.loads(citeform.dumps(library, "csl-json")) == objects


@pytest.mark.parametrize("names", [[{}], [{"family": "Doe"}, {}], [None], [{"family": ""}], []])
def test_names_that_name_nobody_come_back(names: list[object]) -> None:
    """Found by the property above: an empty name among others, or alone."""
    item = {"id": "a", "author": names}
    assert back(one(**item)) == item
