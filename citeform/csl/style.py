"""Style: a citation style, ready to use."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from citeform.collector import paused
from citeform.csl.citation import Citation, Cite, as_citation
from citeform.csl.locale import load_locale
from citeform.csl.process import process
from citeform.csl.program import Program, compile_program
from citeform.csl.reader import StyleSheet, read_style
from citeform.csl.result import Bibliography, Entry, Formatted, Result, layout_of
from citeform.errors import UsageError
from citeform.model.library import each_article

if TYPE_CHECKING:
    from citeform.csl.session import Session
    from citeform.diagnostics import Diagnostic
    from citeform.model.article import Article

ENGINES = ("citeform", "citeproc-py")


class Style:
    """A CSL style compiled for one locale; immutable, and safe to share between threads.

    >>> from citeform import Article, Date, Name
    >>> doe = Article(id="doe", type="book", title="On citing", author=[Name("Doe", "Jane")],
    ...               issued=Date(2020), publisher="A Press")
    >>> apa = Style.from_name("apa")
    >>> print(apa.bibliography([doe]))
    Doe, J. (2020). On citing. A Press.
    >>> apa.process([doe], [Citation(Cite("doe", locator="7"))]).citations[0]
    Formatted('(Doe, 2020, p. 7)')

    Where a style puts a mark on both sides of something that turns out empty, one of the two is
    printed, and a cite that is but a date is set off from the one before. With `tidy=False` the
    style is followed to the letter, as by Zotero: "Doe, , 1965", and "Doe 2020, 1965".

    `diagnostics` says what is wrong with the style's file, with line numbers; a style with faults
    still formats.
    """

    def __init__(
        self,
        sheet: StyleSheet,
        locale: str = "",
        diagnostics: Sequence[Diagnostic] = (),
        *,
        tidy: bool = True,
    ) -> None:
        if not isinstance(sheet, StyleSheet):
            raise UsageError("a style is made by Style.from_name, from_path or from_xml")
        self.sheet = sheet
        self.program = _program(sheet, locale, tidy)
        self._found = tuple(diagnostics)

    @classmethod
    def from_name(cls, name: str, locale: str | None = None, *, tidy: bool = True) -> Style:
        """The style of that name ("apa"), URI, journal title or ISSN, without asking the network.

        A dependent style is its parent in the dependent's own locale; a former name gives the style
        it is called now. `locale` is a language tag; without it the style's own, or en-US.
        Raises `UnknownStyleError`, `UnknownLocaleError`, `StyleError`.
        """
        _check(locale)
        sheet, default_locale, diagnostics = _by_name(name)
        return cls(sheet, locale or default_locale, diagnostics, tidy=tidy)

    @classmethod
    def from_path(
        cls, path: str | os.PathLike[str], locale: str | None = None, *, tidy: bool = True
    ) -> Style:
        """The style in a file. Raises `OSError`, `UnknownLocaleError`, `StyleError`."""
        _check(locale)
        return cls(_read(Path(path).read_bytes(), os.fspath(path)), locale or "", tidy=tidy)

    @classmethod
    def from_xml(cls, xml: str | bytes, locale: str | None = None, *, tidy: bool = True) -> Style:
        """The style in a text. Raises `UnknownLocaleError`, `StyleError`."""
        _check(locale)
        return cls(read_style(xml), locale or "", tidy=tidy)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the style's file, and that it was renamed."""
        return (*self._found, *self.sheet.diagnostics)

    @property
    def title(self) -> str:
        """The style's title."""
        return self.sheet.info.get("title", "")

    @property
    def locale(self) -> str:
        """The tag of the locale it is compiled for: "de-DE"."""
        return self.program.locale.tag

    @property
    def is_note(self) -> bool:
        """Whether its citations belong in notes."""
        return self.program.is_note

    @property
    def has_bibliography(self) -> bool:
        """Whether the style says what a bibliography looks like."""
        return self.program.bibliography is not None

    def bibliography(
        self,
        articles: Article | Iterable[Article],
        *,
        links: bool = False,
        engine: str = "citeform",
    ) -> Bibliography:
        """One article or many as a bibliography, in the style's order.

        Of a style without one, the full citation of each. `links` makes links of DOIs and URLs.
        `engine="citeproc-py"` has citeproc-py render instead. Raises `UsageError` for any other.
        """
        if engine not in ENGINES:
            raise UsageError(f"there is no engine {engine!r}; there are {' and '.join(ENGINES)}")
        if engine == "citeproc-py":
            from citeform.csl.citeproc_py import bibliography

            return bibliography(self, list(each_article(articles)))
        works = _by_id(articles)
        area = self.program.bibliography
        with paused():
            if area is None:
                cites = [Citation(Cite(key, position="first")) for key in works]
                texts = process(self.program, works, cites, links=links).citations
                found: Iterable[tuple[str, str]] = zip(works, texts, strict=True)
            else:
                found = process(self.program, works, (), links=links).entries
            entries = [Entry(works[key].id, text) for key, text in found if text]
        return Bibliography(entries, layout_of(area))

    def process(
        self,
        articles: Article | Iterable[Article],
        citations: Iterable[Citation | Cite | str],
        *,
        links: bool = False,
        uncited: bool = False,
    ) -> Result:
        """A whole document: its citations in order, and the bibliography of what they cite.

        A `Cite` or an id by itself is a citation of one cite. Pure: the same arguments give the
        same result. `uncited=True` lists articles that no
        citation names too. Ids that are no article's are in the result's `missing`.
        """
        works = _by_id(articles)
        cited = list(map(as_citation, citations))
        done = process(self.program, works, cited, links=links, uncited=uncited)
        entries = [Entry(works[key].id, text) for key, text in done.entries]
        return Result(
            [Formatted(text) for text in done.citations],
            Bibliography(entries, layout_of(self.program.bibliography)),
            done.missing,
        )

    def session(
        self,
        articles: Article | Iterable[Article] = (),
        citations: Iterable[Citation | Cite | str] = (),
        *,
        links: bool = False,
    ) -> Session:
        """A document to insert, change, move and remove citations in (see `Session`)."""
        from citeform.csl.session import Session

        return Session(self.program, articles, citations, links=links)

    def __repr__(self) -> str:
        return f"<Style {self.title or self.sheet.info.get('id', '')!r} in {self.locale}>"


def _check(locale: str | None) -> None:
    """A locale that is asked for must exist; one that a style names need not."""
    if locale:
        load_locale(locale)


def _by_id(articles: Article | Iterable[Article]) -> dict[str, Article]:
    """Articles by id; one without an id, or with a repeated one, gets a key of its own."""
    works: dict[str, Article] = {}
    for number, article in enumerate(each_article(articles)):
        key = article.id
        if not key or key in works:
            key = f"{key}\0{number}"
        works[key] = article
    return works


@lru_cache(maxsize=256)
def _by_name(name: str) -> tuple[StyleSheet, str, tuple[Diagnostic, ...]]:
    from citeform.csl.catalogue import find_style

    found = find_style(name)
    sheet = _read(found.xml, found.name)
    return sheet, found.default_locale, found.diagnostics


@lru_cache(maxsize=128)
def _read(xml: bytes, name: str) -> StyleSheet:
    return read_style(xml, name)


@lru_cache(maxsize=64)  # a large style takes some megabytes
def _program(sheet: StyleSheet, locale: str, tidy: bool) -> Program:
    return compile_program(sheet, locale, tidy=tidy)
