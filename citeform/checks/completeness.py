"""Rules on what a record lacks: its id, type, and the fields that a work of its type needs.

The table says what each type needs; it follows what CSL's styles print of that type and the
required fields of BibTeX's entry types (btxdoc, 3.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeform.checks.subject import Finding, Rule, Subject, shown
from citeform.identifiers import doi

_ARTICLES = ("article-journal", "article-magazine", "article-newspaper", "review", "review-book")
_CONTAINED = (*_ARTICLES, "chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia")
_PUBLISHED = ("book", "thesis", "report")
_ON_THE_WEB = ("webpage", "post", "post-weblog")
_WITHOUT_AUTHOR = frozenset(
    {
        *_ON_THE_WEB,
        *("article-newspaper", "article-magazine", "bill", "broadcast", "classic", "collection"),
        *("dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event"),
        *("figure", "graphic", "hearing", "legal_case", "legislation", "map", "motion_picture"),
        *("musical_score", "pamphlet", "patent", "performance", "periodical", "regulation"),
        *("software", "song", "standard", "treaty", ""),
    }
)
"""Types of works that often have no author, so that its lack is no oddity."""
_UNDATED = frozenset({"collection", "webpage", "software", "dataset", "event", "periodical", ""})
_MAKERS = (
    *("author", "editor", "director", "compiler", "composer", "curator", "performer", "host"),
    *("interviewer", "editorial_director", "series_creator", "editor_translator", "translator"),
    *("producer", "script_writer", "collection_editor", "organizer", "recipient", "narrator"),
    *("contributor", "container_author", "original_author", "illustrator", "chair", "guest"),
)
_SPOKEN_OF_OTHERWISE = (
    "personal_communication",
    "interview",
    "legal_case",
    "review",
    "review-book",
)
_UNCITABLE = re.compile(r"[\s{}\",#%~\\'()=]")


def id_missing(subject: Subject) -> Iterator[Finding]:
    """No id."""
    if not subject.article.id:
        yield Finding("id", f"no id: {_what(subject)}")


def id_characters(subject: Subject) -> Iterator[Finding]:
    r"""Characters that end a key in a BibTeX entry or within `\cite`."""
    found = _UNCITABLE.search(subject.article.id)
    # An id that is a URL or DOI comes from a service, not from someone who will type it.
    if found and "://" not in subject.article.id and not doi.is_valid(subject.article.id):
        yield Finding("id", f"the id {shown(subject.article.id)} holds {found[0]!r}")


def type_missing(subject: Subject) -> Iterator[Finding]:
    """No type."""
    if not subject.article.type:
        yield Finding("type", "no type of work")


def title(subject: Subject) -> Iterator[Finding]:
    """No title, and none of the fields that stand for it."""
    work = subject.article
    stands_for_it = (
        *(work.title, work.title_short, work.part_title, work.volume_title, work.reviewed_title),
        *(work.event_title, work.event, work.original_title),
    )
    if any(stands_for_it) or work.type in _SPOKEN_OF_OTHERWISE or _is_set(subject):
        return
    if work.container_title and work.type in ("periodical", "book", "legislation"):
        return
    # Springer's citation lines and CSL's own short references have no title by design.
    if work.container_title and work.author and work.issued and work.type == "article-journal":
        yield Finding("title", "no title", "an abridged citation? `citeform fetch` its DOI")
        return
    yield Finding("title", "no title")


def author(subject: Subject) -> Iterator[Finding]:
    """Nobody who made it, where the type usually has someone."""
    work = subject.article
    if work.type in _WITHOUT_AUTHOR or any(getattr(work, role) for role in _MAKERS):
        return
    if work.authority or (work.type in ("book", "report") and work.publisher):
        return
    yield Finding("author", "no author, editor or other maker", "a body goes in as a literal name")


def date(subject: Subject) -> Iterator[Finding]:
    """No date."""
    work = subject.article
    if work.type in _UNDATED or work.status or _is_set(subject):
        return
    if any((work.issued, work.original_date, work.available_date, work.event_date, work.submitted)):
        return
    yield Finding("issued", "no date", "a work without one: the status in press or a literal n.d.")


def container(subject: Subject) -> Iterator[Finding]:
    """An article without its journal, a chapter without its book."""
    work = subject.article
    if work.type not in _CONTAINED or work.container_title or work.container_title_short:
        return
    if work.type == "paper-conference" and (
        work.event_title or work.event or work.collection_title
    ):
        return
    if work.type.startswith("review") or work.collection_title:
        return
    yield Finding("container_title", f"type {work.type} without the title of what it appeared in")


def publisher(subject: Subject) -> Iterator[Finding]:
    """A book, thesis or report without publisher, school or institution."""
    work = subject.article
    if work.type in _PUBLISHED and not (work.publisher or work.authority or work.doi or work.url):
        yield Finding("publisher", f"type {work.type} without a publisher or institution")


def pages(subject: Subject) -> Iterator[Finding]:
    """A journal's article that cannot be found in the journal."""
    work = subject.article
    where = (work.page, work.page_first, work.number, work.volume, work.issue, work.doi, work.url)
    if work.type == "article-journal" and work.container_title and not any((*where, work.status)):
        yield Finding("page", "neither volume, pages, article number nor DOI")


def url(subject: Subject) -> Iterator[Finding]:
    """A page of the web without its address."""
    work = subject.article
    if work.type in _ON_THE_WEB and not (work.url or work.doi):
        yield Finding("url", f"type {work.type} without a URL")


def _is_set(subject: Subject) -> bool:
    """Whether it is biblatex's @set, which only lists other entries."""
    return "entryset" in (subject.article.custom.get("bibtex") or {})


def _what(subject: Subject) -> str:
    work = subject.article
    return shown(work.title or work.container_title or work.doi or work.url or "an empty record")


RULES = (
    Rule("id.missing", id_missing),
    Rule("id.characters", id_characters),
    Rule("type.missing", type_missing),
    Rule("missing.title", title),
    Rule("missing.author", author),
    Rule("missing.date", date),
    Rule("missing.container", container),
    Rule("missing.publisher", publisher),
    Rule("missing.pages", pages),
    Rule("missing.url", url),
)
