"""
Deliveries to the app: one envelope each, attempts, acks, and Slack's retries.

Slack gives an app three seconds to ack. Events that were not acked are sent again at once, after a minute and after
five minutes (docs.slack.dev, "Events API"); commands and interactions are sent once, and the person sees an error.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from bot.workspace.jsontypes import JsonObject
from bot.workspace.log import EventLog

DeliveryKind = Literal["events_api", "slash_commands", "interactive"]
ACK_TIMEOUT = 3.0
RETRY_DELAYS = (0.0, 60.0, 300.0)
KEPT_DELIVERIES = 5_000


@dataclass(slots=True)
class Delivery:
    """One thing the app must hear of. Times are seconds of the monotonic clock; `outcome` is None while it is open."""

    id: str
    kind: DeliveryKind
    payload: JsonObject
    accepts_response: bool = False
    on_ack: Callable[[JsonObject], None] | None = None
    on_failure: Callable[[str], None] | None = None
    attempts: int = 0
    first_sent: float | None = None
    acked: float | None = None
    outcome: Literal["acked", "failed"] | None = None
    reason: str = ""
    status: int = 0
    ack_body: JsonObject = field(default_factory=dict)
    waiting: bool = False
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def ack_seconds(self) -> float | None:
        """Seconds from the first sending to the ack that counted, or None."""
        return None if self.acked is None or self.first_sent is None else self.acked - self.first_sent


@dataclass(frozen=True, slots=True)
class Answer:
    """How one attempt ended: acked with a body, or not, for Slack's retry reason; `status` is HTTP's, 0 on sockets."""

    acked: bool
    body: JsonObject = field(default_factory=dict)
    reason: str = ""
    may_retry: bool = True
    status: int = 0


class Transport(Protocol):
    """A way to the app: Socket Mode or signed HTTP."""

    async def attempt(self, delivery: Delivery, *, number: int, reason: str, patience: float) -> Answer:
        """Send once and wait for the ack, at most `patience` seconds."""
        ...


class Dispatcher:
    """Sends deliveries over the transport, on the server's loop; `send` may be called from any thread."""

    def __init__(self, log: EventLog, *, ack_timeout: float, retry_delays: tuple[float, ...]) -> None:
        self.ack_timeout = ack_timeout
        self.retry_delays = retry_delays
        self.transport: Transport | None = None
        self._log = log
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._open: dict[str, Delivery] = {}
        self._sent: deque[Delivery] = deque(maxlen=KEPT_DELIVERIES)
        self._lock = threading.Lock()

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """Name the loop on which deliveries run."""
        self._loop = loop

    def send(self, delivery: Delivery) -> Delivery:
        """Start a delivery and return it; its `done` is set when it is acked or given up."""
        if self._loop is None:
            raise RuntimeError("The workspace's server is not running.")
        with self._lock:
            self._open[delivery.id] = delivery
            self._sent.append(delivery)
        self._loop.call_soon_threadsafe(self._start, delivery)
        return delivery

    def sent(self) -> list[Delivery]:
        """Return the latest deliveries, oldest first."""
        with self._lock:
            return list(self._sent)

    def busy(self) -> bool:
        """Return whether an attempt is under way; a wait for a later retry does not count."""
        with self._lock:
            return any(not delivery.waiting for delivery in self._open.values())

    async def close(self) -> None:
        """Give up everything that is still open."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, delivery: Delivery) -> None:
        task = asyncio.get_running_loop().create_task(self._run(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, delivery: Delivery) -> None:
        try:
            answer = await self._attempt(delivery, "")
            delays = self.retry_delays if delivery.kind == "events_api" else ()
            for delay in delays:
                if answer.acked or not answer.may_retry:
                    break
                delivery.waiting = delay > 0
                await asyncio.sleep(delay)
                delivery.waiting = False
                answer = await self._attempt(delivery, answer.reason)
            self._finish(delivery, answer)
        finally:
            with self._lock:
                self._open.pop(delivery.id, None)
            delivery.done.set()
            self._log.add("done", id=delivery.id, outcome=delivery.outcome)

    async def _attempt(self, delivery: Delivery, reason: str) -> Answer:
        number = delivery.attempts
        delivery.attempts += 1
        sent = time.monotonic()
        if delivery.first_sent is None:
            delivery.first_sent = sent
        self._log.add("sent", id=delivery.id, type=delivery.kind, attempt=number, reason=reason, what=title(delivery))
        if self.transport is None:
            answer = Answer(acked=False, reason="connection_failed")
        else:
            answer = await self.transport.attempt(delivery, number=number, reason=reason, patience=self.ack_timeout)
        took = round(time.monotonic() - sent, 4)
        if answer.acked:
            self._log.add("acked", id=delivery.id, seconds=took, body=answer.body)
        else:
            self._log.add("not_acked", id=delivery.id, seconds=took, reason=answer.reason)
        return answer

    def _finish(self, delivery: Delivery, answer: Answer) -> None:
        delivery.reason, delivery.status = answer.reason, answer.status
        if not answer.acked:
            delivery.outcome = "failed"
            if delivery.on_failure is not None:
                delivery.on_failure(answer.reason)
            return
        delivery.acked = time.monotonic()
        delivery.ack_body = answer.body
        if delivery.on_ack is not None:
            delivery.on_ack(answer.body)
        delivery.outcome = "acked"


def title(delivery: Delivery) -> str:
    """Return what a delivery is about, for the log: an event's type, a command's name, an interaction's kind."""
    payload = delivery.payload
    if delivery.kind == "slash_commands":
        return str(payload.get("command"))
    if delivery.kind == "events_api":
        return str(payload.get("event", {}).get("type"))
    return str(payload.get("type"))
