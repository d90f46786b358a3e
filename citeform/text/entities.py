"""Character references of XML and HTML in running text: `&amp;`, `&#233;`, `&eacute;`.

Stricter than `html.unescape`, which also takes "&notit" for "¬it": a reference ends in a semicolon.
"""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"&(?:#(x[0-9A-Fa-f]{1,8}|[0-9]{1,9})|([A-Za-z][A-Za-z0-9]{0,31}));")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document may hold (XML 1.0, production 2)."""


def decode_entities(text: str) -> str:
    r"""The text with its references decoded, once; what is no reference is left as it is.

    >>> decode_entities("R&amp;D at AT&T, &amp;lt; 5&nbsp;&micro;m")
    'R&D at AT&T, &lt; 5\xa0µm'
    """
    return _REFERENCE.sub(_decoded, text) if "&" in text else text


def named_character(name: str) -> str:
    """The characters that an HTML entity stands for; "" for an unknown name."""
    from html.entities import html5  # a large table, and few texts need it

    return html5.get(name + ";", "")


def numbered_character(number: str) -> str:
    """The character of a decimal number or of "x" and a hexadecimal one; "" for none that XML has.

    Numbers from 128 to 159, control characters in Unicode, are read as Windows-1252, whose
    characters the writers of such references meant (as HTML does).
    """
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "ignore")
    if code > 0x10FFFF or FORBIDDEN.match(chr(code)):
        return ""
    return chr(code)


def _decoded(match: re.Match[str]) -> str:
    number, name = match.groups()
    if number:
        return numbered_character(number)
    return named_character(name) or match[0]
