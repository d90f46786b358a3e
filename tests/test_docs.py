"""Every example in the README and in docs/ does what the page says it does.

A `python` block with `>>>` is a doctest; the blocks of one page share their names. A `console` block
is a session in a shell: what follows `$ ` is run, what follows that is what it prints. Both run in a
folder that holds `examples/`. A block that cannot be run here has a comment before it,
`<!-- not run: why -->`.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(
    r"(?P<skip><!-- not run: [^\n]+ -->\n)?^```(?P<language>\w+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
SHELL_START = 'citeform() { "$PYTHON" -m citeform "$@"; }\n'


@dataclass(frozen=True)
class Block:
    language: str
    body: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        if not match["skip"]:
            line = text.count("\n", 0, match.start("body")) + 1
            yield Block(match["language"], match["body"], line)


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder but for the examples."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def page_id(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_python_examples(page: Path, workshop: Path):
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    output: list[str] = []
    for block in blocks(page):
        if block.language == "python" and ">>>" in block.body:
            test = doctest.DocTestParser().get_doctest(
                block.body, names, page.name, str(page), block.line - 1
            )
            runner.run(test, out=output.append, clear_globs=False)
            names.update(test.globs)
    assert "".join(output) == ""


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_console_examples(page: Path, workshop: Path):
    differences = []
    for block in blocks(page):
        if block.language == "console":
            differences += [f"line {block.line}: {each}" for each in run_session(block.body)]
    assert differences == []


def run_session(body: str) -> Iterator[str]:
    """Run each command and compare what it prints; yields what differs."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        size = 1 + next(
            (n for n, line in enumerate(lines[1:]) if not line.startswith("> ")), len(lines) - 1
        )
        command = "".join([lines[0], *(line[2:] for line in lines[1:size])])
        expected = "".join(lines[size:])
        result = subprocess.run(
            ["bash", "-c", SHELL_START + command],
            capture_output=True,
            check=False,
            text=True,
            encoding="utf-8",
            timeout=60,
            env={**os.environ, "PYTHON": sys.executable, "PYTHONPATH": str(ROOT)},
        )
        if not doctest.OutputChecker().check_output(expected, result.stdout, OPTIONS):
            yield f"$ {command}\nexpected:\n{expected}\nprinted:\n{result.stdout}\n{result.stderr}"


def test_the_readme_s_main_job_is_the_one_that_is_tested():
    """.ci/run takes both commands out of the README by these marks."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for mark in ("main job", "main job prints", "tests"):
        assert (
            len(re.findall(rf"^<!-- {mark} -->\n```\w+\n[^\n]+\n```$", readme, re.MULTILINE)) == 1
        )
