"""PubMed by PMID, through NCBI's E-utilities (efetch, NBK25499), many at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from citeform.errors import AnswerError, NotFoundError
from citeform.fetching.flow import XML, Flow, Request, Response, address, xml_of
from citeform.fetching.reading import only_article_in

if TYPE_CHECKING:
    from lxml.etree import _Element

    from citeform.fetching.settings import Settings
    from citeform.fetching.sources import Answers
    from citeform.model.article import Article

WHO = "PubMed"
_RECORDS = ("PubmedArticle", "PubmedBookArticle")


def first_request(pmid: str, settings: Settings) -> Request:
    """The request for one record."""
    return _request([pmid], settings)


def resolve(pmid: str, settings: Settings) -> Flow[Article]:
    """The work of a PMID. Raises `NotFoundError`, `ServiceError`, `AnswerError`."""
    request = first_request(pmid, settings)
    response = yield request
    if response.status == 400:  # how E-utilities answers for a number that is none of theirs
        raise NotFoundError(f"{WHO} knows no PMID {pmid}", pmid)
    records = _records(xml_of(response, request, WHO))
    if not records:
        raise NotFoundError(f"{WHO} knows no PMID {pmid}", pmid)
    if pmid not in records:
        raise AnswerError(f"{WHO} answered with another record than PMID {pmid}")
    return only_article_in(response.body, "pubmed-xml", WHO)


def collect(pmids: list[str], settings: Settings) -> Flow[Answers]:
    """The records of several PMIDs, each as the answer to its own request."""
    from lxml import etree

    request = replace(_request(pmids, settings), keep=False)
    response = yield request
    records = _records(xml_of(response, request, WHO))
    answers: Answers = []
    for pmid in pmids:
        single = first_request(pmid, settings)
        found = etree.tostring(records[pmid]) if pmid in records else b""
        body = b"<PubmedArticleSet>" + found + b"</PubmedArticleSet>"
        headers = {"content-type": "text/xml"}
        answers.append((single, Response(200, single.url, headers, body, absent=not found)))
    return answers


def _request(pmids: list[str], settings: Settings) -> Request:
    query = {"db": "pubmed", "id": ",".join(pmids), "retmode": "xml"}
    url = address(settings.pubmed_url, "efetch.fcgi", **query)
    return Request(url, "pubmed", accept="application/xml", expects=XML)


def _records(root: _Element) -> dict[str, _Element]:
    """The records of a PubmedArticleSet by PMID."""
    found: dict[str, _Element] = {}
    for record in root:
        if record.tag in _RECORDS:
            number = record.find("*/PMID")
            if number is not None and number.text:
                found[number.text.strip()] = record
    return found
