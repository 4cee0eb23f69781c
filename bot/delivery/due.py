"""
When something is due: local wall time in a named zone -> one UTC instant per local date, whatever DST does.

A wall time that DST skips (02:30 in spring) becomes the first instant after the gap; one that comes twice (01:30 in
autumn) is taken the first time. Keyed by (schedule, local date), a digest can therefore come neither twice nor never.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.delivery.trading_days import is_trading_day

Days = Literal["trading days", "weekdays", "daily"]


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall time on a local date."""
    local = datetime.combine(day, wall, tzinfo=zone)
    at = local.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return at
    return _end_of_gap(day, wall, zone)


def _end_of_gap(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The first instant after the hour that DST skipped: both readings of the wall time enclose it."""
    naive = datetime.combine(day, wall)
    low = naive.replace(tzinfo=zone, fold=1).astimezone(UTC)
    high = naive.replace(tzinfo=zone, fold=0).astimezone(UTC)
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def counts(day: date, days: Days) -> bool:
    """Whether a schedule with these days runs on this local date."""
    if days == "daily":
        return True
    return is_trading_day(day) if days == "trading days" else day.weekday() < 5


def due_between(
    after: datetime, until: datetime, *, wall: time, zone: ZoneInfo, days: Days
) -> Iterator[tuple[date, datetime]]:
    """(local date, UTC instant) of every run with after < instant <= until, oldest first."""
    day = after.astimezone(zone).date() - timedelta(days=1)
    last = until.astimezone(zone).date() + timedelta(days=1)
    while day <= last:
        if counts(day, days):
            at = instant(day, wall, zone)
            if after < at <= until:
                yield day, at
        day += timedelta(days=1)


def next_due(after: datetime, *, wall: time, zone: ZoneInfo, days: Days) -> tuple[date, datetime]:
    """The first run after an instant."""
    return next(due_between(after, after + timedelta(days=15), wall=wall, zone=zone, days=days))


def in_quiet_hours(at: datetime, hours: str, zone: ZoneInfo) -> bool:
    """Whether an instant falls into "20:00-07:00" of the zone; "off" is never quiet."""
    if hours == "off":
        return False
    begin, end = (time.fromisoformat(part) for part in hours.split("-"))
    wall = at.astimezone(zone).time().replace(tzinfo=None)
    return begin <= wall < end if begin <= end else wall >= begin or wall < end


def end_of_quiet(at: datetime, hours: str, zone: ZoneInfo) -> datetime:
    """The instant at which the quiet hours around `at` end."""
    end = time.fromisoformat(hours.split("-")[1])
    local = at.astimezone(zone)
    day = local.date() if local.time().replace(tzinfo=None) < end else local.date() + timedelta(days=1)
    return instant(day, end, zone)
