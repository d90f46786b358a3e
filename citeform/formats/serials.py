"""ISSN, ISBN or report number: the formats that have one field for all of them."""

from __future__ import annotations

from functools import lru_cache

from citeform.identifiers import isbn, issn

_IN_BOOKS = frozenset(
    {
        "book",
        "chapter",
        "classic",
        "entry-dictionary",
        "entry-encyclopedia",
        "map",
        "musical_score",
        "pamphlet",
        "paper-conference",
        "software",
        "song",
        "thesis",
        "motion_picture",
    }
)
_BETWEEN = {"issn": ", ", "isbn": " "}


@lru_cache(maxsize=4096)
def sort_serials(
    values: tuple[str, ...], csl_type: str, instead: str = ""
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The values as (attribute, value), and those that found no place.

    The check digit tells what a number is; one that has no right check digit is what works of the
    type usually have. `instead` is the attribute for what is neither, such as a report's number.
    """
    found: dict[str, list[str]] = {}
    rest: list[str] = []
    for value in dict.fromkeys(values):
        recognised = _recognised(value)
        if not recognised:
            rest.append(value)
        for attribute, each in recognised:
            members = found.setdefault(attribute, [])
            if each not in members:
                members.append(each)
    otherwise = instead or ("isbn" if csl_type in _IN_BOOKS else "issn")
    if rest and otherwise not in found:
        found[otherwise] = [rest.pop(0)]
    joined = ((key, _BETWEEN.get(key, "").join(members)) for key, members in found.items())
    return tuple(joined), tuple(rest)


def _recognised(value: str) -> list[tuple[str, str]]:
    """ISSNs and ISBNs with a right check digit; [] where the value is something else."""
    number = isbn.normalize(value)
    if number:
        return [("isbn", number)]
    numbers = issn.find_all(value)
    if numbers:
        return [("issn", each) for each in numbers]
    several = value.replace(";", " ").replace(",", " ").split()
    many = [isbn.normalize(each) for each in several]
    if many and all(many):
        return [("isbn", each) for each in many]
    return [("isbn", each) for each in isbn.find_all(value)]


def split_serials(value: str) -> list[str]:
    """The numbers of an `issn` or `isbn` field, one by one; a text that is none stays whole."""
    numbers = value.replace(",", " ").replace(";", " ").split()
    if len(numbers) > 1 and all(issn.normalize(each) or isbn.normalize(each) for each in numbers):
        return numbers
    return [value] if value else []
