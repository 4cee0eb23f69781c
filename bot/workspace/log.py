"""
The event log: envelopes with their acks, Web API calls, refusals and connections, in order.

For tests (`Workspace.log`), and for the developer's side of the page. Tokens and response_url secrets never enter it.
"""

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

KEPT_ENTRIES = 20_000
_SECRET_KEYS = frozenset({"token", "client_secret", "response_url", "ticket"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: `at` is the workspace's time (aware UTC), `monotonic` the machine's seconds for measuring."""

    seq: int
    at: datetime
    monotonic: float
    kind: str
    detail: Mapping[str, Any]


def scrub(value: Any) -> Any:
    """Return JSON data without the values of keys that name secrets."""
    if isinstance(value, dict):
        return {key: "***" if key in _SECRET_KEYS else scrub(item) for key, item in value.items()}
    if isinstance(value, list):
        return [scrub(item) for item in value]
    return value


class EventLog:
    """A bounded, thread-safe log; listeners are called on the writer's thread and must return at once."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: deque[Entry] = deque(maxlen=KEPT_ENTRIES)
        self._seq = itertools.count(1)
        self._listeners: list[Callable[[Entry], None]] = []

    def add(self, kind: str, **detail: Any) -> Entry:
        """Write one line; `detail` is scrubbed of secrets first."""
        with self._lock:
            entry = Entry(next(self._seq), self._clock(), time.monotonic(), kind, scrub(detail))
            self._entries.append(entry)
            listeners = list(self._listeners)
        for listener in listeners:
            listener(entry)
        return entry

    def entries(self, kind: str | None = None, *, after: int = 0) -> list[Entry]:
        """Return the kept lines with a sequence number above `after`, of one kind or of all."""
        with self._lock:
            return [e for e in self._entries if e.seq > after and kind in (None, e.kind)]

    def calls(self, method: str | None = None) -> list[Entry]:
        """Return the Web API calls, of one method or of all."""
        return [e for e in self.entries("api") if method in (None, e.detail["method"])]

    def last(self) -> Entry | None:
        """Return the newest line, None when there is none."""
        with self._lock:
            return self._entries[-1] if self._entries else None

    def listen(self, listener: Callable[[Entry], None]) -> Callable[[], None]:
        """Call `listener` for every new line; return a function that ends it."""
        with self._lock:
            self._listeners.append(listener)

        def stop() -> None:
            with self._lock:
                self._listeners.remove(listener)

        return stop
