"""response_url: five uses, thirty minutes, replacing and deleting, in threads, in the channel."""

from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk.webhook import WebhookClient

from bot.workspace.driver import Workspace
from bot.workspace.space import Options
from tests.workspace.conftest import connected

BUTTONS: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "card"}},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "share", "text": {"type": "plain_text", "text": "Share"}, "value": "ALLO"}
        ],
    },
]


def hook(url: str) -> WebhookClient:
    return WebhookClient(url, retry_handlers=[])


def test_five_uses(ws: Workspace):
    """
    The sixth use is refused with used_url.
    """
    client = hook(ws.command("@pm", "#biotech", "/x").response_url)
    assert [client.send(text=str(n)).status_code for n in range(5)] == [200] * 5
    refused = client.send(text="5")
    assert (refused.status_code, refused.body) == (404, "used_url")
    assert len([m for m in ws.messages("#biotech", "@pm") if m["user"] != "USLACKBOT"]) == 5


def test_thirty_minutes(ws: Workspace):
    """
    After thirty minutes of the workspace's time the address is expired.
    """
    client = hook(ws.command("@pm", "#biotech", "/x").response_url)
    ws.clock.advance(timedelta(minutes=29, seconds=55))
    assert client.send(text="just in time").status_code == 200
    ws.clock.advance(timedelta(seconds=6))
    refused = client.send(text="late")
    assert (refused.status_code, refused.body) == (404, "expired_url")


def test_a_refused_use_does_not_count(ws: Workspace):
    """
    A payload that Slack refuses leaves the uses as they were.
    """
    client = hook(ws.command("@pm", "#biotech", "/x").response_url)
    assert client.send(text="").body == "no_text"
    assert client.send(text="x", blocks=[{"type": "section"}]).body == "invalid_blocks"
    assert [client.send(text="x").status_code for _ in range(6)] == [200] * 5 + [404]


def test_a_commands_answers_do_not_replace_each_other(ws: Workspace):
    """
    As on Slack, replace_original on a command's response_url posts a further message.
    """
    asked = ws.command("@pm", "#biotech", "/x")
    client = hook(asked.response_url)
    client.send(text="one")
    client.send(text="two", replace_original=True)
    assert [m["text"] for m in asked.replies()] == ["one", "two"]


def test_replacing_for_commands_can_be_allowed():
    """
    With command_response_replaces the last answer is replaced in its place.
    """
    with Workspace.start(options=Options(ack_timeout=0.2, command_response_replaces=True)) as ws:
        asked = ws.command("@pm", "#biotech", "/x")
        client = hook(asked.response_url)
        client.send(text="one")
        client.send(text="two", replace_original=True)
        assert [m["text"] for m in asked.replies()] == ["two"]


@pytest.mark.parametrize(("response_type", "readers"), [("ephemeral", ["@pm"]), ("in_channel", ["@pm", "@analyst"])])
def test_who_sees_it(ws: Workspace, response_type: str, readers: list[str]):
    """
    Ephemeral answers are the asker's, in_channel answers everyone's; neither needs the bot to be a member.
    """
    hook(ws.command("@pm", "#general", "/x").response_url).send(text="hi", response_type=response_type)
    seeing = [who for who in ("@pm", "@analyst") if "hi" in [m["text"] for m in ws.messages("#general", who)]]
    assert seeing == readers


def test_a_button_replaces_and_deletes_its_own_message(ws: Workspace, app: App):
    """
    A button's response_url replaces the ephemeral card it stood in, and deletes it.
    """

    @app.command("/card")
    def card(ack):
        ack(text="card", blocks=BUTTONS)

    @app.action("share")
    def share(ack, respond, body, action):
        ack()
        assert "message" not in body  # Slack sends no ephemeral message along
        respond(text=f"shared {action['value']}", replace_original=True)

    with connected(ws, app):
        ws.command("@pm", "#biotech", "/card").wait()
        message = ws.messages("#biotech", "@pm")[0]
        clicked = ws.click("@pm", message, "share").wait()
        ws.wait_for(lambda: ws.messages("#biotech", "@pm")[0]["text"] == "shared ALLO")
        after = ws.messages("#biotech", "@pm")
        assert [(m["ts"], m["blocks"], m["is_ephemeral"]) for m in after] == [(message["ts"], [], True)]
        hook(clicked.response_url).send(delete_original=True)
        assert ws.messages("#biotech", "@pm") == []
        assert hook(clicked.response_url).send(delete_original=True).body == "message_not_found"


def test_an_answer_to_a_button_in_a_thread_stays_in_it(ws: Workspace, app: App):
    """
    Without replace_original the answer is a new ephemeral message in the button's thread.
    """

    @app.action("share")
    def share(ack, respond):
        ack()
        respond("noted", replace_original=False)

    with connected(ws, app):
        parent = ws.say("@pm", "#biotech", "x")["ts"]
        app.client.chat_postMessage(channel="#biotech", text="card", blocks=BUTTONS, thread_ts=parent)
        ws.click("@analyst", ws.wait_message("#biotech", "card"), "share", "ALLO").wait()
        answer = ws.wait_message("#biotech", "noted", user="@analyst")
    assert answer["thread_ts"] == parent
    assert [m["text"] for m in ws.thread("#biotech", parent)] == ["x", "card"]


def test_a_gone_channel_is_named(ws: Workspace):
    """
    After the channel was archived or deleted the answer is refused by name.
    """
    client = hook(ws.command("@pm", "#biotech", "/x").response_url)
    ws.archive("#biotech")
    assert client.send(text="x").body == "is_archived"
    ws.delete_channel("#biotech")
    assert client.send(text="x").body == "channel_not_found"


def test_a_guessed_address_is_nothing(ws: Workspace):
    """
    The secret part of the address is checked.
    """
    url = ws.command("@pm", "#biotech", "/x").response_url
    assert hook(url[:-4] + "AAAA").send(text="x").status_code == 404
