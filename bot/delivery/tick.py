"""
The tick: APScheduler calls `Planner.tick` every few seconds, and that is all it does.

What is due stands in our tables; a tick that was missed, or two processes ticking, change nothing but the moment.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.clock import SystemClock
from bot.delivery.daily import DailyPlanner
from bot.delivery.outbox import Outbox
from bot.delivery.plan_digests import DigestPlanner
from bot.delivery.plan_reminders import ReminderPlanner
from bot.delivery.warm_up import WarmUp
from bot.errors import StorageError
from bot.ports import Clock, Queue
from bot.redact import traceback_of
from bot.research.ticker_book import TickerBook

if TYPE_CHECKING:
    from bot.research import Research

log = logging.getLogger(__name__)

EVERY_S: Final = 5.0
AHEAD: Final = timedelta(hours=12)
"""A machine's clock that is suddenly so much later was set, or the machine slept."""
DOUBT_S: Final = 75.0
"""
Seconds in which such a clock may be set right again before what it calls due is planned: by a person, or by the answer
that Slack gives to the watchdog once a minute (`bot.clock.CheckedClock`).
"""


class Planner:
    """Reads our tables and puts outbox rows; one thread at a time, several processes at once."""

    def __init__(self, research: Research, outbox: Outbox, queue: Queue, *, rate: float, book: TickerBook) -> None:
        self.book = book
        self.reminders = ReminderPlanner(research.storage, outbox)
        self.digests = DigestPlanner(research, outbox, WarmUp(book, queue, research.clock, rate=rate))
        self.daily = DailyPlanner(research, book, queue)
        self._lock = threading.Lock()

    def tick(self, now: datetime) -> int:
        """Everything due at `now`; how many reminders and digests were put. A part that fails holds up no other."""
        if not self._lock.acquire(blocking=False):
            return 0
        try:
            planned = self._part("reminders", lambda: self.reminders.plan(now))
            planned += self._part("digests", lambda: self.digests.plan(now))
            self._part("daily jobs", lambda: len(self.daily.plan(now)))
            return planned
        finally:
            self._lock.release()

    @staticmethod
    def _part(name: str, plan: Callable[[], int]) -> int:
        try:
            return plan()
        except StorageError as error:
            log.warning("planning %s: %s", name, error.message)
        except Exception as error:  # noqa: BLE001 - the next tick tries again
            log.error("planning %s failed:\n%s", name, traceback_of(error))  # noqa: TRY400 - redacted
        return 0


class _Doubt:
    """
    A clock that is days ahead for a moment would use up the reminders and digests of those days: what falls due by a
    jump waits a minute. Set right by then, nothing has happened; after a sleep the minute is all it costs.
    """

    def __init__(self, machine: Clock) -> None:
        self._machine = machine
        self._last = (machine.now(), machine.monotonic())
        self._until = machine.monotonic()

    def over(self) -> bool:
        """Whether the clock may be believed now."""
        now, monotonic = self._machine.now(), self._machine.monotonic()
        last, last_monotonic = self._last
        self._last = (now, monotonic)
        jump = now - last - timedelta(seconds=monotonic - last_monotonic)
        if jump > AHEAD:
            self._until = monotonic + DOUBT_S
            log.warning("the machine's clock jumped ahead by %s: reminders and digests wait %.0f s", jump, DOUBT_S)
        elif jump < -AHEAD:
            self._until = monotonic
            log.warning("the machine's clock was set back by %s", -jump)
        return monotonic >= self._until


class Tick:
    """Calls the planner every few seconds from `start` to `stop`."""

    def __init__(
        self, planner: Planner, now: Callable[[], datetime], *, every: float = EVERY_S, machine: Clock | None = None
    ) -> None:
        self._planner = planner
        self._now = now
        self._doubt = _Doubt(machine or SystemClock())
        self._every = every
        self._scheduler: Any = None
        self._turning = threading.Lock()
        self._stopped = threading.Event()
        self._watch: threading.Thread | None = None

    def start(self) -> None:
        """
        Begin with a first tick at once; APScheduler is imported here, so call it in the background. A desk that was
        stopped while it still warmed up begins nothing.
        """
        from apscheduler.schedulers.background import BackgroundScheduler

        with self._turning:
            if self._scheduler is not None or self._stopped.is_set():
                return
            logging.getLogger("apscheduler").setLevel(logging.WARNING)
            self._scheduler = BackgroundScheduler(timezone="UTC", daemon=True)
            job = self._scheduler.add_job(
                self.once,
                "interval",
                seconds=self._every,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
            self._scheduler.start()
            self._watch = threading.Thread(target=self._keep_up, args=(job,), name="tick-watch", daemon=True)
            self._watch.start()
        self.once()

    def once(self) -> None:
        """One tick, unless the machine's clock has just jumped ahead."""
        if self._doubt.over() and not self._stopped.is_set():
            self._planner.tick(self._now())

    def stop(self) -> None:
        """No tick begins any more, nor can it be started again; APScheduler's own that runs is waited for. Idempotent."""
        with self._turning:
            self._stopped.set()
            scheduler, self._scheduler = self._scheduler, None
            if scheduler is not None:
                if self._watch is not None:
                    self._watch.join()
                scheduler.shutdown()

    def _keep_up(self, job: Any) -> None:
        """APScheduler waits by the machine's wall clock: set back an hour, the next tick would be an hour away."""
        wall = SystemClock()
        while not self._stopped.wait(self._every):
            if job.next_run_time - wall.now() > timedelta(seconds=2 * self._every):
                job.modify(next_run_time=wall.now())
