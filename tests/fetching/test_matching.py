"""Free text and records: candidates, field by field, and no silent pick."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.errors import UsageError
from citeform.fetching.compare import Verdict, score, with_record, with_text
from citeform.fetching.fetcher import Fetcher
from citeform.fetching.matching import Match, candidates, match_with
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.names import Name

if TYPE_CHECKING:
    from citeform.testing.server import Server

WORK = Article(
    type="article-journal",
    title="Prolonged treatment with lenalidomide in relapsed and refractory multiple myeloma",
    author=[Name("Franco", "Carlos Aguilar"), Name("Palomera", "Luis")],
    container_title="Advances in Therapy",
    container_title_short="Adv Therapy",
    volume="28",
    page="14-19",
    issued=Date(2011),
    doi="10.1007/s12325-011-0081-6",
)
REFERENCE = (
    "Franco CA, Palomera L, et al. Prolonged treatment with lenalidomide in relapsed and refractory"
    " multiple myeloma. Adv Therapy 2011;28:14-19."
)


def verdicts(checks) -> dict[str, str]:
    return {check.field: check.verdict.value for check in checks}


ALL_SAME = dict.fromkeys(("title", "author", "year", "container", "volume", "pages"), "same")


def test_a_record_with_itself() -> None:
    checks = with_record(WORK, WORK)
    assert verdicts(checks) == ALL_SAME
    assert score(checks) == 1.0


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("title", {"title": "Short treatment with something else entirely"}),
        ("author", {"author": [Name("Palomera", "Luis")]}),
        ("year", {"issued": Date(2009)}),
        ("container", {"container_title": "Blood", "container_title_short": "Blood"}),
        ("volume", {"volume": "29"}),
        ("pages", {"page": "114-119"}),
    ],
)
def test_what_differs_is_told_field_by_field(field: str, other: dict[str, object]) -> None:
    checks = with_record(WORK, WORK.replace(**other))
    assert verdicts(checks) == ALL_SAME | {field: "other"}
    assert score(checks) < 1.0


@pytest.mark.parametrize(
    "same",
    [
        {
            "title": "PROLONGED TREATMENT WITH LENALIDOMIDE IN RELAPSED AND REFRACTORY MULTIPLE MYELOMA"
        },
        {"title": WORK.title + ": a study of clinical cases"},
        {"title": WORK.title.replace("lenalidomide", "<i>lenalidomide</i>")},
        {"author": [Name("Aguilar Franco", "Carlos")]},
        {"author": [Name("FRANCO", "C.")]},
        {"container_title": "Adv. Therapy", "container_title_short": ""},
        {"issued": Date(2012), "available_date": Date(2011, 12, 30)},
        {"page": "14–19"},
        {"page": "e14"},
    ],
)
def test_other_spellings_are_the_same(same: dict[str, object]) -> None:
    assert verdicts(with_record(WORK, WORK.replace(**same))) == ALL_SAME


def test_what_one_side_does_not_say_is_unknown() -> None:
    checks = with_record(Article(title=WORK.title), WORK)
    assert verdicts(checks) == dict.fromkeys(ALL_SAME, "unknown") | {"title": "same"}


def test_without_a_title_there_is_no_score() -> None:
    assert score(with_record(WORK.replace(title=""), WORK)) == 0.0


def test_a_reference_as_text() -> None:
    assert verdicts(with_text(REFERENCE, WORK)) == ALL_SAME


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (REFERENCE.replace("2011", "1999"), {"year": "other"}),
        (REFERENCE.replace("Franco", "Smith"), {"author": "other"}),
        (REFERENCE.replace("2011", ""), {"year": "unknown"}),
        (REFERENCE.replace("28", "29"), {"volume": "unknown"}),
        (WORK.title, dict.fromkeys(ALL_SAME, "unknown") | {"title": "same"}),
        ("Franco, Myeloma and other things, 2011", {"title": "other"}),
    ],
)
def test_what_a_text_says_otherwise_or_not_at_all(text: str, expected: dict[str, str]) -> None:
    found = verdicts(with_text(text, WORK))
    assert {field: found[field] for field in expected} == expected


@given(st.text(max_size=300), st.text(max_size=100), st.text(max_size=20))
def test_any_texts_can_be_compared(text: str, title: str, page: str) -> None:
    record = Article(title=title, page=page, author=[Name(literal=text[:9] or "x")])
    for checks in (with_text(text, record), with_record(record, WORK)):
        assert 0.0 <= score(checks) <= 1.0


# ------------------------------------------------------------------ with the service


@pytest.fixture
def decide(fetcher: Fetcher):
    def decided(reference: str | Article, **options: float) -> Match:
        return match_with(fetcher, reference, **options)

    return decided


def test_a_good_reference_is_matched(decide) -> None:
    match = decide(REFERENCE)
    assert match.accepted is not None
    assert match.accepted.article.doi == WORK.doi
    assert match.reason == "score 1.00: title, author, year, container, volume, pages agree"


def test_a_record_is_matched(decide) -> None:
    match = decide(WORK.replace(doi=""))
    assert match.accepted is not None
    assert match.accepted.article.doi == WORK.doi


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (REFERENCE.replace("2011", "1999"), "another year: 2011"),
        (REFERENCE.replace("Franco CA, ", ""), "another author: Franco"),
        (WORK.title, "only the title agrees"),
        ("Franco 2011 lenalidomide", "another title"),
        ("zzz qqq xxx", "nothing was found"),
    ],
)
def test_a_doubtful_one_is_not_and_why_is_told(decide, text: str, reason: str) -> None:
    match = decide(text)
    assert match.accepted is None
    assert reason in match.reason


def test_two_works_that_fit_equally_well_are_not_chosen_from(server: Server) -> None:
    record = {
        "type": "journal-article",
        "title": [WORK.title],
        "author": [{"family": "Franco", "given": "C."}],
        "issued": {"date-parts": [[2011]]},
    }
    server.records = {doi: {**record, "DOI": doi} for doi in ("10.5555/one", "10.5555/two")}
    with Fetcher(server.settings()) as fetcher:
        match = match_with(fetcher, f"Franco (2011) {WORK.title}")
    assert match.accepted is None
    assert "two works fit about as well" in match.reason


def test_the_threshold(decide) -> None:
    loose = REFERENCE.replace("relapsed and refractory multiple", "bad")
    assert decide(loose, threshold=0.99).accepted is None
    with pytest.raises(UsageError, match="from 0 to 1"):
        decide(REFERENCE, threshold=7)


def test_a_doi_within_the_text_is_a_candidate_like_the_others(fetcher: Fetcher) -> None:
    match = match_with(fetcher, "Something else by Nobody 1950. doi:10.5555/hidden.1")
    assert match.accepted is None
    assert "10.5555/hidden.1" in {each.article.doi for each in match.candidates}


def test_candidates_come_best_first_with_contradictions_last(fetcher: Fetcher) -> None:
    found = fetcher.run(candidates(REFERENCE, fetcher.settings, rows=5))
    assert len(found) == 5
    assert [each.contradicts for each in found] == [False, True, True, True, True]
    assert found[0].checks[0].verdict is Verdict.SAME


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_cannot_be_searched_for(decide, text: str) -> None:
    with pytest.raises(UsageError, match="nothing to search for"):
        decide(text)


def test_search_is_a_function_whatever_was_imported() -> None:
    import citeform.fetching
    import citeform.fetching.matching as home

    assert citeform.fetching.search is home.search
