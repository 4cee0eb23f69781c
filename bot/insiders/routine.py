"""
Routine or opportunistic (Cohen, Malloy and Pomorski 2012): who trades in the same calendar month in each of the three
years before is routine. Needs three years of the owner's own history; without it there is no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.insiders.events import Event
from bot.insiders.flows import discretionary
from bot.insiders.people import Identity

Habit = Literal["routine", "opportunistic"]
YEARS = 3


@dataclass(frozen=True, slots=True)
class History:
    """One owner's trades in the issuer's shares, as far back as was read."""

    since: date
    """Every filing from this day on was read."""
    trades: tuple[date, ...]
    """Days with an open-market purchase or sale."""


def habit(day: date, history: History | None) -> Habit | None:
    """How a trade on `day` fits the owner's own past; None with fewer than three full years of it."""
    if history is None or history.since > date(day.year - YEARS, day.month, 1):
        return None
    months = {(trade.year, trade.month) for trade in history.trades if trade < day}
    return "routine" if all((day.year - back, day.month) in months for back in range(1, YEARS + 1)) else "opportunistic"


def histories(events: Iterable[Event], *, since: date) -> Mapping[Identity, History]:
    """Each owner's history out of events that reach back to `since`."""
    days: dict[Identity, set[date]] = {}
    for event in discretionary(events):
        for who in event.who:
            days.setdefault(who, set()).add(event.summary.day)
    return {who: History(since, tuple(sorted(found))) for who, found in days.items()}
