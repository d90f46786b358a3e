"""Fields of BibTeX and biblatex, and CSL's variables.

`ROWS` reads and writes: a variable, its names in the dialects `bibtex` and `biblatex`. `ALIASES`
only reads. What depends on more than the field's name stands in `citeform.formats.bibtex.mapping`.
A CSL variable for which neither dialect has a field is written under its CSL name, which BibTeX,
biber and their styles ignore; so nothing is lost.
"""

from __future__ import annotations

import enum
from typing import NamedTuple

from citeform.model.vocabulary import ATTRIBUTES, Kind


class How(enum.Enum):
    """How a field's value becomes a variable's."""

    TITLE = "title"
    """LaTeX with markup and protected case."""
    TEXT = "text"
    """LaTeX with markup."""
    LITERAL = "literal"
    """To the letter: URLs and identifiers."""
    NAMES = "names"
    DATE = "date"


class Row(NamedTuple):
    """A variable and the fields it is written to."""

    attribute: str
    bibtex: str
    biblatex: str
    how: How


_ROWS = """
    author                    author        author          names
    editor                    editor        editor          names
    translator                translator    translator      names
    container_author          bookauthor    bookauthor      names
    title                     title         title           title
    title_short               shorttitle    shorttitle      title
    container_title_short     shortjournal  shortjournal    title
    volume_title              volumetitle   volumetitle     title
    collection_title          series        series          title
    event_title               eventtitle    eventtitle      title
    event_place               venue         venue           text
    event_date                eventdate     eventdate       date
    volume                    volume        volume          text
    edition                   edition       edition         text
    version                   version       version         text
    chapter_number            chapter       chapter         text
    page                      pages         pages           text
    number_of_pages           pagetotal     pagetotal       text
    number_of_volumes         volumes       volumes         text
    publisher_place           address       location        text
    genre                     type          type            text
    status                    pubstate      pubstate        text
    isbn                      isbn          isbn            literal
    issn                      issn          issn            literal
    doi                       doi           doi             literal
    pmid                      pmid          pmid            literal
    pmcid                     pmcid         pmcid           literal
    url                       url           url             literal
    accessed                  urldate       urldate         date
    original_title            origtitle     origtitle       title
    original_publisher        origpublisher origpublisher   text
    original_publisher_place  origlocation  origlocation    text
    original_date             origdate      origdate        date
    call_number               library       library         text
    keyword                   keywords      keywords        text
    note                      note          note            text
    annote                    annote        annotation      text
    abstract                  abstract      abstract        text
"""
ROWS: tuple[Row, ...] = tuple(
    Row(attribute, bibtex, biblatex, How(how))
    for attribute, bibtex, biblatex, how in map(str.split, _ROWS.strip().splitlines())
)
"""Both ways."""

ALIASES: dict[str, str] = {
    "address": "publisher_place",
    "location": "publisher_place",
    "place": "publisher_place",
    "annote": "annote",
    "annotation": "annote",
    "keyword": "keyword",
    "page": "page",
    "numpages": "number_of_pages",
    "lastchecked": "accessed",
    "origyear": "original_date",
    "copyright": "license",
    "rights": "license",
    "eissn": "issn",
    "journalabbrev": "container_title_short",
    "shortbooktitle": "container_title_short",
}
"""Read only: other names of a variable's field."""

BY_CONTEXT: frozenset[str] = frozenset(
    {"container_title", "issue", "number", "collection_number", "publisher", "language", "issued"}
)
"""Variables whose field depends on the type of entry; see `mapping`."""

_PLACED = {row.attribute for row in ROWS} | BY_CONTEXT
_HOW = {
    Kind.TEXT: How.TEXT,
    Kind.NUMBER: How.TEXT,
    Kind.VERBATIM: How.LITERAL,
    Kind.NAMES: How.NAMES,
    Kind.DATE: How.DATE,
}
PASSED: tuple[Row, ...] = tuple(
    Row(attribute, variable.name.lower(), variable.name.lower(), _HOW[variable.kind])
    for attribute, variable in ATTRIBUTES.items()
    if attribute not in _PLACED
)
"""Variables that go under their CSL name."""

READING: dict[str, tuple[str, How]] = {
    row.biblatex: (row.attribute, row.how) for row in (*PASSED, *ROWS)
} | {row.bibtex: (row.attribute, row.how) for row in ROWS}
_HOW_OF = {row.attribute: row.how for row in (*ROWS, *PASSED)}
READING |= {name: (attribute, _HOW_OF[attribute]) for name, attribute in ALIASES.items()}
"""Field name to variable."""

WRITING: dict[str, Row] = {row.attribute: row for row in (*ROWS, *PASSED)}
"""Variable to field."""

PRIORITY: dict[str, int] = {
    name: place
    for place, name in enumerate(
        dict.fromkeys([row.biblatex for row in ROWS] + [row.bibtex for row in ROWS] + [*READING])
    )
}
"""Which of several fields of one variable counts: the one that stands first here."""

OTHER_NAME: dict[str, str] = {
    row.bibtex: row.biblatex for row in ROWS if row.bibtex != row.biblatex
} | {row.biblatex: row.bibtex for row in ROWS if row.bibtex != row.biblatex}
OTHER_NAME |= {
    "journal": "journaltitle",
    "journaltitle": "journal",
    "language": "langid",
    "langid": "language",
    "keywords": "keyword",
    "pages": "page",
}
"""Where a variable is written when its field is taken by something that was kept."""

NAME_FIELDS: frozenset[str] = frozenset(
    name for name, (_, how) in READING.items() if how is How.NAMES
) | {
    "editora",
    "editorb",
    "editorc",
    "commentator",
    "annotator",
    "introduction",
    "foreword",
    "afterword",
    "holder",
    "shortauthor",
    "shorteditor",
}

VERBATIM_FIELDS: frozenset[str] = frozenset(
    {
        "url",
        "doi",
        "eprint",
        "file",
        "pdf",
        "local-url",
        "bdsk-url-1",
        "verba",
        "verbb",
        "verbc",
        "urlraw",
    }
)
"""Fields taken to the letter (biblatex manual, section 2.2.1, "verbatim" and "uri")."""
