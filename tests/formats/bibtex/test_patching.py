"""Changing records in a .bib text: only what changed is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citeform
from citeform import Date, Name
from citeform.checks import mend
from citeform.cli.records import read_records
from citeform.cli.rewriting import CannotRewriteError, changed_text, decoded
from citeform.formats.bibtex.patching import Change, patched
from tests.conftest import shared_files

TEXT = r"""% my references
@string{jcats = "Journal of Cats"}

@Article{felis,
  Author   = {M{\"u}ller, {\'E}va and {Ade}, P.~A. and et al.},   % three
  Title    = "On the Sleep
              of {Cats}.",
  journal  = jcats # { II},
  Year     = 2017,
  pages    = "511--511"
}

@comment{kept}
@book{lynx,title={Lynxes},year=2018}
"""


def change(text, line, **changes):
    """The text with these fields of the record of that line changed."""
    library = citeform.loads(text, "bibtex")
    before = library[0] if line == 4 or len(library) == 1 else library[1]
    return patched(text, [Change(line, before, before.replace(**changes))])


@pytest.mark.parametrize(
    ("line", "changes", "old", "new"),
    [
        (4, {"page": "511"}, '"511--511"', '"511"'),
        (4, {"page": "511-520"}, '"511--511"', '"511--520"'),
        (4, {"issued": Date(2018)}, "2017,", "2018,"),
        (4, {"doi": "10.1000/a_b"}, '"511--511"\n', '"511--511",\n  doi      = {10.1000/a_b}\n'),
        (4, {"container_title": "Cats"}, "jcats # { II}", "{Cats}"),
        (14, {"title": "Lynxes of Spain"}, "title={Lynxes}", "title={Lynxes of Spain}"),
        (14, {"publisher": "Cat & Co"}, "year=2018}", "year=2018, publisher={Cat \\& Co}}"),
    ],
)
def test_one_change(line, changes, old, new):
    assert TEXT.count(old) == 1
    assert change(TEXT, line, **changes) == TEXT.replace(old, new)


def test_the_author_s_spelling_stays_within_a_changed_value():
    title = citeform.loads(TEXT, "bibtex")[0].title
    assert change(TEXT, 4, title=title.removesuffix(".")) == TEXT.replace("{Cats}.", "{Cats}")


def test_an_ascii_file_stays_one():
    authors = (Name("Ñandú", "A."),)
    text = change(TEXT, 14, author=authors)
    assert text.isascii()
    assert citeform.loads(text, "bibtex")[1].author == authors


def test_only_the_name_that_changed_is_written_anew():
    authors = citeform.loads(TEXT, "bibtex")[0].author
    text = change(TEXT, 4, author=(*authors[:2], Name.others()))
    assert text == TEXT.replace("and et al.}", "and others}")


def test_line_ends_stay_as_they_are_even_mixed():
    mixed = TEXT.replace("\n", "\r\n").replace("references\r\n", "references\n")
    text = change(mixed, 4, page="511", doi="10.1000/a")
    assert text == mixed.replace('"511--511"\r\n', '"511",\r\n  doi      = {10.1000/a}\r\n')


def test_a_field_goes_with_its_line_and_comma():
    text = "@book{a,\n  title = {T},\n  url = {http://x.example},\n  year = 2018\n}\n"
    assert change(text, 1, url="") == "@book{a,\n  title = {T},\n  year = 2018\n}\n"
    text = "@book{a, title={T}, url={http://x.example}, year=2018}"
    assert change(text, 1, url="") == "@book{a, title={T},  year=2018}"


def test_biblatex_names_are_found():
    text = "@article{a,\n  title = {T},\n  journaltitle = {Cats  &amp; dogs},\n  date = {2018-05},\n}\n"
    assert "journaltitle = {Cats \\& dogs},\n" in change(text, 1, container_title="Cats & dogs")
    assert "date = {2019},\n" in change(text, 1, issued=Date(2019))


def test_a_title_in_two_fields_is_not_drawn_together():
    text = "@book{a,\n  title = {T},\n  subtitle = {S.},\n}\n"
    before = citeform.loads(text, "bibtex")[0]
    assert before.title == "T: S."
    assert change(text, 1, title="T: S") == text


def test_special_characters_are_escaped():
    text = "@book{a,\n  title = {Cats &amp; dogs},\n}\n"
    assert "title = {Cats \\& dogs}," in change(text, 1, title="Cats & dogs")


def test_what_is_kept_aside_is_not_lost(tmp_path):
    path = tmp_path / "a.bib"
    path.write_text("@book{a,\n  title = {\\textgreek{o\u0301}},\n}\n", encoding="utf-8")
    records = read_records(str(path), None)
    after = [mend(each)[0] for each in records.articles]
    assert after != records.articles
    text, refused = changed_text(records, after)
    assert (text, refused) == (decoded(records.data), [0])


REAL = [
    path
    for path in shared_files("bibtex", ".bib") + shared_files("biblatex", ".bib")
    if 2_000 < path.stat().st_size < 100_000
]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_mending_real_files_touches_what_it_mends_only(path):
    records = read_records(str(path), "bibtex")
    after = [mend(each)[0] for each in records.articles]
    changed = [n for n, each in enumerate(after) if each != records.articles[n]]
    try:
        text, refused = changed_text(records, after)
    except CannotRewriteError:
        assert changed
        return
    assert set(refused) <= set(changed)
    old, new = decoded(records.data).splitlines(), text.splitlines()
    gone = [line for line in old if line not in set(new)]
    assert len(gone) <= 4 * len(changed)
    assert len(new) <= len(old) + len(changed)
    if not changed:
        assert text == decoded(records.data)


_VALUES = st.text(alphabet=st.sampled_from("aB &%{}\\$\"'#,=@\n\r.~é"), max_size=12)


@given(_VALUES, _VALUES, st.text(alphabet="ab &%é.", min_size=1, max_size=8))
def test_any_text_is_survived_and_other_entries_stay(one, two, title):
    text = f"@book{{a, title = {{{one}}},\n year = 2001}}\n%{two}\n@book{{z,\n  title = {{Zebras}},\n}}\n"
    library = citeform.loads(text, "bibtex")
    first = library.get("a")
    if first is None or not text.startswith("@"):
        return
    result = patched(text, [Change(1, first, first.replace(title=title))])
    assert result.endswith("@book{z,\n  title = {Zebras},\n}\n") or "Zebras" not in str(
        library.get("z")
    )
