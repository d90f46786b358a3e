"""What cites are to each other, as citeproc-js has it (1.4.63 printed what is expected)."""

from __future__ import annotations

from itertools import permutations

import pytest

from citeform import Article, Date, Name
from citeform.csl.citation import Citation, Cite
from citeform.csl.style import Style

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0">
<citation {options}><layout delimiter="; ">{layout}</layout></citation></style>"""

ABOVE = """<group delimiter=", "><names variable="author"><name form="short" initialize-with="."/>
</names><choose><if disambiguate="true"><text variable="title"/></if></choose>
<date variable="issued"><date-part name="year"/></date>
<text variable="first-reference-note-number" prefix="above "/></group>"""
NAMES = 'disambiguate-add-names="true"'
GIVENS = 'disambiguate-add-givenname="true"'
SUFFIXES = 'disambiguate-add-year-suffix="true"'


def _work(id: str, given: str = "Dov", year: int = 2010) -> Article:
    return Article(id=id, title=f"T{id}", author=[Name("Frede", given)], issued=Date(year))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", "Frede, Ta, 2010, above 1; Frede, Tb, 2010, above 2"),
        (NAMES, "Frede, 2010, above 1; Frede, 2010, above 2"),
        (GIVENS, "Frede, 2010, above 1; Frede, 2010, above 2"),
        (f"{NAMES} {SUFFIXES}", "Frede, 2010, above 1; Frede, 2010, above 2"),
        (SUFFIXES, "Frede, 2010a, above 1; Frede, 2010b, above 2"),
        (
            f'{GIVENS} givenname-disambiguation-rule="primary-name"',
            "Frede, Ta, 2010, above 1; Frede, Tb, 2010, above 2",
        ),
    ],
)
def test_the_note_of_the_first_cite_tells_works_apart(options: str, expected: str) -> None:
    """In a style that has conditions, has names for a method, and tells people apart by cite."""
    style = Style.from_xml(STYLE.format(kind="note", layout=ABOVE, options=options))
    citations = [Citation("a", note=1), Citation("b", note=2), Citation("a", "b", note=3)]
    result = style.process([_work("a"), _work("b")], citations)
    assert str(result.citations[2]) == expected


def test_a_style_without_conditions_gives_letters_all_the_same() -> None:
    layout = ABOVE.replace(
        '<choose><if disambiguate="true"><text variable="title"/></if></choose>', ""
    )
    style = Style.from_xml(STYLE.format(kind="note", layout=layout, options=f"{NAMES} {SUFFIXES}"))
    citations = [Citation("a", note=1), Citation("b", note=2), Citation("a", note=3)]
    result = style.process([_work("a"), _work("b")], citations)
    assert str(result.citations[2]) == "Frede, 2010a, above 1"


def test_works_of_one_note_are_told_apart_otherwise() -> None:
    style = Style.from_xml(STYLE.format(kind="note", layout=ABOVE, options=NAMES))
    citations = [Citation("a", "b", note=1), Citation("a", "b", note=2)]
    result = style.process([_work("a"), _work("b")], citations)
    assert str(result.citations[1]) == "Frede, Ta, 2010, above 1; Frede, Tb, 2010, above 1"


@pytest.mark.parametrize("order", [*permutations("abc")])
def test_a_session_minds_the_notes_of_first_cites(order: tuple[str, ...]) -> None:
    """When citations change their notes, works may look alike that did not before."""
    style = Style.from_xml(STYLE.format(kind="note", layout=ABOVE, options=f"{NAMES} {SUFFIXES}"))
    works = [_work("a"), _work("b"), _work("c")]
    citations = [Citation(*order[:2], note=1), Citation(order[2], note=2), Citation("a", note=3)]
    session = style.session(works, citations)
    for notes in ([1, 1, 2], [1, 2, 3], [4, 4, 4], [0, 0, 0]):
        session.change(0, citations[0], notes=notes)
        cites = [each.cites for each in citations]
        moved = [Citation(*some, note=at) for some, at in zip(cites, notes, strict=True)]
        assert session.citations == style.process(works, moved, uncited=False).citations


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ('<text term="note" prefix="see "/>', "see Note"),
        ('<text term="note" prefix="("/>', "(Note"),
        ('<text value="x"/><text term="note" prefix="; see "/>', "x; see note"),
        ('<text term="note" prefix="see "/><text term="and" prefix=" "/>', "see Note and"),
    ],
)
def test_a_term_that_begins_a_note(layout: str, expected: str) -> None:
    """Its capital does not hang on its own prefix."""
    style = Style.from_xml(STYLE.format(kind="note", layout=layout, options=""))
    assert str(style.process([_work("a")], ["a"]).citations[0]) == expected


DATED = """<group delimiter=" "><names variable="author"><name form="short"/></names>
{text}<date variable="issued"><date-part name="year"/></date></group>"""
ANONYMOUS = Article(id="x", title="T", title_short="S", publisher="P", issued=Date(1965))
OTHER = Article(id="b", title="Tb", author=[Name("Gale")], issued=Date(2011))


@pytest.mark.parametrize(
    ("text", "options", "tidy", "expected"),
    [
        ("", 'collapse="year"', False, "Frede 2010, 1965; Gale 2011"),
        ("", 'collapse="year"', True, "Frede 2010; 1965; Gale 2011"),
        ('<text variable="publisher"/>', 'collapse="year"', False, "Frede 2010; P 1965; Gale 2011"),
        (
            '<text variable="title-short"/>',
            'collapse="year"',
            False,
            "Frede 2010; S 1965; Gale 2011",
        ),
        ("", "", False, "Frede 2010; 1965; Gale 2011"),
    ],
)
def test_a_cite_of_nothing_but_a_date(text: str, options: str, tidy: bool, expected: str) -> None:
    """By the letter it follows a comma, as if it were of the author before."""
    layout = DATED.format(text=text)
    style = Style.from_xml(STYLE.format(kind="in-text", layout=layout, options=options), tidy=tidy)
    works = [_work("a"), ANONYMOUS, OTHER]
    cites = [Cite("a"), Cite("x"), Cite("b")]
    result = style.process(works, [Citation(*cites)])
    assert str(result.citations[0]) == expected


@pytest.mark.parametrize(
    ("options", "tidy", "expected"),
    [
        ('after-collapse-delimiter=";"', False, "Frede 2010;Gale 2011"),
        ('after-collapse-delimiter=";"', True, "Frede 2010; Gale 2011"),
        ("", False, "Frede 2010; Gale 2011"),
    ],
)
def test_delimiter_of_cites_that_are_not_collapsed(options: str, tidy: bool, expected: str) -> None:
    """By the letter the one behind collapsed cites goes between all."""
    layout = DATED.format(text="")
    style = Style.from_xml(STYLE.format(kind="in-text", layout=layout, options=options), tidy=tidy)
    result = style.process([_work("a"), OTHER], [Citation("a", "b")])
    assert str(result.citations[0]) == expected
