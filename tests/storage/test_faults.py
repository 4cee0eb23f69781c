"""A locked, full, damaged or missing database ends in one clear error, and what was committed stays."""

from __future__ import annotations

import random
import sqlite3
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.errors import StorageBusy, StorageError, StorageFull
from storage import open_storage
from tests.storage.conftest import BIOTECH, NOON


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.db"


def test_a_database_locked_for_too_long(path):
    """Another process that holds the write lock makes a write wait, then fail in words; afterwards all goes on."""
    storage = open_storage(path, busy_seconds=0.1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageBusy, match="busy"):
        storage.watchlist.add(BIOTECH, ["ALLO"], user="U1", at=NOON)
    assert storage.watchlist.list(BIOTECH) == [], "reading goes on meanwhile"
    holder.execute("ROLLBACK")
    holder.close()
    storage.watchlist.add(BIOTECH, ["ALLO"], user="U1", at=NOON)
    assert len(storage.watchlist.list(BIOTECH)) == 1
    storage.close()


def test_many_threads_wait_no_longer_than_one(path):
    """While another process holds the database, threads that write fail together, not one after the other."""
    storage = open_storage(path, busy_seconds=0.5)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    def write(name: str) -> float:
        began = time.monotonic()
        with pytest.raises(StorageBusy):
            storage.watchlist.add(BIOTECH, [name], user="U1", at=NOON)
        return time.monotonic() - began

    with ThreadPoolExecutor(20) as pool:
        assert max(pool.map(write, (f"T{number}" for number in range(20)))) < 6
    holder.execute("ROLLBACK")
    holder.close()
    storage.watchlist.add(BIOTECH, ["ALLO"], user="U1", at=NOON)
    storage.close()


def test_what_slack_waits_for_is_given_up_in_time(path):
    """A question that cannot be written down is refused within the 3 seconds in which Slack can be told."""
    storage = open_storage(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with pytest.raises(StorageBusy):
        storage.inbox.receive("command:1", "command", "T1", {}, at=NOON)
    assert time.monotonic() - began < 4
    holder.close()
    storage.close()


def test_a_lock_of_a_moment_is_waited_for(path):
    """A short lock by another process is no error."""
    storage = open_storage(path)
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.2, lambda: holder.execute("COMMIT"))
    timer.start()
    storage.watchlist.add(BIOTECH, ["ALLO"], user="U1", at=NOON)
    timer.join()
    holder.close()
    assert len(storage.watchlist.list(BIOTECH)) == 1
    storage.close()


def test_a_full_disk(path):
    """A write that finds no room fails as a whole, and works again when there is room."""
    storage = open_storage(path)
    storage.documents.put("small", b"x", at=NOON)
    writer = storage._connections._writer
    pages = writer.execute("PRAGMA page_count").fetchone()[0]
    writer.execute(f"PRAGMA max_page_count = {pages + 2}")
    big = bytes(range(256)) * 4000
    with pytest.raises(StorageFull, match="cannot be written"):
        storage.documents.put("big", big.hex().encode() + random.Random(1).randbytes(400_000), at=NOON)
    assert storage.documents.get("big") is None
    assert storage.documents.get("small") == b"x"
    writer.execute("PRAGMA max_page_count = 100000")
    storage.documents.put("big", big, at=NOON)
    assert storage.documents.get("big") == big
    assert storage.check()["integrity"] == "ok"
    storage.close()


def test_a_transaction_that_fails_half_way_leaves_nothing(path):
    """All or none: an error in the middle of several writes takes the first ones back."""
    storage = open_storage(path)
    values: Any = {"zone": "UTC", "verbosity": None}
    with pytest.raises(StorageError, match="refused"):
        storage.settings.put(BIOTECH, values, user="U1", at=NOON)
    assert storage.settings.get(BIOTECH) == {}
    storage.close()


def test_a_file_that_is_no_database(path):
    """A wrong file is refused and not touched."""
    path.write_bytes(b"These are my notes, not a database. " * 200)
    before = path.read_bytes()
    with pytest.raises(StorageError, match="no database"):
        open_storage(path)
    assert path.read_bytes() == before


def test_a_folder_in_the_place_of_the_file(tmp_path):
    """A path that cannot be opened is an error that names the setting."""
    with pytest.raises(StorageError, match="DESKBOT_DATABASE"):
        open_storage(tmp_path)


def test_a_closed_database(path):
    """Work that comes too late is told so; closing twice is no error."""
    storage = open_storage(path)
    storage.close()
    storage.close()
    with pytest.raises(StorageError, match="stopping"):
        storage.watchlist.list(BIOTECH)
    with pytest.raises(StorageError, match="stopping"):
        storage.watchlist.add(BIOTECH, ["ALLO"], user="U1", at=NOON)


def test_the_file_is_its_owners_alone_and_its_folder_is_made(tmp_path):
    """What a desk watches is readable for nobody else on the machine."""
    path = tmp_path / "new folder" / "desk.db"
    storage = open_storage(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    storage.close()


def test_the_promised_modes_are_on(path):
    """WAL, full synchronisation and foreign keys, on the connection that writes."""
    storage = open_storage(path)
    writer = storage._connections._writer
    modes = {
        name: writer.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    assert modes == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    with pytest.raises(StorageError):
        storage._connections.change("INSERT INTO story_tickers VALUES ('ALLO', 'https://nowhere', '')")
    storage.close()


def test_check_tells_what_status_shows(path):
    """Integrity, size, schema and place of the database."""
    storage = open_storage(path)
    told = storage.check()
    assert told["integrity"] == "ok"
    assert told["path"] == str(path)
    assert int(told["size"]) == path.stat().st_size or int(told["size"]) > 0
    assert told["schema"].startswith("00")
    storage.close()


def test_a_database_in_memory_works(path):
    """The name ":memory:" gives the same tables, kept nowhere."""
    storage = open_storage(":memory:")
    storage.watchlist.add(BIOTECH, ["ALLO"], user="U1", at=NOON)
    assert len(storage.watchlist.list(BIOTECH)) == 1
    assert storage.check()["integrity"] == "ok"
    storage.close()
    assert not path.exists()
