r"""Names: the cases of "Tame the BeaST" (section 11) and of biblatex's manual, and back again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeform.formats.bibtex.names import parse_name, split_names, write_name, write_names
from citeform.model.names import Name


def parts(source, dropping=False):
    name, valid = parse_name(source, dropping)
    assert valid
    return name


@pytest.mark.parametrize(
    ("source", "given", "von", "family", "suffix"),
    [
        ("AA BB", "AA", "", "BB", ""),
        ("AA", "", "", "AA", ""),
        ("AA bb", "AA", "", "bb", ""),
        ("aa", "", "", "aa", ""),
        ("AA bb CC", "AA", "bb", "CC", ""),
        ("AA bb CC dd EE", "AA", "bb CC dd", "EE", ""),
        ("AA 1B cc dd", "AA 1B", "cc", "dd", ""),
        ("AA 1b cc dd", "AA", "1b cc", "dd", ""),
        ("AA {b}B cc dd", "AA {b}B", "cc", "dd", ""),
        ("AA {b}b cc dd", "AA", "{b}b cc", "dd", ""),
        (r"AA {\b}B cc dd", "AA B", "cc", "dd", ""),
        ("bb CC dd EE, AA", "AA", "bb CC dd", "EE", ""),
        ("bb, AA", "AA", "", "bb", ""),
        ("BB,", "", "", "BB", ""),
        ("bb CC,XX, AA", "AA", "bb", "CC", "XX"),
        ("CC dd, AA", "AA", "", "CC dd", ""),
        ("Jean de la Fontaine", "Jean", "de la", "Fontaine", ""),
        ("Jean De La Fontaine", "Jean De La", "", "Fontaine", ""),
        ("jean de la fontaine", "", "jean de la", "fontaine", ""),
        ("Jean {de} la fontaine", "Jean de", "la", "fontaine", ""),
        ("De La Fontaine, Jean", "Jean", "", "De La Fontaine", ""),
        ("De la Fontaine, Jean", "Jean", "De la", "Fontaine", ""),
        ("King, Jr., Martin Luther", "Martin Luther", "", "King", "Jr."),
        ("{de la Cruz}, Maria", "Maria", "", "de la Cruz", ""),
        (r"{\'E}mile {\relax Ch}oux", "Émile", "", "Choux", ""),
        (r"Paul {\'e}cole Dupont", "Paul", "école", "Dupont", ""),
        ("Knuth, Donald~E.", "Donald E.", "", "Knuth", ""),
        ("family=Fontaine, given=Jean, prefix=de la", "Jean", "de la", "Fontaine", ""),
        ('"family={Simpson, Inc}", given=Bart', "Bart", "", "Simpson, Inc", ""),
    ],
)
def test_a_name(source, given, von, family, suffix):
    expected = Name(
        *(each.replace("{b}", "b") for each in (family, given)),
        non_dropping_particle=von.replace("{b}", "b"),
        suffix=suffix,
    )
    assert parts(source) == expected


def test_bodies_and_others():
    assert parts("{Barnes and Noble}") == Name(literal="Barnes and Noble")
    assert parts("{\\'{E}cole} {Normale}") == Name("Normale", "École")
    assert parts("others").is_others
    assert parts("others, Jo") == Name("others", "Jo")


def test_the_particle_may_be_of_the_kind_that_goes():
    assert parts("van Gogh, Vincent", dropping=True) == Name(
        "Gogh", "Vincent", dropping_particle="van"
    )
    assert (
        parts("family=Gogh, prefix=van, useprefix=true", dropping=True).non_dropping_particle
        == "van"
    )


def test_more_than_two_commas():
    name, valid = parse_name("A, B, C, D")
    assert not valid
    assert name == Name("A", "C, D", suffix="B")


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("A B and C D", ["A B", "C D"]),
        ("A B AND C D", ["A B", "C D"]),
        ("{A and B} and C", ["{A and B}", "C"]),
        ("A Band and C", ["A Band", "C"]),
        ("A and and B", ["A", "", "B"]),
        ("and A", ["", "A"]),
        ("A and", ["A", ""]),
        ("A\n  and\tB", ["A", "B"]),
        (r"{\'A} and {B}", [r"{\'A}", "{B}"]),
        ("", [""]),
    ],
)
def test_splitting(value, names):
    assert split_names(value) == names


PARTS = st.text(st.sampled_from("abcABCéÉ ,.-'{}\\~%$and"), max_size=10).map(
    lambda text: " ".join(text.replace("''", "'").split())
)


@given(
    PARTS, PARTS, st.sampled_from(["", "von", "de la", "De"]), st.sampled_from(["", "Jr.", "III"])
)
@settings(max_examples=600)
def test_any_person_comes_back(family, given_, particle, suffix):
    name = Name(family, given_, non_dropping_particle=particle, suffix=suffix)
    if not family or name.is_others:
        return
    for ascii in (False, True):
        written = write_name(name, ascii=ascii)
        assert split_names(written) == [written]
        assert parse_name(written)[0] == name


@given(st.lists(PARTS.filter(bool).map(lambda text: Name(literal=text)), min_size=1, max_size=4))
def test_bodies_come_back(names):
    written = write_names(names, ascii=False, extended=True)
    assert [parse_name(each)[0] for each in split_names(written)] == names
