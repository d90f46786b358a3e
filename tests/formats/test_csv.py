"""Tables of databases and reference managers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.formats.listednames import parse_list
from tests.conftest import needs_shared, shared_files

SCOPUS = (
    '"Authors","Author full names","Title","Year","Source title","Volume","Issue","Art. No.",'
    '"Page start","Page end","DOI","Link","Author Keywords","Document Type","Source","EID"\n'
    '"Doe J.; Roe A.B.","Doe, Jane (57190001); Roe, Anna B. (57190002)","On x, ""y""","2020",'
    '"Journal of Y","3","2","","1","9","10.1000/182","https://example.org/x","a; b","Review",'
    '"Scopus","2-s2.0-1"\n'
)
PUBMED = (
    "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,DOI\n"
    '123,"A title","Smith AB, van Raaij MJ, World Health Organization.","J. 2020","Smith AB",Nature,'
    "2020,2020/01/02,PMC9,10.1000/182\n"
)
ZOTERO = (
    '"Key","Item Type","Publication Year","Author","Title","Publication Title","ISBN","ISSN","DOI",'
    '"Url","Date","Access Date","Pages","Issue","Volume","Manual Tags","Editor"\n'
    '"K1","bookSection","2001","Doe, Jane; Roe, Rita","A chapter","A book","9783642002304","","","",'
    '"2001-05-03","2020-01-01 10:00:00","1-9","","","one; two","Poe, E. A."\n'
)


def one(text: str) -> Article:
    (article,) = citeform.loads(text, "csv")
    return article


def test_scopus():
    assert one(SCOPUS) == Article(
        id="2-s2.0-1",
        type="article-journal",
        title='On x, "y"',
        author=[Name("Doe", "Jane"), Name("Roe", "Anna B.")],
        container_title="Journal of Y",
        issued=Date(2020),
        volume="3",
        issue="2",
        page="1-9",
        doi="10.1000/182",
        url="https://example.org/x",
        keyword="a, b",
        source="Scopus",
        custom={"csv": {"Authors": ["Doe J.; Roe A.B."], "Document Type": ["Review"]}},
    )


def test_pubmed():
    article = one(PUBMED)
    assert (article.pmid, article.pmcid, article.doi) == ("123", "PMC9", "10.1000/182")
    assert article.author == (
        Name("Smith", "A. B."),
        Name("van Raaij", "M. J."),
        Name(literal="World Health Organization"),
    )
    assert article.custom["csv"]["Create Date"] == ("2020/01/02",)


def test_zotero():
    article = one(ZOTERO)
    assert (article.id, article.type, article.container_title) == ("K1", "chapter", "A book")
    assert (article.issued, article.accessed.year) == (Date(2001, 5, 3), 2020)
    assert (article.editor, article.isbn) == ((Name("Poe", "E. A."),), "9783642002304")


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_the_header_tells_what_divides(divider):
    text = divider.join(["Title", "Year", "Authors"]) + "\n" + divider.join(["T", "2001", "Doe J."])
    assert one(text) == Article(
        type="document", title="T", issued=Date(2001), author=[Name("Doe", "J.")]
    )


@pytest.mark.parametrize(
    ("text", "names", "guessed"),
    [
        ("Liu R., Adler D.G.", [Name("Liu", "R."), Name("Adler", "D.G.")], False),
        ("Smith AB, van Raaij MJ", [Name("Smith", "A. B."), Name("van Raaij", "M. J.")], False),
        ("Doe, Jane; Roe, R.", [Name("Doe", "Jane"), Name("Roe", "R.")], False),
        ("Doe, J., Roe, R.", [Name("Doe", "J."), Name("Roe", "R.")], False),
        ("Doe, J. and Roe, R.", [Name("Doe", "J."), Name("Roe", "R.")], False),
        ("Doe Smith, Jane Mary", [Name("Doe Smith", "Jane Mary")], False),
        ("Jane Doe and Rita Roe", [Name("Doe", "Jane"), Name("Roe", "Rita")], True),
        ("World Health Organization", [Name(literal="World Health Organization")], False),
        ("Doe, Jane", [Name("Doe", "Jane")], False),
    ],
)
def test_lists_of_names(text, names, guessed):
    assert parse_list(text) == (names, guessed)


def test_three_names_in_reading_order_are_guessed():
    names, guessed = parse_list("Jane Doe, Rita Roe, Edgar Poe")
    assert (names, guessed) == (
        [Name("Doe", "Jane"), Name("Roe", "Rita"), Name("Poe", "Edgar")],
        True,
    )


def test_a_table_without_names_of_columns_is_an_error():
    library = citeform.loads("1,2,3\n4,5,6\n", "csv")
    assert [found.code for found in library.diagnostics] == ["table.no-header"]


def test_one_bad_line_costs_one_record():
    text = "Title,Year\nA,2001\n" + "x" * 200_000 + ",2\nB,2002\nC,2003,4,5\n"
    library = citeform.loads(text, "csv")
    assert [article.title for article in library] == ["A", "B", "C"]
    assert [(found.code, found.line) for found in library.diagnostics] == [
        ("record.unreadable", 3),
        ("table.too-wide", 5),
    ]


@pytest.mark.parametrize("text", [SCOPUS, PUBMED, ZOTERO])
def test_the_content_tells_the_format(text):
    assert citeform.loads(text) == citeform.loads(text, "csv")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_the_reader_raise(text):
    citeform.loads("Title,Authors,Year\n" + text, "csv")


@needs_shared
@pytest.mark.parametrize("path", shared_files("csv-export"), ids=lambda path: path.name)
def test_real_files_are_read_whole(path):
    library = citeform.load(path)
    assert len(library) == 6
    assert all(each.title and each.author and each.issued and each.page for each in library)
    assert list(library.diagnostics) == []
