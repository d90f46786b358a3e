"""The lines of a SpringerLink page, sorted into header and sections by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

_BULLET = re.compile(r"\s*(?:[•◦∙▪●○‣·]\s*|[*+-]\s+)")
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad")
_MOST_LINES = 20_000
_LONGEST = 200_000

_HEADINGS = {
    "citation": "cite this article as|cite this article|how to cite|how to cite this article",
    "abstract": "abstract|summary|abstract and key points",
    "keywords": "keywords|key words|keywords and phrases|index terms",
    "copyright": "copyright information",
    "affiliations": "authors and affiliations|author information|author details",
    "about": "about this article|article info|article history|publication history",
    "rights": "rights and permissions|license|permissions",
    "other": (
        "references|notes|footnotes|acknowledgements|acknowledgments|personalised recommendations"
        "|similar content being viewed by others|recommended articles|corresponding author"
        "|additional information|ethics declarations|share this article|download citation|contributions"
        "|preview|unable to display preview. download preview pdf.|download to read the full article text"
        "|consortia|introduction|1 introduction|main|funding|data availability|supplementary information"
        "|abbreviations|mathematics subject classification|mathematics subject classification (2000)"
        "|mathematics subject classification (2010)|jel classification|pacs|ccs concepts"
        "|electronic supplementary material|access this article|change history|authors|search"
        "|this is a preview of subscription content|avoid common mistakes on your manuscript."
        "|discover the latest articles and news from researchers in related subjects"
    ),
}
_SECTION_OF = {name: key for key, names in _HEADINGS.items() for name in names.split("|")}
_CITATION_INLINE = re.compile(r"(?i)cite this article as\s*:\s*(?=\S)")
_KEYWORDS_INLINE = re.compile(r"(?i)key ?words?\s*:\s*(?=\S)")
_INLINE = (("citation", _CITATION_INLINE), ("keywords", _KEYWORDS_INLINE))


_YEAR = re.compile(r"\((?:1[89]|20)\d\d\)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it stands, what it says with single blanks, and how it was spaced."""

    number: int
    text: str
    raw: str
    bullet: bool = False


@dataclass(slots=True)
class Page:
    """What stands before the first heading, and what stands under each kind of heading."""

    header: list[Line] = field(default_factory=list)
    sections: dict[str, list[Line]] = field(default_factory=dict)

    def section(self, name: str) -> list[Line]:
        """The lines under that kind of heading; [] where there is none."""
        return self.sections.get(name, [])

    @property
    def lines(self) -> list[Line]:
        """Every line that is not a heading, in order."""
        every = [*self.header, *(line for lines in self.sections.values() for line in lines)]
        return sorted(every, key=lambda line: line.number)


def read_page(text: str) -> Page:
    """The page as header and sections; blank lines are left out."""
    page = Page()
    current = page.header
    lines = list(_lines(text))
    for index, line in enumerate(lines):
        section, start = _heading(line.text)
        if section and _opens(section, start, lines[index + 1 : index + 4], page):
            current = page.sections.setdefault(section, [])
            if start is not None:
                current.append(Line(line.number, line.text[start:], line.raw[start:], line.bullet))
        else:
            current.append(line)
    return page


def _lines(text: str) -> Iterator[Line]:
    for number, raw in enumerate(islice(text.splitlines(), _MOST_LINES), 1):
        visible = raw[:_LONGEST].translate(_INVISIBLE)
        bullet = _BULLET.match(visible)
        content = visible[bullet.end() :] if bullet else visible
        words = " ".join(content.split())
        if words:
            yield Line(number, words, content.strip(" \t"), bullet is not None)


def _opens(section: str, start: int | None, following: list[Line], page: Page) -> bool:
    """Whether the heading is one: buttons and tabs in the header of a page say the same words."""
    if section == "citation" and start is None:
        return any(_YEAR.search(line.text) for line in following)
    if section == "affiliations" and not page.sections:
        return any("10." in line.text for line in page.header)
    return bool(page.sections) or section != "other"


def _heading(words: str) -> tuple[str, int | None]:
    """The section that the line begins, and where its content starts in it (None: after it)."""
    if len(words) > 400:
        return "", None
    named = _SECTION_OF.get(words.casefold().rstrip(" :"), "")
    if named:
        return named, None
    for section, pattern in _INLINE:
        if match := pattern.match(words):
            return section, match.end()
    return "", None
