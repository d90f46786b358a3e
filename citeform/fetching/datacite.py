"""DataCite's REST API: works by DOI, one or many (api.datacite.org)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from citeform.errors import AnswerError, NotFoundError
from citeform.fetching.flow import JSON, Flow, Request, Response, address, json_of

if TYPE_CHECKING:
    from citeform.fetching.settings import Settings
    from citeform.fetching.sources import Answers

WHO = "DataCite"
_ACCEPT = "application/vnd.api+json"


def work_request(doi: str, settings: Settings) -> Request:
    """The request for one work."""
    url = address(settings.datacite_url, "dois", doi)
    return Request(url, "datacite", accept=_ACCEPT, expects=JSON)


def work(doi: str, settings: Settings) -> Flow[dict[str, Any]]:
    """The record (`data` of JSON:API) of one DOI. Raises `NotFoundError`, `AnswerError` …"""
    request = work_request(doi, settings)
    response = yield request
    if response.status in {404, 410}:
        raise NotFoundError(f"{WHO} knows no DOI {doi}", doi)
    data = _data(response, request)
    if not isinstance(data, dict) or not isinstance(data.get("attributes"), dict):
        raise AnswerError(f"{WHO}'s answer holds no record")
    return data


def collect(dois: list[str], settings: Settings) -> Flow[Answers]:
    """The records of several DOIs by one list, each as the answer to its own request."""
    by_key = {doi.lower(): work_request(doi, settings) for doi in dois if "," not in doi}
    if len(by_key) < 2:
        return []
    query: dict[str, str | int] = {"ids": ",".join(by_key), "page[size]": len(by_key)}
    url = address(settings.datacite_url, "dois", **query)
    request = Request(url, "datacite", accept=_ACCEPT, expects=JSON, keep=False)
    response = yield request
    data = _data(response, request)
    answers: Answers = []
    for record in data if isinstance(data, list) else []:
        single = by_key.pop(str(record.get("id", "")).lower(), None)
        if single is not None:
            body = json.dumps({"data": record}).encode()
            headers = {"content-type": _ACCEPT}
            answers.append((single, Response(200, single.url, headers, body)))
    return answers


def _data(response: Response, request: Request) -> Any:
    answer = json_of(response, request, WHO)
    return answer.get("data") if isinstance(answer, dict) else None
