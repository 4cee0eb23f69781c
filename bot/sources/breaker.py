"""
A circuit breaker per source: it stops asking a source that said no, and asks again with one call.

Open on the first "slow down" (HTTP 429) or on `bad_limit` failures in a row; shut for 5 minutes, doubling to 60 while
the trial calls fail (facts/market-data.md, 6). Nothing here makes a request.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.errors import DeskError, RateLimited, SourceDown, SourceError
from bot.ports import Clock

FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(minutes=60)
TRIAL_LIMIT = timedelta(minutes=1)
"""A trial call that has not ended by then counts as lost, and another may be tried."""


class Breaker:
    """
    The state of one source, thread-safe.

    `enter` gives a permit (or raises); `succeeded` and `failed` hand it back. A permit given before the breaker
    opened changes nothing any more, so that ten calls failing together count as one opening.
    """

    def __init__(
        self, name: str, clock: Clock, *, bad_limit: int = 3, on_open: Callable[[], None] | None = None
    ) -> None:
        self._name = name
        self._clock = clock
        self._bad_limit = bad_limit
        self._on_open = on_open
        self._lock = threading.Lock()
        self._bad = 0
        self._pause = FIRST_PAUSE
        self._until: datetime | None = None
        self._limited = False
        self._generation = 0
        self._trial: tuple[int, datetime] | None = None
        self.openings = 0
        """How often it opened since start."""

    @property
    def open_until(self) -> datetime | None:
        """When the source will be asked again (UTC); None while the breaker is shut."""
        with self._lock:
            return self._until

    def refusal(self) -> SourceError | None:
        """Why a call would be refused now; None where it would be let through. Takes no permit."""
        with self._lock:
            return self._refusal(self._clock.now())

    def enter(self) -> int:
        """A permit for one call. Raises `RateLimited` or `SourceDown` while open."""
        with self._lock:
            now = self._clock.now()
            refusal = self._refusal(now)
            if refusal is not None:
                raise refusal
            if self._until is not None:
                self._generation += 1
                self._trial = (self._generation, now)
            return self._generation

    def succeeded(self, permit: int) -> None:
        """The call came back with an answer: close."""
        with self._lock:
            if permit != self._generation:
                return
            self._bad = 0
            self._pause = FIRST_PAUSE
            self._until = None
            self._trial = None

    def failed(self, permit: int, error: DeskError) -> None:
        """The call failed; open if it was a 429, the last straw, or the trial."""
        with self._lock:
            if permit != self._generation:
                return
            self._bad += 1
            limited = isinstance(error, RateLimited)
            trial = self._trial is not None
            if not (limited or trial or self._bad >= self._bad_limit):
                return
            if trial:
                self._pause = min(self._pause * 2, LONGEST_PAUSE)
            asked = error.retry_at if isinstance(error, SourceError) else None
            until = self._clock.now() + self._pause
            self._until = max(until, asked) if asked is not None else until
            self._limited = limited
            self._generation += 1
            self._trial = None
            self._bad = 0
            self.openings += 1
        if self._on_open is not None:
            self._on_open()

    def _refusal(self, now: datetime) -> SourceError | None:
        """The lock is held."""
        if self._until is None:
            return None
        if now >= self._until and (self._trial is None or now - self._trial[1] >= TRIAL_LIMIT):
            return None
        again = max(self._until, now + timedelta(seconds=30))
        when = f"It is asked again at {again:%H:%M} UTC."
        if self._limited:
            return RateLimited(f"{self._name} asked us to slow down. {when}", source=self._name, retry_at=again)
        return SourceDown(f"{self._name} is not answering properly. {when}", source=self._name, retry_at=again)
