"""hypothesis strategies for the parts of records that any plain-text format can hold."""

from __future__ import annotations

from hypothesis import strategies as st

from citeform.model.dates import Date
from citeform.model.names import Name

_LETTERS = st.characters(
    exclude_categories=["C", "Z"], exclude_characters=",;|<>{}[]&'’\"%@=\\–—-/:"
)
WORD = st.text(_LETTERS, min_size=1, max_size=8)
"""A word without the signs that some format divides by."""

TEXT = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
"""Some words on one line."""

SIGNS = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="\u00a0"), max_size=30
).map(lambda text: " ".join(text.split()))
"""Anything on one line, "<" and "&" and quotes among it."""

LINES = st.lists(TEXT, min_size=1, max_size=3).map("\n".join)

_NAME_PART = WORD.filter(
    lambda word: word.lower().strip(".") not in {"others", "jr", "sr", "ii", "iii", "iv"}
)
PERSON = st.builds(Name, _NAME_PART, _NAME_PART, suffix=st.sampled_from(["", "", "", "Jr.", "III"]))
BODY = st.builds(
    lambda words: Name(literal=" ".join(words)), st.lists(_NAME_PART, min_size=2, max_size=4)
)
PEOPLE = st.lists(PERSON | BODY, max_size=3).map(tuple)

YEAR = st.integers(1000, 2999)
DAY = st.builds(Date, YEAR, st.integers(1, 12), st.integers(1, 28))
DATE = (
    st.builds(Date, YEAR)
    | st.builds(Date, YEAR, st.integers(1, 12))
    | DAY
    | st.builds(lambda year, season: Date(year, season=season), YEAR, st.integers(1, 4))
)
RANGE = st.builds(
    lambda first, years: first.replace(end=Date(first.year + years)), DATE, st.integers(1, 9)
)
KEYWORDS = st.lists(TEXT, max_size=3, unique=True).map(", ".join)
PAGES = st.integers(1, 900).flatmap(
    lambda first: st.sampled_from(
        [
            str(first),
            f"e{first}",
            f"{first}-{first + 7}",
            f"S{first}-S{first + 1}",
            f"{first}, 950-960",
        ]
    )
)
NUMBER = st.integers(1, 99).map(str) | st.sampled_from(["Suppl 8", "3-4", "IV"])
DOI = st.integers(1, 10**6).map(lambda number: f"10.1234/test.{number}abc")
