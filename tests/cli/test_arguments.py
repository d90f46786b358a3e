"""Wrong arguments: one line on standard error that says what is right, exit code 2, nothing done."""

from __future__ import annotations

import pytest

from citeform.cli import main
from citeform.cli.commands import COMMANDS

NEEDS = {"styles": ["search", "apa"], "fetch": ["10.1000/a"], "search": ["cats"], "cache": ["info"]}
"""What a command needs before it looks at its options."""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_mistyped_option_names_the_close_one(name, capsys):
    assert main([name, *NEEDS.get(name, []), "--hepl"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(
        "citeform: error: unknown option '--hepl'; did you mean '--help'"
    )
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_in_both_orders(name, capsys):
    assert main(["help", name]) == 0
    first = capsys.readouterr().out
    assert main([name, "--help"]) == 0
    assert capsys.readouterr().out == first
    assert first.startswith(f"usage: citeform {name} ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["help", "chekc"], "unknown command 'chekc'; did you mean 'check'"),
        (
            ["check", "--format", "jsn"],
            "unknown --format 'jsn'; did you mean 'json'? (there are: text,",
        ),
        (["format", "--engine", "x"], "unknown --engine 'x' (there are: citeform, citeproc-py)"),
        (["styles"], "the following arguments are required: search|show, WORD; see"),
        (["check", "--select"], "argument --select: expected one argument"),
        (["fetch"], "the following arguments are required: ID; see citeform fetch --help"),
        (["formats", "bibtex"], "unexpected: bibtex; see citeform formats --help"),
        (["merge", "-t", "bibtxe"], "unknown format 'bibtxe'; did you mean 'bibtex'"),
        (["merge", "-t", "springer-page"], "cannot be written"),
        (["convert", "-o", "a.foo"], "'a.foo' does not say in which format: name the format to"),
        (["convert", "-t", "ris", "-f", "biblatx"], "did you mean 'biblatex'"),
        (["check", "-f", "nonsense", "-"], "unknown format 'nonsense'"),
        (["check", "-", "-"], "standard input (-) can be read only once"),
        (["check", "."], "is a folder"),
        (["styles", "serach", "x"], "unknown action 'serach'; did you mean 'search'?"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(arguments, message, capsys):
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert captured.err.startswith("citeform: error: ")
    assert captured.err.count("\n") == 1
