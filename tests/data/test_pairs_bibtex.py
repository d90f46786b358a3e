"""BibTeX and biblatex against what pandoc and Zotero make of the same input, field by field.

Titles are compared without regard to case: pandoc turns English ones into sentence case on reading,
citeform keeps them as given and leaves case to the citation style. Every other difference stands
below with its reason and the verdict whose value is right (see `tests.data.reasons`); one that no
longer differs makes the test fail.
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
from tests.data.reasons import better, judge, other, unexplained
from tests.data.zotero import Difference, Score

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


PANDOC = (
    other(
        "pandoc makes up a short title from what stands before a colon; we only take one that is given, "
        "or the title of a title and subtitle, for no style can tell a made-up one from a real one",
        "* title-short",
    ),
    better(
        "CSL 1.0.2 has the type document, for what pandoc leaves without",
        "7678:doe type, 7678#1:doe type, 9616:3252037 type",
    ),
    better(
        "CSL 1.0.2 has the type periodical; the whole issue is none of its articles",
        "biblatex-jcg:jcg type, biblatex-periodical:jcg type",
    ),
    better(
        "a book within a book has a container, which in CSL makes it a chapter",
        "biblatex-crossref-nested:bookinbook-1 type",
    ),
    better(
        "archive and number of an eprint have variables in CSL, and are set besides the address",
        "more * archive, more * archive_location",
    ),
    better("the address that Google Books itself gives", "biblatex-wilde:wilde URL"),
    better(
        "`url=false` in the options says what to print, not what is known",
        "more * DOI, biblatex-options-url-false-doi-false:item1 URL",
    ),
    better(
        "an article number is the article's number, and stands in the place of pages",
        "more * number, more * page",
    ),
    better(
        "the title of a special issue is the title of that volume",
        "biblatex-article:article-opt volume-title",
    ),
    better(
        "the further editors (editora …) are editors, whom pandoc leaves out",
        "biblatex-article:article-opt editor",
    ),
    better(
        "the year 0 of EDTF is 1 BCE, and y-123456789 is a year of its drafts",
        "biblatex-edtf-date:item5-1 issued, biblatex-edtf-date:item5-14 issued",
    ),
    better("an uncertain year (1723?) is an uncertain year", "biblatex-edtf-date:item5-9 issued"),
    better(
        "biblatex inherits bookauthor only into parts of the book (manual, appendix B)",
        "biblatex-crossref-nested:book-1 container-author",
    ),
    better(
        "pandoc leaves out from a percent sign to the end of the line; a BibTeX value has no comments, "
        "and half the text would be lost",
        "7668:JW83 author",
    ),
    better("a formula that text can show is shown, and is no TeX", "9616:3252037 title"),
    other(
        r"pandoc keeps `\arabic{author}` as raw TeX, which only TeX can print",
        "biblatex-cotton:cotton annote, biblatex-murray:murray annote",
    ),
    other(
        "only the quotation marks' form differs",
        "biblatex-britannica:britannica annote, biblatex-cms:cms annote, biblatex-manual:cms annote, "
        "biblatex-reese:reese annote",
    ),
)
"""Why pandoc's items differ, and whose value is right."""


@needs_shared
def test_pandocs_cases():
    score = pandoc_score()
    assert score.equal + len(score.differences) > 1500
    assert unexplained(score, PANDOC) == ([], [])
    judged = judge(score, PANDOC)
    assert judged.equal_share >= 0.97
    assert judged.good_share >= 0.98


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


ZOTERO = (
    better(
        "inherited by crossref, which Zotero does not follow",
        "2.0 container_title, 2.0 issued, 2.0 editor",
    ),
    better(
        "a superscript or subscript is markup, as in the other titles, and TEL are three letters; "
        "Zotero turns them into single characters, one of them a telephone sign",
        "6.0 title, 18.0 title, 22.0 title",
    ),
    other(r"`\~` without a letter is a tilde; of the two, the one on the keyboard", "5.0 title"),
    better("the date of access is known", "7.0 accessed, 17.0 accessed"),
    other(
        "BibTeX and biber read a small word within a name as a particle (American Rights at Work), and "
        "print the words in the same order; both readings of a body's name without braces are wrong",
        "7.0 author, 17.0 author",
    ),
    other(
        "so they read 'sudhin jacob', and we with them; Zotero sees the two names that are meant",
        "20.0 author",
    ),
    other(
        "initials stay as they are written (KC), or every file would change by being read",
        "19.0 author",
    ),
    better("a line break and an empty group show nothing", "9.0 title"),
    better(
        "the archive and the number there are variables; other catalogues' numbers are kept as fields, "
        "not put into a note, and written back",
        "more * archive, more * archive_location, 11.0 note, 12.0 note, 15.1 note",
    ),
    other(
        "the thesis is named as biblatex and pandoc do, without a second capital",
        "13.0 genre, 13.1 genre",
    ),
    better("the number of pages is known", "14.0 number_of_pages, 20.0 number_of_pages"),
    better("a publisher is kept whatever the type", "15.0 publisher, 15.0 publisher_place"),
    better(
        r"a doubled backslash is a line break in LaTeX, no accent; Zotero leaves half of it in the text",
        "18.0 publisher, 18.0 author",
    ),
    better("a command of letters swallows the blank behind it (D'aspremont)", "21.0 author"),
)
"""Why Zotero's items differ, and whose value is right."""


@needs_shared
def test_zoteros_cases():
    score = zotero.score(zotero_pairs())
    assert score.equal > 150
    assert unexplained(score, ZOTERO) == ([], [])
    judged = judge(score, ZOTERO)
    assert judged.equal_share >= 0.92
    assert judged.good_share >= 0.96


@needs_shared
def test_zoteros_count_of_records():
    for source, items in zotero.cases("BibTeX"):
        assert len(citeform.loads(source, "bibtex")) >= len(items)
