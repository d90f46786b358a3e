"""What a writer cannot hold it tells: no field goes, or comes back otherwise, without a diagnostic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.diagnostics import Report
from citeform.formats.registry import BUILT_IN
from citeform.formats.sniff import sniff
from citeform.model.vocabulary import ATTRIBUTES, TYPES, Kind
from tests.data import records

CITATIONS = ("springer", "springer-current")
WRITE_ONLY = {"html-meta": "html", "word": ""}
"""Formats that are only written, and the format that reads them, where there is one."""
BOTH_WAYS = sorted(
    name for name, info in BUILT_IN.items() if info.reads and info.writes and name not in CITATIONS
)
WRITTEN = sorted(name for name, info in BUILT_IN.items() if info.writes)

# ------------------------------------------------------------------ what may differ


def _bare_numbers(value: Any) -> Any:
    return " ".join(value.replace("-", "").replace(",", " ").replace(";", " ").split())


def _one_blank(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _names_of_one_word(value: Any) -> Any:
    return tuple(
        Name(literal=name.family or name.given)
        if len(name.__dict__.keys() & {"family", "given"}) == 1 and not name.suffix
        else name
        for name in value
    )


def _without_comma(value: Any) -> Any:
    return tuple(name.replace(comma_suffix=False) for name in value)


def _plain_keywords(value: Any) -> Any:
    return value.replace(";", ",")


ALLOWED: dict[str, tuple[Callable[[str], bool], Callable[[Any], Any], str]] = {
    "serials": (
        lambda field: field in {"isbn", "issn"},
        _bare_numbers,
        "hyphens within an ISBN and what stands between two of them are spelling",
    ),
    "blanks": (
        lambda field: ATTRIBUTES[field].kind in {Kind.TEXT, Kind.NUMBER},
        _one_blank,
        "white space, line ends among it, means one blank in formats of lines",
    ),
    "names of one word": (
        lambda field: ATTRIBUTES[field].kind is Kind.NAMES,
        _names_of_one_word,
        "Plato is no more a family name than a literal one, and prints the same",
    ),
    "comma before a suffix": (
        lambda field: ATTRIBUTES[field].kind is Kind.NAMES,
        _without_comma,
        "punctuation, which a style adds",
    ),
    "keywords": (
        lambda field: field == "keyword",
        _plain_keywords,
        "key words are a list; what stands between two is spelling",
    ),
}
"""Which fields, what their value is compared as, and why that is no loss."""


def _same(field: str, value: Any, found: Any) -> bool:
    if value == found:
        return True
    if field not in ATTRIBUTES or not found:
        return False
    for concerns, normalized, _ in ALLOWED.values():
        if concerns(field):
            value, found = normalized(value), normalized(found)
    return bool(value == found)


# ------------------------------------------------------------------ the law


def _silently_lost(article: Article, format: str) -> dict[str, tuple[Any, Any]]:
    """The fields that come back otherwise and that no diagnostic of the record names."""
    report = Report()
    text = citeform.dumps(article, format, report=report)
    found = citeform.loads(text, WRITE_ONLY.get(format, format))
    # The root of a CITATION.cff repeats what it is asked to; the work itself comes last.
    again = list(found)[-1] if len(found) else Article()
    told = [each for each in report if each.record == article.id]
    return {
        field: (value, getattr(again, field))
        for field, value in article.items()
        if field not in {"id", "custom"}
        and not _same(field, value, getattr(again, field))
        and not any(_names(each.message, each.code, field) for each in told)
    }


def _names(message: str, code: str, field: str) -> bool:
    if field == "type":
        return code in {"write.nearest-type", "write.citation-only"}
    return field in message or ATTRIBUTES[field].name in message


_MARKED = st.builds(
    lambda before, tag, text: f"{before} <{tag}>{text}</{tag}> {before}",
    records.WORD,
    st.sampled_from(["i", "b", "sup", "sub", "sc"]),
    records.WORD,
)
_ORCID = st.sampled_from(["", "", "0000-0002-1825-0097"])
_PLACES = st.lists(records.TEXT, max_size=2).map(tuple)
_PERSON = st.builds(
    lambda name, places, orcid, staying, dropping: name.replace(
        affiliation=places,
        orcid=orcid,
        non_dropping_particle=staying if name.family else "",
        dropping_particle=dropping if name.family and not staying else "",
    ),
    records.PERSON | records.BODY,
    _PLACES,
    _ORCID,
    st.sampled_from(["", "", "van"]),
    st.sampled_from(["", "", "de"]),
)
_DATE = (
    records.DATE
    | records.RANGE
    | records.DATE.map(lambda date: date.replace(circa=True))
    | records.YEAR.map(lambda year: Date(year, season="Michaelmas"))
    | records.YEAR.map(lambda year: Date(year, end=Date()))
    | records.YEAR.map(lambda year: Date(year, literal="in press"))
    | st.just(Date(literal="in press"))
)
_BY_KIND: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: records.TEXT | _MARKED,
    Kind.VERBATIM: records.WORD,
    Kind.NUMBER: records.NUMBER,
    Kind.DATE: _DATE,
    Kind.NAMES: st.lists(_PERSON, min_size=1, max_size=2).map(tuple),
}
_OWN: dict[str, st.SearchStrategy[Any]] = {
    "doi": records.DOI,
    "isbn": st.just("978-3-16-148410-0"),
    "issn": st.just("1234-5679"),
    "keyword": records.KEYWORDS,
    "language": st.sampled_from(["en", "de-AT"]),
    "page": records.PAGES,
    "pmcid": st.just("PMC12345"),
    "pmid": st.just("123456"),
    "url": st.just("https://example.org/a"),
}


@st.composite
def _articles(draw: st.DrawFn) -> Article:
    chosen = draw(st.lists(st.sampled_from(sorted(ATTRIBUTES)), max_size=4, unique=True))
    fields = {
        name: draw(_OWN[name] if name in _OWN else _BY_KIND[ATTRIBUTES[name].kind])
        for name in chosen
    }
    fields.setdefault("title", draw(_BY_KIND[Kind.TEXT]))
    return Article(id="key1", type=draw(st.sampled_from(sorted(TYPES))), **fields)


@pytest.mark.parametrize("format", [*BOTH_WAYS, "html-meta"])
@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(article=_articles())
def test_nothing_is_lost_without_a_word(format: str, article: Article) -> None:
    assert _silently_lost(article, format) == {}


@settings(max_examples=30, deadline=None, derandomize=True)
@given(article=_articles())
def test_word_holds_a_field_or_tells_of_it(article: Article) -> None:
    report = Report()
    text = citeform.dumps(article, "word", report=report)
    silent = [
        field
        for field, value in article.items()
        if ATTRIBUTES.get(field) is not None
        and ATTRIBUTES[field].kind in {Kind.VERBATIM, Kind.NUMBER}
        and value not in text
        and not any(_names(each.message, each.code, field) for each in report)
    ]
    assert silent == []


_JOURNAL = Article(
    id="key1",
    type="article-journal",
    title="On words",
    author=(Name("Doe", "J."),),
    issued=Date(2010),
    container_title_short="J. Words",
    volume="3",
    page="1-9",
    doi="10.1234/abc.5",
)


@pytest.mark.parametrize(
    ("format", "article", "unsaid"),
    [
        ("springer-current", _JOURNAL, ""),
        ("springer", _JOURNAL, "title, page"),
        ("springer-current", _JOURNAL.replace(abstract="Words."), "abstract"),
        ("springer-current", _JOURNAL.replace(author=(Name("Doe", "Jane"),)), "author"),
        ("springer-current", _JOURNAL.replace(issued=Date(2010, 5)), "issued"),
        ("springer-current", Article(id="key1", type="book", title="T"), "type, title"),
    ],
)
def test_a_citation_tells_what_it_does_not_say(format: str, article: Article, unsaid: str) -> None:
    report = Report()
    text = citeform.dumps(article, format, report=report)
    told = [each.message.removeprefix("a citation does not say all of ") for each in report]
    fields = ", ".join(told).split(", ") if told else []
    assert sorted(fields) == sorted(unsaid.split(", ") if unsaid else [])
    again = next(iter(citeform.loads(text, format)), Article())
    lost = {
        name for name, value in article.items() if name != "id" and getattr(again, name) != value
    }
    assert lost <= set(fields)


# ------------------------------------------------------------------ how many, and which ids


@pytest.mark.parametrize("format", WRITTEN)
def test_none_is_written_as_none(format: str) -> None:
    text = citeform.dumps((each for each in ()), format)
    assert isinstance(text, str)
    if format in BOTH_WAYS:
        assert list(citeform.loads(text, format)) == []


def _two(id: str) -> Iterator[Article]:
    yield Article(id=id, type="book", title="First words", issued=Date(2001))
    yield Article(id=id, type="book", title="Second words", issued=Date(2002))


@pytest.mark.parametrize("id", ["", "same"])
@pytest.mark.parametrize("format", WRITTEN)
def test_two_of_one_id_or_of_none_are_both_written(format: str, id: str) -> None:
    text = citeform.dumps(_two(id), format)
    if format in BOTH_WAYS:
        titles = [each.title for each in citeform.loads(text, format)]
        # A CITATION.cff without software has a root that repeats the first title.
        assert list(dict.fromkeys(titles)) == ["First words", "Second words"]
    elif format != "springer":  # which names no titles
        assert text.index("First words") < text.index("Second words")


@pytest.mark.parametrize(
    ("suffix", "format"),
    [
        (suffix, info.name)
        for info in BUILT_IN.values()
        if info.writes and info.name != "biblatex"
        for suffix in info.suffixes
    ],
)
def test_the_suffix_of_a_file_tells_the_format(suffix: str, format: str, tmp_path: Any) -> None:
    path = tmp_path / (suffix if not suffix.startswith(".") else f"refs{suffix}")
    citeform.dump(_two("same"), path)
    written = path.read_text(encoding="utf-8")
    assert written == citeform.dumps(_two("same"), format)
    if format in BOTH_WAYS and format not in {"ndjson", "codemeta"}:
        assert sniff(written) == format
