"""
Quotes, news, daily closes and dates from Yahoo Finance. The only room that knows yfinance, and it imports it late.

Yahoo is an unofficial source: everything it says carries its age, and every date is unconfirmed (facts: docs).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.market.yahoo import YahooMarket, live_market, preload

if TYPE_CHECKING:
    from bot.ports import CacheStore, Clock

__all__ = ["YahooMarket", "live_market", "preload", "sample_market"]


def sample_market(clock: Clock, cache_store: CacheStore | None = None) -> YahooMarket:
    """The shipped sample as `bot.ports.MarketData`; requests is loaded only now (see `bot.market.sample`)."""
    from bot.market.sample import sample_market as make

    return make(clock, cache_store)
