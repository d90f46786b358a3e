"""Wikipedia's citation templates: `{{cite journal |last=Doe |first=Jane |title=… }}`.

After "Help:Citation Style 1" of the English Wikipedia, with the parameters of some other languages.
Templates are found anywhere in a text; what has no field is kept in `custom["wikipedia"]`, by
parameter, and written back.
"""

from __future__ import annotations

from citeform.formats.registry import BUILT_IN
from citeform.formats.wikipedia.reader import read
from citeform.formats.wikipedia.writer import write

info = BUILT_IN["wikipedia"]

__all__ = ["info", "read", "write"]
