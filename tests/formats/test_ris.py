"""RIS: reading what is out there, writing strictly, and back."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.diagnostics import Report
from citeform.formats.ris import tables
from citeform.formats.source import Source
from citeform.model.vocabulary import ATTRIBUTES, Kind
from tests.conftest import needs_shared, shared_files
from tests.data import records

BASIC = """TY  - JOUR
AU  - Melo, Vinícius Veloso de
AU  - World Health Organization
TI  - A title
T2  - The Journal
PY  - 2011
SP  - 14
EP  - 19
ER  -
"""


def one(text: str) -> Article:
    (article,) = citeform.loads(text, "ris")
    return article


def codes(text: str) -> list[str]:
    return [found.code for found in citeform.loads(text, "ris").diagnostics]


def back(article: Article) -> Article:
    return one(citeform.dumps(article, "ris"))


# ------------------------------------------------------------------ reading


def test_a_plain_record():
    assert one(BASIC) == Article(
        type="article-journal",
        title="A title",
        container_title="The Journal",
        author=[Name("Melo", "Vinícius Veloso de"), Name(literal="World Health Organization")],
        issued=Date(2011),
        page="14-19",
    )
    assert codes(BASIC) == []


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Khoury T.", Name("Khoury", "T.")),
        ("van der Berg A.-M.", Name("van der Berg", "A.-M.")),
        ("O'Neill P. J.", Name("O'Neill", "P. J.")),
        ("Library of Congress U.", Name(literal="Library of Congress U.")),
        ("World Bank D.C.", Name(literal="World Bank D.C.")),
        ("IBM U.", Name(literal="IBM U.")),
        ("Acme Inc.", Name(literal="Acme Inc.")),
    ],
)
def test_a_family_name_before_initials_as_embase_writes(written, name):
    library = citeform.loads(f"TY  - JOUR\nAU  - {written}\nER  - \n", "ris")
    assert library[0].author == (name,)
    assert [each.code for each in library.diagnostics] == ["name.guessed"] * bool(name.family)
    assert citeform.loads(citeform.dumps(library, "ris"), "ris") == library


@pytest.mark.parametrize(
    ("tags", "doi", "genre"),
    [
        ("M3  - doi: 10.1000/182", "10.1000/182", ""),
        ("DO  - 10.1000/182\nM3  - 10.1000/182", "10.1000/182", ""),
        ("M3  - Review of 10.1 kV lines", "", "Review of 10.1 kV lines"),
    ],
)
def test_a_doi_in_m3_is_the_doi(tags, doi, genre):
    (article,) = citeform.loads(f"TY  - JOUR\n{tags}\nER  - \n", "ris")
    assert (article.doi, article.genre, article.custom) == (doi, genre, {})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("  - ", " - "),
        lambda text: text.replace("TY  - JOUR", "TY -  JOUR"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\nTI", "\r\nTI"),
        lambda text: "1.\n" + text,
        lambda text: "Record #1 of 1\nProvider: X\nContent: text/plain\n\n" + text,
        lambda text: text.replace("TI  - A title", "TI  - A\n title"),
        lambda text: text.replace("TI  - A title", "TI  - A\ntitle"),
        lambda text: text.replace("ER  -", "ER  - \n\n\n"),
        lambda text: text.replace("ER  -", "ER"),
        lambda text: text.replace("ER  -", "ER  -\u00a0"),
        lambda text: text.replace("TI  - ", "TI  -\u00a0"),
        lambda text: "\n".join(line[:2].lower() + line[2:] for line in text.splitlines()),
        lambda text: "\n".join("    " + line for line in text.splitlines()),
        lambda text: text.replace("TY  - JOUR", "TY  - Journal Article"),
        lambda text: text.replace("\nER  -", ""),
        lambda text: text.replace("SP  - 14\nEP  - 19", "SP  - 14-19"),
        lambda text: text.replace("SP  - 14\nEP  - 19", "SP  - 14–19"),
        lambda text: text.replace("PY  - 2011", "PY  - 2011///"),
        lambda text: text.replace("T2", "JF"),
        lambda text: text.replace("TI", "T1").replace("AU", "A1").replace("PY", "Y1"),
    ],
)
def test_spoilt_in_one_way_it_is_the_same_record(spoil):
    assert one(spoil(BASIC)) == one(BASIC)


def test_a_missing_end_costs_no_record():
    library = citeform.loads(BASIC.replace("ER  -\n", "") * 3, "ris")
    assert len(library) == 3
    assert [found.code for found in library.diagnostics] == ["tagged.no-end"] * 3
    assert [found.line for found in library.diagnostics] == [1, 9, 17]


def test_a_folded_line_that_looks_like_prose_is_no_tag():
    article = one("TY  - JOUR\nAB  - As it\nis - or was - in\nUS - China relations\nER  - \n")
    assert article.abstract == "As it\nis - or was - in\nUS - China relations"


def test_tags_that_are_not_known_are_kept_and_written_back():
    text = "TY  - JOUR\nTI  - T\nX9  - one\nX9  - two\nER  - \n"
    assert one(text).custom["ris"] == {"X9": ("one", "two")}
    assert citeform.dumps(one(text), "ris") == text


def test_a_title_given_twice_is_kept_and_reported():
    library = citeform.loads("TY  - JOUR\nTI  - First\nTI  - Second\nER  - \n", "ris")
    assert (library[0].title, library[0].custom["ris"]["TI"]) == ("First", ("Second",))
    assert [(found.code, found.line) for found in library.diagnostics] == [("tagged.repeated", 3)]


def test_tags_behind_the_end_belong_to_the_record():
    library = citeform.loads(
        "TY  - JOUR\nTI  - T\nER  - \nNL  - More\n\n2.\nTY  - BOOK\nER  - \n", "ris"
    )
    assert [article.type for article in library] == ["article-journal", "book"]
    assert library[0].custom["ris"]["NL"] == ("More",)


def test_a_record_without_a_type_is_read():
    library = citeform.loads("AU  - Doe, J.\nTI  - T\nER  - \n", "ris")
    assert (library[0].type, library[0].title) == ("document", "T")
    assert [found.code for found in library.diagnostics] == ["tagged.no-type"]


def test_a_type_that_is_none_comes_back():
    text = "TY  - NOVEL\nTI  - T\nER  - \n"
    assert codes(text) == ["type.unknown"]
    assert citeform.dumps(one(text), "ris") == text


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("PY  - 2020/05/03/", Date(2020, 5, 3)),
        ("PY  - 2020//", Date(2020)),
        ("PY  - 2020///Spring", Date(2020, season=1)),
        ("PY  - 2020\nDA  - May", Date(2020, 5)),
        ("PY  - 2020\nDA  - 2020/05/03/", Date(2020, 5, 3)),
        ("Y1  - 1900/01/01\nDA  - 1950/01/01", Date(1950, 1, 1)),
        ("Y1  - 2014/06/01\nPY  - 2014", Date(2014, 6, 1)),
        ("PY  - in press", Date(literal="in press")),
        ("PY  - 0000", None),
    ],
)
def test_dates(tags, expected):
    assert one(f"TY  - JOUR\n{tags}\nER  - \n").issued == expected


def test_a_date_that_says_another_year_is_kept_aside():
    article = one("TY  - JOUR\nPY  - 2009\nDA  - 1999/01/02\nER  - \n")
    assert (article.issued, article.custom["ris"]["DA"]) == (Date(2009), ("1999/01/02",))


@pytest.mark.parametrize(
    ("kind", "value", "attribute", "expected"),
    [
        ("JOUR", "0174-1551", "issn", "0174-1551"),
        ("JOUR", "01741551", "issn", "0174-1551"),
        ("JOUR", "03064530 (ISSN)", "issn", "0306-4530"),
        ("JOUR", "9783642002304", "isbn", "9783642002304"),
        ("BOOK", "978-3-642-00230-4", "isbn", "9783642002304"),
        ("BOOK", "12345", "isbn", "12345"),
        ("RPRT", "TR-12", "number", "TR-12"),
        ("PAT", "US 123", "number", "US 123"),
    ],
)
def test_sn_is_what_its_check_digit_says_else_what_the_type_has(kind, value, attribute, expected):
    assert getattr(one(f"TY  - {kind}\nSN  - {value}\nER  - \n"), attribute) == expected


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Family, Given, Jr.", Name("Family", "Given", suffix="Jr.")),
        ("Family,Given", Name("Family", "Given")),
        ("van der Berg, Anna", Name("van der Berg", "Anna")),
        ("World Health Organization", Name(literal="World Health Organization")),
        ("Apple Computer Inc.,", Name(literal="Apple Computer Inc.")),
        ("University of California,, Berkeley", Name(literal="University of California, Berkeley")),
        ("et al.", Name.others()),
        ("K. He", Name("He", "K.")),
        ("J.-P. van der Berg", Name("van der Berg", "J.-P.")),
        ("U.S. Geological Survey", Name(literal="U.S. Geological Survey")),
        ("E. I. DUPONT", Name(literal="E. I. DUPONT")),
    ],
)
def test_names(written, name):
    assert one(f"TY  - JOUR\nAU  - {written}\nER  - \n").author == (name,)


@pytest.mark.parametrize(
    ("kind", "tag", "role"),
    [
        ("CHAP", "A2", "editor"),
        ("BOOK", "A2", "collection_editor"),
        ("BOOK", "A3", "editor"),
        ("BOOK", "ED", "editor"),
        ("BOOK", "A4", "translator"),
        ("PCOMM", "A2", "recipient"),
        ("THES", "A3", "contributor"),
        ("EDBOOK", "AU", "editor"),
        ("MPCT", "AU", "director"),
        ("MUSIC", "AU", "composer"),
    ],
)
def test_roles_by_type(kind, tag, role):
    assert getattr(one(f"TY  - {kind}\n{tag}  - Doe, Jane\nER  - \n"), role) == (
        Name("Doe", "Jane"),
    )


@pytest.mark.parametrize(
    ("kind", "tags", "expected"),
    [
        ("JOUR", "JO  - J. X", {"container_title": "J. X", "container_title_short": "J. X"}),
        (
            "JOUR",
            "JO  - J. X\nT2  - Journal X",
            {"container_title": "Journal X", "container_title_short": "J. X"},
        ),
        (
            "JOUR",
            "JF  - Journal X\nJA  - J. X",
            {"container_title": "Journal X", "container_title_short": "J. X"},
        ),
        ("BOOK", "T2  - Series", {"collection_title": "Series"}),
        (
            "CHAP",
            "T2  - Book\nT3  - Series",
            {"container_title": "Book", "collection_title": "Series"},
        ),
        (
            "CONF",
            "T2  - Meeting\nC3  - Proceedings",
            {"event_title": "Meeting", "container_title": "Proceedings"},
        ),
        ("JOUR", "C7  - 104501", {"page": "104501"}),
        ("JOUR", "C7  - 104501\nSP  - 1\nEP  - 9", {"number": "104501", "page": "1-9"}),
        ("JOUR", "N1  - PMID: 123\nN1  - Note", {"pmid": "123", "note": "Note"}),
        ("JOUR", "DO  - https://doi.org/10.1000/182", {"doi": "10.1000/182"}),
        (
            "JOUR",
            "UR  - http://a.org; http://b.org",
            {"url": "http://a.org", "custom": {"ris": {"UR": ["http://b.org"]}}},
        ),
        ("JOUR", "KW  - a\nKW  - b; c\nd", {"keyword": "a, b, c, d"}),
        ("JOUR", "KW  - Asthma, acute\nKW  - b", {"keyword": "Asthma, acute; b"}),
        ("BOOK", "SP  - 320", {"number_of_pages": "320"}),
        ("BOOK", "SP  - 1\nEP  - 9", {"page": "1-9"}),
    ],
)
def test_tags_by_type(kind, tags, expected):
    article = one(f"TY  - {kind}\n{tags}\nER  - \n")
    assert article == Article(type=tables.layout(kind).csl_type, **expected)


def test_diagnostics_have_the_line():
    (found,) = citeform.loads("TY  - JOUR\nTI  - T\nY2  - soon\nER  - \n", "ris").diagnostics
    assert (found.code, found.line) == ("date.unparsed", 3)


def test_nothing_in_it_is_said():
    assert codes("no RIS at all\n") == ["tagged.stray-text", "input.empty"]


def test_records_are_read_one_at_a_time():
    source = Source("", Report())
    source.blocks = lambda: itertools.repeat(BASIC)
    ten = itertools.islice(citeform.formats.ris.read(source, Report()), 10)
    assert len(list(ten)) == 10


def test_what_is_read_twice_is_reported_once():
    text = "TY  - JOUR\nTI  - First\nTI  - Second\n12\nER  - \n"
    assert codes(text) == ["tagged.repeated"]


@pytest.mark.parametrize("spelling", ["TY  - ", "TY - "])
def test_a_record_is_whole_however_the_blocks_are_cut(spelling):
    text = "".join(
        f"{spelling}JOUR\n{spelling.replace('TY', 'TI')}T {number}\n"
        f"{spelling.replace('TY', 'AB')}{'word ' * 400}\n{spelling.replace('TY', 'ER')}\n\n"
        for number in range(1500)
    )
    library = citeform.loads(text.encode(), "ris")
    assert [article.title for article in library] == [f"T {number}" for number in range(1500)]
    assert list(library.diagnostics) == []


# ------------------------------------------------------------------ writing


def test_what_is_written_is_strict():
    article = Article(
        id="key",
        type="article-journal",
        title="On <i>E. coli</i> in H<sub>2</sub>O, a < b",
        author=[Name("Beethoven", "L.", non_dropping_particle="van"), Name.others()],
        container_title="Journal",
        issued=Date(2011, 5, 3),
        page="1-9",
        doi="10.1000/182",
        keyword="one, two",
        issn="0174-1551",
    )
    assert citeform.dumps(article, "ris") == (
        "TY  - JOUR\n"
        "ID  - key\n"
        "TI  - On E. coli in H2O, a < b\n"
        "AU  - van Beethoven, L.\n"
        "AU  - et al.\n"
        "T2  - Journal\n"
        "PY  - 2011\n"
        "DA  - 2011/05/03/\n"
        "SP  - 1\n"
        "EP  - 9\n"
        "DO  - 10.1000/182\n"
        "SN  - 0174-1551\n"
        "KW  - one\n"
        "KW  - two\n"
        "ER  - \n"
    )


def test_a_line_of_an_abstract_cannot_end_the_record():
    article = Article(type="book", title="T", abstract="one\nER  - \n\nTY  - JOUR\ntwo")
    assert citeform.dumps(article, "ris").count("\nER") == 1
    assert back(article).abstract == "one ER  -\nTY  - JOUR\ntwo".replace("\nTY", " TY")


def test_what_ris_has_no_place_for_is_reported():
    report = Report()
    text = citeform.dumps(
        Article(type="book", title="T", recipient=[Name("A", "B")]), "ris", report=report
    )
    assert [found.code for found in report] == ["write.lost-field"]
    assert text == "TY  - BOOK\nTI  - T\nER  - \n"


def test_markup_and_what_is_more_of_a_name_are_reported():
    report = Report()
    author = Name("Doe", "J.", affiliation=["Somewhere"])
    article = Article(type="book", title="On <i>x</i>, a <b", author=[author])
    assert "TI  - On x, a <b\n" in citeform.dumps(article, "ris", report=report)
    assert [found.code for found in report] == ["write.lost-markup", "write.lost-field"]


@pytest.mark.parametrize("body", ["K. He", "A, B", "A, B, C", "U.S. EPA", "Plato"])
def test_a_body_comes_back_as_a_body(body):
    article = Article(type="book", author=[Name(literal=body)])
    assert back(article) == article


def test_a_name_with_initials_first_is_a_guess():
    library = citeform.loads("TY  - JOUR\nAU  - K. He\nER  - \n", "ris")
    assert [(found.code, found.line) for found in library.diagnostics] == [("name.guessed", 2)]


def test_the_nearest_type_is_reported():
    report = Report()
    text = citeform.dumps(Article(type="treaty"), "ris", report=report)
    assert (text[:11], [found.code for found in report]) == ("TY  - LEGAL", ["write.nearest-type"])


@pytest.mark.parametrize("kind", sorted(tables._BY_TYPE))
def test_every_type_comes_back(kind):
    text = f"TY  - {kind}\nTI  - T\nER  - \n"
    assert citeform.dumps(one(text), "ris") == text


@pytest.mark.parametrize("kind", sorted(tables._BY_TYPE))
def test_the_tables_name_real_attributes(kind):
    layout = tables.layout(kind)
    assert {*layout.attributes.values()} - {*ATTRIBUTES, "id"} == set()
    assert all(layout.attributes[tag] == attribute for attribute, tag in layout.tags.items())


def _held(kind: str) -> st.SearchStrategy[Article]:
    """Articles of what the type can hold."""
    layout = tables.layout(kind)
    fields: dict[str, st.SearchStrategy[object]] = {}
    for attribute in layout.tags:
        if attribute in {
            "id",
            "pmcid",
            "issn",
            "isbn",
            "number",
            "genre",
            "container_title_short",
            "submitted",
        }:
            continue
        if ATTRIBUTES[attribute].kind is Kind.NAMES:
            fields[attribute] = records.PEOPLE
        else:
            fields[attribute] = records.TEXT
    special = {
        "abstract": records.LINES,
        "annote": records.LINES,
        "note": records.LINES,
        "doi": records.DOI,
        "page": records.PAGES,
        "issued": records.DATE | records.RANGE,
        "keyword": records.KEYWORDS,
        "issn": st.sampled_from(["0174-1551", "0174-1551, 1432-086X"]),
        "isbn": st.just("9783642002304"),
        "title": records.SIGNS.filter(lambda text: "<" not in text),
        "id": records.WORD,
    }
    special = {
        name: each
        for name, each in special.items()
        if name in fields or name not in layout.tags or name == "id"
    }
    if "page" not in layout.tags:
        special.pop("page")
    if "Y2" not in layout.attributes:
        special["accessed"] = records.DAY
    if layout.attributes.get("CY") == "event_place":
        fields["publisher_place"] = records.TEXT
    works = st.fixed_dictionaries({}, optional={**fields, **special}).map(
        lambda given: Article(type=layout.csl_type, **given)
    )
    in_m1 = next((name for name, tag in layout.tags.items() if tag == "M1"), "type")
    works = works.filter(lambda work: len(getattr(work, in_m1)) <= tables.LONGEST_NUMBER)
    # CY beside a publisher is the publisher's place unless C1 gives that (docs: what RIS cannot hold).
    return works.filter(
        lambda work: not (work.event_place and work.publisher and not work.publisher_place)
    )


CANONICAL = sorted(
    kind for kind in tables._BY_TYPE if tables.written_type(tables.layout(kind).csl_type) == kind
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CANONICAL).flatmap(_held))
def test_what_ris_holds_comes_back(article):
    report = Report()
    text = citeform.dumps(article, "ris", report=report)
    assert list(report) == []
    assert one(text) == article


def test_a_number_too_long_for_a_number_is_told():
    report = Report()
    work = Article(id="p", type="patent", call_number="1 " * 20 + "12")
    assert one(citeform.dumps(work, "ris", report=report)).call_number == ""
    assert [(each.code, each.record) for each in report] == [("write.lost-field", "p")]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_no_text_makes_the_reader_raise(text):
    citeform.loads(text, "ris")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(tables.KNOWN_TAGS)), st.text(max_size=20)), max_size=12
    )
)
def test_no_values_make_the_reader_raise_and_all_are_written_back(fields):
    text = "TY  - JOUR\n" + "".join(f"{tag}  - {value}\n" for tag, value in fields) + "ER  - \n"
    library = citeform.loads(text, "ris")
    again = citeform.loads(citeform.dumps(library, "ris"), "ris")
    assert len(again) == len(library)


# ------------------------------------------------------------------ real files


@needs_shared
@pytest.mark.parametrize("path", shared_files("ris"), ids=lambda path: path.name[:60])
def test_real_files_are_read_whole_and_come_back(path):
    if path.name.endswith("example_wos.ris"):
        pytest.skip("Web of Science tagged, in spite of its name")
    library = citeform.load(path, "ris")
    begun = sum(
        line[:5].lower() in {"ty  -", "ty -\x20"}
        for line in path.read_text("utf-8-sig").splitlines()
    )
    assert len(library) >= begun > 0
    again = citeform.loads(citeform.dumps(library, "ris"), "ris")
    assert list(again) == list(library)


# ------------------------------------------------------------------ one way, two speeds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TY  - JOUR\nAB  - One\n two\nTI  - A\nTI  - B\nER  - \n", [("tagged.repeated", 5)]),
        ("TY  - JOUR\nY2  - soon\n and late\nER  - \n", [("date.unparsed", 2)]),
        ("TY  - JOUR\nAU  - Doe, J\nAU  - K. He\nER  - \n", [("name.guessed", 3)]),
        ("TY  - JOUR\nAB  - a\n b\nER  - \nNL  - late\n\n2.\n", [("tagged.after-end", 5)]),
    ],
)
def test_what_is_told_has_the_line_of_the_tag(text, expected):
    def told(text):
        found = citeform.loads(text, "ris").diagnostics
        return [(each.code, each.line) for each in found]

    assert told(text) == expected
    line_by_line = text.replace("TY  - ", "TY - ")
    assert told(line_by_line) == expected


def test_authors_under_two_tags_keep_their_order():
    work = one("TY  - JOUR\nAU  - Doe, A\nA1  - Roe, B\nAU  - Poe, C\nER  - \n")
    assert work.author == (Name("Doe", "A"), Name("Roe", "B"), Name("Poe", "C"))


def _regular_and_spaced(text: str) -> list[list[Article]]:
    """The articles of a text as it is, and with a TY that makes it be read line by line."""
    return [list(citeform.loads(each, "ris")) for each in (text, text.replace("TY  - ", "TY - "))]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                "TI T1 AU A1 A2 PY DA Y2 SP EP SN DO UR KW N1 JO CY M1 C7 ZZ AB".split()
            ),
            st.sampled_from(["Doe, J", "K. He", "1-9", "2001/03", "10.1/x", "a; b", "x\n y", ""]),
        )
    ),
    st.sampled_from(
        ["", " \n\n", "\u2028\n", " \n\n2.\n", " 2.\n", "-\n", " \nAU  - Late, L\n", "\nER  -\n"]
    ),
)
def test_a_regular_record_is_read_as_one_that_is_read_line_by_line(tags, end):
    lines = "".join(f"{tag}  - {value}\n" for tag, value in tags)
    regular, by_line = _regular_and_spaced(f"TY  - JOUR\n{lines}ER  -{end}")
    assert regular == by_line


@needs_shared
@pytest.mark.parametrize("path", shared_files("ris"), ids=lambda path: path.name[:60])
def test_what_the_reader_makes_passes_the_checks_of_an_article(path):
    for article in citeform.load(path, "ris"):
        assert Article(**article.__dict__) == article
