"""Where the specification is silent, citeform prints what citeproc-js prints: a case of each.

Found by `bench/differential`; what is expected here was printed by citeproc-js 1.4.63.
"""

from __future__ import annotations

import pytest

from citeform import Article, Date, Name
from citeform.csl.citation import Citation, Cite
from citeform.csl.initials import Initials, normalize_initials
from citeform.csl.passes.sorting import text_value
from citeform.csl.style import Style

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"
 default-locale="{locale}" {options}>{macro}<citation><layout>{layout}</layout></citation></style>"""


def cited(
    layout: str,
    *articles: Article,
    cite: Cite | None = None,
    locale: str = "en-US",
    options: str = "",
    macro: str = "",
) -> str:
    """One citation of all the articles, as HTML."""
    xml = STYLE.format(layout=layout, locale=locale, options=options, macro=macro)
    cites = [cite] if cite else [Cite(article.id) for article in articles]
    result = Style.from_xml(xml).process(articles, [Citation(*cites)])
    return result.citations[0].to("html")


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


def test_et_al_looks_like_the_names() -> None:
    """What cs:name says of the look of names is said of "et al." too."""
    article = Article(id="x", author=(Name("Roe", "Jane"), Name("Doe", "John")))
    layout = (
        '<names variable="author"><name form="short" font-variant="small-caps"'
        ' et-al-min="2" et-al-use-first="1"/></names>'
    )
    small = "font-variant:small-caps;"
    assert f'<span style="{small}">Roe</span> et al.</span>' in cited(layout, article)


def test_affixes_of_a_name_are_for_people() -> None:
    """A body has the look of names, not their affixes."""
    article = Article(id="x", author=(Name("Roe", "Jane"), Name(literal="A Society")))
    layout = '<names variable="author"><name form="short" suffix="!" font-style="italic"/></names>'
    assert cited(layout, article) == "<i>Roe</i>!, <i>A Society</i>"


@pytest.mark.parametrize(
    ("given", "mark", "expected"),
    [
        ("Given-1", ". ", "G.-1"),
        ("Given-3 I.", ".", "G.-3 I."),
        ("U. S. R", ". ", "U. S. R."),
        ("J.P.", "", "JP"),
    ],
)
def test_initials(given: str, mark: str, expected: str) -> None:
    """A number that stands for a name stays behind the initial."""
    assert Initials(mark, True)(given) == expected


@pytest.mark.parametrize(
    ("given", "mark", "expected"),
    [
        ("Jr.", "", "Jr"),
        ("Jr.", ". ", "Jr."),
        ("III", ".", "III"),
        ("Given-3 I.", ".", "Given-3.I."),
    ],
)
def test_initials_in_form(given: str, mark: str, expected: str) -> None:
    """Suffixes, and given names that are not initialized, are abbreviated alike."""
    assert normalize_initials(given, mark) == expected


@pytest.mark.parametrize(("locale", "blank"), [("fr-FR", "\u00a0"), ("en-US", " ")])
def test_blank_behind_a_particle(locale: str, blank: str) -> None:
    """French keeps a particle on the line of its name."""
    article = Article(id="x", author=(Name("dos Santos", "Ana"),))
    layout = '<names variable="author"><name form="short"/></names>'
    assert cited(layout, article, locale=locale) == f"dos{blank}Santos"


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


def test_words_are_no_date_to_sort_by() -> None:
    """A work "in press" is sorted like one without a date: last, in the order of citation."""
    xml = STYLE.format(
        locale="en-US", options="", macro="", layout='<text variable="title"/>'
    ).replace(
        "</citation>",
        '</citation><bibliography><sort><key variable="issued"/></sort>'
        '<layout><text variable="title"/></layout></bibliography>',
    )
    articles = [
        Article(id="1", title="Undated"),
        Article(id="2", title="In press", issued=Date(literal="in press")),
        Article(id="3", title="Dated", issued=Date(2001)),
    ]
    bibliography = Style.from_xml(xml).bibliography(articles)
    assert [str(entry) for entry in bibliography] == ["Dated", "Undated", "In press"]


def test_body_as_the_last_name() -> None:
    """The comma before a body that comes last is what the style says of all names."""
    article = Article(id="x", author=(Name("Roe", "Jane"), Name(literal="A Society")))
    layout = (
        '<names variable="author"><name form="short" and="text"'
        ' delimiter-precedes-last="always"/></names>'
    )
    assert cited(layout, article) == "Roe and A Society"
    always = 'delimiter-precedes-last="always"'
    assert cited(layout, article, options=always) == "Roe, and A Society"


def test_macro_with_nothing_but_a_term_for_the_names() -> None:
    """A macro whose names are missing is gone, although a term could stand in for them."""
    macro = (
        '<macro name="m"><names variable="author"><name/>'
        '<substitute><text term="anonymous"/></substitute></names>{}</macro>'
    )
    article = Article(id="x", title="A title")
    assert cited('<text macro="m"/>', article, macro=macro.format("")) == ""
    titled = macro.format('<text variable="title" prefix=", "/>')
    assert cited('<text macro="m"/>', article, macro=titled) == "anonymous, A title"


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


def test_suppressed_author() -> None:
    """What is suppressed is the author or what stands in, but not a mere term."""
    layout = (
        '<group delimiter=" "><names variable="author"><name form="short"/><substitute>'
        '<names variable="editor"/>{}</substitute></names><text variable="note"/></group>'
    )
    cite = Cite("x", suppress_author=True)
    term, title = '<text term="anonymous"/>', '<text variable="title"/>'
    edited = Article(id="x", title="T", note="N", editor=(Name("Roe", "Jane"),))
    assert cited(layout.format(title), edited, cite=cite) == "N"
    untitled = Article(id="x", title="T", note="N")
    assert cited(layout.format(title), untitled, cite=cite) == "N"
    assert cited(layout.format(term), untitled, cite=cite) == "anonymous N"


@pytest.mark.parametrize(("family", "expected"), [("Møller", ["Møller", "Mossman"]), ("Łuk", ["Łuk", "Mossman"])])  # fmt: skip
def test_letters_with_strokes_sort_like_those_without(family: str, expected: list[str]) -> None:
    """ø and ł come with o and l where the language has no place of their own for them."""
    xml = STYLE.format(
        locale="en-US", options="", macro="", layout='<text variable="title"/>'
    ).replace(
        "</citation>",
        '</citation><bibliography><sort><key variable="author"/></sort><layout>'
        '<names variable="author"><name form="short"/></names></layout></bibliography>',
    )
    articles = [
        Article(id="1", author=(Name("Mossman", "A"),)),
        Article(id="2", author=(Name(family, "B"),)),
    ]
    assert [str(entry) for entry in Style.from_xml(xml).bibliography(articles)] == expected


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
    xml = STYLE.format(
        locale=locale, options="", macro="", layout='<text variable="title"/>'
    ).replace(
        "</citation>",
        '</citation><bibliography><sort><key variable="author"/></sort><layout>'
        '<names variable="author"><name form="short"/></names></layout></bibliography>',
    )
    articles = [
        Article(id=family, author=(Name(family, ""),)) for family in reversed(families.split())
    ]
    entries = [str(entry) for entry in Style.from_xml(xml).bibliography(articles)]
    assert entries == families.split()


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
    ("locale", "language", "expected"),
    [
        ("tr-TR", "en", "SMITH"),
        ("tr-TR", "", "SMİTH"),
        ("tr-TR", "tr", "SMİTH"),
        ("en-US", "tr", "SMİTH"),
        ("en-US", "fr", "SMITH"),
    ],
)
def test_capitals_of_a_name_are_those_of_the_work(
    locale: str, language: str, expected: str
) -> None:
    """The language of the work, where it is known, says what the capital of an i is."""
    article = Article(id="x", author=(Name("Smith", "Ann"),), language=language)
    layout = (
        '<names variable="author"><name form="short"><name-part name="family"'
        ' text-case="uppercase"/></name></names>'
    )
    assert cited(layout, article, locale=locale) == expected


@pytest.mark.parametrize(
    ("title", "expected"), [("έκδοση", "ΕΚΔΟΣΗ"), ("Γάιος", "ΓΑΪΟΣ"), ("προϊόν", "ΠΡΟΪΟΝ")]
)
def test_greek_capitals_have_no_accents(title: str, expected: str) -> None:
    """In words all in capitals."""
    layout = '<text variable="title" text-case="uppercase"/>'
    assert cited(layout, Article(id="x", title=title, language="el")) == expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("th-TH", "Roe และ Doe"),
        ("zh-CN", "Roe和Doe"),
        ("ar", "Roe و Doe"),
        ("en-US", "Roe and Doe"),
    ],
)
def test_blanks_around_and(locale: str, expected: str) -> None:
    """Thai has them between names, Chinese has not."""
    article = Article(id="x", author=(Name("Roe", "Jane"), Name("Doe", "John")))
    layout = '<names variable="author"><name form="short" and="text"/></names>'
    assert cited(layout, article, locale=locale) == expected


def test_blank_before_et_al_in_thai() -> None:
    article = Article(id="x", author=(Name("Roe", "Jane"), Name("Doe", "John")))
    layout = (
        '<names variable="author"><name form="short" et-al-min="2" et-al-use-first="1"/></names>'
    )
    assert cited(layout, article, locale="th-TH") == "Roe และคณะ"


def test_body_behind_an_and_without_blanks() -> None:
    """What this cs:name says of the comma before the last name is not said of bodies."""
    article = Article(id="x", author=(Name("Roe", "Jane"), Name(literal="A Society")))
    layout = (
        '<names variable="author"><name form="short" and="text"'
        ' delimiter-precedes-last="always"/></names>'
    )
    assert cited(layout, article, locale="zh-CN") == "Roe和A Society"
    people = article.replace(author=(Name("Roe", "Jane"), Name("Doe", "John")))
    assert cited(layout, people, locale="zh-CN") == "Roe, 和Doe"


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


@pytest.mark.parametrize(
    ("count", "at_least", "first", "expected"),
    [
        (4, 4, 3, "Jane Doe, R. Roe, … N. Noe"),
        (4, 3, 2, "Jane Doe … N. Noe"),
        (3, 4, 3, "Jane Doe, R. Roe, E. Poe"),
        (3, 3, 2, "Jane Doe … E. Poe"),
        (2, 3, 2, "Jane Doe, R. Roe"),
    ],
)
def test_an_ellipsis_stands_for_two_names(
    count: int, at_least: int, first: int, expected: str
) -> None:
    """Of a style that would leave out one name only, one more is left out."""
    people = [Name("Doe", "Jane"), Name("Roe", "R."), Name("Poe", "E."), Name("Noe", "N.")]
    limits = f'et-al-min="{at_least}" et-al-use-first="{first}" et-al-use-last="true"'
    printed = cited(
        f'<names variable="author"><name {limits}/></names>',
        Article(id="x", author=people[:count]),
    )
    assert printed == expected


def test_last_name_behind_an_ellipsis_looks_like_the_others() -> None:
    """Each name has the look of cs:name, the last one too."""
    people = [Name("Doe", "Jane"), Name("Roe", "R."), Name("Noe", "N.")]
    limits = 'et-al-min="3" et-al-use-first="1" et-al-use-last="true" font-weight="bold"'
    printed = cited(
        f'<names variable="author"><name {limits}/></names>', Article(id="x", author=people)
    )
    assert printed == "<b>Jane Doe</b> … <b>N. Noe</b>"


def test_a_locator_is_printed_once() -> None:
    """Two parts of a style that print it do not print it twice."""
    layout = '<text variable="locator" prefix="p. "/><text variable="locator" prefix=" at "/>'
    assert cited(layout, Article(id="x"), cite=Cite("x", locator="7")) == "p. 7"


@pytest.mark.parametrize("joined", ['<text value="supra"/>', '<text term="accessed"/>'])
def test_what_stands_behind_a_suppressed_author(joined: str) -> None:
    """It is printed, for there is an author; and it is no beginning of a sentence."""
    layout = f'<group delimiter=", "><names variable="author"/>{joined}</group>'
    xml = STYLE.format(layout=layout, locale="en-US", options="", macro="")
    style = Style.from_xml(xml.replace("in-text", "note"))
    doe = Article(id="x", author=[Name("Doe", "Jane")])
    cites = [Citation(Cite("x", suppress_author=True), note=1)]
    assert style.process(doe, cites).citations[0].to("text") in {"supra", "accessed"}


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


def test_strip_periods_is_for_what_is_printed_and_not_for_affixes() -> None:
    """A macro's own separators stay, and so do the full stops of an address."""
    macro = (
        '<macro name="m"><group delimiter=". "><text variable="container-title"/>'
        '<text variable="publisher"/></group></macro>'
    )
    work = Article(id="x", container_title="J. Ex.", publisher="A. Press", doi="10.1000/A.B.7")
    assert cited('<text macro="m" strip-periods="true"/>', work, macro=macro) == "J Ex. A Press"
    assert cited('<text variable="DOI" strip-periods="true"/>', work) == "10.1000/A.B.7"


def test_no_names_have_no_affixes() -> None:
    """A style that shows no name at all before an "et al." without a text prints nothing there."""
    layout = (
        '<group delimiter=", "><names variable="author">'
        '<name et-al-min="2" et-al-use-first="0" font-variant="small-caps"/><et-al term=""/>'
        '</names><text variable="title"/></group>'
    )
    work = Article(id="x", title="Title", author=[Name("Doe"), Name("Roe")])
    assert cited(layout, work) == "Title"


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


def test_quotation_marks_do_not_matter_to_the_order() -> None:
    """A title in them and the same one without are as they were cited."""
    assert text_value("“On citing”", "en-US") == text_value("On citing", "en-US")


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


def test_names_that_differ_in_accents_alone_are_sorted_by_what_comes_next() -> None:
    """So are those that differ in capitals or a hyphen."""
    xml = STYLE.format(
        locale="en-US", options="", macro="", layout='<text variable="title"/>'
    ).replace(
        "</citation>",
        '</citation><bibliography><sort><key variable="author"/><key variable="issued"/></sort>'
        '<layout><text variable="title"/></layout></bibliography>',
    )
    articles = [
        Article(id="1", title="3", author=(Name("Garcia-Lopez", "A"),), issued=Date(2003)),
        Article(id="2", title="2", author=(Name("García-López", "A"),), issued=Date(2002)),
        Article(id="3", title="1", author=(Name("Garcialopez", "A"),), issued=Date(2001)),
    ]
    assert [str(entry) for entry in Style.from_xml(xml).bibliography(articles)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("complete-all", "Doe, Jane. A|———, ed. B|———, ed. C|———. D"),
        ("complete-each", "Doe, Jane. A|———, ed. B|———, ed. C|——— et al. D"),
        ("partial-each", "Doe, Jane. A|———, ed. B|———, ed. C|——— et al. D"),
    ],
)
def test_rendered_names_are_compared(rule: str, expected: str) -> None:
    """Without what stands behind them (CSL 1.0.2, "Reference Grouping"); a label is kept."""
    names = (
        '<names variable="author"><name name-as-sort-order="all"/><label prefix=", " form="short"/>'
        '<substitute><names variable="editor"/></substitute></names>'
    )
    area = (
        '<bibliography et-al-min="3" et-al-use-first="1" subsequent-author-substitute="———" '
        f'subsequent-author-substitute-rule="{rule}"><layout><group delimiter=". ">{names}'
        '<text variable="title"/></group></layout></bibliography>'
    )
    xml = STYLE.format(layout="", locale="en-US", options="", macro="")
    doe = Name("Doe", "Jane")
    works = [
        Article(id="a", title="A", author=[doe]),
        Article(id="b", title="B", editor=[doe]),
        Article(id="c", title="C", editor=[doe]),
        Article(id="d", title="D", author=[doe, Name("Roe"), Name("Poe")]),
    ]
    entries = Style.from_xml(xml.replace("</style>", area + "</style>")).bibliography(works)
    assert "|".join(map(str, entries)) == expected


@pytest.mark.parametrize(
    ("stand_in", "expected"),
    [
        ('<text variable="title"/>', "2020"),
        ('<text macro="title"/>', "2020"),
        ('<text term="anonymous"/>', "anonymous, 2020"),
        ('<text macro="nobody"/>', "anonymous, 2020"),
    ],
)
def test_anonymous_is_no_author_to_leave_out(stand_in: str, expected: str) -> None:
    """A title that stands in for the names is left out like them, a mere term is not."""
    layout = (
        f'<group delimiter=", "><names variable="author"><substitute>{stand_in}</substitute>'
        '</names><date variable="issued"><date-part name="year"/></date></group>'
    )
    macro = (
        '<macro name="title"><text variable="title"/></macro><macro name="nobody"><choose>'
        '<if variable="author" match="none"><text term="anonymous"/></if></choose></macro>'
    )
    work = Article(id="x", title="Title", issued=Date(2020))
    assert cited(layout, work, cite=Cite("x", suppress_author=True), macro=macro) == expected


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
