"""Cite and Citation: what a document says it cites, and where.

A citation is one place in the text or one note; it holds one cite or more.
"""

from __future__ import annotations

from dataclasses import dataclass

from citeform.errors import UnknownLocatorError, UsageError

_POSITIONS = {"first": 0, "subsequent": 1, "ibid": 2, "ibid-with-locator": 3}

LOCATORS = frozenset(
    """act appendix article-locator book canon chapter column elocation equation figure folio issue
    line note opus page paragraph part rule scene section sub-verbo supplement table timestamp
    title-locator verse version volume""".split()
)
"""What `Cite.label` may be: the locator terms of CSL 1.0.2, appendix IV."""


@dataclass(frozen=True, slots=True)
class Cite:
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

    def __post_init__(self) -> None:
        # CSL 1.0.1 wrote "sub verbo".
        if self.label and self.label.replace(" ", "-") not in LOCATORS:
            raise UnknownLocatorError(self.label, LOCATORS)
        if self.position and self.position not in _POSITIONS:
            raise UsageError(
                f"unknown position {self.position!r}; there are: {', '.join(_POSITIONS)}"
            )

    @property
    def forced_position(self) -> int | None:
        """The position as a number, or None where it is to be worked out."""
        return _POSITIONS.get(self.position)


@dataclass(frozen=True, slots=True, init=False)
class Citation:
    """The cites of one place: `Citation(Cite("a"), Cite("b", locator="3"), note=4)`.

    `note` is the number of the note it stands in, 0 for the running text. `id` names the citation
    in a session. `composite` puts the author into the sentence: "Doe (2020)". `unsorted` keeps the
    cites in the order given even if the style sorts them.
    """

    cites: tuple[Cite, ...]
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
        made = tuple(Cite(each) if isinstance(each, str) else each for each in cites)
        for name, value in (
            ("cites", made),
            ("note", note),
            ("id", id),
            ("composite", composite),
            ("infix", infix),
            ("unsorted", unsorted),
        ):
            object.__setattr__(self, name, value)


def as_citation(cited: Citation | Cite | str) -> Citation:
    """The citation itself, or one of that cite or id alone. Raises `UsageError` for anything else."""
    if isinstance(cited, Citation):
        return cited
    if isinstance(cited, (Cite, str)):
        return Citation(cited)
    raise UsageError(f"a Citation, a Cite or an id is needed, not {type(cited).__name__}")
