"""CITATION.cff, read and written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.diagnostics import Report
from citeform.formats.cff.mapping import REFERENCE_KEYS, ROOT_KEYS, TYPES, WRITTEN_TYPES
from citeform.formats.yamltree import parse_yaml, strings
from citeform.model import vocabulary
from tests.conftest import needs_shared, shared_files
from tests.formats.works import DAYS, WORD, WORDS, broken, works

SAMPLE = """\
cff-version: 1.2.0
message: Cite the paper, please.
title: A tool
abstract: It does things.
authors:
- family-names: Druskat
  given-names: Stephan
  name-particle: van
  name-suffix: Jr.
  affiliation: HU Berlin
  orcid: https://orcid.org/0000-0003-4925-7248
  email: x@example.org
- name: The Tool Team
- alias: ghost
version: 1.10
date-released: 2021-08-18
repository-code: https://github.com/x/tool
license:
- MIT
- Apache-2.0
keywords: [one, two]
identifiers:
- type: swh
  value: swh:1:rel:99f6850374dc6597af01bd0ee1d3fc0699301b9f
- type: doi
  value: 10.5281/zenodo.1
preferred-citation:
  type: article
  title: The paper
  authors:
  - family-names: Druskat
    given-names: Stephan
  journal: J. Tools
  volume: 3
  issue: 08
  start: 10
  end: 19
  year: 2020
  month: 5
  doi: https://doi.org/10.1000/paper
references:
- type: conference-paper
  title: A talk
  authors: [{name: Somebody}]
  collection-title: Proceedings of Talks
  conference: {name: Talks 2019, city: Bonn, country: DE, date-start: 2019-04-01, date-end: 2019-04-03}
  publisher: {name: Press, city: Berlin}
- type: thesis
  title: A thesis
  authors: [{family-names: Roe, given-names: R.}]
  thesis-type: PhD
  institution: {name: U of X}
  date-accessed: 2022-01-02
"""


def test_the_root() -> None:
    root = citeform.loads(SAMPLE, "cff")[0]
    assert root.replace(custom=None) == Article(
        type="software",
        title="A tool",
        abstract="It does things.",
        author=(
            Name(
                "Druskat",
                "Stephan",
                non_dropping_particle="van",
                suffix="Jr.",
                affiliation=("HU Berlin",),
                orcid="0000-0003-4925-7248",
                custom={"cff": {"email": "x@example.org"}},
            ),
            Name(literal="The Tool Team"),
            Name(literal="ghost", custom={"cff": {"alias": "ghost"}}),
        ),
        version="1.10",
        issued=Date(2021, 8, 18),
        url="https://github.com/x/tool",
        license="MIT OR Apache-2.0",
        keyword="one, two",
        doi="10.5281/zenodo.1",
    )


def test_the_preferred_citation_and_the_references() -> None:
    _, paper, talk, thesis = citeform.loads(SAMPLE, "cff")
    assert paper.custom["cff"]["role"] == "preferred-citation"
    assert (paper.type, paper.container_title, paper.volume, paper.issue, paper.page) == (
        "article-journal",
        "J. Tools",
        "3",
        "08",
        "10-19",
    )
    assert (paper.issued, paper.doi) == (Date(2020, 5), "10.1000/paper")
    assert (talk.type, talk.container_title) == ("paper-conference", "Proceedings of Talks")
    assert (talk.event_title, talk.event_place) == ("Talks 2019", "Bonn, DE")
    assert talk.event_date == Date(2019, 4, 1, end=Date(2019, 4, 3))
    assert (talk.publisher, talk.publisher_place) == ("Press", "Berlin")
    assert (thesis.genre, thesis.publisher, thesis.accessed) == ("PhD", "U of X", Date(2022, 1, 2))


def test_a_file_comes_back_with_all_it_said() -> None:
    library = citeform.loads(SAMPLE, "cff")
    report = Report()
    text = citeform.dumps(library, "cff", report=report)
    assert list(report) == []
    assert citeform.loads(text) == library
    before, after = (strings(parse_yaml(each, Report())[0]) for each in (SAMPLE, text))
    assert after == before


def test_a_doi_that_cannot_be_gives_way_to_the_identifiers() -> None:
    text = "cff-version: 1.1.0\ntitle: x\nauthors: []\ndoi: 10.0000/FIXME\nidentifiers:\n- {type: doi, value: 10.5281/a}\n"
    (article,) = citeform.loads(text)
    assert article.doi == "10.5281/a"
    assert "doi: 10.0000/FIXME" in citeform.dumps(article, "cff")


@pytest.mark.parametrize(
    ("version", "codes"), [("1.0.3", []), ("1.2.0", []), ("9.9", ["cff.version"])]
)
def test_versions(version: str, codes: list[str]) -> None:
    library = citeform.loads(f"cff-version: {version}\ntitle: x\nauthors: [{{name: y}}]\n", "cff")
    assert len(library) == 1
    assert [found.code for found in library.diagnostics] == codes


def test_what_is_no_citation_file_gives_nothing_and_says_so() -> None:
    library = citeform.loads("this: is\na: [other, file]\n", "cff")
    assert len(library) == 0
    assert [found.code for found in library.diagnostics] == ["cff.version", "record.unreadable"]


def test_a_paper_alone_becomes_the_preferred_citation() -> None:
    paper = Article(
        type="article-journal", title="P", author=(Name("Doe", "J."),), container_title="J"
    )
    text = citeform.dumps(paper, "cff")
    assert "preferred-citation:\n  title: P" not in text  # the type stands first
    assert "preferred-citation:\n  type: article\n" in text
    (again,) = citeform.loads(text)
    assert again.replace(custom=None) == paper


def test_what_does_not_fit_is_told() -> None:
    report = Report()
    citeform.dumps(
        Article(type="software", title="x", edition="2", scale="1:5"), "cff", report=report
    )
    assert sorted((found.code, found.message.rpartition(" ")[2]) for found in report) == [
        ("cff.required", "none"),
        ("write.lost-field", "edition"),
        ("write.lost-field", "scale"),
    ]


def test_the_tables_name_only_what_exists() -> None:
    assert set(TYPES.values()) | set(WRITTEN_TYPES) <= set(vocabulary.TYPES)
    assert set(WRITTEN_TYPES.values()) <= set(TYPES)


def test_only_keys_of_the_format_are_written() -> None:
    article = Article(
        **{
            name: "x"
            for name, each in vocabulary.ATTRIBUTES.items()
            if each.kind.value in {"text", "verbatim", "number"}
        },
        type="software",
        issued=Date(2020, 1, 2),
    )
    report = Report()
    first = strings(parse_yaml(citeform.dumps(article, "cff", report=report), report)[0])
    assert set(first) <= ROOT_KEYS
    second = strings(
        parse_yaml(citeform.dumps(article.replace(type="book"), "cff", report=report), report)[0]
    )
    assert set(second["preferred-citation"]) <= REFERENCE_KEYS


PEOPLE = st.lists(
    st.one_of(
        st.builds(
            Name, WORDS, WORDS, non_dropping_particle=st.sampled_from(["", "van"]), suffix=WORD
        ),
        st.builds(Name, literal=WORDS),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
KEYWORDS = st.lists(WORD, min_size=1, max_size=4, unique=True).map(", ".join)
SPECIAL = {
    "title": WORDS,
    "author": PEOPLE,
    "editor": PEOPLE,
    "translator": PEOPLE,
    "issued": DAYS,
    "accessed": DAYS,
    "keyword": KEYWORDS,
    "doi": st.just("10.1000/x"),
    "url": st.just("https://example.org/x"),
    "page": st.sampled_from(["7", "3-9", "e12", "3-9, 12"]),
    "license": st.sampled_from(["MIT", "MIT OR ISC", "https://example.org/licence"]),
}
REFERENCES = works(
    "author editor translator issued accessed keyword doi url page license abstract volume "
    "number section medium source note isbn issn version edition publisher event_title".split(),
    ["book", "report", "map", "patent", "article-magazine", "webpage"],
    **SPECIAL,
)
ROOTS = works(
    "author issued keyword doi url license abstract version".split(),
    ["software", "dataset"],
    **SPECIAL,
)


@given(REFERENCES)
@settings(max_examples=50)
def test_any_reference_comes_back(article: Article) -> None:
    article = article.replace(author=article.author or (Name(literal="x"),))
    (again,) = citeform.loads(citeform.dumps(article, "cff"), "cff")
    assert again.replace(custom=None) == article


@given(ROOTS, st.lists(REFERENCES, max_size=2))
@settings(max_examples=50)
def test_a_root_with_references_comes_back(root: Article, others: list[Article]) -> None:
    again = citeform.loads(citeform.dumps([root, *others], "cff"), "cff")
    assert [each.replace(custom=None) for each in again] == [root, *others]


@given(broken([SAMPLE]))
def test_never_raises(text: str) -> None:
    library = citeform.loads(text, "cff")
    citeform.dumps(library, "cff")


@needs_shared
@pytest.mark.parametrize("path", shared_files("cff"), ids=lambda path: path.stem)
def test_real_files(path) -> None:
    library = citeform.load(path, "cff")
    if path.name.startswith("unsupported"):
        assert len(library) == 0
        assert library.diagnostics
        return
    text = path.read_text("utf-8")
    assert len(library) == 1 + len(re.findall(r"(?m)^- type: software$", text))
    assert library.diagnostics == ()
    again = citeform.loads(citeform.dumps(library, "cff"))
    assert [each.replace(custom=None) for each in again] == [
        each.replace(custom=None) for each in library
    ]
