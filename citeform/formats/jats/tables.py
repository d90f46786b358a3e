"""What reading and writing JATS share: types, roles, places of the variables."""

from __future__ import annotations

from citeform.model.vocabulary import ATTRIBUTES, Kind
from citeform.model.vocabulary import TYPES as CSL_TYPES

NAME = "jats"

_TYPE_PAIRS = {
    "book": "book",
    "chapter": "chapter",
    "confproc": "paper-conference",
    "data": "dataset",
    "journal": "article-journal",
    "letter": "personal_communication",
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
    "preprint": "article",
    "report": "report",
    "software": "software",
    "standard": "standard",
    "thesis": "thesis",
    "web": "webpage",
}
_TYPE_ALIASES = {
    "article": "article-journal",
    "book-chapter": "chapter",
    "commun": "personal_communication",
    "conf-proc": "paper-conference",
    "conference": "paper-conference",
    "database": "dataset",
    "discussion": "post",
    "dissertation": "thesis",
    "edited-book": "book",
    "eprint": "article",
    "gov": "report",
    "government": "report",
    "newspaper-article": "article-newspaper",
    "other": "",
    "patent": "patent",
    "poster": "speech",
    "review": "review",
    "video": "motion_picture",
    "weblog": "post-weblog",
    "webpage": "webpage",
    "website": "webpage",
    "working-paper": "report",
}
TYPES: dict[str, str] = {**{each: each for each in CSL_TYPES}, **_TYPE_ALIASES, **_TYPE_PAIRS}
"""publication-type, in lower case, to CSL's type; CSL's own names stand for themselves."""
TYPE_NAMES: dict[str, str] = {csl: jats for jats, csl in _TYPE_PAIRS.items()}
"""CSL's type to the publication-type that is written; the others keep CSL's name."""

PARTS_OF = {"book": "chapter", "periodical": "article-journal"}
"""CSL's type of a whole to that of a part of it, which has a title and a source."""

_ROLE_ALIASES = {
    "allauthors": "author",
    "assignee": "contributor",
    "guest-editor": "editor",
    "inventor": "author",
    "transed": "editor_translator",
    "series-editor": "collection_editor",
    "research-assistant": "contributor",
}
ROLES: dict[str, str] = {
    **_ROLE_ALIASES,
    **{each.name: key for key, each in ATTRIBUTES.items() if each.kind is Kind.NAMES},
}
"""person-group-type or contrib-type to our attribute; CSL's names stand for themselves."""

DATE_NAMES = {"accessed": "access-date"}
"""Attribute to the content-type of a date-in-citation, where it is not CSL's name."""
DATES: dict[str, str] = {
    **{each.name: key for key, each in ATTRIBUTES.items() if each.kind is Kind.DATE},
    **{content: attribute for attribute, content in DATE_NAMES.items()},
    "access": "accessed",
    "accessed": "accessed",
}
"""content-type of a date-in-citation to our attribute."""

ELEMENTS = {
    "edition": "edition",
    "issue": "issue",
    "publisher-loc": "publisher_place",
    "publisher-name": "publisher",
    "series": "collection_title",
    "supplement": "supplement_number",
    "version": "version",
    "volume": "volume",
    "conf-name": "event_title",
    "conf-loc": "event_place",
    "isbn": "isbn",
    "issn": "issn",
}
"""Element of a citation to our attribute, both ways."""
IDENTIFIERS = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid"}
"""pub-id-type to our attribute, both ways."""
TITLES = ("article-title", "chapter-title", "part-title", "data-title")
"""Elements that hold the title of what is cited; `source` is then where it appeared."""
COMMENTS: dict[str, str] = {each.name: key for key, each in ATTRIBUTES.items()}
"""content-type of a comment to our attribute: how variables are written that JATS has no place for."""
