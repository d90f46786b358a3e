"""The functions of `import citeform`: thin, each a line or two over the part that does the work."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citeform.atomic import replacing
from citeform.collector import paused
from citeform.diagnostics import Report
from citeform.errors import UsageError
from citeform.formats.encodable import encodable
from citeform.formats.leftovers import telling_leftovers
from citeform.formats.registry import by_suffix, get_reader, get_writer, read_articles, recognise
from citeform.formats.source import Source
from citeform.model.library import Library, each_article
from citeform.options import require_options
from citeform.text.output.registry import get_output

if TYPE_CHECKING:
    from citeform.diagnostics import Diagnostic
    from citeform.fetching.results import Results
    from citeform.formats.base import Format
    from citeform.model.article import Article
    from citeform.text.output.base import Output

__all__ = ["dump", "dumps", "fetch", "fetch_many", "format", "iter_load", "load", "loads"]

Path_ = str | os.PathLike[str]
_LONG = 100_000
"""Texts of that length hold enough articles for the garbage collector to get in the way."""


def load(path: Path_, format: str | Format | None = None, *, strict: bool = False) -> Library:
    """Read a file: every article in it, with the problems as `.diagnostics`.

    `format` is a format's name ("bibtex") or object; without it the content tells, then the
    file's suffix. With `strict=True` problems raise one `StrictError` that lists them all.

    Raises `OSError` where the file cannot be opened, `UnknownFormatError` where the format is not
    known or not recognised.
    """
    report = Report(os.fspath(path))
    with paused():
        library = Library(iter_load(path, format, report=report), report)
    if strict:
        report.raise_if_any()
    return library


def loads(
    text: str | bytes, format: str | Format | None = None, *, strict: bool = False
) -> Library:
    """Read a text: the content of a file, never the name of one. Otherwise as `load`."""
    report = Report()
    source = Source(text, report)
    reader = recognise(source) if format is None else get_reader(format)
    articles = read_articles(reader, source, report)
    if len(text) < _LONG:
        library = Library(articles, report.diagnostics)
    else:
        with paused():
            library = Library(articles, report.diagnostics)
    if strict:
        report.raise_if_any()
    return library


def iter_load(
    path: Path_,
    format: str | Format | None = None,
    *,
    strict: bool = False,
    report: Report | None = None,
) -> Iterator[Article]:
    """Read a file one article at a time, in constant memory where the format allows it.

    Problems go to `report` if one is given. With `strict=True` they raise one `StrictError` after
    the last article.
    """
    report = Report(os.fspath(path)) if report is None else report
    with Path(path).open("rb") as stream:
        source = Source(stream, report, os.fspath(path))
        reader = recognise(source) if format is None else get_reader(format)
        yield from read_articles(reader, source, report)
    if strict:
        report.raise_if_any()


def dumps(
    articles: Article | Iterable[Article],
    format: str | Format,
    *,
    report: Report | None = None,
    **options: Any,
) -> str:
    """Write articles as a text in a format. `options` are the format's own.

    What the format has no place for goes to `report` if one is given. Raises
    `UnknownFormatError`, `FormatDirectionError`, `UsageError` for an option it does not have.
    """
    return "".join(_write(articles, format, report, options))


def dump(
    articles: Article | Iterable[Article],
    path: Path_,
    format: str | Format | None = None,
    *,
    report: Report | None = None,
    **options: Any,
) -> None:
    """Write articles to a file, in UTF-8; without `format`, the file's suffix tells.

    The file is replaced only when all is written, so a failure leaves the old one. Otherwise as
    `dumps`; also raises `OSError`.
    """
    name = format if format is not None else by_suffix(os.fspath(path))
    if name is None:
        raise UsageError(f"no format ends in {Path(path).suffix!r}; name one with format=…")
    report = Report(os.fspath(path)) if report is None else report
    pieces = _write(articles, name, report, options)
    with replacing(path) as stream:
        stream.writelines(pieces)


def format(
    articles: Article | Iterable[Article],
    style: str | os.PathLike[str] = "springer",
    locale: str | None = None,
    output: str | Output = "text",
    *,
    links: bool = False,
    engine: str = "citeform",
    **options: Any,
) -> str:
    """Citations of one article or many, as one string.

    Of one article it is the bare citation, to be put where you like; of several it is the output's
    list: one a line in text, `<div>`s in HTML, a document in RTF.

    `style` is "springer" (as printed on SpringerLink, 2011-2018), "springer-current" (2019 on) or
    the name of a CSL style ("apa"); a style of your own is a path object: `Path("mine.csl")`.
    `locale` is a language tag for CSL styles. `output` is "text", "html", "markdown", "latex",
    "rtf", "typst" or an `Output`. `links` makes DOIs and URLs links where the output has them.
    `engine` is "citeform" or "citeproc-py". `options` are the style's own: springer's `doi="url"`.

    >>> from citeform import Article, Date, Name
    >>> work = Article(
    ...     type="article-journal", author=[Name("Felis", "Martin L.")], volume="41", page="495-511",
    ...     container_title_short="Auton Robot", issued=Date(2017),
    ... )
    >>> format(work)
    'Felis, M.L. Auton Robot (2017) 41: 495.'

    Raises `UnknownStyleError`, `UnknownLocaleError`, `UnknownOutputError`, `StyleError` for a file
    that is no style, `UsageError` for an option the style does not have.
    """
    from citeform import styles

    if isinstance(style, str) and style in styles.NATIVE:
        return styles.cite_natively(articles, style, get_output(output), links=links, **options)
    name = os.fspath(style)
    require_options(options, styles.options_from(name), f"style {name!r}")
    return styles.cite_with_csl(articles, style, locale, output, links=links, engine=engine)


def fetch(identifier: str, mailto: str | None = None, **options: Any) -> Article:
    """Look one identifier up: a DOI in any spelling, a PMID, an arXiv number, an ISBN, a URL.

    `mailto` is your e-mail address, which the services ask for; without it the environment's
    CITEFORM_MAILTO counts. `options` are those of `citeform.fetching.fetch`. Raises
    `NotAnIdentifierError`, and `NotFoundError`, `ServiceError` or `AnswerError`, all below
    `FetchError`.
    """
    from citeform.fetching import fetch as fetch_one

    return fetch_one(identifier, mailto=mailto, **options)


def fetch_many(identifiers: Iterable[str], mailto: str | None = None, **options: Any) -> Results:
    """Look many identifiers up; the results come in order, each an article or its problem.

    One bad identifier never ends the batch. Otherwise as `fetch`; see `citeform.fetching.fetch_many`.
    """
    from citeform.fetching import fetch_many as fetch_all

    return fetch_all(identifiers, mailto=mailto, **options)


def check(
    articles: Iterable[Article], *, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> list[Diagnostic]:
    """What is odd in records: missing fields, wrong check digits, duplicates and much else.

    `select` and `ignore` are codes of diagnostics ("doi.form") or families of them ("doi"). The
    rules stand in `citeform.checks`; `citeform.checks.mend` makes the safe fixes.

    >>> from citeform import Article
    >>> print(*check([Article(id="a", type="book", title="Cats", isbn="978-3-16-148410-1")], select=["isbn"]))
    <input>: error[isbn.malformed] '978-3-16-148410-1' is no ISBN: the check digit is 1 and should be 0

    Raises `UnknownNameError` for a code that there is not.
    """
    from citeform.checks import check as check_all

    return check_all(articles, select=select, ignore=ignore)


def merge(*libraries: Iterable[Article], similar: bool = True) -> Library:
    """One library of several: records of one work are joined field by field, the rest is kept.

    Of one work are records with one DOI, PMID, PMCID, arXiv number or ISBN and, with `similar`,
    those alike in title, first author and year where nothing contradicts. The diagnostics of the
    result say what was joined, which values were not taken, and which ids changed.
    """
    from citeform.merging import merge as merge_all

    return merge_all(*libraries, similar=similar).library()


def _write(
    articles: Article | Iterable[Article],
    format: str | Format,
    report: Report | None,
    options: dict[str, Any],
) -> Iterator[str]:
    writer = get_writer(format)
    report = Report() if report is None else report
    require_options(options, writer.write, f"format {writer.info.name!r}")
    several = each_article(articles)
    told = telling_leftovers(several, writer.info, report)
    return encodable(writer.write(told, report, **options), report)
