"""What the MODS of the United States' Government Publishing Office says in its own extension.

MODS has no element for the chamber, the congress or the number of a bill; GovInfo puts them into
`extension`. Hearings, bills and reports of committees are told apart by its class of document.

Source: https://github.com/usgpo/api, the class of document (docClass) in the MODS of each collection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citeform.text.xmltree import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEARINGS = frozenset({"hhrg", "shrg", "jhrg"})
_BILLS = {
    "hr": "H.R.",
    "s": "S.",
    "hjres": "H.J. Res.",
    "sjres": "S.J. Res.",
    "hconres": "H. Con. Res.",
    "sconres": "S. Con. Res.",
    "hres": "H. Res.",
    "sres": "S. Res.",
}
"""Classes of document that are bills and resolutions, and how their number is cited."""
_CODE = "U.S.C."


def read_extension(mods: _Element) -> dict[str, Any]:
    """The type and the fields that the extension gives; {} where it is of nobody that we know."""
    told = {child.tag: child for each in mods.iterfind("extension") for child in reversed(each)}
    kind = text_of(told.get("docClass")).lower()
    if kind not in _HEARINGS and kind not in _BILLS:
        return {}
    chamber = text_of(told.get("originChamber", told.get("chamber"))).capitalize()
    fields = {"authority": chamber, "chapter_number": text_of(told.get("congress"))}
    if kind in _HEARINGS:
        fields |= {
            "type": "hearing",
            "number": text_of(told.get("number")),
            "section": _committee(told.get("congCommittee")),
        }
    else:
        number = text_of(told.get("billNumber"))
        fields |= {
            "type": "bill",
            "number": f"{_BILLS[kind]} {number}" if number else "",
            "title": text_of(told.get("shortTitle")),
            **_code(told.get("USCode")),
        }
    return {name: value for name, value in fields.items() if value}


def _committee(element: _Element | None) -> str:
    names = () if element is None else element.iterfind("name")
    return next((text_of(each) for each in names if each.get("type") == "authority-standard"), "")


def _code(element: _Element | None) -> dict[str, str]:
    """The title and the sections of the United States Code that a bill changes."""
    if element is None:
        return {}
    numbers = (each.get("number", "") for each in element.iterfind("section"))
    return {
        "container_title": _CODE,
        "volume": element.get("title", ""),
        "page": ", ".join(filter(None, numbers)),
    }
