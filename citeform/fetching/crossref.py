"""Crossref's REST API: works by DOI, one or many, and by free text (api.crossref.org).

The record comes as JSON and is read by `citeform.formats.crossref`. Crossref's own BibTeX, made
for content negotiation, is never used: it drops group authors and breaks names and markup.
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

WHO = "Crossref"
_LONGEST_FILTER = 3000
"""Characters of a filter, encoded: longer addresses are refused by servers on the way."""


def work_request(doi: str, settings: Settings) -> Request:
    """The request for one work."""
    return Request(address(settings.crossref_url, "works", doi), "crossref")


def work(doi: str, settings: Settings) -> Flow[dict[str, Any]]:
    """The record of one DOI. Raises `NotFoundError`, `ServiceError`, `AnswerError`."""
    request = work_request(doi, settings)
    response = yield request
    if response.status in {404, 410}:
        raise NotFoundError(f"{WHO} knows no DOI {doi}", doi)
    return _message(response, request)


def list_request(settings: Settings, **query: str | int) -> Request:
    """A request for a list of works; lists have a rate limit of their own."""
    return Request(address(settings.crossref_url, "works", **query), "crossref", lane="list")


def works(settings: Settings, **query: str | int) -> Flow[list[dict[str, Any]]]:
    """The records of one page of a list. Raises `ServiceError`, `AnswerError`."""
    request = list_request(settings, **query)
    response = yield request
    return _items(_message(response, request))


def all_works(
    settings: Settings, filter: str, *, at_most: int = 1000
) -> Flow[list[dict[str, Any]]]:
    """The records of a list page by page, along its cursor, up to a number."""
    found: list[dict[str, Any]] = []
    cursor = "*"
    while len(found) < at_most:
        request = list_request(settings, filter=filter, rows=100, cursor=cursor)
        response = yield request
        message = _message(response, request)
        items = _items(message)
        found += items
        cursor = message.get("next-cursor") or ""
        if len(items) < 100 or not cursor:
            break
    return found


def collect(dois: list[str], settings: Settings) -> Flow[Answers]:
    """The records of several DOIs by one list, each as the answer to its own request.

    A DOI with a comma cannot stand in a filter and is left out, as is what the list lacks.
    """
    by_key: dict[str, Request] = {}
    length = 0
    for doi in dois:
        single = work_request(doi, settings)
        length += len(single.url) - len(settings.crossref_url)
        if length > _LONGEST_FILTER:
            break
        if "," not in doi:
            by_key[doi.lower()] = single
    if len(by_key) < 2:
        return []
    filter = ",".join(f"doi:{doi}" for doi in by_key)
    request = replace(list_request(settings, filter=filter, rows=len(by_key)), keep=False)
    response = yield request
    answers: Answers = []
    for item in _items(_message(response, request)):
        found = by_key.pop(str(item.get("DOI", "")).lower(), None)
        if found is not None:
            answers.append((found, _as_if_alone(found, item)))
    return answers


def _as_if_alone(request: Request, item: dict[str, Any]) -> Response:
    """The answer that the work's own request would get."""
    body = {"status": "ok", "message-type": "work", "message": item}
    headers = {"content-type": "application/json"}
    return Response(200, request.url, headers, json.dumps(body).encode())


def _items(message: dict[str, Any]) -> list[dict[str, Any]]:
    items = message.get("items")
    if not isinstance(items, list):
        raise AnswerError(f"{WHO}'s answer holds no list of works")
    return [each for each in items if isinstance(each, dict)]


def _message(response: Response, request: Request) -> dict[str, Any]:
    answer = json_of(response, request, WHO)
    message = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(message, dict):
        raise AnswerError(f"{WHO}'s answer holds no record")
    return message
