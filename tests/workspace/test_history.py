"""History and threads: order, bounds, pages, metadata look-up."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace.driver import Workspace
from bot.workspace.space import Options
from tests.workspace.conftest import web_client


def post(client: WebClient, key: str, thread_ts: str | None = None) -> str:
    metadata = {"event_type": "deskbot_post", "event_payload": {"key": key}}
    posted = client.chat_postMessage(channel="C0BIOTECH01", text=key, metadata=metadata, thread_ts=thread_ts)
    return str(posted["ts"])


def test_metadata_is_found_in_the_history_on_request_only(client: WebClient):
    """
    include_all_metadata brings the payload back; without it only the event type is shown.
    """
    post(client, "digest:7")
    found = client.conversations_history(channel="C0BIOTECH01", include_all_metadata=True)["messages"][0]
    assert found["metadata"] == {"event_type": "deskbot_post", "event_payload": {"key": "digest:7"}}
    plain = client.conversations_history(channel="C0BIOTECH01")["messages"][0]
    assert plain["metadata"] == {"event_type": "deskbot_post"}


def test_metadata_of_a_reply_is_found_in_its_thread_only(ws: Workspace, client: WebClient):
    """
    A thread reply is not in the history; it is found with conversations.replies of its parent.
    """
    parent = ws.say("@pm", "#biotech", "a link")["ts"]
    reply = post(client, "link:1", thread_ts=parent)
    history = client.conversations_history(channel="C0BIOTECH01")["messages"]
    assert [m["ts"] for m in history] == [parent]
    assert (history[0]["reply_count"], history[0]["latest_reply"], history[0]["thread_ts"]) == (1, reply, parent)
    thread = client.conversations_replies(channel="C0BIOTECH01", ts=parent, include_all_metadata=True)["messages"]
    assert [m["ts"] for m in thread] == [parent, reply]
    assert thread[1]["metadata"]["event_payload"] == {"key": "link:1"}


def test_a_reply_to_a_reply_joins_the_parents_thread(ws: Workspace, client: WebClient):
    """
    thread_ts of a reply is taken as its parent's.
    """
    parent = ws.say("@pm", "#biotech", "x")["ts"]
    reply = ws.say("@analyst", "#biotech", "y", thread_ts=parent)["ts"]
    client.chat_postMessage(channel="#biotech", text="z", thread_ts=reply)
    assert [m["text"] for m in ws.thread("#biotech", parent)] == ["x", "y", "z"]


def test_pages_go_from_newest_to_oldest_without_gap(ws: Workspace, client: WebClient):
    """
    Cursor pages cover the history once, newest first.
    """
    for number in range(7):
        ws.say("@pm", "#biotech", str(number))
    seen: list[str] = []
    for page in client.conversations_history(channel="C0BIOTECH01", limit=3):
        seen += [m["text"] for m in page["messages"]]
    assert seen == ["6", "5", "4", "3", "2", "1", "0"]


def test_bounds_are_exclusive_unless_inclusive(ws: Workspace, client: WebClient):
    """
    The bounds oldest and latest leave the bounds out, inclusive takes them in.
    """
    stamps = [ws.say("@pm", "#biotech", str(n))["ts"] for n in range(4)]
    between = {"channel": "C0BIOTECH01", "oldest": stamps[0], "latest": stamps[3]}
    assert [m["text"] for m in client.conversations_history(**between)["messages"]] == ["2", "1"]
    inside = client.conversations_history(**between, inclusive=True)["messages"]
    assert [m["text"] for m in inside] == ["3", "2", "1", "0"]


def test_history_is_refused_by_name(ws: Workspace, client: WebClient):
    """
    Not in the channel, no such thread, a bad cursor, no scope: each has its error.
    """

    def error(method: str, **arguments: object) -> str:
        with pytest.raises(SlackApiError) as caught:
            client.api_call(method, params=arguments)
        return str(caught.value.response["error"])

    assert error("conversations.history", channel="C0GENERAL01") == "not_in_channel"
    assert error("conversations.replies", channel="C0BIOTECH01", ts="1.000000") == "thread_not_found"
    assert error("conversations.history", channel="C0BIOTECH01", cursor="%%%") == "invalid_cursor"
    ws.remove_scopes("channels:history")
    assert error("conversations.history", channel="C0BIOTECH01") == "missing_scope"


def test_one_message_a_second_and_channel_with_a_short_burst(ws: Workspace):
    """
    A burst into one channel ends in 429 with Retry-After; another channel is not held up.
    """
    client = web_client(ws)
    for _ in range(4):
        client.chat_postMessage(channel="C0BIOTECH01", text="x")
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C0BIOTECH01", text="x")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    assert len(ws.messages("#biotech")) == 4
    client.chat_postMessage(channel="C0PMDESK001", text="x")
    assert [e.detail["method"] for e in ws.log.entries("ratelimited")] == ["chat.postMessage"]


def test_rate_limits_can_be_turned_off():
    """
    With rate_limits=False a burst goes through.
    """
    with Workspace.start(options=Options(rate_limits=False)) as ws:
        client = web_client(ws)
        for _ in range(10):
            client.chat_postMessage(channel="C0BIOTECH01", text="x")
        assert len(ws.messages("#biotech")) == 10
