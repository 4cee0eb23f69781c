"""The delivery threads: one claims, several send."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue

from bot.delivery.outbox import Outbox
from bot.errors import StorageError
from bot.ports import OutboxRow
from bot.redact import traceback_of

log = logging.getLogger(__name__)


class Deliverer:
    """Delivers an outbox in the background, from `start` to `stop`."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._stop = threading.Event()
        self._lanes: SimpleQueue[list[OutboxRow] | None] = SimpleQueue()
        self._held: dict[int, OutboxRow] = {}
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
        """Claim nothing more, give back what is not begun, wait `timeout` seconds for posts under way. Idempotent."""
        if self._stop.is_set() or not self._threads:
            return
        self._stop.set()
        self.kick()
        self._threads[0].join(timeout)
        waiting = []
        while not self._lanes.empty():
            waiting.append(self._lanes.get())
        self._outbox.hand_back([row for lane in waiting for row in lane or []])
        for _ in self._threads[1:]:
            self._lanes.put(None)
        deadline = self._outbox.clock.monotonic() + timeout
        for thread in self._threads[1:]:
            thread.join(max(0.0, deadline - self._outbox.clock.monotonic()))

    def _claim_forever(self) -> None:
        policy = self._outbox.policy
        renewed_at = self._outbox.clock.monotonic()
        while not self._stop.is_set():
            self._outbox.put.clear()
            wait = policy.idle_poll
            try:
                if self._outbox.clock.monotonic() - renewed_at > policy.lease.total_seconds() / 3:
                    renewed_at = self._outbox.clock.monotonic()
                    self._outbox.renew(sorted(self._held_now()))
                self._claim_once()
                wait = self._outbox.wait()
                self._complained = ""
            except Exception as error:  # noqa: BLE001 - delivery outlives a locked, full or broken database
                self._complain(error)
            self._outbox.put.wait(wait.total_seconds())

    def _claim_once(self) -> None:
        room = self._outbox.policy.in_hand - len(self._held_now())
        if room <= 0:
            return
        for lane in self._outbox.claim(room):
            with self._lock:
                self._held.update((row.id, row) for row in lane)
            self._lanes.put(lane)

    def _held_now(self) -> set[int]:
        with self._lock:
            return set(self._held)

    def _send_forever(self) -> None:
        while (lane := self._lanes.get()) is not None:
            try:
                self._outbox.send(lane)
            except Exception as error:  # noqa: BLE001 - a sender outlives anything; the rows' leases run out
                log.error("sending failed:\n%s", traceback_of(error))  # noqa: TRY400 - the traceback is redacted
            with self._lock:
                for row in lane:
                    self._held.pop(row.id, None)
                room = len(self._held) <= self._outbox.policy.in_hand // 2
            if room:
                self._outbox.put.set()

    def _complain(self, error: Exception) -> None:
        """Say the same trouble once, not every second."""
        text = error.message if isinstance(error, StorageError) else traceback_of(error)
        if text != self._complained:
            log.error("delivery is held up: %s", text)
            self._complained = text
