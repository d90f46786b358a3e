"""Rules on titles: capitals, full stops, and titles that are none or not whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeform.checks.subject import Finding, Rule, Subject, shown
from citeform.identifiers import doi, web

_OF_THE_WORK = (
    "title",
    "title_short",
    "original_title",
    "reviewed_title",
    "part_title",
    "volume_title",
)
_OF_OTHERS = ("container_title", "collection_title", "event_title")
_TAG = re.compile(r"</?[a-z][^<>]{0,60}>")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ABBREVIATION_AT_END = re.compile(
    r"(?:^|[\s(\[“\"'‘-])(?:[^\W\d_]\.)+$|(?:^|[\s.(])(?:etc|al|inc|ltd|co|corp|jr|sr|st|no|vol|vols|pt|ed|eds|"
    r"rev|cf|spp?|var|subsp|ssp|gen|nov|comb|ms|mss|bros|dept|univ|ca|approx|pp?|fig|dr|mr|mrs|hon|esq|gmbh|usw)\.$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"[\[(]?(?:untitled|no title(?: available| found)?|title|without title|n\.?/?a\.?|none|null|unknown|tba|tbd"
    r"|not available|ohne titel|sans titre|\?+|-+)[\])]?\.?",
    re.IGNORECASE,
)
_FILE = re.compile(r"[\w-]+\.(?:pdf|docx?|html?|tex|odt|rtf|pptx?|indd|qxd)", re.IGNORECASE)
_FILE_OF_WORD = re.compile(r"microsoft (?:word|powerpoint) ?-.*", re.IGNORECASE)
_BREAKS_OFF = re.compile(
    r"\b(?:proceedings|conference|symposium|workshop|journal|transactions|annals|advances|lecture notes)"
    r"(?: of| on| in| of the| on the| in the| for| and)+$|\b(?:of|the|on|and|for)$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|«[^«»]*»|„[^„“”]*[“”]|''[^']*''|``[^`']*''")


def all_caps(subject: Subject) -> Iterator[Finding]:
    """Three words and fifteen capitals or more, and no small letter."""
    for name, value in subject.texts:
        if name in _OF_THE_WORK or name in _OF_OTHERS:
            bare = _TAG.sub("", value)
            capitals = sum(map(str.isupper, bare))  # Chinese letters have no case
            if capitals >= 15 and bare.isupper() and len(_WORD.findall(bare)) >= 3:
                yield Finding(name, f"in capitals: {shown(bare)}")


def full_stop(subject: Subject) -> Iterator[Finding]:
    """A full stop at the end, unless it is an abbreviation's; the style puts its own."""
    work = subject.article
    for name in ("title", "original_title", "reviewed_title"):
        value = getattr(work, name)
        if not value.endswith(".") or value.endswith("..") or ". " in value[:-1]:
            continue  # with another sentence in it the title is punctuated on purpose
        if not _ABBREVIATION_AT_END.search(value) and len(value) > 12:
            fix = {name: value[:-1].rstrip()}
            yield Finding(
                name, f"{shown(value)} ends in a full stop", "the style adds its own", fix
            )


def quoted(subject: Subject) -> Iterator[Finding]:
    """The whole title in quotation marks; the style puts its own."""
    for name, value in subject.texts:
        if name in ("title", "container_title") and len(value) > 2 and _QUOTED.fullmatch(value):
            yield Finding(name, f"{shown(value)} is quoted as a whole", "the style adds its own")


def truncated(subject: Subject) -> Iterator[Finding]:
    """A title that ends in dots or within a bracket."""
    title = subject.article.title
    if re.search(r"[^\s.](?:\.{3}|…|\s\.\.\.)$", title) and len(title) > 20:
        yield Finding("title", f"{shown(title)} ends in dots")
    elif (
        title.count("(") > title.count(")")
        and "<" not in title
        and not re.search(r"\b[a-z]\)", title)
    ):
        yield Finding("title", f"{shown(title)} has a bracket that is not closed")


def address(subject: Subject) -> Iterator[Finding]:
    """A URL, DOI or file name in the title's place."""
    title = subject.article.title
    if not title or (" " in title and not _FILE_OF_WORD.fullmatch(title)):
        return
    if doi.normalize(title) or (web.is_valid(title) and subject.article.type != "webpage"):
        yield Finding("title", f"{shown(title)} is an address, not a title")
    elif _FILE.fullmatch(title) or _FILE_OF_WORD.fullmatch(title):
        yield Finding("title", f"{shown(title)} is the name of a file")


def placeholder(subject: Subject) -> Iterator[Finding]:
    """Untitled, n/a, null."""
    title = subject.article.title
    if _PLACEHOLDER.fullmatch(title.strip()) and title.lower() not in ("none", "unknown", "title"):
        yield Finding("title", f"{shown(title)} is no title")


def repeats_container(subject: Subject) -> Iterator[Finding]:
    """An article with its journal's title; an editorial may have it, hence chapters too."""
    work = subject.article
    if work.type not in ("article-journal", "paper-conference", "chapter") or not work.title:
        return
    if work.title.casefold() == work.container_title.casefold():
        yield Finding("title", f"the title and the container's are both {shown(work.title)}")


def container_truncated(subject: Subject) -> Iterator[Finding]:
    """Proceedings of the, Conference on: what it is of is missing."""
    value = subject.article.container_title
    # IEEE's "Signal Processing, IEEE Transactions on" is turned round, not cut off.
    if _BREAKS_OFF.search(value) and " " in value and "," not in value:
        yield Finding("container_title", f"{shown(value)} breaks off")


RULES = (
    Rule("title.all-caps", all_caps),
    Rule("title.full-stop", full_stop, fixes=True),
    Rule("title.quoted", quoted),
    Rule("title.truncated", truncated),
    Rule("title.address", address),
    Rule("title.placeholder", placeholder),
    Rule("title.repeats-container", repeats_container),
    Rule("container.truncated", container_truncated),
)
