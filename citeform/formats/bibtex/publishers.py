"""Publishers and places: five fields for whoever brought a work out, two for where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from citeform.formats.bibtex.literals import read_literal
from citeform.formats.bibtex.names import split_names
from citeform.formats.bibtex.types import EntryType, Shape
from citeform.text.tex import decode
from citeform.text.tex.decode import BIBSTRINGS

PUBLISHERS = ("school", "institution", "organization", "howpublished", "publisher")
_FOUND_URL = re.compile(r"\\url\s*\{\s*([^{}\s]+)\s*\}|^\s*(https?://\S+?)[.\s]*$")
_PUBLISHER_FIELDS = {
    "thesis": ("school", "institution"),
    "report": ("institution", "institution"),
}


def derive_publisher(
    entry: EntryType,
    fields: Mapping[str, str],
    variables: dict[str, Any],
    kept: dict[str, str],
    *,
    biblatex: bool,
) -> None:
    """The publisher is whoever stands in one of five fields; several are joined."""
    found = [name for name in PUBLISHERS if fields.get(name, "").strip()]
    if "organization" in found and "publisher" in found and entry.shape is not Shape.OTHER:
        kept["organization"] = fields["organization"]  # who held the conference
        found.remove("organization")
    texts = []
    for name in found:
        value = fields[name]
        if name == "howpublished":
            address = _FOUND_URL.search(value)
            if address is not None:
                kept[name] = value
                variables.setdefault("url", read_literal(address[1] or address[2]))
                continue
        parts = split_names(value) if biblatex and name != "howpublished" else [value]
        text = "; ".join(filter(None, map(decode, parts)))
        if text not in texts:
            texts.append(text)
        if len(parts) > 1 or len(found) > 1:
            kept[name] = value
    if texts:
        variables["publisher"] = "; ".join(texts)
    if len(found) == 1 and found[0] not in kept and found[0] not in publisher_fields(entry.csl):
        kept[found[0]] = fields[found[0]]


def publisher_fields(csl: str) -> tuple[str, str]:
    """The field a publisher is written to, in the dialects `bibtex` and `biblatex`."""
    return _PUBLISHER_FIELDS.get(csl, ("publisher", "publisher"))


def derive_places(
    entry: EntryType,
    fields: Mapping[str, str],
    variables: dict[str, Any],
    kept: dict[str, str],
    *,
    biblatex: bool,
) -> None:
    """A list of biblatex, "München and Berlin", as CSL has it; a patent's are where it holds."""
    name = "location" if "location" in fields else "address"
    value = fields.get(name, "")
    if "location" in fields and "address" in fields and entry.csl == "paper-conference":
        # ACM's exports: the conference was at the location, the publisher is at the address.
        name, value = "address", fields["address"]
        variables["publisher_place"] = decode(value)
        variables.setdefault("event_place", decode(fields["location"]))
        kept["location"], kept["address"] = fields["location"], value
    patent = entry.csl == "patent" and name == "location"
    if not patent and (not biblatex or " and " not in value):
        return
    places = [decode(each) for each in split_names(value)]
    text = "; ".join(BIBSTRINGS.get(place, place) for place in places if place)
    if patent:
        del variables["publisher_place"]
        variables.setdefault("jurisdiction", text)
    else:
        variables["publisher_place"] = text
    if text != decode(value):
        kept[name] = value
