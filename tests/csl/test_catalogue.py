"""The catalogue: names, URIs, titles, ISSNs, dependents, renamed styles, the index, searching."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.csl import catalogue
from citeform.csl.catalogue import find_style, names, resolve_name, search, show
from citeform.csl.styleinfo import StyleInfo, from_row, read_info, to_row, words_of
from citeform.errors import StyleError, UnknownStyleError

_HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'


def own_style(title: str, rest: str = "", body: str = "<citation/>") -> str:
    info = f"<info><title>{title}</title><id>http://example.org/{title}</id>{rest}</info>"
    return f"{_HEAD}{info}{body}</style>"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder of the user's own styles, forgotten afterwards."""
    monkeypatch.setenv(catalogue.FOLDER_VARIABLE, str(tmp_path / "styles"))
    (tmp_path / "styles").mkdir()
    catalogue._index.cache_clear()
    yield tmp_path / "styles"
    catalogue._index.cache_clear()


@pytest.fixture(autouse=True, scope="module")
def _cache_folder(tmp_path_factory):
    """The index goes to a folder of the test's own, never to the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "platformdirs.user_cache_path", lambda name: tmp_path_factory.getbasetemp() / name
        )
        catalogue._packaged.cache_clear()
        yield
    catalogue._packaged.cache_clear()
    catalogue._index.cache_clear()


# ------------------------------------------------------------------ finding one


@pytest.mark.parametrize(
    "spelling",
    [
        "chicago-author-date",
        "Chicago-Author-Date",
        " chicago author date ",
        "chicago_author_date",
        "chicago-author-date.csl",
        "http://www.zotero.org/styles/chicago-author-date",
        "https://www.zotero.org/styles/chicago-author-date/",
        "www.zotero.org/styles/chicago-author-date",
        "Chicago Manual of Style 18th edition (author-date)",
    ],
)
def test_spellings_of_one_style(spelling):
    found = find_style(spelling)
    assert found.name == "chicago-author-date"
    assert found.dependent is None
    assert b"<citation" in found.xml
    assert found.diagnostics == ()


def test_a_dependent_style_is_formatted_by_its_parent_and_keeps_its_own_account():
    found = find_style("nature-genetics")
    assert found.xml == find_style("nature").xml
    assert found.dependent is not None
    assert (found.name, found.dependent.title) == ("nature-genetics", "Nature Genetics")
    assert found.default_locale == "en-GB"


def test_a_journal_is_found_by_its_title_and_by_either_issn():
    assert resolve_name("Advances in Therapy") == "advances-in-therapy"
    assert resolve_name("0741-238X") == "advances-in-therapy"
    assert resolve_name("issn 1865-8652") == "advances-in-therapy"
    assert resolve_name("0741238x") == "advances-in-therapy"


def test_a_renamed_style_is_found_and_the_new_name_is_told():
    found = find_style("aaa")
    assert found.name == "american-anthropological-association"
    [told] = found.diagnostics
    assert (told.code, str(told.severity)) == ("style.renamed", "info")
    assert "american-anthropological-association" in told.message


def test_a_renamed_style_may_have_become_a_dependent_one():
    old = next(old for old, new in catalogue._renamed().items() if show(new).is_dependent)
    found = find_style(old)
    assert found.dependent is not None
    assert b"<citation" in found.xml


def test_an_unknown_style_names_the_close_ones():
    with pytest.raises(UnknownStyleError, match="'springer-basic-note'") as caught:
        find_style("springer-basic-notes")
    assert "springer-basic-note" in caught.value.close


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "../renamed-styles",
        "dependent/nature-genetics",
        "..",
        "/etc/passwd",
        "C:\\x",
        "apa\0",
        "apa/",
        "\N{FULLWIDTH FULL STOP}" * 2 + "/apa",
        "x" * 10_000,
        "http://",
        "http://example.org/../../x",
    ],
)
def test_a_name_is_never_a_path(name):
    with pytest.raises(UnknownStyleError):
        find_style(name)


@given(st.text(max_size=30))
def test_any_text_is_a_style_or_unknown(name):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "_all_names", list)  # close matches among ten thousand take long
        try:
            found = resolve_name(name)
        except UnknownStyleError:
            return
    assert catalogue._path(found) is not None


# ------------------------------------------------------------------ the user's own


def test_the_users_own_style_comes_first(folder):
    (folder / "apa.csl").write_text(own_style("House"))
    (folder / "house-notes.csl").write_text(own_style("House notes"))
    assert b"<title>House</title>" in find_style("apa").xml
    assert find_style("House Notes").name == "house-notes"
    assert show("apa").title == "House"
    assert [info.name for info in search("house notes")] == ["house-notes"]
    assert [info.name for info in search("house")][:2] == ["apa", "house-notes"]


def test_an_own_dependent_style_finds_a_packaged_parent(folder):
    link = '<link href="http://www.zotero.org/styles/apa" rel="independent-parent"/>'
    (folder / "ours.csl").write_text(own_style("Ours", link, body=""))
    found = find_style("ours")
    assert found.dependent is not None
    assert (found.dependent.title, found.xml) == ("Ours", find_style("apa").xml)


@pytest.mark.parametrize("parent", ["no-such-style", "ours", "../apa"])
def test_a_dependent_style_without_a_parent_is_an_error(folder, parent):
    link = f'<link href="http://www.zotero.org/styles/{parent}" rel="independent-parent"/>'
    (folder / "ours.csl").write_text(own_style("Ours", link, body=""))
    if parent == "../apa":  # only the last part of the URI counts
        assert find_style("ours").xml == find_style("apa").xml
        return
    with pytest.raises(StyleError, match="depends on style"):
        find_style("ours")


def test_a_broken_style_is_listed_and_found_all_the_same(folder):
    (folder / "broken.csl").write_bytes(b"<style><info><title>Bro\xffken</info")
    (folder / "empty.csl").write_bytes(b"")
    assert find_style("broken").xml.startswith(b"<style>")
    assert {"broken", "empty"} <= set(names())
    assert show("empty") == StyleInfo("empty")


# ------------------------------------------------------------------ searching


def test_every_word_must_be_met_in_any_case_without_accents():
    for words in ("zeitschrift fur padagogik", "PÄDAGOGIK zeitschrift", "zeit padag"):
        assert "zeitschrift-fur-padagogik" in {info.name for info in search(words)}
    assert search("zeitschrift qqqq") == []


def test_the_style_that_has_the_name_comes_first():
    assert search("nature")[0].name == "nature"
    assert search(["modern", "language", "association"])[0].name == "modern-language-association"


def test_a_search_for_an_issn_finds_the_journal():
    assert [info.name for info in search("1573-7527")] == ["autonomous-robots"]


def test_a_search_can_leave_out_dependent_styles():
    everything, independent = search("robotics"), search("robotics", independent=True)
    assert any(info.is_dependent for info in everything)
    assert not any(info.is_dependent for info in independent)
    assert set(independent) <= set(everything)


def test_a_search_without_words_lists_every_style():
    assert {info.name for info in search("")} == set(names())


# ------------------------------------------------------------------ heads and the index


def test_what_a_style_says_of_itself():
    assert read_info("x", own_style("T", _FULL).encode()) == StyleInfo(
        name="x",
        title="T",
        title_short="T & Co",
        id="http://example.org/T",
        parent="p",
        category="note",
        fields=("law", "history"),
        issns=("1234-5678", "8765-4321"),
        licence="http://creativecommons.org/licenses/by-sa/3.0/",
        documentation=("http://example.org/a", "http://example.org/b"),
        updated="2024-01-01T00:00:00+00:00",
    )


_FULL = """
    <title-short>T &amp; Co</title-short>
    <link href="http://www.zotero.org/styles/p" rel="independent-parent"/>
    <link href="http://example.org/a" rel="documentation"/>
    <link href="http://example.org/b" rel="documentation"/>
    <category citation-format="note"/><category field="law"/><category field="history"/>
    <issn>1234-5678</issn><eissn>8765-4321</eissn><issnl>1234-5678</issnl>
    <updated>2024-01-01T00:00:00+00:00</updated>
    <rights license="http://creativecommons.org/licenses/by-sa/3.0/">CC BY-SA</rights>"""


def test_a_row_of_the_index_gives_the_style_back():
    info = read_info("x", own_style("Tïtle", _FULL).encode())
    assert from_row(json.loads(json.dumps(to_row(info)))) == info


@pytest.mark.parametrize("row", [[], ["x"], [1] * 12, [["x"]] * 12, ["x"] * 13])
def test_a_row_that_is_none_is_refused(row):
    with pytest.raises((TypeError, ValueError)):
        from_row(row)


def test_the_index_is_kept_and_a_spoilt_one_is_made_anew():
    fresh = catalogue._packaged()
    cache = catalogue._cache_file()
    assert cache.is_file()
    catalogue._packaged.cache_clear()
    assert catalogue._packaged() == fresh
    cache.write_text("[[1, 2]]")
    catalogue._packaged.cache_clear()
    assert catalogue._packaged() == fresh
    assert json.loads(cache.read_text())[0][0] == fresh[0].name


def test_every_packaged_style_is_known_well_enough_to_choose_it():
    infos = catalogue._packaged()
    independent = [info for info in infos if not info.is_dependent]
    assert len(independent) == len(names(independent=True))
    assert all(info.title and info.id and info.licence for info in infos)
    own = {info.name for info in independent}
    assert {info.parent for info in infos if info.is_dependent} <= own


@given(st.text(max_size=40))
def test_words_are_words(text):
    for word in words_of(text):
        assert word
        assert not any(each.isspace() for each in word)
