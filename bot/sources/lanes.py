"""
One paced queue per source: a person's question goes before scheduled work, and a stuck call never stops the rest.

A few worker threads take calls at the source's rate (a token bucket with a small burst). Each call has a hard time
limit; a worker that runs past it is given up and replaced, because a thread cannot be killed. The call may still end
later; its result is then used by whoever wrote the call (the cache), not by this queue.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, field

from bot.errors import SourceDown, SourceTimeout
from bot.ports import Clock, Lane

MAX_WAITING = 2000
"""More waiting calls than a slow day has; beyond it the queue says no instead of growing."""
MAX_LOST = 32
"""Given-up workers still alive; with network timeouts set, none lives long."""


@dataclass(eq=False, slots=True)
class Job:
    """A call in the queue and its outcome."""

    work: Callable[[], object]
    name: str
    lane: Lane
    future: Future[None] = field(default_factory=Future)
    started: float | None = None
    lost: bool = False
    """Given up by the queue after the hard limit."""


@dataclass(eq=False, slots=True)
class _Worker:
    job: Job | None = None
    lost: bool = False


class Lanes:
    """
    The queue of one source.

    `rate` is calls per second on average, `burst` how many may go at once after a quiet time, `workers` how many run
    at the same time, `limit` the seconds after which a running call is given up.
    """

    def __init__(
        self, name: str, clock: Clock, *, rate: float = 1.0, burst: int = 3, workers: int = 4, limit: float = 20.0
    ) -> None:
        self._name = name
        self._clock = clock
        self._interval = 1.0 / rate
        self._burst = burst
        self._size = workers
        self.limit = limit
        self._heap: list[tuple[int, int, Job]] = []
        self._order = itertools.count()
        self._workers: set[_Worker] = set()
        self._idle = 0
        self._next_slot = 0.0
        self._slow_until = 0.0
        self._slow_factor = 1.0
        self._closed = False
        self._done = 0
        self._lost = 0
        self._changed = threading.Condition()

    def submit(self, work: Callable[[], object], *, lane: Lane, name: str = "") -> Job:
        """
        Queue a call. Its future ends when the call ends, or with `SourceTimeout` when the call is given up.

        Raises `SourceDown` when the queue is full or closed.
        """
        self.reap()
        with self._changed:
            if self._closed or len(self._heap) >= MAX_WAITING:
                raise SourceDown(
                    f"{self._name} has more questions waiting than it can answer. Try again in a few minutes.",
                    source=self._name,
                )
            job = Job(work, name, lane)
            heapq.heappush(self._heap, (int(lane), next(self._order), job))
            if self._idle == 0:
                self._hire()
            self._changed.notify()
        return job

    def promote(self, job: Job) -> None:
        """A person now waits for this call: move it to the person's lane if it has not begun."""
        with self._changed:
            if job.started is None and job.lane is not Lane.PERSON:
                job.lane = Lane.PERSON
                heapq.heappush(self._heap, (int(Lane.PERSON), next(self._order), job))

    def slow_down(self, seconds: float, *, factor: float = 4.0) -> None:
        """Space calls `factor` times wider for some seconds: the source showed a first sign of displeasure."""
        with self._changed:
            self._slow_until = self._clock.monotonic() + seconds
            self._slow_factor = factor

    def reap(self) -> None:
        """Give up calls that ran past the hard limit and put fresh workers in their place."""
        with self._changed:
            now = self._clock.monotonic()
            overdue = []
            for worker in self._workers:
                job = worker.job
                if job is not None and not worker.lost and job.started is not None and now - job.started > self.limit:
                    worker.lost = job.lost = True
                    self._lost += 1
                    overdue.append(job)
            for _ in overdue:
                self._hire()
        for job in overdue:  # outside the lock: callbacks of the future take other locks
            _finish(
                job, SourceTimeout(f"{self._name} did not answer in time. Try again in a minute.", source=self._name)
            )

    def depth(self) -> Mapping[str, int]:
        """Counts for status: waiting, running, done, stuck."""
        with self._changed:
            running = sum(worker.job is not None and not worker.lost for worker in self._workers)
            waiting = len({id(job) for _, _, job in self._heap if job.started is None})
            return {"waiting": waiting, "running": running, "done": self._done, "stuck": self._lost}

    def close(self) -> None:
        """Take no more calls; workers end after the call they are in."""
        with self._changed:
            self._closed = True
            waiting = [job for _, _, job in self._heap]
            self._heap.clear()
            self._changed.notify_all()
        for job in waiting:
            _finish(job, SourceDown(f"{self._name} is closing down.", source=self._name))

    def _hire(self) -> None:
        """Start a worker if there is room. The lock is held."""
        working = sum(not worker.lost for worker in self._workers)
        if self._closed or working >= self._size or self._lost >= MAX_LOST:
            return
        worker = _Worker()
        self._workers.add(worker)
        threading.Thread(target=self._work, args=(worker,), name=f"{self._name} worker", daemon=True).start()

    def _work(self, worker: _Worker) -> None:
        """Run calls until closed or given up."""
        while (job := self._take(worker)) is not None:
            error: BaseException | None = None
            try:
                job.work()
            except BaseException as caught:  # noqa: BLE001 - the outcome belongs to whoever waits for the future
                error = caught
            _finish(job, error)
            with self._changed:
                worker.job = None
                self._done += 1
                if worker.lost:
                    self._lost -= 1
                    break
        with self._changed:
            self._workers.discard(worker)

    def _take(self, worker: _Worker) -> Job | None:
        """Wait for work, then for the source's pace, and only then choose: a person who came meanwhile goes first."""
        while True:
            with self._changed:
                self._idle += 1
                while not self._heap and not self._closed:
                    self._changed.wait()
                self._idle -= 1
                if self._closed:
                    return None
                delay = self._reserve()
            if delay > 0:
                self._clock.sleep(delay)
            with self._changed:
                while self._heap:
                    _, _, job = heapq.heappop(self._heap)
                    if job.started is None:
                        job.started = self._clock.monotonic()
                        worker.job = job
                        if self._heap and self._idle == 0:
                            self._hire()
                        return job
                self._next_slot -= self._spacing()  # somebody else took it: give the slot back

    def _spacing(self) -> float:
        slow = self._clock.monotonic() < self._slow_until
        return self._interval * (self._slow_factor if slow else 1.0)

    def _reserve(self) -> float:
        """Take the next slot; seconds until it comes. The lock is held."""
        now = self._clock.monotonic()
        spacing = self._spacing()
        slot = max(self._next_slot, now - (self._burst - 1) * self._interval)
        self._next_slot = slot + spacing
        return max(0.0, slot - now)


def _finish(job: Job, error: BaseException | None) -> None:
    """Set the outcome once: a given-up call that ends later changes nothing."""
    with contextlib.suppress(InvalidStateError):
        if error is None:
            job.future.set_result(None)
        else:
            job.future.set_exception(error)
