"""HTTP mode behind waitress: signatures judged by Bolt, forged and old ones refused, nothing stored."""

from __future__ import annotations

import dataclasses
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
from slack_sdk.signature import SignatureVerifier

from bot.settings import Secret, Settings
from bot.wiring import Desk, build
from bot.workspace.driver import Workspace
from tests.desk.sources import down, failing_sources


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Desk]:
    """A desk in HTTP mode on a free loopback port."""
    workspace = Workspace.start()
    settings = dataclasses.replace(
        Settings(),
        bot_token=Secret(workspace.bot_token),
        signing_secret=Secret(workspace.signing_secret),
        api_url=workspace.api_url,
        mode="http",
        port=0,
        database=tmp_path / "desk.db",
    )
    desk = build(settings, sources=failing_sources(down)(None, None))  # type: ignore[arg-type]
    desk.start(warm=False)
    yield desk
    desk.stop()
    workspace.stop()


def _post(desk: Desk, *, age: float = 0, secret: str | None = None) -> int:
    body = urlencode({"command": "/deskbot", "text": "help", "team_id": "T1", "channel_id": "C1", "user_id": "U1",
                      "trigger_id": f"t{time.monotonic_ns()}", "token": "x"})  # fmt: skip
    stamp = str(int(time.time() - age))
    verifier = SignatureVerifier(secret or desk.settings.signing_secret.reveal())
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": str(verifier.generate_signature(timestamp=stamp, body=body)),
    }
    port = desk.transport.port  # type: ignore[union-attr]
    return requests.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers, timeout=5).status_code


def test_requests_are_taken_where_a_thousand_files_are_open(many_files: None, served: Desk):
    """Sockets whose numbers are above 1,023, which select refuses, are served like any other."""
    del many_files
    assert _post(served) == 200


def test_a_signed_request_is_acked_and_stored(served: Desk):
    """200, and one row."""
    assert _post(served) == 200
    assert sum(served.deps.storage.inbox.counts().values()) == 1


@pytest.mark.parametrize("fault", [{"secret": "not the secret"}, {"age": 600}], ids=["forged", "10 minutes old"])
def test_a_forged_or_old_signature_is_refused(served: Desk, fault: dict[str, object]):
    """401, and no row."""
    assert _post(served, **fault) == 401  # type: ignore[arg-type]
    assert sum(served.deps.storage.inbox.counts().values()) == 0


def test_status_knows_where_http_mode_listens(served: Desk):
    """The same line of /deskbot status as in Socket Mode."""
    assert f"listening on {served.settings.host}:" in served.deps.line.state()
    assert served.deps.line.heard_before is None
    assert [_post(served), _post(served)] == [200, 200]
    assert served.deps.line.heard_before is not None


def test_stopping_frees_the_port_and_ends_the_serving_thread(served: Desk):
    """Also under a client that still holds its connection open; a second stop changes nothing."""
    port = served.transport.port  # type: ignore[union-attr]
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        served.transport.stop()  # type: ignore[union-attr]
        served.transport.stop()  # type: ignore[union-attr]
    assert "http" not in {thread.name for thread in threading.enumerate()}
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", port))
