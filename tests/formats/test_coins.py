"""COinS and OpenURL."""

from __future__ import annotations

import html
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name

ARTICLE = [
    ("ctx_ver", "Z39.88-2004"),
    ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"),
    ("rft.genre", "article"),
    ("rft.atitle", "A study of <b & c>"),
    ("rft.jtitle", "Journal of X"),
    ("rft.volume", "3"),
    ("rft.issue", "2"),
    ("rft.aulast", "Doe"),
    ("rft.aufirst", "Jane"),
    ("rft.au", "Jane Doe"),
    ("rft.au", "Rita Roe"),
    ("rft.aucorp", "World Health Organization"),
    ("rft.date", "2003-05"),
    ("rft.spage", "1"),
    ("rft.epage", "9"),
    ("rft.issn", "0174-1551"),
    ("rft_id", "info:doi/10.1000/182"),
    ("rft_id", "https://example.org/x"),
    ("rft.colour", "blue"),
]
EXPECTED = Article(
    type="article-journal",
    title="A study of <b & c>",
    container_title="Journal of X",
    volume="3",
    issue="2",
    page="1-9",
    issn="0174-1551",
    issued=Date(2003, 5),
    doi="10.1000/182",
    url="https://example.org/x",
    author=[Name("Doe", "Jane"), Name("Roe", "Rita"), Name(literal="World Health Organization")],
    custom={"coins": {"rft.colour": ["blue"]}},
)


def test_a_bare_context_object():
    assert list(citeform.loads(urlencode(ARTICLE), "coins")) == [EXPECTED]


def test_an_openurl():
    assert list(citeform.loads("https://resolver.example.org/?" + urlencode(ARTICLE))) == [EXPECTED]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_spans_in_a_page(quote):
    title = html.escape(urlencode(ARTICLE))
    span = f"<p>x <span class={quote}Z3988{quote} title={quote}{title}{quote}></span> y\n"
    library = citeform.loads(span * 2 + '<span class="other" title="rft.atitle=no">', "coins")
    assert list(library) == [EXPECTED, EXPECTED]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (
            [("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"), ("rft.genre", "bookitem"),
             ("rft.atitle", "Part"), ("rft.btitle", "Whole")],
            {"type": "chapter", "title": "Part", "container_title": "Whole"},
        ),
        (
            [("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"), ("rft.btitle", "Whole"), ("rft.isbn", "9783642002304")],
            {"type": "book", "title": "Whole", "isbn": "9783642002304"},
        ),
        (
            [("rft_val_fmt", "info:ofi/fmt:kev:mtx:dissertation"), ("rft.title", "T"), ("rft.inst", "U")],
            {"type": "thesis", "title": "T", "publisher": "U"},
        ),
        (
            [("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"), ("rft.type", "webpage"), ("rft.title", "T"),
             ("rft.identifier", "https://example.org")],
            {"type": "webpage", "title": "T", "url": "https://example.org"},
        ),
        (
            [("ctx_ver", "Z39.88-2004"), ("rft.aulast", "Doe"), ("rft.auinit1", "J"), ("rft.auinitm", "M")],
            {"type": "document", "author": [Name("Doe", "J M")]},
        ),
    ],
)  # fmt: skip
def test_kinds_of_works(pairs, expected):
    assert list(citeform.loads(urlencode(pairs), "coins")) == [Article(**expected)]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([key for key, _ in ARTICLE]), st.text(max_size=20))))
def test_no_values_make_the_reader_raise(pairs):
    citeform.loads(urlencode([("ctx_ver", "Z39.88-2004"), *pairs]), "coins")


def test_a_million_spans_that_never_close_take_no_time():
    assert len(citeform.loads("<span " * 300_000, "coins")) == 0


@pytest.mark.parametrize(
    "title", ["100 % sure", "a%zz", "caf%C3%A9 au+lait", "%e2%80%93", "%ff%41", "%", "a%3Db%26c"]
)
def test_percent_encoding_is_undone_as_the_standard_library_does(title):
    query = f"ctx_ver=Z39.88-2004&rft.genre=article&rft.atitle={title}&rft.empty="
    (article,) = citeform.loads(query, "coins")
    assert article.title == dict(parse_qsl(query))["rft.atitle"]
