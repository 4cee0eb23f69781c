"""The client policy against answers that are not Slack's own, and against workspaces without the newer blocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from bot.cards import blocks as b
from bot.clock import ManualClock
from bot.errors import RateLimited, SourceDown, Uncertain
from bot.ports import Message
from bot.settings import Secret, Settings
from bot.slack.client import SlackClient, without_new_blocks
from bot.wiring import build
from bot.workspace.blockkit import validate_message
from tests.desk.sources import down, failing_sources

NOW = datetime(2026, 4, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7), ("Wed, 21 Oct 2026 07:28:00 GMT", 30), ("nan", 30), ("1e400", 30), ("", 30)]
)
def test_a_429_names_a_time_whatever_its_header_says(httpserver: HTTPServer, header: str, seconds: int):
    """A proxy's date, or nonsense, is a pause like any other and no crash of the sender."""
    for path in ("/chat.postMessage", "/hook"):
        httpserver.expect_request(path).respond_with_json({"ok": False}, status=429, headers={"Retry-After": header})
    client = SlackClient("xoxb-test", httpserver.url_for("/"), ManualClock(NOW))
    with pytest.raises(RateLimited) as posted:
        client.post("C1", Message("x"))
    with pytest.raises(RateLimited) as responded:
        client.respond(httpserver.url_for("/hook"), Message("x"))
    assert posted.value.retry_at == responded.value.retry_at == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("status", [200, 403, 407, 502])
def test_a_proxys_page_refuses_no_post(httpserver: HTTPServer, status: int):
    """What Slack did with a post is unknown where a proxy's page came back: it is looked up and tried again, not dead."""
    httpserver.expect_request("/chat.postMessage").respond_with_data(
        "<html>Blocked", status=status, content_type="text/html"
    )
    client = SlackClient("xoxb-test", httpserver.url_for("/"), ManualClock(NOW))
    with pytest.raises(Uncertain) as posted:
        client.post("C1", Message("x"))
    assert str(status) in posted.value.message
    assert "html" not in posted.value.message


def test_a_proxys_page_is_no_refusal_of_the_app_token(httpserver: HTTPServer, tmp_path: Path):
    """Nobody is sent to make a new token because something between here and Slack answered in its place."""
    httpserver.expect_request("/auth.test").respond_with_json({"ok": True, "team_id": "T1", "user_id": "U1"})
    httpserver.expect_request("/apps.connections.open").respond_with_data("<html>Blocked", status=503)
    settings = Settings(
        api_url=httpserver.url_for("/"), bot_token=Secret("xoxb-1"), app_token=Secret("xapp-1"),
        database=tmp_path / "desk.db", sentiment_model="off",
    )  # fmt: skip
    desk = build(settings, sources=failing_sources(down)(None, None))  # type: ignore[arg-type]
    with pytest.raises(SourceDown, match="a proxy may have made it") as raised:
        desk.start(warm=False)
    desk.stop()
    assert "html" not in raised.value.message


def test_a_table_as_text_fits_and_says_what_it_leaves_out():
    """Escaping makes rows longer: a table of names with ampersands still becomes a paragraph that Slack takes."""
    table = b.table(["Person", "Shares"], [[f"Smith & Sons & Daughters & Co. {row}", "1"] for row in range(99)])
    (block,) = without_new_blocks([table])
    assert validate_message({"text": "x", "blocks": [block]}) == []
    text = block["text"]["text"]
    assert f"and {99 - text.count('&amp; Sons')} more rows" in text
