"""What an output is: how it escapes, what it puts around each kind of span, how it links.

Another output is a subclass of `Output` with its own tables, registered under the entry-point
group `citeform.outputs` or passed as an object wherever a name is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar
from urllib.parse import quote as percent_encode

from citeform.memo import Memo
from citeform.text.marks import ANY, END, HREF_END, LINK, OPENERS, SEAM
from citeform.text.together import change_all

UNSHOWABLE: dict[int, str | None] = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF]),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
"""For `str.translate`: no control characters (a terminal would obey them), no lone surrogates
(they cannot be encoded)."""
ONE_LINE: dict[int, str | None] = {
    **UNSHOWABLE,
    **dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " "),
}
"""The same, and line ends are blanks: for languages in which a line end means something."""

_PIECES = re.compile(f"({ANY})")
_UNSHOWN = ("", "")
_SAFE_SCHEMES = ("http://", "https://", "ftp://", "mailto:")


LAYOUT: Mapping[str, object] = {
    "hanging_indent": False,
    "second_field_align": "",
    "entry_spacing": 1,
    "line_spacing": 1,
}
"""What a style says of its bibliography's layout, with the defaults of CSL 1.0.2 ("Bibliography")."""


def number(layout: Mapping[str, object], name: str) -> int:
    """A number of the layout; its default where it is missing or no number."""
    value = layout.get(name)
    default = LAYOUT[name]
    if isinstance(value, int) and value >= 0:
        return int(value)
    return default if isinstance(default, int) else 0


class Output:
    """Turns rich text (see `citeform.text.marks`) into one markup language.

    A subclass sets `name`, `media_type`, `spans`, overrides `escape`, and where the language has
    them, `link` and `bibliography`. Escaping happens here and nowhere else, so no field of any
    record can bring markup of its own.
    """

    name: ClassVar[str] = ""
    media_type: ClassVar[str] = "text/plain"
    spans: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """Mark to what opens and closes it; a mark without an entry shows nothing."""
    escapes_alone: ClassVar[bool] = False
    """Whether `escape` treats each character alone, whatever stands beside it, and marks not at all."""

    def escape(self, text: str) -> str:
        """Plain text, so written that the language shows just that text."""
        return text

    def link(self, address: str, content: str) -> str:  # noqa: ARG002 -- for subclasses
        """Content (already escaped) as a link; `address` is a safe one, not yet escaped."""
        return content

    def render(self, rich: str) -> str:
        """Rich text in this language. Spans left open are closed; a stray END is dropped."""
        if self.escapes_alone and LINK not in rich and SEAM not in rich:
            pieces = _PIECES.split(self.escape(rich))
            if len(pieces) > 1:
                *pieces[1::2], unclosed = _MARKUP[type(self)]["".join(pieces[1::2])]
                pieces.append(unclosed[:-1])
            return "".join(pieces)
        pieces = _PIECES.split(rich)
        if len(pieces) == 1:
            return self.escape(rich)
        escape, spans = self.escape, self.spans
        out: list[str] = []
        text = pieces[0]  # not yet escaped: marks that show nothing do not part it
        closers: list[str] = []
        link_start = -1  # where in `out` the open link begins; links do not nest
        address = ""
        index, count = 1, len(pieces)
        while index < count or closers:
            mark, following = pieces[index : index + 2] if index < count else (END, "")
            index += 2
            opener = closer = ""
            if mark == END:
                closer = closers.pop() if closers else ""
            elif mark == LINK and index < count and pieces[index] == HREF_END:
                target = safe_address(following) if link_start < 0 else ""
                following = pieces[index + 1]
                index += 2
                closers.append(LINK if target else "")
                if target:
                    opener, address = LINK, target
            elif mark in OPENERS:
                opener, at_end = spans.get(mark, _UNSHOWN)
                closers.append(at_end)
            if opener or closer:
                if text:
                    out.append(escape(text))
                    text = ""
                if opener == LINK:
                    link_start = len(out)
                elif closer == LINK:
                    out[link_start:] = [self.link(address, "".join(out[link_start:]))]
                    link_start = -1
                else:
                    out.append(opener or closer)
            text += following
        if text:
            out.append(escape(text))
        return "".join(out)

    def entry(self, rich: str) -> str:
        """One entry of a bibliography."""
        return self.render(rich)

    def entries(self, texts: Sequence[str]) -> list[str]:
        """Many entries, each as `entry` writes it."""
        return [self.entry(rich) for rich in texts]

    def _render_all(self, texts: Sequence[str]) -> list[str]:
        """Many rich texts as `render` has each, for an output that escapes characters alone."""
        unlinked = [rich for rich in texts if LINK not in rich]
        rendered = iter(change_all(unlinked, self._render_joined, between=SEAM, alone=self.render))
        return [self.render(rich) if LINK in rich else next(rendered) for rich in texts]

    def _render_joined(self, joined: str) -> str:
        """Rich texts without links, rendered; between them stands a SEAM, which is in none."""
        known = _MARKUP[type(self)]
        pieces = _PIECES.split(self.escape(joined))
        texts = "".join(pieces[1::2]).split(SEAM)
        *pieces[1::2], unclosed = [each for marks in texts for each in known[marks]]
        return "".join(pieces) + unclosed[:-1]

    def bibliography(self, entries: Sequence[str], layout: Mapping[str, object]) -> str:  # noqa: ARG002 -- for subclasses
        """The whole list; `entries` are already rendered by `entry`.

        `layout` holds `hanging_indent`, `second_field_align`, `entry_spacing`, `line_spacing`.
        """
        return "\n".join(entries)


def _markup(output: type[Output], marks: str) -> list[str]:
    """What an output writes for each mark of a text and for the SEAM behind it.

    That is what closes the spans that are still open, and the SEAM itself.
    """
    markup: list[str] = []
    closers: list[str] = []
    for mark in marks:
        opener = ""
        if mark == END:
            opener = closers.pop() if closers else ""
        elif mark in OPENERS:
            opener, closer = output.spans.get(mark, _UNSHOWN)
            closers.append(closer)
        markup.append(opener)
    return [*markup, "".join(reversed(closers)) + SEAM]


_MARKUP: Memo[type[Output], Memo[str, list[str]]] = Memo(
    lambda output: Memo(partial(_markup, output), 4096)
)


def safe_address(address: str) -> str:
    """The address percent-encoded, or "" where its scheme is not one to link to."""
    address = address.strip()
    if not address.lower().startswith(_SAFE_SCHEMES):
        return ""
    return percent_encode(address, safe="%/:=&?~#+!$,;'@()*[]._-", errors="replace")
