"""JSON as text with line breaks and blanks, letters as they are.

`json.dumps` with an indent runs in Python, with a generator for each level of the value: half the
time of writing a file of CSL-JSON went there.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring as quoted
from typing import Any


def text_of(value: Any, indent: int = 0, *, depth: int = 0) -> str:
    """What `json.dumps(value, ensure_ascii=False, indent=indent or None)` gives.

    `depth` is how far in the value stands already: its lines behind the first begin there.
    """
    if indent:
        return _indented(value, "\n" + " " * (indent * depth), " " * indent)
    return json.dumps(value, ensure_ascii=False)


def _indented(value: Any, line: str, step: str) -> str:
    """`line` is what a line begins with at this depth, with the line end before it."""
    kind = type(value)
    if kind is str:
        return quoted(value)
    if kind is int:
        return repr(value)
    if kind is dict and value and all(type(key) is str for key in value):
        inner = line + step
        members = [
            f"{quoted(key)}: {quoted(each) if type(each) is str else _indented(each, inner, step)}"
            for key, each in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(members)}{line}}}"
    if kind is list and value:
        inner = line + step
        elements = [
            quoted(each) if type(each) is str else _indented(each, inner, step) for each in value
        ]
        return f"[{inner}{f',{inner}'.join(elements)}{line}]"
    # True, null, an empty list, and what nobody writes: numbers as keys, classes of one's own.
    text = json.dumps(value, ensure_ascii=False, indent=len(step))
    return text.replace("\n", line)
