"""subsequent-author-substitute: a dash for an author already named (CSL 1.0.2, "Reference Grouping").

Works on the first block of names of each entry, compared with that of the entry before.
"""

from __future__ import annotations

from citeform.text.marks import NAME, NAMES, clean
from citeform.text.spans import Span, find_span, find_spans


def substitute_authors(entries: list[str], substitute: str, rule: str) -> list[str]:
    """The entries with names that repeat those of the entry before replaced."""
    substitute = clean(substitute)
    out: list[str] = []
    previous = ""
    for entry in entries:
        span = find_span(entry, NAMES)
        names = entry[span.inner_start : span.inner_end] if span else ""
        if span is not None and names:
            replace = _RULES.get(rule, _complete_all)
            out.append(replace(entry, span, names, previous, substitute))
        else:
            out.append(entry)
        previous = names
    return out


def _complete_all(entry: str, span: Span, names: str, previous: str, substitute: str) -> str:
    if _named(names) != _named(previous):
        return entry
    if not substitute:
        return entry[: span.start] + entry[span.end :]
    return entry[: span.inner_start] + substitute + entry[span.inner_end :]


def _complete_each(entry: str, span: Span, names: str, previous: str, substitute: str) -> str:
    if _named(names) != _named(previous):
        return entry
    return _replace(entry, span, names, substitute, len(find_spans(names, NAME)))


def _partial_each(entry: str, span: Span, names: str, previous: str, substitute: str) -> str:
    if names == previous and NAME not in names:
        return _complete_all(entry, span, names, previous, substitute)
    return _replace(entry, span, names, substitute, _common(names, previous))


def _partial_first(entry: str, span: Span, names: str, previous: str, substitute: str) -> str:
    return _replace(entry, span, names, substitute, min(1, _common(names, previous)))


def _common(names: str, previous: str) -> int:
    """How many names at the beginning are the same."""
    count = 0
    for one, other in zip(_named(names), _named(previous), strict=False):
        if one != other:
            break
        count += 1
    return count


def _named(names: str) -> list[str]:
    """The names that are printed, without what stands between and behind them.

    "Rendered names" are compared, and an "et al." is none; what stands in for names is one itself.
    """
    spans = find_spans(names, NAME)
    return [names[each.start : each.end] for each in spans] if spans else [names]


def _replace(entry: str, span: Span, names: str, substitute: str, count: int) -> str:
    """The entry with the first `count` names replaced one by one."""
    for each in reversed(find_spans(names, NAME)[:count]):
        names = names[: each.inner_start] + substitute + names[each.inner_end :]
    return entry[: span.inner_start] + names + entry[span.inner_end :]


_RULES = {
    "complete-all": _complete_all,
    "complete-each": _complete_each,
    "partial-each": _partial_each,
    "partial-first": _partial_first,
}
