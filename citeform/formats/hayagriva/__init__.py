"""Hayagriva: the YAML that Typst reads its bibliographies from.

A file maps keys to entries. An entry says what it is and, under `parent`, what it appeared in, which
is an entry itself; reading brings the two together into one article, writing takes them apart.

What Hayagriva has no field for is written under the key `csl`, which Typst passes over, in the
spelling of CSL-YAML; and what an entry says in another way than this writer would is kept in
`custom["hayagriva"]`. So nothing is lost in either direction.

Source: typst/hayagriva, docs/file-format.md (0.10), and what its CSL engine makes of the fields.
"""

from __future__ import annotations

from citeform.formats.hayagriva.entries import read, write
from citeform.formats.registry import BUILT_IN

info = BUILT_IN["hayagriva"]

__all__ = ["info", "read", "write"]
