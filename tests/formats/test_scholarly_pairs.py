"""The scholarly JSON and XML formats against the items that Zotero's own translators give.

As in `test_zotero_pairs`: what differs stands in `REASONS`, by the reason; a difference without one
fails, and a reason without a difference fails too.
"""

from __future__ import annotations

import pytest

import citeform
from tests.conftest import needs_shared
from tests.data import zotero

FORMATS = {
    "Crossref_Unixref_XML": "crossref-xml",
    "Datacite_JSON": "datacite",
    "Endnote_XML": "endnote-xml",
    "MODS": "mods",
    "PubMed_XML": "pubmed-xml",
    "OpenAlex_JSON": "openalex",
}

_NO_FIELD = "the record says so, and Zotero's item of this type has no field for it, or drops it"

REASONS: dict[str, dict[str, str]] = {
    "Crossref_Unixref_XML": {
        _NO_FIELD: """
            more * available_date, more * event_date, more * event_place, more * genre,
            more * issued, more * number""",
        "where a conference was is no place of publication": "0 publisher_place",
        "a line break of the pretty printer before a subscript is no blank": "1 title",
        "the degree as it is registered": "3 genre",
        "CSL has a type for reviews; Zotero has not": "5 type, 5 genre",
        "no title is no title": "6 title",
        "a licence for text mining is not the work's": "7 license, 11 license",
        "a dash of Windows-1252 is read as one; Zotero drops it": "8 title",
    },
    "Datacite_JSON": {
        _NO_FIELD: """
            more * available_date, more * container_title, more * doi, more * genre,
            more * license, more * medium, more * publisher, more * submitted,
            more * version""",
        "descriptions that are no abstract are kept aside, with their kind": "* note",
        "pages without the word for them": "4 page, 5 page, 7 page",
        "a journal's title is no page": "6 page",
        "the date of issue, not the printed book's": "10 issued",
        "of two abstracts the one in the language of the work": "11 abstract",
    },
    "Endnote_XML": {
        _NO_FIELD: "more * publisher_place",
        "names are not given full stops that they do not have, nor lose one": """
            0.0 author, 0.2 author, 0.5 editor, 0.6 author, 2.1 author""",
        "Zotero's note says what Zotero has no field for": "0.2 note, 0.5 note, 0.8 note",
        "the secondary authors of a book without authors are its editors": """
            0.3 collection_editor, 0.3 editor""",
        "the label is the id of the record": "2.0 citation_key",
    },
    "MODS": {
        _NO_FIELD: """
            more * call_number, more * collection_title, more * container_title,
            more * edition, more * issn, more * issue, more * language, more * number_of_pages,
            more * publisher, more * publisher_place, more * supplement_number, more * url""",
        "the photograph's original is somewhere; the record's own location is not given": """
            2 archive_location""",
        "the more exact of two dates": "3 issued",
        "the genre of a subject is a key word too": "10 keyword, 11 keyword",
        "CSL has a type for it, Zotero has not": "10 type, 11 type, 15 type, 17 type",
        "a journal that ran for some years, or still does": "11 issued, 12 issued",
        "a disc is no volume": "16 number_of_volumes",
        "the publisher's name as its element has it": "18 publisher",
        "the same shelf is said once": "18 archive_location, 19 archive_location",
        "initials as they are written": "18 author",
        "the role that the record gives": """
            more 20 author, 20 contributor, 21 author, more 21 contributor, more 22 author,
            more 22 contributor""",
        "a government publication is a report": "21 type",
    },
    "PubMed_XML": {
        _NO_FIELD: """
            more * available_date, more * genre, more * issn, more * license, more * pmcid,
            more * pmid""",
        "titles of journals are not put into another case, nor taken apart": """
            0.0 container_title, 0.1 container_title, 2.0 container_title, 2.1 container_title,
            3 container_title, 4 container_title, 7 container_title, 7 publisher_place,
            8 publisher, 10 publisher""",
        "the Bookshelf's address of today": "1 url",
        "superscripts and italics are kept": "5 abstract, 7 abstract",
        "a publisher's identifier is no page and no number": """
            6 page, 8 number, 9 number, 10 number""",
    },
    "OpenAlex_JSON": {
        _NO_FIELD: "more * abstract, more * doi, more * license, more * url",
        "OpenAlex's number is the id of the record": "* note",
        "the linking ISSN": "1 issn, 5.0 issn, 5.3 issn",
        "capitals are not put into another case": "5.3 title",
        "initials as they are written": "5.3 author",
        "a particle goes with the family name": "7 author",
    },
}


def scored(translator: str) -> zotero.Score:
    def pairs():
        for case, (text, items) in enumerate(zotero.cases(translator)):
            found = citeform.loads(text, FORMATS[translator])
            assert len(found) == len(items), f"case {case}"
            for place, (item, article) in enumerate(zip(items, found, strict=True)):
                key = f"{case}.{place}" if len(items) > 1 else str(case)
                yield key, zotero.zotero_item_to_article(item), article

    return zotero.score(pairs())


@needs_shared
@pytest.mark.parametrize("translator", FORMATS)
def test_every_difference_has_its_reason(translator):
    without, unused = zotero.unexplained(scored(translator), REASONS[translator])
    assert (without, unused) == ([], [])


@needs_shared
@pytest.mark.parametrize(
    ("translator", "least"),
    [
        ("Crossref_Unixref_XML", 0.93),
        ("Datacite_JSON", 0.91),
        ("Endnote_XML", 0.86),
        ("MODS", 0.91),
        ("PubMed_XML", 0.90),
        ("OpenAlex_JSON", 0.84),
    ],
)
def test_most_of_what_zotero_expects_is_equal(translator, least):
    """Letter for letter, before any reason is looked at; a score that falls is looked at."""
    found = scored(translator)
    expected = [what for what in found.differences.values() if what.kind != "more"]
    assert found.equal / (found.equal + len(expected)) >= least


@needs_shared
@pytest.mark.parametrize("translator", FORMATS)
def test_the_content_tells_the_format(translator):
    for text, items in zotero.cases(translator):
        assert len(citeform.loads(text)) == len(items)
