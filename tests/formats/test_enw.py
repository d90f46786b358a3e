"""EndNote tagged (Refer): reading, writing, and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.diagnostics import Report
from citeform.formats import enw
from citeform.model.vocabulary import ATTRIBUTES, Kind
from tests.conftest import needs_shared, shared_files
from tests.data import records

TEXT = """%0 Journal Article
%A Doe, Jane
%A World Health Organization
%D 2011
%8 May 3
%T A title
%J Journal of X
%V 3
%N 2
%P 1-9
%R 10.1000/182
%@ 0174-1551
%K one
%K two
%X An abstract
over two lines
%1 mine
"""


def one(text: str) -> Article:
    (article,) = citeform.loads(text, "enw")
    return article


def test_a_record():
    assert one(TEXT) == Article(
        type="article-journal",
        title="A title",
        container_title="Journal of X",
        author=[Name("Doe", "Jane"), Name(literal="World Health Organization")],
        issued=Date(2011, 5, 3),
        volume="3",
        issue="2",
        page="1-9",
        doi="10.1000/182",
        issn="0174-1551",
        keyword="one, two",
        abstract="An abstract\nover two lines",
        custom={"enw": {"%1": ["mine"]}},
    )


@pytest.mark.parametrize(
    ("lines", "attribute", "value"),
    [
        ("%0 Book\n%N 4", "collection_number", "4"),
        ("%0 Book Section\n%N 4", "collection_number", "4"),
        ("%0 Journal Article\n%N 4", "issue", "4"),
        ("%0 Statute\n%N 111-5", "number", "111-5"),
        ("%0 Journal Article\n%2 PMC12345", "pmcid", "PMC12345"),
        ("%0 Journal Article\n%2 see p. 4", "pmcid", ""),
        ("%0 Conference Proceedings\n%B A Meeting\n%3 Its Papers", "container_title", "Its Papers"),
    ],
)
def test_what_endnotes_types_put_into_a_tag(lines, attribute, value):
    assert getattr(one(f"{lines}\n%T T\n"), attribute) == value


def test_where_a_meeting_was_held():
    (paper,) = citeform.loads("%0 Conference Paper\n%C Kyoto\n%1 Berlin\n%I House\n", "enw")
    assert (paper.event_place, paper.publisher_place) == ("Kyoto", "Berlin")
    for name in ("enw", "endnote-xml"):
        (again,) = citeform.loads(citeform.dumps(paper, name), name)
        assert (again.event_place, again.publisher_place) == ("Kyoto", "Berlin")
    (paper,) = citeform.loads("%0 Conference Paper\n%C Berlin\n%I House\n", "enw")
    assert (paper.event_place, paper.publisher_place) == ("", "Berlin")


def test_a_middle_initial_gets_its_stop():
    (article,) = citeform.loads("%0 Book\n%A Doe, John S\n%A Roe, JM\n%A Poe, A\n", "enw")
    assert article.author == (Name("Doe", "John S."), Name("Roe", "JM"), Name("Poe", "A"))


def test_what_is_written():
    assert citeform.dumps(one(TEXT), "enw") == (
        "%0 Journal Article\n%A Doe, Jane\n%A World Health Organization\n%T A title\n"
        "%J Journal of X\n%V 3\n%N 2\n%P 1-9\n%R 10.1000/182\n%X An abstract\nover two lines\n"
        "%@ 0174-1551\n%K one\n%K two\n%D 2011\n%8 2011-05-03\n%1 mine\n"
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("%T A\n%J B\n", "article-journal"),
        ("%T A\n%B B\n%I C\n", "chapter"),
        ("%T A\n%I C\n", "book"),
        ("%T A\n", "document"),
        ("%0 Serial\n%0 Audio\n%T A\n", "song"),
    ],
)
def test_the_type_of_a_record_without_one_or_with_two(text, kind):
    assert one(text).type == kind


def test_records_are_divided_by_empty_lines_and_types():
    library = citeform.loads("%T A\n%D 1999\n\n%T B\n%0 Book\n%T C\n", "enw")
    assert [article.title for article in library] == ["A", "B", "C"]


@pytest.mark.parametrize("name", sorted(enw._ROWS))
def test_every_type_comes_back(name):
    text = f"%0 {name}\n%T T\n"
    assert citeform.dumps(one(text), "enw") == text


def test_a_line_of_an_abstract_cannot_be_a_tag():
    article = Article(type="book", title="T", abstract="one\n%0 Book\n\n%T two")
    assert one(citeform.dumps(article, "enw")).abstract == "one %0 Book %T two"


def _held(name: str) -> st.SearchStrategy[Article]:
    layout = enw._layout(name)
    fields: dict[str, st.SearchStrategy[object]] = {}
    for attribute in {*layout.values()} - {"issn", "number", "call_number"}:
        names = ATTRIBUTES[attribute].kind is Kind.NAMES
        fields[attribute] = records.PEOPLE if names else records.TEXT
    special = {
        "abstract": records.LINES,
        "annote": records.LINES,
        "note": records.LINES,
        "doi": records.DOI,
        "title": records.SIGNS.filter(lambda text: "<" not in text),
        "issued": records.DATE | records.RANGE,
        "accessed": records.DAY,
        "keyword": records.KEYWORDS,
        "issn": st.just("0174-1551"),
        "isbn": st.just("9783642002304"),
    }
    if "pmcid" in fields:
        special["pmcid"] = st.just("PMC12345")
    if "page" in fields:
        special["page"] = records.PAGES
    return st.fixed_dictionaries({}, optional={**fields, **special}).map(
        lambda given: Article(type=enw._ROWS[name][0], **given)
    )


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(enw._WRITTEN.values())).flatmap(_held))
def test_what_the_format_holds_comes_back(article):
    report = Report()
    text = citeform.dumps(article, "enw", report=report)
    assert list(report) == []
    assert one(text) == article


@needs_shared
@pytest.mark.parametrize("path", shared_files("enw", ".enw"), ids=lambda path: path.name)
def test_real_files_come_back(path):
    library = citeform.load(path)
    assert len(library) == path.read_text("utf-8").count("%0 ") > 0
    again = citeform.loads(citeform.dumps(library, "enw"), "enw")
    assert list(again) == list(library)
