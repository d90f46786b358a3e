"""The public names as a type checker sees them: read by mypy in .ci/run, never run."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import citeform
from citeform import Article, Citation, Cite, Date, Diagnostic, Library, Name, Severity, Style


def check() -> None:
    """What mypy has to find; importing this module does nothing."""
    assert_type(citeform.load("refs.bib"), Library)
    assert_type(citeform.load(Path("refs.bib"), "bibtex", strict=True), Library)
    assert_type(citeform.loads(b"", "ris"), Library)
    assert_type(next(citeform.iter_load("refs.bib")), Article)
    assert_type(citeform.dumps(Article(), "csl-json"), str)
    assert_type(citeform.format([Article()], "apa", "de-DE", "html", links=True), str)
    assert_type(citeform.format(Article(), Path("mine.csl")), str)
    assert_type(citeform.fetch("10.1007/s12325-011-0081-6", mailto="me@example.org"), Article)

    library = Library([Article(title="T")])
    assert_type(library[0], Article)
    assert_type(library[1:], Library)
    assert_type(library.get("a"), Article | None)
    assert_type(library.diagnostics, tuple[Diagnostic, ...])
    assert_type(library.diagnostics[0].severity, Severity)

    article = Article(title="T", author=[Name("Curie", "Marie")], issued=Date(1898))
    assert_type(article.title, str)
    assert_type(article.author, tuple[Name, ...])
    assert_type(article.issued, Date | None)
    assert_type(article.replace(volume="4"), Article)
    assert_type(Date.parse("1898").year, int | None)

    apa = Style.from_name("apa", locale="en-GB")
    result = apa.process(library, [Citation(Cite("a", locator="3"), "b", note=1)])
    assert_type(str(result.citations[0]), str)
    assert_type(result.bibliography[0].id, str)
    assert_type(apa.bibliography(library).to("html"), str)
    assert_type([str(each) for each in apa.session(library).citations], list[str])

    article.title = "other"  # type: ignore[misc]
    Name(familly="Curie")  # type: ignore[call-arg]
    citeform.load(3)  # type: ignore[arg-type]
