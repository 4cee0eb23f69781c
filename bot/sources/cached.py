"""
The cache every source is asked through: time to live, last good with its age, one fetch for many askers.

`SourceCache.get` is the whole of it. A fresh answer costs no request; two hundred simultaneous asks for one key cost
one; a caller waits at most its deadline while the fetch goes on and fills the cache for the next asker; when the
source fails, the last good answer is given, marked stale. Errors are kept for a short time too, or every command would
repeat them. Values are JSON (or any) text; what it means is the adapter's business.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from bot.errors import (
    BadData,
    DeskError,
    NotFoundAtSource,
    RateLimited,
    SourceDown,
    SourceError,
    SourceTimeout,
    StorageClosed,
)
from bot.model import SourceHealth
from bot.ports import CacheEntry, CacheStore, Clock, Lane
from bot.sources.breaker import Breaker
from bot.sources.lanes import Job, Lanes
from bot.sources.memory import MemoryStore

log = logging.getLogger(__name__)

PATIENCE = {Lane.PERSON: 8.0, Lane.SCHEDULED: 60.0}
"""Seconds a caller waits, unless it says otherwise."""
ERROR_TTL = timedelta(minutes=2)
NOT_FOUND_TTL = timedelta(minutes=5)
KEEP = timedelta(days=7)
"""A last good answer older than this is no answer."""
_ERRORS: dict[str, type[SourceError]] = {
    kind.__name__: kind for kind in (SourceDown, SourceTimeout, RateLimited, BadData, NotFoundAtSource)
}


class Cached(NamedTuple):
    """An answer, when the source gave it (UTC), and whether it is only the last good one."""

    value: str
    fetched_at: datetime
    stale: bool


@dataclass(eq=False, slots=True)
class _Flight:
    """A fetch under way and what it brings; everybody who asks meanwhile waits for it."""

    result: Future[Cached | SourceError] = field(default_factory=Future)
    job: Job | None = None
    permit: int | None = None


class SourceCache:
    """
    One source's cache, breaker and queue, thread-safe.

    `source` names it in messages and keys its rows. `keep` is how old a last good answer may be. Waiting is in real
    seconds; ages are in the clock's time.
    """

    def __init__(
        self,
        store: CacheStore | None,
        clock: Clock,
        *,
        source: str,
        lanes: Lanes | None = None,
        breaker: Breaker | None = None,
        error_ttl: timedelta = ERROR_TTL,
        keep: timedelta = KEEP,
    ) -> None:
        self.source = source
        self.lanes = lanes or Lanes(source, clock)
        self.breaker = breaker or Breaker(source, clock)
        self._store: CacheStore = store or MemoryStore()
        self._clock = clock
        self._error_ttl = error_ttl
        self._keep = keep
        self._flights: dict[tuple[str, str], _Flight] = {}
        self._lock = threading.RLock()
        self._fetches = 0
        self._last_good: datetime | None = None
        self._last_error: str | None = None
        self._failing = False

    def get(
        self,
        kind: str,
        key: str,
        ttl: timedelta,
        fetch: Callable[[], str],
        *,
        lane: Lane = Lane.PERSON,
        wait: float | None = None,
    ) -> Cached:
        """
        The value of (kind, key), at most `ttl` old, or the last good one marked stale where the source fails.

        `fetch` runs on the source's queue and returns the text to keep, or raises from `bot.errors`. Raises what the
        fetch raised, `SourceTimeout` after `wait` seconds (8 for a person, 60 for scheduled work), or the breaker's
        `RateLimited` / `SourceDown`: each only when there is no last good value.
        """
        answer: Cached | SourceError | _Flight | None = self._fresh(kind, key, ttl)
        if answer is None:
            answer = self._ask(kind, key, ttl, fetch, lane)
        if isinstance(answer, _Flight):
            answer = self._await(answer, PATIENCE[lane] if wait is None else wait)
        if isinstance(answer, Cached):
            return answer
        last = self.last_good(kind, key)
        if last is None:
            # a copy, because many threads may raise the outcome of one fetch
            raise type(answer)(answer.message, source=answer.source, retry_at=answer.retry_at)
        return last

    def last_good(self, kind: str, key: str) -> Cached | None:
        """The last good answer, marked stale; None where there is none or it is too old. Makes no request."""
        entry = self._store.last_good(self.source, kind, key)
        if entry is None or entry.value is None or self._age(entry) > self._keep:
            return None
        return Cached(entry.value, entry.fetched_at, stale=True)

    def health(self) -> SourceHealth:
        """How the source has been doing; makes no request."""
        until = self.breaker.open_until
        depth = self.lanes.depth()
        with self._lock:
            failing, fetches, last_error, last_good = self._failing, self._fetches, self._last_error, self._last_good
        extra = {"waiting": str(depth["waiting"]), "running": str(depth["running"])}
        if depth["stuck"]:
            extra["stuck"] = str(depth["stuck"])
        if self.breaker.openings:
            extra["pauses"] = str(self.breaker.openings)
        state: Literal["ok", "degraded", "down", "idle"] = "ok" if fetches else "idle"
        if until is not None or failing:
            state = "down" if until is not None else "degraded"
        return SourceHealth(self.source, state, last_good, last_error, until, fetches, extra)

    def close(self) -> None:
        """Take no more work."""
        self.lanes.close()

    def _age(self, entry: CacheEntry) -> timedelta:
        """Age without sign: an entry from the future (a sample clock that began again) is no fresher for it."""
        return abs(self._clock.now() - entry.fetched_at)

    def _fresh(self, kind: str, key: str, ttl: timedelta) -> Cached | SourceError | None:
        """What the cache says without asking the source: a fresh value, a fresh error, or nothing."""
        entry = self._store.get(self.source, kind, key)
        if entry is None:
            return None
        age = self._age(entry)
        if entry.error is not None:
            error = _read_error(entry.error, self.source)
            lifetime = NOT_FOUND_TTL if isinstance(error, NotFoundAtSource) else self._error_ttl
            return error if age < lifetime else None
        if entry.value is not None and age < ttl and entry.fetched_at <= self._clock.now():
            return Cached(entry.value, entry.fetched_at, stale=False)
        return None

    def _ask(
        self, kind: str, key: str, ttl: timedelta, fetch: Callable[[], str], lane: Lane
    ) -> _Flight | Cached | SourceError:
        """Join the fetch under way, or start one."""
        with self._lock:
            flight = self._flights.get((kind, key))
            if flight is not None:
                if lane is Lane.PERSON and flight.job is not None:
                    self.lanes.promote(flight.job)
                return flight
            fresh = self._fresh(kind, key, ttl)  # a fetch may have ended since the first look
            if fresh is not None:
                return fresh
            refusal = self.breaker.refusal()
            if refusal is not None:
                return refusal
            flight = self._flights[kind, key] = _Flight()
            started = flight

            def work() -> None:
                self._fetch(kind, key, fetch, started)

            try:
                flight.job = self.lanes.submit(work, lane=lane, name=f"{kind} {key}")
            except SourceError as error:
                self._land(kind, key, flight, error)
                return error
            flight.job.future.add_done_callback(lambda done: self._given_up(kind, key, started, done))
            return flight

    def _await(self, flight: _Flight, seconds: float) -> Cached | SourceError:
        """Wait for a fetch in slices, so that a call stuck in front of it is noticed."""
        while True:
            part = min(seconds, self.lanes.limit)
            try:
                return flight.result.result(part)
            except TimeoutError:
                self.lanes.reap()
                seconds -= part
                if seconds <= 0 and not flight.result.done():
                    return SourceTimeout(
                        f"{self.source} did not answer in time. It is still being asked; try again in a minute.",
                        source=self.source,
                    )

    def _fetch(self, kind: str, key: str, fetch: Callable[[], str], flight: _Flight) -> None:
        """Run one fetch on a worker: keep what it brings, tell the breaker, wake those who wait."""
        outcome: Cached | SourceError
        try:
            permit = flight.permit = self.breaker.enter()
        except SourceError as refusal:
            self._land(kind, key, flight, refusal)  # not kept: the breaker remembers better
            return
        with self._lock:
            self._fetches += 1
        try:
            value = fetch()
        except NotFoundAtSource as error:
            self.breaker.succeeded(permit)  # the source works, it only has nothing
            outcome = error
        except SourceError as error:
            outcome = error
        except Exception as error:
            log.exception("%s: fetching %s failed in a way nobody foresaw", self.source, kind)
            outcome = BadData(source=self.source)
            outcome.__cause__ = error
        else:
            self.breaker.succeeded(permit)
            outcome = Cached(value, self._clock.now(), stale=False)
        if isinstance(outcome, SourceError) and not isinstance(outcome, NotFoundAtSource) and not flight.result.done():
            self.breaker.failed(permit, outcome)
        self._remember(kind, key, outcome)
        self._land(kind, key, flight, outcome)

    def _remember(self, kind: str, key: str, outcome: Cached | SourceError) -> None:
        now = self._clock.now()
        if isinstance(outcome, Cached):
            entry = CacheEntry(outcome.value, outcome.fetched_at, self.source)
        else:
            entry = CacheEntry(None, now, self.source, _write_error(outcome))
        with self._lock:
            if isinstance(outcome, (Cached, NotFoundAtSource)):
                self._last_good, self._failing = now, False
            else:
                self._last_error, self._failing = outcome.message, True
        try:
            self._store.put(self.source, kind, key, entry)
        except StorageClosed:
            log.debug("%s: an answer came after the database was closed", self.source)
        except Exception:  # the answer is still good for those who wait
            log.exception("%s: the cache could not be written", self.source)

    def _land(self, kind: str, key: str, flight: _Flight, outcome: Cached | SourceError) -> None:
        """Take the flight off the board, then wake those who wait: whoever asks next finds the cache filled."""
        with self._lock:
            if self._flights.get((kind, key)) is flight:
                del self._flights[kind, key]
            if not flight.result.done():
                flight.result.set_result(outcome)

    def _given_up(self, kind: str, key: str, flight: _Flight, done: Future[None]) -> None:
        """The queue gave the call up (or closed): free the key. A call that ended by itself has landed already."""
        error = done.exception()
        if error is None or flight.result.done():
            return
        outcome = error if isinstance(error, SourceError) else BadData(source=self.source)
        if flight.permit is not None:
            self.breaker.failed(flight.permit, outcome)
        self._land(kind, key, flight, outcome)


def _write_error(error: DeskError) -> str:
    retry_at = error.retry_at.isoformat() if isinstance(error, SourceError) and error.retry_at else None
    return json.dumps({"error": type(error).__name__, "message": error.message, "retry_at": retry_at})


def _read_error(text: str, source: str) -> SourceError:
    """The error a row remembers; a row nobody understands is a plain `SourceDown`."""
    try:
        row = json.loads(text)
        kind = _ERRORS[row["error"]]
        retry_at = datetime.fromisoformat(row["retry_at"]) if row.get("retry_at") else None
        return kind(str(row["message"]), source=source, retry_at=retry_at)
    except (ValueError, KeyError, TypeError):
        return SourceDown(source=source)
