"""Wikipedia's citation templates: reading, writing, and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.diagnostics import Report
from citeform.formats.wikipedia import tables
from tests.conftest import DATA, needs_shared
from tests.data import records

TEXT = """Words.<ref>{{Cite journal |last1=Doe |first1=Jane <!-- who? --> |author2=World Health Organization
 |title=On ''E. coli'' &amp; [[Bacterium|bacteria]] {{!}} more |journal=[[Journal of X]] |date=3 May 2011
 |volume=3 |issue=2 |pages=1–9 |doi=10.1000/182 |pmc=99 |bibcode=2011JX |url-status=live}}</ref> {{other|x}}"""


def one(text: str) -> Article:
    (article,) = citeform.loads(text, "wikipedia")
    return article


def test_a_template_in_a_text():
    assert one(TEXT) == Article(
        type="article-journal",
        title="On <i>E. coli</i> & bacteria | more",
        container_title="Journal of X",
        author=[Name("Doe", "Jane"), Name(literal="World Health Organization")],
        issued=Date(2011, 5, 3),
        volume="3",
        issue="2",
        page="1-9",
        doi="10.1000/182",
        pmcid="PMC99",
        custom={"wikipedia": {"bibcode": ["2011JX"], "url-status": ["live"]}},
    )


def test_what_is_written():
    assert citeform.dumps(one(TEXT), "wikipedia") == (
        "{{cite journal |last1=Doe |first1=Jane |author2=World Health Organization "
        "|title=On ''E. coli'' & bacteria {{!}} more |journal=Journal of X |date=2011-05-03 "
        "|volume=3 |issue=2 |pages=1–9 |doi=10.1000/182 |pmc=99 |bibcode=2011JX |url-status=live}}\n"
    )


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ("title=T |chapter=C", {"type": "chapter", "title": "C", "container_title": "T"}),
        ("title=T |vauthors=Dowd SE, Roe A |display-authors=etal",
         {"type": "book", "title": "T", "author": [Name("Dowd", "S. E."), Name("Roe", "A."), Name.others()]}),
        ("title=T |author=((A, B))", {"type": "book", "title": "T", "author": [Name(literal="A, B")]}),
        ("title=T |author=Doe, Jane", {"type": "book", "title": "T", "author": [Name("Doe", "Jane")]}),
        ("title=T |last2=Roe |first2=R |last=Doe |first=J",
         {"type": "book", "title": "T", "author": [Name("Doe", "J"), Name("Roe", "R")]}),
        ("title=T |editor-last=Roe |editor-first=R |editor2-last=Poe |editor-first2=E",
         {"type": "book", "title": "T", "editor": [Name("Roe", "R"), Name("Poe", "E")]}),
        ("title=T |first=John, Jr. |last=Doe",
         {"type": "book", "title": "T", "author": [Name("Doe", "John", suffix="Jr.")]}),
        ("title=T |publication-place=Berlin |year=1999",
         {"type": "book", "title": "T", "publisher_place": "Berlin", "issued": Date(1999)}),
        ("title=T |título=T", {"type": "book", "title": "T"}),
        ("title=A {{nowrap|b c}} <nowiki>d</nowiki>", {"type": "book", "title": "A b c d"}),
    ],
)  # fmt: skip
def test_parameters(parameters, expected):
    assert one("{{cite book |" + parameters + "}}") == Article(**expected)


@pytest.mark.parametrize(
    ("template", "kind"),
    [
        ("{{citation |title=T |journal=J}}", "article-journal"),
        ("{{citation |title=T |publisher=P}}", "book"),
        ("{{citation |title=T |url=http://a.org}}", "webpage"),
        ("{{cite web\n| title = T\n}}", "webpage"),
        ("{{CITE NEWS|title=T}}", "article-newspaper"),
        ("{{Literatur |Titel=T |Sammelwerk=S}}", "chapter"),
        ("{{cite book |title=T |journal=J}}", "article-journal"),
    ],
)
def test_types(template, kind):
    assert one(template).type == kind


def test_a_template_that_is_not_closed_ends_with_its_paragraph():
    library = citeform.loads("{{cite web |title=A\n\n{{cite web |title=B}}", "wikipedia")
    assert [article.title for article in library] == ["A", "B"]
    assert [(found.code, found.line) for found in library.diagnostics] == [("input.truncated", 1)]


def test_no_value_can_end_the_template():
    nasty = "a}} b {{c|d}} [[e]] |title=f <ref>g</ref> &amp; ''h'' <!-- i --> <nowiki>"
    article = Article(
        type="article-journal",
        title=nasty,
        volume="}}|x=",
        page="}}|{{a",
        url="http://a.org/|b}}",
        issued=Date(literal="}}|y="),
    )
    assert one(citeform.dumps(article, "wikipedia")) == article


_HELD = {
    "title": records.SIGNS.filter(lambda text: "((" not in text),
    "container_title": records.TEXT,
    "author": records.PEOPLE,
    "editor": records.PEOPLE,
    "issued": records.DATE,
    "volume": records.NUMBER,
    "issue": records.NUMBER,
    "page": records.PAGES,
    "publisher": records.TEXT,
    "publisher_place": records.TEXT,
    "edition": records.TEXT,
    "collection_title": records.TEXT,
    "language": records.WORD,
    "doi": records.DOI,
    "issn": st.just("0174-1551"),
    "isbn": st.just("9783642002304"),
    "url": st.just("https://example.org/a_(b)?c=d&e=[f]|g"),
    "accessed": records.DAY,
}


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["article-journal", "article-newspaper", "webpage", "thesis", "report"]),
    st.fixed_dictionaries({}, optional=_HELD),
)
def test_what_the_format_holds_comes_back(kind, fields):
    article = Article(type=kind, **fields)
    report = Report()
    text = citeform.dumps(article, "wikipedia", report=report)
    assert list(report) == []
    assert one(text) == article


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="{}[]|=<!->'ab \n", max_size=200))
def test_no_text_makes_the_reader_raise(text):
    citeform.loads("{{cite book|" + text, "wikipedia")


@pytest.mark.parametrize(
    "unit", ["{{cite book|", "{{cite book|a=[[", "{{", "{{cite book|title=''", "<!--{{cite book|"]
)
def test_nesting_takes_linear_time(unit):
    citeform.loads(unit * 20_000, "wikipedia")


@needs_shared
def test_real_templates_come_back():
    lines = (DATA / "wikipedia" / "templates.jsonl").read_text("utf-8").splitlines()
    for line in lines:
        library = citeform.loads(json.loads(line)["template"], "wikipedia")
        assert len(library) == 1
        assert library[0].title
        assert library[0].author
        assert library[0].issued
        assert citeform.loads(citeform.dumps(library, "wikipedia"), "wikipedia") == library


def test_every_template_comes_back():
    for template, kind in tables.TYPES.items():
        text = "{{" + template + " |title=T}}\n"
        assert one(text).type == kind
        assert citeform.dumps(one(text), "wikipedia") == text
