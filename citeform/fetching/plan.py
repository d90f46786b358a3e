"""The plan of a batch: what is asked together, what only once, and in which order it comes out.

Identifiers are taken a page at a time. The works of a page that nobody is asking for yet are
sorted into units (one kind of identifier, as many as its service answers for at once); a driver
starts the units as it likes. A page is handed out when its units are done, so the results come in
the order of the identifiers, and memory holds a few pages only.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from citeform.errors import AnswerError, CiteformError, FetchError, NotAnIdentifierError
from citeform.fetching.exchange import Doing, World, converse
from citeform.fetching.results import Fetched
from citeform.fetching.sources import BatchSource, Source, source
from citeform.fetching.targets import Target, target_of
from citeform.model.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from citeform.fetching.settings import Settings

_UNITS_A_PAGE = 4
_GIVEN_UP_AFTER = 3
"""Lists in a row that a service did not answer for, after which it is asked for none."""
_REMEMBERED = 10_000
"""Problems that are remembered, so that a work that failed is not asked for again in a batch."""

Outcomes = dict[str, Article | CiteformError]
"""Of each value of a unit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is worked off in one go: identifiers of one kind."""

    kind: str
    values: tuple[str, ...]


def work_off(unit: Unit, world: World) -> Doing[Outcomes]:
    """Ask for all of a unit: at once where the service can, then each that is still missing."""
    asked = source(unit.kind)
    if isinstance(asked, BatchSource):
        yield from _collect(asked, unit, world)
    outcomes: Outcomes = {}
    for value in unit.values:
        outcomes[value] = yield from _outcome(asked, value, world)
    return outcomes


def _collect(asked: BatchSource, unit: Unit, world: World) -> Doing[None]:
    """Get what is not in the cache into it, by one list. Where that fails nothing is lost."""
    settings, refused = world.settings, world.refused_lists
    if settings.offline or refused[unit.kind] >= _GIVEN_UP_AFTER:
        return
    missing = []
    for value in unit.values:
        kept = world.store.get(asked.first_request(value, settings))
        if kept is None or not kept.fresh:
            missing.append(value)
    if len(missing) < 2:
        return
    try:
        answers = yield from converse(asked.collect(missing, settings), world)
    except Exception:  # noqa: BLE001 -- each is asked for alone now; any problem is then that work's
        refused[unit.kind] += 1
    else:
        world.store.put_many(answers)
        refused[unit.kind] = 0


def _outcome(asked: Source, value: str, world: World) -> Doing[Article | CiteformError]:
    """The work, or why there is none: also where the source itself has a fault."""
    try:
        return (yield from converse(asked.resolve(value, world.settings), world))
    except CiteformError as problem:
        if isinstance(problem, FetchError) and not problem.identifier:
            problem.identifier = value
        return _lightened(problem)
    except Exception as fault:  # noqa: BLE001 -- a fault in one source must not end the batch
        failed = AnswerError(
            f"the answer could not be read: {type(fault).__name__}: {fault}", value
        )
        failed.__cause__ = fault
        return failed


def _lightened(problem: CiteformError) -> CiteformError:
    """The problem without what it drags along: frames, and through them whole answers."""
    each: BaseException | None = problem
    while each is not None:
        each.__traceback__ = each.__context__ = None
        each = each.__cause__
    return problem


_Task = TypeVar("_Task")


@dataclass(frozen=True, slots=True)
class Entry(Generic[_Task]):
    """One identifier of a page: the task that answers for it, or the answer that is there."""

    identifier: str
    target: Target | None = None
    task: _Task | None = None
    problem: CiteformError | None = None


Page = list[Entry[_Task]]


class Planner(Generic[_Task]):
    """Makes the pages; `start` begins the work on a unit and returns what stands for it."""

    def __init__(self, start: Callable[[Unit], _Task], settings: Settings) -> None:
        self._start = start
        self._size = settings.batch_size
        self._under_way: dict[Target, _Task] = {}
        self._failed: dict[Target, CiteformError] = {}

    def pages(self, identifiers: Iterable[str]) -> Iterator[Page[_Task]]:
        """Page after page, its units started."""
        for part in _parts(identifiers, self._size * _UNITS_A_PAGE):
            wanted = [_wanted(identifier) for identifier in part]
            self._start_units(wanted)
            yield [
                self._entry(identifier, what) for identifier, what in zip(part, wanted, strict=True)
            ]

    def finished(self, entry: Entry[_Task], outcomes: Outcomes | None) -> Fetched:
        """The result of an entry, once its task (if it has one) is done with these outcomes."""
        target, problem = entry.target, entry.problem
        if outcomes is not None and target is not None:
            self._under_way.pop(target, None)
            outcome = outcomes[target.value]
            if isinstance(outcome, Article):
                return Fetched(entry.identifier, article=outcome)
            problem = outcome
            if len(self._failed) < _REMEMBERED:
                self._failed[target] = problem
        return Fetched(entry.identifier, problem=problem)

    def _start_units(self, wanted: list[Target | CiteformError]) -> None:
        by_kind: dict[str, dict[str, None]] = {}
        for each in wanted:
            if not isinstance(each, Target) or each in self._under_way or each in self._failed:
                continue
            by_kind.setdefault(each.kind, {})[each.value] = None
        for kind, values in by_kind.items():
            for part in _parts(values, self._size):
                task = self._start(Unit(kind, tuple(part)))
                self._under_way.update((Target(kind, value), task) for value in part)

    def _entry(self, identifier: str, what: Target | CiteformError) -> Entry[_Task]:
        if not isinstance(what, Target):
            return Entry(identifier, problem=what)
        if what in self._failed:
            return Entry(identifier, what, problem=self._failed[what])
        return Entry(identifier, what, task=self._under_way[what])


def _wanted(identifier: str) -> Target | CiteformError:
    try:
        return target_of(identifier)
    except NotAnIdentifierError as problem:
        return problem


_Item = TypeVar("_Item")


def _parts(items: Iterable[_Item], size: int) -> Iterator[tuple[_Item, ...]]:
    """The items in tuples of `size`, the last perhaps shorter (itertools.batched of Python 3.12)."""
    iterator = iter(items)
    while part := tuple(islice(iterator, size)):
        yield part
