"""
Payday: several insiders, one date, awards and tax sales. That is one compensation event, not a wave of selling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.insiders.events import Event
from bot.insiders.grants import GrantTotals, grants, total
from bot.model import InsiderClass

_PAY = frozenset(
    [InsiderClass.GRANT, InsiderClass.RSU_SETTLEMENT, InsiderClass.SELL_TO_COVER, InsiderClass.TAX_WITHHOLDING]
)
_TAX = frozenset([InsiderClass.SELL_TO_COVER, InsiderClass.TAX_WITHHOLDING])
PEERS = 2
"""Distinct owners from which a day's awards and tax sales are the company's event."""
SAME_WEEK = timedelta(days=7)
SETTLED = timedelta(days=4)
"""The shares of a vest are sold for its tax within two business days."""


@dataclass(frozen=True, slots=True)
class CompensationEvent:
    """One day's awards, vests, withholdings and sells-to-cover over all insiders."""

    day: date
    owners: tuple[str, ...]
    """One for each insider: the name, or the title where the filing gives no name."""
    covered: tuple[Event, ...]
    """Sells-to-cover, largest first."""
    withheld: tuple[Event, ...]
    granted: GrantTotals
    events: tuple[Event, ...]
    last_year: date | None = None
    """The same week a year earlier, where the filings at hand show its like."""

    @property
    def cover_range(self) -> tuple[float, float] | None:
        """Smallest and largest number of shares sold to cover by one person; None where none is known."""
        known = [event.summary.shares for event in self.covered if event.summary.shares is not None]
        return (min(known), max(known)) if known else None


def compensation_events(events: Sequence[Event]) -> tuple[CompensationEvent, ...]:
    """Days on which at least two insiders were paid, newest first."""
    by_day: dict[date, list[Event]] = {}
    for event in events:
        if event.summary.kind in _PAY and event.role == "insider" and event.grant != "dividend_equivalent":
            by_day.setdefault(event.summary.day, []).append(event)
    _join_tax_days(by_day)
    found = []
    for day, members in sorted(by_day.items(), reverse=True):
        if len({event.who for event in members}) >= PEERS:
            found.append(_event(day, members, sorted(by_day)))
    return tuple(found)


def _join_tax_days(by_day: dict[date, list[Event]]) -> None:
    """A day with nothing but tax sales and withholdings belongs to the vest of the same people just before it."""
    for day in sorted(by_day):
        members = by_day[day]
        who = {event.who for event in members}
        if not all(event.summary.kind in _TAX for event in members):
            continue
        before = max((other for other in by_day if day - SETTLED <= other < day), default=None)
        vested = by_day[before] if before is not None else []
        taxed = {event.who for event in vested if event.summary.kind in _TAX}
        if before is not None and not who & taxed and who <= {event.who for event in vested}:
            by_day[day] = [*members, *by_day.pop(before)]


def _event(day: date, members: Sequence[Event], days: Sequence[date]) -> CompensationEvent:
    def of(kind: InsiderClass) -> tuple[Event, ...]:
        chosen = [event for event in members if event.summary.kind is kind]
        return tuple(sorted(chosen, key=lambda event: event.summary.shares or 0.0, reverse=True))

    awards = grants(members)
    ordered = sorted(members, key=lambda event: event.summary.shares or 0.0, reverse=True)
    return CompensationEvent(
        day=day,
        owners=tuple({event.who: _called(event) for event in ordered}.values()),
        covered=of(InsiderClass.SELL_TO_COVER),
        withheld=of(InsiderClass.TAX_WITHHOLDING),
        granted=total(awards),
        events=tuple(members),
        last_year=_last_year(day, days),
    )


def _called(event: Event) -> str:
    names = [name for name in event.summary.owners if name != "n/a"]
    return ", ".join(names) or event.summary.title or "n/a"


def _last_year(day: date, days: Sequence[date]) -> date | None:
    """The closest of the other days to the same date a year earlier, within a week."""
    year_ago = day - timedelta(days=365)
    near = [other for other in days if abs(other - year_ago) <= SAME_WEEK]
    return min(near, key=lambda other: abs(other - year_ago), default=None)
