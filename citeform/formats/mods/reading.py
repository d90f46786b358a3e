"""MODS records as articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from citeform.formats.mods.govinfo import read_extension
from citeform.formats.mods.tables import (
    DATES,
    DETAILS,
    GENRES,
    IDENTIFIERS,
    NAME,
    NOTES,
    PUBLISHERS,
    RESOURCES,
    ROLES,
)
from citeform.formats.webnames import read_name
from citeform.identifiers import doi, orcid
from citeform.model.article import Article
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.model.vocabulary import TYPES
from citeform.text import keywords
from citeform.text.jats import from_element
from citeform.text.xmltree import line_of, parse_xml, text_of, to_data, without_namespaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from citeform.diagnostics import Report
    from citeform.formats.source import Source

_KEPT = ("targetAudience", "extension")
_STILL_APPEARING = 9999
_YEARS = re.compile(r"\s*[\[(]?\d{3,4}\??-(?:\d{3,4}\??)?[\])]?$")
_NUMBER = re.compile(r"[\d-]{7,16}[\dXx](?= )")
_SCALE = re.compile(r"1:\d[\d,. ]{0,14}\d")
_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
"""The full stop that cataloguers end a heading with; not that of an initial."""
_VOLUMES = re.compile(r"(\d{1,4}) ?(?:v|vols?|volumes?|Bde?|Bände|t)\b")
_OF_ORIGINAL = "relatedItem[@type='original']/location/physicalLocation"
"""Where the thing is whose picture the record describes."""
_PAGES = re.compile(r"\b(\d{1,5}) ?(?:p|pages?|S|Seiten|leaves)\b\.?")


def read(source: Source, report: Report) -> Iterator[Article]:
    """Every `mods` of the collection, in order."""
    root = parse_xml(source.data(), report)
    if root is None:
        return
    found = 0
    for element in without_namespaces(root).iter("mods"):
        found += 1
        yield _Reader(element, report).article()
    if not found:
        report.add("input.empty", "there is no MODS record in it", line=line_of(root))


class _Reader:
    """One record being read, with its host (what it appeared in) and its series."""

    def __init__(self, mods: _Element, report: Report) -> None:
        self.mods = mods
        self.report = report
        self.fields: dict[str, Any] = {}
        self.custom: dict[str, Any] = {}
        self.genres: list[str] = []
        self.publishers: list[str] = []
        """Names that are publishers by their role."""
        self.host = _related(mods, "host")
        self.series = _related(mods, "series")

    def article(self) -> Article:
        fields, mods = self.fields, self.mods
        told = read_extension(mods)
        fields["type"] = told.get("type") or self._type()
        self._titles()
        self._names(mods)
        if self.host is not None:
            self._names(self.host)
        self._origin()
        self._parts()
        self._identifiers()
        self._texts()
        if "title" in told and fields.get("title"):
            self.custom["title"] = fields["title"]
        fields.update(told)
        for tag in _KEPT:
            found = [to_data(each) for each in mods.findall(tag)]
            if found:
                self.custom[tag] = found
        other = [
            to_data(each)
            for each in mods.findall("relatedItem")
            if each not in (self.host, self.series)
        ]
        if other:
            self.custom["relatedItem"] = other
        key = text_of(mods.find("recordInfo/recordIdentifier"))
        fields["id"] = mods.get("ID", "") or key
        if self.custom:
            fields["custom"] = {NAME: self.custom}
        return Article(**fields)

    def _type(self) -> str:
        genres = self.mods.findall("genre")
        for genre in genres:
            if genre.get("authority") == "csl" and text_of(genre) in TYPES:
                return text_of(genre)
        words = [text_of(genre) for genre in genres]
        self.genres = [word for word in words if word.lower() not in GENRES]
        resource = text_of(self.mods.find("typeOfResource")).lower()
        by_genre = next((GENRES[word.lower()] for word in words if word.lower() in GENRES), "")
        if self.host is not None and by_genre in {"", "book", "periodical", "article-journal"}:
            within = self._kind_of_part()
            if within:
                return within
        if by_genre:
            return by_genre
        if resource in RESOURCES:
            return RESOURCES[resource]
        manuscript = self.mods.find("typeOfResource")
        if manuscript is not None and manuscript.get("manuscript") == "yes":
            return "manuscript"
        media = [
            text_of(each) for each in self.mods.iterfind("physicalDescription/internetMediaType")
        ]
        if "text/html" in media:
            return "webpage"
        issuance = text_of(self.mods.find("originInfo/issuance"))
        if issuance in {"continuing", "serial"}:
            return "periodical"
        return "book" if issuance == "monographic" and resource in {"text", ""} else "document"

    def _kind_of_part(self) -> str:
        """What a text within a host is, by how the host is issued."""
        host: _Element = self.mods if self.host is None else self.host
        issuance = text_of(host.find("originInfo/issuance"))
        genres = {text_of(each).lower() for each in host.iterfind("genre")}
        details = {each.get("type") for each in host.iterfind("part/detail")}
        if "newspaper" in genres:
            return "article-newspaper"
        if issuance in {"continuing", "serial"} or genres & {
            "academic journal",
            "periodical",
            "journal",
        }:
            return "article-journal"
        if "conference publication" in genres:
            return "paper-conference"
        if genres & {"book", "monograph"} or issuance == "monographic":
            return "chapter"
        if details & {"volume", "issue", "number"} and host.find("originInfo/publisher") is None:
            return "article-journal"
        if host.find("part/extent") is not None:
            return "chapter"
        return ""

    def _titles(self) -> None:
        fields = self.fields
        for info in self.mods.iterfind("titleInfo"):
            kind, title = info.get("type", ""), _title(info)
            if not kind and "title" not in fields:
                fields["title"] = title
            elif kind == "abbreviated" and "title_short" not in fields:
                fields["title_short"] = title
            elif title:
                self.custom.setdefault("titleInfo", []).append(to_data(info))
        if self.host is not None:
            infos = sorted(self.host.iterfind("titleInfo"), key=lambda each: bool(each.get("type")))
            for info in infos:
                short = info.get("type") == "abbreviated"
                key = "container_title_short" if short else "container_title"
                fields.setdefault(key, _title(info))
        if self.series is not None:
            series = self.series.find("titleInfo")
            fields["collection_title"] = "" if series is None else _title(series)
            number = self.series.find("part/detail/number")
            part = None if series is None else series.find("partNumber")
            fields["collection_number"] = text_of(number) or text_of(part)

    def _names(self, within: _Element) -> None:
        for element in within.iterfind("name"):
            roles = [text_of(each).lower() for each in element.iterfind("role/roleTerm")]
            name, guessed = _name(element)
            if name is None:
                continue
            if guessed:
                message = f"{name}: the last word is taken for the family name"
                self.report.add("name.guessed", message, line=line_of(element))
            if roles and any(role in PUBLISHERS for role in roles) and not _known(roles):
                self.publishers.append(str(name))
                continue
            if within is self.host:
                default = "container_author" if self.fields["type"] == "chapter" else "contributor"
                role = _known(roles) or default
                role = "container_author" if role == "author" else role
            else:
                role = _known(roles) or ("contributor" if roles else "author")
            if roles and not _known(roles):
                name = name.replace(custom={NAME: {"role": roles}})
            self.fields[role] = (*self.fields.get(role, ()), name)

    def _origin(self) -> None:
        fields = self.fields
        origins = list(self.mods.iterfind("originInfo"))
        if self.host is not None:
            origins.extend(self.host.iterfind("originInfo"))
        for origin in origins:
            places = [
                text_of(each)
                for each in (*origin.iterfind("place/placeTerm"), *origin.iterfind("place/text"))
                if each.get("type") != "code"
            ]
            fields["publisher_place"] = fields.get("publisher_place") or next(iter(places), "")
            fields["publisher"] = fields.get("publisher") or text_of(origin.find("publisher"))
            fields["edition"] = fields.get("edition") or text_of(origin.find("edition"))
            for other in origin.iterfind("dateOther"):
                attribute = DATES.get(other.get("type", ""))
                if attribute and text_of(other):
                    fields[attribute] = Date.parse(text_of(other))
        fields["publisher"] = fields.get("publisher") or next(iter(self.publishers), "")
        others = [each for each in self.publishers if each != fields["publisher"]]
        if others:
            self.custom["publisher"] = others
        fields["issued"] = self._issued(origins)
        captured = self.mods.find("originInfo/dateCaptured")
        if captured is not None and not captured.get("point") and text_of(captured):
            fields["accessed"] = Date.parse(text_of(captured))

    def _issued(self, origins: list[_Element]) -> Date | None:
        """The date of issue, else of the part in its host, else of copyright or making."""
        candidates = [each for origin in origins for each in origin.iterfind("dateIssued")]
        if self.host is not None:
            candidates = [*self.host.iterfind("part/date"), *candidates]
        candidates.extend(self.mods.iterfind("part/date"))
        for tag in ("copyrightDate", "dateCreated"):
            if not candidates:
                candidates = [each for origin in origins for each in origin.iterfind(tag)]
        # Of several the encoded one: "c1984" and, for machines, 1984.
        candidates.sort(key=lambda each: not each.get("encoding"))
        start = next((each for each in candidates if each.get("point") != "end"), None)
        if start is None:
            return None
        date = Date.parse(_bare(text_of(start)))
        end = next((each for each in candidates if each.get("point") == "end"), None)
        if end is not None and date.year is not None:
            last = Date.parse(_bare(text_of(end)))
            if last.year == _STILL_APPEARING:
                return date.replace(end=Date())
            return date.replace(end=last) if last.year is not None and last != date else date
        return date if date != Date() else None

    def _parts(self) -> None:
        fields = self.fields
        for holder in (self.host, self.mods):
            part = None if holder is None else holder.find("part")
            if part is None:
                continue
            for detail in part.iterfind("detail"):
                attribute = DETAILS.get(detail.get("type", ""))
                number = text_of(detail.find("number"))
                if attribute and number and not fields.get(attribute):
                    fields[attribute] = number
                elif number or text_of(detail):
                    self.custom.setdefault("detail", []).append(to_data(detail))
            for extent in part.iterfind("extent"):
                if extent.get("unit", "page") in {"page", "pages"}:
                    first, last = text_of(extent.find("start")), text_of(extent.find("end"))
                    listed = text_of(extent.find("list"))
                    pages = f"{first}-{last}" if first and last and first != last else first
                    fields["page"] = fields.get("page") or pages or listed
                    total = text_of(extent.find("total"))
                    if total:
                        fields["number_of_pages"] = total
        for extent in self.mods.iterfind("physicalDescription/extent"):
            match = _PAGES.search(text_of(extent))
            volumes = _VOLUMES.match(text_of(extent))
            if volumes:
                fields["number_of_volumes"] = fields.get("number_of_volumes") or volumes[1]
            if match and not volumes and not fields.get("number_of_pages"):
                fields["number_of_pages"] = match[1]
            elif volumes or not match:
                self.custom.setdefault("extent", []).append(text_of(extent))

    def _identifiers(self) -> None:
        fields = self.fields
        serials: dict[str, list[str]] = {}
        holders = [each for each in (self.mods, self.host) if each is not None]
        for holder in holders:
            for element in holder.iterfind("identifier"):
                kind, value = element.get("type", "").lower(), text_of(element)
                if not value or element.get("invalid") == "yes":
                    continue
                attribute = IDENTIFIERS.get(kind)
                if attribute == "doi" or (kind == "uri" and doi.normalize(value)):
                    if holder is self.mods:
                        fields.setdefault("doi", doi.normalize(value) or value)
                elif attribute in {"isbn", "issn"}:
                    # "0801486394 (pbk. : acid-free paper)"
                    bare = _NUMBER.match(value)
                    serials.setdefault(attribute, []).append(bare[0] if bare else value)
                elif attribute:
                    fields.setdefault(attribute, value)
                elif kind in {"uri", "url", "hdl"} and value.startswith("http"):
                    if not fields.get("url"):
                        fields["url"] = value
                elif kind == "number":
                    fields["number"] = value
                elif holder is self.mods:
                    self.custom.setdefault("identifier", []).append(to_data(element))
        for attribute, between in (("isbn", " "), ("issn", ", ")):
            fields[attribute] = between.join(dict.fromkeys(serials.get(attribute, [])))
        addresses = [
            each for each in self.mods.iterfind("location/url") if each.get("access") != "preview"
        ]
        addresses.sort(key=lambda each: not each.get("usage", "").startswith("primary"))
        if addresses:
            fields["url"] = text_of(addresses[0])
        if len(addresses) > 1:
            self.custom["url"] = [to_data(each) for each in addresses[1:]]

    def _texts(self) -> None:
        fields, mods = self.fields, self.mods
        fields["abstract"] = "\n".join(
            filter(None, (_paragraphs(each) for each in mods.iterfind("abstract")))
        )
        languages = [
            text_of(each)
            for each in mods.iterfind("language/languageTerm")
            if each.get("type", "code") == "code"
        ] or [text_of(each) for each in mods.iterfind("language")]
        fields["language"] = "; ".join(dict.fromkeys(filter(None, languages)))
        notes = []
        for note in mods.iterfind("note"):
            kind, text = note.get("type", ""), _paragraphs(note)
            if kind in NOTES:
                fields[NOTES[kind]] = text
            elif text:
                notes.append(f"{kind}: {text}" if kind else text)
        contents = [_paragraphs(each) for each in mods.iterfind("tableOfContents")]
        notes.extend(f"Table of Contents: {each}" for each in contents if each)
        fields["note"] = fields.get("note") or "\n".join(notes)
        words = [_subject(each) for each in mods.iterfind("subject")]
        fields["keyword"] = fields.get("keyword") or keywords.join(
            word for each in words for word in each
        )
        about = [
            to_data(each)
            for each in mods.iterfind("subject")
            if any(child.tag not in _TOPICS for child in each)
        ]
        if about:
            self.custom["subject"] = about
        scale = text_of(mods.find("subject/cartographics/scale"))
        ratio = _SCALE.search(scale)
        fields["scale"] = fields.get("scale") or (ratio[0] if ratio else scale)
        calls = [*mods.iterfind("classification"), *mods.iterfind("location/shelfLocator")]
        fields["call_number"] = fields.get("call_number") or ", ".join(
            dict.fromkeys(filter(None, map(text_of, calls)))
        )
        shelves = [
            text_of(each)
            for path in ("location/physicalLocation", _OF_ORIGINAL)
            for each in mods.iterfind(path)
        ]
        fields["archive_location"] = fields.get("archive_location") or "; ".join(
            dict.fromkeys(filter(None, shelves))
        )
        rights = [text_of(each) for each in mods.iterfind("accessCondition")]
        fields["license"] = fields.get("license") or ", ".join(dict.fromkeys(filter(None, rights)))
        if self.fields["type"] in {"thesis", "report", "dataset"}:
            fields["genre"] = fields.get("genre") or next(iter(self.genres), "")


def _known(roles: list[str]) -> str:
    return next((ROLES[role] for role in roles if role in ROLES), "")


def _related(mods: _Element, kind: str) -> _Element | None:
    return next((each for each in mods.iterfind("relatedItem") if each.get("type") == kind), None)


def _title(info: _Element) -> str:
    article, title, subtitle = (
        from_element(info.find(tag)) for tag in ("nonSort", "title", "subTitle")
    )
    between = "" if article.endswith(("'", "’")) or not article else " "
    whole = article + between + title
    if subtitle:
        whole += (" " if whole.endswith((":", "?", "!")) else ": ") + subtitle
    number, name = text_of(info.find("partNumber")), from_element(info.find("partName"))
    part = ": ".join(filter(None, [number, name]))
    return f"{whole}. {part}" if part else whole


def _name(element: _Element) -> tuple[Name | None, bool]:
    """A name, and whether its family name was guessed."""
    guessed = False
    parts: dict[str, list[str]] = {}
    for part in element.iterfind("namePart"):
        parts.setdefault(part.get("type", ""), []).append(text_of(part))
    family, given = " ".join(parts.get("family", [])), " ".join(parts.get("given", []))
    whole = ": ".join(filter(None, parts.get("", [])))
    shown = text_of(element.find("displayForm"))
    if not whole or ("," in shown and "," not in whole):
        whole = shown or whole
    suffix = ", ".join(parts.get("termsOfAddress", []))
    number = next(
        (
            orcid.normalize(text_of(each))
            for each in element.iterfind("nameIdentifier")
            if each.get("type") == "orcid"
        ),
        "",
    )
    places = tuple(filter(None, map(text_of, element.iterfind("affiliation"))))
    if not (family or given or whole):
        return (Name.others() if element.find("etal") is not None else None), False
    if family or given:
        name = Name(family or given, given if family else "", suffix=suffix)
    elif element.get("type") == "personal" and "," in whole:
        family, _, given = (part.strip() for part in _YEARS.sub("", whole).partition(","))
        name = Name(family, _STOP.sub("", given.rstrip(",")), suffix=suffix)
    else:
        name = Name(literal=whole)
        if element.get("type") == "personal":
            person, guessed = read_name(whole, decode=False)
            name = person or name
    return name.replace(orcid=number, affiliation=places), guessed


_TOPICS = {"topic", "genre", "occupation"}


def _subject(subject: _Element) -> list[str]:
    """The key words of a subject: its topics; not the places, times, names and works it is about."""
    return [text_of(child) for child in subject if child.tag in _TOPICS]


def _paragraphs(element: _Element) -> str:
    """A text, its own line breaks kept only where they are not a pretty printer's."""
    text = element.text or ""
    if len(element) == 0 and "\n" in text and "\n " not in text:
        return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
    return from_element(element)


def _bare(date: str) -> str:
    """A cataloguer's date without his marks: "c1984", "[1889?]", "20020702"."""
    match = re.fullmatch(r"[\[(]?[cp©]?\s?(\d{4})\??[\])]?\.?", date)
    return match[1] if match else date
