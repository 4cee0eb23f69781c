"""What happens once a day unasked: calendars from their sources, scores of watched names, old rows forgotten."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.delivery.due import Days, counts, instant
from bot.delivery.trading_days import market_day
from bot.errors import DeskError
from bot.ports import CacheEntry, Lane, Place, Queue
from bot.redact import traceback_of
from bot.research import Research
from bot.research.calendar import Gathered, company_of, gather, merge
from bot.research.ticker_book import TickerBook

log = logging.getLogger(__name__)

NEW_YORK: Final = ZoneInfo("America/New_York")
KEPT: Final = timedelta(days=60)
"""
Posts, cards, sources' answers, stories: longer than any look-back of the planners (an outbox row's key is what keeps a
post from being made twice), any window of news and any age at which an answer of a source is still given.
"""
KEPT_LONG: Final = timedelta(days=400)
"""A name's daily scores, and what posts in a channel still ask for: their links, the dates their buttons add."""
FRESH: Final = timedelta(minutes=30)
ASK_AT: Final = time(5, 0)
"""New York: from then on a new day's dates are asked for."""
AGAIN: Final = timedelta(hours=1)
"""A name of which a source could not tell its dates is asked about again after so long."""
NEVER: Final = datetime.max.replace(tzinfo=UTC)
KEPT_INBOX: Final = timedelta(days=7)
AT_ONCE: Final = 10
"""Channels in one transaction of a morning's calendars: one fsync for all, and acks wait for some 10 ms at most."""


@dataclass(frozen=True, slots=True)
class Daily:
    """One job: when, on which days, in New York."""

    name: str
    at: time
    days: Days
    run: Callable[[], None]


class DailyPlanner:
    """Starts each job at its time, or later the same day where nobody ran; once over all processes, as far as seen."""

    def __init__(self, research: Research, book: TickerBook, queue: Queue) -> None:
        self._research = research
        self._book = book
        self._queue = queue
        self._jobs = (
            Daily("scores", time(16, 30), "trading days", self._scores),
            Daily("housekeeping", time(3, 0), "daily", self._housekeeping),
        )
        self._asked: dict[tuple[Place, str], tuple[date, datetime]] = {}
        """When this process last brought a name's dates into a channel's calendar, and when a source that failed is due."""
        self._asking = False

    def plan(self, now: datetime) -> list[str]:
        """Start what is due; the names of the jobs."""
        started = []
        for job in self._due(now):
            key = market_day(now).isoformat()
            cache = self._research.storage.cache
            if cache.get("deskbot", f"daily {job.name}", key) is not None:
                continue
            if self._start(job.name, job.run):
                cache.put("deskbot", f"daily {job.name}", key, CacheEntry("started", now, "deskbot"))
                started.append(job.name)
        if not self._asking and (names := self._to_ask(now)):
            self._asking = True
            if self._start("calendar", lambda: self._calendar(names, now)):
                started.append("calendar")
            else:
                self._asking = False
        return started

    def _due(self, now: datetime) -> Iterator[Daily]:
        day = market_day(now)
        for job in self._jobs:
            if counts(day, job.days) and instant(day, job.at, NEW_YORK) <= now:
                yield job

    def _to_ask(self, now: datetime) -> dict[str, list[Place]]:
        """Names that are new to a channel, at once; from 05:00 in New York those not asked about today."""
        local = now.astimezone(NEW_YORK)
        current = local.date() if local.time() >= ASK_AT else local.date() - timedelta(days=1)
        found: dict[str, list[Place]] = {}
        for ticker, places in self._research.storage.watchlist.watchers().items():
            for place in places:
                day, again = self._asked.get((place, ticker), (date.min, NEVER))
                known = current <= day <= local.date()  # or the clock was ahead when it was asked
                if not known or again <= now:
                    found.setdefault(ticker, []).append(place)
        return found

    def _start(self, name: str, work: Callable[[], None]) -> bool:
        """False where the queue is full or closed: the next tick, or the next process, tries again."""

        def run() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - it runs again tomorrow
                log.error("daily %s failed:\n%s", name, traceback_of(error))  # noqa: TRY400 - redacted

        try:
            self._queue.submit(run, lane=Lane.SCHEDULED, name=f"daily {name}")
        except DeskError as error:
            log.warning("daily %s not started: %s", name, error.message)
            return False
        return True

    def _calendar(self, names: Mapping[str, Sequence[Place]], now: datetime) -> None:
        today = market_day(now)
        try:
            for ticker, places in names.items():
                gathered = gather(self._research, company_of(self._research, ticker))
                for first in range(0, len(places), AT_ONCE):
                    self._merge(ticker, places[first : first + AT_ONCE], gathered, today)
                for fault in gathered.faults:
                    log.info("calendar of %s: %s", ticker, fault)
        finally:
            self._asking = False

    def _merge(self, ticker: str, places: Sequence[Place], gathered: Gathered, today: date) -> None:
        store, now = self._research.storage.catalysts, self._research.clock.now()
        with store.together():
            for place in places:
                try:
                    merge(store, place, gathered.catalysts, now=now)
                except LookupError:  # another process moved it a moment ago
                    log.info("calendar of %s: changed by another process", place.channel)
        again = now + AGAIN if gathered.faults else NEVER
        self._asked.update(dict.fromkeys([(place, ticker) for place in places], (today, again)))

    def _scores(self) -> None:
        """So that a name's sentiment has a history before anybody asks."""
        since = self._research.clock.now() - FRESH
        for ticker in self._research.storage.watchlist.all_tickers():
            self._book.fill(ticker, since=since)

    def _housekeeping(self) -> None:
        now, storage = self._research.clock.now(), self._research.storage
        storage.outbox.forget(before=now - KEPT)
        storage.inbox.forget(before=now - KEPT_INBOX)
        storage.cache.forget(before=now - KEPT, but=("offers",))
        storage.cache.forget(before=now - KEPT_LONG)
        storage.links.forget(before=now - KEPT_LONG)
        storage.stories.forget(before=now - KEPT, history_before=(now - KEPT_LONG).date())
