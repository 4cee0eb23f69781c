"""
Business days as the SEC counts them for Form 4: weekdays that are no federal holiday (17 CFR 240.16a-3(g); 5 U.S.C. 6103).
"""

from __future__ import annotations

from datetime import date, timedelta

DUE = 2
"""A Form 4 is due before the end of the second business day after the trade."""


def lag(traded: date, filed: date) -> int:
    """Business days from the trade to the filing; 0 on the same day, negative never."""
    days, day = 0, traded
    while day < filed and days < 2000:
        day += timedelta(days=1)
        if is_business_day(day):
            days += 1
    return days


def is_business_day(day: date) -> bool:
    """True from Monday to Friday but on federal holidays, observed days included."""
    return day.weekday() < 5 and not _is_holiday(day)


def _is_holiday(day: date) -> bool:
    return any(_fixed(day, month, number, since) for month, number, since in _FIXED) or any(
        _floating(day, month, weekday, week) for month, weekday, week in _FLOATING
    )


_FIXED = ((1, 1, 1871), (6, 19, 2021), (7, 4, 1871), (11, 11, 1938), (12, 25, 1871))
"""(month, day, first year): New Year, Juneteenth, Independence, Veterans, Christmas."""
_FLOATING = ((1, 0, 3), (2, 0, 3), (5, 0, -1), (9, 0, 1), (10, 0, 2), (11, 3, 4))
"""(month, weekday, which; -1 the last): King, Washington, Memorial, Labor, Columbus, Thanksgiving."""


def _fixed(day: date, month: int, number: int, since: int) -> bool:
    """On the day itself, or the Friday before a Saturday, or the Monday after a Sunday."""
    for year in (day.year, day.year + 1):
        if year < since:
            continue
        holiday = date(year, month, number)
        shift = {5: -1, 6: 1}.get(holiday.weekday(), 0)
        if day == holiday + timedelta(days=shift):
            return True
    return False


def _floating(day: date, month: int, weekday: int, week: int) -> bool:
    if day.month != month or day.weekday() != weekday:
        return False
    if week < 0:
        return (day + timedelta(days=7)).month != month
    return (day.day - 1) // 7 + 1 == week
