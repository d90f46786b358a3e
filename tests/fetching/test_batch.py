"""Many identifiers: in order, each once, each with its article or its problem, whatever happens."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from citeform.errors import AnswerError, NotFoundError, ServiceError
from citeform.fetching.fetcher import Fetcher
from citeform.fetching.plan import Planner
from citeform.fetching.settings import Settings
from citeform.model.article import Article
from citeform.testing.server import Server

MIXED = [
    "10.5555/1",
    "PMID:123",
    "hello",
    "arXiv:2101.00001",
    "10.5555/missing",
    "ISBN 978-0-306-40615-7",
    "10.7777/x",
    "DOI:10.5555/1",
    "10.5555/fault.html.1",
    "10.8888/x",
    "10/abcde",
    "10.5555/fault.503.1",
]


def test_any_mix_in_order_each_with_its_article_or_its_problem(server: Server) -> None:
    with Fetcher(server.settings(attempts=1)) as fetcher:
        results = fetcher.fetch_many(MIXED)
    assert [each.identifier for each in results] == MIXED
    assert [type(each.problem).__name__ for each in results] == [
        "NoneType",
        "NoneType",
        "NotAnIdentifierError",
        "NoneType",
        "NotFoundError",
        "NoneType",
        "NoneType",
        "NoneType",
        "AnswerError",
        "NoneType",
        "NoneType",
        "ServiceError",
    ]
    assert [each.article is None for each in results] == [
        each.problem is not None for each in results
    ]
    assert results[0].article == results[7].article


def test_progress_is_told(fetcher: Fetcher) -> None:
    told: list[int] = []
    fetcher.fetch_many(["10.5555/1", "nope", "10.5555/2"], progress=told.append)
    assert told == [1, 2, 3]


def test_the_results_are_a_sequence_with_a_library(fetcher: Fetcher) -> None:
    results = fetcher.fetch_many(["10.5555/1", "10.5555/missing", "nope"])
    assert len(results) == 3
    assert results.articles.ids == ["10.5555/1"]
    assert [each.code for each in results.articles.diagnostics] == [
        "fetch.not-found",
        "fetch.not-an-identifier",
    ]
    assert [each.identifier for each in results.problems] == ["10.5555/missing", "nope"]
    assert list(results[1:]) == results.problems
    assert repr(results) == "<Results: 1 articles, 2 problems>"
    assert results[0].unwrap() == results[0].article
    with pytest.raises(NotFoundError):
        results[1].unwrap()


def test_nothing_for_nothing(fetcher: Fetcher, server: Server) -> None:
    assert list(fetcher.fetch_many([])) == []
    assert server.log == []


def test_duplicates_are_asked_for_once_however_far_apart(fetcher: Fetcher, server: Server) -> None:
    ids = [f"10.5555/{number % 7}" for number in range(900)]
    results = fetcher.fetch_many(ids)
    assert [each.article.doi for each in results] == ids
    asked = Counter(itertools.chain.from_iterable(each.works for each in server.log))
    assert set(asked.values()) == {1}


def test_a_work_that_failed_is_not_asked_for_again(server: Server) -> None:
    ids = ["10.5555/fault.html.1", *(f"10.5555/{n}" for n in range(300)), "10.5555/fault.html.1"]
    with Fetcher(server.settings()) as fetcher:
        results = fetcher.fetch_many(ids)
    assert isinstance(results[0].problem, AnswerError)
    assert isinstance(results[-1].problem, AnswerError)
    assert sum(1 for each in server.log if each.fault == "html") == 1


def test_results_come_while_later_identifiers_are_not_even_read(fetcher: Fetcher) -> None:
    read = 0

    def endless():
        nonlocal read
        for number in itertools.count():
            read += 1
            yield f"10.5555/{number}"

    found = list(itertools.islice(fetcher.iter_fetch(endless()), 50))
    assert [each.article.doi for each in found] == [f"10.5555/{n}" for n in range(50)]
    assert read < 2000


def test_a_page_asks_for_what_nobody_asks_for_yet() -> None:
    units = []
    planner = Planner(lambda unit: units.append(unit) or unit, Settings(batch_size=2))
    pages = list(planner.pages(["10.5555/1", "PMID:1", "10.5555/1", "10.5555/2", "10.5555/3"]))
    assert [(unit.kind, unit.values) for unit in units] == [
        ("doi", ("10.5555/1", "10.5555/2")),
        ("doi", ("10.5555/3",)),
        ("pmid", ("1",)),
    ]
    assert [entry.task for entry in pages[0]] == [units[0], units[2], units[0], units[0], units[1]]


def test_a_fault_in_a_source_costs_one_work(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    import citeform.fetching.dois as source

    def broken(message: dict[str, object]) -> Article:
        if message["DOI"] == "10.5555/2":
            raise ZeroDivisionError("oh")
        return Article(doi=str(message["DOI"]))

    monkeypatch.setattr(source, "from_crossref", broken)
    results = fetcher.fetch_many(["10.5555/1", "10.5555/2", "10.5555/3"])
    assert [each.problem is None for each in results] == [True, False, True]
    assert str(results[1].problem) == "the answer could not be read: ZeroDivisionError: oh"


def test_a_service_that_is_down_is_given_up_soon(server: Server) -> None:
    """Otherwise a thousand identifiers would wait for a thousand times four attempts."""
    server.down = True
    with Fetcher(server.settings(attempts=2)) as fetcher:
        results = fetcher.fetch_many([f"10.5555/{number}" for number in range(1000)])
    assert all(isinstance(each.problem, ServiceError) for each in results)
    assert len(server.log) < 150


# ------------------------------------------------------------------ the rate, faults, a kill

FAULTY = ["429-plain", "500", "cut", "cut-body", "html", "truncated", "bad-gzip", "not-utf8"]


@pytest.mark.parametrize("parallel", [1, 8])
def test_the_advertised_rate_is_never_exceeded(parallel: int) -> None:
    from citeform.fetching.settings import Rate

    with Server(rate=(12, 0.5), delay=0.005) as server:
        rates = {"crossref": Rate(5, 0.5, parallel=2), "crossref/list": Rate(5, 0.5, parallel=2)}
        settings = server.settings(parallel=parallel, batch_size=1, rates=rates)
        with Fetcher(settings) as fetcher:
            fetcher.fetch_many([f"10.5555/{number}" for number in range(30)])
    assert len(server.log) == 30
    assert server.refused == {}
    assert server.busiest("crossref", 0.5) <= 12


def test_the_advertised_concurrency_is_never_exceeded() -> None:
    with Server(concurrency=2, delay=0.02) as server:
        settings = server.settings(parallel=8, batch_size=1)
        with Fetcher(settings) as fetcher:
            fetcher.fetch("10.5555/first")  # from here on the limit is known
            server.most_parallel = 0
            fetcher.fetch_many([f"10.5555/{number}" for number in range(40)])
    assert server.most_parallel <= 2


def test_faults_of_every_kind_among_hundreds() -> None:
    """Requests that fail by turns, works that fail for good, and the like; nothing asked twice."""
    ids = [
        f"10.5555/fault.{FAULTY[number % 8]}.{number}" if number % 33 == 0 else f"10.5555/{number}"
        for number in range(800)
    ]
    passing = ("500", "cut", "cut-body", "429-plain")
    with Server(faults=0.03, fault_names=passing, rate=(500, 1.0)) as server:
        with Fetcher(server.settings(parallel=4, read_timeout=3.0, total_timeout=6.0)) as fetcher:
            results = fetcher.fetch_many(ids)
        log = list(server.log)
    assert [each.identifier for each in results] == ids
    for each in results:
        assert (each.problem is not None) == ("fault." in each.identifier), each
    answered = Counter(
        work
        for each in log
        if each.status == 200 and not each.fault
        for work in each.works
        if "fault." not in work
    )
    assert set(answered.values()) == {1}
    assert server.refused == {}


PROGRAM = """
import sys
from pathlib import Path
from citeform.fetching import Fetcher, Settings

settings = Settings.from_environment(cache=Path(sys.argv[1]), batch_size=5, parallel=2)
with Fetcher(settings) as fetcher:
    for number, each in enumerate(fetcher.iter_fetch(f"10.5555/{n}" for n in range(300))):
        print(number, each.problem or each.article.doi, flush=True)
"""


def test_killed_half_way_and_started_again_nothing_is_asked_twice(tmp_path: Path) -> None:
    with Server(rate=(60, 0.5), delay=0.01) as server:
        environment = {
            **os.environ,
            **{f"CITEFORM_{name.upper()}": url for name, url in server.addresses().items()},
        }
        command = [sys.executable, "-c", PROGRAM, str(tmp_path / "cache.sqlite3")]
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for _ in range(60):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL)
        time.sleep(0.1)
        before = Counter(work for each in server.asked() for work in each.works)
        assert 60 <= len(before) < 300
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        after = Counter(work for each in server.asked() for work in each.works)
    expected = [f"{number} 10.5555/{number}" for number in range(300)]
    assert done.stdout.splitlines() == expected
    # Only what was under way when it was killed may have been answered to nobody.
    twice = [work for work, times in after.items() if times > 1]
    assert len(twice) <= 2 * 5
    assert max(after.values()) <= 2
