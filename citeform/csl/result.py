"""What a style gives back: rich text that any output can print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, overload

from citeform.text.output.registry import get_output

if TYPE_CHECKING:
    from citeform.csl.program import BibliographyArea
    from citeform.diagnostics import Diagnostic
    from citeform.text.output.base import Output

NOTHING_TO_LAY_OUT: Mapping[str, object] = {
    "hanging_indent": False,
    "second_field_align": "",
    "entry_spacing": 1,
    "line_spacing": 1,
}


class Formatted:
    """A citation, or a piece of one, that can be printed in any output.

    `str()` is plain text; a notebook shows the HTML.
    """

    __slots__ = ("rich",)

    def __init__(self, rich: str) -> None:
        self.rich = rich
        """The rich text itself (see `citeform.text.marks`), for outputs of your own."""

    def to(self, output: str | Output = "text") -> str:
        """The text in an output: "text", "html", "markdown", "latex", "rtf", "typst" or your own.

        Raises `UnknownOutputError`.
        """
        return get_output(output).render(self.rich)

    def __str__(self) -> str:
        return self.to("text")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Formatted) and self.rich == other.rich

    def __hash__(self) -> int:
        return hash(self.rich)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def _repr_html_(self) -> str:
        return self.to("html")


class Entry(Formatted):
    """An entry of a bibliography. `id` is the article's."""

    __slots__ = ("id",)

    def __init__(self, id: str, rich: str) -> None:
        self.rich = rich
        self.id = id

    def to(self, output: str | Output = "text") -> str:
        """The entry as an output writes entries; otherwise as `Formatted.to`."""
        return get_output(output).entry(self.rich)


class Bibliography(Sequence[Entry]):
    """A bibliography in the style's order. `str()` is plain text, an entry a line.

    `layout` is what the style says of the page: `hanging_indent` (bool), `second_field_align` ("",
    "flush" or "margin"), `entry_spacing` and `line_spacing` (in lines).
    """

    __slots__ = ("_entries", "diagnostics", "layout")

    def __init__(
        self,
        entries: Sequence[Entry],
        layout: Mapping[str, object],
        diagnostics: Sequence[Diagnostic] = (),
    ) -> None:
        self._entries = tuple(entries)
        self.layout = layout
        self.diagnostics = tuple(diagnostics)
        """What was left out and why; only another engine ever leaves something out."""

    def to(self, output: str | Output = "text") -> str:
        """The whole list in an output. Raises `UnknownOutputError`."""
        writer = get_output(output)
        return writer.bibliography(writer.entries([each.rich for each in self]), self.layout)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Bibliography: ...
    def __getitem__(self, index: int | slice) -> Entry | Bibliography:
        if isinstance(index, slice):
            return Bibliography(self._entries[index], self.layout, self.diagnostics)
        return self._entries[index]

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __str__(self) -> str:
        return self.to("text")

    def __repr__(self) -> str:
        return f"<Bibliography of {len(self)} entries>"

    def _repr_html_(self) -> str:
        return self.to("html")


class Result:
    """A processed document: `citations`, in the order given, and the `bibliography`.

    `missing` lists the ids that were cited and are no article's; their cites print nothing.
    """

    __slots__ = ("bibliography", "citations", "missing")

    def __init__(
        self,
        citations: Sequence[Formatted],
        bibliography: Bibliography,
        missing: Sequence[str] = (),
    ) -> None:
        self.citations = tuple(citations)
        self.bibliography = bibliography
        self.missing = tuple(missing)

    def __repr__(self) -> str:
        return f"<Result: {len(self.citations)} citations, {len(self.bibliography)} entries>"


def layout_of(area: BibliographyArea | None) -> Mapping[str, object]:
    """The layout metadata of a compiled bibliography."""
    if area is None:
        return NOTHING_TO_LAY_OUT
    return {
        "hanging_indent": area.hanging_indent,
        "second_field_align": area.second_field_align,
        "entry_spacing": area.entry_spacing,
        "line_spacing": area.line_spacing,
    }
