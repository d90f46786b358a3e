"""The rules of one exchange, driven by hand: no clock, no socket."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from citeform.errors import (
    AnswerError,
    FetchError,
    NotFoundError,
    OfflineError,
    ServiceError,
    UnsafeAddressError,
)
from citeform.fetching.exchange import (
    Failure,
    Kept,
    Outcome,
    Send,
    Sleep,
    World,
    converse,
    exchange,
    retry_after,
)
from citeform.fetching.flow import Flow, Request, Response, json_of
from citeform.fetching.limiter import Limiter
from citeform.fetching.settings import Rate, Settings

URL = "https://api.example.org/works/1"
REQUEST = Request(URL, "crossref")
OK = Response(200, URL, {"content-type": "application/json"}, b'{"a": 1}')


@dataclass
class Shelf:
    """A store in memory."""

    kept: dict[str, Kept] = field(default_factory=dict)
    put_in: list[tuple[Request, Response]] = field(default_factory=list)

    def get(self, request: Request) -> Kept | None:
        return self.kept.get(request.url)

    def put(self, request: Request, response: Response) -> None:
        self.put_in.append((request, response))

    def put_many(self, answers: list[tuple[Request, Response]]) -> None:
        self.put_in += answers


class Drive:
    """Plays the world: gives the answers one after the other, and takes note."""

    def __init__(self, *answers: Outcome, kept: Kept | None = None, **settings: object) -> None:
        self.answers = list(answers)
        self.sent: list[Send] = []
        self.slept: list[float] = []
        self.clock = 0.0
        self.shelf = Shelf({URL: kept} if kept else {})
        rates = {"crossref": Rate(1000, parallel=9), "web": Rate(1000, parallel=9)}
        made = Settings(**{"rates": rates, "backoff": 1.0, **settings})
        limiter = Limiter(lambda: self.clock, made.rate)
        self.world = World(made, limiter, self.shelf, lambda: self.clock, lambda: 1.0)

    def run(self, doing):
        outcome: Outcome = None
        try:
            while True:
                step = doing.send(outcome)
                outcome = None
                if isinstance(step, Sleep):
                    self.clock += step.seconds
                    if step.seconds > 0.1:  # the rest is the limiter's spreading
                        self.slept.append(step.seconds)
                else:
                    self.sent.append(step)
                    outcome = self.answers.pop(0)
        except StopIteration as end:
            return end.value

    def ask(self, request: Request = REQUEST) -> Response:
        response, _ = self.run(exchange(request, self.world))
        return response


def status(code: int, **headers: str) -> Response:
    return Response(code, URL, {name.replace("_", "-"): value for name, value in headers.items()})


def redirect(to: str, code: int = 302) -> Response:
    return status(code, location=to)


BROKEN = Failure("broken", "the connection broke")

# ------------------------------------------------------------------ retries


def test_an_answer_at_once_is_asked_for_once() -> None:
    drive = Drive(OK)
    assert drive.ask() == OK
    assert (len(drive.sent), drive.slept) == (1, [])


@pytest.mark.parametrize(
    "bad", [status(429), status(500), status(502), status(503), status(504), BROKEN]
)
def test_what_may_pass_is_tried_again(bad: Outcome) -> None:
    drive = Drive(bad, bad, OK)
    assert drive.ask() == OK
    assert drive.slept == pytest.approx([1.0, 2.0])


def test_the_number_of_attempts_is_bounded() -> None:
    drive = Drive(*[status(503)] * 9)
    with pytest.raises(ServiceError, match="status 503, 4 times"):
        drive.ask()
    assert len(drive.sent) == 4


@pytest.mark.parametrize("code", [200, 301, 400, 401, 403, 404, 410, 418, 501])
def test_any_other_status_is_an_answer(code: int) -> None:
    drive = Drive(status(code))
    assert drive.ask().status == code


def test_retry_after_is_honoured_and_holds_the_host() -> None:
    drive = Drive(status(429, retry_after="17"), OK)
    drive.ask()
    assert drive.slept == pytest.approx([17.0])


def test_a_retry_after_of_nothing_is_still_a_pause() -> None:
    drive = Drive(status(429, retry_after="0"), OK)
    drive.ask()
    assert drive.slept == pytest.approx([1.0])


def test_what_broke_after_a_long_time_is_not_begun_again() -> None:
    drive = Drive(status(429, retry_after="9"), BROKEN, OK, total_timeout=8.0)
    with pytest.raises(ServiceError, match="the connection broke, 2 times"):
        drive.ask()


def test_a_service_that_wants_too_long_a_pause_is_given_up() -> None:
    drive = Drive(status(503, retry_after="86400"))
    with pytest.raises(ServiceError, match="86400 seconds"):
        drive.ask()
    assert drive.slept == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("-3", None),
        ("١٢", None),
        ("soon", None),
        ("1" * 400, 111111111.0),
        ("Thu, 01 Jan 1970 00:01:30 GMT", 90.0),
        ("Wed, 31 Dec 1969 23:00:00 GMT", 0.0),
        ("Thu, 99 Jan 1970 00:01:30 GMT", None),
    ],
)
def test_retry_after_as_number_and_as_date(text: str, expected: float | None) -> None:
    assert retry_after(text, 0.0) == expected


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("slow", ServiceError),
        ("unknown-host", ServiceError),
        ("large", AnswerError),
        ("invalid", AnswerError),
        ("unsafe", UnsafeAddressError),
    ],
)
def test_what_will_not_pass_is_not_tried_again(kind: str, error: type[FetchError]) -> None:
    drive = Drive(Failure(kind, "so it is"))
    with pytest.raises(error, match="so it is"):
        drive.ask()


def test_after_many_failures_nothing_is_asked_for_a_while() -> None:
    drive = Drive(*[Failure("slow", "slow")] * 40)
    for _ in range(40):
        with pytest.raises(ServiceError, match="slow"):
            drive.ask()
    with pytest.raises(ServiceError, match="not asked for a while"):
        drive.ask()
    assert len(drive.sent) == 40


# ------------------------------------------------------------------ redirects


def test_redirects_are_followed_hop_by_hop_and_away_from_home_guarded() -> None:
    drive = Drive(redirect("/works/2"), redirect("https://other.example/x"), OK)
    answer = drive.ask()
    assert (answer.body, answer.url) == (OK.body, "https://other.example/x")
    assert [each.url for each in drive.sent] == [
        URL,
        "https://api.example.org/works/2",
        "https://other.example/x",
    ]
    assert [each.guarded for each in drive.sent] == [False, False, True]


def test_a_circle_is_noticed() -> None:
    drive = Drive(redirect("/b"), redirect("/works/1"))
    with pytest.raises(ServiceError, match="in a circle"):
        drive.ask()


def test_redirects_are_bounded() -> None:
    drive = Drive(*[redirect(f"/{n}") for n in range(20)])
    with pytest.raises(ServiceError, match="redirected 5 times"):
        drive.ask()


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://example.org/", "javascript:1", "data:,x"]
)
def test_only_http_is_followed(to: str) -> None:
    with pytest.raises(UnsafeAddressError, match="not http"):
        Drive(redirect(to)).ask()


def test_a_redirect_to_nonsense_is_an_answer_error() -> None:
    with pytest.raises(AnswerError, match="no address"):
        Drive(redirect("http://[/")).ask()


def test_a_redirect_without_location_is_an_answer() -> None:
    assert Drive(status(302)).ask().status == 302


# ------------------------------------------------------------------ who is told what


def test_mailto_and_tokens_go_to_the_service_only() -> None:
    drive = Drive(
        redirect("https://other.example/x"), OK, mailto="me@example.org", crossref_token="s3cret"
    )
    drive.ask()
    home, away = drive.sent
    assert home.url == f"{URL}?mailto=me%40example.org"
    assert home.headers["Crossref-Plus-API-Token"] == "Bearer s3cret"
    assert "me@example.org" in home.headers["User-Agent"]
    assert "me@example.org" not in f"{away.url} {away.headers}"
    assert "Crossref-Plus-API-Token" not in away.headers


def test_a_redirect_to_the_same_host_on_another_port_gets_no_token() -> None:
    drive = Drive(redirect("https://api.example.org:8443/x"), OK, crossref_token="s3cret")
    drive.ask()
    assert "Crossref-Plus-API-Token" not in drive.sent[1].headers


def test_a_page_of_the_web_is_not_told_who_asks() -> None:
    drive = Drive(OK, mailto="me@example.org")
    drive.ask(Request("https://blog.example/p", "web", from_user=True))
    (sent,) = drive.sent
    assert sent.url == "https://blog.example/p"
    assert "me@example.org" not in str(sent.headers)
    assert sent.guarded


def test_an_allowed_host_is_not_guarded() -> None:
    drive = Drive(OK, allowed_hosts=frozenset({"127.0.0.1"}))
    drive.ask(Request("http://127.0.0.1/p", "web", from_user=True))
    assert drive.sent[0].guarded is False


# ------------------------------------------------------------------ the cache


def test_what_is_fresh_is_not_asked_for() -> None:
    drive = Drive(kept=Kept(OK, fresh=True))
    assert drive.ask() == OK
    assert drive.sent == []


def test_what_is_old_is_asked_for_with_its_etag_and_kept_if_unchanged() -> None:
    old = Response(200, URL, {"content-type": "application/json", "etag": '"v1"'}, b"{}")
    drive = Drive(status(304), kept=Kept(old, fresh=False))
    assert drive.ask().body == b"{}"
    assert drive.sent[0].headers["If-None-Match"] == '"v1"'


def test_what_is_old_and_has_only_a_date_is_asked_for_with_it() -> None:
    old = Response(200, URL, {"last-modified": "Thu, 01 Jan 1970 00:01:30 GMT"}, b"{}")
    drive = Drive(OK, kept=Kept(old, fresh=False))
    assert drive.ask() == OK
    assert drive.sent[0].headers["If-Modified-Since"] == "Thu, 01 Jan 1970 00:01:30 GMT"


def test_offline_answers_from_the_cache_however_old_and_asks_nobody() -> None:
    assert Drive(kept=Kept(OK, fresh=False), offline=True).ask() == OK
    with pytest.raises(OfflineError, match="not in the cache"):
        Drive(offline=True).ask()


def flow() -> Flow[object]:
    response = yield REQUEST
    if response.status == 404:
        raise NotFoundError("no such work")
    return json_of(response, REQUEST, "It")


def test_an_answer_is_kept_when_the_source_could_read_it() -> None:
    drive = Drive(OK)
    assert drive.run(converse(flow(), drive.world)) == {"a": 1}
    assert drive.shelf.put_in == [(REQUEST, OK)]


def test_that_there_is_no_such_work_is_kept_too() -> None:
    drive = Drive(status(404))
    with pytest.raises(NotFoundError):
        drive.run(converse(flow(), drive.world))
    ((_, kept),) = drive.shelf.put_in
    assert (kept.status, kept.absent) == (404, True)


@pytest.mark.parametrize(
    "bad",
    [
        Response(200, URL, {"content-type": "text/html"}, b"<html>"),
        Response(200, URL, {"content-type": "application/json"}, b"<html>"),
        status(403),
    ],
)
def test_what_the_source_could_not_read_is_not_kept(bad: Response) -> None:
    drive = Drive(bad)
    with pytest.raises(FetchError):
        drive.run(converse(flow(), drive.world))
    assert drive.shelf.put_in == []


def test_a_failure_reaches_the_source_which_may_ask_elsewhere() -> None:
    def resourceful() -> Flow[str]:
        try:
            yield REQUEST
        except ServiceError:
            response = yield Request("https://other.example/", "crossref")
            return response.body.decode()
        return "no failure"

    drive = Drive(status(403), OK)
    assert drive.run(converse(resourceful(), drive.world)) == "no failure"
    drive = Drive(Failure("slow", "slow"), OK)
    assert drive.run(converse(resourceful(), drive.world)) == '{"a": 1}'
