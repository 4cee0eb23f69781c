"""
One database file, one connection policy: WAL, a single writer behind a lock, readers of their own.

A transaction begins as IMMEDIATE, so that several processes claim rows without upgrading a lock half-way; each waits
up to `BUSY_SECONDS` in all, for this process's other threads and for other processes. Reads run on pooled connections
beside the writer: they never wait for its fsync. SQLite's own errors leave here as the `StorageError`s of `bot.errors`.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from bot.errors import StorageBusy, StorageClosed, StorageError, StorageFull
from storage.engine import Database

BUSY_SECONDS: Final = 5.0
IDLE_READERS: Final = 8
MEMORY: Final = ":memory:"
AT_ONCE: Final = 500
"""Old rows deleted in one transaction."""

Row = dict[str, Any]
Params = Mapping[str, Any]


class Connections:
    """The connections of one database; thread-safe. Use `write` for transactions and `rows` for queries."""

    def __init__(self, path: str | Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = str(path)
        self._busy_seconds = busy_seconds
        self._lock = threading.Lock()
        self._idle: deque[Database] = deque()
        self._closed = False
        self._mine = threading.local()
        with _translated():
            if self.path != MEMORY:
                _create_private(Path(self.path))
            self._writer = self._connect()

    @contextmanager
    def write(self, *, patience: float | None = None) -> Iterator[Database]:
        """
        A transaction: committed at the end of the block, rolled back by an exception. Do not nest, but in `together`.
        `patience` is how many seconds to wait for others, where that is not the usual.
        """
        joined = self._joined()
        if joined is not None:
            yield joined
            return
        deadline = time.monotonic() + (self._busy_seconds if patience is None else patience)
        if not self._lock.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise StorageBusy
        try:
            with _translated():
                yield from self._transaction(deadline)
        finally:
            self._lock.release()

    def _transaction(self, deadline: float) -> Iterator[Database]:
        self._check_open()
        connection = self._writer.conn
        # one patience for both waits: where another process holds the database, threads would else wait for it in turn
        connection.execute(f"PRAGMA busy_timeout = {max(0, int(1000 * (deadline - time.monotonic())))}")
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._writer
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    @contextmanager
    def together(self) -> Iterator[None]:
        """
        What this thread writes and reads in the block is one transaction: one fsync for many changes, all or none of them.
        Others wait with their writes meanwhile, so keep it short and ask nobody in it.
        """
        if self._joined() is not None:
            yield
            return
        with self.write() as db:
            self._mine.writer = db
            try:
                yield
            finally:
                self._mine.writer = None

    def _joined(self) -> Database | None:
        """The writer, where this thread is in `together`."""
        joined: Database | None = getattr(self._mine, "writer", None)
        return joined

    @contextmanager
    def read(self) -> Iterator[Database]:
        """A connection for queries only, not this thread's writer; in `together` that one, which knows what is new."""
        joined = self._joined()
        if joined is not None:
            yield joined
            return
        if self.path == MEMORY:
            with self._lock, _translated():
                self._check_open()
                yield self._writer
            return
        self._check_open()
        with _translated():
            try:
                reader = self._idle.pop()
            except IndexError:
                reader = self._connect(read_only=True)
            try:
                yield reader
            finally:
                if self._closed or len(self._idle) >= IDLE_READERS:
                    reader.close()
                else:
                    self._idle.append(reader)

    def rows(self, sql: str, params: Params | None = None) -> list[Row]:
        """All rows of a query."""
        with self.read() as db:
            return list(db.query(sql, dict(params or {})))

    def row(self, sql: str, params: Params | None = None) -> Row | None:
        """The first row of a query."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def change(self, sql: str, params: Params | None = None) -> int:
        """One statement in a transaction of its own; how many rows it changed."""
        with self.write() as db:
            return db.execute(sql, dict(params or {})).rowcount

    def forget(self, table: str, where: str, params: Params) -> int:
        """Delete these rows, `AT_ONCE` in one transaction, so that others' writes wait for no long one; how many."""
        numbers = [row["rowid"] for row in self.rows(f"SELECT rowid FROM {table} WHERE {where}", params)]
        return sum(
            self.change(
                f"DELETE FROM {table} WHERE rowid IN (SELECT value FROM json_each(:numbers)) AND {where}",
                {**params, "numbers": json.dumps(numbers[first : first + AT_ONCE])},
            )
            for first in range(0, len(numbers), AT_ONCE)
        )

    def close(self) -> None:
        """Close every connection; idempotent. The last one to close moves the log into the database file."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            while self._idle:
                self._idle.pop().close()
            self._writer.close()

    def _check_open(self) -> None:
        if self._closed:
            raise StorageClosed

    def _connect(self, *, read_only: bool = False) -> Database:
        connection = sqlite3.connect(
            self.path, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            if read_only:
                connection.execute("PRAGMA query_only = ON")
            else:
                connection.execute("PRAGMA journal_mode = WAL").fetchone()
            return Database(connection, execute_plugins=False)
        except BaseException:
            connection.close()
            raise


def _create_private(path: Path) -> None:
    """Make the file (and its folder) where there is none, for its owner only: it holds what a desk is looking at."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StorageError(
            f"The database cannot be opened ({error.strerror}). Check DESKBOT_DATABASE and the folder's permissions."
        ) from error


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _as_storage_error(error) from error


def _as_storage_error(error: sqlite3.Error) -> StorageError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code; the rest is detail
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StorageBusy()
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY):
        return StorageFull(f"The database cannot be written ({error}). Free disk space or check its permissions.")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StorageError(f"The database is damaged or is no database ({error}). Restore the last copy of it.")
    return StorageError(f"The database refused ({error}). Run deskbot doctor.")
