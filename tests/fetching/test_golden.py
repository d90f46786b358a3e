"""A record of each service in four formats, to the letter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import citeform

if TYPE_CHECKING:
    from citeform.fetching.fetcher import Fetcher

CROSSREF_BIBTEX = """\
@article{10.1007/s12325-011-0081-6,
  author = {Franco, Carlos Aguilar and Palomera, Luis and Arredondo, Jose Joaquín Ruiz and Sánchez, Jesús Martín},
  title = {Prolonged treatment with lenalidomide in relapsed and refractory multiple myeloma},
  journal = {Advances in Therapy},
  shortjournal = {Adv Therapy},
  year = {2011},
  volume = {28},
  number = {Suppl 8},
  pages = {14--19},
  publisher = {Springer Healthcare},
  doi = {10.1007/s12325-011-0081-6},
  url = {https://doi.org/10.1007/s12325-011-0081-6},
  language = {en},
}
"""
CROSSREF_RIS = """\
TY  - JOUR
ID  - 10.1007/s12325-011-0081-6
TI  - Prolonged treatment with lenalidomide in relapsed and refractory multiple myeloma
AU  - Franco, Carlos Aguilar
AU  - Palomera, Luis
AU  - Arredondo, Jose Joaquín Ruiz
AU  - Sánchez, Jesús Martín
T2  - Advances in Therapy
J2  - Adv Therapy
PY  - 2011
VL  - 28
IS  - Suppl 8
SP  - 14
EP  - 19
PB  - Springer Healthcare
LA  - en
DO  - 10.1007/s12325-011-0081-6
UR  - https://doi.org/10.1007/s12325-011-0081-6
ER  -
"""
CROSSREF_CSL = {
    "id": "10.1007/s12325-011-0081-6",
    "type": "article-journal",
    "title": "Prolonged treatment with lenalidomide in relapsed and refractory multiple myeloma",
    "author": [
        {"family": "Franco", "given": "Carlos Aguilar"},
        {"family": "Palomera", "given": "Luis"},
        {"family": "Arredondo", "given": "Jose Joaquín Ruiz"},
        {"family": "Sánchez", "given": "Jesús Martín"},
    ],
    "container-title": "Advances in Therapy",
    "container-title-short": "Adv Therapy",
    "volume": "28",
    "issue": "Suppl 8",
    "page": "14-19",
    "publisher": "Springer Healthcare",
    "issued": {"date-parts": [[2011]]},
    "DOI": "10.1007/s12325-011-0081-6",
    "URL": "https://doi.org/10.1007/s12325-011-0081-6",
    "language": "en",
}


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def fields(text: str) -> dict[str, str]:
    """The fields of a BibTeX entry, whatever the blanks around them."""
    pairs = (line.split("=", 1) for line in text.splitlines() if " = {" in line)
    return {name.strip(): value.strip().rstrip(",") for name, value in pairs}


def test_crossref(fetcher: Fetcher) -> None:
    work = fetcher.fetch("10.1007/s12325-011-0081-6")
    assert fields(citeform.dumps(work, "bibtex")) == fields(CROSSREF_BIBTEX)
    assert lines(citeform.dumps(work, "ris")) == lines(CROSSREF_RIS)
    [item] = json.loads(citeform.dumps(work, "csl-json"))
    assert {key: value for key, value in item.items() if key != "custom"} == CROSSREF_CSL
    assert citeform.format(work, "springer-current") == (
        "Franco, C.A., Palomera, L., Arredondo, J.J.R. et al. Prolonged treatment with lenalidomide"
        " in relapsed and refractory multiple myeloma. Adv Therapy 28 (Suppl 8), 14–19 (2011)."
        " https://doi.org/10.1007/s12325-011-0081-6"
    )


SPRINGER = {
    "10.1007/s12325-011-0081-6": (
        "Franco, C.A., Palomera, L., Arredondo, J.J.R. et al. Adv Therapy (2011) 28(Suppl 8): 14."
        " doi:10.1007/s12325-011-0081-6"
    ),
    "10.7777/x": (
        "Núñez F., Okafor É. (1996) Counting soils in two cities: no. 9330. The Example Archive."
        " https://doi.org/10.7777/x"
    ),
    "PMID:123": "Okafor, É. & van Dijk, F. J Made Res (2001) 7: 11. doi:10.5555/pm.123",
    "ISBN 9780306406157": (
        "Tanaka É., van Dijk G., Tanaka B. (2015) Measuring bridges in small islands: an"
        " introduction. The Example Press, Lund."
    ),
}


@pytest.mark.parametrize(("identifier", "line"), SPRINGER.items())
def test_springer_lines(fetcher: Fetcher, identifier: str, line: str) -> None:
    assert citeform.format(fetcher.fetch(identifier)) == line


@pytest.mark.parametrize("identifier", [*SPRINGER, "arXiv:2101.00007", "10.8888/x"])
def test_what_was_fetched_survives_csl_json(fetcher: Fetcher, identifier: str) -> None:
    work = fetcher.fetch(identifier)
    assert citeform.loads(citeform.dumps(work, "csl-json"), "csl-json")[0] == work
