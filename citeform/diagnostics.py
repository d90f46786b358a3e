"""Problems in data, as values: each has a stable code, a place and a hint.

A reader never raises on ugly data. It reports to a `Report`, which becomes the `diagnostics` of
the `Library`. The codes are a contract: scripts may match on them. All of them stand in `CODES`.
"""

from __future__ import annotations

import enum
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from citeform.errors import StrictError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Severity(enum.IntEnum):
    """How bad a problem is. Data was lost only at `ERROR`."""

    INFO = 0
    """Something was decided that a reader of the result may want to know."""
    WARNING = 1
    """The data is odd; it was read with a repair or kept as it is."""
    ERROR = 2
    """A record or a field could not be read, could not be written, or is certainly wrong."""

    def __str__(self) -> str:
        return self.name.lower()


INFO, WARNING, ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

CODES: dict[str, tuple[Severity, str]] = {
    # any format
    "input.encoding": (WARNING, "the bytes are not in the encoding they should be in"),
    "input.control-character": (WARNING, "a control character was dropped"),
    "input.empty": (INFO, "the input holds no record"),
    "input.unrecognised": (ERROR, "the input is in no format that citeform knows"),
    "input.truncated": (ERROR, "the input ends in the middle of a record"),
    "record.unreadable": (ERROR, "one record could not be read and was left out"),
    "field.wrong-kind": (WARNING, "a value has the wrong shape for its field; kept aside"),
    "date.unparsed": (WARNING, "a date was not understood; kept as text"),
    "name.guessed": (INFO, "which part of a name is the family name was guessed"),
    "type.unknown": (WARNING, "the type of the work is not known; kept aside"),
    "format.failed": (ERROR, "a work could not be formatted; it was left out"),
    "write.lost-field": (WARNING, "the format has no place for a field; it was left out"),
    "write.left-behind": (INFO, "what another format knew beyond the model was left out"),
    "write.lost-markup": (INFO, "the format holds plain text; the markup of a text was left out"),
    "write.citation-only": (
        INFO,
        "a citation names the work; what else is known of it is not there",
    ),
    "write.joined-name": (INFO, "the format has no place for a part of a name; it joined another"),
    "write.nearest-type": (WARNING, "the format has no such type; the nearest was written"),
    "write.changed-id": (WARNING, "an id could not stay, or was not to; another was written"),
    "write.half-character": (WARNING, "half a character has no encoding; U+FFFD was written"),
    # jats
    "reference.unstructured": (WARNING, "a reference is running text without tags; kept whole"),
    # xml
    "xml.syntax": (ERROR, "the XML is broken at this place; it was read as far as it goes"),
    "xml.doctype": (WARNING, "entity and element declarations in the document type are not read"),
    # yaml: csl-yaml, cff, hayagriva
    "yaml.syntax": (ERROR, "the text is not YAML at this place; this part was left out"),
    "yaml.unquoted": (WARNING, "a value that needs quotes has none; it was taken as words"),
    "yaml.alias": (ERROR, "an alias names nothing, or unfolds to more than can be meant"),
    "yaml.not-a-record": (ERROR, "an element of the list is not a mapping"),
    "yaml.repeated-key": (WARNING, "a key is there twice; the last one counts"),
    # bibtex
    "bibtex.syntax": (ERROR, "text within an entry is no field and was left out"),
    "bibtex.missing-comma": (WARNING, "a comma is missing; read as if it were there"),
    "bibtex.unbalanced-brace": (
        WARNING,
        "a brace or quotation mark is not closed, or one too many",
    ),
    "bibtex.duplicate-field": (WARNING, "a field is there twice; the first one counts"),
    "bibtex.duplicate-key": (WARNING, "two entries have the same key; both were read"),
    "bibtex.empty-key": (WARNING, "an entry has no key"),
    "bibtex.undefined-string": (WARNING, "a macro is not defined; its name was taken"),
    "bibtex.unknown-command": (INFO, "a LaTeX command is not known; its argument was read"),
    "bibtex.name": (WARNING, "a name is not as BibTeX writes names; nothing of it was lost"),
    "bibtex.crossref": (WARNING, "an entry inherits from one that is not there, or from itself"),
    "bibtex.commented-out": (INFO, "an entry is commented out with a %; it was passed over"),
    "bibtex.xdata": (INFO, "an @xdata entry was merged into those that name it"),
    # styles
    "style.renamed": (INFO, "the style has another name today; that one was taken"),
    "engine.failed": (ERROR, "another engine failed on a record; the record was left out"),
    # springer
    "springer.not-understood": (WARNING, "a citation line is in no form that is known; kept"),
    "springer.no-title": (WARNING, "no title was found on an article page"),
    # formats of tagged lines
    "tagged.stray-text": (INFO, "text outside any record was passed over"),
    "tagged.no-end": (WARNING, "a record is not closed as the format asks"),
    "tagged.no-type": (WARNING, "a record does not begin with its type"),
    "tagged.after-end": (INFO, "tags behind the end of a record were read as part of it"),
    "tagged.repeated": (WARNING, "a field is given twice; the second value is kept aside"),
    # cff
    "cff.version": (WARNING, "the version of the Citation File Format is not one of 1.0 to 1.2"),
    "cff.required": (WARNING, "the Citation File Format asks for a field that the record lacks"),
    # schema-org, codemeta, html
    "jsonld.not-a-work": (INFO, "a node describes no citable work and was passed over"),
    "html.no-metadata": (WARNING, "the page has no metadata; it was read as a web page"),
    "html.other-work": (INFO, "the page's metadata speak of a further work; it was left out"),
    # fetching
    "fetch.not-an-identifier": (ERROR, "a text is no identifier of a work"),
    "fetch.not-found": (ERROR, "no service knows a work by that identifier"),
    "fetch.answer": (ERROR, "a service's answer was not what it promises"),
    "fetch.failed": (ERROR, "an identifier was not resolved: service down, slow or refusing"),
    "fetch.retracted": (WARNING, "the record says that the work was retracted; see citeform audit"),
    "audit.retracted": (ERROR, "the work was retracted, withdrawn or removed"),
    "audit.concern": (ERROR, "there is an expression of concern about the work"),
    "audit.corrected": (WARNING, "there is a correction of the work"),
    "audit.superseded": (WARNING, "there is a later version: a published one of a preprint"),
    "audit.unresolvable": (ERROR, "the identifier stands for no work"),
    "audit.differs": (WARNING, "a field differs from what the registry has"),
    "audit.unknown": (ERROR, "a check could not be made, so nothing is known"),
    "audit.no-identifier": (WARNING, "the record has no identifier to be looked up by"),
    "audit.no-status": (INFO, "no service is known that would know of retractions of the work"),
    # tables
    "table.no-header": (ERROR, "the first line of a table names no known column"),
    "table.too-wide": (WARNING, "a line of a table has more values than there are columns"),
    # csl-json
    "json.syntax": (ERROR, "the text is not JSON at this place"),
    "json.not-an-item": (ERROR, "an element of the list is not an object"),
    # citeform check: the work as a whole
    "id.missing": (INFO, "the record has no id to cite it by"),
    "id.duplicate": (ERROR, "two records have the same id, so a citation of it is ambiguous"),
    "id.case": (WARNING, "two ids differ by upper and lower case only; BibTeX takes them for one"),
    "id.characters": (WARNING, "the id holds a character that LaTeX or pandoc cannot cite"),
    "type.missing": (WARNING, "the record does not say what type of work it is"),
    "missing.title": (WARNING, "the work has no title"),
    "missing.author": (WARNING, "nobody is named who made the work: author, editor, body"),
    "missing.date": (WARNING, "the work has no date of publication, nor a status such as in press"),
    "missing.container": (WARNING, "an article or chapter does not say what it appeared in"),
    "missing.publisher": (INFO, "a book, thesis or report names no publisher"),
    "missing.pages": (INFO, "an article has neither pages, article number, volume nor DOI"),
    "missing.url": (WARNING, "a web page or post has no address"),
    # citeform check: identifiers
    "doi.malformed": (ERROR, "the DOI is none"),
    "doi.form": (WARNING, "the DOI is written as a URL, with a label or with copying errors"),
    "doi.only-in-url": (WARNING, "the DOI stands in the URL only"),
    "doi.only-in-note": (INFO, "the DOI stands in a note only"),
    "doi.conflict": (WARNING, "the DOI and the address at doi.org are of two works"),
    "isbn.malformed": (ERROR, "the ISBN is none, or its check digit is wrong"),
    "issn.malformed": (ERROR, "the ISSN is none, or its check digit is wrong"),
    "issn.form": (INFO, "the ISSN is not written as 1234-567X"),
    "pmid.malformed": (ERROR, "the PMID is none"),
    "pmid.form": (INFO, "the PMID is written as a URL or with a label"),
    "pmcid.malformed": (ERROR, "the PMCID is none"),
    "pmcid.form": (INFO, "the PMCID is not written as PMC1234567"),
    "orcid.malformed": (ERROR, "a person's ORCID iD is none, or its check digit is wrong"),
    "orcid.form": (INFO, "a person's ORCID iD is not written as 0000-0002-1825-0097"),
    "url.malformed": (WARNING, "the URL is no web address"),
    "url.repeats-doi": (INFO, "the URL says nothing beyond the DOI"),
    "url.local": (WARNING, "the URL leads to a file or machine of one's own"),
    "url.proxy": (WARNING, "the URL goes through a library's proxy, which others cannot use"),
    # citeform check: names
    "name.all-caps": (WARNING, "a name is in capitals"),
    "name.initials": (WARNING, "a family name holds initials"),
    "name.et-al": (WARNING, "et al. or others stands in the list as if it were a person"),
    "name.comma": (WARNING, "a part of a name holds a comma or semicolon"),
    "name.several": (WARNING, "one name seems to hold several people"),
    "name.digits": (WARNING, "a person's name holds digits, footnote marks or an address"),
    "name.body": (WARNING, "an institution is split into given and family name"),
    "name.title": (INFO, "a name holds an academic title"),
    "name.placeholder": (WARNING, "a name only says that the author is not known"),
    "name.repeated": (WARNING, "the same name stands twice in a list"),
    "name.given-only": (WARNING, "a person has a given name and no family name"),
    # citeform check: dates
    "date.impossible": (ERROR, "there is no such day or month"),
    "date.future": (WARNING, "the date is more than a year ahead, or of a visit still to come"),
    "date.reversed": (WARNING, "a range of dates ends before it begins"),
    "date.implausible": (WARNING, "the year is too early for a work of this type"),
    # citeform check: titles
    "title.all-caps": (WARNING, "a title is in capitals"),
    "title.full-stop": (INFO, "a title ends in a full stop"),
    "title.quoted": (INFO, "a whole title stands in quotation marks"),
    "title.truncated": (WARNING, "a title ends in dots or within brackets: its end was cut off"),
    "title.address": (WARNING, "a title is a URL, a DOI or the name of a file"),
    "title.placeholder": (WARNING, "a title only says that there is none"),
    "title.repeats-container": (WARNING, "an article is called as what it appeared in"),
    "container.truncated": (WARNING, 'the container\'s title breaks off: "Proceedings of the"'),
    "container.spelling": (INFO, "one journal is spelt in two ways, by case or punctuation"),
    # citeform check: any text
    "text.entity": (WARNING, "a text holds an HTML entity"),
    "text.tag": (WARNING, "a text holds HTML or XML markup that is not CSL's"),
    "text.markup": (WARNING, "a text's markup is not closed or not opened"),
    "text.latex": (WARNING, "a text holds LaTeX that was not converted"),
    "text.braces": (WARNING, "the braces of a text are not balanced"),
    "text.mojibake": (WARNING, "a text was decoded in the wrong encoding"),
    "text.replacement": (WARNING, "a text holds the sign for a character that was lost"),
    "text.spaces": (INFO, "a text has doubled blanks, or blanks at its ends"),
    "text.invisible": (INFO, "a text holds invisible or control characters"),
    "text.composition": (INFO, "a text's accents are not composed (Unicode form C)"),
    "bibtex.special": (WARNING, "a character that LaTeX does not take for text is not escaped"),
    # citeform check: numbers
    "page.backwards": (WARNING, "a range of pages ends before it begins"),
    "page.dash": (INFO, "a range of pages is written with another sign than a hyphen"),
    "page.prefix": (INFO, "the pages are introduced by p. or pp."),
    "page.same": (INFO, "a range of pages begins and ends on one page"),
    "page.placeholder": (WARNING, "the pages are none: 0-0, n/a, ???"),
    "number.prefix": (INFO, "a volume, issue or edition repeats what it is: Vol. 3"),
    "number.placeholder": (WARNING, "a volume or issue is none: 0, n/a, ahead-of-print"),
    "language.form": (INFO, "the language is not a tag such as en or pt-BR"),
    # citeform check: records compared
    "duplicate.identifier": (WARNING, "two records have one identifier"),
    "duplicate.similar": (WARNING, "two records agree in title, author and year"),
    # citeform merge
    "merge.joined": (INFO, "records were taken for one work and joined"),
    "merge.conflict": (WARNING, "joined records disagree in a field; one value was taken"),
    "merge.renamed": (WARNING, "an id that two different works had was changed for one of them"),
    # CSL styles
    "style.incomplete": (ERROR, "a style lacks an element it must have"),
    "style.unknown-element": (WARNING, "a style has an element that CSL does not have"),
    "style.misplaced-element": (WARNING, "an element of a style stands where it cannot"),
    "style.unknown-attribute": (WARNING, "an element of a style has an attribute CSL gives it not"),
    "style.unknown-value": (WARNING, "an attribute of a style has a value that CSL does not know"),
    "style.unknown-variable": (WARNING, "a style names a variable that CSL does not have"),
    "style.wrong-variable": (WARNING, "a variable is of a kind that its element does not print"),
    "style.unknown-macro": (ERROR, "a style calls a macro that it does not define"),
    "style.recursion": (ERROR, "a macro calls itself"),
}
"""Every code: its severity and what it means in one line."""


class Diagnostic(NamedTuple):
    """One problem. `str()` gives `file:line:column: severity[code] message`.

    `line` and `column` count from 1; 0 is "not known". `record` is the id of the record it
    concerns, where there is one, and `field` the attribute of `Article`, where it is about one.
    `hint` says what to do about it.
    """

    code: str
    message: str
    severity: Severity = WARNING
    file: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""
    record: str = ""
    field: str = ""

    def __str__(self) -> str:
        place = self.file or "<input>"
        if self.line:
            place += f":{self.line}:{self.column or 1}"
        hint = f" (hint: {self.hint})" if self.hint else ""
        return f"{place}: {self.severity}[{self.code}] {self.message}{hint}"

    def to_dict(self) -> dict[str, object]:
        """The same as a flat dictionary of JSON values (for `--json` and logs)."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "hint": self.hint,
            "record": self.record,
            "field": self.field,
        }


class Report:
    """Collects the diagnostics of one reading or writing.

    >>> report = Report("refs.bib")
    >>> report.add("date.unparsed", "'soon' is not a date", line=3, column=5)
    >>> print(*report)
    refs.bib:3:5: warning[date.unparsed] 'soon' is not a date
    """

    def __init__(self, file: str = "") -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []
        self.place: tuple[int, int] = (0, 0)
        """Line and column where the record begins that a reader yields next; (0, 0): not known.

        A reader sets it before each `yield`. Whoever takes the article can look here for its
        place, so that places cost no memory in a stream of millions."""

    def add(
        self,
        code: str,
        message: str,
        *,
        line: int = 0,
        column: int = 0,
        hint: str = "",
        record: str = "",
    ) -> None:
        """Note a problem; its severity is the one `CODES` gives the code."""
        severity, _ = CODES[code]
        self.diagnostics.append(
            Diagnostic(code, message, severity, self.file, line, column, hint, record)
        )

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def raise_if_any(self, at_least: Severity = WARNING) -> None:
        """Raise one `StrictError` with every diagnostic of at least that severity."""
        serious = [found for found in self.diagnostics if found.severity >= at_least]
        if serious:
            raise StrictError(serious)

    def moved(self, lines: int) -> list[Diagnostic]:
        """The diagnostics with `lines` added to their line numbers (for a part of a file)."""
        return [found._replace(line=found.line + lines) for found in self.diagnostics]


class Lines:
    """Turns an offset in a text into a line and a column, both from 1, in logarithmic time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset`."""
        if not self._starts:
            import re

            ends = (match.end() for match in re.finditer(r"\r\n|\r|\n", self._text))
            self._starts = [0, *ends]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
