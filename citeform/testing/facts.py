"""Made-up works, as the services would describe them. Any identifier has one, always the same.

What an identifier holds decides what it is:

* DOI `10.5555/…` is Crossref's, `10.7777/…` DataCite's, `10.8888/…` another agency's, others
  belong to nobody (besides the example of citeform's documentation).
* `missing` in it: there is no such work. `retracted`, `corrected`, `concern`: there is a notice on
  it. `preprint`: there is a published version. `old` (DataCite): there is a newer version.
"""

from __future__ import annotations

import zlib
from html import escape
from typing import Any

EXAMPLE_DOI = "10.1007/s12325-011-0081-6"
_EXAMPLE: dict[str, Any] = {
    "DOI": EXAMPLE_DOI,
    "type": "journal-article",
    "title": ["Prolonged treatment with lenalidomide in relapsed and refractory multiple myeloma"],
    "container-title": ["Advances in Therapy"],
    "short-container-title": ["Adv Therapy"],
    "volume": "28",
    "issue": "Suppl 8",
    "page": "14-19",
    "publisher": "Springer Healthcare",
    "language": "en",
    "issued": {"date-parts": [[2011]]},
    "author": [
        {"given": "Carlos Aguilar", "family": "Franco", "sequence": "first", "affiliation": []},
        {"given": "Luis", "family": "Palomera", "sequence": "additional", "affiliation": []},
        {
            "given": "Jose Joaquín Ruiz",
            "family": "Arredondo",
            "sequence": "additional",
            "affiliation": [],
        },
        {
            "given": "Jesús Martín",
            "family": "Sánchez",
            "sequence": "additional",
            "affiliation": [],
        },
    ],
    "URL": f"https://doi.org/{EXAMPLE_DOI}",
}

_TOPICS = ("tides", "lichens", "glaciers", "bridges", "dialects", "enzymes", "orbits", "soils")
_VERBS = ("Measuring", "Naming", "Counting", "Explaining", "Comparing", "Mapping", "Dating")
_PLACES = ("the north", "small islands", "the laboratory", "two cities", "the high Andes")
_FAMILIES = ("Okafor", "Lindqvist", "Moreau", "Tanaka", "van Dijk", "Rossi", "Núñez", "Ahmadi")
_GIVEN = ("Ada", "Björn", "Chiara", "Daisuke", "Émile", "Farah", "Gert", "Hana")
_JOURNALS = (("Journal of Made-up Results", "J Made Res"), ("Annals of Examples", "Ann Ex"))
_NOTICES = {
    "retracted": ("retraction", "Retraction"),
    "corrected": ("correction", "Correction"),
    "concern": ("expression_of_concern", "Expression of concern"),
}


class _Dice:
    """Choices that depend on a text only."""

    def __init__(self, text: str) -> None:
        self._state = zlib.crc32(text.encode())

    def number(self, below: int) -> int:
        self._state = (self._state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self._state >> 8) % below

    def pick(self, choices: tuple[Any, ...]) -> Any:
        return choices[self.number(len(choices))]


def title(identifier: str) -> str:
    """The title of the work."""
    dice = _Dice(identifier.lower())
    return (
        f"{dice.pick(_VERBS)} {dice.pick(_TOPICS)} in {dice.pick(_PLACES)}: no. {dice.number(9999)}"
    )


def people(identifier: str) -> list[tuple[str, str]]:
    """Given and family names of its authors."""
    dice = _Dice("people" + identifier.lower())
    return [(dice.pick(_GIVEN), dice.pick(_FAMILIES)) for _ in range(1 + dice.number(4))]


def year(identifier: str) -> int:
    """The year it came out."""
    return 1990 + _Dice("year" + identifier.lower()).number(35)


def agency(doi: str) -> str:
    """The registration agency of a DOI, or ""."""
    doi = doi.lower()
    if "missing" in doi:
        return ""
    if doi == EXAMPLE_DOI or doi.startswith("10.5555/"):
        return "Crossref"
    return {"10.7777": "DataCite", "10.8888": "mEDRA"}.get(doi.partition("/")[0], "")


def crossref(doi: str) -> dict[str, Any] | None:
    """The record as Crossref's REST API gives it."""
    if agency(doi) != "Crossref":
        return None
    if doi.lower() == EXAMPLE_DOI:
        return dict(_EXAMPLE)
    dice = _Dice(doi.lower())
    journal, short = dice.pick(_JOURNALS)
    first = 1 + dice.number(900)
    record: dict[str, Any] = {
        "DOI": doi,
        "type": "journal-article",
        "title": [title(doi)],
        "container-title": [journal],
        "short-container-title": [short],
        "volume": str(1 + dice.number(80)),
        "issue": str(1 + dice.number(12)),
        "page": f"{first}-{first + dice.number(20)}",
        "publisher": "The Example Press",
        "ISSN": ["2049-3630"],
        "issued": {"date-parts": [[year(doi), 1 + dice.number(12)]]},
        "author": [
            {
                "given": given,
                "family": family,
                "sequence": "additional" if place else "first",
                "affiliation": [],
            }
            for place, (given, family) in enumerate(people(doi))
        ],
        "URL": f"https://doi.org/{doi}",
    }
    if "preprint" in doi.lower():
        record |= {"type": "posted-content", "subtype": "preprint"}
        published = {"id-type": "doi", "id": doi.lower().replace("preprint", "published")}
        record["relation"] = {"is-preprint-of": [published | {"asserted-by": "subject"}]}
    for word, (kind, label) in _NOTICES.items():
        # The first half of the notices is known from the work itself, the others only from the
        # notice, as in life.
        if word in doi.lower() and not doi.lower().endswith(("only-notice", "notice")):
            record["updated-by"] = [
                {"DOI": f"{doi}.notice", "type": kind, "label": label, "source": "publisher"}
            ]
    return record


def notices_on(doi: str) -> list[dict[str, Any]]:
    """Crossref's records of the works that say they update this one."""
    for word, (kind, label) in _NOTICES.items():
        if word in doi.lower() and not doi.lower().endswith(".notice"):
            notice = crossref(f"{doi}.notice")
            if notice is not None:
                when = {"date-parts": [[year(doi) + 2, 3, 1]]}
                notice["title"] = [f"{label}: {title(doi)}"]
                notice["update-to"] = [{"DOI": doi, "type": kind, "label": label, "updated": when}]
                return [notice]
    return []


def datacite(doi: str) -> dict[str, Any] | None:
    """The record as DataCite's REST API gives it (`data` of JSON:API)."""
    if agency(doi) != "DataCite":
        return None
    creators = [
        {
            "name": f"{family}, {given}",
            "nameType": "Personal",
            "givenName": given,
            "familyName": family,
            "affiliation": [],
            "nameIdentifiers": [],
        }
        for given, family in people(doi)
    ]
    attributes = {
        "doi": doi.lower(),
        "creators": creators,
        "titles": [{"title": title(doi)}],
        "publisher": "The Example Archive",
        "publicationYear": year(doi),
        "types": {"resourceTypeGeneral": "Dataset", "citeproc": "dataset", "ris": "DATA"},
        "dates": [{"date": str(year(doi)), "dateType": "Issued"}],
        "descriptions": [],
        "subjects": [],
        "contributors": [],
        "relatedIdentifiers": [
            {
                "relationType": "IsPreviousVersionOf",
                "relatedIdentifier": doi.lower().replace("old", "new"),
                "relatedIdentifierType": "DOI",
            }
        ]
        if "old" in doi.lower()
        else [],
        "rightsList": [],
        "version": "1.0",
        "url": f"https://archive.example.org/{doi}",
        "state": "findable",
    }
    return {"id": doi.lower(), "type": "dois", "attributes": attributes}


def csl_json(doi: str) -> dict[str, Any] | None:
    """The record as CSL-JSON, as content negotiation gives it."""
    if not agency(doi):
        return None
    return {
        "type": "article-journal",
        "DOI": doi,
        "title": title(doi),
        "author": [{"given": given, "family": family} for given, family in people(doi)],
        "issued": {"date-parts": [[year(doi)]]},
        "publisher": "An Agency of Its Own",
    }


def pubmed_xml(pmid: str) -> str:
    """One PubmedArticle; "" for a PMID that ends in 404. One that ends in 666 was retracted."""
    if pmid.endswith("404") or not pmid.isdigit():
        return ""
    authors = "".join(
        f'<Author ValidYN="Y"><LastName>{family}</LastName><ForeName>{given}</ForeName>'
        f"<Initials>{given[0]}</Initials></Author>"
        for given, family in people(pmid)
    )
    notice = (
        '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J Made Res. '
        '2020;1:1</RefSource><PMID Version="1">667</PMID></CommentsCorrections></CommentsCorrectionsList>'
        if pmid.endswith("666")
        else ""
    )
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>'
        '<Article PubModel="Print"><Journal><ISSN IssnType="Print">2049-3630</ISSN>'
        f'<JournalIssue CitedMedium="Print"><Volume>7</Volume><Issue>2</Issue><PubDate><Year>{year(pmid)}'
        "</Year><Month>Mar</Month></PubDate></JournalIssue><Title>Journal of Made-up Results</Title>"
        "<ISOAbbreviation>J Made Res</ISOAbbreviation></Journal>"
        f"<ArticleTitle>{escape(title(pmid))}.</ArticleTitle><Pagination><MedlinePgn>11-9</MedlinePgn>"
        f'</Pagination><ELocationID EIdType="doi" ValidYN="Y">10.5555/pm.{pmid}</ELocationID>'
        f'<AuthorList CompleteYN="Y">{authors}</AuthorList><Language>eng</Language>'
        '<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>'
        f"</PublicationTypeList></Article>{notice}</MedlineCitation><PubmedData><ArticleIdList>"
        f'<ArticleId IdType="pubmed">{pmid}</ArticleId>'
        f'<ArticleId IdType="doi">10.5555/pm.{pmid}</ArticleId></ArticleIdList></PubmedData>'
        "</PubmedArticle>"
    )


def jats(number: str) -> str:
    """One article of PMC's full texts, by its number without PMC; "" where it ends in 404."""
    if number.endswith("404") or not number.isdigit():
        return ""
    names = "".join(
        f'<contrib contrib-type="author"><name><surname>{family}</surname>'
        f"<given-names>{given}</given-names></name></contrib>"
        for given, family in people(number)
    )
    return (
        '<article article-type="research-article" xml:lang="en"><front><journal-meta>'
        '<journal-id journal-id-type="iso-abbrev">Ann Ex</journal-id><journal-title-group>'
        "<journal-title>Annals of Examples</journal-title></journal-title-group>"
        '<issn pub-type="epub">2049-3630</issn><publisher><publisher-name>The Example Press'
        "</publisher-name></publisher></journal-meta><article-meta>"
        f'<article-id pub-id-type="pmcid">PMC{number}</article-id>'
        f'<article-id pub-id-type="doi">10.5555/pmc.{number}</article-id>'
        f"<title-group><article-title>{escape(title(number))}</article-title></title-group>"
        f'<contrib-group>{names}</contrib-group><pub-date pub-type="epub"><day>2</day><month>5</month>'
        f"<year>{year(number)}</year></pub-date><volume>3</volume><elocation-id>e{number[-3:]}"
        "</elocation-id></article-meta></front><body><p>The text.</p></body></article>"
    )


def arxiv_entry(paper: str) -> str:
    """One entry of arXiv's Atom; "" for a paper that ends in 404."""
    base, _, version = paper.partition("v")
    if base.endswith("404"):
        return ""
    authors = "".join(
        f"<author><name>{given} {family}</name></author>" for given, family in people(base)
    )
    published = ""
    if base.endswith("7"):
        published = (
            f"<arxiv:doi>10.5555/published.{base}</arxiv:doi>"
            "<arxiv:journal_ref>Ann Ex 3 (2021) 12</arxiv:journal_ref>"
        )
    return (
        f"<entry><id>http://arxiv.org/abs/{base}v{version or '1'}</id>"
        f"<updated>{year(base)}-06-02T10:00:00Z</updated><published>{year(base)}-05-01T09:00:00Z</published>"
        f"<title>{escape(title(base))}\n  in two lines</title><summary>  A summary\nof it. </summary>"
        f'{authors}<arxiv:primary_category term="math.GT"/><category term="math.GT"/>{published}</entry>'
    )


def book(isbn: str) -> dict[str, Any] | None:
    """One entry of Open Library's Books API; None for an ISBN that ends in 0."""
    if isbn.endswith("0"):
        return None
    return {
        "url": f"https://openlibrary.org/books/OL{isbn[-6:]}M",
        "title": title(isbn).partition(":")[0],
        "subtitle": "an introduction",
        "authors": [
            {"name": f"{given} {family}", "url": "https://openlibrary.org/authors/OL1A"}
            for given, family in people(isbn)
        ],
        "publishers": [{"name": "The Example Press"}],
        "publish_places": [{"name": "Lund"}],
        "publish_date": f"May {year(isbn)}",
        "number_of_pages": 312,
        "identifiers": {"isbn_13": [isbn]},
    }


def page(path: str) -> str:
    """A web page about a work, with Highwire's meta tags."""
    metas = "".join(
        f'<meta name="citation_author" content="{family}, {given}">'
        for given, family in people(path)
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title>'
        f'<meta name="citation_title" content="{escape(title(path))}">{metas}'
        f'<meta name="citation_publication_date" content="{year(path)}/05/02">'
        '<meta name="citation_journal_title" content="Annals of Examples">'
        '<meta name="citation_volume" content="12"><meta name="citation_firstpage" content="3">'
        "</head><body><h1>A page</h1></body></html>"
    )
