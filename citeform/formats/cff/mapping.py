"""The tables between CFF's keys and CSL's variables, in three parts: both ways, reading, writing."""

from __future__ import annotations

CUSTOM = "cff"
ROLE = "role"
PREFERRED, REFERENCE = "preferred-citation", "reference"

VERSION = "1.2.0"
MESSAGES = {
    "software": "If you use this software, please cite it using these metadata.",
    "dataset": "If you use this data set, please cite it using these metadata.",
}
"""What the root asks its users, where the record brings no `message` of its own."""

# ------------------------------------------------------------------ both ways

TEXTS: dict[str, str] = {
    "title": "title",
    "abbreviation": "title_short",
    "abstract": "abstract",
    "journal": "container_title",
    "volume-title": "volume_title",
    "doi": "doi",
    "isbn": "isbn",
    "issn": "issn",
    "pmcid": "pmcid",
    "url": "url",
    "version": "version",
    "edition": "edition",
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "number-volumes": "number_of_volumes",
    "pages": "number_of_pages",
    "section": "section",
    "medium": "medium",
    "database": "source",
    "status": "status",
    "notes": "note",
    "thesis-type": "genre",
}
"""Key of a reference to attribute."""
NAMES: dict[str, str] = {
    "authors": "author",
    "editors": "editor",
    "editors-series": "collection_editor",
    "translators": "translator",
    "recipients": "recipient",
}
PERSON: dict[str, str] = {
    "family-names": "family",
    "given-names": "given",
    "name-particle": "non_dropping_particle",
    "name-suffix": "suffix",
}
DATES: dict[str, str] = {"date-accessed": "accessed"}

# ------------------------------------------------------------------ reading only

READ_NAMES: dict[str, str] = {"senders": "author"}
READ_DATES: dict[str, str] = {"date-downloaded": "accessed"}
ISSUED = ("date-released", "date-published", "issue-date")
"""Whole dates of publication, the best first."""
ADDRESSES = ("url", "repository-code", "repository", "repository-artifact")
"""Where the work is, the best first."""
PARTS_OF_PROCEEDINGS = frozenset({"conference-paper", "article"})
"""Types whose `collection-title` is what they appeared in, not a series."""

TYPES: dict[str, str] = {
    "art": "graphic",
    "article": "article-journal",
    "audiovisual": "motion_picture",
    "bill": "bill",
    "blog": "post-weblog",
    "book": "book",
    "catalogue": "book",
    "conference": "event",
    "conference-paper": "paper-conference",
    "data": "dataset",
    "database": "dataset",
    "dictionary": "entry-dictionary",
    "edited-work": "book",
    "encyclopedia": "entry-encyclopedia",
    "film-broadcast": "broadcast",
    "generic": "document",
    "government-document": "report",
    "grant": "document",
    "hearing": "hearing",
    "historical-work": "classic",
    "legal-case": "legal_case",
    "legal-rule": "regulation",
    "magazine-article": "article-magazine",
    "manual": "book",
    "map": "map",
    "multimedia": "motion_picture",
    "music": "musical_score",
    "newspaper-article": "article-newspaper",
    "pamphlet": "pamphlet",
    "patent": "patent",
    "personal-communication": "personal_communication",
    "proceedings": "book",
    "report": "report",
    "serial": "periodical",
    "slides": "speech",
    "software": "software",
    "software-code": "software",
    "software-container": "software",
    "software-executable": "software",
    "software-virtual-machine": "software",
    "sound-recording": "song",
    "standard": "standard",
    "statute": "legislation",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "website": "webpage",
}
"""Type of a reference to CSL's; the first that maps to a CSL type is not always the best: below."""

# ------------------------------------------------------------------ writing only

WRITTEN_TYPES: dict[str, str] = {
    **{csl: cff for cff, csl in reversed(TYPES.items())},
    "motion_picture": "video",
    "broadcast": "film-broadcast",
    "report": "report",
    "dataset": "data",
    "article": "article",
    "chapter": "generic",
    "entry": "encyclopedia",
    "figure": "art",
    "post": "website",
    "review": "article",
    "review-book": "article",
    "treaty": "legal-rule",
}
"""CSL's type to CFF's; what has no row is `generic`."""

ROOT_KEYS = frozenset(
    "abstract authors cff-version commit contact date-released doi identifiers keywords license "
    "license-url message preferred-citation references repository repository-artifact "
    "repository-code title type url version".split()
)
"""Every key of the root in 1.2.0."""
REFERENCE_KEYS = frozenset(
    "abbreviation abstract authors collection-doi collection-title collection-type commit "
    "conference contact copyright data-type database database-provider date-accessed "
    "date-downloaded date-published date-released department doi edition editors editors-series "
    "end entry filename format identifiers institution isbn issn issue issue-date issue-title "
    "journal keywords languages license license-url loc-end loc-start location medium month "
    "nihmsid notes number number-volumes pages patent-states pmcid publisher recipients "
    "repository repository-artifact repository-code scope section senders start status term "
    "thesis-type title translators type url version volume volume-title year year-original".split()
)
"""Every key of a reference in 1.2.0."""
STATUSES = frozenset("abstract advance-online in-preparation in-press preprint submitted".split())
"""What `status` may be."""
