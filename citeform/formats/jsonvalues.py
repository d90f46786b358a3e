"""Reading JSON that may have any shape: a text where a list should be, a null, a number for a text."""

from __future__ import annotations

from typing import Any


def text(value: Any) -> str:
    """A text or number as text, also as the first of a list; "" for everything else."""
    if value is None:  # most of what is asked for is not there
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return next(filter(None, map(text, value)), "")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(value)


def texts(value: Any) -> list[str]:
    """Every text or number of a list, or the one text."""
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    return [each for each in map(text, values) if each]


def strings(value: Any) -> list[str] | None:
    """The texts of an array, or of one text or number; None where it is something else."""
    if type(value) is str or (type(value) is list and len(value) == 1 and type(value[0]) is str):
        only = value if type(value) is str else value[0]  # nearly every value is such
        return [only] if only.strip() else []
    values = value if isinstance(value, list) else [value]
    texts = []
    for each in values:
        if isinstance(each, str):
            if each.strip():
                texts.append(each)
        elif isinstance(each, int | float) and not isinstance(each, bool):
            texts.append(str(each))
        elif each is not None:
            return None
    return texts


def objects(value: Any) -> list[dict[str, Any]]:
    """Every object of a list, or the one object."""
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]


def is_empty(value: Any) -> bool:
    """Whether there is nothing in a value but nulls, empty texts, lists and objects."""
    if isinstance(value, dict):
        return all(map(is_empty, value.values()))
    if isinstance(value, list):
        return all(map(is_empty, value))
    return value is None or value == ""
