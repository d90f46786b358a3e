"""BibTeX and biblatex against what pandoc and Zotero make of the same input, field by field.

Titles are compared without regard to case: pandoc turns English ones into sentence case on reading,
citeform keeps them as given and leaves case to the citation style. Every other difference stands
below with its reason; one that no longer differs makes the test fail.
"""

import re
from collections.abc import Iterator

import citeform
from citeform.formats.csljson import from_item, to_item
from citeform.model.article import Article
from citeform.model.dates import Date
from tests.conftest import DATA, needs_shared
from tests.data import zotero
from tests.data.pandoc_pairs import pairs
from tests.data.zotero import Difference, Score, unexplained

_TAGS = re.compile(r"</?(?:i|b|sup|sub|span|sc)\b[^>]*>")
_DATES = {"issued", "accessed", "event-date", "original-date"}
_UPPER = {name.lower(): name for name in ("DOI", "ISBN", "ISSN", "PMID", "PMCID", "URL")}
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u2009": " "})


def plain(field, value):
    """A value in a form in which what means the same is equal."""
    if isinstance(value, list):
        return [{part: plain("", text) for part, text in name.items()} for name in value]
    if field in _DATES:
        date = Date.parse(value) if isinstance(value, str) else from_item({"issued": value}).issued
        return date.replace(raw="") if date else ""
    text = _TAGS.sub("", str(value)).translate(_STRAIGHT).replace("---", "—").replace("--", "–")
    text = " ".join(text.split())
    return text.casefold() if "title" in field else text


def pandoc_score() -> Score:
    """Every field of every item of pandoc's cases."""
    equal = 0
    differences: dict[str, Difference] = {}
    for pair in pairs(DATA / "pairs-pandoc", "bibtex", "biblatex"):
        ours = {each.id: to_item(each) for each in citeform.loads(pair.source, pair.format)}
        for expected in pair.items:
            expected = {_UPPER.get(key, key): value for key, value in expected.items()}  # noqa: PLW2901
            actual = ours.pop(expected["id"], {})
            for field in sorted({*expected, *actual} - {"custom", "id"}):
                wanted, got = expected.get(field, ""), actual.get(field, "")
                wanted = plain(field, wanted) if wanted else ""
                got = plain(field, got) if got else ""
                if wanted == got:
                    equal += 1
                else:
                    key = f"{pair.name}:{expected['id']} {field}"
                    differences[key] = Difference(field, wanted, got)
        for extra in ours:
            differences[f"{pair.name}:{extra} record"] = Difference("record", "", extra)
    return Score(equal, differences)


PANDOC = {
    "pandoc makes up a short title from what stands before a colon; we only take one that is given, or "
    "the title of a title and subtitle": "* title-short",
    "CSL 1.0.2 has the type document, for what pandoc leaves without": "7678:doe type, "
    "7678#1:doe type, 9616:3252037 type",
    "CSL 1.0.2 has the type periodical; the whole issue is none of its articles": "biblatex-jcg:jcg type, "
    "biblatex-periodical:jcg type",
    "a book within a book is in its container: a chapter in CSL": "biblatex-crossref-nested:bookinbook-1 type",
    "archive and number of an eprint have variables in CSL, and are set besides the address": "more * archive, "
    "more * archive_location",
    "the address that the archive itself gives": "biblatex-wilde:wilde URL",
    "`url=false` in the options says what to print, not what is known": "more * DOI, "
    "biblatex-options-url-false-doi-false:item1 URL",
    "an article number is the article's number, and stands in the place of pages": "more * number, "
    "more * page",
    "the title of a special issue is the title of that volume": "biblatex-article:article-opt volume-title",
    "the further editors (editora …) are editors": "biblatex-article:article-opt editor",
    "the year 0 of EDTF is 1 BCE, and y-123456789 is a year of its drafts": "biblatex-edtf-date:item5-1 issued, "
    "biblatex-edtf-date:item5-14 issued",
    "an uncertain year (1723?) is an uncertain year": "biblatex-edtf-date:item5-9 issued",
    "biblatex inherits bookauthor only into parts of the book (manual, appendix B)": "biblatex-crossref-nested:"
    "book-1 container-author",
    "pandoc leaves out from a percent sign to the end of the line; a BibTeX value has no comments, and "
    "half the text would be lost": "7668:JW83 author",
    "a formula that text can show is shown": "9616:3252037 title",
    r"pandoc keeps `\arabic{author}` as raw TeX": "biblatex-cotton:cotton annote, biblatex-murray:murray annote",
    "only the quotation marks' form differs": "biblatex-britannica:britannica annote, biblatex-cms:cms annote, "
    "biblatex-manual:cms annote, biblatex-reese:reese annote",
}
"""Reason to differences; see `tests.data.zotero.unexplained`."""


@needs_shared
def test_pandocs_cases():
    score = pandoc_score()
    assert score.equal + len(score.differences) > 1500
    assert unexplained(score, PANDOC) == ([], [])
    assert score.share > 0.95


def zotero_pairs() -> Iterator[tuple[str, Article, Article | None]]:
    """Key, expected and read article, of Zotero's import cases."""
    for number, (source, items) in enumerate(zotero.cases("BibTeX")):
        library = citeform.loads(source, "bibtex")
        by_id = {each.id: each for each in library}
        for place, item in enumerate(items):
            expected = zotero.zotero_item_to_article(item)
            actual = by_id.get(expected.id) or next(iter(library[place : place + 1]), None)
            if actual is not None:
                fields = {
                    name: re.sub(r'<span class="nocase">(.*?)</span>', r"\1", value)
                    for name, value in actual.items()
                    if isinstance(value, str) and "nocase" in value
                }
                actual = actual.replace(**fields)
            yield f"{number}.{place}", expected, actual


ZOTERO = {
    "inherited by crossref, which Zotero does not follow": "2.0 container_title, 2.0 issued, 2.0 editor",
    "a superscript, subscript or symbol stays what it is, it does not become another character": "6.0 title, "
    "22.0 title, 5.0 title, 18.0 title",
    "the date of access is known": "7.0 accessed, 17.0 accessed",
    "BibTeX reads a small word within a name as a particle ('American Rights at Work')": "7.0 author, "
    "17.0 author, 20.0 author",
    "initials stay as they are written (KC)": "19.0 author",
    "an empty group shows nothing": "9.0 title",
    "the archive and the number there are variables; other catalogues' numbers are kept as fields, not put "
    "into a note": "more * archive, more * archive_location, 11.0 note, 12.0 note, 15.1 note",
    "the thesis is named as biblatex does": "13.0 genre, 13.1 genre",
    "in ACM's exports the conference was at the location; that has a variable": "14.0 event_place, 14.0 note",
    "the number of pages is known": "14.0 number_of_pages, 20.0 number_of_pages",
    "a publisher is kept whatever the type": "15.0 publisher, 15.0 publisher_place",
    r"a doubled backslash is a line break in LaTeX, not an accent": "18.0 publisher, 18.0 author",
    r"a command of letters swallows the blank behind it": "21.0 author",
}


@needs_shared
def test_zoteros_cases():
    score = zotero.score(zotero_pairs())
    assert score.equal > 150
    assert unexplained(score, ZOTERO) == ([], [])


@needs_shared
def test_zoteros_count_of_records():
    for source, items in zotero.cases("BibTeX"):
        assert len(citeform.loads(source, "bibtex")) >= len(items)
