"""A label such as "Doe65" or "RoNo78" for styles that cite by label.

CSL leaves the making of citation-label to the processor; this is the pattern that citeproc-js made
customary: one author gives four letters, two give two each, three give two, one and one, more give
one each of the first four, no names the first four letters of the title; then the last two digits
of the year.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citeform.csl.person import person_of
from citeform.model.dates import Date
from citeform.text.marks import plain
from citeform.text.markup import parse

_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}
_MANY = (1, 1, 1, 1)
_ROLES = ("author", "editor", "translator", "container_author", "contributor")


def citation_label(fields: Mapping[str, Any]) -> str:
    """The label of an item: its own, or one made of names and year; "" where there are neither."""
    own = fields.get("citation_label", "")
    if own:
        return str(own)
    people = next((fields[role] for role in _ROLES if fields.get(role)), ())
    names = [plain(person.family or person.literal) for person in map(person_of, people)]
    letters = _LETTERS.get(len(names), _MANY)
    label = "".join(
        "".join(filter(str.isalpha, name))[:count]
        for name, count in zip(names, letters, strict=False)
    )
    if not label:
        label = "".join(filter(str.isalpha, plain(parse(fields.get("title", "")))))[:4].capitalize()
    issued = fields.get("issued")
    year = issued.year if isinstance(issued, Date) and issued.year is not None else 0
    return f"{label}{abs(year) % 100:02d}" if label else ""
