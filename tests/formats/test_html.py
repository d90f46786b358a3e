"""The metadata of web pages: read from every vocabulary, written as meta tags."""

from __future__ import annotations

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.diagnostics import Report
from citeform.formats.html.scanner import scan
from citeform.formats.html.vocabularies import WRITTEN_TYPES, type_of_words
from citeform.model.vocabulary import TYPES
from tests.conftest import DATA, needs_shared, shared_files
from tests.formats.timing import ratio_of_times
from tests.formats.works import DAYS, WORD, WORDS, broken, works


def page(*tags: tuple[str, str], head: str = "", language: str = "") -> str:
    metas = "\n".join(
        f'<meta name="{name}" content="{html.escape(content)}">' for name, content in tags
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head>{metas}{head}</head><body></body></html>'
    )


ARTICLE = page(
    ("citation_title", "Size <0.5 mm & <i>E. coli</i>"),
    ("citation_author", "Dakin, Brodie C."),
    ("citation_author_institution", "University of Q"),
    ("citation_author_orcid", "http://orcid.org/0000-0002-1825-0097"),
    ("citation_author", "Ann van der Roe"),
    ("citation_publication_date", "2011/09/30"),
    ("citation_online_date", "2011/08/01"),
    ("citation_journal_title", "Advances in Therapy"),
    ("citation_journal_abbrev", "Adv Therapy"),
    ("citation_volume", "28"),
    ("citation_issue", "Suppl 8"),
    ("citation_firstpage", "14"),
    ("citation_lastpage", "19"),
    ("citation_doi", "doi:10.1007/s12325-011-0081-6"),
    ("citation_issn", "0741-238X"),
    ("citation_issn", "1865-8652"),
    ("citation_language", "English"),
    ("citation_keywords", "one; two"),
    ("citation_my_own", "kept"),
    ("dc.title", "another spelling"),
)


def test_highwire() -> None:
    library = citeform.loads(ARTICLE)
    (article,) = library
    assert article.replace(custom=None) == Article(
        type="article-journal",
        title="Size <0.5 mm & <i>E. coli</i>",
        author=(
            Name(
                "Dakin", "Brodie C.", affiliation=("University of Q",), orcid="0000-0002-1825-0097"
            ),
            Name("Roe", "Ann", non_dropping_particle="van der"),
        ),
        issued=Date(2011, 9, 30),
        available_date=Date(2011, 8, 1),
        container_title="Advances in Therapy",
        container_title_short="Adv Therapy",
        volume="28",
        issue="Suppl 8",
        page="14-19",
        doi="10.1007/s12325-011-0081-6",
        issn="0741-238X, 1865-8652",
        language="en",
        keyword="one, two",
    )
    assert article.custom["html"]["citation_my_own"] == ("kept",)
    assert [found.code for found in library.diagnostics] == ["name.guessed"]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (
            [
                ("DC.Title", "T"),
                ("DC.Creator.PersonalName", "A B"),
                ("DC.Date.issued", "2020-10-01"),
                ("DC.Source", "First"),
                ("DC.Source.ISSN", "1396-0466"),
                ("DC.Type", "Text.Serial.Journal"),
                ("DC.Identifier.DOI", "10.5210/fm.v25"),
            ],
            Article(
                type="article-journal",
                title="T",
                author=(Name("B", "A"),),
                issued=Date(2020, 10, 1),
                container_title="First",
                issn="1396-0466",
                doi="10.5210/fm.v25",
            ),
        ),
        (
            [
                ("dcterms.title", "D"),
                ("DC.type", "Dataset"),
                ("DC.identifier", "https://doi.org/10.1594/X"),
            ],
            Article(type="dataset", title="D", doi="10.1594/X"),
        ),
        (
            [
                ("prism.publicationName", "J"),
                ("prism.startingPage", "1"),
                ("prism.endingPage", "9"),
                ("prism.doi", "doi:10.1000/x"),
                ("prism.number", "4"),
                ("dc.title", "T"),
            ],
            Article(
                type="article-journal",
                title="T",
                container_title="J",
                page="1-9",
                doi="10.1000/x",
                issue="4",
            ),
        ),
        (
            [
                ("eprints.title", "T"),
                ("eprints.type", "conference_item"),
                ("eprints.creators_name", "Doe, J"),
                ("eprints.event_title", "Conf"),
                ("eprints.date", "2019"),
                ("eprints.pagerange", "1--2"),
            ],
            Article(
                type="paper-conference",
                title="T",
                author=(Name("Doe", "J"),),
                event_title="Conf",
                issued=Date(2019),
                page="1-2",
            ),
        ),
        (
            [("bepress_citation_title", "T"), ("bepress_citation_dissertation_institution", "U")],
            Article(type="thesis", title="T", publisher="U"),
        ),
        (
            [
                ("citation_title", "T"),
                ("citation_inbook_title", "B"),
                ("citation_isbn", "978-3-16-148410-0"),
            ],
            Article(type="chapter", title="T", container_title="B", isbn="978-3-16-148410-0"),
        ),
        (
            [
                ("citation_title", "T"),
                ("citation_technical_report_institution", "I"),
                ("citation_technical_report_number", "7"),
            ],
            Article(type="report", title="T", publisher="I", number="7"),
        ),
    ],
)
def test_vocabularies(tags: list[tuple[str, str]], expected: Article) -> None:
    (article,) = citeform.loads(page(*tags))
    assert article.replace(custom=None) == expected


def test_open_graph_and_the_page_itself() -> None:
    text = (
        '<html lang="de"><head><title>Titel &amp; mehr</title>'
        '<meta property="og:site_name" content="Blatt"><meta property="og:url" content="https://example.org/a">'
        '<meta property="article:published_time" content="2020-01-02T03:04:05Z"></head>'
    )
    (article,) = citeform.loads(text)
    assert article == Article(
        type="webpage",
        title="Titel & mehr",
        container_title="Blatt",
        url="https://example.org/a",
        issued=Date(2020, 1, 2),
        language="de",
    )


def test_json_ld_beside_meta_tags() -> None:
    linked = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "D",
        "creator": [
            {"@type": "Person", "name": "Doe, J", "@id": "https://orcid.org/0000-0002-1825-0097"}
        ],
        "version": "2",
    }
    script = f'<script type="application/ld+json">//<![CDATA[\n{json.dumps(linked)}\n//]]></script>'
    (article,) = citeform.loads(
        page(("citation_title", "D"), ("citation_author", "Doe, J"), head=script)
    )
    assert (article.type, article.version) == ("dataset", "2")
    assert article.author == (Name("Doe", "J", orcid="0000-0002-1825-0097"),)


def test_broken_json_ld_costs_itself() -> None:
    script = '<script type="application/ld+json">{"a": </script>'
    library = citeform.loads(
        page(("citation_title", "T"), ("citation_journal_title", "J"), head=script)
    )
    assert [article.title for article in library] == ["T"]
    assert [found.code for found in library.diagnostics] == ["json.syntax"]


def test_json_ld_nested_too_deeply_is_passed_over() -> None:
    script = '<script type="application/ld+json">' + '{"a":' * 500 + "1" + "}" * 500 + "</script>"
    (article,) = citeform.loads(page(("citation_title", "T"), head=script))
    assert article.title == "T"


def test_further_works_in_json_ld() -> None:
    nodes = [{"@context": "https://schema.org", "@type": "Book", "name": name} for name in "AB"]
    script = f'<script type="application/ld+json">{json.dumps(nodes)}</script>'
    assert [each.title for each in citeform.loads(page(head=script))] == ["A", "B"]
    named = citeform.loads(page(("citation_title", "A"), head=script))
    assert [each.title for each in named] == ["A"]
    assert "html.other-work" in [found.code for found in named.diagnostics]


def test_references_marked_as_coins() -> None:
    span = (
        '<span class="Z3988" title="ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal'
        "&amp;rft.atitle=A%20title&amp;rft.jtitle=J&amp;rft.aulast=Doe&amp;rft.aufirst=Ann&amp;rft.date=2001"
        '&amp;rft.spage=1&amp;rft.epage=9&amp;rft_id=info%3Adoi%2F10.1000%2Fx"></span>'
    )
    (article,) = citeform.loads(f"<html><body>{span}</body></html>")
    assert article == Article(
        type="article-journal",
        title="A title",
        container_title="J",
        author=(Name("Doe", "Ann"),),
        issued=Date(2001),
        page="1-9",
        doi="10.1000/x",
    )
    both = page(("citation_title", "A title"), ("citation_doi", "10.1000/x")).replace(
        "<body>", f"<body>{span}"
    )
    assert len(citeform.loads(both)) == 1


def test_nothing_in_a_script_or_comment_is_a_tag() -> None:
    text = (
        '<html><!-- <meta name="citation_title" content="no"> --><script>var a = \'<meta name="citation_title" '
        'content="no">\';</script><title>yes</title>'
    )
    assert [article.title for article in citeform.loads(text)] == ["yes"]


def test_references_are_decoded_once() -> None:
    text = page(
        ("citation_title", "A &amp; B"),
        ("citation_author", "R&D Group"),
        ("citation_publisher", "C &lt; D"),
        head="<title>no</title>",
    )
    (article,) = citeform.loads(text)
    assert article.title == "A &amp; B"
    assert article.author == (Name(literal="R&D Group"),)
    assert article.publisher == "C &lt; D"


def test_attributes_in_every_spelling() -> None:
    text = (
        '<META Content=\'a &amp;amp; b\' NAME=dc.title\n scheme=x><meta name="e" content="it\'s"/>'
    )
    assert [(meta.name, meta.content) for meta in scan(text).metas] == [
        ("dc.title", "a &amp; b"),
        ("e", "it's"),
    ]


# ------------------------------------------------------------------ writing


def test_writing() -> None:
    article = Article(
        type="article-journal",
        title='"A" <b>bold</b> & more',
        author=(Name("Roe", "A.", non_dropping_particle="van", affiliation=("U",)),),
        issued=Date(2020, 5),
        container_title="J",
        page="1-9",
    )
    assert citeform.dumps(article, "html-meta") == (
        '<meta name="citation_title" content="&quot;A&quot; bold &amp; more">\n'
        '<meta name="citation_author" content="van Roe, A.">\n'
        '<meta name="citation_author_institution" content="U">\n'
        '<meta name="citation_publication_date" content="2020/05">\n'
        '<meta name="citation_journal_title" content="J">\n'
        '<meta name="citation_firstpage" content="1">\n'
        '<meta name="citation_lastpage" content="9">\n'
        '<meta name="dc.type" content="article">\n'
    )


@given(st.text(max_size=40))
def test_no_text_gets_out_of_its_attribute(text: str) -> None:
    written = citeform.dumps(Article(type="book", title=text, publisher=text), "html-meta")
    assert re.fullmatch(r'(?:<meta name="[a-z_.]+" content="[^"<>]*">\n)*', written)


def test_kept_tags_are_written_back() -> None:
    (article,) = citeform.loads(ARTICLE)
    text = citeform.dumps(article, "html-meta")
    assert '<meta name="citation_my_own" content="kept">' in text
    assert '<meta name="dc.title" content="another spelling">' in text


def test_what_does_not_fit_is_told() -> None:
    report = Report()
    citeform.dumps(Article(type="map", title="x", scale="1:5"), "html-meta", report=report)
    assert [found.message for found in report] == ["a page's head has no place for scale"]


@pytest.mark.parametrize("kind", WRITTEN_TYPES)
def test_every_type_that_is_written_is_read(kind: str) -> None:
    assert kind in TYPES
    assert type_of_words(WRITTEN_TYPES[kind]) == kind


PEOPLE = st.lists(
    st.one_of(
        st.builds(Name, WORD, WORDS, affiliation=st.lists(WORDS, max_size=2, unique=True)),
        WORDS.map(lambda words: Name(literal=f"{words} Group")),
    ),
    min_size=1,
    max_size=3,
).map(tuple)


@given(
    works(
        "abstract author issued keyword language license doi url volume issue edition number_of_pages "
        "genre section publisher page container_title container_title_short collection_title".split(),
        ["article-journal", "article-magazine", "review"],
        title=WORDS,
        author=PEOPLE,
        issued=DAYS,
        keyword=st.lists(WORD, min_size=1, max_size=4, unique=True).map(", ".join),
        language=st.sampled_from(["en", "de-DE"]),
        license=st.just("https://example.org/l"),
        doi=st.just("10.1000/x"),
        url=st.just("https://example.org/x"),
        page=st.sampled_from(["7", "3-9", "3-9, 12"]),
    ).filter(lambda work: work.container_title != work.title)
)
def test_any_article_comes_back(article: Article) -> None:
    report = Report()
    (again,) = citeform.loads(citeform.dumps(article, "html-meta", report=report), "html")
    assert again == article
    assert list(report) == []


@given(broken([ARTICLE]))
def test_never_raises(text: str) -> None:
    citeform.dumps(citeform.loads(text, "html"), "html-meta")


@pytest.mark.parametrize(
    "unit",
    [
        "<!--",
        "<meta ",
        '<meta a="',
        "<meta a='\"",
        "<script>",
        "<title>",
        "<",
        "</",
        "<span class=z3988 title='",
        "<meta a a a a a a ",
        "&#",
        "<html ",
    ],
)
def test_time_is_linear(unit: str) -> None:
    assert ratio_of_times(scan, unit * 2_000, unit * 16_000) < 8 * 4


# ------------------------------------------------------------------ real pages

NO_METADATA = {"tests__fixtures__datacite"}
"""A page of scripts alone, without even a title."""


@needs_shared
@pytest.mark.parametrize("path", shared_files("html"), ids=lambda path: path.stem)
def test_real_pages(path) -> None:
    library = citeform.load(path)
    assert len(library) == (0 if path.stem in NO_METADATA else 1)
    if not library:
        assert [found.code for found in library.diagnostics] == ["html.no-metadata"]


@needs_shared
def test_springerlink() -> None:
    (article,) = citeform.load(DATA / "html" / "springer__s10902-022-00526-1__head.html")
    assert (article.type, article.container_title, article.container_title_short) == (
        "article-journal",
        "Journal of Happiness Studies",
        "J Happiness Stud",
    )
    assert (article.doi, article.page, article.genre) == (
        "10.1007/s10902-022-00526-1",
        "1-18",
        "Research Paper",
    )
    assert [str(name) for name in article.author] == [
        "Brodie C. Dakin",
        "Nicholas P. Tan",
        "Tamlin S. Conner",
        "Brock Bastian",
    ]
    assert all(name.affiliation for name in article.author)
