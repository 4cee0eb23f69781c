"""
The parts of one running workspace, in one place: memory, log, faults, limits, the way to the app.

Everything that acts on the workspace (Web API methods, response_url, people's actions) takes a `Space`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.workspace.clock import MovableClock
from bot.workspace.delivery import ACK_TIMEOUT, RETRY_DELAYS, Delivery, DeliveryKind, Dispatcher
from bot.workspace.faults import Faults
from bot.workspace.jsontypes import JsonObject
from bot.workspace.limits import RateLimits
from bot.workspace.log import EventLog
from bot.workspace.sockets import SocketHub
from bot.workspace.state import State


@dataclass(frozen=True, slots=True)
class Options:
    """
    How strict and how patient this Slack is. The defaults are Slack's.

    `commands`, `events`, `scopes` come from the app's manifest; None means: everything. `command_response_replaces`
    lets a slash command's response_url replace its own earlier answers, which Slack's does not do
    (slackapi/bolt-python #1268, bolt-js #2287: each use posts a new message). `escaped_commands` are those whose text
    carries <links> and <@users> (should_escape in the manifest).
    """

    rate_limits: bool = True
    ack_timeout: float = ACK_TIMEOUT
    retry_delays: tuple[float, ...] = RETRY_DELAYS
    commands_in_threads: bool = False
    escaped_commands: frozenset[str] = frozenset()
    command_response_replaces: bool = False
    commands: frozenset[str] | None = None
    events: frozenset[str] | None = None
    scopes: frozenset[str] | None = None


@dataclass(slots=True)
class Space:
    """One running workspace; `base_url` is http://127.0.0.1:PORT without a slash at the end."""

    clock: MovableClock
    options: Options
    state: State
    log: EventLog
    faults: Faults
    limits: RateLimits
    dispatcher: Dispatcher
    sockets: SocketHub
    signing_secret: str = field(repr=False)
    base_url: str = ""
    calls_in_flight: int = 0

    @classmethod
    def build(cls, clock: MovableClock, options: Options, signing_secret: str) -> "Space":
        """Put an empty workspace together."""
        state = State(clock)
        log = EventLog(clock)
        log.listen(lambda _entry: state.touch())
        faults = Faults()
        dispatcher = Dispatcher(log, ack_timeout=options.ack_timeout, retry_delays=options.retry_delays)
        sockets = SocketHub(state.app_id, faults, log)
        dispatcher.transport = sockets
        limits = RateLimits(on=options.rate_limits)
        return cls(clock, options, state, log, faults, limits, dispatcher, sockets, signing_secret)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Count a call as under way within this block."""
        self.calls_in_flight += 1
        try:
            yield
        finally:
            self.calls_in_flight -= 1

    def deliver(self, kind: DeliveryKind, payload: JsonObject, *, accepts_response: bool = False) -> Delivery:
        """Make a delivery and return it unsent; set its callbacks, then hand it to the dispatcher."""
        return Delivery(self.state.next_id("Ev"), kind, payload, accepts_response)

    def response_url(self, grant_id: str) -> str:
        """Return the full response_url of a grant."""
        grant = self.state.grants[grant_id]
        return f"{self.base_url}/{grant.kind}/{self.state.team_id}/{grant.id}/{grant.secret}"
