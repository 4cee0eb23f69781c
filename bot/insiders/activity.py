"""
One issuer's insider activity: every filing in, amendments and repetitions settled, merged into events and summed up.

Filter on the issuer's CIK inside the document comes first: a CIK's own list also holds its trades in other companies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.insiders.amendments import supersede
from bot.insiders.compensation import CompensationEvent, compensation_events
from bot.insiders.events import Event, Line, lines, merge
from bot.insiders.filing import Filing
from bot.insiders.flows import WINDOWS, Cluster, ClusterRule, NetFlow, clusters, discretionary, net_flow
from bot.insiders.grants import GrantTotals, grants, total
from bot.insiders.joint import merge_joint
from bot.insiders.newcomers import Newcomer, newcomers
from bot.insiders.people import Identity, Person, identities, people
from bot.insiders.prices import doubt_prices
from bot.insiders.routine import Habit, History, habit
from bot.model import Bar, InsiderClass


@dataclass(frozen=True, slots=True)
class Holding:
    """The last direct balance of common shares that a filing gives for an owner."""

    shares: float
    day: date
    url: str


@dataclass(frozen=True, slots=True)
class Activity:
    """What the filings of one issuer say."""

    issuer_cik: int
    as_of: date
    since: date | None
    """Every filing from this day on is in; None where there is none."""
    filings: int
    events: tuple[Event, ...]
    """Newest first."""
    net: Mapping[int, NetFlow]
    """By days back, insiders only."""
    outside: Mapping[str, NetFlow]
    """365 days of dealers, 10 % owners and other owners, by role; empty roles left out."""
    clusters: tuple[Cluster, ...]
    compensation: tuple[CompensationEvent, ...]
    granted: GrantTotals
    """All awards in the filings."""
    review: tuple[Event, ...]
    """What a person has to look at."""
    amendments: tuple[str, ...]
    people: Mapping[Identity, Person]
    holdings: Mapping[Identity, Holding] = field(default_factory=dict)
    habits: Mapping[int, Habit] = field(default_factory=dict)
    """By position in `events`; empty until the owners' history is read."""
    unread: tuple[str, ...] = ()
    """Filings that could not be read, or not whole, and why."""
    newcomers: tuple[Newcomer, ...] = ()
    """Who filed a Form 3, the newest first."""


def analyse(
    filings: Iterable[Filing],
    *,
    issuer_cik: int,
    as_of: date,
    since: date | None = None,
    rule: ClusterRule | None = None,
    history: Mapping[Identity, History] | None = None,
    unread: Sequence[str] = (),
    closes: Sequence[Bar] = (),
) -> Activity:
    """
    Sum up one issuer's filings as of a day (US Eastern); filings of other issuers are left out.

    `since` is how far back the caller read; `history` answers the routine test once it is there; `closes`, oldest first,
    show prices that are totals.
    """
    own = _once(filing for filing in filings if filing.issuer_cik == issuer_cik)
    amended = supersede(own)
    standing = merge_joint(amended.filings)
    known = people(own)
    told = doubt_prices(lines(standing), closes)
    events = tuple(event for event in merge(told, known) if event.summary.day <= as_of)
    return Activity(
        issuer_cik=issuer_cik,
        as_of=as_of,
        since=since,
        filings=len(own),
        events=events,
        net={days: net_flow(events, as_of=as_of, days=days) for days in WINDOWS},
        outside=_outside(events, as_of),
        clusters=clusters(events, rule),
        compensation=compensation_events(events),
        granted=total(grants(events)),
        review=tuple(event for event in events if event.summary.kind is InsiderClass.NEEDS_REVIEW),
        amendments=amended.notes,
        people=known,
        holdings=_holdings(standing),
        habits=_habits(events, history or {}),
        unread=(*unread, *_left_out(told, as_of)),
        newcomers=newcomers(own, known, as_of),
    )


def window(events: Iterable[Event], *, as_of: date, days: int) -> tuple[Event, ...]:
    """The events of the last `days` days."""
    return tuple(event for event in events if event.summary.day > as_of - timedelta(days=days))


def _once(filings: Iterable[Filing]) -> list[Filing]:
    """Each accession once; documents without one are kept as they are."""
    found: dict[str, Filing] = {}
    for number, filing in enumerate(filings):
        found.setdefault(filing.accession or f"#{number}", filing)
    return list(found.values())


def _left_out(told: Sequence[Line], as_of: date) -> Sequence[str]:
    """Filings with a transaction that stands in no window: it has no date, or one after its own filing."""
    found: dict[str, str] = {}
    for line in told:
        filing, day = line.filing, line.row.row.day or line.filing.period
        if day is None or (day > as_of and (filing.filed is None or day > filing.filed)):
            slip = "without a date" if day is None else f"dated {day:%Y-%m-%d}, after {as_of:%Y-%m-%d},"
            found.setdefault(filing.accession, f"{filing.accession}: a transaction {slip} is left out")
    return tuple(found.values())


def _outside(events: Sequence[Event], as_of: date) -> Mapping[str, NetFlow]:
    found = {}
    for role in ("ten_percent_owner", "dealer", "other_owner"):
        members = [event for event in events if event.role == role and event.summary.kind in _OPEN]
        if members:
            found[role] = net_flow(_owned(members), as_of=as_of, days=365, role=role)
    return found


_OPEN = frozenset([InsiderClass.OPEN_MARKET_BUY, InsiderClass.OPEN_MARKET_SELL])


def _owned(events: Sequence[Event]) -> tuple[Event, ...]:
    """Dealers' trades are nobody's decision on the company; their dollars are shown all the same, apart."""
    return tuple(
        replace(event, summary=replace(event.summary, discretionary=None)) if event.role == "dealer" else event
        for event in events
    )


def _holdings(filings: Sequence[Filing]) -> Mapping[Identity, Holding]:
    """By single owner: the newest direct Table I balance, transactions before holdings."""
    found: dict[Identity, Holding] = {}
    ordered = sorted(filings, key=lambda item: (str(item.filed or item.period or ""), item.accession))
    for filing in ordered:
        if len(filing.owners) != 1:
            continue
        who = identities(filing)[0]
        day = filing.period or filing.filed
        for row in (*filing.holdings, *filing.rows):
            if not row.derivative and row.direct and row.post_shares and day is not None:
                found[who] = Holding(row.post_shares, row.day or day, filing.url)
    return found


def _habits(events: Sequence[Event], history: Mapping[Identity, History]) -> Mapping[int, Habit]:
    wanted = set(map(id, discretionary(events)))
    found: dict[int, Habit] = {}
    for position, event in enumerate(events):
        if id(event) not in wanted:
            continue
        answers = {answer for who in event.who if (answer := habit(event.summary.day, history.get(who))) is not None}
        if len(answers) == 1:
            found[position] = answers.pop()
    return found
