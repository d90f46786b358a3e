"""Citations of chapters, and of whatever is not in a journal: books, reports, theses.

Until 2020, form 1::

    Natale L., Cannata G. (2017) Title. In: Goswami A., Vadakkepat P. (eds) Book. Springer, Dordrecht.

From 2021, form 2::

    Schuster, D., van Zelst, S.J. (2021). Title. In: Buchs, D. (eds) Book. Series, vol 12. Springer, Cham.

Up to five authors are named, of more the first; so it is with editors. Where the publisher's lines
differ from this (they are edited by hand more than those of articles), a line that was read is
written back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from citeform.formats.springer.names import person, printed
from citeform.formats.springer.read import Reading, without_doi
from citeform.formats.springer.write import doi_tail, remembered
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.text import tags
from citeform.text.marks import END, ITALIC, clean

TYPES = frozenset(
    {"chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference"}
)
"""Types of works that stand in a book."""

_MOST = 5
_HEAD = re.compile(r"(?P<people>[^()]{1,2000}?) \((?P<year>\d{4})\)(?P<stop>\.?) (?P<rest>\S.*)")
_EDITORS = re.compile(r"(?P<editors>[^()]{1,2000}?) \(eds?\.?\),? (?P<rest>.*)")
_SERIES = re.compile(r"(?P<series>.*?)(?:\(\))?, vol\.? (?P<number>\S+)")
_MEETING = re.compile(r"\D{2,40} ?(?:\d{4}|'\d\d)")
_PLAIN_NAME = re.compile(r"(?P<family>[^,.]{1,120}) (?P<initials>(?:-?[^\W\d_]{1,3}\.)+)")
_COMMA_NAME = re.compile(r"(?P<family>[^,.]{1,120}), (?P<initials>(?:-?[^\W\d_]{1,3}\.)+)")


def is_cited_so(article: Article) -> bool:
    """Whether the work is cited in this way and not as an article of a journal."""
    in_something = article.container_title or article.container_title_short
    return article.type in TYPES or not in_something


# ------------------------------------------------------------------ writing


def compose(article: Article, form: int, links: bool = False, *, doi: str = "") -> str:
    """The citation as rich text; `form` is 1 (until 2020) or 2 (from 2021)."""
    stop = "." if form == 2 else ""
    date = article.issued
    year = f"({date.year}){stop}" if date is not None and date.year is not None else ""
    people = _people(article.author, form)
    head = " ".join(filter(None, (people, year)))
    sentences = [_sentence(tags.parse(article.title))]
    if article.container_title:
        sentences.append("In:" + (f" {editors}" if (editors := _editors(article, form)) else ""))
        sentences.append(_sentence(tags.parse(article.container_title)))
    sentences += [_sentence(clean(article.event_title)), _sentence(_series(article))]
    publisher = ", ".join(filter(None, (article.publisher, article.publisher_place)))
    sentences.append(_sentence(clean(publisher)))
    spelling = doi or remembered(article, "doi") or "url"
    sentences.append(doi_tail(article, spelling, links))
    return " ".join(filter(None, (head, *sentences)))


def _sentence(text: str) -> str:
    return text + "." if text and not text.endswith((".", "?", "!")) else text


def _series(article: Article) -> str:
    number = clean(article.collection_number or article.volume)
    series = tags.parse(article.collection_title)
    if not series:
        return f"vol {number}" if number else ""
    return f"{series}, vol {number}" if number else series


def _people(names: Sequence[Name], form: int) -> str:
    people = [_printed(name, form) for name in names if not name.is_others]
    if not people:
        return ""
    if len(people) > _MOST or len(people) < len(names):
        return f"{people[0]} {ITALIC}et al.{END}"
    return ", ".join(people)


def _editors(article: Article, form: int) -> str:
    editors = _people(article.editor, form)
    return f"{editors} (eds)" if editors else ""


def _printed(name: Name, form: int) -> str:
    text = clean(printed(name))
    return text if form == 2 or not name.family else text.replace(", ", " ", 1)


# ------------------------------------------------------------------ reading


def read_line(line: str) -> Reading | None:
    """The chapter that a citation line stands for; None where it is not the citation of one."""
    fields: dict[str, Any] = {}
    body, _ = without_doi(line, fields)
    head = _HEAD.fullmatch(body)
    if head is None or ". In: " not in head["rest"]:
        return None
    title, _, rest = head["rest"].partition(". In: ")
    form = 2 if head["stop"] else 1
    fields.update(type="chapter", title=title, issued=Date(int(head["year"])))
    fields["author"] = _names(head["people"])
    if match := _EDITORS.fullmatch(rest):
        fields["editor"] = _names(match["editors"])
        rest = match["rest"]
    _read_book(rest.removesuffix("."), fields)
    return Reading(Article(**fields), form)


def _read_book(text: str, fields: dict[str, Any]) -> None:
    """What stands behind "In: … (eds)": "Book. MEETING 2021. Series, vol 12. Publisher, Place"."""
    sentences = text.split(". ")
    if len(sentences) > 1:
        publisher, _, place = sentences.pop().partition(", ")
        fields.update(publisher=publisher, publisher_place=place)
    if len(sentences) > 1 and (match := _SERIES.fullmatch(sentences[-1])):
        sentences.pop()
        fields.update(collection_title=match["series"], collection_number=match["number"])
    if len(sentences) > 1 and _MEETING.fullmatch(sentences[-1]):
        fields["event_title"] = sentences.pop()
    fields["container_title"] = ". ".join(sentences)


def _names(text: str) -> tuple[Name, ...]:
    """People in either form; what is neither is kept as it is, as one literal name."""
    names: list[Name] = []
    position = 0
    others = text.endswith(" et al.")
    text = text.removesuffix(" et al.")
    while position < len(text):
        match = _COMMA_NAME.match(text, position) or _PLAIN_NAME.match(text, position)
        if match is None or text[match.end() : match.end() + 2] not in {", ", ""}:
            names.append(Name(literal=text[position:]))
            break
        names.append(person(match["family"], match["initials"]))
        position = match.end() + 2
    return (*names, *((Name.others(),) if others else ()))
