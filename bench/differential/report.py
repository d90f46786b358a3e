"""Agreement by style and by cause, as text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bench.differential.causes import UNEXPLAINED, cause_of
from bench.differential.clusters import Difference, clusters

if TYPE_CHECKING:
    from bench.differential.outcomes import Outcome


class Report:
    """What a run has found, all styles together."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        self.outcomes = list(outcomes)
        self.compared = [each for each in self.outcomes if not each.error]
        self.causes: Counter[str] = Counter()
        self.styles: dict[str, set[str]] = defaultdict(set)
        self.unexplained: list[Difference] = []
        for outcome in self.compared:
            reordered = any(place == "order" for place, _, _ in outcome.differences)
            for place, a, b in outcome.differences:
                cause = cause_of(a, b, place, reordered=reordered)
                self.causes[cause] += 1
                self.styles[cause].add(outcome.style)
                if cause == UNEXPLAINED:
                    self.unexplained.append((outcome.style, place, a, b))

    @property
    def total(self) -> int:
        return sum(each.total for each in self.compared)

    @property
    def equal(self) -> int:
        return sum(each.equal for each in self.compared)

    def _by_locale(self) -> Iterator[str]:
        """Agreement in each locale, where there are several."""
        totals: Counter[str] = Counter()
        equals: Counter[str] = Counter()
        for each in self.compared:
            totals[each.locale] += each.total
            equals[each.locale] += each.equal
        if len(totals) > 1:
            yield "\nBy locale:"
            for locale, total in sorted(totals.items()):
                share = equals[locale] / max(total, 1)
                yield f"  {locale or 'own':7} {equals[locale]:6} of {total:6} {share:8.2%}"

    def lines(self, show: int = 20, worst: int = 10) -> Iterator[str]:
        """The report; `show` clusters of what no cause explains, and the `worst` styles."""
        for key, count, styles, examples in clusters(self.unexplained)[:show]:
            yield f"{count:6} in {styles:4} styles  {key}"
            for style, place, a, b in examples[:2]:
                yield f"         {style}, {place}\n           citeform    {a}\n           citeproc-js {b}"
        yield "\nFewest texts the same:"
        by_share = sorted(self.compared, key=lambda each: each.equal / max(each.total, 1))
        for each in by_share[:worst]:
            yield f"  {each.equal:5} of {each.total:5}  {each.style} {each.locale}".rstrip()
        yield from self._by_locale()
        wholly = sum(not each.differences for each in self.compared)
        share = self.equal / max(self.total, 1)
        tidied = sum(each.tidied for each in self.compared) / max(self.total, 1)
        yield f"\n{self.equal} of {self.total} texts the same: {share:.3%}"
        yield f"{wholly} of {len(self.compared)} styles wholly the same"
        yield f"{tidied:.3%} of citeform's texts are others with `tidy` on"
        for cause, count in self.causes.most_common():
            name = cause or "UNEXPLAINED"
            part = count / max(self.total, 1)
            yield f"{count:7} {part:8.3%} in {len(self.styles[cause]):4} styles  {name}"
        errors = [each for each in self.outcomes if each.error]
        if errors:
            yield f"{len(errors)} not compared:"
        for each in errors:
            yield f"  {each.style} {each.locale}: {each.error}"
