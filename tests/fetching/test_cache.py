from __future__ import annotations

import multiprocessing
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from citeform.errors import NotFoundError, OfflineError
from citeform.fetching.cache import Cache, default_path
from citeform.fetching.fetcher import Fetcher
from citeform.fetching.flow import Request, Response
from citeform.fetching.settings import Settings

if TYPE_CHECKING:
    from citeform.testing.server import Server

REQUEST = Request("https://api.example.org/works/1", "crossref")
ANSWER = Response(
    200, REQUEST.url, {"content-type": "application/json", "etag": '"1"'}, b'{"a": 1}'
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "down" / "answers.sqlite3"


def cache_at(path: Path, now: float = 0.0, **changes: object) -> Cache:
    return Cache(Settings(cache=path, **changes), lambda: now)


def test_what_is_put_in_comes_out(path: Path) -> None:
    cache = cache_at(path)
    assert cache.get(REQUEST) is None
    cache.put(REQUEST, ANSWER)
    kept = cache.get(REQUEST)
    assert kept is not None
    assert (kept.response, kept.fresh) == (ANSWER, True)


def test_it_is_there_for_the_next_run(path: Path) -> None:
    first = cache_at(path)
    first.put(REQUEST, ANSWER)
    first.close()
    kept = cache_at(path).get(REQUEST)
    assert kept is not None
    assert kept.response == ANSWER


def test_another_accept_header_is_another_answer(path: Path) -> None:
    cache = cache_at(path)
    cache.put(REQUEST, ANSWER)
    assert cache.get(Request(REQUEST.url, "crossref", accept="text/html")) is None


@pytest.mark.parametrize(("age", "fresh"), [(99.0, True), (101.0, False)])
def test_an_answer_grows_old(path: Path, age: float, fresh: bool) -> None:
    cache_at(path).put(REQUEST, ANSWER)
    kept = cache_at(path, age, max_age=100.0).get(REQUEST)
    assert kept is not None
    assert kept.fresh is fresh


def test_that_there_is_nothing_is_kept_for_a_shorter_time(path: Path) -> None:
    cache_at(path).put(REQUEST, Response(404, REQUEST.url))
    kept = cache_at(path, 50.0, max_age=100.0, max_age_absent=10.0).get(REQUEST)
    assert kept is not None
    assert (kept.response.status, kept.fresh) == (404, False)


def test_info_and_clear(path: Path) -> None:
    cache_at(path, 10.0).put(REQUEST, ANSWER)
    cache = cache_at(path, 20.0)
    cache.put(Request("https://x.example/2", "pubmed"), Response(404, "https://x.example/2"))
    info = cache.info()
    assert (info.path, info.answers, info.absent, info.oldest) == (
        path,
        {"crossref": 1, "pubmed": 1},
        1,
        10.0,
    )
    assert info.size > 0
    assert cache.clear(older_than=5.0) == 1
    assert cache.info().answers == {"pubmed": 1}
    assert cache.clear(service="crossref") == 0
    assert cache.clear() == 1
    assert cache.info().oldest is None


def test_without_a_cache_nothing_is_left_behind() -> None:
    cache = Cache(Settings(use_cache=False))
    cache.put(REQUEST, ANSWER)
    folder = cache.path.parent
    assert cache.get(REQUEST) is not None
    cache.close()
    assert not folder.exists()


def test_a_file_that_is_no_cache_is_begun_anew(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"this is no database, but long enough to look at" * 50)
    cache = cache_at(path)
    cache.put(REQUEST, ANSWER)
    assert cache.get(REQUEST) is not None
    assert cache.problem == ""


def test_a_torn_body_is_as_if_it_were_not_there(path: Path) -> None:
    cache = cache_at(path)
    cache.put(REQUEST, ANSWER)
    cache.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE answers SET body = x'0102'")
    connection.close()
    assert cache_at(path).get(REQUEST) is None


def test_a_folder_that_cannot_be_written_costs_the_cache_only(
    tmp_path: Path, server: Server
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    settings = server.settings(use_cache=True, cache=file / "answers.sqlite3")
    with Fetcher(settings) as fetcher:
        assert fetcher.fetch("10.5555/1").doi == "10.5555/1"
        assert str(file) in fetcher.cache.problem


def test_a_file_that_is_busy_is_a_miss_and_not_the_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *rest, **more: real(*rest, **{**more, "timeout": 0})
    )
    cache = cache_at(path)
    cache.put(REQUEST, ANSWER)
    other = real(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    cache.put(Request("https://x.example/2", "pubmed"), ANSWER)
    other.execute("ROLLBACK")
    other.close()
    assert cache.problem == ""
    assert cache.info().answers == {"crossref": 1}


def test_the_usual_place_is_the_users_cache_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert tmp_path in default_path().parents


def _write(path: Path, which: int) -> None:
    cache = cache_at(path)
    for number in range(40):
        request = Request(f"https://api.example.org/{which}/{number}", "crossref")
        cache.put(request, ANSWER)
    if cache.problem:
        raise SystemExit(cache.problem)


def test_many_processes_write_at_once(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_write, args=(path, which)) for which in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    assert cache_at(path).info().answers == {"crossref": 160}


# ------------------------------------------------------------------ with a fetcher


def test_a_second_run_asks_nobody(server: Server, path: Path) -> None:
    settings = server.settings(use_cache=True, cache=path)
    for _ in range(2):
        with Fetcher(settings) as fetcher:
            assert fetcher.fetch("10.5555/1").doi == "10.5555/1"
            with pytest.raises(NotFoundError):
                fetcher.fetch("10.5555/missing")
    assert len(server.log) == 3  # the work; the missing one at Crossref and at doi.org


def test_offline_has_what_was_asked_for_before(server: Server, path: Path) -> None:
    with Fetcher(server.settings(use_cache=True, cache=path)) as fetcher:
        online = fetcher.fetch("10.5555/1")
    server.log.clear()
    with Fetcher(server.settings(use_cache=True, cache=path, offline=True)) as fetcher:
        assert fetcher.fetch("doi:10.5555/1") == online
        with pytest.raises(OfflineError):
            fetcher.fetch("10.5555/2")
    assert server.log == []


def test_an_old_answer_is_renewed_by_its_etag(server: Server, path: Path) -> None:
    server.etags = True
    settings = server.settings(use_cache=True, cache=path, max_age=0.000001)
    with Fetcher(settings) as fetcher:
        first = fetcher.fetch("10.5555/1")
        assert fetcher.fetch("10.5555/1") == first
    assert [each.status for each in server.log] == [200, 304]


def test_credentials_are_not_kept(server: Server, path: Path) -> None:
    settings = server.settings(
        use_cache=True, cache=path, mailto="me@example.org", crossref_token="s3cret"
    )
    with Fetcher(settings) as fetcher:
        fetcher.fetch("10.5555/1")
    assert server.log[0].headers["crossref-plus-api-token"] == "Bearer s3cret"
    raw = b"".join(each.read_bytes() for each in path.parent.iterdir())
    assert b"s3cret" not in raw
    assert b"example.org" not in raw
