"""
The schema, as forward-only steps: a step that was released is never edited, a change is a new step at the end.

Types are the three that PostgreSQL has under the same meaning (text, integer, real) and bytes for documents. Times are
UTC ISO-8601 text (`storage.codec`), booleans 0 or 1, and names that PostgreSQL reserves ("user", "window") are avoided.
"""

from __future__ import annotations

from typing import Final

from bot.errors import ConfigError
from storage.database import Connections
from storage.engine import Database, Migrations

MIGRATIONS: Final = Migrations("deskbot")


def migrate(connections: Connections) -> None:
    """Apply what is missing; several processes may start at once. Raises `ConfigError` for a newer database."""
    known = {step.name for step in MIGRATIONS.pending(Database(memory=True, execute_plugins=False))}
    with connections.read() as db:
        applied = {step.name for step in MIGRATIONS.applied(db)}
    if applied - known:
        raise ConfigError(
            "The database was written by a newer deskbot. Update deskbot, or point DESKBOT_DATABASE at another file."
        )
    if known - applied:
        with connections.write() as db:
            MIGRATIONS.apply(db)


def version(connections: Connections) -> str:
    """The newest step applied."""
    with connections.read() as db:
        return max((step.name for step in MIGRATIONS.applied(db)), default="none")


@MIGRATIONS(name="0001_first_schema")
def first_schema(db: Database) -> None:
    """What the walking house needs: lists, settings, inbox, outbox, stories with scores, and what sources said."""
    _channel_tables(db)
    _inbox(db)
    _outbox(db)
    _stories(db)
    _sources(db)


def _channel_tables(db: Database) -> None:
    db.table("watchlist").create(
        {"team": str, "channel": str, "ticker": str, "added_by": str, "added_at": str},
        pk=("team", "channel", "ticker"),
        not_null={"added_by", "added_at"},
    )
    db.table("watchlist").create_index(["ticker"])
    db.table("channel_settings").create(
        {"team": str, "channel": str, "name": str, "value": str, "set_by": str, "set_at": str},
        pk=("team", "channel", "name"),
        not_null={"value", "set_by", "set_at"},
    )


def _inbox(db: Database) -> None:
    db.table("inbox").create(
        {
            "id": int,
            "team": str,
            "key": str,
            "kind": str,
            "payload": str,
            "received_at": str,
            "state": str,
            "attempts": int,
            "error": str,
            "claimed_by": str,
            "changed_at": str,
        },
        pk="id",
        not_null={"team", "key", "kind", "payload", "received_at", "state", "attempts"},
        defaults={"state": "received", "attempts": 0},
    )
    db.table("inbox").create_index(["team", "key"], unique=True)
    db.table("inbox").create_index(["state", "received_at"])


def _outbox(db: Database) -> None:
    db.table("outbox").create(
        {
            "id": int,
            "key": str,
            "team": str,
            "channel": str,
            "payload": str,
            "planned_at": str,
            "due_at": str,
            "state": str,
            "attempts": int,
            "uncertain": int,
            "thread_ts": str,
            "parent_key": str,
            "ts": str,
            "lease_owner": str,
            "lease_until": str,
            "expires_at": str,
            "begun_at": str,
            "touched_at": str,
            "closed_at": str,
            "error": str,
        },
        pk="id",
        not_null={"key", "team", "channel", "payload", "planned_at", "due_at", "state", "attempts", "uncertain"},
        defaults={"state": "due", "attempts": 0, "uncertain": 0},
    )
    outbox = db.table("outbox")
    outbox.create_index(["key"], unique=True)
    outbox.create_index(["state", "due_at"])
    outbox.create_index(["touched_at"])
    db.execute("CREATE INDEX idx_outbox_children ON outbox (parent_key) WHERE parent_key IS NOT NULL")


def _stories(db: Database) -> None:
    db.table("stories").create(
        {
            "url": str,
            "text_hash": str,
            "title": str,
            "summary": str,
            "publisher": str,
            "published": str,
            "kind": str,
            "source": str,
            "stored_at": str,
        },
        pk="url",
        not_null={"text_hash", "title", "summary", "publisher", "published", "kind", "source", "stored_at"},
    )
    db.table("stories").create_index(["text_hash"])
    db.table("story_tickers").create(
        {"ticker": str, "url": str, "published": str},
        pk=("ticker", "url"),
        foreign_keys=[("url", "stories", "url")],
        not_null={"published"},
    )
    db.table("story_tickers").create_index(["ticker", "published"])
    db.table("scores").create(
        {"text_hash": str, "ticker": str, "engine_version": str, "score": float, "body": str, "scored_at": str},
        pk=("text_hash", "engine_version", "ticker"),
        not_null={"body", "scored_at"},
    )
    db.table("ticker_scores").create(
        {
            "ticker": str,
            "span": str,
            "day": str,
            "engine_version": str,
            "score": float,
            "stories": int,
            "body": str,
            "scored_at": str,
        },
        pk=("ticker", "span", "engine_version", "day"),
        not_null={"stories", "body", "scored_at"},
    )


def _sources(db: Database) -> None:
    db.table("source_cache").create(
        {
            "source": str,
            "kind": str,
            "key": str,
            "value": str,
            "error": str,
            "fetched_at": str,
            "said_by": str,
            "good_value": str,
            "good_at": str,
            "good_said_by": str,
        },
        pk=("source", "kind", "key"),
        not_null={"fetched_at", "said_by"},
    )
    db.table("documents").create(
        {"key": str, "content": bytes, "stored_at": str}, pk="key", not_null={"content", "stored_at"}
    )


@MIGRATIONS(name="0002_links")
def links(db: Database) -> None:
    """Pasted links, each message and address once."""
    db.table("links").create(
        {
            "team": str,
            "channel": str,
            "ts": str,
            "url": str,
            "canonical": str,
            "posted_by": str,
            "thread_ts": str,
            "seen_at": str,
            "reply_ts": str,
            "story": str,
        },
        pk=("team", "channel", "ts", "url"),
        not_null={"canonical", "posted_by", "seen_at"},
    )
    db.table("links").create_index(["team", "channel", "canonical"])
    db.table("links").create_index(["team", "channel", "story"])


@MIGRATIONS(name="0003_calendar")
def calendar(db: Database) -> None:
    """The desk's calendar: catalysts with their history, schedules with their runs, reminder rules, snoozes."""
    db.table("catalysts").create(
        {
            "id": int,
            "team": str,
            "channel": str,
            "ticker": str,
            "kind": str,
            "asset": str,
            "starts": str,
            "ends": str,
            "status": str,
            "supersedes": int,
            "added_by": str,
            "added_at": str,
            "outcome": str,
            "body": str,
        },
        pk="id",
        foreign_keys=[("supersedes", "catalysts", "id")],
        not_null={"team", "channel", "ticker", "kind", "asset", "status", "added_by", "added_at", "body"},
    )
    db.table("catalysts").create_index(["team", "channel", "status", "ticker"])
    db.table("catalysts").create_index(["status"])
    db.table("catalyst_changes").create(
        {
            "id": int,
            "team": str,
            "channel": str,
            "catalyst_id": int,
            "change": str,
            "detail": str,
            "changed_by": str,
            "changed_at": str,
        },
        pk="id",
        foreign_keys=[("catalyst_id", "catalysts", "id")],
        not_null={"team", "channel", "catalyst_id", "change", "detail", "changed_by", "changed_at"},
    )
    db.table("catalyst_changes").create_index(["team", "channel", "changed_at"])
    _schedules(db)
    _reminders(db)


def _schedules(db: Database) -> None:
    db.table("schedules").create(
        {
            "id": int,
            "team": str,
            "channel": str,
            "kind": str,
            "local_time": str,
            "zone": str,
            "days": str,
            "active": int,
            "created_by": str,
            "created_at": str,
        },
        pk="id",
        not_null={"team", "channel", "kind", "local_time", "zone", "days", "active", "created_by", "created_at"},
        defaults={"active": 1},
    )
    db.table("schedules").create_index(["team", "channel", "kind", "local_time"], unique=True)
    db.table("schedule_runs").create(
        {"schedule_id": int, "local_date": str, "state": str, "detail": str, "run_at": str},
        pk=("schedule_id", "local_date"),
        foreign_keys=[("schedule_id", "schedules", "id")],
        not_null={"state", "detail", "run_at"},
    )
    db.table("schedule_runs").create_index(["run_at"])


def _reminders(db: Database) -> None:
    # catalyst_id 0 stands for the channel itself: PostgreSQL allows no NULL in a primary key
    db.table("reminder_rules").create(
        {"team": str, "channel": str, "catalyst_id": int, "rules": str, "set_by": str, "set_at": str},
        pk=("team", "channel", "catalyst_id"),
        not_null={"rules", "set_by", "set_at"},
    )
    db.table("snoozes").create(
        {"team": str, "channel": str, "catalyst_id": int, "ends_at": str, "set_by": str, "set_at": str},
        pk=("team", "channel", "catalyst_id"),
        not_null={"ends_at", "set_by", "set_at"},
    )
    db.table("snoozes").create_index(["ends_at"])


@MIGRATIONS(name="0004_watchlist_names")
def watchlist_names(db: Database) -> None:
    """The market source's name for what the SEC's list lacks; null for everything else."""
    db.table("watchlist").add_column("name", str)


@MIGRATIONS(name="0005_tickers_of_a_story")
def tickers_of_a_story(db: Database) -> None:
    """By address: a story that is forgotten is looked for under every ticker."""
    db.table("story_tickers").create_index(["url"])
