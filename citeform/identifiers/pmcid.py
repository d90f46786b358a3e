"""PMCID: the number of a full text in PubMed Central, written PMC1234567."""

from __future__ import annotations

import re

_FOUND = re.compile(
    r"(?<![0-9A-Za-z])PMC\s?0*([1-9][0-9]{0,8})(?:\.[0-9]+)?(?![0-9A-Za-z])", re.IGNORECASE
)
_WHOLE = re.compile(
    r"(?:(?:pmcid|pubmed\s?central(?:\s?id)?)\s*[:=]?\s*"
    r"|(?:https?://)?(?:www\.)?(?:pmc\.ncbi\.nlm\.nih\.gov/articles/|ncbi\.nlm\.nih\.gov/pmc/articles/"
    r"|europepmc\.org/(?:article/pmc|articles)/))?PMC\s?0*([1-9][0-9]{0,8})(?:\.[0-9]+)?/?",
    re.IGNORECASE,
)


def find(text: str) -> str:
    """The first PMCID in the text, as PMC1234567, or ""."""
    return next(iter(find_all(text)), "")


def find_all(text: str) -> list[str]:
    """Every PMCID in the text, each once."""
    return list(dict.fromkeys(f"PMC{match[1]}" for match in _FOUND.finditer(text)))


def normalize(text: str) -> str:
    """The PMCID that the text is, as PMC1234567 without a version, or ""."""
    match = _WHOLE.fullmatch(text.strip())
    return f"PMC{match[1]}" if match else ""


def is_valid(text: str) -> bool:
    """Whether the text is a possible PMCID. There is no check digit."""
    return bool(normalize(text))


def problem(text: str) -> str:
    """What is wrong with it as a PMCID, in words; "" for a possible one."""
    return "" if normalize(text) else "a PMCID is PMC and a number: PMC1234567"


def url(value: str) -> str:
    """The full text at PubMed Central, or "" where the value is no PMCID."""
    number = normalize(value)
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{number}/" if number else ""
