"""citeform, asked as its peers are (see the package)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import citeform
from bench.peers.serving import serve, timed
from citeform import Citation, Style


class Engine:
    style: Style
    articles: list[citeform.Article]
    session: Any

    def open(self, style: str, locale: str, **_: str) -> dict[str, Any]:
        self.style = Style.from_path(Path(style), locale)
        return {}

    def read(self, items: str) -> dict[str, Any]:
        times, self.articles = timed(lambda: list(citeform.iter_load(items, "csl-json")))
        return times

    def bibliography(self) -> dict[str, Any]:
        times, text = timed(lambda: self.style.bibliography(self.articles).to("html"))
        return {**times, "size": len(text)}

    def document(self, clusters: list[list[str]], notes: bool) -> dict[str, Any]:
        citations = _citations(clusters, notes)

        def whole() -> list[str]:
            result = self.style.process(self.articles, citations)
            return [*(each.to("html") for each in result.citations), result.bibliography.to("html")]

        times, texts = timed(whole)
        self.session = self.style.session(self.articles, citations)
        return {**times, "size": sum(map(len, texts))}

    def edit(self, at: list[int], cited: list[list[str]]) -> dict[str, Any]:
        session = self.session
        count = len(session.citations)
        # In a style for notes all notes behind a new one are renumbered, as citeproc-js is told to.
        after = list(range(1, count + 2)) if self.style.is_note else None
        before = after and after[:-1]
        out: dict[str, Any] = {"insert": [], "move": [], "remove": []}

        def changed(run: Any) -> list[str]:
            return [text.to("html") for text in run().values()]

        for position, ids in zip(at, cited, strict=True):
            new = Citation(*ids)
            steps = {
                "insert": lambda: session.insert(position, new, notes=after),  # noqa: B023
                "move": lambda: session.move(position, position + 10, notes=after),  # noqa: B023
                "remove": lambda: session.remove(position + 10, notes=before),  # noqa: B023
            }
            for name, step in steps.items():
                times, texts = timed(lambda: changed(step))  # noqa: B023
                out[name].append({**times, "changed": len(texts)})
        return out


def _citations(clusters: list[list[str]], notes: bool) -> list[Citation]:
    return [Citation(*ids, note=notes and number) for number, ids in enumerate(clusters, 1)]


if __name__ == "__main__":
    engine = Engine()
    serve(
        {
            name: getattr(engine, name)
            for name in ("open", "read", "bibliography", "document", "edit")
        }
    )
