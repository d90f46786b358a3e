"""What a writer cannot hold it tells: no field goes, or comes back otherwise, without a diagnostic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.diagnostics import Report
from citeform.formats.registry import BUILT_IN
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
