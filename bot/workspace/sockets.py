"""
Socket Mode: the WebSocket side of apps.connections.open.

Says hello, hands out envelopes to the connections in turn, takes acks on any of them, and tells clients to move
(disconnect with reason warning or refresh_requested) as Slack does every few hours.
"""

import asyncio
import contextlib
import itertools
import json
import secrets
import uuid
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import WSMsgType, web

from bot.workspace.delivery import Answer, Delivery
from bot.workspace.faults import Faults
from bot.workspace.jsontypes import JsonObject
from bot.workspace.log import EventLog

MAX_CONNECTIONS = 10
HEARTBEAT = 0.2  # Slack pings its clients too; slack_sdk's client can close only between two reads
DisconnectReason = Literal["warning", "refresh_requested", "link_disabled"]


@dataclass(slots=True)
class Connection:
    """One open socket; `leaving` once its client was told to move."""

    id: str
    ws: web.WebSocketResponse
    leaving: bool = False


@dataclass(slots=True)
class SocketHub:
    """The open connections and the envelopes that wait for an ack. Used on the server's loop only."""

    app_id: str
    faults: Faults
    log: EventLog
    grace: float = 0.2
    connections: list[Connection] = field(default_factory=list)
    _tickets: set[str] = field(default_factory=set)
    _pending: dict[str, asyncio.Future[JsonObject]] = field(default_factory=dict)
    _turn: "itertools.count[int]" = field(default_factory=itertools.count)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def new_ticket(self) -> str:
        """Return a key that opens one connection."""
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket)
        return ticket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one WebSocket from its ticket to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or len(self.connections) >= MAX_CONNECTIONS:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.discard(ticket)
        ws = web.WebSocketResponse(autoping=False, max_msg_size=16 * 2**20)
        await ws.prepare(request)
        connection = Connection(uuid.uuid4().hex[:8], ws)
        self.connections.append(connection)
        self.log.add("connected", connection=connection.id, open=len(self.connections))
        heartbeat = asyncio.get_running_loop().create_task(self._beat(connection))
        try:
            await ws.send_str(json.dumps(self._hello()))
            async for message in ws:
                if message.type is WSMsgType.PING and not self.faults.socket.silent:
                    await ws.pong(message.data)
                elif message.type is WSMsgType.TEXT:
                    self._spawn(self._take_ack(connection, message.data))
        except ConnectionError:
            self.log.add("connection_lost", connection=connection.id)
        finally:
            heartbeat.cancel()
            self.connections.remove(connection)
            self.log.add("closed", connection=connection.id, open=len(self.connections))
        return ws

    async def attempt(self, delivery: Delivery, *, number: int, reason: str, patience: float) -> Answer:
        """Send an envelope to the next connection and wait for its ack."""
        connection = self._next()
        if connection is None:
            return Answer(acked=False, reason="connection_failed")
        envelope: JsonObject = {
            "envelope_id": str(uuid.uuid4()),
            "type": delivery.kind,
            "payload": delivery.payload,
            "accepts_response_payload": delivery.accepts_response,
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": number, "retry_reason": reason}
        acked: asyncio.Future[JsonObject] = asyncio.get_running_loop().create_future()
        self._pending[envelope["envelope_id"]] = acked
        try:
            if not self.faults.socket.silent:
                await connection.ws.send_str(json.dumps(envelope))
            return Answer(acked=True, body=await asyncio.wait_for(acked, patience))
        except TimeoutError:
            return Answer(acked=False, reason="timeout")
        except ConnectionError:
            return Answer(acked=False, reason="connection_failed")
        finally:
            self._pending.pop(envelope["envelope_id"], None)

    async def disconnect(self, reason: DisconnectReason) -> None:
        """Tell every client to move; on refresh_requested and link_disabled the sockets close after a short grace."""
        for connection in list(self.connections):
            message = {"type": "disconnect", "reason": reason, "debug_info": {"host": "workspace"}}
            self.log.add("disconnect", connection=connection.id, reason=reason)
            if connection.ws.closed:
                continue
            await connection.ws.send_str(json.dumps(message))
            if reason != "warning":
                connection.leaving = True
                self._spawn(self._close_later(connection))

    async def drop(self) -> None:
        """Cut every connection without a word."""
        for connection in list(self.connections):
            connection.leaving = True
            transport = connection.ws._req.transport if connection.ws._req is not None else None  # noqa: SLF001 - aiohttp has no public abort
            if transport is not None:
                transport.abort()

    async def ping(self) -> None:
        """Send a WebSocket ping on every connection."""
        for connection in list(self.connections):
            if not connection.ws.closed and not self.faults.socket.silent:
                await connection.ws.ping()

    async def close(self) -> None:
        """Close everything at the end of the workspace."""
        for task in list(self._tasks):
            task.cancel()
        for connection in list(self.connections):
            await connection.ws.close()

    def _hello(self) -> JsonObject:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "workspace", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.app_id},
        }

    def _next(self) -> Connection | None:
        alive = [c for c in self.connections if not c.ws.closed]
        staying = [c for c in alive if not c.leaving] or alive
        return staying[next(self._turn) % len(staying)] if staying else None

    async def _take_ack(self, connection: Connection, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            self.log.add("bad_ack", connection=connection.id)
            return
        envelope_id = message.get("envelope_id") if isinstance(message, dict) else None
        faults = self.faults.socket
        if faults.drop_acks > 0:
            faults.drop_acks -= 1
            self.log.add("ack_dropped", connection=connection.id)
            return
        if faults.ack_delay > 0:
            await asyncio.sleep(faults.ack_delay)
        waiting = self._pending.get(str(envelope_id))
        if waiting is None or waiting.done():
            self.log.add("late_ack", connection=connection.id)
            return
        payload = message.get("payload")
        waiting.set_result(payload if isinstance(payload, dict) else {})

    async def _beat(self, connection: Connection) -> None:
        while not connection.ws.closed:
            await asyncio.sleep(HEARTBEAT)
            if not self.faults.socket.silent:
                with contextlib.suppress(ConnectionError):
                    await connection.ws.ping()

    async def _close_later(self, connection: Connection) -> None:
        await asyncio.sleep(self.grace)
        await connection.ws.close()

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
