"""Whole documents: positions, disambiguation, collapsing, sessions, results."""

from __future__ import annotations

import pickle
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeform import Article, Date, Name
from citeform.csl.catalogue import find_style
from citeform.csl.citation import Citation, Cite
from citeform.csl.passes.disambiguate import suffixes
from citeform.csl.style import Style
from citeform.errors import (
    StyleError,
    UnknownLocaleError,
    UnknownLocatorError,
    UnknownStyleError,
    UsageError,
)
from tests.csl.real_records import real_articles


def work(
    id: str, family: str = "Doe", year: int = 2020, given: str = "Jane", **more: object
) -> Article:
    """A book."""
    fields: dict[str, object] = {"title": f"Title {id}", "author": [Name(family, given)], **more}
    return Article(id=id, type="book", issued=Date(year), **fields)


APA = Style.from_name("apa")
WORKS = [work("a"), work("b"), work("c", "Roe"), work("d", given="John", year=2021)]


def texts(style: Style, works: list[Article], *citations: Citation) -> list[str]:
    """The citations of a document, as text."""
    return [str(each) for each in style.process(works, citations).citations]


def test_year_suffixes_follow_the_bibliography() -> None:
    """Two works of one author and year get letters, in the order of the list."""
    assert texts(APA, WORKS, Citation("b"), Citation("a"), Citation("c")) == [
        "(Doe, 2020b)",
        "(Doe, 2020a)",
        "(Roe, 2020)",
    ]


def test_people_with_one_family_name_get_initials() -> None:
    """APA's rule primary-name-with-initials; what initials cannot tell apart is left."""
    adam = work("e", given="Adam", year=2019)
    assert texts(APA, [*WORKS, adam], Citation("a"), Citation("e")) == [
        "(J. Doe, 2020)",
        "(A. Doe, 2019)",
    ]
    assert texts(APA, WORKS, Citation("a"), Citation("d")) == ["(Doe, 2020)", "(Doe, 2021)"]


def test_locators_prefixes_and_suffixes() -> None:
    """What an author puts around a cite."""
    cite = Cite("c", locator="33-35", prefix="see", suffix="among others")
    assert texts(APA, WORKS, Citation(cite)) == ["(see Roe, 2020, pp. 33–35 among others)"]
    chapter = Cite("c", locator="3", label="chapter")
    assert texts(APA, WORKS, Citation(chapter)) == ["(Roe, 2020, Chapter 3)"]


def test_author_in_the_text() -> None:
    """Composite, author only, suppressed author."""
    assert texts(
        APA,
        WORKS,
        Citation(Cite("c", locator="7"), composite=True),
        Citation(Cite("c", author_only=True)),
        Citation(Cite("c", suppress_author=True)),
    ) == ["Roe (2020, p. 7)", "Roe", "(2020)"]


def test_author_in_the_text_of_a_numeric_style() -> None:
    """A style that prints no names still has an author to put into the sentence."""
    ieee = Style.from_name("ieee")
    assert texts(ieee, WORKS, Citation(Cite("c"), composite=True)) == ["Roe [1]"]


NOTES = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<citation><layout suffix="." delimiter="; "><choose>
<if position="ibid-with-locator"><group delimiter=", "><text term="ibid"/><text variable="locator"/></group></if>
<else-if position="ibid"><text term="ibid"/></else-if>
<else-if position="near-note"><text value="near"/></else-if>
<else-if position="subsequent"><text value="again"/></else-if>
<else><text variable="title"/></else></choose></layout></citation></style>"""


def test_positions() -> None:
    """first, ibid, ibid with locator, near-note, subsequent."""
    style = Style.from_xml(NOTES)
    document = [
        Citation("a", note=1),
        Citation("a", note=2),
        Citation(Cite("a", locator="9"), note=3),
        Citation("c", note=4),
        Citation("a", note=5),
        Citation("a", note=20),
    ]
    assert texts(style, WORKS, *document) == [
        "Title a.",
        "Ibid.",
        "Ibid., 9.",
        "Title c.",
        "near.",
        "again.",
    ]


def test_a_note_with_two_sources_ends_ibid() -> None:
    """Nobody could tell which one is meant."""
    style = Style.from_xml(NOTES)
    assert texts(style, WORKS, Citation("a", "c", note=1), Citation("c", note=2))[1] == "near."


def test_numbers_collapse_to_ranges() -> None:
    """Three in a row become first to last, where the style wants it."""
    nature = Style.from_name("nature")
    works = [work(letter, letter.upper() * 3) for letter in "abcde"]
    document = [Citation("a", "b"), Citation("c"), Citation("a", "b", "c"), Citation("c", "a")]
    assert texts(nature, works, *document) == ["1,2", "3", "1–3", "1,3"]


def test_result_and_bibliography() -> None:
    """Ids, missing ones, layout, every output."""
    result = APA.process(WORKS, [Citation("c", "nowhere")])
    assert result.missing == ("nowhere",)
    assert [entry.id for entry in result.bibliography] == ["c"]
    assert result.bibliography.layout["hanging_indent"] is True
    for output in ("text", "html", "markdown", "latex", "rtf", "typst"):
        assert "Roe" in result.bibliography.to(output)
        assert "Roe" in result.citations[0].to(output)
    everything = APA.process(WORKS, [Citation("c")], uncited=True)
    assert len(everything.bibliography) == 4


def test_articles_without_or_with_repeated_ids_are_all_listed() -> None:
    """One bad id costs no record."""
    entries = APA.bibliography([work(""), work("x"), work("x", "Poe"), work("", "Loe")])
    assert sorted(entry.id for entry in entries) == ["", "", "x", "x"]
    assert len({entry.rich for entry in entries}) == 4


def test_session_tells_what_changed() -> None:
    """Insert, change, move, remove; the text is always that of the whole document."""
    session = APA.session(WORKS)
    assert {k: str(v) for k, v in session.insert(0, Citation("a")).items()} == {0: "(Doe, 2020)"}
    assert {k: str(v) for k, v in session.insert(0, Citation("b")).items()} == {
        0: "(Doe, 2020b)",
        1: "(Doe, 2020a)",
    }
    assert session.move(0, 1) == {}
    assert [str(each) for each in session.citations] == ["(Doe, 2020a)", "(Doe, 2020b)"]
    assert {k: str(v) for k, v in session.change(1, Citation("c")).items()} == {
        0: "(Doe, 2020)",
        1: "(Roe, 2020)",
    }
    assert [entry.id for entry in session.bibliography] == ["a", "c"]
    assert session.remove(1) == {}
    with pytest.raises(UsageError, match="no citation at 7"):
        session.remove(7)


NAMESAKES = [
    work("a", year=2019),
    work("b", given="John"),
    work("c", "Roe", author=[Name("Roe", "Ann"), Name("Doe", "Jane"), Name("Poe", "Max")]),
    work("d", "Roe", author=[Name("Roe", "Ann"), Name("Doe", "Jane"), Name("Loe", "Ute")]),
    work("e", given="Jim", title="Title a", year=2019),
    work("f", year=2019, volume="2"),
    work("g", "", author=(), editor=[Name("Zoe", "Zed")]),
]
"""Works that have to be told apart, in about every way that there is."""

EDITED = [
    *map(Style.from_name, ("springer-basic-author-date", "ieee", "apa", "nature")),
    *map(Style.from_name, ("chicago-notes-bibliography", "chicago-author-date")),
    Style.from_xml(NOTES),
]
_CITES = st.builds(
    Cite, st.sampled_from("abcdefgz"), locator=st.sampled_from(["", "", "7"]), prefix=st.just("")
)
_EDITS = st.tuples(
    st.sampled_from(["insert", "insert", "insert", "remove", "change", "move"]),
    st.integers(-3, 6),
    st.integers(-3, 6),
    st.lists(_CITES, min_size=1, max_size=3),
    st.integers(0, 3),
)


def edit(document: list[Citation], action: str, at: int, to: int, made: Citation) -> None:
    """What a session does, done to a list."""
    if action == "insert":
        document.insert(at, made)
    elif action == "change":
        document[at] = made
    else:
        taken = document.pop(at)
        if action == "move":
            document.insert(to, taken)


@pytest.mark.parametrize("style", EDITED, ids=lambda style: style.title)
@settings(max_examples=25, deadline=None)
@given(st.lists(_EDITS, max_size=9))
def test_session_agrees_with_process(
    style: Style, edits: list[tuple[str, int, int, list[Cite], int]]
) -> None:
    """However a document was edited, it reads as if it had been written so, and says what changed."""
    session = style.session(NAMESAKES)
    document: list[Citation] = []
    for action, at, to, cites, note in edits:
        made = Citation(*cites, note=note)
        if action != "insert" and not -len(document) <= at < len(document):
            continue
        before = dict(zip(map(id, document), session.citations, strict=True))
        was = id(document[at]) if action == "change" else None
        edit(document, action, at, to, made)
        arguments = {"insert": (at, made), "change": (at, made), "move": (at, to), "remove": (at,)}
        changed = getattr(session, action)(*arguments[action])
        whole = style.process(NAMESAKES, document)
        assert session.citations == whole.citations
        assert list(session.bibliography) == list(whole.bibliography)
        assert changed == {
            position: text
            for position, (citation, text) in enumerate(zip(document, whole.citations, strict=True))
            if before.get(was if citation is made and was else id(citation)) != text
        }


def test_session_renumbers_notes() -> None:
    """A note more in the middle moves the others on; an ibid. that it comes between is none."""
    style = Style.from_xml(NOTES)
    session = style.session(WORKS, [Citation("a", note=1), Citation("a", note=2)])
    assert list(map(str, session.citations)) == ["Title a.", "Ibid."]
    changed = session.insert(1, "c", notes=[1, 2, 3])
    assert {at: str(text) for at, text in changed.items()} == {1: "Title c.", 2: "near."}
    changed = session.move(2, 1, notes=[1, 2, 3])
    assert {at: str(text) for at, text in changed.items()} == {1: "Ibid."}
    changed = session.remove(1, notes=[1, 9])
    assert changed == {}
    changed = session.change(1, "a", notes=[1, 9])
    assert {at: str(text) for at, text in changed.items()} == {1: "again."}
    with pytest.raises(UsageError, match="3 notes are needed"):
        session.insert(0, "a", notes=[1, 2])
    assert len(session.citations) == 2


def test_session_begins_with_a_document() -> None:
    """A text that is opened is not cited one by one; more articles may come later."""
    session = APA.session(WORKS, ["a", "c", "late"])
    assert list(map(str, session.citations)) == ["(Doe, 2020)", "(Roe, 2020)", ""]
    changed = session.add_articles([work("late", "Loe"), work("c", "Roe", 1999)])
    assert {at: str(text) for at, text in changed.items()} == {1: "(Roe, 1999)", 2: "(Loe, 2020)"}


def test_session_remembers_links() -> None:
    """They are asked for once, for all of the document."""
    linked = [work("a", doi="10.1000/a")]
    session = APA.session(linked, links=True)
    session.insert(0, "a")
    assert 'href="https://doi.org/10.1000/a"' in session.bibliography.to("html")


def test_process_is_pure() -> None:
    """Same in, same out, also from many threads at once."""
    document = [Citation("a", "b"), Citation("c")]
    expected = texts(APA, WORKS, *document)
    with ThreadPoolExecutor(4) as pool:
        assert set(map(tuple, pool.map(lambda _: texts(APA, WORKS, *document), range(8)))) == {
            tuple(expected)
        }


def test_threads_share_a_style() -> None:
    """What a style works out on the way for all is the same, whoever comes first."""
    works = real_articles(50)
    ids = [each.id for each in works]
    document = [Citation(*ids[at : at + 3], note=at + 1) for at in range(40)]
    for name in ("apa", "chicago-notes-bibliography", "nature"):
        xml = find_style(name).xml
        alone = Style.from_xml(xml + b"<!-- alone -->")
        shared = Style.from_xml(xml + b"<!-- shared -->")
        assert alone.program is not shared.program

        def render(turn: int, style: Style) -> list[str]:
            some = works[turn:] + works[:turn]
            result = style.process(some, document, uncited=True)
            return [result.bibliography.to("html"), *map(str, result.citations)]

        expected = [render(turn, alone) for turn in range(12)]
        interval = sys.getswitchinterval()
        sys.setswitchinterval(1e-5)  # so that threads meet in every place
        try:
            with ThreadPoolExecutor(6) as pool:
                assert list(pool.map(render, range(12), [shared] * 12)) == expected
        finally:
            sys.setswitchinterval(interval)


def test_suffixes_go_on_behind_z() -> None:
    """a … z, aa, ab."""
    letters = suffixes()
    first = [next(letters) for _ in range(28)]
    assert [first[0], first[25], first[26], first[27]] == ["a", "z", "aa", "ab"]


def test_citations_are_values() -> None:
    """They can be compared, hashed and pickled."""
    citation = Citation(Cite("a", locator="3"), note=2)
    assert pickle.loads(pickle.dumps(citation)) == citation
    assert len({citation, Citation(Cite("a", locator="3"), note=2)}) == 1


def test_wrong_names_say_what_is_close() -> None:
    """Styles, locales."""
    with pytest.raises(UnknownStyleError, match="chicago"):
        Style.from_name("chicgo-author-date")
    with pytest.raises(UnknownLocaleError):
        Style.from_name("apa", locale="xx-YY")
    with pytest.raises(UnknownStyleError):
        Style.from_name("../../etc/passwd")
    with pytest.raises(UsageError, match="citeproc-py"):
        APA.bibliography(WORKS, engine="pandoc")


def test_a_broken_style_gives_diagnostics_with_lines() -> None:
    """What is wrong is said; what can be rendered is."""
    style = Style.from_xml(
        """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<macro name="loop"><text macro="loop"/></macro>
<citation><layout>
<text variable="titel"/>
<text variable="issued"/>
<names variable="author" et-al-mni="3"/>
<text macro="missing"/>
<text macro="loop"/>
<text variable="title" font-style="slanted"/>
</layout></citation></style>"""
    )
    found = {(each.code, each.line) for each in style.diagnostics}
    assert found == {
        ("style.unknown-variable", 4),
        ("style.wrong-variable", 5),
        ("style.unknown-attribute", 6),
        ("style.unknown-macro", 7),
        ("style.recursion", 2),
        ("style.unknown-value", 9),
    }
    assert str(style.bibliography([work("a")])[0]) == "Jane DoeTitle a"


@pytest.mark.parametrize("text", ["", "no XML", "<html/>", "<style", b"\x00\xff"])
def test_what_is_no_style(text: str | bytes) -> None:
    """One clear error."""
    with pytest.raises(StyleError):
        Style.from_xml(text)


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "title": st.text(max_size=30),
            "volume": st.text(max_size=6),
            "page": st.text(max_size=10),
            "doi": st.text(max_size=12),
            "note": st.text(max_size=40),
            "type": st.sampled_from(["book", "article-journal", "chapter", ""]),
            "author": st.lists(
                st.builds(Name, st.text(max_size=8), st.text(max_size=8)), max_size=3
            ),
            "issued": st.builds(
                Date, st.integers(-3000, 3000), st.integers(0, 12), st.integers(0, 28)
            ),
        },
    )
)
def test_no_article_breaks_a_style(fields: dict[str, object]) -> None:
    """Any fields at all render, and escaped."""
    html = APA.bibliography([Article(**fields)]).to("html")
    assert html.count("<div") == html.count("</div>")
    own = any("none" in str(value).casefold() for value in fields.values())
    assert "None" not in html or own


def test_an_id_or_a_cite_alone_is_a_citation() -> None:
    """The same as with `Citation(…)` around it, in a document and in a session."""
    done = APA.process(WORKS, ["c", Cite("c", locator="3")])
    assert [str(each) for each in done.citations] == ["(Roe, 2020)", "(Roe, 2020, p. 3)"]
    session = APA.session(WORKS)
    assert str(session.insert(0, "c")[0]) == "(Roe, 2020)"
    assert str(session.change(0, Cite("c", locator="3"))[0]) == "(Roe, 2020, p. 3)"


def test_what_is_no_citation_is_told() -> None:
    """One sentence, not an AttributeError."""
    with pytest.raises(UsageError, match="a Citation, a Cite or an id is needed, not int"):
        APA.process(WORKS, [5])  # type: ignore[list-item]


def test_a_label_or_position_that_is_none_is_told() -> None:
    """The close ones are named; the spelling of CSL 1.0.1 is still one."""
    with pytest.raises(
        UnknownLocatorError, match="unknown locator label 'pge'; did you mean 'page'"
    ):
        Cite("doe", "3", "pge")
    with pytest.raises(UsageError, match="unknown position 'last'; there are: first, subsequent"):
        Cite("doe", position="last")
    assert Cite("doe", "3", "sub verbo").label == "sub verbo"


def test_a_style_is_not_made_of_a_name() -> None:
    """The obvious mistake names the right calls."""
    with pytest.raises(UsageError, match=r"Style\.from_name"):
        Style("apa")  # type: ignore[arg-type]


def test_an_unknown_locale_says_what_one_looks_like() -> None:
    """The name of a language is close to no tag."""
    with pytest.raises(
        UnknownLocaleError, match=r"unknown locale 'german'.*such as en-GB or de-DE"
    ):
        Style.from_name("apa", locale="german")


def test_a_citation_can_be_changed_into_another() -> None:
    """Cites and citations are immutable, and take changes as articles do."""
    cited = Citation(Cite("a", "3"), "b", note=4)
    assert cited.replace(note=5) == Citation(Cite("a", "3"), "b", note=5)
    assert cited.replace(cites=("b",)) == Citation("b", note=4)
    assert Cite("a", "3", near_note=False).replace(locator="") == Cite("a", near_note=False)
    assert pickle.loads(pickle.dumps(cited)) == cited
    with pytest.raises(AttributeError, match="immutable"):
        cited.note = 7  # type: ignore[misc]


def test_a_sort_key_may_ask_for_the_year_suffix() -> None:
    """Works are sorted again where what they are sorted by hangs on what was decided of them."""
    style = Style.from_xml(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
        '<macro name="alone"><choose><if variable="year-suffix"><text value="1"/></if>'
        '<else><text value="2"/></else></choose></macro>'
        '<citation disambiguate-add-year-suffix="true"><layout><names variable="author"/>'
        '<date variable="issued"><date-part name="year"/></date></layout></citation>'
        '<bibliography><sort><key macro="alone"/><key variable="title"/></sort>'
        '<layout><text variable="title"/></layout></bibliography></style>'
    )
    works = [
        Article(id="a", title="A", author=(Name("Abe", "A"),), issued=Date(2010)),
        Article(id="b", title="B", author=(Name("Doe", "J"),), issued=Date(2010)),
        Article(id="c", title="C", author=(Name("Doe", "J"),), issued=Date(2010)),
    ]
    assert [str(entry) for entry in style.bibliography(works)] == ["B", "C", "A"]
