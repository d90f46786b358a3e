"""PubMed XML: records of MEDLINE and PubMed as NLM's E-utilities give them; books of the Bookshelf.

Choices: the date is that of the issue (`PubDate`), the electronic one is `available_date`; pages
are written in full ("132-42" is "132-142"); key words are the authors' and the MeSH descriptors;
the full stop that ends every title there is taken off; journals are named as `citeform.formats.nlm` says.
Where there are no pages the publisher's own number stands, as PubMed itself cites. What has no
variable (grants, chemicals, comments and corrections …) stays in `custom["pubmed-xml"]`.

Source: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from citeform.formats.initials import with_stops
from citeform.formats.nlm import is_citable_number, journal_name
from citeform.formats.registry import BUILT_IN
from citeform.identifiers import orcid
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.text import keywords
from citeform.text.jats import from_element
from citeform.text.xmltree import line_of, parse_xml, text_of, to_data, without_namespaces

if TYPE_CHECKING:
    from lxml.etree import _Element

    from citeform.diagnostics import Report
    from citeform.formats.source import Source

info = BUILT_IN["pubmed-xml"]

CUSTOM = "pubmed-xml"

_RECORDS = ("PubmedArticle", "PubmedBookArticle")
_KEPT_IN_CITATION = (
    "ChemicalList",
    "CitationSubset",
    "CommentsCorrectionsList",
    "GeneralNote",
    "GeneSymbolList",
    "InvestigatorList",
    "OtherAbstract",
    "OtherID",
    "PersonalNameSubjectList",
    "SpaceFlightMission",
    "SupplMeshList",
    "CoiStatement",
    "MedlineJournalInfo",
)
_KEPT_IN_ARTICLE = ("DataBankList", "GrantList", "PublicationTypeList")
_KEPT_IN_BOOK = ("Sections", "PublicationTypeList", "GrantList", "ReferenceList")
_NUMBERS = {"pubmed": "pmid", "doi": "doi", "pmc": "pmcid"}


def read(source: Source, report: Report) -> Iterator[Article]:
    """Every article and book of the set, in order."""
    root = parse_xml(source.data(), report)
    if root is None:
        return
    found = 0
    for element in without_namespaces(root).iter(*_RECORDS, "MedlineCitation"):
        inside = element.getparent()
        if element.tag == "MedlineCitation" and inside is not None and inside.tag in _RECORDS:
            continue
        found += 1
        if element.tag == "PubmedBookArticle":
            yield _book(element)
        else:
            yield _article(element)
    if not found:
        report.add("input.empty", "there is no record of PubMed in it", line=line_of(root))


def _article(record: _Element) -> Article:
    """An article; a bare MedlineCitation, as in old dumps, counts as one."""
    found = record.find("MedlineCitation")
    citation = record if found is None else found
    article = citation.find("Article")
    fields: dict[str, Any] = {"type": "article-journal"}
    custom: dict[str, Any] = {}
    fields["pmid"] = text_of(citation.find("PMID"))
    if article is not None:
        _common(fields, article, "ArticleTitle")
        _journal(fields, custom, article)
        fields["page"] = _pages(article)
        if not fields.get("container_title_short"):
            fields["container_title_short"] = text_of(citation.find("MedlineJournalInfo/MedlineTA"))
        online = article.find("ArticleDate")
        if online is not None:
            fields["available_date"] = _date(online)
        kinds = {text_of(kind) for kind in article.iterfind("PublicationTypeList/PublicationType")}
        if "Preprint" in kinds:
            fields["type"] = "article"
            fields["genre"] = "Preprint"
            fields["publisher"] = fields.pop("container_title", "")
            fields.pop("container_title_short", None)
            fields["number"] = _number_of_publisher(article)
        elif not fields["page"] and is_citable_number(number := _number_of_publisher(article)):
            fields["page"] = number
        for each in article.iterfind("ELocationID"):
            if each.get("EIdType") == "doi" and each.get("ValidYN", "Y") == "Y":
                fields.setdefault("doi", text_of(each))
        _keep(custom, article, _KEPT_IN_ARTICLE)
    words = [text_of(word) for word in citation.iterfind("KeywordList/Keyword")]
    mesh = [
        text_of(word) for word in citation.iterfind("MeshHeadingList/MeshHeading/DescriptorName")
    ]
    fields["keyword"] = keywords.join([*words, *mesh])
    _keep(custom, citation, _KEPT_IN_CITATION)
    data = record.find("PubmedData")
    if data is not None:
        _numbers(fields, data)
        _keep(custom, data, ("History", "ReferenceList", "PublicationStatus"))
    return _finished(fields, custom)


def _book(record: _Element) -> Article:
    document = record.find("BookDocument")
    fields: dict[str, Any] = {"type": "book"}
    custom: dict[str, Any] = {}
    if document is None:
        return _finished(fields, custom)
    fields["pmid"] = text_of(document.find("PMID"))
    _common(fields, document, "ArticleTitle")
    book = document.find("Book")
    if book is not None:
        title = from_element(book.find("BookTitle"))
        if fields.get("title"):
            fields["type"] = "chapter"
            fields["container_title"] = title
        else:
            fields["title"] = title
        for people in book.iterfind("AuthorList"):
            role = "editor" if people.get("Type") == "editors" else "author"
            if role == "author" and fields.get("author"):
                role = "container_author"
            fields[role] = (*fields.get(role, ()), *_names(people))
        fields["publisher"] = text_of(book.find("Publisher/PublisherName"))
        fields["publisher_place"] = text_of(book.find("Publisher/PublisherLocation"))
        fields["collection_title"] = from_element(book.find("CollectionTitle"))
        fields["volume"] = text_of(book.find("Volume"))
        fields["edition"] = text_of(book.find("Edition"))
        fields["isbn"] = " ".join(text_of(each) for each in book.iterfind("Isbn"))
        fields["medium"] = text_of(book.find("Medium"))
        fields["number"] = text_of(book.find("ReportNumber"))
        published = book.find("PubDate")
        fields["issued"] = None if published is None else _date(published)
    accession = ""
    for each in document.iterfind("ArticleIdList/ArticleId"):
        if each.get("IdType") == "bookaccession":
            accession = text_of(each)
    if accession:
        fields["call_number"] = accession
        fields["url"] = f"https://www.ncbi.nlm.nih.gov/books/{accession}/"
    words = [text_of(word) for word in document.iterfind("KeywordList/Keyword")]
    fields["keyword"] = keywords.join(words)
    _keep(custom, document, _KEPT_IN_BOOK)
    data = record.find("PubmedBookData")
    if data is not None:
        _numbers(fields, data)
        _keep(custom, data, ("History", "PublicationStatus"))
    return _finished(fields, custom)


def _finished(fields: dict[str, Any], custom: dict[str, Any]) -> Article:
    fields["id"] = fields.get("pmid", "")
    if custom:
        fields["custom"] = {CUSTOM: custom}
    return Article(**fields)


def _keep(custom: dict[str, Any], element: _Element, tags: tuple[str, ...]) -> None:
    for tag in tags:
        found = element.findall(tag)
        if found:
            custom[tag] = [to_data(each) for each in found] if len(found) > 1 else to_data(found[0])


# ------------------------------------------------------------------ parts


def _common(fields: dict[str, Any], element: _Element, title: str) -> None:
    """What articles and chapters have in the same places."""
    own = from_element(element.find(title))
    vernacular = element.find("VernacularTitle")
    if own.startswith("[") and own.rstrip(".").endswith("]"):
        own = own.rstrip(".")[1:-1]  # brackets say that it is translated
    fields["title"] = _without_stop(own)
    if vernacular is not None:
        original = _without_stop(from_element(vernacular))
        fields["original_title" if fields["title"] else "title"] = original
    fields["language"] = text_of(element.find("Language"))
    for people in element.iterfind("AuthorList"):
        role = "editor" if people.get("Type") == "editors" else "author"
        fields[role] = (*fields.get(role, ()), *_names(people))
    parts = []
    for part in element.iterfind("Abstract/AbstractText"):
        label, said = part.get("Label"), from_element(part)
        if said:
            parts.append(f"{label}: {said}" if label and label != "UNLABELLED" else said)
    fields["abstract"] = "\n".join(parts)
    fields["license"] = text_of(element.find("Abstract/CopyrightInformation"))


def _without_stop(title: str) -> str:
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _journal(fields: dict[str, Any], custom: dict[str, Any], article: _Element) -> None:
    journal = article.find("Journal")
    if journal is None:
        return
    registered = from_element(journal.find("Title"))
    name, place = journal_name(registered, fields["language"])
    fields["container_title"], fields["publisher_place"] = name, place
    if name != registered:
        custom["Title"] = registered
    fields["container_title_short"] = text_of(journal.find("ISOAbbreviation"))
    fields["issn"] = text_of(journal.find("ISSN"))
    fields["volume"] = text_of(journal.find("JournalIssue/Volume"))
    fields["issue"] = text_of(journal.find("JournalIssue/Issue"))
    published = journal.find("JournalIssue/PubDate")
    if published is not None:
        fields["issued"] = _date(published)


_SHORTENED = re.compile(r"([A-Za-z]{0,3})(\d{1,9})-(\d{1,9})")


def full_pages(pages: str) -> str:
    """Pages with the last in full: "132-42" is "132-142"; several ranges keep their comma.

    >>> full_pages("S132-8, 200-1")
    'S132-S138, 200-201'
    """
    return ", ".join(_full_range(part.strip()) for part in re.split("[,;]", pages))


def _full_range(pages: str) -> str:
    match = _SHORTENED.fullmatch(pages)
    if match is None:
        return pages
    letters, first, last = match.groups()
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    elif not letters:
        return pages
    return f"{letters}{first}-{letters}{last}"


def _pages(article: _Element) -> str:
    pages = text_of(article.find("Pagination/MedlinePgn"))
    if not pages:
        first = text_of(article.find("Pagination/StartPage"))
        last = text_of(article.find("Pagination/EndPage"))
        pages = f"{first}-{last}" if first and last and first != last else first
    return full_pages(pages)


def _number_of_publisher(article: _Element) -> str:
    """The publisher's own number, which PubMed cites in the place of pages where there are none."""
    items = (
        text_of(each)
        for each in article.iterfind("ELocationID[@EIdType='pii']")
        if each.get("ValidYN", "Y") == "Y"
    )
    return next(filter(None, items), "")


def _names(people: _Element) -> list[Name]:
    names = []
    for person in people.iterfind("Author"):
        if person.get("ValidYN") == "N":  # a misspelling that was replaced
            continue
        family, group = (
            from_element(person.find("LastName")),
            from_element(person.find("CollectiveName")),
        )
        given = from_element(person.find("ForeName")) or text_of(person.find("Initials"))
        number = next(
            (
                orcid.normalize(text_of(each))
                for each in person.iterfind("Identifier")
                if each.get("Source") == "ORCID"
            ),
            "",
        )
        places = [text_of(each) for each in person.iterfind("AffiliationInfo/Affiliation")]
        places += [text_of(each) for each in person.iterfind("Affiliation")]
        if family or group:
            names.append(
                Name(
                    family,
                    with_stops(given) if family else "",
                    literal="" if family else group,
                    suffix=text_of(person.find("Suffix")),
                    orcid=number,
                    affiliation=places,
                )
            )
    if people.get("CompleteYN") == "N" and names:
        names.append(Name.others())
    return names


def _date(element: _Element) -> Date | None:
    """A date in parts, or MEDLINE's own words: "2010 Sep-Oct"."""
    words = text_of(element.find("MedlineDate"))
    if not words:
        parts = (text_of(element.find(tag)) for tag in ("Year", "Month", "Season", "Day"))
        year, month, season, day = parts
        if month.isdigit():
            words = "-".join(filter(None, [year, month.zfill(2), day.zfill(2) if day else ""]))
        else:
            words = " ".join(filter(None, [year, month or season, day]))
    return Date.parse(words) if words else None


def _numbers(fields: dict[str, Any], data: _Element) -> None:
    for each in data.iterfind("ArticleIdList/ArticleId"):
        attribute = _NUMBERS.get(each.get("IdType", ""))
        if attribute and not fields.get(attribute):
            fields[attribute] = text_of(each)
