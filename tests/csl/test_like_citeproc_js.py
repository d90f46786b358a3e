"""Where the specification is silent, citeform prints what citeproc-js prints: a case of each.

Found by `bench/differential`; what is expected here was printed by citeproc-js 1.4.63.
"""

from __future__ import annotations

import pytest

from citeform import Article, Date, Name
from citeform.csl.citation import Citation, Cite
from citeform.csl.style import Style
from tests.csl.cited import STYLE, cited


@pytest.mark.parametrize(
    ("locator", "label", "expected"),
    [
        ("101-109", "page", "pp. 101–9"),
        ("101–109", "page", "pp. 101–109"),
        ("101-109", "chapter", "chaps. 101–109"),
        ("101–109", "chapter", "chaps. 101–109"),
    ],
)
def test_only_pages_with_a_hyphen_are_abbreviated(locator: str, label: str, expected: str) -> None:
    """An en dash was typed by hand, and a range of chapters is no range of pages."""
    printed = cited(
        '<label variable="locator" form="short" suffix=" "/><text variable="locator"/>',
        Article(id="x", title="A"),
        cite=Cite("x", locator=locator, label=label),
        options='page-range-format="minimal"',
    )
    assert printed == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("现代雷达电子战系统", "现代雷达电子战系统"),
        ("Radar", "<i>Radar</i>"),
        ("现代 radar", "<i>现代 radar</i>"),
        ("Одномерный человек", "<i>Одномерный человек</i>"),
    ],
)
def test_scripts_without_italics_are_upright(title: str, expected: str) -> None:
    """A title without any letter that could slope is not set in italics."""
    layout = '<text variable="title" font-style="italic"/>'
    assert cited(layout, Article(id="x", title=title)) == expected


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("the node.js handbook", "", "The Node.Js Handbook"),
        ("a history of science", "eng", "A History of Science"),
        ("a history of science", "English", "A History of Science"),
        ("une histoire", "fr", "une histoire"),
    ],
)
def test_titles(title: str, language: str, expected: str) -> None:
    """A full stop parts words, and English is named in more ways than "en"."""
    layout = '<text variable="title" text-case="title"/>'
    assert cited(layout, Article(id="x", title=title, language=language)) == expected


def test_prefix_of_an_address_is_not_decorated() -> None:
    """Italics for a DOI are not for the prefix that makes an address of it."""
    layout = '<text variable="DOI" prefix="https://doi.org/" font-style="italic"/>'
    printed = cited(layout, Article(id="x", doi="10.1000/1"))
    assert printed == "https://doi.org/<i>10.1000/1</i>"


def test_comma_of_a_cite_stays_outside_quotes() -> None:
    """What an author writes behind a cite is not moved into a quotation, as a style's comma is."""
    printed = cited(
        '<text variable="title" quotes="true"/>',
        Article(id="x", title="A title"),
        cite=Cite("x", suffix=", and elsewhere"),
    )
    assert printed == "“A title”, and elsewhere"


def test_label_before_another_variable() -> None:
    """Styles write the label of pages before a locator."""
    printed = cited(
        '<group><label variable="page" form="short" suffix=" "/><text variable="locator"/></group>',
        Article(id="x", title="A"),
        cite=Cite("x", locator="7"),
    )
    assert printed == "p. 7"


def test_label_without_any_variable() -> None:
    """The group takes a label away when nothing in it is there."""
    layout = (
        '<text variable="title"/><group><label variable="page"/><text variable="page"/></group>'
    )
    assert cited(layout, Article(id="x", title="A")) == "A"


def test_text_case_of_a_macro_has_no_effect() -> None:
    """Elements have a text-case of their own."""
    printed = cited(
        '<text macro="m" text-case="sentence"/>',
        Article(id="x", title="A Title by Somebody"),
        macro='<macro name="m"><text variable="title"/></macro>',
    )
    assert printed == "A Title by Somebody"


@pytest.mark.parametrize(
    ("title", "expected"),
    [("‘A’ and “B”", "‘“A” and “B”’"), ("x ‘a “b” c’ d", "‘x “a ‘b’ c” d’")],
)
def test_british_quotation_marks_alternate(title: str, expected: str) -> None:
    """Typographic marks in a field are the locale's own where it begins with ‘ too."""
    layout = '<text variable="title" quotes="true"/>'
    assert cited(layout, Article(id="x", title=title), locale="en-GB") == expected


def test_references_that_are_escaped_twice() -> None:
    """`&amp;#160;` in a style is a blank that does not break."""
    printed = cited('<text variable="title" suffix="&amp;#160;!"/>', Article(id="x", title="A"))
    assert printed == "A\u00a0!"


def test_two_blanks() -> None:
    """One by default; the letter of a style keeps both, and HTML shows them."""
    xml = STYLE.format(
        locale="en-US",
        options="",
        macro="",
        layout='<text variable="title" suffix=".  "/><text variable="note"/>',
    )
    article = Article(id="x", title="A", note="B")
    printed = [
        Style.from_xml(xml, tidy=tidy).process(article, ["x"]).citations[0].to("html")
        for tidy in (True, False)
    ]
    assert printed == ["A. B", "A.\u00a0 B"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("arXiv e-prints", "arXiv E-Prints"),
        ("insect repellents containing N,N-diethyl-m-toluamide", "Insect Repellents Containing N,N-Diethyl-m-Toluamide"),
        ("(in)comparability of results", "(In)Comparability of Results"),
        ("saline solution of β-carotine", "Saline Solution of β-Carotine"),
    ],
)  # fmt: skip
def test_parts_of_words_in_titles(title: str, expected: str) -> None:
    """Hyphens and brackets part words too."""
    layout = '<text variable="title" text-case="title"/>'
    assert cited(layout, Article(id="x", title=title)) == expected


def test_full_stops_within_words_stay() -> None:
    """strip-periods is for abbreviations; terms lose all of theirs."""
    layout = '<text variable="title" strip-periods="true"/>'
    assert (
        cited(layout, Article(id="x", title="Mitt. Mus. Nat.kd. Berl.")) == "Mitt Mus Nat.kd Berl"
    )


@pytest.mark.parametrize(
    ("locale", "expected"), [("tr-TR", "12 sayfa sayıları"), ("en-US", "12 pages")]
)
def test_label_of_a_number_of_pages(locale: str, expected: str) -> None:
    """The term of that name, in the locales that have one; elsewhere that of pages."""
    layout = '<text variable="number-of-pages" suffix=" "/><label variable="number-of-pages"/>'
    assert cited(layout, Article(id="x", number_of_pages="12"), locale=locale) == expected


@pytest.mark.parametrize(
    "layout",
    [
        '<names variable="author"><name {et_al}/><et-al font-style="italic"/></names>',
        '<text term="in" font-style="italic"/>',
        '<label variable="volume" font-style="italic"/><text variable="volume"/>',
        '<names variable="editor"><name/><label font-style="italic"/></names>',
    ],
)
def test_terms_without_a_slope_are_upright(layout: str) -> None:
    """Chinese terms are never set in italics, as Chinese titles are not."""
    layout = layout.replace("{et_al}", 'et-al-min="2" et-al-use-first="1"')
    people = (Name("Roe", "Jane"), Name("Doe", "John"))
    article = Article(id="x", author=people, editor=people[:1], volume="3")
    assert "<i>" in cited(layout, article)
    assert "<i>" not in cited(layout, article, locale="zh-CN")


@pytest.mark.parametrize(
    ("title", "expected"), [("έκδοση", "ΕΚΔΟΣΗ"), ("Γάιος", "ΓΑΪΟΣ"), ("προϊόν", "ΠΡΟΪΟΝ")]
)
def test_greek_capitals_have_no_accents(title: str, expected: str) -> None:
    """In words all in capitals."""
    layout = '<text variable="title" text-case="uppercase"/>'
    assert cited(layout, Article(id="x", title=title, language="el")) == expected


def test_range_without_an_end_has_no_word_for_the_year_behind_it() -> None:
    """The locale's format is "1991年", and a year that is not there has no 年."""
    open_end = Article(id="x", issued=Date(1991, end=Date()))
    layout = '<date variable="issued" form="text" date-parts="year"/>'
    assert cited(layout, open_end, locale="ja-JP") == "1991–"
    assert cited(layout, Article(id="x", issued=Date(1991)), locale="ja-JP") == "1991年"


def test_form_of_a_term_that_a_language_lacks() -> None:
    """Another form in that language, and not the same form in English."""
    layout = '<text term="translator" form="short"/>'
    printed = cited(layout, Article(id="x", title="A"), locale="ar")
    assert printed == cited('<text term="translator"/>', Article(id="x", title="A"), locale="ar")
    assert not printed.isascii()


def test_ordinals_without_a_neuter() -> None:
    """Portuguese has only the masculine and the feminine; the feminine stands in."""
    layout = '<number variable="number" form="ordinal"/>'
    article = Article(id="x", number="3")
    assert cited(layout, article, locale="pt-PT") == "3.<sup>a</sup>"


def test_a_locator_is_printed_once() -> None:
    """Two parts of a style that print it do not print it twice."""
    layout = '<text variable="locator" prefix="p. "/><text variable="locator" prefix=" at "/>'
    assert cited(layout, Article(id="x"), cite=Cite("x", locator="7")) == "p. 7"


@pytest.mark.parametrize(
    ("option", "title", "expected"),
    [
        ("", "On writing", "Doe, On citing"),
        ("", "On citing", "Doe, On citing"),
        ('disambiguate-add-year-suffix="true"', "On writing", "Doe"),
    ],
)
def test_conditions_are_the_last_resort(option: str, title: str, expected: str) -> None:
    """They hold even in vain; but year suffixes, where there are any, are never in vain."""
    layout = (
        '<names variable="author"><name form="short"/></names><choose><if disambiguate="true">'
        '<text variable="title" prefix=", "/></if></choose>'
    )
    xml = STYLE.format(layout=layout, locale="en-US", options="", macro="")
    style = Style.from_xml(xml.replace("<citation", f"<citation {option}"))
    one = Article(id="x", title="On citing", author=[Name("Doe", "Jane")])
    cites = [Citation(Cite("x")), Citation(Cite("y"))]
    result = style.process([one, one.replace(id="y", title=title)], cites)
    assert result.citations[0].to("text") == expected


def test_strip_periods_is_for_what_is_printed_and_not_for_affixes() -> None:
    """A macro's own separators stay, and so do the full stops of an address."""
    macro = (
        '<macro name="m"><group delimiter=". "><text variable="container-title"/>'
        '<text variable="publisher"/></group></macro>'
    )
    work = Article(id="x", container_title="J. Ex.", publisher="A. Press", doi="10.1000/A.B.7")
    assert cited('<text macro="m" strip-periods="true"/>', work, macro=macro) == "J Ex. A Press"
    assert cited('<text variable="DOI" strip-periods="true"/>', work) == "10.1000/A.B.7"


@pytest.mark.parametrize(
    ("suffix", "expected"),
    [("", "1988a"), ('<text variable="year-suffix" prefix="-"/>', "1988")],
)
def test_a_year_suffix_that_the_bibliography_places(suffix: str, expected: str) -> None:
    """It is not put behind the year of a citation then (CSL 1.0.2, "Disambiguation")."""
    layout = '<date variable="issued"><date-part name="year"/></date>'
    xml = STYLE.format(layout=layout, locale="en-US", options="", macro="")
    xml = xml.replace("<citation", '<citation disambiguate-add-year-suffix="true"')
    area = f'<bibliography><layout><text variable="title"/>{suffix}</layout></bibliography>'
    style = Style.from_xml(xml.replace("</style>", area + "</style>"))
    works = [Article(id=each, title=each, issued=Date(1988)) for each in "xy"]
    result = style.process(works, [Citation(Cite("x")), Citation(Cite("y"))])
    assert result.citations[0].to("text") == expected


@pytest.mark.parametrize(
    ("quotes", "expected"), [("", "A “b” c"), ("true", "«A “b” c»"), ("false", "A «b» c")]
)
def test_quotation_where_a_style_says_there_is_none_around(quotes: str, expected: str) -> None:
    """What was typed as an inner quotation is an outer one there."""
    layout = f'<text variable="title" quotes="{quotes}"/>' if quotes else '<text variable="title"/>'
    assert cited(layout, Article(id="x", title="A “b” c"), locale="es-ES") == expected


@pytest.mark.parametrize(
    ("locale", "title", "expected"),
    [
        ("de-DE", "A „b“ c", "„A ‚b‘ c“"),
        ("ru-RU", "A «b» c", "«A „b“ c»"),
        ("pl-PL", "A „b” c", "„A «b» c”"),
        ("zh-CN", "A《b》c", "《A〈b〉c》"),
        ("en-US", "A „b“ c", "“A „b“ c”"),
    ],
)
def test_typed_quotation_marks_of_the_locale_alternate(
    locale: str, title: str, expected: str
) -> None:
    """Within a quotation they are the inner ones; those of other languages stay."""
    layout = '<text variable="title" quotes="true"/>'
    assert cited(layout, Article(id="x", title=title), locale=locale) == expected


@pytest.mark.parametrize(
    ("locale", "date", "expected"),
    [
        ("ru-RU", Date(1993), "1993 г."),
        ("hr-HR", Date(1993), "1993."),
        ("ru-RU", Date(1993, 12), "дек 1993 г."),
        ("en-US", Date(1993, 12), "Dec 1993"),
        ("en-US", Date(literal="n. d."), "n. d."),
    ],
)
def test_full_stops_that_are_stripped_from_dates(locale: str, date: Date, expected: str) -> None:
    """Those of months' names; what a locale puts behind a year stays, and so do words."""
    layout = (
        '<date variable="issued" form="text" strip-periods="true">'
        '<date-part name="month" form="short"/></date>'
    )
    assert cited(layout, Article(id="x", issued=date), locale=locale) == expected


@pytest.mark.parametrize(
    "layout",
    [
        '<text variable="title" display="{0}"/><text variable="note" display="{1}" prefix=". "/>',
        (
            '<text variable="title" display="{0}"/><group display="{1}" prefix=". ">'
            '<text variable="note"/></group>'
        ),
        (
            '<group display="{0}"><text variable="title"/></group><group display="{1}">'
            '<text variable="note" prefix=". " font-style="italic"/></group>'
        ),
    ],
)
def test_no_block_begins_with_a_full_stop(layout: str) -> None:
    """A prefix that is punctuation stands at the end of the block before."""
    layout = layout.format("left-margin", "right-inline")
    xml = STYLE.format(locale="en-US", options="", macro="", layout=layout).replace(
        "</citation>", f"</citation><bibliography><layout>{layout}</layout></bibliography>"
    )
    [entry] = Style.from_xml(xml).bibliography([Article(id="x", title="T", note="N")])
    printed = entry.to("html").replace("<i>N</i>", "N")
    assert '<div class="csl-left-margin">T.</div><div class="csl-right-inline">N</div>' in printed


@pytest.mark.parametrize(
    ("literal", "locale", "expected"),
    [
        ("c1995", "ja-JP", "c1995年"),
        ("1995?", "ru-RU", "1995? г."),
        ("c1995", "en-US", "c1995"),
        ("in press", "ja-JP", "in press"),
    ],
)
def test_year_in_words(literal: str, locale: str, expected: str) -> None:
    """What a locale puts behind a year it puts behind words that end in one, too."""
    layout = '<date variable="issued" form="text"/>'
    assert cited(layout, Article(id="x", issued=Date(literal=literal)), locale=locale) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://www.ctan.org/tex-archive/doc/", "www.ctan.org"),
        ("https://doi.org/10.1000/x", "https://doi.org/10.1000"),
        ("https://example.org/a/b.html", "https://example.org"),
        ("https://example.org", "https://example.org"),
        ("10.1000/x", "10.1000"),
        ("a/b", "a/b"),
        ("./x/y", "./x/y"),
    ],
)
def test_short_form_of_an_address(address: str, expected: str) -> None:
    assert cited('<text variable="URL" form="short"/>', Article(id="x", url=address)) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("240/83", "no. 240/83 numeric"),
        ("1-2/3", "nos. 1-2/3 numeric"),
        ("1.0", "no. 1.0"),
        ("12.5", "no. 12.5"),
        ("1,000", "no. 1,000"),
        ("10,5", "no. 10,5"),
        ("2, 345", "nos. 2, 345 numeric"),
        ("5-7", "nos. 5–7 numeric"),
        ("12a/b", "no. 12a/b"),
    ],
)
def test_what_is_numeric(number: str, expected: str) -> None:
    """A comma within a number and a fraction are none of a series, a slash is."""
    layout = (
        '<group delimiter=" "><label variable="number" form="short"/><number variable="number"/>'
        '<choose><if is-numeric="number"><text value="numeric"/></if></choose></group>'
    )
    assert cited(layout, Article(id="x", number=number)) == expected


@pytest.mark.parametrize(
    ("name", "case", "expected"),
    [
        ("@screencasto", "capitalize-first", "@screencasto"),
        ("#openaccess week", "capitalize-all", "#openaccess Week"),
        ("@screencasto", "sentence", "@screencasto"),
        ("(hello you)", "capitalize-first", "(Hello you)"),
    ],
)
def test_handles_keep_their_case(name: str, case: str, expected: str) -> None:
    layout = f'<text variable="title" text-case="{case}"/>'
    assert cited(layout, Article(id="x", title=name)) == expected
