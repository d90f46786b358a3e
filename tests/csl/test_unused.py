"""Attributes that nothing comes of; what is expected was printed by citeproc-js 1.4.63."""

from __future__ import annotations

import pytest

from citeform import Article, Name
from citeform.csl.reader import read_style
from citeform.csl.style import Style

DOE = Article(
    id="doe",
    type="book",
    title="On citing",
    author=[Name("Doe", "Jane"), Name("Roe", "R.")],
    editor=[Name("Ed", "X. Y.")],
    publisher="A Press",
)
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<macro name="press"><text variable="publisher" display="block"/></macro>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout>{layout}</layout></bibliography></style>"""


def entry(layout: str) -> str:
    """The entry of one book, without what is around every entry."""
    style = Style.from_xml(STYLE.format(layout=layout))
    html = style.bibliography(DOE)[0].to("html")
    return html.removeprefix('  <div class="csl-entry">').removesuffix("</div>")


BLOCK = '\n\n    <div class="csl-block">A Press</div>\n'


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ('<text variable="publisher" display="block"/>', BLOCK),
        (
            '<choose><if type="book"><text variable="publisher" display="block"/></if></choose>',
            BLOCK,
        ),
        ('<group><text variable="publisher" display="block"/></group>', "A Press"),
        ('<text macro="press"/>', "A Press"),
        ('<text macro="press" display="block"/>', BLOCK),
    ],
)
def test_blocks_stand_right_in_the_layout(layout: str, expected: str) -> None:
    """A group and a macro print their parts in one line."""
    assert entry(layout) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ('<names variable="author" {bold}><name {normal}/></names>', "<b>Jane Doe, R. Roe</b>"),
        (
            '<names variable="author"><name {bold}><name-part name="family" {normal}/></name></names>',
            "<b>Jane Doe</b>, <b>R. Roe</b>",
        ),
        (
            '<names variable="editor" {bold}><name/><label {normal} prefix=" "/></names>',
            "<b>X. Y. Ed editor</b>",
        ),
        (
            '<group {bold}><names variable="editor"><name {normal}/></names></group>',
            '<b><span style="font-weight:normal;">X. Y. Ed</span></b>',
        ),
    ],
)
def test_names_are_of_one_look(names: str, expected: str) -> None:
    """Only what is around the names can be undone within them."""
    layout = names.format(bold='font-weight="bold"', normal='font-weight="normal"')
    assert entry(layout) == expected


def test_a_style_without_any_is_as_it_was() -> None:
    """Nothing else of a style is touched."""
    root = read_style(STYLE.format(layout='<text variable="title" font-style="normal"/>')).root
    title = root.child("bibliography").child("layout").children[0]  # type: ignore[union-attr]
    assert dict(title.attributes) == {"variable": "title", "font-style": "normal"}


SMALL = 'font-variant="small-caps"'


@pytest.mark.parametrize(
    ("names", "name", "undone"), [(SMALL, SMALL, True), ("", SMALL, True), (SMALL, "", False)]
)
def test_et_al_undoes_the_look_of_the_names_beside_it(
    names: str, name: str, *, undone: bool
) -> None:
    """But not the one that cs:names has for all."""
    layout = (
        f'<names variable="author" {names}><name form="short" et-al-min="2" et-al-use-first="1" '
        f'{name}/><et-al font-variant="normal"/></names>'
    )
    assert ('<span style="font-variant:normal;">et al.</span>' in entry(layout)) is undone
