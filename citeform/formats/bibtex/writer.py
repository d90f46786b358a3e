"""Articles to entries of a .bib file, in the dialects `bibtex` and `biblatex`.

The fields stand in one order, whatever the article came from. Fields that were kept because CSL
cannot say what they say are written back as they were, unless the article was changed since.
Each entry is read again before it is written; what does not come back is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citeform.formats.bibtex.dates import write_year_month_day
from citeform.formats.bibtex.eprints import eprint_of
from citeform.formats.bibtex.fields import OTHER_NAME, READING, WRITING, How
from citeform.formats.bibtex.keys import Keys
from citeform.formats.bibtex.languages import name_of
from citeform.formats.bibtex.mapping import GROUPS, THESES, derive
from citeform.formats.bibtex.names import write_names
from citeform.formats.bibtex.publishers import publisher_fields
from citeform.formats.bibtex.reader import CUSTOM, DUPLICATES, TYPE, writes_as
from citeform.formats.bibtex.syntax import balance
from citeform.formats.bibtex.types import ENTRY_TYPES, SUBTYPES, UNKNOWN, Shape
from citeform.formats.bibtex.values import MONTH_MACROS, MONTHS, PREDEFINED
from citeform.text.tex import encode

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.model.article import Article
    from citeform.model.dates import Date
    from citeform.model.names import Name

_ORDER = """
    author editor translator bookauthor title subtitle titleaddon shorttitle maintitle mainsubtitle
    booktitle booksubtitle booktitleaddon volumetitle journal journaltitle journalsubtitle
    shortjournal issuetitle issuesubtitle year month day date series volume part number issue eid
    chapter pages pagetotal volumes edition version type entrysubtype publisher institution school
    organization howpublished address location eventtitle eventdate venue origtitle origdate
    origpublisher origlocation pubstate doi isbn issn pmid pmcid eprint eprinttype archiveprefix
    eprintclass primaryclass url urldate langid language library note addendum annote annotation
    abstract keywords
""".split()
_PLACES = {name: place for place, name in enumerate(_ORDER)}
_LAST = len(_ORDER)

_MONTH_OF = dict(zip(MONTHS, MONTH_MACROS, strict=True))
_SUBTYPE_OF = {csl: name for name, csl in SUBTYPES.items()}

Fields = dict[str, tuple[str, bool]]
"""Name to value and whether the value is a macro."""


def write(
    articles: Iterable[Article],
    report: Report,
    *,
    biblatex: bool,
    ascii: bool = False,
    key: str = "",
    rekey: bool = False,
) -> Iterator[str]:
    """The entries, one at a time.

    `ascii` writes characters beyond ASCII as LaTeX commands. `key` is the pattern of keys for
    articles without an id (see `citeform.formats.bibtex.keys`); with `rekey` all get new ones.
    """
    keys = Keys(key, rekey=rekey)
    between = ""
    for name, article in keys.assign(articles):
        yield between + write_entry(article, name, report, biblatex=biblatex, ascii=ascii)
        between = "\n"


def write_entry(
    article: Article, key: str, report: Report, *, biblatex: bool, ascii: bool = False
) -> str:
    """One entry, with a line feed at its end."""
    kind, fields, lost = entry_fields(article, biblatex=biblatex, ascii=ascii)
    for attribute in lost:
        dialect = "BibLaTeX" if biblatex else "BibTeX"
        message = f"{attribute} does not come back from {dialect} as it is"
        report.add("write.lost-field", message, record=article.id)
    if key != article.id and article.id:
        message = f"the id {article.id!r} was written as {key!r}"
        report.add("write.changed-id", message, record=article.id)
    lines = [f"@{kind}{{{key},"]
    ordered = sorted(fields.items(), key=lambda item: _PLACES.get(item[0], _LAST))
    lines += [
        f"  {name} = {value}," if is_macro else f"  {name} = {{{value}}},"
        for name, (value, is_macro) in ordered
    ]
    custom = article.custom.get(CUSTOM) or {}
    lines += [
        f"  {name} = {{{balance(str(value))}}}," for name, value in custom.get(DUPLICATES, ())
    ]
    lines.append("}\n")
    return "\n".join(lines)


def entry_fields(article: Article, *, biblatex: bool, ascii: bool) -> tuple[str, Fields, list[str]]:
    """Entry type, fields, and the variables that cannot be read back from them.

    The fields that were kept come first. Where the entry, read again, differs from the article,
    those kept fields that say so are out of date and are left out.
    """
    custom = article.custom.get(CUSTOM) or {}
    kind = _kind(article, str(custom.get(TYPE, "")), biblatex=biblatex)
    kept = {
        name: str(value)
        for name, value in custom.items()
        if isinstance(value, str | int) and not name.startswith("@")
    }
    while True:
        fields = _compose(article, kind, kept, biblatex=biblatex, ascii=ascii)
        changed = _changed(article, kind, fields, biblatex=biblatex)
        stale = _sources(changed, kept)
        if not stale:
            return kind, fields, changed
        for name in stale:
            del kept[name]


def _compose(
    article: Article, kind: str, kept: Mapping[str, str], *, biblatex: bool, ascii: bool
) -> Fields:
    """The kept fields, and those of every variable that they do not give."""
    fields: Fields = {name: _kept(name, value) for name, value in kept.items()}
    given = derive(kind, kept, biblatex=biblatex)[0] if kept else {}
    shape = ENTRY_TYPES.get(kind, UNKNOWN).shape
    entry = _Entry(article, kind, shape, biblatex, ascii)
    for attribute, value in article.items():
        if attribute in {"id", "type", "custom"} or given.get(attribute) == value:
            continue
        for name, written in _written(entry, attribute, value):
            fields.setdefault(OTHER_NAME.get(name, name) if name in fields else name, written)
    if not article.genre and ENTRY_TYPES.get(kind, UNKNOWN).genre:
        fields.setdefault("type", ("", False))
    subtype = _subtype(article.type, kind)
    if subtype:
        fields.setdefault("entrysubtype", (subtype, False))
    _prefixes(article, given, fields, biblatex=biblatex)
    if article.number.startswith("arXiv:") and "eprint" not in fields:
        told = article.custom.get("arxiv") or {}
        category = str(told.get("primary_category", ""))
        for name, text in eprint_of(article.number, category, biblatex=biblatex).items():
            fields.setdefault(name, (_literal(text), False))
    return fields


def _changed(article: Article, kind: str, fields: Fields, *, biblatex: bool) -> list[str]:
    """The variables that the fields do not give as the article has them."""
    values = {
        name: PREDEFINED[value] if is_macro else value for name, (value, is_macro) in fields.items()
    }
    variables, _ = derive(kind, values, biblatex=biblatex)
    wanted = article.__dict__
    return [
        attribute
        for attribute in {**variables, **wanted}
        if attribute not in {"id", "custom"} and variables.get(attribute) != wanted.get(attribute)
    ]


def _sources(changed: list[str], kept: Mapping[str, str]) -> set[str]:
    """The kept fields that may be behind changed variables."""
    if not kept or not changed:
        return set()
    names: set[str] = set()
    for attribute in changed:
        for group, sources in GROUPS:
            if attribute in group:
                names |= sources
        names |= {name for name in kept if READING.get(name, ("",))[0] == attribute}
    return names & kept.keys()


def _kind(article: Article, kept: str, *, biblatex: bool) -> str:
    """The entry type: the one it was read from while that still fits, else by CSL's type."""
    if kept and kept.isidentifier():
        entry = ENTRY_TYPES.get(kept, UNKNOWN)
        if article.type in {entry.csl, ""} or _is_periodical(article.type) == (
            entry.shape is Shape.ARTICLE
        ):
            return kept
    return writes_as(article.type, article.genre, biblatex=biblatex)


def _is_periodical(csl: str) -> bool:
    return csl in {
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "review",
        "review-book",
        "periodical",
    }


def _kept(name: str, value: str) -> tuple[str, bool]:
    if name == "month" and value in _MONTH_OF:
        return _MONTH_OF[value], True
    return balance(value), False


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the fields of an entry depend on, apart from the variable they are for."""

    article: Article
    kind: str
    shape: Shape
    biblatex: bool
    ascii: bool

    def encode(self, text: str) -> str:
        return encode(text, ascii=self.ascii)


Pairs = Iterable[tuple[str, tuple[str, bool]]]
"""Names of fields, each with its value and whether that is a macro."""


def _written(entry: _Entry, attribute: str, value: Any) -> Pairs:
    """The field or fields of a variable."""
    rule = _RULES.get(attribute)
    if rule is not None:
        return rule(entry, value)
    _, bibtex, biblatex, how = WRITING[attribute]
    name = biblatex if entry.biblatex else bibtex
    if how is _TEXT or how is _TITLE:
        return ((name, (entry.encode(value), False)),)
    if how is _LITERAL_:
        return ((name, (_literal(value), False)),)
    if how is _NAMES:
        names = write_names(value, ascii=entry.ascii, extended=entry.biblatex)
        return ((name, (names, False)), *_annotations(name, value, ascii=entry.ascii))
    return ((name, (value.to_edtf() or entry.encode(value.literal), False)),)


# Asked for at each variable, and an attribute of an enumeration is slow to come by.
_TEXT, _TITLE, _LITERAL_, _NAMES = How.TEXT, How.TITLE, How.LITERAL, How.NAMES


def _issued(entry: _Entry, value: Date) -> Pairs:
    custom = entry.article.custom.get(CUSTOM) or {}
    twice = {name for name, _ in custom.get(DUPLICATES, ())}
    edtf = value.to_edtf() if entry.biblatex and "year" not in twice else ""
    if edtf:
        yield "date", (edtf, False)
        return
    for name, (text, is_macro) in write_year_month_day(value).items():
        yield name, (text if is_macro or name == "date" else entry.encode(text), is_macro)


def _container_title(entry: _Entry, value: str) -> Pairs:
    journal = "journaltitle" if entry.biblatex else "journal"
    yield "booktitle" if entry.shape is Shape.PART else journal, (entry.encode(value), False)


def _issue(entry: _Entry, value: str) -> Pairs:
    yield "number" if entry.shape is Shape.ARTICLE else "issue", (entry.encode(value), False)


def _number(entry: _Entry, value: str) -> Pairs:
    name = "number"
    if entry.shape is not Shape.OTHER:
        name = "eid" if value == entry.article.page else "csl-number"
    yield name, (entry.encode(value), False)


def _collection_number(entry: _Entry, value: str) -> Pairs:
    name = "number" if entry.shape in {Shape.PART, Shape.BOOK} else "collection-number"
    yield name, (entry.encode(value), False)


def _publisher(entry: _Entry, value: str) -> Pairs:
    name = publisher_fields(entry.article.type)[entry.biblatex]
    yield name, (_listed(entry.encode(value), biblatex=entry.biblatex), False)


def _publisher_place(entry: _Entry, value: str) -> Pairs:
    name = "location" if entry.biblatex else "address"
    yield name, (_listed(entry.encode(value), biblatex=entry.biblatex), False)


def _jurisdiction(entry: _Entry, value: str) -> Pairs:
    text = entry.encode(value)
    if entry.kind == "patent" and not entry.article.publisher_place:
        yield "location", (_listed(text, biblatex=True), False)
    else:
        row = WRITING["jurisdiction"]
        yield row.biblatex if entry.biblatex else row.bibtex, (text, False)


def _language(entry: _Entry, value: str) -> Pairs:
    name = name_of(value) if entry.biblatex else ""
    yield ("langid", (name, False)) if name else ("language", (entry.encode(value), False))


def _page(entry: _Entry, value: str) -> Pairs:
    if value != entry.article.number or entry.shape is Shape.OTHER:
        pages = entry.encode(value).replace("-", "--").replace("----", "--")
        yield "pages", (pages, False)


def _genre(entry: _Entry, value: str) -> Pairs:
    if value != ENTRY_TYPES.get(entry.kind, UNKNOWN).genre:
        short = THESES.get(value) if entry.biblatex and entry.kind == "thesis" else None
        yield "type", (short or entry.encode(value), False)


_RULES: dict[str, Callable[[_Entry, Any], Pairs]] = {
    "issued": _issued,
    "container_title": _container_title,
    "issue": _issue,
    "number": _number,
    "collection_number": _collection_number,
    "publisher": _publisher,
    "publisher_place": _publisher_place,
    "jurisdiction": _jurisdiction,
    "language": _language,
    "page": _page,
    "genre": _genre,
}
"""Variables whose field depends on more than the dialect."""


def _subtype(csl: str, kind: str) -> str:
    """The `entrysubtype` that says the CSL type where the entry type does not."""
    if ENTRY_TYPES.get(kind, UNKNOWN).csl == csl or not csl:
        return ""
    return _SUBTYPE_OF.get(csl, csl)


def _listed(written: str, *, biblatex: bool) -> str:
    """Biblatex would take "Simon and Schuster" for two."""
    return f"{{{written}}}" if biblatex and " and " in written.lower() else written


def _literal(value: str) -> str:
    """A value to the letter; braces that do not balance would break the file."""
    if balance(value) != value:
        value = value.replace("{", "%7B").replace("}", "%7D")
    return value


def _annotations(
    field: str, names: tuple[Name, ...], *, ascii: bool
) -> Iterator[tuple[str, tuple[str, bool]]]:
    """ORCID iDs and affiliations as biblatex's annotations."""
    orcids = [f'{place}="{name.orcid}"' for place, name in enumerate(names, 1) if name.orcid]
    if orcids:
        yield f"{field}+an:orcid", ("; ".join(orcids), False)
    places = [
        f"{place}=" + ", ".join(f'"{encode(each, ascii=ascii)}"' for each in name.affiliation)
        for place, name in enumerate(names, 1)
        if name.affiliation
    ]
    if places:
        yield f"{field}+an:affiliation", ("; ".join(places), False)


def _prefixes(
    article: Article, given: Mapping[str, Any], fields: Fields, *, biblatex: bool
) -> None:
    """Say `useprefix` where the names' particles are not of the kind the dialect expects."""
    dropping = staying = False
    for attribute, value in article.items():
        if type(value) is tuple and given.get(attribute) != value:
            for name in value:
                dropping = dropping or bool(name.dropping_particle)
                staying = staying or bool(name.non_dropping_particle)
    if biblatex and staying:
        option = "useprefix=true"
    elif not biblatex and dropping and not staying:
        option = "useprefix=false"
    else:
        return
    before = fields.get("options", ("", False))[0]
    if "useprefix" not in before:
        fields["options"] = (f"{before}, {option}" if before else option, False)
