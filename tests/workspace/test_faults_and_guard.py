"""Fault switches as the real client feels them, and who may talk to the workspace at all."""

import http.client
import json
import socket
import time
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import CannotListen
from bot.workspace.clock import MovableClock
from bot.workspace.driver import Workspace
from bot.workspace.guard import is_local
from tests.workspace.conftest import web_client


def request(ws: Workspace, headers: dict[str, str], path: str = "/api/api.test") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(ws.api_url).port or 0, timeout=5)
    try:
        connection.putrequest("POST", path, skip_host=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        return connection.getresponse().status
    finally:
        connection.close()


def test_refusals_last_as_often_as_told(ws: Workspace, client: WebClient):
    """
    429 with Retry-After, a status without JSON, and an error name, each for its number of calls.
    """
    ws.faults.rate_limit("chat.postMessage", retry_after=7)
    ws.faults.fail("chat.postMessage", status=503, times=1)
    ws.faults.error("chat.postMessage", "fatal_error")
    seen = []
    for _ in range(3):
        with pytest.raises(SlackApiError) as caught:
            client.chat_postMessage(channel="#biotech", text="x")
        seen.append((caught.value.response.status_code, caught.value.response.headers.get("Retry-After")))
    assert seen == [(429, "7"), (503, None), (200, None)]
    client.chat_postMessage(channel="#biotech", text="x")
    assert len(ws.messages("#biotech")) == 1


def test_reset_after_accept_has_posted(ws: Workspace, client: WebClient):
    """
    The call is carried out and the connection dies without an answer; a plain reset carries nothing out.
    """
    ws.faults.reset_after_accept("chat.postMessage")
    with pytest.raises((OSError, HTTPException)):
        client.chat_postMessage(channel="#biotech", text="posted")
    ws.faults.reset("chat.postMessage")
    with pytest.raises((OSError, HTTPException)):
        client.chat_postMessage(channel="#biotech", text="lost")
    assert [m["text"] for m in ws.messages("#biotech")] == ["posted"]


def test_hanging_and_slow_calls(ws: Workspace):
    """
    A hanging call runs into the caller's time-out; a slow one is carried out.
    """
    client = web_client(ws)
    client.timeout = 0.2  # type: ignore[assignment]
    ws.faults.hang("auth.test", seconds=2.0)
    with pytest.raises(TimeoutError):
        client.auth_test()
    ws.faults.slow("auth.test", 0.05, times=1)
    before = time.monotonic()
    client.timeout = 5
    client.auth_test()
    assert time.monotonic() - before >= 0.05


def test_any_method_and_clearing(ws: Workspace, client: WebClient):
    """
    `*` hits every method, until cleared.
    """
    ws.faults.fail("*", times=None)
    for call in (client.auth_test, client.users_list):
        with pytest.raises(SlackApiError):
            call()
    ws.faults.clear()
    client.auth_test()


def test_a_block_type_that_is_not_rolled_out_is_refused(ws: Workspace, client: WebClient):
    """
    A workspace without a new block type answers invalid_blocks; the rest is taken.
    """
    ws.faults.refused_blocks = frozenset({"markdown"})
    blocks = [{"type": "divider"}, {"type": "markdown", "text": "x"}]
    with pytest.raises(SlackApiError, match="invalid_blocks") as caught:
        client.chat_postMessage(channel="#biotech", text="x", blocks=blocks)
    assert "/blocks/1/type" in caught.value.response["response_metadata"]["messages"][0]
    client.chat_postMessage(channel="#biotech", text="x", blocks=blocks[:1])


def test_clock_skew_shows_in_the_date_header(ws: Workspace, client: WebClient):
    """
    The Date header can be wrong, for a look at a host clock's skew.
    """
    from email.utils import parsedate_to_datetime

    ws.faults.clock_skew = 3600
    ahead = parsedate_to_datetime(client.api_test().headers["Date"]) - datetime.now(UTC)
    assert timedelta(minutes=59) < ahead < timedelta(minutes=61)


def test_it_listens_on_loopback_only(ws: Workspace):
    """
    The server is bound to 127.0.0.1, not to another address of this machine.
    """
    port = urlsplit(ws.api_url).port or 0
    with socket.socket() as other:
        other.settimeout(1)
        with pytest.raises(ConnectionRefusedError):
            other.connect(("127.0.0.2", port))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "127.0.0.1:{port}"}, 200),
        ({"Host": "127.0.0.1"}, 200),
        ({"Host": "localhost:{port}", "Origin": "http://localhost:{port}"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "evil.example:{port}"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": "127.0.0.1:1"}, 403),
        ({}, 400),
        ({"Host": "127.0.0.1:{port}", "Origin": "https://evil.example"}, 403),
        ({"Host": "127.0.0.1:{port}", "Origin": "null"}, 403),
        ({"Host": "127.0.0.1:{port}", "Origin": "http://127.0.0.1:1"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/api/api.test", "/upload/v1/x"])
def test_foreign_hosts_and_origins_are_refused(ws: Workspace, headers: dict[str, str], status: int, path: str):
    """
    A rebound name or a foreign page's origin gets nothing from any route.
    """
    port = str(urlsplit(ws.api_url).port)
    given = {name: value.replace("{port}", port) for name, value in headers.items()}
    answer = request(ws, given, path)
    assert answer == (status if path.startswith("/api") or status != 200 else 404)


def test_host_names():
    """
    Ports, brackets and look-alikes are read correctly.
    """
    assert is_local("[::1]:80", 80)
    assert is_local("LOCALHOST", 80)
    assert not is_local("", 80)
    assert not is_local("localhost:80:80", 80)
    assert not is_local("user@127.0.0.1:80", 80)


def test_a_taken_port_is_an_error(ws: Workspace):
    """
    Starting on a port in use raises an error that says which port, and leaves no thread behind.
    """
    with pytest.raises(CannotListen, match=r"cannot listen on 127\.0\.0\.1:\d+ \(Address already in use\)"):
        Workspace.start(port=urlsplit(ws.api_url).port or 0)


def test_the_clock_moves_and_keeps_running():
    """
    A moved clock runs on from where it was put; naive times are refused.
    """
    base = [datetime(2026, 11, 20, tzinfo=UTC)]
    clock = MovableClock(lambda: base[0])
    clock.move_to(datetime(2026, 11, 21, 7, 30, tzinfo=UTC))
    base[0] += timedelta(seconds=5)
    assert clock.now() == datetime(2026, 11, 21, 7, 30, 5, tzinfo=UTC)
    clock.advance(timedelta(days=1))
    assert clock() == datetime(2026, 11, 22, 7, 30, 5, tzinfo=UTC)
    with pytest.raises(ValueError, match="aware"):
        clock.move_to(datetime(2026, 11, 21))  # noqa: DTZ001 - the point of the test


def test_bad_bodies_are_named(ws: Workspace):
    """
    JSON that is none, or no object, is refused by name and never crashes the server.
    """
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(ws.api_url).port or 0, timeout=5)
    for body, name in ((b"{", "invalid_json"), (b"[1]", "json_not_object")):
        connection.request("POST", "/api/api.test", body=body, headers={"Content-Type": "application/json"})
        assert json.loads(connection.getresponse().read())["error"] == name
    connection.close()
