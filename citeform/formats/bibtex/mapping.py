"""Fields of an entry to the variables of an `Article`: the rules that need more than one field.

`derive` is the whole mapping: from raw fields (names in lower case, values in LaTeX) to variables
and to the fields that must be kept as they are, because the variables do not say all that they
said. The writer calls it too, on the fields that were kept: where it gives what the article has,
they are written back; where it does not, the article was changed, and what they say is out of date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from citeform.formats.bibtex.dates import (
    is_implied,
    parse_date_field,
    parse_year_month_day,
)
from citeform.formats.bibtex.eprints import derive_eprint
from citeform.formats.bibtex.fields import PRIORITY, READING, How
from citeform.formats.bibtex.languages import name_of, tag_of
from citeform.formats.bibtex.literals import read_literal
from citeform.formats.bibtex.names import parse_name, split_names
from citeform.formats.bibtex.publishers import PUBLISHERS, derive_places, derive_publisher
from citeform.formats.bibtex.titles import TITLE_PARTS, derive_titles
from citeform.formats.bibtex.types import (
    ENTRY_TYPES,
    SUBTYPES,
    UNKNOWN,
    EntryType,
    Shape,
)
from citeform.identifiers import doi as doi_rules
from citeform.model.vocabulary import TYPES
from citeform.text.tex import decode, decode_plain
from citeform.text.tex.decode import BIBSTRINGS, unknown_commands

if TYPE_CHECKING:
    from citeform.model.names import Name

_DATE_PARTS = ("date", "year", "month", "day")
_CONTAINERS = ("journaltitle", "journal", "booktitle")
_COUNTS = (
    "number",
    "issue",
    "eid",
    "article-number",
    "part",
    "volume",
    "pages",
    "csl-number",
    "collection-number",
)
_EPRINTS = ("eprint", "eprinttype", "archiveprefix", "eprintclass", "primaryclass")
_EDITORS = (
    "editor",
    "editortype",
    "editora",
    "editoratype",
    "editorb",
    "editorbtype",
    "editorc",
    "editorctype",
)
_LANGUAGES = ("langid", "hyphenation", "language")

GROUPS: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(variables.split()), frozenset(names))
    for variables, names in (
        (
            "title title_short container_title container_title_short volume_title",
            (*TITLE_PARTS, *_CONTAINERS),
        ),
        ("publisher", (*PUBLISHERS, "location", "address")),
        ("publisher_place jurisdiction event_place", ("location", "address")),
        ("issued", _DATE_PARTS),
        ("issue number collection_number volume page part_number", _COUNTS),
        ("archive archive_location pmid url", (*_EPRINTS, "url", "howpublished")),
        ("editor translator compiler director organizer illustrator editorial_director", _EDITORS),
        ("language", _LANGUAGES),
        ("note pmid", ("note", "addendum")),
        ("type genre", ("entrysubtype", "type")),
    )
)
"""Variables that are derived together, and the fields they are derived from."""

_EDITOR_ROLES = {
    "editor": "editor",
    "compiler": "compiler",
    "director": "director",
    "organizer": "organizer",
    "organiser": "organizer",
    "curator": "curator",
    "illustrator": "illustrator",
    "translator": "translator",
    "producer": "producer",
    "execproducer": "executive_producer",
    "scriptwriter": "script_writer",
    "editorialdirector": "editorial_director",
}
"""biblatex's `editortype` to CSL's variables; any other kind of editor is an editor."""

_RANGE = re.compile(r"\s*(?:-{1,3}|[–—])\s*")
_LIST_OPTION = re.compile(
    r"(?:^|\band\s)\s*(?:sortingname|uniquename|labelalphaname|labelname|useprefix)\w*\s*=\s*\w+\s*"
    r"(?:$|and\b)"
)
_PMID = re.compile(r"PMID:? ?([0-9]{1,9})")
_ANNOTATED = re.compile(r'([0-9]{1,4})\s*=\s*((?:"[^"]*"|[^";,]*)(?:\s*,\s*(?:"[^"]*"|[^";,]*))*)')
_QUOTED = re.compile(r'"([^"]*)"')

_DATES, _COUNT, _TITLE, _PUBLISHER, _LANGUAGE, _EPRINT, _EDITOR, _ADDENDUM, _SUBTYPE = (
    1 << place for place in range(9)
)
_RULES: dict[str, int] = {
    **dict.fromkeys(_DATE_PARTS, _DATES),
    **dict.fromkeys(_COUNTS, _COUNT),
    **dict.fromkeys((*TITLE_PARTS, *_CONTAINERS), _TITLE),
    **dict.fromkeys(PUBLISHERS, _PUBLISHER),
    **dict.fromkeys(_LANGUAGES, _LANGUAGE),
    **dict.fromkeys(_EPRINTS, _EPRINT),
    **dict.fromkeys(_EDITORS, _EDITOR),
    "addendum": _ADDENDUM,
    "entrysubtype": _SUBTYPE,
    "options": 0,
}
"""Fields that a rule below looks at together with others; the rule as a bit."""

THESES: dict[str, str] = {BIBSTRINGS[key]: key for key in ("phdthesis", "mathesis", "bathesis")}
"""Genres of theses to the key that biblatex writes for them."""

_BOTH = frozenset({"volume", "pages", "editor"})
"""Of these, fields that are a variable all the same when they stand alone."""

_STEPS: dict[str, tuple[str, How | None, int]] = {
    name: (attribute, how, 0)
    for name, (attribute, how) in READING.items()
    if name not in _RULES or name in _BOTH
} | {name: ("", None, rule) for name, rule in _RULES.items() if name not in _BOTH}
"""What is done with a field: a variable and how its value is read, or a rule."""

_NAMES_, _TITLE_, _TEXT_, _LITERAL_ = How.NAMES, How.TITLE, How.TEXT, How.LITERAL

Notes = list[tuple[str, str, str]]
"""What to tell the user: code of a diagnostic, field, message."""


def derive(
    kind: str, fields: Mapping[str, str], *, biblatex: bool, notes: Notes | None = None
) -> tuple[dict[str, Any], dict[str, str]]:
    """Variables of an entry of type `kind` (lower case), and the fields to be kept as they are."""
    entry = ENTRY_TYPES.get(kind, UNKNOWN)
    variables: dict[str, Any] = {}
    kept: dict[str, str] = {}
    rules = 0
    others: list[str] = []
    dropping = biblatex
    if "options" in fields:
        dropping = not _use_prefix(fields["options"], biblatex)
    for name, value in fields.items():
        step = _STEPS.get(name)
        if step is None:
            others.append(name)
            continue
        attribute, how, rule = step
        if how is None:
            rules |= rule
            continue
        if attribute in variables:
            if not value.strip():
                continue
            winner = _winner(attribute, fields)
            if winner != name:
                if value.strip() != fields[winner].strip():
                    kept[name] = value
                continue
            kept.update(_losers(attribute, fields, name))
        if how is _NAMES_:
            converted: Any = read_names(value, name, dropping, notes)
            if "=" in value and _LIST_OPTION.search(value):
                kept[name] = value
        elif how is _TITLE_:
            converted = decode(value, protect=True)
        elif how is _TEXT_:
            converted = decode(value)
        elif how is _LITERAL_:
            converted = read_literal(value)
            if attribute == "doi" and converted and not converted.startswith("10."):
                converted = doi_rules.find(converted) or converted
        else:
            converted = parse_date_field(value) if value.strip() else None
        if converted:
            variables[attribute] = converted
            if "\\" in value and unknown_commands(value):
                _keep_unknown(name, value, kept, notes)
    page = variables.get("page")
    if page is not None and not page.isdecimal():
        variables["page"] = _RANGE.sub("-", page)
    if rules & _DATES:
        _dates(fields, variables, kept)
    if rules & _COUNT:
        _counts(entry, fields, variables, kept)
    if rules & _TITLE:
        derive_titles(entry, fields, variables, kept)
    if rules & _PUBLISHER:
        derive_publisher(entry, fields, variables, kept, biblatex=biblatex)
    if rules >= _LANGUAGE:
        if rules & _LANGUAGE:
            _languages(fields, variables, kept)
        if rules & _EPRINT:
            derive_eprint(fields, variables, kept)
        if rules & _EDITOR:
            _editors(fields, variables, kept, dropping, notes)
        if rules & _ADDENDUM:
            _addendum(fields, variables, kept)
        if rules & _SUBTYPE:
            _subtype(entry, fields["entrysubtype"], variables, kept)
    for name in others:
        if "+an" not in name or not _annotations(name, fields[name], variables):
            kept[name] = fields[name]
    genre = variables.get("genre")
    if genre is None:
        if entry.genre and "type" not in fields:
            variables["genre"] = entry.genre
    elif genre in BIBSTRINGS:
        variables["genre"] = BIBSTRINGS[genre]
        if not (biblatex and kind == "thesis" and BIBSTRINGS[genre] in THESES):
            kept["type"] = fields["type"]
    if "options" in fields:
        _options(fields["options"], variables, kept)
    if "publisher_place" in variables:
        derive_places(entry, fields, variables, kept, biblatex=biblatex)
    series = variables.get("collection_title")
    if series is not None and (series in BIBSTRINGS or series.isdecimal()):
        _series(entry, fields["series"], variables, kept)
    if "note" in variables and variables["note"].startswith("PMID"):
        _pmid_in_note(fields, variables, kept)
    if "status" in variables and variables["status"] in BIBSTRINGS:
        kept["pubstate"] = fields["pubstate"]
        variables["status"] = BIBSTRINGS[variables["status"]]
    variables.setdefault("type", entry.csl)
    return variables, kept


def _addendum(fields: Mapping[str, str], variables: dict[str, Any], kept: dict[str, str]) -> None:
    """Biblatex's `addendum` is printed at the end, like CSL's note."""
    addendum = decode(fields["addendum"])
    if addendum:
        note = variables.get("note", "")
        variables["note"] = f"{note}. {addendum}" if note else addendum
        kept.update((name, fields[name]) for name in ("note", "addendum") if name in fields)


def _subtype(entry: EntryType, value: str, variables: dict[str, Any], kept: dict[str, str]) -> None:
    """An `entrysubtype` that names a CSL type, or the kind of periodical."""
    csl = SUBTYPES.get(value.strip().lower(), value.strip())
    if csl in TYPES and (entry.shape is Shape.ARTICLE) == (csl in _PERIODICAL):
        variables["type"] = csl
    else:
        kept["entrysubtype"] = value


_PERIODICAL = frozenset(
    {
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "review",
        "review-book",
        "periodical",
    }
)


def _keep_unknown(name: str, value: str, kept: dict[str, str], notes: Notes | None) -> None:
    """A value with a command that is not known is kept, so that it is written back as it was."""
    kept[name] = value
    if notes is not None:
        commands = ", ".join(f"\\{each}" for each in dict.fromkeys(unknown_commands(value)))
        notes.append(
            ("bibtex.unknown-command", name, f"{commands} is not known; its name was left out")
        )


# ------------------------------------------------------------------ values


def read_names(
    value: str, field: str, dropping: bool, notes: Notes | None = None
) -> tuple[Name, ...]:
    """The names of a field."""
    names = []
    for source in split_names(value):
        if "=" in source and _LIST_OPTION.match(source):
            continue
        if not source:
            if value.strip() and notes is not None:
                notes.append(("bibtex.name", field, 'an "and" with no name before or behind it'))
            continue
        name, valid = parse_name(source, dropping)
        if not valid and notes is not None:
            notes.append(
                ("bibtex.name", field, f"the name {source!r} is not as BibTeX writes names")
            )
        if name.__dict__:
            names.append(name)
    return tuple(names)


# ------------------------------------------------------------------ rules


def _dates(fields: Mapping[str, str], variables: dict[str, Any], kept: dict[str, str]) -> None:
    """`date`, else `year`, `month` and `day`."""
    date_text = fields.get("date", "")
    year, month, day = (fields.get(name, "") for name in ("year", "month", "day"))
    if date_text.strip():
        date = parse_date_field(date_text)
        variables["issued"] = date
        if not is_implied(date, year, month, day):
            for name in _DATE_PARTS:
                if fields.get(name, "").strip():
                    kept[name] = fields[name]
        elif date.to_edtf() != date_text.strip():
            kept["date"] = date_text
        return
    issued, understood = parse_year_month_day(year, month, day)
    if issued:
        variables["issued"] = issued
    if not understood:
        for name in ("year", "month", "day"):
            if fields.get(name, "").strip():
                kept[name] = fields[name]


def _counts(
    entry: EntryType, fields: Mapping[str, str], variables: dict[str, Any], kept: dict[str, str]
) -> None:
    """`number` is an issue, a number in a series or the work's own; `issue`, `eid`, `part`."""
    number = decode(fields["number"]) if "number" in fields else ""
    issue = decode(fields["issue"]) if "issue" in fields else ""
    if number:
        if entry.shape is Shape.ARTICLE:
            variables["issue"] = f"{number}, {issue}" if issue else number
            if issue:
                kept["number"], kept["issue"] = fields["number"], fields["issue"]
        elif entry.shape is Shape.OTHER:
            variables["number"] = number
        else:
            variables["collection_number"] = number
    if issue and "issue" not in variables:
        variables["issue"] = issue
        if entry.shape is Shape.ARTICLE:
            kept["issue"] = fields["issue"]
    for name in ("eid", "article-number"):
        value = decode(fields[name]) if name in fields else ""
        if not value:
            continue
        if variables.setdefault("number", value) != value:
            kept[name] = fields[name]
        # What an article has in place of pages; the variable on its own is `csl-number`.
        if "page" not in variables:
            variables["page"] = _RANGE.sub("-", value)
    for name, attribute in (("csl-number", "number"), ("collection-number", "collection_number")):
        value = decode(fields[name]) if name in fields else ""
        if value and variables.setdefault(attribute, value) != value:
            kept[name] = fields[name]
    part = decode(fields["part"]) if "part" in fields else ""
    if part:
        volume = variables.get("volume", "")
        variables["volume"] = f"{volume}.{part}" if volume else part
        kept["part"] = fields["part"]
        if "volume" in fields:
            kept["volume"] = fields["volume"]


def _pmid_in_note(
    fields: Mapping[str, str], variables: dict[str, Any], kept: dict[str, str]
) -> None:
    """A note that is a PMID, as exports of PubMed have it."""
    found = _PMID.fullmatch(variables["note"])
    if found is not None and variables.setdefault("pmid", found[1]) == found[1]:
        del variables["note"]
        kept["note"] = fields["note"]


def _series(entry: EntryType, value: str, variables: dict[str, Any], kept: dict[str, str]) -> None:
    """A journal's series: a localisation key, or a number that is printed as "3rd series"."""
    series = variables["collection_title"]
    if series in BIBSTRINGS:
        variables["collection_title"] = BIBSTRINGS[series]
        kept["series"] = value
    elif entry.shape is Shape.ARTICLE and len(series) < 3:
        number = int(series)
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
        variables["collection_title"] = f"{number}{ending} series"
        kept["series"] = value


def _languages(fields: Mapping[str, str], variables: dict[str, Any], kept: dict[str, str]) -> None:
    """The tag of `langid`, else of `language`; a name that the tag does not give back is kept."""
    for name in _LANGUAGES:
        value = fields.get(name, "").strip()
        if not value:
            continue
        if "language" in variables:
            kept[name] = value
            continue
        text = decode_plain(value)
        tag = tag_of(text)
        variables["language"] = tag
        if tag != text and (name != "langid" or name_of(tag) != value):
            kept[name] = value


def _editors(
    fields: Mapping[str, str],
    variables: dict[str, Any],
    kept: dict[str, str],
    dropping: bool,
    notes: Notes | None,
) -> None:
    """`editortype` says what an editor is; `editora` to `editorc` are further ones."""
    for name in ("editor", "editora", "editorb", "editorc"):
        kind = fields.get(f"{name}type", "").strip().lower()
        value = fields.get(name, "")
        if name == "editor":
            role = _EDITOR_ROLES.get(kind, "editor")
            if role != "editor" and role not in variables and "editor" in variables:
                variables[role] = variables.pop("editor")
        elif value.strip():
            role = _EDITOR_ROLES.get(kind or "editor", "")
            people = read_names(value, name, dropping, notes)
            if role and people and (role not in variables or role == "editor"):
                variables[role] = (*variables.get(role, ()), *people)
        for each in (name, f"{name}type"):
            if fields.get(each, "").strip():
                kept[each] = fields[each]


def _options(options: str, variables: Mapping[str, Any], kept: dict[str, str]) -> None:
    """Keep the options, but not `useprefix` where the particles of names say it."""
    particles = any(
        type(value) is tuple
        and any(each.dropping_particle or each.non_dropping_particle for each in value)
        for value in variables.values()
    )
    rest = [
        option.strip()
        for option in options.split(",")
        if not (particles and option.partition("=")[0].strip().lower() == "useprefix")
    ]
    if any(rest):
        kept["options"] = ", ".join(rest)


def _winner(attribute: str, fields: Mapping[str, str]) -> str:
    """Which of several fields of one variable counts, whatever their order."""
    names = (name for name in fields if READING.get(name, ("",))[0] == attribute)
    return min((name for name in names if fields[name].strip()), key=PRIORITY.__getitem__)


def _losers(attribute: str, fields: Mapping[str, str], winner: str) -> dict[str, str]:
    """The other fields of that variable, which are kept."""
    return {
        name: value
        for name, value in fields.items()
        if READING.get(name, ("",))[0] == attribute
        and value.strip() not in {"", fields[winner].strip()}
    }


def _use_prefix(options: str, biblatex: bool) -> bool:
    """Whether the particle stays with the family name: what `options` says, else the dialect."""
    for option in options.split(","):
        name, _, value = option.partition("=")
        if name.strip().lower() == "useprefix":
            return value.strip().lower() in {"", "true"}
    return not biblatex


@lru_cache(maxsize=256)
def _annotation_target(name: str) -> tuple[str, str] | None:
    field, _, annotation = name.partition("+an")
    row = READING.get(field)
    if row is None or row[1] is not How.NAMES:
        return None
    kind = annotation.lstrip(":").lower()
    return (row[0], kind) if kind in {"orcid", "affiliation"} else None


def _annotations(name: str, value: str, variables: dict[str, Any]) -> bool:
    """Biblatex's annotations of names, as far as they are ORCID iDs and affiliations."""
    target = _annotation_target(name)
    if target is None:
        return False
    attribute, kind = target
    people = list(variables.get(attribute, ()))
    rest = _ANNOTATED.sub("", value).strip(" ;\n\t")
    found = list(_ANNOTATED.finditer(value))
    if rest or not found or any(not 1 <= int(each[1]) <= len(people) for each in found):
        return False
    for each in found:
        index = int(each[1]) - 1
        texts = _QUOTED.findall(each[2]) or [each[2].strip()]
        if kind == "orcid":
            people[index] = people[index].replace(orcid=texts[0].rstrip("/").rpartition("/")[2])
        else:
            people[index] = people[index].replace(affiliation=tuple(map(decode, texts)))
    variables[attribute] = tuple(people)
    return True
