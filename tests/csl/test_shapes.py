"""Facts, shapes, and renderers that are made for a shape (`citeform.csl.facts`, `compiler`)."""

from __future__ import annotations

import pytest

from citeform import Article, Date
from citeform.csl.compiler import Compiler, Plan
from citeform.csl.context import IBID, CiteContext
from citeform.csl.facts import Facts
from citeform.csl.items import Item
from citeform.csl.node import Node
from citeform.csl.reader import read_style
from citeform.csl.shapes import Answers, Known
from citeform.csl.style import Style
from citeform.text.marks import plain

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <macro name="where"><choose>
    <if type="book" match="any"><text variable="publisher"/></if>
    <else-if variable="DOI container-title"><text variable="container-title"/></else-if>
    <else><text value="nowhere"/></else>
  </choose></macro>
  <macro name="loop"><text macro="loop"/><text value="."/></macro>
  <citation><layout>
    <choose><if position="ibid"><text term="ibid"/></if>
      <else><group delimiter=" "><text variable="title"/><text macro="where"/></group></else></choose>
    <text macro="loop"/>
  </layout></citation>
</style>"""
SHEET = read_style(STYLE)
LAYOUT = SHEET.citation.child("layout") or Node("layout")


@pytest.fixture
def facts() -> Facts:
    return Facts(SHEET.root)


def plan_of(facts: Facts) -> Plan:
    locale = Style(SHEET).program.locale
    return Compiler(SHEET.root, SHEET.citation, locale, facts).plan(*LAYOUT.children)


def cite(facts: Facts, position: int = 0, **fields: object) -> CiteContext:
    made = CiteContext(Item(Article(id="a", **fields), facts))
    made.position = position
    return made


def test_the_mask_of_a_layout_holds_the_questions_of_its_macros(facts):
    mask = facts.mask(LAYOUT)
    for question in (("type", "book"), ("variable", "DOI"), ("position", "ibid")):
        assert mask & facts.bit(*question), question
    assert not mask & facts.bit("variable", "ISBN")


def test_every_question_has_a_bit_of_its_own(facts):
    facts.mask(SHEET.root)
    bits = [facts.bit("variable", "title"), facts.bit("variable", "publisher")]
    bits.append(facts.bit("is-numeric", "title"))
    assert [bit.bit_count() for bit in bits] == [1, 1, 1]
    assert len(set(bits)) == 3


@pytest.mark.parametrize(
    ("question", "fields", "answer"),
    [
        (("type", "book"), {"type": "book"}, True),
        (("type", "book"), {"type": "chapter"}, False),
        (("variable", "title"), {"title": "T"}, True),
        (("variable", "title"), {}, False),
        (("variable", "issued"), {"issued": Date(2020)}, True),
        (("variable", "issued"), {"issued": Date()}, False),
        (("is-numeric", "edition"), {"edition": "2nd"}, True),
        (("is-numeric", "edition"), {"edition": "second"}, False),
        (("is-uncertain-date", "issued"), {"issued": Date(1500, circa=True)}, True),
        (("is-uncertain-date", "issued"), {"issued": Date(1500)}, False),
        (("variable", "nonsense"), {"title": "T"}, False),
    ],
)
def test_a_work_answers(facts, question, fields, answer):
    bit = facts.bit(*question)
    assert bool(Item(Article(id="a", **fields), facts).shape & bit) is answer


def test_a_question_that_comes_up_later_is_answered_too(facts):
    before = Item(Article(id="a", title="T", isbn="1"), facts).shape
    bit = facts.bit("variable", "ISBN")
    assert not before & bit
    assert Item(Article(id="b", title="T", isbn="1"), facts).shape & bit


def test_works_of_one_shape_share_their_writers(facts):
    plan = plan_of(facts)
    one = plan.writers(cite(facts, type="book", title="One", publisher="P", volume="3"))
    other = plan.writers(cite(facts, type="book", title="Other", publisher="Q"))
    assert one is other
    assert plan.writers(cite(facts, type="book", title="Third")) is not one


@pytest.mark.parametrize(
    ("fields", "position", "printed"),
    [
        ({"type": "book", "title": "T", "publisher": "P"}, 0, "T P."),
        ({"type": "chapter", "title": "T", "doi": "10.1/x", "container_title": "C"}, 0, "T C."),
        ({"type": "chapter", "title": "T", "container_title": "C"}, 0, "T nowhere."),
        ({"type": "book", "publisher": "P"}, 0, "P."),
        ({"type": "book"}, 0, "."),
        ({"type": "book", "title": "T"}, IBID, "ibid.."),
    ],
)
def test_each_shape_prints_its_own(facts, fields, position, printed):
    plan = plan_of(facts)
    assert plain(plan.render(cite(facts, position, **fields))) == printed


def test_what_no_branch_asks_makes_no_new_parts(facts):
    plan = plan_of(facts)
    one = plan.writers(cite(facts, type="book", title="One", publisher="P"))
    with_doi = cite(facts, type="book", title="Other", publisher="Q", doi="10.1/x")
    assert plan.writers(with_doi) == one  # the address is only asked for where it is no book
    article = {"type": "article", "title": "Third", "container_title": "C"}
    without = plan.writers(cite(facts, **article))
    assert plan.writers(cite(facts, **article, doi="10.1/x")) != without


def test_what_is_known_is_made_once_for_equal_answers():
    made = []

    def make(answers: Answers) -> int:
        made.append(answers.shape)
        return 1 if answers.all(0b011) else 2 + answers.any(0b100)

    known = Known(make)
    shapes = [0b011, 0b111, 0b101, 0b001, 0b1001, 0b110, 0b1011]
    assert [known(Answers(shape)) for shape in shapes] == [1, 1, 3, 2, 2, 3, 1]
    assert made == [0b011, 0b101, 0b001, 0b110]


def test_what_was_asked_within_is_asked_without():
    inner = Known(lambda answers: answers.any(0b01))
    outer = Known(lambda answers: (inner(answers), answers.any(0b10)))
    for _ in range(2):  # once made, once found
        answers = Answers(0b11)
        assert outer(answers) == (True, True)
        assert answers.asked == 0b11
    assert [outer(Answers(shape)) for shape in (0b10, 0b01)] == [(False, True), (True, False)]
