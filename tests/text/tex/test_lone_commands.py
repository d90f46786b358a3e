"""A value that is nothing but a command is not lost."""

from __future__ import annotations

import pytest

from citeform.text.tex import decode, decode_plain


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\aap", "Astronomy and Astrophysics"),
        (r"{\mnras}", "Monthly Notices of the Royal Astronomical Society"),
        (r"\prd{}", "Physical Review D"),
        (r"\unheardof", r"\unheardof"),
        (r"\o", "ø"),
        (r"\LaTeX", "LaTeX"),
        ("{}", ""),
    ],
)
def test_lone_command(source: str, text: str) -> None:
    """Journals of AASTeX have a name; any other unknown command stands for itself."""
    assert decode(source) == text
    assert decode_plain(source) == text
