"""HTTP delivery: signed POSTs that the real Bolt accepts, and forged or old ones that it refuses."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot.workspace.driver import Workspace


class Quiet(WSGIRequestHandler):
    """A request handler without a log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextmanager
def served(app: Any) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/slack/events"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def url(app: App) -> Iterator[str]:
    with served(SlackRequestHandler(app)) as address:
        yield address


def test_commands_and_events_arrive_signed(ws: Workspace, app: App, url: str):
    """
    A command's ack body is shown, and a message event reaches its listener.
    """
    heard: list[str] = []

    @app.command("/sentiment")
    def sentiment(ack, command):
        ack(f"for {command['text']}")

    @app.event("message")
    def message(event):
        heard.append(event["text"])

    ws.deliver_over_http(url)
    asked = ws.command("@pm", "#biotech", "/sentiment ALLO & more").wait()
    assert asked.acked
    assert ws.messages("#biotech", "@pm")[0]["text"] == "for ALLO &amp; more"
    ws.say("@pm", "#biotech", "hello")
    ws.wait_for(lambda: heard == ["hello"])


@pytest.mark.parametrize(("secret", "skew"), [("forged", 0.0), ("", -600.0)])
def test_forged_and_old_requests_are_refused(ws: Workspace, app: App, url: str, secret: str, skew: float):
    """
    A wrong secret, or a timestamp ten minutes old, ends in 401 and no listener runs.
    """
    ran: list[str] = []

    @app.command("/sentiment")
    def sentiment(ack):
        ran.append("ran")
        ack()

    app.logger.disabled = True
    hooks = ws.deliver_over_http(url)
    hooks.signing_secret = secret or hooks.signing_secret
    hooks.skew = skew
    asked = ws.command("@pm", "#biotech", "/sentiment").wait()
    assert not asked.acked
    assert asked.delivery is not None
    assert asked.delivery.reason == "http_error"
    assert asked.delivery.status == 401
    assert ran == []


def test_event_retries_carry_slacks_headers(ws: Workspace):
    """
    A failing receiver gets the event four times, with X-Slack-Retry-Num and -Reason; x-slack-no-retry ends it.
    """
    seen: list[tuple[str, str]] = []
    stop = threading.Event()

    def receiver(environ, start_response):
        seen.append((environ.get("HTTP_X_SLACK_RETRY_NUM", ""), environ.get("HTTP_X_SLACK_RETRY_REASON", "")))
        headers = [("x-slack-no-retry", "1")] if stop.is_set() else []
        start_response("500 Oops", headers)
        return [b""]

    def failures() -> int:
        return len(ws.log.entries("not_acked"))

    with served(receiver) as address:
        ws.deliver_over_http(address)
        ws.say("@pm", "#biotech", "x")
        ws.wait_for(lambda: failures() == 4)
        assert seen == [("", ""), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
        stop.set()
        ws.say("@pm", "#biotech", "y")
        ws.wait_for(ws.space.dispatcher.sent()[-1].done.is_set)
        assert len(seen) == 5
    ws.say("@pm", "#biotech", "nobody there")
    ws.wait_for(lambda: failures() == 9)
    assert ws.log.entries("not_acked")[-1].detail["reason"] == "connection_failed"
