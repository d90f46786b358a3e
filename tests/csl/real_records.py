"""Fifty works of many types to try every style on: real ones, and what real ones can come to.

The real ones come from the folder of real files: of every type of CSL the richest records. None of
them has doubled blanks or doubled punctuation of its own, so that any in an output is the engine's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

import citeform
from citeform import Article, Date, Name
from citeform.errors import CiteformError
from citeform.formats.csljson import from_item
from citeform.model.vocabulary import TYPES
from tests.conftest import DATA

_SOURCES = (
    ("csl-json", "csl-json/manubot+manubot"),
    ("csl-json", "csl-json/front-matter+commonmeta-py"),
    ("crossref", "crossref-json/front-matter+commonmeta-py"),
    ("ris", "ris"),
    ("biblatex", "biblatex/plk+biber"),
    ("biblatex", "biblatex/texlive"),
)
_SUITE_INPUTS = DATA / "csl-json" / "citation-style-language+test-suite" / "inputs.jsonl"
_DOUBLED = re.compile(r"\s\s|([.,;:!?-])\s?\1|\s[.,;]|[.,;:?!][.,;:]|\bNone\b|[\n\t<>]|[“”\"]")
_LONGEST = 3_000


@cache
def real_articles(count: int = 50) -> tuple[Article, ...]:
    """That many articles with ids of their own; the same ones every time."""
    made = list(_made())
    real = _richest(count - len(made))
    return tuple(
        article.replace(id=f"work-{number}") for number, article in enumerate([*made, *real], 1)
    )


def real_only(count: int) -> list[Article]:
    """Only real ones that are fit to be cited: they have a title and a date, and people's names."""
    fit = [each for each in _richest(4 * count) if each.title and each.issued and _has_names(each)]
    return [each.replace(id=f"work-{number}") for number, each in enumerate(fit[:count], 1)]


def _has_names(article: Article) -> bool:
    """Whether its names are names, not the place holders of somebody's example or "and others"."""
    names = [name for _, value in article.items() if isinstance(value, tuple) for name in value]
    return not any(
        re.search(r"\d|^(Name|Authors?|others)$", str(name)) for name in names
    ) and not any(name.is_others for name in names)


def _richest(count: int) -> list[Article]:
    """Of each type in turn the record with the most fields, then the next, until there are enough."""
    by_type: dict[str, list[Article]] = {}
    seen: set[str] = set()
    for article in _readable():
        key = article.title or repr(article)
        if key not in seen and not _DOUBLED.search(_text(article)):
            seen.add(key)
            by_type.setdefault(article.type, []).append(article)
    columns = []
    for kind in sorted(by_type, key=lambda kind: (kind not in TYPES, kind)):
        works = sorted(by_type[kind], key=lambda each: (-len(list(each.items())), each.title))
        columns.append([each for each in works if len(_text(each)) < _LONGEST])
    found: list[Article] = []
    for row in range(max(map(len, columns), default=0)):
        found += [column[row] for column in columns if row < len(column)]
        if len(found) >= count:
            break
    return found[:count]


def _readable() -> Iterator[Article]:
    for format_name, folder in _SOURCES:
        for path in sorted((DATA / folder).rglob("*")):
            if path.is_file() and path.stat().st_size < 600_000:
                try:
                    library = citeform.load(path, format_name)
                except CiteformError:
                    continue
                # An abstract is long and hardly ever cited.
                yield from (each.replace(abstract="", annote="") for each in library)
    if _SUITE_INPUTS.is_file():
        for line in _SUITE_INPUTS.read_text(encoding="utf-8").splitlines():
            for item in json.loads(line).get("input") or ():
                yield from_item(item)


def _text(article: Article) -> str:
    """Every text of it, its names and dates included."""
    values = (value for name, value in article.items() if name not in {"custom", "id"})
    return "\x00".join(map(_flat, values))


def _flat(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "\x00".join(map(_flat, value))
    if isinstance(value, Name):
        parts = (value.family, value.given, value.literal, value.suffix)
        return "\x00".join([*parts, value.dropping_particle, value.non_dropping_particle])
    if isinstance(value, Date):
        return value.literal
    return ""


def _made() -> Iterator[Article]:
    """What no file may happen to hold and a program must stand all the same."""
    yield from_item({"id": "nulls", "type": "book", "title": None, "author": None, "issued": None})
    yield from_item({"id": "null-parts", "type": "article-journal", "title": "Dated by nothing",
                     "issued": {"date-parts": [[None]]}, "volume": 4})  # fmt: skip
    yield Article(id="bare")  # not even a title
    yield Article(id="untyped", title="A work without a type", author=(Name("Roe", "Jane"),))
    yield Article(
        id="script",
        type="article-journal",
        title="<script>alert(1)</script> & <img src=x onerror=alert(2)> as titles",
        author=(Name("<b>Bold</b>", "A & B"), Name(literal="<script>alert(3)</script>")),
        container_title='Journal of "Injection" & Escape',
        issued=Date(2019, 3),
        doi="10.1000/<script>alert(4)</script>",
        url="javascript:alert(5)",
        volume="5",
        page="1-9",
    )
    yield Article(
        id="arabic",
        type="book",
        title="مقدمة ابن خلدون",
        author=(Name("ابن خلدون", "عبد الرحمن"),),
        publisher="دار الفكر",
        publisher_place="بيروت",
        issued=Date(1377),
        language="ar",
    )
    yield Article(
        id="chinese",
        type="article-journal",
        title="引用格式的自动生成",
        author=(Name("李", "明"), Name("王", "小芳"), Name("欧阳", "锋")),
        container_title="图书馆杂志",
        volume="38",
        issue="2",
        page="45-52",
        issued=Date(2019, 2, 15),
        language="zh-CN",
    )
    yield Article(
        id="crowd",
        type="article-journal",
        title="A measurement by three hundred people",
        author=tuple(Name(f"Author{number:03}", f"Given {number}") for number in range(1, 301)),
        container_title="Physics of Crowds",
        volume="1",
        page="e17",
        issued=Date(2015, 5),
        doi="10.1000/crowd",
    )
    yield Article(
        id="particles",
        type="chapter",
        title="Names with parts",
        author=(
            Name("Gogh", "Vincent", non_dropping_particle="van"),
            Name("Fontaine", "Jean", dropping_particle="de", non_dropping_particle="La"),
            Name("King", "Martin Luther", suffix="Jr.", comma_suffix=True),
            Name(literal="World Health Organization"),
        ),
        editor=(Name("Beethoven", "Ludwig", dropping_particle="van"),),
        translator=(Name("Beethoven", "Ludwig", dropping_particle="van"),),
        container_title="Parts and wholes",
        edition="2",
        publisher="Some Press",
        publisher_place="Ghent",
        page="101-109",
        issued=Date(2001, season=2),
        original_date=Date(-43, 3, 15),
        accessed=Date(2024, 12, 31),
        isbn="978-3-16-148410-0",
    )
