"""citeproc-py, asked as its peers are (see the package). It renders lists; documents are not timed.

Records that make it raise are left out before the clock starts, and counted.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from bench.peers.serving import serve, timed


class Engine:
    style: CitationStylesStyle
    items: list[dict[str, Any]]

    def open(self, style: str, locale: str, **_: str) -> dict[str, Any]:
        warnings.simplefilter("ignore")
        self.style = CitationStylesStyle(style, locale=locale, validate=False)
        return {}

    def read(self, items: str) -> dict[str, Any]:
        self.items = json.loads(Path(items).read_text(encoding="utf-8"))
        return {}

    def bibliography(self) -> dict[str, Any]:
        left_out = 0
        while True:
            try:
                times, text = timed(lambda: self._render(self.items))
            except Exception:  # whatever it raises, on whichever record
                fit = [item for item in self.items if self._stands(item)]
                if len(fit) == len(self.items):
                    raise
                left_out += len(self.items) - len(fit)
                self.items = fit
            else:
                return {**times, "size": len(text), "left_out": left_out}

    def _stands(self, item: dict[str, Any]) -> bool:
        try:
            self._render([item])
        except Exception:  # noqa: BLE001
            return False
        return True

    def _render(self, items: list[dict[str, Any]]) -> str:
        source = CiteProcJSON(items)
        made = CitationStylesBibliography(self.style, source, formatter.html)
        for item in items:
            made.register(Citation([CitationItem(item["id"])]))
        made.sort()
        return "\n".join(map(str, made.bibliography()))


if __name__ == "__main__":
    engine = Engine()
    serve({name: getattr(engine, name) for name in ("open", "read", "bibliography")})
