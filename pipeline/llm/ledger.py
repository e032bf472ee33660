"""The ledger of model calls: what was finished is never paid for twice, and no raw text is ever lost.

One SQLite file, a short-lived connection per operation, so threads and processes may share it. It holds replies and which rung of the ladder
an endpoint takes; it holds no keys and no requests. A draft never stops because of it: where the file cannot be used, the ledger forgets and
says so once.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pipeline.events import Listener, Notice, silent
from pipeline.llm.records import Endpoint, Reply, Rung, Stop, Usage

FILE_NAME = "ledger.sqlite3"
_BUSY_SECONDS = 5.0
_VERSION = 1
_LIMIT = 256 << 20
_TABLES = """
CREATE TABLE IF NOT EXISTS replies (
    key TEXT NOT NULL, model TEXT NOT NULL, address TEXT NOT NULL, rung TEXT NOT NULL, stop TEXT NOT NULL, text TEXT NOT NULL,
    detail TEXT NOT NULL, prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL, made_at TEXT NOT NULL, reusable INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS replies_by_key ON replies (key);
CREATE TABLE IF NOT EXISTS rungs (address TEXT NOT NULL, model TEXT NOT NULL, rung TEXT NOT NULL, PRIMARY KEY (address, model));
"""
_T = TypeVar("_T")


@dataclass(frozen=True)
class Holdings:
    """What the ledger holds: ``replies`` of which ``reusable`` would be used again; ``oldest`` and ``newest`` are ISO times, "" where empty."""

    replies: int = 0
    reusable: int = 0
    bytes: int = 0
    oldest: str = ""
    newest: str = ""


def request_key(endpoint: Endpoint, messages: Iterable[Mapping[str, Any]], form: Mapping[str, Any] | None) -> str:
    """Return the sha256 of everything that decides a reply, and of nothing else: never of the key. ``form``: what asks for the answer's form."""
    request = {
        "model": endpoint.model,
        "base_url": endpoint.public_address,
        "messages": [dict(message) for message in messages],
        "form": form,
        "temperature": endpoint.temperature,
        "max_tokens": endpoint.max_tokens,
    }
    if endpoint.extra_body:
        request["extra_body"] = endpoint.extra_body
    return hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()


class Ledger:
    """The ledger in ``folder``, which is made where it is missing; ``listen`` hears one Notice should the file not be usable.

    Above ``limit`` bytes the oldest replies give way.
    """

    def __init__(self, folder: Path, listen: Listener = silent, *, limit: int = _LIMIT) -> None:
        self.path = folder / FILE_NAME
        self._limit = limit
        self._listen = listen
        self._said = False

    def find(self, key: str) -> Reply | None:
        """Return the latest reusable reply to that request, marked as cached."""
        row = self._run(
            lambda db: db.execute(
                "SELECT text, rung, detail, prompt_tokens, completion_tokens FROM replies WHERE key = ? AND reusable = 1 ORDER BY rowid DESC LIMIT 1",
                (key,),
            ).fetchone(),
            None,
        )
        if row is None:
            return None
        text, rung, detail, *tokens = row
        return Reply(text, Stop.DONE, Rung(rung), Usage(*tokens), cached=True, detail=detail, key=key)

    def keep(self, endpoint: Endpoint, reply: Reply) -> None:
        """Write a reply down at once. Only one that is ``done`` will be found again; the text of every other is kept too."""
        row = (
            *(reply.key, endpoint.model, endpoint.public_address, reply.rung, reply.stop, reply.text, reply.detail),
            *(reply.usage.prompt_tokens, reply.usage.completion_tokens),
            *(datetime.now(UTC).isoformat(timespec="seconds"), reply.stop is Stop.DONE),
        )

        def insert(db: sqlite3.Connection) -> None:
            db.execute(f"INSERT INTO replies VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - question marks
            if _used(db) > self._limit:
                # A quarter at once, so that it is not done at every call; the pages are used again, the file need not shrink.
                db.execute("DELETE FROM replies WHERE rowid IN (SELECT rowid FROM replies ORDER BY rowid LIMIT (SELECT count(*) / 4 FROM replies))")

        self._run(insert, None)

    def withdraw(self, keys: Iterable[str]) -> None:
        """Never reuse the replies to these requests again; their texts stay."""
        self._run(lambda db: db.executemany("UPDATE replies SET reusable = 0 WHERE key = ?", [(key,) for key in keys]), None)

    def rung(self, endpoint: Endpoint) -> Rung | None:
        """Return the rung that worked for this endpoint and model, None where nothing is known."""
        where = (endpoint.public_address, endpoint.model)
        row = self._run(lambda db: db.execute("SELECT rung FROM rungs WHERE address = ? AND model = ?", where).fetchone(), None)
        return Rung(row[0]) if row else None

    def remember_rung(self, endpoint: Endpoint, rung: Rung) -> None:
        """Start at ``rung`` with this endpoint and model from now on."""
        row = (endpoint.public_address, endpoint.model, rung)
        self._run(lambda db: db.execute("INSERT OR REPLACE INTO rungs VALUES (?, ?, ?)", row), None)

    def holdings(self) -> Holdings:
        """Count what is held."""
        sql = "SELECT count(*), coalesce(sum(reusable), 0), coalesce(min(made_at), ''), coalesce(max(made_at), '') FROM replies"
        replies, reusable, oldest, newest = self._run(lambda db: db.execute(sql).fetchone(), (0, 0, "", ""))
        size = self._run(_used, 0)
        return Holdings(replies, reusable, size, oldest, newest)

    def clear(self) -> int:
        """Forget everything, the rungs too; return how many replies were held."""
        self._run(lambda db: db.execute("DELETE FROM rungs"), None)
        removed = self._run(lambda db: db.execute("DELETE FROM replies").rowcount, 0)
        self._run(lambda db: db.execute("VACUUM"), None)
        return removed

    def _run(self, operation: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """Run one operation in a connection of its own; where the file cannot be used, say so once and return ``otherwise``."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)) as db:
                _prepare(db)
                return operation(db)
        except (sqlite3.Error, OSError) as error:
            self._complain(error)
            return otherwise

    def _complain(self, error: sqlite3.Error | OSError) -> None:
        if not self._said:
            self._said = True
            self._listen(Notice(f"调用记录 {self.path} 现在用不了（{error}），本次照常进行，但结果不留底，重跑时可能要重新付费。"))


def _used(db: sqlite3.Connection) -> int:
    """Bytes of the pages in use."""
    pages, free, size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size"))
    return int((pages - free) * size)


def _prepare(db: sqlite3.Connection) -> None:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version == _VERSION:
        return
    if version:
        raise sqlite3.DatabaseError(f"由另一版本的程序写成：{version}")
    # Two processes may get here at once, and switching to WAL does not wait for the other: whoever comes second finds it done.
    with suppress(sqlite3.OperationalError):
        db.execute("PRAGMA journal_mode = WAL")
    db.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
