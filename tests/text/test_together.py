"""Many texts changed as one (`citeform.text.together`)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from citeform.text.together import change_all


@given(st.lists(st.text("ab\0", max_size=4), max_size=8))
def test_each_is_changed_as_it_is_alone(texts: list[str]) -> None:
    """Also where a text holds what they are parted by, or nothing at all."""
    assert change_all(texts, lambda text: text.replace("a", "-")) == [
        text.replace("a", "-") for text in texts
    ]


def test_one_call_does_for_many() -> None:
    """That is what it is for; a text with a null character costs its neighbours that, nobody more."""
    calls: list[str] = []

    def change(text: str) -> str:
        calls.append(text)
        return text

    texts = list(map(str, range(1000)))
    assert change_all(texts, change) == texts
    assert len(calls) < 20
    assert change_all(["\0", *texts], change) == ["\0", *texts]
    assert len(calls) < 120
