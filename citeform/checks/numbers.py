"""Rules on pages, volumes, issues, editions, and the language tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeform.checks.subject import Finding, Rule, Subject, shown

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_ODD_DASH = re.compile(rf"\s*(?:-{{2,}}|[{_DASHES}]+)\s*|\s+-\s+")
_RANGE = re.compile(
    rf"([a-z]{{0,3}})([0-9]{{1,9}})\s*(?:-+|[{_DASHES}])\s*([a-z]{{0,3}})([0-9]{{1,9}})",
    re.IGNORECASE,
)
_PAGE_PREFIX = re.compile(r"(?:pp?\.?|pages?|pgs?\.?|s\.|seiten?)\s*(?=[0-9])", re.IGNORECASE)
_NO_PAGES = re.compile(
    r"0+(?:\s*[-–]+\s*0+)?|n\.?/?\s?[ap]\.?|n\.\s?pag\.?|none|null|no[- .]pagination(?: specified)?|\?+(?:[-–]+\?+)?"
    r"|[-–—.]+|unknown|not available|ahead[- ]of[- ]print|1[-–]+0|x+[-–]+x+",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(
    r"n/a|none|null|\?+|-+|ahead[- ]of[- ]print|online[- ]?first|publish ahead of print|in press|unknown",
    re.IGNORECASE,
)
_VOLUME_PREFIX = re.compile(
    r"(?:vol(?:ume|\.)?|bd\.|band|tome|t\.)\s*(?=[0-9]{1,5}$)", re.IGNORECASE
)
_ISSUE_PREFIX = re.compile(
    r"(?:no\.?|nr\.?|n°|issue|number|iss\.?|heft|h\.)\s*(?=[0-9]{1,5}$)", re.IGNORECASE
)
_EDITION_SUFFIX = re.compile(
    r"(?<=[0-9])(?:st|nd|rd|th)?\.?\s*(?:ed\.?|edn\.?|edition|aufl\.?|auflage|éd\.?)$",
    re.IGNORECASE,
)
# BCP 47 (RFC 5646), the part of it that languages of works use.
_TAG = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-[a-z0-9]{5,8}|-[0-9][a-z0-9]{3}){0,3}(?:-x-[a-z0-9-]{1,20})?",
    re.IGNORECASE,
)


def backwards(subject: Subject) -> Iterator[Finding]:
    """99-90. A shortened last page ("1234-41") counts as written out."""
    for part in re.split(r"[,;&]", subject.article.page):
        found = _RANGE.fullmatch(part.strip())
        if not found:
            continue
        letters, first, last_letters, last = found.groups()
        if last_letters and last_letters.lower() != letters.lower():
            continue  # "A12-B3", "xii-12": no order is known
        whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
        if int(whole) < int(first):
            yield Finding("page", f"pages {shown(part.strip())} run backwards")


def dash(subject: Subject) -> Iterator[Finding]:
    """Two hyphens, an en dash or a minus between pages; writers of each format put their own."""
    page = subject.article.page
    if not any(character.isdigit() for character in page):
        return
    plain = _ODD_DASH.sub("-", page)
    if plain != page and not plain.startswith("-") and not plain.endswith("-"):
        yield Finding("page", f"{shown(page)} has another dash than a hyphen", fix={"page": plain})


def prefix(subject: Subject) -> Iterator[Finding]:
    """Such as pp. 1-9; the style puts its own."""
    page = subject.article.page
    found = _PAGE_PREFIX.match(page)
    # "S. 12" is a German page; "S12" and "P3" are numbers of supplements and posters.
    if found and (found[0][-1:] in ". " or len(found[0]) > 2):
        yield Finding(
            "page", f"{shown(page)} says that it is pages", fix={"page": page[found.end() :]}
        )


def same(subject: Subject) -> Iterator[Finding]:
    """5-5."""
    found = _RANGE.fullmatch(subject.article.page.strip())
    if found and found[1] + found[2] == (found[3] or found[1]) + found[4]:
        yield Finding(
            "page", f"{shown(subject.article.page)} is one page", fix={"page": found[1] + found[2]}
        )


def page_placeholder(subject: Subject) -> Iterator[Finding]:
    """0-0, n/a, ???."""
    page = subject.article.page
    if page and _NO_PAGES.fullmatch(page.strip()):
        yield Finding("page", f"{shown(page)} are no pages")


def number_prefix(subject: Subject) -> Iterator[Finding]:
    """Vol. 3, No. 4, 2nd ed.; the style puts its own."""
    work = subject.article
    for name, pattern in (("volume", _VOLUME_PREFIX), ("issue", _ISSUE_PREFIX)):
        value = getattr(work, name)
        found = pattern.match(value)
        if found:
            yield Finding(name, f"{shown(value)} says what it is", fix={name: value[found.end() :]})
    found = _EDITION_SUFFIX.search(work.edition)
    if found and work.edition[: found.start()].isdigit():
        number = work.edition[: found.start()]
        yield Finding("edition", f"{shown(work.edition)} says what it is", fix={"edition": number})


def number_placeholder(subject: Subject) -> Iterator[Finding]:
    """A volume 0, an issue ahead-of-print."""
    for name in ("volume", "issue"):
        value = getattr(subject.article, name)
        # An issue 0 does exist; a volume 0 with an issue 0 is what publishers send ahead of print.
        nought = value == "0" and subject.article.volume == subject.article.issue
        if value and (nought or _NO_NUMBER.fullmatch(value.strip())):
            yield Finding(name, f"{name} {shown(value)} is no number")


def language(subject: Subject) -> Iterator[Finding]:
    """English, eng; Latin (in a language's own words): what is no tag."""
    value = subject.article.language
    if value and not _TAG.fullmatch(value.replace("_", "-")):
        yield Finding(
            "language", f"{shown(value)} is no language tag", "a tag is like en, de-AT, pt-BR"
        )


RULES = (
    Rule("page.backwards", backwards),
    Rule("page.dash", dash, fixes=True),
    Rule("page.prefix", prefix, fixes=True),
    Rule("page.same", same, fixes=True),
    Rule("page.placeholder", page_placeholder),
    Rule("number.prefix", number_prefix, fixes=True),
    Rule("number.placeholder", number_placeholder),
    Rule("language.form", language),
)
