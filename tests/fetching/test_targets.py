from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.errors import NotAnIdentifierError
from citeform.fetching.targets import Target, target_of


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("10.1007/s12325-011-0081-6", "doi", "10.1007/s12325-011-0081-6"),
        (" doi:10.1007/S12325-011-0081-6. ", "doi", "10.1007/s12325-011-0081-6"),
        ("https://doi.org/10.1007%2Fs12325-011-0081-6", "doi", "10.1007/s12325-011-0081-6"),
        ("(http://dx.doi.org/10.1007/JHEP06(2019)030)", "doi", "10.1007/jhep06(2019)030"),
        (
            "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
            "doi",
            "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
        ),
        ("PMID: 12345678", "pmid", "12345678"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/", "pmid", "12345678"),
        ("PMC1234567", "pmcid", "PMC1234567"),
        ("arXiv:2101.00001v2", "arxiv", "2101.00001v2"),
        ("https://arxiv.org/abs/hep-th/9901001", "arxiv", "hep-th/9901001"),
        ("10.48550/arXiv.2101.00001", "arxiv", "2101.00001"),
        ("ISBN 0-306-40615-2", "isbn", "9780306406157"),
        ("10/aabbe", "shortdoi", "10/aabbe"),
        ("https://journal.example.org/paper?id=1", "url", "https://journal.example.org/paper?id=1"),
    ],
)
def test_what_a_text_asks_for(text: str, kind: str, value: str) -> None:
    assert target_of(text) == Target(kind, value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("hello", "is no DOI, PMID"),
        ("10.1/x", "at least four digits"),
        ("see 10.5555/1 and others", "holds the DOI 10.5555/1 and other text"),
        ("0000-0002-1825-0097", "stands for a person"),
        ("0378-5955", "a whole journal"),
        ("refs.bib", "is no DOI"),
        ("ftp://example.org/x", "is no DOI"),
        ("file:///etc/passwd", "is no DOI"),
        ("x" * 5000, "…"),
    ],
)
def test_what_is_none_is_told_why(text: str, why: str) -> None:
    with pytest.raises(NotAnIdentifierError, match=why):
        target_of(text)


@given(st.text(max_size=60))
def test_any_text_is_a_target_or_no_identifier(text: str) -> None:
    try:
        target = target_of(text)
    except NotAnIdentifierError:
        return
    assert target.value
