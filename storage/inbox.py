"""`inbox`: what Slack told us, durable before the ack and each thing once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.ports import Clock, InboxRow, InboxState, Json
from storage.codec import dumps, moment, stamp
from storage.database import Connections, Row
from storage.owner import is_gone, this_process

ACK_S: Final = 2.5
"""Seconds: what Slack's 3 leave for the rest of an ack."""
LEASE: Final = timedelta(minutes=2)
"""A handler that runs longer is taken for dead where its process cannot be asked."""


class Inbox:
    """See `bot.ports.InboxStore`."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._db = connections
        self._clock = clock
        self._owner = this_process()

    def receive(self, key: str, kind: str, team: str, payload: Json, *, at: datetime) -> int | None:
        """
        Store durably; the row id, or None where this team's key was received before. Raises `StorageBusy` while there
        is still time to tell Slack, which waits 3 seconds.
        """
        with self._db.write(patience=ACK_S) as db:
            new = list(
                db.query(
                    "INSERT INTO inbox (team, key, kind, payload, received_at, state, attempts)"
                    " VALUES (:team, :key, :kind, :payload, :at, 'received', 0)"
                    " ON CONFLICT (team, key) DO NOTHING RETURNING id",
                    {"team": team, "key": key, "kind": kind, "payload": dumps(payload), "at": stamp(at)},
                )
            )
        return int(new[0]["id"]) if new else None

    def mark(self, row: int, state: InboxState, *, error: str | None = None) -> None:
        """Record how far it got."""
        self._db.change(
            "UPDATE inbox SET state = :state, error = :error, changed_at = :at WHERE id = :id",
            {"id": row, "state": state, "error": error, "at": stamp(self._clock.now())},
        )

    def claim(self, row: int) -> InboxRow | None:
        """Move an unfinished row to running, counting the attempt; None where it is not ours to run."""
        now = self._clock.now()
        with self._db.write() as db:
            holders = list(
                db.query(
                    "SELECT claimed_by, state FROM inbox WHERE id = :id AND state IN ('running', 'following')",
                    {"id": row},
                )
            )
            gone = any(
                is_gone(held["claimed_by"] or "") or (held["state"], held["claimed_by"]) == ("running", self._owner)
                for held in holders
            )
            claimed = list(
                db.query(
                    "UPDATE inbox SET state = 'running', attempts = attempts + 1, claimed_by = :owner, changed_at = :at"
                    " WHERE id = :id AND (state = 'received'"
                    "   OR (state IN ('running', 'following') AND :gone = 1)"
                    "   OR (state = 'running' AND changed_at <= :stale))"
                    " RETURNING *",
                    {"id": row, "owner": self._owner, "at": stamp(now), "gone": int(gone), "stale": stamp(now - LEASE)},
                )
            )
        return _row(claimed[0]) if claimed else None

    def unfinished(self, *, since: datetime) -> Sequence[InboxRow]:
        """Rows in state received, running or following, received at or after `since`, oldest first."""
        rows = self._db.rows(
            "SELECT * FROM inbox WHERE state IN ('received', 'running', 'following') AND received_at >= :since"
            " ORDER BY received_at, id",
            {"since": stamp(since)},
        )
        return [_row(row) for row in rows]

    def expire(self, *, before: datetime) -> int:
        """Give up on unfinished rows older than this; how many."""
        return self._db.change(
            "UPDATE inbox SET state = 'expired', changed_at = :at"
            " WHERE state IN ('received', 'running', 'answering', 'following') AND received_at < :before",
            {"before": stamp(before), "at": stamp(self._clock.now())},
        )

    def forget(self, *, before: datetime) -> int:
        """Delete finished rows received before this; how many."""
        return self._db.change(
            # the newest row stays, or SQLite would give its id to the next one, and answers are keyed by it
            "DELETE FROM inbox WHERE state IN ('done', 'failed', 'broken', 'expired') AND received_at < :before"
            " AND id < (SELECT MAX(id) FROM inbox)",
            {"before": stamp(before)},
        )

    def counts(self) -> Mapping[str, int]:
        """Rows by state."""
        rows = self._db.rows("SELECT state, COUNT(*) AS rows FROM inbox GROUP BY state ORDER BY state")
        return {row["state"]: row["rows"] for row in rows}


def _row(row: Row) -> InboxRow:
    return InboxRow(
        id=row["id"],
        key=row["key"],
        kind=row["kind"],
        team=row["team"],
        payload=json.loads(row["payload"]),
        received_at=moment(row["received_at"]),
        state=row["state"],
        attempts=row["attempts"],
        error=row["error"],
    )
