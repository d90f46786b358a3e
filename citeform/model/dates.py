"""Date: a day, month, season or year, or a range of them, as precise as the source was."""

from __future__ import annotations

from typing import Any, Self

from citeform.model.record import Record


class Date(Record):
    """A date of the precision that is known, or a range, or words that are no date.

    >>> Date(2011, 5)
    Date(year=2011, month=5)
    >>> Date.parse("2004-02/2005").end
    Date(year=2005)
    >>> Date.parse("in press")
    Date(literal='in press')

    A range has `end`; `Date()` as the end, or no year at the start, leaves that side open. Years
    before our era are negative and there is no year 0: 44 BCE is -44 (CSL-JSON's way; EDTF counts
    from 0 and is converted).
    """

    year: int | None = None
    month: int = 0
    """1 to 12, or 0."""
    day: int = 0
    """1 to 31, or 0."""
    season: int | str = ""
    """1 to 4 from spring to winter, or the word where it is none of these."""
    end: Date | None = None
    circa: bool = False
    """Whether the date is approximate or uncertain."""
    literal: str = ""
    """Words that were not understood as a date, or that stand in its place: "in press"."""
    raw: str = ""
    """The source's own spelling, where it says more than the fields do: "198X", a time of day."""

    def __init__(
        self,
        year: int | None = None,
        month: int = 0,
        day: int = 0,
        *,
        season: int | str = "",
        end: Date | None = None,
        circa: bool = False,
        literal: str = "",
        raw: str = "",
    ) -> None:
        own = self.__dict__
        if year is not None:
            own["year"] = year
        if month:
            own["month"] = month
        if day:
            own["day"] = day
        if season:
            own["season"] = season
        if end is not None:
            own["end"] = end
        if circa:
            own["circa"] = True
        if literal:
            own["literal"] = literal
        if raw:
            own["raw"] = raw

    @classmethod
    def parse(cls, text: str) -> Date:
        """Read EDTF (levels 0 and 1) and the forms found in real files; never raises.

        What is not understood comes back as `Date(literal=text)`. A numeric date whose order of
        day and month is not certain ("03/04/2011") counts as not understood.
        """
        from citeform.model.datetext import parse_date

        return parse_date(text)

    def to_edtf(self) -> str:
        """The date as EDTF (ISO 8601-2:2019, levels 0 and 1); "" where it is only words."""
        from citeform.model.edtf import write_edtf

        return write_edtf(self)

    def replace(self, **changes: Any) -> Self:
        """A copy with these fields changed; `raw` goes unless it is given, as it was for the old."""
        return super().replace(**{"raw": "", **changes})

    @property
    def is_range(self) -> bool:
        """Whether the date has an end of its own."""
        return self.end is not None

    @property
    def is_open(self) -> bool:
        """Whether the date is a range without a last day: "2004/.."."""
        return self.end is not None and self.end.year is None

    def __str__(self) -> str:
        return self.raw or self.to_edtf() or self.literal

    def __lt__(self, other: Date) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[int, int, int, int]:
        """Sorting key: by year, then month (a season as its first month), then day."""
        month = self.month
        if not month and isinstance(self.season, int):
            month = self.season * 3
        has_year = 0 if self.year is None else 1
        return has_year, self.year or 0, month, self.day
