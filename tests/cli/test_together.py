"""The commands as a user strings them together, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

RIS = """\
TY  - JOUR
ID  - felis
AU  - Felis, Martin
TI  - On the sleep of cats
JO  - Journal of Feline Studies
PY  - 2017
SP  - 495
EP  - 511
DO  - 10.1000/FELIS
ER  -
"""
BIB = """\
@article{felis2017,
  author  = {Felis, M. and others},
  title   = {On the sleep of cats},
  journal = {Journal of Feline Studies},
  year    = {2017},
  volume  = {41},
  doi     = {10.1000/felis},
}
"""


@pytest.fixture
def shell(tmp_path):
    """Run a line of shell in a folder with both files; gives exit code, output and messages."""
    (tmp_path / "a.ris").write_text(RIS, encoding="utf-8")
    (tmp_path / "b.bib").write_text(BIB, encoding="utf-8")

    def run(line):
        program = 'set -o pipefail; citeform() { "$PYTHON" -m citeform "$@"; }; ' + line
        environment = {**os.environ, "PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            ["bash", "-c", program],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    return run


def test_merge_check_and_format_in_one_pipe(shell):
    code, out, err = shell(
        "citeform merge a.ris b.bib -t csl-json -q | citeform check - --select duplicate,doi -q"
        " && citeform merge a.ris b.bib -t csl-json -q | citeform format -"
    )
    assert (code, err) == (0, "")
    assert out == "Felis, M. Journal of Feline Studies (2017) 41: 495. doi:10.1000/FELIS\n"


def test_convert_there_and_back_is_clean(shell):
    code, out, _ = shell(
        "citeform convert a.ris -o a.bib && citeform convert a.bib -o again.ris"
        " && citeform merge a.ris again.ris -t csl-json --report report.json -q && cat report.json"
    )
    assert code == 0
    records, end = json.JSONDecoder().raw_decode(out)
    assert len(records) == 1
    report = json.loads(out[end:])
    assert report["renamed"] == []
    assert [each for each in report["joined"][0]["fields"] if each["others"]] == []


def test_check_of_several_files_tells_each(shell):
    code, out, err = shell("citeform check a.ris b.bib --all")
    assert code == 0
    assert "in 2 records" in err
    assert "duplicate" not in out


def test_a_reader_that_stops_reading_is_no_error(shell):
    code, out, err = shell("citeform check --list | head -1")
    assert (code, out.startswith("id.missing"), err) == (0, True, "")


def test_diagnostics_never_mix_with_data(shell):
    code, out, err = shell(
        "printf 'TY  - JOUR\\nTI  - Cats\\nPY  - soon\\n' | citeform convert - -t csl-json"
    )
    assert code == 0
    assert json.loads(out)[0]["title"] == "Cats"
    assert "<stdin>:" in err
