"""What App Home shows a person: their channels with what each watches and waits for. Asks no source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.channel_settings import zone_of
from bot.delivery.due import next_due
from bot.delivery.plan_digests import CHANNEL_ZONE, KIND, zone_for
from bot.delivery.trading_days import market_day
from bot.model import SourceHealth
from bot.ports import Place
from bot.research.calendar import Agenda, agenda

if TYPE_CHECKING:
    from bot.research import Research

DAYS = 30
SCORE_WINDOW = "7d"
SCORE_AGE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NameScore:
    """A watched name with its last kept reading."""

    ticker: str
    score: float | None
    day: date | None
    """When it was read; None where there is no reading of the last week."""


@dataclass(frozen=True, slots=True)
class ChannelHome:
    """One channel."""

    channel: str
    names: tuple[NameScore, ...]
    agenda: Agenda
    digests: tuple[tuple[str, str, datetime], ...]
    """(local time, with its zone where that is not the channel's, days, next instant)."""

    @property
    def empty(self) -> bool:
        """Whether deskbot keeps nothing for it."""
        return not (self.names or self.agenda.all or self.digests)


@dataclass(frozen=True, slots=True)
class Home:
    """The whole tab."""

    channels: tuple[ChannelHome, ...]
    sources: Sequence[SourceHealth]
    as_of: datetime
    sample: bool


def home(research: Research, team: str, channels: Sequence[str]) -> Home:
    """For a person in these channels; those with content first."""
    found = [_channel(research, Place(team, channel)) for channel in channels]
    sources = [health for port in (research.market, research.filings, research.calendars) for health in port.health()]
    return Home(
        tuple(sorted(found, key=lambda item: (item.empty, -len(item.names), item.channel))),
        sources,
        research.clock.now(),
        research.sample,
    )


def _channel(research: Research, place: Place) -> ChannelHome:
    now, storage = research.clock.now(), research.storage
    values = storage.settings.get(place)
    digests = []
    for row in storage.schedules.list(place, kind=KIND):
        zone = zone_for(row, values)
        _day, at = next_due(now, wall=time.fromisoformat(row.local_time), zone=zone, days=row.days)
        own = "" if row.zone == CHANNEL_ZONE else f" {zone.key}"
        digests.append((f"{row.local_time}{own}", row.days, at))
    names = tuple(_score(research, entry.ticker, now) for entry in storage.watchlist.list(place))
    return ChannelHome(
        place.channel, names, agenda(storage.catalysts, place, days=DAYS, now=now, zone=zone_of(values)), tuple(digests)
    )


def _score(research: Research, ticker: str, now: datetime) -> NameScore:
    rows = research.storage.stories.ticker_scores(
        ticker, window=SCORE_WINDOW, since=market_day(now - SCORE_AGE), engine_version=research.scorer.version
    )
    if not rows:
        return NameScore(ticker, None, None)
    day, score, _stories = rows[-1]
    return NameScore(ticker, score, day)
