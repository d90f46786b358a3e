"""Cite and Citation: what a document says it cites, and where.

A citation is one place in the text or one note; it holds one cite or more.
"""

from __future__ import annotations

from typing import Any, Self

from citeform.errors import UnknownLocatorError, UsageError
from citeform.model.record import Record

_POSITIONS = {"first": 0, "subsequent": 1, "ibid": 2, "ibid-with-locator": 3}

LOCATORS = frozenset(
    """act appendix article-locator book canon chapter column elocation equation figure folio issue
    line note opus page paragraph part rule scene section sub-verbo supplement table timestamp
    title-locator verse version volume""".split()
)
"""What `Cite.label` may be: the locator terms of CSL 1.0.2, appendix IV."""


class Cite(Record):
    """One cited work within a citation.

    `locator` is the cited place ("33-35") and `label` what it counts ("page", "chapter" …: CSL's
    locator terms, `LOCATORS`). `prefix` and `suffix` may hold CSL's inline markup. `position`
    ("first", "subsequent", "ibid", "ibid-with-locator") and `near_note` are worked out from the
    document unless given. Raises `UnknownLocatorError` for another label, `UsageError` for another
    position.
    """

    id: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False
    author_only: bool = False
    position: str = ""
    near_note: bool | None = None
    first_note: int = 0

    def __init__(
        self,
        id: str,
        locator: str = "",
        label: str = "page",
        prefix: str = "",
        suffix: str = "",
        suppress_author: bool = False,
        author_only: bool = False,
        position: str = "",
        near_note: bool | None = None,
        first_note: int = 0,
    ) -> None:
        # CSL 1.0.1 wrote "sub verbo".
        if label and label.replace(" ", "-") not in LOCATORS:
            raise UnknownLocatorError(label, LOCATORS)
        if position and position not in _POSITIONS:
            raise UsageError(f"unknown position {position!r}; there are: {', '.join(_POSITIONS)}")
        own = self.__dict__
        own["id"] = id
        if locator:
            own["locator"] = locator
        if label != "page":
            own["label"] = label
        if prefix:
            own["prefix"] = prefix
        if suffix:
            own["suffix"] = suffix
        if suppress_author:
            own["suppress_author"] = True
        if author_only:
            own["author_only"] = True
        if position:
            own["position"] = position
        if near_note is not None:
            own["near_note"] = near_note
        if first_note:
            own["first_note"] = first_note

    @property
    def forced_position(self) -> int | None:
        """The position as a number, or None where it is to be worked out."""
        return _POSITIONS.get(self.position)


class Citation(Record):
    """The cites of one place: `Citation(Cite("a"), Cite("b", locator="3"), note=4)`.

    `note` is the number of the note it stands in, 0 for the running text. `id` names the citation
    in a session. `composite` puts the author into the sentence: "Doe (2020)". `unsorted` keeps the
    cites in the order given even if the style sorts them.
    """

    cites: tuple[Cite, ...] = ()
    note: int = 0
    id: str = ""
    composite: bool = False
    infix: str = ""
    unsorted: bool = False

    def __init__(
        self,
        *cites: Cite | str,
        note: int = 0,
        id: str = "",
        composite: bool = False,
        infix: str = "",
        unsorted: bool = False,
    ) -> None:
        own = self.__dict__
        if cites:
            own["cites"] = tuple(Cite(each) if isinstance(each, str) else each for each in cites)
        if note:
            own["note"] = note
        if id:
            own["id"] = id
        if composite:
            own["composite"] = True
        if infix:
            own["infix"] = infix
        if unsorted:
            own["unsorted"] = True

    def replace(self, **changes: Any) -> Self:
        """A copy with these fields changed; None or "" unsets a field."""
        fields = {**self.__dict__, **changes}
        return type(self)(*fields.pop("cites", None) or (), **fields)


def as_citation(cited: Citation | Cite | str) -> Citation:
    """The citation itself, or one of that cite or id alone. Raises `UsageError` for anything else."""
    if isinstance(cited, Citation):
        return cited
    if isinstance(cited, (Cite, str)):
        return Citation(cited)
    raise UsageError(f"a Citation, a Cite or an id is needed, not {type(cited).__name__}")
