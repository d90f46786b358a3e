"""DOIs, whoever registered them: Crossref first, then whom doi.org names, then doi.org itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citeform.errors import FetchError, NotFoundError, ServiceError
from citeform.fetching import agency, crossref, datacite
from citeform.fetching.flow import Flow, Request, Response

if TYPE_CHECKING:
    from citeform.fetching.settings import Settings
    from citeform.fetching.sources import Answers
    from citeform.model.article import Article

first_request = crossref.work_request


def resolve(doi: str, settings: Settings) -> Flow[Article]:
    """The work of a DOI.

    Raises `NotFoundError` where no agency knows it. Where doi.org could not be asked, its
    `__cause__` says why, and it is only certain that the work is not Crossref's.
    """
    try:
        message = yield from crossref.work(doi, settings)
    except NotFoundError:
        return (yield from _elsewhere(doi, settings))
    return from_crossref(message)


def collect(dois: list[str], settings: Settings) -> Flow[Answers]:
    """Several at once: Crossref's by a list, the others' agencies by another, DataCite's likewise."""
    answers = yield from crossref.collect(dois, settings)
    found = {request.url for request, _ in answers}
    missing = [doi for doi in dois if first_request(doi, settings).url not in found]
    missing = [doi for doi in missing if "," not in doi]
    if len(missing) < 2:
        return answers
    try:
        names, more = yield from agency.agencies(missing, settings)
        answers += more
        # Not in Crossref's list, and another agency's or nobody's: so it is not Crossref's.
        for doi, name in names.items():
            if name != "Crossref":
                request = first_request(doi, settings)
                answers.append((request, _absent(request)))
        theirs = [doi for doi, name in names.items() if name == "DataCite"]
        answers += yield from datacite.collect(theirs, settings)
    except FetchError:
        pass  # They are asked for one by one, and then the problem belongs to each.
    return answers


def _absent(request: Request) -> Response:
    return Response(404, request.url, {"content-type": "text/plain"}, b"")


def _elsewhere(doi: str, settings: Settings) -> Flow[Article]:
    """A DOI that Crossref does not know."""
    try:
        name = yield from agency.agency(doi, settings)
    except ServiceError as problem:
        raise NotFoundError(
            f"Crossref knows no DOI {doi}, and who else might cannot be told: {problem}", doi
        ) from problem
    if name == agency.NOBODY:
        raise NotFoundError(f"there is no DOI {doi}", doi)
    if name == "DataCite":
        data = yield from datacite.work(doi, settings)
        return from_datacite(data)
    item = yield from agency.negotiated(doi, settings)
    return from_negotiated(item, doi)


def from_crossref(message: dict[str, Any]) -> Article:
    """A record of Crossref's REST API as an `Article`."""
    from citeform.formats.crossref import from_message

    return from_message(message)


def from_datacite(data: dict[str, Any]) -> Article:
    """A record of DataCite's REST API as an `Article`."""
    from citeform.formats.datacite import from_attributes

    return from_attributes({"id": data.get("id", ""), **data["attributes"]})


def from_negotiated(item: dict[str, Any], doi: str) -> Article:
    """CSL-JSON from doi.org as an `Article`.

    Crossref's is its REST record under another name, so it is read as that.
    """
    from citeform.formats.csljson import from_item

    if isinstance(item.get("title"), list) or item.get("type") == "journal-article":
        return from_crossref(item)
    article = from_item(item)
    return article if article.doi else article.replace(doi=doi)
