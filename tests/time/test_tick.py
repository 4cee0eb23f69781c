"""The tick itself, on the machine's clock."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine

from bot.delivery.tick import Tick


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
