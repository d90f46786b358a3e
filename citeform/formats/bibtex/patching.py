"""The changes of articles made in the .bib text they were read from, and nothing else touched.

What changed is found by writing the article before and after the change: the fields in which the
two differ are those to set in the text's tree. Within such a field the author's spelling stays
wherever the change can be found in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from citeform.errors import UsageError
from citeform.formats.bibtex.fields import NAME_FIELDS, OTHER_NAME, READING, VERBATIM_FIELDS
from citeform.formats.bibtex.names import split_names
from citeform.formats.bibtex.syntax import balance
from citeform.formats.bibtex.tree import EntryNode, parse
from citeform.formats.bibtex.writer import entry_fields

if TYPE_CHECKING:
    from citeform.formats.bibtex.writer import Fields
    from citeform.model.article import Article

_SPECIAL = re.compile(r"(?<!\\)[&%#]")


class Change(NamedTuple):
    """An article that was changed: as it was, as it is, and the line its entry begins in (from 1)."""

    line: int
    before: Article
    after: Article


def patched(text: str, changes: Iterable[Change]) -> str:
    """The text with these changes made. One that cannot be made without more is left out.

    It is for the caller to read the result again and to see which were made.
    """
    tree = parse(text)
    entries: dict[int, EntryNode] = {}
    for entry in tree.entries:
        entries.setdefault(
            entry.line, entry
        )  # of two in a line the first: no line tells them apart
    ascii = text.isascii()
    for change in changes:
        found = entries.get(change.line)
        if found is not None:
            with suppress(UsageError):  # an entry too broken to be changed
                _make(change, found, ascii=ascii)
    return str(tree)


def _make(change: Change, entry: EntryNode, *, ascii: bool) -> None:
    """Make a change in the dialect that the entry is in; all of its fields or none."""
    present = {name.lower(): name for name in entry}
    for biblatex in (False, True):
        _, before, _ = entry_fields(change.before, biblatex=biblatex, ascii=ascii)
        _, after, _ = entry_fields(change.after, biblatex=biblatex, ascii=ascii)
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        places = {name: _place(name, present) for name in names}
        if all(places[name] or name not in before for name in names):
            break
    else:
        return
    if any(_spreads(name, places[name], after, change) for name in names):
        return
    for name in names:
        place = places[name]
        if name not in after:
            if place:
                del entry[place]
        elif after[name][1]:
            entry.put(place or name, after[name][0], macro=True)
        elif place and name in before:
            entry[place] = _respelt(name, entry[place], before[name][0], after[name][0])
        else:
            entry[place or name] = after[name][0]


def _spreads(name: str, place: str, after: Fields, change: Change) -> bool:
    """Whether the change would draw a value together that the author spread over several fields.

    So it is where a field goes though its variable is still set (`subtitle`, when the whole title
    is written to `title`), and where one comes though its variable was set before.
    """
    row = READING.get(name)
    if name not in after:
        return not place or row is None or bool(getattr(change.after, row[0]))
    return not place and row is not None and bool(getattr(change.before, row[0]))


def _place(name: str, present: dict[str, str]) -> str:
    """The entry's field of that name, or of another name for the same variable; "" for none."""
    if name in present:
        return present[name]
    variable = READING.get(name)
    for other, spelt in present.items():
        if OTHER_NAME.get(name) == other or (variable and READING.get(other) == variable):
            return spelt
    return ""


def _respelt(name: str, raw: str, before: str, after: str) -> str:
    """The new value, in the author's spelling where the change can be found in it."""
    inner = _names_within(raw, before, after) if name in NAME_FIELDS else None
    if inner is None:
        inner = _within(raw, before, after, literal=name in VERBATIM_FIELDS)
    return after if inner is None or balance(inner) != inner else inner


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
