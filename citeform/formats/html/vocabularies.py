"""Which meta tag says which field, vocabulary by vocabulary, and what their types are.

A row is an attribute of `Article` and the tags that say it, the best first. Names are in lower case,
with a full stop behind the vocabulary's prefix whatever the page has there.
"""

from __future__ import annotations

import re

Rows = dict[str, tuple[str, ...]]

HIGHWIRE: Rows = {
    "title": ("title",),
    "container_title": ("journal_title", "inbook_title", "book_title"),
    "container_title_short": ("journal_abbrev",),
    "collection_title": ("series_title",),
    "event_title": ("conference_title", "conference"),
    "event_place": ("conference_place",),
    "publisher": ("publisher", "dissertation_institution", "technical_report_institution"),
    "volume": ("volume",),
    "issue": ("issue",),
    "page": ("pages",),
    "number_of_pages": ("num_pages",),
    "number": (
        "technical_report_number",
        "patent_number",
        "article_number",
        "elocation_id",
        "arxiv_id",
    ),
    "edition": ("edition",),
    "issn": ("issn", "eissn", "journal_issn"),
    "isbn": ("isbn",),
    "doi": ("doi",),
    "pmid": ("pmid",),
    "pmcid": ("pmcid",),
    "language": ("language",),
    "abstract": ("abstract",),
    "section": ("section",),
    "genre": ("article_type", "dissertation_name"),
    "issued": ("publication_date", "date", "cover_date", "online_date", "year"),
    "available_date": ("online_date",),
}
"""Google Scholar's tags, behind `citation_` (and behind `bepress_citation_`)."""
EPRINTS: Rows = {
    "title": ("title",),
    "container_title": ("publication", "book_title"),
    "collection_title": ("series",),
    "event_title": ("event_title",),
    "event_place": ("event_location",),
    "publisher": ("publisher", "institution"),
    "publisher_place": ("place_of_pub",),
    "volume": ("volume",),
    "issue": ("number",),
    "page": ("pagerange", "pages"),
    "issn": ("issn",),
    "isbn": ("isbn",),
    "doi": ("doi", "id_number"),
    "abstract": ("abstract",),
    "genre": ("thesis_type",),
    "issued": ("date",),
}
PRISM: Rows = {
    "title": ("title",),
    "container_title": ("publicationname",),
    "publisher": ("publisher",),
    "volume": ("volume",),
    "issue": ("number", "issueidentifier"),
    "page": ("pagerange",),
    "edition": ("edition",),
    "issn": ("issn", "eissn"),
    "isbn": ("isbn", "eisbn"),
    "doi": ("doi",),
    "issued": ("publicationdate", "coverdate", "coverdisplaydate"),
}
DUBLIN_CORE: Rows = {
    "title": ("title",),
    "container_title": ("relation.ispartof", "ispartof"),
    "publisher": ("publisher",),
    "volume": ("source.volume", "citation.volume"),
    "issue": ("source.issue", "citation.issue"),
    "page": ("identifier.pagenumber", "citation.pages"),
    "issn": ("source.issn", "identifier.issn"),
    "isbn": ("identifier.isbn",),
    "doi": ("identifier.doi",),
    "language": ("language",),
    "abstract": ("description.abstract", "abstract", "description"),
    "license": ("license", "rights.license", "rights.uri"),
    "issued": (
        "date.issued",
        "issued",
        "date",
        "date.available",
        "available",
        "date.created",
        "created",
    ),
}
OPEN_GRAPH: Rows = {
    "title": ("og:title", "twitter:title"),
    "abstract": ("og:description",),
    "isbn": ("book:isbn", "books:isbn"),
    "issued": ("article:published_time", "article:published", "book:release_date"),
}
PLAIN: Rows = {
    "title": ("title",),
    "abstract": ("description",),
    "doi": ("doi",),
    "issued": ("date", "datepublished", "pubdate", "publish-date"),
    "language": ("language",),
    "license": ("license",),
}
"""Names of no vocabulary."""

PEOPLE: dict[str, Rows] = {
    "highwire": {
        "author": ("author", "authors"),
        "editor": ("editor", "editors"),
        "translator": ("translator",),
    },
    "eprints": {"author": ("creators_name", "creators"), "editor": ("editors_name",)},
    "dc": {
        "author": ("creator", "creator.personalname", "creator.author", "contributor.author"),
        "editor": ("contributor.editor",),
        "contributor": ("contributor", "contributor.personalname"),
    },
    "og": {"author": ("article:author", "book:author")},
    "plain": {"author": ("author", "authors")},
}
KEYWORDS: Rows = {
    "highwire": ("keywords", "keyword"),
    "eprints": ("keywords",),
    "prism": ("keyword",),
    "dc": ("subject",),
    "og": ("article:tag", "book:tag"),
    "plain": ("keywords",),
}
ADDRESSES = (
    "citation_public_url",
    "citation_abstract_html_url",
    "bepress_citation_abstract_html_url",
    "eprints.official_url",
    "prism.url",
    "dc.identifier.uri",
    "og:url",
    "dc.identifier",
    "citation_fulltext_html_url",
)
"""Tags that say where the work is, the best first; the page's canonical address goes before `og:url`."""

TYPES_BY_TAG: tuple[tuple[str, str], ...] = (
    ("dissertation_institution", "thesis"),
    ("dissertation_name", "thesis"),
    ("technical_report_institution", "report"),
    ("technical_report_number", "report"),
    ("patent_number", "patent"),
    ("conference_title", "paper-conference"),
    ("conference", "paper-conference"),
    ("inbook_title", "chapter"),
    ("journal_title", "article-journal"),
    ("book_title", "chapter"),
    ("isbn", "book"),
    ("arxiv_id", "article"),
)
"""A tag of Highwire's that only works of one type have, the surest first."""

_TYPE_ROWS = (
    (r"doctoral|master ?thesis|bachelor|dissertation|\bthesis|theses", "thesis"),
    (r"conference ?(?:paper|item|object|poster|proceedings)|proceedings paper", "paper-conference"),
    (r"book ?part|book ?section|book ?chapter|\bchapter", "chapter"),
    (r"data ?set", "dataset"),
    (r"software", "software"),
    (r"preprint|working ?paper|eprint", "article"),
    (r"newspaper", "article-newspaper"),
    (r"magazine", "article-magazine"),
    (r"book ?review", "review-book"),
    (r"blog", "post-weblog"),
    (r"technical ?report|\breport|monograph", "report"),
    (r"patent", "patent"),
    (r"lecture|presentation|\bspeech|slides", "speech"),
    (r"\bmap\b", "map"),
    (r"moving ?image|\bvideo|\bmovie|\bfilm", "motion_picture"),
    (r"\bsound|\baudio|\bsong", "song"),
    (r"still ?image|\bimage|photo|artwork|\bgraphic", "graphic"),
    (r"manuscript|unpublished", "manuscript"),
    (
        r"journal ?article|text\.serial\.journal|original ?paper|research ?article|\barticle",
        "article-journal",
    ),
    (r"\breview\b", "review"),
    (r"\bbook", "book"),
    (r"web ?page|web ?site", "webpage"),
)
_TYPES = tuple((re.compile(pattern), kind) for pattern, kind in _TYPE_ROWS)

WRITTEN_TYPES: dict[str, str] = {
    "article": "preprint",
    "article-journal": "article",
    "article-magazine": "magazine article",
    "article-newspaper": "newspaper article",
    "book": "book",
    "chapter": "bookPart",
    "dataset": "Dataset",
    "graphic": "StillImage",
    "manuscript": "manuscript",
    "map": "map",
    "motion_picture": "MovingImage",
    "paper-conference": "conferencePaper",
    "patent": "patent",
    "post-weblog": "blog post",
    "report": "report",
    "review": "review",
    "review-book": "book review",
    "software": "Software",
    "song": "Sound",
    "speech": "lecture",
    "thesis": "thesis",
    "webpage": "web page",
}
"""What `dc.type` says of a CSL type: info:eu-repo's and DCMI's words where they have one."""


def type_of_words(text: str) -> str:
    """CSL's type for a `dc.type`, `eprints.type` or `og:type`; "" where it says none."""
    words = (
        re.sub(r"(?<=[a-z])(?=[A-Z])|[_/-]", " ", text)
        .lower()
        .removeprefix("info:eu repo semantics ")
    )
    return next((kind for pattern, kind in _TYPES if pattern.search(words)), "")
