"""The order of works as citeproc-js has it (1.4.63), where the specification is silent."""

from __future__ import annotations

import pytest

from citeform import Article, Date, Name
from citeform.csl.passes.sorting import text_value
from citeform.csl.style import Style
from tests.csl.cited import STYLE

TITLE = '<text variable="title"/>'
FAMILY = '<names variable="author"><name form="short"/></names>'


def listed(key: str, layout: str, articles: list[Article], locale: str = "en-US") -> list[str]:
    """The entries of a bibliography that is sorted by those keys."""
    keys = "".join(f'<key variable="{each}"/>' for each in key.split())
    area = f"<bibliography><sort>{keys}</sort><layout>{layout}</layout></bibliography>"
    xml = STYLE.format(locale=locale, options="", macro="", layout=TITLE)
    style = Style.from_xml(xml.replace("</citation>", "</citation>" + area))
    return [str(entry) for entry in style.bibliography(articles)]


def test_words_are_no_date_to_sort_by() -> None:
    """A work "in press" is sorted like one without a date: last, in the order of citation."""
    articles = [
        Article(id="1", title="Undated"),
        Article(id="2", title="In press", issued=Date(literal="in press")),
        Article(id="3", title="Dated", issued=Date(2001)),
    ]
    assert listed("issued", TITLE, articles) == ["Dated", "Undated", "In press"]


@pytest.mark.parametrize(("family", "expected"), [("Møller", ["Møller", "Mossman"]), ("Łuk", ["Łuk", "Mossman"])])  # fmt: skip
def test_letters_with_strokes_sort_like_those_without(family: str, expected: list[str]) -> None:
    """ø and ł come with o and l where the language has no place of their own for them."""
    articles = [
        Article(id="1", author=(Name("Mossman", "A"),)),
        Article(id="2", author=(Name(family, "B"),)),
    ]
    assert listed("author", FAMILY, articles) == expected


@pytest.mark.parametrize(
    ("locale", "families"),
    [
        ("ru-RU", "Абрамов Елин Ёлкин Иванов Йорк Яковлев Adams Müller Zimmer"),
        ("uk-UA", "Гай Ґудзь Їжак Йосип Яценко Adams"),
        ("sr-RS", "Дан Ђурић Лазић Љубић Adams"),
        ("el-GR", "Άννας Γεωργίου Adams Иванов"),
        ("zh-CN", "安 陈 李 王 张 赵 Adams Zimmer Иванов"),
        ("en-US", "Adams Müller Zimmer Абрамов Яковлев 王"),
    ],
)
def test_letters_of_the_language_come_first(locale: str, families: str) -> None:
    """Names in the script of the style's language come before all others, Chinese ones by sound."""
    articles = [
        Article(id=family, author=(Name(family, ""),)) for family in reversed(families.split())
    ]
    assert listed("author", FAMILY, articles, locale) == families.split()


@pytest.mark.parametrize(
    ("locale", "families"),
    [
        ("ru-RU", "Язык Alpha Zed 河北"),
        ("cs-CZ", "Carl Dvořák Hus Chapman Igel"),
        ("hu-HU", "cukor csak dal olaj öt suta szép"),
        ("hr-HR", "luk ljeto nula njiva odra"),
        ("zh-CN", "北京 河北 Abc"),
    ],
)
def test_letters_in_the_order_of_the_language(locale: str, families: str) -> None:
    """Digraphs have their own places, and Chinese comes last where it is not the style's."""
    wanted = families.split()
    assert sorted(set(wanted), key=lambda each: text_value(each, locale) or ()) == wanted


def test_quotation_marks_do_not_matter_to_the_order() -> None:
    """A title in them and the same one without are as they were cited."""
    assert text_value("“On citing”", "en-US") == text_value("On citing", "en-US")


def test_names_that_differ_in_accents_alone_are_sorted_by_what_comes_next() -> None:
    """So are those that differ in capitals or a hyphen."""
    articles = [
        Article(id="1", title="3", author=(Name("Garcia-Lopez", "A"),), issued=Date(2003)),
        Article(id="2", title="2", author=(Name("García-López", "A"),), issued=Date(2002)),
        Article(id="3", title="1", author=(Name("Garcialopez", "A"),), issued=Date(2001)),
    ]
    assert listed("author issued", TITLE, articles) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [('names-min="0" names-use-first="1"', ["1", "2"]), ('names-min="1" names-use-first="1"', ["2", "1"])],
)  # fmt: skip
def test_a_limit_of_zero_names_is_none(limit: str, expected: list[str]) -> None:
    """All the names are sorted by then, and not the first one alone."""
    doe, abe, zed = Name("Doe", "J"), Name("Abe", "A"), Name("Zed", "Z")
    articles = [
        Article(id="2", title="2", author=(doe, zed)),
        Article(id="1", title="1", author=(doe, abe)),
    ]
    area = (
        f'<bibliography><sort><key macro="names" {limit}/></sort><layout>{TITLE}</layout>'
        "</bibliography>"
    )
    macro = '<macro name="names"><names variable="author"/></macro>'
    xml = STYLE.format(locale="en-US", options="", macro=macro, layout=TITLE)
    style = Style.from_xml(xml.replace("</citation>", "</citation>" + area))
    assert [str(entry) for entry in style.bibliography(articles)] == expected
