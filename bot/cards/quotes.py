"""A price in a reader's words: never without its age, and never a move without its session."""

from __future__ import annotations

from datetime import datetime

from bot.cards.text import NA, age, day, percent, price
from bot.model import Quote


def quote_words(quote: Quote, now: datetime) -> str:
    """$2.91 +29.9 % pre-market (5 min ago), last close $2.24 (17 Apr 2026); inside the session $2.24 +3.2 % (just now)."""
    newest, age_ = f"{price(quote.newest, quote.currency)} {percent(quote.move)}", priced_at(quote, now)
    if not quote.extended:
        return f"{newest}{age_}"
    close = price(quote.price, quote.currency)
    if quote.session == "after hours":
        return f"{newest} after hours{age_}, close {close}"
    on = quote.source.as_of.date()  # a source that does not say when the close was gives the time of asking: today
    return f"{newest} pre-market{age_}, last close {close}{f' ({day(on)})' if on < now.date() else ''}"


def priced_at(quote: Quote, now: datetime) -> str:
    """How old the newest price is, in brackets: the pre-market one has a time of its own."""
    if quote.made_at is None:
        when = f"time {NA}"
    else:
        dated = quote.source.sample and not quote.extended
        when = day(quote.made_at.date()) if dated else age(quote.made_at, now)
    return f" ({when}{', stale' if quote.source.stale else ''})"
