"""What a locked database, a process that died in the middle and a source without end do to the planner: nothing lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.plan_digests import GRACE_S
from bot.errors import StorageFull
from tests.digest.house import House, day_window

Start = Callable[..., House]
DUE = datetime(2026, 4, 20, 11, 30, tzinfo=UTC)


def test_a_locked_database_delays_and_loses_nothing(start: Start, tmp_path: Path):
    """Another process holds the database over the due time: that tick plans nothing, the next one everything."""
    house = start("2026-04-20T11:00", busy_seconds=0.05)
    house.add(day_window(DUE.date() + timedelta(days=1)))
    house.schedule("07:30")
    house.tick()
    house.clock.advance(timedelta(hours=1))
    other = sqlite3.connect(tmp_path / "house.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert house.tick() == 0
    other.execute("ROLLBACK")
    other.close()
    house.tick()
    assert len(house.leads()) == 1
    assert len(house.posts("reminder:")) == 1


def test_a_skip_that_could_not_be_recorded_is_recorded_later(start: Start, tmp_path: Path):
    """The database is locked in the moment a digest is given up: the next tick writes down that it was skipped."""
    house = start("2026-04-20T11:00", busy_seconds=0.05)
    house.add(day_window(DUE.date() + timedelta(days=40)))
    house.schedule("07:30")
    house.tick()
    house.clock.advance(timedelta(hours=4))
    other = sqlite3.connect(tmp_path / "house.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    house.tick()
    other.execute("ROLLBACK")
    other.close()
    assert house.runs() == []
    house.tick()
    assert [state for _schedule, _day, state in house.runs()] == ["skipped"]


def test_a_process_that_dies_after_the_rows_makes_no_second_digest(start: Start, monkeypatch: pytest.MonkeyPatch):
    """Rows are in the outbox, the run is not recorded: the next process records it, and the rows stay as they were."""
    house = start("2026-04-20T11:00")
    house.add(day_window(DUE.date() + timedelta(days=2)))
    house.schedule("07:30")
    house.clock.advance(timedelta(minutes=31))

    def full(*_args: Any, **_more: Any) -> bool:
        raise StorageFull

    with monkeypatch.context() as broken:
        broken.setattr(house.storage.schedules, "record_run", full)
        house.tick()
    before = [(row.id, row.payload) for row in house.posts("digest:")]
    assert before
    assert house.runs() == []
    again = start("2026-04-20T11:00", clock=house.clock)
    again.tick()
    assert [(row.id, row.payload) for row in again.posts("digest:")] == before
    assert [state for _schedule, _day, state in again.runs()] == ["made"]


def test_a_digest_waits_a_minute_for_a_late_fetch_and_no_longer(start: Start, monkeypatch: pytest.MonkeyPatch):
    """After a jump over the due time nothing is fetched yet: a minute's grace, then it goes out with n/a."""
    house = start("2026-04-20T11:00")
    house.watch("ALLO")
    house.schedule("07:30")
    monkeypatch.setattr(house.research.book, "fill", lambda *_args, **_more: None)
    monkeypatch.setattr(type(house.planner.digests._warm_up), "_start", lambda _self: None)
    house.clock.advance(timedelta(minutes=31))
    house.tick()
    assert house.leads() == []
    house.clock.advance(timedelta(seconds=GRACE_S + 1))
    house.tick()
    (lead,) = house.leads()
    assert "not fetched yet" in " ".join(str(row.payload) for row in house.posts("digest:"))
    assert lead.planned_at == DUE
