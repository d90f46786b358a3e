"""Name: a person or a body, as the parts CSL knows (CSL 1.0.2, "Name Variables")."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from citeform.model.record import FrozenDict, Record


class Name(Record):
    """A person (family and given names, particles, suffix) or a body (`literal`).

    >>> Name("Melo", "Vinícius Veloso", non_dropping_particle="de")
    Name(family='Melo', given='Vinícius Veloso', non_dropping_particle='de')
    >>> str(Name(literal="World Health Organization"))
    'World Health Organization'
    """

    family: str = ""
    """Family name, without particles that are given on their own."""
    given: str = ""
    """Given names or initials, as they came."""
    dropping_particle: str = ""
    """Particle that goes when only the family name is printed: "de" of "Bertrand de Gaulle"."""
    non_dropping_particle: str = ""
    """Particle that stays with the family name: "van" of "Ludwig van Beethoven"."""
    suffix: str = ""
    """"Jr.", "III"."""
    literal: str = ""
    """The whole name of a body, or a name that must not be taken apart."""
    comma_suffix: bool = False
    """Whether a comma goes before the suffix."""
    static_ordering: bool = False
    """Whether the family name always goes first (Chinese, Hungarian …)."""
    affiliation: tuple[str, ...] = ()
    """Where the person worked, one string each."""
    orcid: str = ""
    """ORCID iD, without https://orcid.org/."""
    custom: FrozenDict = FrozenDict()
    """What else the source said of the person."""

    def __init__(
        self,
        family: str = "",
        given: str = "",
        *,
        dropping_particle: str = "",
        non_dropping_particle: str = "",
        suffix: str = "",
        literal: str = "",
        comma_suffix: bool = False,
        static_ordering: bool = False,
        affiliation: tuple[str, ...] | list[str] = (),
        orcid: str = "",
        custom: dict[str, object] | FrozenDict | None = None,
    ) -> None:
        own = self.__dict__
        if family:
            own["family"] = family
        if given:
            own["given"] = given
        if literal:
            own["literal"] = literal
        if non_dropping_particle:
            own["non_dropping_particle"] = non_dropping_particle
        if dropping_particle:
            own["dropping_particle"] = dropping_particle
        if suffix:
            own["suffix"] = suffix
        if comma_suffix:
            own["comma_suffix"] = True
        if static_ordering:
            own["static_ordering"] = True
        if affiliation:
            own["affiliation"] = tuple(affiliation)
        if orcid:
            own["orcid"] = orcid
        if custom:
            own["custom"] = FrozenDict(custom)

    @classmethod
    def others(cls) -> Self:
        """The place holder for names that the source left out: BibTeX's "and others"."""
        return cls(literal="others")

    @property
    def is_others(self) -> bool:
        """Whether this stands for further, unnamed people."""
        return self.__dict__ == _OTHERS

    @property
    def is_literal(self) -> bool:
        """Whether the name is one string that is not taken apart."""
        return "literal" in self.__dict__ and "family" not in self.__dict__

    def __str__(self) -> str:
        """The name in reading order: given, particles, family, suffix."""
        if self.literal and not self.family:
            return "et al." if self.is_others else self.literal
        parts = (
            self.given,
            self.dropping_particle,
            self.non_dropping_particle,
            self.family,
            self.suffix,
        )
        return " ".join(filter(None, parts)).replace("’ ", "’").replace("' ", "'")


def unchecked(parts: dict[str, Any]) -> Name:
    """A name of parts that are all set and of their kinds; it takes the dictionary over.

    As `citeform.model.article.unchecked`: half of what a reader makes are names.
    """
    name = Name.__new__(Name)
    _set_parts(name, parts)
    return name


_set_parts: Callable[[Name, dict[str, Any]], None] = vars(Record)["__dict__"].__set__
_OTHERS = {"literal": "others"}
