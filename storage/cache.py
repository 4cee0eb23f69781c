"""`source_cache`: what a source said last, and beside it the last good answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from bot.ports import CacheEntry
from storage.codec import moment, stamp
from storage.database import Connections


class Cache:
    """See `bot.ports.CacheStore`."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections

    def get(self, source: str, kind: str, key: str) -> CacheEntry | None:
        """The last answer, good or an error."""
        row = self._db.row(
            "SELECT * FROM source_cache WHERE source = :source AND kind = :kind AND key = :key",
            {"source": source, "kind": kind, "key": key},
        )
        if row is None:
            return None
        return CacheEntry(row["value"], moment(row["fetched_at"]), row["said_by"], row["error"])

    def last_good(self, source: str, kind: str, key: str) -> CacheEntry | None:
        """The last answer that was no error; errors since then do not hide it."""
        row = self._db.row(
            "SELECT * FROM source_cache WHERE source = :source AND kind = :kind AND key = :key AND good_at IS NOT NULL",
            {"source": source, "kind": kind, "key": key},
        )
        return CacheEntry(row["good_value"], moment(row["good_at"]), row["good_said_by"]) if row else None

    def put(self, source: str, kind: str, key: str, entry: CacheEntry) -> None:
        """Store an answer; an error leaves the last good one where it is."""
        good = entry.error is None
        at = stamp(entry.fetched_at)
        self._db.change(
            "INSERT INTO source_cache"
            " (source, kind, key, value, error, fetched_at, said_by, good_value, good_at, good_said_by)"
            " VALUES (:source, :kind, :key, :value, :error, :at, :said_by, :good_value, :good_at, :good_said_by)"
            " ON CONFLICT (source, kind, key) DO UPDATE SET value = excluded.value, error = excluded.error,"
            " fetched_at = excluded.fetched_at, said_by = excluded.said_by"
            + (
                ", good_value = excluded.good_value, good_at = excluded.good_at, good_said_by = excluded.good_said_by"
                if good
                else ""
            ),
            {
                "source": source,
                "kind": kind,
                "key": key,
                "value": entry.value,
                "error": entry.error,
                "at": at,
                "said_by": entry.source,
                "good_value": entry.value if good else None,
                "good_at": at if good else None,
                "good_said_by": entry.source if good else None,
            },
        )

    def forget(self, *, before: datetime, but: Sequence[str] = ()) -> int:
        """Delete what was said last before this, but not of these kinds; how many rows."""
        return self._db.forget(
            "source_cache",
            "fetched_at < :before AND kind NOT IN (SELECT value FROM json_each(:but))",
            {"before": stamp(before), "but": json.dumps(but)},
        )
