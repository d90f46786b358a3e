"""`citeform search`, `audit`, `update` and `cache`, against a server on loopback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from citeform.cli import main
from citeform.testing import facts
from citeform.testing.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Capture = pytest.CaptureFixture[str]

REFERENCE = (
    "Franco CA, Palomera L. Prolonged treatment with lenalidomide in relapsed and refractory"
    " multiple myeloma. Adv Therapy 2011;28:14-19."
)
CITATION = (
    "Franco, C.A., Palomera, L., Arredondo, J.J.R. et al. Adv Therapy (2011) 28(Suppl 8): 14."
    " doi:10.1007/s12325-011-0081-6\n"
)


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    with Server() as running:
        for name, url in running.addresses().items():
            monkeypatch.setenv(f"CITEFORM_{name.upper()}", url)
        monkeypatch.setenv("CITEFORM_BACKOFF", "0.01")
        monkeypatch.setenv("CITEFORM_CACHE", str(tmp_path / "cache" / "answers.sqlite3"))
        yield running


# ------------------------------------------------------------------ search


def test_search_lists_candidates_with_what_agrees(capsys: Capture) -> None:
    assert main(["search", REFERENCE, "-n", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1.00  =title =author =year =container =volume =pages"
    assert lines[1].strip() + "\n" == CITATION
    assert "!title" in lines[2]


def test_search_with_a_threshold_prints_the_work_alone(capsys: Capture) -> None:
    assert main(["search", REFERENCE, "--threshold", "0.9"]) == 0
    assert capsys.readouterr().out == CITATION
    assert main(["search", REFERENCE, "--threshold", "0.9", "-t", "ris"]) == 0
    assert "DO  - 10.1007/s12325-011-0081-6" in capsys.readouterr().out


def test_search_with_a_threshold_prints_nothing_that_is_not_certain(capsys: Capture) -> None:
    assert main(["search", REFERENCE.replace("2011", "1999"), "--threshold", "0.5"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "citeform: no match: the best candidate has another year: 2011\n"


def test_search_as_json(capsys: Capture) -> None:
    assert main(["search", REFERENCE, "-n", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["score"], found["contradicts"]) == (1.0, False)
    assert found["checks"]["author"] == {"verdict": "same", "likeness": 1.0, "found": "Franco"}
    assert found["item"]["DOI"] == "10.1007/s12325-011-0081-6"


@pytest.mark.parametrize(
    "arguments",
    [["x", "--threshold", "2"], ["x", "-n", "0"], [" "], ["x", "-t", "nothing"], []],
)
def test_search_used_wrongly(arguments: list[str], server: Server) -> None:
    assert main(["search", *arguments]) == 2
    assert server.log == []


# ------------------------------------------------------------------ audit

LIBRARY = f"""\
% a library
@article{{good, doi = {{10.5555/1}}, title = {{{facts.title("10.5555/1")}}}}}
@article{{bad, doi = {{10.5555/retracted.only-notice}}}}
@article{{gone, doi = {{10.5555/missing}}}}
@article{{other, doi = {{10.5555/2}}, title = {{Quite another thing}}}}
@article{{none, title = {{Without anything}}}}
@article{{down, doi = {{10.5555/fault.500.1}}}}
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "refs.bib"
    path.write_text(LIBRARY)
    return path


def test_audit_tells_each_finding_with_its_line(library: Path, capsys: Capture) -> None:
    assert main(["audit", str(library)]) == 1
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        f"{library}:3:1: error[audit.retracted] bad: Retraction by 10.5555/retracted.only-notice.notice",
        f"{library}:4:1: error[audit.unresolvable] gone: 10.5555/missing: there is no DOI 10.5555/missing",
        (
            f"{library}:5:1: warning[audit.differs] other: title is 'Quite another thing', the registry has"
            f" {facts.title('10.5555/2')!r}"
        ),
        (
            f"{library}:6:1: warning[audit.no-identifier] none: no DOI, PMID, arXiv identifier or ISBN by"
            " which it could be looked up"
        ),
        (
            f"{library}:7:1: error[audit.unknown] down: 10.5555/fault.500.1 could not be checked: 127.0.0.1"
            " answered with status 500, 4 times"
        ),
    ]
    assert captured.err == "6 records: 3 errors, 2 warnings, 0 notes\n"


def test_audit_without_errors_is_fine_unless_strict(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("@article{none, title = {Without anything}}")
    assert main(["audit", str(path)]) == 0
    assert main(["audit", str(path), "--strict"]) == 1
    assert main(["audit", str(path), "--strict", "--ignore", "no-identifier"]) == 0


def test_audit_as_json_and_for_github(library: Path, capsys: Capture) -> None:
    main(["audit", str(library), "--json", "--quiet"])
    codes = [json.loads(line)["code"] for line in capsys.readouterr().out.splitlines()]
    assert codes == ["audit.retracted", "audit.unresolvable", "audit.unknown"]
    main(["audit", str(library), "--format", "github", "-q"])
    assert capsys.readouterr().out.startswith("::error file=")


def test_audit_offline_knows_nothing_and_says_so(library: Path, capsys: Capture) -> None:
    assert main(["audit", str(library), "--offline", "-q"]) == 1
    assert capsys.readouterr().out.count("audit.unknown") == 5


def test_audit_ignores_only_codes_that_exist(library: Path, capsys: Capture) -> None:
    assert main(["audit", str(library), "--ignore", "retractd"]) == 2
    assert "audit.retracted" in capsys.readouterr().err


# ------------------------------------------------------------------ update

PLAIN = """\
% a comment that stays
@string{me = "A. Person"}
@article{one,
    doi   = {10.5555/1},   % a remark
    note  = {my # own {\\TeX}},
}
@article{two, title = {Quite another thing}, doi = "10.5555/2"}
@misc{three, title = {Untouched}}
"""


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain.bib"
    path.write_text(PLAIN)
    return path


def test_update_fills_in_and_touches_nothing_else(plain: Path, capsys: Capture) -> None:
    assert main(["update", str(plain), "--fields", "volume,title"]) == 0
    lines = plain.read_text().splitlines()
    new = [line for line in lines if line not in PLAIN.splitlines()]
    assert [line for line in PLAIN.splitlines() if line not in lines] == []
    assert [line.split("=")[0].strip() for line in new] == ["title", "volume"]
    error = capsys.readouterr().err
    assert "audit.differs] two: title is 'Quite another thing'" in error
    assert "3 records, 1 changed, 2 fields filled in" in error


def test_update_shows_a_diff_and_changes_nothing(plain: Path, capsys: Capture) -> None:
    assert main(["update", str(plain), "--diff", "--fields", "volume", "-q"]) == 0
    assert plain.read_text() == PLAIN
    changed = [line for line in capsys.readouterr().out.splitlines() if line[:1] in "+-"]
    assert len(changed) == 3  # two of the head, and the new field
    assert "volume" in changed[2]


def test_update_into_another_file(plain: Path, tmp_path: Path) -> None:
    target = tmp_path / "new.bib"
    assert main(["update", str(plain), "-o", str(target), "-q"]) == 0
    assert plain.read_text() == PLAIN
    assert "volume" in target.read_text()


def test_update_twice_changes_nothing_more(plain: Path) -> None:
    main(["update", str(plain), "-q"])
    once = plain.read_text()
    main(["update", str(plain), "-q"])
    assert plain.read_text() == once


def test_update_searches_for_what_has_no_identifier(tmp_path: Path) -> None:
    path = tmp_path / "refs.json"
    item = {
        "id": "franco",
        "type": "article-journal",
        "title": "Prolonged treatment with lenalidomide in relapsed and refractory multiple myeloma",
        "author": [{"family": "Franco", "given": "C. A."}],
        "issued": {"date-parts": [[2011]]},
    }
    path.write_text(json.dumps([item]))
    assert main(["update", str(path), "-q"]) == 0
    assert json.loads(path.read_text()) == [item]
    assert main(["update", str(path), "--search", "--fields", "doi,volume", "-q"]) == 0
    assert json.loads(path.read_text()) == [
        {**item, "DOI": "10.1007/s12325-011-0081-6", "volume": "28"}
    ]


def test_update_tells_what_was_not_found(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("@article{gone, doi = {10.5555/missing}}\n")
    assert main(["update", str(path)]) == 1
    assert f"{path}:1" in capsys.readouterr().err
    assert path.read_text() == "@article{gone, doi = {10.5555/missing}}\n"


@pytest.mark.parametrize(
    "arguments", [["--fields", "volumee"], ["--threshold", "9"], ["-o", "x", "second.bib"]]
)
def test_update_used_wrongly(plain: Path, arguments: list[str], server: Server) -> None:
    assert main(["update", str(plain), *arguments]) == 2
    assert server.log == []
    assert plain.read_text() == PLAIN


# ------------------------------------------------------------------ cache


def test_cache_info_and_clear(capsys: Capture, tmp_path: Path) -> None:
    main(["fetch", "10.5555/1", "10.5555/missing"])
    capsys.readouterr()
    assert main(["cache", "info", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["path"] == str(tmp_path / "cache" / "answers.sqlite3")
    assert told["answers"]["crossref"] == 2
    assert main(["cache", "clear", "--older-than", "1"]) == 0
    assert "0 answers cleared" in capsys.readouterr().err
    assert main(["cache", "clear"]) == 0
    assert main(["cache", "info"]) == 0
    assert "answers  0" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [[], ["burn"], ["info", "--service", "x"], ["clear", "--older-than", "-1"]]
)
def test_cache_used_wrongly(arguments: list[str]) -> None:
    assert main(["cache", *arguments]) == 2


def test_a_cache_that_cannot_be_used_is_told_and_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CITEFORM_CACHE", str(tmp_path / "file" / "answers.sqlite3"))
    assert main(["fetch", "10.5555/1"]) == 0
    captured = capsys.readouterr()
    assert captured.out
    assert captured.err.startswith("citeform: warning: the cache cannot be used: ")
    assert main(["cache", "info"]) == 1
