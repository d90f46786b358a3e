"""The metadata of a web page: meta tags, JSON-LD and COinS, read; meta tags, written.

Pages say what they hold in several vocabularies at once: Google Scholar's `citation_*` (Highwire),
bepress's and EPrints' own, PRISM, Dublin Core, Open Graph, JSON-LD. For each field the first of
them that says it counts, in that order; `mapping` has the tables. Nothing in a page is executed, and
nothing is fetched.

Source: Google Scholar, "Inclusion Guidelines for Webmasters"; DCMI Metadata Terms; PRISM 2.1 and
3.0; ogp.me; EPrints' default export; HTML Living Standard, sections 4.2.5 (meta) and 13.2 (parsing).
"""

from __future__ import annotations

from citeform.formats.html.page import PAGE
from citeform.formats.html.tags import META_TAGS

__all__ = ["META_TAGS", "PAGE"]
