"""A clock that can be moved forward, so that tomorrow's digest can be seen today."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def real_time() -> datetime:
    """Return the machine's time as an aware UTC datetime; the only look at the wall clock in this package."""
    return datetime.now(UTC)


class MovableClock:
    """
    A base clock plus an offset, both aware UTC. Call it, or its `now`, for the time; thread-safe.

    The base may stand still (tests) or run (`make run`). Time-outs and rate limits do not follow it: those run on
    the machine's monotonic clock, as they would on Slack's side.
    """

    def __init__(self, base: Callable[[], datetime] = real_time) -> None:
        self._base = base
        self._offset = timedelta()
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        """Return the workspace's time, aware UTC."""
        with self._lock:
            return self._base() + self._offset

    def now(self) -> datetime:
        """Return the workspace's time, aware UTC."""
        return self()

    def advance(self, by: timedelta) -> datetime:
        """Move the clock by `by` (negative moves it back) and return the new time."""
        with self._lock:
            self._offset += by
            return self._base() + self._offset

    def move_to(self, when: datetime) -> datetime:
        """Move the clock to `when`, an aware datetime, and return it in UTC."""
        if when.tzinfo is None:
            raise ValueError("The workspace clock needs an aware datetime.")
        with self._lock:
            self._offset = when - self._base()
            return when.astimezone(UTC)
