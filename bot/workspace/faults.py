"""Fault switches: how a test, or the developer's page, makes this Slack misbehave."""

import threading
from dataclasses import dataclass, field
from typing import Literal

FaultKind = Literal["ratelimited", "status", "error", "latency", "hang", "reset", "reset_after_accept"]
ANY_METHOD = "*"


@dataclass(slots=True)
class Fault:
    """One switch: what happens to calls of `method`, how many more times (None: until cleared)."""

    method: str
    kind: FaultKind
    times: int | None = 1
    status: int = 500
    error: str = "fatal_error"
    seconds: float = 0.0
    retry_after: int = 1
    body: str = ""


@dataclass(slots=True)
class SocketFaults:
    """What is wrong with Socket Mode: acks to ignore, acks to hold back, silence."""

    drop_acks: int = 0
    ack_delay: float = 0.0
    silent: bool = False


@dataclass(slots=True)
class Faults:
    """
    The switches that are on. Methods are Web API names, `response_url`, `upload`, or `*` for all; thread-safe.

    `clock_skew` (seconds) shows in the Date header of Web API answers; `refused_blocks` are block types that this
    workspace does not have yet, as in Slack's phased roll-outs: invalid_blocks.
    """

    socket: SocketFaults = field(default_factory=SocketFaults)
    clock_skew: float = 0.0
    refused_blocks: frozenset[str] = frozenset()
    _faults: list[Fault] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, fault: Fault) -> None:
        """Turn a switch on; switches on one method act in the order they were added."""
        with self._lock:
            self._faults.append(fault)

    def rate_limit(self, method: str, *, retry_after: int = 1, times: int | None = 1) -> None:
        """Answer 429 with Retry-After (whole seconds)."""
        self.add(Fault(method, "ratelimited", times, retry_after=retry_after))

    def fail(self, method: str, *, status: int = 500, body: str = "", times: int | None = 1) -> None:
        """Answer with an HTTP status and a body that is not JSON."""
        self.add(Fault(method, "status", times, status=status, body=body))

    def error(self, method: str, error: str, *, times: int | None = 1) -> None:
        """Answer ok: false with this error name."""
        self.add(Fault(method, "error", times, error=error))

    def slow(self, method: str, seconds: float, *, times: int | None = None) -> None:
        """Wait before the call is carried out."""
        self.add(Fault(method, "latency", times, seconds=seconds))

    def hang(self, method: str, seconds: float = 3600.0, *, times: int | None = 1) -> None:
        """Accept the call, carry nothing out and say nothing for `seconds`, then close."""
        self.add(Fault(method, "hang", times, seconds=seconds))

    def reset(self, method: str, *, times: int | None = 1) -> None:
        """Close the connection without carrying the call out."""
        self.add(Fault(method, "reset", times))

    def reset_after_accept(self, method: str, *, times: int | None = 1) -> None:
        """Carry the call out, then close the connection without an answer: the caller cannot know."""
        self.add(Fault(method, "reset_after_accept", times))

    def drop_next_acks(self, count: int = 1) -> None:
        """Ignore the next acks that arrive on the socket."""
        self.socket.drop_acks = count

    def delay_acks(self, seconds: float) -> None:
        """Take every ack `seconds` late; 0 ends it."""
        self.socket.ack_delay = seconds

    def silence(self, *, on: bool = True) -> None:
        """Keep the sockets open but dead: no envelopes, no pongs."""
        self.socket.silent = on

    def clear(self) -> None:
        """Turn every switch off."""
        with self._lock:
            self._faults.clear()
            self.socket = SocketFaults()
            self.clock_skew = 0.0
            self.refused_blocks = frozenset()

    def active(self) -> list[Fault]:
        """Return the switches on calls that are on."""
        with self._lock:
            return list(self._faults)

    def take(self, method: str) -> Fault | None:
        """Return the switch that acts on this call, counting it down."""
        with self._lock:
            for fault in self._faults:
                if fault.method in (method, ANY_METHOD):
                    if fault.times is not None:
                        fault.times -= 1
                        if fault.times <= 0:
                            self._faults.remove(fault)
                    return fault
        return None
