"""shortDOIs: aliases of DOIs ("10/aabbe"), looked up at doi.org and then resolved as DOIs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citeform.errors import AnswerError, NotFoundError
from citeform.fetching import dois
from citeform.fetching.flow import Flow, Request, address, json_of
from citeform.identifiers import doi

if TYPE_CHECKING:
    from citeform.fetching.settings import Settings
    from citeform.model.article import Article

WHO = "doi.org"


def resolve(alias: str, settings: Settings) -> Flow[Article]:
    """The work of a shortDOI. Raises `NotFoundError`, else as `dois.resolve`."""
    request = Request(address(settings.doi_url, "api", "handles", *alias.split("/")), "doi.org")
    response = yield request
    if response.status == 404:
        raise NotFoundError(f"there is no shortDOI {alias}", alias)
    answer = json_of(response, request, WHO)
    values = answer.get("values") if isinstance(answer, dict) else None
    for value in values if isinstance(values, list) else []:
        if isinstance(value, dict) and value.get("type") == "HS_ALIAS":
            data = value.get("data")
            found = doi.key(str(data.get("value", ""))) if isinstance(data, dict) else ""
            if found:
                return (yield from dois.resolve(found, settings))
    raise AnswerError(f"{WHO} did not say which DOI {alias} is short for")
