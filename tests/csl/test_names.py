"""People: particles, initials, order, joining."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform import Article, Name
from citeform.csl.compiler import Compiler
from citeform.csl.elements.person import PersonWriter
from citeform.csl.initials import Initials, normalize_initials
from citeform.csl.person import person_of
from citeform.csl.style import Style
from citeform.text.punctuation import settle


@pytest.mark.parametrize(
    ("given_name", "mark", "initials"),
    [
        ("John Ronald Reuel", ".", "J.R.R."),
        ("John Ronald", ". ", "J. R."),
        ("Jean-Luc", ".", "J.-L."),
        ("J.R.R.", ". ", "J. R. R."),
        ("Ph. M.E.", ".", "Ph.M.E."),
        ("Guillaume de", ".", "G. de"),
        ("TSerendorjiin", ".", "Ts."),
        ("栄", ".", "栄"),
        ("", ".", ""),
    ],
)
def test_initials(given_name: str, mark: str, initials: str) -> None:
    """Given names become initials, particles and other scripts stay."""
    assert Initials(mark, True)(given_name) == initials


def test_initials_without_hyphen() -> None:
    """initialize-with-hyphen="false" drops the hyphen."""
    assert Initials(".", False)("Jean-Luc") == "J.L."


def test_initials_that_are_there_are_put_in_form() -> None:
    """initialize="false": whole names stay, initials get the style's form."""
    assert normalize_initials("James T", ". ") == "James T."
    assert normalize_initials("J T", ".") == "J.T."


@given(st.text(max_size=40), st.sampled_from(["", ".", ". ", " "]))
def test_initials_never_raise(text: str, mark: str) -> None:
    """Any given name at all."""
    assert isinstance(Initials(mark, True)(text), str)
    assert isinstance(normalize_initials(text, mark), str)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        (Name("van der Vlist", "Eric"), ("van der", "Vlist", "Eric", "")),
        (Name("d'Aubignac", "François"), ("d’", "Aubignac", "François", "")),
        (Name("Gogh", "Vincent van"), ("", "Gogh", "Vincent", "van")),
        (Name('"van Happel"', "Eduard"), ("", "van Happel", "Eduard", "")),
        (Name("De Sutter", "Sofie"), ("", "De Sutter", "Sofie", "")),
        (Name("Beethoven", non_dropping_particle="van"), ("van", "Beethoven", "", "")),
    ],
)
def test_particles_are_found(name: Name, parts: tuple[str, str, str, str]) -> None:
    """Lower-case words before the family name and behind the given one."""
    person = person_of(name)
    assert (person.non_dropping, person.family, person.given, person.dropping) == parts


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" {style}>
<citation><layout><names variable="author"><name {name}/></names></layout></citation></style>"""


def written(names: list[Name], name: str = "", style: str = "") -> str:
    """The authors as a style with these name options writes them."""
    compiled = Style.from_xml(STYLE.format(style=style, name=name))
    return str(compiled.bibliography([Article(id="x", author=names)])[0])


def _writer_of(form: str) -> PersonWriter:
    """What writes the names of a style with these options."""
    program = Style.from_xml(STYLE.format(style="", name=form)).program
    names = program.sheet.citation.walk()
    node = next(each for each in names if each.tag == "name")
    compiler = Compiler(program.sheet.root, program.sheet.citation, program.locale, program.facts)
    return PersonWriter(node, dict(node.attributes), compiler)


A, B, C = Name("Doe", "Jane"), Name("Roe", "Rick"), Name("Poe", "Ed")


@pytest.mark.parametrize(
    ("names", "options", "expected"),
    [
        ([A], "", "Jane Doe"),
        ([A, B], 'and="text"', "Jane Doe and Rick Roe"),
        ([A, B], 'and="symbol"', "Jane Doe & Rick Roe"),
        ([A, B, C], 'and="text"', "Jane Doe, Rick Roe, and Ed Poe"),
        ([A, B, C], 'and="text" delimiter-precedes-last="never"', "Jane Doe, Rick Roe and Ed Poe"),
        ([A, B], 'and="text" delimiter-precedes-last="always"', "Jane Doe, and Rick Roe"),
        ([A, B], 'name-as-sort-order="first"', "Doe, Jane, Rick Roe"),
        ([A, B], 'name-as-sort-order="all" sort-separator=" "', "Doe Jane, Roe Rick"),
        ([A, B, C], 'et-al-min="3" et-al-use-first="1"', "Jane Doe et al."),
        ([A, B, C], 'et-al-min="3" et-al-use-first="2"', "Jane Doe, Rick Roe, et al."),
        (
            [A, B, C, A],
            'et-al-min="4" et-al-use-first="1" et-al-use-last="true"',
            "Jane Doe … Jane Doe",
        ),
        ([A, B], 'form="short"', "Doe, Roe"),
        ([A, B, C], 'form="count"', "3"),
        ([A, Name.others()], "", "Jane Doe et al."),
        ([Name(literal="World Health Organization")], 'form="short"', "World Health Organization"),
        ([Name("我妻", "栄")], "", "我妻栄"),
        (
            [Name("King", "Martin Luther", suffix="Jr.")],
            'name-as-sort-order="all"',
            "King, Martin Luther, Jr.",
        ),
    ],
)
def test_name_options(names: list[Name], options: str, expected: str) -> None:
    """Each option of cs:name does what the specification says."""
    assert written(names, options) == expected


def test_particles_in_sorting_order() -> None:
    """demote-non-dropping-particle decides where "van" stands."""
    gogh = [Name("Gogh", "Vincent", non_dropping_particle="van")]
    order = 'name-as-sort-order="all"'
    assert written(gogh, order) == "Gogh, Vincent van"
    assert written(gogh, order, 'demote-non-dropping-particle="never"') == "van Gogh, Vincent"


_PIECES = st.lists(
    st.sampled_from(
        [
            "J",
            "J.",
            "Jane",
            "Jean-Luc",
            "van",
            "de",
            "O'Neil",
            "McX",
            "Å",
            "王",
            "Lord",
            "-",
            " ",
            ",",
        ]
    ),
    max_size=4,
).map("".join)
_FORMS = [
    "",
    'form="short"',
    'initialize-with="."',
    'initialize-with=". " name-as-sort-order="first"',
    'initialize-with=".&#160;" name-as-sort-order="all"',
    'initialize-with=" " initialize="false" sort-separator=" "',
]


@given(
    st.lists(st.builds(Name, _PIECES, _PIECES, suffix=st.sampled_from(["", "Jr."])), max_size=4),
    st.sampled_from([_writer_of(form) for form in _FORMS]),
    st.integers(0, 1),
)
def test_simple_names_are_written_as_all_are(names: list[Name], write, first: int) -> None:
    """A list of names at one go reads as its people one by one."""
    people = [person_of(name) for name in names]
    one_by_one = [write(person, index, 0) for index, person in enumerate(people, first)]
    texts, is_simple = write.each(names, first)
    assert [settle(text, into_quotes=False) for text in texts] == [
        settle(text, into_quotes=False) for text in one_by_one
    ]
    assert is_simple == all(person.simple for person in people)


def test_what_stands_in_once_makes_room_for_the_next() -> None:
    """A substitute is not printed again, and the one behind it stands in then."""
    names = """<names variable="author"><substitute><names variable="editor"/>
      <text variable="title"/><text value="Anon"/></substitute></names>"""
    style = Style.from_xml(
        f"""<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><citation>
        <layout><group delimiter="; ">{names}{names}{names}</group></layout></citation></style>"""
    )
    works = [Article(id="x", editor=[A], title="On"), Article(id="y", title="On", author=[B])]
    entries = [str(entry) for entry in style.bibliography(works)]
    assert entries == ["Jane Doe; On; Anon", "Rick Roe; Rick Roe; Rick Roe"]
