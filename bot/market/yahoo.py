"""Yahoo Finance as `bot.ports.MarketData`: which endpoint answers what, how long it is good for, and what it means."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import quote as escape

from bot.errors import NotFoundAtSource, SourceDown
from bot.market import news, parse
from bot.market.client import CrumbLimited, Refused, SessionFactory, YahooClient, yahoo_library
from bot.market.fields import SOURCE
from bot.market.symbols import yahoo_symbol
from bot.model import Bar, Catalyst, Quote, Source, SourceHealth, Story
from bot.ports import CacheStore, Clock, Lane
from bot.sources import Breaker, Cached, Lanes, SourceCache

QUOTE_URL = "https://query1.finance.yahoo.com/v7/finance/quote"
CHART_URL = "https://query2.finance.yahoo.com/v8/finance/chart/"
SUMMARY_URL = "https://query2.finance.yahoo.com/v10/finance/quoteSummary/"
NEWS_URL = "https://finance.yahoo.com/xhr/ncp?queryRef=latestNews&serviceKey=ncp_fin"
PAGE = "https://finance.yahoo.com/quote/"

NEWS_TTL = timedelta(minutes=5)
QUOTE_TTL = timedelta(seconds=60)
QUIET_QUOTE_TTL = timedelta(minutes=15)
DATES_TTL = timedelta(hours=12)
NEWS_COUNT = 50
SLOW_SECONDS = 300.0
"""How long calls are spaced wider after the crumb alone was refused."""
_OPEN, _SHUT = time(4), time(20)
"""Pre-market to after-hours in New York: outside, a quote hardly moves."""
_FINAL = time(16, 20)
"""New York time by which the day's close is final at Yahoo."""
_RANGES = ((365, "1y"), (3650, "10y"))


class YahooMarket:
    """
    `bot.ports.MarketData` on Yahoo, through yfinance's session. Thread-safe; nothing is imported before the first call.

    `timeout` is how long a person waits (seconds; the fetch goes on and fills the cache), `rate` requests per second.
    `session_factory` replaces the network session (tests, sample data); `only` restricts to the symbols a sample holds.
    With `sample` every `Source` is marked and dated `recorded`.
    """

    def __init__(  # noqa: PLR0913 - options with defaults, all by keyword
        self,
        cache_store: CacheStore | None,
        clock: Clock,
        *,
        session_factory: SessionFactory | None = None,
        rate: float = 1.0,
        timeout: float = 8.0,
        request_timeout: float = 6.0,
        sample: bool = False,
        recorded: datetime | None = None,
        only: frozenset[str] = frozenset(),
    ) -> None:
        self._clock = clock
        self._timeout = timeout
        self._sample = sample
        self._recorded = recorded
        self._only = only
        name = f"{SOURCE} (sample)" if sample else SOURCE
        budget = request_timeout * 2.5
        lanes = Lanes(name, clock, rate=rate, burst=3, workers=4, limit=budget + 5)
        self._client = YahooClient(
            clock,
            session_factory=session_factory,
            timeout=request_timeout,
            budget=budget,
            on_crumb_limit=lambda: lanes.slow_down(SLOW_SECONDS),
        )
        breaker = Breaker(name, clock, on_open=self._client.reset)
        self._cache = SourceCache(cache_store, clock, source=name, lanes=lanes, breaker=breaker)

    def news(self, ticker: str, *, since: datetime, lane: Lane = Lane.PERSON) -> Sequence[Story]:
        """
        Stories about the ticker published at or after `since`, newest first.

        Raises `SourceDown` where only an old answer is known and it has none of them: that is an outage, not silence.
        """
        symbol = self._symbol(ticker)
        body = {"serviceConfig": {"snippetCount": NEWS_COUNT, "s": [symbol]}}
        got = self._get("news", symbol, NEWS_TTL, lambda: news.reduce_news(self._client.post(NEWS_URL, body)), lane)
        source = self._source(got, f"{symbol}/news/")
        found = news.stories(json.loads(got.value), symbol, ticker, source)
        wanted = [story for story in found if story.published >= since]
        if got.stale and not wanted:
            raise SourceDown.last_good(SOURCE, self._clock.now() - got.fetched_at)
        return wanted

    def quote(self, ticker: str, *, lane: Lane = Lane.PERSON) -> Quote:
        """The last price, as of the moment it was made; from the chart where Yahoo refuses the quote."""
        symbol = self._symbol(ticker)
        got = self._get("quote", symbol, self._quote_ttl(), lambda: self._fetch_quote(symbol), lane)
        row = json.loads(got.value)
        return parse.quote(row, ticker, self._source(got, f"{symbol}/", as_of=parse.quote_time(row)), self._clock.now())

    def history(self, ticker: str, *, days: int, lane: Lane = Lane.PERSON) -> Sequence[Bar]:
        """
        Daily closes of the last `days` calendar days, oldest first; split-adjusted, without the running session.

        Raises `NotFoundAtSource` where Yahoo has no closes: that means unknown, never delisted and never 0.
        """
        symbol = self._symbol(ticker)
        span = next((name for limit, name in _RANGES if days <= limit), "max")
        params = {"range": span, "interval": "1d", "events": "div,splits", "includePrePost": "false"}

        def fetch() -> list[list[Any]]:
            body = self._client.get(CHART_URL + escape(symbol, safe=""), params)
            return parse.reduce_chart(body, symbol, self._clock.now())

        got = self._get("history", f"{symbol} {span}", self._since_last_close(), fetch, lane)
        since = (self._clock.now() - timedelta(days=days)).date()
        return parse.bars(json.loads(got.value), since)

    def dates(self, ticker: str, *, lane: Lane = Lane.PERSON) -> Sequence[Catalyst]:
        """Earnings and ex-dividend dates to come, tier C; empty where Yahoo keeps no calendar (funds, many foreign)."""
        symbol = self._symbol(ticker)
        params = {"modules": "calendarEvents", "formatted": "false"}

        def fetch() -> dict[str, Any]:
            return parse.reduce_calendar(self._client.get(SUMMARY_URL + escape(symbol, safe=""), params))

        try:
            got = self._get("dates", symbol, DATES_TTL, fetch, lane)
        except NotFoundAtSource:
            return []
        return parse.catalysts(json.loads(got.value), ticker, self._source(got, f"{symbol}/"), self._clock.now())

    def health(self) -> Sequence[SourceHealth]:
        """One entry; no request is made."""
        health = self._cache.health()
        if self._client.resets:
            health.extra["sessions renewed"] = str(self._client.resets)
        return [health]

    def close(self) -> None:
        """Take no more questions."""
        self._cache.close()

    def _get(self, kind: str, key: str, ttl: timedelta, fetch: Callable[[], Any], lane: Lane) -> Cached:
        """Ask through the cache; what is fetched is kept as JSON."""
        wait = self._timeout if lane is Lane.PERSON else None
        return self._cache.get(kind, key, ttl, lambda: json.dumps(fetch()), lane=lane, wait=wait)

    def _fetch_quote(self, symbol: str) -> dict[str, Any]:
        """The quote endpoint needs a crumb, the chart does not: a refused crumb costs the extras, not the price."""
        try:
            return parse.reduce_quote(self._client.get(QUOTE_URL, {"symbols": symbol, "formatted": "false"}), symbol)
        except (Refused, CrumbLimited):
            params = {"range": "1d", "interval": "1d"}
            return parse.reduce_chart_quote(self._client.get(CHART_URL + escape(symbol, safe=""), params), symbol)

    def _symbol(self, ticker: str) -> str:
        symbol = yahoo_symbol(ticker)
        if self._only and symbol not in self._only:
            held = ", ".join(sorted(self._only))
            raise NotFoundAtSource(f"The sample data have no {symbol}. They hold {held}.", source=SOURCE)
        return symbol

    def _source(self, got: Cached, page: str, as_of: datetime | None = None) -> Source:
        default = self._recorded if self._recorded is not None else got.fetched_at
        return Source(SOURCE, None if self._sample else PAGE + page, as_of or default, got.stale, self._sample)

    def _quote_ttl(self) -> timedelta:
        local = self._clock.now().astimezone(parse.NEW_YORK)
        moving = local.weekday() < 5 and _OPEN <= local.time() < _SHUT
        return QUOTE_TTL if moving else QUIET_QUOTE_TTL

    def _since_last_close(self) -> timedelta:
        """Daily closes are good until the next one: the time since the last weekday's close became final."""
        now = self._clock.now().astimezone(parse.NEW_YORK)
        close = datetime.combine(now.date(), _FINAL, parse.NEW_YORK)
        while close > now or close.weekday() >= 5:
            close = datetime.combine(close.date() - timedelta(days=1), _FINAL, parse.NEW_YORK)
        return now - close


def live_market(
    cache_store: CacheStore | None, clock: Clock, *, rate: float = 1.0, timeout: float = 8.0
) -> YahooMarket:
    """Yahoo over the network; `timeout` is how long a person waits, `rate` requests per second."""
    return YahooMarket(cache_store, clock, rate=rate, timeout=timeout)


def preload() -> None:
    """Import yfinance (and pandas behind it), so that the first question does not pay for it."""
    yahoo_library()
