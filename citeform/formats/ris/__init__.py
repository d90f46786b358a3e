"""RIS: the tagged format that nearly every database and reference manager exports.

After the specification of Reference Manager (2001), the tags of EndNote's newer types, and what
Zotero, Springer, Elsevier, Wiley, PubMed, Ovid, Cochrane, Scopus, Web of Science, Mendeley and
Google Scholar make of it. Reading is lenient: a byte-order mark, one blank instead of two, a
missing `ER`, folded lines, numbers and headers between records, tags in lower case. Writing is
strict: UTF-8, `XX  - value`, `TY` first, `ER` last, always the same order, plain text.

What CSL has no variable for stays in `custom["ris"]`, by tag, and is written back.
"""

from __future__ import annotations

from citeform.formats.registry import BUILT_IN
from citeform.formats.ris.reader import read
from citeform.formats.ris.writer import write

info = BUILT_IN["ris"]

__all__ = ["info", "read", "write"]
