"""Retractions and the like, from both ends; what is not known is never "fine"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from citeform.errors import NotFoundError
from citeform.fetching.fetcher import Fetcher
from citeform.fetching.status import Notice, Status, of_record, status, statuses

if TYPE_CHECKING:
    from citeform.testing.server import Server


@pytest.fixture
def ask(fetcher: Fetcher):
    return lambda doi: fetcher.run(status(doi, fetcher.settings))


def test_a_work_of_which_nothing_became(ask) -> None:
    assert ask("10.5555/1") == Status("10.5555/1")


def test_a_retraction_that_both_records_tell_is_told_once(ask) -> None:
    found = ask("10.5555/retracted.1")
    assert found.is_retracted
    assert [(notice.kind, notice.doi) for notice in found.notices] == [
        ("retraction", "10.5555/retracted.1.notice")
    ]
    assert found.unchecked == ()


def test_a_retraction_that_only_the_notice_tells(ask) -> None:
    assert ask("10.5555/retracted.only-notice").is_retracted


@pytest.mark.parametrize(
    ("doi", "kind"), [("10.5555/corrected.1", "correction"), ("10.5555/concern.1", "concern")]
)
def test_other_notices(ask, doi: str, kind: str) -> None:
    found = ask(doi)
    assert [notice.kind for notice in found.notices] == [kind]
    assert not found.is_retracted


def test_a_preprint_and_its_published_version(ask) -> None:
    assert ask("10.5555/preprint.1").published_as == "10.5555/published.1"


def test_several_are_asked_for_by_one_list(fetcher: Fetcher, server: Server) -> None:
    dois = ["10.5555/1", "10.5555/retracted.only-notice", "10.5555/corrected.2"]
    fetcher.fetch_many(dois)
    server.log.clear()
    found = fetcher.run(statuses(dois, fetcher.settings))
    assert [len(found[doi].notices) for doi in dois] == [0, 1, 1]
    assert len(server.log) == 1


def test_a_doi_with_a_comma_is_not_wholly_checked(ask) -> None:
    found = ask("10.5555/a,b")
    assert found.notices == ()
    assert found.unchecked == ("notices: a DOI with a comma cannot be asked for",)


def test_a_list_that_cannot_be_had_leaves_it_unchecked(server: Server) -> None:
    original = server.begin

    def begin(asked):
        fault = original(asked)
        return "html" if "updates:" in asked.query.get("filter", "") else fault

    server.begin = begin
    with Fetcher(server.settings()) as fetcher:
        found = fetcher.run(status("10.5555/retracted.1", fetcher.settings))
    assert found.is_retracted  # the work's own record says so
    assert found.unchecked == (
        "notices: Crossref answered with text/html instead of application/json",
    )


def test_a_work_that_is_not_crossrefs(ask) -> None:
    with pytest.raises(NotFoundError):
        ask("10.7777/x")


@pytest.mark.parametrize(
    ("title", "retracted"),
    [
        ("RETRACTED: On nothing", True),
        ("[Retracted] On nothing", True),
        ("RETRACTED ARTICLE: On nothing", True),
        ("Withdrawn: On nothing", True),
        ("Retracted papers and their citations", False),
        ("On retracted articles: a study", False),
    ],
)
def test_a_title_that_says_it(title: str, retracted: bool) -> None:
    assert of_record("10.5555/1", {"title": [title]}).is_retracted is retracted


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"title": None, "updated-by": None, "relation": None},
        {"title": [None], "updated-by": [None, {}, {"DOI": 7, "type": None}], "relation": []},
        {"relation": {"is-preprint-of": [{"id-type": "doi"}, {"id": "10.5555/2"}, "x"]}},
    ],
)
def test_ugly_records_are_read(message: dict[str, object]) -> None:
    assert of_record("10.5555/1", message).published_as == ""


def test_kinds_that_we_do_not_know_keep_their_name_and_come_last() -> None:
    message = {
        "updated-by": [
            {"DOI": "10.5555/a", "type": "Something_New", "source": "publisher"},
            {"DOI": "10.5555/b", "type": "withdrawal", "source": "retraction-watch"},
        ]
    }
    assert of_record("10.5555/1", message).notices == (
        Notice("retraction", "10.5555/b", "", "retraction-watch"),
        Notice("something-new", "10.5555/a", "", "publisher"),
    )
