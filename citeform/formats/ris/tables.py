"""RIS's types and tags as tables: which CSL type a type is, which variable a tag holds in it.

The meaning of a tag depends on the type: A2 is the editor of a chapter, the recipient of a letter.
`_PAIRS` is what holds for most types, a row of `_TYPES` what differs. Where the specification and
the programs disagree, EndNote's meaning by type wins, as Zotero and most publishers follow it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from citeform.model.vocabulary import ATTRIBUTES, Kind


def _rows(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines() if line.strip()]


_PAIRS: dict[str, str] = dict(
    _rows("""
    TI title
    ST title_short
    AU author
    A2 editor
    A3 collection_editor
    A4 translator
    T2 container_title
    J2 container_title_short
    T3 collection_title
    VL volume
    IS issue
    SP page
    M1 number
    ET edition
    NV number_of_volumes
    SE section
    CY publisher_place
    PB publisher
    LA language
    M3 genre
    DO doi
    UR url
    DB archive
    DP source
    AN archive_location
    CN call_number
    LB citation_label
    RI reviewed_title
    AB abstract
    RN annote
    ID id
""")
)
"""Tag and attribute: read and written."""

_ALIASES: dict[str, str] = dict(
    _rows("""
    T1 title
    CT title
    A1 author
    ED editor
    JF container_title
    BT container_title
    JA container_title_short
    J1 container_title_short
    N2 abstract
    VO volume
    CP issue
    PP publisher_place
    PU publisher
    PI publisher_place
    JI container_title_short
    AV archive_location
    H1 source
    H2 call_number
""")
)
"""Tag and attribute: read; written only for a variable that has no other tag in the type."""

_BOOK = (
    "A2=collection_editor A3=editor T2=collection_title T3~collection_title BT~title "
    "SP=number_of_pages SE=page M1=collection_number"
)
_JOURNAL = "C2=pmcid C7=number M1~issue ET=- NV=-"
_FILM = (
    "AU=director A1~director A2=- A3=producer A4=performer T2=collection_title "
    "T3~collection_title SP=dimensions NV=- C4=genre C5~medium M3=medium"
)
_MUSIC = "AU=composer A1~composer A2=performer C5=medium"
_MEETING = (
    "A4=contributor T2=event_title C3=container_title C1=publisher_place CY=event_place M1~issue"
)
_BILL = "A2~author T3=authority ET=chapter_number OP=references"
_CASE = (
    "A2=container_title NV=container_title_short A3=- A4=contributor PB=authority SV=number T3=- "
    "OP=references ET=- SE=-"
)
_PATENT = (
    "A2=authority A3=- A4=- C4=contributor C3=jurisdiction C5=references C6=status SN=number IS~number "
    "CN=- M1=call_number OP=issue Y2=submitted T3=- NV=- SE=- ET=-"
)
_DATA = "A2=producer A4=contributor NV=number ET=version IS~version RI=- SE=-"
_MANUSCRIPT = "T2=archive_collection SP=number_of_pages ET=- NV=- SE=-"
_THESIS = "A2~contributor A3=contributor T2=division VL~genre SP=number_of_pages"
_CATALOG = "A2=- T2=collection_title SE=number_of_pages M1=collection_number NV=number"
_REPORT = (
    "A2=collection_editor A3=- A4=division T2=collection_title SN=number M1~number "
    "NV=collection_number"
)
_SOFTWARE = (
    "A2=collection_editor T2=collection_title T3~collection_title C1=medium ET=version VL=edition "
    "IS~version"
)
_GRAPHIC = "A2=- T2=- ET=version VL=dimensions M3=medium"

_TYPES = f"""
    JOUR     article-journal        {_JOURNAL}
    UNPB     article                T3=division
    MGZN     article-magazine       M1~issue NV=- SE=-
    NEWS     article-newspaper      C2~issue NV=- M1=-
    BILL     bill                   {_BILL}
    BOOK     book                   {_BOOK}
    CHAP     chapter                M1~number_of_volumes SV=collection_number SE=chapter_number
    CLSWK    classic                {_BOOK}
    DATA     dataset                {_DATA}
    GEN      document
    DICT     entry-dictionary       SE=-
    ENCYC    entry-encyclopedia
    FIGURE   figure                 A2=- M3=medium ET=version
    ART      graphic                M3=medium C3=dimensions
    HEAR     hearing                T2=section T3=authority ET=chapter_number OP=references SE=-
    CASE     legal_case             {_CASE}
    STAT     legislation            A2=- T3=- ET=chapter_number NV=- RI=- OP=references
    MANSCPT  manuscript             {_MANUSCRIPT}
    MAP      map                    A2=collection_editor T2=collection_title C1=scale C3=dimensions
    MPCT     motion_picture         {_FILM}
    MUSIC    musical_score          {_MUSIC} A4=producer
    PAMP     pamphlet               A2=- M2=number_of_pages
    CONF     paper-conference       {_MEETING}
    PAT      patent                 {_PATENT}
    JFULL    periodical
    PCOMM    personal_communication A2=recipient ET=- NV=-
    BLOG     post-weblog            A3=illustrator T3=- VL=-
    LEGAL    regulation             A2=authority T3=- NV=chapter_number M1=- OP=references
    RPRT     report                 {_REPORT}
    COMP     software               {_SOFTWARE}
    SOUND    song                   {_MUSIC}
    INTV     interview              A2=interviewer
    POD      broadcast              AU=host A1~host A2=producer T2=container_title
    SLIDE    speech                 T2=event_title CY=event_place
    STAND    standard               T2=collection_title T3=- SN=number M1=- NV=-
    THES     thesis                 {_THESIS}
    ELEC     webpage

    ABST     article-journal        {_JOURNAL}
    ADVS     motion_picture         {_FILM} A2=performer A3=collection_editor A4=- C3=dimensions
    AGGR     document               ET=- SE=-
    ANCIENT  classic                T3=volume_title
    CHART    graphic                {_GRAPHIC}
    CPAPER   paper-conference       {_MEETING}
    CTLG     book                   {_CATALOG}
    DBASE    dataset                ET=version SN=number
    EBOOK    book                   {_BOOK} A2=editor A3=collection_editor NV=version
    ECHAP    chapter                M1=collection_number SE=chapter_number
    EDBOOK   book                   {_BOOK} AU=editor A1~editor A3=-
    EJOUR    article-journal        {_JOURNAL} C2=- C3=pmcid
    EQUA     document               {_GRAPHIC}
    GOVDOC   report                 A2=authority SN=number
    GRANT    document               ET=- NV=- VL=- SE=- M1=status
    GRNT     document               ET=- NV=- VL=- SE=- M1=status
    ICOMM    personal_communication A2=recipient ET=- NV=-
    INPR     article-journal        {_JOURNAL}
    MULTI    motion_picture         {_FILM} A2=collection_editor M1=-
    PRESS    document
    SER      book                   {_BOOK} A2=editor A3=collection_editor SP=page SE=chapter_number
    UNBILL   bill                   {_BILL}
    UNPD     article                T3=division
    VIDEO    motion_picture         {_FILM}
    WEB      webpage                VL=- M1=-
"""
"""RIS type, CSL type, and the tags that differ in it: `=` both ways, `~` read only, `-` kept aside.
Above the gap stand the types that a CSL type is written as; those below are written where they
were read."""

_NEAREST = {
    "collection": "GEN",
    "entry": "ENCYC",
    "event": "GEN",
    "performance": "GEN",
    "post": "ELEC",
    "review": "JOUR",
    "review-book": "JOUR",
    "treaty": "LEGAL",
}
"""Write-only: CSL types that RIS has no type for, and the nearest one."""

_SPELT_OUT = {
    "journal article": "JOUR",
    "journal": "JOUR",
    "article": "JOUR",
    "book": "BOOK",
    "book section": "CHAP",
    "book chapter": "CHAP",
    "chapter": "CHAP",
    "inbook": "CHAP",
    "conference": "CONF",
    "conference paper": "CONF",
    "conference proceedings": "CONF",
    "generic": "GEN",
    "magazine article": "MGZN",
    "misc": "GEN",
    "newspaper article": "NEWS",
    "patent": "PAT",
    "report": "RPRT",
    "thesis": "THES",
    "dissertation": "THES",
    "web page": "ELEC",
    "webpage": "ELEC",
    "paper": "CONF",
    "techreport": "RPRT",
    "unpublished": "UNPB",
    "dataset": "DATA",
}
"""Read-only: what some exports write after TY instead of a type."""

ORDER = {
    tag: place
    for place, tag in enumerate(
        "TY ID TI BT ST AU A1 A2 A3 A4 ED T2 JF J2 T3 PY DA Y2 VL IS SP EP C7 M1 M2 ET NV SV SE CY PP "
        "PB C1 C2 C3 C4 C5 C6 OP LA M3 DO SN UR DB DP AN AV CN LB RI KW AB N1 RN".split()
    )
}
"""The order of writing."""

WRITE_ONLY = {
    "broadcast": {"author": "AU"},
    "motion_picture": {"author": "AU"},
    "song": {"author": "AU"},
    "musical_score": {"author": "AU"},
}
"""Write-only: names that would have no tag in the type; better in the first role than lost."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """What one RIS type is in CSL, and what its tags hold. There is one of each, so it can be a key."""

    ris_type: str
    csl_type: str
    attributes: dict[str, str]
    """Tag to attribute."""
    tags: dict[str, str]
    """Attribute to the tag it is written with."""
    texts: dict[str, str]
    """Tag to attribute, for the tags that are just a text."""
    roles: dict[str, str]
    """Tag to attribute, for the tags that are names."""


_BY_TYPE = {row[0]: row for row in _rows(_TYPES)}
_CANONICAL = {row[1]: row[0] for row in reversed(_rows(_TYPES))}


def ris_type_of(text: str) -> str:
    """The RIS type a reader means by the value of TY, or "" where it is none we know."""
    upper = text.strip().upper()
    return upper if upper in _BY_TYPE else _SPELT_OUT.get(" ".join(text.lower().split()), "")


def written_type(csl_type: str) -> str:
    """The RIS type for a CSL type; GEN where there is none."""
    return _CANONICAL.get(csl_type) or _NEAREST.get(csl_type, "GEN")


def is_exact(csl_type: str) -> bool:
    """Whether the CSL type comes back from the RIS type it is written as."""
    return csl_type in _CANONICAL


@cache
def layout(ris_type: str, more: str = "") -> Layout:
    """The layout of a known RIS type; `more` is what a dialect has otherwise."""
    _, csl_type, *changes = _BY_TYPE[ris_type]
    changes += more.split()
    own: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for change in changes:
        tag, sign, attribute = re.fullmatch(r"(..)([=~])(.*)", change).groups()  # type: ignore[union-attr]
        (own if sign == "=" else aliases)[tag] = attribute
    changed = own.keys() | aliases.keys()
    pairs, general = (
        {tag: attribute for tag, attribute in table.items() if tag not in changed}
        for table in (_PAIRS, _ALIASES)
    )
    tags: dict[str, str] = {}
    for table in (own, pairs, aliases, general):
        for tag, attribute in table.items():
            tags.setdefault(attribute, tag)
    tags.pop("-", None)
    attributes = {**general, **aliases, **pairs, **own}
    attributes = {tag: attribute for tag, attribute in attributes.items() if attribute != "-"}
    alone = {tag: attribute for tag, attribute in attributes.items() if tag not in TOGETHER}
    roles = {tag: attribute for tag, attribute in alone.items() if _holds_names(attribute)}
    texts = {tag: attribute for tag, attribute in alone.items() if tag not in roles}
    return Layout(ris_type, csl_type, attributes, tags, texts, roles)


def _holds_names(attribute: str) -> bool:
    variable = ATTRIBUTES.get(attribute)
    return variable is not None and variable.kind is Kind.NAMES


TOGETHER = frozenset("SP EP PY Y1 DA Y2 SN DO UR KW N1 JO CY M1".split())
"""Tags that are read together, or by their value."""

LONGEST_NUMBER = 40
"""Characters that a number in words has at most in M1: "Publication Number 12"."""

KNOWN_TAGS = frozenset({*_PAIRS, *_ALIASES}) | frozenset(
    "TY ER PY Y1 Y2 DA SN EP JO KW N1 AD C1 C2 C3 C4 C5 C6 C7 C8 CA L1 L2 L3 L4 LK M2 NV OP RP "
    "SV TA TT U1 U2 U3 U4 U5 AI J9 LK NL PA TS WE".split()
)
"""Tags of the specification, of EndNote and the databases, by which a badly spelt line is known for a tag."""
