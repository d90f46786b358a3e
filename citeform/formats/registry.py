"""Formats by name, by content, by file name: a literal table, then entry points."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from citeform.errors import FormatDirectionError, UnknownFormatError, UnrecognisedFormatError
from citeform.formats.base import Format, FormatInfo, Reader, Writer

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from citeform.diagnostics import Report
    from citeform.formats.source import Source
    from citeform.model.article import Article

_HOME = "citeform.formats."
BUILT_IN: dict[str, FormatInfo] = {
    info.name: info
    for info in (
        FormatInfo(
            "csl-json",
            "CSL-JSON",
            (".json", ".csljson"),
            ("application/vnd.citationstyles.csl+json", "application/citeproc+json"),
            home=_HOME + "csljson",
        ),
        FormatInfo(
            "crossref",
            "Crossref JSON (REST API)",
            (".crossref.json",),
            ("application/vnd.crossref-api-message+json",),
            writes=False,
            home=_HOME + "crossref",
        ),
        FormatInfo(
            "crossref-xml",
            "Crossref XML (unixref, deposits)",
            (".unixref.xml", ".unixsd.xml"),
            ("application/vnd.crossref.unixsd+xml", "application/vnd.crossref.unixref+xml"),
            writes=False,
            home=_HOME + "crossref_xml",
        ),
        FormatInfo(
            "datacite",
            "DataCite JSON (REST API)",
            (".datacite.json",),
            ("application/vnd.datacite.datacite+json",),
            writes=False,
            home=_HOME + "datacite",
        ),
        FormatInfo(
            "datacite-xml",
            "DataCite XML",
            (".datacite.xml",),
            ("application/vnd.datacite.datacite+xml",),
            writes=False,
            home=_HOME + "datacite_xml",
        ),
        FormatInfo(
            "openalex",
            "OpenAlex JSON",
            (".openalex.json",),
            writes=False,
            home=_HOME + "openalex",
        ),
        FormatInfo(
            "europepmc",
            "Europe PMC JSON",
            (".europepmc.json",),
            writes=False,
            home=_HOME + "europepmc",
        ),
        FormatInfo(
            "pubmed-xml",
            "PubMed XML",
            (".pubmed.xml",),
            writes=False,
            home=_HOME + "pubmed_xml",
        ),
        FormatInfo(
            "jats",
            "JATS XML (article heads, reference lists)",
            (".jats.xml", ".jats", ".nxml"),
            ("application/jats+xml",),
            home=_HOME + "jats",
        ),
        FormatInfo(
            "mods",
            "MODS XML",
            (".mods", ".mods.xml"),
            ("application/mods+xml",),
            home=_HOME + "mods",
        ),
        FormatInfo(
            "endnote-xml",
            "EndNote XML",
            (".endnote.xml", ".enl.xml"),
            ("application/vnd.endnote+xml",),
            home=_HOME + "endnote_xml",
        ),
        FormatInfo(
            "word",
            "Word sources XML",
            (".word.xml",),
            reads=False,
            home=_HOME + "word_xml",
        ),
        FormatInfo(
            "bibtex",
            "BibTeX",
            (".bib", ".bibtex"),
            ("application/x-bibtex", "text/x-bibtex"),
            home=_HOME + "bibtex:BIBTEX",
        ),
        FormatInfo(
            "biblatex",
            "BibLaTeX",
            (".bib",),
            ("application/x-biblatex",),
            home=_HOME + "bibtex:BIBLATEX",
        ),
        FormatInfo(
            "ris",
            "RIS",
            (".ris",),
            ("application/x-research-info-systems",),
            home=_HOME + "ris",
        ),
        FormatInfo(
            "medline",
            "MEDLINE (PubMed)",
            (".nbib",),
            ("application/nbib",),
            writes=False,
            home=_HOME + "medline",
        ),
        FormatInfo(
            "enw",
            "EndNote tagged (Refer)",
            (".enw", ".refer"),
            ("application/x-endnote-refer",),
            home=_HOME + "enw",
        ),
        FormatInfo("wos", "Web of Science tagged", (".ciw",), writes=False, home=_HOME + "wos"),
        FormatInfo("refworks", "RefWorks tagged", writes=False, home=_HOME + "refworks"),
        FormatInfo("ovid", "Ovid tagged", writes=False, home=_HOME + "ovid"),
        FormatInfo(
            "csv",
            "Table of a database or reference manager (CSV, TSV)",
            (".csv", ".tsv"),
            ("text/csv", "text/tab-separated-values"),
            writes=False,
            home=_HOME + "csv",
        ),
        FormatInfo("coins", "COinS and OpenURL", writes=False, home=_HOME + "coins"),
        FormatInfo(
            "wikipedia",
            "Wikipedia cite templates",
            (".wiki", ".mediawiki"),
            ("text/x-wiki",),
            home=_HOME + "wikipedia",
        ),
        FormatInfo(
            "springer-page",
            "SpringerLink article page as text",
            (".txt",),
            writes=False,
            home=_HOME + "springer.page",
        ),
        FormatInfo(
            "springer",
            "Springer citation line (2011-2018)",
            home=_HOME + "springer.citation:SPRINGER",
        ),
        FormatInfo(
            "springer-current",
            "Springer citation line (2019 on)",
            home=_HOME + "springer.citation:SPRINGER_CURRENT",
        ),
        FormatInfo(
            "csl-yaml",
            "CSL-YAML",
            (".yaml", ".yml"),
            ("application/vnd.citationstyles.csl+yaml", "application/yaml"),
            home=_HOME + "cslyaml",
        ),
        FormatInfo(
            "ndjson",
            "CSL-JSON, one item a line",
            (".ndjson", ".jsonl"),
            ("application/x-ndjson", "application/jsonl"),
            home=_HOME + "ndjson",
        ),
        FormatInfo(
            "cff",
            "Citation File Format (CITATION.cff)",
            (".cff",),
            ("application/vnd.citationfile+yaml",),
            home=_HOME + "cff",
        ),
        FormatInfo(
            "hayagriva",
            "Hayagriva YAML (Typst)",
            (".hayagriva.yml", ".hayagriva.yaml"),
            home=_HOME + "hayagriva",
        ),
        FormatInfo(
            "schema-org",
            "schema.org as JSON-LD",
            (".jsonld",),
            ("application/vnd.schemaorg.ld+json", "application/ld+json"),
            home=_HOME + "schemaorg:SCHEMA_ORG",
        ),
        FormatInfo(
            "codemeta",
            "CodeMeta (codemeta.json)",
            ("codemeta.json",),
            ("application/vnd.codemeta.ld+json",),
            home=_HOME + "schemaorg:CODEMETA",
        ),
        FormatInfo(
            "html",
            "metadata in a web page",
            (".html", ".htm", ".xhtml"),
            ("text/html", "application/xhtml+xml"),
            writes=False,
            home=_HOME + "html:PAGE",
        ),
        FormatInfo(
            "html-meta",
            "meta tags for the head of a web page",
            reads=False,
            home=_HOME + "html:META_TAGS",
        ),
    )
}
"""Every built-in format; nothing is imported until it is used."""


def get_format(format: str | Format) -> Format:
    """The format of that name, or the object itself. Raises `UnknownFormatError`."""
    return format if not isinstance(format, str) else _by_name(format.lower())


def get_reader(format: str | Format) -> Reader:
    """As `get_format`; raises `FormatDirectionError` where it cannot be read."""
    found = get_format(format)
    if not hasattr(found, "read"):
        raise FormatDirectionError(f"format {found.info.name!r} cannot be read, only written")
    return cast("Reader", found)


def get_writer(format: str | Format) -> Writer:
    """As `get_format`; raises `FormatDirectionError` where it cannot be written."""
    found = get_format(format)
    if not hasattr(found, "write"):
        raise FormatDirectionError(f"format {found.info.name!r} cannot be written, only read")
    return cast("Writer", found)


def read_articles(reader: Reader, source: Source, report: Report) -> Iterator[Article]:
    """What the reader finds; that there is nothing in what is no text at all is an error."""
    articles = iter(reader.read(source, report))
    first = next(articles, None)
    if first is not None:
        yield first
        yield from articles
    elif source.is_binary:
        report.add(
            "input.unrecognised",
            "nothing was read: it holds NUL bytes, as no text does",
            line=1,
            column=1,
            hint="if it is UTF-16, save it as UTF-8",
        )


def recognise(source: Source) -> Reader:
    """The format of an input: by its content, then by its file name.

    Raises `UnrecognisedFormatError` where neither tells.
    """
    from citeform.formats.sniff import sniff  # most inputs say what they are

    name = sniff(source.head) or _sniff_third_parties(source.head)
    if name is None and source.name:
        name = by_suffix(source.name)
    if name is None:
        raise UnrecognisedFormatError(source.name)
    return get_reader(name)


def by_suffix(path: str) -> str | None:
    """Name of the format that the file's ending stands for, or None; the longest ending counts."""
    name = PurePath(path).name.lower()
    endings = [
        (len(suffix), info.name)
        for info in infos()
        for suffix in info.suffixes
        if name.endswith(suffix)
    ]
    return max(endings, key=lambda ending: ending[0])[1] if endings else None


def infos() -> list[FormatInfo]:
    """Every format there is, third parties' included."""
    return [*BUILT_IN.values(), *(_load(entry).info for entry in _plugins())]


@lru_cache(maxsize=256)
def _by_name(name: str) -> Format:
    if name in BUILT_IN:
        module, _, attribute = BUILT_IN[name].home.partition(":")
        loaded = import_module(module)
        return cast("Format", getattr(loaded, attribute) if attribute else loaded)
    for entry in _plugins():
        if entry.name == name:
            return _load(entry)
    raise UnknownFormatError(name, [*BUILT_IN, *(entry.name for entry in _plugins())])


@lru_cache(maxsize=1)
def _plugins() -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points  # imports half of the email package

    return tuple(entry_points(group="citeform.formats"))


def _load(entry: EntryPoint) -> Format:
    loaded = entry.load()
    return cast("Format", loaded() if isinstance(loaded, type) else loaded)


def _sniff_third_parties(head: str) -> str | None:
    for entry in _plugins():
        recognises = getattr(_load(entry), "sniff", None)
        if recognises is not None and recognises(head):
            return entry.name
    return None
