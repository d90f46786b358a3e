"""Titles: biblatex's title, subtitle, addon; of the work, its book, its set of volumes, its issue.

CSL has one field for each: a title and its subtitle are joined with a colon, an addon with a full
stop. Which of the titles is the work's, the volume's and the container's depends on the entry type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citeform.formats.bibtex.types import EntryType, Shape
from citeform.text.tex import decode

TITLE_PARTS = (
    "subtitle",
    "titleaddon",
    "maintitle",
    "mainsubtitle",
    "maintitleaddon",
    "booksubtitle",
    "booktitleaddon",
    "journalsubtitle",
    "journaltitleaddon",
    "issuetitle",
    "issuesubtitle",
    "issuetitleaddon",
    "fjournal",
)
"""Fields that make a title of several."""

_PARTS = frozenset(TITLE_PARTS)

_ENDS = (".", "?", "!", ":", "…", "”")


def derive_titles(
    entry: EntryType, fields: Mapping[str, str], variables: dict[str, Any], kept: dict[str, str]
) -> None:
    """Set title, container title, volume title and short title; keep the parts of joined ones."""
    part = entry.shape is Shape.PART
    periodical = entry.csl == "periodical"
    joined = (
        [name for name in TITLE_PARTS if name != "fjournal" and fields.get(name, "").strip()]
        if not _PARTS.isdisjoint(fields)
        else []
    )
    if "fjournal" in fields:
        _full_journal(fields, variables, kept)
    book_itself = entry.shape is Shape.BOOK  # its `booktitle` is there for those that inherit it
    if book_itself and fields.get("booktitle", "").strip():
        kept["booktitle"] = fields["booktitle"]
    if not joined:
        names = (
            ("booktitle", "journaltitle", "journal")
            if part
            else ("journaltitle", "journal", "booktitle")
        )
        for name in names:
            value = fields.get(name, "")
            if not value.strip() or (book_itself and name == "booktitle"):
                continue
            if "container_title" in variables:
                kept[name] = value
            else:
                variables["container_title"] = decode(value, protect=True)
                if (name == "booktitle") != part:
                    kept[name] = value
        return
    for name in (*joined, "title", "shorttitle", "booktitle", "journaltitle", "journal"):
        if fields.get(name, "").strip():
            kept[name] = fields[name]
    own = _join(fields, "title", "subtitle", "titleaddon")
    main = _join(fields, "maintitle", "mainsubtitle", "maintitleaddon")
    book = "" if book_itself else _join(fields, "booktitle", "booksubtitle", "booktitleaddon")
    journal = _join(fields, "journaltitle", "journalsubtitle", "journaltitleaddon") or _join(
        fields, "journal", "journalsubtitle", "journaltitleaddon"
    )
    issue = _join(fields, "issuetitle", "issuesubtitle", "issuetitleaddon")
    title, container, volume = own, journal, ""
    if part:
        container = main or book or journal
        volume = book if main else ""
    elif main:
        title, volume = main, own
        container = journal or book
    elif periodical and issue:
        title, container = issue, own
    elif issue:
        volume = issue
        container = journal or book
    else:
        container = journal or book
    found = {"title": title, "container_title": container, "volume_title": volume}
    variables.update((attribute, value) for attribute, value in found.items() if value)
    if main and not part:
        variables.pop("title_short", None)  # it was the volume's
    elif "subtitle" in joined and not issue and "title_short" not in variables:
        short = decode(fields.get("title", ""), protect=True)
        if short:
            variables["title_short"] = short


def _full_journal(
    fields: Mapping[str, str], variables: dict[str, Any], kept: dict[str, str]
) -> None:
    """MathSciNet gives the journal's full title in `fjournal`, and the short one in `journal`."""
    full = decode(fields["fjournal"], protect=True)
    short = decode(fields.get("journal", ""), protect=True)
    if not full or "container_title" in variables:
        kept["fjournal"] = fields["fjournal"]
        return
    variables["container_title"] = full
    kept["fjournal"] = fields["fjournal"]
    if short:
        variables.setdefault("container_title_short", short)
        kept["journal"] = fields["journal"]


def _join(fields: Mapping[str, str], title: str, subtitle: str, addon: str) -> str:
    whole = decode(fields.get(title, ""), protect=True)
    for name, between in ((subtitle, ": "), (addon, ". ")):
        value = decode(fields.get(name, ""), protect=True)
        if value and whole:
            whole += (" " if whole.endswith(_ENDS) else between) + value
        elif value:
            whole = value
    return whole
