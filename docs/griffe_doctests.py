"""Examples in docstrings as code: Markdown would take `>>>` for a quotation of a quotation."""

from __future__ import annotations

import re
from typing import Any

import griffe

_EXAMPLE = re.compile(r"^>>> .*\n?(?:.+\n?)*", re.MULTILINE)
_LITERAL = re.compile(r"^::\n(?=\n +\S|\n\S)", re.MULTILINE)
"""What announces a block to other tools; in Markdown the indentation says it."""


class FenceDoctests(griffe.Extension):
    """Puts a fence round every example, from its prompt to the next empty line."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Called by griffe for every object it has read."""
        if obj.docstring is not None:
            text = _LITERAL.sub("", obj.docstring.value)
            obj.docstring.value = _EXAMPLE.sub(
                lambda match: f"```pycon\n{match[0].rstrip()}\n```\n", text
            )
