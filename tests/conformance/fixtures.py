"""The fixtures of the official CSL test suite, read from wherever there is a copy of it.

The folder is named by the environment variable CITEFORM_CSL_SUITE (a checkout of the suite's
`processor-tests/humans`), or is `../shared/csl/suite` beside the project.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from tests.conftest import SHARED

_DATA = {"INPUT", "CITATION-ITEMS", "CITATIONS", "BIBENTRIES", "BIBSECTION"}
_SECTION = re.compile(
    r">>=+ (?P<name>[A-Z0-9-]+) =+>>[^\n]*\n(?P<body>.*?)\n?[^\n]*<<=+ (?P=name) =+<<", re.DOTALL
)


def suite_folder() -> Path | None:
    """Where the suite is, or None."""
    named = os.environ.get("CITEFORM_CSL_SUITE")
    folder = Path(named) if named else SHARED / "csl" / "suite"
    return folder if folder.is_dir() else None


def fixture_names() -> list[str]:
    """Names of all fixtures; none where there is no suite."""
    folder = suite_folder()
    return sorted(path.stem for path in folder.glob("*_*.txt")) if folder else []


def read_fixture(name: str) -> dict[str, Any]:
    """One fixture: its sections in lower case, JSON decoded, `mode` without its variants."""
    folder = suite_folder()
    assert folder is not None
    text = (folder / f"{name}.txt").read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    fixture: dict[str, Any] = {"name": name}
    for match in _SECTION.finditer(text):
        section, body = match["name"], match["body"]
        key = section.lower().replace("-", "_")
        fixture[key] = json.loads(body) if section in _DATA else body
    fixture["mode"] = fixture["mode"].strip().split("-")[0]
    return fixture


def document_states(fixture: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The document's citations after each call that CITATIONS records.

    A call is a citation with what stands before and behind it, as [id, note number] each.
    """
    known: dict[str, dict[str, Any]] = {}
    states = []
    for number, (citation, before, behind) in enumerate(fixture["citations"], 1):
        whole = {"citationID": f"CITATION-{number}", "properties": {}, **citation}
        known[whole["citationID"]] = whole
        here = [whole["citationID"], whole["properties"].get("noteIndex", 0)]
        states.append(
            [
                {**known[id], "properties": {**known[id]["properties"], "noteIndex": note}}
                for id, note in [*before, here, *behind]
            ]
        )
    return states
