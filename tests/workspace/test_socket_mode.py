"""Socket Mode with slack_sdk's own client: retries, de-duplication keys, refresh, several connections, silence."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.workspace.delivery import ACK_TIMEOUT
from bot.workspace.driver import Workspace
from tests.workspace.conftest import connected


class Listener:
    """A bare SocketModeClient that notes what it gets and acks what it is told to."""

    def __init__(self, ws: Workspace) -> None:
        self.seen: list[SocketModeRequest] = []
        self.ack = True
        web = WebClient(token=ws.app_token, base_url=ws.api_url)
        self.client = SocketModeClient(app_token=ws.app_token, web_client=web)
        self.client.socket_mode_request_listeners.append(self._take)

    def _take(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        self.seen.append(request)
        if self.ack:
            client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))


@contextmanager
def listening(ws: Workspace) -> Iterator[Listener]:
    listener = Listener(ws)
    before = ws.connections()
    listener.client.connect()
    ws.wait_connected(before + 1)
    try:
        yield listener
    finally:
        ws.close_client(listener.client)


def test_an_event_without_ack_is_sent_four_times_with_one_event_id(ws: Workspace):
    """
    Slack retries three times; the event_id stays, retry_attempt and retry_reason say why.
    """
    ws.space.dispatcher.ack_timeout = 0.15
    with listening(ws) as listener:
        listener.ack = False
        ws.say("@pm", "#biotech", "x")
        ws.wait_for(lambda: len(listener.seen) == 4)
        ws.wait_for(lambda: len(ws.log.entries("not_acked")) == 4)
    assert len({r.payload["event_id"] for r in listener.seen}) == 1
    assert len({r.envelope_id for r in listener.seen}) == 4
    assert [(r.retry_attempt, r.retry_reason) for r in listener.seen] == [
        (0, ""),
        (1, "timeout"),
        (2, "timeout"),
        (3, "timeout"),
    ]


def test_a_lost_ack_makes_a_second_delivery(ws: Workspace):
    """
    When an ack is lost the app gets the same event again.
    """
    ws.space.dispatcher.ack_timeout = 0.2
    with listening(ws) as listener:
        ws.faults.drop_next_acks(1)
        ws.say("@pm", "#biotech", "x")
        ws.wait_for(lambda: len(listener.seen) == 2)
        ws.wait_for(lambda: ws.log.entries("acked"))
    first, second = (r.payload["event_id"] for r in listener.seen)
    assert first == second


def test_a_late_ack_of_a_command_shows_the_person_an_error(ws: Workspace, app: App):
    """
    A command is sent once; an ack that comes too late leaves Slack's timeout note for the asker.
    """

    @app.command("/slow")
    def slow(ack):
        ack()

    ws.space.dispatcher.ack_timeout = 0.5
    with connected(ws, app):
        ws.faults.delay_acks(0.7)
        asked = ws.command("@pm", "#biotech", "/slow").wait()
        ws.wait_for(lambda: ws.log.entries("late_ack"))
    assert not asked.acked
    assert [m["text"] for m in ws.messages("#biotech", "@pm")] == ['/slow failed with the error "operation_timeout"']


def test_a_command_nobody_listens_to_fails_visibly(ws: Workspace, app: App):
    """
    Bolt does not ack a command without a listener; the person sees the failure.
    """
    app.logger.disabled = True
    ws.space.dispatcher.ack_timeout = 0.5
    with connected(ws, app):
        assert ws.command("@pm", "#biotech", "/unknown").wait().failure == "timeout"
    assert "operation_timeout" in ws.messages("#biotech", "@pm")[0]["text"]


def test_no_connection_is_a_dispatch_failure(ws: Workspace):
    """
    Without any connection a command fails at once, and an event is retried.
    """
    ws.command("@pm", "#biotech", "/sentiment").wait()
    assert "dispatch_failed" in ws.messages("#biotech", "@pm")[0]["text"]
    ws.say("@pm", "#biotech", "x")
    ws.wait_for(lambda: len(ws.log.entries("not_acked")) == 5)
    assert {e.detail["reason"] for e in ws.log.entries("not_acked")} == {"connection_failed"}


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
def test_the_client_moves_when_told_to(ws: Workspace, app: App, reason: str):
    """
    After a disconnect message the client opens a new connection and commands are answered again.
    """

    @app.command("/sentiment")
    def sentiment(ack, respond):
        ack()
        respond("here")

    with connected(ws, app):
        first = ws.log.entries("connected")[-1].detail["connection"]
        ws.disconnect(reason)  # type: ignore[arg-type]
        ws.wait_for(lambda: ws.log.entries("connected")[-1].detail["connection"] != first)
        # slack_sdk's client may go on reading its old socket for a while before it turns to the new one
        assert any(ws.command("@pm", "#biotech", "/sentiment").wait().acked for _ in range(10))


def test_an_event_during_a_reconnect_is_not_lost(ws: Workspace):
    """
    A message said while no socket is open reaches the client through a retry.
    """
    with listening(ws) as listener:
        ws.say("@pm", "#biotech", "before")
        ws.wait_for(lambda: len(listener.seen) == 1)
    ws.wait_for(lambda: ws.connections() == 0)
    ws.space.dispatcher.retry_delays = (0.0, *[0.3] * 30)
    ws.say("@pm", "#biotech", "between")
    with listening(ws) as listener:
        ws.wait_for(lambda: bool(listener.seen))
    assert [r.payload["event"]["text"] for r in listener.seen] == ["between"]


def test_envelopes_go_round_several_connections(ws: Workspace):
    """
    Two connections share the work; every event goes to one of them.
    """
    with listening(ws) as one, listening(ws) as two:
        for number in range(6):
            ws.say("@pm", "#biotech", str(number))
        ws.wait_for(lambda: len(one.seen) + len(two.seen) == 6)
        assert len(one.seen) == len(two.seen) == 3


def test_a_silent_socket_is_open_but_dead(ws: Workspace):
    """
    In silence nothing arrives although the connection stands.
    """
    with listening(ws) as listener:
        ws.faults.silence()
        ws.space.dispatcher.ack_timeout = 0.5
        ws.command("@pm", "#biotech", "/sentiment").wait()
        assert listener.seen == []
        assert ws.connections() == 1
        ws.faults.clear()
        ws.space.dispatcher.ack_timeout = ACK_TIMEOUT
        assert ws.command("@pm", "#biotech", "/sentiment").wait().acked


def test_a_cut_connection_is_noticed(ws: Workspace):
    """
    After a cut the client is gone from the workspace at once.
    """
    with listening(ws):
        ws.drop_connections()
        ws.wait_for(lambda: not ws.space.sockets.connections)


def test_a_ticket_opens_one_connection(ws: Workspace):
    """
    The address of apps.connections.open works once.
    """
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    url = WebClient(base_url=ws.api_url).apps_connections_open(app_token=ws.app_token)["url"]
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
    }
    with listening(ws):
        ws.space.sockets._tickets.clear()
        with pytest.raises(HTTPError) as refused:
            urlopen(Request(str(url).replace("ws:", "http:"), headers=upgrade), timeout=5)  # noqa: S310 - loopback
    assert refused.value.code == 403
    refused.value.close()


def test_thirty_commands_at_once_are_all_delivered_and_acked(ws: Workspace, app: App):
    """
    The driver may be used from many threads; each interaction knows its own ack.
    """

    @app.command("/sentiment")
    def sentiment(ack, command):
        ack(f"for {command['text']}")

    with connected(ws, app):
        asked = [ws.command("@pm", "#biotech", f"/sentiment T{n}") for n in range(30)]
        threads = [threading.Thread(target=one.wait) for one in asked]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [one.ack_body.get("text") for one in asked] == [f"for T{n}" for n in range(30)]
        assert len(ws.messages("#biotech", "@pm")) == 30
