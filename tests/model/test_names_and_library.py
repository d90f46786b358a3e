"""Name and Library."""

from __future__ import annotations

import pickle

import pytest

from citeform import Article, Diagnostic, Library, Name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (Name("Curie", "Marie"), "Marie Curie"),
        (Name("Beethoven", "Ludwig", non_dropping_particle="van"), "Ludwig van Beethoven"),
        (Name("Gaulle", "Charles", dropping_particle="de"), "Charles de Gaulle"),
        (Name("Aubignac", "François", dropping_particle="d’"), "François d’Aubignac"),
        (Name("King", "Martin Luther", suffix="Jr."), "Martin Luther King Jr."),
        (Name(literal="World Health Organization"), "World Health Organization"),
        (Name.others(), "et al."),
        (Name(), ""),
    ],
    ids=str,
)
def test_a_name_in_reading_order(name: Name, text: str):
    assert str(name) == text


def test_others_is_known_from_a_body_of_that_name_with_more_to_it():
    assert Name.others().is_others
    assert not Name(literal="others", orcid="0000-0002-1825-0097").is_others
    assert not Name(literal="Others").is_others


def test_a_body_is_literal_and_a_person_is_not():
    assert Name(literal="WHO").is_literal
    assert not Name("Curie", literal="Curie").is_literal


def test_an_affiliation_list_is_kept_as_a_tuple():
    assert Name("A", affiliation=["X", "Y"]).affiliation == ("X", "Y")


def test_a_name_can_be_pickled_and_replaced():
    name = Name("Curie", "Marie", affiliation=["Sorbonne"])
    assert pickle.loads(pickle.dumps(name)) == name
    assert name.replace(given="Irène") == Name("Curie", "Irène", affiliation=["Sorbonne"])


A, B = Article(id="a", title="First"), Article(id="b", title="Second")
ODD = Diagnostic("date.unparsed", "odd")


def test_a_library_is_a_sequence():
    library = Library([A, B], [ODD])
    assert (len(library), library[0], library[-1], list(library)) == (2, A, B, [A, B])
    assert B in library
    assert library.ids == ["a", "b"]


def test_a_slice_is_a_library_with_the_same_diagnostics():
    part = Library([A, B], [ODD])[1:]
    assert isinstance(part, Library)
    assert (list(part), part.diagnostics) == ([B], (ODD,))


def test_look_up_by_id_answers_with_the_first():
    library = Library([A, B, A.replace(title="Third")])
    assert library.get("a") == A
    assert library.get("c") is None


def test_libraries_are_joined():
    joined = Library([A], [ODD]) + Library([B], [ODD])
    assert (list(joined), len(joined.diagnostics)) == ([A, B], 2)
    assert list(Library([A]) + iter([B])) == [A, B]


def test_equality_is_that_of_the_articles():
    assert Library([A], [ODD]) == Library([A])
    assert Library([A]) != Library([B])
    assert hash(Library([A])) == hash(Library([A]))


def test_a_library_can_be_pickled():
    library = Library([A, B], [ODD])
    again = pickle.loads(pickle.dumps(library))
    assert (again, again.diagnostics) == (library, library.diagnostics)


def test_repr():
    assert repr(Library([A], [ODD])) == "<Library of 1 articles, 1 diagnostics>"
