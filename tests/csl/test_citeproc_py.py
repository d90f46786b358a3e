"""The second engine: what citeproc-py is fed, what comes of its failures."""

from __future__ import annotations

import pytest

import citeform
from citeform import Article, Date, Name
from citeform.csl.catalogue import names
from citeform.csl.citeproc_py import clean_item
from citeform.csl.style import Style
from citeform.errors import StyleError, UsageError
from tests.conftest import needs_shared
from tests.csl.real_records import real_articles

DOE = Article(
    id="doe",
    type="article-journal",
    title="On <i>citing</i> & <script>alert(1)</script>",
    author=(Name("Doe", "Jane"), Name("Roe", "Richard", suffix="Jr.")),
    container_title="Journal of Things",
    volume="3",
    page="1-9",
    issued=Date(2020, 5, 4),
)
OLD = Article(id="old", type="book", title="Older", author=(Name("Abel", "A."),), issued=Date(1999))
BARE = Article(id="bare")


def entries(style: str, *articles: Article) -> list[str]:
    return [
        str(each) for each in Style.from_name(style).bibliography(articles, engine="citeproc-py")
    ]


def test_it_formats_in_the_style_and_its_order():
    assert entries("apa", DOE, OLD) == [
        "Abel, A. (1999). Older.",
        (
            "Doe, J., & Roe, R., Jr. (2020). On citing & <script>alert(1)</script>. "
            "Journal of Things, 3, 1–9."
        ),
    ]


def test_a_title_brings_its_own_italics_and_no_markup():
    html = Style.from_name("apa").bibliography([DOE], engine="citeproc-py").to("html")
    assert "On <i>citing</i> &#38; &#60;script&#62;alert(1)&#60;/script&#62;" in html
    assert "<script" not in html


def test_every_output_is_there():
    latex = Style.from_name("apa").bibliography([DOE], engine="citeproc-py")[0].to("latex")
    assert r"\textit{Journal of Things}" in latex
    assert r"\textless{}script\textgreater{}" in latex


def test_the_locale_is_kept():
    untitled = BARE.replace(title="T")
    german = Style.from_name("apa", "de-AT").bibliography([untitled], engine="citeproc-py")
    assert "(o.\u00a0J.)" in str(german)


def test_the_public_call_takes_the_engine():
    assert "Older" in citeform.format([OLD], "apa", engine="citeproc-py")


def test_an_unknown_engine_is_named():
    with pytest.raises(UsageError, match="citeproc-py"):
        Style.from_name("apa").bibliography([DOE], engine="citeproc")


def test_a_style_without_a_bibliography_is_an_error():
    without = next(
        name for name in names(independent=True) if not Style.from_name(name).has_bibliography
    )
    with pytest.raises(StyleError, match="no bibliography"):
        Style.from_name(without).bibliography([DOE], engine="citeproc-py")


def test_works_with_one_id_or_none_are_all_there():
    twins = [OLD, OLD.replace(title="Other"), OLD.replace(id="", title="Third")]
    assert [("Other" in each, "Third" in each) for each in entries("apa", *twins)].count(
        (False, False)
    ) == 1


def test_an_item_has_texts_dates_and_a_type_only():
    item = clean_item(BARE.replace(type="no-such-type", volume="4", issued=Date(2001, 2)), "k")
    assert item == {
        "id": "k",
        "type": "document",
        "volume": "4",
        "issued": {"date-parts": [[2001, 2]]},
    }


def test_a_range_of_dates_and_words_for_a_date():
    until = Date(2001, end=Date(2003, 4), circa=True)
    assert clean_item(Article(issued=until), "k")["issued"] == {
        "date-parts": [[2001], [2003, 4]],
        "circa": 1,
    }
    assert clean_item(Article(issued=Date(literal="soon")), "k")["issued"] == {"literal": "soon"}
    assert "issued" not in clean_item(Article(issued=Date(end=Date(2001))), "k")


def test_people_left_out_by_the_source_are_et_al():
    item = clean_item(Article(author=(Name("Doe", "J."), Name.others())), "k")
    assert item["author"] == [{"family": "Doe", "given": "J."}, {"literal": "et al."}]


def test_one_work_that_it_fails_on_costs_one_work(monkeypatch):
    from citeproc.frontend import CitationStylesStyle

    render = CitationStylesStyle.render_bibliography

    def fails(self, items):
        if "Older" in str(items[0].reference["title"]):
            raise AttributeError("no such thing")
        return render(self, items)

    monkeypatch.setattr(CitationStylesStyle, "render_bibliography", fails)
    made = Style.from_name("apa").bibliography([OLD, DOE], engine="citeproc-py")
    assert [each.id for each in made] == ["doe"]
    [told] = made.diagnostics
    assert (told.code, told.record) == ("engine.failed", "old")
    assert "AttributeError: no such thing" in told.message


@needs_shared
@pytest.mark.parametrize("style", names(independent=True)[7::900])
def test_ugly_works_raise_nothing_in_any_style(style):
    found = Style.from_name(style)
    if not found.has_bibliography:
        pytest.skip("citeproc-py cannot do without a bibliography")
    articles = [each for each in real_articles() if len(each.author) < 100][:15]
    made = found.bibliography(articles, engine="citeproc-py")
    failed = {each.record for each in made.diagnostics}
    assert len(made) + len(failed) > len(articles) / 2
    assert "<script" not in made.to("html")
