"""citeform's engine as the runner of the CSL test suite wants it: fixture in, text out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citeform.csl.citation import Citation, Cite
from citeform.csl.passes.positions import find_places
from citeform.csl.process import Processed, process
from citeform.csl.style import Style
from citeform.formats.csljson import from_item
from citeform.text.output.html import Html
from tests.conformance.fixtures import document_states

if TYPE_CHECKING:
    from citeform.csl.program import Program
    from citeform.model.article import Article

_HTML = Html()
_NOTHING_PRINTED = "[CSL STYLE ERROR: reference with no printed form.]"
"""What the suite wants for a cite or entry that prints nothing; citeform leaves it out."""


def run_fixture(fixture: dict[str, Any]) -> str:
    """What the engine prints for a fixture."""
    program = Style.from_xml(fixture["csl"], tidy=False).program
    articles = [_article(item, number) for number, item in enumerate(fixture["input"])]
    works = {article.id: article for article in articles}
    if fixture["mode"] == "bibliography":
        return _bibliography(program, articles, fixture)
    if "citations" in fixture:
        return _replay(program, articles, fixture)
    if "citation_items" in fixture:
        clusters = [
            Citation(*(_cite(cite, in_document=False) for cite in cluster))
            for cluster in fixture["citation_items"]
        ]
        processed = process(program, works, clusters, registered=list(works))
    else:
        order = process(program, works).decisions.order
        cites = [Cite(id, position="first") for id in order]
        processed = process(program, works, [Citation(*cites)])
    return "\n".join(_HTML.render(text) or _NOTHING_PRINTED for text in processed.citations)


def _article(item: dict[str, Any], number: int) -> Article:
    article = from_item(item)
    return article if article.id else article.replace(id=f"item-{number}")


def _cite(cite: dict[str, Any], *, in_document: bool) -> Cite:
    position = _POSITIONS.get(cite["position"]) if "position" in cite else None
    near = cite.get("near-note")
    return Cite(
        str(cite["id"]),
        locator=str(cite.get("locator", "")),
        label=cite.get("label") or "page",
        prefix=cite.get("prefix", ""),
        suffix=cite.get("suffix", ""),
        suppress_author=bool(cite.get("suppress-author")),
        author_only=bool(cite.get("author-only")),
        position=position or ("" if in_document else "first"),
        near_note=bool(near) if near is not None else None,
        first_note=int(cite.get("first-reference-note-number", 0) or 0),
    )


_POSITIONS = {0: "first", 1: "subsequent", 2: "ibid", 3: "ibid-with-locator"}


def _bibliography(program: Program, articles: list[Article], fixture: dict[str, Any]) -> str:
    if "bibentries" in fixture:
        wanted = [str(id) for id in fixture["bibentries"][-1]]
        by_id = {article.id: article for article in articles}
        articles = [by_id[id] for id in wanted]
    processed = process(program, {article.id: article for article in articles})
    printed = dict(processed.entries)
    entries = [
        _HTML.entry(printed.get(id, f"{number}. {_NOTHING_PRINTED}"))
        for number, id in enumerate(processed.decisions.order, 1)
        if id in printed or program.citation.prints_numbers
    ]
    return _HTML.bibliography(entries, {})


def _replay(program: Program, articles: list[Article], fixture: dict[str, Any]) -> str:
    """The document after the last call, its lines marked that a session would report."""
    works = {article.id: article for article in articles}
    lines: dict[str, str] = {}
    reported: set[str] = set()
    fingerprints: dict[str, object] = {}
    for state in document_states(fixture):
        citations = [_citation(each) for each in state]
        processed = process(program, works, citations, uncited=False)
        ids = [each.id for each in citations]
        texts = dict(zip(ids, map(_HTML.render, processed.citations), strict=True))
        after = dict(zip(ids, _fingerprints(processed, citations), strict=True))
        reported = {
            id for id in ids if texts[id] != lines.get(id) or after[id] != fingerprints.get(id)
        }
        lines, fingerprints = texts, after
    number = len(fixture["citations"])
    reported.add(fixture["citations"][-1][0].get("citationID", f"CITATION-{number}"))
    return "\n".join(
        f"{'>>' if id in reported else '..'}[{place}] {text}"
        for place, (id, text) in enumerate(lines.items())
    )


def _fingerprints(processed: Processed, citations: list[Citation]) -> list[object]:
    """Per citation, what citeproc-js takes for a reason to print it again."""
    decisions = processed.decisions
    area = decisions.program.citation
    numbers = decisions.numbers if area.prints_numbers else {}
    notes = [citation.note for citation in citations]
    places = find_places(citations, notes, area.near_note_distance)
    return [
        (
            note if area.prints_first_notes else 0,
            [
                (cite, place, numbers.get(cite.id), decisions.verdicts.get(cite.id))
                for cite, place in zip(citation.cites, its_places, strict=True)
            ],
        )
        for citation, note, its_places in zip(citations, notes, places, strict=True)
    ]


def _citation(recorded: dict[str, Any]) -> Citation:
    return Citation(
        *(_cite(cite, in_document=True) for cite in recorded["citationItems"]),
        note=recorded["properties"].get("noteIndex", 0),
        id=recorded["citationID"],
    )
