"""A web page about a work, by its URL, through the HTML reader (meta tags, JSON-LD, Dublin Core)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from citeform.errors import AnswerError, NotFoundError, UnsafeAddressError
from citeform.fetching.flow import HTML, Flow, Request, decoded, require
from citeform.fetching.reading import articles_in

if TYPE_CHECKING:
    from citeform.fetching.settings import Settings
    from citeform.model.article import Article


def resolve(url: str, settings: Settings) -> Flow[Article]:  # noqa: ARG001 -- as every source
    """The work that the page says it is about.

    Raises `NotFoundError` where there is no page, `AnswerError` where it says nothing of a work,
    `UnsafeAddressError` where it is, or redirects to, a host that is not public.
    """
    if "@" in urlsplit(url).netloc:
        raise UnsafeAddressError("an address with a name or password in it is not asked for", url)
    request = Request(
        url.partition("#")[0], "web", accept="text/html,*/*;q=0.5", expects=HTML, from_user=True
    )
    response = yield request
    if response.status in {404, 410}:
        raise NotFoundError(f"there is no page {url}", url)
    require(response, request, "the page")
    page: str | bytes = response.body
    with suppress(AnswerError):  # then the page itself may say which encoding it is in
        page = decoded(response, "the page")
    works = [article for article in articles_in(page, "html") if article.title]
    if not works:
        raise AnswerError("the page says nothing of a work", url)
    return works[0] if works[0].url else works[0].replace(url=response.url)
