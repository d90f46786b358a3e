"""Cache: answers kept in one SQLite file, for this run and later ones.

Many processes may use the file at once (write-ahead log; writers wait for one another). An answer
is found by its request's address and Accept header, without mailto, tokens and keys. Where the
file cannot be used, fetching goes on without it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import tempfile
import threading
import time
import weakref
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citeform.fetching.exchange import Kept
from citeform.fetching.flow import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from citeform.fetching.settings import Settings

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, service TEXT NOT NULL, at REAL NOT NULL, status INTEGER NOT NULL,
    absent INTEGER NOT NULL, url TEXT NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL
) WITHOUT ROWID
"""
_VERSION = 2
_PASSING = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_KEPT_HEADERS = ("content-type", "etag", "last-modified")


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What is in the cache."""

    path: Path
    size: int
    """Bytes on disk."""
    answers: dict[str, int]
    """How many answers by service."""
    absent: int
    """How many of them say that there is no such work."""
    oldest: float | None
    """Seconds since 1970; None for an empty cache."""


def default_path() -> Path:
    """The cache's file: in the user's cache folder (XDG_CACHE_HOME and its like elsewhere)."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("citeform", appauthor=False)) / "answers.sqlite3"


class Cache:
    """Answers by request; safe for many threads and processes. `now` is the clock, since 1970.

    With `settings.use_cache` off it lives in a temporary file until `close`, so that even then
    nothing is asked twice within one run, and memory stays flat.
    """

    def __init__(self, settings: Settings, now: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._now = now
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._temporary: str | None = None
        self.problem = ""
        """Why the file cannot be used; "" while it can."""

    @property
    def path(self) -> Path:
        """The file."""
        if not self._settings.use_cache:
            if self._temporary is None:
                self._temporary = tempfile.mkdtemp(prefix="citeform-")
            return Path(self._temporary) / "answers.sqlite3"
        return Path(self._settings.cache) if self._settings.cache else default_path()

    def get(self, request: Request) -> Kept | None:
        """What is kept for the request; `fresh` says whether it is young enough not to ask."""
        row = self._run(
            "SELECT at, status, absent, url, headers, body FROM answers WHERE key = ?",
            (_key(request),),
        )
        if not row:
            return None
        at, status, absent, url, headers, body = row[0]
        try:
            response = Response(
                status, url, json.loads(headers), zlib.decompress(body), bool(absent)
            )
        except (ValueError, zlib.error):
            return None
        age = self._now() - at
        oldest = self._settings.max_age_absent if absent else self._settings.max_age
        return Kept(response, fresh=age <= oldest)

    def put(self, request: Request, response: Response) -> None:
        """Keep an answer, in place of an older one."""
        self.put_many([(request, response)])

    def put_many(self, answers: list[tuple[Request, Response]]) -> None:
        """Keep several answers at once."""
        now = self._now()
        rows = [
            (
                _key(request),
                request.service,
                now,
                response.status,
                response.absent or response.status != 200,
                response.url,
                json.dumps(
                    {
                        name: response.headers[name]
                        for name in _KEPT_HEADERS
                        if name in response.headers
                    }
                ),
                zlib.compress(response.body, 1),
            )
            for request, response in answers
        ]
        self._run("REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows, many=True)

    def info(self) -> CacheInfo:
        """What is in the cache."""
        path = self.path
        rows = self._run("SELECT service, COUNT(*) FROM answers GROUP BY service ORDER BY service")
        extra = self._run("SELECT COALESCE(SUM(absent), 0), MIN(at) FROM answers")
        absent, oldest = extra[0] if extra else (0, None)
        files = [path, path.with_name(path.name + "-wal")]
        size = sum(each.stat().st_size for each in files if each.exists())
        return CacheInfo(path, size, dict(rows), absent, oldest)

    def clear(self, *, older_than: float = 0.0, service: str = "") -> int:
        """Forget answers (of one service, older than so many seconds) and say how many."""
        before = self._now() - older_than
        gone = self._run(
            "DELETE FROM answers WHERE at <= ? AND (? = '' OR service = ?) RETURNING 1",
            (before, service, service),
        )
        self._run("VACUUM")
        return len(gone)

    def close(self) -> None:
        """Close the file; a temporary one is deleted."""
        with self._lock:
            if self._connection is not None and self._process == os.getpid():
                self._connection.close()
            self._connection = None
            if self._temporary is not None:
                import shutil

                shutil.rmtree(self._temporary, ignore_errors=True)
                self._temporary = None

    def _run(self, statement: str, values: Any = (), *, many: bool = False) -> list[Any]:
        with self._lock:
            if self.problem:
                return []
            try:
                connection = self._open()
                if many:
                    connection.execute("BEGIN IMMEDIATE")
                    try:
                        connection.executemany(statement, values)
                    except BaseException:
                        connection.execute("ROLLBACK")
                        raise
                    connection.execute("COMMIT")
                    return []
                return connection.execute(statement, values).fetchall()
            except (sqlite3.Error, OSError) as problem:
                if getattr(problem, "sqlite_errorcode", 0) & 0xFF in _PASSING:
                    return []  # somebody else has it for longer than we want to wait
                self.problem = f"{self.path}: {problem}"
                return []

    def _open(self) -> sqlite3.Connection:
        """The connection of this process: SQLite's must not be carried over a fork."""
        if self._connection is None or self._process != os.getpid():
            path = self.path
            path.parent.mkdir(parents=True, exist_ok=True)
            self._process = os.getpid()
            self._connection = _connect(path)
            # A cache that nobody closed is closed when it goes; Python 3.13 warns otherwise.
            weakref.finalize(self, _close, self._connection, self._process).atexit = False
        return self._connection


def _close(connection: sqlite3.Connection, process: int) -> None:
    """Close a connection in the process that opened it, and in no fork of it."""
    if process == os.getpid():
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file; one that is no usable cache (torn, of a later version) is begun anew."""
    try:
        return _connect_once(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            with contextlib.suppress(FileNotFoundError):
                each.unlink()
        return _connect_once(path)


def _connect_once(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # After a power cut the last answers may be gone, but never the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in {0, _VERSION}:
            connection.execute("DROP TABLE IF EXISTS answers")
        connection.execute(_SCHEMA)
        if version != _VERSION:
            connection.execute(f"PRAGMA user_version = {_VERSION}")
    except BaseException:
        connection.close()
        raise
    return connection


def _key(request: Request) -> str:
    return f"{request.accept} {request.url}"
