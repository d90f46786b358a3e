"""NDJSON: one CSL-JSON item a line, for streams and for files of millions (ndjson.org, JSON Lines).

Read and written in constant memory. A line that is not JSON costs that line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from citeform.formats import csljson
from citeform.formats.jsonstream import Found, nested_too_deeply
from citeform.formats.jsonwriting import compact
from citeform.formats.registry import BUILT_IN

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article

info = BUILT_IN["ndjson"]


def read(source: Source, report: Report) -> Iterator[Article]:
    """The item of each line; empty lines are passed over."""
    for number, line in enumerate(source.lines(), 1):
        text = line.strip()
        if not text:
            continue
        try:
            value = json.loads(text)
        except ValueError as problem:
            column = getattr(problem, "pos", 0) + 1
            message = getattr(problem, "msg", None) or str(problem)
            report.add("json.syntax", f"not JSON: {message}", line=number, column=column)
        except RecursionError:
            message = "the object cannot be read: nested too deeply"
            report.add("record.unreadable", message, line=number, column=1)
        else:
            if nested_too_deeply(value):
                message = "the object cannot be read: nested too deeply"
                report.add("record.unreadable", message, line=number, column=1)
                continue
            items = value if isinstance(value, list) else [value]
            for item in items:
                if isinstance(item, dict):
                    report.place = number, 1
                    yield csljson.from_item(item, report, Found(item, number, 1))
                else:
                    message = f"expected an object, found {type(item).__name__}"
                    report.add("json.not-an-item", message, line=number, column=1)


def write(articles: Iterable[Article], report: Report) -> Iterator[str]:  # noqa: ARG001 -- all fits
    """An item a line; nothing is lost, so `report` stays as it is."""
    for article in articles:
        yield compact(csljson.item_to_write(article)) + "\n"
