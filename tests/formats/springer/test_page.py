"""Pages of SpringerLink in both layouts; the pages here are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Library, Name
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "springer-article-page.txt"


def read(text: str) -> Library:
    return citeform.loads(text, "springer-page")


@pytest.fixture(scope="module")
def example() -> Library:
    return citeform.load(EXAMPLE)


class TestExample:
    def test_title(self, example: Library):
        assert example[0].title == (
            "Prolonged treatment with lenalidomide in relapsed and refractory multiple myeloma"
        )

    def test_journal(self, example: Library):
        assert example[0].container_title == "Advances in Therapy"
        assert example[0].container_title_short == "Adv Therapy"

    def test_numbers(self, example: Library):
        work = example[0]
        assert (work.volume, work.issue, work.page) == ("28", "Suppl 8", "14-19")

    def test_authors_and_affiliations(self, example: Library):
        assert example[0].author == (
            Name(
                "Franco",
                "Carlos Aguilar",
                affiliation=["Hematology Department, Hospital General Santa Bárbara, Soria, Spain"],
            ),
            Name(
                "Palomera",
                "Luis",
                affiliation=[
                    "Hematology Department, Hospital Clínico Universitario Lozano Blesa, Zaragoza, Spain"
                ],
            ),
            Name(
                "Arredondo",
                "Jose Joaquín Ruiz",
                affiliation=[
                    "Hematology Department, Hospital de Antequera, ASNM, Antequera, Málaga, Spain"
                ],
            ),
            Name(
                "Sánchez",
                "Jesús Martín",
                affiliation=[
                    (
                        "Department of Hematology, Hospital Universitario Virgen del Rocío, Sevilla,"
                        " Sevilla, Spain"
                    )
                ],
            ),
        )

    def test_the_fourth_family_name_is_told_as_a_guess(self, example: Library):
        [found] = example.diagnostics
        assert found.message.endswith("family name: Sánchez, Jesús Martín")
        assert (found.code, found.line) == ("name.guessed", 10)

    def test_the_rest(self, example: Library):
        work = example[0]
        assert work.type == "article-journal"
        assert work.genre == "Clinical Cases"
        assert work.doi == "10.1007/s12325-011-0081-6"
        assert work.issued == Date(2011)
        assert work.abstract.startswith("Four patients")
        assert work.keyword == (
            "continued long-term administration, dexamethasone, lenalidomide, multiple myeloma,"
            " thalidomide-resistant"
        )
        assert work.custom["springer-page"] == {
            "copyright-holder": "Springer Healthcare",
            "copyright-year": "2011",
        }

    def test_as_printed(self, example: Library):
        assert citeform.format(example) == (
            "Franco, C.A., Palomera, L., Arredondo, J.J.R. et al. Adv Therapy (2011) 28(Suppl 8):"
            " 14. doi:10.1007/s12325-011-0081-6"
        )

    def test_without_the_citation_line_every_family_name_is_a_guess(self):
        text = EXAMPLE.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("Franco, C.A.")]
        library = read("\n".join(lines))
        assert [name.family for name in library[0].author] == [
            "Franco",
            "Palomera",
            "Arredondo",
            "Sánchez",
        ]
        assert [found.code for found in library.diagnostics] == ["name.guessed"]
        assert (library[0].volume, library[0].issue, library[0].doi) == (
            "28",
            "Suppl 8",
            "10.1007/s12325-011-0081-6",
        )


OLDER = """\
Machine Intelligence Letters

March 2016, Volume 12, Issue 3, pp 114–119| Cite as

Learning to count sheep: a study in monotony
Authors
Authors and affiliations

    Anna van der Berg Email author
    Ján Novák

Original Paper
First Online: 12 January 2016
Received: 03 March 2015
Accepted: 02 December 2015

    5 Shares
    1.1k Downloads
    12 Citations

Abstract

We count sheep with a network of moderate depth.
Keywords
Counting\xa0Sheep and goats\xa0Sleep\xa0
References
1. Foo B (2001) Bar.
Copyright information
© Springer Science+Business Media New York 2016
Authors and Affiliations

    Anna van der Berg
        1
        Email author
    Ján Novák
        1
        2

    1.Department of PastoralismUniversity of HillsUtrechtThe Netherlands
    2.AgroParisTechParisFrance

About this article
Print ISSN 0028-0836
Online ISSN 1476-4687
Publisher Name Springer US
Cite this article as:
van der Berg, A. & Novák, J. Mach Intell Lett (2016) 12: 114. https://doi.org/10.1007/s99999-016-0001-2
"""

LATER = """\
Skip to main content
SpringerLink
Search
Menu

    Original Article
    Open Access
    Published: 17 February 2020

Learning to count goats in large herds

    Anna van der Berg ORCID: orcid.org/0000-0002-1825-0097 1,
    Ján Novák1,2 &
    The Goat Consortium

Machine Intelligence Letters volume 16, Article number: 88 (2020) Cite this article

    123 Accesses
    4 Citations
    Metrics details

Abstract

We count goats with a network of moderate depth.

Introduction
Goats climb.

Author information
Authors and Affiliations
Department of Pastoralism, University of Hills, Utrecht, The Netherlands
Anna van der Berg & Ján Novák
Institute of Goats, Brno, Czech Republic
Ján Novák
Consortia
The Goat Consortium

Rights and permissions
Open Access This article is licensed, see http://creativecommons.org/licenses/by/4.0/.

About this article
Cite this article
van der Berg, A., Novák, J. & The Goat Consortium. Learning to count goats in large herds. Mach Intell Lett 16, 88 (2020). https://doi.org/10.1186/s99999-020-0001-2

Download citation
Received
01 March 2019
Published
17 February 2020
DOI
https://doi.org/10.1186/s99999-020-0001-2
Share this article
Keywords
Goats
Counting
Deep learning
"""

LATEST = """\
Learning to sleep? A long road

  Research
  Open access
  Published: 05 May 2023
  Volume 28, pages 14–19, (2023)

Cite this article

Download PDF

Sleep Medicine Letters
Aims and scope
Submit manuscript

Maria da Silva, John Q. Public Jr. & Li Wei

1200 Accesses

Abstract
Sleep is needed.

About this article
Cite this article
da Silva, M., Public, J.Q. & Wei, L. Learning to sleep? A long road. Sleep Med Lett 28, 14–19 (2023). https://doi.org/10.1007/s22222-023-0009-9
"""

ONLINE_FIRST = """\
Mind & Matter
pp 1–12 | Cite as
Minds that matter
  • Ada B. Lovelace
  • Charles Babbage
  • Luigi Federico Menabrea
  • Augustus De Morgan
Original Paper
First Online: 20 June 2017
DOI: 10.1007/s33333-017-0003-3
Cite this article as: Lovelace, A.B., Babbage, C., Menabrea, L.F. et al. Mind Matter (2017). doi:10.1007/s33333-017-0003-3
Abstract
Minds matter.
Copyright information
© 2017, Springer-Verlag Berlin Heidelberg
"""

MINIMAL = """\
Journal of Dry Walls
, Volume 7, Issue 1-2, pp 3-21

On mortar
  • Karl-Heinz Maurer
Review

DOI: 10.1007/s11111-013-0007-1
© The Author(s) 2013
Authors and Affiliations
  • Karl-Heinz Maurer
    • 1
  1. 1.Institut für MauernTechnische Universität MusterstadtMusterstadtGermany
"""


def without_citation(page: str) -> str:
    """The page without its own citation line."""
    return "\n".join(line for line in page.splitlines() if "Lett " not in line)


def only(text: str) -> Article:
    [article] = read(text)
    return article


def test_older_layout():
    work = only(OLDER)
    assert work.title == "Learning to count sheep: a study in monotony"
    assert (work.container_title, work.genre) == ("Machine Intelligence Letters", "Original Paper")
    assert (work.volume, work.issue, work.page) == ("12", "3", "114-119")
    assert (work.issued, work.available_date) == (Date(2016, 3), Date(2016, 1, 12))
    assert work.submitted == Date(2015, 3, 3)
    assert (work.issn, work.publisher) == ("0028-0836", "Springer US")
    assert work.keyword == "Counting, Sheep and goats, Sleep"
    assert work.abstract == "We count sheep with a network of moderate depth."


def test_older_layout_affiliations():
    first, second = only(OLDER).author
    place = "Department of Pastoralism, University of Hills, Utrecht, The Netherlands"
    assert first == Name("Berg", "Anna", non_dropping_particle="van der", affiliation=[place])
    assert second.affiliation == (place, "AgroParisTech, Paris, France")


def test_later_layout():
    work = only(LATER)
    assert work.title == "Learning to count goats in large herds"
    assert (work.container_title, work.genre) == (
        "Machine Intelligence Letters",
        "Original Article",
    )
    assert (work.volume, work.issue, work.page) == ("16", "", "88")
    assert work.keyword == "Goats, Counting, Deep learning"
    assert work.license == "http://creativecommons.org/licenses/by/4.0"
    assert work.abstract == "We count goats with a network of moderate depth."
    assert (work.submitted, work.available_date) == (Date(2019, 3, 1), Date(2020, 2, 17))


def test_later_layout_people():
    place = "Department of Pastoralism, University of Hills, Utrecht, The Netherlands"
    assert only(LATER).author == (
        Name(
            "Berg",
            "Anna",
            non_dropping_particle="van der",
            affiliation=[place],
            orcid="0000-0002-1825-0097",
        ),
        Name("Novák", "Ján", affiliation=[place, "Institute of Goats, Brno, Czech Republic"]),
        Name(literal="The Goat Consortium"),
    )


def test_latest_layout():
    work = only(LATEST)
    assert work.title == "Learning to sleep? A long road"
    assert (work.container_title, work.genre) == ("Sleep Medicine Letters", "Research")
    assert (work.volume, work.page) == ("28", "14-19")
    assert [str(name) for name in work.author] == ["Maria da Silva", "John Q. Public Jr", "Li Wei"]


def test_online_first():
    work = only(ONLINE_FIRST)
    assert (work.volume, work.page) == ("", "")
    assert work.custom["springer-page"]["pages"] == "1-12"
    assert citeform.format(work) == (
        "Lovelace, A.B., Babbage, C., Menabrea, L.F. et al. Mind Matter (2017)."
        " doi:10.1007/s33333-017-0003-3"
    )


def test_what_little_there_is():
    work = only(MINIMAL)
    assert (work.title, work.genre, work.issued) == ("On mortar", "Review", Date(2013))
    assert work.author[0].affiliation == (
        "Institut für Mauern, Technische Universität Musterstadt, Musterstadt, Germany",
    )


@pytest.mark.parametrize("page", [OLDER, LATER, LATEST], ids=["older", "later", "latest"])
def test_without_a_citation_line_the_same_facts_are_found(page: str):
    work, bare = only(page), only(without_citation(page))
    for field in ("title", "container_title", "volume", "page", "genre", "author"):
        assert getattr(bare, field) == getattr(work, field)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Volume 28, Issue 3, pp 14–19", ("28", "3", "14-19")),
        ("Volume 28, Supplement 8, pp 14–19", ("28", "Suppl 8", "14-19")),
        ("Volume 28, Issue 1 Supplement, pp S1–S9", ("28", "Suppl", "S1-S9")),
        ("Volume 28, Article number: 7", ("28", "", "7")),
        ("Volume 28, Article 7", ("28", "", "7")),
        ("Volume 10–11, pp 3", ("10–11", "", "3")),
        (", Volume 2017:30", ("2017", "", "30")),
        (", 143:43", ("143", "", "43")),
        ("June 2013, 2013:96 | Cite as", ("2013", "", "96")),
        ("2019 20:15| Cite as", ("20", "", "15")),
        ("Volume 28, Issue 1–2, pages 14-19", ("28", "1-2", "14-19")),
    ],
)
def test_volume_line(line: str, expected: tuple[str, str, str]):
    work = only(
        f"Journal of Dry Walls\n\n{line}\n\nOn mortar\n • Karl Maurer\n\nDOI: 10.1007/x-1\n"
    )
    assert (work.volume, work.issue, work.page) == expected
    assert work.container_title == "Journal of Dry Walls"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Dept. of Law, University of Graz, Graz, Austria", "Dept. of Law, University of Graz, Graz, Austria"),
        ("School of LawUniversity of GrazGrazAustria", "School of Law, University of Graz, Graz, Austria"),
        ("McGill UniversityMontrealCanada", "McGill University, Montreal, Canada"),
        ("Siemens GmbHMunichGermany", "Siemens GmbH, Munich, Germany"),
        ("CNRSParisFrance", "CNRS, Paris, France"),
        ("Ouranos, Montréal, QCMontréalCanada", "Ouranos, Montréal, QC, Montréal, Canada"),
        ("Institute (IFAE)BarcelonaSpain", "Institute (IFAE), Barcelona, Spain"),
        ("The eScience CenterAmsterdam", "The eScience CenterAmsterdam"),
        ("Seoul National UniversitySeoulRepublic of Korea", "Seoul National University, Seoul, Republic of Korea"),
    ],
)  # fmt: skip
def test_affiliations_are_split_only_where_that_is_certain(line: str, expected: str):
    page = f"Journal of X\n, Volume 7, pp 3-4\nOn mortar\n • Karl Maurer\nDOI: 10.1007/x-1\nAbstract\nA.\nAuthors and Affiliations\n • Karl Maurer\n • 1\n 1. 1.{line}\n"
    assert only(page).author[0].affiliation == (expected,)


def test_a_spanish_name_is_split_as_the_citation_says():
    page = ONLINE_FIRST.replace("Ada B. Lovelace", "Ada B. Lovelace King").replace(
        "Lovelace, A.B.", "Lovelace King, A.B."
    )
    assert only(page).author[0] == Name("Lovelace King", "Ada B.")


def test_a_family_name_that_stands_first_is_found_by_the_citation():
    page = ONLINE_FIRST.replace("Charles Babbage", "Babbage Charles")
    assert only(page).author[1] == Name("Babbage", "Charles")


def test_a_page_is_recognised_by_its_content():
    for page in (OLDER, LATER, LATEST, ONLINE_FIRST, MINIMAL):
        assert citeform.loads(page)[0].type == "article-journal"


def test_what_is_no_page_is_reported():
    library = read("hello\nworld\n")
    assert [found.code for found in library.diagnostics] == ["record.unreadable"]
    assert len(library) == 0


def test_an_empty_page_is_reported():
    assert [found.code for found in read("").diagnostics] == ["input.empty"]


lines = st.lists(
    st.one_of(
        st.text(max_size=40), st.sampled_from(f"{OLDER}{LATER}{LATEST}{MINIMAL}".splitlines())
    ),
    max_size=30,
)


@given(lines)
def test_any_page_can_be_read(parts: list[str]):
    for article in read("\n".join(parts)):
        assert isinstance(citeform.format(article), str)


@pytest.mark.parametrize("unit", ["{", "Volume ,", "• ", "10.1007/", "A B & ", "(2011)\n", "a, "])
def test_time_is_linear(unit: str):
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        read(text)
        citeform.loads(text, "springer")
        return time.process_time() - start

    seconds(10_000)
    small, large = seconds(100_000), seconds(800_000)
    assert large < 24 * small + 0.5


EXAMPLE_TEXT = EXAMPLE.read_text(encoding="utf-8")
CITED = "Franco, C.A., Palomera, L., Arredondo, J.J.R. et al."


@pytest.mark.parametrize(
    "text",
    [
        EXAMPLE_TEXT.replace("\n", "\r\n"),
        EXAMPLE_TEXT.replace("•", "*"),
        EXAMPLE_TEXT.replace("•", "-"),
        EXAMPLE_TEXT.replace("  • ", "\t•\t"),
        EXAMPLE_TEXT.replace("  • ", ""),
        "\n".join(line for line in EXAMPLE_TEXT.splitlines() if line.strip()),
        EXAMPLE_TEXT.replace("article as:\n", "article as: "),
        EXAMPLE_TEXT.replace("article as:", "article as"),
        EXAMPLE_TEXT.replace("et al. Adv", "et al.\nAdv"),
        EXAMPLE_TEXT.replace("8): 14. doi:10", "8): 14. https://doi.org/10"),
        EXAMPLE_TEXT.replace("\n\n\nFour", "\n\nAbstract\nFour").replace("\n\n\ncont", "\n\nKeywords\ncont"),
        EXAMPLE_TEXT.replace("Therapy\n\n,", "Therapy,"),
        "\ufeff" + EXAMPLE_TEXT,
    ],
    ids="crlf stars dashes tabs no-bullets no-blanks one-line no-colon wrapped url headings journal-line bom".split(),
)  # fmt: skip
def test_the_same_page_in_another_dress(text: str, example: Library):
    assert read(text) == example


def test_without_its_citation_the_page_keeps_its_abstract_and_key_words(example: Library):
    text = EXAMPLE_TEXT.replace("Cite this article as:\n", "").replace(CITED, "")
    work = only("\n".join(line for line in text.splitlines() if "Adv Therapy" not in line))
    assert (work.abstract, work.keyword) == (example[0].abstract, example[0].keyword)
