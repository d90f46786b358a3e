"""schema.org as JSON-LD, and CodeMeta, which is a dialect of it for software.

Read from a file or out of a web page (`citeform.formats.html`): a single node, an array, a
`@graph` whose nodes refer to each other, a page whose `mainEntity` is the work. What the work
appeared in is followed through `isPartOf` (issue, volume, periodical; book, series).

Written: one node, or a `@graph` of several. "<" is always written as an escape, so the text is safe
within `<script type="application/ld+json">`.

Source: schema.org, CreativeWork and below; bib.schema.org's examples; CodeMeta 2.0 and 3.0.
"""

from __future__ import annotations

from citeform.formats.schemaorg.files import JsonLd

SCHEMA_ORG = JsonLd("schema-org", "https://schema.org")
CODEMETA = JsonLd("codemeta", "https://doi.org/10.5063/schema/codemeta-2.0")

__all__ = ["CODEMETA", "SCHEMA_ORG"]
