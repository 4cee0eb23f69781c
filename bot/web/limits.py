"""Politeness: how many pages one person may have read, and how many one site is asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from bot.errors import RateLimited
from bot.ports import Clock

WINDOW_S = 600.0
PER_USER = 300
"""Pages in ten minutes: far above a person, far below a script."""
PER_HOST = 120
AT_ONCE = 4
"""Connections to one host at a time; the rest wait."""
WAIT_S = 10.0
_REMEMBERED = 5_000


class Limits:
    """Counts in memory, per person and per host; thread-safe, bounded."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._open: dict[str, int] = {}
        self._lock = threading.Condition()

    @contextmanager
    def slot(self, user: str, host: str) -> Iterator[None]:
        """Hold one of the host's connections. Raises `RateLimited` where the person or the host had enough."""
        with self._lock:
            self._count(f"user {user}", PER_USER if user else PER_USER * 10, "You")
            self._count(f"host {host}", PER_HOST, "This desk")
            if not self._lock.wait_for(lambda: self._open.get(host, 0) < AT_ONCE, timeout=WAIT_S):
                raise RateLimited("Too many links to this site at once. Try this one again in a minute.", source=host)
            self._open[host] = self._open.get(host, 0) + 1
        try:
            yield
        finally:
            with self._lock:
                self._open[host] -= 1
                if not self._open[host]:
                    del self._open[host]
                self._lock.notify_all()

    def _count(self, key: str, allowed: int, who: str) -> None:
        now = self._clock.monotonic()
        times = self._seen.setdefault(key, deque())
        self._seen.move_to_end(key)
        while times and times[0] < now - WINDOW_S:
            times.popleft()
        if len(times) >= allowed:
            wait = times[0] + WINDOW_S - now
            raise RateLimited(
                f"{who} pasted many links in a short time. Try this one again in {max(1, round(wait / 60))} min.",
                source="pasted links",
                retry_at=self._clock.now() + timedelta(seconds=wait),
            )
        times.append(now)
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
