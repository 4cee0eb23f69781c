"""Socket Mode with a watchdog, and HTTP mode behind waitress: how Slack's requests reach the Bolt app."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from http.client import HTTPException
from typing import Any, Protocol

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.interval_runner import IntervalRunner
from websocket import WebSocketException

from bot.errors import CannotListen, ConfigError, SourceDown
from bot.slack.client import error_code

log = logging.getLogger(__name__)

CONCURRENCY = 32
CONNECT_S = 10.0
WATCHDOG_S = 60.0
"""A Socket Mode connection can die silently; auth.test once a minute shows it (facts/slack.md, 3)."""


class Transport(Protocol):
    """A way in for Slack's requests."""

    def start(self) -> None:
        """Returns when requests can arrive."""
        ...

    def stop(self) -> None:
        """Idempotent."""
        ...

    def state(self) -> str:
        """For status: "connected", "reconnecting", "listening on ..."."""
        ...


class SocketConnection:
    """
    Socket Mode over websocket-client, a maintained library: under the running desk slack_sdk's built-in client now and
    then never handed an envelope on, and a lost envelope is a command that is never answered.
    """

    def __init__(self, app: App, app_token: str, api_url: str, *, probe: Callable[[], object]) -> None:
        self._handler = SocketModeHandler(
            app,
            app_token,
            web_client=WebClient(token=app_token, base_url=api_url, timeout=10),
            concurrency=CONCURRENCY,
        )
        self.client = self._handler.client
        self._plain_connect = self.client.connect
        self.client.connect = self._connect  # type: ignore[method-assign]
        self._probe = probe
        self._stopped = threading.Event()
        self._watchdog: threading.Thread | None = None
        self.reconnects = 0

    def start(self) -> None:
        """
        Open the connection and wait until it stands. Raises `ConfigError` where Slack refuses the app token, `SourceDown`
        where it cannot be asked or a proxy answers in its place.
        """
        opened = threading.Event()
        self.client.on_open_listeners.append(lambda _session: opened.set())
        # The client's own runner looks for a session every 0.5 s, and its monitor would meanwhile replace the session
        # that has not begun; a fresh runner begins at once, and the monitor follows when the connection stands.
        self.client.current_app_monitor_started = True
        self.client.current_session_runner.shutdown()  # type: ignore[no-untyped-call]
        try:
            self._handler.connect()  # type: ignore[no-untyped-call]
        except SlackApiError as error:
            code = error_code(error)
            if not code:
                sentence = "Slack's answer cannot be read; a proxy may have made it. Run deskbot doctor."
                raise SourceDown(sentence, source="Slack") from None
            raise ConfigError(
                f"Slack refused SLACK_APP_TOKEN ({code}). Create an app-level token with connections:write."
            ) from None
        except (OSError, HTTPException) as error:
            raise SourceDown("Slack cannot be reached from here. Run deskbot doctor.", source="Slack") from error
        self.client.current_session_runner = IntervalRunner(self.client._run_current_session, 0.5).start()  # noqa: SLF001
        if not opened.wait(CONNECT_S):
            log.warning("Slack has not opened the Socket Mode connection yet; trying on")
        self.client.current_app_monitor.start()
        self._watchdog = threading.Thread(target=self._watch, name="socket-watchdog", daemon=True)
        self._watchdog.start()

    def _watch(self) -> None:
        while not self._stopped.wait(WATCHDOG_S):
            try:
                self._probe()
                if not self.client.is_connected():
                    self.reconnects += 1
                    log.warning("Socket Mode connection lost, opening a new one")
                    self.client.connect_to_new_endpoint(force=True)
            except Exception as error:  # noqa: BLE001 - whatever it is, the watchdog must live
                log.warning("Slack does not answer the watchdog: %s", type(error).__name__)

    def stop(self) -> None:
        """Take no more requests, ack those that came in, close the connection. Idempotent."""
        self._stopped.set()
        if not self.client.closed:
            self.client.closed = True
            self.client.auto_reconnect_enabled = False
            self.client.message_queue.put(None)  # ends the client's wait of up to 1 s for the next message
            self.client.message_processor.shutdown()  # type: ignore[no-untyped-call]
            self.client.message_workers.shutdown()
            self._end_session()
            self._handler.close()  # type: ignore[no-untyped-call]

    def _connect(self) -> None:
        """
        Open the session that Slack asks for, every few hours or after a cut. The client closes the old one's socket under its
        reader, which would sleep on for up to 10 s, and only then begin the new one: the reader is woken first.
        """
        self.client.auto_reconnect_enabled = False  # the end of the old session is no reason for yet another
        self._end_session()
        self._plain_connect()

    def _end_session(self) -> None:
        """websocket-client waits in select for up to 10 s; the answer to a ping ends that wait at once."""
        session = self.client.current_session
        if session is None or session.sock is None:
            return
        session.keep_running = False
        with contextlib.suppress(OSError, WebSocketException):
            session.sock.ping()
        for _ in range(50):
            if session.has_done_teardown:
                return
            time.sleep(0.02)

    def state(self) -> str:
        """Connected or not, how often it had to reconnect."""
        word = "connected" if self.client.is_connected() else "reconnecting"
        return f"Socket Mode {word}, {self.reconnects} forced reconnects"


class HttpServer:
    """HTTP mode: Slack calls `/slack/events` here; a reverse proxy gives it its public name."""

    def __init__(self, app: App, *, host: str, port: int, threads: int = 24) -> None:
        from slack_bolt.adapter.wsgi import SlackRequestHandler
        from waitress.server import create_server

        self._sockets: dict[int, Any] = {}
        try:
            server: Any = create_server(
                SlackRequestHandler(app, path="/slack/events"),
                map=self._sockets,
                host=host,
                port=port,
                threads=threads,
                ident="deskbot",
                asyncore_use_poll=True,  # select takes no file number above 1,023
            )
        except OSError as error:
            raise CannotListen(host, port, error) from None
        self._server = server
        self.host = host
        self.port = int(server.effective_port)
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Serve in a thread of its own."""
        self._thread = threading.Thread(target=self._server.run, name="http", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """
        Take no more requests, let those begun end (5 s at most), close every socket. Idempotent. The sockets belong to the
        serving thread: closed from another one they would fail under its select.
        """
        from waitress.wasyncore import close_all, dispatcher

        if self._thread is None:
            self._server.close()
            return
        if self._thread.is_alive():
            self._server.trigger.pull_trigger(lambda: dispatcher.close(self._server))
            self._server.task_dispatcher.shutdown()
            self._server.trigger.pull_trigger(lambda: close_all(self._sockets))
            self._thread.join(5)

    def state(self) -> str:
        """Where it listens."""
        return f"HTTP mode, listening on {self.host}:{self.port}"
