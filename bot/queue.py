"""
deskbot's own bounded pool: listeners ack and hand their work over; a person's work goes before scheduled work.

Threads start when there is work for them and stay. What a piece of work raises is logged with its traceback, secrets
cut out, counted, and kept in its future.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field

from bot.clock import SystemClock
from bot.errors import DeskError
from bot.ports import Clock, Lane
from bot.redact import traceback_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[], None]
    name: str
    future: Future[None] = field(default_factory=Future)


class WorkPool:
    """`bot.ports.Queue`: at most `workers` threads, at most `capacity` pieces of work waiting."""

    def __init__(self, workers: int = 32, capacity: int = 2000, *, clock: Clock | None = None) -> None:
        self._workers = workers
        self._capacity = capacity
        self._clock = clock or SystemClock()
        self._lanes: dict[Lane, deque[_Job]] = {lane: deque() for lane in Lane}
        self._changed = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._running = 0
        self._done = 0
        self._failed = 0
        self._closed = False

    def submit(self, work: Callable[[], None], *, lane: Lane = Lane.PERSON, name: str = "") -> Future[None]:
        """Queue work. Raises `DeskError` when the queue is full or closed."""
        job = _Job(work, name or getattr(work, "__qualname__", "work"))
        with self._changed:
            if self._closed:
                raise DeskError("deskbot is stopping. Ask again when it is back.")
            if self._waiting() >= self._capacity:
                raise DeskError("deskbot has more questions than it can hold. Try again in a minute.")
            self._lanes[lane].append(job)
            if self._idle < self._waiting() and len(self._threads) < self._workers:
                self._start_thread()
            self._changed.notify()
        return job.future

    def depth(self) -> Mapping[str, int]:
        """Counts for status: waiting, running, done, failed (raised something)."""
        with self._changed:
            return {
                "waiting": self._waiting(),
                "running": self._running,
                "done": self._done,
                "failed": self._failed,
            }

    def close(self, timeout: float) -> None:
        """
        Stop taking work and wait at most `timeout` seconds for what runs; what still waits is cancelled. Idempotent.
        """
        deadline = self._clock.monotonic() + timeout
        with self._changed:
            self._closed = True
            dropped = [job for lane in self._lanes.values() for job in lane]
            for lane in self._lanes.values():
                lane.clear()
            threads = list(self._threads)
            self._changed.notify_all()
        for job in dropped:
            job.future.cancel()
        if dropped:
            log.warning("closed with %d pieces of work not begun", len(dropped))
        for thread in threads:
            thread.join(max(0.0, deadline - self._clock.monotonic()))
        left = sum(thread.is_alive() for thread in threads)
        if left:
            log.warning("closed with %d pieces of work still running after %.1f s", left, timeout)

    def _waiting(self) -> int:
        return sum(len(lane) for lane in self._lanes.values())

    def _start_thread(self) -> None:
        thread = threading.Thread(target=self._serve, name=f"work-{len(self._threads) + 1}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _next(self) -> _Job | None:
        """The next job, a person's first; None when the pool is closed."""
        with self._changed:
            self._idle += 1
            self._changed.wait_for(lambda: self._closed or self._waiting())
            self._idle -= 1
            for lane in sorted(self._lanes):
                if self._lanes[lane]:
                    self._running += 1
                    return self._lanes[lane].popleft()
            return None

    def _serve(self) -> None:
        while (job := self._next()) is not None:
            failed = self._run(job)
            with self._changed:
                self._running -= 1
                self._done += not failed
                self._failed += failed

    @staticmethod
    def _run(job: _Job) -> bool:
        """Run one job; True where it raised."""
        if not job.future.set_running_or_notify_cancel():
            return False
        try:
            job.work()
        except BaseException as error:  # noqa: BLE001 - a worker outlives its work, SystemExit included
            log.error("%s failed:\n%s", job.name, traceback_of(error))  # noqa: TRY400 - the traceback is redacted
            job.future.set_exception(error)
            return True
        job.future.set_result(None)
        return False
