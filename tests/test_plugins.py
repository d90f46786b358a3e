"""A small distribution of a third party, really built and installed, is found by its entry points."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCE = ROOT / "tests" / "plugin"
WHEEL_METADATA = """\
Wheel-Version: 1.0
Generator: tests
Root-Is-Purelib: true
Tag: py3-none-any
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed the distribution, from a wheel; no network."""
    folder = tmp_path_factory.mktemp("plugin")
    wheel = build_wheel(folder)
    target = folder / "site"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    command += [
        "--no-cache-dir",
        "--disable-pip-version-check",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(command, check=True, timeout=120)
    return target


def build_wheel(folder: Path) -> Path:
    """The wheel of tests/plugin: what its build back end makes, without having to fetch that."""
    import tomllib

    project = tomllib.loads((SOURCE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = project["name"].replace("-", "_"), project["version"]
    info = f"{name}-{version}.dist-info"
    entries = "".join(
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in rows.items())
        for group, rows in project["entry-points"].items()
    )
    files = {
        f"{name}.py": (SOURCE / f"{name}.py").read_text(encoding="utf-8"),
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {version}\n",
        f"{info}/WHEEL": WHEEL_METADATA,
        f"{info}/entry_points.txt": entries,
    }
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in (*files, f"{info}/RECORD"))
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return wheel


@pytest.fixture
def run(site: Path, tmp_path: Path):
    """Runs citeform where the distribution is installed."""

    def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(site), str(ROOT)])
        return subprocess.run(
            [sys.executable, "-m", "citeform", *arguments],
            input=stdin,
            capture_output=True,
            check=False,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            timeout=60,
            env={**os.environ, "PYTHONPATH": path},
        )

    return run


def test_it_is_listed(run):
    rows = [line.split() for line in run("formats").stdout.splitlines()]
    assert ["titles", "rw", ".titles", "Titles,", "one", "a", "line"] in rows


def test_it_is_written_by_name(run):
    line = "Ab, A. On walls. J X 3, 4 (2020)."
    result = run("convert", "-f", "springer", "-t", "titles", stdin=line)
    assert result.stdout == "#titles\nOn walls\n"


def test_it_is_written_by_suffix(run, tmp_path: Path):
    run("convert", "-f", "springer", "-o", "out.titles", stdin="Ab, A. On walls. J X 3, 4 (2020).")
    assert (tmp_path / "out.titles").read_text(encoding="utf-8") == "#titles\nOn walls\n"


def test_it_has_its_own_options(run):
    line = "Ab, A. On walls. J X 3, 4 (2020)."
    result = run("convert", "-f", "springer", "-t", "titles", "--option", "upper=yes", stdin=line)
    assert result.stdout == "#titles\nON WALLS\n"


def test_it_is_recognised_by_content(run):
    result = run("convert", "-t", "springer-current", stdin="#titles\nOn walls\n?\n")
    assert result.stdout == "On walls.\n"
    assert "<stdin>:3:1: error[record.unreadable] a question" in result.stderr
    assert result.returncode == 1


def test_a_close_name_is_suggested(run):
    assert "did you mean 'titles'" in run("convert", "-t", "title", stdin="x").stderr


def test_a_third_party_s_output(run):
    result = run("format", "-f", "springer", "--output", "shout", stdin="Ab, A. J Foo (2017) 1: 2.")
    assert result.stdout == "AB, A. J FOO (2017) 1: 2.\n"


def test_without_it_there_is_no_such_format():
    done = subprocess.run(
        [sys.executable, "-m", "citeform", "convert", "-t", "titles"],
        input="x",
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert (done.returncode, "unknown format 'titles'" in done.stderr) == (2, True)
