"""What reading and writing MODS share."""

from __future__ import annotations

from citeform.model.vocabulary import ATTRIBUTES, Kind

NAME = "mods"

_ROLE_PAIRS = {
    "aut": "author",
    "chr": "chair",
    "cmp": "composer",
    "com": "compiler",
    "ctb": "contributor",
    "cur": "curator",
    "drt": "director",
    "edt": "editor",
    "hst": "host",
    "ill": "illustrator",
    "ivr": "interviewer",
    "nrt": "narrator",
    "orm": "organizer",
    "prf": "performer",
    "pro": "producer",
    "rcp": "recipient",
    "aus": "script_writer",
    "trl": "translator",
}
_ROLE_ALIASES = {
    "art": "author",
    "cre": "author",
    "creator": "author",
    "ctg": "author",
    "dis": "author",
    "inv": "author",
    "ive": "author",
    "pht": "author",
    "photographer": "author",
    "artist": "author",
    "speaker": "author",
    "spk": "author",
    "prg": "author",
    "act": "performer",
    "mus": "performer",
    "sng": "performer",
    "ths": "contributor",
    "thesis advisor": "contributor",
    "degree supervisor": "contributor",
    "spn": "contributor",
    "fnd": "contributor",
}
PUBLISHERS = {"pbl", "publisher", "dgg", "degree grantor", "dst", "distributor", "his"}
"""Roles that make a name the publisher, where there is none."""
ROLES: dict[str, str] = {
    **_ROLE_ALIASES,
    **{each.name: key for key, each in ATTRIBUTES.items() if each.kind is Kind.NAMES},
    **_ROLE_PAIRS,
}
"""A role's code or words, in lower case, to our attribute (MARC relators, CSL's names)."""
ROLE_CODES: dict[str, str] = {attribute: code for code, attribute in _ROLE_PAIRS.items()}

GENRES = {
    "abstract or summary": "article-journal",
    "academic journal": "article-journal",
    "article": "article-journal",
    "atlas": "map",
    "bibliography": "book",
    "biography": "book",
    "blog": "post-weblog",
    "book": "book",
    "book chapter": "chapter",
    "brief": "personal_communication",
    "collection": "collection",
    "conference paper": "paper-conference",
    "conference publication": "paper-conference",
    "database": "dataset",
    "dataset": "dataset",
    "dictionary": "entry-dictionary",
    "dissertation": "thesis",
    "doctoral thesis": "thesis",
    "electronic resource": "webpage",
    "encyclopedia": "entry-encyclopedia",
    "fiction": "book",
    "government publication": "report",
    "handbook": "book",
    "hearing": "hearing",
    "interview": "interview",
    "issue": "periodical",
    "journal": "periodical",
    "journal article": "article-journal",
    "legal case and case notes": "legal_case",
    "legislation": "legislation",
    "letter": "personal_communication",
    "magazine": "article-magazine",
    "manuscript": "manuscript",
    "map": "map",
    "motion picture": "motion_picture",
    "newspaper": "article-newspaper",
    "novel": "book",
    "patent": "patent",
    "picture": "graphic",
    "photograph": "graphic",
    "landscape photographs": "graphic",
    "report": "report",
    "review": "review",
    "software": "software",
    "technical report": "report",
    "theses": "thesis",
    "thesis": "thesis",
    "web site": "webpage",
    "website": "webpage",
    "working paper": "report",
}
"""Genres (MARC genre terms, and what exports use), in lower case, to CSL's type."""
RESOURCES = {
    "cartographic": "map",
    "moving image": "motion_picture",
    "notated music": "musical_score",
    "software, multimedia": "software",
    "sound recording": "song",
    "sound recording-musical": "song",
    "sound recording-nonmusical": "song",
    "still image": "graphic",
    "three dimensional object": "graphic",
}
"""typeOfResource to CSL's type; "text" says nothing."""
RESOURCE_NAMES = {
    "map": "cartographic",
    "motion_picture": "moving image",
    "musical_score": "notated music",
    "software": "software, multimedia",
    "song": "sound recording",
    "graphic": "still image",
}

PERIODICAL = {"article-journal", "article-magazine", "article-newspaper", "review", "review-book"}
IDENTIFIERS = {"doi": "doi", "isbn": "isbn", "issn": "issn", "pmid": "pmid", "pmc": "pmcid"}
"""identifier type to our attribute; both ways but for its spelling."""
DETAILS = {
    "volume": "volume",
    "issue": "issue",
    "number": "issue",
    "chapter": "chapter_number",
    "section": "section",
    "part": "part_number",
    "supplement": "supplement_number",
}
"""Type of a part's detail to our attribute."""
DETAIL_NAMES = {attribute: kind for kind, attribute in reversed(DETAILS.items())}
DATES = {
    **{each.name: key for key, each in ATTRIBUTES.items() if each.kind is Kind.DATE},
}
"""Type of a dateOther to our attribute: CSL's names, as the writer gives them."""
NOTES = {f"csl:{each.name}": key for key, each in ATTRIBUTES.items()}
"""Type of a note to our attribute: how variables are written that MODS has no place for."""
