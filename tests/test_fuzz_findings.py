"""What `bench.fuzz` and `bench.hostile` found, so that it does not come back."""

from __future__ import annotations

import time
import tracemalloc

import pytest

import citeform
from citeform import Article, Date, Name, Style
from citeform.errors import UsageError
from citeform.formats import bibtex
from citeform.identifiers import web
from citeform.text.marks import BOLD, END, ITALIC
from citeform.text.output.registry import get_output


def seconds(text: str, format: str) -> float:
    started = time.process_time()
    citeform.loads(text, format)
    return time.process_time() - started


@pytest.mark.parametrize("opening", ["@a{b, {", "@a{b, (", "@a{b,\n x = {\n y = {1},\n {"])
@pytest.mark.parametrize("unit", ["{", "{,", ",", "({", " {}{"])
def test_junk_in_an_entry_takes_linear_time(opening: str, unit: str):
    small = seconds(opening + unit * (8_000 // len(unit)), "bibtex")
    assert seconds(opening + unit * (64_000 // len(unit)), "bibtex") < 24 * small + 0.5


@pytest.mark.parametrize("junk", [",;,", "{a}", "{{a}}{b},", "(a)", ", ,{}"])
def test_junk_in_an_entry_costs_no_field(junk: str):
    [article] = citeform.loads(f"@book{{b, title = {{T}}, {junk}\n year = 2011}}", "bibtex")
    assert (article.title, article.issued) == ("T", Date(2011))


def test_a_licence_of_a_strange_version():
    [article] = citeform.loads(
        '{"DOI": "10.1000/a", "license": [{"content-version": ["vor"], "URL": "http://a.example"}]}',
        "crossref",
    )
    assert article.doi == "10.1000/a"


def test_an_element_named_like_something_else_that_is_kept():
    [article] = citeform.loads(
        "<journal><journal_article a='b'><language>c</language><attributes>d</attributes>"
        "<titles><title>T</title></titles></journal_article></journal>",
        "crossref-xml",
    )
    assert article.title == "T"


@pytest.mark.parametrize("tag", ["a:---", "a:", "x:1"])
def test_a_tag_that_is_no_name(tag: str):
    assert len(citeform.loads(f"<resource><{tag}>b</{tag}></resource>", "datacite-xml")) <= 1


def test_a_type_that_is_no_text_in_cff():
    [_, article] = citeform.loads(
        '{"cff-version": "1.2.0", "title": "T", "preferred-citation": {"type": {"a": 1}, "title": "U"}}',
        "cff",
    )
    assert "title: U" in citeform.dumps(article, "cff")


def test_no_month_has_41_days():
    assert Date.parse("2017 Dec 24-41") == Date(literal="2017 Dec 24-41")


def test_half_a_character_is_no_part_of_an_address():
    assert web.find("http://a.example/b\udc9bc") == "http://a.example/b"
    assert web.url("http://a.example/\ud800") == ""


def test_a_page_without_end_is_written_in_linear_time():
    """JATS looks for a range in it."""

    def written(size: int) -> float:
        article = citeform.Article(id="a", type="article-journal", page="1" * size)
        started = time.process_time()
        citeform.dumps(article, "jats")
        return time.process_time() - started

    small = written(5_000)
    assert written(40_000) < 24 * small + 0.5


@pytest.mark.parametrize("blank", [" ", "\n"])
def test_blanks_for_a_name_take_linear_time(blank: str):
    """BibTeX looks whether a family name would be read as `family=…`."""

    def written(size: int) -> float:
        name = citeform.Name(blank * size, blank * size)
        started = time.process_time()
        citeform.dumps(citeform.Article(id="a", type="book", author=[name]), "bibtex")
        return time.process_time() - started

    small = written(4_000)
    assert written(32_000) < 24 * small + 0.5


def test_extended_names_are_read_with_blanks_and_quotation_marks():
    text = '@book{a, author = {family = Fontaine , "given= Jean de" , prefix=la}}'
    [article] = citeform.loads(text, "biblatex")
    assert article.author[0].given == "Jean de"
    assert article.author[0].family == "Fontaine"


def test_an_entry_too_broken_to_be_changed_stays_as_it_is():
    text = "@book{a\n , author = {B}\n 00 title = {T}\n , volume = {12 {12 {1}\n , note = {N}\n}\n"
    tree = bibtex.parse(text)
    with pytest.raises(UsageError, match="mend its braces"):
        tree["a"]["pages"] = "1"
    assert str(tree) == text


def test_blanks_in_typst_take_linear_time():
    output = get_output("typst")

    def shown(size: int) -> float:
        started = time.process_time()
        assert output.render(f"{ITALIC}a{END}{' ' * size}.").endswith(".")
        assert output.render(f"{ITALIC} " * (size // 4)).endswith("];")
        return time.process_time() - started

    small = shown(5_000)
    assert shown(40_000) < 24 * small + 0.5


def test_blanks_go_outside_the_spans_of_typst():
    rich = f"[{ITALIC}{BOLD}  a {END} {END}."
    assert get_output("typst").render(rich) == "\\[  #emph[#strong[a]; ]; ."


@pytest.mark.parametrize("start", ["", "{A}"])
def test_a_name_of_commas_is_kept_and_takes_little_memory(start: str):
    tracemalloc.start()
    [article] = citeform.loads(f"@book{{a, author = {{{start}{'b,' * 100_000}c}}}}", "bibtex")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    name = article.author[0]
    assert (name.family + name.given).count("b") > 99_990
    assert peak < 60 * 200_000


_STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>T</title><id>t</id><updated>2020-01-01T00:00:00Z</updated></info>
  <macro name="m">{element}</macro>
  <citation><layout><text macro="m"/></layout></citation>
  <bibliography><sort><key macro="m"/></sort>
    <layout><text macro="m"/><text value="end"/></layout></bibliography>
</style>"""
"""A style whose only element is looked at in a citation, in the bibliography and in a sort key."""


@pytest.mark.parametrize("variable", ["title", "author", "issued", "volume", "DOI"])
@pytest.mark.parametrize("element", ["date", "number", "label", "text", "names"])
def test_a_variable_of_another_kind_than_the_element_prints(element: str, variable: str):
    work = Article(
        id="a",
        type="book",
        title="Title",
        author=[Name("Doe", "Jane")],
        issued=Date(2001),
        volume="3",
        doi="10.1000/1",
    )
    style = Style.from_xml(_STYLE.format(element=f'<{element} variable="{variable}"/>'))
    assert str(style.bibliography([work, work.replace(id="b")])[0]).endswith("end")


_DIGITS = "1" * 5000


@pytest.mark.parametrize(
    ("format", "text"),
    [
        (
            "endnote-xml",
            f"<xml><records><record><ref-type>{_DIGITS}</ref-type></record></records></xml>",
        ),
        (
            "crossref-xml",
            (
                "<doi_records><doi_record><crossref><conference><event_metadata>"
                f'<conference_date start_year="{_DIGITS}" start_month="²"/></event_metadata>'
                "<conference_paper><titles><title>T</title></titles></conference_paper>"
                "</conference></crossref></doi_record></doi_records>"
            ),
        ),
        (
            "crossref-xml",
            (
                "<doi_records><doi_record><crossref><conference><conference_paper><titles>"
                f"<title>T</title></titles><publication_date><year>{_DIGITS}</year><day>²</day>"
                "</publication_date></conference_paper></conference></crossref></doi_record>"
                "</doi_records>"
            ),
        ),
    ],
)
def test_a_number_of_thousands_of_digits_is_read(format: str, text: str):
    assert len(citeform.loads(text, format)) == 1


@pytest.mark.parametrize("arguments", [_DIGITS, "1, 2, 3", "'a'"])
def test_wrong_arguments_in_a_pattern_are_refused(arguments: str):
    with pytest.raises(UsageError, match="not understood at character 5"):
        citeform.dumps(Article(title="T"), "bibtex", key=f"auth({arguments})")
