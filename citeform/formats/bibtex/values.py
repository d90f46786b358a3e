"""Values: macros replaced, pieces joined with `#`.

A macro is looked up without regard to case, as BibTeX does. The months' macros are defined from
the start, as the English names of the months: BibTeX leaves them to the style, and these are what
the standard styles define.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citeform.formats.bibtex.syntax import Piece

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH_MACROS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

PREDEFINED: Mapping[str, str] = dict(zip(MONTH_MACROS, MONTHS, strict=True))
"""The macros that need no `@string`."""

_MONTH_WORDS = frozenset(name.lower() for name in MONTHS) | {"sept"}


def evaluate(
    value: str | list[Piece], macros: Mapping[str, str], undefined: Callable[[str], None]
) -> str:
    """The text of a value; `undefined` is told of each macro that has no definition.

    Such a macro's name stands for itself, so that nothing is lost.
    """
    if isinstance(value, str):
        return value
    parts = []
    for is_macro, text in value:
        if is_macro:
            definition = macros.get(text.lower())
            if definition is None:
                definition = text
                if text.lower() not in _MONTH_WORDS:
                    undefined(text)
            parts.append(definition)
        else:
            parts.append(text)
    return "".join(parts)
