"""MEDLINE, Web of Science, RefWorks, Ovid: what is theirs beside the machinery they share."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.formats.medline import full_range, parse_date
from tests.conftest import needs_shared, shared_files
from tests.formats.timing import ratio_of_times

MEDLINE = """PMID- 12345
OWN - NLM
IS  - 0174-1551 (Print)
VI  - 7
IP  - 3
DP  - 2018 Mar 1
TI  - A title that is
      folded.
PG  - 6913-7
LID - 10.1000/182 [doi]
FAU - van Raaij, M J
AU  - van Raaij MJ
AUID- ORCID: https://orcid.org/0000-0002-1825-0097
AD  - Somewhere
AU  - Doe J Jr
CN  - The Group
LA  - eng
PT  - Journal Article
TA  - J X
JT  - Journal of X
MH  - *Asthma, acute
OT  - key
PMC - PMC99

PMID- 12346
TI  - Another.
"""

WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Doe, JM
   Roe, R
AF Doe, Jane M.
   Roe, Rita
TI A title that is
   folded
SO JOURNAL OF X
LA English
DT Article
DE one; two
ID THREE
SN 0174-1551
PD FEB 15
PY 2011
VL 3
IS 2
AR 104501
DI 10.1000/182
C1 [Doe, Jane M.; Roe, Rita] Univ X, City
   [Roe, R] Univ Y, Town
   Univ Z
OI Roe, Rita/0000-0002-1825-0097; Nobody, N/0000-0001-5109-3700
UT WOS:000286597100004
ER

PT B
AU Doe, J
BE Roe, R
TI A book
SO A book
BN 978-3-642-00230-4
PY 2012
UT WOS:2
ER

EF
"""

REFWORKS = """RT Journal Article
SR Electronic(1)
ID 271
A1 Allan,Steven
T1 Anger
JF Personality
YR 2002
FD Feb
VO 32
IS 3
SP 551
OP 565
K1 one
SN 0191-8869
"""

OVID = """<1. >
VN  - Ovid Technologies
DB  - Embase
AN  - 123.
AU  - Doe, Jane M. MD, PhD 1
TI  - A title.  [Article]
SO  - Journal of X June 2015;58(6):688-696
IS  - 0174-1551
DI  - 10.1000/182

<2. >
VN  - Ovid Technologies
TI  - Another
"""


def test_medline():
    first, second = citeform.loads(MEDLINE, "medline")
    assert first == Article(
        id="12345",
        pmid="12345",
        type="article-journal",
        title="A title that is folded.",
        container_title="Journal of X",
        container_title_short="J X",
        issn="0174-1551",
        volume="7",
        issue="3",
        page="6913-6917",
        doi="10.1000/182",
        pmcid="PMC99",
        language="en",
        issued=Date(2018, 3, 1),
        keyword="*Asthma, acute; key",
        author=[
            Name("van Raaij", "M. J.", orcid="0000-0002-1825-0097", affiliation=["Somewhere"]),
            Name("Doe", "J.", suffix="Jr"),
            Name(literal="The Group"),
        ],
        custom={"medline": {"OWN": ["NLM"], "PT": ["Journal Article"]}},
    )
    assert second == Article(id="12346", pmid="12346", type="article-journal", title="Another.")


def test_medline_names_a_journal_as_it_is_cited():
    text = (
        "PMID- 1\nTI  - T\nLA  - eng\nJT  - European journal of cancer (Oxford, England : 1990)\n"
    )
    (article,) = citeform.loads(text, "medline")
    assert article.container_title == "European Journal of Cancer"
    assert article.publisher_place == "Oxford, England"
    assert article.custom["medline"]["JT"] == (
        "European journal of cancer (Oxford, England : 1990)",
    )


@pytest.mark.parametrize(
    ("lines", "page", "number"),
    [
        ("LID - e32822 [pii]", "e32822", ""),
        ("LID - S0959-8049(15)00493-1 [pii]", "", ""),
        ("AID - 15-123 [pii]", "", ""),
        ("PG  - 1-9\nLID - e32822 [pii]", "1-9", ""),
        ("PT  - Preprint\nLID - 2023.02.07.527548 [pii]", "", "2023.02.07.527548"),
    ],
)
def test_a_publishers_number_in_medline(lines, page, number):
    (article,) = citeform.loads(f"PMID- 1\nTI  - T\n{lines}\n", "medline")
    assert (article.page, article.number) == (page, number)


@pytest.mark.parametrize(
    ("given", "expected"),
    [("6913-7", "6913-6917"), ("25-36", "25-36"), ("S6-10", "S6-10"), ("1042", "1042")],
)
def test_the_digits_that_medline_leaves_out(given, expected):
    assert full_range(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("1996 Jul 9", Date(1996, 7, 9)),
        ("2003 Jan-Feb", Date(2003, 1, end=Date(2003, 2))),
        ("1998 Dec-1999 Jan", Date(1998, 12, end=Date(1999, 1))),
        ("2000 Spring", Date(2000, season=1)),
        ("Article 10 2019", Date(2019, raw="Article 10 2019")),
        ("soon", Date(literal="soon")),
    ],
)
def test_dates_of_medline(given, expected):
    assert parse_date(given) == expected


def test_wos():
    article, book = citeform.loads(WOS, "wos")
    assert article == Article(
        id="WOS:000286597100004",
        type="article-journal",
        title="A title that is folded",
        container_title="JOURNAL OF X",
        language="en",
        issn="0174-1551",
        issued=Date(2011, 2, 15),
        volume="3",
        issue="2",
        page="104501",
        doi="10.1000/182",
        keyword="one, two, THREE",
        source="Clarivate Analytics Web of Science",
        author=[
            Name("Doe", "Jane M.", affiliation=["Univ X, City"]),
            Name(
                "Roe",
                "Rita",
                affiliation=["Univ X, City", "Univ Y, Town"],
                orcid="0000-0002-1825-0097",
            ),
        ],
        custom={
            "wos": {
                "DT": ["Article"],
                "AU": ["Doe, JM\nRoe, R"],
                "C1": ["Univ Z"],
                "OI": ["Nobody, N/0000-0001-5109-3700"],
            }
        },
    )
    assert (book.type, book.title, book.container_title) == ("book", "A book", "")
    assert (book.author, book.editor) == ((Name("Doe", "J."),), (Name("Roe", "R."),))


def test_publisher_and_place_of_wos_are_not_in_capitals():
    text = WOS.replace("SO A book", "SO A BOOK\nPU ELSEVIER SCIENCE BV\nPI NEW YORK")
    book = citeform.loads(text, "wos")[1]
    assert (book.publisher, book.publisher_place) == ("Elsevier Science BV", "New York")
    assert book.title == citeform.loads(WOS, "wos")[1].title


def test_refworks():
    (article,) = citeform.loads(REFWORKS, "refworks")
    assert article == Article(
        id="271",
        type="article-journal",
        title="Anger",
        container_title="Personality",
        issued=Date(2002, 2),
        volume="32",
        issue="3",
        page="551-565",
        keyword="one",
        issn="0191-8869",
        author=[Name("Allan", "Steven")],
        custom={"refworks": {"SR": ["Electronic(1)"]}},
    )


def test_ovid():
    first, second = citeform.loads(OVID, "ovid")
    assert first == Article(
        type="article-journal",
        title="A title",
        container_title="Journal of X",
        issued=Date(2015, 6),
        volume="58",
        issue="6",
        page="688-696",
        issn="0174-1551",
        doi="10.1000/182",
        call_number="123",
        source="Embase",
        author=[Name("Doe", "Jane M.")],
        custom={"ovid": {"VN": ["Ovid Technologies"]}},
    )
    assert second.title == "Another"


def test_key_words_of_ovid_are_in_the_order_of_the_file():
    lines = "SH  - one\nMH  - two\nID  - three\nKW  - four; five\n"
    (article,) = citeform.loads(f"<1. >\nVN  - Ovid Technologies\nTI  - T\n{lines}", "ovid")
    assert article.keyword == "one, two, three, four, five"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("AHMED, Mughees.", Name("Ahmed", "Mughees")),
        ("O'BRIEN-MCKAY, Gea D M.", Name("O'Brien-McKay", "Gea D. M.")),
        ("WHO, X.", Name("WHO", "X.")),
    ],
)
def test_family_names_in_capitals_of_ovid(written, name):
    (article,) = citeform.loads(f"<1. >\nVN  - Ovid Technologies\nAU  - {written}\n", "ovid")
    assert article.author == (name,)


def test_the_book_of_a_chapter_in_zoological_record():
    (article,) = citeform.loads(
        "<1. >\nVN  - Ovid Technologies\nTI  - [A chapter.]\nPT  - Book chapter\n"
        "PB  - Some House, Novosibirsk\nBT  - Doe, A.B. [Ed.]. [On Prof. C.D. Roe and others.] "
        "[O prof. C.D. Roe.] Some House, Novosibirsk. 2002: 1-234. Chapter pagination: 214-218.\n",
        "ovid",
    )
    assert article.container_title == "[On Prof. C.D. Roe and others.]"
    assert article.editor == (Name("Doe", "A. B."),)
    assert (article.publisher, article.page) == ("Some House", "214-218")


@pytest.mark.parametrize(
    ("text", "name"),
    [(MEDLINE, "medline"), (WOS, "wos"), (REFWORKS, "refworks"), (OVID, "ovid")],
)
def test_the_content_tells_the_format(text, name):
    assert citeform.loads(text) == citeform.loads(text, name)


@pytest.mark.parametrize(
    "name", ["medline", "wos", "refworks", "ovid", "enw", "csv", "coins", "wikipedia"]
)
@pytest.mark.parametrize("text", ["", "\0\ufffd\n", "{" * 5000, "nothing of the kind\n\nat all"])
def test_what_holds_no_record_says_so(name, text):
    library = citeform.loads(text, name)
    assert len(library) == 0
    assert {found.code for found in library.diagnostics} & {"input.empty", "table.no-header"}


_SEEDS = {
    "medline": MEDLINE,
    "wos": WOS,
    "refworks": REFWORKS,
    "ovid": OVID,
    "enw": "%0 Journal Article\n%A Doe, J.\n%D 2001\n%8 May\n%@ 1\n%R x\n%K a;b\n%P 1--2\n%[ x\n",
    "coins": "ctx_ver=Z39.88-2004&rft.atitle=A&rft.aulast=B&rft.au=C&rft.date=1&rft.issn=2&rft_id=x",
    "wikipedia": "{{cite journal |last=A |first=B |title=[[C|D]] ''e'' {{x|y}} |date=1 |pages=2–3 |doi=1}}",
    "csv": 'Title,Authors,Year,DOI,ISSN,Page start,Source\nA,"B, C; D",1,2,3,4,5\n',
}


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_damage_makes_a_reader_raise(data):
    name = data.draw(st.sampled_from(sorted(_SEEDS)))
    text = _SEEDS[name]
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(st.text(max_size=12)) + text[end:]
    citeform.loads(text, name)


_LONG_VALUES = {
    "ris": "TY  - JOUR\nAU  - {0}\nAB  - {0}\nPY  - {0}\nSN  - {0}\nDO  - {0}\nKW  - {0}\nSP  - {0}\nER  - \n",
    "medline": "PMID- 1\nFAU - {0}\nLID - {0}\nDP  - {0}\nPG  - {0}\nIS  - {0}\nSO  - {0}\nPT  - Books\n",
    "wos": "PT J\nAF {0}\nPD {0}\nSN {0}\nDI {0}\nDE {0}\nER\n",
    "refworks": "RT Journal Article\nA1 {0}\nFD {0}\nSN {0}\nSP {0}\n",
    "ovid": "<1. >\nVN  - Ovid\nAU  - {0}\nTI  - {0}\nSO  - {0}\nIB  - {0}\nYR  - {0}\nPT  - Book Chapter\n",
    "enw": "%0 Book\n%A {0}\n%D {0}\n%@ {0}\n%K {0}\n%P {0}\n%U {0}\n",
    "csv": 'Title,Authors,Year,Source,Keywords\nT,"{0}",{0},"{0}","{0}"\n',
    "coins": "<span {0}>\nctx_ver=Z39.88-2004&rft.au={0}&rft.date={0}&rft.issn={0}\n",
    "wikipedia": "{{{{cite book |author={0} |title={0} |date={0} |doi={0}}}}}\n{0}",
}
_UNITS = [
    " ",
    "a ",
    "[",
    "(a@",
    "-",
    ",",
    ";",
    "1-",
    "a=",
    "{{cite book|\n\n",
    "[[",
    "''",
    ".",
    "10.1/",
    "97",
]


@pytest.mark.parametrize("name", sorted(_LONG_VALUES))
@pytest.mark.parametrize("unit", _UNITS)
def test_long_values_take_linear_time(name, unit):
    def read(value: str) -> None:
        citeform.loads(_LONG_VALUES[name].format(value), name)

    assert ratio_of_times(read, unit * 1_000, unit * 10_000) < 40


@needs_shared
@pytest.mark.parametrize(
    "path", [*shared_files("medline"), *shared_files("nbib")], ids=lambda path: path.name[-40:]
)
def test_real_files_of_medline_are_read_whole(path):
    library = citeform.load(path)
    text = path.read_text("utf-8-sig")
    assert len(library) == text.count("\nPMID- ") + text.startswith("PMID- ")
    assert all(article.title and article.pmid and article.issued for article in library)
    assert list(library.diagnostics) == []


@needs_shared
def test_a_real_file_of_web_of_science_is_read_whole():
    (path,) = (path for path in shared_files("ris") if path.name.endswith("example_wos.ris"))
    library = citeform.load(path)
    assert len(library) == path.read_text("utf-8").count("\nPT ")
    assert all(article.title and article.author for article in library)
