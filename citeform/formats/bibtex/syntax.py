"""What stands in one block: key, fields, values; with offsets, and with every slip repaired.

Nothing here raises. What is wrong becomes a `Problem`, and reading goes on with what BibTeX would
most likely have been told: a forgotten comma is a comma, a value whose brace is not closed ends
where the next line begins a field, an entry whose brace is not closed ends where the next begins.
Each character is looked at a bounded number of times, so that the time is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple


class Problem(NamedTuple):
    """Something wrong at an offset of the text; `code` is one of `diagnostics.CODES`."""

    code: str
    offset: int
    message: str
    hint: str = ""


Piece = tuple[bool, str]
"""A piece of a value: whether it is a macro's name, and its text without delimiters."""


class Field(NamedTuple):
    """One field: its name as written, its value, and where they stand."""

    name: str
    value: str | list[Piece]
    """The text within the delimiters; pieces where it is a macro or is joined with `#`."""
    start: int
    """Offset of the name."""
    value_start: int
    value_end: int
    """The value with its delimiters stands between these two."""


@dataclass(slots=True)
class Entry:
    """A parsed entry. `end` is the offset behind its closing delimiter, or where reading stopped."""

    kind: str
    key: str
    start: int
    key_start: int
    fields: list[Field] = field(default_factory=list)
    end: int = 0
    closed: bool = False
    """Whether the closing delimiter was there."""


_BLANK = r"(?:\s|%[^\n]*+\n)*+"
_OPEN = re.compile(r"@\s*+(\w*)\s*+([{(])")
_KEY = re.compile(r"\s*([^\s,{}()=\"#%]++)\s*(,|(?=[})]))")
_ODD_KEY = re.compile(r"\s*+([^\n,{}=\"]*+)(,?)")
_BRACED = r"\{((?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+)\}"
_QUOTED = r'"((?:[^"{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+)"'
_FIELD = re.compile(
    rf"""{_BLANK}([^\s"#%'(),={{}}]++)\s*+=\s*+
         (?:{_BRACED}|{_QUOTED}|([0-9]++)|([A-Za-z][\w:.+/-]*+))
         \s*+(?:,|(?=[}})]))""".replace("\n         ", ""),
)
_NAME = re.compile(r"[\s,;]*+(?:%[^\n]*+\n[\s,;]*+)*+([^\s\"#%'(),={}]++)\s*+=")
_CLOSE = re.compile(r"(?:[\s,]|%[^\n]*+\n)*+([})])")
_WORD = re.compile(r"[^\s\"#,={}()\[\]]++")
_BLANKS = re.compile(r"\s*+")
_HASH = re.compile(r"\s*+#\s*+")
_BRACE = re.compile(r"[{}]")
_UNESCAPED_BRACE = re.compile(r"(?<!\\)[{}]")
_BRACE_OR_QUOTE = re.compile(r'[{}"]')
_FIELD_LINE = re.compile(r"\n[ \t]*[A-Za-z][\w:+-]*[ \t]*=[ \t]*(?=[{\"0-9A-Za-z])")
_JUNK = re.compile(r"[\s,;]*+[^,{}()]*+")


def parse_entry(
    text: str, start: int, limit: int, problems: list[Problem], *, trusted: bool = False
) -> Entry:
    """The entry whose "@" is at `start`; nothing at or behind `limit` belongs to it.

    Braces count as in BibTeX, whether or not a backslash stands before them. Where that finds
    fault and `trusted` says that bibtexparser found none, escaped braces are taken for text.
    """
    found: list[Problem] = []
    entry = _Parser(text, start, limit, found, _BRACE).parse()
    if found and trusted and "\\" in text[start:limit]:
        second: list[Problem] = []
        other = _Parser(text, start, limit, second, _UNESCAPED_BRACE).parse()
        if len(second) < len(found):
            entry, found = other, second
    problems += found
    return entry


class _Parser:
    """Reads one entry; the state is the position."""

    def __init__(
        self,
        text: str,
        start: int,
        limit: int,
        problems: list[Problem],
        brace: re.Pattern[str],
    ) -> None:
        self.text, self.limit, self.problems, self.brace = text, limit, problems, brace
        self.start = start
        self.broken = False  # after an unbalanced brace, values end at the next line with a field
        self.closer = "}"
        self.segment = (0, 0)  # what `_segment_end` last looked through
        self.unclosed: tuple[int, set[int]] | None = None  # up to where, and the braces

    def problem(self, code: str, offset: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem(code, offset, message, hint))

    def parse(self) -> Entry:
        text, limit = self.text, self.limit
        opening = _OPEN.match(text, self.start, limit)
        if opening is None:
            return Entry("", "", self.start, self.start, end=self.start)
        entry = Entry(opening[1], "", self.start, opening.end())
        self.closer = "}" if opening[2] == "{" else ")"
        position = self._key(entry, opening.end())
        fields = entry.fields
        append, match_field, new = fields.append, _FIELD.match, tuple.__new__
        fast = self.brace is _BRACE
        while True:
            match = match_field(text, position, limit) if fast else None
            if match is not None:
                last = match.end()
                if text[last - 1] == "," or text[last] == self.closer:
                    index = match.lastindex or 0
                    value: str | list[Piece] = match[index]
                    start, end = match.span(index)
                    if index < 4:  # braces or quotation marks
                        start, end = start - 1, end + 1
                    elif index == 5:
                        value = [(True, match[5])]
                    # The constructor of a named tuple is slow, and this is the inner loop.
                    append(new(Field, (match[1], value, match.start(1), start, end)))
                    position = last
                    continue
            closing = _CLOSE.match(text, position, limit)
            if closing is not None and closing[1] == self.closer:
                entry.end, entry.closed = closing.end(), True
                return entry
            after = self._slow_field(entry, position)
            if after is None:
                after = self._swallowed(entry)
                fast = False
            if after is None:
                return entry
            position = after

    def _swallowed(self, entry: Entry) -> int | None:
        """Where to read on in an entry without end: at the value that has lines of fields in it."""
        if self.broken:
            return None
        for place, each in enumerate(entry.fields):
            if _FIELD_LINE.search(self.text, each.value_start, each.value_end):
                del entry.fields[place:], self.problems[:]
                self.broken = True
                return each.start
        return None

    def _key(self, entry: Entry, position: int) -> int:
        """Read the key; the position behind its comma."""
        match = _KEY.match(self.text, position, self.limit)
        if match is not None:
            entry.key, entry.key_start = match[1], match.start(1)
            return match.end()
        odd = _ODD_KEY.match(self.text, position, self.limit)
        if odd is None:  # it matches the empty text
            return position
        after = self.text[odd.end() : odd.end() + 1]
        if after == "=" and not odd[2]:  # a field where the key should be
            return position
        entry.key, entry.key_start = odd[1].strip(), odd.start(1)
        if self.closer == ")" and not odd[2] and entry.key.endswith(")"):
            entry.key = entry.key[:-1].rstrip()
            return odd.start(1) + len(odd[1].rstrip()) - 1
        if not odd[2] and after not in {"}", ")", ""}:
            if entry.key:
                self.problem(
                    "bibtex.missing-comma",
                    odd.end(),
                    f"no comma after the key {entry.key!r}",
                    "put a comma behind the key",
                )
            elif after in '{"':
                self.problem("bibtex.syntax", odd.end(), "the key stands in delimiters")
                return self._delimited_key(entry, odd.end())
        return odd.end()

    def _delimited_key(self, entry: Entry, position: int) -> int:
        """A key that someone wrote as `{key}` or `"key"`."""
        closing = "}" if self.text[position] == "{" else '"'
        end = self.text.find(closing, position + 1, self.limit)
        if end < 0 or "\n" in self.text[position:end]:
            return position + 1
        entry.key, entry.key_start = self.text[position + 1 : end].strip(), position + 1
        comma = re.compile(r"\s*,?").match(self.text, end + 1)
        return comma.end() if comma else end + 1

    def _slow_field(self, entry: Entry, position: int) -> int | None:
        """A field the fast pattern does not match; None where the entry ends without delimiter."""
        text, limit = self.text, self.limit
        name = _NAME.match(text, position, limit)
        if name is None:
            return self._junk(entry, position)
        value, value_start, after = self.value(name.end())
        if value is None:
            self.problem("bibtex.syntax", value_start, f"no value for the field {name[1]!r}")
            value = ""
        entry.fields.append(Field(name[1], value, name.start(1), value_start, after))
        blank = _BLANKS.match(text, after, limit)
        rest = blank.end() if blank else after
        if rest >= limit:
            self._unclosed(entry, after)
            return None
        if text[rest] == ",":
            return rest + 1
        if text[rest] == self.closer:
            return rest
        if _NAME.match(text, rest, limit):
            if self.broken:  # the comma went with the value that was cut
                return rest
            self.problem(
                "bibtex.missing-comma",
                after,
                f"no comma after the field {name[1]!r}",
                "put a comma behind the value",
            )
            return rest
        return rest

    def _unclosed(self, entry: Entry, position: int) -> None:
        entry.end = position
        if not self.broken:
            whole = self.limit >= len(self.text)
            self.problem(
                "bibtex.unbalanced-brace",
                self.start,
                f"the entry {entry.key!r} is not closed before "
                + ("the end of the text" if whole else "the next entry"),
                f"a closing {self.closer} is missing",
            )

    def _junk(self, entry: Entry, position: int) -> int | None:
        """Text that is no field: leave it out and say so; go on behind it."""
        text, limit = self.text, self.limit
        blank = _BLANKS.match(text, position, limit)
        start = blank.end() if blank else position
        if start >= limit:
            self._unclosed(entry, start)
            return None
        junk = _JUNK.match(text, start, limit)
        end = junk.end() if junk else start
        if end >= limit:
            end = limit
        elif text[end] in "{(":
            end = self._behind_brackets(end)
        elif text[end] == self.closer and end > position:
            pass  # the closing delimiter is read on the next round
        else:
            end += 1
        shown = " ".join(text[start:end].split())
        shown = shown if len(shown) <= 40 else shown[:39] + "…"
        if not self.broken or shown.strip("}){("):
            self.problem("bibtex.syntax", start, f"{shown!r} is no field; it was left out")
        return end

    def _behind_brackets(self, position: int) -> int:
        """The offset behind the group at the position; behind all the braces there that never close.

        Which these are is found out once for all: looking for the end of each would take quadratic
        time in a file of opening braces.
        """
        end = self._segment_end(position)
        if self.unclosed is None or self.unclosed[0] != end:
            after = self._balanced(position)
            if after is not None:
                return after
            opened: list[int] = []
            for brace in self.brace.finditer(self.text, position, end):
                if brace[0] == "{":
                    opened.append(brace.start())
                elif opened:
                    opened.pop()
            self.unclosed = end, set(opened)
        if self.text[position] == "{" and position not in self.unclosed[1]:
            return self._balanced(position) or position + 1
        position += 1
        while position in self.unclosed[1]:
            position += 1
        return position

    def value(self, position: int) -> tuple[str | list[Piece] | None, int, int]:
        """The value at the position: its text or pieces, where it starts and ends."""
        text, limit = self.text, self.limit
        blank = _BLANKS.match(text, position, limit)
        start = position = blank.end() if blank else position
        pieces: list[Piece] = []
        while position < limit:
            character = text[position]
            if character in {"{", '"'}:
                end = self._balanced(position) if character == "{" else self._quoted(position)
                if end is None:
                    content, position = self._cut(position)
                    pieces.append((False, content))
                    break
                pieces.append((False, text[position + 1 : end - 1]))
                position = end
            else:
                word = _WORD.match(text, position, limit)
                if word is None:
                    break
                pieces.append((not word[0].isdigit(), word[0]))
                position = word.end()
            joined = _HASH.match(text, position, limit)
            if joined is None:
                break
            position = joined.end()
        if not pieces:
            return None, start, start
        if len(pieces) == 1 and not pieces[0][0]:
            return pieces[0][1], start, position
        return pieces, start, position

    def _balanced(self, position: int) -> int | None:
        """The offset behind the brace that closes the one at `position`."""
        end = self._segment_end(position)
        depth = 0
        for brace in self.brace.finditer(self.text, position, end):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                return brace.end()
        return None

    def _quoted(self, position: int) -> int | None:
        """The offset behind the quotation mark that closes the one at `position`."""
        end = self._segment_end(position)
        depth = 0
        for mark in _BRACE_OR_QUOTE.finditer(self.text, position + 1, end):
            if mark[0] == '"':
                if depth <= 0:
                    return mark.end()
            else:
                depth += 1 if mark[0] == "{" else -1
        return None

    def _segment_end(self, position: int) -> int:
        """How far a value may reach: in a broken entry to the next line that begins a field."""
        if not self.broken:
            return self.limit
        start, end = self.segment
        if not start <= position < end:
            line = _FIELD_LINE.search(self.text, position, self.limit)
            end = line.start() if line else self.limit
            self.segment = position, end
        return end

    def _cut(self, position: int) -> tuple[str, int]:
        """End a value that is not closed where the next line begins a field, or at the limit."""
        text = self.text
        self.broken = True
        end = self._segment_end(position)
        self.problem(
            "bibtex.unbalanced-brace",
            position,
            f"this {text[position]} is not closed; the value was ended before the next field",
        )
        content = text[position + 1 : end].rstrip()
        if end < self.limit or content.endswith(","):
            content = content.removesuffix(",").rstrip()
        elif content.endswith(("\n" + self.closer, "}" + self.closer)):
            content = content[:-1].rstrip().removesuffix(",").rstrip()
        content = content.removesuffix('"') if text[position] == '"' else content
        return balance(content), end


def balance(content: str) -> str:
    """The content with the braces it lacks, so that what follows is not swallowed when written."""
    depth = lowest = 0
    for brace in _BRACE.finditer(content):
        depth += 1 if brace[0] == "{" else -1
        lowest = min(lowest, depth)
    if lowest < 0:
        content = "{" * -lowest + content
    return content + "}" * (depth - lowest)


def parse_string(
    text: str, start: int, limit: int, problems: list[Problem]
) -> tuple[str, str | list[Piece], int] | None:
    """A `@string`: the macro's name, its value, the offset behind it; None where it is none."""
    opening = _OPEN.match(text, start, limit)
    if opening is None:
        return None
    parser = _Parser(text, start, limit, problems, _BRACE)
    parser.closer = "}" if opening[2] == "{" else ")"
    name = _NAME.match(text, opening.end(), limit)
    if name is None:
        parser.problem("bibtex.syntax", start, "this @string defines nothing")
        return None
    value, value_start, after = parser.value(name.end())
    if value is None:
        parser.problem("bibtex.syntax", value_start, f"no value for the string {name[1]!r}")
        return None
    closing = _CLOSE.match(text, after, limit)
    if closing is None:
        parser.problem("bibtex.unbalanced-brace", start, f"the string {name[1]!r} is not closed")
        return name[1], value, after
    return name[1], value, closing.end()
