"""All rules in one table, and choosing among them by code."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from citeform.checks import across, completeness, dates, identifiers, names, numbers, texts, titles
from citeform.diagnostics import CODES
from citeform.errors import UnknownNameError

if TYPE_CHECKING:
    from citeform.checks.across import RuleAcross
    from citeform.checks.subject import Rule

RULES: tuple[Rule, ...] = (
    *completeness.RULES,
    *identifiers.RULES,
    *names.RULES,
    *dates.RULES,
    *titles.RULES,
    *texts.RULES,
    *numbers.RULES,
)
"""Every rule on one record, in the order in which its findings come."""

RULES_ACROSS: tuple[RuleAcross, ...] = across.RULES
"""Every rule that compares records."""

FIXABLE: frozenset[str] = frozenset(rule.code for rule in RULES if rule.fixes)
"""Codes of which some findings can be mended."""


class UnknownRuleError(UnknownNameError):
    """No code, and no family of codes, of that name."""

    kind = "code"


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> frozenset[str]:
    """The codes to report: all, or those selected, without those ignored.

    A code is given whole ("doi.form") or by its family ("doi"). Raises `UnknownRuleError`. Codes
    that only readers report may be named as well.
    """
    picked = _expand(select) or frozenset(CODES)
    return picked - _expand(ignore)


def _expand(patterns: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for pattern in patterns:
        codes = _matching(pattern, CODES)
        if not codes:
            families = {code.partition(".")[0] for code in CODES}
            raise UnknownRuleError(pattern, [*CODES, *families], hint="see citeform check --list")
        found |= codes
    return frozenset(found)


def _matching(pattern: str, codes: Collection[str]) -> set[str]:
    whole = pattern.strip().removesuffix(".*")
    return {code for code in codes if code == whole or code.startswith(whole + ".")}
