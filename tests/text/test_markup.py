"""Field text to rich text, and rich text to finished text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.text.case import apply_case
from citeform.text.flipflop import Quotes, flip_flop
from citeform.text.marks import (
    BOLD,
    END,
    ITALIC,
    NOCASE,
    QUOTE,
    QUOTE_END,
    QUOTE_INNER,
    SEAM,
    plain,
)
from citeform.text.markup import parse
from citeform.text.output.html import Html
from citeform.text.punctuation import settle
from citeform.text.spans import find_span, find_spans, inner

HTML = Html()


def shown(text: str, **options: bool) -> str:
    """A field as HTML in English."""
    return HTML.render(flip_flop(settle(parse(text), into_quotes=True), Quotes()))


@pytest.mark.parametrize(
    ("field", "html"),
    [
        ("plain", "plain"),
        ("<i>E. coli</i>", "<i>E. coli</i>"),
        ("a < b & c", "a &#60; b &#38; c"),
        ("<script>alert(1)</script>", "&#60;script&#62;alert(1)&#60;/script&#62;"),
        ("<i>open", "&#60;i&#62;open"),
        ("closed</i>", "closed&#60;/i&#62;"),
        ("<i>a <i>b</i> c</i>", '<i>a <span style="font-style:normal;">b</span> c</i>'),
        ("<b><i>crossed</b></i>", "<b>&#60;i&#62;crossed</b>&#60;/i&#62;"),
        ('say "hello"', "say “hello”"),
        ('\'tis "so"', "’tis “so”"),
        ("don't", "don’t"),
        ("\"outer 'inner' text\"", "“outer ‘inner’ text”"),
        ('5" disk', '5" disk'),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ('<span class="nocase">iPad</span>', "iPad"),
        ("« mot »", "«\u202fmot\u202f»"),
    ],
)
def test_field_text(field: str, html: str) -> None:
    """Six tags count where balanced, quotes pair up, all the rest is text."""
    assert shown(field) == html


def test_typed_quotes_stay_where_the_locale_has_others() -> None:
    """German marks are not put where an author typed English ones."""
    german = ("„", "“", "‚", "‘")
    assert parse("a “b” c", german) == "a “b” c"
    assert parse('a "b" c', german) == f"a {QUOTE}b{QUOTE_END} c"


@pytest.mark.parametrize(
    ("marks", "field", "expected"),
    [
        (("„", "“", "‚", "‘"), "a „b ‚c‘“ d", "a [b (c]] d"),
        (("«", "»", "“", "”"), "a «b “c”» d", "a [b (c]] d"),
        (("«\xa0", "\xa0»", "“", "”"), "a «\xa0b\xa0» d’e", "a [b] d’e"),
        (("»", "«", "„", "“"), "»a „b“«", "[a (b]]"),
        (("„", "”", "«", "»"), "„a” “b”", "[a] “b”"),
        (("”", "”", "’", "’"), "”a” l’b", "”a” l’b"),
        (('"', '"', "'", "'"), "\"a\" 'b' “c”", "[a] [b] “c”"),
        (("„", "“", "‚", "‘"), "a „b", "a „b"),
        (("„", "“", "‚", "‘"), "a “b", "a “b"),
    ],
)
def test_typed_quotes_of_the_locale(
    marks: tuple[str, str, str, str], field: str, expected: str
) -> None:
    """[ is a quotation, ( an inner one, ] the end of either."""
    names = {QUOTE: "[", QUOTE_INNER: "(", QUOTE_END: "]"}
    assert "".join(names.get(each, each) for each in parse(field, marks)) == expected


@given(st.text())
def test_parsing_keeps_every_character_but_marks(text: str) -> None:
    """Nothing a field holds is lost, whatever it is."""
    letters = [each for each in text if each.isalnum()]
    kept = [each for each in plain(parse(text)) if each.isalnum()]
    tags = {"i", "b", "sc", "sup", "sub", "span", "class", "nocase"}
    if not any(f"<{tag}" in text for tag in tags):
        assert kept == letters


@given(st.text(alphabet="<>/ibsupncla =\"'“”‘’ xyé", max_size=60))
def test_any_mixture_of_markup_renders_balanced(text: str) -> None:
    """Whatever tags and quotes are mixed, the HTML's own tags nest."""
    html = shown(text)
    for tag in ("i", "b", "sup", "sub", "span"):
        assert html.count(f"<{tag}") - html.count(f"</{tag}>") == 0


# ------------------------------------------------------------------ punctuation


@pytest.mark.parametrize(
    ("left", "right", "merged"),
    [
        ("Why?", ". Next", "Why? Next"),
        ("End.", ". Next", "End. Next"),
        ("colon:", ". Next", "colon: Next"),
        ("comma,", ", next", "comma, next"),
        ("comma,", ". next", "comma,. next"),
        ("semi;", ": next", "semi; next"),
        ("two ", " words", "two words"),
        (f"{ITALIC}Why?{END}", ". Next", f"{ITALIC}Why?{END} Next"),
    ],
)
def test_punctuation_meets(left: str, right: str, merged: str) -> None:
    """At a seam two marks become one, or stay two, by the table."""
    assert settle(left + SEAM + right, into_quotes=False) == merged


def test_punctuation_moves_into_quotes_where_the_locale_wants_it() -> None:
    """American commas stand inside, British ones outside; a colon never moves."""
    quoted = f"{QUOTE}Title{QUOTE_END}"
    assert settle(quoted + SEAM + ", x", into_quotes=True) == f"{QUOTE}Title,{QUOTE_END} x"
    assert settle(quoted + SEAM + ", x", into_quotes=False) == f"{quoted}, x"
    assert settle(quoted + SEAM + ": x", into_quotes=True) == f"{quoted}: x"


def test_punctuation_within_a_field_is_not_touched() -> None:
    """Only seams are places where anything is merged."""
    assert settle("wait.. what?! yes,, no", into_quotes=True) == "wait.. what?! yes,, no"


# ------------------------------------------------------------------ flip-flop, case, spans


def test_quotes_alternate() -> None:
    """A quotation in a quotation takes the other marks, and back again."""
    text = f"{QUOTE}a {QUOTE}b {QUOTE}c{QUOTE_END}{QUOTE_END}{QUOTE_END}"
    assert flip_flop(text, Quotes()) == "“a ‘b “c”’”"
    assert flip_flop(f"{QUOTE_INNER}x{QUOTE_END}", Quotes()) == "‘x’"


@pytest.mark.parametrize(
    ("case", "text", "language", "expected"),
    [
        ("title", "the art of war: a study", "en", "The Art of War: A Study"),
        ("title", "iPad and the McDonald case", "en", "iPad and the McDonald Case"),
        ("title", "NASA is here", "en", "NASA Is Here"),
        ("sentence", "The Art Of War", "en", "The art of war"),
        ("sentence", "THE ART OF WAR", "en", "The art of war"),
        ("capitalize-first", "ein Wort", "de", "Ein Wort"),
        ("capitalize-all", "ein wort", "de", "Ein Wort"),
        ("uppercase", "istanbul", "tr", "İSTANBUL"),
        ("lowercase", "ISPARTA", "tr", "ısparta"),
        ("nonsense", "left Alone", "en", "left Alone"),
    ],
)
def test_text_case(case: str, text: str, language: str, expected: str) -> None:
    """The six cases of CSL."""
    assert apply_case(text, case, language) == expected


def test_text_case_leaves_protected_spans_alone() -> None:
    """nocase means no case."""
    protected = f"{NOCASE}pH{END} of water"
    assert apply_case(protected, "uppercase", "en") == f"{NOCASE}pH{END} OF WATER"


@given(st.text(max_size=80), st.sampled_from(["title", "sentence", "uppercase", "capitalize-all"]))
def test_text_case_changes_letters_only(text: str, case: str) -> None:
    """Recasing keeps the text but for case."""
    recased = apply_case(parse(text), case, "en")
    assert plain(recased).casefold() == plain(parse(text)).casefold() or not text.isascii()


def test_spans_are_found_by_their_mark() -> None:
    """Nested spans of other kinds do not end a span early."""
    text = f"x{ITALIC}a{BOLD}b{END}c{END}y{ITALIC}d{END}"
    assert inner(text, ITALIC) == f"a{BOLD}b{END}c"
    assert [text[each.inner_start : each.inner_end] for each in find_spans(text, ITALIC)] == [
        f"a{BOLD}b{END}c",
        "d",
    ]
    assert find_span("none", ITALIC) is None
