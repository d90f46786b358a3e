"""`Article` to a citation template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from citeform.formats.plainlosses import SIMPLE_MARKUP, report_plain_losses
from citeform.formats.wikipedia.tables import ALIASES, NEAREST, PARAMETERS, TYPES
from citeform.model.dates import Date
from citeform.model.vocabulary import ATTRIBUTES, Kind
from citeform.text.output.wikitext import Wikitext

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.model.article import Article
    from citeform.model.names import Name

NAME = "wikipedia"
_TEMPLATES = {csl: template for template, csl in TYPES.items()}
_ROLES = {
    "author": "",
    "editor": "editor-",
    "translator": "translator-",
    "interviewer": "interviewer-",
}
_TEXT = Wikitext()
_MONTHS = (
    "",
    *"January February March April May June July August September October November December".split(),
)
_SEASONS = ("", "Spring", "Summer", "Autumn", "Winter")
_CONTAINER = {
    "cite web": "website",
    "cite news": "newspaper",
    "cite magazine": "magazine",
    "cite encyclopedia": "encyclopedia",
    "cite conference": "book-title",
}
"""What a template calls what the work appeared in."""
_PARAMETER = re.compile(r"[\w-][\w -]*")
_TITLED = frozenset({"type", "custom", "title", "container_title", "issued", "accessed", "page"})


def write(articles: Iterable[Article], report: Report) -> Iterator[str]:
    """A template a line."""
    for article in articles:
        yield to_text(article, report) + "\n"


def to_text(article: Article, report: Report) -> str:
    """One template."""
    template = _template(article, report)
    report_plain_losses(article, "a template", report, keeps={SIMPLE_MARKUP})
    parameters: list[tuple[str, str]] = []
    written = set(_TITLED)
    for role, prefix in _ROLES.items():
        parameters.extend(_people(getattr(article, role), prefix))
        written.add(role)
    parameters.extend(_titles(article, template))
    if article.issued is not None:
        parameters.append(("date", _TEXT.escape(_date(article.issued))))
    for parameter, attribute in PARAMETERS.items():
        value = getattr(article, attribute)
        if value and attribute not in written:
            parameters.append((parameter, _value(attribute, value)))
            written.add(attribute)
        if parameter == "issue" and article.page:
            several = "-" in article.page or "," in article.page
            pages = _TEXT.escape(article.page.replace("-", "–"))
            parameters.append(("pages" if several else "page", pages))
    if article.accessed is not None:
        parameters.append(("access-date", _TEXT.escape(_date(article.accessed))))
    parameters.extend(_kept(article))
    for attribute, value in article.items():
        if attribute not in written and attribute != "id":
            report.add(
                "write.lost-field",
                f"the template has no parameter for {attribute}: {str(value)[:60]}",
                record=article.id,
            )
    return "{{" + " |".join([template, *(f"{name}={value}" for name, value in parameters)]) + "}}"


def _template(article: Article, report: Report) -> str:
    for each in _kept_parameters(article).get("template", ()):
        if each.startswith("cite ") and ALIASES.get(each) == article.type:
            return each
    found = _TEMPLATES.get(article.type)
    if found:
        return found
    nearest = NEAREST.get(article.type, "citation")
    if article.type and not (article.type == "chapter" and article.container_title):
        report.add(
            "write.nearest-type",
            f"there is no template for {article.type!r}; written as {nearest}",
            record=article.id,
        )
    return nearest


def _people(names: tuple[Name, ...], prefix: str) -> Iterator[tuple[str, str]]:
    several = len([name for name in names if not name.is_others]) > 1
    number = 0
    for name in names:
        if name.is_others:
            yield f"display-{prefix.rstrip('-') or 'author'}s", "etal"
            continue
        number += 1
        digit = str(number) if several else ""
        if not name.family:
            literal = name.literal or name.given
            # Doubled brackets say "as written": else commas and "and" would be taken for a list.
            whole = (
                f"(({_TEXT.render_text(literal)}))"
                if "," in literal
                else _TEXT.render_text(literal)
            )
            yield f"{prefix.rstrip('-') or 'author'}{digit}", whole
            continue
        family = " ".join(filter(None, [name.non_dropping_particle, name.family]))
        given = " ".join(filter(None, [name.given, name.dropping_particle]))
        yield f"{prefix}last{digit}", _TEXT.render_text(family)
        given = f"{given}, {name.suffix}" if name.suffix else given
        if given:
            yield f"{prefix}first{digit}", _TEXT.render_text(given)


def _titles(article: Article, template: str) -> Iterator[tuple[str, str]]:
    title, container = article.title, article.container_title
    if template == "cite book" and container:
        if title:
            yield "chapter", _TEXT.render_text(title)
        yield "title", _TEXT.render_text(container)
        return
    if title:
        yield "title", _TEXT.render_text(title)
    if container:
        yield _CONTAINER.get(template, "journal"), _TEXT.render_text(container)


def _value(attribute: str, value: str) -> str:
    if attribute == "pmcid":
        return value.upper().removeprefix("PMC")
    if ATTRIBUTES[attribute].kind is Kind.VERBATIM:
        return _TEXT.escape(value).strip()
    return _TEXT.render_text(value)


def _date(date: Date) -> str:
    """A date as Wikipedia's manual of style has it where it can be read back so, else EDTF."""
    for text in (_words(date), _span(date)):
        if text and Date.parse(text.replace("–", "-")) == date:
            return text
    return date.to_edtf() or date.raw or date.literal


def _words(date: Date) -> str:
    if date.year is None or date.end is not None or date.circa or date.year < 1000:
        return ""
    if date.day:
        return date.to_edtf()
    if date.season:
        season = _SEASONS[date.season] if isinstance(date.season, int) else date.season
        return f"{season} {date.year}"
    return f"{_MONTHS[date.month]} {date.year}".strip()


def _span(date: Date) -> str:
    if date.end is None:
        return ""
    first, last = _words(date.replace(end=None)), _words(date.end)
    return f"{first}–{last}" if first and last else ""


def _kept_parameters(article: Article) -> Mapping[str, tuple[str, ...]]:
    kept = article.custom.get(NAME)
    if not isinstance(kept, Mapping):
        return {}
    return {
        name: tuple(each for each in values if isinstance(each, str))
        for name, values in kept.items()
        if isinstance(values, tuple) and _PARAMETER.fullmatch(name)
    }


def _kept(article: Article) -> Iterator[tuple[str, str]]:
    for name, values in _kept_parameters(article).items():
        if name != "template":
            for value in values:
                yield name, _TEXT.render_text(value)
