"""The publisher's own lines, read and written back, and made from independent metadata."""

from __future__ import annotations

import json
from typing import Any

import pytest

import citeform
from citeform import Article, Date, Name
from citeform.formats.springer.names import printed
from tests.conftest import DATA, needs_shared

GOLDEN = DATA / "springer" / "springer-citations.jsonl"
RECORDS: list[dict[str, Any]] = (
    [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    if GOLDEN.is_file()
    else []
)
FORMS = {"springerlink-2011-2018": "springer", "springerlink-2019-": "springer-current"}
REGULAR = [record for record in RECORDS if record["form"] in FORMS]
FIRST_INITIAL_ONLY = {"10.1007/s00122-014-2418-4"}
"""Jannink, registered as J.L., is printed "J." there: no rule gives that from the metadata."""
WITH_AUTHORS = [
    record
    for record in REGULAR
    if "authors" in record.get("known", {}) and record["doi"] not in FIRST_INITIAL_ONLY
]


def line_of(record: dict[str, Any]) -> str:
    return record["citation"]


@needs_shared
def test_the_golden_file_is_not_empty():
    assert len(REGULAR) >= 80


@pytest.mark.parametrize("record", REGULAR, ids=line_of)
def test_line_comes_back(record: dict[str, Any]):
    [article] = citeform.loads(record["citation"], "springer")
    assert citeform.dumps(article, FORMS[record["form"]]) == record["citation"]


@pytest.mark.parametrize("record", REGULAR, ids=line_of)
def test_line_comes_back_by_rule_and_not_from_memory(record: dict[str, Any]):
    [article] = citeform.loads(record["citation"], "springer")
    assert "as-read" not in article.custom.get("springer", {})


@pytest.mark.parametrize("record", REGULAR, ids=line_of)
def test_fields_are_those_a_mechanical_reading_finds(record: dict[str, Any]):
    [article] = citeform.loads(record["citation"], "springer")
    expected = record["printed"]
    assert [printed(name) for name in article.author if not name.is_others] == expected[
        "authors_printed"
    ]
    assert any(name.is_others for name in article.author) == expected["et_al"]
    assert article.doi == record["doi"]
    if "volume" in expected:
        assert article.volume == (expected["volume"] or "")
    assert article.issued == Date(expected["year"])
    if "journal_abbrev" in expected:
        assert article.container_title_short == expected["journal_abbrev"]


@pytest.mark.parametrize("record", WITH_AUTHORS, ids=line_of)
def test_line_is_made_from_independent_metadata(record: dict[str, Any]):
    known, shown = record["known"], record["printed"]
    [article_read] = citeform.loads(record["citation"], "springer")
    published = bool(article_read.volume)
    made = Article(
        type="article-journal",
        author=[Name(*name.split(", ")) for name in known["authors"]],
        title=known["title"],
        container_title=known["journal"],
        container_title_short=article_read.container_title_short,
        volume=known["volume"] if published else "",
        issue=known.get("issue", "") if published else "",
        page=known["pages"] if published else "",
        issued=Date(known["year"] if published else shown["year"]),
        doi=record["doi"],
    )
    spelling = "url" if "https://doi.org/" in record["citation"] else "doi"
    written = citeform.dumps(made, FORMS[record["form"]], doi=spelling)
    assert written == record["citation"].replace("doi: 10", "doi:10")


@needs_shared
def test_titles_of_the_current_form_are_those_of_independent_metadata():
    current = [record for record in REGULAR if record["form"] == "springerlink-2019-"]
    known = {
        record["citation"]: record["known"]["title"]
        for record in current
        if "title" in record.get("known", {})
    }
    assert known
    read = {line: citeform.loads(line, "springer")[0].title for line in known}
    assert read == known


@needs_shared
def test_every_line_is_kept_whatever_its_form():
    lines = [record["citation"] for record in RECORDS]
    library = citeform.loads("\n".join(lines), "springer")
    assert len(library) == len(lines)
    kept = []
    for article, record in zip(library, RECORDS, strict=True):
        forms = [FORMS.get(record["form"], "springer")]
        if record["form"] not in FORMS:
            forms.append("springer-current")
        kept.append(record["citation"] in [citeform.dumps(article, form) for form in forms])
    assert all(kept)
