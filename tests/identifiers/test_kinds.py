"""The other kinds, and the promises that hold for all of them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.identifiers import (
    arxiv,
    classify,
    isbn,
    issn,
    orcid,
    pmcid,
    pmid,
    ror,
    shortdoi,
    web,
)
from citeform.identifiers.kinds import KINDS, kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("978-3-16-148410-0", "9783161484100"),
        ("ISBN-13: 978 3 16 148410 0", "9783161484100"),
        ("978\u20133\u201316\u2013148410\u20130", "9783161484100"),
        ("urn:isbn:0-306-40615-2", "0306406152"),
        ("ISBN 0-8044-2957-x", "080442957X"),
        ("ISBN-10 0-306-40615-2", "0306406152"),
        ("978-3-16-148410-1", ""),
        ("0306406153", ""),
        ("977-3-16-148410-0", ""),
        ("12345", ""),
    ],
)
def test_isbn(text, expected):
    assert isbn.normalize(text) == expected


def test_isbns_of_ten_and_thirteen_digits_are_compared():
    assert isbn.to_isbn13("0-306-40615-2") == "9780306406157"
    assert isbn.same("0306406152", "978-0-306-40615-7")
    assert not isbn.same("0306406152", "9783161484100")


def test_isbn_in_a_sentence_is_no_telephone_number():
    assert isbn.find_all("call 0306406152 or see 978-3-16-148410-0") == ["9783161484100"]
    assert isbn.find_all("ISBN 0-306-40615-2 (hbk), 9783161484100") == [
        "0306406152",
        "9783161484100",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("978-3-16-148410-1", "the check digit is 1 and should be 0"),
        ("978316148410", "it has 12 digits and should have 10 or 13"),
        ("9773161484100", "it has 13 digits and starts with neither 978 nor 979"),
        ("03064O6152", "it holds other characters than digits and hyphens"),
        ("9783161484100", ""),
    ],
)
def test_isbn_problem(text, problem):
    assert isbn.problem(text) == problem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0317-8471", "0317-8471"),
        ("03178471", "0317-8471"),
        ("ISSN 2434-561x", "2434-561X"),
        ("e-ISSN: 2434–561X", "2434-561X"),
        ("https://portal.issn.org/resource/ISSN/0317-8471", "0317-8471"),
        ("0317-8472", ""),
        ("0317847", ""),
    ],
)
def test_issn(text, expected):
    assert issn.normalize(text) == expected


def test_issn_lists_are_found_and_years_are_not():
    assert issn.find_all("0317-8471, 2434-561X (online)") == ["0317-8471", "2434-561X"]
    assert issn.find_all("ISSN 0317-8471; all since then") == ["0317-8471"]
    assert issn.find_all("from 1994-2001 to 0317-8471 and on") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1694-233x/", "0000-0002-1694-233X"),
        ("ORCID iD: 0000000218250097", "0000-0002-1825-0097"),
        ("0000-0002-1825-0098", ""),
        ("0000-0002-1825", ""),
    ],
)
def test_orcid(text, expected):
    assert orcid.normalize(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("052gg0110", "052gg0110"),
        ("https://ror.org/03VEK6S52", "03vek6s52"),
        ("ror: 042nb2s44", "042nb2s44"),
        ("052gg0111", ""),
        ("052gg01l0", ""),
    ],
)
def test_ror(text, expected):
    assert ror.normalize(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12345678", "12345678"),
        ("PMID: 0012345", "12345"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345/", "12345"),
        ("http://www.ncbi.nlm.nih.gov/pubmed/12345", "12345"),
        ("PMC12345", ""),
        ("123456789", ""),
        ("0", ""),
    ],
)
def test_pmid(text, expected):
    assert pmid.normalize(text) == expected


def test_pmid_in_a_sentence_needs_its_label():
    assert pmid.find_all("In 1999, PMID: 123456; PMCID: PMC99 (pmid 77).") == ["123456", "77"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PMC3159", "PMC3159"),
        ("pmcid: pmc3159.2", "PMC3159"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3159/", "PMC3159"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC3159", "PMC3159"),
        ("3159", ""),
    ],
)
def test_pmcid(text, expected):
    assert pmcid.normalize(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1501.00001", "1501.00001"),
        ("arXiv:1501.00001v2 [cs.LG]", "1501.00001v2"),
        ("https://arxiv.org/pdf/1501.00001v2.pdf", "1501.00001v2"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("math.GT/0309136v3", "math/0309136v3"),
        ("10.48550/arXiv.2101.00001", "2101.00001"),
        ("1513.00001", ""),
        ("nonsense/9901001", ""),
        ("1501.001", ""),
    ],
)
def test_arxiv(text, expected):
    assert arxiv.normalize(text) == expected


def test_arxiv_versions_are_one_work():
    assert arxiv.without_version("solv-int/9901001v2") == "solv-int/9901001"
    assert arxiv.same("arXiv:1501.00001v1", "https://arxiv.org/abs/1501.00001v3")
    assert not arxiv.same("", "")


def test_arxiv_in_a_sentence_needs_its_label_unless_old():
    text = "pages 1501.00001; arXiv:1502.00002v1, hep-th/9901001."
    assert arxiv.find_all(text) == ["1502.00002v1", "hep-th/9901001"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10/aabbe", "10/aabbe"),
        ("https://doi.org/gf4p2k", "10/gf4p2k"),
        ("https://doi.org/10/gf4p2k", "10/gf4p2k"),
        ("https://doi.org/10.1000/abc", ""),
        ("2010/summary", ""),
        ("10/2010", ""),
    ],
)
def test_shortdoi(text, expected):
    assert shortdoi.normalize(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/a_(b)?c=d#e", "https://example.org/a_(b)?c=d#e"),
        ("HTTP://Example.org", "http://Example.org"),
        ("www.example.org", "https://www.example.org"),
        ("<https://example.org>", "https://example.org"),
        ("javascript:alert(1)", ""),
        ("hello", ""),
        ("https://", ""),
        ("https://a b.org", ""),
    ],
)
def test_web(text, expected):
    assert web.normalize(text) == expected


def test_web_addresses_in_a_sentence():
    text = "See https://example.org/a_(b), (www.example.com/c)."
    assert web.find_all(text) == ["https://example.org/a_(b)", "https://www.example.com/c"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://doi.org/10.1000/ABC", ("doi", "10.1000/ABC")),
        ("https://link.springer.com/article/10.1007/abc-1", ("doi", "10.1007/abc-1")),
        ("10.48550/arXiv.2101.00001", ("doi", "10.48550/arXiv.2101.00001")),
        ("2101.00001", ("arxiv", "2101.00001")),
        ("12345678", ("pmid", "12345678")),
        ("0317-8471", ("issn", "0317-8471")),
        ("0306406152", ("isbn", "0306406152")),
        ("PMC12", ("pmcid", "PMC12")),
        ("0000-0002-1825-0097", ("orcid", "0000-0002-1825-0097")),
        ("https://ror.org/052gg0110", ("ror", "052gg0110")),
        ("doi:10/aabbe", ("shortdoi", "10/aabbe")),
        ("https://example.org/page", ("url", "https://example.org/page")),
        ("2010/summary", None),
        ("A title. 10.1000/abc", None),
        ("", None),
    ],
)
def test_classify(text, expected):
    assert classify(text) == expected


_ALPHABET = st.text(alphabet="0123456789X-PMCpmidxarv:./httpsorgWISBNn –()[]", max_size=40)
_SEEDS = st.sampled_from(
    [
        "0306406152",
        "9783161484100",
        "0317-8471",
        "0000-0002-1825-0097",
        "052gg0110",
        "PMC12",
        "99",
        "1501.00001v2",
        "math.GT/0309136",
        "10/aabbe",
        "10.1000/abc",
        "https://example.org/a",
        "",
    ]
)
_TEXTS = st.one_of(
    st.text(), _ALPHABET, st.tuples(_ALPHABET, _SEEDS, _ALPHABET).map("".join), _SEEDS
)


@pytest.mark.parametrize("name", KINDS)
@given(text=_TEXTS)
def test_normal_form_is_stable_and_found_again_in_its_url(name, text):
    of_kind = kind(name)
    for found in [*of_kind.find_all(text), of_kind.normalize(text)]:
        if found:
            assert of_kind.normalize(found) == found
            assert of_kind.is_valid(found)
            assert of_kind.find(of_kind.url(found)) == found or name in {"isbn", "url"}
            assert of_kind.normalize(of_kind.url(found)) == found
    assert of_kind.find(text) == next(iter(of_kind.find_all(text)), "")
    assert bool(of_kind.url(text)) == bool(of_kind.normalize(text))


@pytest.mark.parametrize("name", [name for name in KINDS if name != "shortdoi"])
@given(text=_TEXTS)
def test_a_problem_is_said_exactly_where_it_is_not_valid(name, text):
    of_kind = kind(name)
    assert bool(of_kind.problem(text)) == (not of_kind.is_valid(text))


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "piece", ["1", "0-", "a", "-", "(", "pmid", "arxiv ", " ", "www.", "X", "1 ", "a.", "issn"]
)
def test_time_is_linear(name, piece):
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        kind(name).find_all(text)
        kind(name).normalize(text)
        return time.process_time() - start

    seconds(1000)
    small, large = seconds(20_000), seconds(160_000)
    assert large < 40 * small + 0.05
