"""Tables with a header line: the CSV and TSV that databases and reference managers export.

Columns are known by their header, whatever their order: Scopus, PubMed, Embase, Web of Science,
IEEE Xplore, Springer, Dimensions, Lens, Google Scholar, Publish or Perish, Zotero, ASReview and
their like. A column that is not known is kept in `custom["csv"]`, by its header.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from citeform.formats.gathering import Gathering
from citeform.formats.listednames import parse_list
from citeform.formats.registry import BUILT_IN
from citeform.formats.serials import sort_serials
from citeform.formats.slashdates import parse_slashed
from citeform.formats.tagged import page_range, plain_dashes
from citeform.identifiers import doi as doi_id
from citeform.identifiers import pmcid as pmcid_id
from citeform.identifiers import pmid as pmid_id
from citeform.model.dates import Date
from citeform.text import keywords

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article

info = BUILT_IN["csv"]
NAME = "csv"

_COLUMNS = {
    "abstract": "abstract; abstract note; abstracts",
    "archive": "archive; database",
    "archive_location": "archive location; loc in archive; accession number",
    "author": "author; authors; author names; author full names; author(s); authors (full names); "
    "author/s; creators; primary author",
    "call_number": "call number",
    "collection_editor": "series editor",
    "collection_number": "series number",
    "collection_title": "series; series title; book series title",
    "composer": "composer",
    "container_author": "book author",
    "container_title": "source title; publication title; journal; journal/book; journal title; "
    "publication; secondary title; container title; publication name; source title/anthology title; "
    "journal name",
    "container_title_short": "journal abbreviation; abbreviated source title; iso abbreviation; "
    "iso source abbreviation; journal iso abbreviation",
    "contributor": "contributor",
    "director": "director",
    "edition": "edition",
    "editor": "editor; editors; book editors; editor/s",
    "event_place": "conference location; meeting place",
    "event_title": "conference name; conference title; conference",
    "genre": "genre; thesis type",
    "id": "key; citation key; record id; record_id; lens id; publication id; cochrane id; eid; "
    "unique wos id; ut (unique wos id); ut (unique id); item id; bibtex key; citationkey",
    "issue": "issue; number; journal issue; issue number",
    "keyword": "keywords; author keywords; index keywords; manual tags; automatic tags; keyword; tags; "
    "mesh terms; keywords plus; ieee terms; fields of study; subjects; emtree keywords",
    "language": "language; language of original document",
    "license": "rights; license; copyright",
    "note": "notes; note; extra; remarks; comments",
    "number_of_pages": "num pages; page count; number of pages; pages count",
    "number_of_volumes": "number of volumes",
    "original_title": "original title; translated title (original)",
    "page": "pages; pagination; page range; page numbers; page",
    "pmcid": "pmcid; pmc id; pubmed central id",
    "pmid": "pmid; pubmed id; pubmed-id; medline pmid",
    "publisher": "publisher; publisher name; company; university; institution",
    "publisher_place": "place; place of publication; publisher city; city; publisher location; country",
    "scale": "scale",
    "source": "library catalog; source database; database provider",
    "status": "publication stage; publication status",
    "title": "title; article title; document title; item title; primary title; titles; "
    "publication title (article); title (english)",
    "title_short": "short title",
    "translator": "translator",
    "url": "url; urls; link; source url; articleurl; pdf link; open url link; full text url; "
    "external url; web address; fulltext url; source urls",
    "version": "version",
    "volume": "volume; journal volume; volume number",
}
"""Attribute to the headers that mean it, in lower case."""

_TOGETHER = {
    "doi": "doi; item doi; digital object identifier; doi link; book doi; doi number",
    "date": "date; publication date; date published; published date; publication_date; pub date; "
    "published; date of publication; cover date; issue date",
    "year": "year; publication year; published year; pubyear; year published; publication_year; yr; "
    "year of publication",
    "accessed": "access date; date accessed; accessed",
    "start": "page start; start page; startpage; first page; beginning page; page_start",
    "end": "page end; end page; endpage; last page; ending page; page_end",
    "article": "art. no.; article number; article no.; art no",
    "serial": "issn; isbn; e-issn; eissn; issns; isbns; issn/isbn; isbn/issn; print issn; "
    "electronic issn; isbn13; isbn10",
    "type": "document type; item type; type; publication type; content type; type of work; item_type; "
    "reference type; doc type",
    "origin": "source",
}
"""Columns that are read together, or by what they hold."""

_KNOWN = {
    header.strip(): target
    for table in (_COLUMNS, _TOGETHER)
    for target, headers in table.items()
    for header in headers.split(";")
}
_NAMES = frozenset(
    "author editor collection_editor composer container_author contributor director translator".split()
)
_TYPES = (
    ("conference", "paper-conference"),
    ("proceeding", "paper-conference"),
    ("chapter", "chapter"),
    ("book section", "chapter"),
    ("booksection", "chapter"),
    ("magazine", "article-magazine"),
    ("newspaper", "article-newspaper"),
    ("preprint", "article"),
    ("thesis", "thesis"),
    ("dissertation", "thesis"),
    ("patent", "patent"),
    ("report", "report"),
    ("data", "dataset"),
    ("webpage", "webpage"),
    ("web page", "webpage"),
    ("website", "webpage"),
    ("blog", "post-weblog"),
    ("software", "software"),
    ("computerprogram", "software"),
    ("standard", "standard"),
    ("film", "motion_picture"),
    ("video", "motion_picture"),
    ("presentation", "speech"),
    ("manuscript", "manuscript"),
    ("encyclopedia", "entry-encyclopedia"),
    ("dictionary", "entry-dictionary"),
    ("book review", "review-book"),
    ("book", "book"),
    ("monograph", "book"),
    ("journal", "article-journal"),
    ("article", "article-journal"),
    ("review", "article-journal"),
    ("editorial", "article-journal"),
    ("letter", "article-journal"),
    ("note", "article-journal"),
    ("erratum", "article-journal"),
    ("document", "document"),
)
"""What a type's name holds, the particular before the general, and the CSL type."""

_EMBASE = re.compile(
    r"(?P<container>[^()]+) \((?P<year>\d{4})\)(?: (?P<volume>[^:( ]+))?(?::(?P<issue>[^( ]+))?"
    r"(?: \((?P<page>[^)]*)\))?(?:\..*)?",
    re.DOTALL,
)
"""Embase's source in one line: "Journal (2014) 3:3 (152-160). Date of Publication: 2014"."""

Row = dict[str, list[tuple[str, str]]]
"""Target to the (header, value) pairs of one line."""


def read(source: Source, report: Report) -> Iterator[Article]:
    """A record a line, in constant memory; the first line names the columns."""
    lines = source.lines()
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(",;\t|", key=head.count)
    headers = next(_rows([head], delimiter, report, 0), (0, []))[1]
    targets = [_KNOWN.get(" ".join(header.lower().split()), "") for header in headers]
    if not any(targets):
        report.add(
            "table.no-header",
            "the first line names no column that is known",
            line=1,
            hint="the first line must hold names such as Title, Authors, Year",
        )
        return
    for number, values in _rows(lines, delimiter, report, 1):
        if any(map(str.strip, values)):
            report.place = number, 1
            if len(values) > len(headers):
                report.add("table.too-wide", "the line has more values than columns", line=number)
            yield _article(headers, targets, values, report, number)


def _rows(
    lines: Iterator[str] | list[str], delimiter: str, report: Report, before: int
) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line each begins on; one that cannot be read is reported."""
    reader = csv.reader((line.replace("\0", "") for line in lines), delimiter=delimiter)
    while True:
        start = reader.line_num + before + 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            report.add("record.unreadable", f"a line of the table: {problem}", line=start)
            continue
        yield start, values


def _article(
    headers: list[str], targets: list[str], values: list[str], report: Report, line: int
) -> Article:
    draft = Gathering()
    row: Row = {}
    for index, value in enumerate(map(str.strip, values)):
        if not value or value.lower() in {
            "na",
            "n/a",
            "nan",
            "null",
            "none",
            "[no abstract available]",
        }:
            continue
        header = headers[index].strip() if index < len(headers) else f"column {index + 1}"
        target = targets[index] if index < len(targets) else ""
        if not target:
            draft.keep(header, value)
        else:
            row.setdefault(target, []).append((header, value))
    _texts(draft, row)
    _people(draft, row, report, line)
    _source(draft, row)
    _dates(draft, row, report, line)
    _numbers(draft, row)
    _type(draft, row)
    words = [word for _, value in row.get("keyword", ()) for word in _words(value)]
    draft.put("keyword", "Keywords", keywords.join(words))
    return draft.article(NAME)


def _texts(draft: Gathering, row: Row) -> None:
    for target, pairs in row.items():
        if (
            target in _COLUMNS
            and target not in _NAMES
            and target not in {"keyword", "pmid", "pmcid"}
        ):
            for header, value in pairs:
                draft.put(target, header, plain_dashes(value) if target == "page" else value)
    for target, normal in (("pmid", pmid_id.normalize), ("pmcid", pmcid_id.normalize)):
        for header, value in row.get(target, ()):
            number = normal(value)
            if number:
                draft.put(target, header, number)
            else:
                draft.keep(header, value)
    for header, value in row.get("doi", ()):
        number = doi_id.normalize(value)
        if number:
            draft.put("doi", header, number)
        else:
            draft.keep(header, value)


def _people(draft: Gathering, row: Row, report: Report, line: int) -> None:
    """Lists of names; where there are two columns of authors, the longer names."""
    for target in _NAMES & row.keys():
        best = max(
            row[target],
            key=lambda pair: (pair[0].lower().startswith("author full"), -row[target].index(pair)),
        )
        names, guessed = parse_list(best[1])
        if guessed:
            report.add(
                "name.guessed", f"{best[1][:60]!r}: the last word is the family name", line=line
            )
        draft.people(target, names)
        for pair in row[target]:
            if pair is not best:
                draft.keep(*pair)


def _source(draft: Gathering, row: Row) -> None:
    """Under "Source" is a database (Scopus), a journal (Publish or Perish) or a whole reference (Embase)."""
    for header, value in row.get("origin", ()):
        match = _EMBASE.fullmatch(value)
        if match and "container_title" not in draft.fields:
            draft.put("container_title", header, match["container"])
            row.setdefault("year", []).append((header, match["year"]))
            for attribute in ("volume", "issue", "page"):
                if match[attribute]:
                    draft.put(attribute, header, plain_dashes(match[attribute]))
        elif "container_title" in draft.fields:
            draft.put("source", header, value)
        else:
            draft.put("container_title", header, value)


def _dates(draft: Gathering, row: Row, report: Report, line: int) -> None:
    """The date where it agrees with the year, else the year."""
    years = [(header, value, Date.parse(value)) for header, value in row.get("year", ())]
    dates = [(header, value, parse_slashed(value)) for header, value in row.get("date", ())]
    year = next((date.year for _, _, date in years if date.year is not None), None)
    chosen = None
    for header, value, date in dates:
        if date.year is not None and (year is None or date.year == year) and chosen is None:
            chosen = date
        else:
            draft.keep(header, value)
    for header, value, date in years:
        if chosen is None:
            chosen = date
            if date.year is None:
                report.add("date.unparsed", f"{value!r} is not a year; kept as it is", line=line)
        elif date.year != chosen.year:
            draft.keep(header, value)
    if chosen is not None:
        draft.fields["issued"] = chosen
    for header, value in row.get("accessed", ()):
        date = Date.parse(value)
        if date.year is None:
            draft.keep(header, value)
        else:
            draft.put("accessed", header, date)


def _numbers(draft: Gathering, row: Row) -> None:
    first = next((value for _, value in row.get("start", ())), "")
    last = next((value for _, value in row.get("end", ())), "")
    draft.put("page", "Page start", page_range(first, last))
    for header, value in row.get("article", ()):
        draft.put("number" if "page" in draft.fields else "page", header, value)
    serials = tuple(value for _, value in row.get("serial", ()))
    books = any("isbn" in header.lower() for header, _ in row.get("serial", ()))
    found, rest = sort_serials(serials, "book" if books else "article-journal")
    for attribute, value in found:
        draft.put(attribute, "ISSN", value)
    for value in rest:
        draft.keep("ISSN", value)


def _type(draft: Gathering, row: Row) -> None:
    """The CSL type after the column's words, else after the fields there are."""
    for header, value in row.get("type", ()):
        lower = value.lower()
        kind = next((csl for label, csl in _TYPES if label in lower), "")
        if kind and "type" not in draft.fields:
            draft.fields["type"] = kind
        if not kind or lower.replace(" ", "") not in {
            "journalarticle",
            "article",
            "book",
            "thesis",
        }:
            draft.keep(header, value)
    fields = draft.fields
    by_fields = "article-journal" if "container_title" in fields or "issn" in fields else "document"
    fields.setdefault("type", "book" if "isbn" in fields and by_fields == "document" else by_fields)


def _words(value: str) -> list[str]:
    """Key words divided by semicolons, bars or lines, else by commas outside brackets."""
    for divider in (";", "|", "\n"):
        if divider in value:
            return value.split(divider)
    words, depth = [""], 0
    for piece in re.split("([,()])", value):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == "," and depth <= 0:
            words.append("")
        else:
            words[-1] += piece
    return words
