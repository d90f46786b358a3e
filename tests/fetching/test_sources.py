"""PubMed, PMC, arXiv, Open Library, pages, and sources of third parties."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from citeform.errors import (
    AnswerError,
    FetchError,
    NotFoundError,
    UnknownNameError,
    UnsafeAddressError,
)
from citeform.fetching.fetcher import Fetcher
from citeform.fetching.names import in_reading_order
from citeform.fetching.openlibrary import from_book
from citeform.fetching.sources import SOURCES, BatchSource, source
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.testing import facts

if TYPE_CHECKING:
    from citeform.testing.server import Server


def people(identifier: str) -> list[str]:
    return [f"{given} {family}" for given, family in facts.people(identifier)]


# ------------------------------------------------------------------ PubMed


def test_pubmed(fetcher: Fetcher, server: Server) -> None:
    article = fetcher.fetch("PMID: 123")
    assert (article.title, article.pmid, article.doi) == (
        facts.title("123"),
        "123",
        "10.5555/pm.123",
    )
    assert list(map(str, article.author)) == people("123")
    assert (article.volume, article.issue, article.page) == ("7", "2", "11-19")
    assert server.log[0].query == {
        "db": "pubmed",
        "id": "123",
        "retmode": "xml",
        "tool": "citeform",
    }


def test_many_pmids_are_one_request(fetcher: Fetcher, server: Server) -> None:
    ids = ["PMID:1", "PMID:2", "PMID:404", "PMID:3"]
    results = fetcher.fetch_many(ids)
    assert [each.article and each.article.pmid for each in results] == ["1", "2", None, "3"]
    assert isinstance(results[2].problem, NotFoundError)
    assert [each.query["id"] for each in server.log] == ["1,2,404,3"]


def test_pmc(fetcher: Fetcher, server: Server) -> None:
    article = fetcher.fetch("PMC12345")
    assert (article.title, article.pmcid) == (facts.title("12345"), "PMC12345")
    assert list(map(str, article.author)) == people("12345")
    assert server.log[0].query["db"] == "pmc"
    with pytest.raises(NotFoundError):
        fetcher.fetch("PMC1404")


def test_many_pmcids_are_one_request(fetcher: Fetcher, server: Server) -> None:
    results = fetcher.fetch_many(["PMC1", "PMC22"])
    assert [each.article.pmcid for each in results] == ["PMC1", "PMC22"]
    assert len(server.log) == 1


@pytest.mark.parametrize("ids", [["PMID:404"], ["PMID:404", "PMID:1404"]])
def test_that_there_is_none_is_kept_as_such(server: Server, tmp_path: Path, ids: list[str]) -> None:
    settings = server.settings(
        use_cache=True, cache=tmp_path / "c", max_age=0.000001, max_age_absent=1000.0
    )
    with Fetcher(settings) as fetcher:
        fetcher.fetch_many(ids)
        assert fetcher.cache.info().absent == len(ids)
        assert fetcher.fetch_many(ids).problems
    assert len(server.log) == 1


# ------------------------------------------------------------------ arXiv


def test_arxiv(fetcher: Fetcher) -> None:
    article = fetcher.fetch("arXiv:2101.00001")
    assert article.title == facts.title("2101.00001") + " in two lines"
    assert article.abstract == "A summary of it."
    assert list(map(str, article.author)) == people("2101.00001")
    assert (article.type, article.number, article.version) == ("article", "arXiv:2101.00001", "1")
    assert article.doi == "10.48550/arXiv.2101.00001"
    assert article.url == "https://arxiv.org/abs/2101.00001v1"
    assert article.issued == Date(facts.year("2101.00001"), 5, 1)


def test_arxivs_published_version_is_named(fetcher: Fetcher) -> None:
    article = fetcher.fetch("arXiv:2101.00007")
    assert article.custom["arxiv"]["doi"] == "10.5555/published.2101.00007"
    assert article.custom["arxiv"]["journal_ref"] == "Ann Ex 3 (2021) 12"


def test_arxiv_versions_and_old_identifiers_many_at_once(fetcher: Fetcher, server: Server) -> None:
    ids = ["2101.00001v3", "hep-th/9901001", "arXiv:2101.99404", "10.48550/arXiv.2101.00002"]
    results = fetcher.fetch_many(ids)
    assert [each.article and (each.article.number, each.article.version) for each in results] == [
        ("arXiv:2101.00001", "3"),
        ("arXiv:hep-th/9901001", "1"),
        None,
        ("arXiv:2101.00002", "1"),
    ]
    assert len(server.log) == 1


# ------------------------------------------------------------------ books


def test_isbn(fetcher: Fetcher, server: Server) -> None:
    article = fetcher.fetch("ISBN 0-306-40615-2")
    assert article.type == "book"
    assert article.title.endswith(": an introduction")
    assert list(map(str, article.author)) == people("9780306406157")
    assert (article.publisher, article.publisher_place) == ("The Example Press", "Lund")
    assert (article.isbn, article.number_of_pages) == ("9780306406157", "312")
    assert article.issued == Date(facts.year("9780306406157"), 5)
    assert server.log[0].query["bibkeys"] == "ISBN:9780306406157"


def test_isbns_at_once_one_of_them_unknown(fetcher: Fetcher, server: Server) -> None:
    results = fetcher.fetch_many(["9780306406157", "978-3-16-148410-0"])
    assert results[0].article is not None
    assert isinstance(results[1].problem, NotFoundError)
    assert len(server.log) == 1


@pytest.mark.parametrize(
    "book",
    [
        {},
        {"title": None, "authors": "Nobody", "publishers": {}, "publish_date": 1999},
        {"authors": [None, {"name": ""}, "A Person"], "number_of_pages": True},
    ],
)
def test_ugly_books_are_read(book: dict[str, object]) -> None:
    assert from_book(book, "9780306406157").type == "book"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Lovelace", Name("Lovelace", "Ada")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", non_dropping_particle="van")),
        ("Vinícius de la Cruz", Name("Cruz", "Vinícius", non_dropping_particle="de la")),
        ("Martin Luther King, Jr.", Name("King", "Martin Luther", suffix="Jr.")),
        ("Plato", Name(literal="Plato")),
        ("ATLAS Collaboration", Name(literal="ATLAS Collaboration")),
    ],
)
def test_names_in_reading_order(text: str, name: Name) -> None:
    assert in_reading_order(text) == name


# ------------------------------------------------------------------ pages


def test_a_page(server: Server) -> None:
    settings = server.settings(allowed_hosts=frozenset({"127.0.0.1"}))
    with Fetcher(settings) as fetcher:
        article = fetcher.fetch(f"{server.url}/page/a/b?c=1#part")
        with pytest.raises(NotFoundError):
            fetcher.fetch(f"{server.url}/page/missing")
        with pytest.raises(AnswerError, match="application/json"):
            fetcher.fetch(f"{server.url}/page/fault.truncated.1")
    assert (article.title, article.volume) == (facts.title("a/b"), "12")
    assert article.url == f"{server.url}/page/a/b?c=1"


@pytest.mark.parametrize("fault", ["wrong-charset", "latin1"])
def test_a_page_in_another_encoding(server: Server, fault: str) -> None:
    settings = server.settings(allowed_hosts=frozenset({"127.0.0.1"}))
    path = next(
        path
        for path in (f"fault.{fault}.{number}" for number in range(99))
        if "Núñez" in str(facts.people(path))
    )
    with Fetcher(settings) as fetcher:
        article = fetcher.fetch(f"{server.url}/page/{path}")
    assert list(map(str, article.author)) == people(path)


def test_a_page_in_ones_own_network_is_refused(fetcher: Fetcher, server: Server) -> None:
    with pytest.raises(UnsafeAddressError, match="not a public host"):
        fetcher.fetch(f"{server.url}/page/x")
    assert server.log == []


def test_an_address_with_a_password_is_not_asked_for(server: Server) -> None:
    settings = server.settings(allowed_hosts=frozenset({"127.0.0.1"}))
    with Fetcher(settings) as fetcher, pytest.raises(UnsafeAddressError, match="password"):
        fetcher.fetch(f"{server.url.replace('//', '//me:secret@')}/page/x")
    assert server.log == []


def test_a_page_that_says_nothing_of_a_work(server: Server) -> None:
    settings = server.settings(allowed_hosts=frozenset({"127.0.0.1"}))
    with Fetcher(settings) as fetcher, pytest.raises(FetchError):
        fetcher.fetch(f"{server.url}/page/fault.empty.1")


# ------------------------------------------------------------------ the table, and third parties


@pytest.mark.parametrize("kind", sorted(SOURCES))
def test_every_kind_has_a_source(kind: str) -> None:
    assert callable(source(kind).resolve)


def test_which_sources_answer_for_many() -> None:
    assert {kind for kind in SOURCES if isinstance(source(kind), BatchSource)} == {
        "doi",
        "pmid",
        "pmcid",
        "arxiv",
        "isbn",
    }


def test_an_unknown_kind_names_the_close_one() -> None:
    with pytest.raises(UnknownNameError, match="'arxiv'"):
        source("arxiw")


PLUGIN = """
from citeform import Article
from citeform.errors import NotFoundError
from citeform.fetching.flow import Request, json_of


def recognise(text):
    return text.removeprefix("zbl:") if text.startswith("zbl:") else ""


def resolve(value, settings):
    request = Request(f"{settings.openlibrary_url}/api/books?bibkeys=ISBN:{value}", "zbmath")
    response = yield request
    answer = json_of(response, request, "zbMATH")
    if not answer:
        raise NotFoundError(f"no {value}", value)
    return Article(id=value, title=answer[f"ISBN:{value}"]["title"])
"""


def test_a_third_partys_source_is_found_by_its_entry_point(tmp_path: Path, server: Server) -> None:
    """A real small distribution: a module and its metadata on the path of another process."""
    (tmp_path / "zbl_source.py").write_text(PLUGIN)
    info = tmp_path / "zbl_source-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: zbl-source\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[citeform.sources]\nzbl = zbl_source\n")
    program = textwrap.dedent(
        f"""
        import json
        from citeform.fetching import Fetcher, Settings
        from citeform.fetching.settings import Rate

        settings = Settings(openlibrary_url="{server.url}/openlibrary", use_cache=False)
        with Fetcher(settings) as fetcher:
            found = fetcher.fetch_many(["zbl:9780306406157", "nonsense"])
        print(json.dumps([each.article.id if each.article else None for each in found]))
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
    )
    assert json.loads(done.stdout) == ["9780306406157", None]
