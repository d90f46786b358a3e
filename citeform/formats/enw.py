"""EndNote tagged, the later form of Refer/BibIX: "%T title", a record begins with "%0 type".

Tags after EndNote's "EndNote import" filter and refer(1). Names are "Family, Given"; one without a
comma is kept whole. What has no field is kept in `custom["enw"]`, by tag, and written back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from citeform.formats.gathering import Gathering
from citeform.formats.initials import with_last_stop
from citeform.formats.invertednames import parse_names, write_name
from citeform.formats.plainlosses import report_plain_losses
from citeform.formats.registry import BUILT_IN
from citeform.formats.serials import split_serials
from citeform.formats.tagged import (
    Grammar,
    Record,
    in_lines,
    kept_tags,
    one_line,
    plain_dashes,
    read_records,
    scan,
)
from citeform.identifiers import pmcid
from citeform.model.dates import Date
from citeform.model.vocabulary import ATTRIBUTES, Kind
from citeform.text import keywords
from citeform.text.marks import plain
from citeform.text.tags import parse

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article
    from citeform.model.names import Name

info = BUILT_IN["enw"]
NAME = "enw"

_PAIRS = {
    "%A": "author",
    "%E": "editor",
    "%Y": "collection_editor",
    "%?": "translator",
    "%T": "title",
    "%!": "title_short",
    "%J": "container_title",
    "%B": "container_title",
    "%S": "collection_title",
    "%V": "volume",
    "%N": "issue",
    "%P": "page",
    "%6": "number_of_volumes",
    "%7": "edition",
    "%&": "section",
    "%C": "publisher_place",
    "%I": "publisher",
    "%9": "genre",
    "%G": "language",
    "%R": "doi",
    "%@": "issn",
    "%U": "url",
    "%~": "archive",
    "%W": "source",
    "%M": "archive_location",
    "%L": "call_number",
    "%F": "citation_label",
    "%*": "reviewed_title",
    "%X": "abstract",
    "%Z": "note",
    "%O": "annote",
}
"""Tag to attribute, in the order of writing; where two tags have one, the first is written."""

_BOOK = (
    "%B=collection_title %S=volume_title %Y=translator %?=collection_editor %P=number_of_pages "
    "%N=collection_number"
)
_PROCEEDINGS = "%3=container_title %1=publisher_place"
_TYPES = f"""
    Journal_Article         article-journal         %2=pmcid
    Magazine_Article        article-magazine
    Newspaper_Article       article-newspaper
    Unpublished_Work        article                 %N=number
    Bill                    bill                    %N=number
    Book                    book                    {_BOOK}
    Book_Section            chapter                 %J=- %&=chapter_number %N=collection_number
    Classical_Work          classic                 {_BOOK}
    Dataset                 dataset                 %7=version
    Generic                 document
    Dictionary              entry-dictionary        %J=- %N=number
    Encyclopedia            entry-encyclopedia      %J=-
    Figure                  figure                  %N=number
    Artwork                 graphic                 %9=medium
    Hearing                 hearing                 %N=number
    Interview               interview
    Case                    legal_case              %I=authority %N=number
    Statute                 legislation             %N=number
    Manuscript              manuscript              %N=number
    Map                     map
    Film_or_Broadcast       motion_picture          %A=director %E=producer %9=medium
    Music                   musical_score           %A=composer
    Pamphlet                pamphlet
    Conference_Paper        paper-conference        %J=container_title %B=event_title {_PROCEEDINGS}
    Patent                  patent                  %N=call_number %@=number
    Serial                  periodical
    Personal_Communication  personal_communication  %E=recipient %N=number
    Blog                    post-weblog
    Legal_Rule_or_Regulation regulation
    Report                  report                  %B=collection_title %@=number
    Computer_Program        software                %7=version
    Audiovisual_Material    song
    Standard                standard                %@=number
    Thesis                  thesis                  %P=number_of_pages %Y=contributor %N=number
    Web_Page                webpage

    Audio                   song
    Catalog                 book                    {_BOOK}
    Conference_Proceedings  paper-conference        %J=container_title %B=event_title {_PROCEEDINGS}
    Edited_Book             book                    {_BOOK} %A=editor
    Electronic_Article      article-journal         %2=pmcid
    Electronic_Book         book                    {_BOOK}
    Electronic_Book_Section chapter                 %J=- %&=chapter_number %N=collection_number
    Electronic_Source       webpage
    Government_Document     report                  %@=number
    Journal                 article-journal
    Online_Database         dataset
    Online_Multimedia       motion_picture          %A=director
    Press_Release           document
    Unenacted_Bill_or_Resolution bill               %N=number
"""
"""EndNote's type (with _ for a blank), CSL type, and the tags that differ in it. Above the gap the
type that is written for a CSL type; those below are written where they were read."""

_ROWS = {row[0].replace("_", " "): row[1:] for row in map(str.split, _TYPES.splitlines()) if row}
_BY_NAME = {name.lower(): name for name in _ROWS}
_WRITTEN = {row[0]: name for name, row in reversed(_ROWS.items())}
_NEAREST = {
    "broadcast": "Film or Broadcast",
    "entry": "Encyclopedia",
    "post": "Web Page",
    "review": "Journal Article",
    "review-book": "Journal Article",
    "speech": "Conference Paper",
    "treaty": "Legal Rule or Regulation",
}
"""Write-only: CSL types that EndNote has none for."""

_TOGETHER = frozenset({"%0", "%D", "%8", "%K", "%@", "%R", "%[", "%U", "%P"})
_IN_LINES = frozenset({"%X", "%Z", "%O"})
_LINE = re.compile(r"[ \t]*(%[0-9A-Za-z?@!#$\]&()*+^>\[=~<])(?:[ \t]+(.*)|$)")


def _split(line: str) -> tuple[str, str] | None:
    match = _LINE.match(line)
    return (match[1], (match[2] or "").strip()) if match else None


GRAMMAR = Grammar(_split, first=frozenset({"%0"}), blank_ends=True)


@cache
def _layout(name: str) -> dict[str, str]:
    """Tag to attribute in one of EndNote's types."""
    tags = dict(_PAIRS)
    for change in _ROWS[name][1:]:
        tag, _, attribute = change.partition("=")
        tags[tag] = attribute
    return {tag: attribute for tag, attribute in tags.items() if attribute != "-"}


def _with_place_of_meeting(tags: dict[str, str]) -> dict[str, str]:
    """The tags of a meeting whose publisher has a place of its own (%1): %C is where it was held."""
    return {**tags, "%C": "event_place"} if tags.get("%1") == "publisher_place" else tags


def secondary_is_container(type_name: str) -> bool:
    """Whether the secondary title (%B) of EndNote's type is what the work appeared in."""
    name = _BY_NAME.get(type_name.lower())
    return name is None or _layout(name).get("%B") == "container_title"


# ------------------------------------------------------------------ reading


def read(source: Source, report: Report) -> Iterator[Article]:
    """The records of the file, in constant memory."""
    records = _joined(scan(source.lines(), GRAMMAR, report))
    return read_records(records, from_record, report, "a tag such as %T")


def _joined(records: Iterator[Record]) -> Iterator[Record]:
    """The records; one that only says its type belongs to the one behind it."""
    types: list[tuple[str, str, int]] = []
    for record in records:
        if all(tag == "%0" for tag, _, _ in record.fields):
            types.extend(record.fields)
            continue
        record.fields[:0] = types
        types = []
        yield record
    if types:
        yield Record(types[0][2], types)


def from_record(record: Record, report: Report) -> Article:
    """One record as an `Article`."""
    draft = Gathering()
    waiting: dict[str, list[str]] = {}
    tags = _type(draft, record, report)
    if any(tag == "%1" and value for tag, value, _ in record.fields):
        tags = _with_place_of_meeting(tags)
    for tag, value, _ in record.fields:
        attribute = tags.get(tag, "")
        if not value or tag == "%0":
            continue
        if tag in _TOGETHER:
            waiting.setdefault(tag, []).append(value)
        elif not attribute or not _is_said(attribute, value):
            draft.keep(tag, value)
        elif ATTRIBUTES[attribute].kind is Kind.NAMES:
            draft.people(attribute, _names(value))
        elif tag in _IN_LINES:
            draft.lines(attribute, value)
        else:
            draft.put(attribute, tag, value)
    _date(draft, waiting, record, report)
    words = [word for value in waiting.get("%K", ()) for word in re.split("[;\n]", value)]
    draft.put("keyword", "%K", keywords.join(words))
    for value in waiting.get("%P", ()):
        attribute = tags["%P"]
        draft.put(attribute, "%P", plain_dashes(value) if attribute == "page" else value)
    instead = tags["%@"] if tags["%@"] != "issn" else ""
    draft.serials("%@", map(one_line, waiting.get("%@", ())), instead)
    for value in waiting.get("%R", ()):
        draft.doi("%R", value)
    for value in waiting.get("%U", ()):
        for address in value.split("\n"):
            draft.put("url", "%U", address)
    return draft.article(NAME)


def _is_said(attribute: str, value: Any) -> bool:
    """Whether a value can be the attribute's; the tag of PMCID is EndNote's "Custom 2"."""
    return attribute != "pmcid" or bool(pmcid.normalize(value))


def _names(value: str) -> list[Name]:
    """The names; EndNote leaves the stops behind initials to the style, CSL does not."""
    return [
        each.replace(given=with_last_stop(each.given)) if each.given else each
        for each in parse_names(value)
    ]


def _type(draft: Gathering, record: Record, report: Report) -> dict[str, str]:
    """The tags of the record's type; without one, what refer(1) makes of the tags there are."""
    given = [value for tag, value, _ in record.fields if tag == "%0" and value]
    known = [_BY_NAME[value.lower()] for value in given if value.lower() in _BY_NAME]
    for value in given:
        if value.lower() not in _BY_NAME:
            report.add("type.unknown", f"{value!r} is no type of EndNote", line=record.line)
            draft.keep("%0", value)
    if known:
        name = known[-1]
    else:
        tags = {tag for tag, _, _ in record.fields}
        name = (
            "Generic"
            if given
            else "Journal Article"
            if "%J" in tags
            else "Book Section"
            if "%B" in tags
            else "Book"
            if "%I" in tags
            else "Generic"
        )
        if not given:
            report.add("tagged.no-type", "the record has no type (%0)", line=record.line)
    draft.fields["type"] = _ROWS[name][0]
    if known and _WRITTEN[_ROWS[name][0]] != name:
        draft.keep("%0", name)
    return _layout(name)


def _date(draft: Gathering, waiting: dict[str, list[str]], record: Record, report: Report) -> None:
    """%8, the date in any form, and %D, the year."""
    years, dates = waiting.get("%D", []), waiting.get("%8", [])
    year = Date.parse(years[0]) if years else Date()
    issued = year
    if dates:
        date = Date.parse(dates[0])
        if date.year is None and year.year is not None:
            date = Date.parse(f"{dates[0]} {year.year}")
        if date.year is not None and (year.year is None or date.year == year.year):
            issued = date
        else:
            draft.keep("%8", dates[0])
    for tag, values in (("%D", years), ("%8", dates)):
        for value in values[1:]:
            draft.keep(tag, value)
    draft.put("issued", "%D", issued if issued != Date() else "")
    if (years or dates) and issued.year is None:
        text = (years or dates)[0]
        report.add("date.unparsed", f"{text!r} is not a date; kept", line=record.line)
    for value in waiting.get("%[", ()):
        date = Date.parse(value)
        if date.year is None:
            draft.keep("%[", value)
        else:
            draft.put("accessed", "%[", date)


# ------------------------------------------------------------------ writing


def write(articles: Iterable[Article], report: Report) -> Iterator[str]:
    """A record an article, with an empty line between two."""
    between = ""
    for article in articles:
        yield between + to_text(article, report)
        between = "\n"


def to_text(article: Article, report: Report) -> str:
    """One record, from its type on."""
    report_plain_losses(article, "EndNote tagged", report)
    return "".join(f"{tag} {value}\n" for tag, value in to_fields(article, report))


def to_fields(article: Article, report: Report, *, rich: bool = False) -> list[tuple[str, str]]:
    """The record as tags and values; with `rich`, texts keep CSL's inline tags."""
    text = str if rich else _unmarked
    name = _written_type(article, report)
    tags = _layout(name)
    if article.event_place and article.publisher_place:
        tags = _with_place_of_meeting(tags)
    kept = _kept_tags(article)
    given = [each for each in kept.get("%0", ()) if article.type == "document"]
    fields = [("%0", given[0] if given and name == "Generic" else name)]
    written = {"type", "custom", "id"}
    for tag, attribute in tags.items():
        value = getattr(article, attribute)
        if attribute in written or not value or (tag == "%@" and attribute == "issn"):
            continue
        if not _is_said(attribute, value):
            continue
        written.add(attribute)
        if isinstance(value, tuple):
            fields.extend((tag, write_name(each)) for each in value)
        elif tag in _IN_LINES:
            fields.append((tag, in_lines(text(value), _LINE.match)))
        elif ATTRIBUTES[attribute].kind is Kind.TEXT:
            fields.append((tag, " ".join(re.split("[\r\n]", text(value)))))
        else:
            fields.append((tag, " ".join(re.split("[\r\n]", value))))
    for attribute in ("issn", "isbn"):
        fields.extend(("%@", number) for number in split_serials(getattr(article, attribute)))
    fields.extend(("%K", text(word)) for word in keywords.split(article.keyword))
    fields.extend(_dates(article))
    if article.issued is not None and article.issued.year is None:
        message = f"EndNote's dates are dates; words are no issued date: {article.issued}"
        report.add("write.lost-field", message, record=article.id)
    written |= {"issn", "isbn", "keyword", "issued", "accessed"}
    for tag, values in kept.items():
        if tag != "%0":
            fields.extend((tag, in_lines(value, _LINE.match)) for value in values)
    for attribute, value in article.items():
        if attribute not in written:
            report.add(
                "write.lost-field",
                f"EndNote has no tag for {attribute} in a record of this type: {str(value)[:60]}",
                record=article.id,
            )
    return fields


def _unmarked(text: str) -> str:
    return plain(parse(text))


def _written_type(article: Article, report: Report) -> str:
    """The type it was read from while that still fits, else the one for its CSL type."""
    for each in _kept_tags(article).get("%0", ()):
        name = _BY_NAME.get(each.lower(), "")
        if name and _ROWS[name][0] == article.type:
            return name
    found = _WRITTEN.get(article.type)
    if found:
        return found
    nearest = _NEAREST.get(article.type, "Generic")
    if article.type:
        report.add(
            "write.nearest-type",
            f"EndNote has no type for {article.type!r}; written as {nearest}",
            record=article.id,
        )
    return nearest


def _dates(article: Article) -> Iterator[tuple[str, str]]:
    date = article.issued
    if date is not None:
        if date.year is not None:
            yield "%D", str(date.year) if date.year >= 1000 else date.to_edtf()
        if date != Date(date.year) or date.year is None:
            yield "%8", date.raw or date.to_edtf() or date.literal
    if article.accessed is not None:
        yield "%[", str(article.accessed)


def _kept_tags(article: Article) -> Mapping[str, tuple[str, ...]]:
    return kept_tags(article, NAME, _LINE.fullmatch)
