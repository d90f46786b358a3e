from __future__ import annotations

import pytest

from citeform.errors import UnknownFieldError, UsageError
from citeform.fetching.audit import audit, identifier_of
from citeform.fetching.fetcher import Fetcher
from citeform.fetching.update import fields_named, updated
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.testing.server import Server


@pytest.mark.parametrize(
    ("article", "identifier"),
    [
        (Article(doi="https://doi.org/10.5555/1"), "10.5555/1"),
        (Article(url="https://doi.org/10.5555/1"), "10.5555/1"),
        (Article(pmid="123", doi="broken"), "PMID:123"),
        (Article(pmcid="PMC123"), "PMC123"),
        (Article(number="arXiv:2101.00001"), "arXiv:2101.00001"),
        (Article(url="https://arxiv.org/abs/2101.00001v2"), "arXiv:2101.00001v2"),
        (Article(archive="arXiv", archive_location="2101.00001"), "arXiv:2101.00001"),
        (Article(type="book", isbn="0-306-40615-2"), "ISBN 0306406152"),
        (Article(type="chapter", isbn="0-306-40615-2"), ""),
        (Article(title="Nothing"), ""),
    ],
)
def test_what_a_record_is_looked_up_by(article: Article, identifier: str) -> None:
    assert identifier_of(article) == identifier


def codes(fetcher: Fetcher, *articles: Article) -> list[list[str]]:
    return [[each.code for each in one.findings] for one in audit(fetcher, articles)]


def test_every_record_gets_its_findings_in_order(fetcher: Fetcher) -> None:
    good = fetcher.fetch("10.5555/1")
    assert codes(
        fetcher,
        good,
        fetcher.fetch("10.5555/retracted.only-notice"),
        fetcher.fetch("10.5555/corrected.1"),
        fetcher.fetch("10.5555/concern.1"),
        fetcher.fetch("10.5555/preprint.1"),
        fetcher.fetch("arXiv:2101.00007"),
        Article(title="No identifier"),
        Article(doi="10.5555/missing"),
        good.replace(volume="999", issued=Date(1900)),
        Article(doi="10.7777/x"),
        Article(doi="10.7777/old.1"),
        good,
    ) == [
        [],
        ["audit.retracted"],
        ["audit.corrected"],
        ["audit.concern"],
        ["audit.superseded"],
        ["audit.no-status", "audit.superseded"],
        ["audit.no-identifier"],
        ["audit.unresolvable"],
        ["audit.differs", "audit.differs"],
        ["audit.no-status"],
        ["audit.no-status", "audit.superseded"],
        [],
    ]


def test_what_pubmed_knows(fetcher: Fetcher) -> None:
    articles = [Article(pmid="123"), Article(pmid="666")]
    found = list(audit(fetcher, articles))
    assert [[each.code for each in one.findings] for one in found] == [[], ["audit.retracted"]]
    assert found[1].findings[0].message == "Retraction by PMID:667 (says pubmed)"


@pytest.mark.parametrize(
    "doi", ["10.5555/fault.500.1", "10.5555/fault.html.1", "10.5555/fault.bomb.1"]
)
def test_what_could_not_be_checked_is_unknown(fetcher: Fetcher, doi: str) -> None:
    assert codes(fetcher, Article(doi=doi)) == [["audit.unknown"]]


def test_that_nobody_could_tell_the_agency_is_unknown_not_unresolvable(server: Server) -> None:
    with Server() as gone:
        nowhere = gone.url
    with Fetcher(server.settings(doi_url=nowhere, attempts=1)) as fetcher:
        assert codes(fetcher, Article(doi="10.5555/missing")) == [["audit.unknown"]]


def test_that_the_notices_could_not_be_had_is_unknown(server: Server) -> None:
    original = server.begin

    def begin(asked):
        fault = original(asked)
        return "400" if "updates:" in asked.query.get("filter", "") else fault

    server.begin = begin
    with Fetcher(server.settings()) as fetcher:
        assert codes(fetcher, fetcher.fetch("10.5555/1")) == [["audit.unknown"]]


def test_offline_without_a_cache_nothing_is_known(server: Server) -> None:
    with Fetcher(server.settings(offline=True)) as fetcher:
        assert codes(fetcher, Article(doi="10.5555/1")) == [["audit.unknown"]]


# ------------------------------------------------------------------ update

THEIRS = Article(
    title="On tides",
    author=[Name("Moreau", "Ada")],
    issued=Date(2001, 5),
    volume="7",
    page="1-9",
    number="e1",
    doi="10.5555/1",
    publisher="The Press",
)


def test_what_is_missing_is_filled_in_and_nothing_else_changed() -> None:
    ours = Article(id="k", title="ON TIDES", issued=Date(2001), note="mine")
    outcome = updated(ours, THEIRS)
    assert outcome.filled == ("author", "volume", "page", "number", "publisher", "doi")
    assert outcome.article == THEIRS.replace(
        id="k", title="ON TIDES", issued=Date(2001), note="mine"
    )


def test_only_the_fields_that_are_asked_for() -> None:
    assert updated(Article(title="On tides"), THEIRS, ("doi",)).filled == ("doi",)


def test_an_article_number_is_not_put_beside_pages() -> None:
    assert "number" not in updated(Article(page="1-9"), THEIRS).filled


def test_nothing_is_filled_in_where_the_records_contradict() -> None:
    ours = Article(title="On lichens", author=[Name("Moreau", "Ada")])
    outcome = updated(ours, THEIRS)
    assert outcome.article is ours
    assert outcome.refused == "title is 'On lichens', the registry has 'On tides'"


def test_a_whole_record_is_left_as_it_is() -> None:
    assert updated(THEIRS, THEIRS).filled == ()


def test_fields_by_their_names() -> None:
    assert fields_named(["DOI", "container-title", "doi"]) == ("doi", "container_title")
    with pytest.raises(UnknownFieldError, match="volume"):
        fields_named(["volumee"])
    with pytest.raises(UsageError):
        fields_named([])
