"""Word's list of sources (Sources.xml), written: what "References > Manage Sources" opens.

Source: ECMA-376, part 1, section 22.6 (Bibliography), and its schema shared-bibliography.xsd.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from citeform.formats.plainlosses import DATES, report_nearest_type, report_plain_losses
from citeform.formats.registry import BUILT_IN
from citeform.model.dates import Date
from citeform.text.output.xml import element, escape, unmarked

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.model.article import Article
    from citeform.model.names import Name

info = BUILT_IN["word"]

_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"

TYPES = {
    "article": "ArticleInAPeriodical",
    "article-journal": "JournalArticle",
    "article-magazine": "ArticleInAPeriodical",
    "article-newspaper": "ArticleInAPeriodical",
    "bill": "Case",
    "book": "Book",
    "chapter": "BookSection",
    "classic": "Book",
    "dataset": "ElectronicSource",
    "entry-dictionary": "BookSection",
    "entry-encyclopedia": "BookSection",
    "figure": "Art",
    "graphic": "Art",
    "interview": "Interview",
    "legal_case": "Case",
    "legislation": "Case",
    "motion_picture": "Film",
    "musical_score": "SoundRecording",
    "pamphlet": "Book",
    "paper-conference": "ConferenceProceedings",
    "patent": "Patent",
    "performance": "Performance",
    "periodical": "ArticleInAPeriodical",
    "post": "InternetSite",
    "post-weblog": "InternetSite",
    "report": "Report",
    "review": "JournalArticle",
    "review-book": "JournalArticle",
    "software": "ElectronicSource",
    "song": "SoundRecording",
    "speech": "ConferenceProceedings",
    "standard": "Report",
    "thesis": "Report",
    "webpage": "InternetSite",
}
"""CSL's type to Word's; "Misc" for all others."""

_EXACT = frozenset(
    "article-journal book chapter document interview legal_case motion_picture paper-conference"
    " patent performance report webpage".split()
)
"""CSL's types that Word's type says and no other."""

_CONTAINER = {
    "JournalArticle": "JournalName",
    "ArticleInAPeriodical": "PeriodicalTitle",
    "BookSection": "BookTitle",
    "ConferenceProceedings": "ConferenceName",
    "InternetSite": "InternetSiteTitle",
    "Art": "PublicationTitle",
    "Misc": "PublicationTitle",
    "SoundRecording": "AlbumTitle",
    "Interview": "BroadcastTitle",
}
"""Word's type to the element for what the work appeared in; none where Word has none."""
_TEXTS = {
    "authority": "Court",
    "edition": "Edition",
    "event_place": "City",
    "genre": "ThesisType",
    "issue": "Issue",
    "medium": "Medium",
    "note": "Comments",
    "number_of_volumes": "NumberVolumes",
    "page": "Pages",
    "publisher": "Publisher",
    "publisher_place": "City",
    "title": "Title",
    "title_short": "ShortTitle",
    "url": "URL",
    "version": "Version",
    "volume": "Volume",
    "doi": "DOI",
}
"""Attribute to Word's element; a field without one is reported."""
_NUMBERS = {"Patent": "PatentNumber", "Case": "CaseNumber", "Report": ""}
_ROLES = {
    "author": "Author",
    "compiler": "Compiler",
    "composer": "Composer",
    "container_author": "BookAuthor",
    "director": "Director",
    "editor": "Editor",
    "interviewer": "Interviewer",
    "performer": "Performer",
    "producer": "ProducerName",
    "translator": "Translator",
}
_FIRST_ROLE = {"Art": "Artist", "Patent": "Inventor", "Interview": "Interviewee"}
"""Word's type to its name for the author, where that is not "Author"."""


def write(articles: Iterable[Article], report: Report) -> Iterator[str]:
    """A list of sources; what Word has no element for is reported."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<b:Sources xmlns:b="{_NAMESPACE}" xmlns="{_NAMESPACE}" SelectedStyle="">\n'
    taken: set[str] = set()
    for number, article in enumerate(articles, 1):
        yield f"  {_source(article, number, taken, report)}\n"
    yield "</b:Sources>\n"


def _source(article: Article, number: int, taken: set[str], report: Report) -> str:
    kind = TYPES.get(article.type, "Misc")
    report_plain_losses(article, "Word", report, keeps={DATES})
    if article.type and article.type not in _EXACT:
        report_nearest_type(article, kind, "Word", report)
    rows = [_row("Tag", escape(_tag(article.id, number, taken))), _row("SourceType", kind)]
    lost = []
    done: set[str] = set()
    for name, value in article.items():
        if name in {"id", "type", "custom", "issued", "accessed", *_ROLES}:
            continue
        tag = _element_of(name, kind)
        text = str(value)
        if tag and tag not in done and isinstance(value, str):
            rows.append(_row(tag, unmarked(text)))
            done.add(tag)
        else:
            lost.append((name, text))
    rows.extend(_date(article.issued, "") if article.issued is not None else ())
    rows.extend(_date(article.accessed, "Accessed") if article.accessed is not None else ())
    people = [
        _row(_role(name, kind), _people(getattr(article, name)))
        for name in _ROLES
        if getattr(article, name)
    ]
    if people:
        rows.append(_row("Author", "".join(people)))
    rows.append(_row("RefOrder", str(number)))
    for name in ("issued", "accessed"):
        date = getattr(article, name)
        if date is not None and not _is_whole(date):
            lost.append((name, str(date)))
    for name, text in lost:
        report.add(
            "write.lost-field",
            f"Word has no place for {name} in {kind}: {text[:60]}",
            record=article.id,
        )
    return _row("Source", "".join(rows))


def _element_of(name: str, kind: str) -> str:
    if name == "container_title":
        return _CONTAINER.get(kind, "")
    if name == "number":
        return _NUMBERS.get(kind, "StandardNumber")
    if name in {"isbn", "issn"}:
        return "StandardNumber"
    if name == "event_title":
        return "ConferenceName" if kind == "ConferenceProceedings" else ""
    if name == "publisher" and kind == "Report":
        return "Institution"
    return _TEXTS.get(name, "")


def _role(name: str, kind: str) -> str:
    return _FIRST_ROLE.get(kind, "Author") if name == "author" else _ROLES[name]


def _row(tag: str, content: str) -> str:
    return element(f"b:{tag}", content)


def _tag(key: str, number: int, taken: set[str]) -> str:
    """The key, made unique: Word finds a source by it."""
    tag = key or f"source{number}"
    while tag in taken:
        tag += "_"
    taken.add(tag)
    return tag


def _people(names: tuple[Name, ...]) -> str:
    """A list of persons; a body alone is Word's "corporate author"."""
    if len(names) == 1 and not names[0].family:
        return _row("Corporate", escape(names[0].literal or names[0].given))
    return _row("NameList", "".join(map(_person, names)))


def _person(name: Name) -> str:
    if not name.family:
        last = "et al." if name.is_others else name.literal or name.given
        return _row("Person", _row("Last", escape(last)))
    last = " ".join(filter(None, [name.non_dropping_particle, name.family, name.suffix]))
    first, _, middle = name.given.partition(" ")
    middle = " ".join(filter(None, [middle, name.dropping_particle]))
    parts = [_row("Last", escape(last))]
    if first:
        parts.append(_row("First", escape(first)))
    if middle:
        parts.append(_row("Middle", escape(middle)))
    return _row("Person", "".join(parts))


def _is_whole(date: Date) -> bool:
    """Whether year, month and day, or words alone, are all that the date says."""
    return date in (Date(date.year, date.month, date.day), Date(literal=date.literal))


def _date(date: Date, suffix: str) -> Iterator[str]:
    if date.year is None:
        if date.literal:
            yield _row(f"Year{suffix}", escape(date.literal))
        return
    yield _row(f"Year{suffix}", str(date.year))
    if date.month:
        yield _row(f"Month{suffix}", str(date.month))
    if date.day:
        yield _row(f"Day{suffix}", str(date.day))
