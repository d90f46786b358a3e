"""A .bib text with the fields of some entries changed, and every other character as it was.

What changed in an article is found by writing it before and after the change: the fields in which
the two differ are the ones to write. Comments, blanks, the order of fields, their spelling and
macros stay as the author has them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from citeform.formats.bibtex.blocks import split
from citeform.formats.bibtex.fields import NAME_FIELDS, OTHER_NAME, READING, VERBATIM_FIELDS
from citeform.formats.bibtex.names import split_names
from citeform.formats.bibtex.syntax import Entry, Field, parse_entry
from citeform.formats.bibtex.writer import entry_fields

if TYPE_CHECKING:
    from citeform.model.article import Article

_OWN_LINE = re.compile(r"[ \t]*\n|[ \t]*$")
_SPECIAL = re.compile(r"(?<!\\)[&%#]")
_INDENT = re.compile(r"[ \t]*")


class Change(NamedTuple):
    """An article that was changed: as it was, as it is, and the line its entry begins in (from 1)."""

    line: int
    before: Article
    after: Article


class _Edit(NamedTuple):
    """Put `text` in the place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


def patched(text: str, changes: Iterable[Change]) -> str:
    """The text with these changes made. One that cannot be made without more is left out.

    It is for the caller to read the result again and to see which were made.
    """
    plain, moved = _with_line_feeds(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    starts = [0, *(match.end() for match in re.finditer("\n", plain))]
    entries = _entries_by_line(plain, starts)
    ascii = plain.isascii()
    edits: list[_Edit] = []
    for change in changes:
        entry = entries.get(change.line)
        if entry is not None:
            edits += _edits(plain, entry, change, newline, ascii=ascii)
    return _apply(
        text, [edit._replace(start=moved(edit.start), end=moved(edit.end)) for edit in edits]
    )


def _entries_by_line(text: str, starts: Sequence[int]) -> dict[int, Entry]:
    """The entries that stand first in their line; one behind another in a line is not found."""
    entries: dict[int, Entry] = {}
    for block in split(text):
        if block.kind == "entry":
            entry = parse_entry(text, block.start, block.limit, [], trusted=not block.failed)
            entries.setdefault(bisect_right(starts, block.start), entry)
    return entries


def _edits(text: str, entry: Entry, change: Change, newline: str, *, ascii: bool) -> list[_Edit]:
    """The edits that make a change, in the dialect that the entry is in."""
    present = {field.name.lower(): field for field in reversed(entry.fields)}
    for biblatex in (False, True):
        _, before, _ = entry_fields(change.before, biblatex=biblatex, ascii=ascii)
        _, after, _ = entry_fields(change.after, biblatex=biblatex, ascii=ascii)
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        places = {name: _place(name, present) for name in names}
        if all(places[name] or name not in before for name in names):
            break
    else:
        return []
    edits: list[_Edit] = []
    for name in names:
        field = places[name]
        if name not in after:
            if field is None or _still_set(name, change.after):
                return []  # a value spread over several fields would be drawn together
            edits.append(_removal(text, field))
        elif field is not None:
            edits.append(_replacement(text, field, before.get(name), after[name]))
        elif _was_set(name, change.before):
            return []
        else:
            value, is_macro = after[name]
            written = value if is_macro else f"{{{value}}}"
            edits.append(_insertion(text, entry, name, written, newline))
    return edits


def _still_set(name: str, article: Article) -> bool:
    """Whether the article has what the field is about."""
    row = READING.get(name)
    return row is None or bool(getattr(article, row[0]))


def _was_set(name: str, article: Article) -> bool:
    row = READING.get(name)
    return row is not None and bool(getattr(article, row[0]))


def _replacement(
    text: str, field: Field, before: tuple[str, bool] | None, after: tuple[str, bool]
) -> _Edit:
    """The field's new value: within the author's spelling where the change can be found in it."""
    raw = text[field.value_start : field.value_end]
    value, is_macro = after
    if before is not None and isinstance(field.value, str) and raw[:1] in ("{", '"'):
        name = field.name.lower()
        inner = None
        if name in NAME_FIELDS:
            inner = _names_within(raw[1:-1], before[0], value)
        if inner is None:
            inner = _within(raw[1:-1], before[0], value, literal=name in VERBATIM_FIELDS)
        if inner is not None:
            return _Edit(field.value_start + 1, field.value_end - 1, inner)
    bare = is_macro or (raw.isdigit() and value.isdigit())
    return _Edit(field.value_start, field.value_end, value if bare else f"{{{value}}}")


def _names_within(raw: str, before: str, after: str) -> str | None:
    """The list of names with only those written anew that changed."""
    spelt, old, new = split_names(raw), split_names(before), split_names(after)
    if not len(spelt) == len(old) == len(new):
        return None
    position = 0
    for mine, was, becomes in zip(spelt, old, new, strict=True):
        position = raw.index(mine, position)
        put = mine if was == becomes else becomes
        raw = raw[:position] + put + raw[position + len(mine) :]
        position += len(put)
    return raw


def _within(raw: str, before: str, after: str, *, literal: bool) -> str | None:
    """The author's spelling `raw` of `before`, changed as little as makes it one of `after`.

    What differs between `before` and `after` is looked for in `raw` with what stands around it,
    the more of that the better. None where it is not there, or twice, or where an "&" and the like
    would stand there that LaTeX does not take for text; `literal` fields may have it.
    """
    start, end_before, end_after = _difference(before, after)
    removed, put = before[start:end_before], after[start:end_after]
    for around in (24, 12, 6, 3, 0):
        left, right = (
            before[max(0, start - around) : start],
            before[end_before : end_before + around],
        )
        pattern = _loosely(left) + f"({_loosely(removed)})" + _loosely(right)
        if start - around <= 0:
            pattern = r"\A\s*" + pattern
        if end_before + around >= len(before):
            pattern += r"\s*\Z"
        found = list(re.finditer(pattern, raw)) if pattern != "()" else []
        if len(found) == 1:
            first, last = found[0].span(1)
            changed = raw[:first] + put + raw[last:]
            nearby = changed[max(0, first - 2) : first + len(put) + 1]
            return None if _SPECIAL.search(nearby) and not literal else changed
        if found:
            return None
    return None


def _difference(before: str, after: str) -> tuple[int, int, int]:
    """Where two texts begin to differ, and where they cease to."""
    shorter = min(len(before), len(after))
    start = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    same = next(
        (n for n in range(shorter - start) if before[-1 - n] != after[-1 - n]), shorter - start
    )
    return start, len(before) - same, len(after) - same


def _loosely(text: str) -> str:
    """A pattern for the text in which any white space stands for any other."""
    return r"\s+".join(re.escape(part) for part in re.split(r"\s+", text))


def _place(name: str, present: dict[str, Field]) -> Field | None:
    """The entry's field of that name, or of another name for the same variable."""
    if name in present:
        return present[name]
    variable = READING.get(name)
    for other, field in present.items():
        if OTHER_NAME.get(name) == other or (
            variable is not None and READING.get(other) == variable
        ):
            return field
    return None


def _removal(text: str, field: Field) -> _Edit:
    """Without the field, its comma, and its line where it stood alone in it."""
    end = field.value_end
    comma = re.compile(r"\s*,").match(text, end)
    end = comma.end() if comma else end
    line_start = text.rfind("\n", 0, field.start) + 1
    rest = _OWN_LINE.match(text, end)
    if rest and not text[line_start : field.start].strip():
        return _Edit(line_start, rest.end(), "")
    return _Edit(field.start, end, "")


def _insertion(text: str, entry: Entry, name: str, value: str, newline: str) -> _Edit:
    """A new field behind the last one, laid out like it."""
    if not entry.fields:
        behind_key = text.find(",", entry.key_start, entry.end)
        place = behind_key + 1 if behind_key >= 0 else entry.key_start + len(entry.key)
        lead = "" if behind_key >= 0 else ","
        return _Edit(place, place, f"{lead}{newline}  {name} = {value}")
    last = entry.fields[-1]
    line_start = text.rfind("\n", 0, last.start) + 1
    indent = _INDENT.match(text, line_start)
    alone = indent is not None and indent.end() == last.start
    between = newline + text[line_start : last.start] if alone else " "
    sign = text[last.start + len(last.name) : last.value_start]
    width = sum(1 for character in sign if character == " ")
    # Signs that stand below each other ("title   = ") are kept so; others are repeated as they are.
    aligned = sign.startswith("  ") or len({_column(text, each) for each in entry.fields}) == 1
    if aligned and sign.strip() == "=" and width:
        column = len(last.name) + sign.index("=")
        sign = " " * max(1, column - len(name)) + sign[sign.index("=") :]
    comma = re.compile(r"\s*,").match(text, last.value_end)
    if comma:
        return _Edit(comma.end(), comma.end(), f"{between}{name}{sign}{value},")
    return _Edit(last.value_end, last.value_end, f",{between}{name}{sign}{value}")


def _column(text: str, field: Field) -> int:
    """The column of a field's "="."""
    sign = text.index("=", field.start)
    return sign - text.rfind("\n", 0, sign)


def _apply(text: str, edits: list[_Edit]) -> str:
    """The text with the edits made; of two that overlap, the first."""
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start >= position:
            parts += (text[position : edit.start], edit.text)
            position = edit.end
    parts.append(text[position:])
    return "".join(parts)


def _with_line_feeds(text: str) -> tuple[str, _Moved]:
    """The text with LF for CR LF and CR, as the parser wants it, and the way back for offsets."""
    if "\r" not in text:
        return text, _Moved([])
    dropped = [match.start() for match in re.finditer("\r(?=\n)", text)]
    # In the new text each stands so much earlier as there were others before it.
    places = [place - number for number, place in enumerate(dropped)]
    return text.replace("\r\n", "\n").replace("\r", "\n"), _Moved(places)


class _Moved:
    """Offsets in the text without CRs, as offsets in the text with them."""

    def __init__(self, places: list[int]) -> None:
        self._places = places

    def __call__(self, offset: int) -> int:
        return offset + bisect_left(self._places, offset)
