"""Fetcher: resolves identifiers with threads, politely, and remembers the answers."""

from __future__ import annotations

import threading
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Self, TypeVar

from citeform.errors import ServiceError
from citeform.fetching.cache import Cache
from citeform.fetching.exchange import Doing, Outcome, Sleep, World, converse
from citeform.fetching.limiter import Limiter
from citeform.fetching.plan import Outcomes, Page, Planner, Unit, work_off
from citeform.fetching.results import Fetched, Results
from citeform.fetching.settings import Settings
from citeform.fetching.targets import target_of
from citeform.fetching.transport import Transport
from citeform.model.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from citeform.fetching.flow import Flow

_T = TypeVar("_T")


def fetch(identifier: str, mailto: str | None = None, **settings: Any) -> Article:
    """Look one work up by its DOI, PMID, PMCID, arXiv identifier, ISBN or URL.

    `mailto` is your e-mail address, for the service (else the variable CITEFORM_MAILTO). The other
    keywords are those of `Settings`, e.g. `offline=True`.

    Raises `NotAnIdentifierError`, `NotFoundError`, `ServiceError` (down, slow, refusing),
    `AnswerError` (not what the service promises), `OfflineError`, `UnsafeAddressError`.
    """
    with Fetcher.of(mailto, settings) as fetcher:
        return fetcher.fetch(identifier)


def fetch_many(
    identifiers: Iterable[str],
    mailto: str | None = None,
    *,
    progress: Callable[[int], object] | None = None,
    **settings: Any,
) -> Results:
    """Look many works up, of any kinds mixed: each with its article or its problem, in order.

    Nothing that goes wrong with one identifier ends the batch. What was answered is kept in the
    cache, so a batch that was cut off goes on from there when it is started again. `progress` is
    called with the number of identifiers done. Otherwise as `fetch`; for more identifiers than
    articles fit into memory see `Fetcher.iter_fetch`.
    """
    with Fetcher.of(mailto, settings) as fetcher:
        return fetcher.fetch_many(identifiers, progress=progress)


class Fetcher:
    """Resolves identifiers; holds connections, rate limits and the cache for any number of calls.

    Usable from several threads, and as a context manager. `settings` are those of the environment
    where none are given.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = Settings.from_environment() if settings is None else settings
        self.cache = Cache(self.settings)
        self._world = World(
            self.settings, Limiter(time.monotonic, self.settings.rate), self.cache, time.time
        )
        self._transport = Transport(self.settings)

    @classmethod
    def of(cls, mailto: str | None, settings: dict[str, Any]) -> Self:
        """A fetcher from the arguments of `fetch`."""
        return cls(Settings.from_environment(mailto=mailto, **settings))

    def fetch(self, identifier: str) -> Article:
        """As `citeform.fetch`."""
        target = target_of(identifier)
        outcomes = self._carry_out(work_off(Unit(target.kind, (target.value,)), self._world))
        outcome = outcomes[target.value]
        if isinstance(outcome, Article):
            return outcome
        raise outcome

    def fetch_many(
        self, identifiers: Iterable[str], *, progress: Callable[[int], object] | None = None
    ) -> Results:
        """As `citeform.fetch_many`."""
        found: list[Fetched] = []
        for each in self.iter_fetch(identifiers):
            found.append(each)
            if progress is not None:
                progress(len(found))
        return Results(found)

    def iter_fetch(self, identifiers: Iterable[str]) -> Iterator[Fetched]:
        """As `fetch_many`, but one after the other, in memory that does not grow with the number.

        Looks some hundred identifiers ahead, so that services are asked for many at once.
        """
        stop = threading.Event()
        pool = ThreadPoolExecutor(self.settings.parallel, thread_name_prefix="citeform")

        def start(unit: Unit) -> Future[Outcomes]:
            return pool.submit(self._carry_out, work_off(unit, self._world), stop)

        pages: deque[Page[Future[Outcomes]]] = deque()
        planner = Planner(start, self.settings)
        try:
            for page in planner.pages(identifiers):
                pages.append(page)
                if len(pages) > self.settings.parallel:
                    yield from self._hand_out(pages.popleft(), planner)
            while pages:
                yield from self._hand_out(pages.popleft(), planner)
        except KeyboardInterrupt:
            stop.set()
            self._transport.interrupt()
            raise
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)

    @staticmethod
    def _hand_out(
        page: Page[Future[Outcomes]], planner: Planner[Future[Outcomes]]
    ) -> Iterator[Fetched]:
        for entry in page:
            outcomes = None if entry.task is None else entry.task.result()
            yield planner.finished(entry, outcomes)

    def run(self, flow: Flow[_T]) -> _T:
        """Run any source's flow to its end and return what it returns; raises what it raises."""
        return self._carry_out(converse(flow, self._world))

    def close(self) -> None:
        """Close connections and cache."""
        self._transport.close()
        self.cache.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _carry_out(self, doing: Doing[_T], stop: threading.Event | None = None) -> _T:
        """Do what the exchange says, until it is done or everything is to stop."""
        outcome: Outcome = None
        try:
            while True:
                step = doing.send(outcome)
                if stop is not None and stop.is_set():
                    raise ServiceError("stopped")
                outcome = None
                if not isinstance(step, Sleep):
                    outcome = self._transport.send(step)
                elif stop is None:
                    time.sleep(step.seconds)
                else:
                    stop.wait(step.seconds)
        except StopIteration as end:
            value: _T = end.value
            return value
        finally:
            doing.close()
