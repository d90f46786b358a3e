"""What all tests share: where the real data lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
"""The repository."""

SHARED = Path(os.environ.get("CITEFORM_SHARED", ROOT.parent / "shared"))
"""Real files that are not part of the project: beside the repository, or where the variable says."""

DATA = SHARED / "data"

WITHOUT_SHARED = f"the folder of real files is not there (looked for {SHARED.name}/ beside the repository; CITEFORM_SHARED names another)"
"""Why a test on real files is skipped."""

needs_shared = pytest.mark.skipif(not DATA.is_dir(), reason=WITHOUT_SHARED)
"""Marks a test that reads real files."""


def shared_files(folder: str, *suffixes: str) -> list[Path]:
    """The real files below a folder of the data; [] where there are none. For parametrising."""
    found = (DATA / folder).rglob("*") if (DATA / folder).is_dir() else ()
    return sorted(
        path for path in found if path.is_file() and (not suffixes or path.suffix in suffixes)
    )


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; skips the test where it is not there."""
    if not DATA.is_dir():
        pytest.skip(WITHOUT_SHARED)
    return SHARED
