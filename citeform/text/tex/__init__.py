r"""LaTeX in field values, to text with CSL's inline tags and back.

decode   `{\"U}ber \emph{E.~coli}` -> `Über <i>E. coli</i>`
encode   the opposite, in UTF-8 or ASCII
symbols  the tables both read
math     `$…$`: what can be shown as text is, the rest is kept as it is

`decode(encode(text)) == text` for every text without control characters, runs of white space or
tags that cross each other (property-tested).
"""

from citeform.text.tex.decode import decode, decode_plain
from citeform.text.tex.encode import encode, encode_plain

__all__ = ["decode", "decode_plain", "encode", "encode_plain"]
