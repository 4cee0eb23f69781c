"""A clock for source tests: the date stands still until moved; durations are real."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 4, 20, 12, 0, tzinfo=UTC)


class TestClock:
    """`bot.ports.Clock`; `slept` says what was asked of it."""

    __test__ = False

    def __init__(self, now: datetime = NOON, *, real_sleep: bool = False) -> None:
        self._now = now
        self._ahead = 0.0
        self._real_sleep = real_sleep
        self._lock = threading.Lock()
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        with self._lock:
            return time.monotonic() + self._ahead

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if self._real_sleep:
            time.sleep(seconds)
        else:
            with self._lock:
                self._ahead += seconds

    def advance(self, **delta: float) -> None:
        step = timedelta(**delta)
        self._now += step
        with self._lock:
            self._ahead += step.total_seconds()


def wait_until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for other threads to get there."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.002)
