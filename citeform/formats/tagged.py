"""What RIS, MEDLINE, Refer, Web of Science and their like share: records made of tagged lines.

A record is a run of lines, each a tag and a value; a line without a tag goes on with the value
above it. How a tag is spelt and what begins and ends a record is a `Grammar`; `scan` does the rest
in one pass and constant memory, whatever the input looks like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.model.article import Article

Field = tuple[str, str, int]
"""Tag, value (lines joined by LF, each without blanks around it), number of the line."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """How one family of tagged files is cut into records."""

    split: Callable[[str], tuple[str, str] | None]
    """A line as tag and value, or None where the line has no tag."""
    first: frozenset[str] = frozenset()
    """Tags that begin a record, whatever came before."""
    last: frozenset[str] = frozenset()
    """Tags that end a record; they hold no value."""
    outside: frozenset[str] = frozenset()
    """Tags of the file itself (its header, its end), which belong to no record."""
    blank_ends: bool = False
    """Whether a tag after a blank line begins a record."""
    break_before: Callable[[str], bool] | None = None
    """Whether an untagged line ends a record: the numbers between Ovid's records."""
    regular: tuple[int, str, frozenset[str]] = (2, "\n\n", frozenset())
    """How nearly every line is spelt, so that `split` is not needed for it: the length of the tag,
    what stands between tag and value, the tags."""


@dataclass(slots=True)
class Record:
    """The lines of one record."""

    line: int
    """Where it begins, from 1."""
    fields: list[Field] = field(default_factory=list)
    ended: bool = False
    """Whether it was closed as the format asks."""


def scan(
    lines: Iterable[str], grammar: Grammar, report: Report, first_line: int = 1
) -> Iterator[Record]:
    """The records in the lines, one at a time. Text outside records is reported once per run.

    `first_line` is the number of the first of the lines.
    """
    split, first, last, outside = grammar.split, grammar.first, grammar.last, grammar.outside
    blank_ends, break_before = grammar.blank_ends, grammar.break_before
    width, between, known = grammar.regular
    start = width + len(between)
    inside = known - first - last - outside
    record: Record | None = None
    fields: list[Field] = []
    more: list[str] = []
    after_blank = stray = False
    for number, line in enumerate(lines, first_line):
        if line[width:start] == between and (tag := line[:width]) in known:
            value = line[start:].strip()
            if tag in inside and not after_blank and not more and record is not None:
                fields.append((tag, value, number))
                continue
        elif found := split(line):
            tag, value = found
        else:
            text = line.strip()
            if not text:
                after_blank, stray = True, False
            elif record is None:
                if not stray and not _is_number(text):
                    stray = True
                    message = f"text outside any record was passed over: {text[:40]!r}"
                    report.add("tagged.stray-text", message, line=number)
            elif after_blank and first and _is_number(text):
                after_blank = False  # the number of the record to come
            elif break_before is not None and break_before(text):
                _close(fields, more)
                yield record
                record = None
            else:
                more.append(text)
                after_blank = False
            continue
        if more:
            _close(fields, more)
        if tag in last:
            if record is not None:
                record.ended = True
                yield record
                record = None
        elif record is None or tag in first or (after_blank and blank_ends):
            if tag not in outside:
                if record is not None:
                    yield record
                fields = [(tag, value, number)]
                record = Record(number, fields)
                stray = False
        else:
            fields.append((tag, value, number))
        after_blank = False
    if record is not None:
        _close(fields, more)
        yield record


def read_records(
    records: Iterable[Record],
    article_of: Callable[[Record, Report], Article],
    report: Report,
    begins: str,
) -> Iterator[Article]:
    """The article of each record; `begins` says how one begins, where there is none."""
    found = False
    for record in records:
        found = True
        report.place = record.line, 1
        yield article_of(record, report)
    if not found:
        report.add("input.empty", f"there is no record: no line begins with {begins}")


def _close(fields: list[Field], more: list[str]) -> None:
    """Give the last field the lines that followed it."""
    if more:
        tag, value, number = fields[-1]
        fields[-1] = (tag, "\n".join([value, *more]) if value else "\n".join(more), number)
        more.clear()


def _is_number(text: str) -> bool:
    """Whether a line only numbers the record below it: "1.", "<12>", "12"."""
    return text.strip("<>.():# ").isdigit()


# ------------------------------------------------------------------ writing


def kept_tags(
    article: Article, name: str, is_tag: Callable[[str], object]
) -> dict[str, tuple[str, ...]]:
    """`custom[name]` as far as it has the shape that a reader gives it: tags and their values."""
    kept = article.custom.get(name)
    if not isinstance(kept, Mapping):
        return {}
    return {
        tag: tuple(each for each in values if isinstance(each, str))
        for tag, values in kept.items()
        if isinstance(values, tuple) and is_tag(tag)
    }


def in_lines(value: str, has_tag: Callable[[str], object]) -> str:
    """A text over several lines, so that no line looks like a tag or like nothing."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, re.split("[\r\n]", value))):
        if lines and has_tag(line):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return "\n".join(lines)


# ------------------------------------------------------------------ values


def one_line(value: str) -> str:
    """A folded value on one line."""
    return " ".join(value.split()) if "\n" in value else value


def page_range(first: str, last: str) -> str:
    """Two ends as one range; a single page where they are the same."""
    return f"{first}-{last}" if last and first and first != last else first or last


def plain_dashes(pages: str) -> str:
    """Pages with the plain hyphen that the model wants: "1--9" and "1–9" are "1-9"."""
    if "–" in pages or "—" in pages or "--" in pages:
        return pages.replace("–", "-").replace("—", "-").replace("---", "-").replace("--", "-")
    return pages


def split_pages(pages: str) -> tuple[str, str]:
    """The two ends of a range, or the text and "" where it is no plain range of two."""
    hyphens = pages.count("-")
    if hyphens % 2 and "," not in pages and " " not in pages:
        parts = pages.split("-")
        middle = (hyphens + 1) // 2
        first, last = "-".join(parts[:middle]), "-".join(parts[middle:])
        if first and last and first != last:
            return first, last
    return pages, ""
