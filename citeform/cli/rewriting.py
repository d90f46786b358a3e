"""A file's text with some of its records changed, and nothing else.

For a format that keeps a file's own layout (BibTeX: `formats.bibtex.parse`) only the fields that
changed are written anew. Any other file is written anew as a whole, and only if reading it again
gives exactly the records that were meant: otherwise it is left alone.
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
    from citeform.formats.base import Reader
    from citeform.model.article import Article


_WITH_LAYOUT = frozenset({"bibtex", "biblatex"})
"""Formats in which people write: comments, order and blanks are theirs and have to stay."""


class CannotRewriteError(CiteformError):
    """The file cannot be written back without losing something; it was not touched."""


def changed_text(reader: Reader, report: Report, after: Sequence[Article]) -> str:
    """The text of the file with the records `after`; `report` is that of reading it. Raises `CannotRewriteError`."""
    write = getattr(reader, "write", None)
    if write is None:
        raise CannotRewriteError(f"citeform does not write {reader.info.title}")
    if reader.info.name in _WITH_LAYOUT:
        raise CannotRewriteError(f"{reader.info.title} is not yet changed in place")
    lost = next((each for each in report if each.severity >= Severity.ERROR), None)
    if lost is not None:
        raise CannotRewriteError(f"not all of it could be read ({lost.code}, line {lost.line})")
    text = "".join(write(iter(after), Report()))
    again = list(reader.read(Source(text, Report()), Report()))
    if again != list(after):
        raise CannotRewriteError(
            f"{reader.info.title} as citeform writes it does not hold all of it"
        )
    return text


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
