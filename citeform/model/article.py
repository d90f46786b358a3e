"""Article: any citable work, as the variables of CSL 1.0.2."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from citeform.errors import UnknownFieldError
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.model.record import FrozenDict, Record
from citeform.model.vocabulary import ATTRIBUTES, Kind

Names = tuple[Name, ...]


class Article(Record):
    """Any citable work: an article, a book, a data set, a law (`type` says which).

    The attributes are CSL's variables in Python's spelling (`container_title`, `doi`); what they
    mean stands in `citeform.model.vocabulary`. An unset text is "", unset names are (), an unset
    date is None. What a format knows and CSL does not is kept in `custom`, by the format's name.

    >>> work = Article(type="article-journal", title="On citing", volume="3")
    >>> work.volume, work.issue, work.replace(volume="4").volume
    ('3', '', '4')

    A notebook shows it as a citation. Raises `UnknownFieldError` for a keyword that is no field,
    `TypeError` for a value of the wrong kind.
    """

    id: str = ""
    type: str = ""

    abstract: str = ""
    annote: str = ""
    archive: str = ""
    archive_collection: str = ""
    archive_location: str = ""
    archive_place: str = ""
    authority: str = ""
    call_number: str = ""
    citation_label: str = ""
    collection_title: str = ""
    container_title: str = ""
    container_title_short: str = ""
    dimensions: str = ""
    division: str = ""
    event: str = ""
    event_title: str = ""
    event_place: str = ""
    genre: str = ""
    jurisdiction: str = ""
    keyword: str = ""
    license: str = ""
    medium: str = ""
    note: str = ""
    original_publisher: str = ""
    original_publisher_place: str = ""
    original_title: str = ""
    part_title: str = ""
    publisher: str = ""
    publisher_place: str = ""
    references: str = ""
    reviewed_genre: str = ""
    reviewed_title: str = ""
    scale: str = ""
    source: str = ""
    status: str = ""
    title: str = ""
    title_short: str = ""
    volume_title: str = ""
    year_suffix: str = ""

    citation_key: str = ""
    doi: str = ""
    isbn: str = ""
    issn: str = ""
    language: str = ""
    pmcid: str = ""
    pmid: str = ""
    url: str = ""

    chapter_number: str = ""
    citation_number: str = ""
    collection_number: str = ""
    edition: str = ""
    first_reference_note_number: str = ""
    issue: str = ""
    locator: str = ""
    number: str = ""
    number_of_pages: str = ""
    number_of_volumes: str = ""
    page: str = ""
    page_first: str = ""
    part_number: str = ""
    printing_number: str = ""
    section: str = ""
    supplement_number: str = ""
    version: str = ""
    volume: str = ""

    accessed: Date | None = None
    available_date: Date | None = None
    event_date: Date | None = None
    issued: Date | None = None
    original_date: Date | None = None
    submitted: Date | None = None

    author: Names = ()
    chair: Names = ()
    collection_editor: Names = ()
    compiler: Names = ()
    composer: Names = ()
    container_author: Names = ()
    contributor: Names = ()
    curator: Names = ()
    director: Names = ()
    editor: Names = ()
    editorial_director: Names = ()
    editor_translator: Names = ()
    executive_producer: Names = ()
    guest: Names = ()
    host: Names = ()
    illustrator: Names = ()
    interviewer: Names = ()
    narrator: Names = ()
    organizer: Names = ()
    original_author: Names = ()
    performer: Names = ()
    producer: Names = ()
    recipient: Names = ()
    reviewed_author: Names = ()
    script_writer: Names = ()
    series_creator: Names = ()
    translator: Names = ()

    custom: FrozenDict = FrozenDict()

    def __init__(self, **fields: Any) -> None:
        own = self.__dict__
        check_of = _CHECKS.get
        for name, given in fields.items():
            value: Any = given
            check = check_of(name)
            if type(value) is not check or check is tuple:
                if value is None or value == "":
                    continue
                if check is None:
                    raise UnknownFieldError(name, self.FIELDS)
                if type(value) is not tuple or set(map(type, value)) != _ONLY_NAMES:
                    value = _coerce(name, value)
            if value:
                own[name] = value

    def _repr_html_(self) -> str | None:
        """How a notebook shows it: as a citation; where there is nothing to cite, as `repr`."""
        # As with `Library`: the model knows nothing above it but for the user at a notebook.
        from citeform.api import format

        return format(self, output="html") or None


def unchecked(fields: dict[str, Any]) -> Article:
    """An article of fields that are all set and of their kinds, as the tables of a reader give them.

    Checking each of them again would take ten times as long as making the article, which takes the
    dictionary over.
    """
    article = Article.__new__(Article)
    _set_fields(article, fields)
    return article


_set_fields: Callable[[Article, dict[str, Any]], None] = vars(Record)["__dict__"].__set__


_ONLY_NAMES = {Name}
_BY_KIND: dict[Kind, type] = {
    Kind.TEXT: str,
    Kind.VERBATIM: str,
    Kind.NUMBER: str,
    Kind.DATE: Date,
    Kind.NAMES: tuple,
}
_CHECKS: dict[str, type] = {
    "id": str,
    "type": str,
    "custom": FrozenDict,
    **{name: _BY_KIND[variable.kind] for name, variable in ATTRIBUTES.items()},
}


def _coerce(name: str, value: Any) -> Any:
    """The value as the field holds it, where its kind is plain; else a `TypeError` that says how."""
    wanted = _CHECKS[name]
    if isinstance(value, wanted) and wanted is not tuple:
        return value
    if wanted is FrozenDict and isinstance(value, dict):
        return FrozenDict(value)
    if wanted is tuple and isinstance(value, list | tuple):
        if all(isinstance(each, Name) for each in value):
            return tuple(value)
        raise TypeError(f"{name} takes citeform.Name objects, e.g. [Name('Curie', 'Marie')]")
    if wanted is tuple and isinstance(value, Name):
        return (value,)
    if wanted is str and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    hint = "; see Date.parse" if wanted is Date else ""
    kind = "a sequence of Name" if wanted is tuple else wanted.__name__
    raise TypeError(f"{name} takes {kind}, not {type(value).__name__}{hint}")
