"""Looking for what is odd in records, and mending what can be mended safely.

`checks.rules` is the table of rules; each family of rules is a file. A rule is a pure function of
a `Subject` (a record, and today's date) that yields `Finding`s; its code, severity and meaning
stand in `citeform.diagnostics.CODES`.

>>> from citeform import Article
>>> for found in check([Article(id="a", type="book", title="ON THE ORIGIN OF SPECIES")]):
...     print(found.code)
missing.author
missing.date
missing.publisher
title.all-caps
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citeform.checks.rules import RULES, RULES_ACROSS, chosen
from citeform.checks.subject import Finding, Subject
from citeform.diagnostics import CODES, Diagnostic

if TYPE_CHECKING:
    from citeform.model.article import Article

MOST_PASSES = 8
"""How often a record is looked at again after a fix; none of the rules needs more than three."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins; lines and columns count from 1, 0 is "not known"."""

    file: str = ""
    line: int = 0
    column: int = 0


NOWHERE = Place()


def check(
    articles: Iterable[Article],
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: dt.date | None = None,
    places: Sequence[Place] = (),
) -> list[Diagnostic]:
    """Everything odd in the records, in their order; what concerns two stands at the second.

    `select` and `ignore` are codes ("doi.form") or families of them ("doi"). `places` says where
    each record stands, in the same order. Raises `UnknownRuleError` for a code that there is not.
    """
    several = list(articles)
    codes = chosen(select, ignore)
    now = today or _today()
    found: list[list[Diagnostic]] = [[] for _ in several]

    def note(number: int, code: str, finding: Finding) -> None:
        place = places[number] if number < len(places) else NOWHERE
        found[number].append(_diagnostic(code, finding, several[number], place))

    rules = [rule for rule in RULES if rule.code in codes]
    for number, article in enumerate(several):
        subject = Subject(article, now)
        for rule in rules:
            for finding in rule.look(subject):
                note(number, rule.code, finding)
    for across in RULES_ACROSS:
        if across.code in codes:
            for number, finding in across.look(several):
                note(number, across.code, finding)
    return [each for of_one in found for each in of_one]


def mend(
    article: Article,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: dt.date | None = None,
) -> tuple[Article, list[str]]:
    """The record with every safe fix made, and the codes of the fixes in order.

    Mending a mended record changes nothing. Raises `UnknownRuleError` as `check`.
    """
    codes = chosen(select, ignore)
    rules = [rule for rule in RULES if rule.fixes and rule.code in codes]
    now = today or _today()
    made: list[str] = []
    subject = Subject(article, now)
    for _ in range(MOST_PASSES):
        before = subject
        for rule in rules:
            # A fix of a list of names is made for the list as it was, so each is made at once.
            while True:
                fix = next((each.fix for each in rule.look(subject) if each.fix), None)
                mended = subject.article.replace(**fix) if fix else subject.article
                if mended == subject.article:
                    break
                subject = Subject(mended, now)
                made.append(rule.code)
        if subject is before:
            break
    return subject.article, made


def _diagnostic(code: str, finding: Finding, article: Article, place: Place) -> Diagnostic:
    return Diagnostic(
        code,
        finding.message,
        CODES[code][0],
        place.file,
        place.line,
        place.column,
        finding.hint,
        article.id,
        finding.field,
    )


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()
