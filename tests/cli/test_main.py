"""What is the same for every command: exit codes, errors, help, encodings, broken pipes."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import citeform
from citeform.cli import main
from citeform.cli.commands import COMMANDS, overview

LINE = "Felis, M.L. Auton Robot (2017) 41: 495. doi:10.1007/s10514-016-9574-0"


def run(
    *arguments: str, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "citeform", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        timeout=60,
    )


@pytest.fixture
def line_file(tmp_path: Path) -> Path:
    path = tmp_path / "line.txt"
    path.write_text(LINE + "\n", encoding="utf-8")
    return path


def test_without_a_command_the_overview_goes_to_standard_error(capsys: pytest.CaptureFixture[str]):
    assert main([]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", overview() + "\n")


@pytest.mark.parametrize("flag", ["-h", "--help", "help"])
def test_help(flag: str, capsys: pytest.CaptureFixture[str]):
    assert main([flag]) == 0
    assert capsys.readouterr().out == overview() + "\n"


def test_the_overview_lists_every_command():
    assert all(f"  {name} " in overview() for name in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"citeform {citeform.__version__}\n"


def test_an_unknown_command_names_the_close_one(capsys: pytest.CaptureFixture[str]):
    assert main(["fromat"]) == 2
    assert "did you mean 'format'" in capsys.readouterr().err


def test_an_option_before_the_command(capsys: pytest.CaptureFixture[str]):
    assert main(["--strict", "format"]) == 2
    assert capsys.readouterr().err.startswith("citeform: error: --strict stands before the command")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]):
    assert main([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert f"usage: citeform {name}" in text
    assert f"  citeform {name}" in text or f"| citeform {name}" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_a_module_with_configure_and_run(name: str):
    module = import_module(COMMANDS[name].module)
    module.configure(argparse.ArgumentParser())
    assert callable(module.run)


def test_python_dash_m_is_the_same(line_file: Path):
    result = run("format", "-f", "springer", str(line_file))
    assert (result.returncode, result.stdout.decode(), result.stderr) == (0, LINE + os.linesep, b"")


def test_data_is_utf_8_whatever_the_locale():
    line = "Dłotko, P. J Foo (2018) 16: 3."
    result = run(
        "format", "-f", "springer", stdin=line.encode(), PYTHONIOENCODING="latin-1", LC_ALL="C"
    )
    assert result.stdout.decode("utf-8").strip() == line


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path):
    path = tmp_path / "many.txt"
    path.write_text((LINE + "\n") * 20_000, encoding="utf-8")
    program = [
        sys.executable,
        "-m",
        "citeform",
        "convert",
        str(path),
        "-f",
        "springer",
        "-t",
        "csl-json",
    ]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


def test_an_interrupt_is_130_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, line_file: Path, capsys: pytest.CaptureFixture[str]
):
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("citeform.cli.formats.run", interrupted)
    assert main(["formats"]) == 130
    assert capsys.readouterr().err == ""
