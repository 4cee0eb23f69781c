"""The questions a desk asks, over ports only: handlers and delivery call these, and nothing here knows Slack or SQL."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot import __version__
from bot.clock import CheckedClock, difference
from bot.ports import Calendars, Clock, Fetcher, Filings, Json, Lane, MarketData, Queue, Scorer, Storage
from bot.research.same_story import StoryBook
from bot.research.sentiment import SentimentQuery, SentimentReport, sentiment
from bot.research.status import Status
from bot.research.ticker_book import TickerBook
from bot.tickers import Universe

if TYPE_CHECKING:
    from bot.research.link import LinkReader, LinkReport, Summarise


class Research:
    """One object per process; every method is safe to call from many threads at once."""

    def __init__(  # noqa: PLR0913 - one argument per port
        self,
        *,
        market: MarketData,
        filings: Filings,
        calendars: Calendars,
        fetcher: Fetcher,
        storage: Storage,
        scorer: Scorer,
        universe: Universe,
        clock: Clock,
        sample: bool = False,
        summarise: Summarise | None = None,
    ) -> None:
        self.market = market
        self.filings = filings
        self.calendars = calendars
        self.fetcher = fetcher
        self.storage = storage
        self.scorer = scorer
        self.universe = universe
        self.clock = clock
        self.sample = sample
        """True where every figure comes from the shipped sample data."""
        self.started_at = clock.now()
        self.story_book = StoryBook(storage)
        """Which message of a channel a story belongs to."""
        self.book = TickerBook(self)
        """What digests say about names, each fetched and scored once for all channels."""
        self._summarise = summarise
        self._links: LinkReader | None = None
        self._lock = threading.Lock()

    def sentiment(self, query: SentimentQuery, *, lane: Lane = Lane.PERSON) -> SentimentReport:
        """How the news reads on a ticker. Raises `SourceError` where neither source nor store has an answer."""
        return sentiment(
            query,
            market=self.market,
            storage=self.storage,
            scorer=self.scorer,
            universe=self.universe,
            clock=self.clock,
            lane=lane,
        )

    def warm(self) -> None:
        """Build what the first link needs; called in the background after start."""
        self._link_reader().warm()

    def link(self, url: str, *, user: str = "") -> LinkReport:
        """
        A pasted link, read and analysed; one fetch per page in ten minutes. Raises `FetchRefused` before any connection
        to a forbidden address, `FetchFailed` with a named reason, `RateLimited`.
        """
        return self._link_reader().read(url, user=user)

    def _link_reader(self) -> LinkReader:
        """One for the process. Its import (readers of pages, dates and names) takes a third of the start, so it waits."""
        with self._lock:
            if self._links is None:
                from bot.research.link import LinkReader

                self._links = LinkReader(
                    fetcher=self.fetcher,
                    scorer=self.scorer,
                    storage=self.storage,
                    universe=self.universe,
                    clock=self.clock,
                    filings=self.filings,
                    summarise=self._summarise,
                )
            return self._links

    def status(self, queue: Queue, *, transport: str = "", last_event_at: datetime | None = None) -> Status:
        """What /deskbot status shows; asks nobody. `transport` and `last_event_at` (UTC) are Slack's side of it."""
        storage = self.storage
        since = self.clock.now() - TROUBLE
        sources = [health for port in (self.market, self.filings, self.calendars) for health in port.health()]
        return Status(
            version=__version__,
            started_at=self.started_at,
            mode="sample data" if self.sample else "live",
            engine=self.scorer.engine,
            engine_version=self.scorer.version,
            universe_date=str(self.universe.list_date),
            universe_fault=self.universe.fault,
            sources=sources,
            queue=_others(queue.depth()),
            inbox=storage.inbox.counts(),
            outbox=storage.outbox.counts(),
            dead=[(row.key, row.error or "") for row in storage.outbox.recent("dead", since=since)],
            skipped=[(row.key, row.error or "") for row in storage.outbox.recent("skipped", since=since)],
            database=_brief(storage.check()),
            clock=difference(self.clock.ahead) if isinstance(self.clock, CheckedClock) else "",
            last_event_at=last_event_at,
            transport=transport,
            runs=[run for run in storage.schedules.runs(since=since) if _troubled(run)][:8],
        )


TROUBLE = timedelta(days=7)
"""How far back status tells of posts that were not delivered and of digests that were skipped or late."""


def _troubled(run: Json) -> bool:
    return run["state"] != "made" or bool(run["detail"])


def _brief(check: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in check.items() if name in {"size", "integrity", "schema"}}


def _others(depth: Mapping[str, int]) -> dict[str, int]:
    """The queue without the question that asks for it."""
    return {**depth, "running": max(0, depth.get("running", 0) - 1)}
