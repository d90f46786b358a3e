"""The tables between Hayagriva's types, fields and roles and CSL's."""

from __future__ import annotations

DEFAULT_PARENTS: dict[str, str] = {
    "article": "periodical",
    "chapter": "book",
    "entry": "reference",
    "anthos": "anthology",
    "web": "web",
    "scene": "video",
    "artwork": "exhibition",
    "legislation": "anthology",
    "post": "post",
    "video": "video",
    "audio": "audio",
}
"""What a parent is that does not say it; `misc` for all others."""

READ_TYPES: dict[tuple[str, str], str] = {
    ("article", "periodical"): "article-journal",
    ("article", "newspaper"): "article-newspaper",
    ("article", "proceedings"): "paper-conference",
    ("article", "conference"): "paper-conference",
    ("article", "blog"): "post-weblog",
    ("article", "web"): "webpage",
    ("article", "reference"): "entry-encyclopedia",
    ("article", "book"): "chapter",
    ("article", "anthology"): "chapter",
    ("anthos", "reference"): "entry-encyclopedia",
    ("anthos", "proceedings"): "paper-conference",
    ("entry", "reference"): "entry-encyclopedia",
    ("artwork", "article"): "figure",
    ("video", "video"): "broadcast",
    ("audio", "audio"): "broadcast",
    ("audio", "book"): "musical_score",
    ("article", ""): "article",
    ("chapter", ""): "chapter",
    ("anthos", ""): "chapter",
    ("entry", ""): "entry",
    ("report", ""): "report",
    ("thesis", ""): "thesis",
    ("web", ""): "webpage",
    ("scene", ""): "motion_picture",
    ("artwork", ""): "graphic",
    ("patent", ""): "patent",
    ("case", ""): "legal_case",
    ("newspaper", ""): "periodical",
    ("legislation", ""): "legislation",
    ("manuscript", ""): "manuscript",
    ("original", ""): "document",
    ("post", ""): "post",
    ("misc", ""): "document",
    ("performance", ""): "performance",
    ("periodical", ""): "periodical",
    ("proceedings", ""): "book",
    ("book", ""): "book",
    ("blog", ""): "webpage",
    ("reference", ""): "book",
    ("conference", ""): "event",
    ("anthology", ""): "book",
    ("repository", ""): "software",
    ("thread", ""): "post",
    ("video", ""): "motion_picture",
    ("audio", ""): "song",
    ("exhibition", ""): "event",
}
"""Type of an entry and of its parent ("" for any or none) to CSL's."""

WRITTEN_TYPES: dict[str, tuple[str, str]] = {
    "article": ("article", ""),
    "article-journal": ("article", "periodical"),
    "article-magazine": ("article", "periodical"),
    "article-newspaper": ("article", "newspaper"),
    "bill": ("legislation", ""),
    "book": ("book", ""),
    "broadcast": ("video", "video"),
    "chapter": ("chapter", "book"),
    "classic": ("book", ""),
    "collection": ("anthology", ""),
    "dataset": ("repository", ""),
    "entry": ("entry", ""),
    "entry-dictionary": ("entry", "reference"),
    "entry-encyclopedia": ("entry", "reference"),
    "event": ("exhibition", ""),
    "figure": ("artwork", "article"),
    "graphic": ("artwork", ""),
    "legal_case": ("case", ""),
    "legislation": ("legislation", ""),
    "manuscript": ("manuscript", ""),
    "map": ("artwork", ""),
    "motion_picture": ("video", ""),
    "musical_score": ("audio", "book"),
    "pamphlet": ("book", ""),
    "paper-conference": ("article", "proceedings"),
    "patent": ("patent", ""),
    "performance": ("performance", ""),
    "periodical": ("periodical", ""),
    "post": ("post", ""),
    "post-weblog": ("article", "blog"),
    "regulation": ("legislation", ""),
    "report": ("report", ""),
    "review": ("article", "periodical"),
    "review-book": ("article", "periodical"),
    "software": ("repository", ""),
    "song": ("audio", ""),
    "speech": ("article", "conference"),
    "standard": ("report", ""),
    "thesis": ("thesis", ""),
    "treaty": ("legislation", ""),
    "webpage": ("web", ""),
}
"""CSL's type to that of the entry and of its container's; what has no row is `misc`."""

CONTAINERS = frozenset(
    "periodical newspaper proceedings book anthology reference blog web video audio "
    "repository thread report misc article post performance artwork".split()
)
"""Parents whose title is what the work appeared in."""
EVENTS = frozenset({"conference", "exhibition"})
"""Parents that are an event at which the work was shown."""
WHOLES = frozenset(
    "book anthology proceedings reference report periodical newspaper thesis".split()
)
"""Types that stand by themselves: a parent of theirs is the series."""

TEXTS: dict[str, str] = {
    "title": "title",
    "abstract": "abstract",
    "genre": "genre",
    "call-number": "call_number",
    "archive": "archive",
    "archive-location": "archive_location",
    "note": "note",
    "organization": "authority",
}
"""Formattable fields of an entry itself."""
PLAIN: dict[str, str] = {
    "volume-total": "number_of_volumes",
    "chapter": "chapter_number",
    "page-range": "page",
    "page-total": "number_of_pages",
    "runtime": "dimensions",
    "language": "language",
}
"""Other fields of an entry itself."""
SERIALS: dict[str, str] = {
    "doi": "doi",
    "isbn": "isbn",
    "issn": "issn",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "serial": "number",
    "version": "version",
    "printing": "printing_number",
}
"""Keys of `serial-number`."""
ROLES: dict[str, str] = {
    "translator": "translator",
    "compiler": "compiler",
    "composer": "composer",
    "collaborator": "contributor",
    "organizer": "organizer",
    "cast-member": "performer",
    "producer": "producer",
    "executive-producer": "executive_producer",
    "writer": "script_writer",
    "director": "director",
    "illustrator": "illustrator",
    "narrator": "narrator",
    "founder": "series_creator",
}
"""Roles of `affiliated`."""
