"""The comparison with citeproc-js: what it takes for the same, and how it names what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.differential.causes import CAUSES, UNEXPLAINED, cause_of
from bench.differential.clusters import clusters, snippet
from bench.differential.documents import document
from bench.differential.folding import fold
from bench.differential.locales import MOST_USED, OTHERS, expand
from bench.differential.outcomes import Outcome, append, compare, read
from bench.differential.report import Report
from citeform import Article
from citeform.csl.packages import locale_tags


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A &#38; B", "A &amp; B"),
        ("<i>A</i><i>B</i>", "<i>AB</i>"),
        ("<i>A </i>B", "<i>A</i> B"),
        ("<b><i>A</i></b>", "<i><b>A</b></i>"),
        ('<span class="nocase">A</span>', "A"),
        ('<i>A <span style="font-style:normal;">B</span></i>', "<i>A</i> B"),
        ('<div class="csl-entry">\n <div class="csl-left-margin">1.</div>', '<div class="csl-left-margin">1.</div>'),
        ("A  B\n", "A B"),
    ],
)  # fmt: skip
def test_what_looks_the_same_is_the_same(one: str, other: str) -> None:
    """Spelling of HTML is folded."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<i>A</i>", "A"),
        ("<i>A.</i>", "<i>A</i>."),
        ("A\u00a0B", "A B"),
        ("A.", "A"),
        ("<sup>1</sup>", "<sub>1</sub>"),
        ('<div class="csl-left-margin">1.</div>A', "1.A"),
    ],
)
def test_what_looks_different_is_not(one: str, other: str) -> None:
    """Letters, marks, blanks that do not break, and the look of every letter are kept."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("own", "other", "cause"),
    [
        ("The Design", "The DEsign", "a capital behind a protected part of a word"),
        ("2018–037", "2018– 037", "blanks: in ranges with leading zeros, around what is empty, at a block's edge"),
        ("(A, 1999; Anon, n.d.)", "(A, 1999, Anon, n.d.)", "works without a name are brought together, or joined as if of one author"),
        ("İçinde: A", "Içinde: A", "capitals: of a term at the beginning, of a word in another language"),
        ("[Έκδοση Τ. 2]", "[Εκδοση τ. 2]", "capitals: of a term at the beginning, of a word in another language"),
        ("A 1995a年, B", "A 1995年a年, B", "what a locale prints behind a year, before the letter as well"),
        ("A 1995b г., B", "A 1995 г.b г., B", "what a locale prints behind a year, before the letter as well"),
        ("М., 1993 г.", "М., 1993 г..", "a mark behind another one, of which citeproc-js prints both"),
        ("12 March 2019", "12 March 2019b", "the letter that tells works apart: on a date of access, or given in another order"),
        ("[italic]Blogs?[/] 7", "[italic]Blogs?[/]. 7", "a mark behind another one, of which citeproc-js prints both"),
        ("Doe, Roe", "[bold]Doe,[/], Roe", "a mark behind another one, of which citeproc-js prints both"),
        ("“A,” [italic]B[/]", "“A”, [italic]B[/]", "a comma or a full stop within or behind quotation marks"),
        ("‘A “B”’", "“A ‘B’”", "which quotation marks stand within others"),
        ("<block>Doe</block>1965.", "<block>Doe</block>1965", "the last full stop of an entry with blocks"),
        ("A, 2e éd.", "A, 2[sup]e[/] éd.", "the look of a part: italics, small capitals, raised ordinals"),
        ("[北京绿洲01]", "[一种荒漠01]", "what the label of a work is made of, where it has no author in Latin letters"),
        ("Doe et al. 2020", "Doe, Roe, and Poe 2020", "how many people are named, where the first cite may name fewer than later ones, or nobody"),
        ("Ed. ____. Paris", "Ed. Doe, J. Paris", "a dash in place of the names of the entry before"),
        ("[small-caps]A[/] 1; B n.d.", "B n.d.; [small-caps]A[/] 1", "the order of cites in a citation, of works without a name among them"),
        ("See 1.", "See 1, Doe (1965), twice.", "a label, a term or another part that only one of the two prints"),
        ("Doe", "Roe", UNEXPLAINED),
    ],
)  # fmt: skip
def test_causes(own: str, other: str, cause: str) -> None:
    """A difference has the narrowest cause that explains all of it, or none."""
    assert cause_of(own, other) == cause


def test_every_cause_has_evidence() -> None:
    """No cause is named without saying why citeform does otherwise."""
    assert [cause.name for cause in CAUSES if len(cause.evidence) < 30] == []


def test_what_both_leave_empty_is_not_counted() -> None:
    """Two engines that print nothing have nothing to compare; one that does differs."""
    outcome = compare("s", "", {"1": "A", "2": "", "3": ""}, {"1": "A", "2": "", "3": "B"})
    assert (outcome.total, outcome.differences) == (2, [("3", "(nothing)", "B")])


def test_results_are_kept_and_reported(tmp_path: Path) -> None:
    """What a run has found can be read again, and the report counts it."""
    found = [
        Outcome("one", "", 4, 1, [("citation 1", "Doe", "Roe")]),
        Outcome("two", "", 6),
        Outcome("three", "", error="citeproc-js: no answer"),
    ]
    for outcome in found:
        append(tmp_path / "found.jsonl", outcome)
    assert list(read(tmp_path / "found.jsonl")) == found
    report = Report(read(tmp_path / "found.jsonl"))
    assert (report.equal, report.total) == (9, 10)
    assert report.unexplained == [("one", "citation 1", "Doe", "Roe")]
    assert "9 of 10 texts the same: 90.000%" in "\n".join(report.lines())


def test_locales_are_reported_one_by_one() -> None:
    """Where there are several; "own" is what a style was written in."""
    found = [Outcome("a", "", 4), Outcome("a", "de-DE", 4, 0, [("citation 1", "Doe", "Roe")])]
    printed = "\n".join(Report(found).lines())
    assert "own          4 of      4  100.00%" in printed
    assert "de-DE        3 of      4   75.00%" in printed
    assert "By locale" not in "\n".join(Report(found[:1]).lines())


def test_the_most_used_locales_are_thirty_and_there() -> None:
    """Each has a locale file, and the name of the set stands for all of them."""
    assert len(MOST_USED) == 30
    assert not set(MOST_USED) & set(OTHERS)
    assert {*MOST_USED, *OTHERS} <= set(locale_tags())
    assert expand(["most-used", "eu"]) == [*MOST_USED, "eu"]


def test_clusters() -> None:
    """Differences of one kind come together, whatever the words are."""
    found = [("a", "1", "Doe 1999; x", "Doe 1999, x"), ("b", "2", "Roe 2011; y", "Roe 2011, y")]
    assert snippet(*found[0][2:]) == snippet(*found[1][2:])
    [(_, count, styles, _)] = clusters(found)
    assert (count, styles) == (2, 2)


def test_documents_cite_everything() -> None:
    """Every work is cited alone, and the situations that styles tell apart occur."""
    citations = document([Article(id=str(number)) for number in range(5)])
    assert {cite.id for each in citations for cite in each.cites} == set("01234")
    assert [each.note for each in citations] == list(range(1, 14))
    cites = [cite for each in citations for cite in each.cites]
    assert any(cite.locator for cite in cites)
    assert any(cite.suppress_author for cite in cites)
    assert any(cite.prefix for cite in cites)
