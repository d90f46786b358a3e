"""Inline markup of registries as CSL's tags."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.diagnostics import Report
from citeform.text.jats import abstract_from_jats, from_element, from_jats, plain_from_jats
from citeform.text.xmltree import parse_xml

MATH = "<mml:math><mml:{0}>{1}</mml:{0}></mml:math>"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Size &lt;0.5 mm &amp; >2 mm", "Size <0.5 mm & >2 mm"),
        ("p<0.05 and a<b and c>d", "p<0.05 and a<b and c>d"),
        ("R&amp;amp;D", "R&amp;D"),
        ("AT&T &notit; &nope", "AT&T &notit; &nope"),
        ("an <jats:italic>E. coli</jats:italic> strain", "an <i>E. coli</i> strain"),
        ("<EM>a</EM><Strong>b</Strong>", "<i>a</i><b>b</b>"),
        ("&lt;i&gt;Drosophila&lt;/i&gt; eyes", "<i>Drosophila</i> eyes"),
        ("&amp;lt;sup&amp;gt;13&amp;lt;/sup&amp;gt;C", "<sup>13</sup>C"),
        ("in\n      <scp>r</scp>", "in <sc>r</sc>"),
        ("(\n   <i>T. maxima</i>\n  ) and\n <i>B</i>\n.", "(<i>T. maxima</i>) and <i>B</i>."),
        ("of CO\n  <sub>2</sub>\n  in", "of CO<sub>2</sub> in"),
        ("with\n <sup>18</sup>F", "with <sup>18</sup>F"),
        ("<i>open", "<i>open</i>"),
        ("shut</i>", "shut"),
        ("<i></i>x<b> </b>y", "x<b> </b>y"),
        ("<i>a<i>b</i>c</i>", "<i>abc</i>"),
        ("<unknown>a</unknown>", "<unknown>a</unknown>"),
        ("<jats:anything>a</jats:anything>", "a"),
        ('<span style="font-variant: small-caps">BCE</span>', "<sc>BCE</sc>"),
        ('<span class="nocase">iPS</span>', '<span class="nocase">iPS</span>'),
        ('a <a href="http://x/">link</a>', "a link"),
        ("a<br>b<p>c</p>d", "a b c d"),
        ("title<xref ref-type='fn'>*</xref>", "title"),
        ("a <!-- b --> c <!-- d", "a c <!-- d"),
    ],
)
def test_a_title(markup, text):
    assert from_jats(markup) == text


@pytest.mark.parametrize(
    ("element", "content", "text"),
    [
        ("msup", "<mml:mi>x</mml:mi><mml:mn>2</mml:mn>", "x<sup>2</sup>"),
        (
            "msubsup",
            "<mml:mi>x</mml:mi><mml:mi>i</mml:mi><mml:mn>2</mml:mn>",
            "x<sub>i</sub><sup>2</sup>",
        ),
        ("msup", "<mml:mrow/><mml:mn>3</mml:mn>", "<sup>3</sup>"),
        (
            "mfrac",
            "<mml:mn>1</mml:mn><mml:mrow><mml:mi>a</mml:mi><mml:mo>+</mml:mo><mml:mi>b</mml:mi></mml:mrow>",
            "1/(a+b)",
        ),
        ("msqrt", "<mml:mn>2</mml:mn>", "√2"),
        ("mover", "<mml:mi>x</mml:mi><mml:mo>¯</mml:mo>", "x̄"),
        ("semantics", "<mml:mi>x</mml:mi><mml:annotation>\\x</mml:annotation>", "x"),
        ("mrow", "<mml:mi>p</mml:mi><mml:mo>&lt;</mml:mo><mml:mn>1</mml:mn>", "p<1"),
    ],
)
def test_a_formula(element, content, text):
    assert from_jats(MATH.format(element, content)) == text


def test_of_a_formula_twice_the_mathml_counts():
    tex = r"<tex-math>\begin{document}$$a$$\end{document}</tex-math>"
    assert from_jats(f"<alternatives>{tex}{MATH.format('mi', 'b')}</alternatives>") == "b"
    assert from_jats(f"in {tex} only") == "in $a$ only"


def test_an_abstract_keeps_its_paragraphs_and_not_its_own_name():
    markup = (
        "<jats:title>Abstract</jats:title><jats:sec><jats:title>Aim</jats:title>"
        "<jats:p>One <jats:bold>two</jats:bold>.</jats:p></jats:sec>\n<p>Three &lt;4</p>"
    )
    assert abstract_from_jats(markup) == "Aim\nOne <b>two</b>.\nThree <4"


def test_emphasis_over_two_paragraphs():
    assert abstract_from_jats("<p><i>a<br/>b</i></p>") == "<i>a</i>\n<i>b</i>"


def test_a_name_has_no_markup():
    assert plain_from_jats("R&amp;D <i>Group</i>") == "R&D Group"


def test_an_element_is_read_like_a_text():
    root = parse_xml("<t>1 &lt; 2 <italic>a</italic><fn>x</fn> &amp;amp; &lt;p&gt;b</t>", Report())
    assert from_element(root) == "1 < 2 <i>a</i> &amp; b"


def test_an_angle_bracket_in_xml_is_one():
    root = parse_xml("<t>x &lt;a&gt; &lt;!-- y --&gt; z</t>", Report())
    assert from_element(root) == "x <a> <!-- y --> z"


@pytest.mark.parametrize(
    "piece",
    ["<i>", "</i>", "<i></b>", '<a "', "<a b='", "<math><mi>", "&lt;i&gt;", "<b><p>", "<![CDATA[",
     "<!--", "<i ", "(\n <", "<sup><m:math>", "&#", "< "],
)  # fmt: skip
def test_time_is_linear(piece):
    start = time.process_time()
    from_jats(piece * (250_000 // len(piece)))
    assert time.process_time() - start < 10


@given(
    st.lists(
        st.sampled_from(
            ["<i>", "</i>", "<p>", "<math>", "</math>", "<msup>", "&lt;", "x", " ", "<"]
        )
    )
)
def test_nothing_raises_and_tags_are_paired(pieces):
    text = from_jats("".join(pieces))
    for tag in ("i", "sup"):
        assert text.count(f"<{tag}>") == text.count(f"</{tag}>")


@given(st.text(max_size=40))
def test_any_text(text):
    from_jats(text)
    abstract_from_jats(text)
