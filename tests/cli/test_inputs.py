"""Reading inputs, printing diagnostics, exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from citeform.cli import main
from citeform.cli.inputs import Problems
from citeform.diagnostics import Report

LINE = "Felis, M.L. Auton Robot (2017) 41: 495. doi:10.1007/s10514-016-9574-0"


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A file of two records, one of which cannot be read."""
    path = tmp_path / "mixed.txt"
    path.write_text(f"hello\n{LINE}\n", encoding="utf-8")
    return path


def pipe(monkeypatch: pytest.MonkeyPatch, text: str, *, is_terminal: bool = False) -> None:
    stream = io.TextIOWrapper(io.BytesIO(text.encode()))
    monkeypatch.setattr(stream, "isatty", lambda: is_terminal)
    monkeypatch.setattr("sys.stdin", stream)


def test_one_bad_record_costs_itself_and_exit_code_1(
    mixed: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["format", "-f", "springer", str(mixed)]) == 1
    captured = capsys.readouterr()
    assert captured.out == LINE + "\n"
    assert captured.err == f"{mixed}:1:1: error[record.unreadable] not a citation: 'hello'\n"


def test_what_is_said_of_a_record_names_it(capsys: pytest.CaptureFixture[str]):
    report = Report("<stdout>")
    report.add("write.lost-field", "the format has no place for medium", record="doe2020")
    report.add("fetch.not-an-identifier", "'xyz' is no DOI", record="xyz")
    Problems().drain(report)
    assert capsys.readouterr().err.splitlines() == [
        "<stdout>: warning[write.lost-field] doe2020: the format has no place for medium",
        "<stdout>: error[fetch.not-an-identifier] 'xyz' is no DOI",
    ]


def test_json_lines(mixed: Path, capsys: pytest.CaptureFixture[str]):
    main(["format", "--json", "-f", "springer", str(mixed)])
    found = json.loads(capsys.readouterr().err)
    assert (found["code"], found["severity"], found["line"], found["file"]) == (
        "record.unreadable",
        "error",
        1,
        str(mixed),
    )


def test_a_dash_is_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    pipe(monkeypatch, LINE)
    assert main(["format", "-f", "springer", "-"]) == 0
    assert capsys.readouterr().out == LINE + "\n"


def test_without_input_standard_input_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    pipe(monkeypatch, LINE)
    assert main(["format"]) == 0
    assert capsys.readouterr().out == LINE + "\n"


def test_without_input_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    pipe(monkeypatch, LINE, is_terminal=True)
    assert main(["format"]) == 2
    assert "no input: name a file" in capsys.readouterr().err


def test_standard_input_twice(capsys: pytest.CaptureFixture[str]):
    assert main(["format", "-", "-"]) == 2
    assert "only once" in capsys.readouterr().err


def test_a_missing_file_names_the_close_one(mixed: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["format", str(mixed.with_name("mixd.txt"))]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"did you mean {str(mixed)!r}?" in captured.err


def test_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["format", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err


def test_an_unknown_format_is_told_before_anything_is_read(
    mixed: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["format", "-f", "bibtx", str(mixed)]) == 2
    assert "did you mean 'bibtex'" in capsys.readouterr().err


def test_an_unrecognised_file_costs_itself_only(
    tmp_path: Path, mixed: Path, capsys: pytest.CaptureFixture[str]
):
    odd = tmp_path / "odd.bin"
    odd.write_bytes(b"\x00\x01\x02")
    line = tmp_path / "line.cit"
    line.write_text(LINE, encoding="utf-8")
    assert main(["format", str(odd), str(line)]) == 1
    captured = capsys.readouterr()
    assert "odd.bin:1:1: error[input.unrecognised]" in captured.err
    assert captured.out == LINE + "\n"


def test_an_empty_file_is_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    empty = tmp_path / "empty.bib"
    empty.write_text("", encoding="utf-8")
    assert main(["format", str(empty)]) == 0
    assert "info[input.empty]" in capsys.readouterr().err


def warning() -> Report:
    report = Report("x")
    report.add("date.unparsed", "odd")
    return report


def test_a_warning_is_no_failure(capsys: pytest.CaptureFixture[str]):
    problems = Problems()
    problems.drain(warning())
    assert problems.exit_code == 0
    assert capsys.readouterr().err == "x: warning[date.unparsed] odd\n"


def test_a_warning_is_a_failure_with_strict():
    problems = Problems(strict=True)
    problems.drain(warning())
    assert problems.exit_code == 1


def test_quiet_prints_errors_only(capsys: pytest.CaptureFixture[str]):
    problems = Problems(quiet=True)
    problems.drain(warning())
    assert capsys.readouterr().err == ""


def test_a_diagnostic_is_printed_once(capsys: pytest.CaptureFixture[str]):
    problems, report = Problems(), warning()
    problems.drain(report)
    problems.drain(report)
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), ({}, False)],
)
def test_colours(
    environment: dict[str, str],
    coloured: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    Problems().drain(warning())
    assert ("\x1b[" in capsys.readouterr().err) == coloured


@pytest.mark.parametrize("command", [["convert", "-t", "csl-json"], ["check"]])
@pytest.mark.parametrize("suffix", ["bib", "ris", "nbib"])
def test_what_is_no_text_fails(command, suffix, tmp_path, capsys):
    path = tmp_path / f"picture.{suffix}"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4)
    assert main([*command, str(path)]) == 1
    captured = capsys.readouterr()
    assert "error[input.unrecognised] nothing was read" in captured.err + captured.out


def test_a_stray_nul_costs_nothing(tmp_path, capsys):
    path = tmp_path / "library.bib"
    path.write_bytes(b"\0\n@book{a, title = {T}}\n")
    assert main(["convert", str(path), "-t", "ris"]) == 0
    assert "TI  - T\n" in capsys.readouterr().out


def test_an_empty_name_is_no_folder(capsys):
    assert main(["format", ""]) == 2
    assert "an input is empty (''): name a file" in capsys.readouterr().err
