"""Net discretionary dollars over windows, and clusters of buyers: open-market trades of insiders only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.insiders.events import Event
from bot.insiders.people import Identity
from bot.model import InsiderClass

WINDOWS = (30, 90, 365)
"""Days."""
_SIDES = {InsiderClass.OPEN_MARKET_BUY: 1, InsiderClass.OPEN_MARKET_SELL: -1}


@dataclass(frozen=True, slots=True)
class NetFlow:
    """Open-market buys less open-market sales of officers and directors; plans, tax, awards and dealers left out."""

    days: int
    bought: float
    """US dollars."""
    sold: float
    buyers: int
    """Distinct owner groups."""
    sellers: int
    unpriced: int
    """Trades whose dollars are unknown and therefore not in the figures."""
    first: date | None = None
    """The earliest trade counted; None where there was none."""

    @property
    def net(self) -> float:
        """US dollars, signed: buying is positive."""
        return self.bought - self.sold


@dataclass(frozen=True, slots=True)
class ClusterRule:
    """
    What counts as a cluster. In use elsewhere: 2 insiders in 7 days over $50,000; 3 in 14; 3 in 30.
    """

    insiders: int = 2
    days: int = 30
    dollars: float = 0.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several insiders who bought in the open market within a short time."""

    first: date
    last: date
    owners: tuple[str, ...]
    shares: float
    dollars: float | None
    """None where a trade's dollars are unknown."""
    events: tuple[Event, ...]


def discretionary(events: Iterable[Event], *, role: str = "insider") -> tuple[Event, ...]:
    """Open-market trades in shares by holders of one role that were their own decision."""
    return tuple(
        event
        for event in events
        if event.summary.kind in _SIDES
        and event.summary.discretionary is not False
        and event.role == role
        and not event.lines[0].row.row.derivative
    )


def net_flow(events: Iterable[Event], *, as_of: date, days: int, role: str = "insider") -> NetFlow:
    """The net over the last `days` days; `as_of` counts as the last of them."""
    bought = sold = 0.0
    buyers: set[frozenset[Identity]] = set()
    sellers: set[frozenset[Identity]] = set()
    unpriced = 0
    first: date | None = None
    for event in discretionary(events, role=role):
        if not as_of - timedelta(days=days) < event.summary.day <= as_of:
            continue
        first = event.summary.day if first is None else min(first, event.summary.day)
        buying = _SIDES[event.summary.kind] > 0
        (buyers if buying else sellers).add(event.who)
        if event.summary.dollars is None:
            unpriced += 1
        elif buying:
            bought += event.summary.dollars
        else:
            sold += event.summary.dollars
    return NetFlow(days, bought, sold, len(buyers), len(sellers), unpriced, first)


def clusters(events: Iterable[Event], rule: ClusterRule | None = None) -> tuple[Cluster, ...]:
    """Groups of distinct buyers (joint filers are one) within the rule's days, newest first, not overlapping."""
    rule = rule or ClusterRule()
    buys = sorted(
        (event for event in discretionary(events) if event.summary.kind is InsiderClass.OPEN_MARKET_BUY),
        key=lambda event: event.summary.day,
    )
    found: list[Cluster] = []
    start = 0
    while start < len(buys):
        window = [buys[start]]
        for event in buys[start + 1 :]:
            if (event.summary.day - window[0].summary.day).days >= rule.days:
                break
            window.append(event)
        cluster = _cluster(window)
        if _distinct(window) >= rule.insiders and (cluster.dollars or 0.0) >= rule.dollars:
            found.append(cluster)
            start += len(window)
        else:
            start += 1
    return tuple(reversed(found))


def _distinct(window: Sequence[Event]) -> int:
    """Owner groups that have nobody in common."""
    groups: list[set[Identity]] = []
    for event in window:
        merged = set(event.who)
        rest = []
        for group in groups:
            if group & merged:
                merged |= group
            else:
                rest.append(group)
        groups = [*rest, merged]
    return len(groups)


def _cluster(window: Sequence[Event]) -> Cluster:
    dollars = [event.summary.dollars for event in window]
    return Cluster(
        first=window[0].summary.day,
        last=window[-1].summary.day,
        owners=tuple(dict.fromkeys(name for event in window for name in event.summary.owners[:1])),
        shares=sum(event.summary.shares or 0.0 for event in window),
        dollars=sum(value for value in dollars if value is not None) if None not in dollars else None,
        events=tuple(window),
    )
