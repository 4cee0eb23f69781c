"""A price in a reader's words: never without its age, and never a move without its session."""

from __future__ import annotations

from datetime import datetime

from bot.cards.text import NA, age, day, money, percent
from bot.model import Quote


def quote_words(quote: Quote, now: datetime) -> str:
    """$2.91 +29.9 % pre-market (5 min ago), last close $2.24; inside the session $2.24 +3.2 % (just now)."""
    if quote.extended and quote.extended_price is not None:
        newest = f"{money(quote.extended_price, quote.currency)} {percent(quote.move)} {quote.session}{priced_at(quote, now)}"
        return f"{newest}, {'close' if quote.session == 'after hours' else 'last close'} {money(quote.price, quote.currency)}"
    return f"{money(quote.price, quote.currency)} {percent(quote.change)}{priced_at(quote, now)}"


def priced_at(quote: Quote, now: datetime) -> str:
    """How old the newest price is, in brackets: the pre-market one has a time of its own."""
    if quote.extended:
        when = age(quote.extended_as_of, now) if quote.extended_as_of else f"time {NA}"
    else:
        when = day(quote.source.as_of.date()) if quote.source.sample else age(quote.source.as_of, now)
    return f" ({when}{', stale' if quote.source.stale else ''})"
