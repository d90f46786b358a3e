"""Strategies for works: articles of the fields that a format can hold, and broken texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import strategies as st

from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.model.vocabulary import ATTRIBUTES, Kind

ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30)
"""Any text that a file can hold."""
MARKUP = st.lists(
    st.sampled_from(
        [
            "<i>",
            "</i>",
            "<sup>",
            "</sup>",
            '<span class="nocase">',
            "</span>",
            "*",
            "_",
            "^",
            "~",
            "[",
            "]",
            "{",
            "}",
            "\\",
            "--",
            "...",
            "$",
            "&amp;",
            "`",
            "#",
            ": ",
            "- ",
            "'",
            '"',
            "a",
            " b",
        ]
    ),
    min_size=1,
    max_size=8,
).map("".join)
WORDS = st.lists(
    st.text(st.sampled_from("abcdeXYZäßéøŠ漢字0123"), min_size=1, max_size=8),
    min_size=1,
    max_size=4,
).map(" ".join)
"""Words with single blanks between, without punctuation."""
WORD = st.text(st.sampled_from("abcdeXYZäßéøŠ"), min_size=1, max_size=8)
DAYS = (
    st.dates()
    .map(lambda day: Date(day.year, day.month, day.day))
    .filter(lambda day: day.year > 999)
)


def dates() -> st.SearchStrategy[Date]:
    """Dates of every shape that CSL-JSON has."""
    year = st.integers(-9999, 9999).filter(bool)
    one = st.one_of(
        st.builds(Date, year),
        st.builds(Date, year, st.integers(1, 12)),
        st.builds(Date, year, st.integers(1, 12), st.integers(1, 28)),
        st.builds(Date, year, season=st.integers(1, 4)),
    )
    return st.one_of(
        one,
        st.builds(lambda day: day.replace(circa=True), one),
        st.builds(
            lambda first, last: first.replace(end=last), one, st.one_of(one, st.just(Date()))
        ),
        WORDS.map(lambda words: Date(literal=words)),
    )


def names(text: st.SearchStrategy[str]) -> st.SearchStrategy[Name]:
    """People with all parts, and bodies."""
    optional = st.one_of(st.just(""), text)
    return st.one_of(
        st.builds(
            Name,
            text,
            optional,
            non_dropping_particle=optional,
            dropping_particle=optional,
            suffix=optional,
        ),
        st.builds(Name, literal=text),
    )


def works(
    attributes: Iterable[str],
    types: Sequence[str],
    *,
    text: st.SearchStrategy[str] = WORDS,
    ids: st.SearchStrategy[str] | None = None,
    **special: st.SearchStrategy[Any],
) -> st.SearchStrategy[Article]:
    """Articles with any of the attributes set; `special` are the values of single ones."""
    by_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.TEXT: text,
        Kind.VERBATIM: text,
        Kind.NUMBER: text,
        Kind.DATE: dates(),
        Kind.NAMES: st.lists(names(text), min_size=1, max_size=3).map(tuple),
    }
    optional = {
        attribute: special.get(attribute, by_kind[ATTRIBUTES[attribute].kind])
        for attribute in attributes
    }
    fixed = {"type": st.sampled_from(types)}
    if ids is not None:
        fixed["id"] = ids
    if "title" in special:
        fixed["title"] = special["title"]
        optional.pop("title", None)
    return st.fixed_dictionaries(fixed, optional=optional).map(lambda fields: Article(**fields))


def broken(samples: Sequence[str]) -> st.SearchStrategy[str]:
    """Real texts with pieces cut out, doubled and put elsewhere, and texts of their alphabet."""

    def mutated(sample: str, cuts: list[tuple[int, int, str]]) -> str:
        for start, length, instead in cuts:
            place = start % (len(sample) + 1)
            sample = sample[:place] + instead + sample[place + length :]
        return sample

    cuts = st.lists(
        st.tuples(
            st.integers(0, 10_000),
            st.integers(0, 40),
            st.one_of(
                st.sampled_from(["", "\t", "\n", '"', "'", ": ", "- ", "<", ">", "{", "["]),
                st.text(max_size=5),
            ),
        ),
        max_size=4,
    )
    return st.one_of(st.builds(mutated, st.sampled_from(samples), cuts), st.text(max_size=200))
