"""Many works one by one, over processes too: the same answers, and nothing left running."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import citeform
from citeform import Article, CiteformError, Date, Name, batch, format_many
from citeform.cli import main
from citeform.diagnostics import Report
from citeform.errors import UnknownOptionError, UnknownOutputError, UnknownStyleError, UsageError
from citeform.text.marks import plain
from citeform.text.output.plain import Plain
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator


def book(number: int, **more: Any) -> Article:
    """One of many."""
    return Article(
        id=f"b{number}",
        type="book",
        title=f"Book {number}",
        author=[Name("Doe", "Jane")],
        issued=Date(2020),
        **more,
    )


BOOKS = [book(number) for number in range(450)]


class Picky(Plain):
    """An output with a fault: some works it cannot print, and at one its process ends."""

    def render(self, rich: str) -> str:
        if "Book 7." in plain(rich):
            raise ArithmeticError("seven")
        if "Book 11." in plain(rich):
            os._exit(3)
        return super().render(rich)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("style", ["apa", "ieee", "springer", "springer-current"])
def test_each_is_what_it_is_alone(style: str, jobs: int) -> None:
    """In the order given, whatever the style does to a list."""
    expected = [citeform.format(each, style, output="html") for each in BOOKS]
    assert list(format_many(BOOKS, style, output="html", jobs=jobs)) == expected


def test_a_style_file_links_and_options_reach_the_processes(tmp_path: Path) -> None:
    """Everything that `format` takes."""
    style = tmp_path / "own.csl"
    style.write_bytes(OWN)
    work = book(1, doi="10.1000/a")
    [text] = format_many([work], style, output="html", links=True, jobs=2)
    assert text == 'Book 1 <a href="https://doi.org/10.1000/a">https://doi.org/10.1000/a</a>'
    [text] = format_many([work], "springer", jobs=2, doi="url")
    assert text == citeform.format(work, "springer", doi="url")


OWN = b"""<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title" suffix=" "/><text variable="DOI" prefix="https://doi.org/"/>
</layout></bibliography></style>"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_articles_are_taken_as_they_are_needed(jobs: int) -> None:
    """An input without end gives its first citations."""
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        for number in count():
            taken = number
            yield book(number)

    texts = format_many(endless(), "apa", jobs=jobs)
    assert list(islice(texts, 2)) == [
        "Doe, J. (2020). Book 0.",
        "Doe, J. (2020). Book 1.",
    ]
    texts.close()
    assert taken < 1500


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_work_that_fails_costs_itself(jobs: int) -> None:
    """It is told, and the others are there."""
    report = Report()
    texts = list(format_many(BOOKS[:9], "apa", output=Picky(), jobs=jobs, report=report))
    assert texts[6:] == ["Doe, J. (2020). Book 6.", "", "Doe, J. (2020). Book 8."]
    [told] = report
    assert (told.code, told.record) == ("format.failed", "b7")
    assert told.message == "b7 could not be formatted: ArithmeticError: seven"
    with pytest.raises(CiteformError, match="b7 could not be formatted"):
        list(format_many(BOOKS[:9], "apa", output=Picky(), jobs=jobs))


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """All that were started."""
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*args: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*args, **options))
        return started[-1]

    monkeypatch.setattr(batch.subprocess, "Popen", start)
    return started


def test_a_process_that_ends_is_told(processes: list[subprocess.Popen[bytes]]) -> None:
    """It cannot be known what it would have answered."""
    with pytest.raises(CiteformError, match="ended with 3"):
        list(format_many(BOOKS[8:], "apa", output=Picky(), jobs=2, report=Report()))
    assert [each.returncode is None for each in processes] == [False, False]


def test_nothing_is_left_running(processes: list[subprocess.Popen[bytes]]) -> None:
    """Neither when all is done nor when nobody wants more."""
    list(format_many(BOOKS, "apa", jobs=2))
    texts = format_many(BOOKS, "apa", jobs=3)
    next(texts)
    texts.close()
    assert len(processes) == 5
    assert all(each.returncode is not None for each in processes)


def test_what_is_wrong_is_told_at_once() -> None:
    """Before the first work is asked for."""
    with pytest.raises(UnknownStyleError):
        format_many(BOOKS, "appa")
    with pytest.raises(UnknownOutputError):
        format_many(BOOKS, output="htlm")
    with pytest.raises(UnknownOptionError):
        format_many(BOOKS, "apa", doi="url")
    with pytest.raises(UsageError, match="0 or more"):
        format_many(BOOKS, jobs=-1)


def test_an_output_that_cannot_be_sent_is_told() -> None:
    """Processes share nothing."""

    class Local(Plain):
        """Nobody else can import it."""

    with pytest.raises(UsageError, match="another process"):
        list(format_many(BOOKS, output=Local(), jobs=2))


# ------------------------------------------------------------------ the command


@pytest.fixture
def library(tmp_path: Path) -> str:
    """A file of books."""
    path = tmp_path / "books.json"
    path.write_text(citeform.dumps(BOOKS, "csl-json"), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("jobs", [[], ["--jobs", "2"]])
def test_the_command(library: str, jobs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each work, in the order of the input."""
    assert main(["format", library, "-s", "apa", "--each", *jobs]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"Doe, J. (2020). Book {number}." for number in range(450)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--jobs", "2"], "--jobs needs --each"),
        (["--each", "--jobs", "two"], "a number is needed, not 'two'"),
        (["--each", "--engine", "citeproc-py"], "the engine citeform's"),
    ],
)
def test_the_command_says_what_does_not_go_together(
    library: str, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the exit code of wrong usage."""
    assert main(["format", library, *arguments]) == 2
    assert message in capsys.readouterr().err


def test_the_command_goes_on_after_a_record_that_is_none(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told and costs the exit code; the others are printed."""
    lines = [
        json.dumps({"id": "a", "type": "book", "title": "A"}),
        "{",
        '{"id": "c", "title": "C"}',
    ]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))
    assert main(["format", "-", "-f", "ndjson", "-s", "apa", "--each", "--jobs", "2"]) == 1
    out, err = capsys.readouterr()
    assert out == "A. (n.d.).\nC. (n.d.).\n"
    assert "error[" in err


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        threads = Path(f"/proc/{pid}/task").iterdir()
        for each in threads:
            found += (each / "children").read_text("ascii").split()
    except OSError:
        return []
    return sorted({int(each) for each in found})


def runs(pid: int) -> bool:
    """Whether a process is there and not merely remembered."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition: Any) -> bool:
    """Whether it comes to hold within some seconds."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs Linux to look for children")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_processes_end_with_the_command(sent: signal.Signals, code: int) -> None:
    """Interrupted it ends cleanly; killed, its processes see that nobody asks any more."""
    command = [sys.executable, "-m", "citeform", "format", "-", "-f", "ndjson", "--each"]
    lines = "".join(json.dumps({"id": str(n), "title": f"T {n}"}) + "\n" for n in range(5000))
    with subprocess.Popen(
        [*command, "-s", "apa", "--jobs", "2"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(lines.encode())
        running.stdin.flush()  # and not closed: it goes on waiting for more
        assert running.stdout.readline() == b"T 0. (n.d.).\n"
        workers = children(running.pid)
        assert len(workers) == 2
        running.send_signal(sent)
        assert wait_until(lambda: not any(map(runs, workers)))
        running.stdin.close()
        assert running.wait(20) == code
        assert running.stderr is not None
        assert b"Traceback" not in running.stderr.read()
