"""Entry types of BibTeX and biblatex, and CSL's types, in three tables.

`PAIRS` reads and writes; `ALIASES` only reads; `WRITE_ONLY` only writes. A CSL type that no entry
type stands for is written with biblatex's `entrysubtype`, which is read back.
"""

from __future__ import annotations

import enum
from typing import NamedTuple


class Shape(enum.Enum):
    """What `number`, `booktitle` and their like mean in an entry."""

    ARTICLE = "article"
    """Appears in a periodical: `number` is the issue."""
    PART = "part"
    """Appears in a book: `booktitle` is the container, `number` counts within the series."""
    BOOK = "book"
    """A whole book: `number` counts within the series."""
    OTHER = "other"
    """`number` is the work's own number."""


class EntryType(NamedTuple):
    """An entry type: CSL's type, shape, and the genre it implies."""

    csl: str
    shape: Shape
    genre: str = ""


_A, _P, _B, _O = Shape.ARTICLE, Shape.PART, Shape.BOOK, Shape.OTHER

PHD_THESIS, MASTERS_THESIS = "PhD thesis", "Master's thesis"

PAIRS: dict[str, EntryType] = {
    "article": EntryType("article-journal", _A),
    "book": EntryType("book", _B),
    "booklet": EntryType("pamphlet", _B),
    "incollection": EntryType("chapter", _P),
    "inproceedings": EntryType("paper-conference", _P),
    "inreference": EntryType("entry-encyclopedia", _P),
    "report": EntryType("report", _O),
    "thesis": EntryType("thesis", _O),
    "misc": EntryType("document", _O),
    "online": EntryType("webpage", _O),
    "patent": EntryType("patent", _O),
    "periodical": EntryType("periodical", _A),
    "unpublished": EntryType("manuscript", _O),
    "dataset": EntryType("dataset", _O),
    "software": EntryType("software", _O),
    "artwork": EntryType("graphic", _O),
    "audio": EntryType("song", _O),
    "movie": EntryType("motion_picture", _O),
    "performance": EntryType("performance", _O),
    "letter": EntryType("personal_communication", _O),
    "legislation": EntryType("legislation", _O),
    "jurisdiction": EntryType("legal_case", _O),
    "legal": EntryType("treaty", _O),
    "review": EntryType("review", _A),
    "standard": EntryType("standard", _O),
}
"""Both ways: biblatex's entry types and the CSL types that are written as them."""

ALIASES: dict[str, EntryType] = {
    "inbook": EntryType("chapter", _P),
    "bookinbook": EntryType("chapter", _P),
    "suppbook": EntryType("chapter", _P),
    "suppcollection": EntryType("chapter", _P),
    "suppperiodical": EntryType("article-journal", _A),
    "conference": EntryType("paper-conference", _P),
    "mvbook": EntryType("book", _B),
    "collection": EntryType("book", _B),
    "mvcollection": EntryType("book", _B),
    "reference": EntryType("book", _B),
    "mvreference": EntryType("book", _B),
    "proceedings": EntryType("book", _B),
    "mvproceedings": EntryType("book", _B),
    "manual": EntryType("book", _B),
    "phdthesis": EntryType("thesis", _O, PHD_THESIS),
    "mastersthesis": EntryType("thesis", _O, MASTERS_THESIS),
    "techreport": EntryType("report", _O),
    "electronic": EntryType("webpage", _O),
    "www": EntryType("webpage", _O),
    "webpage": EntryType("webpage", _O),
    "image": EntryType("graphic", _O),
    "music": EntryType("song", _O),
    "video": EntryType("motion_picture", _O),
    "commentary": EntryType("document", _O),
    "bibnote": EntryType("document", _O),
    "set": EntryType("document", _O),
    "xdata": EntryType("document", _O),
    "data": EntryType("dataset", _O),
    "code": EntryType("software", _O),
    "softwareversion": EntryType("software", _O),
    "presentation": EntryType("speech", _O),
    "talk": EntryType("speech", _O),
    "newspaper": EntryType("article-newspaper", _A),
    "magazine": EntryType("article-magazine", _A),
    "preprint": EntryType("article", _O),
}
"""Read only: further entry types; their name is kept and written back."""

WRITE_ONLY: dict[str, str] = {
    "article": "misc",
    "article-magazine": "article",
    "article-newspaper": "article",
    "bill": "legislation",
    "broadcast": "video",
    "classic": "book",
    "collection": "misc",
    "entry": "inreference",
    "entry-dictionary": "inreference",
    "event": "misc",
    "figure": "image",
    "hearing": "legal",
    "interview": "misc",
    "map": "image",
    "musical_score": "music",
    "post": "online",
    "post-weblog": "online",
    "regulation": "legislation",
    "review-book": "review",
    "speech": "unpublished",
}
"""Write only: CSL types written as another's entry type, with `entrysubtype` to tell."""

BIBTEX_NAMES: dict[str, str] = {
    "report": "techreport",
    "online": "misc",
    "periodical": "misc",
    "inreference": "incollection",
    "patent": "misc",
    "dataset": "misc",
    "software": "misc",
    "artwork": "misc",
    "image": "misc",
    "audio": "misc",
    "music": "misc",
    "movie": "misc",
    "video": "misc",
    "performance": "misc",
    "letter": "misc",
    "legislation": "misc",
    "jurisdiction": "misc",
    "legal": "misc",
    "review": "article",
    "standard": "misc",
    "thesis": "phdthesis",
}
"""In the dialect `bibtex`, what is written in place of types the classic styles do not know."""

ENTRY_TYPES: dict[str, EntryType] = {**PAIRS, **ALIASES}
UNKNOWN = EntryType("document", _O)

BY_CSL: dict[str, str] = {row.csl: name for name, row in PAIRS.items()} | WRITE_ONLY

SUBTYPES: dict[str, str] = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
"""Values of `entrysubtype` that mean a CSL type without being its name."""
