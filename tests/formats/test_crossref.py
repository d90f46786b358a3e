"""Crossref JSON and XML: what is chosen, what is kept, what never raises."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citeform
from citeform import Date, Name
from citeform.formats.crossref import from_message
from tests.conftest import needs_shared, shared_files

MESSAGE = {
    "DOI": "10.1000/182",
    "type": "journal-article",
    "title": ["On R&amp;D in <i>E. coli</i>"],
    "subtitle": ["A view"],
    "container-title": ["Journal of X"],
    "short-container-title": ["J X"],
    "author": [
        {"name": "The X Group", "sequence": "additional", "affiliation": []},
        {
            "given": "Jane",
            "family": "Doe",
            "suffix": "Jr.",
            "sequence": "first",
            "ORCID": "http://orcid.org/0000-0002-1825-0097",
            "authenticated-orcid": False,
            "affiliation": [{"name": "Univ. of Y", "department": ["Dept. Z"], "place": ["W"]}],
        },
    ],
    "issued": {"date-parts": [[2010, 12, 3]]},
    "published-print": {"date-parts": [[2011, 2]]},
    "published-online": {"date-parts": [[2010, 12, 3]]},
    "volume": "3",
    "issue": "S8",
    "article-number": "e14",
    "ISSN": ["1234-5679", "0174-1551"],
    "issn-type": [
        {"type": "electronic", "value": "1234-5679"},
        {"type": "print", "value": "0174-1551"},
    ],
    "resource": {"primary": {"URL": "https://example.org/14"}},
    "URL": "https://doi.org/10.1000/182",
    "update-to": [{"DOI": "10.1000/100", "type": "correction"}],
    "is-referenced-by-count": 7,
}


def one(**changes):
    return from_message({**MESSAGE, **changes})


def test_a_record():
    article = from_message(MESSAGE)
    assert article.replace(custom=None) == citeform.Article(
        id="10.1000/182",
        type="article-journal",
        doi="10.1000/182",
        title="On R&D in <i>E. coli</i>: A view",
        container_title="Journal of X",
        container_title_short="J X",
        author=[
            Name(
                "Doe",
                "Jane",
                suffix="Jr.",
                orcid="0000-0002-1825-0097",
                affiliation=["Dept. Z, Univ. of Y, W"],
            ),
            Name(literal="The X Group"),
        ],
        issued=Date(2011, 2),
        available_date=Date(2010, 12, 3),
        volume="3",
        issue="S8",
        number="e14",
        page="e14",
        issn="0174-1551, 1234-5679",
        url="https://example.org/14",
    )
    assert article.custom["crossref"]["update-to"][0]["DOI"] == "10.1000/100"
    assert article.custom["crossref"]["is-referenced-by-count"] == 7
    assert article.custom["crossref"]["type"] == "journal-article"


CHAPTER = {
    "DOI": "10.1000/c1",
    "type": "book-chapter",
    "title": ["On Y"],
    "container-title": ["Lecture Notes", "A Book of Y"],
    "author": [{"given": "Jane", "family": "de Roe"}, {"given": "Min-Seop", "family": "Ahn"}],
    "editor": [{"given": "Ed", "family": "Poe"}],
    "publisher": "P &amp; Q",
    "publisher-location": "Cham",
    "published-print": {"date-parts": [["2012"]]},
    "page": "7-7",
    "ISBN": ["http://id.crossref.org/isbn/9783161484100"],
}


def test_a_record_as_others_want_it():
    article = from_message({**MESSAGE, "author": MESSAGE["author"][::-1]})
    line = "Doe Jr., J. & The X Group. J X (2011) 3(Suppl 8): e14. doi:10.1000/182"
    assert citeform.format(article) == line
    bibtex = citeform.dumps(article, "bibtex")
    assert "  title = {On R\\&D in \\emph{E. coli}: A view},\n" in bibtex
    assert "  author = {Doe, Jr., Jane and {The X Group}},\n" in bibtex
    assert "  eid = {e14},\n" in bibtex
    ris = citeform.dumps(article, "ris")
    assert "TI  - On R&D in E. coli: A view\n" in ris
    assert "PY  - 2011\n" in ris
    (item,) = json.loads(citeform.dumps(article.replace(custom=None), "csl-json"))
    assert item["issued"] == {"date-parts": [[2011, 2]]}
    assert item["author"][1] == {"literal": "The X Group"}


def test_a_chapter_as_others_want_it():
    article = from_message(CHAPTER)
    bibtex = citeform.dumps(article, "bibtex")
    for line in (
        "@incollection{",
        "author = {{de Roe}, Jane and Ahn, Min-Seop}",
        "booktitle = {A Book of Y}",
        "series = {Lecture Notes}",
        "publisher = {P \\& Q}",
        "pages = {7}",
        "isbn = {9783161484100}",
        "year = {2012}",
    ):
        assert line in bibtex
    ris = citeform.dumps(article, "ris").splitlines()
    assert {"TY  - CHAP", "T2  - A Book of Y", "PB  - P & Q", "CY  - Cham", "PY  - 2012"} <= set(
        ris
    )


def test_pages_before_the_article_number():
    article = one(page="14–19")
    assert (article.page, article.number) == ("14-19", "e14")


@pytest.mark.parametrize("nothing", [{"date-parts": [[None]]}, {"date-parts": [[]]}, {}, None])
def test_no_date(nothing):
    article = from_message({"DOI": "10.1000/1", "issued": nothing})
    assert article.issued is None
    assert "issued" not in article.custom.get("crossref", {})


def test_a_date_that_is_none_is_kept():
    broken = {"date-parts": [["soon"]]}
    article = from_message({"DOI": "10.1000/1", "issued": broken})
    assert article.issued is None
    assert article.custom["crossref"]["issued"]["date-parts"] == (("soon",),)


def test_the_print_date_of_the_issue():
    issue = {"issue": "1", "published-print": {"date-parts": [[2012, 5]]}}
    article = one(**{"published-print": None, "journal-issue": issue})
    assert (article.issued, article.available_date) == (Date(2012, 5), Date(2010, 12, 3))


def test_of_two_containers_the_first_is_the_series():
    article = one(type="book-chapter", **{"container-title": ["LNCS", "A Book"]})
    assert (article.type, article.collection_title, article.container_title) == (
        "chapter",
        "LNCS",
        "A Book",
    )


def test_a_book_is_in_a_series():
    article = one(type="monograph", **{"container-title": ["Texts"]})
    assert (article.type, article.collection_title, article.container_title) == (
        "book",
        "Texts",
        "",
    )


def test_the_institution_of_a_thesis_is_its_publisher():
    article = one(
        type="dissertation",
        publisher="Library",
        institution=[{"name": "A University", "place": ["Here"]}],
        degree=["PhD"],
    )
    assert (article.publisher, article.publisher_place, article.genre) == (
        "A University",
        "Here",
        "PhD",
    )
    assert article.custom["crossref"]["publisher"] == "Library"


def test_a_preprint_is_of_its_server():
    article = one(
        type="posted-content",
        subtype="preprint",
        publisher="P",
        institution=[{"name": "bioRxiv"}],
        **{"group-title": "Ecology"},
    )
    assert (article.type, article.genre, article.publisher) == ("article", "Preprint", "bioRxiv")
    assert article.custom["crossref"]["group-title"] == "Ecology"


def test_what_is_known_of_a_person_and_has_no_field_is_kept():
    (name,) = one(author=[{"family": "Doe", "given": "J", "prefix": "Dr."}]).author
    assert name.custom["crossref"]["prefix"] == "Dr."


def test_an_event():
    event = {
        "name": "Conf",
        "location": "Here",
        "start": {"date-parts": [[2011, 5, 1]]},
        "end": {"date-parts": [[2011, 5, 3]]},
        "acronym": "C",
    }
    article = one(type="proceedings-article", event=event)
    assert (article.event_title, article.event_place) == ("Conf", "Here")
    assert article.event_date == Date(2011, 5, 1, end=Date(2011, 5, 3))
    assert article.custom["crossref"]["event"]["acronym"] == "C"


def test_a_licence_for_text_mining_is_not_the_works():
    tdm = {"content-version": "tdm", "URL": "https://example.org/tdm"}
    vor = {"content-version": "vor", "URL": "https://example.org/vor"}
    assert one(license=[tdm]).license == ""
    assert one(license=[{**vor, "URL": "https://example.org/tdm"}]).license == ""
    assert one(license=[tdm, vor]).license == "https://example.org/vor"


@pytest.mark.parametrize(
    "envelope",
    [
        lambda works: json.dumps(works[0]) + "\n" + json.dumps(works[1]),
        json.dumps,
        lambda works: json.dumps({"items": works}),
        lambda works: json.dumps(
            {"status": "ok", "message-type": "work-list", "message": {"items": works}}
        ),
        lambda works: "\n".join(json.dumps({"message": work}) for work in works),
    ],
)
def test_every_envelope_is_recognised_and_opened(envelope):
    works = [MESSAGE, {**MESSAGE, "DOI": "10.1000/183"}]
    assert citeform.loads(envelope(works)).ids == ["10.1000/182", "10.1000/183"]


def test_an_error_of_the_service_is_reported():
    answer = {"status": "failed", "message-type": "validation-failure", "message": "no such work"}
    library = citeform.loads(json.dumps(answer), "crossref")
    assert (len(library), [found.code for found in library.diagnostics]) == (
        0,
        ["json.not-an-item"],
    )


def test_wrong_kinds_are_reported_and_kept():
    work = {"DOI": "10.1000/1", "title": {"a": 1}, "author": "Doe", "type": "new-type"}
    (article,) = library = citeform.loads(json.dumps(work), "crossref")
    assert [found.code for found in library.diagnostics] == [
        "type.unknown",
        "field.wrong-kind",
        "field.wrong-kind",
    ]
    assert article.type == "document"
    assert article.custom["crossref"]["title"] == {"a": 1}
    assert article.custom["crossref"]["author"] == "Doe"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                *MESSAGE,
                "event",
                "license",
                "institution",
                "page",
                "journal-issue",
                "version",
                "relation",
            ]
        ),
        _JSON,
    )
)
def test_no_value_of_any_shape_raises(work):
    from_message(work)


@needs_shared
@pytest.mark.parametrize("path", shared_files("crossref-json"), ids=lambda path: path.name)
def test_real_files_record_for_record(path):
    text = path.read_text("utf-8")
    works = (
        [json.loads(line) for line in text.splitlines()]
        if path.suffix == ".jsonl"
        else [json.loads(text)]
    )
    works = [work.get("message", work) for work in works]
    expected = [each for work in works for each in work.get("items", [work])]
    library = citeform.load(path)
    assert [article.doi for article in library] == [each.get("DOI", "") for each in expected]
    for article, work in zip(library, expected, strict=True):
        assert article.title or not any(work.get("title") or ())
        people = [each for each in work.get("author", ()) if each.get("family") or each.get("name")]
        assert len(article.author) == len(people)


def test_a_dump_on_one_line_is_cut_between_characters(tmp_path):
    """Blocks of a stream end at a line end; where there is none for long, between characters."""
    works = [{"DOI": f"10.1000/{n}", "title": ["é漢" * 30_000]} for n in range(120)]
    path = tmp_path / "dump.json"
    path.write_text(json.dumps({"items": works}, ensure_ascii=False), "utf-8")
    assert path.stat().st_size > 1 << 24
    library = citeform.load(path, "crossref")
    assert library.diagnostics == ()
    assert {article.title for article in library} == {"é漢" * 30_000}


# ------------------------------------------------------------------ XML

XML = """<?xml version="1.0"?>
<doi_records><doi_record><crossref><journal>
 <journal_metadata language="en"><full_title>Journal of X</full_title>
  <abbrev_title>J X</abbrev_title><issn media_type="print">0174-1551</issn></journal_metadata>
 <journal_issue><publication_date media_type="print"><month>02</month><year>2011</year>
  </publication_date><journal_volume><volume>3</volume></journal_volume><issue>S8</issue></journal_issue>
 <journal_article><titles><title>On CO
   <sub>2</sub>
   &amp; <i>E. coli</i></title><subtitle>A view</subtitle></titles>
  <contributors>
   <person_name sequence="first" contributor_role="author"><given_name>Jane</given_name>
    <surname>Doe</surname><suffix>Jr.</suffix><ORCID>https://orcid.org/0000-0002-1825-0097</ORCID></person_name>
   <organization sequence="additional" contributor_role="author">The X Group</organization>
   <person_name sequence="additional" contributor_role="editor"><surname>Roe</surname></person_name>
  </contributors>
  <jats:abstract xmlns:jats="http://www.ncbi.nlm.nih.gov/JATS1"><jats:p>All.</jats:p></jats:abstract>
  <publication_date media_type="online"><year>2010</year></publication_date>
  <pages><first_page>14</first_page><last_page>19</last_page></pages>
  <doi_data><doi>10.1000/182</doi><resource>https://example.org/14</resource></doi_data>
  <citation_list><citation key="r1"><doi>10.1000/100</doi></citation></citation_list>
 </journal_article>
</journal></crossref></doi_record></doi_records>"""


def test_an_xml_record():
    (article,) = citeform.loads(XML)
    assert article.replace(custom=None) == citeform.Article(
        id="10.1000/182",
        type="article-journal",
        doi="10.1000/182",
        title="On CO<sub>2</sub> & <i>E. coli</i>: A view",
        container_title="Journal of X",
        container_title_short="J X",
        author=[
            Name("Doe", "Jane", suffix="Jr.", orcid="0000-0002-1825-0097"),
            Name(literal="The X Group"),
        ],
        editor=[Name("Roe")],
        abstract="All.",
        issued=Date(2011, 2),
        available_date=Date(2010),
        volume="3",
        issue="S8",
        page="14-19",
        issn="0174-1551",
        language="en",
        url="https://example.org/14",
    )
    (citations,) = article.custom["crossref-xml"]["citation_list"]
    assert citations["citation"]["doi"] == "10.1000/100"


BOOK = """<{0}><book book_type="edited_book"><book_metadata>
  <contributors><person_name contributor_role="editor"><surname>Roe</surname></person_name></contributors>
  <titles><title>A Book</title></titles><publication_date><year>2011</year></publication_date>
  <isbn>9783161484100</isbn><publisher><publisher_name>P</publisher_name></publisher>
  <doi_data><doi>10.1000/b</doi></doi_data></book_metadata>
  <content_item component_type="chapter"><contributors><person_name contributor_role="author">
   <surname>Doe</surname></person_name></contributors><titles><title>A Chapter</title></titles>
   <doi_data><doi>10.1000/b.1</doi></doi_data></content_item></book></{1}>"""


def test_an_answer_is_about_the_chapter_and_a_deposit_about_both():
    answer = BOOK.format("doi_records><doi_record><crossref", "crossref></doi_record></doi_records")
    deposit = BOOK.format("doi_batch><body", "body></doi_batch")
    assert citeform.loads(answer).ids == ["10.1000/b.1"]
    assert citeform.loads(deposit).ids == ["10.1000/b", "10.1000/b.1"]
    (chapter,) = citeform.loads(answer)
    assert (chapter.type, chapter.container_title, chapter.isbn, chapter.publisher) == (
        "chapter",
        "A Book",
        "9783161484100",
        "P",
    )
    assert (chapter.author, chapter.editor) == ((Name("Doe"),), (Name("Roe"),))


def test_what_was_not_found_is_reported():
    text = '<crossref_result><query status="unresolved"><doi>10.1/x</doi></query></crossref_result>'
    library = citeform.loads(text)
    assert [found.code for found in library.diagnostics] == ["record.unreadable"]


@needs_shared
@pytest.mark.parametrize("path", shared_files("crossref-xml"), ids=lambda path: path.name[:40])
def test_real_xml(path):
    library = citeform.load(path)
    records = path.read_text("utf-8", "replace").count("<doi_record")
    assert len(library) >= max(records, 1)
    assert all(article.doi for article in library)
