"""The progress bar: on a terminal, after a second, and not else."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from citeform.cli.progress import progress, say

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def slowly(count: int, pause: float) -> Iterator[int]:
    for number in range(count):
        time.sleep(pause)
        yield number


def test_every_item_passes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stderr", Terminal())
    assert list(progress(range(3))) == [0, 1, 2]


def test_what_is_quick_shows_no_bar(monkeypatch: pytest.MonkeyPatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert list(progress(slowly(3, 0.01))) == [0, 1, 2]
    assert terminal.getvalue().strip() == ""


def test_what_takes_more_than_a_second_shows_one(monkeypatch: pytest.MonkeyPatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert len(list(progress(slowly(15, 0.1), unit="works"))) == 15
    assert " works" in terminal.getvalue()


def test_without_a_terminal_there_is_none(monkeypatch: pytest.MonkeyPatch):
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    assert len(list(progress(slowly(12, 0.1)))) == 12
    assert stream.getvalue() == ""


def test_none_where_the_results_go_to_the_same_terminal(monkeypatch: pytest.MonkeyPatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("sys.stdout", Terminal())
    assert len(list(progress(slowly(12, 0.1), prints_as_it_goes=True))) == 12
    assert terminal.getvalue() == ""


def test_a_line_is_said_once(monkeypatch: pytest.MonkeyPatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    say("a line")
    assert terminal.getvalue() == "a line\n"
