"""A sample of all styles over fifty works (`bench/styles_sweep.py` tries them all)."""

from __future__ import annotations

import pytest

from citeform.csl.catalogue import find_style, names
from tests.conftest import needs_shared
from tests.csl.real_records import real_articles
from tests.csl.sweep import LOCALES, faults

SAMPLE = names(independent=True)[::80]


@pytest.fixture(scope="module")
def works():
    return real_articles()


@needs_shared
@pytest.mark.parametrize("number", range(len(SAMPLE)), ids=SAMPLE)
def test_a_style_prints_nothing_it_must_not(number, works):
    # Each style in one of the locales, all of them in turn.
    locale = LOCALES[number % len(LOCALES)]
    found = [
        f"{kind}: {example}"
        for kind, example in faults(find_style(SAMPLE[number]).xml, locale, works)
    ]
    assert found == []


@needs_shared
def test_the_works_are_of_many_types_and_as_ugly_as_they_should_be(works):
    assert len(works) == 50
    assert len({each.type for each in works}) > 35
    assert len({each.id for each in works}) == 50
    assert max(len(each.author) for each in works) == 300
    assert any("<script>" in each.title for each in works)
    assert sum(not each.author for each in works) > 5


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a None b", "None"),
        ("a  b", "double blank"),
        ("a.. b", "doubled punctuation"),
        ("a,, b", "doubled punctuation"),
        ("a, , b", "mark, blank, the same mark"),
    ],
)
def test_the_checks_see_what_they_are_for(text, kind):
    from tests.csl.sweep import _FAULTS

    assert [name for name, pattern in _FAULTS.items() if pattern.search(text)] == [kind]


@pytest.mark.parametrize("text", ["a. b, c; d: e", "wait... what", "Nonesuch", "[…] a.b.c"])
def test_the_checks_leave_good_text_alone(text):
    from tests.csl.sweep import _FAULTS

    assert [name for name, pattern in _FAULTS.items() if pattern.search(text)] == []
