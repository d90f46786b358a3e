"""The rules of the citation line, one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.errors import UsageError

AGUILAR = Article(
    type="article-journal",
    author=[
        Name("Franco", "Carlos Aguilar"),
        Name("Palomera", "Luis"),
        Name("Arredondo", "Jose Joaquín Ruiz"),
        Name("Sánchez", "Jesús Martín"),
    ],
    title="Prolonged treatment with lenalidomide in relapsed and refractory multiple myeloma",
    container_title="Advances in Therapy",
    container_title_short="Adv Therapy",
    volume="28",
    issue="Supplement 8",
    page="14-19",
    issued=Date(2011),
    doi="10.1007/s12325-011-0081-6",
)
AS_PRINTED = (
    "Franco, C.A., Palomera, L., Arredondo, J.J.R. et al. Adv Therapy (2011) 28(Suppl 8): 14."
    " doi:10.1007/s12325-011-0081-6"
)
AS_CURRENT = (
    "Franco, C.A., Palomera, L., Arredondo, J.J.R. et al. Prolonged treatment with lenalidomide in"
    " relapsed and refractory multiple myeloma. Adv Therapy 28 (Suppl 8), 14–19 (2011)."
    " https://doi.org/10.1007/s12325-011-0081-6"
)


def cite(article: Article, **options: str) -> str:
    return citeform.dumps(article, "springer", **options)


def cite_current(article: Article, **options: str) -> str:
    return citeform.dumps(article, "springer-current", **options)


def read(line: str) -> Article:
    [article] = citeform.loads(line, "springer")
    return article


def test_form_1():
    assert cite(AGUILAR) == AS_PRINTED


def test_form_2():
    assert cite_current(AGUILAR) == AS_CURRENT


def test_doi_as_a_url_by_option():
    assert cite(AGUILAR, doi="url").endswith(": 14. https://doi.org/10.1007/s12325-011-0081-6")


def test_doi_with_a_prefix_by_option_in_form_2():
    assert cite_current(AGUILAR, doi="doi").endswith("(2011). doi:10.1007/s12325-011-0081-6")


def test_an_unknown_spelling_of_dois_is_a_usage_error():
    with pytest.raises(UsageError, match="did you mean 'url'"):
        cite(AGUILAR, doi="urls")


def test_doi_prefix_of_the_record_is_not_printed_twice():
    article = AGUILAR.replace(doi="https://doi.org/10.1007/s12325-011-0081-6")
    assert cite(article) == AS_PRINTED


@pytest.mark.parametrize(
    ("count", "others", "form_1", "form_2"),
    [
        (1, False, "Ab, A. J", "Ab, A. T."),
        (2, False, "Ab, A. & Bc, B. J", "Ab, A., Bc, B. T."),
        (3, False, "Ab, A., Bc, B. & Cd, C. J", "Ab, A., Bc, B. & Cd, C. T."),
        (4, False, "Ab, A., Bc, B., Cd, C. et al. J", "Ab, A., Bc, B., Cd, C. et al. T."),
        (1, True, "Ab, A. et al. J", "Ab, A. et al. T."),
        (3, True, "Ab, A., Bc, B., Cd, C. et al. J", "Ab, A., Bc, B., Cd, C. et al. T."),
    ],
)
def test_how_many_authors(count: int, others: bool, form_1: str, form_2: str):
    people = [Name(*each.split()) for each in ("Ab A", "Bc B", "Cd C", "De D")][:count]
    names = [*people, Name.others()] if others else people
    article = Article(type="article-journal", author=names, title="T", container_title="J")
    assert cite(article).startswith(form_1)
    assert cite_current(article).startswith(form_2)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Name("Scheper", "Kirk Y. W."), "Scheper, K.Y.W."),
        (Name("Scheper", "K.Y.W."), "Scheper, K.Y.W."),
        (Name("Scheper", "KYW"), "Scheper, K.Y.W."),
        (Name("Ahn", "Min-Seop"), "Ahn, MS."),
        (Name("Huang", "C.-C."), "Huang, CC."),
        (Name("Leung", "Jeremy Cheuk-Hin"), "Leung, J.CH."),
        (Name("Adzhemyan", "L. Ts."), "Adzhemyan, L.T."),
        (Name("Melo", "Vinícius Veloso", non_dropping_particle="de"), "de Melo, V.V."),
        (Name("Melo", "Vinícius Veloso", dropping_particle="de"), "de Melo, V.V."),
        (Name("Ginneken", "Bram van"), "van Ginneken, B."),
        (Name("De Sutter", "Selene"), "De Sutter, S."),
        (Name("Ghaffari Jadidi", "Maani"), "Ghaffari Jadidi, M."),
        (Name("Dell’Amico", "Mauro"), "Dell’Amico, M."),
        (Name("Smith", "John", suffix="Jr"), "Smith Jr, J."),
        (Name("Suharto"), "Suharto"),
        (Name(literal="PAGES2k Consortium"), "PAGES2k Consortium."),
    ],
    ids=str,
)
def test_name(name: Name, expected: str):
    line = cite_current(
        Article(type="article-journal", author=[name], title="T", container_title="J")
    )
    assert line == f"{expected} T. J."


@pytest.mark.parametrize("issue", ["4", "1-2", "Special Issue", ""])
def test_an_ordinary_issue_is_not_printed(issue: str):
    assert "Adv Therapy (2011) 28: 14." in cite(AGUILAR.replace(issue=issue))


@pytest.mark.parametrize("issue", ["Suppl 8", "Supplement 8", "Suppl. 8", "suppl_8", "S8"])
def test_a_supplement_is_printed(issue: str):
    assert "28(Suppl 8): 14." in cite(AGUILAR.replace(issue=issue))


def test_a_supplement_in_its_own_field():
    assert "28(Suppl 8): 14." in cite(AGUILAR.replace(issue="3", supplement_number="8"))


@pytest.mark.parametrize(
    ("page", "first", "range"),
    [
        ("731-757", "731", "731–757"),
        ("731--757", "731", "731–757"),
        ("731–757", "731", "731–757"),
        ("S12-S20", "S12", "S12–S20"),
        ("162", "162", "162"),
        ("170088", "170088", "170088"),
    ],
)
def test_pages(page: str, first: str, range: str):
    article = AGUILAR.replace(page=page, issue="")
    assert f"28: {first}. doi" in cite(article)
    assert f"28, {range} (2011)" in cite_current(article)


def test_article_number_stands_in_the_page_s_place():
    article = AGUILAR.replace(page="", number="7", issue="")
    assert "28: 7. doi" in cite(article)


def test_online_first():
    article = AGUILAR.replace(volume="", issue="", page="")
    assert "Adv Therapy (2011). doi:" in cite(article)
    assert "Adv Therapy (2011). https:" in cite_current(article)


def test_online_first_has_the_online_year():
    article = AGUILAR.replace(volume="", issue="", page="", available_date=Date(2010, 11, 2))
    assert "Adv Therapy (2010). doi:" in cite(article)


def test_without_an_abbreviation_the_journal_s_full_title_is_printed():
    assert "Advances in Therapy (2011)" in cite(AGUILAR.replace(container_title_short=""))


def test_without_authors():
    assert cite(AGUILAR.replace(author=())).startswith("Adv Therapy (2011) 28")


def test_an_empty_article_is_an_empty_line():
    assert cite(Article()) == ""


def test_brackets_in_a_doi():
    article = read("Lee, J. J. High Energ. Phys. (2019) 2019: 30. doi:10.1007/JHEP06(2019)030")
    assert article.doi == "10.1007/JHEP06(2019)030"
    assert article.container_title_short == "J. High Energ. Phys."


def test_particles_of_a_line():
    article = read("de Melo, V.V., van der Aalst, W.M.P. & De Sutter, S. J Foo (2017) 1: 2.")
    assert article.author == (
        Name("Melo", "V. V.", non_dropping_particle="de"),
        Name("Aalst", "W. M. P.", non_dropping_particle="van der"),
        Name("De Sutter", "S."),
    )


def test_run_together_initials_are_those_of_a_hyphenated_name():
    assert read("Kim, HJ. & Leung, J.CH. J Foo (2017) 1: 2.").author == (
        Name("Kim", "H.-J."),
        Name("Leung", "J. C.-H."),
    )


def test_et_al_is_others():
    assert read(AS_PRINTED).author[3] == Name.others()


@pytest.mark.parametrize(
    ("text", "title", "journal"),
    [
        ("Random matrices. Commun. Math. Phys.", "Random matrices", "Commun. Math. Phys."),
        ("Death of U.S. beneficiaries. Environ Health", "Death of U.S. beneficiaries", "Environ Health"),
        ("Gauge Theory. J. High Energ. Phys.", "Gauge Theory", "J. High Energ. Phys."),
        ("On groups. II. J Algebra", "On groups. II", "J Algebra"),
        ("What is it?. AI & Soc", "What is it?", "AI & Soc"),
        ("What is it? AI & Soc", "What is it?", "AI & Soc"),
        ("A survey. Ann. Data. Sci.", "A survey", "Ann. Data. Sci."),
        ("A survey. npj Digit. Med.", "A survey", "npj Digit. Med."),
        ("Revisited. BIT Numerical Mathematics", "Revisited", "BIT Numerical Mathematics"),
        ("Human Brain. Nature", "Human Brain", "Nature"),
        ("Graph Neural Networks. Nature", "Graph Neural Networks", "Nature"),
        ("Prime ideals. Invent. math.", "Prime ideals", "Invent. math."),
        ("Prime ideals. manuscripta math.", "Prime ideals", "manuscripta math."),
        ("Gauge fields. Commun.Math. Phys.", "Gauge fields", "Commun.Math. Phys."),
        ("Yeast. 3 Biotech", "Yeast", "3 Biotech"),
        ("Genes of E. coli. Nat Methods", "Genes of E. coli", "Nat Methods"),
    ],
)  # fmt: skip
def test_title_and_journal_are_told_apart(text: str, title: str, journal: str):
    article = read(f"Ab, A. {text} 12, 1–9 (2019). https://doi.org/10.1007/x")
    assert (article.title, article.container_title_short) == (title, journal)


@pytest.mark.parametrize(
    ("line", "title", "journal"),
    [
        ("Zou, J. & Sun, X.A. Math. Program. (2018). doi:10.1007/x", "", "Math. Program."),
        ("Zou, J., Sun, X.A. Human Brain. Nature (2018). doi:10.1007/x", "Human Brain", "Nature"),
        ("Zou, J. Human Brain. Nature (2023). doi:10.1007/x", "Human Brain", "Nature"),
        ("Zou, J. Numer. Math. (2018). doi:10.1007/x", "", "Numer. Math."),
    ],
)
def test_online_first_lines_of_both_forms(line: str, title: str, journal: str):
    article = read(line)
    assert (article.title, article.container_title_short) == (title, journal)


@pytest.mark.parametrize("form", ["springer", "springer-current"])
@pytest.mark.parametrize("line", [AS_PRINTED, AS_CURRENT])
def test_either_name_reads_both_forms(form: str, line: str):
    [article] = citeform.loads(line, form)
    assert article.author[:3] == read(AS_PRINTED).author[:3]
    assert (article.volume, article.issue) == ("28", "Suppl 8")


@pytest.mark.parametrize("line", [AS_PRINTED, AS_CURRENT])
def test_both_forms_are_recognised_by_content(line: str):
    assert citeform.loads(line)[0].doi == "10.1007/s12325-011-0081-6"


def test_the_spelling_of_the_doi_is_remembered():
    line = "Felis, M.L. Auton Robot (2017) 41: 495. https://doi.org/10.1007/s10514-016-9574-0"
    assert cite(read(line)) == line


def test_a_line_of_form_1_becomes_form_2():
    line = "Felis, M.L. Auton Robot (2017) 41: 495. doi:10.1007/s10514-016-9574-0"
    assert (
        citeform.dumps(read(line).replace(title="Dynamics", custom=None), "springer-current")
        == "Felis, M.L. Dynamics. Auton Robot 41, 495 (2017). https://doi.org/10.1007/s10514-016-9574-0"
    )


def test_several_lines_are_several_records():
    library = citeform.loads(f"{AS_PRINTED}\n\n{AS_CURRENT}\n", "springer")
    assert len(library) == 2
    assert citeform.dumps(library, "springer").count("\n") == 1


def test_an_odd_line_comes_back_as_it_was():
    line = (
        "Kanari, L., Dłotko, P. et al. Neuroinform (2018) 16:3. DOI: https://doi.org/10.1007/s12021"
    )
    assert cite(read(line)) == line


def test_an_odd_line_that_was_changed_is_written_by_the_rules():
    line = "Kanari, L. Neuroinform (2018) 16:3. DOI: https://doi.org/10.1007/s12021-017-9341-1"
    changed = read(line).replace(volume="17")
    assert (
        cite(changed, doi="doi")
        == "Kanari, L. Neuroinform (2018) 17: 3. doi:10.1007/s12021-017-9341-1"
    )


def test_a_line_that_is_not_understood_keeps_its_doi_and_itself():
    line = "See the supplement, page 3, https://doi.org/10.1007/x123"
    library = citeform.loads(line, "springer")
    assert [found.code for found in library.diagnostics] == ["springer.not-understood"]
    assert library[0].doi == "10.1007/x123"
    assert cite(library[0]) == line


def test_a_line_that_is_no_citation_costs_itself_only():
    library = citeform.loads(f"hello\n{AS_PRINTED}", "springer")
    assert [(found.code, found.line) for found in library.diagnostics] == [("record.unreadable", 1)]
    assert len(library) == 1


OLD_CHAPTER = (
    "Natale L., Cannata G. (2017) Tactile Sensing. In: Goswami A., Vadakkepat P. (eds) Humanoid"
    " Robotics: A Reference. Springer, Dordrecht. https://doi.org/10.1007/978-94-007-7194-9_110-1"
)
NEW_CHAPTER = (
    "Schuster, D., van Zelst, S.J. (2021). Cortado. In: Buchs, D., Carmona, J. (eds) Petri Nets."
    " PETRI NETS 2021. Lecture Notes in Computer Science, vol 12734. Springer, Cham."
    " https://doi.org/10.1007/978-3-030-76983-3_23"
)


def test_chapter_in_the_form_until_2020():
    article = read(OLD_CHAPTER)
    assert article.type == "chapter"
    assert article.title == "Tactile Sensing"
    assert article.author == (Name("Natale", "L."), Name("Cannata", "G."))
    assert article.editor == (Name("Goswami", "A."), Name("Vadakkepat", "P."))
    assert article.container_title == "Humanoid Robotics: A Reference"
    assert (article.publisher, article.publisher_place) == ("Springer", "Dordrecht")
    assert cite(article) == OLD_CHAPTER


def test_chapter_in_the_form_from_2021():
    article = read(NEW_CHAPTER)
    assert article.collection_title == "Lecture Notes in Computer Science"
    assert (article.collection_number, article.event_title) == ("12734", "PETRI NETS 2021")
    assert cite_current(article) == NEW_CHAPTER


def test_markup():
    article = AGUILAR.replace(title="O<sub>2</sub> & <i>E. coli</i> < 3", author=())
    assert citeform.format(article, "springer-current", output="html") == (
        "O<sub>2</sub> &#38; <i>E. coli</i> &#60; 3. <i>Adv Therapy</i> <b>28</b> (Suppl 8),"
        " 14–19 (2011). https://doi.org/10.1007/s12325-011-0081-6"
    )


def test_et_al_and_journal_in_italics_volume_in_bold():
    html = citeform.format(AGUILAR, "springer", output="html")
    assert "J.J.R. <i>et al.</i> <i>Adv Therapy</i> (2011) <b>28</b>(Suppl 8): 14." in html


def test_links():
    html = citeform.format(AGUILAR, output="html", links=True)
    assert html.endswith(
        '<a href="https://doi.org/10.1007/s12325-011-0081-6">doi:10.1007/s12325-011-0081-6</a>'
    )


names = st.builds(Name, st.text(max_size=12), st.text(max_size=12), literal=st.text(max_size=12))
articles = st.builds(
    Article,
    type=st.sampled_from(["article-journal", "chapter", "book", ""]),
    title=st.text(max_size=30),
    author=st.lists(names, max_size=5),
    container_title=st.text(max_size=20),
    volume=st.text(max_size=5),
    issue=st.text(max_size=8),
    page=st.text(max_size=8),
    doi=st.text(max_size=15),
    issued=st.one_of(st.none(), st.builds(Date, st.integers(-100, 3000))),
)


@given(articles)
def test_any_article_can_be_cited(article: Article):
    assert isinstance(cite(article), str)
    assert isinstance(cite_current(article), str)


@given(st.text())
def test_any_text_can_be_read(text: str):
    for article in citeform.loads(text, "springer"):
        assert isinstance(cite(article), str)


@given(
    st.lists(st.sampled_from(["Franco, C.A.", "de Vries, H.", "The X Consortium.", "Kim, HJ."]), min_size=1, max_size=3),
    st.sampled_from(["Adv Therapy", "Numer. Math.", "J. High Energ. Phys.", "TOP"]),
    st.integers(1900, 2018),
    st.integers(1, 999),
    st.sampled_from(["14", "S1", "e12", "170088"]),
)  # fmt: skip
def test_a_regular_line_comes_back(
    people: list[str], journal: str, year: int, volume: int, page: str
):
    authors = " & ".join(filter(None, (", ".join(people[:-1]), people[-1])))
    line = f"{authors} {journal} ({year}) {volume}: {page}. doi:10.1007/s1-{volume}"
    article = read(line)
    assert cite(article) == line
    assert "springer" not in article.custom


def test_what_is_in_no_journal_is_cited_with_its_title():
    book = Article(
        type="book",
        author=[Name("Knuth", "Donald E.")],
        title="The TeXbook",
        publisher="Addison-Wesley",
        publisher_place="Reading",
        issued=Date(1984),
    )
    assert cite(book) == "Knuth D.E. (1984) The TeXbook. Addison-Wesley, Reading."
    assert cite_current(book) == "Knuth, D.E. (1984). The TeXbook. Addison-Wesley, Reading."


def test_a_chapter_of_many_authors_and_editors():
    people = [Name(family, "Ann B.") for family in ("Ab", "Bc", "Cd", "De", "Ef", "Fg")]
    work = Article(
        type="chapter",
        author=people,
        editor=people[:2],
        title="Is it?",
        container_title="Answers",
        collection_title="Notes",
        collection_number="12",
        issued=Date(2022),
        doi="10.1007/x",
    )
    assert cite_current(work) == (
        "Ab, A.B. et al. (2022). Is it? In: Ab, A.B., Bc, A.B. (eds) Answers. Notes, vol 12."
        " https://doi.org/10.1007/x"
    )
    assert cite(work, doi="doi") == (
        "Ab A.B. et al. (2022) Is it? In: Ab A.B., Bc A.B. (eds) Answers. Notes, vol 12."
        " doi:10.1007/x"
    )
