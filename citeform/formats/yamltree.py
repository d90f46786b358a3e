"""YAML 1.2 as a tree of texts with places: mappings, lists and scalars that stay what was written.

The parser (PyYAML, on libyaml where it is there) is asked for its events only, never for objects:
no tag constructs anything, and no scalar becomes a date, a truth value or an octal number. `no`,
`1e3`, `08` and `2020-01-01` are the texts they look like; only an empty value, `~` and `null` are
null.

An alias shares the node it names, and what it would unfold to is counted, so a bomb of aliases is
refused in bounded memory. Text that is broken costs as little as possible: it is cut along its own
indentation and every piece that parses is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citeform.diagnostics import Report

DEEPEST = 60
"""Nodes nested deeper than this are no bibliographic data."""
LARGEST_ALIASES = 100_000
"""How many nodes all aliases together may stand for, beyond what the text itself holds."""
_CHARACTERS_OF_ONE = 100
"""A long text counts as several nodes."""

_LEVELS = 40
"""How deep broken text is cut into pieces."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(slots=True)
class Scalar:
    """One text. `plain` is whether it stands without quotes."""

    text: str
    plain: bool = True
    line: int = 0
    column: int = 0

    @property
    def is_null(self) -> bool:
        """Whether the value is none: left empty, `~` or `null`."""
        return self.plain and self.text in _NULLS


@dataclass(slots=True)
class Listing:
    """A sequence."""

    items: list[Node] = field(default_factory=list)
    line: int = 0
    column: int = 0


@dataclass(slots=True)
class Mapping:
    """A mapping, with its pairs in order; a key that is repeated is there twice."""

    pairs: list[tuple[Scalar, Node]] = field(default_factory=list)
    line: int = 0
    column: int = 0

    def get(self, key: str) -> Node | None:
        """The value of the last pair with that key, or None."""
        return next((value for name, value in reversed(self.pairs) if name.text == key), None)


Node = Scalar | Listing | Mapping


def parse_yaml(text: str, report: Report, first_line: int = 1) -> list[Node]:
    """The documents of a text; what cannot be read is reported and left out. Never raises."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = _FORBIDDEN.sub("", text)
    if len(cleaned) != len(text.replace("\ufeff", "")):
        report.add("input.control-character", "characters that YAML forbids were dropped")
    return _recovered(cleaned, report, first_line, 0, _LEVELS)


def plain(node: Node | None) -> Any:
    """The node as strings, lists and dictionaries, for what is kept as it came.

    A scalar without quotes that Python writes in the same letters becomes an integer, a float or a
    truth value, so that it is written back without quotes too; `08` stays "08".
    """
    match node:
        case Mapping():
            return {key.text: plain(value) for key, value in node.pairs}
        case Listing():
            return [plain(item) for item in node.items]
        case Scalar():
            return _plain_scalar(node)
    return None


def text_of(node: Node | None) -> str:
    """The text of a scalar; "" for null and for anything else."""
    return "" if not isinstance(node, Scalar) or node.is_null else node.text


def texts_of(node: Node | None) -> list[str]:
    """The texts of a list of scalars, or the one of a scalar alone; empty ones are left out."""
    nodes = node.items if isinstance(node, Listing) else [node]
    return [text for text in map(text_of, nodes) if text]


def _plain_scalar(node: Scalar) -> Any:
    if not node.plain:
        return node.text
    if node.is_null:
        return None
    text = node.text
    if text in {"true", "false"}:
        return text == "true"
    if re.fullmatch(r"-?(?:0|[1-9][0-9]{0,17})", text) and text != "-0":
        return int(text)
    if re.fullmatch(r"-?[0-9]{1,15}\.[0-9]{1,15}", text) and repr(float(text)) == text:
        return float(text)
    return text


# ------------------------------------------------------------------ events to nodes


class _RefusedError(ValueError):
    """What the parser would accept and we do not; with a place."""

    def __init__(self, code: str, message: str, line: int, column: int) -> None:
        self.code, self.line, self.column = code, line, column
        super().__init__(message)


def _parse(text: str, report: Report, first_line: int, first_column: int) -> list[Node]:
    """The documents, or an exception of PyYAML's or ours."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(report, first_line, first_column)
    for event in yaml.parse(text, Loader=loader):
        builder.feed(event)
    return builder.documents


class _Builder:
    """Puts the events together without recursion, so that depth costs no stack."""

    def __init__(self, report: Report, first_line: int, first_column: int) -> None:
        self.documents: list[Node] = []
        self._report = report
        self._first_line, self._first_column = first_line, first_column
        self._open: list[Listing | Mapping] = []
        self._keys: list[Scalar | None] = []
        self._anchors: dict[str, tuple[Node, int]] = {}  # node, number of nodes within
        self._starts: list[tuple[str | None, int]] = []  # anchor and count when it was opened
        self._count = 0
        self._unfolded = 0

    def feed(self, event: Any) -> None:
        kind = type(event).__name__
        if kind == "ScalarEvent":
            node = Scalar(event.value, event.implicit[0], *self._place(event))
            size = 1 + len(event.value) // _CHARACTERS_OF_ONE
            self._count += size
            self._add(node)
            if event.anchor:
                self._anchors[event.anchor] = node, size
        elif kind in {"MappingStartEvent", "SequenceStartEvent"}:
            self._start(event, Mapping if kind[0] == "M" else Listing)
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            self._end()
        elif kind == "AliasEvent":
            self._alias(event)
        elif kind == "DocumentStartEvent":
            self._anchors.clear()

    def _place(self, event: Any) -> tuple[int, int]:
        mark = event.start_mark
        return mark.line + self._first_line, mark.column + self._first_column + 1

    def _start(self, event: Any, kind: type[Mapping | Listing]) -> None:
        line, column = self._place(event)
        if len(self._open) >= DEEPEST:
            raise _RefusedError("record.unreadable", "nested too deeply", line, column)
        self._starts.append((event.anchor, self._count))
        self._count += 1
        self._open.append(kind(line=line, column=column))
        self._keys.append(None)

    def _end(self) -> None:
        node = self._open.pop()
        self._keys.pop()
        anchor, before = self._starts.pop()
        if anchor:
            self._anchors[anchor] = node, self._count - before
        self._add(node)

    def _alias(self, event: Any) -> None:
        line, column = self._place(event)
        known = self._anchors.get(event.anchor)
        if known is None:
            message = f"the alias *{event.anchor} names nothing that was read before it"
            raise _RefusedError("yaml.alias", message, line, column)
        node, size = known
        self._unfolded += size
        if self._unfolded > LARGEST_ALIASES:
            message = f"the aliases stand for more than {LARGEST_ALIASES} values"
            raise _RefusedError("yaml.alias", message, line, column)
        self._count += size
        self._add(node)

    def _add(self, node: Node) -> None:
        if not self._open:
            self.documents.append(node)
            return
        parent = self._open[-1]
        if isinstance(parent, Listing):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = node if isinstance(node, Scalar) else _key_of(node)
            return
        self._keys[-1] = None
        if key.text == "<<" and key.plain:
            _merge(parent, node)
        else:
            parent.pairs.append((key, node))


def _key_of(node: Listing | Mapping) -> Scalar:
    """A key that is no text: allowed in YAML, in no format of ours. Its first text stands for it."""
    inner: Node = node
    while not isinstance(inner, Scalar):
        values: list[Node] = (
            inner.items if isinstance(inner, Listing) else [*map(_first, inner.pairs)]
        )
        if not values:
            return Scalar("?", line=node.line, column=node.column)
        inner = values[0]
    return Scalar(inner.text, plain=False, line=node.line, column=node.column)


def _first(pair: tuple[Scalar, Node]) -> Scalar:
    return pair[0]


def _merge(into: Mapping, node: Node) -> None:
    """The merge key of YAML 1.1, `<<: *base`: what is not there comes from the base."""
    for base in node.items if isinstance(node, Listing) else [node]:
        if isinstance(base, Mapping):
            known = {key.text for key, _ in into.pairs}
            into.pairs.extend(pair for pair in base.pairs if pair[0].text not in known)


# ------------------------------------------------------------------ what is left of broken text

_CONTENT = re.compile(r"(?m)^( *)(?![ #\n\r]|---|\.\.\.|%)(-(?=[ \n\r]|$))?")
_KEY_LINE = re.compile(r"""[ ]*([^\s#&*!|>'"%@`\[\]{},-][^:\n]{0,200}?)[ ]*:(?:[ ]+(.*?))?[ ]*""")


def _recovered(
    text: str, report: Report, first_line: int, first_column: int, levels: int
) -> list[Node]:
    """The documents, cut into smaller pieces where the whole does not parse."""
    from yaml import YAMLError

    try:
        return _parse(text, report, first_line, first_column)
    except (YAMLError, _RefusedError) as raised:
        problem = raised
        pieces = _pieces(text) if levels else None
        if pieces is None or (isinstance(problem, _RefusedError) and problem.code != "yaml.alias"):
            _report(problem, report, first_line, first_column)
            return []
    kind, indent, chunks = pieces
    if len(chunks) == 1:
        place = first_line + chunks[0][0], first_column, levels
        return _one_piece(chunks[0][1], (kind, indent), problem, report, place)
    listing, mapping = Listing(line=first_line), Mapping(line=first_line)
    for offset, chunk in chunks:
        for node in _recovered(chunk, report, first_line + offset, first_column, levels - 1):
            if isinstance(node, Listing):
                listing.items.extend(node.items)
            elif isinstance(node, Mapping):
                mapping.pairs.extend(node.pairs)
    found: list[Node] = [listing if kind == "-" else mapping]
    return found


def _pieces(text: str) -> tuple[str, int, list[tuple[int, str]]] | None:
    """Whether it is a list or a mapping, its indentation, and its parts with their line offsets."""
    first = _CONTENT.search(text)
    if first is None:
        return None
    indent, kind = len(first[1]), first[2] or ":"
    lines = re.findall(r"[^\n]*\n|[^\n]+", text[first.start() :])
    offset = text.count("\n", 0, first.start())
    chunks: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines):
        match = _CONTENT.match(line)
        starts = match is not None and len(match[1]) == indent and (match[2] or ":") == kind
        if starts or not chunks:
            chunks.append((offset + number, []))
        elif line.startswith(("---", "...")):
            line = "\n"  # noqa: PLW2901 -- the mark of a document ends no piece
        chunks[-1][1].append(line)
    return kind, indent, [(number, "".join(parts)) for number, parts in chunks]


def _one_piece(
    chunk: str,
    head_of: tuple[str, int],
    problem: Exception,
    report: Report,
    place: tuple[int, int, int],
) -> list[Node]:
    """A list of one, or a mapping of one pair, that does not parse: what is inside may.

    `head_of` is what it starts with and how far indented, `place` its line, the column, and how
    many levels deeper the search may go.
    """
    kind, indent = head_of
    line, first_column, levels = place
    column = first_column + indent + 1
    if kind == "-":
        inner = chunk[:indent] + " " + chunk[indent + 1 :]
        nodes = _recovered(inner, report, line, first_column, levels - 1)
        return [Listing(nodes, line, column)] if nodes else []
    head, _, rest = chunk.partition("\n")
    match = _KEY_LINE.fullmatch(head.rstrip("\r"))
    if match is None:
        _report(problem, report, line, first_column)
        return []
    key = Scalar(match[1], line=line, column=column)
    if not match[2]:
        nodes = _recovered(rest, report, line + 1, first_column, levels - 1)
        return [Mapping([(key, nodes[0])], line, column)] if nodes else []
    words = _words(match[2], rest)
    if words is None:
        _report(problem, report, line, first_column)
        return []
    value = Scalar(words, False, line, first_column + match.start(2) + 1)
    message = f"the value of {key.text!r} is not YAML; it was taken as words"
    report.add("yaml.unquoted", message, line=line, column=value.column, hint=_HINT)
    return [Mapping([(key, value)], line, column)]


def _words(first: str, rest: str) -> str | None:
    """A value with a colon or the like in it that should have been in quotes; None for the rest."""
    if first[0] in "&*!|>{[%@`":
        return None
    words = " ".join([first, *rest.split()])
    if words[0] in "'\"" and (words.count(words[0]) == 1 or words.endswith(words[0])):
        return words.strip(words[0])
    return words


_HINT = "put a value that holds ': ' or starts with a special character in quotes"


def _report(problem: Exception, report: Report, first_line: int, first_column: int) -> None:
    if isinstance(problem, _RefusedError):
        report.add(problem.code, str(problem), line=problem.line, column=problem.column)
        return
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    message = getattr(problem, "problem", None) or str(problem).partition("\n")[0]
    line = first_line + (mark.line if mark else 0)
    column = first_column + (mark.column if mark else 0) + 1
    report.add("yaml.syntax", f"not YAML: {message}", line=line, column=column, hint=_HINT)


def repeated_keys(node: Mapping) -> Iterator[Scalar]:
    """The keys that the mapping holds a second time."""
    seen: set[str] = set()
    for key, _ in node.pairs:
        if key.text in seen:
            yield key
        seen.add(key.text)


def strings(node: Node | None) -> Any:
    """The node as dictionaries, lists and texts; null is None, every other scalar its text."""
    match node:
        case Mapping():
            return {key.text: strings(value) for key, value in node.pairs}
        case Listing():
            return [strings(item) for item in node.items]
        case Scalar():
            return None if node.is_null else node.text
    return None
