"""Style: a citation style, ready to use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from citeform.csl.citation import Citation
from citeform.csl.process import Processed, process
from citeform.csl.program import Program, compile_program
from citeform.csl.reader import StyleSheet, read_style
from citeform.model.article import Article


class Style:
    """A CSL style compiled for one locale."""

    def __init__(self, sheet: StyleSheet, locale: str = "") -> None:
        self.sheet = sheet
        self.program = _program(sheet, locale)

    @classmethod
    def from_xml(cls, xml: str | bytes, locale: str | None = None) -> Style:
        """A style from its XML. Raises `StyleError`."""
        return cls(read_style(xml), locale or "")

    def process(
        self,
        articles: Iterable[Article],
        citations: Sequence[Citation],
        *,
        links: bool = False,
        uncited: bool = True,
    ) -> Processed:
        """Render a document."""
        return process(self.program, articles, citations, links=links, uncited=uncited)


@lru_cache(maxsize=256)
def _program(sheet: StyleSheet, locale: str) -> Program:
    return compile_program(sheet, locale)
