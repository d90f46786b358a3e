"""A .bib text as a tree that gives the text back: for changing a file without disturbing it.

`str(parse(text)) == text` for every text, whatever is wrong in it. Changing a field replaces its
value and nothing else; comments, blanks, the order of fields and every other entry stay as they
are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping

from citeform.diagnostics import Lines
from citeform.errors import UsageError
from citeform.formats.bibtex.blocks import split
from citeform.formats.bibtex.syntax import (
    Entry,
    Field,
    Problem,
    balance,
    parse_entry,
    parse_string,
)
from citeform.formats.bibtex.values import PREDEFINED, evaluate

_REMARK = re.compile(r"[^\S\r\n]*%[^\r\n]*(?=[\r\n])")
"""What stands behind a field on its line; it stays there when a field is added."""
_NAME = re.compile(r"[^\s\"#%'(),={}]+")
_KEY = re.compile(r"[^\s,{}=\"]+")
_BARE = re.compile(r"[0-9]+")
_LAYOUT = re.compile(r"(\s*)[^\s=]+(\s*=\s*)")


class EntryNode(MutableMapping[str, str]):
    """One entry: a mapping of field names (in any case) to values as LaTeX, without delimiters.

    A value made with `#` or a macro reads as its text. Setting one writes it in the delimiters the
    old value had; a new field goes behind the last, laid out like it. Raises `UsageError` for a
    value whose braces do not balance, for names and keys that BibTeX could not read, and where
    the entry is so broken that the field would not be read; it is then as it was.
    """

    def __init__(
        self,
        source: str,
        macros: dict[str, str],
        *,
        trusted: bool = True,
        place: tuple[int, int] = (0, 0),
    ) -> None:
        self.line, self.column = place
        """Where it began when the text was parsed, from 1; 0 for an entry that was added."""
        self._source = source
        self._macros = macros
        self._trusted = trusted
        self._parsed: Entry | None = None

    def __str__(self) -> str:
        """The entry as it stands in the file, with what follows it up to the next block."""
        return self._source

    def __repr__(self) -> str:
        return f"<@{self.type} {self.key!r} with {len(self)} fields>"

    @property
    def _entry(self) -> Entry:
        if self._parsed is None:
            problems: list[Problem] = []
            text = _one_width(self._source)
            self._parsed = parse_entry(text, 0, len(text), problems, trusted=self._trusted)
        return self._parsed

    @property
    def type(self) -> str:
        """The entry type as written: "article", "InProceedings"."""
        return self._entry.kind

    @type.setter
    def type(self, new: str) -> None:
        if not new.isidentifier():
            raise UsageError(f"{new!r} cannot be an entry type")
        self._splice(1, 1 + len(self._entry.kind), new)

    @property
    def key(self) -> str:
        """The citation key."""
        return self._entry.key

    @key.setter
    def key(self, new: str) -> None:
        if not _KEY.fullmatch(new):
            raise UsageError(f"{new!r} cannot be a citation key")
        entry = self._entry
        after = entry.key_start + len(entry.key)
        comma = "" if entry.key or not entry.fields else ","
        self._splice(entry.key_start, after, new + comma)

    def __getitem__(self, name: str) -> str:
        field = self._field(name)
        if field is None:
            raise KeyError(name)
        value = field.value
        if isinstance(value, str):  # from the source: its line ends are the file's own
            start, end = field.value_start, field.value_end
            text = self._source[start:end]
            return text[1:-1] if text[:1] in {"{", '"'} and len(value) == end - start - 2 else value
        return evaluate(value, self._macros, lambda _name: None)

    def __setitem__(self, name: str, value: str) -> None:
        self.put(name, value)

    def put(self, name: str, value: str, *, macro: bool = False) -> None:
        """Set a field; with `macro` the value is a macro's name, such as `may`, without delimiters.

        Raises `UsageError` as setting by `[]` does.
        """
        if not _NAME.fullmatch(name):
            raise UsageError(f"{name!r} cannot be the name of a field")
        if balance(value) != value or (macro and not _NAME.fullmatch(value)):
            raise UsageError(f"{value!r} cannot be the value of a field")
        before = self._source
        new = self._set(name, value, macro=macro)
        field = self._field(name)
        if field is None or self._source[field.value_start : field.value_end] != new:
            self._source, self._parsed = before, None
            raise UsageError(
                f"{name!r} cannot be set in the entry {self.key!r}: mend its braces and commas first"
            )
        if "@" in value and len(split(self._source)) > 1:
            self._source, self._parsed = before, None
            raise UsageError(f"{value!r} cannot be a value: a line in it begins another entry")

    def _set(self, name: str, value: str, *, macro: bool) -> str:
        """Put the value where it belongs; returns it as written, with its delimiters."""
        field = self._field(name)
        if field is None:
            new = value if macro else f"{{{value}}}"
            self._append(name, new)
            return new
        old = self._source[field.value_start : field.value_end]
        if macro:
            new = value
        elif old.startswith('"') and _can_be_quoted(value):
            new = f'"{value}"'
        elif _BARE.fullmatch(old) and _BARE.fullmatch(value):
            new = value
        else:
            new = f"{{{value}}}"
        self._splice(field.value_start, field.value_end, new)
        return new

    def __delitem__(self, name: str) -> None:
        field = self._field(name)
        if field is None:
            raise KeyError(name)
        start, end = field.start, field.value_end
        comma = re.compile(r"[^\S\n]*,").match(self._source, end)
        end = comma.end() if comma else end
        line = self._source.rfind("\n", 0, start) + 1
        if not self._source[line:start].strip() and self._source[end : end + 1] in {"\n", "\r"}:
            start = line
            end += 2 if self._source.startswith("\r\n", end) else 1
        self._splice(start, end, "")

    def place_of(self, name: str) -> tuple[int, int]:
        """Line and column of a field, from 1, as the text was parsed. Raises `KeyError`."""
        field = self._field(name)
        if field is None:
            raise KeyError(name)
        before = _one_width(self._source[: field.start])
        newlines = before.count("\n")
        column = field.start - before.rfind("\n") if newlines else self.column + field.start
        return self.line + newlines, column

    def __iter__(self) -> Iterator[str]:
        seen: set[str] = set()
        for field in self._entry.fields:
            if field.name.lower() not in seen:
                seen.add(field.name.lower())
                yield field.name

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._field(name) is not None

    def _field(self, name: str) -> Field | None:
        wanted = name.lower()
        return next((each for each in self._entry.fields if each.name.lower() == wanted), None)

    def _splice(self, start: int, end: int, new: str) -> None:
        self._source = self._source[:start] + new + self._source[end:]
        self._parsed = None

    def _append(self, name: str, value: str) -> None:
        """A new field behind the last one, in its manner; the value has its delimiters."""
        entry, source = self._entry, self._source
        if entry.fields:
            last = entry.fields[-1]
            before = source.rfind("\n", 0, last.start)
            indent = source[before + 1 : last.start] if before >= 0 else ""
            lead = ("\r\n" if source[before - 1 : before] == "\r" else "\n") + indent
            lead = lead if before >= 0 and not indent.strip() else " "
            at = last.value_end
            comma = re.compile(r"\s*,").match(source, at)
            text = f"{lead}{name}{self._sign(name)}{value}"
            end = comma.end() if comma else at
            remark = _REMARK.match(source, end, entry.end)
            behind = remark.end() if remark and "\n" in lead else end
            if comma is None:
                self._splice(at, behind, "," + source[end:behind] + text)
            else:
                self._splice(behind, behind, text + ",")
            return
        at = entry.key_start + len(entry.key)
        comma = re.compile(r"\s*,").match(source, at)
        at = comma.end() if comma else at
        self._splice(at, at, f"{'' if comma else ','}\n  {name} = {value},\n")

    def _sign(self, name: str) -> str:
        """The last field's "=" with its blanks; below those of the others where they are aligned."""
        fields, source = self._entry.fields, self._source
        last = fields[-1]
        sign = source[last.start + len(last.name) : last.value_start]
        columns = {
            source.index("=", each.start) - source.rfind("\n", 0, each.start) for each in fields
        }
        aligned = len(columns) == 1 and len({len(each.name) for each in fields}) > 1
        if not (aligned and sign.isprintable()):
            return sign
        before, _, after = sign.partition("=")
        return " " * max(1, len(last.name) + len(before) - len(name)) + "=" + after


class Tree:
    """A .bib text, editable. `tree["key"]` is an entry; `str(tree)` is the text."""

    def __init__(self, pieces: list[str | EntryNode], macros: dict[str, str]) -> None:
        self._pieces = pieces
        self._macros = macros

    def __str__(self) -> str:
        return "".join(map(str, self._pieces))

    @property
    def entries(self) -> list[EntryNode]:
        """Every entry, in order; where a key is there twice, both."""
        return [piece for piece in self._pieces if isinstance(piece, EntryNode)]

    def __getitem__(self, key: str) -> EntryNode:
        """The first entry with that key. Raises `KeyError`, which names the close ones."""
        keys = []
        for node in self.entries:
            if node.key == key:
                return node
            keys.append(node.key)
        from difflib import get_close_matches

        close = get_close_matches(key, keys, 3)
        hint = f"; did you mean {' or '.join(map(repr, close))}?" if close else ""
        raise KeyError(f"no entry {key!r}{hint}")

    def __delitem__(self, key: str) -> None:
        """Take the first entry with that key out, and the blank line behind it."""
        node = self[key]
        index = next(place for place, piece in enumerate(self._pieces) if piece is node)
        rest = str(node)[node._entry.end :]  # noqa: SLF001  # the two classes are one unit
        self._pieces[index] = re.sub(r"^[ \t]*(?:\r\n|\r|\n){0,2}", "", rest)

    def __iter__(self) -> Iterator[str]:
        return (node.key for node in self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __contains__(self, key: object) -> bool:
        return any(node.key == key for node in self.entries)

    def __repr__(self) -> str:
        return f"<Tree of {len(self)} entries>"

    def append(self, source: str) -> EntryNode:
        """Add an entry, given as BibTeX, at the end. Raises `UsageError` where it is none."""
        blocks = split(_one_width(source))
        if len(blocks) != 1 or blocks[0].kind != "entry" or source[: blocks[0].start].strip():
            raise UsageError("append takes the text of one entry")
        before = str(self)
        if before and not before.endswith("\n"):
            self._pieces.append("\n")
        if before.strip():
            self._pieces.append("\n")
        node = EntryNode(source.strip() + "\n", self._macros)
        self._pieces.append(node)
        return node


def parse(text: str) -> Tree:
    r"""The text as a tree.

    >>> tree = parse("@book{a,\n  Year = 1961, % first edition\n}\n")
    >>> tree["a"]["year"] = "1962"
    >>> print(tree)
    @book{a,
      Year = 1962, % first edition
    }
    """
    macros = dict(PREDEFINED)
    pieces: list[str | EntryNode] = []
    position = 0
    even = _one_width(text)
    lines = Lines(even)
    for block in split(even):
        if block.kind == "string":
            definition = parse_string(even, block.start, block.limit, [])
            if definition is not None:
                name, value, _ = definition
                macros[name.lower()] = evaluate(value, macros, lambda _name: None)
        if block.kind != "entry":
            continue
        if block.start > position:
            pieces.append(text[position : block.start])
        source = text[block.start : block.limit]
        place = lines.at(block.start)
        pieces.append(EntryNode(source, macros, trusted=not block.failed, place=place))
        position = block.limit
    if position < len(text):
        pieces.append(text[position:])
    return Tree(pieces, macros)


def _one_width(text: str) -> str:
    """The text with every line ending in LF, and every other character where it was."""
    if "\r" not in text:
        return text
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _can_be_quoted(value: str) -> bool:
    """Whether quotation marks can delimit the value: none in it outside braces."""
    depth = 0
    for character in value:
        depth += (character == "{") - (character == "}")
        if character == '"' and depth == 0:
            return False
    return True
