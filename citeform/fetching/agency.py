"""doi.org: which registration agency a DOI is with, and its record by content negotiation.

Not every DOI is Crossref's: data sets are DataCite's, others mEDRA's, JaLC's, KISTI's … doi.org
answers for all of them (DOI Handbook, "Which RA?" and "Content Negotiation").
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from citeform.errors import AnswerError, NotFoundError
from citeform.fetching.flow import Flow, Request, Response, address, json_of

if TYPE_CHECKING:
    from citeform.fetching.settings import Settings
    from citeform.fetching.sources import Answers

WHO = "doi.org"
CSL_JSON = "application/vnd.citationstyles.csl+json"
NOBODY = ""
"""The agency of a DOI that does not exist."""


def agency(doi: str, settings: Settings) -> Flow[str]:
    """The agency's name ("Crossref", "DataCite" …); `NOBODY` for a DOI that does not exist."""
    request = agency_request([doi], settings)
    response = yield request
    if response.status in {400, 404}:
        return NOBODY
    for entry in _entries(response, request):
        name = _agency_of(entry)
        if name is not None:
            return name
    raise AnswerError(f"{WHO} did not say which agency {doi} is with")


def agencies(dois: list[str], settings: Settings) -> Flow[tuple[dict[str, str], Answers]]:
    """The agencies of several DOIs by one request, and the answers to the single requests."""
    request = replace(agency_request(dois, settings), keep=False)
    response = yield request
    asked = {doi.lower(): doi for doi in dois}
    names: dict[str, str] = {}
    answers: Answers = []
    for entry in _entries(response, request):
        doi = asked.get(str(entry.get("DOI", "")).lower())
        name = _agency_of(entry)
        if doi is None or name is None:
            continue
        names[doi] = name
        single = agency_request([doi], settings)
        headers = {"content-type": "application/json"}
        body = json.dumps([entry]).encode()
        absent = name == NOBODY
        answers.append((single, Response(200, single.url, headers, body, absent=absent)))
    return names, answers


def agency_request(dois: list[str], settings: Settings) -> Request:
    """The request for the agencies of one or several DOIs."""
    return Request(address(settings.doi_url, "doiRA", ",".join(dois)), "doi.org")


def negotiated(doi: str, settings: Settings) -> Flow[dict[str, Any]]:
    """The record as CSL-JSON, from whichever agency. Raises `NotFoundError`."""
    request = Request(
        address(settings.doi_url, doi), "doi.org", accept=CSL_JSON, expects=("+json", "/json")
    )
    response = yield request
    if response.status in {404, 410}:
        raise NotFoundError(f"{WHO} knows no DOI {doi}", doi)
    if response.status in {204, 406}:
        raise NotFoundError(f"the agency of {doi} gives no metadata", doi)
    item = json_of(response, request, WHO)
    if not isinstance(item, dict) or not item:
        raise AnswerError(f"{WHO}'s answer holds no record")
    return item


def _entries(response: Response, request: Request) -> list[dict[str, Any]]:
    answer = json_of(response, request, WHO)
    if not isinstance(answer, list):
        raise AnswerError(f"{WHO}'s answer holds no list of agencies")
    return [entry for entry in answer if isinstance(entry, dict)]


def _agency_of(entry: dict[str, Any]) -> str | None:
    """The agency; `NOBODY` where the DOI does not exist; None where the entry says neither."""
    name = entry.get("RA")
    if isinstance(name, str) and name:
        return name
    status = str(entry.get("status", "")).lower()
    return NOBODY if "not exist" in status or "invalid" in status else None
