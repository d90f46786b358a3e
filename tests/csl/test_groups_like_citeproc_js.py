"""What is there and what is missing, as citeproc-js has it (1.4.63 printed what is expected)."""

from __future__ import annotations

import pytest

from citeform import Article, Name
from citeform.csl.citation import Citation, Cite
from citeform.csl.style import Style

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<citation {options}><layout delimiter="; ">{layout}</layout></citation></style>"""


@pytest.mark.parametrize(("variable", "expected"), [("year-suffix", "T n.d."), ("publisher", "T")])
def test_no_year_suffix_is_no_missing_variable(variable: str, expected: str) -> None:
    """The processor gives it or not, so "n.d." beside it stays, whatever else is missing there."""
    layout = (
        '<text variable="title"/><group prefix=" "><text term="no date" form="short"/>'
        f'<text variable="{variable}"/><text variable="publisher"/></group>'
    )
    style = Style.from_xml(STYLE.format(layout=layout, options=""))
    result = style.process(Article(id="x", title="T"), ["x"])
    assert str(result.citations[0]) == expected


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ('<text variable="citation-number" prefix="[" suffix="]"/>', "[1]–[3]"),
        ('<text value="no. "/><text variable="citation-number"/>', "no. 1; no. 2; no. 3"),
    ],
)
def test_numbers_with_a_label_make_no_range(layout: str, expected: str) -> None:
    """There is something of its own before each of them."""
    style = Style.from_xml(STYLE.format(layout=layout, options='collapse="citation-number"'))
    works = [Article(id=each, title=each) for each in "abc"]
    result = style.process(works, [Citation(*map(Cite, "abc"))])
    assert str(result.citations[0]) == expected


@pytest.mark.parametrize(("tidy", "expected"), [(True, "Doe, 1965"), (False, "Doe, , 1965")])
def test_marks_around_what_is_empty(tidy: bool, expected: str) -> None:
    """One of the two, unless the letter of the style is asked for."""
    layout = (
        '<names variable="author" suffix=", "/><text variable="title"/>'
        '<text variable="genre" prefix=", "/>'
    )
    style = Style.from_xml(STYLE.format(layout=layout, options=""), tidy=tidy)
    work = Article(id="x", author=[Name("Doe")], genre="1965")
    assert str(style.process(work, ["x"]).citations[0]) == expected
