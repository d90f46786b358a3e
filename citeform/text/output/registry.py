"""Outputs by name; third parties add theirs under the entry-point group `citeform.outputs`."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from citeform.errors import UnknownOutputError
from citeform.text.output.base import Output

BUILT_IN = {
    "text": "citeform.text.output.plain:Plain",
    "html": "citeform.text.output.html:Html",
    "markdown": "citeform.text.output.markdown:Markdown",
    "latex": "citeform.text.output.latex:Latex",
    "rtf": "citeform.text.output.rtf:Rtf",
    "typst": "citeform.text.output.typst:Typst",
}


def get_output(output: str | Output) -> Output:
    """The output of that name, or the object itself. Raises `UnknownOutputError`."""
    return output if isinstance(output, Output) else _by_name(output)


@lru_cache(maxsize=64)
def _by_name(name: str) -> Output:
    if name in BUILT_IN:
        module, _, attribute = BUILT_IN[name].partition(":")
        output: Output = getattr(import_module(module), attribute)()
        return output
    from importlib.metadata import entry_points  # imports half of the email package

    for entry in entry_points(group="citeform.outputs", name=name):
        loaded = entry.load()
        plugin: Output = loaded() if isinstance(loaded, type) else loaded
        return plugin
    known = [*BUILT_IN, *(entry.name for entry in entry_points(group="citeform.outputs"))]
    raise UnknownOutputError(name, known, hint=f"there are: {', '.join(known)}")
