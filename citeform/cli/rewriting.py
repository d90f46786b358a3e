"""A file's text with some of its records changed, and nothing else.

In a .bib file only the fields that changed are written anew. Any other file is written anew as a
whole. Either way the result is read again, and what is not exactly as it was meant is not written.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from citeform.diagnostics import Report, Severity
from citeform.errors import CiteformError
from citeform.formats.source import Source

if TYPE_CHECKING:
    from citeform.cli.records import Records
    from citeform.model.article import Article


class CannotRewriteError(CiteformError):
    """The file cannot be written back without losing something; it was not touched."""


def changed_text(records: Records, after: Sequence[Article]) -> tuple[str, list[int]]:
    """The file's text with the records `after`, and the numbers of those that could not be changed.

    Numbers count from 0. Raises `CannotRewriteError` where the whole file has to stay as it is.
    """
    if records.reader is None or not hasattr(records.reader, "write"):
        title = records.reader.info.title if records.reader else "a format that is not known"
        raise CannotRewriteError(f"citeform does not write {title}")
    if records.is_bibtex:  # people write it: comments, order and blanks are theirs and stay
        return _patched(records, after)
    lost = next((each for each in records.report if each.severity >= Severity.ERROR), None)
    if lost is not None:
        raise CannotRewriteError(f"not all of it could be read ({lost.code}, line {lost.line})")
    text = "".join(records.reader.write(iter(after), Report()))
    if _read(records, text) != list(after):
        title = records.reader.info.title
        raise CannotRewriteError(f"{title} as citeform writes it does not hold all of it")
    return text, []


def reads_the_same(records: Records, one: str, other: str) -> bool:
    """Whether two texts in the file's format are of the same records."""
    before, after = _read(records, one), _read(records, other)
    return len(before) == len(after) and all(map(_is_as_meant, after, before))


def print_diff(name: str, old: str, new: str) -> None:
    """Print how the file would change, as `diff -u` does."""
    from difflib import unified_diff

    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for line in unified_diff(before, after, name, name):
        print(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n", end="")


def decoded(data: bytes) -> str:
    """The bytes of a file as text, as reading takes them."""
    return Source(data, Report()).text()


def write(path: str, text: str, old: bytes) -> None:
    """Replace the file, all or nothing, with its line ends and its permissions as they were."""
    if b"\r\n" in old[:4096] and "\r\n" not in text:
        text = text.replace("\n", "\r\n")
    target = Path(path).resolve()  # what a link leads to is replaced, not the link
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(text.encode("utf-8", "surrogatepass"))
        draft.chmod(target.stat().st_mode & 0o7777)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _patched(records: Records, after: Sequence[Article]) -> tuple[str, list[int]]:
    """A .bib text with its changes; those that do not come out as they were meant are undone."""
    from citeform.formats.bibtex.patching import Change, patched

    old = decoded(records.data)
    wanted = [number for number, each in enumerate(after) if each != records.articles[number]]
    failed: list[int] = []
    while True:
        made = [number for number in wanted if number not in failed]
        changes = [
            Change(records.places[number].line, records.articles[number], after[number])
            for number in made
        ]
        text = patched(old, changes)
        again = _read(records, text)
        if len(again) != len(after):
            raise CannotRewriteError("the entries would not be the same ones any more")
        kept = [after[n] if n in made else before for n, before in enumerate(records.articles)]
        wrong = [n for n, each in enumerate(again) if not _is_as_meant(each, kept[n])]
        if not wrong:
            return text, failed
        culprits = [number for number in wrong if number in made]
        if not culprits:
            raise CannotRewriteError("entries that were not changed would read otherwise")
        failed += culprits


def _is_as_meant(again: Article, meant: Article) -> bool:
    """Whether an entry, read again, is the article, and what was kept aside is still there."""
    if again.replace(custom=None) != meant.replace(custom=None):
        return False
    return all(
        set(layer) <= set(again.custom.get(name) or ()) for name, layer in meant.custom.items()
    )


def _read(records: Records, text: str) -> list[Article]:
    if records.reader is None:
        return []
    report = Report()
    return list(records.reader.read(Source(text, report), report))
