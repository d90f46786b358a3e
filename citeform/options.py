"""Options of formats and styles: the keyword-only parameters of the function that writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from citeform.errors import UnknownOptionError


def options_of(function: Callable[..., Any]) -> dict[str, str]:
    """The keyword-only parameters of a function with what they are declared as."""
    import inspect  # takes long to load, and most calls have no options

    return {
        parameter.name: str(parameter.annotation)
        for parameter in inspect.signature(function).parameters.values()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }


def require_options(names: Iterable[str], function: Callable[..., Any], of: str) -> None:
    """Raise `UnknownOptionError` for a name that is no option; `of` says whose they would be.

    A function of a third party that takes any keyword (`**options`) judges for itself.
    """
    names = list(names)
    if not names or _takes_any(function):
        return
    known = options_of(function)
    for name in names:
        if name not in known:
            raise UnknownOptionError(name, known, of)


def _takes_any(function: Callable[..., Any]) -> bool:
    import inspect  # as above

    kinds = {each.kind for each in inspect.signature(function).parameters.values()}
    return inspect.Parameter.VAR_KEYWORD in kinds
