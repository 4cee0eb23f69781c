"""The tick itself, on the machine's clock."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine

from bot.clock import ManualClock
from bot.delivery.tick import Tick
from tests.digest.house import day_window, open_house


class Counter:
    """Counts its ticks."""

    def __init__(self) -> None:
        self.ticked = threading.Semaphore(0)

    def tick(self, now: datetime) -> int:
        """Say that it was called."""
        del now
        self.ticked.release()
        return 0

    def hears(self, times: int) -> bool:
        """Whether it is called so often within a few seconds each."""
        return all(self.ticked.acquire(timeout=5) for _ in range(times))


def test_a_clock_set_back_does_not_stop_the_tick():
    """The machine's clock is eight hours ahead for a moment: set right again, the ticks go on at once."""
    planner: Any = Counter()
    tick = Tick(planner, lambda: datetime.now(UTC), every=0.1)
    tick.start()
    try:
        with time_machine.travel(datetime.now(UTC) + timedelta(hours=8), tick=True):
            assert planner.hears(5)
        assert planner.hears(20)
    finally:
        tick.stop()


def test_a_tick_that_was_stopped_before_its_start_begins_nothing():
    """A desk that is stopped while it still warms up: the late start neither ticks nor fails."""
    planner: Any = Counter()
    tick = Tick(planner, lambda: datetime.now(UTC), every=0.05)
    tick.stop()
    tick.start()
    assert not planner.ticked.acquire(timeout=0.5)
    tick.stop()


def test_starting_and_stopping_at_the_same_moment_is_quiet():
    """Whichever comes first, neither raises, and after both nothing ticks."""
    failed: list[BaseException] = []

    def start(tick: Tick) -> None:
        try:
            tick.start()
        except BaseException as error:  # noqa: BLE001 - what a thread raises would be lost
            failed.append(error)

    for _ in range(30):
        planner: Any = Counter()
        tick = Tick(planner, lambda: datetime.now(UTC), every=0.02)
        thread = threading.Thread(target=start, args=(tick,))
        thread.start()
        tick.stop()
        thread.join()
        while planner.ticked.acquire(blocking=False):
            pass
        assert not planner.ticked.acquire(timeout=0.05)
    assert not failed


def test_a_clock_that_is_days_ahead_for_a_moment_uses_nothing_up(tmp_path: Path):
    """Five days ahead for a tick, then right again: no digest is skipped and no reminder made for the days to come."""
    machine = ManualClock(datetime(2026, 4, 20, 12, 45, tzinfo=UTC))
    house = open_house(tmp_path / "house.db", machine.now(), clock=machine)
    tick = Tick(house.planner, machine.now, machine=machine)
    house.add(day_window(date(2026, 4, 24)))
    schedule = house.schedule("07:30")
    tick.once()
    machine.jump(timedelta(days=5))
    tick.once()
    machine.advance(timedelta(seconds=5))
    tick.once()
    machine.jump(timedelta(days=-5))
    tick.once()
    assert (house.runs(), house.posts()) == ([], [])
    while machine.now() < datetime(2026, 4, 24, 13, 0, tzinfo=UTC):
        machine.advance(timedelta(minutes=30))
        tick.once()
    assert house.runs() == [(schedule, date(2026, 4, day), "made") for day in (21, 22, 23, 24)]
    texts = {row.key.rsplit(":", 1)[1]: row.payload["text"] for row in house.posts("reminder:")}
    assert texts == {"T-1": ":bell: Tomorrow: ALLO interim data", "day": ":bell: Today: ALLO interim data"}
    house.storage.close()


def test_after_a_long_sleep_the_tick_waits_a_minute():
    """The clock stays where it jumped to: what is due comes a minute later."""
    machine = ManualClock(datetime(2026, 4, 20, 12, 45, tzinfo=UTC))
    planner: Any = Counter()
    tick = Tick(planner, machine.now, machine=machine)
    machine.jump(timedelta(days=2))
    tick.once()
    assert not planner.ticked.acquire(blocking=False)
    machine.advance(timedelta(seconds=76))
    tick.once()
    assert planner.ticked.acquire(blocking=False)
