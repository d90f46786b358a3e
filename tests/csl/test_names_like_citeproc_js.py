"""Names as citeproc-js prints them (1.4.63), where the specification is silent."""

from __future__ import annotations

import pytest

from citeform import Article, Date, Name
from citeform.csl.citation import Citation, Cite
from citeform.csl.initials import Initials, normalize_initials
from citeform.csl.style import Style
from tests.csl.cited import STYLE, cited


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


@pytest.mark.parametrize(
    ("count", "at_least", "first", "expected"),
    [
        (4, 4, 3, "Jane Doe, R. Roe, … N. Noe"),
        (4, 3, 2, "Jane Doe … N. Noe"),
        (3, 4, 3, "Jane Doe, R. Roe, E. Poe"),
        (3, 3, 2, "Jane Doe … E. Poe"),
        (2, 3, 2, "Jane Doe, R. Roe"),
        (3, 2, 1, "Jane Doe … E. Poe"),
        (2, 1, 1, "Jane Doe et al."),
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


@pytest.mark.parametrize("joined", ['<text value="supra"/>', '<text term="accessed"/>'])
def test_what_stands_behind_a_suppressed_author(joined: str) -> None:
    """It is printed, for there is an author; and it is no beginning of a sentence."""
    layout = f'<group delimiter=", "><names variable="author"/>{joined}</group>'
    xml = STYLE.format(layout=layout, locale="en-US", options="", macro="")
    style = Style.from_xml(xml.replace("in-text", "note"))
    doe = Article(id="x", author=[Name("Doe", "Jane")])
    cites = [Citation(Cite("x", suppress_author=True), note=1)]
    assert style.process(doe, cites).citations[0].to("text") in {"supra", "accessed"}


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
    ("options", "expected"),
    [
        ('et-al-min="2" et-al-use-first=" 2 "', "Doe, Roe, et al."),
        ('et-al-min="0" et-al-use-first="1"', "Doe, Roe, Poe"),
        ('et-al-min="1" et-al-use-first="1"', "Doe et al."),
        ('et-al-min="2" et-al-use-first="0"', ""),
        ('et-al-min="two" et-al-use-first="1"', "Doe, Roe, Poe"),
    ],
)
def test_odd_limits(options: str, expected: str) -> None:
    """A blank is no part of a number; what is no number is no limit, and zero is none either."""
    article = Article(id="x", author=(Name("Doe", "J"), Name("Roe", "A"), Name("Poe", "B")))
    layout = f'<names variable="author"><name form="short" {options}/></names>'
    assert cited(layout, article) == expected
