"""The last steps, for one entry and for many (`citeform.csl.passes.assemble`)."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citeform.csl.passes.assemble import finish_entries
from citeform.csl.style import Style
from citeform.text.marks import (
    CITATION_NUMBER,
    END,
    FLIP,
    ITALIC,
    LEFT_MARGIN,
    QUOTE,
    QUOTE_END,
    RIGHT_INLINE,
    SEAM,
    TERM,
)

_PIECES = [
    *("x", "1", "in", " ", ".", ", ", "(", "\0", SEAM, f"{SEAM}.", f"{SEAM}, ", TERM, f"{TERM}in"),
    *(f"{ITALIC}{END}", f"{ITALIC}x{END}", f"{ITALIC} x{END}", f"{QUOTE}x{QUOTE_END}"),
    *(f"{CITATION_NUMBER}1{END}", f"{CITATION_NUMBER}[1]{SEAM}.{END}", f"{FLIP}{ITALIC}x{END}"),
]
_FIELD = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map("".join)


def _aligned(first: str, others: str) -> str:
    return f"{LEFT_MARGIN}{first}{END}{RIGHT_INLINE}{others}{END}"


_ENTRY = st.one_of(
    st.builds(_aligned, _FIELD, _FIELD),
    _FIELD.map(lambda field: f"{LEFT_MARGIN}{field}{END}"),
    _FIELD.map(lambda field: f"{RIGHT_INLINE}{field}{END}"),
)
_ALIGNED = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<citation><layout/></citation><bibliography second-field-align="flush"><layout {}>
<text variable="citation-number"/><text variable="title"/></layout></bibliography></style>"""


@pytest.mark.parametrize(
    "affixes",
    ["", 'suffix="."', 'prefix="["', 'prefix=" " suffix=" "', 'font-style="italic" suffix=", x."'],
)
@given(texts=st.lists(_ENTRY, min_size=1, max_size=5))
@example(texts=[_aligned("1", "x ")])
@example(texts=[_aligned(" 1", "x"), _aligned(ITALIC + END, "x")])
@example(texts=[_aligned("1", f"{SEAM}, x"), _aligned("1", f"{ITALIC}{SEAM}.{END}")])
@example(texts=[_aligned("1", f"{ITALIC}{TERM}in{END}"), _aligned(TERM + "in", "x")])
def test_aligned_entries_are_finished_as_any_with_blocks(affixes: str, texts: list[str]) -> None:
    """What is known of their blocks beforehand changes nothing; neither does who stands beside them."""
    program = Style.from_xml(_ALIGNED.format(affixes)).program
    assert program.bibliography is not None
    layout = program.bibliography.layout
    expected = finish_entries(texts, layout._replace(is_aligned=False), program)
    assert finish_entries(texts, layout, program) == expected
    assert [each for text in texts for each in finish_entries([text], layout, program)] == expected


def test_which_layouts_are_aligned() -> None:
    """Those whose blocks are the first field and the others, and whose affixes stay where they are."""
    blanks, brackets = (
        Style.from_xml(_ALIGNED.format(affixes)).program.bibliography
        for affixes in ('prefix=" "', 'prefix="[" suffix="."')
    )
    assert blanks is not None
    assert brackets is not None
    assert (blanks.layout.is_aligned, brackets.layout.is_aligned) == (False, True)
