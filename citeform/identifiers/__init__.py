"""Identifiers of works, people and bodies: recognising, normalising, checking, linking.

One module per kind, all with the same five pure functions, none of which ever raises:

- `find(text)`: the first identifier in running text, normalised, or "";
- `find_all(text)`: all of them in order, each once;
- `normalize(text)`: the identifier that the whole text is (bare, labelled or as a URL), or "";
- `is_valid(text)`: whether `normalize` finds one, check digit included;
- `url(value)`: the address to link to, percent-encoded, or "" where the value is none.

Kinds with a check digit also have `problem(text)`: in words what is wrong, or "".

>>> from citeform.identifiers import classify, doi, isbn
>>> doi.find("See https://doi.org/10.1007%2FJHEP06(2019)030, and others.")
'10.1007/JHEP06(2019)030'
>>> isbn.problem("978-3-16-148410-1")
'the check digit is 1 and should be 0'
>>> classify("arXiv:1501.00001v2")
('arxiv', '1501.00001v2')
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citeform.identifiers import arxiv as arxiv
    from citeform.identifiers import doi as doi
    from citeform.identifiers import isbn as isbn
    from citeform.identifiers import issn as issn
    from citeform.identifiers import orcid as orcid
    from citeform.identifiers import pmcid as pmcid
    from citeform.identifiers import pmid as pmid
    from citeform.identifiers import ror as ror
    from citeform.identifiers import shortdoi as shortdoi
    from citeform.identifiers import web as web
    from citeform.identifiers.kinds import classify as classify

_MODULES = frozenset(
    {"arxiv", "doi", "isbn", "issn", "orcid", "pmcid", "pmid", "ror", "shortdoi", "web"}
)

__all__ = sorted({*_MODULES, "classify"})  # noqa: PLE0605 -- one list of the names, not two


def __getattr__(name: str) -> object:
    """Import a kind on first use (PEP 562)."""
    if name == "classify":
        return import_module("citeform.identifiers.kinds").classify
    if name in _MODULES:
        return import_module(f"citeform.identifiers.{name}")
    raise AttributeError(f"module 'citeform.identifiers' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
