"""Content negotiation, RFC 9110, section 12.5.1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citeform
from citeform import Article
from citeform.errors import UnknownFormatError
from citeform.formats.registry import infos
from citeform.media_types import OFFERS, OUTPUTS, Choice, format_of, media_type_of, media_types_of
from tests.formats.timing import ratio_of_times


def chosen(accept: str | None, **more: object) -> str:
    choice = citeform.negotiate(accept, **more)  # type: ignore[arg-type] # offers and the like
    return "" if choice is None else choice.format or choice.output


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text"),
        ("", "text"),
        ("*/*", "text"),
        ("application/x-bibtex", "bibtex"),
        ("Application/X-BibTeX", "bibtex"),
        ("text/x-bibtex", "bibtex"),
        ("application/json", "csl-json"),
        ("application/ld+json", "schema-org"),
        ("application/x-research-info-systems", "ris"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("application/x-bibtex;q=0.5, application/json;q=0.8", "csl-json"),
        ("application/x-bibtex, */*", "bibtex"),
        ("application/*", "csl-json"),
        ("text/markdown;q=0.1", "markdown"),
        ("image/png", ""),
        ("image/png, */*;q=0.1", "text"),
        ("application/x-bibtex;q=0", ""),
        ('a/b; x="q, text/html", application/x-bibtex', "bibtex"),
        ("nonsense, ;;, application/x-bibtex", "bibtex"),
        ("nonsense", "text"),
        ("application/x-bibtex;q=7, application/json;q=0.1", "csl-json"),
    ],
)
def test_choice(accept: str | None, expected: str) -> None:
    assert chosen(accept) == expected


def test_the_most_specific_range_gives_the_quality() -> None:
    accept = "text/*;q=0.9, text/x-bibliography;q=0.1, application/json;q=0.5"
    assert chosen(accept, offers=("text", "csl-json")) == "csl-json"
    assert chosen(accept, offers=("text", "html", "csl-json")) == "html"


def test_quality_zero_forbids() -> None:
    own = "application/vnd.citationstyles.csl+json"
    assert chosen(f"*/*, {own};q=0", offers=("csl-json", "bibtex")) == "bibtex"
    assert chosen("*/*, application/*;q=0", offers=("csl-json", "bibtex")) == ""


def test_the_order_of_offers_decides_between_equals() -> None:
    accept = "application/x-bibtex, application/x-research-info-systems"
    assert chosen(accept) == "bibtex"
    assert chosen(accept, offers=("ris", "bibtex")) == "ris"


@pytest.mark.parametrize(
    ("accept", "style", "locale"),
    [
        ("text/x-bibliography; style=apa; locale=de-DE", "apa", "de-DE"),
        ("text/x-bibliography;style=apa", "apa", None),
        ('text/x-bibliography; style = "apa" ; locale = "de-DE"', "apa", "de-DE"),
        ("text/x-bibliography", "springer", None),
        ("text/html; style=ieee", "ieee", None),
        ("text/x-bibliography; style=apa; q=0.3, text/x-bibliography; style=ieee", "ieee", None),
    ],
)
def test_style_and_locale(accept: str, style: str, locale: str | None) -> None:
    choice = citeform.negotiate(accept)
    assert choice is not None
    assert (choice.style, choice.locale) == (style, locale)


@pytest.mark.parametrize("style", ["../../etc/passwd", "a/b", "http://x", "", "a b"])
def test_a_style_that_is_no_name_is_not_let_through(style: str) -> None:
    assert citeform.negotiate(f'text/x-bibliography; style="{style}"') is None


def test_the_answer_says_its_style() -> None:
    choice = citeform.negotiate("text/x-bibliography; style=apa; locale=de-DE")
    assert choice == Choice(
        "text/x-bibliography; charset=utf-8; style=apa; locale=de-DE", "", "text", "apa", "de-DE"
    )


def test_rendering() -> None:
    article = Article(id="a", type="book", title="T")
    choice = citeform.negotiate("application/json")
    assert choice is not None
    assert choice.render(article) == citeform.dumps(article, "csl-json")
    formatted = citeform.negotiate("text/html")
    assert formatted is not None
    assert formatted.render([article]) == citeform.format([article], "springer", output="html")


def test_an_unknown_offer_is_an_error() -> None:
    with pytest.raises(UnknownFormatError):
        citeform.negotiate("*/*", offers=("bibtec",))


def test_every_offer_can_be_written_and_has_a_type() -> None:
    writable = {info.name for info in infos() if info.writes}
    assert set(OFFERS) <= writable | set(OUTPUTS)
    assert all(media_types_of(offer) for offer in OFFERS)


@pytest.mark.parametrize(
    "info", [each for each in infos() if each.media_types], ids=lambda info: info.name
)
def test_every_media_type_leads_back_to_a_format_that_has_it(info) -> None:
    for media_type in info.media_types:
        name = format_of(f"{media_type}; charset=utf-8")
        assert name is not None
        assert media_type in media_types_of(name)
    assert media_type_of(info.name) == info.media_types[0]


def test_a_type_of_no_format() -> None:
    assert format_of("image/png") is None


@given(st.text(max_size=80) | st.text('*/;,=q.01"\\ a', max_size=80))
def test_never_raises_on_a_header(accept: str) -> None:
    choice = citeform.negotiate(accept)
    assert choice is None or choice.media_type


@pytest.mark.parametrize("unit", ['"', ",", "a/b;", 'a/b;x="\\', "*/*,", ";q=", "a/b;x=y;"])
def test_time_is_linear(unit: str) -> None:
    assert ratio_of_times(citeform.negotiate, unit * 300, unit * 2_400) < 8 * 4
