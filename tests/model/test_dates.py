"""Date: EDTF, dates as people write them, order, text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform import Date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2011", Date(2011)),
        ("2011-05", Date(2011, 5)),
        ("2011-05-03", Date(2011, 5, 3)),
        ("2011-21", Date(2011, season=1)),
        ("2004-02/2005", Date(2004, 2, end=Date(2005))),
        ("2004/..", Date(2004, end=Date())),
        ("1984~", Date(1984, circa=True)),
        ("-0043", Date(-44)),
        ("0000", Date(-1)),
        ("Y-170000002", Date(-170000003)),
    ],
)
def test_edtf_both_ways(text: str, date: Date):
    assert Date.parse(text) == date
    assert date.to_edtf() == text


@pytest.mark.parametrize(
    "text", ["1984?", "1984%", "198X", "2004-XX", "2011-05-03T10:30:00Z", "2004-06-11?/2005"]
)
def test_what_edtf_says_beyond_the_fields_comes_back(text: str):
    assert Date.parse(text).to_edtf() == text


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("May 3, 2011", Date(2011, 5, 3)),
        ("3 May 2011", Date(2011, 5, 3)),
        ("3. Mai 2011", Date(2011, 5, 3)),
        ("2011/05/03/", Date(2011, 5, 3)),
        ("2011 May", Date(2011, 5)),
        ("Spring 1999", Date(1999, season=1)),
        ("ca. 1850", Date(1850, circa=True)),
        ("44 BC", Date(-44)),
        ("1999-2001", Date(1999, end=Date(2001))),
        ("25/12/2011", Date(2011, 12, 25)),
        ("12/25/2011", Date(2011, 12, 25)),
        ("20110503", Date(2011, 5, 3)),
        ("2011-05-03TZ", Date(2011, 5, 3)),
    ],
)
def test_dates_as_people_write_them(text: str, date: Date):
    assert Date.parse(text).replace(raw="") == date


@pytest.mark.parametrize("text", ["in press", "03/04/2011", "2011-13", "n.d.", "soon" * 50])
def test_what_is_not_certain_stays_as_words(text: str):
    assert Date.parse(text) == Date(literal=text)


def test_nothing_is_an_empty_date():
    assert Date.parse(" ") == Date()


def test_text():
    assert [
        str(each) for each in (Date(2011, 5), Date(literal="in press"), Date.parse("198X"))
    ] == [
        "2011-05",
        "in press",
        "198X",
    ]


def test_dates_are_ordered():
    dates = [Date(2011, 5, 3), Date(2011), Date(-44), Date(2011, 5), Date(2011, season=4), Date()]
    assert sorted(dates) == [
        Date(),
        Date(-44),
        Date(2011),
        Date(2011, 5),
        Date(2011, 5, 3),
        Date(2011, season=4),
    ]


def test_ranges():
    assert Date(2004, end=Date(2005)).is_range
    assert Date(2004, end=Date()).is_open
    assert not Date(2004).is_range


def test_a_change_drops_the_old_spelling():
    assert Date.parse("198X").replace(year=1990).raw == ""


days = st.dates().map(lambda day: Date(day.year, day.month, day.day))


@given(st.one_of(days, st.builds(Date, st.integers(-9999, -1)), st.builds(Date, days.map(lambda d: d.year), st.integers(1, 12))))  # fmt: skip
def test_edtf_round_trip(date: Date):
    assert Date.parse(date.to_edtf()) == date


@given(st.text(max_size=60))
def test_any_text_can_be_parsed(text: str):
    assert isinstance(Date.parse(text), Date)
