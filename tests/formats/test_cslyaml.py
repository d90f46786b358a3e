"""CSL-YAML and NDJSON: the whole model, both ways."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

import citeform
from citeform import Article, Date, Name
from citeform.diagnostics import Report
from citeform.model.vocabulary import ATTRIBUTES, TYPES
from tests.conftest import needs_shared, shared_files
from tests.formats.works import ANY_TEXT, MARKUP, broken, works

SAMPLE = """\
---
# the reader's own
references:
- id: doe2020
  type: article-journal
  title: "The *E. coli* story: CO~2~ and [iPhones]{.nocase}"
  author:
  - family: Doe
    given: Jane
    non-dropping-particle: van
  - literal: The ACME Group
  issued: 2020-05
  page: 10--19
  doi: 10.1000/xyz
  keyword: [one, two]
  my-own: 08
- id: roe
  type: book
  issued: {date-parts: [[1999, "08"]], circa: true}
...
"""


def test_reading() -> None:
    first, second = citeform.loads(SAMPLE, "csl-yaml")
    assert first == Article(
        id="doe2020",
        type="article-journal",
        title='The <i>E. coli</i> story: CO<sub>2</sub> and <span class="nocase">iPhones</span>',
        author=(Name("Doe", "Jane", non_dropping_particle="van"), Name(literal="The ACME Group")),
        issued=Date(2020, 5),
        page="10-19",
        doi="10.1000/xyz",
        keyword="one, two",
        custom={"csl-json": {"my-own": "08"}},
    )
    assert second.issued == Date(1999, 8, circa=True)


@pytest.mark.parametrize(
    ("spelling", "date"),
    [
        ("2004-22", Date(2004, season=2)),
        ("1998/..", Date(1998, end=Date())),
        ("'-0876'", Date(-877)),
        ("1723\\~", Date(1723, circa=True)),
        ("in press", Date(literal="in press")),
        ("{year: 2010, month: 03}", Date(2010, 3)),
        ("[{year: 2010}, {year: 2012, month: 5}]", Date(2010, end=Date(2012, 5))),
        ("{literal: forthcoming}", Date(literal="forthcoming")),
    ],
)
def test_dates(spelling: str, date: Date) -> None:
    (article,) = citeform.loads(f"references:\n- id: a\n  issued: {spelling}\n")
    assert article.issued == date


def test_a_document_with_metadata_blocks() -> None:
    text = f"---\ntitle: My paper\n---\n\n# Head\n\nWords: and *more*\n\n{SAMPLE}\n\nMore: words\n"
    library = citeform.loads(text, "csl-yaml")
    assert library.ids == ["doe2020", "roe"]
    assert library.diagnostics == ()


def test_a_place_in_a_document_counts_from_its_start() -> None:
    text = "---\ntitle: x\nreferences:\n- id: a\n  title: b: c\n---\n\nwords\n"
    (found,) = citeform.loads(text, "csl-yaml").diagnostics
    assert (found.line, found.column) == (5, 10)


def test_a_bare_list_and_a_single_item() -> None:
    assert citeform.loads("- id: a\n  type: book\n- id: b\n").ids == ["a", "b"]
    assert citeform.loads("id: a\ntype: book\n", "csl-yaml").ids == ["a"]


def test_one_bad_entry_costs_one_record() -> None:
    library = citeform.loads("references:\n- id: a\n- 5\n- id: c\n", "csl-yaml")
    assert library.ids == ["a", "c"]
    assert [found.code for found in library.diagnostics] == ["yaml.not-a-record"]


def test_writing() -> None:
    article = Article(
        id="a",
        type="book",
        title="The <i>x</i>: 5* y",
        volume="3",
        issue="08",
        issued=Date(2020, 5, 1),
    )
    assert citeform.dumps(article, "csl-yaml") == (
        "---\n"
        "references:\n"
        "- id: a\n"
        "  type: book\n"
        "  title: 'The *x*: 5\\* y'\n"
        "  issue: '08'\n"
        "  volume: 3\n"
        "  issued: '2020-05-01'\n"
        "...\n"
    )


def test_nothing_is_an_empty_list() -> None:
    text = citeform.dumps([], "csl-yaml")
    assert citeform.loads(text).ids == []


ANY = works(ATTRIBUTES, list(TYPES), text=ANY_TEXT, ids=ANY_TEXT)
MARKED_UP = works(["title", "container_title", "abstract"], list(TYPES), text=MARKUP, ids=ANY_TEXT)


@given(ANY | MARKED_UP)
@settings(max_examples=50)
def test_any_article_comes_back(article: Article) -> None:
    report = Report()
    text = citeform.dumps(article, "csl-yaml", report=report)
    library = citeform.loads(text)
    assert list(library) == [article]
    assert not len(report)


@given(broken([SAMPLE, citeform.dumps(citeform.loads(SAMPLE), "csl-yaml")]))
def test_never_raises(text: str) -> None:
    citeform.loads(text, "csl-yaml")


@needs_shared
@pytest.mark.parametrize("path", shared_files("pairs-pandoc", ".md"), ids=lambda path: path.stem)
def test_what_pandoc_writes_is_read_and_comes_back(path) -> None:
    _, _, output = path.read_text("utf-8").partition("\n^D\n")
    if not output.startswith("---\n"):
        pytest.skip("pandoc writes something else here")
    text = output.rstrip().rstrip("`")
    library = citeform.loads(text)
    assert len(library) == text.count("\n- ")
    assert library.diagnostics == ()
    again = citeform.loads(citeform.dumps(library, "csl-yaml"))
    assert again == library


# ------------------------------------------------------------------ NDJSON


def test_ndjson_is_an_item_a_line() -> None:
    articles = [Article(id="a", type="book", title="Ä\nb"), Article(id="b", type="map")]
    text = citeform.dumps(articles, "ndjson")
    assert [json.loads(line)["id"] for line in text.splitlines()] == ["a", "b"]
    assert list(citeform.loads(text)) == articles


def test_a_bad_line_costs_that_line() -> None:
    library = citeform.loads('{"id":"a"}\n{"id":\n\n[1]\n{"id":"c"}\n', "ndjson")
    assert library.ids == ["a", "c"]
    assert [(found.code, found.line) for found in library.diagnostics] == [
        ("json.syntax", 2),
        ("json.not-an-item", 4),
    ]


@pytest.mark.parametrize("depth", [100, 400, 900, 100_000])
@pytest.mark.parametrize("name", ["ndjson", "csl-json", "schema-org"])
def test_an_object_nested_too_deeply_costs_itself(name: str, depth: int) -> None:
    deep = '{"@type":"Book","id":"x","name":"x","a":' + '{"a":' * depth + "1" + "}" * depth + "}"
    library = citeform.loads(f'{deep}\n{{"@type":"Book","id":"y","name":"y"}}\n', name)
    assert len(library) == 1
    assert {found.code for found in library.diagnostics} == {"record.unreadable"}
    for each in ("csl-yaml", "hayagriva", "schema-org"):
        assert citeform.dumps(library, each)


def test_ndjson_is_read_in_constant_memory(tmp_path) -> None:
    import tracemalloc

    path = tmp_path / "many.ndjson"
    line = json.dumps({"id": "x", "type": "book", "title": "t" * 200}) + "\n"
    path.write_text(line * 20_000)
    tracemalloc.start()
    count = sum(1 for _ in citeform.iter_load(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert peak < path.stat().st_size / 2


@given(ANY)
@settings(max_examples=50)
def test_any_article_comes_back_from_ndjson(article: Article) -> None:
    assert list(citeform.loads(citeform.dumps(article, "ndjson"), "ndjson")) == [article]


@given(broken(['{"id":"a","type":"book"}\n{"id":"b"}\n']))
def test_ndjson_never_raises(text: str) -> None:
    citeform.loads(text, "ndjson")
