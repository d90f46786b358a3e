"""Citation templates to `Article`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from citeform.diagnostics import Lines
from citeform.formats.gathering import Gathering
from citeform.formats.initials import family_first
from citeform.formats.invertednames import parse_name
from citeform.formats.tagged import plain_dashes
from citeform.formats.wikipedia.tables import ALIASES, PARAMETERS, READ, TYPES, WANTED, person
from citeform.formats.wikipedia.wikitext import Template, templates, to_text
from citeform.identifiers import doi as doi_id
from citeform.model.dates import Date
from citeform.model.names import Name

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article

NAME = "wikipedia"
_AS_WRITTEN = re.compile(r"\(\((.*)\)\)", re.DOTALL)
_JUNIOR = re.compile(r"(.+?),? ((?:Jr|Sr)\.?|II|III|IV)")
_PEOPLE = ("author", "editor", "translator", "interviewer", "contributor", "host")


def read(source: Source, report: Report) -> Iterator[Article]:
    """The citation templates of the text, in order."""
    text = source.text()
    lines = Lines(text)
    found = False
    for template in templates(text, WANTED):
        found = True
        report.place = lines.at(template.start)
        if not template.closed:
            line, column = report.place
            report.add(
                "input.truncated", "the template is not closed with }}", line=line, column=column
            )
        yield from_template(template, report)
    if not found:
        report.add("input.empty", "there is no citation template such as {{cite journal |…}}")


def from_template(template: Template, report: Report) -> Article:
    """One template as an `Article`."""
    draft = Gathering()
    waiting: dict[str, list[tuple[str, str]]] = {}
    people: dict[str, dict[int, dict[str, str]]] = {}
    for parameter, raw in template.parameters:
        value = to_text(raw)
        if not value:
            continue
        who = person(parameter)
        target = PARAMETERS.get(parameter) or READ.get(parameter, "")
        if target:
            waiting.setdefault(target, []).append((parameter, value))
        elif who is not None:
            role, number, part = who
            parts = people.setdefault(role, {}).setdefault(number, {})
            if parts.setdefault(part, value) != value:
                draft.keep(parameter, value)
        else:
            draft.keep(parameter, value)
    _titles(draft, waiting)
    _type(draft, waiting, " ".join(template.name.lower().split()))
    _people(draft, waiting, people)
    _dates(draft, waiting, report)
    _numbers(draft, waiting)
    for target, pairs in waiting.items():
        for parameter, value in pairs:
            draft.put(target, parameter, value)
    return draft.article(NAME)


def _titles(draft: Gathering, waiting: dict[str, list[tuple[str, str]]]) -> None:
    """Where there is a chapter, the title is the book's."""
    titles = waiting.pop("title", [])
    chapters = waiting.pop("chapter", [])
    for parameter, value in chapters:
        draft.put("title", parameter, value)
    for parameter, value in titles:
        draft.put("container_title" if chapters else "title", parameter, value)


def _type(draft: Gathering, waiting: dict[str, list[tuple[str, str]]], name: str) -> None:
    kind = TYPES.get(name) or ALIASES.get(name, "")
    inside = "container_title" in draft.fields
    if not kind:
        named = {parameter for parameter, _ in waiting.get("container_title", ())}
        kind = (
            "article-newspaper"
            if "newspaper" in named
            else "article-magazine"
            if "magazine" in named
            else "article-journal"
            if named and "sammelwerk" not in named
            else "chapter"
            if inside or named
            else "book"
            if "publisher" in waiting or "isbn" in waiting
            else "webpage"
            if "url" in waiting
            else "document"
        )
    if kind == "book" and inside:
        kind = "chapter"
    if kind == "book" and "container_title" in waiting and "isbn" not in waiting:
        # A journal in "cite book" is an article that got the wrong template.
        kind = "article-journal"
    draft.fields["type"] = kind
    if name in ALIASES and name.startswith("cite "):
        draft.keep("template", name)


def _people(
    draft: Gathering,
    waiting: dict[str, list[tuple[str, str]]],
    people: dict[str, dict[int, dict[str, str]]],
) -> None:
    for role in _PEOPLE:
        found = people.get(role, {})
        names = [_name(found[number]) for number in sorted(found)]
        if names:
            draft.people(role, names)
    for target, role in (("vauthors", "author"), ("veditors", "editor")):
        for _, value in waiting.pop(target, ()):
            parts = (part.strip() for part in value.split(","))
            draft.people(role, [_vancouver(part) for part in parts if part])
    for parameter, value in waiting.pop("authors", ()):
        if "author" in draft.fields:
            draft.keep(parameter, value)
        else:
            several = value.split(";")
            names = [name for part in several if (name := parse_name(part)) is not None]
            draft.people("author", names)
    for target, role in (("display-authors", "author"), ("display-editors", "editor")):
        for parameter, value in waiting.pop(target, ()):
            if (
                value.lower().replace(" ", "") in {"etal", "etal.", "et_al"}
                and role in draft.fields
            ):
                draft.people(role, [Name.others()])
            else:
                draft.keep(parameter, value)


def _name(parts: dict[str, str]) -> Name:
    family, given = parts.get("family", ""), parts.get("given", "")
    whole = parts.get("whole", "")
    if family and given:
        junior = _JUNIOR.fullmatch(given)
        return Name(family, junior[1], suffix=junior[2]) if junior else Name(family, given)
    text = family or whole or given
    as_written = _AS_WRITTEN.fullmatch(text)
    if as_written:
        return Name(literal=as_written[1])
    return parse_name(text) or Name(literal=text)


def _vancouver(text: str) -> Name:
    """A name such as "Dowd SE", or a body in double brackets."""
    as_written = _AS_WRITTEN.fullmatch(text)
    if as_written:
        return Name(literal=as_written[1])
    return Name.others() if text.lower() in {"et al", "et al."} else family_first(text)


def _dates(draft: Gathering, waiting: dict[str, list[tuple[str, str]]], report: Report) -> None:
    line, column = report.place
    targets = {"date": "issued", "accessed": "accessed", "original_date": "original_date"}
    for target, attribute in targets.items():
        for parameter, value in waiting.pop(target, ()):
            date = Date.parse(value.replace("–", "-"))
            if date.year is None and attribute != "issued":
                draft.keep(parameter, value)
                continue
            if date.year is None:
                message = f"{value!r} is not a date; kept as it is"
                report.add("date.unparsed", message, line=line, column=column)
            before = draft.fields.get("issued") if attribute == "issued" else None
            if before is None or date.year != before.year or date.month:
                draft.put(attribute, parameter, date)


def _numbers(draft: Gathering, waiting: dict[str, list[tuple[str, str]]]) -> None:
    for parameter, value in waiting.pop("page", ()):
        draft.put("page", parameter, plain_dashes(value))
    for parameter, value in waiting.pop("doi", ()):
        number = doi_id.normalize(value)
        if number:
            draft.put("doi", parameter, number)
        else:
            draft.keep(parameter, value)
    for parameter, value in waiting.pop("pmcid", ()):
        digits = value.upper().removeprefix("PMC")
        draft.put("pmcid", parameter, f"PMC{digits}" if digits.isdigit() else value)
    for target in ("isbn", "issn"):
        for parameter, value in waiting.pop(target, ()):
            draft.put(target, parameter, value.replace("-", "") if target == "isbn" else value)
