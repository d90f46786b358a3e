"""RIS to `Article`: by the tables, then the tags that are read together or by their value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from citeform.formats.invertednames import parse_names
from citeform.formats.languagecodes import language_tag
from citeform.formats.ris.lines import GRAMMAR, split_line
from citeform.formats.ris.procite import LAYOUTS, is_procite, read_label
from citeform.formats.ris.tables import (
    END_ROW,
    LONGEST_NUMBER,
    Layout,
    Step,
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
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.text import keywords

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.names import Name

NAME = "ris"
_IN_LINES = frozenset({"abstract", "annote"})
"""Texts whose lines are kept; all others are put on one line."""

TEXT, NAMES, LATER, KEEP, END = Step
_UNKNOWN = (KEEP, "", "")
_LONG = 1 << 20
"""Characters without a regular TY that are kept together at most, if there is a place to cut."""
_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})


def read(source: Source, report: Report) -> Iterator[Article]:
    """The records of the file, in constant memory."""
    found = False
    line = 1
    for part in _parts(source.blocks()):
        lines = part.split("\n")
        said = len(report)
        article = _regular(lines, line, report)
        if article is not None:
            report.place = line, 1
            found = True
            yield article
        else:
            del report.diagnostics[said:]
            scanned = scan(lines, GRAMMAR, report, line)
            for record in _with_late_tags(scanned, report):
                report.place = record.line, 1
                found = True
                yield from_record(record, report)
        line += len(lines) - 1
    if not found:
        report.add("input.empty", "there is no record: no line begins with TY")


def _parts(blocks: Iterator[str]) -> Iterator[str]:
    """The text cut before each "TY  - ", so that a part holds one record if the file is regular.

    A file that spells TY otherwise has no such places: it is cut behind an ER or at an empty line,
    once there is much of it.
    """
    rest = ""
    for block in blocks:
        text = rest + block
        whole = text.split("\nTY  - ")
        if len(whole) > 1:
            rest = f"TY  - {whole.pop()}"
            yield whole[0] + "\n"
            for part in whole[1:]:
                yield f"TY  - {part}\n"
        elif len(text) < _LONG:
            rest = text
        else:
            end = max(text.rfind("\nER"), text.rfind("\ner"), text.rfind("\n\n"))
            cut = (text.find("\n", end + 1) + 1 if end >= 0 else 0) or len(text)
            yield text[:cut]
            rest = text[cut:]
    if rest:
        yield rest if rest.endswith("\n") else rest + "\n"


def _regular(lines: list[str], number: int, report: Report) -> Article | None:
    """The article of a record in which every tag is spelt as it should be; else None.

    Nearly all records are such, and reading them so takes half the time. What it does with a tag
    is what `from_record` does, one line late, as the value may go on in the next.
    """
    first = lines[0]
    if first[:6] != "TY  - " or len(lines) < 4 or "N1  - " in {lines[1][:6], lines[2][:6]}:
        return None
    chosen, kept = _type(first[6:].strip())
    if chosen is None:
        return None
    draft = _Draft(chosen, number, report)
    if kept:
        draft.keep("TY", kept)
    fields, waiting, aside = draft.fields, draft.waiting, draft.aside
    find = chosen.plan.get
    before: tuple[Step, str, str] | None = None
    value = ""
    folded: list[str] = []
    ended = False
    late = 0
    for line in lines[1:]:
        number += 1
        row = find(line[:6])
        if row is None:
            more = line.strip()
            if not more or (ended and more.rstrip(".").isdigit()):
                continue
            row = END_ROW if more == "ER" else find(f"{more} ") if len(more) == 5 else None
            if row is None:
                if before is None or before is END_ROW or more.rstrip(".").isdigit():
                    return None
                if "-" not in line[:9] or split_line(line) is None:
                    folded.append(more)
                    continue
                if line[2:6] != "  - " or not line[:2].isupper():
                    return None
                row = (KEEP, "", line[:2])
        if folded:
            value = "\n".join([value, *folded] if value else folded)
            folded.clear()
        if value:
            step, attribute, tag = before or row
            if step is TEXT:
                if attribute in fields or "\n" in value:
                    draft.put(attribute, tag, value, number - 1)
                else:
                    fields[attribute] = value
            elif step is LATER:
                if tag in waiting:
                    waiting[tag].append((tag, value, number - 1))
                else:
                    waiting[tag] = [(tag, value, number - 1)]
            elif step is NAMES:
                people = parse_names(value)
                if "," not in value:
                    draft.guessed(people, number - 1)
                if attribute in fields:
                    fields[attribute].extend(people)
                else:
                    fields[attribute] = people
            elif tag in aside:
                aside[tag].append(value)
            else:
                aside[tag] = [value]
        if row is END_ROW:
            if ended:
                return None
            ended = True
            value = ""
        else:
            if ended and not late:
                late = number
            value = line[6:].strip()
        before = row
    if not ended or (before is not None and before[0] not in {KEEP, END}):
        return None
    if (value or folded) and before is not None:
        draft.keep(before[2], "\n".join([value, *folded] if value else folded))
    if late:
        report.add("tagged.after-end", "tags stand behind ER", line=late)
    return _finished(draft)


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


def from_record(record: Record, report: Report) -> Article:
    """One record as an `Article`."""
    draft = _Draft(layout("GEN"), record.line, report)
    _read_type(draft, record)
    plan, fields, waiting = draft.layout.plan, draft.fields, draft.waiting
    for each in record.fields:
        tag, value, line = each
        if not value or tag == "TY":
            continue
        step, attribute, _ = plan.get(f"{tag}  - ", _UNKNOWN)
        if step is TEXT:
            if attribute in fields or "\n" in value:
                draft.put(attribute, tag, value, line)
            else:
                fields[attribute] = value
        elif step is LATER:
            if tag in waiting:
                waiting[tag].append(each)
            else:
                waiting[tag] = [each]
        elif step is KEEP:
            draft.keep(tag, value)
        else:
            people = parse_names(value)
            if "," not in value:
                draft.guessed(people, line)
            fields.setdefault(attribute, []).extend(people)
    return _finished(draft)


def _finished(draft: _Draft) -> Article:
    """The article, when all its tags are gathered."""
    fields, waiting = draft.fields, draft.waiting
    for finish in {_FINISHERS[tag]: None for tag in waiting}:
        finish(draft)
    _settle(draft)
    for attribute in draft.layout.people & fields.keys():
        fields[attribute] = tuple(fields[attribute])
    if draft.aside:
        fields["custom"] = {NAME: draft.aside}
    return Article(type=draft.layout.csl_type, **fields)


@lru_cache(maxsize=256)
def _type(text: str) -> tuple[Layout | None, str]:
    """The layout for the value of TY, and what of it must be kept so that it is written again."""
    known = ris_type_of(text)
    if not known:
        return None, text
    found = layout(known)
    return found, "" if written_type(found.csl_type) == known else known


class _Draft:
    """An article in the making: what is read so far, what is kept aside, what waits."""

    __slots__ = ("aside", "fields", "layout", "line", "procite", "report", "waiting")

    def __init__(self, layout: Layout, line: int, report: Report) -> None:
        self.layout = layout
        self.line = line
        self.report = report
        self.fields: dict[str, Any] = {}
        self.aside: dict[str, list[str]] = {}
        self.waiting: dict[str, list[Field]] = {}
        self.procite = False

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

    def guessed(self, people: list[Name], line: int) -> None:
        """Say so where a name without a comma was taken apart."""
        for name in people:
            if name.family:
                message = f"{name}: the initials are taken for the given name"
                self.report.add("name.guessed", message, line=line)

    def take(self, tag: str) -> list[str]:
        """The waiting values of a tag, each on one line."""
        waiting = self.waiting
        return [one_line(value) for _, value, _ in waiting[tag]] if tag in waiting else []


def _read_type(draft: _Draft, record: Record) -> None:
    """Take the layout of the type; one that we do not know is kept aside and read as GEN."""
    report = draft.report
    if not record.ended:
        report.add("tagged.no-end", "the record does not end in ER", line=record.line)
    tag, value, line = record.fields[0]
    if tag != "TY":
        report.add("tagged.no-type", "the record does not begin with TY", line=line)
        return
    found, kept = _type(value)
    if kept:
        draft.keep("TY", kept)
    if found is None:
        report.add("type.unknown", f"{value!r} is no type of RIS; read as GEN", line=line)
        return
    draft.layout = found
    if is_procite(record):
        draft.procite = True
        draft.layout = layout(found.ris_type, LAYOUTS.get(found.ris_type, ""))


# ------------------------------------------------------------------ tags that go together


def _journal(draft: _Draft) -> None:
    """JO is the full title or the abbreviation: the latter where there is a full one."""
    fields = draft.fields
    alone = "container_title" not in fields
    for value in draft.take("JO"):
        if fields.setdefault("container_title", value) != value:
            draft.put("container_title_short", "JO", value, 0)
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
    if "container_title_short" in fields and draft.layout.csl_type in _PERIODICALS:
        fields.setdefault("container_title", fields["container_title_short"])
    cited = draft.layout.attributes.get("C7") == "number" and "page" not in fields
    if cited and "number" in fields:
        fields["page"] = fields.pop("number")


def _dates(draft: _Draft) -> None:
    waiting = draft.waiting
    given = [each[:2] for tag in ("DA", "PY", "Y1") if tag in waiting for each in waiting[tag]]
    best, kept, unparsed = _issued(tuple(given))
    if best is not None:
        draft.fields["issued"] = best
        if best.year is None:
            message = f"{best.literal!r} is not a date; kept as it is"
            draft.report.add("date.unparsed", message, line=waiting[given[0][0]][0][2])
    for tag, value in kept:
        draft.keep(tag, value)
    for tag, value in unparsed:
        _unparsed(draft, tag, value, draft.line)
    for _, value, line in waiting.get("Y2", ()):
        date = parse_slashed(one_line(value))
        attribute = draft.layout.attributes.get("Y2", "accessed")
        if date.year is None or attribute in draft.fields:
            _unparsed(draft, "Y2", value, line)
        else:
            draft.fields[attribute] = date


Given = tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def _issued(given: Given) -> tuple[Date | None, Given, Given]:
    """The most precise of DA, PY and Y1 that agree on the year; PY says which year.

    Also what says something else, and what could not be understood.
    """
    found = [(tag, value, parse_slashed(one_line(value))) for tag, value in given]
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
    waiting = draft.waiting
    start = one_line(waiting["SP"][0][1]) if "SP" in waiting else ""
    end = one_line(waiting["EP"][0][1]) if "EP" in waiting else ""
    target = draft.layout.attributes.get("SP", "page")
    if not start:
        draft.keep("EP", end)
    else:
        if end and not (start.endswith(end) and "-" in start):
            target, start = "page", page_range(start, end)
        draft.put(target, "SP", plain_dashes(start) if target == "page" else start, 0)
    for tag in ("SP", "EP"):
        for _, value, _ in waiting.get(tag, ())[1:]:
            draft.keep(tag, value)


def _number(draft: _Draft) -> None:
    """M1 is a number or an issue if it is short and alone; Ovid and Embase fill it with anything."""
    values = draft.take("M1")
    attribute = draft.layout.attributes.get("M1", "")
    elsewhere = attribute == draft.layout.attributes.get("SN") and "SN" in draft.waiting
    if attribute and not elsewhere and len(values) == 1 and len(values[0]) <= LONGEST_NUMBER:
        draft.put(attribute, "M1", values[0], draft.waiting["M1"][0][2])
    else:
        for value in values:
            draft.keep("M1", value)


def _serials(draft: _Draft) -> None:
    values = tuple([one_line(value) for _, value, _ in draft.waiting["SN"]])
    instead = draft.layout.attributes.get("SN", "")
    found, rest = sort_serials(values, draft.layout.csl_type, instead)
    for attribute, value in found:
        draft.put(attribute, "SN", value, 0)
    for value in rest:
        draft.keep("SN", value)


def _doi(draft: _Draft) -> None:
    fields = draft.fields
    for _, value, line in draft.waiting["DO"]:
        found = doi_id.normalize(value)
        if not found:
            draft.keep("DO", value)
        elif "doi" in fields:
            draft.put("doi", "DO", found, line)
        else:
            fields["doi"] = found


def _addresses(draft: _Draft) -> None:
    fields = draft.fields
    for _, value, line in draft.waiting["UR"]:
        if "url" not in fields and ";" not in value and "\n" not in value:
            fields["url"] = value
            continue
        for address in map(str.strip, value.replace("; http", "\nhttp").split("\n")):
            if address:
                draft.put("url", "UR", address, line)


def _words(draft: _Draft) -> None:
    values = [value for _, value, _ in draft.waiting["KW"]]
    together = "".join(values)
    if "," in together or ";" in together or "\n" in together:
        text = keywords.join(";".join(values).replace("\n", ";").split(";"))
    else:
        text = ", ".join(dict.fromkeys(values))
    draft.fields["keyword"] = text


def _notes(draft: _Draft) -> None:
    """Every N1 is a line of the note; one that only holds an identifier is that identifier."""
    fields, lines = draft.fields, []
    for _, value, _ in draft.waiting["N1"]:
        label, colon, rest = value.partition(":")
        if colon and label == "PMID" and "pmid" not in fields and pmid_id.normalize(rest):
            fields["pmid"] = pmid_id.normalize(rest)
        elif colon and label == "PMCID" and "pmcid" not in fields and pmcid_id.normalize(rest):
            fields["pmcid"] = pmcid_id.normalize(rest)
        elif draft.procite:
            lines.append(read_label(value, fields))
        else:
            lines.append(value)
    fields["note"] = "\n".join(filter(None, lines))


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
        draft.put(attribute, "CY", value, 0)


_FINISHERS: dict[str, Callable[[_Draft], None]] = {
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
