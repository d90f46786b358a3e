"""CSL's types and variables, as one table each (CSL 1.0.2, appendices III and IV).

Everything that walks over "all variables" reads `VARIABLES`: the `Article` constructor, the
CSL-JSON mapping, the style compiler, the reference documentation. The typed attributes of
`Article` repeat the names for the sake of editors; a test holds the two together.
"""

from __future__ import annotations

import enum
from typing import NamedTuple


class Kind(enum.Enum):
    """What sort of value a variable holds."""

    TEXT = "text"
    """Rich text: a `str` that may hold CSL's inline tags (`<i>`, `<sup>` …)."""
    VERBATIM = "verbatim"
    """A `str` taken to the letter: identifiers, URLs, language tags."""
    NUMBER = "number"
    """A `str` that often is a number ("12", "IV", "2nd", "12-15"), never converted."""
    DATE = "date"
    """A `Date` or None."""
    NAMES = "names"
    """A tuple of `Name`."""


class Variable(NamedTuple):
    """One CSL variable: its CSL name, its attribute on `Article`, its kind and meaning."""

    name: str
    kind: Kind
    meaning: str

    @property
    def attribute(self) -> str:
        """The CSL name in Python's spelling: `container-title` is `container_title`."""
        return self.name.lower().replace("-", "_")


def _table(kind: Kind, rows: str) -> list[Variable]:
    """Read rows of "name  meaning"."""
    pairs = (line.split(None, 1) for line in rows.strip().splitlines())
    return [Variable(name, kind, meaning.strip()) for name, meaning in pairs]


_TEXT = _table(
    Kind.TEXT,
    """
    abstract                  summary of the work
    annote                    the reader's own remarks on the work
    archive                   the archive that holds it
    archive_collection        collection within the archive
    archive_location          shelf mark or box within the archive
    archive-place             where the archive is
    authority                 court, agency or committee that issued it
    call-number               where a library shelves it
    citation-label            a label such as Doe2011, for styles that cite by label
    collection-title          title of the series
    container-title           what it appeared in: journal, book, website
    container-title-short     abbreviation of the container's title, as the publisher has it
    dimensions                size or running time
    division                  subdivision of a court or agency
    event                     name of the event; an older spelling of event-title
    event-title               name of the conference, exhibition …
    event-place               where the event took place
    genre                     kind of work in words: "PhD thesis", "Clinical case"
    jurisdiction              where a law or judgement holds
    keyword                   key words, separated by commas
    license                   under what licence it may be used
    medium                    what carries it: "CD", "35 mm film"
    note                      anything else worth printing
    original-publisher        publisher of the first edition
    original-publisher-place  where that publisher was
    original-title            title in the original language
    part-title                title of the cited part
    publisher                 who published it
    publisher-place           where the publisher is
    references                other sources the work refers to (law, patents)
    reviewed-genre            kind of the work under review
    reviewed-title            title of the work under review
    scale                     scale of a map
    source                    database or catalogue the record came from
    status                    "in press", "forthcoming"
    title                     title of the work
    title-short               short form of the title
    volume-title              title of the volume
    year-suffix               letter that tells works of one author and year apart
    """,
)
_VERBATIM = _table(
    Kind.VERBATIM,
    """
    citation-key              the key it is cited by in a manuscript
    DOI                       digital object identifier, without https://doi.org/
    ISBN                      international standard book number
    ISSN                      international standard serial number
    language                  language of the work, a tag such as en-GB
    PMCID                     PubMed Central's number
    PMID                      PubMed's number
    URL                       web address
    """,
)
_NUMBER = _table(
    Kind.NUMBER,
    """
    chapter-number              number of the chapter
    citation-number             place in the bibliography; set by the processor
    collection-number           number within the series
    edition                     edition: "2", "2nd revised"
    first-reference-note-number note of the first reference; set by the processor
    issue                       issue, supplement: "4", "Suppl 8"
    locator                     cited place within the work; belongs to a cite
    number                      number of a report, patent, article …
    number-of-pages             how many pages it has
    number-of-volumes           how many volumes the whole has
    page                        page or range of pages, or an article number
    page-first                  first of the pages
    part-number                 number of the part
    printing-number             number of the printing
    section                     section, of a law or a newspaper
    supplement-number           number of the supplement
    version                     version of software or data
    volume                      volume
    """,
)
_DATE = _table(
    Kind.DATE,
    """
    accessed        when it was looked at
    available-date  when it became available, also ahead of print
    event-date      when the event took place
    issued          when it was published
    original-date   when it first appeared
    submitted       when it was handed in
    """,
)
_NAMES = _table(
    Kind.NAMES,
    """
    author               who wrote or made it
    chair                who chaired the session
    collection-editor    editor of the series
    compiler             who compiled it
    composer             who composed the music
    container-author     author of the container
    contributor          who contributed in a lesser role
    curator              who curated the exhibition
    director             director of a film
    editor               editor
    editorial-director   managing editor (French: directeur de la publication)
    editor-translator    editor and translator at once
    executive-producer   executive producer
    guest                guest on a programme
    host                 host of a programme
    illustrator          illustrator
    interviewer          who asked the questions
    narrator             who reads aloud
    organizer            who organised the event
    original-author      author of the original
    performer            who performs
    producer             producer
    recipient            who received the letter
    reviewed-author      author of the work under review
    script-writer        who wrote the script
    series-creator       who created the series
    translator           translator
    """,
)

VARIABLES: dict[str, Variable] = {
    variable.name: variable for variable in [*_TEXT, *_VERBATIM, *_NUMBER, *_DATE, *_NAMES]
}
"""Every CSL variable by its CSL name."""

ATTRIBUTES: dict[str, Variable] = {each.attribute: each for each in VARIABLES.values()}
"""The same by the name of the attribute on `Article`."""

TYPES: dict[str, str] = {
    "article": "preprint, working paper: an article outside a periodical",
    "article-journal": "article in a scholarly journal",
    "article-magazine": "article in a magazine",
    "article-newspaper": "article in a newspaper",
    "bill": "proposed law",
    "book": "book, also an edited one",
    "broadcast": "broadcast on radio or television",
    "chapter": "chapter or other part of a book",
    "classic": "classical or ancient work",
    "collection": "archival collection",
    "dataset": "data set",
    "document": "any document for which no other type fits",
    "entry": "entry in a database, encyclopedia …",
    "entry-dictionary": "entry in a dictionary",
    "entry-encyclopedia": "entry in an encyclopedia",
    "event": "an event itself: exhibition, conference",
    "figure": "illustration within a work",
    "graphic": "picture, photograph, artwork",
    "hearing": "hearing of a legislature",
    "interview": "interview",
    "legal_case": "judgement",
    "legislation": "law",
    "manuscript": "unpublished manuscript",
    "map": "map",
    "motion_picture": "film or video",
    "musical_score": "printed music",
    "pamphlet": "pamphlet, leaflet, brochure",
    "paper-conference": "paper given at a conference, published or not",
    "patent": "patent",
    "performance": "live performance",
    "periodical": "a whole issue or run of a periodical",
    "personal_communication": "letter, e-mail, call",
    "post": "post in a forum or on social media",
    "post-weblog": "post on a blog",
    "regulation": "regulation of an agency",
    "report": "report, technical report, white paper",
    "review": "review of something other than a book",
    "review-book": "review of a book",
    "software": "software",
    "song": "recording of music or speech",
    "speech": "talk, lecture, poster",
    "standard": "technical standard",
    "thesis": "thesis, dissertation",
    "treaty": "treaty",
    "webpage": "page on the web",
}
"""Every CSL type of work and what it stands for."""
