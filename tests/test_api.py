"""The functions of `import citeform`."""

from __future__ import annotations

from pathlib import Path

import pytest

import citeform
from citeform import Article, Date, Library, Name
from citeform.diagnostics import Report
from citeform.errors import (
    FormatDirectionError,
    StrictError,
    UnknownFormatError,
    UnknownOptionError,
    UnknownOutputError,
    UnknownStyleError,
    UnrecognisedFormatError,
    UsageError,
)
from tests.conftest import ROOT

LINE = "Felis, M.L. Auton Robot (2017) 41: 495."
WORK = Article(
    type="article-journal",
    author=[Name("Felis", "Martin L.")],
    container_title_short="Auton Robot",
    volume="41",
    page="495-511",
    issued=Date(2017),
)
STYLE = """\
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
  <info><title>Mine</title><id>mine</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text value="x"/></layout></citation>
  <bibliography><layout><text variable="title" font-style="italic"/></layout></bibliography>
</style>
"""


class TestLoading:
    def test_a_path_as_text_or_object(self, tmp_path: Path):
        path = tmp_path / "a.txt"
        path.write_text(LINE, encoding="utf-8")
        assert citeform.load(path) == citeform.load(str(path)) == citeform.loads(LINE)

    def test_a_text_is_never_taken_for_a_path(self, tmp_path: Path):
        path = tmp_path / "a.bib"
        path.write_text("@book{a, title = {T}}", encoding="utf-8")
        with pytest.raises(UnknownFormatError):
            citeform.loads(str(path))

    def test_a_suffix_tells_where_the_content_does_not(self, tmp_path: Path):
        path = tmp_path / "a.bib"
        path.write_text("% nothing yet\n", encoding="utf-8")
        assert len(citeform.load(path)) == 0

    def test_an_unknown_format(self):
        with pytest.raises(UnknownFormatError, match="did you mean 'bibtex'"):
            citeform.loads("x", "bibtx")

    def test_what_is_not_recognised_says_so(self):
        with pytest.raises(UnrecognisedFormatError, match=r"^the format of the text is not recog"):
            citeform.loads("nothing that could be a record")

    def test_what_is_not_recognised_names_the_file(self, tmp_path: Path):
        path = tmp_path / "a"
        path.write_text("nothing", encoding="utf-8")
        with pytest.raises(UnrecognisedFormatError, match="a' is not recognised; name it with"):
            citeform.load(path)

    def test_strict_raises_everything_at_once(self):
        with pytest.raises(StrictError) as caught:
            citeform.loads(f"hello\n{LINE}\nworld", "springer", strict=True)
        assert [found.line for found in caught.value.diagnostics] == [1, 3]

    def test_iter_load_is_lazy(self, tmp_path: Path):
        path = tmp_path / "a.txt"
        path.write_text(f"{LINE}\n{LINE}\n", encoding="utf-8")
        articles = citeform.iter_load(path, "springer")
        assert next(articles).volume == "41"
        assert len(list(articles)) == 1

    def test_iter_load_strict(self, tmp_path: Path):
        path = tmp_path / "a.txt"
        path.write_text(f"hello\n{LINE}\n", encoding="utf-8")
        articles = citeform.iter_load(path, "springer", strict=True)
        assert next(articles).volume == "41"
        with pytest.raises(StrictError):
            next(articles)

    def test_a_missing_file(self):
        with pytest.raises(FileNotFoundError):
            citeform.load("no-such-file.bib")


class TestDumping:
    def test_one_or_many(self):
        assert citeform.dumps(WORK, "csl-json") == citeform.dumps([WORK], "csl-json")

    def test_a_library_is_an_iterable_of_articles(self):
        assert citeform.dumps(Library([WORK]), "springer") == citeform.dumps(WORK, "springer")

    def test_a_format_that_is_only_read(self):
        with pytest.raises(FormatDirectionError):
            citeform.dumps(WORK, "springer-page")

    def test_an_option_that_the_format_does_not_have(self):
        with pytest.raises(UnknownOptionError, match=r"'indnt'; did you mean 'indent'\?.*csl-json"):
            citeform.dumps(WORK, "csl-json", indnt=0)

    def test_the_options_of_bibtex_are_known_by_name(self):
        with pytest.raises(UnknownOptionError, match="there are: ascii, key, rekey"):
            citeform.dumps(WORK, "bibtex", colour="red")

    def test_a_file_is_replaced_only_when_all_is_written(self, tmp_path: Path):
        def articles():
            yield WORK
            raise RuntimeError("in the middle")

        path = tmp_path / "a.json"
        path.write_text("old", encoding="utf-8")
        with pytest.raises(RuntimeError):
            citeform.dump(articles(), path)
        assert path.read_text(encoding="utf-8") == "old"
        assert [each.name for each in tmp_path.iterdir()] == ["a.json"]

    def test_a_suffix_of_no_format(self, tmp_path: Path):
        with pytest.raises(UsageError, match=r"no format ends in '.xyz'"):
            citeform.dump(WORK, tmp_path / "a.xyz")


class TestFormat:
    def test_one_article(self):
        assert citeform.format(WORK) == LINE

    def test_many_articles_are_one_a_line_in_text(self):
        assert citeform.format([WORK, WORK]) == f"{LINE}\n{LINE}"

    def test_one_article_in_html_is_the_bare_citation(self):
        html = citeform.format(WORK, output="html")
        assert html == "Felis, M.L. <i>Auton Robot</i> (2017) <b>41</b>: 495."

    def test_many_articles_in_html_are_a_list(self):
        html = citeform.format([WORK], output="html")
        assert html.startswith(
            '<div class="csl-bib-body">\n  <div class="csl-entry">Felis, M.L. <i>'
        )

    def test_none_at_all(self):
        assert citeform.format([]) == ""

    def test_a_csl_style_by_name(self):
        work = WORK.replace(title="A title", container_title="Autonomous Robots")
        assert citeform.format(work, "apa").startswith("Felis, M. L. (2017). A title.")

    def test_one_article_in_a_csl_style_in_html_is_bare_too(self):
        work = WORK.replace(title="A title", container_title="Autonomous Robots")
        html = citeform.format(work, "apa", output="html")
        assert html.startswith("Felis, M. L. (2017). A title. <i>Autonomous Robots</i>")

    def test_a_style_s_file_is_a_path_object(self, tmp_path: Path):
        path = tmp_path / "mine.csl"
        path.write_text(STYLE, encoding="utf-8")
        work = Article(type="book", title="A title")
        assert citeform.format(work, path, output="html") == "<i>A title</i>"

    def test_a_text_is_never_the_path_of_a_style(self, tmp_path: Path):
        path = tmp_path / "mine.csl"
        path.write_text(STYLE, encoding="utf-8")
        with pytest.raises(UnknownStyleError):
            citeform.format(WORK, str(path))

    def test_an_unknown_style(self):
        with pytest.raises(UnknownStyleError, match="did you mean"):
            citeform.format(WORK, "ieeee")

    def test_an_unknown_output(self):
        with pytest.raises(UnknownOutputError, match="did you mean 'html'"):
            citeform.format(WORK, output="htlm")

    def test_an_option_that_the_style_does_not_have(self):
        with pytest.raises(UsageError, match="colour"):
            citeform.format(WORK, colour="red")
        with pytest.raises(
            UnknownOptionError, match=r"unknown option 'doi' .style 'apa': it has none"
        ):
            citeform.format(WORK, "apa", doi="url")

    @pytest.mark.parametrize(
        ("output", "expected"),
        [
            ("text", r"<script> \input{x} *b* #set."),
            ("html", r"&#60;script&#62; \input{x} *b* #set."),
            ("latex", r"\textless{}script\textgreater{} \textbackslash{}input\{x\} *b* \#set."),
            ("typst", r"\<script\> \\input{x} \*b\* \#set."),
            ("rtf", r"<script> \\input\{x\} *b* #set."),
        ],
    )
    def test_no_field_brings_markup_of_its_own(self, output: str, expected: str):
        evil = WORK.replace(title=r"<script> \input{x} *b* #set")
        assert expected in citeform.format(evil, "springer-current", output=output)


class TestWhatIsNoArticle:
    """A path, a dictionary, nothing: one sentence that says what to do, not an AttributeError."""

    CALLS = (
        citeform.format,
        lambda wrong: citeform.format(wrong, "apa"),
        lambda wrong: citeform.dumps(wrong, "ris"),
        lambda wrong: citeform.Style.from_name("apa").bibliography(wrong),
        lambda wrong: citeform.Style.from_name("apa").process(wrong, []),
        lambda wrong: citeform.Style.from_name("apa").session(wrong),
    )

    @pytest.mark.parametrize("call", CALLS)
    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ("refs.bib", "not str; citeform.load reads a file"),
            ({"title": "T"}, "not dict; citeform.loads"),
            ([{"title": "T"}], "not dict; citeform.loads"),
            ([WORK, "refs.bib"], "not str; citeform.load reads a file"),
            (None, "not NoneType$"),
        ],
    )
    def test_is_told_from_one(self, call, wrong, message):
        with pytest.raises(UsageError, match=message):
            call(wrong)

    @pytest.mark.parametrize("call", CALLS)
    def test_one_article_is_as_good_as_several(self, call):
        call(WORK)


class TestNotebook:
    def test_an_article_shows_itself_as_a_citation(self):
        assert WORK._repr_html_() == citeform.format(WORK, output="html")

    def test_an_article_with_nothing_to_cite_is_left_to_repr(self):
        assert Article()._repr_html_() is None

    def test_no_article_brings_markup_into_a_notebook(self):
        html = WORK.replace(container_title_short="<script>alert(1)</script>")._repr_html_()
        assert html is not None
        assert "<script" not in html

    def test_a_library_shows_itself_as_citations(self):
        assert Library([WORK])._repr_html_() == citeform.format([WORK], output="html")


@pytest.fixture(scope="module")
def page() -> Article:
    """The example: an article page of SpringerLink."""
    return citeform.load(ROOT / "examples" / "springer-article-page.txt")[0]


class TestTheExampleInEveryFormat:
    """The seed of the project: the same article comes out right and comes back without loss."""

    @pytest.mark.parametrize("format", ["bibtex", "ris", "csl-json"])
    @pytest.mark.parametrize("style", ["springer", "springer-current"])
    def test_the_citation_is_the_same_after_a_round_trip(
        self, page: Article, format: str, style: str
    ):
        [again] = citeform.loads(citeform.dumps(page, format), format)
        assert citeform.format(again, style) == citeform.format(page, style)

    def test_nothing_is_lost_in_csl_json(self, page: Article):
        assert citeform.loads(citeform.dumps(page, "csl-json"), "csl-json") == Library([page])


def test_what_another_format_knew_is_told_once():
    works = [Article(id=f"w{n}", title="T", custom={"crossref": {"score": n}}) for n in range(1, 4)]
    report = Report()
    citeform.dumps(works, "ris", report=report)
    told = [found for found in report if found.code == "write.left-behind"]
    assert [found.message for found in told] == [
        "what crossref knew more of 3 records has no place in RIS"
    ]
    kept = Report()
    text = citeform.dumps(works, "csl-json", report=kept)
    assert list(kept) == []
    assert citeform.loads(text, "csl-json")[2].custom["crossref"]["score"] == 3
