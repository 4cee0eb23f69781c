"""A cache in memory, for adapters that are given no storage: it forgets the least recently used beyond its size."""

from __future__ import annotations

import threading
from collections import OrderedDict

from bot.ports import CacheEntry

_Key = tuple[str, str, str]


class MemoryStore:
    """`bot.ports.CacheStore` without a database; thread-safe; bounded."""

    def __init__(self, size: int = 2000) -> None:
        self._size = size
        self._last: OrderedDict[_Key, CacheEntry] = OrderedDict()
        self._good: OrderedDict[_Key, CacheEntry] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, source: str, kind: str, key: str) -> CacheEntry | None:
        """The last answer, an error perhaps."""
        return self._look(self._last, (source, kind, key))

    def last_good(self, source: str, kind: str, key: str) -> CacheEntry | None:
        """The last answer that was none."""
        return self._look(self._good, (source, kind, key))

    def put(self, source: str, kind: str, key: str, entry: CacheEntry) -> None:
        """Keep an answer; an error leaves the last good one where it is."""
        with self._lock:
            tables = (self._last,) if entry.error is not None else (self._last, self._good)
            for table in tables:
                table[source, kind, key] = entry
                table.move_to_end((source, kind, key))
                if len(table) > self._size:
                    table.popitem(last=False)

    def _look(self, table: OrderedDict[_Key, CacheEntry], key: _Key) -> CacheEntry | None:
        with self._lock:
            entry = table.get(key)
            if entry is not None:
                table.move_to_end(key)
            return entry
