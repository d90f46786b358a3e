"""Crossref JSON: the works of Crossref's REST API, alone, in lists, one a line.

It resembles CSL-JSON and is not: titles are arrays, types are Crossref's own, a group's name is in
`name`, texts are pieces of XML. What `Article` has no field for, and whatever had to be chosen from
(the second title, the licence for text mining), stays in `custom["crossref"]`.

Choices: `issued` is the date in print where there is one (the year that the volume carries and
that publishers print), else Crossref's `issued`, which is the earliest; the other date is
`available_date`. An article number is `number`, and also `page` where there are no pages, since
that is where styles print it. Of a thesis and a report the institution is the publisher.

Source: https://api.crossref.org/swagger-ui, "Work"; https://github.com/CrossRef/rest-api-doc,
api_format.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.crossref_people import CUSTOM, read_contributor
from citeform.formats.jsonstream import Found, iter_objects
from citeform.formats.jsonvalues import is_empty, strings
from citeform.formats.registry import BUILT_IN
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.record import FrozenDict
from citeform.text.jats import abstract_from_jats, from_jats, plain_from_jats

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.names import Name

info = BUILT_IN["crossref"]

TYPES = {
    "book": "book",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "book-series": "book",
    "book-set": "book",
    "book-track": "chapter",
    "component": "document",
    "database": "dataset",
    "dataset": "dataset",
    "dissertation": "thesis",
    "edited-book": "book",
    "grant": "document",
    "journal": "periodical",
    "journal-article": "article-journal",
    "journal-issue": "periodical",
    "journal-volume": "periodical",
    "monograph": "book",
    "other": "document",
    "peer-review": "review",
    "posted-content": "article",
    "proceedings": "book",
    "proceedings-article": "paper-conference",
    "proceedings-series": "book",
    "reference-book": "book",
    "reference-entry": "entry",
    "report": "report",
    "report-component": "report",
    "report-series": "report",
    "standard": "standard",
    "standard-series": "standard",
}
"""Crossref's types (https://api.crossref.org/types) to CSL's."""

_POSTED = {
    "preprint": ("article", "Preprint"),
    "working_paper": ("article", "Working paper"),
    "letter": ("article", "Letter"),
    "dissertation": ("thesis", ""),
    "report": ("report", ""),
    "blog": ("post-weblog", ""),
    "other": ("post-weblog", ""),  # what the blogs that register with Crossref send
}
"""Subtypes of posted content: the type and genre they stand for."""
_WHOLE_BOOKS = {"book", "report", "standard", "thesis"}
"""CSL types whose container is a series."""
_PARTS = {"chapter", "paper-conference", "entry"}


# ------------------------------------------------------------------ reading


def read(source: Source, report: Report) -> Iterator[Article]:
    """The works of an answer of the API, of a list, of a dump with an object a line."""
    for found in iter_objects(source, report):
        for work in _works(found.value):
            if isinstance(work, dict):
                read = _read(work, report, found)
                if read.custom:
                    # Nobody else has the message, so what is kept of it need not be copied.
                    read.fields["custom"] = FrozenDict.owning({CUSTOM: read.custom})
                yield Article(**read.fields)
            else:
                report.add(
                    "json.not-an-item",
                    f"expected a work, found {type(work).__name__}",
                    line=found.line,
                    column=found.column,
                )


def _works(value: dict[str, Any]) -> list[Any]:
    """The works within an envelope: {"message": {"items": […]}}, {"items": […]}, or one alone."""
    message = value.get("message", value)
    if not isinstance(message, dict):
        return message if isinstance(message, list) else [message]
    items = message.get("items")
    return items if isinstance(items, list) else [message]


def from_message(
    message: dict[str, Any],
    report: Report | None = None,
    place: Found | None = None,
    *,
    origin: str = CUSTOM,
) -> Article:
    """One work (the API's `message`) as an `Article`; `place` is where it stands.

    What is kept aside goes to `custom[origin]`.
    """
    work = _read(message, report, place)
    if work.custom:
        work.fields["custom"] = {origin: work.custom}
    return Article(**work.fields)


def _read(message: dict[str, Any], report: Report | None, place: Found | None) -> _Work:
    work = _Work(message, report, place)
    for key, rule in _RULES:
        if key in message:
            rule(work, message[key])
    _finish(work)
    return work


class _Work:
    """One work being read: what was understood, what is kept aside."""

    def __init__(self, message: dict[str, Any], report: Report | None, place: Found | None) -> None:
        self.message = message
        self.fields: dict[str, Any] = {}
        self.custom: dict[str, Any] = {
            key: value
            for key, value in message.items()
            if key not in _KNOWN and (value or value == 0)
        }
        self._report = report
        self._place = place

    def keep(self, key: str) -> None:
        """Keep the value of a key as it came, since not all of it was understood."""
        self.custom[key] = self.message[key]

    def wrong(self, key: str, code: str = "field.wrong-kind") -> None:
        """Report a value that could not be read, and keep it."""
        self.keep(key)
        if self._report is not None:
            value = self.message[key]
            what = repr(value) if isinstance(value, str) else type(value).__name__
            self._report.add(
                code,
                f"{key} holds {what[:60]} that cannot be read; kept as it is",
                line=self._place.line if self._place else 0,
                column=self._place.column if self._place else 0,
                record=str(self.message.get("DOI") or ""),
            )


_Rule = Callable[[_Work, Any], None]


def _text(attribute: str, key: str, convert: Callable[[str], str] = from_jats) -> tuple[str, _Rule]:
    """A rule for one text: a string, a number, or the first of an array."""

    def rule(work: _Work, value: Any) -> None:
        texts = strings(value)
        if texts is None:
            work.wrong(key)
        elif texts:
            work.fields[attribute] = convert(texts[0])
            if len(texts) > 1:
                work.keep(key)

    return key, rule


def _type(work: _Work, value: Any) -> None:
    if not isinstance(value, str):
        if value is not None:
            work.wrong("type")
        return
    work.keep("type")  # finer than CSL's
    known = TYPES.get(value)
    if known is None:
        work.wrong("type", "type.unknown")
        known = "document"
    if value == "posted-content":
        subtype = work.message.get("subtype")
        known, genre = _POSTED.get(subtype if isinstance(subtype, str) else "", ("article", ""))
        work.fields["genre"] = genre
    elif value == "peer-review":
        work.fields["genre"] = "Peer review"
    work.fields["type"] = known


def _title(work: _Work, value: Any) -> None:
    titles = strings(value)
    if titles is None:
        work.wrong("title")
        return
    if not titles:
        return
    title = from_jats(titles[0])
    subtitles = strings(work.message.get("subtitle"))
    if len(titles) > 1:
        work.keep("title")
    if len(titles) > 1 or (subtitles and len(subtitles) > 1):
        work.keep("subtitle") if subtitles else None
    subtitle = from_jats(subtitles[0]) if subtitles else ""
    if subtitle and subtitle.casefold() not in title.casefold():
        title += (" " if title.endswith((":", "?", "!", "–", "—")) else ": ") + subtitle
    work.fields["title"] = title


def _container(work: _Work, value: Any) -> None:
    """The journal, the book, or the series; of two the first is the series."""
    titles = strings(value)
    if titles is None:
        work.wrong("container-title")
        return
    titles = [from_jats(each) for each in titles]
    kind = work.fields.get("type", "")
    fields: tuple[str, ...]
    if kind in _WHOLE_BOOKS:
        fields = ("collection_title",)
    elif kind in _PARTS and len(titles) > 1:
        fields = ("collection_title", "container_title")
    else:
        fields = ("container_title",)
    work.fields.update(zip(fields, titles, strict=False))
    if len(titles) > len(fields):
        work.keep("container-title")


def _pages(work: _Work, value: Any) -> None:
    pages = strings(value)
    if pages:
        work.fields["page"] = normal_pages(pages[0])
    elif pages is None:
        work.wrong("page")


def normal_pages(text: str) -> str:
    """Pages with a plain hyphen: "1–9", "1--9" and "1 - 9" are "1-9"; "7-7" is the page 7."""
    for dash in ("--", "–", "—", "‐", "‑", "−"):
        text = text.replace(dash, "-")
    parts = [part.strip() for part in text.split("-")]
    if len(parts) == 2 and parts[0] == parts[1]:
        return parts[0]
    return "-".join(parts) if all(parts) else text.strip()


def _names(attribute: str, key: str) -> tuple[str, _Rule]:
    def rule(work: _Work, value: Any) -> None:
        if not isinstance(value, list):
            if value is not None:
                work.wrong(key)
            return
        names: list[Name] = []
        firsts: list[Name] = []
        for each in value:
            name = read_contributor(each) if isinstance(each, dict | str) else None
            if name is None:
                if each not in ({}, None, ""):
                    work.wrong(key)
                continue
            if isinstance(each, dict) and each.get("sequence") == "first":
                firsts.append(name)
            names.append(name)
        if len(firsts) == 1 and names[0] is not firsts[0]:
            # Deposits are not always in order; "first" says who the first author is.
            names = [*firsts, *(name for name in names if name is not firsts[0])]
        work.fields[attribute] = tuple(names)

    return key, rule


def date_of(value: Any) -> Date | None:
    """A date in Crossref's way: {"date-parts": [[2011, 5]]}; None for [[null]] and the like."""
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list):
        return None
    numbers = []
    for part in first[:3]:
        try:
            numbers.append(int(part))
        except (TypeError, ValueError, OverflowError):
            break
    year, month, day = (*numbers, 0, 0, 0)[:3]
    if not year:
        return None
    if not 0 < month <= 12:
        return Date(year)
    return Date(year, month, day if 0 < day <= 31 else 0)


def _isbn(work: _Work, value: Any) -> None:
    _identifier(work, "ISBN", value, "isbn", " ")


def _issn(work: _Work, value: Any) -> None:
    _identifier(work, "ISSN", value, "issn", ", ")


def _identifier(work: _Work, key: str, value: Any, attribute: str, between: str) -> None:
    """ISBNs or ISSNs; the one of the printed edition first."""
    numbers = strings(value)
    if numbers is None:
        work.wrong(key)
        return
    if not numbers:
        return
    # Old records have "http://id.crossref.org/isbn/978…".
    bare = [number.rpartition("/")[2].strip() for number in numbers]
    typed = work.message.get(key.lower() + "-type")
    printed = [
        each.get("value")
        for each in (typed if isinstance(typed, list) else ())
        if isinstance(each, dict) and each.get("type") == "print"
    ]
    bare.sort(key=lambda number: number not in printed)
    work.fields[attribute] = between.join(dict.fromkeys(bare))


def _license(work: _Work, value: Any) -> None:
    """The address of the licence of the version of record; not that for text mining."""
    if value:
        work.keep("license")
    if not isinstance(value, list):
        return
    by_version = {
        str(each.get("content-version")): each["URL"]
        for each in reversed(value)
        # Some give their terms for text mining as those of the version of record.
        if isinstance(each, dict) and isinstance(each.get("URL"), str) and "tdm" not in each["URL"]
    }
    for version in ("vor", "unspecified", "am"):
        if version in by_version:
            work.fields["license"] = by_version[version]
            return


def _event(work: _Work, value: Any) -> None:
    event = {"name": value} if isinstance(value, str) else value
    if not isinstance(event, dict):
        work.wrong("event")
        return
    for key, attribute in (("name", "event_title"), ("location", "event_place")):
        if isinstance(event.get(key), str):
            work.fields[attribute] = from_jats(event[key])
    start, end = date_of(event.get("start")), date_of(event.get("end"))
    if start is not None:
        work.fields["event_date"] = start.replace(end=end) if end and end != start else start
    if not event.keys() <= {"name", "location", "start", "end"}:
        work.keep("event")


def _institution(work: _Work, value: Any) -> None:
    """Of a thesis, a report, a preprint the institution is what styles print as the publisher."""
    institutions = value if isinstance(value, list) else [value]
    first = institutions[0] if institutions else None
    if not isinstance(first, dict) or not isinstance(first.get("name"), str):
        if value:
            work.wrong("institution")
        return
    name = plain_from_jats(first["name"])
    kind = work.fields.get("type")
    place = strings(first.get("place"))
    if kind == "post-weblog" and work.fields.get("publisher") != name:
        work.fields["container_title"] = name
    elif kind in {"thesis", "report", "article"}:
        if work.fields.get("publisher", name) != name:
            work.keep("publisher")
        work.fields["publisher"] = name
        if place:
            work.fields["publisher_place"] = plain_from_jats(place[0])
            place = None
    said = name in (work.fields.get("publisher"), work.fields.get("container_title"))
    if len(institutions) > 1 or not said or place or not first.keys() <= {"name", "place"}:
        work.keep("institution")


def _group_title(work: _Work, value: Any) -> None:
    """The blog, or the preprint server; or, where that is known already, a subject."""
    kind, fields = work.fields.get("type"), work.fields
    if not isinstance(value, str):
        work.wrong("group-title")
    elif kind == "post-weblog" and "container_title" not in fields:
        fields["container_title"] = from_jats(value)
    elif kind == "article" and "publisher" not in fields:
        fields["publisher"] = plain_from_jats(value)
    else:
        work.keep("group-title")


def _relation(work: _Work, value: Any) -> None:
    """What a review is about goes to the note: CSL can only say its title."""
    if value:
        work.keep("relation")
    reviewed = value.get("is-review-of") if isinstance(value, dict) else None
    for each in reviewed if isinstance(reviewed, list) else ():
        if isinstance(each, dict) and each.get("id-type") == "doi" and each.get("id"):
            work.fields["note"] = f"Review of https://doi.org/{each['id']}"


def _version(work: _Work, value: Any) -> None:
    version = value.get("version") if isinstance(value, dict) else value
    texts = strings(version)
    if texts:
        work.fields["version"] = texts[0]
    if not texts or (isinstance(value, dict) and len(value) > 1):
        work.keep("version")


def _subject(work: _Work, value: Any) -> None:
    subjects = strings(value)
    if subjects is None:
        work.wrong("subject")
    elif subjects:
        work.fields["keyword"] = ", ".join(map(from_jats, subjects))


def _standards_body(work: _Work, value: Any) -> None:
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        work.fields["authority"] = plain_from_jats(value["name"])
    if value and not (isinstance(value, dict) and value.keys() <= {"name"}):
        work.keep("standards-body")


def _resource(work: _Work, value: Any) -> None:
    """The page itself is a better address than the resolver's, which the DOI gives anyway."""
    primary = value.get("primary") if isinstance(value, dict) else None
    address = primary.get("URL") if isinstance(primary, dict) else None
    if isinstance(address, str) and address:
        work.fields["url"] = address
    if value and not (isinstance(value, dict) and value.keys() <= {"primary"}):
        work.keep("resource")


def _address(work: _Work, value: Any) -> None:
    if not isinstance(value, str):
        work.wrong("URL")
    elif "url" not in work.fields:
        work.fields["url"] = value
    elif not value.lower().endswith(str(work.message.get("DOI", "")).lower()):
        work.keep("URL")


def _abstract(work: _Work, value: Any) -> None:
    texts = strings(value)
    if texts is None:
        work.wrong("abstract")
    else:
        work.fields["abstract"] = "\n".join(map(abstract_from_jats, texts))


def _description(work: _Work, value: Any) -> None:
    """Of data sets and components: the abstract where there is no other."""
    if work.message.get("abstract") or not isinstance(value, str):
        work.keep("description")
    else:
        work.fields["abstract"] = abstract_from_jats(value)


def _plain(value: str) -> str:
    return value.strip()


_RULES: tuple[tuple[str, _Rule], ...] = (
    ("type", _type),
    ("title", _title),
    ("container-title", _container),
    _text("doi", "DOI", _plain),
    _text("container_title_short", "short-container-title"),
    _text("title_short", "short-title"),
    _text("original_title", "original-title"),
    _names("author", "author"),
    _names("editor", "editor"),
    _names("translator", "translator"),
    _names("chair", "chair"),
    _names("container_author", "container-author"),
    _names("contributor", "contributor"),
    _text("volume", "volume", _plain),
    _text("issue", "issue", _plain),
    ("page", _pages),
    _text("number", "article-number", _plain),
    _text("number", "report-number", _plain),
    _text("collection_number", "series-number", _plain),
    _text("edition", "edition-number", _plain),
    _text("part_number", "part-number", _plain),
    _text("language", "language", _plain),
    _text("publisher", "publisher", plain_from_jats),
    _text("publisher_place", "publisher-location", plain_from_jats),
    _text("genre", "degree"),
    ("institution", _institution),
    ("group-title", _group_title),
    ("relation", _relation),
    ("ISBN", _isbn),
    ("ISSN", _issn),
    ("license", _license),
    ("event", _event),
    ("version", _version),
    ("subject", _subject),
    ("standards-body", _standards_body),
    ("resource", _resource),
    ("URL", _address),
    ("abstract", _abstract),
    ("description", _description),
)
"""In this order: the type decides where a container goes, the publisher precedes the institution."""
_DATES = ("issued", "published", "published-print", "published-online", "posted")
_KNOWN = frozenset(key for key, _ in _RULES) | {*_DATES, "subtitle"}


def _finish(work: _Work) -> None:
    """What depends on several keys: dates, article numbers, the id."""
    fields, message = work.fields, work.message
    dates = {key: date_of(message.get(key)) for key in _DATES}
    issue = message.get("journal-issue")
    in_issue = date_of(issue.get("published-print")) if isinstance(issue, dict) else None
    earliest = dates["issued"] or dates["published"] or dates["posted"]
    issued = dates["published-print"] or in_issue or earliest or dates["published-online"]
    available = dates["published-online"] or earliest
    fields["issued"] = issued
    if available is not None and available != issued:
        fields["available_date"] = available
    for key, date in dates.items():
        if date is None and not is_empty(message.get(key)):
            work.wrong(key, "date.unparsed")
        elif date is not None and date not in (issued, available):
            work.keep(key)
    if not fields.get("page") and message.get("article-number") and "number" in fields:
        fields["page"] = fields["number"]
    fields["id"] = fields.get("doi", "")
    if "title" not in fields and not is_empty(message.get("subtitle")):
        work.keep("subtitle")
