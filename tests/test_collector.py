"""The garbage collector is paused and goes on as it was."""

from __future__ import annotations

import gc

import pytest

from citeform.cli import main
from citeform.collector import hurried, paused


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


def test_a_hurried_process_looks_seldom_and_not_at_its_end() -> None:
    """What is there when it ends is not looked at any more, until somebody wants it so."""
    before = gc.get_threshold()
    try:
        with hurried():
            assert gc.get_threshold()[0] > before[0]
            kept = [[] for _ in range(3)]
        assert gc.get_threshold() == before
        assert gc.get_freeze_count() > 0
        assert all(each is not kept for each in gc.get_objects())
    finally:
        gc.unfreeze()


def test_only_a_process_of_its_own_hurries() -> None:
    """`main` called with arguments is called by a program that goes on."""
    main(["--version"])
    assert gc.get_freeze_count() == 0
