"""schema.org JSON-LD and CodeMeta, read and written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.diagnostics import Report
from citeform.formats.schemaorg.mapping import READ_TYPES, WRITTEN_TYPES
from citeform.model.vocabulary import TYPES
from tests.conftest import needs_shared, shared_files
from tests.formats.works import DAYS, WORD, WORDS, broken, works

GRAPH = json.dumps(
    {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@id": "#issue",
                "@type": "PublicationIssue",
                "issueNumber": "5",
                "datePublished": "2012",
                "isPartOf": {
                    "@id": "#journal",
                    "@type": ["PublicationVolume", "Periodical"],
                    "name": "Library Weekly",
                    "issn": ["1544-4554", "0163-9374"],
                    "volumeNumber": "50",
                    "publisher": "T & F",
                },
            },
            {"@type": "Organization", "name": "T & F"},
            {
                "@type": "ScholarlyArticle",
                "isPartOf": "#issue",
                "sameAs": "https://doi.org/10.1080/x",
                "pageStart": "360",
                "pageEnd": "368",
                "name": "Careful with H<sub>2</sub>O &amp; salt",
                "author": ["Smiraglia, Richard P.", {"@type": "Person", "name": "Ann van der Roe"}],
            },
        ],
    }
)


def test_a_graph_whose_nodes_refer_to_each_other() -> None:
    library = citeform.loads(GRAPH)
    (article,) = library
    assert article.replace(custom=None) == Article(
        type="article-journal",
        title="Careful with H<sub>2</sub>O & salt",
        author=(
            Name("Smiraglia", "Richard P."),
            Name("Roe", "Ann", non_dropping_particle="van der"),
        ),
        doi="10.1080/x",
        container_title="Library Weekly",
        issn="1544-4554, 0163-9374",
        volume="50",
        issue="5",
        page="360-368",
        publisher="T & F",
        issued=Date(2012),
    )
    assert [found.code for found in library.diagnostics] == ["name.guessed"]


def test_the_article_that_a_page_is_about() -> None:
    page = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": "A page",
        "mainEntity": {
            "@type": "ScholarlyArticle",
            "headline": "The article",
            "author": {"name": "X Y"},
        },
    }
    assert [article.title for article in citeform.loads(json.dumps(page))] == ["The article"]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"@type": "Person", "givenName": "A", "familyName": "van B"}, Name("van B", "A")),
        ({"@type": "Organization", "name": "Team, The"}, Name(literal="Team, The")),
        (
            {"@id": "https://orcid.org/0000-0002-1825-0097", "name": "Carberry, Josiah"},
            Name("Carberry", "Josiah", orcid="0000-0002-1825-0097"),
        ),
        (
            {"name": "A B", "affiliation": {"legalName": "U"}, "@type": "Person"},
            Name("B", "A", affiliation=("U",)),
        ),
        (
            "Smith, J., Jones, A.B., and Zhao, X.",
            (Name("Smith", "J."), Name("Jones", "A.B."), Name("Zhao", "X.")),
        ),
        ("Ann Bee and Cee Dee", (Name("Bee", "Ann"), Name("Dee", "Cee"))),
        ("World Health Organization", Name(literal="World Health Organization")),
    ],
)
def test_names(node: object, expected: Name | tuple[Name, ...]) -> None:
    text = json.dumps(
        {"@context": "https://schema.org", "@type": "Book", "name": "x", "author": node}
    )
    (article,) = citeform.loads(text, "schema-org")
    assert article.author == (expected if isinstance(expected, tuple) else (expected,))


def test_a_chapter_in_a_book_in_a_series() -> None:
    article = Article(
        type="chapter",
        title="C",
        container_title="B",
        editor=(Name("Ed", "E."),),
        isbn="9783161484100",
        publisher="P",
        publisher_place="Ulm",
        collection_title="S",
        collection_number="4",
        page="1-9",
        issued=Date(2020),
    )
    report = Report()
    text = citeform.dumps(article, "schema-org", report=report)
    assert json.loads(text)["isPartOf"]["isPartOf"] == {
        "@type": "BookSeries",
        "name": "S",
        "position": "4",
    }
    assert list(citeform.loads(text)) == [article]
    assert list(report) == []


def test_the_text_is_safe_within_a_script() -> None:
    article = Article(type="book", title="</script><script>alert(1)</script><!-- \u2028")
    text = citeform.dumps(article, "schema-org")
    assert "<" not in text
    assert "\u2028" not in text
    assert json.loads(text)["name"] == article.title


@pytest.mark.parametrize("words", ["A & B", "A &amp; B", "AT&T; R&D", "&#8217;"])
def test_references_are_decoded_once(words: str) -> None:
    article = Article(type="book", title=words, abstract=words, publisher=words)
    assert list(citeform.loads(citeform.dumps(article, "schema-org"))) == [article]
    encoded = {"@context": "https://schema.org", "@type": "Book", "name": "A &amp;amp; B"}
    assert citeform.loads(json.dumps(encoded))[0].title == "A &amp; B"


def test_what_does_not_fit_is_told() -> None:
    report = Report()
    citeform.dumps(Article(type="map", title="x", scale="1:5"), "schema-org", report=report)
    assert [found.message for found in report] == ["schema.org has no place for scale"]


def test_several_works_are_a_graph() -> None:
    articles = [Article(type="book", title="a"), Article(type="map", title="b")]
    text = citeform.dumps(articles, "schema-org")
    assert [node["name"] for node in json.loads(text)["@graph"]] == ["a", "b"]
    assert list(citeform.loads(text)) == articles


def test_no_work_of_several_is_lost() -> None:
    kinds = [
        "webpage",
        "article-journal",
        "graphic",
        "periodical",
        "post",
        "dataset",
        "motion_picture",
    ]
    articles = [Article(type=kind, title=kind) for kind in kinds]
    titles = [each.title for each in citeform.loads(citeform.dumps(articles, "schema-org"))]
    assert titles == kinds


def test_the_furniture_of_a_page_is_no_work() -> None:
    graph = [
        {
            "@type": "Article",
            "@id": "#a",
            "headline": "A",
            "isPartOf": {"@id": "#p"},
            "image": {"@id": "#i"},
        },
        {"@type": "WebPage", "@id": "#p", "name": "P", "isPartOf": {"@id": "#s"}},
        {
            "@type": "WebSite",
            "@id": "#s",
            "name": "S",
            "potentialAction": {"@type": "SearchAction"},
        },
        {"@type": "ImageObject", "@id": "#i", "name": "I"},
        {"@type": "BreadcrumbList", "name": "B"},
    ]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph})
    assert [each.title for each in citeform.loads(text)] == ["A"]


def test_what_is_no_work_is_passed_over() -> None:
    library = citeform.loads(
        '{"@context": "https://schema.org", "@type": "Organization", "name": "x"}'
    )
    assert len(library) == 0
    assert [found.code for found in library.diagnostics] == ["jsonld.not-a-work"]


def test_unknown_properties_come_back() -> None:
    node = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "D",
        "datePublished": "2021-09-06T07:50:05Z",
        "spatialCoverage": {"@type": "Place", "name": "Ulm"},
        "isPartOf": {
            "@type": "DataCatalog",
            "@id": "x",
            "name": "Cat",
            "url": "https://example.org",
        },
    }
    (article,) = citeform.loads(json.dumps(node))
    assert article.issued == Date(2021, 9, 6)
    assert json.loads(citeform.dumps(article, "schema-org")) == node
    moved = article.replace(issued=Date(2022))
    assert json.loads(citeform.dumps(moved, "schema-org"))["datePublished"] == "2022"


def test_codemeta_has_its_own_context_and_is_recognised() -> None:
    article = Article(
        type="software", title="T", version="1", url="https://github.com/x/y", license="Apache-2.0"
    )
    node = json.loads(citeform.dumps(article, "codemeta"))
    assert node["codeRepository"] == "https://github.com/x/y"
    assert node["license"] == "https://spdx.org/licenses/Apache-2.0"
    assert citeform.loads(json.dumps(node)) == citeform.Library([article])


def test_the_tables_name_only_what_exists() -> None:
    assert set(READ_TYPES.values()) | set(WRITTEN_TYPES) <= set(TYPES)
    assert {kind.lower() for kind in WRITTEN_TYPES.values()} <= set(READ_TYPES)


PEOPLE = st.lists(
    st.one_of(
        st.builds(
            Name,
            WORD,
            WORDS,
            suffix=st.sampled_from(["", "Jr."]),
            affiliation=st.lists(WORDS, max_size=2),
        ),
        WORDS.map(lambda words: Name(literal=f"{words} Group")),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
HELD = works(
    "title title_short abstract author editor translator contributor issued keyword language license doi url "
    "version edition number_of_pages genre status medium publisher publisher_place page isbn".split(),
    ["book", "report", "map", "dataset", "software", "thesis", "manuscript"],
    title=WORDS,
    author=PEOPLE,
    editor=PEOPLE,
    translator=PEOPLE,
    contributor=PEOPLE,
    issued=DAYS,
    keyword=st.lists(WORD, min_size=1, max_size=4, unique=True).map(", ".join),
    language=st.sampled_from(["en", "de-DE"]),
    license=st.sampled_from(["MIT", "CC-BY-4.0", "https://example.org/l"]),
    doi=st.just("10.1000/x"),
    url=st.sampled_from(["https://example.org/x", "https://github.com/x/y"]),
    page=st.sampled_from(["7", "3-9", "3-9, 12"]),
).map(lambda work: work if work.publisher else work.replace(publisher_place=""))


@given(HELD)
@settings(max_examples=50)
def test_any_article_comes_back(article: Article) -> None:
    report = Report()
    (again,) = citeform.loads(citeform.dumps(article, "schema-org", report=report), "schema-org")
    assert again == article
    assert list(report) == []


@given(
    works(
        "author volume issue issn container_title container_title_short page doi issued".split(),
        ["article-journal", "article-newspaper", "review"],
        title=WORDS,
        author=PEOPLE,
        issued=DAYS,
        doi=st.just("10.1000/x"),
        page=st.sampled_from(["7", "3-9"]),
        container_title=WORDS,
    ).filter(lambda work: bool(work.container_title))
)
@settings(max_examples=50)
def test_any_article_in_a_periodical_comes_back(article: Article) -> None:
    (again,) = citeform.loads(citeform.dumps(article, "schema-org"), "schema-org")
    assert again == article


@given(
    broken(
        [
            GRAPH,
            json.dumps(
                {
                    "@context": "https://schema.org",
                    "@type": "Book",
                    "name": ["x", 5],
                    "author": [None, 3],
                }
            ),
        ]
    )
)
def test_never_raises(text: str) -> None:
    citeform.dumps(citeform.loads(text, "schema-org"), "schema-org")


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(max_size=5),
        st.sampled_from(["Person", "10.1000/x"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["@id", "@type", "name", "author", "isPartOf", "url", "value", "@graph", "@value"]
            ),
            inner,
        ),
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(
            "@id name headline author creator isPartOf datePublished identifier publisher license keywords "
            "inLanguage pageStart recordedAt mainEntity sameAs abstract volumeNumber issn".split()
        ),
        JSON,
    )
)
def test_any_shape_of_value_is_read(node: dict[str, object]) -> None:
    text = json.dumps({"@context": "https://schema.org", "@type": "Article", "name": "x", **node})
    citeform.dumps(citeform.loads(text, "schema-org"), "schema-org")


@needs_shared
@pytest.mark.parametrize("path", shared_files("schemaorg-json"), ids=lambda path: path.stem)
def test_real_files(path) -> None:
    library = citeform.load(path)
    value = json.loads(path.read_text("utf-8"))
    assert len(library) == (len(value) if isinstance(value, list) else 1)
    assert {found.code for found in library.diagnostics} <= {"name.guessed"}
    for article, node in zip(library, value if isinstance(value, list) else [value], strict=True):
        written = json.loads(citeform.dumps(article, "schema-org"))
        assert [*citeform.loads(json.dumps(written))] == [article]
        lost = {
            key for key, each in node.items() if each not in (None, "", []) and key not in written
        }
        assert lost == set()
