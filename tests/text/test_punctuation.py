"""Marks at the seams of a citation (`citeform.text.punctuation`)."""

from __future__ import annotations

import pytest

from citeform.text.marks import END, ITALIC, QUOTE_END, SEAM
from citeform.text.punctuation import settle


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
