"""What is read against the items that Zotero's own translators give for the same input.

Every field counts, also one that we have and Zotero has not. What differs stands in `REASONS`, each
with its reason and the verdict whose value is right (see `tests.data.reasons`); a difference without
one fails, and a reason without a difference fails too.
"""

from __future__ import annotations

import pytest

import citeform
from tests.conftest import needs_shared
from tests.data import zotero
from tests.data.reasons import Reason, better, judge, other, unexplained

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

_DROPPED = "the record says so, and Zotero's item of this type has no field for it, or drops it"

REASONS: dict[str, tuple[Reason, ...]] = {
    "RIS": (
        better(
            _DROPPED,
            """more * archive, more * archive_location, more * authority, more * call_number,
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
        ),
        better(
            "M1 is a number, a series' volume or an issue (EndNote's table of types); Zotero puts it "
            "among the notes without saying what it is",
            """2.0 note, 2.1 note, 2.3 note, 2.9 note, 2.10 note, 2.13 note, 2.14 note, 2.16 note,
            2.22 note, 2.23 note, 2.26 note, 2.31 note, 2.32 note, 2.40 note, 2.41 note,
            2.45 note""",
        ),
        other(
            "M1 and M2 mean something in these types that CSL has no variable for, or another tag "
            "has taken it; a bare number is no note and stays under its tag",
            """1.0 note, 2.2 note, 2.30 note, 2.35 note, 2.37 note, 2.38 note, 2.43 note,
            4.25 note, 4.28 note, 4.29 note, 4.30 note, 4.37 note""",
        ),
        better(
            "RIS names a classic, a figure, a regulation, a score, a pamphlet, a standard, a bill, a "
            "catalogue or a whole periodical, and CSL has that type; Zotero has not",
            """2.1 type, 2.9 type, 2.11 type, 2.23 type, 2.30 type, 2.34 type, 2.38 type,
            2.43 type, 4.22 type, 4.27 type, 4.34 type, 4.35 type""",
        ),
        better(
            "a record of the type GEN, a grant or an unpublished work is no article in a journal, "
            "which Zotero takes for lack of another; one in press (INPR) is no manuscript",
            """2.25 type, 2.27 type, 2.46 type, 4.15 type, 4.18 type, 4.36 type, 11.0 type""",
        ),
        better(
            "the field is one of the type that Zotero took instead: a catalogue has no journal, a "
            "grant no issue, a rule no reporter",
            """2.9 container_title, 2.9 issn, 2.25 issue, 2.27 container_title, 2.27 issue,
            2.27 section, 2.27 volume, 2.30 authority, 2.30 container_title, 2.46 collection_title,
            2.46 issue, 4.34 issue, 4.34 volume, 4.35 publisher_place""",
        ),
        better(
            "T2 is the title of the whole and J2 its abbreviation; Zotero takes the latter for both",
            """2.5 container_title, 2.7 container_title, 2.16 container_title,
            2.21 container_title, 2.47 container_title""",
        ),
        better(
            "TI is the title and ST the short one, also of a case or a law",
            "2.8 title, 2.44 title",
        ),
        better(
            "EndNote names the role: in its own export the tag holds a series' editor, a volume's "
            "editor or no person at all (a department, an audience, a year, the name of a file)",
            """2.3 producer, 2.19 collection_editor, 2.19 editor, 2.22 editor, 2.24 contributor,
            2.26 collection_editor, 2.34 contributor, 2.34 translator, 2.37 performer,
            2.41 translator, 2.42 collection_editor, 2.42 editor""",
        ),
        better(
            "EndNote names the field: a version is no number of volumes, a country no designated "
            "state, pages in a whole no extent of it",
            """2.19 number_of_volumes, 2.20 number_of_volumes, 2.38 number_of_pages,
            2.39 publisher_place, 2.42 number_of_pages, 4.24 number_of_pages""",
        ),
        better(
            "of ProCite's labels in N1, what CSL has a variable for is no note",
            """4.1 note, 4.2 note, 4.10 note, 4.11 note, 4.13 note, 4.31 note, 4.32 note""",
        ),
        other(
            "ProCite's second author and issue stay a note with their label; Zotero has a field in "
            "the type that it took",
            "4.4 note, 4.16 note, 4.27 note, 4.34 note",
        ),
        better(
            "ProCite's VL is the edition, IS the volume and SP how many pages in these types",
            "4.26 volume, 4.27 volume, 4.31 page",
        ),
        better(
            "a name without a comma is not turned round: 'Subsidiary Author' is nobody called Author",
            "4.7 collection_editor, 4.20 editor",
        ),
        other(
            "which role ProCite's further authors have is not said; they stay notes",
            "4.2 producer, 4.4 collection_editor, 4.31 collection_editor",
        ),
        better("ProCite's M1 of a patent is a class code, no number of it", "4.30 call_number"),
    ),
    "MEDLINEnbib": (
        better(
            _DROPPED,
            """more * available_date, more * doi, more * url, more * genre, more * isbn,
            more * title""",
        ),
        better(
            "'et al.' among the authors stands for those who were left out, and is printed so",
            "2.0 author",
        ),
        better("a date that is none (2019 Win-Spr) has a year all the same", "4.1 issued"),
        better(
            "the capitals of an English journal's name, which NLM's catalogue leaves out; the name "
            "as registered is kept. Zotero does so in PubMed's XML, but not here",
            "3.0 container_title, 5.0 container_title, 8.0 container_title",
        ),
        better(
            "S1080-6032(22)00139-9 is a publisher's identifier; any style would print a range of "
            "pages",
            "8.0 page",
        ),
    ),
    "OVID_Tagged": (
        better(
            _DROPPED,
            """more * call_number, more * source, more * issn, more * original_title,
            more * page, more * keyword, more * publisher, more * publisher_place, more * pmid,
            more * isbn, more * issue, more * volume""",
        ),
        better(
            "the whole date, not the month or the year alone", "0.1 issued, 1.0 issued, 3.3 issued"
        ),
        better("the full stop of an abbreviated name (Ph.) belongs to it", "2.2 author"),
        better("Zotero loses the first author's initials", "4.0 author"),
        better(
            "the book's title to its end, where Zotero breaks off at 'Professor A.', and the pages "
            "of the chapter, not those of the book",
            "4.0 container_title, 4.0 page",
        ),
        better("all the numbers there are, Zotero's among them", "5.0 issn, 5.1 issn, 6.1 isbn"),
        better("PU is publisher and country with a semicolon between", "6.1 publisher"),
        better("a semicolon divides two editors and is part of neither's name", "6.1 editor"),
        other("quotation marks round a whole title are kept as the title's", "7.0 title"),
    ),
    "RefWorks_Tagged": (
        better(_DROPPED, "more * issue, more * isbn, more * publisher, more * url"),
        better(
            "Zotero's note 'The following values have no corresponding Zotero field' is its own "
            "message; the values are in custom by their tags, and no style prints them",
            "0.0 note, 1.0 note, 2.0 note, 3.0 note",
        ),
    ),
    "ReferBibIX": (
        better(_DROPPED, "more * source, more * doi, more * issn, more * number_of_pages"),
        better(
            "%W is the provider of the database, no place in an archive", "0.0 archive_location"
        ),
        better(
            "the first of two titles of a journal, the one in the record's own language",
            "0.0 container_title",
        ),
        better(
            "%H, the authors' names in another script, stays with its tag and is no note",
            "0.0 note",
        ),
        other(
            "language is one tag of a language in CSL: the first of several; the others are kept",
            "1.0 language",
        ),
    ),
    "Web_of_Science_Tagged": (
        better(
            _DROPPED,
            """more * source, more * publisher, more * publisher_place, more * issn, more * doi,
            more * collection_title, more * container_title, more * container_title_short,
            more * event_place, more * event_date, more * container_author""",
        ),
        better(
            "SPR with 2011 is spring 2011, and 1998 a year; Zotero has no date",
            "2.0 issued, 5.1 issued",
        ),
        better("what begins and ends on page 82 is on page 82", "2.0 page"),
    ),
    "Crossref_Unixref_XML": (
        better(
            _DROPPED,
            """more * available_date, more * event_date, more * event_place, more * genre,
            more * issued, more * number""",
        ),
        better(
            "where the conference was is no place of publication; it has its own variable",
            "0.0 publisher_place",
        ),
        better("a pretty printer's line break before a subscript is no blank", "1.0 title"),
        other("the degree as it is registered, with its explanation in brackets", "3.0 genre"),
        better("a peer review is no manuscript; CSL has the type review", "5.0 type"),
        other("the words for it begin with a capital, as 'Preprint' does", "5.0 genre"),
        better(
            "where there is no title there is none, not the words '[No title found]'", "6.0 title"
        ),
        better(
            "a licence for text mining alone is not the work's licence",
            "7.0 license, 11.0 license",
        ),
        better("a dash in Windows-1252 is read as one; Zotero drops it", "8.0 title"),
    ),
    "Datacite_JSON": (
        better(
            _DROPPED,
            """more * available_date, more * container_title, more * doi, more * genre,
            more * license, more * medium, more * publisher, more * submitted,
            more * version""",
        ),
        better(
            "descriptions that are no abstract (series, licences, references as JSON) are kept in "
            "custom with their kind; as a note, styles would print them",
            "* note",
        ),
        better(
            "pages without the word for them, which the style sets: 42-79, not '42-79 Seiten'",
            "4.0 page, 5.0 page, 7.0 page",
        ),
        better("a journal's title is no page", "6.0 page"),
        better(
            "of two abstracts the one in the language of the work; Zotero takes the last",
            "11.0 abstract",
        ),
    ),
    "Endnote_XML": (
        better(_DROPPED, "more * publisher_place"),
        better("the full stop of 'Jr.' belongs to it", "2.1 author"),
        better(
            "Zotero's note 'The following values have no corresponding Zotero field' is its own "
            "message, of values that have a field in CSL or say again what the record said",
            "0.2 note, 0.5 note, 0.8 note",
        ),
        better(
            "the three secondary authors of a book that has no authors are its editors, and were",
            "0.3 collection_editor, 0.3 editor",
        ),
    ),
    "MODS": (
        better(
            _DROPPED,
            """more * call_number, more * collection_title, more * container_title,
            more * edition, more * issn, more * issue, more * language, more * number_of_pages,
            more * number_of_volumes, more * publisher, more * publisher_place,
            more * supplement_number, more * url""",
        ),
        better("January 2003, not 2003 alone", "3.0 issued"),
        better(
            "the genre of a subject ('Periodicals') is a key word too",
            "10.0 keyword, 11.0 keyword",
        ),
        better(
            "a score, a periodical, a manuscript: CSL has the type, Zotero's is 'document'",
            "10.0 type, 11.0 type, 15.0 type, 17.0 type",
        ),
        better(
            "a journal that ran for some years, or still does, is not of its first year",
            "11.0 issued, 12.0 issued",
        ),
        better("one disc is no number of volumes", "16.0 number_of_volumes"),
        better(
            "the publisher of the record; Zotero's is the whole imprint of the series, with place "
            "and years",
            "18.0 publisher",
        ),
        better("the same shelf is said once", "18.0 archive_location, 19.0 archive_location"),
        other(
            "initials as they are written (K.L.), so that the record comes back unchanged",
            "18.0 author",
        ),
        better(
            "the record says who is the author and who only an associated name",
            """more 20.0 author, 20.0 contributor, 21.0 author, more 21.0 contributor,
            more 22.0 author, more 22.0 contributor""",
        ),
        better("a government publication with an author is a report, no 'document'", "21.0 type"),
    ),
    "PubMed_XML": (
        better(
            _DROPPED,
            """more * available_date, more * genre, more * issn, more * license, more * pmcid,
            more * pmid""",
        ),
        better("the Bookshelf's address of today, by https", "1.0 url"),
        better(
            "italics and superscripts (R squared) are kept; without them it is R2",
            "5.0 abstract, 7.0 abstract",
        ),
    ),
    "OpenAlex_JSON": (
        better(_DROPPED, "more * abstract, more * doi, more * license, more * url"),
        other(
            "a title in capitals stays so: which words are acronyms cannot be known; `check` tells",
            "5.3 title",
        ),
        better("a particle goes with the family name (de Perrot)", "7.0 author"),
    ),
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
    without, unused = unexplained(scored(translator), REASONS[translator])
    assert (without, unused) == ([], [])


@needs_shared
@pytest.mark.parametrize(
    ("translator", "least"),
    [
        ("RIS", 0.93),
        ("MEDLINEnbib", 0.96),
        ("OVID_Tagged", 0.94),
        ("RefWorks_Tagged", 0.91),
        ("ReferBibIX", 0.89),
        ("Web_of_Science_Tagged", 0.98),
        ("Crossref_Unixref_XML", 0.93),
        ("Datacite_JSON", 0.91),
        ("Endnote_XML", 0.93),
        ("MODS", 0.92),
        ("PubMed_XML", 0.98),
        ("OpenAlex_JSON", 0.98),
    ],
)
def test_most_of_what_zotero_expects_is_equal(translator, least):
    """Letter for letter, before any reason is looked at; a score that falls is looked at."""
    assert judge(scored(translator), ()).equal_share >= least


@needs_shared
@pytest.mark.parametrize("translator", FORMATS)
def test_nearly_all_of_what_zotero_expects_is_equal_or_better(translator):
    assert judge(scored(translator), REASONS[translator]).good_share >= 0.97


@needs_shared
@pytest.mark.parametrize("translator", FORMATS)
def test_the_content_tells_the_format(translator):
    for text, items in zotero.cases(translator):
        assert len(citeform.loads(text)) == len(items)
