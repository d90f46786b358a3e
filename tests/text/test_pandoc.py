"""Pandoc's Markdown and CSL's tags."""

from __future__ import annotations

import pytest
from hypothesis import given

from citeform.text.pandoc import from_pandoc, to_pandoc
from tests.formats.works import ANY_TEXT, MARKUP


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("*i* and **b** and ***both***", "<i>i</i> and <b>b</b> and <b><i>both</i></b>"),
        ("snake_case_name and _really_", "snake_case_name and <i>really</i>"),
        ("XI^e^ siècle, CO~2~", "XI<sup>e</sup> siècle, CO<sub>2</sub>"),
        ("[ibn Sina]{.nocase}", '<span class="nocase">ibn Sina</span>'),
        ("[x]{.smallcaps}", "<sc>x</sc>"),
        ("[this book]{.nodecor}", "this book"),
        ("[words](https://example.org)", "words"),
        ("Macbeth \\[title\\]", "Macbeth [title]"),
        ("1900--1931 --- so...", "1900–1931 — so…"),
        ("3 * 4 * 5", "3 * 4 * 5"),
        ("*open", "*open"),
        ("**a *b* c**", "<b>a <i>b</i> c</b>"),
        ("`a*b*`", "a*b*"),
        ("$x_1 * y_2$ costs $5", "$x_1 * y_2$ costs $5"),
        ("<i>tag</i> &amp; &lt;", "<i>tag</i> & <"),
        ("<em>old</em>", "<i>old</i>"),
        ("<https://example.org/a_b_c>", "https://example.org/a_b_c"),
        ("a\\ b", "a\u00a0b"),
        ("~~gone~~", "gone"),
    ],
)
def test_reading(markdown: str, text: str) -> None:
    assert from_pandoc(markdown) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("<i>E. coli</i>", "*E. coli*"),
        ("H<sub>2</sub>O", "H~2~O"),
        ('<span class="nocase">van</span>', "[van]{.nocase}"),
        ("5* hotels", "5\\* hotels"),
        ("# 1", "\\# 1"),
        ("1. FC Köln", "1\\. FC Köln"),
        ("me@example.org by @doe", "me@example.org by \\@doe"),
        ("a -- b", "a \\-- b"),
        ("<i>a</i><i>b</i>", "*a*<i>b</i>"),
        ("plain", "plain"),
    ],
)
def test_writing(text: str, markdown: str) -> None:
    assert to_pandoc(text) == markdown


@given(ANY_TEXT)
def test_any_text_comes_back(text: str) -> None:
    assert from_pandoc(to_pandoc(text)) == text


@given(MARKUP)
def test_any_markup_comes_back(text: str) -> None:
    assert from_pandoc(to_pandoc(text)) == text


@pytest.mark.parametrize(
    "unit", ["*", "_a", "[", "](", "^a", "~", "`", "$x", "\\", "<i>", "&a;", "**a "]
)
def test_time_is_linear(unit: str) -> None:
    from tests.formats.timing import ratio_of_times

    assert ratio_of_times(from_pandoc, unit * 5_000, unit * 40_000) < 8 * 4
