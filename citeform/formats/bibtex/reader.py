"""A .bib file to articles, one at a time.

The text comes in chunks that end where a line begins a block, so memory does not grow with the
file. Two things reach over chunks: the `@string` macros, which are carried along, and the entries
that others inherit from. Those may stand anywhere; a first quick pass looks for their keys, and if
there are any, a second one fetches the entries, so that the articles come in the order of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from citeform.diagnostics import Lines, Report
from citeform.formats.bibtex.blocks import Block, split
from citeform.formats.bibtex.inherit import Parent, inherit
from citeform.formats.bibtex.mapping import Notes, derive
from citeform.formats.bibtex.syntax import Entry, Problem, parse_entry, parse_string
from citeform.formats.bibtex.types import BIBTEX_NAMES, BY_CSL, ENTRY_TYPES, MASTERS_THESIS
from citeform.formats.bibtex.values import PREDEFINED, evaluate
from citeform.model.article import Article

if TYPE_CHECKING:
    from citeform.formats.source import Source

CUSTOM = "bibtex"
"""Where an article keeps what CSL has no variable for: `article.custom["bibtex"]`."""
TYPE = "@type"
"""In it, the entry type where the CSL type does not give it back."""
DUPLICATES = "@duplicates"
"""In it, pairs of name and value of fields that were there before."""

_MOST_PROBLEMS = 10_000
"""So many problems of one kind are reported one by one; the rest are counted."""
_CHUNK = 1 << 21
_REFERENCE = re.compile(r"\b(?:crossref|xdata)\s*=\s*[{\"]?\s*([^{}\"\n]*)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef]")
_NEXT_BLOCK = re.compile(r"\n(?=@\w+[ \t]*[{(])")
_EARLY_END = re.compile(r"\s*,\s*[A-Za-z][\w:+-]*\s*=\s*[{\"0-9A-Za-z]")


class Reading:
    """One reading of a source: macros defined, keys seen, entries to inherit from."""

    def __init__(self, report: Report, *, biblatex: bool) -> None:
        self.report = report
        self.biblatex = biblatex
        self.macros: dict[str, str] = dict(PREDEFINED)
        self.parents: dict[str, Parent] = {}
        self.keys: set[str] = set()
        self.counts: dict[str, int] = {}

    def articles(self, source: Source) -> Iterator[Article]:
        """Every article of the source."""
        chunks = _chunks(source)
        first = next(chunks, None)
        if first is None:
            self.report.add("input.empty", "the input holds no entry", line=1)
            return
        second = next(chunks, None)
        if second is None:
            yield from self._small(first)
        else:
            yield from self._large(source, [first, second], chunks)
        for code, count in self.counts.items():
            if count > _MOST_PROBLEMS:
                more = f"{count - _MOST_PROBLEMS} more problems of this kind"
                self.report.add(code, more)

    def _small(self, chunk: tuple[str, int]) -> Iterator[Article]:
        """A source of one chunk is parsed once."""
        text = chunk[0]
        entries: Iterable[tuple[Entry, Lines, int]] = self._entries(*chunk)
        if _has_references(text):
            entries = list(entries)
            self._remember(entries, _wanted(text))
        count = 0
        for entry in entries:
            count += 1
            article = self._article(*entry)
            if article is not None:
                yield article
        if not count:
            self._nothing(text)

    def _nothing(self, text: str) -> None:
        if text.strip():
            self.report.add("input.empty", "the input holds no BibTeX entry", line=1)
        else:
            self.report.add("input.empty", "the input is empty", line=1)

    def _large(
        self, source: Source, held: list[tuple[str, int]], rest: Iterator[tuple[str, int]]
    ) -> Iterator[Article]:
        """A source of many chunks is read up to three times rather than held."""
        wanted: set[str] = set()
        rewindable = source.rewind()
        if rewindable:
            for text, _ in _chunks(source):
                if _has_references(text):
                    wanted |= _wanted(text)
            source.rewind()
        else:
            held += rest
            for text, _ in held:
                wanted |= _wanted(text)
        if wanted:
            scout = Reading(Report(), biblatex=self.biblatex)
            for chunk in _chunks(source) if rewindable else held:
                self._remember(scout._entries(*chunk), wanted, scout)
            if rewindable:
                source.rewind()
        for chunk in _chunks(source) if rewindable else held:
            for entry in self._entries(*chunk):
                article = self._article(*entry)
                if article is not None:
                    yield article

    def _remember(
        self,
        entries: Iterable[tuple[Entry, Lines, int]],
        wanted: set[str],
        scout: Reading | None = None,
    ) -> None:
        """Keep the entries whose keys others refer to."""
        for entry, lines, above in entries:
            if entry.key.lower() in wanted:
                silent = Reading(Report(), biblatex=self.biblatex)
                silent.macros = (scout or self).macros
                fields, _ = silent._fields(entry, lines, above)
                kind = entry.kind.lower()
                self.parents.setdefault(entry.key, (kind, fields))
                self.parents.setdefault(entry.key.lower(), (kind, fields))

    # -------------------------------------------------------------- syntax

    def _entries(self, text: str, above: int) -> Iterator[tuple[Entry, Lines, int]]:
        """The entries of a chunk; `above` is the number of lines before it. Macros are noted."""
        lines = Lines(text)
        found = _CONTROL.search(text)
        if found is not None:
            self._report(
                Problem(
                    "input.control-character", found.start(), "control characters were left out"
                ),
                lines,
                above,
            )
            text = _CONTROL.sub(" ", text)
        problems: list[Problem] = []
        blocks = split(text)
        for block in blocks:
            if block.kind == "entry":
                entry = parse_entry(
                    text, block.start, block.limit, problems, trusted=not block.failed
                )
                if entry.closed and _EARLY_END.match(text, entry.end, block.limit):
                    self._go_on(text, entry, block, problems)
                if not entry.key and not entry.fields:
                    problems[:] = [
                        Problem("record.unreadable", block.start, "this entry holds nothing")
                    ]
                self._report_all(problems, lines, above, entry.key)
                if entry.key or entry.fields:
                    yield entry, lines, above
            elif block.kind == "commented-out":
                problems.append(
                    Problem(
                        "bibtex.commented-out", block.start, "an entry behind a % was passed over"
                    )
                )
                self._report_all(problems, lines, above, "")
            elif block.kind == "string":
                self._define(text, block, problems)
                self._report_all(problems, lines, above, "")

    def _go_on(self, text: str, entry: Entry, block: Block, problems: list[Problem]) -> None:
        """Fields behind the closing delimiter: a brace too many closed the entry early."""
        problems.append(
            Problem(
                "bibtex.unbalanced-brace",
                entry.end - 1,
                "a closing brace too many; the fields behind it were read all the same",
            )
        )
        rest = parse_entry(
            f"@{entry.kind}{{{entry.key}" + text[entry.end : block.limit],
            0,
            len(entry.kind) + len(entry.key) + 2 + block.limit - entry.end,
            [],
        )
        shift = entry.end - len(entry.kind) - len(entry.key) - 2
        entry.fields += [
            field._replace(
                start=field.start + shift,
                value_start=field.value_start + shift,
                value_end=field.value_end + shift,
            )
            for field in rest.fields
        ]

    def _define(self, text: str, block: Block, problems: list[Problem]) -> None:
        """Note a macro."""
        definition = parse_string(text, block.start, block.limit, problems)
        if definition is not None:
            name, value, _ = definition

            def undefined(macro: str) -> None:
                problems.append(
                    Problem("bibtex.undefined-string", block.start, f"{macro!r} is not defined")
                )

            self.macros[name.lower()] = evaluate(value, self.macros, undefined)

    def _report_all(self, problems: list[Problem], lines: Lines, above: int, key: str) -> None:
        for problem in problems:
            self._report(problem, lines, above, key)
        problems.clear()

    def _report(self, problem: Problem, lines: Lines, above: int, key: str = "") -> None:
        count = self.counts[problem.code] = self.counts.get(problem.code, 0) + 1
        if count > _MOST_PROBLEMS:
            return
        line, column = lines.at(problem.offset)
        self.report.add(
            problem.code,
            problem.message,
            line=line + above,
            column=column,
            hint=problem.hint,
            record=key,
        )

    # -------------------------------------------------------------- mapping

    def _fields(
        self, entry: Entry, lines: Lines, above: int
    ) -> tuple[dict[str, str], list[tuple[str, str]]]:
        """Names in lower case to values; the second and later ones of a name apart."""
        fields: dict[str, str] = {}
        duplicates: list[tuple[str, str]] = []
        for field in entry.fields:
            value = field.value
            if type(value) is not str:
                value = evaluate(
                    value, self.macros, self._undefined(field.value_start, lines, above, entry.key)
                )
            name = field.name.lower()
            if name in fields:
                self._report(
                    Problem("bibtex.duplicate-field", field.start, f"{name} is there before"),
                    lines,
                    above,
                    entry.key,
                )
                if value.strip() != fields[name].strip():
                    duplicates.append((name, value))
                continue
            fields[name] = value
        return fields, duplicates

    def _undefined(self, offset: int, lines: Lines, above: int, key: str) -> Any:
        def undefined(macro: str) -> None:
            problem = Problem(
                "bibtex.undefined-string",
                offset,
                f"{macro!r} is not defined; it was taken as a word",
                "put the value into braces",
            )
            self._report(problem, lines, above, key)

        return undefined

    def _article(self, entry: Entry, lines: Lines, above: int) -> Article | None:
        """The article of an entry; None for a container of data that others inherit."""
        key = entry.key
        kind = entry.kind.lower()
        line, column = lines.at(entry.start)
        self.report.place = line + above, column
        own, duplicates = self._fields(entry, lines, above)
        fields = own
        if not key:
            self._report(
                Problem("bibtex.empty-key", entry.start, "the entry has no key"), lines, above
            )
        elif key in self.keys:
            problem = Problem("bibtex.duplicate-key", entry.key_start, f"{key!r} is there before")
            self._report(problem, lines, above, key)
        else:
            self.keys.add(key)
        if kind == "xdata":
            problem = Problem("bibtex.xdata", entry.start, f"{key!r} holds data for other entries")
            self._report(problem, lines, above, key)
            return None
        if kind not in ENTRY_TYPES:
            problem = Problem(
                "type.unknown", entry.start, f"@{entry.kind} is no known type of entry"
            )
            self._report(problem, lines, above, key)
        if "crossref" in fields or "xdata" in fields:
            fields = self._inherited(kind, fields, entry, lines, above)
        notes: Notes = []
        variables, kept = derive(kind, fields, biblatex=self.biblatex, notes=notes)
        if notes:
            starts = {field.name.lower(): field.start for field in entry.fields}
            for code, name, message in notes:
                self._report(
                    Problem(code, starts.get(name, entry.start), message), lines, above, key
                )
        if writes_as(variables["type"], variables.get("genre", ""), biblatex=self.biblatex) != kind:
            kept[TYPE] = kind
        if fields is not own:  # an empty field keeps the entry from inheriting one
            kept.update((name, "") for name, value in own.items() if not value.strip())
        if duplicates:
            kept[DUPLICATES] = duplicates  # type: ignore[assignment]  # frozen to a tuple of pairs
        if kept:
            variables["custom"] = {CUSTOM: kept}
        if key:
            variables["id"] = key
        return Article(**variables)

    def _inherited(
        self, kind: str, fields: dict[str, str], entry: Entry, lines: Lines, above: int
    ) -> dict[str, str]:
        def problem(message: str) -> None:
            at = next(
                (each.start for each in entry.fields if each.name.lower() in {"crossref", "xdata"}),
                entry.start,
            )
            self._report(Problem("bibtex.crossref", at, message), lines, above, entry.key)

        def find(key: str) -> Parent | None:
            return self.parents.get(key) or self.parents.get(key.lower())

        return inherit(kind, fields, find, problem, (entry.key,))


def writes_as(csl: str, genre: str, *, biblatex: bool) -> str:
    """The entry type that the writer gives a CSL type without being told one."""
    name = BY_CSL.get(csl, "misc")
    if biblatex:
        return name
    name = BIBTEX_NAMES.get(name, name)
    return "mastersthesis" if name == "phdthesis" and genre == MASTERS_THESIS else name


def _has_references(text: str) -> bool:
    """Whether the text may hold a field that inherits; much faster than a pattern."""
    lower = text.lower()
    return "crossref" in lower or "xdata" in lower


def _wanted(text: str) -> set[str]:
    """The keys, in lower case, that entries of the text inherit from."""
    return {
        key.strip().lower()
        for match in _REFERENCE.finditer(text)
        for key in match[1].split(",")
        if key.strip()
    }


def _chunks(source: Source) -> Iterator[tuple[str, int]]:
    """The text in parts that begin with a block, and how many lines stand before each."""
    held: list[str] = []
    size = above = 0
    for block in source.blocks():
        position = 0
        while size + len(block) - position > _CHUNK:
            start = _NEXT_BLOCK.search(block, max(position, position + _CHUNK - size - 1))
            if start is None:
                break
            held.append(block[position : start.start() + 1])
            chunk = "".join(held)
            yield chunk, above
            above += chunk.count("\n")
            held, size, position = [], 0, start.start() + 1
        held.append(block[position:] if position else block)
        size += len(block) - position
    if size:
        yield "".join(held), above
