"""All table families on one SQLite file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from storage.cache import Cache
from storage.catalysts import Catalysts
from storage.database import BUSY_SECONDS, Connections
from storage.documents import Documents
from storage.inbox import Inbox
from storage.links import Links
from storage.migrations import migrate, version
from storage.outbox import Outbox
from storage.reminders import Reminders
from storage.schedules import Schedules
from storage.settings import Settings
from storage.stories import Stories
from storage.watchlist import Watchlist

if TYPE_CHECKING:
    from bot.ports import Clock


class SqliteStorage:
    """`bot.ports.Storage` on one SQLite file; safe for many threads and several processes."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self.watchlist = Watchlist(connections)
        self.settings = Settings(connections)
        self.inbox = Inbox(connections, clock)
        self.outbox = Outbox(connections)
        self.stories = Stories(connections)
        self.cache = Cache(connections)
        self.documents = Documents(connections)
        self.catalysts = Catalysts(connections)
        self.links = Links(connections)
        self.schedules = Schedules(connections)
        self.reminders = Reminders(connections)

    def check(self) -> Mapping[str, str]:
        """`integrity` ("ok" or what is wrong), `size` in bytes, `schema` (the newest migration), `path`."""
        found = self._connections.rows("PRAGMA integrity_check")
        pages = self._connections.rows("PRAGMA page_count")[0]["page_count"]
        page_size = self._connections.rows("PRAGMA page_size")[0]["page_size"]
        return {
            "integrity": "; ".join(str(row["integrity_check"]) for row in found[:5]),
            "size": str(pages * page_size),
            "schema": version(self._connections),
            "path": self._connections.path,
        }

    def close(self) -> None:
        """Close the database; idempotent."""
        self._connections.close()


def open_storage(path: str | Path, *, clock: Clock | None = None, busy_seconds: float = BUSY_SECONDS) -> SqliteStorage:
    """
    Open (or make) the database and bring its schema up to date; ":memory:" for one that is not kept.

    Raises `StorageError` where it cannot be opened, `ConfigError` where a newer deskbot wrote it. `clock` dates what
    the caller does not date; `busy_seconds` is how long to wait for another process.
    """
    if clock is None:
        from bot.clock import SystemClock

        clock = SystemClock()
    connections = Connections(path, busy_seconds=busy_seconds)
    try:
        migrate(connections)
    except BaseException:
        connections.close()
        raise
    return SqliteStorage(connections, clock)
