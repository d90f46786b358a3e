"""PMID: the number of a record in PubMed, one to eight digits without a check digit."""

from __future__ import annotations

import re

_NUMBER = r"0*([1-9][0-9]{0,7})(?![0-9]|\.[0-9])"
_LABELLED = re.compile(
    r"(?:(?<![a-z])(?:pubmed\s?id|pmid|pubmed)\s*[:=#]?\s*"
    r"|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/(?:\?term=)?"
    r"|europepmc\.org/(?:abstract|article)/med/|identifiers\.org/pubmed[:/]|info:pmid/)" + _NUMBER,
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"(?:(?:https?://)?(?:www\.)?{_LABELLED.pattern}|{_NUMBER})/?", re.IGNORECASE)


def find(text: str) -> str:
    """The first PMID that is labelled or a URL in the text, or ""."""
    match = _LABELLED.search(text)
    return match[1] if match else ""


def find_all(text: str) -> list[str]:
    """Every PMID that is labelled or a URL in the text, each once."""
    return list(dict.fromkeys(match[1] for match in _LABELLED.finditer(text)))


def normalize(text: str) -> str:
    """The PMID that the text is (labelled, a URL or just the number), or ""."""
    match = _WHOLE.fullmatch(text.strip())
    return (match[1] or match[2]) if match else ""


def is_valid(text: str) -> bool:
    """Whether the text is a possible PMID. There is no check digit."""
    return bool(normalize(text))


def problem(text: str) -> str:
    """What is wrong with it as a PMID, in words; "" for a possible one."""
    if normalize(text):
        return ""
    if re.match(r"(?i)\s*pmc", text):
        return "it is a PMCID (PubMed Central), not a PMID"
    return "a PMID is a number of one to eight digits"


def url(value: str) -> str:
    """Its page in PubMed, or "" where the value is no PMID."""
    number = normalize(value)
    return f"https://pubmed.ncbi.nlm.nih.gov/{number}/" if number else ""
