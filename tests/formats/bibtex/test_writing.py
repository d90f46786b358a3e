"""Writing: the two dialects, escaping, order, and that everything comes back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.diagnostics import Report
from citeform.model.vocabulary import ATTRIBUTES, TYPES, Kind
from tests.conftest import needs_shared, shared_files

WORK = Article(
    id="curie1898",
    type="article-journal",
    author=(Name("Curie", "Marie"), Name(literal="Société française")),
    title='On <i>radium</i> & the <span class="nocase">RaCl</span>',
    container_title="Comptes rendus",
    volume="127",
    issue="4",
    page="175-178",
    issued=Date(1898, 7, 18),
    doi="10.1000/a_b%c",
)


def test_bibtex():
    assert citeform.dumps(WORK, "bibtex") == (
        "@article{curie1898,\n"
        "  author = {Curie, Marie and {Société française}},\n"
        r"  title = {On \emph{radium} \& the {RaCl}}," + "\n"
        "  journal = {Comptes rendus},\n"
        "  year = {1898},\n"
        "  month = jul,\n"
        "  day = {18},\n"
        "  volume = {127},\n"
        "  number = {4},\n"
        "  pages = {175--178},\n"
        "  doi = {10.1000/a_b%c},\n"
        "}\n"
    )


def test_biblatex():
    text = citeform.dumps(WORK, "biblatex")
    assert "  journaltitle = {Comptes rendus},\n  date = {1898-07-18},\n" in text
    assert "month" not in text


def test_ascii():
    text = citeform.dumps(WORK, "bibtex", ascii=True)
    assert text.isascii()
    assert r"{Soci{\'e}t{\'e} fran{\c{c}}aise}" in text
    assert citeform.loads(text, "bibtex")[0] == WORK


def test_special_characters_are_escaped_outside_verbatim_fields():
    work = Article(
        id="a", type="book", title="50% & _ # $ { } ~ ^ \\", url="http://x.org/a_b%20c#d~e"
    )
    text = citeform.dumps(work, "bibtex")
    assert r"title = {50\% \& \_ \# \$ {\textbraceleft} {\textbraceright}" in text
    assert "url = {http://x.org/a_b%20c#d~e}" in text
    assert citeform.loads(text, "bibtex")[0] == work


def test_nothing_can_break_out():
    evil = r"}}, note = {x}} @misc{b, title={\input{/etc/passwd}} $\input{x}$"
    work = Article(id="a", type="book", title=evil, author=Name(literal=evil), url="http://x/}{")
    text = citeform.dumps(work, "bibtex")
    assert r"\input" not in text
    (back,) = citeform.loads(text, "bibtex")
    assert (back.title, back.author) == (evil, (Name(literal=evil),))


def test_a_kept_field_is_written_back_until_the_article_changes():
    (article,) = citeform.loads("@book{a, title={T}, subtitle={S}, mood={good}}", "biblatex")
    assert article.title == "T: S"
    text = citeform.dumps(article, "biblatex")
    assert "  title = {T},\n  subtitle = {S},\n" in text
    assert "  mood = {good},\n" in text
    changed = citeform.dumps(article.replace(title="New"), "biblatex")
    assert "  title = {New},\n" in changed
    assert "subtitle" not in changed
    assert "  mood = {good},\n" in changed


def test_what_does_not_come_back_is_reported():
    report = Report()
    work = Article(id="a b", type="book", issued=Date(2000, literal="words"))
    citeform.dumps(work, "biblatex", report=report)
    assert [each.code for each in report] == ["write.lost-field", "write.changed-id"]


def test_an_unknown_option_is_refused():
    with pytest.raises(citeform.errors.UsageError):
        citeform.dumps(WORK, "bibtex", colour="red")


TEXTS = st.text("aZé –—ß\\{}~^`'%&_#$<>/i-?!\".,|@*0", min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
WORDS = st.text("abcABCéß", min_size=1, max_size=8)
NAMES = st.builds(Name, WORDS, WORDS) | WORDS.map(lambda word: Name(literal=word))
DATES = st.builds(Date, st.integers(1, 9999)) | st.builds(
    Date, st.integers(1000, 2999), st.integers(1, 12), st.integers(0, 28)
)
_NOT_HERE = {"year_suffix", "citation_key", "locator", "first_reference_note_number", "doi", "url"}
_VALUES = {Kind.TEXT: TEXTS, Kind.NUMBER: WORDS, Kind.VERBATIM: WORDS, Kind.DATE: DATES}
FIELDS = {
    name: st.lists(NAMES, min_size=1, max_size=3) if each.kind is Kind.NAMES else _VALUES[each.kind]
    for name, each in ATTRIBUTES.items()
    if name not in _NOT_HERE
}


@given(
    st.sampled_from(sorted(TYPES)),
    st.lists(st.sampled_from(sorted(FIELDS)), unique=True, max_size=6).flatmap(
        lambda names: st.fixed_dictionaries({name: FIELDS[name] for name in names})
    ),
    st.sampled_from(["bibtex", "biblatex"]),
    st.booleans(),
)
@settings(max_examples=500, deadline=None)
def test_an_article_comes_back_or_is_reported(kind, fields, format, ascii):
    work = Article(id="key", type=kind, **fields)
    report = Report()
    (back,) = citeform.loads(citeform.dumps(work, format, ascii=ascii, report=report), format)
    lost = {each.message.split()[0] for each in report}
    different = {
        name
        for name in Article.FIELDS
        if name != "custom" and getattr(back, name) != getattr(work, name)
    }
    assert different <= lost
    if not lost:
        assert back == work


@needs_shared
@pytest.mark.parametrize(
    "path",
    [
        path
        for folder in ("bibtex", "biblatex")
        for path in shared_files(folder, ".bib")
        if path.stat().st_size < 200_000
    ],
    ids=lambda path: path.name,
)
def test_real_files_come_back(path):
    format = "biblatex" if "biblatex" in str(path) else "bibtex"
    library = citeform.load(path, format)
    again = citeform.loads(citeform.dumps(library, format), format)
    assert len(again) == len(library)
    with_key = [(one, other) for one, other in zip(library, again, strict=True) if one.id]
    assert [other for _, other in with_key] == [one for one, _ in with_key]


PREPRINT = Article(
    id="a",
    type="article",
    title="T",
    number="arXiv:1501.00001",
    publisher="arXiv",
    genre="preprint",
)


@pytest.mark.parametrize(
    ("dialect", "archive"), [("bibtex", "archiveprefix"), ("biblatex", "eprinttype")]
)
def test_a_number_of_arxiv_is_an_eprint_too(dialect, archive):
    text = citeform.dumps(PREPRINT, dialect)
    assert f"  eprint = {{1501.00001}},\n  {archive} = {{arXiv}},\n" in text
    assert citeform.loads(text, dialect)[0] == PREPRINT


def test_the_class_of_an_eprint_is_the_one_that_arxiv_tells():
    told = PREPRINT.replace(custom={"arxiv": {"primary_category": "cs.AI"}})
    assert "  primaryclass = {cs.AI},\n" in citeform.dumps(told, "bibtex")


@pytest.mark.parametrize("number", ["arXiv:", "arXiv:12", "hep:1501.00001", "1501.00001"])
def test_another_number_is_no_eprint(number):
    assert "  eprint = " not in citeform.dumps(PREPRINT.replace(number=number), "biblatex")
