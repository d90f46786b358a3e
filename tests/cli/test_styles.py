"""`citeform styles search` and `citeform styles show`."""

from __future__ import annotations

import json

import pytest

from citeform.cli import main


@pytest.fixture(autouse=True, scope="module")
def _cache_folder(tmp_path_factory):
    """The index goes to a folder of the test's own, never to the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "platformdirs.user_cache_path", lambda name: tmp_path_factory.getbasetemp() / name
        )
        yield


def test_search_prints_name_and_title_and_what_formats_it(capsys):
    assert main(["styles", "search", "autonomous", "robots"]) == 0
    out = capsys.readouterr().out
    assert out == "autonomous-robots  Autonomous Robots -> springer-socpsych-author-date\n"


def test_search_says_that_there_are_more(capsys):
    assert main(["styles", "search", "journal", "of", "--limit", "3"]) == 0
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 3
    assert "more; list them with --limit 0" in captured.err


def test_search_that_finds_nothing_fails_and_says_so(capsys):
    assert main(["styles", "search", "qqqqq"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "no style has all of: qqqqq" in captured.err


def test_search_as_json(capsys):
    assert main(["styles", "search", "1573-7527", "--json"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert json.loads(line)["parent"] == "springer-socpsych-author-date"


def test_show(capsys):
    assert main(["styles", "show", "Autonomous", "Robots"]) == 0
    rows = dict(line.split(":", 1) for line in capsys.readouterr().out.splitlines())
    assert rows["name"].strip() == "autonomous-robots"
    assert rows["formatted by"].strip() == "springer-socpsych-author-date"
    assert rows["ISSN"].strip() == "0929-5593, 1573-7527"


def test_show_of_an_unknown_style_is_wrong_usage(capsys):
    assert main(["styles", "show", "apaa"]) == 2
    assert "did you mean 'apa'" in capsys.readouterr().err


def test_a_negative_limit_is_wrong_usage(capsys):
    assert main(["styles", "search", "apa", "--limit", "-1"]) == 2
    assert "--limit" in capsys.readouterr().err
