"""CITATION.cff: the Citation File Format, versions 1.0 to 1.2, read; 1.2.0 written.

A file describes one software or data set (the root), may name another work that is to be cited in
its place (`preferred-citation`), and lists `references`. Each is an article here, in that order;
`custom["cff"]["role"]` says of the latter two what they are. What CSL has no variable for (contact,
commit, repositories, further identifiers …) is kept in `custom["cff"]` and written back.

Source: Citation File Format, schema.json and schema-guide.md of 1.2.0; the guides of 1.0.3, 1.1.0.
"""

from __future__ import annotations

from citeform.formats.cff.reading import read
from citeform.formats.cff.writing import write
from citeform.formats.registry import BUILT_IN

info = BUILT_IN["cff"]

__all__ = ["info", "read", "write"]
