import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.identifiers import doi

SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"

WAYS_OF_WRITING = [
    ("10.1007/s12325-011-0081-6", "10.1007/s12325-011-0081-6"),
    ("doi:10.1007/s12325-011-0081-6", "10.1007/s12325-011-0081-6"),
    ("DOI 10.1007/s12325-011-0081-6", "10.1007/s12325-011-0081-6"),
    ("doi: https://doi.org/10.1007/s12325-011-0081-6", "10.1007/s12325-011-0081-6"),
    ("http://dx.doi.org/10.1007/s12325-011-0081-6", "10.1007/s12325-011-0081-6"),
    ("doi.org/10.1007/s12325-011-0081-6/", "10.1007/s12325-011-0081-6"),
    ("https://doi.org/10.1007%2Fs12325-011-0081-6", "10.1007/s12325-011-0081-6"),
    ("info:doi/10.1007/s12325-011-0081-6", "10.1007/s12325-011-0081-6"),
    ("<https://doi.org/10.1007/s12325-011-0081-6>.", "10.1007/s12325-011-0081-6"),
    ("“10.1007/s12325-011-0081-6”,", "10.1007/s12325-011-0081-6"),
    ("10.1007/ s12325-011-0081-6", "10.1007/s12325-011-0081-6"),
    ("10.1007/s12325-011-\n0081-6", "10.1007/s12325-011-0081-6"),
    ("10.1007/s12325–011–0081–6", "10.1007/s12325-011-0081-6"),
    ("10.1007/s12325-\u00ad011-0081\u200b-6", "10.1007/s12325-011-0081-6"),
    ("10.1007/s12325-011-0081-610.1007/s12325-011-0081-6", "10.1007/s12325-011-0081-6"),
    ("10.1007/JHEP06(2019)030", "10.1007/JHEP06(2019)030"),
    ("(10.1007/JHEP06(2019)030)", "10.1007/JHEP06(2019)030"),
    (SICI, SICI),
    (SICI.replace("<", "&lt;").replace(">", "&gt;"), SICI),
    (SICI.replace("<", "$<$").replace(">", "$>$"), SICI),
    (SICI.replace("<", "{\\textless}").replace(">", "{\\textgreater}"), SICI),
    ("https://doi.org/" + SICI.replace("<", "%3C").replace(">", "%3E"), SICI),
    ("https://doi.org/" + SICI.replace("<", "%253C").replace(">", "%253e"), SICI),
    (
        "https://doi.org/10.1002/(SICI)1096-8644(199706)103:2%3C201::AID-AJPA5%3E3.0.CO;2-#",
        "10.1002/(SICI)1096-8644(199706)103:2<201::AID-AJPA5>3.0.CO;2-#",
    ),
    ("10.1007/978-3-540-24777-7\\_8", "10.1007/978-3-540-24777-7_8"),
    ("10.1000.10/123", "10.1000.10/123"),
    (
        "https://www.frontiersin.org/articles/10.3389/fpsyg.2012.00001/full",
        "10.3389/fpsyg.2012.00001",
    ),
    ("https://onlinelibrary.wiley.com/doi/10.1111/jofi.12345/abstract", "10.1111/jofi.12345"),
    ("https://link.springer.com/content/pdf/10.1007/s00134-020-1.pdf", "10.1007/s00134-020-1"),
    ("https://link.springer.com/article/10.1007/s00134-020-1#Sec2", "10.1007/s00134-020-1"),
    (
        "https://x.example/article/file?id=10.1371/journal.pone.0012345&type=pdf",
        "10.1371/journal.pone.0012345",
    ),
    (
        "https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf",
        "10.1101/2020.01.01.123456",
    ),
    ("10.5555/report.pdf", "10.5555/report.pdf"),
]


@pytest.mark.parametrize(("text", "expected"), WAYS_OF_WRITING)
def test_ways_of_writing_one_doi(text, expected):
    assert doi.normalize(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2010/summary",
        "10/2010",
        "110.1000/abc",
        "1.10.1000/abc",
        "10.100/abc",
        "10.1000",
        "10.1000/",
        "10.1000/.",
        "hello",
        "10.0.0.0/8",
        "v10.1234/abc",
        "file-10.1234/abc",
        "10.1000/abc and more",
        "10.1000/a; 10.1000/b",
        "10.1007/ which means",
    ],
)
def test_what_is_no_doi_is_refused(text):
    assert doi.normalize(text) == ""


def test_a_sentence_gives_every_doi_without_its_punctuation():
    text = (
        "As shown (doi:10.1000/a), in 10.1000/b.c. Also “https://doi.org/10.1000/D”; "
        '[x](https://doi.org/10.1000/e(1)f), <a href="https://doi.org/10.1000/g">g</a>, '
        "10.1000/h;10.1000/i,doi:10.1000/j and again 10.1000/A."
    )
    assert doi.find_all(text) == [
        "10.1000/a",
        "10.1000/b.c",
        "10.1000/D",
        "10.1000/e(1)f",
        "10.1000/g",
        "10.1000/h",
        "10.1000/i",
        "10.1000/j",
    ]


def test_case_does_not_count_but_is_kept():
    assert doi.same("10.1000/ABC", "https://doi.org/10.1000/abc")
    assert not doi.same("10.1000/É", "10.1000/é")
    assert not doi.same("", "")
    assert doi.display("doi:10.1000/ABC") == "https://doi.org/10.1000/ABC"


def test_only_the_address_is_percent_encoded():
    assert doi.url(SICI) == (
        "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16"
        "%3C1661::AID-SIM968%3E3.0.CO;2-2"
    )
    assert doi.display(SICI) == f"https://doi.org/{SICI}"
    assert doi.url("nothing") == ""


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("10.1000/a", ""),
        ("abc", "starts with 10."),
        ("10.12/a", "four digits"),
        ("10.1000-a", "slash"),
        ("Journal 10.1000/a", "holds the DOI 10.1000/a"),
    ],
)
def test_the_problem_is_said(text, part):
    assert part in doi.problem(text)
    assert bool(part) == bool(doi.problem(text))


_PIECES = st.lists(
    st.sampled_from(
        [
            "10.1000/",
            "10.1007/",
            "doi:",
            "https://doi.org/",
            "http://x.y/",
            "(",
            ")",
            "[",
            "]",
            "<",
            ">",
            "&lt;",
            "%2F",
            "%25",
            "%3C",
            "%C3%A9",
            "/full",
            ".pdf",
            ".",
            ",",
            ";",
            "-",
            "–",
            " ",
            "\n",
            "a",
            "B",
            "7",
            "?",
            "#",
            "&",
            "3.0.CO;2-",
            "\\_",
            "$<$",
            "É",
            "v2",
            "'",
            "\u00ad",
        ]
    ),
    max_size=12,
).map("".join)


@given(st.one_of(st.text(), _PIECES, _PIECES.map("10.1000/{}".format)))
def test_normal_form_is_stable_and_found_again_in_its_url(text):
    for found in [*doi.find_all(text), doi.normalize(text)]:
        if found:
            assert doi.normalize(found) == found
            assert doi.find(doi.url(found)) == found
            assert doi.find(f"See {found}, there") == found
    assert isinstance(doi.problem(text), str)


@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "- ",
        "10.1000/",
        "10.1000/a;",
        "10.1000/(",
        "10.1000/<a:b",
        "doi:10.1000/a",
        "%25",
        "10.",
        "(",
        "<",
        "10.1000/a%252",
    ],
)
def test_time_is_linear(piece):
    def seconds(size: int) -> float:
        text = "10.1000/" + piece * (size // len(piece))
        start = time.process_time()
        doi.find_all(text)
        doi.normalize(text)
        return time.process_time() - start

    seconds(1000)
    small, large = seconds(50_000), seconds(400_000)
    assert large < 40 * small + 0.05
