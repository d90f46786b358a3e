"""RIS to `Article`: by the tables, then the tags that are read together or by their value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.invertednames import parse_names
from citeform.formats.ris.lines import GRAMMAR
from citeform.formats.ris.tables import TOGETHER, Layout, layout, ris_type_of, written_type
from citeform.formats.serials import sort_serials
from citeform.formats.slashdates import parse_slashed
from citeform.formats.tagged import Field, Record, one_line, page_range, plain_dashes, scan
from citeform.identifiers import doi as doi_id
from citeform.identifiers import pmcid as pmcid_id
from citeform.identifiers import pmid as pmid_id
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.text import keywords

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source

NAME = "ris"
_IN_LINES = frozenset({"abstract", "annote"})
"""Texts whose lines are kept; all others are put on one line."""


def read(source: Source, report: Report) -> Iterator[Article]:
    """The records of the file, in constant memory."""
    found = False
    for record in _with_late_tags(scan(source.lines(), GRAMMAR, report), report):
        found = True
        yield from_record(record, report)
    if not found:
        report.add("input.empty", "there is no record: no line begins with TY")


def _with_late_tags(records: Iterator[Record], report: Report) -> Iterator[Record]:
    """The records, each with the tags that Ovid writes behind its ER."""
    before: Record | None = None
    for record in records:
        tag, _, line = record.fields[0]
        if before is not None and before.ended and tag != "TY" and not record.ended:
            before.fields.extend(record.fields)
            report.add("tagged.after-end", f"{tag} stands behind ER", line=line)
            continue
        if before is not None:
            yield before
        before = record
    if before is not None:
        yield before


def from_record(record: Record, report: Report) -> Article:
    """One record as an `Article`."""
    draft = _Draft(record, report)
    plan = draft.layout.plan
    fields, waiting = draft.fields, draft.waiting
    for each in record.fields:
        tag, value, line = each
        row = plan.get(tag)
        if not value:
            continue
        if row is None:
            if tag in TOGETHER:
                waiting.setdefault(tag, []).append(each)
            else:
                draft.keep(tag, value)
            continue
        is_names, attribute = row
        if is_names:
            people = fields.get(attribute)
            if people is None:
                fields[attribute] = parse_names(value)
            else:
                people.extend(parse_names(value))
        else:
            draft.put(attribute, tag, value, line)
    for finish in _FINISHERS:
        finish(draft)
    custom = draft.aside
    return Article(type=draft.layout.csl_type, custom={NAME: custom} if custom else None, **fields)


class _Draft:
    """An article in the making: what is read so far, what is kept aside, what waits."""

    __slots__ = ("aside", "fields", "layout", "record", "report", "waiting")

    def __init__(self, record: Record, report: Report) -> None:
        self.record = record
        self.report = report
        self.fields: dict[str, Any] = {}
        self.aside: dict[str, list[str]] = {}
        self.waiting: dict[str, list[Field]] = {}
        self.layout = self._read_type()

    def _read_type(self) -> Layout:
        """The layout of the type; one that we do not know is kept aside and read as GEN."""
        record, report = self.record, self.report
        if not record.ended:
            report.add("tagged.no-end", "the record does not end in ER", line=record.line)
        tag, value, line = record.fields[0]
        if tag != "TY":
            report.add("tagged.no-type", "the record does not begin with TY", line=line)
            return layout("GEN")
        known = ris_type_of(value)
        if not known:
            report.add("type.unknown", f"{value!r} is no type of RIS; read as GEN", line=line)
            if value:
                self.keep("TY", value)
            return layout("GEN")
        found = layout(known)
        if written_type(found.csl_type) != known:
            self.keep("TY", known)
        return found

    def keep(self, tag: str, value: str) -> None:
        """Keep for `custom` what has no field."""
        self.aside.setdefault(tag, []).append(value)

    def put(self, attribute: str, tag: str, value: str, line: int) -> None:
        """Set a text; where it is set already, keep the other one."""
        if "\n" in value and attribute not in _IN_LINES:
            value = one_line(value)
        before = self.fields.setdefault(attribute, value)
        if before != value:
            self.keep(tag, value)
            if tag in {"TI", "T1", "ID", "VL", "IS"}:
                self.report.add(
                    "tagged.repeated",
                    f"{attribute} is given twice; {value[:40]!r} is kept aside as {tag}",
                    line=line,
                    record=self.fields.get("id", ""),
                )

    def take(self, tag: str) -> list[str]:
        """The waiting values of a tag, each on one line."""
        return [one_line(value) for _, value, _ in self.waiting.get(tag, ())]


# ------------------------------------------------------------------ tags that go together


def _journal(draft: _Draft) -> None:
    """JO is the full title or the abbreviation: the latter where there is a full one.

    An abbreviation alone stands for the title as well, or the work would have none.
    """
    fields = draft.fields
    if "JO" in draft.waiting:
        for value in draft.take("JO"):
            full = fields.setdefault("container_title", value)
            if full != value:
                draft.put("container_title_short", "JO", value, 0)
            elif draft.layout.csl_type == "article-journal" and "T2" not in draft.aside:
                _alone(draft, value)
    elif "container_title_short" in fields and "container_title" not in fields:
        if draft.layout.attributes.get("T2") == "container_title":
            fields["container_title"] = fields["container_title_short"]


def _alone(draft: _Draft, value: str) -> None:
    """A journal known by one title only has it in both fields, as an abbreviation may be meant."""
    given = {tag for tag, _, _ in draft.record.fields}
    if given.isdisjoint({"T2", "JF", "BT"}):
        draft.fields.setdefault("container_title_short", value)


def _dates(draft: _Draft) -> None:
    waiting = draft.waiting
    found = [
        (tag, value, parse_slashed(value), line)
        for tag in ("DA", "PY", "Y1")
        for _, value, line in waiting.get(tag, ())
    ]
    if found:
        _issued(draft, found)
    for _, value, line in waiting.get("Y2", ()):
        date = parse_slashed(one_line(value))
        attribute = draft.layout.attributes.get("Y2", "accessed")
        if date.year is None or attribute in draft.fields:
            _unparsed(draft, "Y2", value, line)
        else:
            draft.fields[attribute] = date


def _issued(draft: _Draft, found: list[tuple[str, str, Date, int]]) -> None:
    """The most precise of DA, PY and Y1 that agree on the year; PY says which year."""
    years = {tag: date.year for tag, _, date, _ in reversed(found) if date.year is not None}
    year = years.get("PY", years.get("DA", years.get("Y1")))
    best: Date | None = None
    for tag, value, date, line in found:
        if date == Date():
            continue
        if date.year is None and year is not None:
            date = Date.parse(f"{one_line(value)} {year}")
        if date.year != year:
            _unparsed(draft, tag, value, line)
        elif best is None or _precision(date) > _precision(best):
            best = date
        elif year is None or _precision(date) == _precision(best) and date != best:
            draft.keep(tag, value)
    if best is not None:
        draft.fields["issued"] = best
        if year is None:
            tag, value, _, line = next(each for each in found if each[2] != Date())
            draft.report.add("date.unparsed", f"{tag} {value!r} is not a date; kept", line=line)


def _precision(date: Date) -> int:
    if date.end is not None or date.circa or date.raw:
        return 4
    return 3 if date.day else 2 if date.month or date.season else 1


def _unparsed(draft: _Draft, tag: str, value: str, line: int) -> None:
    draft.keep(tag, value)
    draft.report.add("date.unparsed", f"{tag} {value!r} was not understood; kept aside", line=line)


def _pages(draft: _Draft) -> None:
    """SP and EP make a range; SP alone is what the type says: pages, or how many there are."""
    starts, ends = draft.take("SP"), draft.take("EP")
    start, end = (starts or [""])[0], (ends or [""])[0]
    target = draft.layout.attributes.get("SP", "page")
    if end and start and not (start != end and start.endswith(end) and "-" in start):
        target, start = "page", page_range(start, end)
    elif end and not start:
        draft.keep("EP", end)
    if start:
        draft.put(target, "SP", plain_dashes(start) if target == "page" else start, 0)
    for tag, values in (("SP", starts), ("EP", ends)):
        for value in values[1:]:
            draft.keep(tag, value)
    if "number" in draft.fields and draft.layout.attributes.get("C7") == "number":
        if "page" not in draft.fields:
            draft.fields["page"] = draft.fields.pop("number")


def _serials(draft: _Draft) -> None:
    values = draft.take("SN")
    if values:
        instead = draft.layout.attributes.get("SN", "")
        found, rest = sort_serials(values, draft.layout.csl_type, instead)
        for attribute, value in found.items():
            draft.put(attribute, "SN", value, 0)
        for value in rest:
            draft.keep("SN", value)


def _identifiers(draft: _Draft) -> None:
    fields = draft.fields
    for value in draft.take("DO"):
        found = doi_id.normalize(value)
        if found:
            draft.put("doi", "DO", found, 0)
        else:
            draft.keep("DO", value)
    if "doi" not in fields and fields.get("genre", "")[:4].lower() == "doi:":
        # EndNote once wrote the DOI as the type of the work.
        found = doi_id.normalize(fields["genre"])
        if found:
            fields["doi"] = found
            del fields["genre"]
    for _, value, _ in draft.waiting.get("UR", ()):
        for address in value.replace("; http", "\nhttp").split("\n"):
            draft.put("url", "UR", address.strip(), 0)
    if "pmcid" in fields:
        number = pmcid_id.normalize(fields["pmcid"])
        if number:
            fields["pmcid"] = number
        else:
            draft.keep("C3" if draft.layout.ris_type == "EJOUR" else "C2", fields.pop("pmcid"))


def _words(draft: _Draft) -> None:
    values = draft.waiting.get("KW")
    if values:
        words = [word for _, value, _ in values for word in value.replace("\n", ";").split(";")]
        draft.fields["keyword"] = keywords.join(words)


def _notes(draft: _Draft) -> None:
    """Every N1 is a line of the note; one that only holds an identifier is that identifier."""
    notes = draft.waiting.get("N1")
    if not notes:
        return
    fields, lines = draft.fields, []
    for _, value, _ in notes:
        label, colon, rest = value.partition(":")
        if colon and label == "PMID" and "pmid" not in fields and pmid_id.normalize(rest):
            fields["pmid"] = pmid_id.normalize(rest)
        elif colon and label == "PMCID" and "pmcid" not in fields and pmcid_id.normalize(rest):
            fields["pmcid"] = pmcid_id.normalize(rest)
        else:
            lines.append(value)
    fields["note"] = "\n".join(lines)


def _place(draft: _Draft) -> None:
    """CY of a meeting is where it took place if C1 gives the publisher's place or there is none."""
    attribute = draft.layout.attributes.get("CY", "publisher_place")
    for value in draft.take("CY"):
        if (
            attribute == "event_place"
            and draft.layout.attributes.get("C1") == "publisher_place"
            and "publisher_place" not in draft.fields
            and "publisher" in draft.fields
        ):
            attribute = "publisher_place"
        draft.put(attribute, "CY", value, 0)


_FINISHERS: tuple[Callable[[_Draft], None], ...] = (
    _journal,
    _dates,
    _pages,
    _serials,
    _identifiers,
    _words,
    _notes,
    _place,
)
