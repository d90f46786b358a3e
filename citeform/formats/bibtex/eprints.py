"""Eprints: an archive's name and the number there (biblatex manual, section 3.14.7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citeform.identifiers import arxiv
from citeform.text.tex import decode_plain

ARCHIVES: dict[str, tuple[str, str]] = {
    "arxiv": ("arXiv", "https://arxiv.org/abs/"),
    "jstor": ("JSTOR", "https://www.jstor.org/stable/"),
    "pubmed": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/"),
    "hdl": ("HDL", "https://hdl.handle.net/"),
    "googlebooks": ("Google Books", "https://books.google.com/books?id="),
    "hal": ("HAL", "https://hal.science/"),
    "biorxiv": ("bioRxiv", ""),
    "ssrn": ("SSRN", "https://ssrn.com/abstract="),
    "cogprints": ("Cogprints", ""),
    "iacr": ("IACR", "https://eprint.iacr.org/"),
}
"""An archive's `eprinttype` to its name and to where its addresses begin."""


_NUMBERS = ("eprint", "eprinttype", "archiveprefix")
_CLASSES = ("eprintclass", "primaryclass")


def eprint_of(number: str, category: str, *, biblatex: bool) -> dict[str, str]:
    """The fields for a work whose number is one of arXiv's ("arXiv:1501.00001"), else none."""
    prefix, colon, paper = number.partition(":")
    if prefix != "arXiv" or not colon or not arxiv.is_valid(paper):
        return {}
    fields = {"eprint": paper, "eprinttype" if biblatex else "archiveprefix": "arXiv"}
    if category:
        fields["eprintclass" if biblatex else "primaryclass"] = category
    return fields


def derive_eprint(
    fields: Mapping[str, str], variables: dict[str, Any], kept: dict[str, str]
) -> None:
    """Archive and place in it; the address where the entry has none; a PMID. All fields are kept.

    Where the number is "arXiv:1501.00001" already, an eprint that says so says nothing more.
    """
    number = fields.get("eprint", "").strip()
    kind = decode_plain(fields.get("eprinttype", "") or fields.get("archiveprefix", ""))
    said = kind == "arXiv" and variables.get("number") == f"arXiv:{number}"
    for name in _CLASSES if said else (*_NUMBERS, *_CLASSES):
        if fields.get(name, "").strip():
            kept[name] = fields[name]
    if not number or not kind or said:
        return
    name, base = ARCHIVES.get(kind.lower(), (kind, ""))
    if kind.lower() == "pubmed" and number.isdecimal():
        variables.setdefault("pmid", number)
    variables.setdefault("archive", name)
    if variables["archive"] == name:
        variables.setdefault("archive_location", number)
    if base and not variables.get("doi"):
        variables.setdefault("url", base + number)
