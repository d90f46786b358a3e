"""A server on loopback for every test that wants one; nothing here asks anybody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from citeform.fetching.fetcher import Fetcher
from citeform.testing.server import Server


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def fetcher(server: Server) -> Iterator[Fetcher]:
    with Fetcher(server.settings(max_size=1_000_000)) as made:
        yield made


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the developer's own leaks in."""
    import os

    for name in list(os.environ):
        if name.startswith("CITEFORM_") and name != "CITEFORM_SHARED":
            monkeypatch.delenv(name)
