"""DataCite JSON and XML, OpenAlex, Europe PMC."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.formats import europepmc, openalex
from citeform.formats.datacite import from_attributes
from tests.conftest import needs_shared, shared_files

ATTRIBUTES = {
    "doi": "10.5072/ABC",
    "url": "https://example.org/abc",
    "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Census data"},
    "creators": [
        {
            "name": "Doe, Jane",
            "nameType": "Personal",
            "givenName": "Jane",
            "familyName": "Doe",
            "nameIdentifiers": [{"nameIdentifier": "https://orcid.org/0000-0002-1825-0097"}],
            "affiliation": ["A University"],
        },
        {"name": "Statistics, Office of", "nameType": "Organizational"},
        {"name": "Roe, Richard"},
        {"name": "The X Group"},
    ],
    "titles": [
        {"title": "A census"},
        {"title": "Of all", "titleType": "Subtitle"},
        {"title": "Ein Zensus", "titleType": "TranslatedTitle", "lang": "de"},
    ],
    "publisher": {"name": "The Archive"},
    "publicationYear": 2011,
    "dates": [
        {"date": "2011-05-03", "dateType": "Issued"},
        {"date": "2011-04", "dateType": "Available"},
        {"date": "1990/2000", "dateType": "Coverage"},
    ],
    "contributors": [
        {"name": "Poe, Ed", "contributorType": "Editor"},
        {"name": "Loe, Lee", "contributorType": "DataManager"},
    ],
    "descriptions": [
        {"description": "Eine Zusammenfassung", "descriptionType": "Abstract", "lang": "de"},
        {"description": "A &lt; <p>summary</p>", "descriptionType": "Abstract", "lang": "en"},
    ],
    "language": "en",
    "version": "2",
    "subjects": [{"subject": "people"}, {"subject": "houses"}],
    "rightsList": [{"rights": "CC BY 4.0", "rightsUri": "https://example.org/by"}],
    "formats": ["text/csv"],
    "sizes": ["3 MB"],
    "geoLocations": [{"geoLocationPlace": "Here"}],
    "xml": "PHhtbC8+",
}


def test_a_record():
    article = from_attributes(ATTRIBUTES)
    assert article.replace(custom=None) == Article(
        id="10.5072/ABC",
        type="dataset",
        genre="Census data",
        doi="10.5072/ABC",
        url="https://example.org/abc",
        title="A census: Of all",
        author=[
            Name("Doe", "Jane", orcid="0000-0002-1825-0097", affiliation=["A University"]),
            Name(literal="Statistics, Office of"),
            Name("Roe", "Richard"),
            Name(literal="The X Group"),
        ],
        editor=[Name("Poe", "Ed")],
        contributor=[Name("Loe", "Lee")],
        publisher="The Archive",
        issued=Date(2011, 5, 3),
        available_date=Date(2011, 4),
        abstract="A <\nsummary",
        language="en",
        version="2",
        keyword="people, houses",
        license="CC BY 4.0",
        medium="text/csv",
    )
    kept = article.custom["datacite"]
    assert kept["geoLocations"][0]["geoLocationPlace"] == "Here"
    assert kept["titles"][2]["title"] == "Ein Zensus"
    assert "xml" not in kept


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        ({"resourceTypeGeneral": "JournalArticle"}, "article-journal"),
        ({"resourceTypeGeneral": "Text", "resourceType": "Journal article"}, "article-journal"),
        ({"resourceTypeGeneral": "Text", "resourceType": "PhD Thesis"}, "thesis"),
        ({"resourceTypeGeneral": "Text", "citeproc": "report"}, "report"),
        ({"resourceTypeGeneral": "Other"}, "document"),
        ({"resourceTypeGeneral": "Software"}, "software"),
        ({}, "document"),
    ],
)
def test_types(types, kind):
    assert from_attributes({"types": types}).type == kind


def test_a_related_item_says_where_it_was_published():
    item = {
        "relationType": "IsPublishedIn",
        "relatedItemType": "Journal",
        "titles": [{"title": "Journal of X"}],
        "volume": "3",
        "issue": "2",
        "firstPage": "1",
        "lastPage": "9",
        "relatedItemIdentifier": {
            "relatedItemIdentifier": "0174-1551",
            "relatedItemIdentifierType": "ISSN",
        },
    }
    container = {"title": "Journal of X 3(2)", "firstPage": "Bd. 3"}
    types = {"resourceTypeGeneral": "JournalArticle"}
    article = from_attributes({"types": types, "relatedItems": [item], "container": container})
    assert (article.container_title, article.volume, article.issue, article.page, article.issn) == (
        "Journal of X",
        "3",
        "2",
        "1-9",
        "0174-1551",
    )
    assert article.custom["datacite"]["container"]["firstPage"] == "Bd. 3"


def test_a_chapter_is_dated_as_its_book():
    record = {
        "types": {"resourceTypeGeneral": "BookChapter"},
        "publicationYear": 2021,
        "dates": [{"dateType": "Issued", "date": "2021-11-30"}],
        "relatedItems": [{"relationType": "IsPublishedIn", "publicationYear": "2022"}],
    }
    article = from_attributes(record)
    assert article.issued == Date(2022)
    assert article.custom["datacite"]["dates"][0]["date"] == "2021-11-30"
    record["relatedItems"][0]["publicationYear"] = "2021"
    assert from_attributes(record).issued == Date(2021, 11, 30)


@pytest.mark.parametrize(
    ("available", "issued"), [("2015-02-03", Date(2015, 2, 3)), ("2016-01-01", Date(2015))]
)
def test_the_day_of_publication_where_the_year_agrees(available, issued):
    dates = [{"dateType": "Available", "date": available}]
    assert from_attributes({"publicationYear": 2015, "dates": dates}).issued == issued


@pytest.mark.parametrize(
    "envelope",
    [
        json.dumps,
        lambda it: json.dumps({"data": {"id": "x", "attributes": it}}),
        lambda it: json.dumps({"data": [{"id": "x", "attributes": it}]}),
        lambda it: json.dumps([it]),
    ],
)
def test_envelopes(envelope):
    assert citeform.loads(envelope(ATTRIBUTES)).ids == ["10.5072/ABC"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "name", "date", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*ATTRIBUTES, "container", "relatedItems"]), _JSON))
def test_no_value_of_any_shape_raises(attributes):
    from_attributes(attributes)


@needs_shared
@pytest.mark.parametrize("path", shared_files("datacite-json"), ids=lambda path: path.name)
def test_real_json(path):
    if "schema_org" in path.name:
        pytest.skip("JSON-LD, in this folder by its origin")
    lines = path.read_text("utf-8").splitlines() if path.suffix == ".jsonl" else ["{}"]
    library = citeform.load(path)
    assert len(library) == len(lines)
    assert all(article.title and article.doi for article in library)


XML = """<?xml version="1.0" encoding="UTF-8"?>
<resource xmlns="http://datacite.org/schema/kernel-4"><identifier identifierType="DOI">10.5072/ABC</identifier>
<creators><creator><creatorName nameType="Personal">Doe, Jane</creatorName><givenName>Jane</givenName>
 <familyName>Doe</familyName></creator></creators>
<titles><title>R &amp;amp; D &lt; 5</title><title titleType="Subtitle">All</title></titles>
<publisher>(:unav)</publisher><publicationYear>2011</publicationYear>
<resourceType resourceTypeGeneral="Software">Program</resourceType>
<sizes><size>12 pages</size></sizes><version>2</version></resource>"""


def test_xml():
    (article,) = citeform.loads(XML)
    assert article.replace(custom=None) == Article(
        id="10.5072/ABC",
        type="software",
        doi="10.5072/ABC",
        author=[Name("Doe", "Jane")],
        title="R &amp; D < 5: All",
        issued=Date(2011),
        number_of_pages="12",
        version="2",
    )


@needs_shared
@pytest.mark.parametrize("path", shared_files("datacite-xml"), ids=lambda path: path.name)
def test_real_xml(path):
    (article,) = citeform.load(path)
    assert article.doi
    assert article.issued is not None


WORK = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.1000/182",
    "title": "On <i>X</i>",
    "publication_date": "2011-05-03",
    "type": "article",
    "primary_location": {"source": {"display_name": "Journal of X", "issn_l": "0174-1551"}},
    "authorships": [{"author": {"display_name": "Jane van der Doe", "orcid": None}}],
    "biblio": {"volume": "3", "issue": None, "first_page": "1", "last_page": "1"},
    "abstract_inverted_index": {"one": [0, 2], "two": [1]},
}


def test_openalex():
    library = citeform.loads(json.dumps({"results": [WORK]}), "openalex")
    assert library[0].replace(custom=None) == Article(
        id="W1",
        type="article-journal",
        doi="10.1000/182",
        title="On <i>X</i>",
        author=[Name("van der Doe", "Jane")],
        container_title="Journal of X",
        issn="0174-1551",
        issued=Date(2011, 5, 3),
        volume="3",
        page="1",
        abstract="one two one",
    )
    assert [found.code for found in library.diagnostics] == ["name.guessed"]


def test_initials_and_issns_of_openalex():
    place = {"display_name": "J", "issn_l": "0174-1551", "issn": ["1432-086X", "0174-1551"]}
    people = [{"author": {"display_name": "L.V. Doe"}}]
    article = openalex.from_work(
        {**WORK, "primary_location": {"source": place}, "authorships": people}
    )
    assert article.issn == "1432-086X"
    assert article.author == (Name("Doe", "L. V."),)


@given(st.dictionaries(st.sampled_from([*WORK, "ids", "keywords"]), _JSON))
def test_openalex_never_raises(work):
    openalex.from_work(work)


@needs_shared
@pytest.mark.parametrize("path", shared_files("openalex-json"), ids=lambda path: path.name)
def test_real_openalex(path):
    works = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    library = citeform.load(path)
    assert len(library) == len(works)
    assert [len(article.author) for article in library] == [
        len(work["authorships"]) for work in works
    ]


RESULT = {
    "id": "1",
    "source": "MED",
    "pmid": "1",
    "doi": "10.1000/182",
    "title": "On X.",
    "authorString": "Doe J, The X Group.",
    "journalInfo": {
        "volume": "3",
        "dateOfPublication": "2011 May",
        "journal": {"title": "Journal of X", "ISSN": "0174-1551"},
    },
    "pageInfo": "1-9",
    "citedByCount": 4,
}


@pytest.mark.parametrize("wrap", [lambda value: value, lambda value: [value]])
def test_europepmc(wrap):
    record = {key: wrap(value) for key, value in RESULT.items()}
    (article,) = citeform.loads(json.dumps({"resultList": {"result": [record]}}))
    assert article == Article(
        id="1",
        type="article-journal",
        pmid="1",
        doi="10.1000/182",
        title="On X",
        author=[Name("Doe", "J"), Name(literal="The X Group")],
        container_title="Journal of X",
        issn="0174-1551",
        issued=Date(2011, 5),
        volume="3",
        page="1-9",
        custom={"europepmc": {"source": wrap("MED"), "citedByCount": wrap(4)}},
    )


@given(st.dictionaries(st.sampled_from([*RESULT, "authorList", "keywordList"]), _JSON))
def test_europepmc_never_raises(record):
    europepmc.from_result(record)


@needs_shared
@pytest.mark.parametrize("path", shared_files("europepmc-json"), ids=lambda path: path.name)
def test_real_europepmc(path):
    library = citeform.load(path)
    assert len(library) == len(json.loads(path.read_text("utf-8")))
    assert all(article.title and article.author and article.issued for article in library)


@pytest.mark.parametrize("name", ["crossref", "datacite", "europepmc", "openalex"])
def test_an_object_with_nothing_in_it_is_a_record_all_the_same(name):
    empty, _, spaced = citeform.loads('{}{"x": null}{ }', name)
    assert empty == spaced == citeform.loads("[{}]", name)[0]
    assert not empty.title
