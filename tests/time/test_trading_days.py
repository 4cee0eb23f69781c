"""NYSE trading days against exchange_calendars, 2000 to 2035."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.delivery.trading_days import holidays, is_half_day, is_trading_day, next_trading_day, previous_trading_day


@pytest.fixture(scope="module")
def oracle():
    xcals = pytest.importorskip("exchange_calendars")
    return xcals.get_calendar("XNYS", start="2000-01-01", end="2035-12-31")


def test_every_day_from_2000_to_2035_agrees_with_the_oracle(oracle):
    """Open or closed is right on each of 13,000 days."""
    sessions = {stamp.date() for stamp in oracle.sessions}
    first, last = oracle.sessions[0].date(), oracle.sessions[-1].date()
    wrong = [
        day
        for offset in range((last - first).days + 1)
        if is_trading_day(day := first + timedelta(days=offset)) != (day in sessions)
    ]
    assert wrong == []


def test_half_days_agree_with_the_oracle(oracle):
    """Every early close, and no other."""
    expected = {stamp.date() for stamp in oracle.early_closes}
    ours = {
        day
        for year in range(2000, 2036)
        for offset in range(366)
        if (day := date(year, 1, 1) + timedelta(days=offset)).year == year and is_half_day(day)
    }
    assert sorted(ours ^ expected) == []


def test_neighbours_skip_holidays_and_weekends():
    """The trading day after Thanksgiving Wednesday is Friday; before New Year's Friday it is Thursday."""
    assert next_trading_day(date(2026, 11, 25)) == date(2026, 11, 27)
    assert previous_trading_day(date(2026, 1, 2)) == date(2025, 12, 31)
    assert holidays(2026)[date(2026, 4, 3)] == "Good Friday"
