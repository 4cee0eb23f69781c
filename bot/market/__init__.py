"""
Quotes, news, daily closes and dates from Yahoo Finance. The only room that knows yfinance, and it imports it late.

Yahoo is an unofficial source: everything it says carries its age, and every date is unconfirmed (facts: docs).
"""

from bot.market.sample import sample_market
from bot.market.yahoo import YahooMarket, live_market, preload

__all__ = ["YahooMarket", "live_market", "preload", "sample_market"]
