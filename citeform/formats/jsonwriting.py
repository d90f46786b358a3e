"""JSON as text with line breaks and blanks, letters as they are.

`json.dumps` with an indent runs in Python, with a generator for each level of the value: half the
time of writing a file of CSL-JSON went there.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring as quoted
from typing import Any

from citeform.model.record import FrozenDict, members

_ON_ONE_LINE = json.JSONEncoder(ensure_ascii=False, default=members, check_circular=False)
_COMPACT = json.JSONEncoder(
    ensure_ascii=False, default=members, check_circular=False, separators=(",", ":")
)
"""Made once: `json.dumps` makes one for each call that is not by its defaults."""


def compact(value: Any) -> str:
    """JSON without any blank, on one line."""
    return _COMPACT.encode(value)


def text_of(value: Any, indent: int = 0, *, depth: int = 0) -> str:
    """What `json.dumps(value, ensure_ascii=False, indent=indent or None)` gives.

    What is frozen is written as what was frozen. `depth` is how far in the value stands already: its lines behind the first begin there.
    """
    if indent:
        return _indented(value, "\n" + " " * (indent * depth), " " * indent)
    return _ON_ONE_LINE.encode(value)


def _indented(value: Any, line: str, step: str) -> str:
    """`line` is what a line begins with at this depth, with the line end before it."""
    kind = type(value)
    if kind is str:
        return quoted(value)
    if kind is FrozenDict:
        value, kind = members(value), dict
    if kind is dict and value:
        inner = line + step
        try:
            parts = [
                f"{quoted(key)}: {quoted(each) if type(each) is str else _indented(each, inner, step)}"
                for key, each in value.items()
            ]
        except TypeError:  # a number as key, which nobody writes
            return _as_json_does(value, line, step)
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}"
    if (kind is list or kind is tuple) and value:
        inner = line + step
        parts = [
            quoted(each) if type(each) is str else _indented(each, inner, step) for each in value
        ]
        return f"[{inner}{f',{inner}'.join(parts)}{line}]"
    if kind is int:
        return repr(value)
    if not value or kind is bool or kind is float:
        return _ON_ONE_LINE.encode(value)
    return _as_json_does(value, line, step)


def _as_json_does(value: Any, line: str, step: str) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=len(step), default=members)
    return text.replace("\n", line)
