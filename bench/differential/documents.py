"""How the records are cited: one document that meets every situation a style tells apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citeform.csl.citation import Citation, Cite

if TYPE_CHECKING:
    from citeform import Article

LABELS = ("page", "chapter", "section", "figure", "volume", "note", "paragraph", "sub verbo")


def document(articles: list[Article]) -> list[Citation]:
    """Every work alone, each in a note of its own; then, five works at a time, all the rest."""
    ids = [article.id for article in articles]
    made = [Citation(Cite(id), note=note) for note, id in enumerate(ids, 1)]
    for turn, start in enumerate(range(0, len(ids) - 4, 5)):
        a, b, c, d, e = ids[start : start + 5]
        label = LABELS[turn % len(LABELS)]
        span = "101\u2013109" if turn % 4 == 3 else "101-109"
        clusters = [
            (Cite(a), Cite(b), Cite(c), Cite(d)),
            (Cite(a, locator="23-25"),),
            (Cite(a, locator="23-25"),),  # ibid
            (Cite(a, locator="7", label=label),),  # ibid-with-locator
            (Cite(b, locator=span, label=label), Cite(e, prefix="see ")),
            (Cite(e, suffix=", and elsewhere"),),
            (Cite(c, suppress_author=True),),
            (Cite(c),),
        ]
        made += [Citation(*cites, note=note) for note, cites in enumerate(clusters, len(made) + 1)]
    return made
