"""The delivery threads: one claims, several send, each channel at its own pace."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from bot.delivery.outbox import Outbox
from bot.delivery.schedule import Schedule, Turn
from bot.delivery.sending import Tally
from bot.errors import StorageError
from bot.redact import traceback_of

log = logging.getLogger(__name__)

CLAIM_AT_MOST: Final = 200
"""Rows in one claim, so that several processes share what falls due at one moment."""
CATCH_UP_S: Final = 0.25
"""A post that began late by less than this does not move its channel's following seconds."""


class Deliverer:
    """Delivers an outbox in the background, from `start` to `stop`."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._clock = outbox.clock
        self._stop = threading.Event()
        self._schedule = Schedule(outbox.clock)
        self._held: set[int] = set()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._complained = ""

    def start(self) -> None:
        """Begin; a second start does nothing."""
        if self._threads:
            return
        work: list[tuple[str, Callable[[], None]]] = [("delivery", self._claim_forever)]
        work += [(f"sender-{number}", self._send_forever) for number in range(1, self._outbox.policy.senders + 1)]
        self._threads = [threading.Thread(target=run, name=name, daemon=True) for name, run in work]
        for thread in self._threads:
            thread.start()

    def kick(self) -> None:
        """Look at once: something was put in."""
        self._outbox.put.set()

    def stop(self, timeout: float = 5.0) -> None:
        """Claim nothing more, wait `timeout` seconds for posts under way, give back what is not begun. Idempotent."""
        if self._stop.is_set() or not self._threads:
            return
        deadline = self._clock.monotonic() + timeout
        self._stop.set()
        self.kick()
        self._threads[0].join(timeout)
        left = list(self._schedule.close())
        for thread in self._threads[1:]:
            thread.join(max(0.0, deadline - self._clock.monotonic()))
        self._outbox.sender.hand_back(left)

    # Claiming --------------------------------------------------------------------------------------------------------

    def _claim_forever(self) -> None:
        policy = self._outbox.policy
        renewed_at = self._clock.monotonic()
        while not self._stop.is_set():
            self._outbox.put.clear()
            wait = policy.idle_poll
            try:
                if self._clock.monotonic() - renewed_at > policy.lease.total_seconds() / 3:
                    renewed_at = self._clock.monotonic()
                    self._outbox.renew(sorted(self._in_hand()))
                wait = timedelta(0) if self._claim_once() else self._outbox.wait()
                self._complained = ""
            except Exception as error:  # noqa: BLE001 - delivery outlives a locked, full or broken database
                self._complain(error)
            self._outbox.put.wait(wait.total_seconds())

    def _claim_once(self) -> bool:
        """Take what there is room for; True where there may be more."""
        policy = self._outbox.policy
        room = policy.room - len(self._in_hand())
        if room <= 0:
            return False
        limit = min(room, CLAIM_AT_MOST)
        lanes = self._outbox.claim(limit, ahead=policy.look_ahead, per_channel=policy.per_channel)
        now = self._clock.monotonic()
        with self._lock:
            self._held.update(row.id for lane in lanes for row in lane.rows)
        for lane in lanes:
            self._schedule.push(Turn(now + lane.wait.total_seconds(), deque(lane.rows)))
        return sum(len(lane.rows) for lane in lanes) >= limit

    def _in_hand(self) -> set[int]:
        with self._lock:
            return set(self._held)

    def _complain(self, error: Exception) -> None:
        """Say the same trouble once, not every second."""
        text = error.message if isinstance(error, StorageError) else traceback_of(error)
        if text != self._complained:
            log.error("delivery is held up: %s", text)
            self._complained = text

    # Sending ---------------------------------------------------------------------------------------------------------

    def _send_forever(self) -> None:
        while (turn := self._schedule.pop()) is not None:
            before = {row.id for row in turn.rows}
            try:
                self._take_turn(turn)
            except Exception as error:  # noqa: BLE001 - a sender outlives anything; the rows' leases run out
                log.error("sending failed:\n%s", traceback_of(error))  # noqa: TRY400 - the traceback is redacted
                turn.rows.clear()
            with self._lock:
                self._held -= before - {row.id for row in turn.rows}
                roomy = len(self._held) <= self._outbox.policy.room // 2
            if turn.rows and not self._schedule.push(turn):
                self._outbox.sender.hand_back(list(turn.rows))
            elif roomy and not self._outbox.policy.channel_spacing:
                self._outbox.put.set()

    def _take_turn(self, turn: Turn) -> None:
        """Send the channel's next row; what stays in `turn.rows` has its next turn at `turn.at`."""
        sender, tally = self._outbox.sender, Tally()
        if not turn.reconciled:
            turn.reconciled = True
            turn.rows = deque(sender.reconcile(turn.rows, tally))
        while turn.rows:
            began = self._clock.monotonic()
            asked_to_post = sender.send(turn.rows.popleft(), tally)
            if not asked_to_post:
                sender.put_off(list(turn.rows))
                turn.rows.clear()
            elif self._outbox.policy.channel_spacing:
                on_time = turn.at if began - turn.at < CATCH_UP_S else began
                turn.at = on_time + self._outbox.policy.channel_spacing.total_seconds()
                return
