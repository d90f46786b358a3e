"""The client against a real server that misbehaves in every way there is a name for."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import time
from pathlib import Path

import pytest

from citeform.errors import (
    AnswerError,
    CiteformError,
    FetchError,
    NotFoundError,
    ServiceError,
    UnsafeAddressError,
)
from citeform.fetching import crossref
from citeform.fetching.exchange import Failure, Send
from citeform.fetching.fetcher import Fetcher
from citeform.fetching.transport import Transport
from citeform.testing.faults import FAULTS, HARMLESS
from citeform.testing.server import Server

# What each fault looks like from the outside: the error, a part of its message, the requests sent.
EXPECTED: dict[str, tuple[type[CiteformError], str, int]] = {
    "429": (ServiceError, "status 429, 2 times", 2),
    "429-plain": (ServiceError, "status 429, 2 times", 2),
    "429-date": (ServiceError, "status 429, 2 times", 2),
    "429-long": (ServiceError, "left alone for 86400 seconds", 1),
    "500": (ServiceError, "status 500, 2 times", 2),
    "502": (ServiceError, "status 502, 2 times", 2),
    "503": (ServiceError, "status 503, 2 times", 2),
    "504": (ServiceError, "status 504, 2 times", 2),
    "400": (ServiceError, "status 400", 1),
    "401": (ServiceError, "status 401", 1),
    "403": (ServiceError, "status 403", 1),
    "418": (ServiceError, "status 418", 1),
    "410": (NotFoundError, "knows no DOI", 1),
    "slow-headers": (ServiceError, "nothing came for", 1),
    "drip-headers": (ServiceError, "no whole answer within", 1),
    "slow-body": (ServiceError, "nothing came for", 1),
    "drip-body": (ServiceError, "no whole answer within", 1),
    "cut": (ServiceError, "connection broke", 2),
    "cut-body": (ServiceError, "connection broke", 2),
    "not-http": (ServiceError, "connection broke", 2),
    "no-length": (AnswerError, "not JSON", 1),
    "html": (AnswerError, "text/html instead of application/json", 1),
    "html-as-json": (AnswerError, "not JSON", 1),
    "truncated": (AnswerError, "not JSON", 1),
    "empty": (AnswerError, "not JSON", 1),
    "wrong-shape": (AnswerError, "no record", 1),
    "deep": (AnswerError, "not JSON", 1),
    "bomb": (AnswerError, "larger than 1,000,000 bytes", 1),
    "huge": (AnswerError, "larger than 1,000,000 bytes", 1),
    "bad-gzip": (AnswerError, "stops short", 1),
    "not-gzip": (AnswerError, "not gzip", 1),
    "unknown-coding": (AnswerError, "not asked for", 1),
    "not-utf8": (AnswerError, "not in UTF-8", 1),
    "redirect-private": (UnsafeAddressError, "10.0.0.1 is not a public host", 1),
    "redirect-link-local": (UnsafeAddressError, "169.254.169.254 is not a public host", 1),
    "redirect-file": (UnsafeAddressError, "not http", 1),
    "redirect-nowhere": (AnswerError, "no address", 1),
    "redirect-loop": (ServiceError, "in a circle", 2),
    "redirect-endless": (ServiceError, "redirected 5 times", 6),
}


def test_every_fault_is_tried() -> None:
    assert {*EXPECTED, *HARMLESS} == set(FAULTS)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_server_that_misbehaves_gives_a_clear_error(server: Server, name: str) -> None:
    kind, message, requests = EXPECTED[name]
    slow, drips = name.startswith("slow"), name.startswith("drip")
    settings = server.settings(
        max_size=1_000_000,
        attempts=2,
        read_timeout=0.3 if slow else 10.0,
        total_timeout=0.4 if drips else 10.0,
    )
    with Fetcher(settings) as fetcher:
        begun = time.monotonic()
        with pytest.raises(FetchError) as caught:
            fetcher.run(crossref.work(f"10.5555/fault.{name}.1", settings))
    assert type(caught.value) is kind
    assert message in str(caught.value)
    assert len(server.log) == requests
    assert time.monotonic() - begun < 8.0


@pytest.mark.parametrize("name", ["wrong-charset", "latin1"])
def test_a_wrong_charset_does_no_harm(fetcher: Fetcher, name: str) -> None:
    article = fetcher.fetch(f"10.5555/fault.{name}.1")
    expected = fetcher.run(crossref.work(f"10.5555/fault.{name}.1", fetcher.settings))
    assert [each.family for each in article.author] == [
        each["family"] for each in expected["author"]
    ]


@pytest.mark.parametrize("name", ["429-plain", "500", "502", "504", "cut", "cut-body", "429-date"])
def test_what_fails_once_is_asked_for_again(fetcher: Fetcher, server: Server, name: str) -> None:
    assert fetcher.fetch(f"10.5555/once.{name}.1").doi == f"10.5555/once.{name}.1"
    assert len(server.log) == 2


def test_retry_after_is_waited_for(fetcher: Fetcher, server: Server) -> None:
    fetcher.fetch("10.5555/once.429.1")
    first, second = server.log
    assert second.at - first.at >= 1.0


def test_a_service_that_is_not_there_is_a_service_error() -> None:
    with Server() as gone:
        settings = gone.settings(attempts=2)
    with Fetcher(settings) as fetcher, pytest.raises(ServiceError, match="refused, 2 times"):
        fetcher.fetch("10.5555/1")


def test_a_guarded_request_connects_to_no_private_address(server: Server) -> None:
    transport = Transport(server.settings())
    outcome = transport.send(Send(f"{server.url}/page/1", {}, guarded=True))
    transport.close()
    assert outcome == Failure(
        "unsafe", "127.0.0.1 is not a public host (127.0.0.1); allow it with allowed_hosts"
    )
    assert server.log == []


def test_a_guarded_request_looks_the_name_up_and_keeps_to_what_it_found(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the second look-up would lead elsewhere, so there must be none."""
    import socket

    port = int(server.url.rpartition(":")[2])
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, *rest: object, **more: object):
        asked.append(host)
        return real("127.0.0.1" if host == "paper.example" else host, *rest, **more)

    monkeypatch.setattr("citeform.fetching.hosts.is_public", lambda _address: True)
    monkeypatch.setattr("citeform.fetching.hosts.public_addresses.__defaults__", (look_up,))
    transport = Transport(server.settings())
    outcome = transport.send(Send(f"http://paper.example:{port}/page/1", {}, guarded=True))
    transport.close()
    assert getattr(outcome, "status", outcome) == 200
    assert asked == ["paper.example"]
    assert server.log[0].headers["host"] == f"paper.example:{port}"


def test_a_guarded_request_through_a_proxy_is_checked_too(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    transport = Transport(server.settings())
    refused = transport.send(Send("http://10.0.0.1/secret", {}, guarded=True))
    assert getattr(refused, "kind", "") == "unsafe"
    transport.send(Send("http://8.8.8.8/page/1", {}, guarded=True))
    transport.close()
    assert [each.headers["host"] for each in server.log] == ["8.8.8.8"]


def test_cookies_are_not_kept_and_netrc_is_not_sent(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password s3cret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    transport = Transport(server.settings())
    transport.send(Send(f"{server.url}/page/1", {}, guarded=False))
    transport.close()
    assert "authorization" not in server.log[0].headers
    assert "cookie" not in server.log[0].headers


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for paper.example with its key, in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make a certificate with")
    path = tmp_path / "both.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=paper.example"
        f" -addext subjectAltName=DNS:paper.example -keyout {path}.key -out {path}.crt"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    path.write_text(Path(f"{path}.crt").read_text() + Path(f"{path}.key").read_text())
    return path


def test_a_certificate_is_checked_against_the_name_also_when_guarded(
    server: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server._http.socket = context.wrap_socket(server._http.socket, server_side=True)
    port = int(server.url.rpartition(":")[2])
    monkeypatch.setattr(
        "citeform.fetching.connections.public_addresses", lambda _host, port: [("127.0.0.1", port)]
    )

    def status_of(host: str) -> object:
        transport = Transport(server.settings(read_timeout=5, total_timeout=5))
        outcome = transport.send(Send(f"https://{host}:{port}/page/1", {}, guarded=True))
        transport.close()
        return getattr(outcome, "status", 0)

    assert status_of("paper.example") == 0  # nobody vouches for the certificate
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", f"{certificate}.crt")
    assert status_of("paper.example") == 200
    assert status_of("other.example") == 0


def test_an_interrupt_does_not_wait_for_answers(server: Server) -> None:
    """As Ctrl-C while a service is slow: the connections are cut, the threads end."""
    settings = server.settings(read_timeout=30, total_timeout=30)
    with Fetcher(settings) as fetcher:
        original = fetcher._hand_out

        def interrupted(*_: object):
            while not server.log:
                time.sleep(0.01)
            raise KeyboardInterrupt

        fetcher._hand_out = interrupted
        begun = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            fetcher.fetch_many(["10.5555/fault.slow-headers.1"])
        assert time.monotonic() - begun < 3.0
        fetcher._hand_out = original
        assert fetcher.fetch("10.5555/1").doi == "10.5555/1"
