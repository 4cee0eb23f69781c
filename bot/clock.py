"""
The only places that know what time it is: the machine's clock, one that a server's answers put right, one that starts
elsewhere, and one moved by hand.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.ports import Clock

log = logging.getLogger(__name__)

TOLERANCE: Final = timedelta(minutes=1)
"""Slack refuses requests that are five minutes off; a minute already points at a clock that nobody keeps."""


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


class CheckedClock:
    """
    The machine's clock, put right by what a server's answers say (`hear`): on a machine whose clock nobody keeps, reminders
    and digests still come on time, and look-ups in Slack's history begin where they should. Thread-safe.
    """

    def __init__(self, machine: Clock | None = None) -> None:
        self._machine = machine or SystemClock()
        self._heard = (self._setting(), timedelta(0))

    def now(self) -> datetime:
        """The time by the last answer, aware, UTC."""
        return self._machine.now() - self.ahead

    def monotonic(self) -> float:
        """The machine's: nothing puts durations right."""
        return self._machine.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait as the machine does."""
        self._machine.sleep(seconds)

    @property
    def ahead(self) -> timedelta:
        """
        How far the machine's clock is ahead (behind: negative); nothing within `TOLERANCE`. What was heard holds for the
        clock as it was set then: an administrator who puts it right must not find deskbot hours off.
        """
        setting, ahead = self._heard
        return ahead if abs(self._setting() - setting) <= TOLERANCE else timedelta(0)

    def hear(self, said: datetime) -> None:
        """What time a server's answer has just told. Small differences change nothing: answers take their time."""
        measured, ahead = self._machine.now() - said, self.ahead
        if abs(measured - ahead) > TOLERANCE:
            ahead = measured if abs(measured) > TOLERANCE else timedelta(0)
            log.warning("%s", difference(ahead) or "the machine's clock is right again")
        self._heard = (self._setting(), ahead)

    def _setting(self) -> datetime:
        """What the machine's clock said when its monotonic one began: another value after it was set, or slept."""
        return self._machine.now() - timedelta(seconds=self._machine.monotonic())


def difference(ahead: timedelta) -> str:
    """In a sentence, how wrong the machine's clock is and what to do; empty within `TOLERANCE`."""
    if abs(ahead) <= TOLERANCE:
        return ""
    way = "ahead of" if ahead > timedelta(0) else "behind"
    return f"this machine's clock is {_length(abs(ahead))} {way} Slack's; deskbot goes by Slack's. Turn on NTP."


def _length(span: timedelta) -> str:
    """2 min, 3 h 5 min, 2 d 4 h."""
    minutes = round(span.total_seconds() / 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "d"), (hours, "h"), (rest, "min")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 min"


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
