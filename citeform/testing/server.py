"""A server on this machine that speaks the services' APIs and misbehaves on demand.

::

    python -m citeform.testing.server --port 8080 --faults 0.03

prints the settings that make citeform ask it instead of the real ones. In a test::

    with Server() as server:
        fetcher = Fetcher(server.settings())
        fetcher.fetch("10.5555/anything")
        server.log[0].path, server.busiest("crossref")

Works are made up (`citeform.testing.facts`). An identifier with `fault.NAME.` in it fails each
time in that way (`10.5555/fault.html.1`), one with `once.NAME.` only the first time; the names are
those of `citeform.testing.faults`. `faults=0.03` lets three of a hundred requests fail besides, in
all ways by turns.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import parse_qs, unquote, urlsplit

from citeform.testing import facts
from citeform.testing.faults import FAULTS

if TYPE_CHECKING:
    from citeform.fetching.settings import Settings

_SERVICES = ("crossref", "datacite", "doi", "pubmed", "arxiv", "openlibrary", "page")
_MARK = re.compile(r"(fault|once)\.([a-z0-9-]+)", re.IGNORECASE)
_JSON = "application/json"
_PHRASES = {status.value: status.phrase for status in HTTPStatus}


@dataclass(slots=True)
class Asked:
    """One request as it came."""

    at: float
    """Seconds of a clock that never goes back."""
    service: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    fault: str = ""
    status: int = 0
    works: list[str] = field(default_factory=list)
    """The identifiers it was about."""


class Server:
    """The server, running in a thread from `with` to its end, on a free port of 127.0.0.1.

    `rate` is advertised and enforced: (requests, seconds) for each service. `faults` is the share
    of requests that fail, in the ways of `fault_names` by turns.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        rate: tuple[int, float] | None = (200, 1.0),
        advertise: bool = True,
        concurrency: int = 0,
        faults: float = 0.0,
        fault_names: Iterable[str] = ("429", "500", "503", "cut", "cut-body", "html", "truncated"),
        records: Mapping[str, Mapping[str, Any]] | None = None,
        etags: bool = False,
        delay: float = 0.0,
    ) -> None:
        self.rate = rate
        self.advertise = advertise
        self.concurrency = concurrency
        self.etags = etags
        self.delay = delay
        self.records = {doi.lower(): record for doi, record in (records or {}).items()}
        """Other Crossref records than made-up ones, by DOI."""
        self.down = False
        """Whether every request is answered with 502."""
        self.log: list[Asked] = []
        self.refused: Counter[str] = Counter()
        """How often each service was asked faster than its rate allows."""
        self.most_parallel = 0
        self.stopping = threading.Event()
        self._share = faults
        self._fault_names = tuple(fault_names)
        self._served = self._faulty = 0
        self._once: Counter[str] = Counter()
        self._recent: defaultdict[str, list[float]] = defaultdict(list)
        self._under_way = 0
        self._lock = threading.Lock()
        handler = type("BoundHandler", (Handler,), {"owner": self})
        self._http = _Http(("127.0.0.1", port), handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()

    def addresses(self) -> dict[str, str]:
        """The services' addresses, as settings of citeform."""
        return {
            "crossref_url": f"{self.url}/crossref",
            "datacite_url": f"{self.url}/datacite",
            "doi_url": f"{self.url}/doi",
            "pubmed_url": f"{self.url}/pubmed",
            "arxiv_url": f"{self.url}/arxiv",
            "openlibrary_url": f"{self.url}/openlibrary",
        }

    def settings(self, **changes: Any) -> Settings:
        """Settings that ask this server, quickly: no cache on disk, short waits."""
        from citeform.fetching.settings import Rate, Settings

        quick: dict[str, Any] = {
            "backoff": 0.01,
            "connect_timeout": 2.0,
            "read_timeout": 5.0,
            "total_timeout": 10.0,
            "use_cache": False,
            "rates": {
                name: Rate(200, parallel=4) for name in (*_SERVICES, "doi.org", "crossref/list")
            },
        }
        return Settings(**{**self.addresses(), **quick, **changes})

    def asked(self, service: str = "") -> list[Asked]:
        """What was asked so far, of one service or of all."""
        return [each for each in list(self.log) if service in {"", each.service}]

    def busiest(self, service: str, seconds: float = 1.0) -> int:
        """The most requests that came within any so many seconds."""
        times = sorted(each.at for each in self.asked(service))
        most, first = 0, 0
        for last, at in enumerate(times):
            while at - times[first] >= seconds:
                first += 1
            most = max(most, last - first + 1)
        return most

    # What handlers report, from many threads.

    def begin(self, asked: Asked) -> str:
        """Take note of a request; returns the fault it is to meet, or ""."""
        with self._lock:
            self.log.append(asked)
            self._under_way += 1
            self.most_parallel = max(self.most_parallel, self._under_way)
            if self.down:
                return "502"
            if self.rate is not None and self._too_fast(asked, *self.rate):
                self.refused[asked.service] += 1
                return "429"
            return self._marked(asked) or self._by_turns()

    def end(self) -> None:
        """A request is answered."""
        with self._lock:
            self._under_way -= 1

    def _too_fast(self, asked: Asked, limit: int, interval: float) -> bool:
        recent = self._recent[asked.service]
        recent[:] = [at for at in recent if asked.at - at < interval]
        recent.append(asked.at)
        return len(recent) > limit

    def _marked(self, asked: Asked) -> str:
        """The fault that the identifier asks for, where the request is about it alone."""
        text = asked.works[0] if len(asked.works) == 1 else unquote(asked.path)
        match = _MARK.search(text)
        if len(asked.works) > 1 or match is None or match[2].lower() not in FAULTS:
            return ""
        if match[1].lower() == "once":
            self._once[text] += 1
            if self._once[text] > 1:
                return ""
        return match[2].lower()

    def _by_turns(self) -> str:
        self._served += 1
        if self._share and self._served * self._share >= self._faulty + 1:
            self._faulty += 1
            return self._fault_names[self._faulty % len(self._fault_names)]
        return ""


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away in the middle are what this server is for."""


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    owner: ClassVar[Server]
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    charset = "utf-8"
    encode_as = "utf-8"

    def do_GET(self) -> None:
        """Answer, or fail to."""
        owner = self.owner
        parts = urlsplit(self.path)
        service, _, rest = parts.path.lstrip("/").partition("/")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.charset = self.encode_as = "utf-8"
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._asked = Asked(time.monotonic(), service, rest, query, headers)
        self._asked.works = _works(service, rest, query)
        self._asked.fault = owner.begin(self._asked)
        try:
            if owner.delay:
                time.sleep(owner.delay)
            if self._asked.fault:
                FAULTS[self._asked.fault](self)
            else:
                self.serve()
        finally:
            owner.end()

    def serve(self) -> None:
        """The right answer."""
        asked = self._asked
        answer = _ROUTES.get(asked.service, _nothing)(self.owner, asked)
        body, media_type, status, headers = (*answer, {})[:4]
        if status == 200 and self.owner.etags:
            tag = f'"{abs(hash(body)):x}"'
            headers = {**headers, "ETag": tag}
            if asked.headers.get("if-none-match") == tag:
                self.answer(b"", media_type, 304, **headers)
                return
        if self.encode_as != "utf-8":
            body = body.decode().encode(self.encode_as, "replace")
        self.answer(body, f"{media_type}; charset={self.charset}", status, **headers)

    def answer(self, body: bytes, media_type: str, status: int = 200, **headers: str) -> None:
        """Send a whole answer; blanks in header names are written as underscores."""
        owner = self.owner
        self._asked.status = status
        shown = {"Content-Type": media_type, "Content-Length": str(len(body))}
        if owner.rate is not None and owner.advertise:
            shown["X-Rate-Limit-Limit"] = str(owner.rate[0])
            shown["X-Rate-Limit-Interval"] = f"{owner.rate[1]:g}s"
        if owner.concurrency:
            shown["X-Concurrency-Limit"] = str(owner.concurrency)
        shown |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = f"HTTP/1.1 {status} {_PHRASES.get(status, 'Unknown')}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in shown.items())
        # One write: two would wait for each other (Nagle's algorithm, delayed acknowledgement).
        self.raw(head.encode("latin-1") + b"\r\n" + (b"" if status == 304 else body))

    def raw(self, data: bytes) -> bool:
        """Send bytes as they are; False where nobody takes them any more."""
        try:
            self.wfile.write(data)
        except OSError:
            self.close_connection = True
            return False
        return True

    def wait(self) -> None:
        """Say nothing until the client has gone or the server stops."""
        while self.still_there():
            time.sleep(0.02)
        self.close_now()

    def still_there(self) -> bool:
        """Whether the client waits, for at most half a minute."""
        self.close_connection = True
        if self.owner.stopping.is_set() or time.monotonic() - self._asked.at > 30:
            return False
        try:
            self.connection.setblocking(False)
            return bool(self.connection.recv(1))
        except BlockingIOError:
            return True
        except OSError:
            return False
        finally:
            self.connection.setblocking(True)

    def close_now(self) -> None:
        """Close the connection."""
        self.close_connection = True
        self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: `Server.log` has it all."""


# ------------------------------------------------------------------ services

Answer = tuple[bytes, str, int] | tuple[bytes, str, int, dict[str, str]]


def _json(value: Any, status: int = 200, media_type: str = _JSON) -> Answer:
    return json.dumps(value, ensure_ascii=False).encode(), media_type, status


def _nothing(server: Server, asked: Asked) -> Answer:  # noqa: ARG001 -- a route like the others
    return b"Resource not found.", "text/plain", 404


def _works(service: str, path: str, query: dict[str, str]) -> list[str]:
    """The identifiers that a request is about."""
    if service == "crossref" and path == "works":
        return re.findall(r"(?:^|,)(?:doi|updates):([^,]+)", query.get("filter", ""))
    if service == "doi" and path.startswith("doiRA/"):
        return unquote(path.removeprefix("doiRA/")).split(",")
    for name in ("ids", "id", "id_list", "bibkeys"):
        if name in query:
            return query[name].split(",")
    return [unquote(path).removeprefix("works/").removeprefix("dois/")]


def _record(server: Server, doi: str) -> dict[str, Any] | None:
    known = server.records.get(doi.lower())
    return dict(known) if known is not None else facts.crossref(doi)


def _crossref(server: Server, asked: Asked) -> Answer:
    if asked.path != "works":
        record = _record(server, asked.works[0])
        if record is None:
            return _nothing(server, asked)
        return _json({"status": "ok", "message-type": "work", "message": record})
    filter = asked.query.get("filter", "")
    if filter.startswith("updates:"):
        items = [notice for doi in asked.works for notice in facts.notices_on(doi)]
    elif filter:
        if not all(part.startswith("doi:") for part in filter.split(",")):
            return _json({"status": "failed", "message": [{"value": filter}]}, 400)
        # A work that is to fail, fails when it is asked for alone.
        items = [
            record
            for doi in asked.works
            if not _MARK.search(doi) and (record := _record(server, doi)) is not None
        ]
    else:
        items = _search(server, asked.query.get("query.bibliographic", ""))
    items = items[: int(asked.query.get("rows", "20"))]
    message = {"total-results": len(items), "items-per-page": 20, "items": items}
    return _json({"status": "ok", "message-type": "work-list", "message": message})


def _search(server: Server, text: str) -> list[dict[str, Any]]:
    """Known records by how many words they share with the text, best first."""
    words = set(re.findall(r"\w{3,}", text.lower()))
    pool = [*server.records.values(), *(facts.crossref(f"10.5555/{n}") for n in range(200))]
    pool.append(facts.crossref(facts.EXAMPLE_DOI))
    scored = []
    for record in filter(None, pool):
        own = set(re.findall(r"\w{3,}", json.dumps(record, ensure_ascii=False).lower()))
        scored.append((len(words & own), record))
    scored.sort(key=lambda pair: -pair[0])
    return [{**record, "score": float(score)} for score, record in scored if score][:20]


def _datacite(server: Server, asked: Asked) -> Answer:  # noqa: ARG001 -- a route like the others
    found = [record for doi in asked.works if (record := facts.datacite(doi)) is not None]
    if asked.path == "dois":
        return _json({"data": found}, media_type="application/vnd.api+json")
    if not found:
        return _json({"errors": [{"status": "404"}]}, 404)
    return _json({"data": found[0]}, media_type="application/vnd.api+json")


def _doi(server: Server, asked: Asked) -> Answer:
    if asked.path.startswith("doiRA/"):
        return _json(
            [
                {"DOI": doi, "RA": name}
                if (name := facts.agency(doi))
                else {"DOI": doi, "status": "DOI does not exist"}
                for doi in asked.works
            ]
        )
    if asked.path.startswith("api/handles/"):
        alias = unquote(asked.path).removeprefix("api/handles/")
        if not alias.startswith("10/") or "zzz" in alias:
            return _json({"responseCode": 100, "handle": alias}, 404)
        data = {"format": "string", "value": f"10.5555/{alias[3:]}"}
        return _json({"responseCode": 1, "values": [{"type": "HS_ALIAS", "data": data}]})
    item = facts.csl_json(asked.works[0])
    if item is None:
        return _nothing(server, asked)
    if "citationstyles" not in asked.headers.get("accept", ""):
        return b"", "text/html", 302, {"Location": "https://publisher.example.org/"}
    return _json(item, media_type="application/vnd.citationstyles.csl+json")


def _pubmed(server: Server, asked: Asked) -> Answer:
    if asked.path != "efetch.fcgi":
        return _nothing(server, asked)
    if asked.query.get("db") == "pmc":
        found = "".join(facts.jats(number.upper().removeprefix("PMC")) for number in asked.works)
        return f"<pmc-articleset>{found}</pmc-articleset>".encode(), "text/xml", 200
    found = "".join(map(facts.pubmed_xml, asked.works))
    whole = f'<?xml version="1.0" ?><PubmedArticleSet>{found}</PubmedArticleSet>'
    return whole.encode(), "text/xml", 200


def _arxiv(server: Server, asked: Asked) -> Answer:  # noqa: ARG001 -- a route like the others
    found = "".join(map(facts.arxiv_entry, asked.works))
    feed = (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        f'xmlns:arxiv="http://arxiv.org/schemas/atom">{found}</feed>'
    )
    return feed.encode(), "application/atom+xml", 200


def _openlibrary(server: Server, asked: Asked) -> Answer:  # noqa: ARG001 -- a route like the others
    books = {key: facts.book(key.removeprefix("ISBN:")) for key in asked.works}
    return _json({key: book for key, book in books.items() if book is not None})


def _page(server: Server, asked: Asked) -> Answer:
    if "missing" in asked.path:
        return _nothing(server, asked)
    return facts.page(asked.path).encode(), "text/html", 200


_ROUTES = {
    "crossref": _crossref,
    "datacite": _datacite,
    "doi": _doi,
    "pubmed": _pubmed,
    "arxiv": _arxiv,
    "openlibrary": _openlibrary,
    "page": _page,
}


def main(argv: list[str] | None = None) -> int:
    """Run the server until it is interrupted."""
    parser = argparse.ArgumentParser(
        prog="python -m citeform.testing.server",
        description="Play the services that citeform asks, on this machine, with made-up works.",
    )
    parser.add_argument("--port", type=int, default=0, help="0 (the default) takes a free one")
    parser.add_argument(
        "--faults", type=float, default=0.0, metavar="SHARE", help="share of requests that fail"
    )
    parser.add_argument(
        "--rate", type=int, default=50, metavar="N", help="requests a second that are allowed"
    )
    args = parser.parse_args(argv)
    with Server(port=args.port, faults=args.faults, rate=(args.rate, 1.0)) as server:
        for name, url in server.addresses().items():
            print(f"export CITEFORM_{name.upper()}={url}")  # noqa: T201 -- a program's output
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
