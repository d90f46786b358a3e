"""What citeproc-js prints beside the specification (1.4.63 printed what is expected of `tidy=False`)."""

from __future__ import annotations

import pytest

from citeform import Article, Date, Name
from citeform.csl.style import Style

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<macro name="macro"><text variable="title" font-style="italic"/></macro>
<citation {options}><layout delimiter="; "><text variable="volume"/></layout></citation>
<bibliography {area}><layout suffix=".">{layout}</layout></bibliography></style>"""
WORK = Article(
    id="x",
    title="Why?",
    publisher="P",
    volume="3",
    edition="2nd ed.",
    author=[Name("Doe", "Jane")],
    issued=Date(2011),
)


def _entry(layout: str, *, tidy: bool, article: Article = WORK, area: str = "") -> str:
    xml = STYLE.format(layout=layout, area=area, options="")
    [entry] = Style.from_xml(xml, tidy=tidy).bibliography([article])
    html = entry.to("html")
    return html.removeprefix('  <div class="csl-entry">').removesuffix("</div>")


ITALIC = '<text variable="title" font-style="italic"{}/>'
PUBLISHER = '<text variable="publisher"{}/>'


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (ITALIC.format(' suffix=". "') + PUBLISHER.format(""), "<i>Why?</i>. P."),
        (ITALIC.format("") + PUBLISHER.format(' prefix=". "'), "<i>Why?</i>. P."),
        (f'<group delimiter=". ">{ITALIC}{PUBLISHER}</group>'.replace("{}", ""), "<i>Why?</i>. P."),
        (f'<group delimiter=": ">{ITALIC}{PUBLISHER}</group>'.replace("{}", ""), "<i>Why?</i>: P."),
        (ITALIC.format(' suffix="..."') + PUBLISHER.format(""), "<i>Why?</i>...P."),
    ],
)
def test_a_text_in_a_font_keeps_its_mark(layout: str, expected: str) -> None:
    assert _entry(layout, tidy=False) == expected


@pytest.mark.parametrize("tidy", [True, False])
@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ('<text variable="title" suffix=". "/><text variable="publisher"/>', "Why? P."),
        ('<text macro="macro" suffix=". "/><text variable="publisher"/>', "<i>Why?</i> P."),
        (
            '<group delimiter=". "><text macro="macro"/><text variable="publisher"/></group>',
            "<i>Why?</i> P.",
        ),
        (
            (
                '<group delimiter=". "><group font-weight="bold"><text variable="title"/></group>'
                '<text variable="publisher"/></group>'
            ),
            "<b>Why?</b> P.",
        ),
        (
            (
                '<group suffix=". " delimiter=" "><text variable="volume"/><text term="in"/>'
                '<text macro="macro"/></group><text variable="publisher"/>'
            ),
            "3 in <i>Why?</i> P.",
        ),
        (
            '<text variable="edition" font-style="italic" suffix=". "/><text variable="publisher"/>',
            "<i>2nd ed.</i> P.",
        ),
        ('<text macro="macro"/>', "<i>Why?</i>"),
        ('<text variable="title" font-style="italic"/>', "<i>Why?</i>"),
    ],
)
def test_elsewhere_marks_become_one(layout: str, expected: str, *, tidy: bool) -> None:
    assert _entry(layout, tidy=tidy) == expected


@pytest.mark.parametrize(("tidy", "expected"), [(True, "3;2011."), (False, "3;:2011.")])
def test_prefixes_of_a_group_and_of_what_is_in_it(*, tidy: bool, expected: str) -> None:
    layout = (
        '<text variable="volume"/><group prefix=";"><text variable="number"/>'
        '<date variable="issued" prefix=":"><date-part name="year"/></date></group>'
    )
    assert _entry(layout, tidy=tidy) == expected


@pytest.mark.parametrize("tidy", [True, False])
def test_blanks_at_the_end_of_a_group(*, tidy: bool) -> None:
    layout = (
        '<group><text variable="title"/><text variable="volume" suffix="  "/></group>'
        '<text variable="publisher"/>'
    )
    assert _entry(layout, tidy=tidy) == "Why?3 P."


@pytest.mark.parametrize(("tidy", "expected"), [(True, "J. Doe."), (False, "Jane Doe.")])
def test_initials_that_the_bibliography_switches_off(*, tidy: bool, expected: str) -> None:
    layout = '<names variable="author"><name initialize="true" initialize-with="."/></names>'
    assert _entry(layout, tidy=tidy, area='initialize="false"') == expected


@pytest.mark.parametrize(
    ("title", "tidy", "expected"),
    [
        ('<span class="nocase">BibTeX</span>ing the web', True, "BibTeXing the Web."),
        ('<span class="nocase">BibTeX</span>ing the web', False, "BibTeXIng the Web."),
        ("the <i>in</i>vitro method", True, "The <i>in</i>vitro Method."),
        ("the <i>in</i>vitro method", False, "The <i>in</i>Vitro Method."),
        ('the <span class="nocase">RNA</span>s of life', False, "The RNAs of Life."),
    ],
)
def test_words_with_markup_in_titles(title: str, expected: str, *, tidy: bool) -> None:
    article = WORK.replace(title=title)
    layout = '<text variable="title" text-case="title"/>'
    assert _entry(layout, tidy=tidy, article=article) == expected


def test_blanks_that_are_a_text_stay() -> None:
    layout = (
        '<group display="left-margin"><text variable="title"/><text value="   "/></group>'
        '<text variable="publisher"/>'
    )
    assert "Why?\u00a0  " in _entry(layout, tidy=False)


@pytest.mark.parametrize(
    ("variable", "tidy", "expected"),
    [
        ("original-title", False, "Po Tu Storonu."),
        ("original-title", True, "po tu storonu."),
        ("title", False, "po tu storonu."),
    ],
)
def test_titles_of_an_original(variable: str, expected: str, *, tidy: bool) -> None:
    article = WORK.replace(language="ru", title="po tu storonu", original_title="po tu storonu")
    layout = f'<text variable="{variable}" text-case="title"/>'
    assert _entry(layout, tidy=tidy, article=article) == expected


@pytest.mark.parametrize(
    ("tidy", "expected"), [(True, "(2011a)(2011)"), (False, "(2011)(a)(2011)")]
)
def test_the_letter_behind_a_year(*, tidy: bool, expected: str) -> None:
    layout = '<date variable="issued"><date-part name="year" prefix="(" suffix=")"/></date>'
    xml = STYLE.format(
        layout=layout + layout, area="", options='disambiguate-add-year-suffix="true"'
    ).replace('<text variable="volume"/>', '<names variable="author"/>' + layout)
    works = [WORK, WORK.replace(id="y")]
    assert expected in Style.from_xml(xml, tidy=tidy).bibliography(works)[0].to("html")


BLOCKS = '<group display="block"><text variable="publisher"/></group>'


@pytest.mark.parametrize(("tidy", "expected"), [(True, "3 x."), (False, "3.")])
def test_the_last_suffix_of_a_layout_with_blocks(*, tidy: bool, expected: str) -> None:
    """It gives way to the layout's."""
    layout = f'{BLOCKS}<group suffix=" x"><text variable="volume"/></group>'
    assert _entry(layout, tidy=tidy).endswith(expected)


@pytest.mark.parametrize(("tidy", "expected"), [(True, ">P.<"), (False, ">P<")])
def test_an_entry_that_is_all_in_the_margin(*, tidy: bool, expected: str) -> None:
    layout = '<group><text variable="publisher"/></group>'
    assert expected in _entry(layout, tidy=tidy, area='second-field-align="flush"')
