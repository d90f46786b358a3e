"""citeform: bibliographic records in, citations and every exchange format out.

>>> import citeform
>>> work = citeform.loads("Felis, M.L. Auton Robot (2017) 41: 495.", "springer")[0]
>>> work.container_title_short, work.volume
('Auton Robot', '41')

Everything public is reachable from here and loaded on first use, so that `import citeform` costs
next to nothing.
"""

from __future__ import annotations

# Type checkers take any variable of this name for true. `typing`, which has it too, would cost more
# to import than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from citeform.api import (
        check as check,
    )
    from citeform.api import (
        dump as dump,
    )
    from citeform.api import (
        dumps as dumps,
    )
    from citeform.api import (
        fetch as fetch,
    )
    from citeform.api import (
        fetch_many as fetch_many,
    )
    from citeform.api import (
        format as format,
    )
    from citeform.api import (
        iter_load as iter_load,
    )
    from citeform.api import (
        load as load,
    )
    from citeform.api import (
        loads as loads,
    )
    from citeform.api import (
        merge as merge,
    )
    from citeform.batch import format_many as format_many
    from citeform.csl.citation import Citation as Citation
    from citeform.csl.citation import Cite as Cite
    from citeform.csl.style import Style as Style
    from citeform.diagnostics import Diagnostic as Diagnostic
    from citeform.diagnostics import Severity as Severity
    from citeform.errors import CiteformError as CiteformError
    from citeform.errors import StrictError as StrictError
    from citeform.media_types import negotiate as negotiate
    from citeform.model.article import Article as Article
    from citeform.model.dates import Date as Date
    from citeform.model.library import Library as Library
    from citeform.model.names import Name as Name

__version__ = "0.1.0"

_HOMES = {
    "Article": "citeform.model.article",
    "Citation": "citeform.csl.citation",
    "Cite": "citeform.csl.citation",
    "CiteformError": "citeform.errors",
    "Date": "citeform.model.dates",
    "Diagnostic": "citeform.diagnostics",
    "Library": "citeform.model.library",
    "Name": "citeform.model.names",
    "Severity": "citeform.diagnostics",
    "StrictError": "citeform.errors",
    "Style": "citeform.csl.style",
    "check": "citeform.api",
    "dump": "citeform.api",
    "dumps": "citeform.api",
    "fetch": "citeform.api",
    "fetch_many": "citeform.api",
    "format": "citeform.api",
    "format_many": "citeform.batch",
    "iter_load": "citeform.api",
    "load": "citeform.api",
    "loads": "citeform.api",
    "negotiate": "citeform.media_types",
    "merge": "citeform.api",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605 -- one list of the public names, not two


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'citeform' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
