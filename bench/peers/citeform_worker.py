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
        self.session = self.style.session(self.articles)
        for position, citation in enumerate(citations):
            self.session.insert(position, citation)
        return {**times, "size": sum(map(len, texts))}

    def edit(self, at: list[int], cited: list[list[str]]) -> dict[str, Any]:
        session = self.session
        note = 1 if self.style.is_note else 0
        out: dict[str, Any] = {"insert": [], "move": [], "remove": []}

        def changed(run: Any) -> list[str]:
            return [text.to("html") for text in run().values()]

        for position, ids in zip(at, cited, strict=True):
            new = Citation(*ids, note=note and position + 1)
            steps = {
                "insert": lambda: session.insert(position, new),  # noqa: B023
                "move": lambda: session.move(position, position + 10),  # noqa: B023
                "remove": lambda: session.remove(position + 10),  # noqa: B023
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
