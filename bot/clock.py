"""
The only places that know what time it is: the machine's clock, one that starts elsewhere, and one moved by hand.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.ports import Clock


class SystemClock:
    """`bot.ports.Clock` on the machine's own clock."""

    def now(self) -> datetime:
        """The current time, aware, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds for durations; no date."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait; at once for nothing or less."""
        if seconds > 0:
            time.sleep(seconds)


class ShiftedClock:
    """
    The machine's clock beginning at another instant and running on from there: sample mode's own day.

    It can be moved, for tomorrow's digest today. Durations and waits stay the machine's own.
    """

    def __init__(self, start: datetime) -> None:
        self._lock = threading.Lock()
        self._shift = _aware(start) - datetime.now(UTC)

    def now(self) -> datetime:
        """The shifted time, aware, UTC."""
        with self._lock:
            return datetime.now(UTC) + self._shift

    def monotonic(self) -> float:
        """The machine's; moving this clock does not move it."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Really wait."""
        if seconds > 0:
            time.sleep(seconds)

    def advance(self, by: timedelta) -> None:
        """Move on (or back)."""
        with self._lock:
            self._shift += by


class ManualClock:
    """
    A clock that stands still until it is moved: for tests and for a workspace moved by hand. Thread-safe.

    `sleep` moves it itself, so that a waiting worker needs nobody's help; with `waits=True` it blocks instead until
    somebody else has moved the clock far enough.
    """

    def __init__(self, start: datetime, *, waits: bool = False) -> None:
        self._now = _aware(start)
        self._elapsed = 0.0
        self._waits = waits
        self._moved = threading.Condition()

    def now(self) -> datetime:
        """Where it stands, aware, UTC."""
        with self._moved:
            return self._now

    def monotonic(self) -> float:
        """Seconds it was moved forward since it was made; setting it back takes none away."""
        with self._moved:
            return self._elapsed

    def sleep(self, seconds: float) -> None:
        """Move on by `seconds`, or block until somebody has."""
        if seconds <= 0:
            return
        if not self._waits:
            self.advance(timedelta(seconds=seconds))
            return
        with self._moved:
            until = self._elapsed + seconds
            self._moved.wait_for(lambda: self._elapsed >= until)

    def advance(self, by: timedelta) -> None:
        """Move it; a negative `by` sets it back, as an administrator may."""
        with self._moved:
            self._now += by
            self._elapsed += max(0.0, by.total_seconds())
            self._moved.notify_all()

    def jump(self, by: timedelta) -> None:
        """Change what it says without time passing: a clock that was set."""
        with self._moved:
            self._now += by


class FollowingClock:
    """Follows another clock's dates (the local workspace's movable one); durations run on the base clock."""

    def __init__(self, now: Callable[[], datetime], base: Clock) -> None:
        self._now = now
        self._base = base

    def now(self) -> datetime:
        """The followed clock's time, aware, UTC."""
        return self._now()

    def monotonic(self) -> float:
        """Seconds for measuring durations."""
        return self._base.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait as the base clock waits."""
        self._base.sleep(seconds)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A clock needs a start with a time zone.")
    return at.astimezone(UTC)
