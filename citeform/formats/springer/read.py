"""A Springer citation line as an article; the line's form is recognised, not asked for.

Form 1 names no title and has the year before the volume, form 2 the year at the end. An article
without a volume looks the same in both but for the title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from citeform.formats.springer.journals import split_title
from citeform.formats.springer.names import PrintedNames
from citeform.formats.springer.write import KEY
from citeform.identifiers import doi as dois
from citeform.model.article import Article
from citeform.model.dates import Date

_DOI_TAIL = re.compile(
    r"(?P<before>[\s.]*)(?P<prefix>(?:doi|DOI):\s?(?:https?://(?:dx\.)?doi\.org/)?|https?://(?:dx\.)?doi\.org/)"
    r"(?P<doi>10\.\d{4,9}/\S+)\s*$"
)
# A volume or a page is one token with a digit in it; tokens are taken whole, so the time is linear.
_PAGES = r"(?P<pages>(?=\S*?\d)\S++)"
_VOLUME = r"(?P<volume>(?=[^\s,()]*?\d)[^\s,()]++|[IVXLC]++)(?: \((?P<issue>[^()]*)\))?"
_FORM_1 = re.compile(
    r"(?P<journal>.*\S) \((?P<year>\d{4})\)"
    r"(?: (?P<volume>[^\s:()]++)(?:\s?\((?P<issue>[^()]*)\))?(?:: ?(?P<page>\S++))?|: ?(?P<article>\S++))"
)
_FORM_2 = tuple(
    re.compile(rf"(?P<head>.*\S){rest} \((?P<year>\d{{4}})\)")
    for rest in (rf" {_VOLUME}, {_PAGES}", rf", {_PAGES}", rf" {_VOLUME}")
)
_NO_VOLUME = re.compile(r"(?P<head>.*\S) \((?P<year>\d{4})\)")
_DASHES = re.compile("[–—−]")
_LONGEST = 20_000
_FORM_1_IS_OVER = 2020
"""From this year on a line without a volume has a title, even if that looks like a journal."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says. `form` is 1 or 2, or 0 where only its DOI was understood."""

    article: Article
    form: int


def read_line(line: str) -> Reading | None:
    """The article that a citation line stands for; None where it is not a citation at all."""
    if len(line) > _LONGEST:
        return None
    fields: dict[str, Any] = {}
    spelling: dict[str, str] = {}
    body, prefix = without_doi(line, fields)
    body = body.removesuffix(".")
    names = PrintedNames(body)
    rest = body[names.end :].strip()
    form = _read_rest(rest, fields, spelling, names)
    if not form:
        return Reading(Article(**fields), 0) if fields else None
    fields["type"] = "article-journal"
    fields["author"] = tuple(names.names)
    if prefix and prefix != ("doi:" if form == 1 else "https://doi.org/"):
        spelling["doi"] = prefix
    if spelling:
        fields["custom"] = {KEY: spelling}
    return Reading(Article(**fields), form)


def without_doi(line: str, fields: dict[str, Any]) -> tuple[str, str]:
    """The line without its DOI, and what stood before the DOI."""
    match = _DOI_TAIL.search(line[-2100:])
    if match is None:
        return line, ""
    value = dois.normalize(match["doi"])
    if not value:
        return line, ""
    fields["doi"] = value
    end = len(line) - (len(line[-2100:]) - match.start())
    return line[:end], match["prefix"]


def _form_of_names(names: PrintedNames) -> int:
    """Two authors are joined by & in form 1 and by a comma in form 2; else 0: it cannot be told."""
    if len(names.names) != 2 or names.names[-1].is_others:
        return 0
    return 1 if names.ampersand else 2


def _read_rest(
    rest: str, fields: dict[str, Any], spelling: dict[str, str], names: PrintedNames
) -> int:
    """What stands behind the authors; returns the form."""
    if match := _FORM_1.fullmatch(rest):
        fields["container_title_short"] = match["journal"]
        _put(fields, "volume", match["volume"])
        _put(fields, "issue", match["issue"])
        _put(fields, "page", _DASHES.sub("-", match["page"] or match["article"] or ""))
        fields["issued"] = Date(int(match["year"]))
        return 1
    for pattern in _FORM_2:
        if match := pattern.fullmatch(rest):
            groups = match.groupdict()
            title, journal = split_title(match["head"], has_title=True)
            _put(fields, "title", title)
            fields["container_title_short"] = journal
            _put(fields, "volume", groups.get("volume"))
            _put(fields, "issue", groups.get("issue"))
            _put_pages(fields, spelling, groups.get("pages"))
            fields["issued"] = Date(int(match["year"]))
            return 2
    if match := _NO_VOLUME.fullmatch(rest):
        form = _form_of_names(names)
        is_current = form == 2 or (form == 0 and int(match["year"]) >= _FORM_1_IS_OVER)
        title, journal = split_title(match["head"], has_title=is_current)
        _put(fields, "title", title)
        fields["container_title_short"] = journal
        fields["issued"] = Date(int(match["year"]))
        return 2 if title or is_current else 1
    return 0


def _put(fields: dict[str, Any], name: str, value: str | None) -> None:
    if value:
        fields[name] = value


def _put_pages(fields: dict[str, Any], spelling: dict[str, str], pages: str | None) -> None:
    if not pages:
        return
    if "-" in pages:
        spelling["dash"] = "-"
    fields["page"] = _DASHES.sub("-", pages)
