"""arXiv by its identifiers, through its query API (Atom), many at once.

The answer is the preprint itself. Where it was published, its DOI and journal reference stand in
`custom["arxiv"]`, and `citeform.fetching.status` names them; they are not mixed into the preprint.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from citeform.errors import AnswerError, NotFoundError
from citeform.fetching.flow import XML, Flow, Request, Response, address, xml_of
from citeform.fetching.names import in_reading_order
from citeform.identifiers import arxiv as identifier
from citeform.model.article import Article
from citeform.model.dates import Date

if TYPE_CHECKING:
    from lxml.etree import _Element

    from citeform.fetching.settings import Settings
    from citeform.fetching.sources import Answers
    from citeform.model.names import Name

WHO = "arXiv"
_ATOM = "{http://www.w3.org/2005/Atom}"
_OWN = "{http://arxiv.org/schemas/atom}"


def first_request(paper: str, settings: Settings) -> Request:
    """The request for one paper."""
    return _request([paper], settings)


def resolve(paper: str, settings: Settings) -> Flow[Article]:
    """The preprint. Raises `NotFoundError`, `ServiceError`, `AnswerError`."""
    request = first_request(paper, settings)
    response = yield request
    if response.status == 400:
        raise NotFoundError(f"{WHO} knows no {paper}", paper)
    for entry in _entries(xml_of(response, request, WHO)):
        if _answers(entry, paper):
            return from_entry(entry)
    raise NotFoundError(f"{WHO} knows no {paper}", paper)


def collect(papers: list[str], settings: Settings) -> Flow[Answers]:
    """Several papers, each as the answer to its own request."""
    from lxml import etree

    request = replace(_request(papers, settings), keep=False)
    response = yield request
    entries = _entries(xml_of(response, request, WHO))
    answers: Answers = []
    for paper in papers:
        single = first_request(paper, settings)
        found = b"".join(etree.tostring(each) for each in entries if _answers(each, paper))
        body = b'<feed xmlns="http://www.w3.org/2005/Atom">' + found + b"</feed>"
        headers = {"content-type": "application/atom+xml"}
        answers.append((single, Response(200, single.url, headers, body, absent=not found)))
    return answers


def from_entry(entry: _Element) -> Article:
    """An Atom entry of arXiv's API as an `Article`."""
    paper = _paper(entry)
    plain = identifier.without_version(paper)
    category = entry.find(f"{_OWN}primary_category")
    own = {name: _text(entry, f"{_OWN}{name}") for name in ("doi", "journal_ref", "comment")}
    own["primary_category"] = "" if category is None else category.get("term", "")
    return Article(
        id=f"arxiv:{paper}",
        type="article",
        title=_text(entry, f"{_ATOM}title"),
        author=tuple(_names(entry)),
        abstract=_text(entry, f"{_ATOM}summary"),
        issued=_day(_text(entry, f"{_ATOM}published")),
        publisher="arXiv",
        number=f"arXiv:{plain}",
        version=paper.removeprefix(plain).removeprefix("v"),
        doi=f"10.48550/arXiv.{plain}",
        url=identifier.url(paper),
        genre="preprint",
        custom={"arxiv": {name: value for name, value in own.items() if value}},
    )


def _request(papers: list[str], settings: Settings) -> Request:
    url = address(
        settings.arxiv_url, "query", id_list=",".join(papers), max_results=str(len(papers))
    )
    return Request(url, "arxiv", accept="application/atom+xml", expects=XML)


def _entries(root: _Element) -> list[_Element]:
    if root.tag != f"{_ATOM}feed":
        raise AnswerError(f"{WHO}'s answer is no Atom feed")
    return [entry for entry in root.iter(f"{_ATOM}entry") if _paper(entry)]


def _paper(entry: _Element) -> str:
    """The identifier with version; "" for an entry that is an error message."""
    return identifier.normalize(_text(entry, f"{_ATOM}id"))


def _answers(entry: _Element, paper: str) -> bool:
    """Whether the entry is that paper: in the version asked for, or in any."""
    own = _paper(entry)
    return own == paper or identifier.without_version(own) == paper


def _names(entry: _Element) -> list[Name]:
    names = (_text(author, f"{_ATOM}name") for author in entry.iter(f"{_ATOM}author"))
    return [in_reading_order(name) for name in names if name]


def _day(text: str) -> Date | None:
    """The day of a date with a time."""
    day = Date.parse(text.partition("T")[0]) if text else None
    return day if day is not None and day.year is not None else None


def _text(element: _Element, path: str) -> str:
    from citeform.text.xmltree import text_of

    return text_of(element.find(path))
