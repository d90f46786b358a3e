r"""hayagriva, as typst drives it, asked as its peers are (see the package).

typst has no call for hayagriva alone, so its time is a difference. All documents are compiled to
HTML, where there are no pages to lay out, by one warm compiler; typst remembers what it has read,
so that the records and the style are parsed before the clock starts:

    full    the bibliography of all records                      hayagriva + the document
    text    the same words in the same markup, typed in          the document
    "cpu", "wall"  full - text                                   what hayagriva is taken to need
    "whole"        full                                          an upper bound

Citations are timed the same way: `@a @b` a paragraph against the paragraphs as they read.
"""

from __future__ import annotations

import re
import tempfile
from html import unescape
from pathlib import Path
from typing import Any

import typst

import citeform
from bench.peers.serving import serve, timed

_MARKS = {"em": "emph", "i": "emph", "strong": "strong", "b": "strong", "sup": "super"}


class Engine:
    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="typst-"))
        self.compiler = typst.Compiler(root=str(self.root), ignore_system_fonts=True)
        self.number = 0

    def open(self, style: str, **_: str) -> dict[str, Any]:
        (self.root / "style.csl").write_bytes(Path(style).read_bytes())
        return {}

    def read(self, items: str) -> dict[str, Any]:
        self.number += 1
        self.refs = f"refs{self.number}.yml"
        readable, refused = write_readable(items, self.root / self.refs)
        self._compile(f"@{readable[0]}\n" + self._list())  # reads the records and the style
        return {"refused": refused}

    def bibliography(self) -> dict[str, Any]:
        return self._against_text(self._list("full: true, "))

    def document(self, clusters: list[list[str]], **_: bool) -> dict[str, Any]:
        paragraphs = [" ".join(f"@{id}" for id in ids) for ids in clusters]
        return self._against_text("\n\n".join(paragraphs) + "\n\n" + self._list())

    def _against_text(self, document: str) -> dict[str, Any]:
        full, html = self._compile(document)
        text, _ = self._compile(_typed_in(html))
        own = {clock: full[clock] - text[clock] for clock in full}
        return {**own, "whole": full, "size": len(html)}

    def _list(self, options: str = "") -> str:
        return f'#bibliography("{self.refs}", style: "style.csl", {options}title: none)\n'

    def _compile(self, document: str) -> tuple[dict[str, float], str]:
        file = self.root / f"document{self.number}.typ"
        file.write_text(document, encoding="utf-8")
        times, made = timed(lambda: self.compiler.compile(str(file), format="html"))
        return times, made.decode()


def write_readable(items: str | Path, file: Path) -> tuple[list[str], list[str]]:
    """Records in typst's own YAML, but for those for which it would refuse the whole file.

    Returns the ids of those that are in the file, and of those left out.
    """
    articles = {each.id: each for each in citeform.iter_load(items, "csl-json")}
    left_out: list[str] = []
    asking = f'#bibliography("{file.name}")\n'
    (file.parent / "asking.typ").write_text(asking, encoding="utf-8")
    while True:
        file.write_text(citeform.dumps(articles.values(), "hayagriva"), encoding="utf-8")
        try:
            typst.query(str(file.parent / "asking.typ"), "bibliography", ignore_system_fonts=True)
        except RuntimeError as problem:
            refused = re.search(r"failed to parse YAML \((r\d+)", str(problem))
            if refused is None or refused[1] not in articles:
                raise
            left_out.append(refused[1])
            del articles[refused[1]]
        else:
            return [*articles], left_out


def _typed_in(html: str) -> str:
    """The body of typst's HTML as a document of paragraphs with the same marks on the same words."""
    body = html.partition("<body>")[2].partition("</body>")[0]
    out: list[str] = []
    closing: list[str] = []
    for piece in re.split(r"(<[^>]*>)", body):
        tag = re.match(r"<(/?)([a-z0-9]+)", piece)
        if tag is None:
            text = unescape(piece).replace("\\", "\\\\").replace('"', '\\"')
            out.append(f'#"{text}"' if text.strip() else text)
        elif tag[2] in {"p", "li"}:
            out.append("\n\n" if tag[1] else "")
        elif tag[1]:
            out.append(closing.pop() if closing else "")
        else:
            known = _MARKS.get(tag[2])
            out.append(f"#{known}[" if known else "")
            closing.append("]" if known else "")
    return "".join(out)


if __name__ == "__main__":
    engine = Engine()
    serve({name: getattr(engine, name) for name in ("open", "read", "bibliography", "document")})
