"""The server for tests does itself what it promises."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from citeform.testing.server import Asked, Server


def get(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, dict(answer.headers), answer.read()


def test_the_same_work_always(server: Server) -> None:
    first = get(f"{server.url}/crossref/works/10.5555%2F1")
    assert first[0] == 200
    assert first[2] == get(f"{server.url}/crossref/works/10.5555%2F1")[2]
    assert json.loads(first[2])["message"]["DOI"] == "10.5555/1"


@pytest.mark.parametrize(
    "path", ["", "nothing", "crossref/works/10.9999%2F1", "datacite/dois/10.5555%2F1", "pubmed/x"]
)
def test_what_there_is_not(server: Server, path: str) -> None:
    assert get(f"{server.url}/{path}")[0] == 404


def test_it_advertises_its_rate_and_enforces_it() -> None:
    with Server(rate=(3, 60.0)) as server:
        answers = [get(f"{server.url}/crossref/works/10.5555%2F1") for _ in range(5)]
    assert [status for status, _, _ in answers] == [200, 200, 200, 429, 429]
    assert answers[0][1]["X-Rate-Limit-Limit"] == "3"
    assert answers[0][1]["X-Rate-Limit-Interval"] == "60s"
    assert server.refused == {"crossref": 2}


def test_it_measures_how_busy_it_was(server: Server) -> None:
    server.log += [Asked(at, "crossref", "", {}, {}) for at in (0.0, 0.4, 0.9, 1.0, 1.1, 5.0)]
    assert server.busiest("crossref") == 4  # 0.4, 0.9, 1.0 and 1.1
    assert server.busiest("crossref", 0.3) == 3
    assert server.busiest("pubmed") == 0


def test_it_measures_how_many_came_at_once() -> None:
    with Server(delay=0.5) as server, ThreadPoolExecutor(3) as pool:
        list(pool.map(get, [f"{server.url}/page/{n}" for n in range(3)]))
    assert server.most_parallel == 3


def test_a_share_of_requests_fails_by_turns() -> None:
    with Server(faults=0.25, fault_names=("500", "403"), rate=None) as server:
        codes = [get(f"{server.url}/page/1")[0] for _ in range(16)]
    assert sorted(code for code in codes if code != 200) == [403, 403, 500, 500]


def test_an_etag_saves_the_body(server: Server) -> None:
    server.etags = True
    _, headers, _ = get(f"{server.url}/page/1")
    status, _, body = get(f"{server.url}/page/1", **{"If-None-Match": headers["ETag"]})
    assert (status, body) == (304, b"")


def test_it_can_be_started_by_a_user() -> None:
    command = [sys.executable, "-m", "citeform.testing.server", "--port", "0", "--rate", "7"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        name, _, url = line.strip().partition("=")
        assert name == "export CITEFORM_CROSSREF_URL"
        status, headers, _ = get(f"{url}/works/10.5555%2F1")
        assert (status, headers["X-Rate-Limit-Limit"]) == (200, "7")
        process.terminate()


def test_it_lets_go_of_clients_when_it_stops() -> None:
    begun = time.monotonic()
    with Server() as server, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(get, f"{server.url}/crossref/works/10.5555%2Ffault.slow-headers.1")
        while not server.log:
            time.sleep(0.01)
        server.stopping.set()
        with pytest.raises(OSError):
            waiting.result()
    assert time.monotonic() - begun < 4.0
