"""The wall clock of a fetch, and how connections are made."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

TOTAL_S = 12.0
"""By wall clock, over look-up, every redirect and the whole body: a read time-out never stops a slow drip."""
TOO_SLOW = "The page took too long to load. Open it yourself, or try again later."

Dial = Callable[[tuple[str, int], float], socket.socket]
"""How a TCP connection to (address, port) is made within so many seconds."""


def dial(address: tuple[str, int], timeout: float) -> socket.socket:
    """The machine's own network."""
    return socket.create_connection(address, timeout=timeout)


class Deadline:
    """The wall clock of one fetch: it cuts every connection of the fetch when the time is up."""

    def __init__(self, seconds: float = TOTAL_S) -> None:
        self._now = time.monotonic
        self._end = self._now() + seconds
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    @property
    def left(self) -> float:
        """Seconds left, 0 at least."""
        return max(0.0, self._end - self._now())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.left <= 0

    def watch(self, sock: socket.socket) -> None:
        """Keep a second handle on the connection: TLS takes the first one away."""
        with self._lock:
            self._sockets.append(socket.socket(fileno=os.dup(sock.fileno())))
        if self.over:
            self._cut()

    def _cut(self) -> None:
        with self._lock:
            for sock in self._sockets:
                try:
                    sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for sock in self._sockets:
                sock.close()
            self._sockets.clear()
