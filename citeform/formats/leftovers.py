"""What is left behind when articles go from one format to another.

A format keeps what it knows and CSL does not in `Article.custom`, under its own name, and writes it
back. Another format has no place for it, and says so: once per writing, not once per record, as every
record of Crossref has a dozen such fields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.base import FormatInfo
    from citeform.model.article import Article

KEEPS_ALL = frozenset({"csl-json", "csl-yaml", "ndjson", "hayagriva"})
"""Formats with a place for anything."""

_FAMILIES = {"bibtex": "bibtex", "biblatex": "bibtex", "springer-current": "springer"}
"""Formats that keep under the name of another."""

_MERE_SPELLING = frozenset({"csl-json:as-read", "springer"})
"""How something was spelt, not something more."""


def telling_leftovers(
    articles: Iterable[Article], info: FormatInfo, report: Report
) -> Iterator[Article]:
    """The articles, and at their end a diagnostic for each other format that knew more of them."""
    if info.name in KEEPS_ALL:
        yield from articles
        return
    own = _FAMILIES.get(info.name, info.name)
    left: Counter[str] = Counter()
    for article in articles:
        if article.custom:
            left.update(key for key in article.custom if key != own and key not in _MERE_SPELLING)
        yield article
    for name, count in sorted(left.items()):
        records = "1 record" if count == 1 else f"{count} records"
        report.add(
            "write.left-behind",
            f"what {name} knew more of {records} has no place in {info.title}",
            hint="csl-json keeps everything",
        )
