"""Fetching and scoring names before they are needed, each once, at the source's own rate."""

from __future__ import annotations

import logging
import math
import threading
from collections import deque
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.errors import DeskError
from bot.ports import Clock, Lane, Queue
from bot.redact import traceback_of
from bot.research.ticker_book import AGAIN, TickerBook

log = logging.getLogger(__name__)

CALLS: Final = 2
"""Requests for one name at the slowest source: news and quote."""
SPARE: Final = 1.3
SLOW_S: Final = 10.0
"""Seconds that a name may take at a source that is slow to answer."""
WORKERS: Final = 4
FRESH: Final = timedelta(minutes=30)


class WarmUp:
    """Keeps a book of names filled. Thread-safe."""

    longest = timedelta(hours=3)
    """No list of names is fetched earlier than this."""

    def __init__(self, book: TickerBook, queue: Queue, clock: Clock, *, rate: float) -> None:
        self.book = book
        self.lead = AGAIN
        self._queue = queue
        self._clock = clock
        self._rate = rate
        self._lock = threading.Lock()
        self._waiting: deque[tuple[str, datetime]] = deque()
        self._wanted: dict[str, datetime] = {}
        self._running = 0
        self._began: float | None = None

    def prepare(self, wanted: Sequence[tuple[str, datetime]], now: datetime) -> None:
        """
        Start fetching what is needed soon. `wanted` is (name, when it is needed), earliest first; how soon is soon
        depends on how many there are, at the source's rate or a slow source's, with time to ask again for what it refused.
        """
        once = max(len(wanted) * CALLS / self._rate * SPARE, math.ceil(len(wanted) / WORKERS) * SLOW_S)
        self.lead = min(timedelta(seconds=2 * once) + AGAIN, self.longest)
        soon = [(name, at - max(self.lead, FRESH)) for name, at in wanted if at - self.lead <= now]
        with self._lock:
            for name, since in soon:
                if self.book.usable(name, since=since) is None and name not in self._wanted:
                    self._wanted[name] = since
                    self._waiting.append((name, since))
            if not self._wanted:
                self._began = None
            elif self._began is None:
                self._began = self._clock.monotonic()
            start = min(WORKERS - self._running, len(self._waiting))
            self._running += max(0, start)
        for _ in range(start):
            self._start()

    def has_all(self, names: Iterable[str], since: datetime) -> bool:
        """Whether every name's report is here."""
        oldest = since - max(timedelta(0), self.lead - FRESH)
        return all(self.book.get(name, since=oldest) is not None for name in names)

    def waited(self, seconds: float) -> bool:
        """Whether fetching has been under way for so long, or there is nothing being fetched."""
        with self._lock:
            return self._began is None or self._clock.monotonic() - self._began >= seconds

    def _start(self) -> None:
        try:
            self._queue.submit(self._work, lane=Lane.SCHEDULED, name="warm-up")
        except DeskError as error:
            log.warning("warm-up has to wait: %s", error.message)
            with self._lock:
                self._running -= 1

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._running -= 1
                    return
                name, since = self._waiting.popleft()
            try:
                self.book.fill(name, since=since, lane=Lane.SCHEDULED)
            except Exception as error:  # noqa: BLE001 - one name's trouble must not stop the rest
                log.error("warm-up of %s failed:\n%s", name, traceback_of(error))  # noqa: TRY400 - redacted
            finally:
                with self._lock:
                    self._wanted.pop(name, None)
