"""Values of schema.org's properties: texts, lists of one, people, days."""

from __future__ import annotations

import re
from typing import Any

from citeform.formats.bibtex.languages import tag_of
from citeform.formats.languagecodes import TWO_LETTERS
from citeform.formats.webnames import read_name, read_names
from citeform.identifiers import orcid
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.text.entities import decode_entities
from citeform.text.jats import abstract_from_jats, plain_from_jats

_BODIES = frozenset(
    "organization corporation collegeoruniversity educationalorganization governmentorganization "
    "ngo researchorganization fundingagency consortium project researchproject library "
    "newsmediaorganization sportsorganization medicalorganization performinggroup".split()
)
_DAY_AND_TIME = re.compile(r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.,Z +-]*")
_PERSON = {
    "givenName": "given",
    "familyName": "family",
    "honorificSuffix": "suffix",
}


def listed(value: Any) -> list[Any]:
    """The value as a list: a list's elements, a value alone, nothing for null."""
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    if isinstance(value, list):
        return [each for each in value if each is not None]
    return [] if value in (None, "") else [value]


def types_of(node: dict[str, Any]) -> list[str]:
    """The names in `@type`, without a prefix or address before them."""
    return [
        re.split(r"[/:#]", each)[-1]
        for each in listed(node.get("@type", node.get("type")))
        if isinstance(each, str)
    ]


def strings_of(value: Any) -> list[str]:
    """The texts of a property, numbers included; of an object its `@value`."""
    texts: list[str] = []
    for each in listed(value):
        if isinstance(each, dict):
            each = each.get("@value")  # noqa: PLW2901 -- the text of a tagged value
        if isinstance(each, str):
            texts.append(each.strip())
        elif isinstance(each, int | float) and not isinstance(each, bool):
            texts.append(str(each))
    return [text for text in texts if text]


def first_text(value: Any) -> str:
    """The first text of a property, or ""."""
    return next(iter(strings_of(value)), "")


def entity_name(value: Any) -> str:
    """What a body, place, term … is called, whether it is a text or an object; of a list the first."""
    for each in listed(value):
        if isinstance(each, dict):
            name = next(
                filter(
                    None,
                    (first_text(each.get(key)) for key in ("name", "legalName", "alternateName")),
                ),
                "",
            )
        else:
            name = first_text(each)
        if name:
            return plain_from_jats(name)
    return ""


def read_long(text: str) -> str:
    """A text of several lines; of one with markup, a line for each paragraph."""
    if re.search(r"</?[A-Za-z]", text) or "&lt;" in text:
        return abstract_from_jats(text)
    return "\n".join(line.strip() for line in decode_entities(text).splitlines()).strip()


def read_language(text: str) -> str:
    """The tag of a language that may be given by its name; English is `en`, of no country."""
    name = text.strip()
    if name.lower() == "english":
        return "en"
    tag = tag_of(name)
    return TWO_LETTERS.get(tag.lower(), tag.lower()) if len(tag) <= 3 else tag


def read_day(text: str) -> Date:
    """A date without the time of day, which says nothing of a publication."""
    match = _DAY_AND_TIME.fullmatch(text)
    return Date.parse(match[1] if match else text)


def read_people(values: list[Any]) -> tuple[tuple[Name, ...], bool]:
    """People and bodies; second, whether a family name was guessed."""
    names: list[Name] = []
    guessed = False
    for value in values:
        if isinstance(value, str):
            found, guess = read_names(value)
            names.extend(found)
        elif isinstance(value, dict):
            name, guess = _read_person(value)
            if name is not None:
                names.append(name)
        else:
            continue
        guessed = guessed or guess
    return tuple(names), guessed


def _read_person(node: dict[str, Any]) -> tuple[Name | None, bool]:
    inner = node.get("author") or node.get("@list")
    if isinstance(inner, dict) and not node.get("name"):  # a Role around the person
        node = inner
    parts: dict[str, Any] = {
        attribute: plain_from_jats(text)
        for key, attribute in _PERSON.items()
        if (text := first_text(node.get(key)))
    }
    middle = first_text(node.get("additionalName"))
    if middle and parts.get("given") and middle not in parts["given"]:
        parts["given"] = f"{parts['given']} {middle}"
    number = _orcid(node)
    places = tuple(filter(None, (entity_name([each]) for each in listed(node.get("affiliation")))))
    kinds = {name.lower() for name in types_of(node)}
    if "family" in parts or ("given" in parts and not node.get("name")):
        return Name(**parts, affiliation=places, orcid=number), False
    called = entity_name(node)
    body = bool(kinds & _BODIES) and "person" not in kinds and not number
    name, guessed = read_name(called, body=body)
    if name is None:
        return None, False
    if name.is_literal:
        return Name(literal=name.literal, affiliation=places, orcid=number), False
    return (
        Name(
            name.family,
            name.given,
            non_dropping_particle=name.non_dropping_particle,
            suffix=name.suffix or parts.get("suffix", ""),
            affiliation=places,
            orcid=number,
        ),
        guessed,
    )


def _orcid(node: dict[str, Any]) -> str:
    for key in ("@id", "identifier", "sameAs", "url", "orcid"):
        for each in listed(node.get(key)):
            text = (
                first_text(each.get("value") or each.get("@id")) if isinstance(each, dict) else each
            )
            if isinstance(text, str) and (number := orcid.normalize(text)):
                return number
    return ""
