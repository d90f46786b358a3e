"""ProCite's RIS: what has no tag stands in notes, "N1  - Call Number: QH431"."""

from __future__ import annotations

from typing import Any

from citeform.formats.invertednames import parse_names
from citeform.formats.tagged import one_line

_SIGNS = ("Record ID: ", "Record Number: ", "Medium Designator: ")
LABELS = {
    "Author, Monographic": "editor",
    "Author, Subsidiary": "collection_editor",
    "Call Number": "call_number",
    "Edition": "edition",
    "Histroy": "references",
    "History": "references",
    "ISBN": "isbn",
    "Language": "language",
    "Place of Publication": "publisher_place",
    "Proceedings Title": "container_title",
    "Publisher Name": "publisher",
    "Record ID": "id",
    "Record Number": "id",
    "Scale": "scale",
    "Series Title": "collection_title",
    "Series Volume ID": "collection_number",
    "Size": "dimensions",
    "Volume ID": "volume",
}
"""Read-only: label to attribute. "Histroy" is ProCite's own spelling."""

_NAMES = frozenset({"editor", "collection_editor"})
_EDITION = "VL=edition IS=volume"
LAYOUTS = {
    "ADVS": _EDITION,
    "ART": "VL=edition M1=medium",
    "BILL": "CY=container_title VL=number SP=section",
    "BOOK": _EDITION,
    "CASE": "CY=container_title",
    "CHAP": _EDITION,
    "CTLG": "VL=edition IS=number",
    "MAP": _EDITION,
    "MUSIC": _EDITION,
    "PAT": "IS=number M1=- M2=-",
    "RPRT": "VL=number SP=number_of_pages A2=editor",
    "SER": _EDITION,
    "SOUND": _EDITION,
    "STAT": "CY=container_title",
    "UNBILL": "CY=container_title VL=number",
}
"""Tags that mean something else than elsewhere, in the notation of `tables`."""


def is_procite(tags: list[str], values: list[str]) -> bool:
    """Whether the record begins with a note that bears a label only ProCite writes."""
    if "N1" not in tags[:2]:
        return False
    first = values[tags.index("N1")]
    return first.startswith(_SIGNS) or (tags[:2] == ["N1", "N1"] and values[1].startswith(_SIGNS))


def read_label(note: str, fields: dict[str, Any]) -> str:
    """Put a labelled note where it belongs; what remains of it as a note, "" for nothing."""
    label, colon, value = note.partition(": ")
    if not colon:
        return note
    if label == "Notes":
        return value
    attribute = LABELS.get(label)
    if attribute is None or attribute in fields:
        return note
    found = tuple(parse_names(value)) if attribute in _NAMES else one_line(value)
    if found:
        fields[attribute] = found
    return ""
