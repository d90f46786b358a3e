"""Marks at the seams of a citation (`citeform.text.punctuation`)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.text.marks import END, FLIP, ITALIC, QUOTE, QUOTE_END, SEAM
from citeform.text.punctuation import settle, settle_run


@pytest.mark.parametrize(
    ("rich", "printed"),
    [
        (f"Doe{SEAM}, {SEAM}, 1965", "Doe, 1965"),
        (f"Doe, {SEAM}, 1965", "Doe, 1965"),
        (f"Doe{SEAM}, {SEAM}, {SEAM}, 1965", "Doe, 1965"),
        (f"Doe J.{SEAM}, {SEAM}. Title", "Doe J. Title"),
        (f"Doe{SEAM}; {SEAM}. Title", "Doe. Title"),
        (f"{ITALIC}Doe{SEAM}, {END}{SEAM}, 1965", f"{ITALIC}Doe,{END} 1965"),
        (f"“Title{QUOTE_END}{SEAM}, {SEAM}, 1965", f"“Title,{QUOTE_END} 1965"),
        (f"Anais{SEAM}... {SEAM}. Title", "Anais... Title"),
        (f"n.d.{SEAM} . Title", "n.d. Title"),
        (f"40{SEAM}.  {SEAM}.", "40."),
        (f"40{SEAM}. {END} {SEAM}.", f"40.{END}"),
        (f"In{SEAM}: {SEAM}, 1965", "In: , 1965"),  # different marks: the style's own affair
        (f"{SEAM}, 1965", ", 1965"),
        (f" {SEAM}, 1965", " , 1965"),
        ("a, , b", "a, , b"),  # within a field there is no seam
    ],
)
def test_marks_around_something_empty_are_printed_once(rich, printed):
    assert settle(rich, into_quotes=True) == printed


def test_the_letter_of_the_style_is_to_be_had():
    assert settle(f"Doe{SEAM}, {SEAM}, 1965", into_quotes=False, tidy=False) == "Doe, , 1965"


_MEETING = f"xy{END}{END}{ITALIC}{QUOTE}{QUOTE_END}{FLIP}{SEAM * 4} .,:;!?…\u00a0\t"


@given(st.text(_MEETING, min_size=2, max_size=14), st.booleans(), st.booleans())
def test_nothing_happens_at_a_seam_that_is_passed_over(rich, into_quotes, tidy):
    """The expression that looks for seams that matter finds all of them."""
    expected = settle_run(rich, into_quotes, tidy)
    assert settle(rich, into_quotes=into_quotes, tidy=tidy) == expected
