r"""`decode` undoes `encode`, whatever the text."""

import re
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from citeform.text.tex import decode, decode_plain, encode, encode_plain

ALPHABET = "aZ é–—\u00a0ıßŁα中’“”‘\\{}~^`'%&_#$<>/ibsup-?!\"=.,|@*0"
TEXTS = st.text(ALPHABET, max_size=30) | st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zs", "Zl", "Zp"]), max_size=20
)


def tidy(text: str) -> str:
    return re.sub(" +", " ", unicodedata.normalize("NFC", text)).strip(" ")


@given(TEXTS)
@example("$5 and $6")
@example(r"$\frac{a}{b}$")
@example("a–-—'''--b")
@example("$a_b$")
@example("'$`^$")
@settings(max_examples=600)
def test_text_comes_back(text):
    text = tidy(text)
    assert tidy(decode(encode(text))) == text


@given(TEXTS)
@settings(max_examples=600)
def test_text_comes_back_from_ascii(text):
    text = tidy(text)
    written = encode(text, ascii=True)
    assert written.isascii()
    assert tidy(decode(written)) == text


@given(TEXTS)
@settings(max_examples=300)
def test_braces_always_balance(text):
    depth = 0
    for character in encode(text):
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0


@given(st.text("ab <>/{}\\$&%i", max_size=20))
def test_plain_text_comes_back(text):
    text = tidy(text)
    assert decode_plain(encode_plain(text)) == text


TAGGED = st.recursive(
    st.text("abÉ-' $x", min_size=1, max_size=5),
    lambda inner: (
        st.builds(
            "{0[0]}{1}{0[1]}".format,
            st.sampled_from(
                [
                    ("<i>", "</i>"),
                    ("<b>", "</b>"),
                    ("<sup>", "</sup>"),
                    ("<sub>", "</sub>"),
                    ('<span style="font-variant:small-caps;">', "</span>"),
                ]
            ),
            inner,
        )
        | st.lists(inner, max_size=3).map("".join)
    ),
    max_leaves=6,
)


@given(TAGGED, st.booleans())
def test_markup_comes_back(text, ascii):
    text = tidy(text)
    assert tidy(decode(encode(text, ascii=ascii))) == text


@given(st.text("abÉß-'x", min_size=1, max_size=6), TAGGED, st.booleans())
def test_protection_comes_back(protected, around, ascii):
    text = tidy(f'{around}<span class="nocase">N{protected}</span>{around}')
    assert tidy(decode(encode(text, ascii=ascii), protect=True)) == text
