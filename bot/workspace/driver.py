"""
The workspace as a Python object: start it, act as people, read what they see, break things, stop it.

The server runs in a thread of its own with its own event loop; every method here is synchronous and may be called from
any thread.

    with Workspace.start() as ws:
        ... connect a real Bolt app with ws.api_url, ws.bot_token, ws.app_token ...
        ws.command("@pm", "#biotech", "/sentiment ALLO").wait()
        ws.wait_message("#biotech", "ALLO", user="@pm")
"""

import asyncio
import secrets
import threading
from collections.abc import Callable, Coroutine, Iterable, Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from aiohttp import web

from bot.errors import CannotListen
from bot.workspace.admin import Admin
from bot.workspace.clock import MovableClock, real_time
from bot.workspace.desk import add_desk, options_of
from bot.workspace.faults import Faults
from bot.workspace.log import EventLog
from bot.workspace.server import HOST, serve
from bot.workspace.sockets import DisconnectReason
from bot.workspace.space import Options, Space
from bot.workspace.state import Token
from bot.workspace.webhooks import Webhooks

T = TypeVar("T")


class SocketClient(Protocol):
    """What is used of slack_sdk's SocketModeClient."""

    closed: bool
    auto_reconnect_enabled: bool

    def enqueue_message(self, message: str) -> None:
        """Put a message into its queue."""
        ...

    def close(self) -> None:
        """Close it."""
        ...


class Workspace(Admin):
    """A running workspace. Make one with `start`; it is a context manager that stops itself."""

    def __init__(self, space: Space) -> None:
        super().__init__(space)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="workspace", daemon=True)
        self._runner: web.AppRunner | None = None
        self.manifest: Mapping[str, Any] = {}
        self.bot_token = f"xoxb-local-{secrets.token_hex(12)}"
        self.app_token = f"xapp-local-{secrets.token_hex(12)}"

    @classmethod
    def start(
        cls,
        port: int = 0,
        *,
        clock: Callable[[], datetime] = real_time,
        options: Options | None = None,
        manifest: Mapping[str, Any] | None = None,
        extra_routes: Iterable[web.AbstractRouteDef] = (),
    ) -> Self:
        """
        Start a workspace with the desk's people and channels and return it.

        `clock` gives aware UTC datetimes (a `MovableClock` is used as it is); `port` 0 takes a free one; a `manifest`
        limits the app to its own commands, events and scopes.
        """
        movable = clock if isinstance(clock, MovableClock) else MovableClock(clock)
        chosen = options_of(options or Options(), manifest)
        workspace = cls(Space.build(movable, chosen, secrets.token_hex(16)))
        workspace.manifest = manifest or {}
        workspace.open(port, extra_routes)
        return workspace

    def open(self, port: int, extra_routes: Iterable[web.AbstractRouteDef]) -> None:
        """Fill the workspace and bind it to loopback."""
        add_desk(self.space, self.bot_token, self.app_token)
        self._thread.start()
        self.space.dispatcher.bind(self._loop)
        try:
            self._runner = self.on_loop(serve(self.space, port, extra_routes))
        except OSError as error:
            self.stop()
            raise CannotListen(HOST, port, error) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop the server and its thread; may be called twice."""
        if not self._thread.is_alive():
            return
        self.on_loop(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def api_url(self) -> str:
        """The Web API's base address for slack_sdk, with a slash at the end."""
        return f"{self.space.base_url}/api/"

    @property
    def signing_secret(self) -> str:
        """The secret with which HTTP deliveries are signed."""
        return self.space.signing_secret

    @property
    def log(self) -> EventLog:
        """The event log."""
        return self.space.log

    @property
    def faults(self) -> Faults:
        """The fault switches."""
        return self.space.faults

    @property
    def clock(self) -> MovableClock:
        """The workspace's clock."""
        return self.space.clock

    def wait_connected(self, count: int = 1, timeout: float = 5.0) -> None:
        """Wait until `count` Socket Mode connections are open."""
        self.wait_for(lambda: self.connections() >= count, timeout, f"{count} Socket Mode connection(s)")

    def connections(self) -> int:
        """Return how many Socket Mode connections are open and staying."""
        return sum(not connection.leaving for connection in list(self.space.sockets.connections))

    def disconnect(self, reason: DisconnectReason = "refresh_requested") -> None:
        """Tell the app's sockets to move, as Slack does every few hours."""
        self.on_loop(self.space.sockets.disconnect(reason))

    def drop_connections(self) -> None:
        """Cut the app's sockets without a word."""
        self.on_loop(self.space.sockets.drop())

    def close_client(self, client: SocketClient) -> None:
        """
        Close slack_sdk's built-in Socket Mode client at once.

        By itself it first waits for its current read (3 s on a silent connection) and its message queue (1 s).
        """
        client.closed = True
        client.auto_reconnect_enabled = False
        client.enqueue_message("{}")
        pings = asyncio.run_coroutine_threadsafe(self._ping_on(), self._loop)
        try:
            client.close()
        finally:
            pings.cancel()

    def deliver_over_http(self, url: str) -> Webhooks:
        """Send everything from now on as signed POSTs to this request URL; return the sender, to forge with."""
        hooks = Webhooks(url, self.signing_secret)
        self.space.dispatcher.transport = hooks
        return hooks

    def deliver_over_sockets(self) -> None:
        """Send everything from now on over Socket Mode (the default)."""
        self.space.dispatcher.transport = self.space.sockets

    def token(self, kind: str = "bot") -> Token:
        """Return the record of the bot's or the app's token, to change its scopes or revoke it."""
        return self.space.state.tokens[self.bot_token if kind == "bot" else self.app_token]

    def on_loop(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine on the server's loop and return its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    async def _ping_on(self) -> None:
        while True:
            await self.space.sockets.ping()
            await asyncio.sleep(0.02)

    async def _close(self) -> None:
        await self.space.dispatcher.close()
        await self.space.sockets.close()
        transport = self.space.dispatcher.transport
        if isinstance(transport, Webhooks):
            await transport.close()
        if self._runner is not None:
            await self._runner.cleanup()
