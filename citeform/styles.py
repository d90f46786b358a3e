"""The styles: a table of those that are code, and the way to all others, which are CSL's.

A style is code where no CSL style prints what the publisher prints to the letter.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from citeform.model.article import Article
from citeform.model.library import each_article
from citeform.options import require_options
from citeform.text.output.registry import get_output

if TYPE_CHECKING:
    from citeform.csl.result import Bibliography
    from citeform.csl.style import Style
    from citeform.text.output.base import Output

NATIVE = {
    "springer": "citeform.formats.springer.citation:cite_as_printed",
    "springer-current": "citeform.formats.springer.citation:cite_as_current",
}
"""Name to "module:function"; the function takes an article and whether to make links, its own
options by keyword, and returns rich text (see `citeform.text.marks`)."""


def get_native(name: str) -> Callable[..., str]:
    """The function of a native style. Raises `KeyError` for a name that is not in `NATIVE`."""
    module, _, function = NATIVE[name].partition(":")
    found: Callable[..., str] = getattr(import_module(module), function)
    return found


def options_from(name: str) -> Callable[..., object]:
    """A function whose keyword-only parameters are the options of the style; a CSL style has none."""
    return get_native(name) if name in NATIVE else _no_options


def _no_options() -> None:
    """The options of a CSL style: it has none of its own."""


def cite_natively(
    articles: Article | Iterable[Article],
    style: str,
    output: Output,
    *,
    links: bool,
    **options: Any,
) -> str:
    """Citations in a native style: of one article the bare citation, of many the output's list.

    Raises `UnknownOptionError` for an option the style has not.
    """
    cite = get_native(style)
    require_options(options, cite, f"style {style!r}")
    if isinstance(articles, Article):
        return output.render(cite(articles, links, **options))
    entries = [cite(each, links, **options) for each in each_article(articles)]
    return output.bibliography(output.entries(entries), {})


def get_csl(style: str | os.PathLike[str], locale: str | None) -> Style:
    """The CSL style of that name, or in that file. Raises as `citeform.format` does."""
    from citeform.csl.style import Style

    if isinstance(style, str):
        return Style.from_name(style, locale=locale)
    return Style.from_path(style, locale=locale)


def check(style: str | os.PathLike[str], locale: str | None, output: str | Output) -> None:
    """Raise what `citeform.format` would raise for these, before there is anything to format."""
    get_output(output)
    if style not in NATIVE:
        get_csl(style, locale)


def formatter_of_one(
    style: str | os.PathLike[str],
    locale: str | None,
    output: Output,
    links: bool,
    options: Mapping[str, Any],
) -> Callable[[Article], str]:
    """A function that gives the citation of one article. Raises as `citeform.format` does."""
    if isinstance(style, str) and style in NATIVE:
        cite = get_native(style)
        return lambda article: output.render(cite(article, links, **options))
    found = get_csl(style, locale)
    return lambda article: _bare(found.bibliography(article, links=links), output)


def _bare(bibliography: Bibliography, output: Output) -> str:
    """The only entry, to be put where you like; "" where it prints nothing."""
    return output.render(bibliography[0].rich).strip() if bibliography else ""


def cite_with_csl(
    articles: Article | Iterable[Article],
    style: str | os.PathLike[str],
    locale: str | None,
    output: str | Output,
    *,
    links: bool,
    engine: str,
) -> str:
    """The same in a CSL style; only a path object is a path, a `str` is always a name."""
    found = get_csl(style, locale)
    bibliography = found.bibliography(articles, links=links, engine=engine)
    if isinstance(articles, Article) and len(bibliography) == 1:
        return _bare(bibliography, get_output(output))
    return bibliography.to(output)
