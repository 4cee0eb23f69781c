"""Due times through both DST changes in four zones: once per local date, never twice, never lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channel_settings import read_wall_time
from bot.delivery.due import due_between, end_of_quiet, in_quiet_hours, instant, next_due

ZONES = ["America/New_York", "Europe/London", "Australia/Sydney", "Australia/Lord_Howe"]


@pytest.mark.parametrize(
    ("zone", "day", "wall", "expected"),
    [
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T07:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T05:30"),
        ("America/New_York", date(2026, 3, 9), time(7, 30), "2026-03-09T11:30"),
        ("America/New_York", date(2026, 3, 6), time(7, 30), "2026-03-06T12:30"),
        ("Europe/London", date(2026, 3, 29), time(1, 30), "2026-03-29T01:00"),
        ("Europe/London", date(2026, 10, 25), time(1, 30), "2026-10-25T00:30"),
        ("Australia/Sydney", date(2026, 10, 4), time(2, 30), "2026-10-03T16:00"),
        ("Australia/Sydney", date(2026, 4, 5), time(2, 30), "2026-04-04T15:30"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:30"),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-04T14:45"),
    ],
)
def test_dst_changes(zone: str, day: date, wall: time, expected: str):
    """A skipped wall time comes right after the gap, a doubled one the first time."""
    assert instant(day, wall, ZoneInfo(zone)) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    wall=st.times(),
    start=st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - made aware below
    steps=st.lists(st.integers(1, 60 * 30), min_size=1, max_size=40),
)
def test_any_walk_through_time_sees_each_local_date_once(zone: str, wall: time, start: datetime, steps: list[int]):
    """However the clock is sampled, each local date comes due exactly once and in order."""
    wall = wall.replace(second=0, microsecond=0)
    at = start.replace(tzinfo=UTC)
    seen: list[date] = []
    for minutes in steps:
        later = at + timedelta(minutes=minutes)
        seen += [day for day, _due in due_between(at, later, wall=wall, zone=ZoneInfo(zone), days="daily")]
        at = later
    assert seen == sorted(set(seen))
    if len(seen) > 1:
        assert (seen[-1] - seen[0]).days == len(seen) - 1


def test_trading_days_skip_thanksgiving():
    """A digest on trading days does not post on a holiday."""
    ny = ZoneInfo("America/New_York")
    after = datetime(2026, 11, 25, 20, tzinfo=UTC)
    assert next_due(after, wall=time(7, 30), zone=ny, days="trading days")[0] == date(2026, 11, 27)


def test_quiet_hours_over_midnight():
    """20:00-07:00 is quiet at 23:00 and at 06:59, not at 07:00; the end is the next 07:00."""
    ny = ZoneInfo("America/New_York")
    late = datetime(2026, 11, 20, 4, tzinfo=UTC)
    assert in_quiet_hours(late, "20:00-07:00", ny)
    assert end_of_quiet(late, "20:00-07:00", ny) == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert not in_quiet_hours(datetime(2026, 11, 20, 12, tzinfo=UTC), "20:00-07:00", ny)
    assert not in_quiet_hours(late, "off", ny)


@pytest.mark.parametrize(
    ("text", "wall"),
    [("7:30", time(7, 30)), ("4pm", time(16)), ("12:15am", time(0, 15)), ("7.30", time(7, 30)), ("0730", time(7, 30)),
     ("4:15 PM", time(16, 15)), ("730am", time(7, 30))],
)  # fmt: skip
def test_wall_times_as_people_type_them(text: str, wall: time):
    """24-hour and am/pm forms."""
    assert read_wall_time(text) == wall


@pytest.mark.parametrize("text", ["", "25:00", "7", "noon", "13pm", "7:60", "7:5", "0pm", "12345"])
def test_what_is_no_wall_time(text: str):
    """Anything else raises ValueError."""
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the caller's
        read_wall_time(text)
