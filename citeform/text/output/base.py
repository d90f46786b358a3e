"""What an output is: how it escapes, what it puts around each kind of span, how it links.

Another output is a subclass of `Output` with its own tables, registered under the entry-point
group `citeform.outputs` or passed as an object wherever a name is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar
from urllib.parse import quote as percent_encode

from citeform.text.marks import ANY, END, HREF_END, LINK, OPENERS

_PIECES = re.compile(f"({ANY})")
_SAFE_SCHEMES = ("http://", "https://", "ftp://", "mailto:")


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

    def escape(self, text: str) -> str:
        """Plain text, so written that the language shows just that text."""
        return text

    def link(self, address: str, content: str) -> str:
        """Content (already escaped) as a link; `address` is a safe one, not yet escaped."""
        return content

    def render(self, rich: str) -> str:
        """Rich text in this language. Spans left open are closed; a stray END is dropped."""
        pieces = _PIECES.split(rich)
        if len(pieces) == 1:
            return self.escape(rich)
        out: list[str] = []
        closers: list[str] = []
        links: list[tuple[int, str]] = []
        spans, escape = self.spans, self.escape
        index, count = 0, len(pieces)
        while index < count:
            piece = pieces[index]
            if index % 2 == 0:
                if piece:
                    out.append(escape(piece))
            elif piece == END:
                if closers:
                    closer = closers.pop()
                    if closer == LINK:
                        start, address = links.pop()
                        content = "".join(out[start:])
                        del out[start:]
                        out.append(self.link(address, content))
                    else:
                        out.append(closer)
            elif piece == LINK:
                address = safe_address(pieces[index + 1]) if index + 1 < count else ""
                if index + 2 < count and pieces[index + 2] == HREF_END:
                    index += 2
                if address:
                    closers.append(LINK)
                    links.append((len(out), address))
                else:
                    closers.append("")
            elif piece in OPENERS:
                opener, closer = spans.get(piece, ("", ""))
                out.append(opener)
                closers.append(closer)
            index += 1
        while closers:
            closer = closers.pop()
            if closer == LINK:
                start, address = links.pop()
                out[start:] = [self.link(address, "".join(out[start:]))]
            else:
                out.append(closer)
        return "".join(out)

    def entry(self, rich: str) -> str:
        """One entry of a bibliography."""
        return self.render(rich)

    def bibliography(self, entries: Sequence[str], layout: Mapping[str, object]) -> str:
        """The whole list; `entries` are already rendered by `entry`.

        `layout` holds `hanging_indent`, `second_field_align`, `entry_spacing`, `line_spacing`.
        """
        return "\n".join(entries)


def safe_address(address: str) -> str:
    """The address percent-encoded, or "" where its scheme is not one to link to."""
    address = address.strip()
    if not address.lower().startswith(_SAFE_SCHEMES):
        return ""
    return percent_encode(address, safe="%/:=&?~#+!$,;'@()*[]._-")
