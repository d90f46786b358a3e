"""`citeform fetch`, against a server on loopback that speaks the services' interfaces."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from citeform.cli import main
from citeform.testing.server import Server

EXAMPLE = "10.1007/s12325-011-0081-6"
CITATION = (
    "Franco, C.A., Palomera, L., Arredondo, J.J.R. et al. Adv Therapy (2011) 28(Suppl 8): 14."
    f" doi:{EXAMPLE}\n"
)


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    """The services' addresses, and a cache, of the test's own."""
    with Server() as running:
        settings = running.settings()
        for name in ("crossref_url", "datacite_url", "doi_url", "pubmed_url", "arxiv_url"):
            monkeypatch.setenv(f"CITEFORM_{name.upper()}", getattr(settings, name))
        monkeypatch.setenv("CITEFORM_CACHE", str(tmp_path / "cache.sqlite"))
        yield running


def test_a_citation(capsys: pytest.CaptureFixture[str]):
    assert main(["fetch", EXAMPLE]) == 0
    assert capsys.readouterr().out == CITATION


@pytest.mark.parametrize(
    "spelling", [f"doi:{EXAMPLE}", f"https://doi.org/{EXAMPLE}", f"<{EXAMPLE}>.", EXAMPLE.upper()]
)
def test_any_spelling(spelling: str, capsys: pytest.CaptureFixture[str]):
    assert main(["fetch", spelling]) == 0
    assert capsys.readouterr().out.lower() == CITATION.lower()


def test_a_record(capsys: pytest.CaptureFixture[str]):
    assert main(["fetch", EXAMPLE, "-t", "csl-json"]) == 0
    [item] = json.loads(capsys.readouterr().out)
    assert (item["DOI"], item["volume"]) == (EXAMPLE, "28")


def test_one_bad_identifier_costs_itself_only(capsys: pytest.CaptureFixture[str]):
    assert main(["fetch", "10.5555/missing", EXAMPLE, "hello"]) == 1
    captured = capsys.readouterr()
    assert captured.out == CITATION
    assert captured.err.count("error[") == 2


def test_identifiers_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{EXAMPLE}\n\ndoi:{EXAMPLE}\n"))
    assert main(["fetch", "-"]) == 0
    assert capsys.readouterr().out == CITATION * 2


def test_offline_asks_nobody(capsys: pytest.CaptureFixture[str]):
    assert main(["fetch", EXAMPLE, "--offline"]) == 1
    assert "error[" in capsys.readouterr().err


def test_a_wrong_format_is_told_before_anything_is_asked(
    server: Server, capsys: pytest.CaptureFixture[str]
):
    assert main(["fetch", EXAMPLE, "-t", "bibtx"]) == 2
    assert "did you mean 'bibtex'" in capsys.readouterr().err


def test_a_retraction_that_the_record_tells_is_told(capsys: pytest.CaptureFixture[str]):
    assert main(["fetch", "10.5555/retracted.1", "-t", "ndjson"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["DOI"] == "10.5555/retracted.1"
    assert "warning[fetch.retracted] 10.5555/retracted.1: Retraction by" in captured.err
