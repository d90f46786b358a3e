"""PubMed Central by PMCID, through NCBI's E-utilities: the front matter of the full text in JATS."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from citeform.errors import NotFoundError
from citeform.fetching.flow import XML, Flow, Request, Response, address, xml_of
from citeform.fetching.reading import only_article_in

if TYPE_CHECKING:
    from lxml.etree import _Element

    from citeform.fetching.settings import Settings
    from citeform.fetching.sources import Answers
    from citeform.model.article import Article

WHO = "PubMed Central"


def first_request(pmcid: str, settings: Settings) -> Request:
    """The request for one article."""
    return _request([pmcid], settings)


def resolve(pmcid: str, settings: Settings) -> Flow[Article]:
    """The work of a PMCID. Raises `NotFoundError`, `ServiceError`, `AnswerError`."""
    from lxml import etree

    request = first_request(pmcid, settings)
    response = yield request
    if response.status == 400:
        raise NotFoundError(f"{WHO} knows no {pmcid}", pmcid)
    found = [_front(each) for each in _articles(xml_of(response, request, WHO))]
    if not found:
        raise NotFoundError(f"{WHO} knows no {pmcid}", pmcid)
    article = only_article_in(b"".join(map(etree.tostring, found)), "jats", WHO)
    return article if article.pmcid else article.replace(pmcid=pmcid)


def collect(pmcids: list[str], settings: Settings) -> Flow[Answers]:
    """Several articles, each as the answer to its own request: without its text, to save space."""
    from lxml import etree

    request = replace(_request(pmcids, settings), keep=False)
    response = yield request
    by_number = {_number(each): each for each in _articles(xml_of(response, request, WHO))}
    answers: Answers = []
    for pmcid in pmcids:
        article = by_number.get(pmcid.upper().removeprefix("PMC"))
        if article is not None:
            single = first_request(pmcid, settings)
            body = b"<pmc-articleset>" + etree.tostring(_front(article)) + b"</pmc-articleset>"
            answers.append((single, Response(200, single.url, {"content-type": "text/xml"}, body)))
    return answers


def _request(pmcids: list[str], settings: Settings) -> Request:
    numbers = ",".join(pmcid.upper().removeprefix("PMC") for pmcid in pmcids)
    url = address(settings.pubmed_url, "efetch.fcgi", db="pmc", id=numbers, retmode="xml")
    return Request(url, "pubmed", accept="application/xml", expects=XML)


def _articles(root: _Element) -> list[_Element]:
    return [root] if root.tag == "article" else root.findall("article")


def _front(article: _Element) -> _Element:
    """The article without its text and references: they are most of it, and not asked for."""
    for part in ("body", "back", "floats-group", "sub-article", "response"):
        for each in article.findall(part):
            article.remove(each)
    return article


def _number(article: _Element) -> str:
    """The PMCID without PMC; "" where the article does not say it."""
    for each in article.iterfind("front/article-meta/article-id"):
        if each.get("pub-id-type") in {"pmc", "pmcid", "pmcaid"} and each.text:
            return each.text.strip().upper().removeprefix("PMC")
    return ""
