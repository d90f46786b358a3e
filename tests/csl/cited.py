"""One citation by a style of a few words, for tests of single elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citeform.csl.citation import Citation, Cite
from citeform.csl.style import Style

if TYPE_CHECKING:
    from citeform import Article

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"
 default-locale="{locale}" {options}>{macro}<citation><layout>{layout}</layout></citation></style>"""


def cited(
    layout: str,
    *articles: Article,
    cite: Cite | None = None,
    locale: str = "en-US",
    options: str = "",
    macro: str = "",
) -> str:
    """One citation of all the articles, as HTML."""
    xml = STYLE.format(layout=layout, locale=locale, options=options, macro=macro)
    cites = [cite] if cite else [Cite(article.id) for article in articles]
    result = Style.from_xml(xml).process(articles, [Citation(*cites)])
    return result.citations[0].to("html")
