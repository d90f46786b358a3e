"""Article: immutable, hashable, picklable, checked."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform import Article, Date, Name
from citeform.errors import UnknownFieldError
from citeform.model.record import FrozenDict, thaw
from citeform.model.vocabulary import ATTRIBUTES, Kind

WORK = Article(
    type="article-journal", title="On citing", volume="3", author=[Name("A")], issued=Date(2011)
)


def test_unset_fields_are_empty_by_their_kind():
    empties = {Kind.TEXT: "", Kind.VERBATIM: "", Kind.NUMBER: "", Kind.DATE: None, Kind.NAMES: ()}
    values = {name: getattr(Article(), name) for name in ATTRIBUTES}
    assert values == {name: empties[variable.kind] for name, variable in ATTRIBUTES.items()}


def test_every_csl_variable_is_a_typed_attribute_and_nothing_else():
    assert set(Article.FIELDS) == {"id", "type", "custom", *ATTRIBUTES}


def test_repr_shows_what_is_set_and_can_be_evaluated():
    assert repr(WORK) == (
        "Article(type='article-journal', title='On citing', volume='3',"
        " issued=Date(year=2011), author=(Name(family='A'),))"
    )
    assert eval(repr(WORK)) == WORK


def test_equal_when_the_same_fields_are_set():
    same = Article(volume="3", author=(Name("A"),), issued=Date(2011), title="On citing", type="article-journal", issue="", editor=[])  # fmt: skip
    assert (same, hash(same)) == (WORK, hash(WORK))


def test_different_kinds_of_records_are_never_equal():
    assert Article() != Name()
    assert hash(Article()) != hash(Name())


def test_it_is_immutable():
    with pytest.raises(AttributeError, match=r"immutable; use .replace\(title=…\)"):
        WORK.title = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="immutable"):
        del WORK.title


def test_replace_changes_a_copy():
    assert WORK.replace(volume="4").volume == "4"
    assert WORK.volume == "3"


def test_replace_unsets():
    assert "volume" not in dict(WORK.replace(volume=None).items())
    assert WORK.replace(title="") == WORK.replace(title=None)


def test_it_can_be_pickled():
    assert pickle.loads(pickle.dumps(WORK)) == WORK


def test_an_unknown_field_names_the_close_one():
    with pytest.raises(UnknownFieldError, match="unknown field 'titel'; did you mean 'title'"):
        Article(titel="x")


def test_an_unknown_field_is_a_type_error_too():
    with pytest.raises(TypeError):
        Article(DOI="10.1/x")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": 3.5}, "title takes str, not float"),
        ({"issued": "2011"}, "issued takes Date, not str; see Date.parse"),
        ({"author": "A"}, "author takes a sequence of Name, not str"),
        ({"author": ["A"]}, "author takes citeform.Name objects"),
        ({"author": [Name("A"), "B"]}, "author takes citeform.Name objects"),
        ({"volume": True}, "volume takes str, not bool"),
    ],
)
def test_a_value_of_the_wrong_kind(fields: dict[str, object], message: str):
    with pytest.raises(TypeError, match=message):
        Article(**fields)


def test_what_is_plainly_meant_is_taken():
    work = Article(volume=3, author=Name("A"), custom={"x": {"a": [1]}})
    assert (work.volume, work.author) == ("3", (Name("A"),))
    assert work.custom["x"]["a"] == (1,)


def test_custom_is_frozen():
    work = Article(custom={"x": {"a": [1, {"b": 2}]}})
    with pytest.raises(TypeError):
        work.custom["x"] = 3  # type: ignore[index]
    assert hash(work) == hash(Article(custom={"x": {"a": [1, {"b": 2}]}}))


@given(st.dictionaries(st.sampled_from(["title", "volume", "doi", "note"]), st.text(max_size=9)))
def test_equality_hash_pickle_and_replace_agree(fields: dict[str, str]):
    work = Article(**fields)
    assert pickle.loads(pickle.dumps(work)) == work
    assert hash(Article(**fields)) == hash(work)
    assert work.replace() == work
    assert Article(**dict(work.items())) == work


def _kept() -> dict[str, object]:
    return {"a": [{"b": [1, {"c": None}]}, "x"], "d": {"e": ["f"]}, "g": "h"}


def test_what_a_mapping_took_over_is_frozen_when_it_is_asked_for():
    owned = FrozenDict.owning(_kept())
    assert owned["a"] == ({"b": (1, {"c": None})}, "x")
    assert isinstance(owned["a"], tuple)
    assert isinstance(owned["a"][0], FrozenDict)
    assert owned["a"] is owned["a"]
    assert owned.get("d") == {"e": ("f",)}
    assert owned.get("z") is None
    assert "z" not in owned


@pytest.mark.parametrize("use", [hash, repr, lambda each: pickle.loads(pickle.dumps(each)), thaw])
def test_a_mapping_taken_over_is_as_good_as_a_copy(use):
    assert use(FrozenDict.owning(_kept())) == use(FrozenDict(_kept()))
    assert FrozenDict.owning(_kept()) == FrozenDict(_kept())


def test_what_is_thawed_is_a_copy_of_what_was_taken_over():
    owned = FrozenDict.owning(_kept())
    thawed = thaw(owned)
    thawed["a"][0]["b"].append(2)
    thawed["d"]["e"].clear()
    assert thaw(owned) == _kept()
