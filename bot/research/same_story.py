"""
The same story again: what a channel was told within a day, by page and by text.

The sketches of a channel's recent stories are one row of the cache table; the replies are in `links`.
"""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.ports import CacheEntry, LinkRow, Place, Storage

if TYPE_CHECKING:
    from bot.articles import Sketch

AGAIN = timedelta(days=1)
KEPT = 200
"""Stories remembered for one channel."""
IN_HAND = timedelta(minutes=2)
"""So long after its message a reply that is not in the outbox may still be on its way there."""


class StoryBook:
    """Gives each story of a channel to one message. One object per process; thread-safe."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._lock = threading.Lock()

    def known_page(self, place: Place, ts: str, key: str, now: datetime) -> LinkRow | None:
        """An earlier message of this channel whose reply is about this very page; None where there is none."""
        return self._earlier(place, ts, key, None, now)

    def is_answered(self, row: LinkRow) -> bool:
        """
        Whether its reply is out or on its way. That one took it on is no answer yet: the process may have died before the
        reply was made; nor is one that Slack would not take.
        """
        reply = self._storage.outbox.get(row.reply_key) if row.reply_key else None
        return reply is not None and reply.state not in {"dead", "skipped"}

    def _earlier(self, place: Place, ts: str, key: str, story: str | None, now: datetime) -> LinkRow | None:
        """The first other message whose link of this page or story is answered, or being answered at this moment."""
        rows = self._storage.links.taken_on(place, canonical=key, story=story, since=now - AGAIN)
        others = (row for row in rows if row.ts != ts)
        return next((row for row in others if self.is_answered(row) or self._in_hand(row, now)), None)

    def _in_hand(self, row: LinkRow, now: datetime) -> bool:
        return now - row.seen_at < IN_HAND and self._storage.outbox.get(row.reply_key or "") is None

    def claim(
        self,
        place: Place,
        ts: str,
        url: str,
        key: str,
        sketch: Sketch,
        *,
        reply: str,
        now: datetime,
        again: bool = False,
    ) -> LinkRow | None:
        """
        Record that `reply` (an outbox key) answers this link, unless an earlier message has the story: then that one,
        and nothing is recorded. `again` records in any case: somebody asked.
        """
        from bot.articles import Sketch

        with self._lock:
            recent = self._recent(place, now)
            same = next((story for story, _at, hashes in recent if Sketch(hashes).same_story(sketch)), None)
            story = same or (sketch.key if sketch.hashes else None)
            first = None if again else self._earlier(place, ts, key, story, now)
            if first is not None:
                return first
            self._storage.links.take_on(place, ts, url, reply_key=reply, story=story)
            if same is None and story is not None:
                recent.append((story, now, sketch.hashes))
                self._keep(place, recent[-KEPT:], now)
        return None

    def _recent(self, place: Place, now: datetime) -> list[tuple[str, datetime, tuple[int, ...]]]:
        entry = self._storage.cache.get("deskbot", "stories", f"{place.team}:{place.channel}")
        if entry is None or not entry.value:
            return []
        rows = [
            (str(story), datetime.fromisoformat(at), tuple(hashes)) for story, at, hashes in json.loads(entry.value)
        ]
        return [row for row in rows if now - row[1] <= AGAIN]

    def _keep(self, place: Place, rows: list[tuple[str, datetime, tuple[int, ...]]], now: datetime) -> None:
        value = json.dumps([(story, at.isoformat(), hashes) for story, at, hashes in rows])
        self._storage.cache.put(
            "deskbot", "stories", f"{place.team}:{place.channel}", CacheEntry(value, now, "deskbot")
        )
