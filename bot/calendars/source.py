"""What every public calendar with a JSON address has: a client, a cache with its lane, and whether it is sample data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.calendars.client import JsonClient
from bot.model import SourceHealth
from bot.ports import CacheStore, Clock
from bot.sources import Lanes, SourceCache


class JsonCalendar:
    """Base of the adapters; `name`, `rate` (requests a second) and `workers` are each adapter's own. Thread-safe."""

    name: str
    rate = 1.0
    workers = 1

    def __init__(
        self,
        client: JsonClient,
        clock: Clock,
        store: CacheStore | None,
        base: str,
        *,
        sample: bool = False,
        recorded: datetime | None = None,
    ) -> None:
        self._client = client
        self._base = base.rstrip("/")
        self._sample = sample
        self._recorded = recorded
        name = f"{self.name} (sample)" if sample else self.name
        lanes = Lanes(name, clock, rate=self.rate, workers=self.workers, limit=30.0)
        self._cache = SourceCache(store, clock, source=name, lanes=lanes)

    def health(self) -> Sequence[SourceHealth]:
        """The cache's."""
        return [self._cache.health()]
