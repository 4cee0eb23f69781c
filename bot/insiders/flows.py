"""Net discretionary dollars over windows, and clusters of buyers: open-market trades of insiders only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.insiders.events import Event
from bot.insiders.people import Identity
from bot.insiders.sales import NO_MARKET
from bot.model import InsiderClass

WINDOWS = (30, 90, 365)
"""Days."""
_SIDES = {InsiderClass.OPEN_MARKET_BUY: 1, InsiderClass.OPEN_MARKET_SELL: -1}


@dataclass(frozen=True, slots=True)
class NetFlow:
    """Open-market buys less open-market sales of officers and directors; plans, tax, awards, deals and dealers left out."""

    days: int
    bought: float
    """US dollars."""
    sold: float
    buyers: int
    """Owner groups that have nobody in common."""
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

    @property
    def insiders(self) -> int:
        """How many bought; joint filers are one."""
        return distinct(self.events)


def discretionary(events: Iterable[Event], *, role: str = "insider") -> tuple[Event, ...]:
    """Open-market trades in shares by holders of one role that were their own decision."""
    return tuple(
        event
        for event in events
        if event.summary.kind in _SIDES
        and event.summary.discretionary is not False
        and event.role == role
        and not event.lines[0].row.row.derivative
        and not outside_market(event)
    )


def outside_market(event: Event) -> bool:
    """A sale in an offering, to the issuer, in private, or forced by a lender or a court: told apart."""
    return event.summary.kind is InsiderClass.OPEN_MARKET_SELL and not NO_MARKET.isdisjoint(event.summary.tags)


def net_flow(events: Iterable[Event], *, as_of: date, days: int, role: str = "insider") -> NetFlow:
    """The net over the last `days` days; `as_of` counts as the last of them."""
    bought = sold = 0.0
    buyers: list[Event] = []
    sellers: list[Event] = []
    unpriced = 0
    first: date | None = None
    for event in discretionary(events, role=role):
        if not as_of - timedelta(days=days) < event.summary.day <= as_of:
            continue
        first = event.summary.day if first is None else min(first, event.summary.day)
        buying = _SIDES[event.summary.kind] > 0
        (buyers if buying else sellers).append(event)
        if event.summary.dollars is None:
            unpriced += 1
        elif buying:
            bought += event.summary.dollars
        else:
            sold += event.summary.dollars
    return NetFlow(days, bought, sold, distinct(buyers), distinct(sellers), unpriced, first)


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
        if cluster.insiders >= rule.insiders and (cluster.dollars or 0.0) >= rule.dollars:
            found.append(cluster)
            start += len(window)
        else:
            start += 1
    return tuple(reversed(found))


def distinct(events: Iterable[Event]) -> int:
    """How many owner groups that have nobody in common: who files alone and then with a trust is one."""
    return len(_groups(events))


def _groups(events: Iterable[Event]) -> list[list[Event]]:
    """The events of each such group, in the order of their first ones."""
    groups: list[tuple[set[Identity], list[Event]]] = []
    for event in events:
        same = [group for group in groups if group[0] & event.who or group[0] == event.who]
        people = set(event.who).union(*(group[0] for group in same))
        members = [item for group in same for item in group[1]]
        place = groups.index(same[0]) if same else len(groups)
        groups[place : place + 1] = [(people, [*members, event])]
        groups = [group for group in groups if group not in same[1:]]
    return [members for _people, members in groups]


def _cluster(window: Sequence[Event]) -> Cluster:
    dollars = [event.summary.dollars for event in window]
    return Cluster(
        first=window[0].summary.day,
        last=window[-1].summary.day,
        owners=tuple(name for group in _groups(window) for name in group[0].summary.owners[:1]),
        shares=sum(event.summary.shares or 0.0 for event in window),
        dollars=sum(value for value in dollars if value is not None) if None not in dollars else None,
        events=tuple(window),
    )
