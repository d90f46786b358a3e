"""Dates, pages, numbers, conditions, groups: one rule of the specification each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform import Article, Date
from citeform.csl.numeric import is_numeric, is_plural, roman
from citeform.csl.pages import format_range
from citeform.csl.style import Style

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"
 default-locale="{locale}"><citation><layout>{layout}</layout></citation></style>"""


def written(layout: str, locale: str = "en-US", **fields: object) -> str:
    """What a layout prints of an article with these fields."""
    style = Style.from_xml(STYLE.format(layout=layout, locale=locale))
    entries = style.bibliography([Article(id="x", **fields)])
    return str(entries[0]) if entries else ""


@pytest.mark.parametrize(
    ("date", "layout", "expected"),
    [
        (Date(2011, 5, 3), '<date variable="issued" form="text"/>', "May 3, 2011"),
        (Date(2011, 5, 3), '<date variable="issued" form="numeric"/>', "05/03/2011"),
        (Date(2011, 5), '<date variable="issued" form="text"/>', "May 2011"),
        (Date(2011), '<date variable="issued" form="text"/>', "2011"),
        (
            Date(2011, 5, 3, end=Date(2011, 5, 7)),
            '<date variable="issued" form="text"/>',
            "May 3–7, 2011",
        ),
        (
            Date(2011, 5, end=Date(2011, 7)),
            '<date variable="issued" form="text"/>',
            "May–July 2011",
        ),
        (Date(2010, end=Date(2012)), '<date variable="issued" form="text"/>', "2010–2012"),
        (Date(2010, end=Date()), '<date variable="issued" form="text"/>', "2010–"),
        (Date(2011, season=1), '<date variable="issued" form="text"/>', "Spring 2011"),
        (Date(-44), '<date variable="issued" form="text"/>', "44 BC"),
        (Date(79), '<date variable="issued" form="text"/>', "79 AD"),
        (Date(literal="in press"), '<date variable="issued" form="text"/>', "in press"),
        (
            Date(1999, 1, 2),
            '<date variable="issued"><date-part name="year" form="short"/></date>',
            "99",
        ),
    ],
)
def test_dates(date: Date, layout: str, expected: str) -> None:
    """Localized dates and parts, single and as ranges."""
    assert written(layout, issued=date) == expected


@pytest.mark.parametrize(
    ("pages", "style", "expected"),
    [
        ("321-28", "expanded", "321–328"),
        ("321-328", "minimal", "321–8"),
        ("321-328", "minimal-two", "321–28"),
        ("100-104", "chicago", "100–104"),
        ("1496-1500", "chicago-16", "1496–500"),
        ("71-72", "chicago", "71–72"),
        ("107-108", "chicago", "107–8"),
        ("321-328", "", "321–328"),
        ("C3-32", "", "C3-32"),
        ("e12345", "minimal", "e12345"),
        ("12-15, 18-19", "minimal", "12–5, 18–9"),
        ("xi-xv", "", "xi–xv"),
    ],
)
def test_page_ranges(pages: str, style: str, expected: str) -> None:
    """Appendix V of the specification."""
    assert format_range(pages, style, "–") == expected


@given(st.text(max_size=60), st.sampled_from(["", "expanded", "minimal", "minimal-two", "chicago"]))
def test_page_ranges_keep_what_they_do_not_understand(text: str, style: str) -> None:
    """Any text at all; letters are never lost."""
    letters = [each for each in text if each.isalpha()]
    out = format_range(text, style, "–")
    assert style == "minimal" or len([each for each in out if each.isalpha()]) <= 2 * len(letters)
    assert isinstance(out, str)


@pytest.mark.parametrize("text", ["12", "D2", "2b", "12-15", "1, 2", "3 & 5", "2nd"])
def test_numeric(text: str) -> None:
    """Numbers with letters around them and separators between are numeric."""
    assert is_numeric(text)


@pytest.mark.parametrize("text", ["", "second", "2nd edition", "twelve"])
def test_not_numeric(text: str) -> None:
    """Words are not."""
    assert not is_numeric(text)


def test_plural_and_roman() -> None:
    """Several numbers make a plural; numerals."""
    assert is_plural("12-15")
    assert is_plural("3 und 4", "und")
    assert not is_plural("12")
    assert [roman(4), roman(1999), roman(4000)] == ["iv", "mcmxcix", "4000"]


def test_group_goes_when_its_variables_are_empty() -> None:
    """The label goes with the variable it describes; a group of terms alone stays."""
    layout = '<group delimiter=" "><text value="DOI:"/><text variable="DOI"/></group>'
    assert written(layout, title="T") == ""
    assert written(layout, doi="10.1/x") == "DOI: 10.1/x"
    assert written('<group><text value="always"/></group>') == "always"


def test_a_group_that_prints_counts_as_a_variable() -> None:
    """CSL 1.0.2: the outer group stays for the sake of the inner one."""
    layout = '<group delimiter=" "><text variable="title"/><group><text value="x"/></group></group>'
    assert written(layout) == "x"


@pytest.mark.parametrize(
    ("condition", "fields", "holds"),
    [
        ('type="book"', {"type": "book"}, True),
        ('type="book chapter" match="any"', {"type": "chapter"}, True),
        ('variable="title volume"', {"title": "T"}, False),
        ('variable="title volume" match="any"', {"title": "T"}, True),
        ('variable="volume" match="none"', {"title": "T"}, True),
        ('is-numeric="edition"', {"edition": "2nd"}, True),
        ('is-numeric="edition"', {"edition": "revised"}, False),
        ('is-uncertain-date="issued"', {"issued": Date(1850, circa=True)}, True),
    ],
)
def test_conditions(condition: str, fields: dict[str, object], holds: bool) -> None:
    """cs:if by attribute and match."""
    layout = (
        f'<choose><if {condition}><text value="yes"/></if><else><text value="no"/></else></choose>'
    )
    assert written(layout, **fields) == ("yes" if holds else "no")


def test_numbers_and_labels() -> None:
    """Forms of cs:number, and the number of a label."""
    layout = '<number variable="edition" form="{}"/>'
    assert written(layout.format("ordinal"), edition="2") == "2nd"
    assert written(layout.format("long-ordinal"), edition="2") == "second"
    assert written(layout.format("roman"), edition="4") == "iv"
    assert written(layout.format("ordinal"), edition="revised") == "revised"
    label = '<label variable="page" form="short" suffix=" "/><text variable="page"/>'
    assert written(label, page="12") == "p. 12"
    assert written(label, page="12-15") == "pp. 12–15"


def test_what_stood_in_for_a_name_is_not_repeated() -> None:
    """cs:substitute suppresses the variable that it used."""
    layout = (
        '<names variable="author"><substitute><text variable="title"/></substitute></names>'
        '<text variable="title" prefix="; "/>'
    )
    assert written(layout, title="Only Once") == "Only Once"


def test_links() -> None:
    """A DOI links with the prefix that makes an address of it."""
    style = Style.from_xml(
        STYLE.format(locale="en-US", layout='<text variable="DOI" prefix="doi:"/>')
    )
    entry = style.bibliography([Article(id="x", doi="10.1/<x>")], links=True)[0]
    assert entry.to("html").count('<a href="https://doi.org/10.1/%3Cx%3E">') == 1


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ({"volume": "3", "issue": "4"}, "[vol. 3, no. 4 ff.]"),
        ({"volume": "3"}, "[vol. 3]"),
        ({"volume": "3-5"}, "[vols. 3–5]"),
        ({"issue": "4"}, "[no. 4 ff.]"),
        ({"title": "T"}, ""),
    ],
)
def test_labels_and_terms_are_gone_with_what_they_stand_beside(fields, printed) -> None:
    """A group of them with variables is one part of the group around it."""
    layout = """<group prefix="[" suffix="]"><group delimiter=", ">
      <group delimiter=" "><label variable="volume" form="short"/><text variable="volume"/></group>
      <group delimiter=" "><group delimiter=" "><label variable="issue" form="short"/>
        <number variable="issue"/></group><text value="ff."/></group>
    </group></group>"""
    assert written(layout, **fields) == printed
