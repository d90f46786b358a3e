"""What a source and the world say to each other: `Request`, `Response`, `Flow`.

A source is a generator function. It yields requests, is sent their responses, and returns what it
was asked for::

    def work(doi: str, settings: Settings) -> Flow[Article]:
        response = yield Request(f"{settings.crossref_url}/works/{doi}", "crossref")
        if response.status == 404:
            raise NotFoundError(f"Crossref knows no {doi}", doi)
        return from_message(json_of(response)["message"])

So a source has no thread, socket or clock in it, can be tested by hand with `send`, and runs the
same under threads and under asyncio.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlencode

from citeform.errors import AnswerError, ServiceError

if TYPE_CHECKING:
    from lxml.etree import _Element

JSON = ("application/json", "+json", "text/json")
XML = ("application/xml", "text/xml", "+xml")
HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Request:
    """A GET request. Its credentials are added on the way out and never stored."""

    url: str
    """The whole address, query included."""
    service: str
    """Whose it is ("crossref", "pubmed" …): decides rate limit, tokens and mailto."""
    accept: str = "application/json"
    """The Accept header."""
    expects: tuple[str, ...] = JSON
    """Media types, or their endings, that the answer may have."""
    lane: str = ""
    """A rate limit of its own within the service: Crossref counts lists and records apart."""
    from_user: bool = False
    """Whether the address came with the user's data. Then only public hosts are asked, and they
    are not told who asks."""
    keep: bool = True
    """Whether the answer goes into the cache as it is."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer, its body whole and decompressed."""

    status: int
    url: str
    """Where it came from, after redirects."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""
    body: bytes = b""
    absent: bool = False
    """Whether it says that there is no such work, although its status may be 200."""

    @property
    def media_type(self) -> str:
        """The Content-Type without its parameters, lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


_T = TypeVar("_T")
Flow = Generator[Request, Response, _T]
"""A conversation that yields requests, is sent responses and returns a `_T`."""


def address(base: str, *path: str, **query: str | int) -> str:
    """Base, path segments and query as one URL, each percent-encoded in full (RFC 3986).

    >>> address("https://api.crossref.org", "works", "10.1002/(SICI)1<1::AID>3.0.CO;2-#")
    'https://api.crossref.org/works/10.1002%2F%28SICI%291%3C1%3A%3AAID%3E3.0.CO%3B2-%23'
    """
    url = "/".join([base.rstrip("/"), *(quote(segment, safe="") for segment in path)])
    return f"{url}?{urlencode(query)}" if query else url


def require(response: Response, request: Request, who: str) -> None:
    """Raise where the answer is no success of an expected media type.

    Raises `ServiceError` for a status other than 200, `AnswerError` for another media type: an
    error page in HTML with status 200 is not taken for data.
    """
    if response.status != 200:
        raise ServiceError(f"{who} answered with status {response.status}: {excerpt(response)}")
    media_type = response.media_type
    # An answer that does not say what it is may be looked at (RFC 9110, section 8.3).
    if media_type and not media_type.endswith(request.expects):
        raise AnswerError(f"{who} answered with {media_type} instead of {request.expects[0]}")


def json_of(response: Response, request: Request, who: str) -> Any:
    """The body as JSON. Raises as `require`, and `AnswerError` where it is not JSON.

    JSON is UTF-8 whatever the header says (RFC 8259, section 8.1); the header's charset is tried
    only for bytes that are not.
    """
    require(response, request, who)
    try:
        return json.loads(decoded(response, who))
    except (ValueError, RecursionError) as problem:
        raise AnswerError(f"{who}'s answer is not JSON: {problem}") from None


def xml_of(response: Response, request: Request, who: str) -> _Element:
    """The root element of the body. Raises as `require`, and `AnswerError` where it is not XML.

    What the parser has to repair is not taken: from a service, it means that something is missing.
    """
    from citeform.diagnostics import Report
    from citeform.text.xmltree import parse_xml

    require(response, request, who)
    report = Report()
    root = parse_xml(response.body, report)
    broken = [each for each in report if each.code == "xml.syntax"]
    if root is None or broken:
        raise AnswerError(f"{who}'s answer is not XML: {broken[0].message if broken else 'empty'}")
    return root


def decoded(response: Response, who: str) -> str:
    """The body as text: UTF-8, else as the header's charset says. Raises `AnswerError`."""
    try:
        return response.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    charset = _parameter(response.headers.get("content-type", ""), "charset")
    if charset.lower() not in {"", "utf-8", "utf8"}:
        try:
            return response.body.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    raise AnswerError(f"{who}'s answer is not in UTF-8 nor in the encoding it names")


def excerpt(response: Response, length: int = 120) -> str:
    """The beginning of a body, on one line, for an error message."""
    text = " ".join(response.body[:2000].decode("utf-8", "replace").split())
    printable = "".join(character if character.isprintable() else "·" for character in text)
    return printable[:length] + ("…" if len(printable) > length else "") or "(nothing)"


def _parameter(content_type: str, name: str) -> str:
    for part in content_type.split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == name:
            return value.strip().strip("\"'")
    return ""
