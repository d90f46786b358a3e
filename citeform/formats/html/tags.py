"""An article to the meta tags of a page's head: Google Scholar's, and Dublin Core's for its type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from citeform.formats.html.vocabularies import WRITTEN_TYPES
from citeform.formats.plainlosses import report_differences
from citeform.formats.registry import BUILT_IN
from citeform.formats.serials import split_serials
from citeform.model.dates import Date
from citeform.model.record import thaw
from citeform.text import keywords
from citeform.text.tags import without_tags

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.base import FormatInfo
    from citeform.model.article import Article
    from citeform.model.names import Name

Tag = tuple[str, str]
"""Name and content, not escaped."""

_TEXTS: tuple[tuple[str, str], ...] = (
    ("citation_journal_abbrev", "container_title_short"),
    ("citation_series_title", "collection_title"),
    ("citation_conference_title", "event_title"),
    ("citation_conference_place", "event_place"),
    ("citation_volume", "volume"),
    ("citation_issue", "issue"),
    ("citation_num_pages", "number_of_pages"),
    ("citation_edition", "edition"),
    ("citation_section", "section"),
    ("citation_article_type", "genre"),
    ("citation_issn", "issn"),
    ("citation_isbn", "isbn"),
    ("citation_doi", "doi"),
    ("citation_pmid", "pmid"),
    ("citation_pmcid", "pmcid"),
    ("citation_language", "language"),
    ("citation_public_url", "url"),
    ("citation_abstract", "abstract"),
    ("dc.license", "license"),
)
_IN_BOOKS = frozenset(
    {"chapter", "paper-conference", "entry", "entry-encyclopedia", "entry-dictionary"}
)
_NUMBERS = {"report": "citation_technical_report_number", "patent": "citation_patent_number"}
_PUBLISHERS = {
    "thesis": "citation_dissertation_institution",
    "report": "citation_technical_report_institution",
}
_PEOPLE = (("citation_editor", "editor"), ("citation_translator", "translator"))


class MetaTags:
    """The format `html-meta`: writes `<meta name="citation_…">` for the head of a page."""

    @property
    def info(self) -> FormatInfo:
        """Name, suffixes, media types."""
        return BUILT_IN["html-meta"]

    def write(self, articles: Iterable[Article], report: Report) -> Iterator[str]:
        """A tag a line; what the tags cannot say goes to `report`.

        A page is about one work: of several the tags follow each other after an empty line, and
        belong into pages of their own.
        """
        between = ""
        for article in articles:
            tags = _with_kept(tags_of(article), article)
            _report_lost(tags, article, report)
            yield between + "".join(map(_written, tags))
            between = "\n"


META_TAGS = MetaTags()


def _written(tag: Tag) -> str:
    name, content = tag
    return f'<meta name="{escape(name)}" content="{escape(content)}">\n'


def tags_of(article: Article) -> list[Tag]:
    """The tags that say the article's fields, title and authors first."""
    tags: list[Tag] = []
    if article.title:
        tags.append(("citation_title", without_tags(article.title)))
    for name in article.author:
        tags.append(("citation_author", inverted(name)))
        tags.extend(("citation_author_institution", place) for place in name.affiliation)
        if name.orcid:
            tags.append(("citation_author_orcid", f"https://orcid.org/{name.orcid}"))
    for key, attribute in _PEOPLE:
        tags.extend((key, inverted(name)) for name in getattr(article, attribute))
    for key, date in (
        ("citation_publication_date", article.issued),
        ("citation_online_date", article.available_date),
    ):
        if date is not None and (text := _day(date)):
            tags.append((key, text))
    if article.container_title:
        key = "citation_inbook_title" if article.type in _IN_BOOKS else "citation_journal_title"
        tags.append((key, without_tags(article.container_title)))
    if article.publisher:
        key = _PUBLISHERS.get(article.type, "citation_publisher")
        tags.append((key, without_tags(article.publisher)))
    if article.number:
        key = _NUMBERS.get(article.type, "citation_article_number")
        tags.append((key, without_tags(article.number)))
    for key, attribute in _TEXTS:
        text = getattr(article, attribute)
        several = split_serials(text) if attribute in {"issn", "isbn"} else [text]
        tags.extend((key, without_tags(each)) for each in several if each)
    tags.extend(_pages(article.page))
    tags.extend(
        ("citation_keywords", word) for word in keywords.split(without_tags(article.keyword))
    )
    if article.type in WRITTEN_TYPES:
        tags.append(("dc.type", WRITTEN_TYPES[article.type]))
    return tags


def inverted(name: Name) -> str:
    """The name as "Family, Given, Suffix", particles with the family name; a body as it is."""
    family = " ".join(
        filter(None, (name.dropping_particle, name.non_dropping_particle, name.family))
    )
    family = family.replace("' ", "'").replace("’ ", "’")
    if not family:
        return name.literal or name.given
    return ", ".join(filter(None, (family, name.suffix, name.given)))


def _day(date: Date) -> str:
    """The date as Google Scholar has it: 2011/09/30, 2011/09 or 2011; "" for what that is not."""
    plain = Date(date.year, date.month, date.day)
    if date != plain or date.year is None or date.year <= 0:
        return ""
    return plain.to_edtf().replace("-", "/")


def _pages(page: str) -> list[Tag]:
    match = re.fullmatch(r"([^\s,;-]+)-([^\s,;-]+)", page)
    if match and match[1] != match[2]:
        return [("citation_firstpage", match[1]), ("citation_lastpage", match[2])]
    if re.fullmatch(r"[^\s,;-]+", page):
        return [("citation_firstpage", page)]
    return [("citation_pages", page)] if page else []


def _with_kept(tags: list[Tag], article: Article) -> list[Tag]:
    """The tags and what the page had besides, as far as it does not contradict them."""
    kept = thaw(article.custom.get("html", {}))
    said = {name for name, _ in tags}
    more = [
        (name, content)
        for name, contents in kept.items()
        if name not in said
        for content in (contents if isinstance(contents, list) else [contents])
        if isinstance(content, str)
    ]
    return [*tags, *more]


def _report_lost(tags: list[Tag], article: Article, report: Report) -> None:
    """Report each field that a reader of the tags would not find as it is."""
    from citeform.diagnostics import Report as Silent
    from citeform.formats.html.page import PAGE
    from citeform.formats.source import Source
    from citeform.model.article import Article

    silent = Silent()
    source = Source("".join(map(_written, tags)), silent)
    again = next(PAGE.read(source, silent), Article())
    report_differences(article, again, "a page's head", report)
