"""Values that are no LaTeX: addresses and numbers, taken to the letter."""

from __future__ import annotations

import re

_LATEX_IN_LITERAL = re.compile(r"\{?\\([_%&#$~{}^-])(?:\{\})?\}?|\{\\textunderscore\s*\}")
_URL_COMMAND = re.compile(r"^\\(?:url|path|nolinkurl)\s*\{(.*)\}$", re.DOTALL)


def read_literal(value: str) -> str:
    """A value that is taken to the letter, without the escapes that exporters put in."""
    text = value.strip()
    if "\\" in text:
        command = _URL_COMMAND.match(text)
        text = command[1].strip() if command else text
        text = _LATEX_IN_LITERAL.sub(lambda found: found[1] or "_", text)
    if "\n" in text:
        text = re.sub(r"\s*\n\s*", "", text)
    if text.startswith("{") and text.endswith("}"):
        text = text[1:-1]
    return text
