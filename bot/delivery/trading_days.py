"""
NYSE trading days from the exchange's own rules: holidays, half days, and the closures of record since 2000.

Source of the rules: NYSE Rule 7.2 (holidays observed on the nearest weekday, except New Year's Day on a Saturday) and the
exchange's notices for special closures. Dates are calendar dates in New York.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

CLOSE = time(16, 0)
EARLY_CLOSE = time(13, 0)
"""New York wall time."""

_SPECIAL = {
    date(2001, 9, 11): "September 11 attacks", date(2001, 9, 12): "September 11 attacks",
    date(2001, 9, 13): "September 11 attacks", date(2001, 9, 14): "September 11 attacks",
    date(2004, 6, 11): "mourning of Ronald Reagan", date(2007, 1, 2): "mourning of Gerald Ford",
    date(2012, 10, 29): "Hurricane Sandy", date(2012, 10, 30): "Hurricane Sandy",
    date(2018, 12, 5): "mourning of George H. W. Bush", date(2025, 1, 9): "mourning of Jimmy Carter",
}  # fmt: skip

_NEW_YORK = ZoneInfo("America/New_York")


def market_day(now: datetime) -> date:
    """The calendar date in New York at this moment, open or not: the day to which a reading of the news belongs."""
    return now.astimezone(_NEW_YORK).date()


def is_trading_day(day: date) -> bool:
    """Whether NYSE and Nasdaq open that day."""
    return day.weekday() < 5 and day not in holidays(day.year)


def is_half_day(day: date) -> bool:
    """Whether trading ends at 13:00 in New York."""
    return is_trading_day(day) and day in _half_days(day.year)


def next_trading_day(day: date) -> date:
    """The first trading day after `day`."""
    day += timedelta(days=1)
    while not is_trading_day(day):
        day += timedelta(days=1)
    return day


def previous_trading_day(day: date) -> date:
    """The last trading day before `day`."""
    day -= timedelta(days=1)
    while not is_trading_day(day):
        day -= timedelta(days=1)
    return day


@lru_cache(maxsize=64)
def holidays(year: int) -> dict[date, str]:
    """Closed weekdays of a year, by date."""
    found = {
        _nth(year, 1, 0, 3): "Martin Luther King Jr. Day",
        _nth(year, 2, 0, 3): "Presidents' Day",
        easter(year) - timedelta(days=2): "Good Friday",
        _last(year, 5, 0): "Memorial Day",
        _observed(date(year, 7, 4)): "Independence Day",
        _nth(year, 9, 0, 1): "Labor Day",
        _nth(year, 11, 3, 4): "Thanksgiving",
        _observed(date(year, 12, 25)): "Christmas",
    }
    new_year = date(year, 1, 1)
    if new_year.weekday() != 5:  # a Saturday New Year is not moved into the old year
        found[_observed(new_year)] = "New Year's Day"
    if year >= 2022:
        found[_observed(date(year, 6, 19))] = "Juneteenth"
    found.update({day: why for day, why in _SPECIAL.items() if day.year == year})
    return found


@lru_cache(maxsize=64)
def _half_days(year: int) -> frozenset[date]:
    found = {_nth(year, 11, 3, 4) + timedelta(days=1)}
    christmas_eve = date(year, 12, 24)
    if christmas_eve.weekday() < 4 or (christmas_eve.weekday() == 4 and year < 2000):
        found.add(christmas_eve)
    third = date(year, 7, 3)
    if third.weekday() in {0, 1, 3} or (third.weekday() == 2 and year >= 2013):
        found.add(third)
    if date(year, 7, 4).weekday() == 3 and year < 2013:  # a Thursday Fourth: the Friday after was the short one
        found.add(date(year, 7, 5))
        found.discard(third)
    found |= {date(2003, 12, 26)} if year == 2003 else set()
    return frozenset(found)


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    golden, century = year % 19, year // 100
    skipped = century // 4
    moon = (century - skipped - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + skipped) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


def _last(year: int, month: int, weekday: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=(after.weekday() - weekday - 1) % 7 + 1)


def _observed(day: date) -> date:
    if day.weekday() == 5:
        return day - timedelta(days=1)
    return day + timedelta(days=1) if day.weekday() == 6 else day
