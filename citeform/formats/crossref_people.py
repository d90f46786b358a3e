"""The people and bodies of Crossref JSON, with their affiliations.

Source: https://api.crossref.org/swagger-ui, "WorkAuthor" and "WorkInstitution".
"""

from __future__ import annotations

from typing import Any

from citeform.formats.jsonvalues import strings
from citeform.model.names import Name
from citeform.text.jats import plain_from_jats

CUSTOM = "crossref"
"""What `custom` calls the format."""

_PARTS = ("family", "given", "name", "suffix")
_PERSON = {"family", "given", "name", "suffix", "ORCID", "sequence", "role", "affiliation"}


def read_contributor(value: dict[str, Any] | str) -> Name | None:
    """A contributor; None where there is no name at all."""
    if isinstance(value, str):
        return Name(literal=plain_from_jats(value)) if value.strip() else None
    parts = {key: plain_from_jats(value[key]) for key in _PARTS if type(value.get(key)) is str}
    part_of = parts.get
    family, given = part_of("family", ""), part_of("given", "")
    group, suffix = part_of("name", ""), part_of("suffix", "")
    if not (family or given or group):
        return None
    if not given and (family or group).casefold().strip(". ") in {"et al", "and others"}:
        return Name.others()
    orcid = value.get("ORCID")
    more = {
        key: part for key, part in value.items() if key not in _PERSON and part not in (None, "")
    }
    if more.get("authenticated-orcid") is False:
        del more["authenticated-orcid"]
    if group and family:
        more["name"], group = group, ""
    affiliations = value.get("affiliation")
    places: list[str] = []
    if affiliations and isinstance(affiliations, list):
        places, rest = _affiliations(affiliations)
        if rest:
            more["affiliation"] = affiliations
    return Name(
        family or ("" if group else given),  # a single name is a family name to CSL
        given if family else "",
        literal=group,
        suffix=suffix,
        orcid=orcid.rstrip("/").rpartition("/")[2] if isinstance(orcid, str) else "",
        affiliation=places,
        custom={CUSTOM: more} if more else None,
    )


def _affiliations(values: list[Any]) -> tuple[list[str], bool]:
    """Each as one text; second, whether there was more to them (identifiers, acronyms)."""
    places, more = [], False
    for each in values:
        if isinstance(each, str):
            places.append(plain_from_jats(each))
        elif isinstance(each, dict):
            parts = [
                plain_from_jats(part)
                for key in ("department", "name", "place")
                for part in strings(each.get(key)) or ()
            ]
            places.append(", ".join(parts))
            more = more or not each.keys() <= {"name", "place", "department"}
    return [place for place in places if place], more
