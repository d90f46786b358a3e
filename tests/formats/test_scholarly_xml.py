"""PubMed XML, JATS, MODS, EndNote XML, Word's sources: reading, writing, and back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Name
from citeform.diagnostics import Report
from citeform.model.vocabulary import ATTRIBUTES, TYPES, Kind
from citeform.text.xmltree import parse_xml
from tests.conftest import needs_shared, shared_files
from tests.formats import works

ARTICLE = Article(
    id="doe2011",
    type="article-journal",
    title="On <i>E. coli</i> & CO<sub>2</sub> < 5",
    author=[Name("Doe", "Jane M.", suffix="Jr."), Name(literal="The X Group"), Name.others()],
    editor=[Name("Roe", "Richard")],
    container_title="Journal of X",
    container_title_short="J. X",
    volume="3",
    issue="2",
    page="1-9",
    issued=Date(2011, 5, 3),
    accessed=Date(2012),
    doi="10.1000/182",
    issn="0174-1551",
    url="https://example.org/?a=1&b=2",
    keyword="one, two",
    abstract="First.\nSecond.",
    language="en",
    note="A note",
)


def back(article: Article, format: str) -> tuple[Article, list[str]]:
    """The article after writing and reading, without `custom`; and what was said to be lost."""
    report = Report()
    (found,) = citeform.loads(citeform.dumps(article, format, report=report), format)
    return found.replace(custom=None), [each.message for each in report]


# ------------------------------------------------------------------ PubMed


PUBMED = """<?xml version="1.0"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "x.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">18157122</PMID>
<Article><Journal><ISSN IssnType="Electronic">1552-4469</ISSN><JournalIssue><Volume>4</Volume>
 <Issue>2</Issue><PubDate><MedlineDate>2008 Sep-Oct</MedlineDate></PubDate></JournalIssue>
 <Title>Journal of X</Title><ISOAbbreviation>J X</ISOAbbreviation></Journal>
<ArticleTitle>On <i>E. coli</i>.</ArticleTitle><Pagination><MedlinePgn>132-42</MedlinePgn></Pagination>
<Abstract><AbstractText Label="AIM">One.</AbstractText><AbstractText>Two.</AbstractText></Abstract>
<AuthorList CompleteYN="N"><Author ValidYN="Y"><LastName>Doe</LastName><ForeName>Jane M</ForeName>
 <Identifier Source="ORCID">0000-0002-1825-0097</Identifier>
 <AffiliationInfo><Affiliation>A University.</Affiliation></AffiliationInfo></Author>
 <Author ValidYN="N"><LastName>Dow</LastName></Author>
 <Author><CollectiveName>The X Group</CollectiveName></Author></AuthorList>
<Language>eng</Language><ArticleDate><Year>2007</Year><Month>12</Month><Day>23</Day></ArticleDate>
</Article><MeshHeadingList><MeshHeading><DescriptorName>Bacteria</DescriptorName></MeshHeading>
</MeshHeadingList></MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="doi">10.1000/182</ArticleId><ArticleId IdType="pmc">PMC1</ArticleId>
</ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>"""


def test_pubmed():
    (article,) = citeform.loads(PUBMED)
    assert article == Article(
        id="18157122",
        type="article-journal",
        pmid="18157122",
        pmcid="PMC1",
        doi="10.1000/182",
        title="On <i>E. coli</i>",
        container_title="Journal of X",
        container_title_short="J X",
        issn="1552-4469",
        volume="4",
        issue="2",
        page="132-142",
        issued=Date(2008, 9, end=Date(2008, 10)),
        available_date=Date(2007, 12, 23),
        abstract="AIM: One.\nTwo.",
        author=[
            Name("Doe", "Jane M.", orcid="0000-0002-1825-0097", affiliation=["A University."]),
            Name(literal="The X Group"),
            Name.others(),
        ],
        language="eng",
        keyword="Bacteria",
    )


def test_pubmed_keeps_what_has_no_field():
    text = PUBMED.replace(
        "</Article>", "<GrantList><Grant><GrantID>G1</GrantID></Grant></GrantList></Article>"
    )
    (article,) = citeform.loads(text)
    assert article.custom["pubmed-xml"]["GrantList"]["Grant"]["GrantID"] == "G1"


def test_pubmed_names_a_journal_as_it_is_cited():
    text = PUBMED.replace("Journal of X<", "Arthritis &amp; rheumatology (Hoboken, N.J.)<")
    (article,) = citeform.loads(text)
    assert article.container_title == "Arthritis & Rheumatology"
    assert article.publisher_place == "Hoboken, N.J."
    assert article.custom["pubmed-xml"]["Title"] == "Arthritis & rheumatology (Hoboken, N.J.)"


@pytest.mark.parametrize(
    ("number", "page"), [("e32822", "e32822"), ("S0959-8049(15)00493-1", ""), ("", "")]
)
def test_pubmed_cites_a_publishers_number_where_there_are_no_pages(number, page):
    location = f'<ELocationID EIdType="pii" ValidYN="Y">{number}</ELocationID>'
    text = PUBMED.replace("<MedlinePgn>132-42</MedlinePgn>", "")
    (article,) = citeform.loads(text.replace("<Abstract>", location + "<Abstract>"))
    assert article.page == page


def test_the_number_of_a_preprint_in_pubmed():
    kinds = "<PublicationTypeList><PublicationType>Preprint</PublicationType></PublicationTypeList>"
    location = '<ELocationID EIdType="pii">arXiv:2304.02112v2</ELocationID>'
    (article,) = citeform.loads(PUBMED.replace("<Abstract>", location + kinds + "<Abstract>"))
    assert (article.type, article.number) == ("article", "arXiv:2304.02112v2")
    assert (article.publisher, article.container_title) == ("Journal of X", "")


# ------------------------------------------------------------------ JATS

HEAD = """<article article-type="research-article" xml:lang="en" xmlns:xlink="http://www.w3.org/1999/xlink">
<front><journal-meta><journal-id journal-id-type="nlm-ta">J X</journal-id>
<journal-title-group><journal-title>Journal of X</journal-title></journal-title-group>
<issn pub-type="ppub">0174-1551</issn><publisher><publisher-name>P</publisher-name></publisher></journal-meta>
<article-meta><article-id pub-id-type="doi">10.1000/182</article-id><article-id pub-id-type="pmc">42</article-id>
<title-group><article-title>On <italic>E. coli</italic></article-title><subtitle>A view</subtitle></title-group>
<contrib-group><contrib contrib-type="author"><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825-0097</contrib-id>
<name><surname>Doe</surname><given-names>Jane</given-names></name><xref ref-type="aff" rid="a1"/></contrib>
<contrib contrib-type="author"><collab>The X Group</collab></contrib></contrib-group>
<aff id="a1"><label>1</label>A University</aff>
<pub-date pub-type="epub"><day>3</day><month>12</month><year>2010</year></pub-date>
<pub-date pub-type="ppub"><month>2</month><year>2011</year></pub-date>
<volume>3</volume><issue>2</issue><elocation-id>e14</elocation-id>
<permissions><license xlink:href="https://example.org/by"><license-p>Free.</license-p></license></permissions>
<abstract><p>All.</p></abstract><kwd-group><kwd>one</kwd><kwd>two</kwd></kwd-group>
</article-meta></front><back><ref-list>
<ref id="B1"><label>1</label><element-citation publication-type="journal"><person-group person-group-type="author">
<name><surname>Roe</surname><given-names>R</given-names></name><etal/></person-group><article-title>T</article-title>
<source>J Y</source><year>2009a</year><volume>1</volume><fpage>7</fpage><lpage>8</lpage>
<pub-id pub-id-type="doi">10.1000/1</pub-id></element-citation></ref>
<ref id="B2"><mixed-citation publication-type="book">World Health Organization. <source>A Report</source>
 (<year>2013</year>).</mixed-citation></ref>
<ref id="B3"><mixed-citation>Just text, 2001.</mixed-citation></ref>
</ref-list></back></article>"""


def test_jats_gives_the_article_and_its_references():
    library = citeform.loads(HEAD)
    head, first, second, third = library
    assert head.replace(custom=None) == Article(
        id="10.1000/182",
        type="article-journal",
        doi="10.1000/182",
        pmcid="PMC42",
        title="On <i>E. coli</i>: A view",
        author=[
            Name("Doe", "Jane", orcid="0000-0002-1825-0097", affiliation=["A University"]),
            Name(literal="The X Group"),
        ],
        container_title="Journal of X",
        container_title_short="J X",
        issn="0174-1551",
        publisher="P",
        issued=Date(2011, 2),
        available_date=Date(2010, 12, 3),
        volume="3",
        issue="2",
        number="e14",
        page="e14",
        license="https://example.org/by",
        abstract="All.",
        keyword="one, two",
        language="en",
    )
    assert first == Article(
        id="B1",
        type="article-journal",
        title="T",
        author=[Name("Roe", "R"), Name.others()],
        container_title="J Y",
        issued=Date(2009),
        volume="1",
        page="7-8",
        doi="10.1000/1",
    )
    assert (second.type, second.title, second.issued) == ("book", "A Report", Date(2013))
    kept = second.custom["jats"]["mixed-citation"]
    assert kept == "World Health Organization. A Report (2013)."
    assert (third.id, third.note) == ("B3", "Just text, 2001.")
    assert [each.code for each in library.diagnostics] == ["reference.unstructured"]


def test_several_references_in_one_entry():
    text = (
        '<ref-list><ref id="r"><mixed-citation><source>A</source></mixed-citation>'
        "<mixed-citation><source>B</source></mixed-citation></ref>"
        '<ref id="s"><citation-alternatives><mixed-citation>C text</mixed-citation>'
        "<element-citation><source>C</source></element-citation></citation-alternatives></ref></ref-list>"
    )
    assert [(each.id, each.title) for each in citeform.loads(text)] == [
        ("r", "A"),
        ("rb", "B"),
        ("s", "C"),
    ]


def test_jats_written_is_read_back_whole():
    assert back(ARTICLE, "jats") == (ARTICLE, [])


def test_a_sici_with_angle_brackets_is_no_markup():
    article = Article(id="k", type="book", title="A", doi="10.1002/(SICI)1<1::AID-X1>3.0.CO;2-X")
    assert back(article, "jats") == (article, [])


def test_an_id_that_xml_does_not_allow_is_changed_and_said():
    found, said = back(Article(id="10.1/a b", type="book", title="A"), "jats")
    assert found.id == "ref-10.1_a_b"
    assert said == ["'10.1/a b' cannot be an id in XML; written as 'ref-10.1_a_b'"]


SAFE = st.lists(
    st.sampled_from(
        ["a", "B", "é", "漢", " b", "&", "<", ">", '"', "'", "]]>", "&amp;", "x<y>", "1"]
    ),
    min_size=1,
    max_size=6,
)
TEXT = (
    SAFE.map("".join).map(str.strip).filter(bool).filter(lambda text: not re.search("<[ib]>", text))
)
SERIALS = {
    "isbn": st.just("9783161484100"),
    "issn": st.just("0174-1551"),
    "doi": st.just("10.1000/182"),
}
PEOPLE = st.lists(
    st.one_of(
        st.builds(Name, works.WORD, works.WORD),
        st.builds(lambda word: Name(literal=word), works.WORDS),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
DATES = works.DAYS | st.integers(1000, 2100).map(Date)
SPECIAL = {
    **{name: DATES for name, each in ATTRIBUTES.items() if each.kind is Kind.DATE},
    **{name: PEOPLE for name, each in ATTRIBUTES.items() if each.kind is Kind.NAMES},
    "page": st.sampled_from(["1", "1-9", "S1-S9", "1, 3-5"]),
    "number": works.WORD,
    "url": st.just("https://example.org/?a=1&b=<2>"),
    "keyword": st.just("one, two"),
}


@settings(max_examples=60)
@given(
    works.works(
        ATTRIBUTES, sorted(TYPES), text=TEXT, ids=st.just("k1"), title=TEXT, **SERIALS, **SPECIAL
    )
)
def test_jats_holds_every_field(article):
    found, said = back(article, "jats")
    assert (found, said) == (article, [])


# ------------------------------------------------------------------ MODS

MODS = """<mods xmlns="http://www.loc.gov/mods/v3" ID="m1"><titleInfo><nonSort>The</nonSort>
<title>Question</title><subTitle>A view</subTitle></titleInfo>
<name type="personal"><namePart>Doe, Jane, 1848-1914</namePart><role><roleTerm type="code">aut</roleTerm></role></name>
<name type="personal"><namePart type="family">Roe</namePart><namePart type="given">R.</namePart>
<role><roleTerm type="text">translator</roleTerm></role></name>
<name type="corporate"><namePart>The Press</namePart><role><roleTerm>publisher</roleTerm></role></name>
<typeOfResource>text</typeOfResource><originInfo><dateIssued>c1984</dateIssued>
<dateIssued encoding="marc">1984</dateIssued></originInfo>
<language><languageTerm type="code">eng</languageTerm></language>
<subject><topic>Cities</topic><geographic>Here</geographic></subject>
<relatedItem type="host"><titleInfo><title>Journal of X</title></titleInfo>
<originInfo><issuance>continuing</issuance></originInfo><part><detail type="volume"><number>24</number></detail>
<extent unit="pages"><start>361</start><end>378</end></extent></part></relatedItem>
<relatedItem type="series"><titleInfo><title>Series</title></titleInfo></relatedItem>
<identifier type="isbn">0801486394 (pbk. : acid-free paper)</identifier>
<location><url access="preview">http://x/thumb</url><url>http://x/</url></location></mods>"""


def test_mods():
    (article,) = citeform.loads(MODS)
    assert article.replace(custom=None) == Article(
        id="m1",
        type="article-journal",
        title="The Question: A view",
        author=[Name("Doe", "Jane")],
        translator=[Name("Roe", "R.")],
        publisher="The Press",
        issued=Date(1984),
        language="eng",
        keyword="Cities",
        container_title="Journal of X",
        collection_title="Series",
        volume="24",
        page="361-378",
        isbn="0801486394",
        url="http://x/",
    )
    assert article.custom["mods"]["subject"][0]["geographic"] == "Here"


def test_where_the_original_is_and_how_many_volumes_in_mods():
    (article,) = citeform.loads(
        """<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>T</title></titleInfo>
        <physicalDescription><extent>2 v. (800 p.)</extent></physicalDescription>
        <relatedItem type="original"><location>
        <physicalLocation>An archive, box 3</physicalLocation></location></relatedItem></mods>"""
    )
    assert article.archive_location == "An archive, box 3"
    assert (article.number_of_volumes, article.number_of_pages) == ("2", "")
    assert article.custom["mods"]["extent"] == ("2 v. (800 p.)",)


def test_mods_written_is_read_back_but_for_markup():
    plain = ARTICLE.replace(title="On E. coli & CO2 < 5")
    assert back(ARTICLE, "mods") == (
        plain,
        ["MODS holds plain text; the markup of title was left out"],
    )


@settings(max_examples=60)
@given(
    works.works(
        ATTRIBUTES, sorted(TYPES), text=TEXT, ids=st.just("k1"), title=TEXT, **SERIALS, **SPECIAL
    )
)
def test_mods_holds_every_field(article):
    found, said = back(article, "mods")
    assert (found, said) == (article, [])


# ------------------------------------------------------------------ EndNote

ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records><record>
<database name="x.enl">x.enl</database><rec-number>7</rec-number><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal" font="default" size="100%">Doe, Jane</style></author></authors></contributors>
<titles><title><style face="normal">On </style><style face="italic">E. coli</style><style face="bold superscript">2</style></title>
<secondary-title>Journal of X</secondary-title></titles><periodical><full-title>Journal of X</full-title><abbr-1>J. X</abbr-1></periodical>
<pages>1-9</pages><volume>3</volume><number>2</number><dates><year>2011</year><pub-dates><date>May 3</date></pub-dates></dates>
<isbn>0174-1551</isbn><electronic-resource-num>10.1000/182</electronic-resource-num>
<urls><related-urls><url>http://x/</url></related-urls></urls><custom1>mine</custom1></record></records></xml>"""


def test_endnote():
    (article,) = citeform.loads(ENDNOTE)
    assert article.replace(custom=None) == Article(
        id="7",
        type="article-journal",
        title="On <i>E. coli</i><b><sup>2</sup></b>",
        author=[Name("Doe", "Jane")],
        container_title="Journal of X",
        container_title_short="J. X",
        page="1-9",
        volume="3",
        issue="2",
        issued=Date(2011, 5, 3),
        issn="0174-1551",
        doi="10.1000/182",
        url="http://x/",
    )
    assert article.custom["enw"] == {"%1": ("mine",)}


def test_endnote_written_is_read_back():
    article = ARTICLE.replace(issued=Date(2011, 5, 3))
    assert back(article, "endnote-xml") == (article, [])


def test_endnote_writes_what_it_kept():
    (article,) = citeform.loads(ENDNOTE)
    assert "<custom1><style" in citeform.dumps(article, "endnote-xml")


@settings(max_examples=60)
@given(
    works.works(
        sorted(ATTRIBUTES),
        sorted(TYPES),
        text=works.WORDS,
        ids=st.just("k1"),
        title=TEXT,
        **{**SERIALS, **SPECIAL},
    )
)
def test_endnote_loses_nothing_without_saying_so(article):
    found, said = back(article, "endnote-xml")
    words = " ".join(said)
    for name in Article.FIELDS:
        if getattr(found, name) != getattr(article, name) and name != "type":
            assert name in words or ATTRIBUTES[name].name in words, name


# ------------------------------------------------------------------ Word


def test_word():
    report = Report()
    text = citeform.dumps([ARTICLE, ARTICLE.replace(id="", type="treaty")], "word", report=report)
    root = parse_xml(text, Report())
    assert root is not None
    space = {"b": "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"}
    source = root.find("b:Source", space)
    assert source is not None
    found = {
        path: source.findtext("/".join(f"b:{tag}" for tag in path.split("/")), namespaces=space)
        for path in ("Tag", "SourceType", "Title", "JournalName", "Pages", "Year", "YearAccessed")
    }
    assert found == {
        "Tag": "doe2011",
        "SourceType": "JournalArticle",
        "Title": "On E. coli & CO2 < 5",
        "JournalName": "Journal of X",
        "Pages": "1-9",
        "Year": "2011",
        "YearAccessed": "2012",
    }
    people = source.findall("b:Author/b:Author/b:NameList/b:Person", space)
    assert [[part.text for part in person] for person in people] == [
        ["Doe Jr.", "Jane", "M."],
        ["The X Group"],
        ["et al."],
    ]
    assert {each.code for each in report} == {
        "write.lost-field",
        "write.lost-markup",
        "write.nearest-type",
    }
    assert [each.text for each in root.iterfind("b:Source/b:Tag", space)] == ["doe2011", "source2"]


# ------------------------------------------------------------------ all

XML_FORMATS = ["crossref-xml", "datacite-xml", "pubmed-xml", "jats", "mods", "endnote-xml"]


@pytest.mark.parametrize("format", XML_FORMATS)
@pytest.mark.parametrize(
    "text", ["", "no xml", "<a/>", "<a>" * 5000, "\0\0", "<!DOCTYPE a [" * 500]
)
def test_what_is_not_the_format_gives_a_diagnostic(format, text):
    library = citeform.loads(text, format)
    assert (len(library), bool(library.diagnostics)) == (0, True)


@pytest.mark.parametrize(
    ("format", "sample"),
    [("pubmed-xml", PUBMED), ("jats", HEAD), ("mods", MODS), ("endnote-xml", ENDNOTE)],
)
@given(data=st.data())
@settings(max_examples=40)
def test_broken_files_never_raise(format, sample, data):
    citeform.loads(data.draw(works.broken([sample])), format)


@needs_shared
@pytest.mark.parametrize(
    "path",
    [*shared_files("jats-xml"), *shared_files("endnote-xml")],
    ids=lambda path: path.name,
)
def test_real_files(path):
    library = citeform.load(path)
    text = path.read_text("utf-8")
    records = len(re.findall(r"<ref[ >]|<record>|<article-meta>", text))
    assert len(library) >= records
    assert all(article.title or article.note or article.author for article in library)


# ------------------------------------------------------------------ MODS of GovInfo

GOVINFO = """<mods xmlns="http://www.loc.gov/mods/v3">
  <titleInfo><title>{title}</title></titleInfo>
  <typeOfResource>text</typeOfResource>
  <genre authority="marcgt">government publication</genre>
  <name type="corporate"><namePart>Printing Office of the Union</namePart>
    <role><roleTerm type="code">pbl</roleTerm></role></name>
  <name type="personal"><namePart>Jane Q. Doe</namePart>
    <role><roleTerm type="text">committee member</roleTerm></role></name>
  <originInfo><publisher>P.O.U.</publisher></originInfo>
  <extension><docClass>{kind}</docClass><chamber>SENATE</chamber><congress>111</congress>
    {more}</extension>
</mods>"""


def test_a_hearing_is_told_by_govinfos_extension():
    more = """<number>415</number><congCommittee>
        <name type="authority-short">Fish</name>
        <name type="authority-standard">Committee on Fish</name></congCommittee>"""
    text = GOVINFO.format(title="Salmon", kind="SHRG", more=more)
    library = citeform.loads(text, "mods")
    assert [each.code for each in library.diagnostics] == ["name.guessed"]
    (work,) = library
    assert work.replace(custom={}, contributor=()) == Article(
        type="hearing",
        title="Salmon",
        authority="Senate",
        chapter_number="111",
        number="415",
        section="Committee on Fish",
        publisher="P.O.U.",
    )
    assert [(name.family, name.given) for name in work.contributor] == [("Doe", "Jane Q.")]
    assert work.custom["mods"]["publisher"] == ("Printing Office of the Union",)


def test_a_bill_is_told_by_govinfos_extension():
    more = """<originChamber>HOUSE</originChamber><billNumber>3304</billNumber>
        <shortTitle>Fish Act</shortTitle>
        <USCode title="38"><section number="1701"/><section number="1703"/></USCode>"""
    (work,) = citeform.loads(GOVINFO.format(title="An Act to …", kind="hr", more=more), "mods")
    assert (work.type, work.number, work.title) == ("bill", "H.R. 3304", "Fish Act")
    assert (work.container_title, work.volume, work.page) == ("U.S.C.", "38", "1701, 1703")
    assert (work.authority, work.custom["mods"]["title"]) == ("House", "An Act to …")
