"""
How fast a workspace may be posted to: a token bucket per workspace, and closed gates after a 429.

The pace of one channel is not here but in the outbox claim, because several processes share a channel. A 429's
Retry-After concerns one method in one workspace (Slack, "Web API rate limits"), and so does a gate. Gates and buckets
run on the monotonic clock: setting the wall clock neither opens nor holds them.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Literal

from bot.ports import Clock

Method = Literal["post", "look-up"]


@dataclass(slots=True)
class _Bucket:
    level: float
    filled_at: float


class Pacer:
    """Thread-safe. `rate` is posts per second and workspace (None: no limit), `burst` how many may go at once."""

    def __init__(self, clock: Clock, *, rate: float | None = None, burst: int = 1) -> None:
        self._clock = clock
        self._rate = rate
        self._burst = max(1, burst)
        self._buckets: dict[str, _Bucket] = {}
        self._gates: dict[tuple[str, Method], float] = {}
        self._lock = threading.Lock()

    def take(self, team: str, method: Method) -> float:
        """Take leave for one call: 0 when it may go now, else the seconds after which to ask again."""
        now = self._clock.monotonic()
        with self._lock:
            closed = self._gates.get((team, method), now) - now
            if closed > 0:
                return closed
            if method != "post" or self._rate is None:
                return 0.0
            bucket = self._buckets.setdefault(team, _Bucket(float(self._burst), now))
            bucket.level = min(float(self._burst), bucket.level + (now - bucket.filled_at) * self._rate)
            bucket.filled_at = now
            if bucket.level < 1:
                return (1 - bucket.level) / self._rate
            bucket.level -= 1
            return 0.0

    def close(self, team: str, method: Method, seconds: float) -> None:
        """Let nothing through for so long; a longer time that is running stays."""
        until = self._clock.monotonic() + seconds
        with self._lock:
            self._gates[team, method] = max(until, self._gates.get((team, method), until))

    def closed(self, method: Method) -> dict[str, float]:
        """Workspaces that must wait with this method, and for how many seconds yet."""
        now = self._clock.monotonic()
        with self._lock:
            return {team: until - now for (team, kind), until in self._gates.items() if kind == method and until > now}
