"""The alphabet of rich text: one Unicode noncharacter per kind of markup.

Rich text is a plain `str` in which some characters open a span (`ITALIC`) and one, `END`, closes
the innermost. So slicing, joining, `str.translate` and regular expressions work on rich text as on
any other, and a renderer that builds citations of hundreds of small pieces builds them with
`"".join`. U+FDD0 … U+FDEF are "intended for process-internal uses" (The Unicode Standard, section
23.7) and never occur in text that is interchanged; `clean` drops them from input.

The spans nest. Only `citeform.text.output` turns them into anyone's markup.
"""

from __future__ import annotations

import re

END = "\ufdd0"
"""Closes the innermost open span."""

ITALIC, OBLIQUE, UPRIGHT = "\ufdd1", "\ufdd2", "\ufdd3"
BOLD, LIGHT, MEDIUM = "\ufdd4", "\ufdd5", "\ufdd6"
SMALL_CAPS, NO_SMALL_CAPS = "\ufdd7", "\ufdd8"
UNDERLINE, NO_UNDERLINE = "\ufdd9", "\ufdda"
SUPERSCRIPT, SUBSCRIPT, BASELINE = "\ufddb", "\ufddc", "\ufddd"
NOCASE = "\ufdde"
"""A span that text-case leaves alone."""
QUOTE, QUOTE_INNER, QUOTE_END = "\ufddf", "\ufde9", "\ufded"
"""A quotation, in outer or inner marks unless it stands in one of the same; closed by QUOTE_END and
not END, so that punctuation can be moved into it at sight. The locale and the depth say which quotation marks it gets (`citeform.text.flipflop`)."""
BLOCK, LEFT_MARGIN, RIGHT_INLINE, INDENT = "\ufde0", "\ufde1", "\ufde2", "\ufde3"
"""CSL's display attribute."""
LINK, HREF_END = "\ufde4", "\ufde5"
"""A link: LINK, the address, HREF_END, the text, END."""
SEAM = "\ufde6"
"""Not a span: where an affix or delimiter meets its neighbour, punctuation is merged."""
NAMES, NAME = "\ufde7", "\ufde8"
YEAR_SUFFIX, CITATION_NUMBER = "\ufdea", "\ufdeb"
"""Spans without a look, by which later passes find the parts of a cite."""
FLIP = "\ufdec"
"""Not a span: the span that follows is an author's own, and is undone within one of the same look.
A style's formatting is not: bold names in a bold group stay bold."""
TERM = "\ufdef"
"""Not a span: a term begins here, which is capitalised where it begins a note."""
NODECOR = "\ufdee"
"""A span that undoes the formatting around it."""

OPENERS = frozenset(chr(code) for code in range(0xFDD1, 0xFDEF)) - {
    HREF_END,
    SEAM,
    FLIP,
    QUOTE,
    QUOTE_INNER,
    QUOTE_END,
}
"""Every mark that needs an END (a QUOTE needs a QUOTE_END)."""
INVISIBLE = frozenset({NAMES, NAME, YEAR_SUFFIX, CITATION_NUMBER, NOCASE})
"""Spans that no output shows."""

ANY = "[\ufdd0-\ufdef]"
"""Regular-expression class of every mark."""
_ANY = re.compile(ANY)
_LINK_ADDRESS = re.compile(f"{LINK}[^{HREF_END}]*{HREF_END}")


def clean(text: str) -> str:
    """Input text without noncharacters that would be taken for marks."""
    return text if text.isascii() else _ANY.sub("", text)


def plain(text: str) -> str:
    """Rich text without any mark, addresses of links included; quotations lose their marks."""
    if text.isascii():
        return text
    if LINK in text:
        text = _LINK_ADDRESS.sub(LINK, text)
    return _ANY.sub("", text)
