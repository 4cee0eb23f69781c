"""A snooze whose catalyst moves before it is over."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.digest.house import DESK, day_window, open_house


@pytest.mark.parametrize(("mover", "reminders"), [("source", 1), ("U2", 0)])
def test_a_snooze_outlives_a_sources_move(tmp_path: Path, mover: str, reminders: int):
    """A source's slip of a day takes nobody's reminder away; a person's move settles it, its new date has rules of its own."""
    house = open_house(tmp_path / "house.db", datetime(2026, 4, 20, 12, 30, tzinfo=UTC))
    try:
        number, now = house.add(day_window(date(2026, 6, 9))), house.clock.now()
        house.storage.reminders.snooze(DESK, number, until=now + timedelta(days=1), user="U1", at=now)
        row = house.storage.catalysts.get(DESK, number)
        assert row is not None
        for day in (10, 11):
            moved = dataclasses.replace(row, window=day_window(date(2026, 6, day)))
            number = house.storage.catalysts.supersede(DESK, number, moved, user=mover, at=now)
        for _now in house.run(now + timedelta(days=1, minutes=20), step=timedelta(minutes=10)):
            pass
        posts = house.posts("snooze:")
        assert len(posts) == reminders
        assert all("11 Jun" in str(post.payload) for post in posts)
    finally:
        house.storage.close()
