"""The CSL test suite, as a list that works both ways.

Every fixture passes or stands in `known_failures.tsv` with a reason. A fixture that fails and is
not listed fails the build; so does one that is listed and passes, so the list is never stale.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.adapter import run_fixture
from tests.conformance.fixtures import fixture_names, read_fixture

KNOWN_FAILURES = dict(
    line.split("\t", 1)
    for line in (Path(__file__).with_name("known_failures.tsv")).read_text("utf-8").splitlines()
    if line
)
NAMES = fixture_names()

pytestmark = pytest.mark.skipif(not NAMES, reason="the CSL test suite is not on this machine")


@pytest.mark.parametrize("name", NAMES)
def test_fixture(name: str) -> None:
    """The engine prints what the fixture wants, unless the list says why not."""
    fixture = read_fixture(name)
    printed = run_fixture(fixture)
    if name in KNOWN_FAILURES:
        assert printed != fixture["result"], f"{name} passes: take it off known_failures.tsv"
    else:
        assert printed == fixture["result"]


def test_every_known_failure_has_a_reason() -> None:
    """No fixture is listed without saying why."""
    assert [name for name, reason in KNOWN_FAILURES.items() if len(reason) < 20] == []
