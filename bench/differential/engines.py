"""The same document through both engines: folded texts by their place, as "citation 3", "entry x"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.citeproc_js import LOCALES, CiteprocJs, cite_item, plain_item
from bench.differential.folding import fold
from citeform.csl.process import process
from citeform.csl.style import Style
from citeform.text.output.registry import get_output

if TYPE_CHECKING:
    from citeform import Article
    from citeform.csl.citation import Citation
    from citeform.csl.program import Program

Texts = dict[str, str]

ORDER = "order"
"""The place of the ids of a bibliography, in the order they are listed in."""


@dataclass(frozen=True)
class Job:
    """What is rendered by one style in one locale ("" is the style's own)."""

    xml: bytes
    locale: str
    articles: list[Article]
    citations: list[Citation]


def by_citeform(job: Job) -> tuple[Texts, int]:
    """The texts with the letter of the style, and how many of them `tidy` makes others.

    citeproc-js prints the punctuation around what is empty (", , "), so that is compared.
    """
    texts, tidied = (
        _rendered(Style.from_xml(job.xml, job.locale or None, tidy=tidy).program, job)
        for tidy in (False, True)
    )
    return texts, sum(text != tidied.get(place) for place, text in texts.items())


def _rendered(program: Program, job: Job) -> Texts:
    html = get_output("html")
    result = process(program, {each.id: each for each in job.articles}, job.citations)
    texts = {f"citation {n}": fold(html.render(t)) for n, t in enumerate(result.citations, 1)}
    texts |= {f"entry {id}": fold(html.render(rich)) for id, rich in result.entries}
    return texts | {ORDER: " ".join(id for id, _ in result.entries)}


class CiteprocJsError(Exception):
    """citeproc-js cannot render with a style, or not in time."""


def by_citeproc_js(job: Job, node: CiteprocJs, timeout: float) -> Texts:
    """The texts, folded. Raises `CiteprocJsError`."""
    sent: dict[str, Any] = {
        "style": job.xml.decode(),
        "lang": job.locale,
        "locales": str(LOCALES),
        "format": "html",
        "items": [plain_item(article) for article in job.articles],
        "clusters": [
            {"note": each.note, "cites": [_cite(cite) for cite in each.cites]}
            for each in job.citations
        ],
        "bibliography": True,
    }
    answer = node.run(sent, timeout)
    if "error" in answer:
        raise CiteprocJsError(answer["error"])
    texts = {f"citation {n}": _printed(text) for n, text in enumerate(answer["citations"], 1)}
    texts |= {f"entry {id}": _printed(text) for id, text in answer["entries"]}
    return texts | {ORDER: " ".join(id for id, _ in answer["entries"])}


_NOTHING_PRINTED = re.compile(
    r"\W*(?:\[CSL STYLE ERROR: reference with no printed form\.\]|\[NO_PRINTED_FORM\])\W*"
)


def _printed(html: str) -> str:
    """The text, folded; "" where citeproc-js only says that there is none to print."""
    text = fold(html)
    return "" if _NOTHING_PRINTED.fullmatch(text) else text


def _cite(cite: Any) -> dict[str, Any]:
    affixes = {"prefix": cite.prefix, "suffix": cite.suffix}
    return {
        **cite_item(cite),
        **{name: value for name, value in affixes.items() if value},
        **({"suppress-author": True} if cite.suppress_author else {}),
    }
