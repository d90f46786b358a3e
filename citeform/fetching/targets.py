"""Targets: which source is to be asked for what, out of what a user typed."""

from __future__ import annotations

from dataclasses import dataclass

from citeform.errors import NotAnIdentifierError
from citeform.fetching.sources import recognised_by_plugin, source_names
from citeform.identifiers import arxiv, classify, doi, isbn, web

_NOT_A_WORK = {
    "orcid": "an ORCID iD stands for a person, not for a work",
    "issn": "an ISSN stands for a whole journal, not for a work",
    "ror": "a ROR id stands for an organisation, not for a work",
}


@dataclass(frozen=True, slots=True)
class Target:
    """An identifier in its normal form; equal where the same work is meant."""

    kind: str
    value: str


def target_of(text: str) -> Target:
    """What the text asks for: DOI, PMID, PMCID, arXiv, ISBN, shortDOI, or an http(s) URL.

    Raises `NotAnIdentifierError` with what is wrong, where it is none of them.
    """
    plugin = recognised_by_plugin(text)
    if plugin is not None:
        return Target(*plugin)
    found = classify(text)
    if found is None:
        raise NotAnIdentifierError(_why_not(text))
    kind, value = found
    if kind in _NOT_A_WORK:
        raise NotAnIdentifierError(f"{text.strip()!r}: {_NOT_A_WORK[kind]}")
    if kind == "doi":
        paper = arxiv.normalize(value)
        return Target("arxiv", paper) if paper else Target("doi", doi.key(value))
    if kind == "isbn":
        return Target("isbn", isbn.to_isbn13(value))
    if kind == "url" and not (web.is_valid(text) and value.startswith("http")):
        # "refs.bib" could be a host, but nobody means that.
        raise NotAnIdentifierError(_why_not(text))
    if kind not in source_names():
        raise NotAnIdentifierError(f"{text.strip()!r}: there is no source for {kind}")
    return Target(kind, value)


def _why_not(text: str) -> str:
    shown = text.strip()
    if len(shown) > 200:
        shown = shown[:200] + "…"
    if not shown:
        return "an empty text is no identifier"
    inner = doi.find(text)
    if inner:
        return f"{shown!r} holds the DOI {inner} and other text; give only the DOI"
    hint = f" ({doi.problem(text)})" if "10." in text else ""
    return f"{shown!r} is no DOI, PMID, PMCID, arXiv identifier, ISBN or URL{hint}"
