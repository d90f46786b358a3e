"""Recognising formats: each format's own output as itself, whatever stands in the records."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.formats.registry import BUILT_IN, by_suffix
from citeform.formats.sniff import sniff
from tests.conftest import DATA, needs_shared, shared_files

ANOTHER_NAME = {"biblatex": "bibtex", "html-meta": "html"}
"""Formats whose text another name reads as well."""
NOT_BY_CONTENT = {
    "word": "Word's sources are written only",
    "springer": "one form of a line, told from the other by its punctuation: see tests of springer",
    "springer-current": "as above",
}
WRITTEN = [name for name, info in BUILT_IN.items() if info.writes and name not in NOT_BY_CONTENT]

HEADS = (
    "TY  - JOUR|@article{x,|cff-version: 1.2.0|references:\n- id: x|<!DOCTYPE html>|{{cite journal|title=x}}"
    '|PMID- 123|%0 Journal|"@context": "https://schema.org"|title,authors,year|ctx_ver=Z39.88-2004'
    "|Cite this article as:|FN Clarivate\nVR 1|harry:\n  type: book|DOI: 10.1/x|Z3988|RT Journal|<1. >"
    '|"resourceTypeGeneral":|<mods>|<article>|<PubmedArticle>|"message-type": "work"|(2020)|# x|--- |%YAML'
).split("|")
"""What other formats begin with."""


def work(words: str, kind: str, key: str = "doe2020") -> Article:
    return Article(
        id=key,
        type=kind,
        title=words,
        abstract=words,
        note=words,
        author=(Name("Doe", "Jane"), Name(literal=words)),
        issued=Date(2020, 1, 2),
        container_title=words if kind != "book" else "",
        volume="3",
        page="1-9",
    )


@pytest.mark.parametrize("name", WRITTEN)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(HEADS), st.text("abc (){}[]<>@#%-:,\n", min_size=1, max_size=12)
        ).filter(str.strip),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(["article-journal", "book", "software", "webpage", "chapter"]),
)
@settings(max_examples=40)
def test_what_is_written_is_recognised(name: str, words: list[str], kind: str) -> None:
    works = [work(each.strip(), kind, f"key{number}") for number, each in enumerate(words)]
    recognised = sniff(citeform.dumps(works, name))
    if name == "ndjson" and len(works) == 1:  # one line is as well CSL-JSON
        assert recognised in {"ndjson", "csl-json"}
    else:
        assert recognised == ANOTHER_NAME.get(name, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cff-version: 1.2.0\ntitle: x\n", "cff"),
        ("# comment\n\ncff-version: 1.2.0\n", "cff"),
        ("---\nreferences:\n- id: a\n...\n", "csl-yaml"),
        ("---\ntitle: My paper\nreferences:\n  - id: a\n---\n\n# Text\n", "csl-yaml"),
        ("- id: a\n  type: book\n", "csl-yaml"),
        ("harry:\n  type: book\n", "hayagriva"),
        ("harry: {type: book, title: x}\n", "hayagriva"),
        ("# x\n\nharry:\n  title: y\nsally:\n  type: Misc\n", "hayagriva"),
        ("title: My document\ndate: 2020\n", None),
        ('{"@context": "https://schema.org", "@type": "Book"}', "schema-org"),
        ('[{"@context":"http://schema.org/","@type":"Book"}]', "schema-org"),
        ('{"@context": ["https://doi.org/10.5063/schema/codemeta-2.0"], "name": "x"}', "codemeta"),
        ('{"id":"a"}\n{"id":"b"}\n', "ndjson"),
        ('{\n"id":"a"\n}', "csl-json"),
        ("[]", "csl-json"),
        ("<!doctype html><title>x</title>", "html"),
        ("<?xml version='1.0'?>\n<!-- c -->\n<html xmlns='x'>", "html"),
        ("\ufeff<HTML>", "html"),
        ('<meta name="citation_title" content="x">', "html"),
        ('<span class="Z3988" title="ctx_ver=Z39.88-2004">', "coins"),
        ("{{cite book|title=x}}", "wikipedia"),
        ("Lorem ipsum dolor sit amet", None),
        ("", None),
    ],
)
def test_heads(text: str, name: str | None) -> None:
    assert sniff(text) == name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("CITATION.cff", "cff"),
        ("refs.yaml", "csl-yaml"),
        ("refs.hayagriva.yml", "hayagriva"),
        ("codemeta.json", "codemeta"),
        ("refs.json", "csl-json"),
        ("PAGE.HTML", "html"),
        ("many.ndjson", "ndjson"),
        ("refs", None),
    ],
)
def test_suffixes(path: str, name: str | None) -> None:
    assert by_suffix(path) == name


KINDS = {
    "bibtex": "bibtex",
    "biblatex": "bibtex",
    "cff": "cff",
    "html": "html",
    "schemaorg-json": "schema-org",
    "crossref-json": "crossref",
    "crossref-xml": "crossref-xml",
    "datacite-xml": "datacite-xml",
    "jats-xml": "jats",
    "openalex-json": "openalex",
    "europepmc-json": "europepmc",
    "csv-export": "csv",
    "nbib": "medline",
}


@needs_shared
@pytest.mark.parametrize("folder", KINDS)
def test_real_files(folder: str) -> None:
    """Every real file is what its folder says, or nothing where it is no such file."""
    for path in shared_files(folder):
        head = path.read_bytes()[: 1 << 16].decode("utf-8", "replace")
        expected = (
            None if path.stem.startswith(("unsupported__02", "unsupported__03")) else KINDS[folder]
        )
        assert sniff(head) == expected, path.name


@needs_shared
def test_a_head_is_recognised_in_no_time() -> None:
    """The whole table over the largest heads: a few milliseconds at most, so far below reading them."""
    heads = [
        path.read_bytes()[: 1 << 16].decode("utf-8", "replace")
        for path in DATA.rglob("*")
        if path.is_file() and path.stat().st_size > 60_000
    ]
    start = process_time()
    for head in heads:
        sniff(head)
    assert (process_time() - start) / len(heads) < 0.01


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a b. ",
        "A: b\n",
        "  x\n",
        "{{",
        "@",
        "(2020)",
        "<",
        "<!--",
        "title,",
        "\n",
        "- ",
        '"',
        "%0 A\n",
        "TY",
        "a:\n",
        "a: \n b\n",
        '[{"',
        '{"a":"',
        "DOI: ",
        "\t",
        "type: ",
        '"@context":',
        '"@context":x',
        "#\n",
        "---\n",
    ],
)
def test_time_is_linear(unit: str) -> None:
    head = unit * (65536 // len(unit))
    start = process_time()
    sniff(head)
    assert process_time() - start < 0.25
