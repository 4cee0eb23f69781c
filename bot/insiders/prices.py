"""
A total in the field of the price per share: found by what the share cost, since the form itself does not show it.

A price is doubted where it is the market's price times the row's own shares; a ratio alone proves nothing, because closes
are adjusted for later splits and filed prices are not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, Final

from bot.insiders import kinds
from bot.insiders.classify import Classified
from bot.model import Bar, InsiderClass

if TYPE_CHECKING:
    from bot.insiders.events import Line

DOUBTFUL: Final = "doubtful_price"
_NEAR = 1.5
"""A day's price and its close, an award's and the market's, are within this factor."""
_MULTIPLE = 3.0
"""Times the market's price, from which on a price may be a total; below, no total is worth the doubt."""
_NO_SPLIT = 200.0
"""Times the market's price that no split explains: the largest of listed companies were 1 into 50."""
_FRESH = timedelta(days=10)
_AROUND = timedelta(days=45)
_PEERS = 2
_SHARES = 51.0
"""Of fewer shares a price that is the market's times their number may be one from before a split."""
_TRADES = frozenset(["P", "S", "F"])
_PRICED = frozenset(["P", "S", "F", "A", "D"])
_MARKET = frozenset([InsiderClass.OPEN_MARKET_BUY, InsiderClass.OPEN_MARKET_SELL])


def doubt_prices(told: Sequence[Line], closes: Sequence[Bar]) -> tuple[Line, ...]:
    """The same lines; where the price field holds a total, with the tag, and a market trade for a person to look at."""
    days = [bar.day for bar in closes]
    peers = [line for line in told if line.row.row.code in _TRADES and line.row.row.price]
    usual = median(line.row.row.price or 0.0 for line in peers) if peers else 0.0
    return tuple(_doubted(line, peers, usual, closes, days) for line in told)


def _doubted(line: Line, peers: Sequence[Line], usual: float, closes: Sequence[Bar], days: Sequence[date]) -> Line:
    filed = line.row.row
    if filed.derivative or filed.code not in _PRICED or not filed.price or filed.day is None:
        return line
    if (filed.shares or 0.0) < _SHARES:
        return line
    sorts = {hit[0].casefold() for hit in kinds.SORT.finditer(filed.security)}
    if any(not word.startswith(("class", "series")) for word in sorts):
        return line  # preferred shares, notes and units have prices of their own
    at = bisect_right(days, filed.day)
    close = closes[at - 1].close if at and filed.day - closes[at - 1].day <= _FRESH else None
    market = close or (_peers(line, peers) if filed.price > usual * _MULTIPLE else None)
    if not market or filed.price < market * _MULTIPLE:
        return line
    total = market / _NEAR <= filed.price / (filed.shares or 1.0) <= market * _NEAR
    if not total and (sorts or close is None or filed.price < market * _NO_SPLIT):
        return line
    what = "where the share cost" if close else "where others paid"
    said = f"a price of {filed.price:,.2f} per share {what} about {market:,.2f}: it looks like a total"
    return replace(line, row=_flagged(line.row, said))


def _flagged(row: Classified, said: str) -> Classified:
    tags = (*row.tags, DOUBTFUL)
    if row.kind not in _MARKET:
        return replace(row, tags=tags)
    return replace(
        row, kind=InsiderClass.NEEDS_REVIEW, discretionary=None, confidence="low", evidence=said, evidence_from="code",
        tags=tags,
    )  # fmt: skip


def _peers(line: Line, peers: Sequence[Line]) -> float | None:
    """What the issuer's other trades near that day paid; None where there are not enough."""
    filed = line.row.row
    assert filed.day is not None  # noqa: S101 - the caller has looked
    prices = [
        other.row.row.price
        for other in peers
        if other is not line
        and other.row.row.security.casefold() == filed.security.casefold()
        and other.row.row.day is not None
        and abs(other.row.row.day - filed.day) <= _AROUND
        and other.row.row.price
    ]
    return median(prices) if len(prices) >= _PEERS else None
