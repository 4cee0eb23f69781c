"""
`outbox`: posts to be made once. Unique key, lease, attempts; the delivery room decides, these rows remember.

A row is `due`, `claimed` under a lease, then `sent`, `skipped` or `dead`. From just before an attempt until its outcome
is recorded it is `uncertain`: whoever finds it so looks it up in Slack first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from bot.ports import Json, OutboxRow, OutboxState, Place, Post
from storage.codec import dumps, maybe_moment, maybe_stamp, moment, stamp
from storage.database import Connections, Row
from storage.engine import Database

# A channel is busy while anybody holds a lease in it or it was posted to within the spacing. A lease (or a post) later
# than :latest, two leases ahead, was written before the clock was set back: it counts as over.
_CLAIM: Final = """
UPDATE outbox SET state = 'claimed', lease_owner = :owner, lease_until = :until
WHERE id IN (
    SELECT id FROM (
        SELECT id, due_at, uncertain,
               ROW_NUMBER() OVER (PARTITION BY team, channel ORDER BY due_at, id) AS place
        FROM outbox
        WHERE (state = 'due' AND due_at <= :now
               OR state = 'claimed' AND :take_over = 1 AND (lease_until <= :now OR lease_until > :latest))
          AND (parent_key IS NULL OR thread_ts IS NOT NULL OR expires_at <= :now)
          AND (team, channel) NOT IN (
              SELECT team, channel FROM outbox
              WHERE state = 'claimed' AND lease_until > :now AND lease_until <= :latest
              UNION
              SELECT team, channel FROM outbox WHERE touched_at > :spaced AND touched_at <= :latest)
          {teams}
    ) AS ready
    WHERE place <= :per_channel OR uncertain = 1
    ORDER BY due_at, id
    LIMIT :limit
)
RETURNING *
"""

_HELD: Final = "(:owner IS NULL OR (state = 'claimed' AND lease_owner = :owner))"


class Outbox:
    """See `bot.ports.OutboxStore`."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections

    def put(
        self,
        key: str,
        place: Place,
        payload: Json,
        *,
        due_at: datetime,
        thread_ts: str | None = None,
        parent_key: str | None = None,
        expires_at: datetime | None = None,
    ) -> bool:
        """Add a post; False where the key exists (nothing changes)."""
        post = Post(key, place, payload, due_at, thread_ts, parent_key, expires_at)
        with self._db.write() as db:
            return _put(db, post)

    def put_all(self, posts: Sequence[Post]) -> int:
        """Add several in one transaction; how many were new."""
        with self._db.write() as db:
            return sum([_put(db, post) for post in posts])

    def claim(
        self,
        *,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        per_channel: int = 1_000_000,
        spacing: timedelta = timedelta(0),
        take_over: bool = True,
        without_teams: Sequence[str] = (),
    ) -> Sequence[OutboxRow]:
        """Lease due rows, oldest first; see `bot.ports.OutboxStore.claim`."""
        due = self.next_due()
        if due is None or (due > now and not self._set_back(now + 2 * lease)):
            return []
        teams = {f"team{number}": team for number, team in enumerate(without_teams)}
        sql = _CLAIM.format(teams=f"AND team NOT IN ({', '.join(f':{name}' for name in teams)})" if teams else "")
        with self._db.write() as db:
            rows = list(
                db.query(
                    sql,
                    {
                        **teams,
                        "owner": owner,
                        "now": stamp(now),
                        "until": stamp(now + lease),
                        "latest": stamp(now + 2 * lease),
                        "spaced": stamp(now - spacing),
                        "take_over": int(take_over),
                        "per_channel": per_channel,
                        "limit": limit,
                    },
                )
            )
        return sorted((_row(row) for row in rows), key=lambda row: (row.due_at, row.id))

    def begin(self, row: int, *, owner: str, now: datetime, lease: timedelta | None = None) -> bool:
        """Count the attempt and mark the row uncertain; False where the lease was lost."""
        changed = self._db.change(
            "UPDATE outbox SET attempts = attempts + 1, uncertain = 1, touched_at = :now,"
            " begun_at = COALESCE(begun_at, :now), lease_until = COALESCE(:until, lease_until)"
            " WHERE id = :id AND state = 'claimed' AND lease_owner = :owner AND lease_until > :now",
            {"id": row, "owner": owner, "now": stamp(now), "until": maybe_stamp(now + lease if lease else None)},
        )
        return changed == 1

    def renew(self, rows: Sequence[int], *, owner: str, now: datetime, lease: timedelta) -> int:
        """Start the leases of these rows anew; how many were still this owner's."""
        if not rows:
            return 0
        ids = {f"id{number}": row for number, row in enumerate(rows)}
        return self._db.change(
            "UPDATE outbox SET lease_until = :until WHERE state = 'claimed' AND lease_owner = :owner"
            f" AND id IN ({', '.join(f':{name}' for name in ids)})",
            {**ids, "owner": owner, "until": stamp(now + lease)},
        )

    def sent(self, row: int, *, ts: str, at: datetime) -> None:
        """It is in the channel, whoever holds the lease by now; rows that wait for this one get its thread."""
        with self._db.write() as db:
            done = list(
                db.query(
                    "UPDATE outbox SET state = 'sent', ts = :ts, closed_at = :at, uncertain = 0,"
                    " error = NULL, lease_owner = NULL, lease_until = NULL"
                    " WHERE id = :id AND state <> 'sent' RETURNING key, COALESCE(thread_ts, ts) AS thread",
                    {"id": row, "ts": ts, "at": stamp(at)},
                )
            )
            for parent in done:
                db.execute(
                    "UPDATE outbox SET thread_ts = :thread WHERE parent_key = :key AND thread_ts IS NULL",
                    {"thread": parent["thread"], "key": parent["key"]},
                )

    def release(
        self,
        row: int,
        *,
        due_at: datetime,
        error: str,
        uncertain: bool,
        owner: str | None = None,
        counted: bool = True,
    ) -> None:
        """Give the row back for a later try."""
        self._db.change(
            "UPDATE outbox SET state = 'due', due_at = :due_at, error = :error, uncertain = :uncertain,"
            " attempts = attempts - :uncounted, lease_owner = NULL, lease_until = NULL"
            f" WHERE id = :id AND state = 'claimed' AND {_HELD}",
            {
                "id": row,
                "due_at": stamp(due_at),
                "error": error or None,
                "uncertain": int(uncertain),
                "uncounted": 0 if counted else 1,
                "owner": owner,
            },
        )

    def close(
        self,
        row: int,
        state: Literal["skipped", "dead"],
        *,
        error: str,
        at: datetime,
        owner: str | None = None,
        uncertain: bool = False,
    ) -> None:
        """Give up on a row, and on those that wait for it."""
        with self._db.write() as db:
            closed = list(
                db.query(
                    "UPDATE outbox SET state = :state, error = :error, uncertain = :uncertain, closed_at = :at,"
                    " lease_owner = NULL, lease_until = NULL"
                    f" WHERE id = :id AND state IN ('due', 'claimed') AND {_HELD} RETURNING key",
                    {
                        "id": row,
                        "state": state,
                        "error": error,
                        "uncertain": int(uncertain),
                        "at": stamp(at),
                        "owner": owner,
                    },
                )
            )
            for parent in closed:
                _close_children(db, parent["key"], state, at=at)

    def retry_dead(self, *, now: datetime, key: str | None = None, since: datetime | None = None) -> int:
        """Make dead rows (one, with those of its thread; those that died since then) due again; how many."""
        return self._db.change(
            "UPDATE outbox SET state = 'due', due_at = :now, attempts = 0, expires_at = NULL, closed_at = NULL,"
            " error = NULL"
            " WHERE state = 'dead' AND (:since IS NULL OR closed_at >= :since)"
            " AND (:key IS NULL OR key = :key OR parent_key = :key"
            "  OR key = (SELECT parent_key FROM outbox WHERE key = :key))",
            {"now": stamp(now), "key": key, "since": stamp(since) if since else None},
        )

    def get(self, key: str) -> OutboxRow | None:
        """By key."""
        row = self._db.row("SELECT * FROM outbox WHERE key = :key", {"key": key})
        return _row(row) if row else None

    def counts(self) -> Mapping[str, int]:
        """Rows by state."""
        rows = self._db.rows("SELECT state, COUNT(*) AS rows FROM outbox GROUP BY state ORDER BY state")
        return {row["state"]: row["rows"] for row in rows}

    def recent(self, state: OutboxState, *, limit: int = 1000, since: datetime | None = None) -> Sequence[OutboxRow]:
        """The newest rows in this state, closed (or due) at or after `since`."""
        rows = self._db.rows(
            "SELECT * FROM outbox WHERE state = :state AND (:since IS NULL OR COALESCE(closed_at, due_at) >= :since)"
            " ORDER BY COALESCE(closed_at, due_at) DESC, id DESC LIMIT :limit",
            {"state": state, "limit": limit, "since": maybe_stamp(since)},
        )
        return [_row(row) for row in rows]

    def touched(self, *, since: datetime) -> Mapping[Place, datetime]:
        """When each channel posted to since then was posted to last (the beginning of the attempt)."""
        rows = self._db.rows(
            "SELECT team, channel, MAX(touched_at) AS at FROM outbox WHERE touched_at > :since GROUP BY team, channel",
            {"since": stamp(since)},
        )
        return {Place(row["team"], row["channel"]): moment(row["at"]) for row in rows}

    def next_due(self) -> datetime | None:
        """When the next row can be claimed (a due time, or a lease that runs out); None where nothing waits."""
        row = self._db.row(
            "SELECT MIN(at) AS at FROM ("
            " SELECT MIN(due_at) AS at FROM outbox WHERE state = 'due'"
            " UNION ALL SELECT MIN(lease_until) AS at FROM outbox WHERE state = 'claimed') AS waiting"
        )
        return maybe_moment(row["at"]) if row else None

    def forget(self, *, before: datetime) -> int:
        """Delete rows sent or skipped before this; how many."""
        return self._db.change(
            "DELETE FROM outbox WHERE state IN ('sent', 'skipped') AND closed_at < :before", {"before": stamp(before)}
        )

    def _set_back(self, latest: datetime) -> bool:
        """Whether a lease ends later than any lease can: the clock was set back since."""
        return bool(
            self._db.rows(
                "SELECT id FROM outbox WHERE state = 'claimed' AND lease_until > :latest LIMIT 1",
                {"latest": stamp(latest)},
            )
        )


def _put(db: Database, post: Post) -> bool:
    parent = _parent(db, post.parent_key)
    thread = parent["thread_ts"] or parent["ts"] if parent and parent["state"] == "sent" else None
    new = db.query(
        "INSERT INTO outbox"
        " (key, team, channel, payload, planned_at, due_at, thread_ts, parent_key, expires_at,"
        "  state, attempts, uncertain)"
        " VALUES (:key, :team, :channel, :payload, :due_at, :due_at, :thread_ts, :parent_key, :expires_at,"
        "  'due', 0, 0)"
        " ON CONFLICT (key) DO NOTHING RETURNING id",
        {
            "key": post.key,
            "team": post.place.team,
            "channel": post.place.channel,
            "payload": dumps(post.payload),
            "due_at": stamp(post.due_at),
            "thread_ts": post.thread_ts or thread,
            "parent_key": post.parent_key,
            "expires_at": maybe_stamp(post.expires_at),
        },
    )
    added = bool(list(new))
    if added and parent and parent["state"] in ("skipped", "dead"):
        _close_children(db, str(post.parent_key), parent["state"], at=post.due_at)
    return added


def _parent(db: Database, key: str | None) -> Row | None:
    if key is None:
        return None
    return next(iter(db.query("SELECT state, ts, thread_ts FROM outbox WHERE key = :key", {"key": key})), None)


def _close_children(db: Database, key: str, state: str, *, at: datetime) -> None:
    children = list(
        db.query(
            "UPDATE outbox SET state = :state, error = :error, closed_at = :at, lease_owner = NULL, lease_until = NULL"
            " WHERE parent_key = :key AND state IN ('due', 'claimed') RETURNING key",
            {
                "state": state,
                "error": "The message whose thread it belongs to was not posted.",
                "at": stamp(at),
                "key": key,
            },
        )
    )
    for child in children:
        _close_children(db, child["key"], state, at=at)


def _row(row: Row) -> OutboxRow:
    return OutboxRow(
        id=row["id"],
        key=row["key"],
        team=row["team"],
        channel=row["channel"],
        payload=json.loads(row["payload"]),
        due_at=moment(row["due_at"]),
        state=row["state"],
        attempts=row["attempts"],
        thread_ts=row["thread_ts"],
        parent_key=row["parent_key"],
        ts=row["ts"],
        lease_until=maybe_moment(row["lease_until"]),
        lease_owner=row["lease_owner"],
        error=row["error"],
        expires_at=maybe_moment(row["expires_at"]),
        uncertain=bool(row["uncertain"]),
        planned_at=moment(row["planned_at"]),
        begun_at=maybe_moment(row["begun_at"]),
    )
