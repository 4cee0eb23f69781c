"""Holidays and conferences by name."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from bot.catalysts.occasions import CONFERENCE, holiday, meeting, meetings, next_holiday


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("easter", 2024, date(2024, 3, 31)),
        ("easter", 2025, date(2025, 4, 20)),
        ("easter", 2027, date(2027, 3, 28)),
        ("good friday", 2026, date(2026, 4, 3)),
        ("thanksgiving", 2026, date(2026, 11, 26)),
        ("memorial", 2027, date(2027, 5, 31)),
        ("labor", 2026, date(2026, 9, 7)),
        ("mlk", 2027, date(2027, 1, 18)),
        ("presidents", 2027, date(2027, 2, 15)),
        ("juneteenth", 2027, date(2027, 6, 19)),
    ],
)
def test_holidays_follow_their_rule(name, year, day):
    """Each holiday's day comes from its rule, for any year."""
    assert holiday(name, year) == day


def test_a_holiday_without_a_year_is_the_next_one():
    """The holiday of "by Thanksgiving" after this year's means next year's."""
    assert next_holiday("Thanksgiving", date(2026, 11, 27)) == date(2027, 11, 25)
    assert next_holiday("Labor Day", date(2026, 9, 7)) == date(2026, 9, 7)


def named(text: str) -> re.Match[str]:
    """A conference as the grammar finds it."""
    found = re.search(f"(?P<conference>{CONFERENCE.pattern})", text)
    assert found is not None
    return found


def test_a_conference_is_the_next_meeting_the_table_has():
    """Without a year the next meeting counts, with one that year's; a year the table lacks gives none."""
    coming, given = meeting(named("ASCO"), date(2026, 11, 20)), meeting(named("ASH 2026"), date(2026, 1, 5), 2026)
    assert coming is not None
    assert coming.start == date(2027, 6, 4)
    assert given is not None
    assert given.start == date(2026, 12, 12)
    assert meeting(named("ASCO"), date(2026, 11, 20), 2040) is None


def test_a_bank_that_is_a_conference_beside_a_year_has_its_days():
    """What tells that JPM is the conference, a year behind it, is no part of the name that is looked up."""
    found = meeting(named("JPM 2027"), date(2026, 11, 20), 2027)
    assert found is not None
    assert (found.start, found.end) == (date(2027, 1, 11), date(2027, 1, 14))


def test_the_table_is_plausible():
    """Every meeting ends within a week of its start."""
    for year in (2025, 2026, 2027):
        for item in meetings(year):
            assert item.start.year == year
            assert timedelta(0) <= item.end - item.start <= timedelta(days=7)
