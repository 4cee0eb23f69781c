"""A channel's digest: moves, overnight news, insiders, what is due and what changed, for the names it watches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.channel_settings import zone_of
from bot.delivery.trading_days import holidays, is_half_day, is_trading_day
from bot.model import Catalyst, InsiderEvent
from bot.ports import CatalystChange, Lane, Place
from bot.research.calendar import Agenda, agenda
from bot.research.reported import RecentItem
from bot.research.ticker_book import TickerBook, TickerReport
from bot.sentiment.ticker import CONFIDENCE_WEIGHT

if TYPE_CHECKING:
    from bot.research import Research

AHEAD_DAYS = 14
NOTABLE_MOVE = 0.03
"""A smaller move alone does not lift a name out of the quiet ones."""
NEWS = frozenset({"added", "moved", "confirmed", "done", "removed"})
"""Changes of the calendar that a digest tells; edits are not news."""
_NEW_YORK = ZoneInfo("America/New_York")


@dataclass(frozen=True, slots=True)
class Occasion:
    """For which due time a digest is made."""

    day: date
    """The local date it is for."""
    due_at: datetime
    fetched_since: datetime
    """How old a name's report may be."""
    since: datetime
    """When the last digest was: what came after it is new."""
    late: timedelta | None = None
    held: bool = False
    """Late because of quiet hours."""
    read: Mapping[str, datetime] = field(default_factory=dict)
    """When each name's filings had been read for the last digest: what EDGAR took after that is new."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What one channel is told at one due time."""

    day: date
    """The local date it is for."""
    zone: str
    due_at: datetime
    as_of: datetime
    notable: tuple[TickerReport, ...]
    """Names with something to say, the largest first."""
    quiet: tuple[TickerReport, ...]
    """Names of which nothing is known to have happened; what of them is not known stands in their report."""
    missing: tuple[str, ...]
    """Names whose facts were not here in time: "n/a, not fetched yet"."""
    faulty: tuple[tuple[str, str], ...]
    """(name, why a figure of it is n/a)."""
    insiders: tuple[tuple[str, InsiderEvent], ...]
    """(ticker, event) of filings since the last digest: decisions first, the largest first."""
    reported: tuple[tuple[str, RecentItem], ...]
    """(ticker, item) of 8-Ks since the last digest."""
    agenda: Agenda
    changes: tuple[tuple[CatalystChange, Catalyst | None], ...]
    since: datetime
    """Since when changes and filings are told."""
    market: str
    """Words about a closed or short day in New York; empty on a whole one."""
    late: timedelta | None = None
    held: bool = False
    """Late because of quiet hours."""
    silent: tuple[str, ...] = ()
    """Names about which neither price nor news could be had: nobody knows whether they are quiet."""

    @property
    def watched(self) -> int:
        """How many names the channel watches."""
        return len(self.notable) + len(self.quiet) + len(self.missing) + len(self.silent)

    @property
    def filings_read(self) -> Mapping[str, datetime]:
        """When each name's filings were read, as far as EDGAR answered."""
        reports = (*self.notable, *self.quiet)
        return {report.company.ticker: report.fetched_at for report in reports if report.filings_read}

    @property
    def empty(self) -> bool:
        """Whether there is nothing to make a digest of."""
        return not self.watched and not self.agenda.all and not self.changes


def watched(research: Research, place: Place) -> list[str]:
    """The channel's names."""
    return [entry.ticker for entry in research.storage.watchlist.list(place)]


def build(research: Research, book: TickerBook, place: Place, when: Occasion) -> Digest:
    """From what is here; asks no source."""
    now = research.clock.now()
    zone = zone_of(research.storage.settings.get(place))
    names = watched(research, place)
    found = {name: book.get(name, since=when.fetched_since) for name in names}
    reports = [report for report in found.values() if report is not None]
    store = research.storage.catalysts
    changes = [item for item in store.changes(place, since=when.since) if item.change in NEWS]
    insiders = [
        (report.company.ticker, event)
        for report in reports
        for event in report.insiders
        if _since(event.accepted, event.day, when.read.get(report.company.ticker, when.since))
    ]
    reported = [
        (report.company.ticker, item)
        for report in reports
        for item in report.reported
        if _since(item.accepted, item.filed, when.read.get(report.company.ticker, when.since))
    ]
    filed = {ticker for ticker, _entry in (*insiders, *reported)}
    notable = [report for report in reports if _is_notable(report, filed)]
    rest = [report for report in reports if not _is_notable(report, filed)]
    return Digest(
        day=when.day,
        zone=zone.key,
        due_at=when.due_at,
        as_of=now,
        notable=tuple(sorted(notable, key=_size, reverse=True)),
        quiet=tuple(report for report in rest if report.answered),
        silent=tuple(report.company.ticker for report in rest if not report.answered),
        missing=tuple(name for name, report in found.items() if report is None),
        faulty=tuple((report.company.ticker, fault) for report in reports for fault in report.faults),
        insiders=tuple(sorted(insiders, key=_weight)),
        reported=tuple(reported),
        agenda=agenda(store, place, days=AHEAD_DAYS, now=now, zone=zone),
        changes=tuple((item, store.get(place, item.catalyst_id)) for item in changes),
        since=when.since,
        market=market_words(now.astimezone(zone).date() if when.held else when.day),
        late=when.late,
        held=when.held,
    )


def now_digest(research: Research, book: TickerBook, place: Place, *, since: datetime) -> Digest:
    """For a person who asks now: fetches what is not here, ahead of scheduled work."""
    now = research.clock.now()
    fetched_since = now - timedelta(minutes=15)
    for name in watched(research, place):
        book.fill(name, since=fetched_since, lane=Lane.PERSON)
    zone = zone_of(research.storage.settings.get(place))
    return build(research, book, place, Occasion(now.astimezone(zone).date(), now, fetched_since, since))


def market_words(day: date) -> str:
    """What a trader must know about the day in New York."""
    if not is_trading_day(day):
        why = holidays(day.year).get(day)
        return f"New York is closed today ({why})." if why else "New York is closed today."
    return "New York closes at 13:00 today." if is_half_day(day) else ""


def _since(accepted: datetime | None, day: date, since: datetime) -> bool:
    """Whether EDGAR took it since then; where that is not known, the trade's or filing's day counts."""
    if accepted is not None:
        return accepted >= since
    return day >= since.astimezone(_NEW_YORK).date()


def _is_notable(report: TickerReport, filed: set[str]) -> bool:
    moved = report.move is not None and abs(report.move) >= NOTABLE_MOVE
    told = report.reading is not None and bool(report.reading.stories)
    return moved or told or report.company.ticker in filed


def _size(report: TickerReport) -> tuple[float, float]:
    """A move of 10 % counts as much as a reading of 0.40 in which one may trust: one thin story does not outweigh a rout."""
    reading = report.reading
    told = abs(reading.score or 0.0) * CONFIDENCE_WEIGHT[reading.confidence] if reading else 0.0
    return (abs(report.move or 0.0) * 4 + told, abs(report.change or 0.0))


def _weight(entry: tuple[str, InsiderEvent]) -> tuple[bool, bool, float]:
    """Decisions first, then what a human has to look at, the largest first."""
    event = entry[1]
    return (event.discretionary is not True, event.discretionary is not None, -(event.dollars or 0.0))
