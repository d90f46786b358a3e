"""The garbage collector is paused and goes on as it was."""

from __future__ import annotations

import gc

import pytest

from citeform.collector import paused


def test_it_goes_on_afterwards() -> None:
    """Whatever happens in between."""

    def fail() -> None:
        with paused():
            assert not gc.isenabled()
            with paused():
                pass
            assert not gc.isenabled()
            raise LookupError

    assert gc.isenabled()
    with pytest.raises(LookupError):
        fail()
    assert gc.isenabled()


def test_what_was_off_stays_off() -> None:
    """Somebody else's wish counts."""
    gc.disable()
    try:
        with paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
