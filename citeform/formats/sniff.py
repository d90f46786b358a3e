"""Which format a text is in, by its first characters.

All the tests stand here side by side, so that two formats that look alike are told apart in one
place. The text is first sorted by its container (JSON, XML, …), then tried against that
container's rows from top to bottom; the first row that matches wins.
"""

from __future__ import annotations

import re

_ROWS: dict[str, list[tuple[str, re.Pattern[str]]]] = {
    "json": [
        (
            "datacite",
            re.compile(
                r'"(?:resourceTypeGeneral|resource-type-general|relatedIdentifiers|nameType)"\s*:'
            ),
        ),
        ("openalex", re.compile(r'"id"\s*:\s*"https://(?:api\.)?openalex\.org/')),
        ("europepmc", re.compile(r'"(?:pageInfo|authorString|journalInfo|pubYear)"\s*:')),
        # Arrays for titles, and the types, tell Crossref's own JSON from the CSL-JSON it also gives.
        (
            "crossref",
            re.compile(
                r'"message-type"\s*:\s*"work|"(?:container-)?title"\s*:\s*\[\s*(?:"|\])'
                r'|"type"\s*:\s*"(?:component|posted-content|journal-issue)"'
            ),
        ),
        ("csl-json", re.compile(r"")),
    ],
    "xml": [
        ("datacite-xml", re.compile(r"<(?:\w+:)?resource\s[^<>]*datacite|datacite\.org/schema/")),
        (
            "crossref-xml",
            re.compile(r"<(?:\w+:)?(?:crossref_result|doi_records|doi_batch|crossref)[\s>]"),
        ),
    ],
    "html": [],
    "text": [
        ("bibtex", re.compile(r"(?im)^[^\S\n]*@[a-z]+[^\S\n]*[{(]")),
        ("ris", re.compile(r"(?m)^TY {0,2}- ?\w")),
        ("springer-page", re.compile(r"(?im)^cite this article( as)?:?\s*$|^DOI: 10\.\d")),
        (
            "springer-current",
            re.compile(r"(?m)\A\s*\S.*\(\d{4}\)\.(?: https?://doi\.org/10\.\S+)?\s*$"),
        ),
        ("springer", re.compile(r"(?m)\A\s*\S.*\(\d{4}\)")),
    ],
}


def sniff(head: str) -> str | None:
    """Name of the format, or None. `head` is the first part of the input."""
    text = head.lstrip("\ufeff \t\r\n")
    for name, pattern in _ROWS[container(text)]:
        if pattern.search(text):
            return name
    return None


def container(text: str) -> str:
    """"json", "xml", "html" or "text", from the first characters."""
    if re.match(r"[\[{]\s*[\[{\"\]}]", text):
        return "json"
    if text.startswith("<"):
        return "html" if re.match(r"(?i)<(!doctype html|html)", text) else "xml"
    return "text"
