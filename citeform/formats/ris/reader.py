"""RIS to `Article`: by the tables, then the tags that are read together or by their value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from citeform.formats.invertednames import parse_name, parse_names
from citeform.formats.languagecodes import language_tag
from citeform.formats.ris.lines import GRAMMAR, regular, tag_lines
from citeform.formats.ris.procite import LAYOUTS, is_procite, read_label
from citeform.formats.ris.tables import (
    LONGEST_NUMBER,
    Layout,
    layout,
    ris_type_of,
    written_type,
)
from citeform.formats.serials import sort_serials
from citeform.formats.slashdates import parse_slashed
from citeform.formats.tagged import Field, Record, one_line, page_range, plain_dashes, scan
from citeform.identifiers import doi as doi_id
from citeform.identifiers import pmcid as pmcid_id
from citeform.identifiers import pmid as pmid_id
from citeform.model.article import Article, unchecked
from citeform.model.dates import Date
from citeform.model.record import frozen_texts
from citeform.text import keywords

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.names import Name

NAME = "ris"
_IN_LINES = frozenset({"abstract", "annote"})
"""Texts whose lines are kept; all others are put on one line."""

_TOLD_IF_REPEATED = frozenset({"TI", "T1", "ID", "VL", "IS"})
_NOTHING: list[str] = []
_NUMBERING = "0123456789.\n "
"""What may stand before the first record."""
_LONG = 1 << 20
"""Characters without a regular TY that are kept together at most, if there is a place to cut."""
_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})


def read(source: Source, report: Report) -> Iterator[Article]:
    """The records of the file, in constant memory."""
    found = False
    line = 1
    for part in _parts(source.blocks()):
        lines = part.count("\n")
        record = regular(part, lines)
        if record is not None:
            report.place = line, 1
            found = True
            kind, tags, values = record
            yield _article(_Draft(tags, values, part, line, report), kind)
        elif part.strip(_NUMBERING):
            scanned = scan(part.split("\n"), GRAMMAR, report, line)
            for each in _with_late_tags(scanned, report):
                report.place = each.line, 1
                found = True
                yield _from_record(each, report)
        line += lines
    if not found:
        report.add("input.empty", "there is no record: no line begins with TY")


def _parts(blocks: Iterator[str]) -> Iterator[str]:
    """The text cut before each "TY  - ", so that a part holds one record if the file is regular.

    A file that spells TY otherwise has no such places: it is cut behind an ER or at an empty line,
    once there is much of it.
    """
    rest = ""
    for block in blocks:
        text = rest + block if rest else block
        start = 0
        while place := text.find("\nTY  - ", start) + 1:
            yield text[start:place]
            start = place
        rest = text[start:]
        if not start and len(text) >= _LONG:
            end = max(text.rfind("\nER"), text.rfind("\ner"), text.rfind("\n\n"))
            cut = (text.find("\n", end + 1) + 1 if end >= 0 else 0) or len(text)
            yield text[:cut]
            rest = text[cut:]
    if rest:
        yield rest if rest.endswith("\n") else rest + "\n"


def _with_late_tags(records: Iterator[Record], report: Report) -> Iterator[Record]:
    """The records, each with the tags that Ovid writes behind its ER."""
    before: Record | None = None
    for record in records:
        tag, _, line = record.fields[0]
        if before is not None and before.ended and tag != "TY" and not record.ended:
            before.fields.extend(record.fields)
            report.add("tagged.after-end", "tags stand behind ER", line=line)
            continue
        if before is not None:
            yield before
        before = record
    if before is not None:
        yield before


def _from_record(record: Record, report: Report) -> Article:
    """The article of a record that was read line by line; tells what is wrong with its frame."""
    if not record.ended:
        report.add("tagged.no-end", "the record does not end in ER", line=record.line)
    kind = None
    tag, value, line = record.fields[0]
    if tag == "TY":
        kind = value
        del record.fields[0]
    else:
        report.add("tagged.no-type", "the record does not begin with TY", line=line)
    tags, values = [each[0] for each in record.fields], [each[1] for each in record.fields]
    return _article(_Draft(tags, values, record.fields, record.line, report), kind)


class _Draft:
    """An article in the making: what is read so far, what is kept aside."""

    __slots__ = (
        "aside",
        "by_tag",
        "fields",
        "layout",
        "line",
        "procite",
        "report",
        "tags",
        "values",
        "written",
    )

    def __init__(
        self,
        tags: list[str],
        values: list[str],
        written: str | list[Field],
        line: int,
        report: Report,
    ) -> None:
        self.tags = tags
        self.values = values
        self.line = line
        self.report = report
        self.fields: dict[str, Any] = {}
        self.aside: dict[str, list[str]] = {}
        self.by_tag: dict[str, list[str]] = {}
        """The values of the tags that are more than one text."""
        self.layout = _GENERIC
        self.procite = False
        self.written = written

    def line_of(self, value: str, *tags: str) -> int:
        """The line of one of the values: of this very string, as the same may be there twice.

        The lines are counted only here, as there is mostly nothing to tell.
        """
        if isinstance(self.written, str):
            lines = tag_lines(self.written, self.line)
        else:
            lines = [line for _, _, line in self.written]
        places = zip(self.tags, self.values, lines, strict=True)
        return next(
            line for tag, each, line in places if each is value and (tag in tags or not tags)
        )

    def keep(self, tag: str, *values: str) -> None:
        """Keep for `custom` what has no field."""
        self.aside.setdefault(tag, []).extend(values)

    def put(self, attribute: str, tag: str, value: str) -> None:
        """Set a text; where it is set already, keep the other one."""
        text = one_line(value) if "\n" in value and attribute not in _IN_LINES else value
        if self.fields.setdefault(attribute, text) != text:
            self.keep(tag, text)
            if tag in _TOLD_IF_REPEATED:
                self.report.add(
                    "tagged.repeated",
                    f"{attribute} is given twice; {text[:40]!r} is kept aside as {tag}",
                    line=self.line_of(value, tag),
                    record=self.fields.get("id", ""),
                )

    def names(self, values: list[str]) -> tuple[Name, ...]:
        """The names of a role; tells of those without a comma that were taken apart."""
        found: list[Name] = []
        for value in values:
            if "," not in value:
                people = parse_names(value)
                self._tell_guessed(people, value)
                found += people
            elif ";" in value or "\n" in value:
                found += parse_names(value)
            elif name := parse_name(value):
                found.append(name)
        return tuple(found)

    def _tell_guessed(self, people: list[Name], value: str) -> None:
        for name in people:
            if name.family:
                message = f"{name}: the initials are taken for the given name"
                self.report.add("name.guessed", message, line=self.line_of(value))

    def take(self, tag: str) -> list[str]:
        """The values of a tag, each on one line."""
        return [one_line(value) for value in self.by_tag.get(tag, ())]


def _article(draft: _Draft, kind: str | None) -> Article:
    """The record as an `Article`: tag by tag, then what goes together. `kind` is what TY says."""
    if kind is not None:
        _read_type(draft, kind)
    fields, by_tag, texts = draft.fields, draft.by_tag, draft.layout.texts
    for tag, value in zip(draft.tags, draft.values, strict=True):
        if not value:
            continue
        if tag in texts:
            attribute = texts[tag]
            if attribute in fields or "\n" in value:
                draft.put(attribute, tag, value)
            else:
                fields[attribute] = value
        elif tag in by_tag:
            by_tag[tag].append(value)
        else:
            by_tag[tag] = [value]
    _read_groups(draft)
    _settle(draft)
    if draft.aside:
        fields["custom"] = frozen_texts(NAME, draft.aside)
    fields["type"] = draft.layout.csl_type
    return unchecked(fields)


def _read_groups(draft: _Draft) -> None:
    """Read the tags that are not just one text: names, what goes together, what is kept aside."""
    fields, by_tag = draft.fields, draft.by_tag
    roles, unknown, finishers = _plan(draft.layout, tuple(by_tag))
    for tag, role in roles:
        names = draft.names(by_tag[tag])
        if role in fields:
            names = _in_order(draft, role)
        if names:
            fields[role] = names
    for tag in unknown:
        draft.aside[tag] = by_tag[tag]
    for finish in finishers:
        finish(draft)


Finisher = Callable[[_Draft], None]


@lru_cache(maxsize=1024)
def _plan(
    layout: Layout, tags: tuple[str, ...]
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...], tuple[Finisher, ...]]:
    """What the tags that are not just one text are: names and their role, unknown, for a finisher.

    The records of a file have the same few sets of tags, so it is mostly known already.
    """
    rest = [tag for tag in tags if tag not in _FINISHERS]
    roles = ((tag, layout.roles[tag]) for tag in rest if tag in layout.roles)
    unknown = (tag for tag in rest if tag not in layout.roles)
    finishers = dict.fromkeys(_FINISHERS[tag] for tag in tags if tag in _FINISHERS)
    return tuple(roles), tuple(unknown), tuple(finishers)


def _in_order(draft: _Draft, role: str) -> tuple[Name, ...]:
    """The names of a role that are spread over several tags, in the order of the lines."""
    roles = draft.layout.roles
    given = zip(draft.tags, draft.values, strict=True)
    return tuple(n for tag, value in given if roles.get(tag) == role for n in parse_names(value))


def _read_type(draft: _Draft, kind: str) -> None:
    """Take the layout of the type; one that we do not know is kept aside and read as GEN."""
    found, kept = _type(kind)
    if kept:
        draft.keep("TY", kept)
    if found is None:
        message = f"{kind!r} is no type of RIS; read as GEN"
        draft.report.add("type.unknown", message, line=draft.line)
        return
    draft.layout = found
    if is_procite(draft.tags, draft.values):
        draft.procite = True
        draft.layout = layout(found.ris_type, LAYOUTS.get(found.ris_type, ""))


@lru_cache(maxsize=256)
def _type(text: str) -> tuple[Layout | None, str]:
    """The layout for the value of TY, and what of it must be kept so that it is written again."""
    known = ris_type_of(text)
    if not known:
        return None, text
    found = layout(known)
    return found, "" if written_type(found.csl_type) == known else known


_GENERIC = layout("GEN")


# ------------------------------------------------------------------ tags that go together


def _journal(draft: _Draft) -> None:
    """JO is the full title or the abbreviation: the latter where there is a full one."""
    fields = draft.fields
    alone = "container_title" not in fields
    for value in draft.take("JO"):
        if fields.setdefault("container_title", value) != value:
            draft.put("container_title_short", "JO", value)
        elif alone and draft.layout.csl_type == "article-journal":
            fields.setdefault("container_title_short", value)


def _settle(draft: _Draft) -> None:
    """What is only known when all is read: a field that does for two, one that is none.

    An abbreviation of a periodical's title stands for the title as well, or the work would have
    none; an article number is cited where the pages would be.
    """
    fields = draft.fields
    if "language" in fields:
        fields["language"] = language_tag(fields["language"])
    if "pmcid" in fields:
        number = pmcid_id.normalize(fields["pmcid"])
        if number:
            fields["pmcid"] = number
        else:
            draft.keep(draft.layout.tags["pmcid"], fields.pop("pmcid"))
    if "10." in fields.get("genre", "") and (number := doi_id.normalize(fields["genre"])):
        written = fields.pop("genre")  # EndNote's older exports give the DOI in M3
        if fields.setdefault("doi", number).lower() != number.lower():
            draft.keep("M3", written)
    if "container_title_short" in fields and draft.layout.csl_type in _PERIODICALS:
        fields.setdefault("container_title", fields["container_title_short"])
    if (
        "number" in fields
        and "page" not in fields
        and draft.layout.attributes.get("C7") == "number"
    ):
        fields["page"] = fields.pop("number")


def _dates(draft: _Draft) -> None:
    find = draft.by_tag.get
    given = tuple(find("DA", _NOTHING)), tuple(find("PY", _NOTHING)), tuple(find("Y1", _NOTHING))
    best, kept, unparsed = _issued(*given)
    if best is not None:
        draft.fields["issued"] = best
        if best.year is None:
            first = next(tag for tag in ("DA", "PY", "Y1") if tag in draft.by_tag)
            message = f"{best.literal!r} is not a date; kept as it is"
            line = draft.line_of(draft.by_tag[first][0], first)
            draft.report.add("date.unparsed", message, line=line)
    for tag, value in kept:
        draft.keep(tag, value)
    for tag, value in unparsed:
        _unparsed(draft, tag, value, draft.line)
    for value in find("Y2", _NOTHING):
        date = parse_slashed(one_line(value))
        attribute = draft.layout.attributes.get("Y2", "accessed")
        if date.year is None or attribute in draft.fields:
            _unparsed(draft, "Y2", value, draft.line_of(value, "Y2"))
        else:
            draft.fields[attribute] = date


Pairs = tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def _issued(
    da: tuple[str, ...], py: tuple[str, ...], y1: tuple[str, ...]
) -> tuple[Date | None, Pairs, Pairs]:
    """The most precise of DA, PY and Y1 that agree on the year; PY says which year.

    Also what says something else, and what could not be understood, with the tag.
    """
    given = (("DA", da), ("PY", py), ("Y1", y1))
    found = [
        (tag, value, parse_slashed(one_line(value))) for tag, values in given for value in values
    ]
    years = {tag: date.year for tag, _, date in reversed(found) if date.year is not None}
    year = years.get("PY", years.get("DA", years.get("Y1")))
    best: Date | None = None
    kept, unparsed = [], []
    for tag, value, date in found:
        if date == Date():
            continue
        whole = date
        if date.year is None and year is not None:
            whole = Date.parse(f"{one_line(value)} {year}")
        if whole.year != year:
            unparsed.append((tag, value))
        elif best is None or _precision(whole) > _precision(best):
            best = whole
        elif whole != best and _precision(whole) == _precision(best):
            kept.append((tag, value))
    return best, tuple(kept), tuple(unparsed)


def _precision(date: Date) -> int:
    if date.end is not None or date.circa or date.raw:
        return 4
    return 3 if date.day else 2 if date.month or date.season else 1


def _unparsed(draft: _Draft, tag: str, value: str, line: int) -> None:
    draft.keep(tag, value)
    draft.report.add("date.unparsed", f"{tag} {value!r} was not understood; kept aside", line=line)


def _pages(draft: _Draft) -> None:
    """SP and EP make a range; SP alone is what the type says: pages, or how many there are."""
    starts, ends = draft.by_tag.get("SP", _NOTHING), draft.by_tag.get("EP", _NOTHING)
    start = one_line(starts[0]) if starts else ""
    end = one_line(ends[0]) if ends else ""
    if not start:
        draft.keep("EP", end)
    else:
        target = draft.layout.attributes.get("SP", "page")
        if end and not (start.endswith(end) and "-" in start):
            target, start = "page", page_range(start, end)
        draft.put(target, "SP", plain_dashes(start) if target == "page" else start)
    if len(starts) > 1:
        draft.keep("SP", *starts[1:])
    if len(ends) > 1:
        draft.keep("EP", *ends[1:])


def _number(draft: _Draft) -> None:
    """M1 is a number or an issue if it is short and alone; Ovid and Embase fill it with anything."""
    values = draft.take("M1")
    attribute = draft.layout.attributes.get("M1", "")
    elsewhere = attribute == draft.layout.attributes.get("SN") and "SN" in draft.by_tag
    if attribute and not elsewhere and len(values) == 1 and len(values[0]) <= LONGEST_NUMBER:
        draft.put(attribute, "M1", values[0])
    else:
        draft.keep("M1", *values)


def _serials(draft: _Draft) -> None:
    instead = draft.layout.attributes.get("SN", "")
    found, rest = sort_serials(tuple(draft.take("SN")), draft.layout.csl_type, instead)
    for attribute, value in found:
        if attribute in draft.fields:
            draft.put(attribute, "SN", value)
        else:
            draft.fields[attribute] = value
    if rest:
        draft.keep("SN", *rest)


def _doi(draft: _Draft) -> None:
    for value in draft.by_tag["DO"]:
        found = doi_id.normalize(value)
        if not found:
            draft.keep("DO", value)
        elif "doi" in draft.fields:
            draft.put("doi", "DO", found)
        else:
            draft.fields["doi"] = found


def _addresses(draft: _Draft) -> None:
    fields = draft.fields
    for value in draft.by_tag["UR"]:
        if "url" not in fields and ";" not in value and "\n" not in value:
            fields["url"] = value
            continue
        for address in map(str.strip, value.replace("; http", "\nhttp").split("\n")):
            if address:
                draft.put("url", "UR", address)


def _words(draft: _Draft) -> None:
    values = draft.by_tag["KW"]
    text = ", ".join(values)
    if ";" in text or "\n" in text or text.count(",") >= len(values):
        text = keywords.join(";".join(values).replace("\n", ";").split(";"))
    elif len(set(values)) < len(values):
        text = ", ".join(dict.fromkeys(values))
    if text:
        draft.fields["keyword"] = text


def _notes(draft: _Draft) -> None:
    """Every N1 is a line of the note; one that only holds an identifier is that identifier."""
    fields, lines = draft.fields, []
    for value in draft.by_tag["N1"]:
        label, colon, rest = value.partition(":")
        if colon and label == "PMID" and "pmid" not in fields and pmid_id.normalize(rest):
            fields["pmid"] = pmid_id.normalize(rest)
        elif colon and label == "PMCID" and "pmcid" not in fields and pmcid_id.normalize(rest):
            fields["pmcid"] = pmcid_id.normalize(rest)
        elif draft.procite:
            lines.append(read_label(value, fields))
        else:
            lines.append(value)
    note = "\n".join(filter(None, lines))
    if note:
        fields["note"] = note


def _place(draft: _Draft) -> None:
    """CY of a meeting is where it took place if C1 gives the publisher's place or there is none."""
    attribute = draft.layout.attributes.get("CY", "publisher_place")
    for place, value in enumerate(draft.take("CY")):
        if place == 0 and attribute in draft.fields and attribute == "publisher_place":
            draft.keep("PP", draft.fields.pop(attribute))  # CY goes before its aliases
        if (
            attribute == "event_place"
            and draft.layout.attributes.get("C1") == "publisher_place"
            and "publisher_place" not in draft.fields
            and "publisher" in draft.fields
        ):
            attribute = "publisher_place"
        draft.put(attribute, "CY", value)


_FINISHERS: dict[str, Finisher] = {
    "JO": _journal,
    "DA": _dates,
    "PY": _dates,
    "Y1": _dates,
    "Y2": _dates,
    "SP": _pages,
    "EP": _pages,
    "SN": _serials,
    "M1": _number,
    "DO": _doi,
    "UR": _addresses,
    "KW": _words,
    "N1": _notes,
    "CY": _place,
}
"""What reads the tags of `TOGETHER`; a record's are called once each, in the order of its tags."""
