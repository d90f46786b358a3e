"""`citeform format`, `convert`, `formats`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citeform.cli import main
from citeform.formats.registry import infos
from tests.conftest import ROOT

EXAMPLE = str(ROOT / "examples" / "springer-article-page.txt")
CITATION = (
    "Franco, C.A., Palomera, L., Arredondo, J.J.R. et al. Adv Therapy (2011) 28(Suppl 8): 14."
)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def test_the_main_job(capsys: pytest.CaptureFixture[str]):
    expected = f"{CITATION} doi:10.1007/s12325-011-0081-6\n"
    assert printed(capsys, "format", EXAMPLE) == expected


def test_a_style_s_option(capsys: pytest.CaptureFixture[str]):
    text = printed(capsys, "format", EXAMPLE, "--option", "doi=url")
    assert text == f"{CITATION} https://doi.org/10.1007/s12325-011-0081-6\n"


def test_the_other_springer_style(capsys: pytest.CaptureFixture[str]):
    text = printed(capsys, "format", EXAMPLE, "-s", "springer-current")
    assert "multiple myeloma. Adv Therapy 28 (Suppl 8), 14–19 (2011). https://doi.org/" in text


def test_output(capsys: pytest.CaptureFixture[str]):
    assert "<b>28</b>" in printed(capsys, "format", EXAMPLE, "--output", "html")


def test_links(capsys: pytest.CaptureFixture[str]):
    text = printed(capsys, "format", EXAMPLE, "--output", "html", "--links")
    assert '<a href="https://doi.org/10.1007/s12325-011-0081-6">' in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--output", "htlm"], "did you mean 'html'"),
        (["-s", "springr"], "did you mean"),
        (["--option", "dio=url"], "unknown option 'dio'; did you mean 'doi'?"),
        (["--option", "doi"], "KEY=VALUE"),
        (["--option", "doi=maybe"], "there are: doi, url"),
    ],
)
def test_a_wrong_name_is_a_usage_error(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["format", EXAMPLE, *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err


def test_convert_to_standard_output(capsys: pytest.CaptureFixture[str]):
    text = printed(capsys, "convert", EXAMPLE, "-t", "csl-json", "--option", "indent=0")
    [item] = json.loads(text)
    assert item["volume"] == "28"
    assert text.count("\n") == 3


def test_an_option_of_the_wrong_kind(capsys: pytest.CaptureFixture[str]):
    assert main(["convert", EXAMPLE, "-t", "csl-json", "--option", "indent=two"]) == 2
    assert "option indent is a number" in capsys.readouterr().err


def test_convert_to_a_file_whose_suffix_tells_the_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    target = tmp_path / "refs.json"
    assert printed(capsys, "convert", EXAMPLE, "-o", str(target)) == ""
    assert json.loads(target.read_text(encoding="utf-8"))[0]["issue"] == "Suppl 8"
    assert [path.name for path in tmp_path.iterdir()] == ["refs.json"]


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["convert", EXAMPLE, "-o", str(tmp_path / "nowhere" / "refs.json")]) == 2
    assert "nowhere: no such folder" in capsys.readouterr().err


def test_without_a_format_to_write(capsys: pytest.CaptureFixture[str]):
    assert main(["convert", EXAMPLE]) == 2
    assert "name the format to write with -t" in capsys.readouterr().err


def test_a_format_that_is_only_read(capsys: pytest.CaptureFixture[str]):
    assert main(["convert", EXAMPLE, "-t", "springer-page"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_strict_leaves_the_old_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source, target = tmp_path / "in.txt", tmp_path / "out.json"
    source.write_text("hello\n", encoding="utf-8")
    target.write_text("old", encoding="utf-8")
    assert main(["convert", str(source), "-f", "springer", "-o", str(target), "--strict"]) == 1
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.txt", "out.json"]


def test_without_strict_the_rest_is_written(tmp_path: Path):
    source, target = tmp_path / "in.txt", tmp_path / "out.json"
    source.write_text(f"hello\n{CITATION}\n", encoding="utf-8")
    assert main(["convert", str(source), "-f", "springer", "-o", str(target)]) == 1
    assert len(json.loads(target.read_text(encoding="utf-8"))) == 1


def test_convert_back_and_forth_gives_the_citation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    target = tmp_path / "refs.json"
    main(["convert", EXAMPLE, "-o", str(target)])
    capsys.readouterr()
    assert printed(capsys, "format", str(target)).startswith(CITATION)


def test_formats_lists_every_format(capsys: pytest.CaptureFixture[str]):
    lines = printed(capsys, "formats").splitlines()
    assert [line.split()[0] for line in lines] == [info.name for info in infos()]
    assert "springer-page" in lines[[info.name for info in infos()].index("springer-page")]


def test_formats_says_what_is_read_and_written(capsys: pytest.CaptureFixture[str]):
    ways = {line.split()[0]: line.split()[1] for line in printed(capsys, "formats").splitlines()}
    assert (ways["springer-page"], ways["springer"]) == ("r-", "rw")
