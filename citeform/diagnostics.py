"""Problems in data, as values: each has a stable code, a place and a hint.

A reader never raises on ugly data. It reports to a `Report`, which becomes the `diagnostics` of
the `Library`. The codes are a contract: scripts may match on them. All of them stand in `CODES`.
"""

from __future__ import annotations

import enum
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

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
    """A record or a field could not be read, or could not be written."""

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
    "write.lost-field": (WARNING, "the format has no place for a field; it was left out"),
    # xml
    "xml.syntax": (ERROR, "the XML is broken at this place; it was read as far as it goes"),
    "xml.doctype": (WARNING, "entity and element declarations in the document type are not read"),
    # csl-json
    "json.syntax": (ERROR, "the text is not JSON at this place"),
    "json.not-an-item": (ERROR, "an element of the list is not an object"),
}
"""Every code: its severity and what it means in one line."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem. `str()` gives `file:line:column: severity[code] message`.

    `line` and `column` count from 1; 0 is "not known". `record` is the id of the record it
    concerns, where there is one. `hint` says what to do about it.
    """

    code: str
    message: str
    severity: Severity = WARNING
    file: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""
    record: str = ""

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
        return [replace(found, line=found.line + lines) for found in self.diagnostics]


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
