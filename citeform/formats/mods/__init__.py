"""MODS, the Metadata Object Description Schema of the Library of Congress: read and written.

tables     roles, genres, identifiers: what both directions share
reading    a `mods` record as an article; its host is where it appeared
writing    the way back

Source: MODS 3.8, https://www.loc.gov/standards/mods/userguide/.
"""

from __future__ import annotations

from citeform.formats.mods.reading import read as read
from citeform.formats.mods.tables import NAME
from citeform.formats.mods.writing import write as write
from citeform.formats.registry import BUILT_IN

info = BUILT_IN[NAME]
