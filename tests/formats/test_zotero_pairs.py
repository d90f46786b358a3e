"""What is read against the items that Zotero's own translators give for the same input.

Every field counts, also one that we have and Zotero has not. What differs stands in `REASONS`, by
the reason; a difference without one fails, and a reason without a difference fails too.
"""

from __future__ import annotations

import pytest

import citeform
from tests.conftest import needs_shared
from tests.data import zotero

FORMATS = {
    "RIS": "ris",
    "MEDLINEnbib": "medline",
    "OVID_Tagged": "ovid",
    "RefWorks_Tagged": "refworks",
    "ReferBibIX": "enw",
    "Web_of_Science_Tagged": "wos",
    "Crossref_Unixref_XML": "crossref-xml",
    "Datacite_JSON": "datacite",
    "Endnote_XML": "endnote-xml",
    "MODS": "mods",
    "PubMed_XML": "pubmed-xml",
    "OpenAlex_JSON": "openalex",
}

_NO_FIELD = "the record says so, and Zotero's item of this type has no field for it, or drops it"

REASONS: dict[str, dict[str, str]] = {
    "RIS": {
        _NO_FIELD: """
            more * archive, more * archive_location, more * authority, more * call_number,
            more * chapter_number, more * collection_editor, more * collection_number,
            more * collection_title, more * container_title, more * container_title_short,
            more * dimensions, more * division, more * edition, more * editor,
            more * event_place, more * genre, more * illustrator, more * isbn, more * issn,
            more * issue, more * jurisdiction, more * language, more * medium, more * number,
            more * number_of_pages, more * number_of_volumes, more * page, more * performer,
            more * producer, more * publisher, more * publisher_place, more * reviewed_title,
            more * section, more * source, more * status, more * submitted, more * accessed,
            more * version, more * volume, more * volume_title, more * archive_collection,
            more * title_short""",
        "M1 is a number (EndNote's table of types); Zotero puts it among the notes": """
            2.0 note, 2.1 note, 2.2 note, 2.3 note, 2.9 note, 2.10 note, 2.13 note, 2.14 note,
            2.16 note, 2.22 note, 2.23 note, 2.26 note, 2.30 note, 2.31 note, 2.32 note,
            2.35 note, 2.37 note, 2.38 note, 2.40 note, 2.41 note, 2.43 note, 2.45 note,
            4.25 note""",
        "M2 and kept tags stay in custom, a bare number is no note": """
            1.0 note, 4.28 note, 4.29 note, 4.30 note, 4.37 note""",
        "CSL has the type that RIS names, Zotero takes another one": """
            2.1 type, 2.9 type, 2.11 type, 2.23 type, 2.25 type, 2.27 type, 2.30 type, 2.34 type,
            2.38 type, 2.43 type, 2.46 type, 4.15 type, 4.18 type, 4.22 type, 4.27 type,
            4.34 type, 4.35 type, 4.36 type, 11.0 type""",
        "the field goes with that type": """
            2.9 container_title, 2.9 issn, 2.25 issue, 2.27 container_title, 2.27 issue,
            2.27 section, 2.27 volume, 2.30 authority, 2.30 container_title,
            2.46 collection_title, 2.46 issue, 4.34 issue, 4.34 volume, 4.35 publisher_place""",
        "T2 is the title of the whole and J2 its abbreviation; Zotero takes the latter for both": """
            2.5 container_title, 2.7 container_title, 2.16 container_title, 2.21 container_title,
            2.47 container_title""",
        "ST is the short title, also of a case or a law": "2.8 title, 2.44 title",
        "the role that EndNote's table has for the tag in this type": """
            2.3 producer, 2.19 collection_editor, 2.19 editor, 2.22 editor, 2.24 contributor,
            2.26 collection_editor, 2.34 contributor, 2.34 translator, 2.37 performer,
            2.41 translator, 2.42 collection_editor, 2.42 editor""",
        "the field that EndNote's table has for the tag in this type": """
            2.19 number_of_volumes, 2.20 number_of_volumes, 2.38 number_of_pages,
            2.39 publisher_place, 2.42 number_of_pages, 4.24 number_of_pages""",
        "of ProCite's labels, what CSL has a variable for is no note; the rest is one": """
            4.1 note, 4.2 note, 4.4 note, 4.10 note, 4.11 note, 4.13 note, 4.16 note, 4.27 note,
            4.31 note, 4.32 note, 4.34 note""",
        "ProCite's VL is the edition and IS the volume in these types": """
            4.26 volume, 4.27 volume, 4.31 page""",
        "ProCite's name without a comma is not turned round; a second role stays a note": """
            4.2 producer, 4.4 collection_editor, 4.7 collection_editor, 4.20 editor,
            4.31 collection_editor""",
        "ProCite's M1 is a class code, no shelf mark": "4.30 call_number",
    },
    "MEDLINEnbib": {
        _NO_FIELD: """
            more * available_date, more * doi, more * url, more * genre, more * isbn,
            more * title""",
        "the authors that were left out are stood for by et al.": "2.0 author",
        "the year of a date that is none": "4.1 issued",
        "a publisher's identifier is no page": "8.0 page",
    },
    "OVID_Tagged": {
        _NO_FIELD: """
            more * call_number, more * source, more * issn, more * original_title, more * page,
            more * keyword, more * publisher, more * publisher_place, more * pmid,
            more * isbn, more * issue, more * volume""",
        "the whole date, not the month alone": "0.1 issued, 1.0 issued, 3.3 issued",
        "names are not put into another case": "1.0 author, 1.1 author",
        "the full stop of an abbreviated name stays": "2.2 author",
        "Zotero loses an author's initials": "4.0 author",
        "Zotero's own reading of BT is broken off; we keep BT as it is": """
            4.0 container_title, 4.0 page, 4.0 editor""",
        "all the numbers there are": "5.0 issn, 5.1 issn, 6.1 isbn",
        "PU is publisher; country": "6.1 publisher",
        "Zotero keeps a semicolon in a name": "6.1 editor",
        "the quotation marks are the title's": "7.0 title",
    },
    "RefWorks_Tagged": {
        _NO_FIELD: "more * issue, more * isbn, more * publisher, more * url",
        "what has no field is in custom, not in a note": "0.0 note, 1.0 note, 2.0 note, 3.0 note",
    },
    "ReferBibIX": {
        _NO_FIELD: "more * source, more * doi, more * issn, more * number_of_pages",
        "%W is the provider of the database": "0.0 archive_location",
        "the first of two titles of a journal": "0.0 container_title",
        "%H, the names in another script, is in custom, not in a note": "0.0 note",
        "the first of several languages": "1.0 language",
    },
    "Web_of_Science_Tagged": {
        _NO_FIELD: """
            more * source, more * publisher, more * publisher_place, more * issn, more * doi,
            more * collection_title, more * container_title, more * container_title_short,
            more * event_place, more * event_date, more * container_author""",
        "SPR is spring; 1998 is a year": "2.0 issued, 5.1 issued",
        "pages that begin and end on one page are one": "2.0 page",
        "capitals are not put into another case": """
            3.0 publisher, 3.0 publisher_place, 8.0 publisher_place""",
    },
    "Crossref_Unixref_XML": {
        _NO_FIELD: """
            more * available_date, more * event_date, more * event_place, more * genre,
            more * issued, more * number""",
        "where a conference was is no place of publication": "0.0 publisher_place",
        "a line break of the pretty printer before a subscript is no blank": "1.0 title",
        "the degree as it is registered": "3.0 genre",
        "CSL has a type for reviews; Zotero has not": "5.0 type, 5.0 genre",
        "no title is no title": "6.0 title",
        "a licence for text mining is not the work's": "7.0 license, 11.0 license",
        "a dash of Windows-1252.0 is read as one; Zotero drops it": "8.0 title",
    },
    "Datacite_JSON": {
        _NO_FIELD: """
            more * available_date, more * container_title, more * doi, more * genre,
            more * license, more * medium, more * publisher, more * submitted,
            more * version""",
        "descriptions that are no abstract are kept aside, with their kind": "* note",
        "pages without the word for them": "4.0 page, 5.0 page, 7.0 page",
        "a journal's title is no page": "6.0 page",
        "the date of issue, not the printed book's": "10.0 issued",
        "of two abstracts the one in the language of the work": "11.0 abstract",
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
            2.0 archive_location""",
        "the more exact of two dates": "3.0 issued",
        "the genre of a subject is a key word too": "10.0 keyword, 11.0 keyword",
        "CSL has a type for it, Zotero has not": "10.0 type, 11.0 type, 15.0 type, 17.0 type",
        "a journal that ran for some years, or still does": "11.0 issued, 12.0 issued",
        "a disc is no volume": "16.0 number_of_volumes",
        "the publisher's name as its element has it": "18.0 publisher",
        "the same shelf is said once": "18.0 archive_location, 19.0 archive_location",
        "initials as they are written": "18.0 author",
        "the role that the record gives": """
            more 20.0 author, 20.0 contributor, 21.0 author, more 21.0 contributor, more 22.0 author,
            more 22.0 contributor""",
        "a government publication is a report": "21.0 type",
    },
    "PubMed_XML": {
        _NO_FIELD: """
            more * available_date, more * genre, more * issn, more * license, more * pmcid,
            more * pmid""",
        "titles of journals are not put into another case, nor taken apart": """
            0.0 container_title, 0.1 container_title, 2.0 container_title, 2.1 container_title,
            3.0 container_title, 4.0 container_title, 7.0 container_title, 7.0 publisher_place,
            8.0 publisher, 10.0 publisher""",
        "the Bookshelf's address of today": "1.0 url",
        "superscripts and italics are kept": "5.0 abstract, 7.0 abstract",
        "a publisher's identifier is no page and no number": """
            6.0 page, 8.0 number, 9.0 number, 10.0 number""",
    },
    "OpenAlex_JSON": {
        _NO_FIELD: "more * abstract, more * doi, more * license, more * url",
        "the linking ISSN": "1.0 issn, 5.0 issn, 5.3 issn",
        "capitals are not put into another case": "5.3 title",
        "initials as they are written": "5.3 author",
        "a particle goes with the family name": "7.0 author",
    },
}


def scored(translator: str) -> zotero.Score:
    def pairs():
        for case, (text, items) in enumerate(zotero.cases(translator)):
            found = citeform.loads(text, FORMATS[translator])
            assert len(found) == len(items), f"case {case}"
            for place, (item, article) in enumerate(zip(items, found, strict=True)):
                yield f"{case}.{place}", zotero.zotero_item_to_article(item), article

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
        ("RIS", 0.92),
        ("MEDLINEnbib", 0.98),
        ("OVID_Tagged", 0.93),
        ("RefWorks_Tagged", 0.91),
        ("ReferBibIX", 0.89),
        ("Web_of_Science_Tagged", 0.96),
        ("Crossref_Unixref_XML", 0.93),
        ("Datacite_JSON", 0.91),
        ("Endnote_XML", 0.86),
        ("MODS", 0.91),
        ("PubMed_XML", 0.90),
        ("OpenAlex_JSON", 0.94),
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
