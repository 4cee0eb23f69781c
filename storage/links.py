"""`links`: pasted links per message, and the reply each got."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.ports import LinkRow, Place
from storage.codec import moment, stamp
from storage.database import Connections, Row


class Links:
    """See `bot.ports.LinkStore`."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections

    def put(self, row: LinkRow) -> bool:
        """False where (channel, ts, url) is known."""
        with self._db.write() as db:
            new = list(
                db.query(
                    "INSERT INTO links"
                    " (team, channel, ts, url, canonical, posted_by, thread_ts, seen_at, reply_ts, story)"
                    " VALUES (:team, :channel, :ts, :url, :canonical, :posted_by, :thread_ts, :seen_at,"
                    "  :reply_ts, :story)"
                    " ON CONFLICT (team, channel, ts, url) DO NOTHING RETURNING url",
                    {
                        "team": row.place.team,
                        "channel": row.place.channel,
                        "ts": row.ts,
                        "url": row.url,
                        "canonical": row.canonical,
                        "posted_by": row.user,
                        "thread_ts": row.thread_ts,
                        "seen_at": stamp(row.seen_at),
                        "reply_ts": row.reply_key,
                        "story": row.story,
                    },
                )
            )
        return bool(new)

    def at(self, place: Place, ts: str) -> Sequence[LinkRow]:
        """The links of one message, in the order they were stored in."""
        rows = self._db.rows(
            "SELECT * FROM links WHERE team = :team AND channel = :channel AND ts = :ts ORDER BY seen_at, url",
            {"team": place.team, "channel": place.channel, "ts": ts},
        )
        return [_link(row) for row in rows]

    def taken_on(self, place: Place, *, canonical: str, story: str | None, since: datetime) -> Sequence[LinkRow]:
        """The channel's links of this page (or this story) since then that a reply took on, oldest first."""
        rows = self._db.rows(
            "SELECT * FROM links WHERE team = :team AND channel = :channel AND reply_ts IS NOT NULL"
            " AND seen_at >= :since AND (canonical = :canonical OR (:story IS NOT NULL AND story = :story))"
            " ORDER BY seen_at, ts",
            {
                "team": place.team,
                "channel": place.channel,
                "canonical": canonical,
                "story": story,
                "since": stamp(since),
            },
        )
        return [_link(row) for row in rows]

    def take_on(self, place: Place, ts: str, url: str, *, reply_key: str, story: str | None) -> None:
        """Record which reply takes a link on and what story it is about."""
        self._db.change(
            "UPDATE links SET reply_ts = :reply_key, story = COALESCE(:story, story)"
            " WHERE team = :team AND channel = :channel AND ts = :ts AND url = :url",
            {
                "team": place.team,
                "channel": place.channel,
                "ts": ts,
                "url": url,
                "reply_key": reply_key,
                "story": story,
            },
        )

    def forget(self, *, before: datetime) -> int:
        """Delete links seen before this; how many."""
        return self._db.forget("links", "seen_at < :before", {"before": stamp(before)})


def _link(row: Row) -> LinkRow:
    return LinkRow(
        place=Place(row["team"], row["channel"]),
        ts=row["ts"],
        url=row["url"],
        canonical=row["canonical"],
        user=row["posted_by"],
        thread_ts=row["thread_ts"],
        seen_at=moment(row["seen_at"]),
        reply_key=row["reply_ts"],
        story=row["story"],
    )
