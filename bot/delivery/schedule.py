"""When each channel in hand may be posted to next: a heap by time that sender threads wait on."""

from __future__ import annotations

import heapq
import itertools
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.ports import Clock, OutboxRow


@dataclass(slots=True)
class Turn:
    """A channel's rows in hand and the moment (monotonic seconds) from which the first may go."""

    at: float
    rows: deque[OutboxRow]
    reconciled: bool = False


@dataclass(slots=True)
class Schedule:
    """Turns by time; thread-safe."""

    clock: Clock
    _heap: list[tuple[float, int, Turn]] = field(default_factory=list)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _closed: bool = False

    def push(self, turn: Turn) -> bool:
        """Put a turn in; False once the schedule is closed."""
        with self._changed:
            if self._closed:
                return False
            heapq.heappush(self._heap, (turn.at, next(self._numbers), turn))
            self._changed.notify()
            return True

    def pop(self) -> Turn | None:
        """Wait for the next turn whose time has come; None once the schedule is closed."""
        with self._changed:
            while not self._closed:
                ahead = self._heap[0][0] - self.clock.monotonic() if self._heap else None
                if ahead is not None and ahead <= 0:
                    turn = heapq.heappop(self._heap)[2]
                    self._changed.notify()  # somebody else waits for the one behind it
                    return turn
                self._changed.wait(ahead)
            return None

    def close(self) -> Iterable[OutboxRow]:
        """Let nobody wait any longer; the rows that were still in."""
        with self._changed:
            self._closed = True
            left = [row for _, _, turn in self._heap for row in turn.rows]
            self._heap.clear()
            self._changed.notify_all()
            return left
