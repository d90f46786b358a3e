"""JSON with line breaks: letter for letter what the json module writes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.formats.jsonwriting import compact, text_of
from citeform.model.record import FrozenDict, freeze, thaw

_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=20,
)


@given(value=_VALUES, indent=st.sampled_from([0, 1, 2, 4]))
def test_it_is_what_json_writes(value, indent):
    assert text_of(value, indent) == json.dumps(value, ensure_ascii=False, indent=indent or None)


@pytest.mark.parametrize("value", [{"a": ["b\n", {"c": 1, 2: []}]}, [], "text"])
def test_a_value_within_another_is_further_in(value):
    whole = json.dumps([value], indent=2)
    assert f"[\n  {text_of(value, 2, depth=1)}\n]" == whole


@given(value=st.dictionaries(st.text(), _VALUES), indent=st.sampled_from([0, 2]))
def test_what_is_frozen_is_written_as_what_was_frozen(value, indent):
    expected = json.dumps(thaw(freeze(value)), ensure_ascii=False, indent=indent or None)
    assert text_of(freeze(value), indent) == expected
    assert text_of(FrozenDict.owning(value), indent) == text_of(value, indent)
    assert compact(freeze(value)) == compact(thaw(freeze(value)))
