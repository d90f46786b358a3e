"""Many works formatted one by one: in order, in little memory, over several processes if wanted.

Each work stands by itself, so it is printed as if there were no other. The processes are of our
own making, `python -m citeform.batch_worker` in all but name: nothing of the caller's is run again
in them (as `multiprocessing` would run its main module), and one ends when its input does, so
none can outlive the caller, however that ended.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, cast

from citeform.errors import CiteformError, UsageError
from citeform.model.library import each_article
from citeform.options import require_options
from citeform.text.output.registry import get_output

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.model.article import Article
    from citeform.text.output.base import Output

_CHUNK = 100
"""Works that are handed over at once: fewer, and the handing over takes longer than the work."""
_AHEAD = 3
"""Chunks under way for each process."""
_START = "import sys; sys.path[:] = {path!r}; from citeform.batch_worker import main; main()"
Formatted = tuple[str, str]
"""The text, and what went wrong; one of them is empty."""
Pairs = Generator[tuple["Article", Formatted], None, None]


def format_many(
    articles: Article | Iterable[Article],
    style: str | os.PathLike[str] = "springer",
    locale: str | None = None,
    output: str | Output = "text",
    *,
    links: bool = False,
    jobs: int = 1,
    report: Report | None = None,
    **options: Any,
) -> Generator[str, None, None]:
    """One citation for each article, in order, as they are asked for.

    Each is what `citeform.format` gives for that article alone, so nothing is sorted, numbered on
    or told apart: a list that is one document is `format`'s. Articles are taken as they are
    needed. `jobs` is the number of processes, 0 for as many as there are processors.

    A work that prints nothing in the style gives "". So does one that cannot be formatted, which
    is told in `report`; without one it raises.
    Otherwise the arguments are those of `format`, and what it raises is raised at once.

    >>> from citeform import Article, Name
    >>> works = (Article(type="book", title=title, author=[Name("Doe", "Jane")]) for title in "ABC")
    >>> list(format_many(works, "apa"))
    ['Doe, J. (n.d.). A.', 'Doe, J. (n.d.). B.', 'Doe, J. (n.d.). C.']
    """
    from citeform import styles

    named = style if isinstance(style, str) else ""  # a path object is never a style of ours
    require_options(options, styles.options_from(named), f"style {os.fspath(style)!r}")
    styles.check(style, locale, output)
    settings = (style, locale, get_output(output), links, options)
    count = jobs or os.cpu_count() or 1
    if count < 0:
        raise UsageError(f"the number of jobs is 0 or more, not {jobs}")
    several = each_article(articles)
    if count == 1:
        return _told(_here(several, settings), report)
    return _told(_over_processes(several, settings, count), report)


def _told(pairs: Pairs, report: Report | None) -> Generator[str, None, None]:
    with closing(pairs):
        for article, (text, problem) in pairs:
            if problem:
                told = f"{article.id or 'a work'} could not be formatted: {problem}"
                if report is None:
                    raise CiteformError(told)
                report.add("format.failed", told, record=article.id)
            yield text


def attempt(formatter: Any, article: Article) -> Formatted:
    """The text of one work; a fault in formatting it costs no other."""
    try:
        return formatter(article), ""
    except Exception as problem:  # noqa: BLE001 -- whatever it is, the next work may be fine
        return "", f"{type(problem).__name__}: {problem}"


def _here(articles: Iterable[Article], settings: tuple[Any, ...]) -> Pairs:
    from citeform.styles import formatter_of_one

    formatter = formatter_of_one(*settings)
    for article in articles:
        yield article, attempt(formatter, article)


# ------------------------------------------------------------------ processes


class _Process:
    """A process that formats what it is sent. Whoever starts it ends it."""

    def __init__(self, settings: bytes) -> None:
        if not sys.executable:
            raise UsageError(
                "there is no Python to start further processes with; jobs can only be 1"
            )
        self._process = subprocess.Popen(  # noqa: S603 -- nothing in it is anybody's input
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._settings = settings

    def ask(self, chunk: list[Article]) -> list[Formatted]:
        """The texts of these works. Raises `CiteformError` where the process has ended."""
        to, back = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        try:
            to.write(self._settings)
            self._settings = b""  # sent once, before the first works
            to.write(pickle.dumps(chunk))
            to.flush()
            found: list[Formatted] = pickle.load(back)  # noqa: S301 -- from a process of our own
        except (EOFError, OSError, pickle.UnpicklingError) as problem:
            code = self._process.wait()
            raise CiteformError(f"a process that formats ended with {code}") from problem
        return found

    def end(self) -> None:
        """Whatever it is doing."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was not yet written has nowhere to go
                    stream.close()
        self._process.wait()


def _over_processes(articles: Iterable[Article], settings: tuple[Any, ...], count: int) -> Pairs:
    """A thread for each process hands over and waits; here the answers are taken in order."""
    try:
        packed = pickle.dumps(settings)
    except (pickle.PicklingError, AttributeError, TypeError) as problem:
        raise UsageError(f"these cannot be sent to another process: {problem}") from None
    idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()

    def ask(chunk: list[Article]) -> list[Formatted]:
        process = idle.get()
        try:
            return process.ask(chunk)
        finally:
            idle.put(process)

    remaining = iter(articles)
    pending: deque[tuple[list[Article], Future[list[Formatted]]]] = deque()
    threads = ThreadPoolExecutor(count)
    started: list[_Process] = []
    try:
        while chunk := list(islice(remaining, _CHUNK)):
            if len(started) < count:
                started.append(_Process(packed))
                idle.put(started[-1])
            pending.append((chunk, threads.submit(ask, chunk)))
            if len(pending) > _AHEAD * count:
                yield from _answers(*pending.popleft())
        while pending:
            yield from _answers(*pending.popleft())
    finally:
        for process in started:
            process.end()
        threads.shutdown(cancel_futures=True)


def _answers(
    chunk: list[Article], asked: Future[list[Formatted]]
) -> Iterator[tuple[Article, Formatted]]:
    return zip(chunk, asked.result(), strict=True)
