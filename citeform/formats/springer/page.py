"""A SpringerLink article page as text: what a person gets who copies it, or a text browser shows.

Two layouts are known. Until 2019: journal, volume line, title, authors as bullets, article type,
DOI, "Cite this article as", abstract, key words, copyright, authors with numbered affiliations.
Since then: title, authors, journal with volume, abstract, and at the end author information and
"About this article" with the citation, dates and key words. The page's own citation line, where
there is one, is the best evidence of names, abbreviation, volume and year; the rest is taken from
the lines themselves.
"""

from __future__ import annotations

import re
from itertools import dropwhile, pairwise
from typing import TYPE_CHECKING, Any

from citeform.formats.registry import BUILT_IN
from citeform.formats.springer.citation import understand
from citeform.formats.springer.journals import looks_like_journal
from citeform.formats.springer.names import looks_like_body
from citeform.formats.springer.pagelines import Line, Page, read_page
from citeform.formats.springer.people import (
    Listed,
    affiliations,
    listed,
    numbered_affiliations,
    take_apart,
)
from citeform.identifiers import doi as dois
from citeform.identifiers import issn as issns
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.text import keywords
from citeform.text.marks import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.names import Name

info = BUILT_IN["springer-page"]

KEY = "springer-page"
"""Where `Article.custom` keeps what CSL has no variable for."""

_DATE = r"(?P<date>\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{4}|\d{4}-\d\d-\d\d|\d{4})"
_LABELS: dict[str, re.Pattern[str]] = {
    "doi": re.compile(r"(?i)doi\s*:?\s*(?P<value>(?:https?://\S*)?10\.\d{4,9}/\S+)"),
    "online": re.compile(rf"(?i:(?:first|published)\s+online|online first|published)\s*:?\s*{_DATE}"),
    "received": re.compile(rf"(?i:received)\s*:?\s*{_DATE}"),
    "accepted": re.compile(rf"(?i:accepted)\s*:?\s*{_DATE}"),
    "revised": re.compile(rf"(?i:revised)\s*:?\s*{_DATE}"),
    "issue-date": re.compile(rf"(?i:issue date)\s*:?\s*{_DATE}"),
    "issn": re.compile(r"(?i)(?:print )?issn\s*:?\s*(?P<value>\d{4}-\d{3}[\dX])(?:\s*\(print\))?"),
    "issn-online": re.compile(
        r"(?i)(?:(?:online|electronic) issn|e-?issn)\s*:?\s*(?P<value>\d{4}-\d{3}[\dX])"
        r"|issn\s*:?\s*(?P<other>\d{4}-\d{3}[\dX])\s*\(online\)"
    ),
    "publisher": re.compile(r"(?i)publisher name\s*:?\s*(?P<value>\S.*)"),
    "license": re.compile(r"(?i).*?(?P<value>https?://creativecommons\.org/(?:licenses|publicdomain)/[\w./-]+).*"),
}  # fmt: skip
_BARE_LABELS = frozenset(
    "doi|first online|published online|published|received|accepted|revised|issue date|print issn"
    "|online issn|electronic issn|publisher name".split("|")
)
"""Labels whose value may stand on the next line."""

_VOLUME_LINE = re.compile(
    r"(?i)(?P<journal>.*?)[\s,]*(?:(?P<date>[a-z]+ \d{4}),\s*)?\bvolume\s+(?P<volume>[^\s,:|()]*\d[^\s,:|()]*|[ivxlc]+\b)"
    r"(?P<rest>.{0,200})"
)
_NUMBER_LINE = re.compile(
    r"(?i)(?P<journal>)[\s,]*(?:(?:[a-z]+ )?\d{4},?\s+)?(?P<volume>\d{1,4})\s?:\s?(?P<number>[A-Za-z]{0,3}\d+)"
    r"\s*(?:\|\s*cite as)?"
)
_PROVISIONAL = re.compile(
    r"(?i)(?P<journal>.*?)[\s,]*\bpp?\.?\s+(?P<pages>\d+\s*[–-]\s*\d+)\s*(?:\|\s*cite as)?"
)
_ONLINE_FIRST = re.compile(r"(?i)(?P<journal>.{2,150}?) \((?P<year>\d{4})\)\s*cite this article")
_ISSUE = re.compile(r"(?i)\b(?:issue|number|no\.)\s+(?P<issue>[^,|]{1,40})")
_SUPPLEMENT = re.compile(r"(?i)\b(?:supplement|suppl\.?)\s*(?P<number>[^\s,|]{0,12})")
_PAGES = re.compile(
    r"(?i)\b(?:pp?\.?|pages?)\s+(?P<pages>[A-Za-z]{0,4}\d[\w.]*(?:\s*[–—-]{1,2}\s*[A-Za-z]{0,4}\d[\w.]*)?)"
)
_ARTICLE_NUMBER = re.compile(
    r"(?i)^\s?:\s?(?P<behind>[A-Za-z]{0,3}\d+)"
    r"|\barticle(?:\s+(?:number|id|no\.))?\s*:?\s*(?P<number>[A-Za-z]{0,4}\d[\w.-]*)"
)
_YEAR = re.compile(r"\((?P<year>\d{4})\)")
_COPYRIGHT = re.compile(r"(?i)(?:copyright\s*)?(?:©|\(c\))\s*(?P<rest>\S.*)")
_ANY_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")

_NOISE = re.compile(
    r"(?i)(?:authors?(?: and affiliations)?|open access|cite as|cite this article|download pdf"
    r"|skip to .*|springerlink|springer nature link|menu|search|cart|log ?in|home|aims and scope"
    r"|submit manuscript|advertisement|track (?:your )?(?:research|changes)|find a journal.*|publish with us"
    r"|(?:altmetric|metrics|explore all metrics|shares?|downloads?|citations?|accesses|mentions).*"
    r"|[\d.,k]+\s?[km]?\s*(?:shares?|downloads?|citations?|accesses|altmetric|mentions|readers?).*"
    r"|you have full access.*|this is a preview.*|part of .{0,80}|access provided by.*|view all.*"
    r"|e-?mail author|https?://\S+|crossmark|article metrics|save article|favorites?)"
)
_GENRE = re.compile(
    r"(?i)(?:original|review|research|case|clinical|brief|short|rapid|letters?|editorial|comment|commentary"
    r"|correspondence|erratum|correction|corrigendum|retraction|perspective|report|regular|article|papers?"
    r"|technical|methodology|method|software|database|study|book|opinion|news|invited|survey|tutorial|note"
    r"|communication|protocol|discussion|mini-?review|meta-?analysis|practice|special|guidelines?|systematic)\b.{0,60}"
)
_MOST_GENRE_WORDS = 6
_LONGEST_JOURNAL_LINE = 400
_LEAST_ABSTRACT = 150


def read(source: Source, report: Report) -> Iterator[Article]:
    """The one article of the page. What is not there is left out; a guess is reported."""
    page = read_page(clean(source.text()))
    if not page.header and not page.sections:
        report.add("input.empty", "the page is empty")
        return
    article = _PageReader(page, report).article()
    if article is None:
        report.add(
            "record.unreadable",
            "no article page: neither a title with authors or a journal, nor a citation, nor a DOI",
            line=1,
            column=1,
        )
        return
    yield article


class _PageReader:
    """Collects the facts of one page; each method finds one of them."""

    def __init__(self, page: Page, report: Report) -> None:
        self.page = page
        self.report = report
        self.fields: dict[str, Any] = {}
        self.custom: dict[str, str] = {}
        self.citation = self._citation()
        self.labels = self._labels()
        self.header = [
            line
            for line in page.header
            if not _is_labelled(line.text) and not _NOISE.fullmatch(line.text)
        ]

    def article(self) -> Article | None:
        """All facts together; None where the text is no article page."""
        self._volume()
        names = self._header_lines()
        self._identifiers()
        self._abstract_and_keywords()
        self._copyright()
        self._dates()
        self._authors(names)
        found = self.fields
        if not any(found.get(name) for name in ("doi", "author", "container_title", "volume")):
            return None
        if "title" not in found:
            self.report.add("springer.no-title", "the page's title was not found")
        if self.custom:
            found["custom"] = {KEY: self.custom}
        return Article(type="article-journal", **found)

    # -------------------------------------------------------------- evidence

    def _citation(self) -> Article | None:
        """The page's own citation line, read; it may be broken over several lines."""
        text = ""
        for line in self.page.section("citation")[:6]:
            text = f"{text} {line.text}".strip()
            reading = understand(text)
            if reading is not None and reading.form:
                return reading.article
        return None

    def _labels(self) -> dict[str, str]:
        """The values of "DOI: …", "Received: …" and the like, wherever they stand."""
        found: dict[str, str] = {}
        lines = self.page.lines
        for index, line in enumerate(lines):
            text = line.text
            if text.casefold().rstrip(" :") in _BARE_LABELS and index + 1 < len(lines):
                text = f"{text} {lines[index + 1].text}"
            for label, pattern in _LABELS.items():
                if label not in found and (match := pattern.fullmatch(text)):
                    found[label] = next(filter(None, match.groups()))
        return found

    # -------------------------------------------------------------- journal, volume, pages

    def _volume(self) -> None:
        """Journal, volume, issue and pages: from the volume line, then from the citation."""
        self.journal_line = self._find_journal_line()
        if self.citation is not None:
            cited = self.citation
            self._put("container_title_short", cited.container_title_short)
            self._put("volume", cited.volume)
            if cited.volume:
                self._put("issue", cited.issue)
                self._put("page", cited.page)
        if not self.fields.get("volume") and "page" in self.fields:
            # Pages of an article that is in no volume yet: 1 to the number of its pages.
            self.custom["pages"] = self.fields.pop("page")

    def _find_journal_line(self) -> Line | None:
        for index, line in enumerate(self.header):
            if len(line.text) > _LONGEST_JOURNAL_LINE:
                continue
            if match := _VOLUME_LINE.fullmatch(line.text):
                self._read_volume(match)
            elif match := _NUMBER_LINE.fullmatch(line.text):
                self._put("volume", match["volume"])
                self._put("page", match["number"])
            elif match := _ONLINE_FIRST.fullmatch(line.text):
                self._put("issued", Date(int(match["year"])))
            elif match := _PROVISIONAL.fullmatch(line.text):
                self._put("page", _plain_pages(match["pages"]))
            else:
                continue
            journal = match["journal"].strip(" ,|") or self._journal_beside(index)
            self._put("container_title", journal)
            return line
        return None

    def _journal_beside(self, index: int) -> str:
        """The line above the volume line; in the latest layout the line above "Aims and scope"."""
        for line, following in pairwise(self.page.header):
            if following.text.casefold() == "aims and scope":
                return line.text
        above = self.header[index - 1 : index] if index else []
        if above and not self._is_title(above[0]) and not _is_genre(above[0].text):
            return above[0].text
        below = self.header[index + 1 : index + 2]
        return below[0].text if below and looks_like_journal(below[0].text) else ""

    def _read_volume(self, match: re.Match[str]) -> None:
        rest = match["rest"]
        self._put("volume", match["volume"])
        if found := _SUPPLEMENT.search(rest):
            self._put("issue", f"Suppl {found['number']}".strip())
        elif found := _ISSUE.search(rest):
            self._put("issue", _plain_pages(found["issue"]))
        if found := _PAGES.search(rest):
            self._put("page", _plain_pages(found["pages"]))
        elif found := _ARTICLE_NUMBER.search(rest):
            self._put("page", found["behind"] or found["number"])
        if found := _YEAR.search(rest):
            self._put("issued", Date(int(found["year"])))
        elif match["date"]:
            date = Date.parse(match["date"])
            self._put("issued", date if date.year is not None else None)

    # -------------------------------------------------------------- title, authors, type

    def _is_title(self, line: Line) -> bool:
        title = self.citation.title if self.citation is not None else ""
        return bool(title) and _squeezed(line.text) == _squeezed(title)

    def _header_lines(self) -> list[Listed]:
        """Title and article type out of the header; returns the authors it lists."""
        lines = [line for line in self.header if not self._is_about_journal(line)]
        people = self._author_lines(lines)
        before = [line for line in lines if not people or line.number < people[0].number]
        after = [line for line in lines if people and line.number > people[-1].number]
        titles = [line for line in before if not line.bullet]
        exact = [line for line in titles if self._is_title(line)]
        genres = [line for line in titles if _is_genre(line.text)]
        rest = [line for line in titles if line not in genres]
        if exact:
            self._put("title", exact[0].text)
        elif rest:
            below = [line for line in rest if self._is_below_journal(line)]
            self._put("title", " ".join(line.text for line in below) if below else rest[-1].text)
        if self.citation is not None:
            self._put("title", self.citation.title)
        for line in (*genres, *after):
            if not line.bullet and line.text != self.fields.get("title"):
                self._put("genre", _genre(line.text))
        return listed(people)

    def _is_about_journal(self, line: Line) -> bool:
        return line is self.journal_line or line.text == self.fields.get("container_title")

    def _is_below_journal(self, line: Line) -> bool:
        """In the older layout the title stands between the volume line and the authors."""
        first = self.journal_line
        at_top = first is not None and first in self.header[:3]
        return at_top and first is not None and line.number > first.number

    def _author_lines(self, lines: Sequence[Line]) -> list[Line]:
        bullets = [line for line in lines if line.bullet]
        if bullets:
            return bullets
        candidates = [line for line in lines[1:] if not self._is_title(line)]
        at_work = self._named_in_affiliations(candidates)
        cited = self._named_in_citation(candidates)
        if at_work or cited:
            return sorted({*at_work, *cited}, key=lambda line: line.number)
        people = [
            line
            for line in candidates
            if not _is_genre(line.text) and _looks_like_people(line.text)
        ]
        return people[-1:]

    def _named_in_citation(self, candidates: Sequence[Line]) -> list[Line]:
        """The line with all the people of the citation, else the lines with one each."""
        if self.citation is None:
            return []
        names = [name for name in self.citation.author if not name.is_others]
        families = [name.family or name.literal for name in names]
        everyone = [line for line in candidates if _names_all(line.text, families)]
        return everyone[-1:] or [
            line
            for line in candidates
            if _looks_like_people(line.text)
            and any(_names_all(line.text, [each]) for each in families)
        ]

    def _named_in_affiliations(self, candidates: Sequence[Line]) -> list[Line]:
        """The lines of people whom the section of affiliations names too, and the body after them."""
        section = self.page.section("affiliations")
        working = {one.text.casefold() for one in listed(section)}
        found: list[Line] = []
        for line in candidates:
            names = listed([line])
            if any(one.text.casefold() in working for one in names) or (
                found and line is not self.journal_line and looks_like_body(line.text)
            ):
                found.append(line)
        return found

    def _authors(self, names: list[Listed]) -> None:
        evidence = self.citation.author if self.citation is not None else ()
        section = self.page.section("affiliations")
        if not names and section:
            names = listed([line for line in section if line.bullet])
            names = [one for one in names if len(one.text.split()) > 1]
        if not names:
            self._put("author", tuple(evidence))
            return
        named = [name for name in evidence if not name.is_others]
        places = affiliations(section, [one.text for one in names])
        numbered = numbered_affiliations(section)
        people: list[Name] = []
        guessed: list[tuple[Name, int]] = []
        for index, one in enumerate(names):
            name, is_guess = take_apart(one.text, named[index] if index < len(named) else None)
            if is_guess:
                guessed.append((name, one.line))
            where = places.get(one.text) or [
                numbered[number] for number in one.numbers if number in numbered
            ]
            people.append(name.replace(affiliation=tuple(where), orcid=one.orcid))
        self._report_guesses(guessed)
        self._put("author", tuple(people))

    def _report_guesses(self, guessed: list[tuple[Name, int]]) -> None:
        by_family = [name for name, _ in guessed if name.family]
        if by_family:
            shown = "; ".join(f"{name.family}, {name.given}" for name in by_family[:5])
            more = f" and {len(by_family) - 5} more" if len(by_family) > 5 else ""
            self.report.add(
                "name.guessed",
                f"the last word was taken for the family name: {shown}{more}",
                line=guessed[0][1],
                column=1,
                hint="the record at Crossref says it for certain: citeform fetch",
            )

    # -------------------------------------------------------------- the rest

    def _identifiers(self) -> None:
        cited = self.citation.doi if self.citation is not None else ""
        self._put("doi", dois.normalize(self.labels.get("doi", "")) or cited)
        if "doi" not in self.fields:
            self._put("doi", next(filter(None, (dois.find(x.text) for x in self.page.lines)), ""))
        self._put("issn", issns.normalize(self.labels.get("issn", "")))
        online = issns.normalize(self.labels.get("issn-online", ""))
        if online:
            self._put("issn", online)
            self.custom["issn-online"] = online
        self._put("publisher", self.labels.get("publisher"))
        self._put("license", self.labels.get("license", "").rstrip("./"))

    def _dates(self) -> None:
        dates = {key: Date.parse(value) for key, value in self.labels.items() if key in _DATES}
        known = {key: date for key, date in dates.items() if date.year is not None}
        cited = self.citation.issued if self.citation is not None else None
        issue, read = known.get("issue-date"), self.fields.get("issued")
        for fuller in (issue, read):
            if cited is not None and fuller is not None and fuller.year == cited.year:
                cited = fuller
                break
        first = cited or issue or read or known.get("online")
        if first is None and "copyright-year" in self.custom:
            first = Date(int(self.custom["copyright-year"]))
        if first is not None:
            self.fields["issued"] = first
        self._put("available_date", known.get("online"))
        self._put("submitted", known.get("received"))
        for key in ("revised", "accepted"):
            if key in known:
                self.custom[key] = str(known[key])

    def _abstract_and_keywords(self) -> None:
        """Under their headings; in some pages they follow the citation without any."""
        abstract = self.page.section("abstract")
        words = self.page.section("keywords")
        if not abstract:
            behind_labels = dropwhile(lambda line: not _is_labelled(line.text), self.page.header)
            loose = [
                line
                for line in (*behind_labels, *self.page.section("citation")[1:])
                if not _is_labelled(line.text)
            ]
            abstract = [line for line in loose if len(line.text) >= _LEAST_ABSTRACT]
            behind = [line for line in loose if abstract and line.number > abstract[-1].number]
            words = words or behind[:1]
        abstract = [
            line
            for line in abstract
            if not _is_labelled(line.text) and not _NOISE.fullmatch(line.text)
        ]
        self._put("abstract", "\n\n".join(line.text for line in abstract))
        self._put("keyword", keywords.join(_split_keywords(words)))

    def _copyright(self) -> None:
        for line in (*self.page.section("copyright"), *self.page.lines):
            if match := _COPYRIGHT.fullmatch(line.text):
                year = _ANY_YEAR.search(match["rest"])
                holder = " ".join(_ANY_YEAR.sub(" ", match["rest"], count=1).split()).strip(" ,.")
                if holder:
                    self.custom["copyright-holder"] = holder
                if year:
                    self.custom["copyright-year"] = year[0]
                return

    def _put(self, name: str, value: Any) -> None:
        """Set a field unless it is set already: the first source to speak is the best one."""
        if value and not self.fields.get(name):
            self.fields[name] = value


_DATES = frozenset({"online", "received", "accepted", "revised", "issue-date"})


def _is_labelled(text: str) -> bool:
    return text.casefold().rstrip(" :") in _BARE_LABELS or any(
        pattern.fullmatch(text) for label, pattern in _LABELS.items() if label != "license"
    )


def _is_genre(text: str) -> bool:
    return len(text.partition("|")[0].split()) <= _MOST_GENRE_WORDS and bool(_GENRE.fullmatch(text))


def _genre(text: str) -> str:
    """The type out of a line: "Original Article | Open Access | Published: …"."""
    return text.partition("|")[0].strip() if len(text) <= 120 else ""


def _names_all(text: str, families: Sequence[str]) -> bool:
    folded = f" {_squeezed(text)}"
    return bool(families) and all(f" {_squeezed(each)}" in folded for each in families)


def _looks_like_people(text: str) -> bool:
    """Whether a line may be a list of names: capital letters everywhere but in particles."""
    words = re.sub(r"[\d,&*;·]", " ", text).split()
    return 2 <= len(words) <= 300 and all(
        not word[0].islower() or word in {"and", "de", "der", "den", "van", "von", "la", "del", "di", "da"}
        for word in words
    )  # fmt: skip


def _squeezed(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text).casefold().split())


def _plain_pages(text: str) -> str:
    return re.sub(r"\s*[–—-]+\s*", "-", text.strip())


def _split_keywords(lines: Sequence[Line]) -> list[str]:
    """One a line; within a line at what separates them: no-break blanks, dots, semicolons, commas."""
    words: list[str] = []
    for line in lines:
        if _is_labelled(line.text) or _NOISE.fullmatch(line.text) or _COPYRIGHT.match(line.text):
            continue
        separator = next(
            (mark for mark in ("\xa0", "  ", "·", "•", ";", ",") if mark in line.raw), None
        )
        words += [line.text] if separator is None else line.raw.split(separator)
    return words
