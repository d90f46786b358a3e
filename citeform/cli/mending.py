"""`citeform check --fix`: a file's text with its records mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citeform.checks import mend
from citeform.checks.rules import chosen
from citeform.cli.bibtexchecks import CODE as SPECIAL
from citeform.cli.bibtexchecks import escaped, lines_with_specials
from citeform.cli.rewriting import changed_text, decoded, reads_the_same

if TYPE_CHECKING:
    from citeform.cli.records import Records
    from citeform.model.article import Article


@dataclass(frozen=True, slots=True)
class Mended:
    """The text, how many records in it were mended, and the ids of those that could not be."""

    text: str
    count: int
    refused: tuple[str, ...] = ()


def mended(records: Records, select: Sequence[str], ignore: Sequence[str]) -> Mended:
    """The file's text with every safe fix of the codes made.

    Raises `CannotRewriteError` where there is something to mend and the file has to stay as it is.
    """
    old = decoded(records.data)
    after = _articles(records, select, ignore)
    wanted = {number for number, each in enumerate(after) if each != records.articles[number]}
    text, refused = changed_text(records, after) if wanted else (old, [])
    wanted.difference_update(refused)
    if records.is_bibtex and SPECIAL in chosen(select, ignore):
        lines = lines_with_specials(records.tree)
        without = escaped(text) if lines else text
        if without != text and reads_the_same(records, text, without):
            text = without
            wanted.update(n for n, place in enumerate(records.places) if place.line in lines)
    return Mended(text, len(wanted), tuple(after[number].id for number in refused))


def mendable(records: Records, select: Sequence[str], ignore: Sequence[str]) -> int:
    """How many records have something that `mended` would try to mend."""
    after = _articles(records, select, ignore)
    numbers = {number for number, each in enumerate(after) if each != records.articles[number]}
    if records.is_bibtex and SPECIAL in chosen(select, ignore):
        lines = lines_with_specials(records.tree)
        numbers.update(n for n, place in enumerate(records.places) if place.line in lines)
    return len(numbers)


def _articles(records: Records, select: Sequence[str], ignore: Sequence[str]) -> list[Article]:
    return [mend(article, select=select, ignore=ignore)[0] for article in records.articles]
