"""A database written by the first released schema opens in this version with nothing lost."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import ManualClock
from bot.errors import ConfigError
from bot.ports import Place, WatchEntry
from storage import open_storage
from storage.migrations import MIGRATIONS
from tests.storage.conftest import NOON

FIRST_SCHEMA = Path(__file__).parent / "fixtures" / "v1.sql"
HERE = Place("T1", "C1")


@pytest.fixture
def first_database(tmp_path: Path) -> Path:
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    connection.executescript(FIRST_SCHEMA.read_text())
    connection.close()
    return path


def rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in names}  # noqa: S608
    connection.close()
    return found


def test_no_value_is_lost(first_database):
    """Every row and every column of the old database is in the new one, unchanged."""
    before = rows_of(first_database)
    open_storage(first_database).close()
    after = rows_of(first_database)
    assert set(before) < set(after), "this version has tables the first one had not"
    for table, rows in before.items():
        kept = after[table][: len(rows)]
        assert [{name: row[name] for name in old} for old, row in zip(rows, kept, strict=True)] == rows


def test_the_old_rows_mean_what_they_meant(first_database):
    """The lists, stories, scores and documents read back; what was under way goes on as it must."""
    storage: Any = open_storage(first_database, clock=ManualClock(NOON))
    assert storage.watchlist.list(HERE) == [WatchEntry("ALLO", "U1", NOON), WatchEntry("CLLS", "U1", NOON)]
    assert storage.settings.get(HERE) == {"zone": "America/New_York"}
    assert [(row.key, row.payload) for row in storage.inbox.unfinished(since=NOON)] == [
        ("event:Ev1", {"text": "hello"})
    ]
    assert storage.inbox.receive("event:Ev1", "event", "T1", {}, at=NOON) is None
    (story,) = storage.stories.stories("CLLS", since=NOON)
    assert (story.title, story.tickers, story.source.name) == ("A title", ("ALLO", "CLLS"), "Yahoo")
    assert storage.stories.scores(story.text_hash, engine_version="rules-1")["ALLO"].drivers[0].phrase == "beats"
    day = date(2026, 4, 20)
    assert storage.stories.ticker_scores("ALLO", window="24h", since=day, engine_version="rules-1") == [(day, 0.25, 1)]
    assert storage.cache.last_good("yahoo", "quote", "ALLO").value == "{}"
    assert storage.cache.get("yahoo", "quote", "ALLO").error == "down"
    assert storage.documents.get("0001-26-000001") == b"<SUBMISSION>"
    assert not storage.outbox.put("sent", HERE, {}, due_at=NOON), "what was sent stays sent"
    later = NOON + timedelta(minutes=2)
    rows = storage.outbox.claim(owner="new", now=later, lease=timedelta(seconds=60), limit=9)
    assert [(row.key, row.uncertain) for row in rows] == [("lead", True)], "looked up before it is sent again"
    storage.outbox.sent(rows[0].id, ts="200.1", at=later)
    assert storage.outbox.get("rest").thread_ts == "200.1"
    storage.close()


def test_an_upgraded_database_has_the_same_schema_as_a_new_one(first_database, tmp_path):
    """There is one schema, however a database came to it."""

    def schema(path: Path) -> set[tuple[str, str]]:
        open_storage(path).close()
        connection = sqlite3.connect(path)
        found = set(connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"))
        connection.close()
        return found

    assert schema(first_database) == schema(tmp_path / "new.db")


def test_opening_again_changes_nothing(first_database):
    """Migrations run once: the second start finds nothing to do."""
    open_storage(first_database).close()
    first = rows_of(first_database)
    open_storage(first_database).close()
    assert rows_of(first_database) == first


def test_a_database_of_a_newer_deskbot_is_refused(first_database):
    """An older deskbot does not write into tables it does not understand; it says what to do."""
    connection = sqlite3.connect(first_database)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('deskbot', '9999_future', '')"
    )
    connection.commit()
    connection.close()
    with pytest.raises(ConfigError, match="newer deskbot"):
        open_storage(first_database)


def test_steps_are_numbered_in_order():
    """Forward-only: each step has the next number, so that a new one cannot slip in between."""
    names = [step.name for step in MIGRATIONS._migrations]
    assert [name.split("_")[0] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
