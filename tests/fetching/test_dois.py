"""DOIs: Crossref, DataCite, any other agency; one and many."""

from __future__ import annotations

import pytest

import citeform
from citeform.errors import AnswerError, NotFoundError, ServiceError
from citeform.fetching.fetcher import Fetcher
from citeform.testing import facts
from citeform.testing.server import Server


def paths(server: Server) -> list[str]:
    return [f"{each.service}/{each.path}" for each in server.log]


@pytest.mark.parametrize(
    "text",
    [
        "10.1007/s12325-011-0081-6",
        "doi:10.1007/s12325-011-0081-6",
        "https://doi.org/10.1007/S12325-011-0081-6",
        "http://dx.doi.org/10.1007%2Fs12325-011-0081-6",
        "(10.1007/s12325-011-0081-6).",
    ],
)
def test_the_example_in_every_spelling(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path, text: str
) -> None:
    for name, url in server.addresses().items():
        monkeypatch.setenv(f"CITEFORM_{name.upper()}", url)
    article = citeform.fetch(text, mailto="me@example.org", cache=tmp_path / "c.sqlite3")
    assert citeform.format(article) == (
        "Franco, C.A., Palomera, L., Arredondo, J.J.R. et al. Adv Therapy (2011) 28(Suppl 8): 14."
        " doi:10.1007/s12325-011-0081-6"
    )
    assert server.log[0].query == {"mailto": "me@example.org"}
    assert "me@example.org" in server.log[0].headers["user-agent"]


def test_a_doi_is_encoded_whole(fetcher: Fetcher, server: Server) -> None:
    sici = "10.5555/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-#"
    assert fetcher.fetch(sici).doi.lower() == sici.lower()
    assert server.log[0].path == (
        "works/10.5555%2F%28sici%291097-0258%2819980815%2F30%2917%3A15%2F16%3C1661%3A%3Aaid-sim968"
        "%3E3.0.co%3B2-%23"
    )


def test_datacites(fetcher: Fetcher, server: Server) -> None:
    article = fetcher.fetch("10.7777/x")
    assert (article.doi, article.title) == ("10.7777/x", facts.title("10.7777/x"))
    assert paths(server) == [
        "crossref/works/10.7777%2Fx",
        "doi/doiRA/10.7777%2Fx",
        "datacite/dois/10.7777%2Fx",
    ]


def test_another_agencys_by_content_negotiation_as_csl_json_never_as_bibtex(
    fetcher: Fetcher, server: Server
) -> None:
    article = fetcher.fetch("10.8888/x")
    assert (article.doi, article.title) == ("10.8888/x", facts.title("10.8888/x"))
    assert server.log[-1].headers["accept"] == "application/vnd.citationstyles.csl+json"
    assert all("bibtex" not in each.headers["accept"] for each in server.log)


def test_nobodys(fetcher: Fetcher) -> None:
    with pytest.raises(NotFoundError, match=r"there is no DOI 10\.5555/missing") as caught:
        fetcher.fetch("10.5555/missing")
    assert caught.value.identifier == "10.5555/missing"
    assert caught.value.__cause__ is None


def test_nobody_can_be_asked_who_has_it(server: Server) -> None:
    with Server() as gone:
        nowhere = gone.url
    with (
        Fetcher(server.settings(doi_url=nowhere)) as fetcher,
        pytest.raises(NotFoundError, match="cannot be told") as caught,
    ):
        fetcher.fetch("10.7777/x")
    assert isinstance(caught.value.__cause__, ServiceError)


def test_a_service_that_is_down_is_not_taken_for_no_such_work(
    fetcher: Fetcher, server: Server
) -> None:
    server.down = True
    with pytest.raises(ServiceError, match="502"):
        fetcher.fetch("10.5555/1")
    assert {each.service for each in server.log} == {"crossref"}


def test_short_dois(fetcher: Fetcher) -> None:
    assert fetcher.fetch("10/abcde").doi == "10.5555/abcde"
    with pytest.raises(NotFoundError):
        fetcher.fetch("10/zzzzz")


# ------------------------------------------------------------------ many


def test_many_are_asked_for_by_one_list(fetcher: Fetcher, server: Server) -> None:
    dois = [f"10.5555/{number}" for number in range(25)]
    found = fetcher.fetch_many(dois)
    assert [each.article.doi for each in found] == dois
    assert paths(server) == ["crossref/works"]
    assert server.log[0].query["rows"] == "25"


def test_other_agencies_dois_among_many_are_asked_for_together(
    fetcher: Fetcher, server: Server
) -> None:
    ours = [f"10.5555/{number}" for number in range(5)]
    theirs = [f"10.7777/{number}" for number in range(5)]
    found = fetcher.fetch_many([*ours, *theirs])
    assert [each.article.doi for each in found] == [*ours, *theirs]
    assert len(server.log) == 3  # Crossref's list, the agencies, DataCite's list


def test_a_doi_with_a_comma_is_asked_for_alone(fetcher: Fetcher, server: Server) -> None:
    found = fetcher.fetch_many(["10.5555/1", "10.5555/a,b", "10.5555/2"])
    assert [each.article.doi for each in found] == ["10.5555/1", "10.5555/a,b", "10.5555/2"]
    assert paths(server) == ["crossref/works", "crossref/works/10.5555%2Fa%2Cb"]


def test_a_list_that_fails_is_made_up_for_by_single_requests(server: Server) -> None:
    """The service refuses every list."""
    fetcher = Fetcher(server.settings())
    original = server.begin

    def begin(asked):
        fault = original(asked)
        return "400" if asked.path == "works" else fault

    server.begin = begin
    with fetcher:
        found = fetcher.fetch_many(["10.5555/1", "10.5555/2", "10.5555/3"])
    assert [each.article.doi for each in found] == ["10.5555/1", "10.5555/2", "10.5555/3"]
    assert len(server.log) == 4


def test_a_service_that_never_answers_for_a_list_is_soon_asked_for_none(server: Server) -> None:
    original = server.begin

    def begin(asked):
        fault = original(asked)
        return "400" if asked.path == "works" else fault

    server.begin = begin
    dois = [f"10.5555/{number}" for number in range(60)]
    with Fetcher(server.settings(batch_size=5, parallel=1)) as fetcher:
        assert not fetcher.fetch_many(dois).problems
    assert paths(server).count("crossref/works") == 3


def test_long_dois_go_into_several_lists(fetcher: Fetcher, server: Server) -> None:
    dois = [f"10.5555/{'x' * 400}{number}" for number in range(20)]
    assert [each.article.doi for each in fetcher.fetch_many(dois)] == dois
    longest = max(len(str(each.query.get("filter", ""))) for each in server.log)
    assert longest < 4000


def test_records_with_null_dates_and_group_authors(server: Server) -> None:
    server.records["10.5555/odd"] = {
        "DOI": "10.5555/odd",
        "type": "journal-article",
        "title": ["A &amp; B in <i>E. coli</i>"],
        "author": [{"name": "The Group", "sequence": "first", "affiliation": []}],
        "issued": {"date-parts": [[None]]},
        "article-number": "e123",
    }
    with Fetcher(server.settings()) as fetcher:
        article = fetcher.fetch("10.5555/odd")
    assert article.title == "A & B in <i>E. coli</i>"
    assert [str(name) for name in article.author] == ["The Group"]
    assert article.issued is None


@pytest.mark.parametrize("doi", ["10.7777/fault.html.1", "10.7777/fault.truncated.1"])
def test_an_error_page_where_the_agency_should_be_told(fetcher: Fetcher, doi: str) -> None:
    with pytest.raises(AnswerError):
        fetcher.fetch(doi)
