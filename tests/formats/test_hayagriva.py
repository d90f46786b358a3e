"""Hayagriva YAML, read and written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import citeform
from citeform import Article, Date, Name
from citeform.diagnostics import Report
from citeform.formats.hayagriva.mapping import READ_TYPES, WRITTEN_TYPES
from citeform.formats.yamltree import parse_yaml, strings
from citeform.model.vocabulary import ATTRIBUTES, TYPES
from tests.conftest import DATA, needs_shared
from tests.formats.works import ANY_TEXT, MARKUP, broken, works

SAMPLE = """\
# a bibliography for Typst
harry:
    type: Book
    title: Harry and the {PHOENIX}
    author: Rowling, J. K.
    volume: 5
    page-total: 768
    date: 2003-06-21
kinetics:
    type: Article
    title:
        value: Kinetics of things
        short: Kinetics
    author: ["Doan, T. D.", "von der Leyen, Ursula", "Luther King, Jr., Martin", UNICEF]
    serial-number:
        doi: "10.1103/PhysRevB.102.165126"
        arxiv: 2003.13722
    page-range: 1--9
    date: ~2020-10
    url: { value: "https://example.org/", date: 2021-02-03 }
    parent:
        title: Physical Review B
        volume: 102
        issue: 16
        publisher: { name: APS, location: New York }
talk:
    type: article
    title: A talk
    parent:
        - type: Proceedings
          title: Proc. of Talks
          editor: [A, B]
          serial-number: { isbn: 978-0-691-07916-5 }
          parent: { type: anthology, title: Series of Proceedings, volume: 7 }
        - type: conference
          title: Talks 2020
          location: Bonn
          date: 2020-05-06
film:
    type: video
    title: A film
    runtime: "01:30:00"
    affiliated:
        - role: Director
          names: Cameron, James
        - role: cast-member
          names: [ "Hamilton, Linda" ]
        - role: cinematography
          names: "Cine, M."
"""


def entries() -> dict[str, Article]:
    library = citeform.loads(SAMPLE, "hayagriva")
    assert library.diagnostics == ()
    return {article.id: article.replace(custom=None) for article in library}


def test_a_book() -> None:
    assert entries()["harry"] == Article(
        id="harry",
        type="book",
        title='Harry and the <span class="nocase">PHOENIX</span>',
        author=(Name("Rowling", "J. K."),),
        volume="5",
        number_of_pages="768",
        issued=Date(2003, 6, 21),
    )


def test_an_article_and_its_parent() -> None:
    assert entries()["kinetics"] == Article(
        id="kinetics",
        type="article-journal",
        title="Kinetics of things",
        title_short="Kinetics",
        author=(
            Name("Doan", "T. D."),
            Name("Leyen", "Ursula", non_dropping_particle="von der"),
            Name("Luther King", "Martin", suffix="Jr."),
            Name(literal="UNICEF"),
        ),
        doi="10.1103/PhysRevB.102.165126",
        page="1-9",
        issued=Date(2020, 10, circa=True),
        url="https://example.org/",
        accessed=Date(2021, 2, 3),
        container_title="Physical Review B",
        volume="102",
        issue="16",
        publisher="APS",
        publisher_place="New York",
    )


def test_several_parents_and_their_parents() -> None:
    assert entries()["talk"] == Article(
        id="talk",
        type="paper-conference",
        title="A talk",
        container_title="Proc. of Talks",
        editor=(Name(literal="A"), Name(literal="B")),
        isbn="978-0-691-07916-5",
        collection_title="Series of Proceedings",
        collection_number="7",
        event_title="Talks 2020",
        event_place="Bonn",
        event_date=Date(2020, 5, 6),
    )


def test_people_with_roles() -> None:
    film = entries()["film"]
    assert (film.type, film.dimensions) == ("motion_picture", "01:30:00")
    assert film.director == (Name("Cameron", "James"),)
    assert film.performer == (Name("Hamilton", "Linda"),)


def test_a_file_comes_back_with_all_it_said() -> None:
    library = citeform.loads(SAMPLE, "hayagriva")
    text = citeform.dumps(library, "hayagriva")
    assert citeform.loads(text) == library
    before, after = (strings(parse_yaml(each, Report())[0]) for each in (SAMPLE, text))
    assert {key: set(entry) for key, entry in after.items()} == {
        key: set(entry) for key, entry in before.items()
    }
    assert after["kinetics"]["serial-number"] == before["kinetics"]["serial-number"]
    assert after["film"]["affiliated"] == before["film"]["affiliated"]


def test_a_change_shows_and_the_rest_stays() -> None:
    film = citeform.loads(SAMPLE, "hayagriva").get("film")
    assert film is not None
    changed = film.replace(title="Another film")
    (again,) = citeform.loads(citeform.dumps(changed, "hayagriva"))
    assert again.title == "Another film"
    assert again.director == film.director


def test_what_has_no_field_stands_under_csl() -> None:
    article = Article(
        id="a", type="dataset", title="D", keyword="x, y", issued=Date(2020, end=Date(2021))
    )
    text = citeform.dumps(article, "hayagriva")
    entry = strings(parse_yaml(text, Report())[0])["a"]
    assert entry["type"] == "repository"
    assert entry["date"] == "2020"  # Typst refuses a file with a range
    assert set(entry["csl"]) == {"type", "keyword", "issued"}


@pytest.mark.parametrize(
    ("fields", "written", "beside"),
    [
        ({"url": "www.a.org/b"}, {"url": "http://www.a.org/b"}, {"URL"}),
        ({"url": "<Go to ISI>://1"}, {}, {"URL"}),
        ({"url": "http://a.org:99999/"}, {}, {"URL"}),
        ({"url": "https://a.org/ü x"}, {"url": "https://a.org/ü x"}, set()),
        ({"number_of_pages": "208, xxi"}, {}, {"number-of-pages"}),
        ({"number_of_pages": "xii, 208 p."}, {"page-total": "xii, 208 p."}, set()),
        ({"number_of_volumes": "several"}, {}, {"number-of-volumes"}),
        ({"language": "en, de"}, {}, {"language"}),
        ({"page": "2325967116646534"}, {"page-range": "2325967116646534"}, set()),
        ({"dimensions": "5400"}, {"runtime": "5400"}, set()),
        ({"issued": Date(2021, 2, 30)}, {"date": "2021-02"}, {"issued"}),
        ({"author": [Name(given="Madonna")]}, {"author": {"name": "Madonna"}}, {"author"}),
        (
            {"author": [Name("A", "B, C, D", suffix="Jr.")]},
            {"author": {"name": "A", "given-name": "B, C, D", "suffix": "Jr."}},
            set(),
        ),
    ],
)
def test_what_hayagriva_would_refuse_is_written_otherwise(
    fields: dict[str, Any], written: dict[str, Any], beside: set[str]
) -> None:
    article = Article(id="a", type="report", **fields)
    text = citeform.dumps(article, "hayagriva")
    entry = strings(parse_yaml(text, Report())[0])["a"]
    assert set(entry.pop("csl", {})) == beside
    assert entry == {"type": "report", **written}
    assert citeform.loads(text)[0] == article


@needs_shared
def test_typst_takes_what_is_written_of_real_records(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    records = [
        article
        for path in sorted(DATA.rglob("*.*"))
        if path.suffix in {".bib", ".ris", ".nbib", ".enw", ".xml", ".json", ".yml"}
        for article in first_of(path, 1)
    ]
    assert len(records) > 200
    (tmp_path / "all.yml").write_text(citeform.dumps(records, "hayagriva"), encoding="utf-8")
    (tmp_path / "all.typ").write_text('#bibliography("all.yml", full: true, style: "apa")')
    typst.compile(str(tmp_path / "all.typ"), format="svg")


def first_of(path: Path, most: int) -> list[Article]:
    """The first articles of a file; none of one that is no bibliography."""
    try:
        return list(citeform.load(path)[:most])
    except citeform.CiteformError:
        return []


def test_a_repeated_key_keeps_both() -> None:
    library = citeform.loads("a:\n  type: book\na:\n  type: misc\n", "hayagriva")
    assert library.ids == ["a", "a"]
    assert [found.code for found in library.diagnostics] == ["yaml.repeated-key"]
    assert citeform.loads(citeform.dumps(library, "hayagriva")).ids == ["a", "a-2"]


def test_entries_without_an_id_get_a_key() -> None:
    text = citeform.dumps(
        [Article(type="book", author=(Name("Doe", "J."),), issued=Date(2020))] * 2, "hayagriva"
    )
    assert citeform.loads(text).ids == ["doe2020", "doe2020-2"]


def test_the_tables_name_only_what_exists() -> None:
    assert set(READ_TYPES.values()) | set(WRITTEN_TYPES) <= set(TYPES)
    assert {kind for kind, _ in WRITTEN_TYPES.values()} <= {kind for kind, _ in READ_TYPES}


@given(
    works(ATTRIBUTES, list(TYPES), text=ANY_TEXT, ids=ANY_TEXT)
    | works(["title", "container_title", "note"], list(TYPES), text=MARKUP, ids=ANY_TEXT)
)
@settings(max_examples=50)
def test_any_article_comes_back(article: Article) -> None:
    (again,) = citeform.loads(citeform.dumps(article, "hayagriva"), "hayagriva")
    assert again == article


@given(broken([SAMPLE]))
def test_never_raises(text: str) -> None:
    citeform.dumps(citeform.loads(text, "hayagriva"), "hayagriva")


@pytest.mark.parametrize("text", ["", "~", "# nothing\n", "{}"])
def test_nothing_is_nothing(text: str) -> None:
    library = citeform.loads(text, "hayagriva")
    assert (list(library), library.diagnostics) == ([], ())
