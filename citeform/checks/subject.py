"""What a rule gets, `Subject`, and what it gives, `Finding`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from citeform.model.vocabulary import ATTRIBUTES, Kind

if TYPE_CHECKING:
    from citeform.model.article import Article
    from citeform.model.dates import Date
    from citeform.model.names import Name


_NOCASE = re.compile(r'<span class="nocase">|</span>')


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd about one field of a record.

    `fix` says how to mend it, as new values of fields, and is given only where the mending is safe:
    nothing is lost and there is one way to do it.
    """

    field: str
    message: str
    hint: str = ""
    fix: Mapping[str, Any] | None = None


_SHELF_OF = {
    Kind.TEXT: "texts",
    Kind.NUMBER: "numbers",
    Kind.DATE: "dates",
    Kind.NAMES: "names",
}
_SHELVES = {
    attribute: _SHELF_OF[variable.kind]
    for attribute, variable in ATTRIBUTES.items()
    if variable.kind in _SHELF_OF
}


class Subject:
    """A record under inspection: its fields sorted by kind, once for all rules."""

    __slots__ = ("article", "dates", "names", "numbers", "texts", "today")

    def __init__(self, article: Article, today: dt.date) -> None:
        self.article = article
        self.today = today
        self.texts: list[tuple[str, str]] = []
        self.numbers: list[tuple[str, str]] = []
        self.dates: list[tuple[str, Date]] = []
        self.names: list[tuple[str, tuple[Name, ...]]] = []
        for name, value in article.items():
            shelf = _SHELVES.get(name)
            if shelf is not None:
                getattr(self, shelf).append((name, value))

    def people(self) -> Iterator[tuple[str, Name]]:
        """Every name with its field."""
        for role, names in self.names:
            for name in names:
                yield role, name

    def strings(self) -> Iterator[tuple[str, str, Callable[[str], dict[str, Any]]]]:
        """Every text and every part of a name: its field, itself, and the fix that changes it."""
        for name, value in self.texts:
            yield name, value, partial(_changed_text, name)
        for role, names in self.names:
            for each in names:
                for part in ("family", "given", "literal"):
                    value = getattr(each, part)
                    if value:
                        yield role, value, partial(_changed_part, self, role, each, part)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code in `citeform.diagnostics.CODES` and the function that looks."""

    code: str
    look: Callable[[Subject], Iterator[Finding]]
    fixes: bool = field(default=False)
    """Whether some findings can be mended by `citeform check --fix`."""


def changed_name(subject: Subject, role: str, old: Name, new: Name | None) -> dict[str, Any]:
    """The fix that puts `new` in the place of `old` in a list of names; None takes it out."""
    names = getattr(subject.article, role)
    kept = (new if each is old else each for each in names)
    return {role: tuple(each for each in kept if each is not None)}


def _changed_text(name: str, value: str) -> dict[str, Any]:
    return {name: value}


def _changed_part(subject: Subject, role: str, old: Name, part: str, value: str) -> dict[str, Any]:
    return changed_name(subject, role, old, old.replace(**{part: value}))


def shown(text: str, longest: int = 60) -> str:
    """A value within a message: quoted, on one line, not longer than reads well."""
    line = " ".join(_NOCASE.sub("", text).split())
    return repr(line if len(line) <= longest else line[: longest - 1] + "…")
