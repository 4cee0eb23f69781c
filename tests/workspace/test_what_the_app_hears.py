"""Events as Slack sends them: text with <links> and entities, mentions, edits, membership, other bots, dead tokens."""

from typing import Any

import pytest
from slack_bolt import App

from bot.workspace.driver import Workspace
from bot.workspace.errors import WorkspaceError
from bot.workspace.space import Options
from tests.workspace.conftest import connected, web_client

Json = dict[str, Any]


def sent(ws: Workspace, kind: str = "") -> list[Json]:
    events = [d.payload["event"] for d in ws.space.dispatcher.sent() if d.kind == "events_api"]
    return [event for event in events if kind in ("", event["type"], event.get("subtype"))]


@pytest.mark.parametrize(
    ("typed", "delivered"),
    [
        ("see https://a.example/x?a=1&b=2 now", "see <https://a.example/x?a=1&amp;b=2> now"),
        ("(https://a.example/x).", "(<https://a.example/x>)."),
        ("https://a.example/w_(y)", "<https://a.example/w_(y)>"),
        ("read reuters.com/x, please", "read <http://reuters.com/x|reuters.com/x>, please"),
        ("AT&T <b> 5>3", "AT&amp;T &lt;b&gt; 5&gt;3"),
        ("@analyst and @nobody in #general", "<@U0ANALYST01> and @nobody in <#C0GENERAL01|>"),
        ("<!channel> go", "<!channel> go"),
        (
            "write pm@desk.example or x@firm.com",
            "write <mailto:pm@desk.example|pm@desk.example> or <mailto:x@firm.com|x@firm.com>",
        ),
        ("ALLO 🚀", "ALLO :rocket:"),
        ("e.g. this U.S. firm", "e.g. this U.S. firm"),
        ("&lt;script&gt;", "&amp;lt;script&amp;gt;"),
    ],
)
def test_text_arrives_as_slack_delivers_it(ws: Workspace, typed: str, delivered: str):
    """
    Links, mentions, entities and emoji names are as in Slack's own events.
    """
    ws.say("@pm", "#biotech", typed)
    assert sent(ws)[0]["text"] == delivered


def test_command_text_is_escaped_but_links_stay_bare(ws: Workspace):
    """
    A command's text has the three entities; with escaping on it has <links> and <@users> too.
    """
    asked = ws.command("@pm", "#biotech", "/x  <!channel> a&b https://a.example ")
    assert asked.delivery is not None
    assert asked.delivery.payload["text"] == "&lt;!channel&gt; a&amp;b https://a.example"
    with Workspace.start(options=Options(escaped_commands=frozenset({"/x"}))) as escaping:
        asked = escaping.command("@pm", "#biotech", "/x @analyst https://a.example")
        assert asked.delivery is not None
        assert asked.delivery.payload["text"] == "<@U0ANALYST01> <https://a.example>"


def test_commands_in_threads_are_refused_unless_allowed(ws: Workspace):
    """
    Slack's client refuses a command in a thread; the option lets it through.
    """
    parent = ws.say("@pm", "#biotech", "x")["ts"]
    refused = ws.command("@pm", "#biotech", "/sentiment ALLO", thread_ts=parent)
    assert refused.refused == "/sentiment is not supported in threads. Sorry!"
    assert refused.delivery is None
    with Workspace.start(options=Options(commands_in_threads=True)) as lax:
        parent = lax.say("@pm", "#biotech", "x")["ts"]
        assert lax.command("@pm", "#biotech", "/sentiment ALLO", thread_ts=parent).delivery is not None


def test_a_manifest_limits_commands_and_events():
    """
    Commands that the manifest lacks are no commands, and events it does not name are not sent.
    """
    manifest = {
        "features": {"slash_commands": [{"command": "/sentiment"}]},
        "settings": {"event_subscriptions": {"bot_events": ["message.channels"]}},
    }
    with Workspace.start(manifest=manifest) as ws:
        assert "not a valid command" in ws.command("@pm", "#biotech", "/other").refused
        assert ws.command("@pm", "#biotech", "/sentiment").delivery is not None
        ws.say("@pm", "#biotech", "x")
        ws.say("@pm", "#pm-desk", "x")
        assert [event["channel_type"] for event in sent(ws)] == ["channel"]


def test_a_mention_is_two_events(ws: Workspace):
    """
    @deskbot in a channel comes as message and as app_mention, with one ts and two event_ids.
    """
    ts = ws.mention("@pm", "#biotech", "ALLO?")["ts"]
    assert [(e["type"], e["ts"]) for e in sent(ws)] == [("message", ts), ("app_mention", ts)]
    ids = {d.payload["event_id"] for d in ws.space.dispatcher.sent()}
    assert len(ids) == 2


def test_only_members_hear_a_channel(ws: Workspace):
    """
    In #general, where the bot is not, nothing is sent; after an invitation it is.
    """
    ws.say("@pm", "#general", "before")
    assert sent(ws) == []
    ws.invite_bot("#general")
    ws.say("@pm", "#general", "after")
    assert [e["type"] for e in sent(ws)] == ["member_joined_channel", "message"]
    ws.remove_bot("#general")
    ws.say("@pm", "#general", "gone")
    assert [e["type"] for e in sent(ws)][2:] == ["channel_left"]


def test_edits_deletions_and_previews(ws: Workspace):
    """
    An edit, Slack's own link preview and a deletion come with their subtypes; the preview is no edit.
    """
    ts = ws.say("@pm", "#biotech", "https://a.example")["ts"]
    ws.attach_preview("#biotech", ts, "https://a.example")
    ws.edit("@pm", "#biotech", ts, "changed")
    ws.delete("@pm", "#biotech", ts)
    first, preview, edit, gone = sent(ws)
    assert (preview["subtype"], edit["subtype"], gone["subtype"]) == ("message_changed",) * 2 + ("message_deleted",)
    assert preview["previous_message"]["text"] == preview["message"]["text"] == first["text"]
    assert "edited" not in preview["message"]
    assert edit["message"]["edited"]["user"] == "U0DESKPM001"
    assert gone["deleted_ts"] == ts
    with pytest.raises(WorkspaceError):
        ws.edit("@analyst", "#biotech", ws.say("@pm", "#biotech", "mine")["ts"], "x")


def test_bolt_drops_our_own_messages_but_not_other_bots(ws: Workspace, app: App):
    """
    The bot's own posts come back as events and Bolt drops them; another app's bot_message comes through.
    """
    heard: list[Json] = []

    @app.event("message")
    def message(event):
        heard.append(event)

    with connected(ws, app):
        app.client.chat_postMessage(channel="#biotech", text="own")
        ws.bot_say("#biotech", "foreign https://a.example")
        ws.wait_for(lambda: len(heard) == 1)
        ws.wait_idle()
    assert (heard[0]["subtype"], heard[0]["text"]) == ("bot_message", "foreign <https://a.example>")
    assert len(heard) == 1


def test_direct_messages_and_threads(ws: Workspace):
    """
    A DM is channel_type im; a reply names its thread and the parent's author.
    """
    ws.say("@pm", "@pm", "hello")
    parent = ws.say("@pm", "#biotech", "x")["ts"]
    ws.say("@analyst", "#biotech", "y", thread_ts=parent)
    direct, _, reply = sent(ws)
    assert (direct["channel_type"], direct["channel"][0]) == ("im", "D")
    assert (reply["thread_ts"], reply["parent_user_id"]) == (parent, "U0DESKPM001")


def test_reactions_channels_and_tokens(ws: Workspace):
    """
    Reactions, archiving, deletion, revocation and uninstalling are told.
    """
    ws.react("@analyst", ws.say("@pm", "#biotech", "x"), ":eyes:")
    ws.archive("#biotech")
    with pytest.raises(WorkspaceError, match="archived"):
        ws.say("@pm", "#biotech", "x")
    ws.delete_channel("#biotech")
    ws.revoke_token()
    ws.uninstall_app()
    kinds = [e["type"] for e in sent(ws)]
    assert kinds[1:] == ["reaction_added", "channel_archive", "channel_deleted", "tokens_revoked", "app_uninstalled"]


def test_the_same_event_can_be_sent_again(ws: Workspace, app: App):
    """
    A second delivery of one event_id runs a Bolt listener twice: the app itself must de-duplicate.
    """
    heard: list[str] = []

    @app.event("message")
    def message(body):
        heard.append(body["event_id"])

    with connected(ws, app):
        ws.say("@pm", "#biotech", "x")
        ws.wait_for(lambda: heard)
        ws.resend_event(heard[0])
        ws.wait_for(lambda: len(heard) == 2)
    assert heard[0] == heard[1]


def test_private_channels_are_for_their_members(ws: Workspace):
    """
    Someone who is not in a private channel cannot write there.
    """
    ws.add_user("lena")
    with pytest.raises(WorkspaceError, match="not in"):
        ws.say("@lena", "#pm-desk", "x")
    assert web_client(ws).conversations_info(channel="C0PMDESK001")["channel"]["is_private"]
